-- Policies made from tables and from each other: what is in them, what one
-- changed line changes, and what is refused.
BEGIN;
SELECT plan(105);

CREATE FUNCTION pg_temp.error(expression text, OUT state text, OUT message text, OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
DECLARE
	ignored text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO ignored;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END
$$;
CREATE FUNCTION pg_temp.value(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
END
$$;

-- what is in a policy
SELECT bag_eq('SELECT to_jsonb(r) - ''origin'' FROM policy_rules(policy()) r', 'SELECT to_jsonb(r) - ''origin'' FROM policy_rule r',
	'policy_rules() lists the table again, every column');
SELECT is_empty('SELECT r.rule_id FROM policy_rules(policy()) r WHERE r.origin IS NOT NULL', 'but where a row came from');
SELECT is(ARRAY(SELECT rule_id FROM policy_rules(policy())), ARRAY(SELECT rule_id FROM policy_rule ORDER BY rule_id COLLATE "C"),
	'in the order of their ids');
SELECT bag_eq('SELECT c FROM jsonb_array_elements(policy()::jsonb -> ''countries'') c',
	'SELECT jsonb_strip_nulls(jsonb_build_object(''country'', country, ''name'', name, ''aliases'', aliases)) FROM country', 'all countries');
SELECT bag_eq('SELECT g FROM jsonb_array_elements(policy()::jsonb -> ''groups'') g',
	'SELECT jsonb_strip_nulls(jsonb_build_object(''group_code'', group_code, ''country'', country, ''valid_from'', valid_from, ''valid_to'', valid_to)) FROM country_group',
	'all memberships of groups');
SELECT bag_eq('SELECT r FROM jsonb_array_elements(policy()::jsonb -> ''regimes'') r',
	'SELECT jsonb_strip_nulls(jsonb_build_object(''regime'', regime, ''ask_order'', ask_order, ''asked_by_default'', asked_by_default, ''gives_eccn'', gives_eccn, ''known_through'', known_through, ''gate'', gate)) FROM policy_regime',
	'all regimes');
SELECT is((SELECT export_policy_agg(r) FROM policy_rule r), policy(), 'all rows are the policy');
SELECT is((SELECT export_policy_agg(r ORDER BY random()) FROM policy_rule r), policy(), 'in any order');
SELECT is((SELECT export_policy_agg(r) FROM policy_rules(policy()) r), policy(), 'a listed policy can be put together again');
SELECT is((SELECT export_policy_agg(r) FROM policy_rule r WHERE false), NULL, 'no rows, no policy');
SELECT is((SELECT export_policy_agg(r) FROM (SELECT r FROM policy_rule r UNION ALL SELECT NULL) s (r)), policy(), 'NULL rows are left out');
SELECT is(array_agg(DISTINCT r.regime), '{us_bis,us_customs}', 'policy(a, b) has rules of these regimes')
	FROM policy_rules(policy('us_customs', 'US_BIS')) r;
SELECT is(policy('us_bis', 'us_letter'), policy('us_letter', 'us_bis', 'us_bis'), 'named in any order');
SELECT is(policy('us_bis'), (SELECT export_policy_agg(r) FROM policy_rule r WHERE regime = 'us_bis'), 'as by rows');
SELECT is(policy('us_customs'), (SELECT export_policy_agg(r) FROM policy_rule r WHERE regime = 'us_customs'),
	'where no regime is asked by default, all are');
SELECT is(policy(VARIADIC ARRAY['us_bis', 'us_letter']), policy('us_bis', 'us_letter'), 'an array of regimes');
SELECT is(policy(NULL), NULL, 'NULL regime');
SELECT is((pg_temp.error($$policy('us_bis', 'us_bos')$$)).state, '22023', 'unknown regime');
SELECT alike((pg_temp.error($$policy('us_bos')$$)).hint, 'Regimes are us_bis, us_letter, %', 'the regimes are listed');
SELECT is((pg_temp.error($$policy(VARIADIC '{}')$$)).state, '22023', 'no regime at all');
SELECT is((SELECT e.state FROM pg_temp.error($$(SELECT export_policy_agg(r) FROM (SELECT r FROM policy_rule r UNION ALL SELECT r FROM policy_rule r) s (r))$$) e),
	'22023', 'two rules of one name');
SELECT is((SELECT e.state FROM pg_temp.error($$(SELECT export_policy_agg(jsonb_populate_record(r, '{"destinations": null}')) FROM policy_rule r)$$) e),
	'22004', 'NULL where every rule has a value');
SELECT is(e.state || ' ' || e.message, '22023 invalid export policy in column "hq" of "us_bis_scope": "Z:9"', 'a group that does not exist')
	FROM pg_temp.error($$(SELECT export_policy_agg(jsonb_populate_record(r, '{"hq": "Z:9"}')) FROM policy_rule r WHERE rule_id = 'us_bis_scope')$$) e;
SELECT is((SELECT e.state FROM pg_temp.error($$(SELECT export_policy_agg(jsonb_populate_record(r, '{"regime": "none"}')) FROM policy_rule r)$$) e),
	'22023', 'a regime that does not exist');

-- the user's rows
INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
	VALUES ('my_rule', 'us_letter', '2020-01-01', 500, 'DE', 'prohibited');
SELECT is((SELECT count(*) FROM policy_rules(policy()) WHERE rule_id = 'my_rule'), 1::bigint, 'policy() sees rows of the user');
SELECT is(export_verdict('H100', 'DE', '2026-01-15', policy()), 'prohibited', 'and decides by them');
SELECT is(policy_without(policy(), 'my_rule'), (SELECT export_policy_agg(r) FROM policy_rule r WHERE origin = 'bundled'),
	'policy_without() takes a row away');
DELETE FROM policy_rule WHERE rule_id = 'my_rule';

-- policy_with: that cell and no other
CREATE TEMP TABLE change (col text, rule_id text, arg text, lit text, stored jsonb);
INSERT INTO change VALUES
	('spec_test', 'us_bis_2023_a_d5', 'test', '''tpp >= 4000''', '"tpp >= 4000"'),
	('spec_test', 'us_bis_2023_a_d5', 'test', '''''', NULL),
	('verdict', 'us_bis_2023_a_d5', 'verdict', '''prohibited''', '"prohibited"'),
	('effective_from', 'us_bis_2023_a_d5', 'effective_from', '''2023-12-01''', '"2023-12-01"'),
	('effective_to', 'us_bis_2023_a_d5', 'effective_to', '''2030-12-31''', '"2030-12-31"'),
	('effective_to', 'us_bis_2022_3a090', 'effective_to', '''infinity''', NULL),
	('destinations', 'us_bis_2023_a_d5', 'destinations', '''CN|RU''', '"CN|RU"'),
	('hq', 'us_bis_2023_a_d5', 'hq', '''CN''', '"CN"'),
	('hq', 'us_bis_2023_a_hq', 'hq', '''''', NULL),
	('ships_from', 'us_bis_2026_cn_cbc', 'ships_from', '''US|TW''', '"US|TW"'),
	('route', 'us_bis_2026_cn_cbc', 'route', '''export|reexport''', '"export|reexport"'),
	('seller', 'us_bis_2026_cn_cbc', 'seller', '''NVIDIA''', '"NVIDIA"'),
	('product', 'us_bis_2026_cn_cbc', 'product', '''H200''', '"H200"'),
	('applies_when', 'us_bis_2026_cn_cbc', 'applies_when', '''buyer=state_sector''', '"buyer=state_sector"'),
	('precedence', 'us_bis_2026_cn_cbc', 'precedence', '999', '999'),
	('overrides', 'us_bis_2026_cn_cbc', 'overrides', '''''', NULL),
	('eccn', 'us_bis_2026_cn_cbc', 'eccn', '''3A090.z''', '"3A090.z"'),
	('conditions', 'us_bis_2026_cn_cbc', 'conditions', '''one|two''', '"one|two"');
CREATE FUNCTION pg_temp.changed(p export_policy, q export_policy) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT a.rule_id || ' ' || x.key FROM policy_rules(p) a JOIN policy_rules(q) b USING (rule_id),
		jsonb_each(to_jsonb(a)) x JOIN jsonb_each(to_jsonb(b)) y ON y.key = x.key
	WHERE x.value <> y.value
$$;
SELECT is(ARRAY(SELECT pg_temp.changed(policy(), pg_temp.value(format('policy_with(policy(), %L, %s => %s)', rule_id, arg, lit))::export_policy)),
	ARRAY[rule_id || ' ' || col], format('policy_with %s => %s changes that cell alone', arg, lit)) FROM change;
SELECT is((SELECT to_jsonb(r) -> col FROM policy_rules(pg_temp.value(format('policy_with(policy(), %L, %s => %s)', c.rule_id, arg, lit))::export_policy) r
		WHERE r.rule_id = c.rule_id), coalesce(stored, 'null'), format('%s => %s is stored', arg, lit)) FROM change AS c;
SELECT isnt(policy_digest(pg_temp.value(format('policy_with(policy(), %L, %s => %s)', rule_id, arg, lit))::export_policy),
	policy_digest(policy()), format('%s => %s has another digest', arg, lit)) FROM change;

SELECT is(ARRAY(SELECT format('%s %s', fee_pct, fee_basis)
		FROM policy_rules(policy_with(policy(), 'us_bis_2023_a_d5', fee_pct => 25.50, fee_basis => 'revenue_share')) WHERE rule_id = 'us_bis_2023_a_d5'),
	ARRAY['25.5 revenue_share'], 'a fee put on');
SELECT is((pg_temp.error($$policy_with(policy(), 'us_bis_2023_a_d5', fee_pct => 100, fee_basis => 'duty')$$)).state, NULL, 'a fee of the whole value');
SELECT is((pg_temp.error($$policy_with(policy(), 'us_bis_2023_a_d5', fee_pct => 100.000001, fee_basis => 'duty')$$)).hint,
	'A fee is a number from 0 to 100 with at most six decimals.', 'and no more');
SELECT throws_ok($$UPDATE policy_rule SET fee_pct = 100.000001, fee_basis = 'duty' WHERE rule_id = 'us_bis_2023_a_d5'$$, '23514', NULL, 'in the tables as well');
SELECT is(policy_with(policy_with(policy(), 'us_bis_2023_a_d5', fee_pct => 25, fee_basis => 'duty'), 'us_bis_2023_a_d5', fee_basis => ''),
	policy(), 'and taken off');
SELECT is(policy_with(policy(), 'us_bis_2023_a_d5'), policy(), 'no change, the same policy');
SELECT is(policy_with(policy_with(policy(), 'us_bis_2023_a_d5', precedence => 1, overrides => ''), 'us_bis_2023_a_d5',
		precedence => (SELECT precedence FROM policy_rule WHERE rule_id = 'us_bis_2023_a_d5')),
	policy(), 'a change and back');
SELECT is(policy_with(NULL, 'us_bis_2023_a_d5'), NULL, 'policy_with(NULL)');
SELECT is((SELECT count(*) FROM policy_rules(policy_without(policy(), 'us_bis_2023_a_d5'))), (SELECT count(*) - 1 FROM policy_rule), 'one rule less');
SELECT is_empty($$SELECT pg_temp.changed(policy(), policy_without(policy(), 'us_bis_2023_a_d5'))$$, 'and the others as they were');

-- refused
SELECT is((e).state || ' ' || (e).message, expected, call)
FROM (SELECT call, expected, pg_temp.error(call) AS e FROM (VALUES
	($$policy_with(policy(), 'us_bis_2023_a_d5', test => 'tpp => 4000')$$, '22023 invalid export policy in column "spec_test" of "us_bis_2023_a_d5": "tpp => 4000"'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', destinations => 'D:9')$$, '22023 invalid export policy in column "destinations" of "us_bis_2023_a_d5": "D:9"'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', destinations => '')$$, '22023 invalid export policy in column "destinations" of "us_bis_2023_a_d5": ""'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', route => 'swim')$$, '22023 invalid export policy in column "route" of "us_bis_2023_a_d5": "swim"'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', effective_to => '2020-01-01')$$, '22023 invalid export policy in column "effective_to" of "us_bis_2023_a_d5": ""'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', fee_pct => 250, fee_basis => 'duty')$$, '22023 invalid export policy in column "fee_pct" of "us_bis_2023_a_d5": "250"'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', fee_pct => 'NaN', fee_basis => 'duty')$$, '22023 invalid export policy in column "fee_pct" of "us_bis_2023_a_d5": "NaN"'),
	($$policy_with(policy(), 'us_bis_2023_a_d5', applies_when => 'moon=full')$$, '22023 invalid export policy in column "applies_when" of "us_bis_2023_a_d5": "moon=full"'),
	($$policy_with(policy(), 'us_bis_2026_cn_cbc', precedence => -1)$$, '22023 invalid export policy in column "precedence" of "us_bis_2026_cn_cbc": ""'),
	($$policy_with(policy(), 'us_bis_2026_cn_cbc', precedence => 20)$$, '22023 invalid export policy in column "overrides" of "us_bis_2026_cn_cbc": "us_bis_2023_a_d5"'),
	($$policy_with(policy(), 'us_bis_2023_a_d6', verdict => 'none')$$, '42704 no rule "us_bis_2023_a_d6" in this policy'),
	($$policy_without(policy(), 'H200')$$, '42704 no rule "H200" in this policy')
) AS v (call, expected)) AS w;
SELECT alike((pg_temp.error($$policy_with(policy(), 'us_bis_2023_a_d5', test => 'tpp => 4000')$$)).detail, '% at position 5.', 'the position');
SELECT alike((pg_temp.error($$policy_without(policy(), 'us_bis_2023_a_d6')$$)).hint, 'The nearest are us_bis_2023_a_d5, %', 'the nearest ids');

SELECT * FROM finish();
ROLLBACK;
