-- export_policy as text, as jsonb and as a value to compare: what is written
-- reads back to the same bytes, and nothing that is no policy gets in.
BEGIN;
SELECT plan(118);

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

-- a law of two rules
CREATE FUNCTION pg_temp.small() RETURNS jsonb LANGUAGE sql AS $$
SELECT '{"format": 1,
	"regimes": [{"regime": "law", "ask_order": 1, "asked_by_default": true, "gives_eccn": false}],
	"rules": [
		{"rule_id": "base", "regime": "law", "effective_from": "2024-01-01", "precedence": 1, "destinations": "G:1",
		 "spec_test": "tpp >= 4800", "verdict": "presumption_denial"},
		{"rule_id": "lifted", "regime": "law", "effective_from": "2025-01-01", "effective_to": "2025-12-31",
		 "precedence": 2, "overrides": "base", "destinations": "CN", "spec_test": "tpp < 9600", "verdict": "notify",
		 "fee_pct": 15, "fee_basis": "revenue_share"}],
	"countries": [{"country": "CN", "name": "China", "aliases": "CHN"}, {"country": "DE"}, {"country": "US"}],
	"groups": [{"group_code": "G:1", "country": "CN", "valid_from": "2020-01-01"}]}'::jsonb
$$;

-- readable and canonical
SELECT is(pg_temp.small()::export_policy::text,
'{"format": 1,
"regimes": [
{"regime": "law", "ask_order": 1, "asked_by_default": true, "gives_eccn": false}],
"rules": [
{"rule_id": "base", "regime": "law", "effective_from": "2024-01-01", "precedence": 1, "destinations": "G:1", "spec_test": "tpp >= 4800", "verdict": "presumption_denial"},
{"rule_id": "lifted", "regime": "law", "effective_from": "2025-01-01", "effective_to": "2025-12-31", "precedence": 2, "overrides": "base", "destinations": "CN", "spec_test": "tpp < 9600", "verdict": "notify", "fee_pct": 15, "fee_basis": "revenue_share"}],
"countries": [
{"country": "CN", "name": "China", "aliases": "CHN"},
{"country": "DE"},
{"country": "US"}],
"groups": [
{"group_code": "G:1", "country": "CN", "valid_from": "2020-01-01"}]}', 'a row a line, empty columns left out');
SELECT is(pg_temp.small()::export_policy::text::export_policy, pg_temp.small()::export_policy, 'text reads back');
SELECT is(pg_temp.small()::export_policy::jsonb, pg_temp.small(), 'jsonb reads back');
SELECT is(policy()::text::export_policy, policy(), 'the whole law as text');
SELECT is(policy()::jsonb::export_policy, policy(), 'the whole law as jsonb');
SELECT is(export_policy_send(policy()::text::export_policy), export_policy_send(policy()), 'to the same bytes');
SELECT is(get_byte(export_policy_send(policy()), 0), 1, 'version 1 in front');
SELECT is(encode(substr(export_policy_send(policy()), 2, 16), 'hex'), policy_digest(policy()), 'then the digest');
SELECT matches(policy_digest(policy()), '^[0-9a-f]{32}$', 'digest in hexadecimal');

-- one law, written in other ways
SELECT is((pg_temp.small() || extra)::export_policy, pg_temp.small()::export_policy, 'the same: ' || what)
FROM (VALUES
	('order of countries', '{"countries": [{"country": "US"}, {"aliases": "CHN", "name": "China", "country": "CN"}, {"country": "DE"}]}'::jsonb),
	('null for an empty column', '{"countries": [{"country": "CN", "name": "China", "aliases": "CHN"}, {"country": "DE", "name": null}, {"country": "US"}]}'),
	('an open end', '{"groups": [{"group_code": "G:1", "country": "CN", "valid_from": "2020-01-01", "valid_to": "infinity"}]}'),
	('format 1.0', '{"format": 1.0}')
) AS v (what, extra);
SELECT is(jsonb_set(pg_temp.small(), path::text[], value)::export_policy, pg_temp.small()::export_policy, 'the same: ' || what)
FROM (VALUES
	('blanks in a test', '{rules,0,spec_test}', '" TPP>=4800.0 "'::jsonb),
	('case of a verdict', '{rules,0,verdict}', '"PRESUMPTION_DENIAL"'),
	('zeros of a fee', '{rules,1,fee_pct}', '15.000'),
	('exponent of a fee', '{rules,1,fee_pct}', '1.5e1')
) AS v (what, path, value);
SELECT is(jsonb_set(pg_temp.small(), '{rules}', jsonb_build_array(pg_temp.small() #> '{rules,1}', pg_temp.small() #> '{rules,0}'))::export_policy,
	pg_temp.small()::export_policy, 'the same: order of rules');
SELECT is(replace(pg_temp.small()::text, 'China', '\u0043hina')::export_policy, pg_temp.small()::export_policy, 'the same: an escape');

-- other content
SELECT isnt(policy_digest(jsonb_set(pg_temp.small(), path::text[], value)::export_policy),
	policy_digest(pg_temp.small()::export_policy), 'differs: ' || path)
FROM (VALUES
	('{rules,0,title}', '"a title"'::jsonb), ('{rules,0,title}', '""'), ('{rules,0,note}', '"a note"'),
	('{rules,0,spec_test}', '"tpp >= 4801"'), ('{rules,1,fee_pct}', '15.5'), ('{rules,0,verdict}', '"prohibited"'),
	('{countries,1,name}', '"Germany"'), ('{groups,0,valid_to}', '"2030-01-01"'), ('{regimes,0,ask_order}', '2'),
	('{regimes,0,gives_eccn}', 'true'), ('{rules,0,announced_on}', '"2023-12-01"')
) AS v (path, value);

-- text that is no policy
SELECT is((e).state, expected, format('%s: %s', left(input, 70), (e).detail))
FROM (SELECT input, expected, pg_temp.error(format('%L::export_policy', input)) AS e FROM (VALUES
	('', '22P02'), ('x', '22P02'), ('{', '22P02'), ('{}', '22P02'), ('[]', '22P02'), ('1', '22P02'), ('null', '22P02'),
	('"policy"', '22P02'), ('2d71f2b9db8c415889a4bcaaed10e814', '22P02'), ('{"format": 1}', '22P02'),
	('{"format": 1, "rules": [], "countries": [], "groups": []}', '22P02'),
	('{"regimes": [], "rules": [], "countries": [], "groups": []}', '22P02'),
	('{"format": 2, "regimes": [], "rules": [], "countries": [], "groups": []}', '22P02'),
	('{"format": "1", "regimes": [], "rules": [], "countries": [], "groups": []}', '22P02'),
	('{"format": 1, "regimes": [], "rules": [], "countries": [], "groups": [], "more": 1}', '22P02'),
	('{"format": 1, "regimes": {}, "rules": [], "countries": [], "groups": []}', '22P02'),
	('{"format": 1, "regimes": null, "rules": [], "countries": [], "groups": []}', '22P02'),
	('{"format": 1, "regimes": [], "rules": [1], "countries": [], "groups": []}', '22P02'),
	('{"format": 1, "regimes": [], "rules": [[]], "countries": [], "groups": []}', '22P02'),
	('{"format": 1, "regimes": [], "rules": [{}], "countries": [], "groups": []}', '22P02'),
	('{"format": 1, "regimes": [], "rules": [], "countries": [{"country": "\u0000"}], "groups": []}', '22P05'),
	('{"format": 1, "regimes": [], "rules": [], "countries": [], "groups": []} {}', '22P02')
) AS v (input, expected)) AS w;

-- one wrong cell in a good document
SELECT is((e).state, expected, format('%s = %s: %s %s', path, left(value, 40), (e).message, (e).detail))
FROM (SELECT path, value, expected,
		pg_temp.error(format('jsonb_set(pg_temp.small(), %L, %L)::text::export_policy', path, value)) AS e
	FROM (VALUES
	('{rules,0,colour}', '"red"', '22P02'), ('{rules,0,rule_id}', '""', '22P02'), ('{rules,0,rule_id}', '"a b"', '22P02'),
	('{rules,0,rule_id}', '"-a"', '22P02'), ('{rules,0,rule_id}', '1', '22P02'), ('{rules,0,rule_id}', 'null', '22P02'),
	('{rules,0,rule_id}', '"lifted"', '22P02'), ('{rules,0,regime}', '"other"', '22P02'),
	('{rules,0,effective_from}', '"2024-02-30"', '22P02'), ('{rules,0,effective_from}', '"01.02.2024"', '22P02'),
	('{rules,0,effective_from}', '"today"', '22P02'), ('{rules,0,effective_from}', '20240101', '22P02'),
	('{rules,0,effective_from}', '"10000-01-01"', '22P02'), ('{rules,0,effective_from}', '"0000-01-01"', '22P02'),
	('{rules,0,effective_to}', '"2023-12-31"', '22P02'), ('{rules,0,effective_to}', '"2024-1-1"', '22P02'),
	('{rules,0,precedence}', '1.5', '22P02'), ('{rules,0,precedence}', '"1"', '22P02'),
	('{rules,0,precedence}', '3000000000', '22P02'), ('{rules,0,precedence}', '2', '22P02'),
	('{rules,0,destinations}', 'null', '22P02'), ('{rules,0,destinations}', '"G:2"', '22P02'),
	('{rules,0,destinations}', '"(CN"', '22P02'), ('{rules,0,destinations}', '["CN"]', '22P02'),
	('{rules,0,hq}', '"XX"', '22P02'), ('{rules,0,ships_from}', '"China|"', '22P02'), ('{rules,0,route}', '"import"', '22P02'),
	('{rules,0,spec_test}', '"tpp >= "', '22P02'), ('{rules,0,spec_test}', '"speed > 1"', '22P02'),
	('{rules,0,spec_test}', '""', '22P02'), ('{rules,0,spec_test}', '1', '22P02'),
	('{rules,0,applies_when}', '"buyer=me"', '22P02'), ('{rules,0,applies_when}', '"colour=red"', '22P02'),
	('{rules,0,verdict}', '"maybe"', '22P02'), ('{rules,0,verdict}', '50', '22P02'), ('{rules,0,verdict}', 'null', '22P02'),
	('{rules,1,fee_pct}', '250', '22P02'), ('{rules,1,fee_pct}', '-1', '22P02'), ('{rules,1,fee_pct}', '"15"', '22P02'),
	('{rules,1,fee_pct}', '0.0000001', '22P02'), ('{rules,1,fee_basis}', '"tip"', '22P02'),
	('{rules,1,fee_basis}', 'null', '22P02'), ('{rules,0,confidence}', '"sure"', '22P02'),
	('{countries,0,country}', '"cn"', '22P02'), ('{countries,0,country}', '"CHN"', '22P02'),
	('{countries,0,country}', '"DE"', '22P02'), ('{groups,0,country}', '"FR"', '22P02'),
	('{groups,0,valid_to}', '"2019-12-31"', '22P02'), ('{regimes,0,asked_by_default}', '1', '22P02')
) AS v (path, value, expected)) AS w;

-- what an error says
SELECT is((pg_temp.error($$jsonb_set(pg_temp.small(), '{rules,0,spec_test}', '"tpp >= and"')::export_policy$$)).message,
	'invalid export policy in column "spec_test" of "base": "tpp >= and"', 'an error names rule and column');
SELECT alike((pg_temp.error($$jsonb_set(pg_temp.small(), '{rules,0,spec_test}', '"tpp >= and"')::export_policy$$)).detail,
	'% at position 8.', 'and the position');
SELECT is((pg_temp.error($$jsonb_set(pg_temp.small(), '{rules,1,verdict}', '"maybe"')::export_policy$$)).detail,
	'Expected a verdict in "verdict" of row 2 of "rules".', 'an error of the form names row and column');

-- limits
SELECT is((e).state, '54000', what || ': ' || (e).message)
FROM (SELECT what, pg_temp.error(expression) AS e FROM (VALUES
	('a long text', $$jsonb_set(pg_temp.small(), '{rules,0,note}', to_jsonb(repeat('x', 32001)))::export_policy$$),
	('many rules', $$jsonb_set(pg_temp.small(), '{rules}', (SELECT jsonb_agg(pg_temp.small() #> '{rules,0}' || jsonb_build_object('rule_id', 'r' || i)) FROM generate_series(1, 2001) i))::export_policy$$),
	('many regimes', $$jsonb_set(pg_temp.small(), '{regimes}', (SELECT jsonb_agg(pg_temp.small() #> '{regimes,0}' || jsonb_build_object('regime', 'r' || i)) FROM generate_series(1, 65) i))::export_policy$$),
	('many countries', $$jsonb_set(pg_temp.small(), '{countries}', (SELECT jsonb_agg(jsonb_build_object('country', chr(65 + i / 26) || chr(65 + i % 26))) FROM generate_series(0, 320) i))::export_policy$$),
	('many groups', $$jsonb_set(pg_temp.small(), '{groups}', (SELECT jsonb_agg(jsonb_build_object('group_code', 'G:1', 'country', 'CN', 'valid_from', date '2000-01-01' + i)) FROM generate_series(0, 20000) i))::export_policy$$)
) AS v (what, expression)) AS w;
SELECT lives_ok($$SELECT jsonb_set(pg_temp.small(), '{rules,0,note}', to_jsonb(repeat('x', 32000)))::export_policy$$, '32000 bytes fit');
SELECT lives_ok($$SELECT jsonb_set(pg_temp.small(), '{rules}', (SELECT jsonb_agg(pg_temp.small() #> '{rules,0}' || jsonb_build_object('rule_id', 'r' || i)) FROM generate_series(1, 2000) i))::export_policy$$, '2000 rules fit');

-- order, grouping, hashing
SELECT is((SELECT count(DISTINCT p) FROM (VALUES (policy()), (policy()), (policy('us_bis')), (policy('us_bis', 'us_letter'))) AS v (p)),
	3::bigint, 'DISTINCT sorts');
SELECT is((SELECT count(*) FROM (SELECT p FROM (VALUES (policy()), (policy()), (policy('us_bis'))) AS v (p) GROUP BY p) AS g),
	2::bigint, 'GROUP BY hashes');
SELECT is((SELECT max(policy_digest(p)) FROM (VALUES (policy()), (policy('us_bis')), (policy('us_customs'))) AS v (p)),
	(SELECT policy_digest(max(p)) FROM (VALUES (policy()), (policy('us_bis')), (policy('us_customs'))) AS v (p)), 'max() by digest');
SELECT is((SELECT min(policy_digest(p)) FROM (VALUES (policy()), (policy('us_bis')), (policy('us_customs'))) AS v (p)),
	(SELECT policy_digest(min(p)) FROM (VALUES (policy()), (policy('us_bis')), (policy('us_customs'))) AS v (p)), 'min() by digest');
SELECT is(ARRAY(SELECT policy_digest(p) FROM (VALUES (policy()), (policy('us_bis')), (policy('us_customs'))) AS v (p) ORDER BY p DESC),
	ARRAY(SELECT d FROM (VALUES (policy_digest(policy())), (policy_digest(policy('us_bis'))), (policy_digest(policy('us_customs')))) AS v (d) ORDER BY d COLLATE "C" DESC),
	'ORDER BY is that of the digests');
SELECT is((policy() = policy(), policy() <> policy(), policy() <= policy(), policy() >= policy(), policy() < policy(), policy() > policy())::text,
	'(t,f,t,t,f,f)', 'a policy and itself');
SELECT is(export_policy_hash(policy()) = export_policy_hash(policy()), true, 'equal values hash alike');

SELECT * FROM finish();
ROLLBACK;
