-- Who may read and write the knowledge.
BEGIN;
SELECT plan(63);

CREATE ROLE chiptrade_reader;
CREATE ROLE chiptrade_writer;
GRANT USAGE ON SCHEMA chiptrade, tap TO chiptrade_reader, chiptrade_writer;
GRANT INSERT, UPDATE, DELETE ON chip, chip_user TO chiptrade_writer;

CREATE TEMP TABLE relations AS
SELECT unnest(ARRAY['country', 'country_group', 'source', 'chip', 'chip_alias',
	'chip_family', 'price', 'policy_regime', 'policy_rule', 'policy_event',
	'policy_quota', 'series', 'shipment', 'vendor_revenue', 'trade_flow',
	'demand', 'supply', 'published_figure', 'claim', 'dataset',
	'universe_series'])
	AS r;

SELECT ok(has_table_privilege('chiptrade_reader', 'chiptrade.' || r, 'SELECT')
	AND has_table_privilege('chiptrade_reader',
		'chiptrade.' || r || '_bundled', 'SELECT')
	AND has_table_privilege('chiptrade_reader',
		'chiptrade.' || r || '_user', 'SELECT'), 'everybody reads ' || r)
  FROM relations;
SELECT ok(NOT has_table_privilege('chiptrade_reader', 'chiptrade.' || r,
		'INSERT, UPDATE, DELETE, TRUNCATE')
	AND NOT has_table_privilege('chiptrade_reader',
		'chiptrade.' || r || '_bundled', 'INSERT, UPDATE, DELETE, TRUNCATE')
	AND NOT has_table_privilege('chiptrade_reader',
		'chiptrade.' || r || '_user', 'INSERT, UPDATE, DELETE, TRUNCATE'),
	'not everybody writes ' || r) FROM relations;

SELECT results_eq(
	$$SELECT c::regclass::text COLLATE "C"
	  FROM pg_extension, unnest(extconfig) c
	  WHERE extname = 'chiptrade' AND c::regclass::text LIKE '%\_bundled'$$,
	ARRAY[]::text[], 'no bundled table is dumped');
SELECT is(
	(SELECT count(*) FROM relations
	  WHERE EXISTS (SELECT FROM pg_extension e, unnest(e.extconfig) c
		WHERE e.extname = 'chiptrade'
		  AND c = ('chiptrade.' || r || '_user')::regclass)),
	21::bigint, 'every user table is');
SELECT is(
	(SELECT count(*) FROM relations
	  WHERE 'security_invoker=true' = ANY ((SELECT reloptions FROM pg_class
		WHERE oid = ('chiptrade.' || r)::regclass)::text[])),
	21::bigint, 'every view asks for the privileges of its user');

SET LOCAL ROLE chiptrade_reader;
SELECT is((SELECT count(*) FROM chip), 225::bigint, 'a plain role reads');
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('x')$$, '42501', NULL,
	'and cannot INSERT');
SELECT throws_ok($$UPDATE chip SET note = 'x' WHERE chip = 'A16'$$, '42501',
	NULL, 'nor UPDATE');
SELECT throws_ok($$DELETE FROM chip WHERE chip = 'A16'$$, '42501', NULL,
	'nor DELETE');
SELECT throws_ok($$SELECT knowledge_reset('chip', 'A16')$$, '42501', NULL,
	'nor reset');

SET LOCAL ROLE chiptrade_writer;
SELECT lives_ok($$INSERT INTO chip (chip) VALUES ('x1')$$,
	'a role with the grants on view and user table writes');
SELECT lives_ok($$UPDATE chip SET note = 'x' WHERE chip = 'A16'$$,
	'overrides');
SELECT is(knowledge_reset('chip', 'A16'), true, 'and resets');
SELECT throws_ok($$UPDATE chip_bundled SET note = 'x'$$, '42501', NULL,
	'but leaves the bundled rows alone');
SELECT throws_ok($$INSERT INTO price (chip, amount) VALUES ('A16', 1)$$,
	'42501', NULL, 'and other relations');
RESET ROLE;

-- An edit is checked against rules that its author may not see; he learns that
-- there is something, as by a foreign key, and not what.
INSERT INTO country (country, name) VALUES ('XQ', 'Quux');
INSERT INTO policy_rule (rule_id, regime, title, effective_from, precedence, destinations, verdict)
VALUES ('secret', 'us_letter', 'Secret', '2026-01-01', 10, 'XQ', 'prohibited');
GRANT INSERT, UPDATE, DELETE ON country, country_user, policy_rule, policy_rule_user TO chiptrade_writer;
CREATE FUNCTION pg_temp.refusal(edit text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	det text;
	hint text;
	col text;
	con text;
BEGIN
	EXECUTE edit;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS det = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, col = COLUMN_NAME,
		con = PG_EXCEPTION_CONTEXT;
	RETURN concat_ws(E'\n', SQLSTATE, SQLERRM, det, hint, col, con);
END $$;
SET LOCAL ROLE chiptrade_writer;
SELECT matches(pg_temp.refusal($$DELETE FROM country WHERE country = 'XQ'$$),
	'^23503\ninvalid export rule in column "destinations" of "secret": "XQ"', 'who may read the rule is told');
RESET ROLE;
CREATE POLICY public_rules ON policy_rule_user USING (rule_id <> 'secret');
ALTER TABLE policy_rule_user ENABLE ROW LEVEL SECURITY;
SET LOCAL ROLE chiptrade_writer;
SELECT is_empty($$SELECT rule_id FROM policy_rule WHERE rule_id = 'secret'$$, 'who may not see it');
SELECT matches(pg_temp.refusal($$DELETE FROM country WHERE country = 'XQ'$$),
	'^23503\nthe export rules do not hold together with this change\nThe reason is in rows that you may not read\.',
	'is refused likewise');
SELECT doesnt_match(pg_temp.refusal($$DELETE FROM country WHERE country = 'XQ'$$), 'ecret|XQ"|destinations',
	'and not told which');
SELECT lives_ok($$UPDATE policy_rule SET title = 'x' WHERE rule_id = 'us_bis_2023_b';
	INSERT INTO country (country, name) VALUES ('XR', 'R')$$, 'what is no harm he may write');
RESET ROLE;
ALTER TABLE policy_rule_user DISABLE ROW LEVEL SECURITY;
REVOKE SELECT ON policy_rule FROM PUBLIC;
SET LOCAL ROLE chiptrade_writer;
SELECT doesnt_match(pg_temp.refusal($$DELETE FROM country WHERE country = 'XQ'$$), 'ecret|XQ"|destinations',
	'nor is who may not read the rules at all');
SELECT lives_ok($$INSERT INTO country (country, name) VALUES ('XS', 'S')$$, 'who writes other relations all the same');
SELECT is(current_user::text, 'chiptrade_writer', 'and stays himself');
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
