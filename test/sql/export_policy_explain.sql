-- Explanations, limits, timelines, gates and fees by an explicit policy: those
-- of the short forms where the policy is that of the tables; and what
-- policy_countries() and policy_diff() say.
BEGIN;
SELECT plan(55);

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

CREATE TEMP TABLE law AS SELECT policy() AS p;
CREATE TEMP TABLE question AS
	SELECT chip, spec, country, day
	FROM chip, unnest('{CN,MO,DE,SA,RU,US,TW}'::text[]) AS country,
		unnest('{2022-09-01,2023-10-25,2025-04-08,2026-01-20}'::date[]) AS day
	WHERE chip IN ('H200 SXM', 'H20', 'RTX 4090', 'L4', 'MI308X', 'A100 SXM 80GB', 'B200', 'Ascend 910C', 'TPU v6e', 'GH200 144GB');
SELECT cmp_ok((SELECT count(*) FROM question), '>=', 200::bigint, 'the questions are many');

-- all rows of the short form, in their order
CREATE FUNCTION pg_temp.differing(short text, long text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format(
		'SELECT chip || '' '' || country || '' '' || day FROM question, law
		 WHERE ARRAY(SELECT r::text FROM %s r) IS DISTINCT FROM ARRAY(SELECT r::text FROM %s r)', short, long);
END
$$;
SELECT is_empty(format('SELECT pg_temp.differing(%L, %L)', format(call, item, ''), format(call, item, ', p')), format(call, item, ', policy()'))
FROM (VALUES ('export_explain(%s, country, day%s)'), ('export_headroom(%s, country, day%s)'), ('trade_gates(%s, country, day%s)'),
		('export_fee(1000, %s, country, day%s)')) AS v (call),
	(VALUES ('spec'), ('chip')) AS w (item);
SELECT is_empty(format('SELECT pg_temp.differing(%L, %L)', format('policy_timeline(%s, country, from_date => day, to_date => ''infinity'')', item),
	format('policy_timeline(%s, country, p, from_date => day)', item)), format('policy_timeline(%s, ..., policy())', item))
FROM (VALUES ('spec'), ('chip')) AS w (item);
SELECT cmp_ok((SELECT count(*) FROM question, LATERAL export_headroom(chip, country, day)), '>', 500::bigint, 'with many limits');
SELECT cmp_ok((SELECT count(*) FROM question, LATERAL export_fee(1000, chip, country, day)), '>', 5::bigint, 'and some fees');

-- facts, regimes and basis go through
CREATE TEMP TABLE fact (facts text);
INSERT INTO fact VALUES ('hq => ''CN'''), ('hq => NULL'), ('ships_from => ''TW'''), ('route => ''reexport'''), ('route => NULL'), ('seller => ''NVIDIA'''),
	('seller => NULL'), ('buyer => ''state_sector'''), ('end_use => ''supercomputer'''), ('facts => ''seller_role=foundry'''), ('regimes => ''{us_letter,us_customs}''');
SELECT is_empty(format('SELECT f, facts FROM fact, LATERAL (VALUES
		(''export_explain(''''H200'''', ''''DE'''', ''''2026-01-20''''%%1$s, %%2$s)''), (''export_headroom(''''H200'''', ''''DE'''', ''''2026-01-20''''%%1$s, %%2$s)''),
		(''trade_gates(''''H200'''', ''''DE'''', ''''2026-01-20''''%%1$s, %%2$s)''), (''export_fee(9, ''''H200'''', ''''DE'''', ''''2026-01-20''''%%1$s, %%2$s)''),
		(''policy_timeline(''''H200'''', ''''DE''''%%1$s, %%2$s, to_date => ''''2026-06-01'''')'')) AS v (f)
	WHERE facts = %L AND EXISTS (SELECT pg_temp.differing(format(f, '''', facts), format(f, '', p'', facts)))', facts), facts)
FROM fact;
SELECT is((SELECT array_agg(charge) FROM law, export_fee(100, 'H200', 'CN', '2026-01-20', p, basis => 'duty')), '{duty}', 'basis stands behind the policy');
SELECT is((pg_temp.error($$(SELECT charge FROM export_fee(100, 'H200', 'CN', '2026-01-20', policy(), basis => 'tip'))$$)).state, '22023', 'a charge nobody knows');

-- nothing for nothing
SELECT is_empty('SELECT * FROM ' || call, call)
FROM (VALUES ('export_explain(''H200'', ''CN'', ''2026-01-20'', NULL::export_policy)'), ('export_headroom(''H200'', ''CN'', ''2026-01-20'', NULL::export_policy)'),
	('policy_timeline(''H200'', ''CN'', NULL::export_policy)'), ('trade_gates(''H200'', ''CN'', ''2026-01-20'', NULL::export_policy)'),
	('export_fee(1, ''H200'', ''CN'', ''2026-01-20'', NULL::export_policy)'), ('policy_diff(NULL, policy(), ''CN'', ''2026-01-20'')'),
	('policy_diff(policy(), policy(), NULL, ''2026-01-20'')'), ('policy_countries(policy(), ''*'', ''infinity'')'),
	('policy_diff(policy(), policy(), ''*'', ''2026-01-20'')')) AS v (call);

-- another number in one rule: the limit, the margin and the step move
SELECT results_eq($$SELECT limit_value, margin, verdict_beyond::text, binding FROM law, export_headroom('H20', 'CN', '2025-04-08', policy_with(p, 'us_bis_2023_b',
		test => 'dc and tpp >= 2369 and pd >= 1.6')) WHERE rule_id = 'us_bis_2023_b' AND field = 'tpp'$$,
	$$VALUES (2369::numeric, 1::numeric, 'notify', true)$$, 'a limit 1 TPP above the H20 binds');
SELECT is((SELECT min(valid_from) FROM law, policy_timeline('H200', 'CN', policy_with(p, 'us_bis_2026_cn_cbc', effective_from => '2026-03-01')) WHERE verdict = 'case_by_case'),
	'2026-03-01', 'a rule that starts later');
SELECT is((SELECT array_agg(rule_id ORDER BY rule_id) FROM law, export_explain('H200', 'CN', '2026-01-20', p)
		WHERE rule_id NOT IN (SELECT rule_id FROM export_explain('H200', 'CN', '2026-01-20', policy_without(p, 'us_bis_2026_cn_cbc')))),
	'{us_bis_2026_cn_cbc}', 'a rule that is not there is not explained');
SELECT is((SELECT amount FROM law, export_fee(100, 'H200', 'CN', '2026-01-20', policy_with(p, 'us_customs_232_h200', fee_pct => 30), basis => 'duty')),
	30::numeric, 'a duty of 30 %');

-- countries of a set
SELECT set_eq($$SELECT policy_countries(p, 'D:5-(CN|RU)', '2026-01-15') FROM law$$,
	$$SELECT country FROM country_group WHERE group_code = 'D:5' AND '2026-01-15' BETWEEN valid_from AND coalesce(valid_to, 'infinity') AND country NOT IN ('CN', 'RU')$$,
	'D:5 without two of its members');
SELECT set_eq($$SELECT policy_countries(p, '*', '2026-01-15') FROM law$$, 'SELECT country FROM country', '* is every country');
SELECT set_eq($$SELECT policy_countries(p, 'uk|el', '2026-01-15') FROM law$$, $$VALUES ('GB'), ('GR')$$, 'other codes of a country');
SELECT is(array_agg(e::text), ARRAY['(22023,"invalid country set: ""CN|XQ""","Unknown country or country group at position 4.",'
	|| '"Write ISO 3166 two-letter codes, groups of the policy such as D:5, or *.")'], 'an unknown country has its position')
FROM pg_temp.error($$policy_countries(policy(), 'CN|XQ', '2026-01-15')$$) e;
SELECT is((pg_temp.error($$policy_diff(policy(), policy(), 'Atlantis', '2026-01-15')$$)).state, '22023', 'also as a destination');

-- the difference of two policies
CREATE TEMP TABLE lower AS SELECT policy_with(p, 'us_bis_2026_cn_cbc',
	test => 'tpp < 10000 and bw < 6500 and not (released is known and released > 2026-01-15)') AS q FROM law;
CREATE TEMP TABLE diff AS SELECT d.* FROM law, lower, policy_diff(p, q, 'CN', '2026-01-15') d;
SELECT set_eq('SELECT chip FROM diff',
	$$SELECT chip FROM chip WHERE spec @@ 'tpp >= 10000 and tpp < 21000 and bw < 6500' AND export_verdict(chip, 'CN', '2026-01-15') = 'case_by_case'$$,
	'the chips between the two limits, and no others');
SELECT cmp_ok((SELECT count(*) FROM diff), '>=', 10::bigint, 'they are some');
SELECT is_empty($$SELECT * FROM diff WHERE (destination, verdict_before::text, verdict_after::text, rule_before, rule_after)
		IS DISTINCT FROM ('CN', 'case_by_case', 'presumption_denial', 'us_bis_2026_cn_cbc', 'us_bis_2023_a_d5')$$, 'with both verdicts and rules');
SELECT is_empty($$SELECT * FROM diff WHERE (test_rule, field, operator, value, limit_value) IS DISTINCT FROM ('us_bis_2026_cn_cbc', 'tpp', '<', tpp(chip)::numeric, 10000)$$,
	'and the test that binds');
SELECT is_empty($$SELECT * FROM diff WHERE ratio <> value / limit_value$$, 'and how far it is');
SELECT set_eq($$SELECT destination, chip, verdict_before, verdict_after, test_rule FROM law, lower, policy_diff(q, p, 'CN', '2026-01-15')$$,
	'SELECT destination, chip, verdict_after, verdict_before, test_rule FROM diff', 'the other way round');
SELECT is(array_agg(DISTINCT destination ORDER BY destination), '{CN,HK,MO}', 'the whole world: where the rule applies') FROM law, lower, policy_diff(p, q, on_date => '2026-01-15');
SELECT is_empty($$SELECT 1 FROM law, lower, policy_diff(p, q, on_date => '2026-01-14')$$, 'a day earlier: nowhere');
SELECT is_empty($$SELECT * FROM law, policy_diff(p, policy_with(p, 'us_bis_2026_cn_cbc', verdict => 'presumption_denial'), 'CN', '2026-01-15')
	WHERE verdict_after <> 'presumption_denial' OR field IS NOT NULL AND verdict_before = verdict_after$$, 'another verdict of the rule');
SELECT is((SELECT count(*) FROM law, policy_diff(p, policy_with(p, 'us_bis_2026_cn_cbc', verdict => 'presumption_denial'), 'CN', '2026-01-15')),
	(SELECT count(*) FROM chip WHERE (export_decision(chip, 'CN', '2026-01-15')).at_worst = 'case_by_case'), 'of every chip that it decides or bounds');
SELECT set_eq($$SELECT chip FROM law, lower, policy_diff(p, q, 'DE', '2026-01-15', hq => 'CN', ships_from => 'US')$$,
	$$SELECT chip FROM law, lower, chip WHERE export_verdict(chip, 'DE', '2026-01-15', p, hq => 'CN', ships_from => 'US')
		IS DISTINCT FROM export_verdict(chip, 'DE', '2026-01-15', q, hq => 'CN', ships_from => 'US')$$, 'facts of the deal go through');

SELECT * FROM finish();
ROLLBACK;
