-- export_headroom(): limits of 88 FR 73458 (4800, 2400, 1600; 5.92, 3.2, 1.6),
-- 89 FR 96790 (2), the letters of 2025-04-09 (1400, 1100, 1700 GB/s) and
-- 91 FR 1684 (21,000; 6,500 GB/s); values of H20: 296 TOPS at 8 bits = 2368,
-- over 814 mm2 = 2.909; 4000 and 900 GB/s.
BEGIN;
SELECT plan(39);

SELECT results_eq(
	$$SELECT rule_id, branch, field, operator, round(value, 3), limit_value, round(margin, 3), round(ratio, 4), holds,
		verdict_now, verdict_beyond, binding
	  FROM export_headroom('H20', 'CN', '2025-04-08') WHERE rule_id <> 'us_bis_2024_hbm'$$,
	$$VALUES
	('us_bis_2023_a_d5', 1, 'dc', 'is', NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, true, 'none'::verdict, 'none'::verdict, false),
	('us_bis_2023_a_d5', 1, 'tpp', '>=', 2368, 4800, 2432, 0.4933, false, 'none', 'presumption_denial', false),
	('us_bis_2023_a_d5', 2, 'dc', 'is', NULL, NULL, NULL, NULL, true, 'none', 'none', false),
	('us_bis_2023_a_d5', 2, 'tpp', '>=', 2368, 1600, -768, 1.48, true, 'none', 'none', false),
	('us_bis_2023_a_d5', 2, 'pd', '>=', 2.909, 5.92, 3.011, 0.4914, false, 'none', 'presumption_denial', false),
	('us_bis_2023_b', 1, 'dc', 'is', NULL, NULL, NULL, NULL, true, 'none', 'none', false),
	('us_bis_2023_b', 1, 'tpp', '>=', 2368, 2400, 32, 0.9867, false, 'none', 'notify', true),
	('us_bis_2023_b', 1, 'pd', '>=', 2.909, 1.6, -1.309, 1.8182, true, 'none', 'none', false),
	('us_bis_2023_b', 2, 'dc', 'is', NULL, NULL, NULL, NULL, true, 'none', 'none', false),
	('us_bis_2023_b', 2, 'tpp', '>=', 2368, 1600, -768, 1.48, true, 'none', 'none', false),
	('us_bis_2023_b', 2, 'pd', '>=', 2.909, 3.2, 0.291, 0.9091, false, 'none', 'notify', false),
	('us_bis_2023_ndc', 1, 'tpp', '>=', 2368, 4800, 2432, 0.4933, false, 'none', 'presumption_denial', false)$$,
	'H20 to China on 2025-04-08: every test with its margin, and 2400 binds');
SELECT results_eq($$SELECT field, operator, value, limit_value, holds, verdict_beyond FROM export_headroom('H20', 'CN', '2025-04-08')
	WHERE rule_id = 'us_bis_2024_hbm'$$,
	$$VALUES ('hbm', 'is', NULL::numeric, NULL::numeric, false, NULL::verdict), ('mbd', '>', NULL, 2, NULL, NULL)$$,
	'memory bandwidth density is unknown without an area');
SELECT results_eq($$SELECT branch, field, value, limit_value, margin, holds FROM export_headroom('H20', 'CN', '2025-04-09')
	WHERE rule_id = 'us_letter_2025_h20'$$,
	$$VALUES (1, 'bw', 4000::numeric, 1400::numeric, -2600::numeric, true), (2, 'io', 900, 1100, 200, false),
		(3, 'bw + io', 4900, 1700, -3200, true)$$, 'the day after, the letter: three alternatives');
SELECT is((SELECT count(*) FROM export_headroom('H20', 'CN', '2025-04-09') WHERE binding), 0::bigint,
	'two alternatives hold: no one limit frees it');
SELECT is((SELECT count(*) FROM export_headroom('H20', 'CN', '2025-04-09', seller => 'AMD') WHERE rule_id ~ 'letter'), 0::bigint,
	'a letter bears on its addressee only');
SELECT results_eq($$SELECT branch, field, operator, value, limit_value, margin, verdict_now, verdict_beyond, binding
	FROM export_headroom('H200', 'CN', '2026-01-15') WHERE rule_id = 'us_bis_2026_cn_cbc' AND value IS NOT NULL$$,
	$$VALUES (1, 'tpp', '<', 15832::numeric, 21000::numeric, 5168::numeric, 'case_by_case'::verdict, 'presumption_denial'::verdict, true),
		(1, 'bw', '<', 4800, 6500, 1700, 'case_by_case', 'presumption_denial', false),
		(2, 'tpp', '<', 15832, 21000, 5168, 'case_by_case', 'presumption_denial', true),
		(2, 'bw', '<', 4800, 6500, 1700, 'case_by_case', 'presumption_denial', false)$$,
	'H200 in January 2026: the ceilings, in both alternatives of the release date');
SELECT results_eq($$SELECT branch, operator, holds FROM export_headroom('H200', 'CN', '2026-01-15') WHERE field = 'released'$$,
	$$VALUES (1, 'is unknown', false), (2, '<=', true)$$, '"not" is pushed down to the comparisons');
SELECT is((SELECT count(*) FROM export_headroom('H200', 'CN', '2026-01-15', ships_from => 'TW') WHERE rule_id = 'us_bis_2026_cn_cbc'),
	0::bigint, 'a reexport: the exception does not bear on it');
SELECT is((SELECT count(*) FROM export_headroom('T4', 'CN', '2026-01-15') WHERE rule_id = 'us_bis_2026_cn_cbc'), 0::bigint,
	'nor where its gate is closed');
SELECT is((SELECT count(*) FROM export_headroom('H100', 'RU', '2024-01-01') WHERE binding), 0::bigint, 'no limit frees Russia');
SELECT results_eq($$SELECT DISTINCT verdict_now, verdict_beyond FROM export_headroom('H100', 'RU', '2024-01-01')$$,
	$$VALUES ('presumption_denial'::verdict, 'presumption_denial'::verdict)$$, 'under the embargo every side is denied');
SELECT results_eq($$SELECT DISTINCT field, value, holds, verdict_beyond FROM export_headroom('fp8=1979 die=0 dc'::gpu_spec, 'CN', '2024-01-01')
	WHERE field = 'pd' AND rule_id = 'us_bis_2023_a_d5'$$,
	$$VALUES ('pd', NULL::numeric, false, 'presumption_denial'::verdict)$$, 'density of a planar part is undefined: no value, and false');
SELECT results_eq($$SELECT value, limit_value, ratio FROM export_headroom('hbm bw=819.2 area=110'::gpu_spec, 'CN', '2025-01-01')
	WHERE field = 'mbd' AND operator = '>'$$,
	$$VALUES (819.2::numeric / 110, 2::numeric, (819.2::numeric / 110) / 2)$$, 'a memory stack: bandwidth over area');
SELECT is((SELECT bool_and(binding = (field = 'mbd')) FROM export_headroom('hbm bw=819.2 area=110'::gpu_spec, 'CN', '2025-01-01')
	WHERE ratio IS NOT NULL), true, 'its density binds');
SELECT results_eq($$SELECT field, value, limit_value FROM export_headroom('fp8=989.5 io=400 pcie=128 die=814 dc'::gpu_spec, 'CN', '2022-12-01')$$,
	$$VALUES ('xfer', 528::numeric, 600::numeric), ('tpp', 7916, 4800)$$, 'October 2022: transfer rate and TPP');
SELECT results_eq($$SELECT DISTINCT rule_id, limit_value FROM export_headroom('H20', 'CN', '2027-06-01',
	facts => 'seller_role=foundry attest=packager_count_no_hbm', regimes => '{us_foundry}')$$,
	$$VALUES ('us_bis_2027_fdd_count35', 35::numeric)$$, 'facts given open rules that wait for them');

-- an unknown field leaves the answer open; no limit is named for it
SELECT results_eq($$SELECT DISTINCT verdict_now, verdict_beyond FROM export_headroom('bw=900 dc'::gpu_spec, 'CN', '2024-06-01')
	WHERE field = 'tpp'$$, $$VALUES (NULL::verdict, NULL::verdict)$$, 'unknown TPP: neither now nor beyond');

-- Scaled to just under and just over the binding limit: 800 data-centre parts
-- and others, on three days, deterministic.  Density is held where TPP is
-- scaled (die with it), and I/O takes its share of "bw + io".
CREATE FUNCTION pg_temp.mixed(n int, k int) RETURNS int LANGUAGE sql IMMUTABLE AS
$$SELECT (('x' || substr(md5(n || '/' || k), 1, 7))::bit(28)::int)$$;
CREATE TEMP TABLE part AS
	SELECT n, 25.0 + mixed1 % 700 AS fp16, 100 + mixed2 % 900 AS die, 100 + mixed3 % 1700 AS bw, 1 + mixed4 % 1300 AS io,
		   mixed5 % 4 > 0 AS dc, (ARRAY['2024-06-01', '2025-06-01', '2026-02-01'])[1 + mixed6 % 3]::date AS day,
		   (ARRAY['CN', 'SA', 'VN', 'MO'])[1 + mixed7 % 4] AS destination
	FROM generate_series(1, 800) AS n,
		LATERAL (SELECT pg_temp.mixed(n, 1) AS mixed1, pg_temp.mixed(n, 2) AS mixed2, pg_temp.mixed(n, 3) AS mixed3,
			pg_temp.mixed(n, 4) AS mixed4, pg_temp.mixed(n, 5) AS mixed5, pg_temp.mixed(n, 6) AS mixed6,
			pg_temp.mixed(n, 7) AS mixed7) AS m;
CREATE FUNCTION pg_temp.spec(fp16 numeric, die numeric, bw numeric, io numeric, dc boolean) RETURNS gpu_spec
LANGUAGE sql IMMUTABLE AS
$$SELECT format('fp16=%s die=%s bw=%s io=%s dc=%s', round(fp16, 3), round(die, 3), round(bw, 3), round(io, 3),
	CASE WHEN dc THEN 'yes' ELSE 'no' END)::gpu_spec$$;
CREATE FUNCTION pg_temp.scaled(p part, field text, f numeric) RETURNS gpu_spec LANGUAGE sql IMMUTABLE AS
$$SELECT CASE field
	WHEN 'tpp' THEN pg_temp.spec(p.fp16 * f, p.die * f, p.bw, p.io, p.dc)
	WHEN 'pd' THEN pg_temp.spec(p.fp16, p.die / f, p.bw, p.io, p.dc)
	WHEN 'bw' THEN pg_temp.spec(p.fp16, p.die, p.bw * f, p.io, p.dc)
	WHEN 'io' THEN pg_temp.spec(p.fp16, p.die, p.bw, p.io * f, p.dc)
	WHEN 'bw + io' THEN pg_temp.spec(p.fp16, p.die, p.bw * f, p.io * f, p.dc) END$$;
CREATE TEMP TABLE bound AS
	SELECT DISTINCT ON (p.n) p AS part, p.n, h.*,
		export_verdict(pg_temp.scaled(p, h.field, 1 / h.ratio + CASE WHEN h.ratio < 1 THEN -0.0005 ELSE 0.0005 END), p.destination, p.day,
			seller => 'NVIDIA') AS before,
		export_verdict(pg_temp.scaled(p, h.field, 1 / h.ratio + CASE WHEN h.ratio < 1 THEN 0.0005 ELSE -0.0005 END), p.destination, p.day,
			seller => 'NVIDIA') AS after
	FROM part AS p, export_headroom(pg_temp.spec(p.fp16, p.die, p.bw, p.io, p.dc), p.destination, p.day, seller => 'NVIDIA') AS h
	WHERE h.binding AND h.ratio > 0
	ORDER BY p.n, h.rule_id;
SELECT cmp_ok((SELECT count(*) FROM bound), '>=', 250::bigint, 'most parts have a binding limit');
SELECT ok((SELECT count(*) > 10 FROM bound WHERE field = f), f || ' binds often enough')
FROM (VALUES ('tpp'), ('pd'), ('bw'), ('bw + io')) AS v (f);
SELECT is_empty('SELECT n, part, field, limit_value, verdict_now, before FROM bound WHERE before IS DISTINCT FROM verdict_now',
	'just short of the binding limit the verdict stays');
SELECT is_empty('SELECT n, part, field, limit_value, verdict_now, after FROM bound WHERE after IS NOT DISTINCT FROM verdict_now',
	'just past it the verdict changes');
SELECT is_empty($$SELECT n, part, b.field, b.limit_value, b.verdict_beyond, after FROM bound AS b
	WHERE after IS DISTINCT FROM b.verdict_beyond
	  AND NOT EXISTS (SELECT FROM export_headroom(pg_temp.scaled(part, 'bw', 1), (part).destination, (part).day, seller => 'NVIDIA') AS o
		WHERE o.field = b.field AND abs(o.ratio - b.ratio) > 1e-9
		  AND o.limit_value BETWEEN least(b.value, b.limit_value) AND greatest(b.value, b.limit_value))$$,
	'to the verdict named, where no other limit of the field lies on the way');
SELECT is_empty($$SELECT p.n FROM part AS p, export_headroom(pg_temp.spec(p.fp16, p.die, p.bw, p.io, p.dc), p.destination, p.day) AS h
	WHERE h.verdict_now IS DISTINCT FROM export_verdict(pg_temp.spec(p.fp16, p.die, p.bw, p.io, p.dc), p.destination, p.day)
	   OR margin <> limit_value - value OR (ratio - value / limit_value) <> 0 AND abs(ratio - value / limit_value) > 1e-12
	   OR holds <> CASE operator WHEN '>=' THEN value >= limit_value WHEN '<' THEN value < limit_value WHEN '>' THEN value > limit_value
			ELSE holds END$$, 'verdict_now is export_verdict; margin, ratio and holds follow from the value');

-- exact, whatever the size of the numbers
SELECT results_eq($$SELECT value, margin FROM export_headroom('fp16=299.999 dc=no'::gpu_spec, 'CN', '2024-01-01') WHERE rule_id = 'us_bis_2023_ndc'$$,
	$$VALUES (4799.984, 0.016)$$, 'a hair below 4800');
SELECT results_eq($$SELECT value, margin, holds FROM export_headroom('fp16=300 dc=no'::gpu_spec, 'CN', '2024-01-01') WHERE rule_id = 'us_bis_2023_ndc'$$,
	$$VALUES (4800::numeric, 0::numeric, true)$$, '300 TFLOPS at 16 bits are on the line, and in');

-- tests of the user's own
INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, spec_test, verdict) VALUES
	('mine', 'my_sta', '2020-01-01', 1, '*', '(1000 <= bw or not (mem > 10 and tpp - 100 < 2 * 50)) and (dc or not dc)', 'prohibited');
SELECT results_eq($$SELECT branch, field, operator, value, limit_value FROM export_headroom('fp8=10 mem=20 bw=500 dc'::gpu_spec, 'CN', '2024-01-01',
	regimes => '{my_sta}')$$,
	$$VALUES (1, 'bw', '>=', 500::numeric, 1000::numeric), (1, 'dc', 'is', NULL, NULL), (2, 'bw', '>=', 500, 1000), (2, 'dc', 'is not', NULL, NULL),
		(3, 'mem', '<=', 20, 10), (3, 'dc', 'is', NULL, NULL), (4, 'mem', '<=', 20, 10), (4, 'dc', 'is not', NULL, NULL),
		(5, 'tpp - 100', '>=', -20, 100), (5, 'dc', 'is', NULL, NULL), (6, 'tpp - 100', '>=', -20, 100), (6, 'dc', 'is not', NULL, NULL)$$,
	'sides swapped, sums on both sides, "not" over "and", alternatives multiplied');
UPDATE policy_rule SET spec_test = (SELECT string_agg(format('(bw > %s or io > %s)', i, i), ' and ') FROM generate_series(1, 7) AS i)::spec_query
	WHERE rule_id = 'mine';
SELECT results_eq($$SELECT max(branch), count(*) FROM export_headroom('bw=5 io=1'::gpu_spec, 'CN', '2024-01-01', regimes => '{my_sta}')$$,
	'VALUES (1, 14::bigint)', 'more than 64 alternatives are one');

-- nothing to answer
SELECT is((SELECT count(*) FROM export_headroom(NULL, 'CN')), 0::bigint, 'NULL chip');
SELECT is((SELECT count(*) FROM export_headroom(NULL::gpu_spec, 'CN')), 0::bigint, 'NULL spec');
SELECT is((SELECT count(*) FROM export_headroom('H200', NULL)), 0::bigint, 'NULL destination');
SELECT is((SELECT count(*) FROM export_headroom('H200', 'Atlantis')), 0::bigint, 'an unknown destination');
SELECT is((SELECT count(*) FROM export_headroom('H200', 'CN', NULL)), 0::bigint, 'NULL day');
SELECT throws_ok($$SELECT * FROM export_headroom('H2OO', 'CN')$$, '42704', NULL, 'an unknown chip');
SELECT throws_ok($$SELECT * FROM export_headroom('fp8=1', 'CN')$$, '42704', NULL, 'a spec without a cast');
SELECT throws_ok($$SELECT * FROM export_headroom('H200', 'CN', end_use => 'fun')$$, '22023', NULL, 'an unknown end use');
SELECT throws_ok($$SELECT * FROM export_headroom('H200', 'CN', regimes => '{}')$$, '22023', NULL, 'no regime');

SELECT * FROM finish();
ROLLBACK;
