-- The gates of a shipment: US licence, US duty, the buyer's side.  Dates and
-- verdicts: 91 FR 1684, Proclamation 11002, press on Chinese customs 2026-01.
BEGIN;
SELECT plan(53);

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

-- trade_gates(): US licence (91 FR 1684), US duty (Proclamation 11002), the
-- place of shipment (Malaysia, 2025-07-14; Taiwan; Korea) and the Chinese side
-- (H200 stopped at customs on 2026-01-13, special cases from 2026-01-28).

SELECT results_eq($$SELECT gate, regimes, verdict, stops, stopping, fee_pct, rule FROM trade_gates('H200', 'CN', '2026-01-15')$$,
	$$VALUES ('us_licence', '{us_bis,us_letter,us_end_use,us_foundry}'::text[], 'case_by_case'::verdict, false, false, NULL::numeric, 'us_bis_2026_cn_cbc'),
		('us_duty', '{us_customs}', 'none', false, false, 25, 'us_customs_232_h200'),
		('destination', '{cn_procurement}', 'prohibited', true, true, NULL, 'cn_2026_h200_block')$$,
	'H200 on 2026-01-15: licensed and charged, and stopped by the buyer''s side');
SELECT results_eq($$SELECT gate, verdict, stops, stopping FROM trade_gates('H200', 'CN', '2026-01-28')$$,
	$$VALUES ('us_licence', 'case_by_case'::verdict, false, false), ('us_duty', 'none', false, false), ('destination', 'case_by_case', false, false)$$,
	'two weeks later nothing stops it for certain');
SELECT results_eq($$SELECT gate, verdict, stops, stopping FROM trade_gates('H200', 'CN', '2026-01-14')$$,
	$$VALUES ('us_licence', 'presumption_denial'::verdict, true, true), ('us_duty', NULL, NULL, false), ('destination', 'prohibited', true, false)$$,
	'the day before: the first gate that stops is named; no duty yet');
SELECT results_eq($$SELECT gate, verdict, stops, stopping, fee_pct, note FROM trade_gates('H200', 'CN', '2026-02-01', ships_from => 'TW')
	WHERE gate IN ('us_licence', 'us_duty')$$,
	$$SELECT 'us_licence', 'presumption_denial'::verdict, true, true, NULL::numeric,
			'us_bis_2023_supercomputer: presumption_denial if end_use=supercomputer; us_bis_2025_fdd: presumption_denial if seller_role=foundry'
	  UNION ALL SELECT 'us_duty', NULL, false, false, NULL, 'the goods do not enter the US'$$,
	'a reexport from Taiwan: denied, and no entry into the US');
SELECT results_eq($$SELECT stops, verdict, note FROM trade_gates('H200', 'CN', '2026-02-01', ships_from => NULL, route => NULL) WHERE gate = 'us_duty'$$,
	$$VALUES (NULL::boolean, NULL::verdict, 'whether the goods enter the US is unknown')$$, 'an unknown place of shipment');
SELECT results_eq($$SELECT fee_pct, rule FROM trade_gates('H200', 'US', '2026-02-01', ships_from => 'TW') WHERE gate = 'us_duty'$$,
	$$VALUES (25::numeric, 'us_customs_232_h200')$$, 'imports pay the duty too');
SELECT results_eq($$SELECT fee_pct, rule FROM trade_gates('H200', 'CN', '2026-02-01', end_use => 'us_research') WHERE gate = 'us_duty'$$,
	$$VALUES (0::numeric, 'us_customs_232_exempt')$$, 'an exempt use');
SELECT results_eq($$SELECT fee_pct, rule FROM trade_gates('H100', 'CN', '2026-02-01') WHERE gate = 'us_duty'$$,
	$$VALUES (0::numeric, 'us_customs_scope')$$, 'outside both bands: nothing');
SELECT results_eq($$SELECT fee_pct FROM trade_gates('H20', 'CN', '2025-08-20') WHERE gate = 'us_licence'$$,
	'VALUES (15::numeric)', 'the revenue share stands at the licence');

-- rules of the place of shipment
SELECT results_eq($$SELECT gate, regimes, verdict, rule FROM trade_gates('H100', 'SG', '2026-02-01', ships_from => 'MY')$$,
	$$VALUES ('us_licence', '{us_bis,us_letter,us_end_use,us_foundry}'::text[], 'none'::verdict, 'us_bis_scope'), ('us_duty', '{us_customs}', NULL, NULL),
		('origin', '{my_sta,tw_shtc,kr_motir}', 'notify', 'my_2025_sta'), ('destination', '{cn_procurement}', NULL, NULL)$$,
	'from Malaysia: its permit');
SELECT results_eq($$SELECT verdict, rule FROM trade_gates('H100', 'SG', '2026-09-01', ships_from => 'KR') WHERE gate = 'origin'$$,
	$$VALUES ('case_by_case'::verdict, 'kr_2026_ctrl')$$, 'from South Korea');
SELECT results_eq($$SELECT verdict, note FROM trade_gates('H100', 'SG', '2026-01-10', ships_from => 'TW') WHERE gate = 'origin'$$,
	$$VALUES (NULL::verdict, 'out_of_scope: no rule covers SG on this day; tw_2025_shtc: case_by_case if buyer=huawei_or_smic')$$,
	'from Taiwan: it waits for the buyer');
SELECT results_eq($$SELECT verdict, rule FROM trade_gates('H100', 'CN', '2026-01-10', ships_from => 'TW', buyer => 'huawei_or_smic') WHERE gate = 'origin'$$,
	$$VALUES ('case_by_case'::verdict, 'tw_2025_shtc')$$, 'from Taiwan to a listed buyer');
SELECT is((SELECT count(*) FROM trade_gates('H100', 'SG', '2026-02-01') WHERE gate = 'origin'), 0::bigint, 'from the US: no such gate');

-- the destination's side
SELECT results_eq($$SELECT verdict, stops, note FROM trade_gates('H100', 'DE', '2024-06-01') WHERE gate = 'destination'$$,
	$$VALUES (NULL::verdict, NULL::boolean, 'out_of_scope: no rule covers DE on this day')$$, 'a place whose side nobody wrote down');
SELECT results_eq($$SELECT verdict, stops, stopping FROM trade_gates('H20', 'CN', '2025-11-05', buyer => 'state_funded_dc') WHERE gate = 'destination'$$,
	$$VALUES ('prohibited'::verdict, true, true)$$, 'state-funded data centres');
SELECT results_eq($$SELECT verdict, stops FROM trade_gates('H20', 'CN', '2025-08-20') WHERE gate = 'destination'$$,
	$$VALUES ('discouraged'::verdict, false)$$, 'discouraged is not stopped');
SELECT is((SELECT count(*) FROM trade_gates('H100', 'RU', '2024-06-01') WHERE gate = 'us_licence' AND stopping), 1::bigint, 'Russia: the licence stops');

-- regimes given
SELECT results_eq($$SELECT gate, regimes FROM trade_gates('H200', 'CN', '2026-01-15', regimes => '{cn_procurement,us_bis}')$$,
	$$VALUES ('us_licence', '{us_bis}'::text[]), ('destination', '{cn_procurement}')$$, 'only the gates of the regimes asked');
SELECT results_eq($$SELECT regimes, verdict FROM trade_gates('H100', 'IN', '2025-06-01', regimes => '{us_bis,us_bis_unenforced}')$$,
	$$VALUES ('{us_bis,us_bis_unenforced}'::text[], 'presumption_approval'::verdict)$$, 'the as-written reading by name');
SELECT results_eq($$SELECT gate, verdict FROM trade_gates('fp8=1979 bw=4800 die=814 dc released=2024'::gpu_spec, 'CN', '2026-01-15') WHERE gate <> 'destination'$$,
	$$VALUES ('us_licence', 'case_by_case'::verdict), ('us_duty', 'none')$$, 'a spec');
SELECT results_eq($$SELECT verdict, stops FROM trade_gates('fp8=1979 dc'::gpu_spec, 'CN', '2026-02-01') WHERE gate = 'us_licence'$$,
	$$VALUES (NULL::verdict, NULL::boolean)$$, 'an unknown bandwidth: unknown whether it stops');
SELECT is((SELECT note FROM trade_gates('fp8=1979 dc'::gpu_spec, 'CN', '2026-02-01') WHERE gate = 'us_licence'),
	'open for want of a fact: see export_decision(); us_bis_2023_supercomputer: presumption_denial if end_use=supercomputer; us_bis_2025_fdd: presumption_denial if seller_role=foundry',
	'and the note says so');
SELECT alike((SELECT note FROM trade_gates('H200', 'CN', '2026-11-01') WHERE gate = 'us_licence'), '%the last rules known are applied%',
	'after the end of the sources');

-- which regime speaks for which gate is data
SELECT results_eq('SELECT DISTINCT gate FROM policy_regime WHERE NOT scenario ORDER BY gate', ARRAY['destination', 'duty', 'licence', 'origin'], 'every regime in force has a gate');
SELECT throws_ok($$INSERT INTO policy_regime (regime, gate) VALUES ('mine', 'door')$$, '23514', NULL, 'no other gates');
INSERT INTO policy_regime (regime, gate) VALUES ('sg_side', 'destination');
INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict) VALUES
	('sg_none', 'sg_side', '2020-01-01', 1, 'SG', 'prohibited');
SELECT results_eq($$SELECT verdict, stopping, rule FROM trade_gates('H100', 'SG', '2024-06-01') WHERE gate = 'destination'$$,
	$$VALUES ('prohibited'::verdict, true, 'sg_none')$$, 'a row of the user''s adds a destination''s side');
UPDATE policy_regime SET gate = NULL WHERE regime = 'sg_side';
SELECT results_eq($$SELECT verdict FROM trade_gates('H100', 'SG', '2024-06-01') WHERE gate = 'destination'$$, 'VALUES (NULL::verdict)', 'without a gate it is not asked');

-- nothing to answer
SELECT results_eq($$SELECT gate, verdict, stops, stopping, note FROM trade_gates('H200', 'Atlantis', '2026-01-15')$$,
	$$SELECT gate, NULL::verdict, NULL::boolean, false, 'destination "Atlantis" is not a known country'
	  FROM (VALUES ('us_licence'), ('us_duty'), ('destination')) AS v (gate)$$, 'an unknown destination is named');
SELECT results_eq('SELECT DISTINCT note FROM trade_gates(NULL, ''CN'')', ARRAY['spec is unknown'], 'NULL chip');
SELECT results_eq('SELECT DISTINCT note FROM trade_gates(''H200'', ''CN'', NULL)', ARRAY['on_date is unknown'], 'NULL day');
SELECT results_eq('SELECT DISTINCT note FROM trade_gates(''H200'', NULL)', ARRAY['destination is unknown'], 'NULL destination');
SELECT throws_ok($$SELECT * FROM trade_gates('H2OO', 'CN')$$, '42704', NULL, 'an unknown chip');
SELECT throws_ok($$SELECT * FROM trade_gates('H200', 'CN', regimes => '{us_biz}')$$, '22023', NULL, 'an unknown regime');

SELECT * FROM finish();
ROLLBACK;
