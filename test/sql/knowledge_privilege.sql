-- Who may read and write the knowledge.
BEGIN;
SELECT plan(33);

CREATE ROLE chiptrade_reader;
CREATE ROLE chiptrade_writer;
GRANT USAGE ON SCHEMA chiptrade, tap TO chiptrade_reader, chiptrade_writer;
GRANT INSERT, UPDATE, DELETE ON chip, chip_user TO chiptrade_writer;

CREATE TEMP TABLE relations AS
SELECT unnest(ARRAY['country', 'country_group', 'source', 'chip', 'chip_alias',
	'chip_family', 'price', 'policy_regime', 'policy_rule', 'policy_event'])
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
	10::bigint, 'every user table is');
SELECT is(
	(SELECT count(*) FROM relations
	  WHERE 'security_invoker=true' = ANY ((SELECT reloptions FROM pg_class
		WHERE oid = ('chiptrade.' || r)::regclass)::text[])),
	10::bigint, 'every view asks for the privileges of its user');

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

SELECT * FROM finish();
ROLLBACK;
