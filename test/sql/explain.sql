-- export_explain(): what became of each rule, from the columns of the rows and
-- the order of evaluation (applies, gate, precedence, strictest regime).
BEGIN;
SELECT plan(37);

-- H200 to China on 2026-01-15: 91 FR 1684 lifts 88 FR 73458
SELECT results_eq(
	$$SELECT rule_id, status, applies FROM export_explain('H200', 'CN', '2026-01-15') WHERE rule_id = ANY (
		'{us_bis_2026_cn_cbc,us_bis_746_ru,us_bis_2024_hbm_exc,us_bis_2024_hbm,us_bis_2023_a_d5,us_bis_2023_nac,us_bis_2023_nac_transfer,us_letter_2025_h20,us_letter_2025_mi308,us_bis_2023_supercomputer,us_bis_scope}')$$,
	$$VALUES ('us_bis_2026_cn_cbc', 'decides', true),
	('us_bis_746_ru', 'does not apply', false),
	('us_bis_2024_hbm_exc', 'gate closed', false),
	('us_bis_2024_hbm', 'does not apply', false),
	('us_bis_2023_a_d5', 'outranked', true),
	('us_bis_2023_nac_transfer', 'does not apply', false),
	('us_bis_2023_nac', 'outranked', true),
	('us_bis_scope', 'outranked', true),
	('us_letter_2025_h20', 'outranked', true),
	('us_letter_2025_mi308', 'does not apply', false),
	('us_bis_2023_supercomputer', 'waits for a fact', NULL::boolean)$$,
	'H200 to China on 2026-01-15: the deciding rule first, then by regime and precedence');
SELECT is((SELECT reason FROM export_explain(chip, 'CN', day::date) WHERE rule_id = rule), expected, format('%s on %s: %s', chip, day, rule))
FROM (VALUES
	('H20', '2025-04-08', 'us_bis_2023_b', 'tpp 2368 >= 2400 fails by 32'),
	('H20', '2025-04-08', 'us_bis_2023_nac', 'none of us_bis_2023_b|us_bis_2023_ndc applies'),
	('H20', '2025-04-08', 'us_bis_2024_hbm', 'hbm is: no'),
	('H20', '2025-04-08', 'us_bis_2023_nac_transfer', 'route export is not transfer'),
	('H20', '2025-04-08', 'us_bis_2023_supercomputer', 'waits for end_use=supercomputer'),
	('H20', '2025-04-08', 'us_bis_2023_supercomputer_allied', 'hq CN is not in US|A:5|A:6'),
	('H20', '2025-04-08', 'us_bis_746_ru', 'destination CN is not in RU'),
	('H20', '2025-04-09', 'us_letter_2025_mi308', 'seller NVIDIA is not AMD'),
	('H200', '2025-08-08', 'us_letter_2025_h20_lic', 'product H200 SXM is not H20|MI308|MI308X'),
	('H100', '2024-06-01', 'us_bis_2023_b', 'every test holds, but us_bis_2023_a_d5 decides'),
	('H100', '2024-06-01', 'us_bis_2023_a_d5', 'every test holds, and no stricter rule applies'),
	('B200', '2026-02-01', 'us_bis_2026_cn_cbc', 'tpp 36000 < 21000 fails by 15000'),
	('MI308X', '2024-06-01', 'us_bis_2023_ndc', 'tpp >= 4800 is unknown')) AS v (chip, day, rule, expected);
SELECT is((SELECT reason FROM export_explain('fp8=100 dc'::gpu_spec, 'CN', '2025-08-08') WHERE rule_id = 'us_letter_2025_h20_lic'),
	'a specification without a name is not H20|MI308|MI308X', 'a bare spec has no name');

-- unknown facts
SELECT results_eq($$SELECT rule_id, status, applies, reason FROM export_explain('H200', 'CN', '2026-01-15', route => NULL, ships_from => NULL)
	WHERE status IN ('decides', 'may decide') ORDER BY precedence DESC$$,
	$$VALUES ('us_bis_2026_cn_cbc', 'may decide', NULL::boolean, 'ships_from is unknown; the rule asks for US'),
		('us_bis_2023_a_d5', 'may decide', true, 'every test holds; whether another rule outranks it is open')$$,
	'an unknown place of shipment: two rules may decide');
SELECT results_eq($$SELECT status, applies, reason FROM export_explain('bw=2000 dc=no io=0'::gpu_spec, 'CN', '2026-01-15', seller => 'NVIDIA')
	WHERE rule_id IN ('us_bis_2023_nac', 'us_bis_2023_ndc')$$,
	$$VALUES ('undecided', NULL::boolean, 'it is open whether any of us_bis_2023_b|us_bis_2023_ndc applies'),
		('undecided', NULL, 'tpp >= 4800 is unknown')$$, 'what cannot matter is undecided, and says why');
SELECT results_eq($$SELECT rule_id, status, reason FROM export_explain('H100', 'CN', '2024-06-01', seller => NULL, regimes => '{us_letter}')
	WHERE status <> 'decides'$$, 'SELECT NULL::text, NULL::text, NULL::text WHERE false', 'no letter was in force in June 2024');
SELECT results_eq($$SELECT rule_id, status, applies FROM export_explain('H100', 'CN', '2022-09-01', seller => NULL, regimes => '{us_letter}')$$,
	$$VALUES ('us_letter_2022_nv', 'may decide', NULL::boolean), ('us_letter_2022_nv_class', 'may decide', NULL),
		('us_letter_scope', 'may decide', true), ('us_letter_2022_amd', 'does not apply', false)$$, 'an unknown seller');

-- facts given
SELECT is((SELECT status FROM export_explain('H20', 'CN', '2025-03-01', end_use => 'supercomputer') WHERE rule_id = 'us_bis_2023_supercomputer'),
	'decides', 'a fact given is not waited for');
SELECT is((SELECT reason FROM export_explain('H200', 'US', '2026-02-01', end_use => 'supercomputer', regimes => '{us_customs}')
	WHERE rule_id = 'us_customs_232_exempt'),
	'the facts given are not end_use=us_data_centre|repair_or_replacement|us_research|startup|consumer_non_dc|civil_industrial|us_public_sector',
	'another value given is not unknown');
SELECT results_eq($$SELECT rule_id, status, applies, reason FROM export_explain('H20', 'CN', '2026-02-01',
	facts => 'seller_role=foundry attest=designer_approved', regimes => '{us_foundry}') WHERE applies$$,
	$$VALUES ('us_bis_2025_fdd_approved', 'outranked', true, 'every test holds, but its regime only adds to others'),
		('us_bis_2025_fdd', 'outranked', true, 'every test holds, but its regime only adds to others')$$,
	'a regime that only adds decides nothing alone');

-- tests
SELECT is((SELECT jsonb_path_query_array(tests, '$[*].name') FROM export_explain('H200', 'CN', '2026-01-15') WHERE rule_id = 'us_bis_2026_cn_cbc'),
	'["destination", "ships_from", "route", "spec_test", "tpp", "bw", "released", "released", "overrides"]',
	'the tests of a row: its columns, the comparisons of its spec_test, its gate');
SELECT is((SELECT tests -> 4 FROM export_explain('H200', 'CN', '2026-01-15') WHERE rule_id = 'us_bis_2026_cn_cbc'),
	'{"name": "tpp", "operator": "<", "value": 15832, "limit": 21000, "distance": 5168, "result": true}', 'a comparison');
SELECT is((SELECT tests -> 7 FROM export_explain('H200', 'CN', '2026-01-15') WHERE rule_id = 'us_bis_2026_cn_cbc'),
	'{"name": "released", "operator": "<=", "value": "2024-06", "limit": "2026-01-15", "distance": null, "result": true}', 'a date');
SELECT is((SELECT tests -> 0 FROM export_explain('H200', 'CN', '2026-01-15') WHERE rule_id = 'us_bis_746_ru'),
	'{"name": "destination", "value": "CN", "limit": "RU", "distance": null, "result": false}', 'a column');
SELECT is((SELECT tests FROM export_explain('fp8=100'::gpu_spec, 'CN', '2024-06-01', hq => NULL) WHERE rule_id = 'us_bis_2023_a_d14_hq'),
	'[{"name": "destination", "value": "CN", "limit": "*", "distance": null, "result": true},
	  {"name": "hq", "value": null, "limit": "(D:5|MO)-(A:5|A:6)", "distance": null, "result": null},
	  {"name": "overrides", "value": null, "limit": "us_bis_2023_a_d14", "distance": null, "result": false}]', 'unknown is null');

-- which rules are listed
SELECT set_eq($$SELECT rule_id FROM export_explain('H200', 'CN', '2025-12-31')$$,
	$$SELECT rule_id FROM policy_rule JOIN policy_regime USING (regime)
	  WHERE asked_by_default AND '2025-12-31' BETWEEN effective_from AND coalesce(effective_to, 'infinity')$$,
	'a row per live rule of the regimes asked');
SELECT set_eq($$SELECT DISTINCT regime FROM export_explain('H200', 'CN', '2026-02-01', regimes => '{cn_procurement,us_customs}')$$,
	ARRAY['cn_procurement', 'us_customs'], 'other regimes by name');
SELECT is_empty($$SELECT e.rule_id FROM export_explain('H200', 'CN', '2026-02-01') AS e JOIN policy_rule AS r USING (rule_id)
	WHERE (e.regime, e.title, e.precedence, e.verdict, e.citation) IS DISTINCT FROM (r.regime, r.title, r.precedence, r.verdict, r.citation)$$,
	'the columns of the row');

-- The deciding rules are those of export_decision(): every chip with a spec,
-- ten countries, ten days.
CREATE TEMP TABLE place AS SELECT * FROM unnest('{CN,HK,MO,RU,SA,VN,DE,AE,IR,IL}'::text[]) AS destination;
CREATE TEMP TABLE day AS SELECT * FROM unnest('{2015-06-01,2022-09-01,2022-12-01,2023-10-30,2024-01-01,2024-06-01,2025-05-01,2025-09-01,2026-02-01,2026-08-01}'::date[]) AS on_date;
CREATE TEMP TABLE deciding AS
	SELECT c.chip, destination, on_date, d.rule, d.verdict, e.*
	FROM chip AS c CROSS JOIN place CROSS JOIN day
	CROSS JOIN LATERAL export_decision(c.chip, destination, on_date, hq => CASE WHEN length(c.chip) % 2 = 0 THEN destination ELSE 'CN' END) AS d
	CROSS JOIN LATERAL (SELECT string_agg(rule_id, '|' ORDER BY n) FILTER (WHERE status IN ('decides', 'may decide')) AS named,
			bool_or(status = 'decides') AS certain, bool_or(status = 'may decide') AS open,
			max(x.verdict) FILTER (WHERE status = 'decides') AS decided,
			bool_and(status IN ('decides', 'may decide', 'outranked', 'gate closed', 'undecided', 'does not apply', 'waits for a fact')) AS closed,
			bool_or(applies IS NOT TRUE AND status IN ('decides', 'outranked')
				OR applies IS DISTINCT FROM false AND status IN ('gate closed', 'does not apply')) AS odd
		FROM export_explain(c.chip, destination, on_date, hq => CASE WHEN length(c.chip) % 2 = 0 THEN destination ELSE 'CN' END)
			WITH ORDINALITY AS x (regime, rule_id, title, precedence, verdict, status, applies, reason, tests, citation, n)) AS e
	WHERE c.spec IS NOT NULL;
SELECT cmp_ok((SELECT count(*) FROM deciding), '>', 20000::bigint, 'more than 20,000 questions');
SELECT is_empty('SELECT chip, destination, on_date, rule, named FROM deciding WHERE rule IS DISTINCT FROM named',
	'they name the rules that export_decision names, in its order');
SELECT is_empty('SELECT chip, destination, on_date, verdict, decided FROM deciding WHERE certain AND verdict IS DISTINCT FROM decided',
	'the rule that decides has the verdict');
SELECT is_empty('SELECT chip, destination, on_date FROM deciding WHERE certain AND open OR NOT closed OR odd', 'statuses agree with one another');

-- nothing to answer
SELECT is((SELECT count(*) FROM export_explain(NULL, 'CN')) + (SELECT count(*) FROM export_explain(NULL::gpu_spec, 'CN'))
	+ (SELECT count(*) FROM export_explain('H200', NULL)) + (SELECT count(*) FROM export_explain('H200', 'Atlantis'))
	+ (SELECT count(*) FROM export_explain('H200', 'CN', NULL)), 0::bigint, 'NULL or unknown: no row');
SELECT throws_ok($$SELECT * FROM export_explain('H2OO', 'CN')$$, '42704', NULL, 'an unknown chip');
SELECT throws_ok($$SELECT * FROM export_explain('H200', 'CN', seller => 'NVIDIA', route => 'smuggle')$$, '22023', NULL, 'an unknown route');

SELECT * FROM finish();
ROLLBACK;
