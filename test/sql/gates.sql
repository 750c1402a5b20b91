-- The gates of a shipment: US licence, US duty, the buyer's side.  Dates and
-- verdicts: 91 FR 1684, Proclamation 11002, press on Chinese customs 2026-01.
BEGIN;
SELECT plan(19);

CREATE FUNCTION pg_temp.gates(q text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', gate, verdict, CASE WHEN stops THEN ''stops'' WHEN NOT stops THEN ''open'' END,
		CASE WHEN stopping THEN ''here'' END), ''; '' ORDER BY n) FROM ROWS FROM (trade_gates(%s)) WITH ORDINALITY
		AS g (gate, regimes, verdict, stops, stopping, fee_pct, rule, note, citation, n)', q) INTO answer;
	RETURN answer;
END $$;

SELECT is(pg_temp.gates($$'H200', 'CN', '2026-01-15'$$),
	'us_licence case_by_case open; us_duty none open; destination prohibited stops here',
	'H200 on the day of the rule: licensed is not importable');
SELECT is(pg_temp.gates($$'H200', 'CN', '2026-01-28'$$),
	'us_licence case_by_case open; us_duty none open; destination case_by_case open', 'two weeks later by case');
SELECT is(pg_temp.gates($$'H200', 'CN', '2026-01-12'$$),
	'us_licence presumption_denial stops here; us_duty; destination none open', 'before either side moved: no duty is modelled then');
SELECT is(pg_temp.gates($$'B200', 'CN', '2026-02-15'$$),
	'us_licence presumption_denial stops here; us_duty none open; destination none open', 'B200 stops at the US licence');
SELECT is(pg_temp.gates($$'H20', 'CN', '2025-10-01', buyer => 'large_platform'$$),
	'us_licence case_by_case open; us_duty; destination prohibited stops here',
	'H20 for a platform: stopped by the Chinese side alone');
SELECT is(pg_temp.gates($$'H200', 'CN', '2026-02-15', ships_from => 'TW'$$),
	'us_licence presumption_denial stops here; us_duty open; origin; destination case_by_case open',
	'from Taiwan: no entry into the US, and no rule of Taiwan without its listed buyers');
SELECT is(pg_temp.gates($$'H200', 'CN', '2026-02-15', ships_from => 'MY'$$),
	'us_licence presumption_denial stops here; us_duty open; origin notify open; destination case_by_case open',
	'from Malaysia: its permit too');
SELECT is(pg_temp.gates($$'H200', 'CN', '2026-02-15', ships_from => 'TW', buyer => 'huawei_or_smic'$$),
	'us_licence presumption_denial stops here; us_duty open; origin case_by_case open; destination case_by_case open',
	'from Taiwan to a listed buyer');
SELECT is((SELECT fee_pct FROM trade_gates('H200', 'CN', '2026-01-15') WHERE gate = 'us_duty'), 25::numeric, 'band 1');
SELECT is((SELECT fee_pct FROM trade_gates('MI325X', 'CN', '2026-01-15') WHERE gate = 'us_duty'), 25::numeric, 'band 2');
SELECT is((SELECT fee_pct FROM trade_gates('H100', 'CN', '2026-01-15') WHERE gate = 'us_duty'), 0::numeric,
	'H100 is in the licence box and outside the band');
SELECT is((SELECT count(*) FROM trade_gates('H200', 'CN', '2026-01-15') WHERE rule IS NOT NULL AND citation IS NULL), 0::bigint,
	'what a rule answers is cited');
SELECT is(pg_temp.gates($$'H200', NULL, '2026-01-15'$$), 'us_licence; us_duty; destination',
	'an unknown destination leaves every gate unknown');
SELECT is(pg_temp.gates($$NULL::gpu_spec, 'CN', '2026-01-15'$$), 'us_licence; us_duty; destination', 'and so does no spec');
SELECT is(pg_temp.gates($$'fp16=989.5 bw=4800 dc'::gpu_spec, 'CN', '2026-02-15'$$),
	'us_licence case_by_case open; us_duty none open; destination none open', 'a bare spec has no name for the Chinese rules');
SELECT is((SELECT count(*) FROM chip c, unnest('{CN,HK,RU,DE,SA}'::text[]) d, unnest('{2022-12-01,2024-01-01,2025-05-01,2026-06-01}'::date[]) t,
	LATERAL (SELECT count(*) FILTER (WHERE stopping) AS n, bool_or(stops) AS any FROM trade_gates(c.chip, d, t)) g
	WHERE g.n <> CASE WHEN g.any THEN 1 ELSE 0 END), 0::bigint, 'one gate is named where any stops, else none');
SELECT is((SELECT count(*) FROM chip c, unnest('{CN,RU,DE}'::text[]) d, unnest('{2022-12-01,2024-01-01,2026-06-01}'::date[]) t,
	LATERAL (SELECT verdict FROM trade_gates(c.chip, d, t) WHERE gate = 'us_licence') g
	WHERE g.verdict IS DISTINCT FROM export_verdict(c.chip, d, t)), 0::bigint, 'the licence gate is export_verdict()');
SELECT throws_ok($$SELECT * FROM trade_gates('H2OO', 'CN')$$, '42704', NULL, 'an unknown chip');
SELECT throws_ok($$SELECT * FROM trade_gates('H200', 'CN', buyer => 'anyone')$$, '22023', NULL, 'a value outside the list');
SELECT * FROM finish();
ROLLBACK;
