-- Bundled scenarios: never asked by default, marked, and as the texts say.
-- Expected values are the limits and places of the bills as introduced:
-- S. 4456 sec. 1758A(a)(4), (a)(6), (a)(9), (b), (e), (g); H.R. 6875 sec.
-- 1758A(a)(3), (a)(4), (b), (f); S. 3374 sec. 1758A(a) to (c).
BEGIN;
SELECT plan(71);

-- marked, and off
SELECT results_eq('SELECT regime FROM policy_regime WHERE scenario ORDER BY ask_order',
	ARRAY['us_bis_unenforced', 'us_s4456', 'us_hr6875', 'us_s3374', 'us_affiliates'], 'the scenarios are marked');
SELECT is_empty('SELECT regime FROM policy_regime WHERE scenario AND (asked_by_default OR gives_eccn)', 'none is asked by default or classifies');
SELECT is_empty($$SELECT rule_id FROM policy_rule JOIN policy_regime USING (regime)
	WHERE scenario AND coalesce(citation, '') = ''$$, 'every row has its citation');
SELECT is_empty($$SELECT rule_id FROM policy_rule JOIN policy_regime USING (regime)
	WHERE scenario AND precedence = 0$$, 'none has a scope row: a scenario only adds');
SELECT is_empty($$SELECT DISTINCT unnest(regimes) FROM trade_gates('H200', 'CN', '2026-06-01')
	INTERSECT SELECT regime FROM policy_regime WHERE scenario$$, 'no gate asks a scenario');

-- the answers without them
CREATE TEMP TABLE before AS
	SELECT chip, place, hq, on_date, d.*
	FROM chip, (VALUES ('CN', 'ordinary'), ('RU', 'ordinary'), ('AE', 'ordinary'), ('DE', 'CN'), ('VN', 'CN')) AS p(place, hq),
		(VALUES (date '2023-01-01'), ('2024-01-01'), ('2025-06-01'), ('2025-12-31'), ('2026-05-01'), ('2026-11-26')) AS t(on_date),
		export_decision(chip, place, on_date, hq => p.hq) AS d
	WHERE vendor IN ('NVIDIA', 'AMD', 'Huawei');
SELECT cmp_ok((SELECT count(*) FROM before), '>', 2000::bigint, 'enough decisions to compare');
SAVEPOINT with_scenarios;
DELETE FROM policy_rule WHERE regime IN ('us_s4456', 'us_hr6875', 'us_s3374', 'us_affiliates');
DELETE FROM policy_regime WHERE regime IN ('us_s4456', 'us_hr6875', 'us_s3374', 'us_affiliates');
CREATE TEMP TABLE after AS
	SELECT chip, place, hq, on_date, d.*
	FROM (SELECT DISTINCT chip, place, hq, on_date FROM before) AS b, export_decision(chip, place, on_date, hq => b.hq) AS d;
SELECT is_empty('(TABLE before EXCEPT TABLE after) UNION ALL (TABLE after EXCEPT TABLE before)', 'default decisions are the same without them');
ROLLBACK TO with_scenarios;

-- one specification against one bill, on a day after its introduction
CREATE FUNCTION pg_temp.bill(spec text, bill text, place text DEFAULT 'CN', hq text DEFAULT 'ordinary') RETURNS text
	LANGUAGE sql AS $$SELECT CASE WHEN d.scope_note LIKE 'out_of_scope%' THEN 'not reached' ELSE coalesce(d.verdict::text, 'open') END
		FROM export_decision(spec::gpu_spec, place, '2026-06-01', hq => hq, regimes => ARRAY[bill]) AS d$$;
CREATE FUNCTION pg_temp.same(spec text, bill text, place text, hq text, expected text, what text) RETURNS SETOF text
	LANGUAGE sql AS $$SELECT is(pg_temp.bill(spec, bill, place, hq), expected, bill || ': ' || what)$$;

-- S. 4456 during the temporary prohibition: "shall deny all licenses"
SELECT pg_temp.same('fp16=300 dc', 'us_s4456', 'CN', 'ordinary', 'prohibited', 'the temporary prohibition reaches every covered circuit');
SELECT pg_temp.same('fp16=299 bw=1399 io=300 die=0 dc', 'us_s4456', 'CN', 'ordinary', 'not reached', 'and no other');
SELECT pg_temp.same('fp16=300 dc', 'us_hr6875', 'CN', 'ordinary', 'prohibited', 'the temporary prohibition');
SELECT is(export_verdict('fp16=300 dc'::gpu_spec, 'CN', '2026-04-29', regimes => '{us_s4456}')::text, NULL, 'no row before the day of introduction');

-- and once it has ended
DELETE FROM policy_rule WHERE rule_id IN ('us_s4456_freeze', 'us_hr6875_freeze');
SELECT pg_temp.same(spec, bill, 'CN', 'ordinary', expected, what)
FROM unnest('{us_s4456,us_hr6875}'::text[]) AS bill, (VALUES
	('fp16=300 bw=0 io=0 die=0 dc released=2025', 'case_by_case', 'TPP 4,800 or more'),
	('fp16=299.999 bw=0 io=0 die=0 dc released=2025', 'not reached', 'below it'),
	('fp16=150 bw=0 io=0 die=1500 dc released=2025', 'case_by_case', 'TPP 2,400 and density 1.6'),
	('fp16=149.999 bw=0 io=0 die=1499.99 dc released=2025', 'not reached', 'TPP below 2,400'),
	('fp16=150 bw=0 io=0 die=1500.001 dc released=2025', 'not reached', 'density below 1.6'),
	('fp16=100 bw=0 io=0 die=500 dc released=2025', 'case_by_case', 'TPP 1,600 and density 3.2'),
	('fp16=99.999 bw=0 io=0 die=100 dc released=2025', 'not reached', 'TPP below 1,600'),
	('fp16=1 bw=1400 io=0 die=800 dc released=2025', 'case_by_case', 'DRAM bandwidth 1,400 GB/s'),
	('fp16=1 bw=1399.999 io=300 die=800 dc released=2025', 'not reached', 'below it'),
	('fp16=1 bw=0 io=1100 die=800 dc released=2025', 'case_by_case', 'interconnect bandwidth 1,100 GB/s'),
	('fp16=1 bw=0 io=1099.999 die=800 dc released=2025', 'not reached', 'below it'),
	('fp16=1 bw=900 io=800 die=800 dc released=2025', 'case_by_case', 'a sum of 1,700 GB/s'),
	('fp16=1 bw=900 io=799.999 die=800 dc released=2025', 'not reached', 'below it'),
	('fp16=1000 bw=8000 die=800 dc=no released=2025', 'not reached', 'not designed or marketed for data centres')
) AS t(spec, expected, what);

-- the restricted circuit of S. 4456, subsections (a)(9) and (g)
SELECT pg_temp.same(spec, 'us_s4456', 'CN', 'ordinary', expected, what)
FROM (VALUES
	('fp16=1312.5 die=2000 dc released=2025', 'prohibited', 'TPP 21,000 or more'),
	('fp16=1312.499 die=2000 dc released=2025', 'case_by_case', 'below it'),
	('fp16=105 die=80 dc released=2025', 'prohibited', 'TPP 1,600 and density 21'),
	('fp16=104.999 die=80 dc released=2025', 'case_by_case', 'density below 21'),
	('fp16=300 die=2000 dc released=2026-01-02', 'prohibited', 'first marketed after January 1, 2026'),
	('fp16=300 die=2000 dc released=2026-01-01', 'case_by_case', 'on that day'),
	('fp16=300 die=2000 dc', 'open', 'on a day that is not known'),
	('fp16=1 bw=1400 die=800 dc released=2026-02', 'case_by_case', 'later, but covered by bandwidth alone'),
	('fp16=1312.5 die=2000 dc=no released=2025', 'not reached', 'not for data centres')
) AS t(spec, expected, what);
SELECT pg_temp.same('fp16=1312.5 die=2000 dc released=2025', 'us_hr6875', 'CN', 'ordinary', 'case_by_case', 'as introduced there is no restricted circuit');
SELECT results_eq($$SELECT at_best::text, at_worst::text, missing FROM export_decision('fp16=300 die=2000 dc'::gpu_spec, 'CN', '2026-06-01', regimes => '{us_s4456}')$$,
	$$VALUES ('case_by_case', 'prohibited', '{released}'::text[])$$, 'the day of marketing is what is missing');

-- S. 3374
SELECT pg_temp.same(spec, 'us_s3374', 'CN', 'ordinary', expected, what)
FROM (VALUES
	('fp16=300 bw=0 io=0 die=0 dc', 'prohibited', 'TPP 4,800 or more'),
	('fp16=1 bw=4100 io=0 die=800 dc', 'prohibited', 'DRAM bandwidth 4,100 GB/s'),
	('fp16=1 bw=4099.999 io=0 die=800 dc', 'not reached', 'below it'),
	('fp16=1 bw=0 io=1100 die=800 dc', 'prohibited', 'interconnect bandwidth 1,100 GB/s'),
	('fp16=1 bw=4000 io=1000 die=800 dc', 'prohibited', 'a combination of 5,000 GB/s'),
	('fp16=1 bw=4000 io=999.999 die=800 dc', 'not reached', 'below it'),
	('fp16=300 bw=8000 io=1800 die=800 dc=no', 'not reached', 'not designed or marketed for data centres')
) AS t(spec, expected, what);

-- places and headquarters
SELECT is((SELECT string_agg(country, ',' ORDER BY country) FROM country
	WHERE pg_temp.bill('fp16=300 die=2000 dc released=2025', bill, country) <> 'not reached'), places, bill || ': countries')
FROM (VALUES ('us_s4456', 'CN,CU,HK,IR,KP,MO,RU'), ('us_hr6875', 'CN,CU,HK,IR,KP,MO,RU,VE'), ('us_s3374', 'CN,HK,IR,KP,MO,RU')) AS t(bill, places);
SELECT is((SELECT string_agg(country, ',' ORDER BY country) FROM country
	WHERE pg_temp.bill('fp16=300 die=2000 dc released=2025', bill, 'DE', country) <> 'not reached'), places, bill || ': headquarters of a German buyer')
FROM (VALUES ('us_s4456', 'CN,CU,HK,IR,KP,MO,RU'), ('us_hr6875', 'CN,CU,HK,IR,KP,MO,RU,VE'), ('us_s3374', 'CN,HK,IR,KP,MO,RU')) AS t(bill, places);
SELECT is(pg_temp.bill('fp16=300 dc released=2025', 'us_s4456', 'US', 'CN'), 'not reached', 'delivery within the US is no export');

-- known chips: H20 and H200 by their published figures
SELECT is(export_verdict('H20', 'CN', '2026-06-01', regimes => '{us_bis,us_s3374}')::text, 'none', 'S. 3374 leaves H20 alone: 4,000 and 900 GB/s');
SELECT is(export_verdict('H200', 'CN', '2026-06-01', regimes => '{us_bis,us_s3374}')::text, 'prohibited', 'and ends the review of H200');

-- the switch of the Affiliates Rule: the stay ran from 2025-11-10 to 2026-11-09
SELECT is(export_verdict('RTX 4090', 'DE', on_date, buyer => 'listed_owned_50', regimes => asked::text[])::text, expected, 'Affiliates Rule, ' || on_date || ' ' || asked)
FROM (VALUES (date '2025-09-28', '{us_bis,us_end_use,us_affiliates}', 'none'), ('2025-09-29', '{us_bis,us_end_use,us_affiliates}', 'presumption_denial'),
	('2026-03-01', '{us_bis,us_end_use}', 'none'), ('2026-03-01', '{us_bis,us_end_use,us_affiliates}', 'presumption_denial')) AS t(on_date, asked, expected);
SELECT is(export_verdict('RTX 4090', 'DE', '2026-03-01', regimes => '{us_bis,us_affiliates}')::text, 'none', 'ownership must be given');

SELECT * FROM finish();
ROLLBACK;
