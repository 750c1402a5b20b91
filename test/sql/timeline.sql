-- policy_timeline(): the steps of each chip for China.  Expected days and
-- verdicts come from the texts: letters of 2022-08-26, 2023-10-23, 2025-04-09,
-- assurances of 2025-07-15, licences of 2025-08-08, 87 FR 62186 (2022-10-21),
-- 88 FR 73458 (2023-11-17), 91 FR 1684 (2026-01-15).
BEGIN;
SELECT plan(70);

CREATE TEMP TABLE step (chip text, valid_from date, verdict verdict, rule text);
INSERT INTO step VALUES
	('H200', '2022-01-01', 'none', 'us_bis_scope'),
	('H200', '2022-08-26', 'presumption_denial', 'us_letter_2022_nv_class'),
	('H200', '2022-10-21', 'presumption_denial', 'us_bis_2022_3a090'),
	('H200', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
	('H200', '2026-01-15', 'case_by_case', 'us_bis_2026_cn_cbc'),
	('H20', '2022-01-01', 'none', 'us_bis_scope'),
	('H20', '2025-04-09', 'presumption_denial', 'us_letter_2025_h20'),
	('H20', '2025-07-15', 'case_by_case', 'us_letter_2025_h20_assured'),
	('H20', '2025-08-08', 'case_by_case', 'us_letter_2025_h20_lic'),
	('H800', '2022-01-01', 'none', 'us_bis_scope'),
	('H800', '2023-10-23', 'presumption_denial', 'us_letter_2023_accel'),
	('H800', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
	('H800', '2026-01-15', 'case_by_case', 'us_bis_2026_cn_cbc'),
	('A800', '2022-01-01', 'none', 'us_bis_scope'),
	('A800', '2023-10-23', 'presumption_denial', 'us_letter_2023_accel'),
	('A800', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
	('A800', '2026-01-15', 'case_by_case', 'us_bis_2026_cn_cbc'),
	('RTX 4090', '2022-01-01', 'none', 'us_bis_scope'),
	('RTX 4090', '2023-11-17', 'notify', 'us_bis_2023_nac'),
	('RTX 4090 D', '2022-01-01', 'none', 'us_bis_scope'),
	('L4', '2022-01-01', 'none', 'us_bis_scope'),
	('L4', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
	('L4', '2026-01-15', 'case_by_case', 'us_bis_2026_cn_cbc'),
	('MI325X', '2022-01-01', 'none', 'us_bis_scope'),
	('MI325X', '2022-10-21', 'presumption_denial', 'us_bis_2022_3a090'),
	('MI325X', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
	('MI325X', '2026-01-15', 'case_by_case', 'us_bis_2026_cn_cbc'),
	('B200', '2022-01-01', 'none', 'us_bis_scope'),
	('B200', '2022-08-26', 'presumption_denial', 'us_letter_2022_nv_class'),
	('B200', '2022-10-21', 'presumption_denial', 'us_bis_2022_3a090'),
	('B200', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
	('B30A', '2022-01-01', 'none', 'us_bis_scope'),
	('B30A', '2022-08-26', 'presumption_denial', 'us_letter_2022_nv_class'),
	('B30A', '2022-10-21', 'presumption_denial', 'us_bis_2022_3a090'),
	('B30A', '2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5');
-- B200 and B30A stay: 7,500 TFLOPS at four bits are 30,000, above 21,000.

SELECT results_eq(
	format('SELECT valid_from, verdict, rule FROM policy_timeline(%L, ''CN'', to_date => %L)', chip, '2026-01-14'),
	format('SELECT valid_from, verdict, rule FROM step WHERE chip = %L AND valid_from <= %L', chip, '2026-01-14'),
	chip || ': the steps to 2026-01-14')
FROM (SELECT DISTINCT chip FROM step) AS c ORDER BY chip;
SELECT results_eq(
	format('SELECT valid_from, verdict, rule FROM policy_timeline(%L, ''CN'', to_date => %L)', chip, '2026-10-08'),
	format('SELECT valid_from, verdict, rule FROM step WHERE chip = %L', chip),
	chip || ': the steps to the end of the sources')
FROM (SELECT DISTINCT chip FROM step) AS c ORDER BY chip;

-- AMD has published no rates of MI308X: its letter alone is certain
SELECT results_eq(
	$$SELECT valid_from, verdict, at_best, at_worst FROM policy_timeline('MI308X', 'CN', to_date => '2026-10-08')
	  WHERE valid_from >= '2025-04-09' LIMIT 1$$,
	$$VALUES ('2025-04-09'::date, 'presumption_denial'::verdict, 'presumption_denial'::verdict,
			  'presumption_denial'::verdict)$$, 'MI308X: the letter of 2025-04-09');
SELECT results_eq(
	$$SELECT valid_from, verdict FROM policy_timeline('MI308X', 'CN', regimes => '{us_letter}', to_date => '2026-10-08')$$,
	$$VALUES ('2022-01-01'::date, NULL::verdict), ('2022-08-26', 'none'), ('2025-04-09', 'presumption_denial'),
			 ('2025-07-15', 'case_by_case'), ('2025-08-08', 'case_by_case')$$,
	'MI308X by the letters alone');

-- the ranges tile the days asked, and neighbours differ
CREATE TEMP TABLE line AS
	SELECT c.chip, t.*, lead(t.valid_from) OVER w AS next_from, lead(t.verdict) OVER w AS next_verdict,
		   lead(t.rule) OVER w AS next_rule, lead(t.at_best) OVER w AS next_best, lead(t.at_worst) OVER w AS next_worst,
		   row_number() OVER w AS at
	FROM (VALUES ('H200'), ('H20'), ('H800'), ('A800'), ('RTX 4090'), ('RTX 4090 D'), ('L4'), ('MI308X'), ('MI325X'),
				 ('B200'), ('B30A'), ('H100'), ('MI250'), ('T4')) AS c (chip)
	CROSS JOIN policy_timeline(c.chip, 'CN', to_date => '2026-11-23') AS t
	WINDOW w AS (PARTITION BY c.chip ORDER BY t.valid_from);
SELECT is_empty('SELECT chip, valid_from FROM line WHERE at = 1 AND valid_from <> ''2022-01-01''', 'they begin on the first day');
SELECT is_empty('SELECT chip, valid_to FROM line WHERE next_from IS NULL AND valid_to <> ''2026-11-23''', 'they end on the last day');
SELECT is_empty('SELECT chip, valid_to, next_from FROM line WHERE next_from <> valid_to + 1', 'without gap or overlap');
SELECT is_empty('SELECT chip, valid_from FROM line WHERE valid_to < valid_from', 'no range is empty');
SELECT is_empty($$SELECT chip, valid_from FROM line WHERE next_from IS NOT NULL
	AND (verdict, at_best, at_worst, rule) IS NOT DISTINCT FROM (next_verdict, next_best, next_worst, next_rule)$$,
	'each step changes the verdict or the rule');

-- to today, for every chip named
SELECT is_empty($$SELECT c.chip FROM (SELECT DISTINCT chip FROM step UNION SELECT 'MI308X') AS c,
		policy_timeline(c.chip, 'CN') AS t
	GROUP BY c.chip HAVING min(t.valid_from) <> '2022-01-01' OR max(t.valid_to) <> CURRENT_DATE
		OR sum(t.valid_to - t.valid_from + 1) <> CURRENT_DATE - '2022-01-01'::date + 1
		OR range_agg(daterange(t.valid_from, t.valid_to, '[]')) <> datemultirange(daterange('2022-01-01', CURRENT_DATE, '[]'))$$,
	'the ranges of each tile the days to today');
SELECT is((SELECT count(DISTINCT chip) FROM step), 10::bigint, 'ten chips beside MI308X');

-- H20 stands below both limits of 2023 (TPP 2368, density 2.91) and 2022 (no 4800)
SELECT is_empty($$SELECT d::date FROM generate_series('2022-01-01', CURRENT_DATE, '1 day'::interval) AS d
	WHERE eccn('H20', d::date) IS DISTINCT FROM 'not 3A090'$$, 'H20 is under 3A090 on no day');
SELECT is_empty($$SELECT place, party, t.eccn FROM unnest('{CN,HK,MO,RU,IR,SA,VN,DE,KP}'::text[]) AS place,
		unnest('{CN,DE,US}'::text[]) AS party,
		policy_timeline('H20', place, hq => party, regimes => '{us_bis,us_bis_unenforced}', from_date => '2016-01-01') AS t
	WHERE t.eccn IS DISTINCT FROM 'not 3A090'$$, 'nor by any rule that answers');

-- the embargoes of part 746: Iran, Cuba, North Korea, Syria before 2022, Russia
-- since 2022-02-24, Belarus since 2022-03-02
SELECT is_empty(format($$SELECT c.chip, p.place, t.valid_from, t.at_best FROM chip AS c,
		(VALUES ('IR', '2022-01-01'::date), ('CU', '2022-01-01'), ('KP', '2022-01-01'), ('SY', '2022-01-01'),
				('RU', '2022-02-24'), ('BY', '2022-03-02')) AS p (place, since),
		policy_timeline(c.chip, p.place, from_date => p.since, hq => %L) AS t
	WHERE t.at_best IS NULL OR t.at_best <= 'none'$$, hq),
	format('no chip goes freely to an embargoed country (party in %s)', hq))
FROM (VALUES ('RU'), ('US')) AS v (hq);

-- Today no answer waits for what nobody can know: the ordinary case stands in
-- for the parties, and a full specification settles the rest.
CREATE TEMP TABLE today AS
	SELECT c.chip, place, e.verdict, e.missing, e.scope_note,
		tpp(c.spec) IS NOT NULL AND die(c.spec) IS NOT NULL AND bw(c.spec) IS NOT NULL AND io(c.spec) IS NOT NULL
			AND dc(c.spec) IS NOT NULL AS full_spec
	FROM chip AS c, unnest('{CN,HK,MO,RU,IR,SA,AE,VN,KH,IN,DE,IL,CY,TW,KR,MY,BR}'::text[]) AS place,
		export_decision(c.chip, place) AS e;
SELECT is_empty('SELECT chip, place, missing FROM today WHERE full_spec AND verdict IS NULL', 'a chip that is fully known has an answer everywhere today');
SELECT is_empty($$SELECT chip, place, missing FROM today WHERE verdict IS NULL
	AND (missing = '{}' OR NOT missing <@ '{int4,fp4,fp6,int8,fp8,fp16,tf32,fp32,fp64,bw,io,pcie,die,dc,released}')$$,
	'where there is none, it is the specification that is wanting');

-- every day of it is what a decision says
SELECT is_empty(format($$
	SELECT d::date FROM policy_timeline(%1$L, %2$L, hq => %3$L, to_date => '2026-11-23') AS t,
		generate_series(t.valid_from, t.valid_to, '1 day') AS d, export_decision(%1$L, %2$L, d::date, hq => %3$L) AS e
	WHERE (t.verdict, t.at_best, t.at_worst, t.rule, t.citation)
		IS DISTINCT FROM (e.verdict, e.at_best, e.at_worst, e.rule, e.citation)
		OR e.eccn IS NOT NULL AND e.eccn <> ALL (string_to_array(t.eccn, '|'))$$, chip, destination, hq),
	format('%s to %s (%s), day by day', chip, destination, hq))
FROM (VALUES ('H200', 'CN', 'CN'), ('H20', 'CN', 'CN'), ('MI308X', 'CN', 'CN'), ('RTX 4090', 'SA', 'CN'), ('H100', 'DE', 'CN'),
			 ('A100', 'RU', 'RU'), ('H100', 'AE', 'AE'), ('L4', 'MO', 'MO')) AS v (chip, destination, hq);

-- classifications within a range, in their order
SELECT results_eq($$SELECT valid_from, verdict, eccn FROM policy_timeline('H100', 'DE', to_date => '2026-01-01')$$,
	$$VALUES ('2022-01-01'::date, 'none'::verdict, 'not 3A090|3A090.a (2022)|3A090.a')$$,
	'H100 to Germany: one step, three classifications');

-- a spec, and facts
SELECT results_eq($$SELECT valid_from, verdict FROM policy_timeline('fp8=1979 io=400 pcie=128 die=814 dc bw=3350'::gpu_spec, 'CN',
	to_date => '2024-01-01')$$,
	$$VALUES ('2022-01-01'::date, 'none'::verdict), ('2023-11-17', 'presumption_denial')$$,
	'a spec has no maker: letters do not bind it');
SELECT results_eq($$SELECT valid_from, verdict FROM policy_timeline('fp8=1979 io=400 pcie=128 die=814 dc bw=3350'::gpu_spec, 'CN',
	seller => 'NVIDIA', to_date => '2024-01-01')$$,
	$$VALUES ('2022-01-01'::date, 'none'::verdict), ('2023-10-23', 'presumption_denial'), ('2023-11-17', 'presumption_denial')$$,
	'a seller given is bound by its letters');
SELECT results_eq($$SELECT valid_from, verdict FROM policy_timeline('H200', 'CN', ships_from => 'TW', from_date => '2026-01-10',
	to_date => '2026-02-01')$$, $$VALUES ('2026-01-10'::date, 'presumption_denial'::verdict)$$,
	'a reexport from Taiwan has no step in January 2026');
SELECT results_eq($$SELECT valid_from, verdict, rule FROM policy_timeline('H100', 'DE', hq => 'CN', from_date => '2023-11-01',
	to_date => '2025-06-01')$$,
	$$VALUES ('2023-11-01'::date, 'none'::verdict, 'us_bis_scope'), ('2023-11-17', 'case_by_case', 'us_bis_2023_a_hq'),
		('2024-04-04', 'presumption_denial', 'us_bis_2024_a_hq'), ('2025-01-13', 'presumption_denial', 'us_bis_2025_a_hq')$$,
	'a Chinese firm''s German subsidiary: the headquarters test');

-- the span asked
SELECT results_eq(format('SELECT valid_from, valid_to FROM policy_timeline(''H200'', ''CN'', from_date => %L, to_date => %L)', a, b),
	format('SELECT %L::date, %L::date', a, b), format('%s to %s', a, b))
FROM (VALUES ('2024-02-03', '2024-02-03'), ('2023-11-17', '2026-01-14'), ('2026-01-15', '2099-01-01'), ('2023-12-01', '2023-12-31')) AS v (a, b);
SELECT results_eq($$SELECT valid_from, valid_to, verdict FROM policy_timeline('H200', 'DE', from_date => '-infinity', to_date => 'infinity')$$,
	$$VALUES ('-infinity'::date, '2015-12-31'::date, NULL::verdict), ('2016-01-01', 'infinity', 'none')$$, 'open ends');
SELECT is((SELECT max(valid_to) FROM policy_timeline('H200', 'CN')), CURRENT_DATE, 'it runs to today');
SELECT is((SELECT min(valid_from) FROM policy_timeline('H200', 'CN')), '2022-01-01'::date, 'from 2022-01-01');

-- nothing to answer
SELECT is((SELECT count(*) FROM policy_timeline('H200', 'CN', from_date => '2024-01-02', to_date => '2024-01-01')), 0::bigint, 'reversed ends');
SELECT is((SELECT count(*) FROM policy_timeline('H200', 'CN', from_date => NULL)), 0::bigint, 'NULL from_date');
SELECT is((SELECT count(*) FROM policy_timeline('H200', 'CN', to_date => NULL)), 0::bigint, 'NULL to_date');
SELECT is((SELECT count(*) FROM policy_timeline(NULL, 'CN')), 0::bigint, 'NULL chip');
SELECT is((SELECT count(*) FROM policy_timeline(NULL::gpu_spec, 'CN')), 0::bigint, 'NULL spec');
SELECT is((SELECT count(*) FROM policy_timeline('H200', NULL)), 0::bigint, 'NULL destination');
SELECT is((SELECT count(*) FROM policy_timeline('H200', 'Atlantis')), 0::bigint, 'an unknown destination');
SELECT throws_ok($$SELECT * FROM policy_timeline('H2OO', 'CN')$$, '42704', NULL, 'an unknown chip');
SELECT throws_ok($$SELECT * FROM policy_timeline('H200', 'CN', route => 'smuggle')$$, '22023', NULL, 'an unknown route');
SELECT throws_ok($$SELECT * FROM policy_timeline('H200', 'CN', facts => 'x=y')$$, '22023', NULL, 'an unknown fact');
SELECT throws_ok($$SELECT * FROM policy_timeline('H200', 'CN', regimes => '{us_biz}')$$, '22023', NULL, 'an unknown regime');
SELECT throws_ok($$SELECT * FROM policy_timeline('H200', 'CN', buyer => 'me')$$, '22023', NULL, 'an unknown kind of buyer');

-- arguments that vary from row to row
SELECT results_eq($$SELECT hq, (SELECT string_agg(t.rule, ' ' ORDER BY t.valid_from) FROM policy_timeline('H100', 'DE', hq => v.hq,
	from_date => '2025-01-13', to_date => '2025-02-01') AS t) FROM (VALUES ('CN'), ('DE'), ('CN')) AS v (hq)$$,
	$$VALUES ('CN', 'us_bis_2025_a_hq'), ('DE', 'us_bis_scope'), ('CN', 'us_bis_2025_a_hq')$$, 'headquarters by row');
SELECT results_eq($$SELECT c, (SELECT min(t.verdict) FROM policy_timeline(v.c, 'CN', from_date => '2024-01-01', to_date => '2024-01-02') AS t)
	FROM (VALUES ('H100'), ('T4')) AS v (c)$$, $$VALUES ('H100', 'presumption_denial'::verdict), ('T4', 'none')$$, 'chips by row');

-- an edit of the rules is seen
UPDATE policy_rule SET effective_from = '2023-12-01' WHERE rule_id = 'us_bis_2023_a_d5';
SELECT is((SELECT max(valid_from) FROM policy_timeline('L4', 'CN', to_date => '2024-01-01')), '2023-12-01'::date, 'a rule moved moves the step');

SELECT * FROM finish();
ROLLBACK;
