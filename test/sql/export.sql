-- Decisions.  Expected answers come from the texts of the rules:
-- 87 FR 62186 (2022-10-21), 88 FR 2821, 88 FR 73458 (2023-11-17), 89 FR 23876
-- (2024-04-04), 89 FR 96790 (2024-12-31), 90 FR 4544, 90 FR 5298, 90 FR 47201,
-- 91 FR 1684 (2026-01-15), 91 FR 43034, 15 CFR 746, and the letters of
-- 2022-08-26, 2023-10-23 and 2025-04-09.
BEGIN;
SELECT plan(552);

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

-- China, by the day: NVIDIA's first letter reaches what matches the A100 in
-- rate and link; 3A090 wants both too; the letter of October 2023 and the rule
-- that it brought forward look at TPP and density; the letter of April 2025 at
-- bandwidth; the rule of January 2026 lets parts below 21,000 and 6,500 GB/s in.
SELECT is(export_verdict(chip, 'CN', day::date), answer::verdict, format('%s to CN on %s', chip, day))
FROM (VALUES
	('H100', '2022-08-25', 'none'), ('H100', '2022-08-26', 'presumption_denial'),
	('A100', '2022-08-25', 'none'), ('A100', '2022-08-26', 'presumption_denial'),
	('A100 PCIe 40GB', '2022-08-26', 'presumption_denial'), ('A100X', '2022-08-26', 'presumption_denial'),
	('MI250', '2022-08-25', 'none'), ('MI250', '2022-08-26', 'presumption_denial'),
	('MI250X', '2022-10-20', 'presumption_denial'), ('MI100', '2022-10-20', 'none'),
	('A30', '2022-10-20', 'none'), ('A30', '2022-10-21', 'none'),
	('H200', '2022-10-20', 'presumption_denial'), ('H200', '2022-10-21', 'presumption_denial'),
	('H200', '2023-10-23', 'presumption_denial'), ('H200', '2023-11-16', 'presumption_denial'),
	('H200', '2023-11-17', 'presumption_denial'), ('H200', '2025-04-09', 'presumption_denial'),
	('H200', '2025-08-08', 'presumption_denial'), ('H200', '2026-01-14', 'presumption_denial'),
	('H200', '2026-01-15', 'case_by_case'),
	('H20', '2022-10-21', 'none'), ('H20', '2023-10-23', 'none'), ('H20', '2023-11-17', 'none'),
	('H20', '2025-04-08', 'none'), ('H20', '2025-04-09', 'presumption_denial'),
	('H20', '2025-07-14', 'presumption_denial'), ('H20', '2025-07-15', 'case_by_case'),
	('H20', '2025-08-08', 'case_by_case'), ('H20', '2026-01-15', 'case_by_case'),
	('H20 141GB', '2025-04-08', 'none'), ('H20 141GB', '2025-08-08', NULL),
	('H800', '2022-10-20', 'none'), ('H800', '2022-10-21', 'none'), ('H800', '2023-10-22', 'none'),
	('H800', '2023-10-23', 'presumption_denial'), ('H800', '2023-11-16', 'presumption_denial'),
	('H800', '2023-11-17', 'presumption_denial'), ('H800', '2026-01-14', 'presumption_denial'),
	('H800', '2026-01-15', 'case_by_case'),
	('A800', '2022-10-21', 'none'), ('A800', '2023-10-22', 'none'), ('A800', '2023-10-23', 'presumption_denial'),
	('A800', '2023-11-17', 'presumption_denial'), ('A800', '2026-01-14', 'presumption_denial'),
	('A800', '2026-01-15', 'case_by_case'),
	('L40S', '2023-10-22', 'none'), ('L40S', '2023-10-23', 'presumption_denial'),
	('RTX 4090', '2022-10-21', 'none'), ('RTX 4090', '2023-10-23', 'none'), ('RTX 4090', '2023-11-16', 'none'),
	('RTX 4090', '2023-11-17', 'notify'), ('RTX 4090', '2024-04-04', 'notify'), ('RTX 4090', '2025-04-09', 'notify'),
	('RTX 4090', '2026-01-15', 'notify'),
	('RTX 4090 D', '2023-11-17', 'none'), ('RTX 4090 D', '2024-04-04', 'none'), ('RTX 4090 D', '2025-04-09', 'none'),
	('RTX 4090 D', '2026-01-15', 'none'),
	('L4', '2022-10-21', 'none'), ('L4', '2023-10-23', 'none'), ('L4', '2023-11-16', 'none'),
	('L4', '2023-11-17', 'presumption_denial'), ('L4', '2025-04-09', 'presumption_denial'),
	('L4', '2026-01-14', 'presumption_denial'), ('L4', '2026-01-15', 'case_by_case'),
	('B200', '2022-10-20', 'presumption_denial'), ('B200', '2022-10-21', 'presumption_denial'),
	('B200', '2023-11-17', 'presumption_denial'), ('B200', '2026-01-14', 'presumption_denial'),
	('B200', '2026-01-15', 'presumption_denial'),
	('MI325X', '2022-08-26', 'none'), ('MI325X', '2022-10-20', 'none'), ('MI325X', '2022-10-21', 'presumption_denial'),
	('MI325X', '2023-11-17', 'presumption_denial'), ('MI325X', '2025-04-09', 'presumption_denial'),
	('MI325X', '2026-01-14', 'presumption_denial'), ('MI325X', '2026-01-15', 'case_by_case'),
	('MI300X', '2026-01-14', 'presumption_denial'), ('MI300X', '2026-01-15', 'case_by_case'),
	('RTX 5090', '2025-04-08', 'notify'), ('RTX 5090', '2025-04-09', 'presumption_denial'),
	('RTX 5090', '2025-07-15', 'case_by_case'), ('RTX 5090 D v2', '2025-08-08', 'none'),
	('MI210', '2025-04-09', 'notify')
) AS v (chip, day, answer);

-- other places and parties
SELECT is(pg_temp.value(format('export_verdict(%L, %L, %L%s)', chip, place, day, more)), answer,
	format('%s to %s on %s%s', chip, place, day, more))
FROM (VALUES
	-- from elsewhere: the rule of 2026 covers exports from the US alone
	('H200', 'CN', '2026-01-15', ', ships_from => ''TW''', 'presumption_denial'),
	('H200', 'CN', '2026-01-15', ', ships_from => ''US''', 'case_by_case'),
	('H200', 'CN', '2026-01-15', ', route => ''reexport''', 'presumption_denial'),
	('H200', 'CN', '2026-01-15', ', route => ''transfer''', 'presumption_denial'),
	('H200', 'CN', '2026-01-15', ', route => ''export''', 'case_by_case'),
	('H200', 'CN', '2026-01-15', ', ships_from => ''CN''', 'presumption_denial'),
	('H200', 'CN', '2026-01-15', ', ships_from => ''HK''', 'presumption_denial'),
	('RTX 4090', 'CN', '2024-06-01', ', ships_from => ''TW''', 'notify'),
	('RTX 4090', 'CN', '2024-06-01', ', ships_from => ''HK''', 'none'),
	('RTX 4090', 'CN', '2024-06-01', ', route => ''transfer''', 'none'),
	-- a Chinese firm's German subsidiary
	('H200', 'DE', '2023-11-16', ', hq => ''CN''', 'none'),
	('H200', 'DE', '2023-11-17', ', hq => ''CN''', 'case_by_case'),
	('H200', 'DE', '2024-04-03', ', hq => ''CN''', 'case_by_case'),
	('H200', 'DE', '2024-04-04', ', hq => ''CN''', 'presumption_denial'),
	('H200', 'DE', '2025-01-12', ', hq => ''CN''', 'presumption_denial'),
	('H200', 'DE', '2025-01-13', ', hq => ''CN''', 'presumption_denial'),
	('H200', 'DE', '2026-01-15', ', hq => ''CN''', 'presumption_denial'),
	('H200', 'DE', '2026-01-15', ', hq => ''MO''', 'presumption_denial'),
	('H200', 'DE', '2026-01-15', ', hq => ''SA''', 'none'),
	('H200', 'DE', '2026-01-15', '', 'none'),
	('RTX 4090', 'DE', '2024-04-03', ', hq => ''CN''', 'none'),
	('RTX 4090', 'DE', '2024-04-04', ', hq => ''CN''', 'notify'),
	('RTX 4090 D', 'DE', '2024-04-04', ', hq => ''CN''', 'none'),
	('H20', 'DE', '2025-04-08', ', hq => ''CN''', 'none'),
	('H20', 'DE', '2025-04-09', ', hq => ''CN''', 'presumption_denial'),
	('H20', 'DE', '2025-08-08', ', hq => ''CN''', 'presumption_denial'),
	('H20', 'DE', '2026-01-15', ', hq => ''CN''', 'presumption_denial'),
	('H20', 'DE', '2026-01-15', '', 'none'),
	('MI308X', 'SG', '2025-04-09', ', hq => ''CN''', 'presumption_denial'),
	-- a German firm's Chinese subsidiary: case by case under the first rule
	('H100', 'CN', '2022-10-21', ', hq => ''DE''', 'case_by_case'),
	('H100', 'CN', '2022-10-21', ', hq => ''US''', 'case_by_case'),
	('H100', 'CN', '2022-10-21', ', hq => ''BR''', 'presumption_denial'),
	('H100', 'CN', '2023-11-17', ', hq => ''DE''', 'presumption_denial'),
	-- Hong Kong and Macau
	('H200', 'HK', '2022-08-25', '', 'none'), ('H200', 'HK', '2022-08-26', '', 'presumption_denial'),
	('H200', 'HK', '2022-10-21', '', 'presumption_denial'), ('H200', 'HK', '2026-01-14', '', 'presumption_denial'),
	('H200', 'HK', '2026-01-15', '', 'case_by_case'), ('H20', 'HK', '2025-04-09', '', 'presumption_denial'),
	('H20', 'HK', '2025-07-15', '', 'case_by_case'),
	('H200', 'MO', '2022-08-26', '', 'none'), ('H200', 'MO', '2022-10-21', '', 'none'),
	('H200', 'MO', '2023-01-16', '', 'none'), ('H200', 'MO', '2023-01-17', '', 'presumption_denial'),
	('H200', 'MO', '2023-11-17', '', 'presumption_denial'), ('H200', 'MO', '2026-01-14', '', 'presumption_denial'),
	('H200', 'MO', '2026-01-15', '', 'case_by_case'), ('H20', 'MO', '2025-04-08', '', 'none'),
	('H20', 'MO', '2025-04-09', '', 'presumption_denial'), ('RTX 4090', 'MO', '2023-11-17', '', 'notify'),
	('H800', 'MO', '2023-10-22', '', 'none'), ('H800', 'MO', '2023-10-23', '', 'presumption_denial'),
	-- D:1 and D:4
	('H200', 'SA', '2022-10-21', '', 'none'), ('H200', 'SA', '2023-10-22', '', 'none'),
	('H200', 'SA', '2023-10-23', '', 'presumption_approval'), ('H200', 'SA', '2023-11-17', '', 'presumption_approval'),
	('MI300X', 'SA', '2023-11-16', '', 'none'), ('MI300X', 'SA', '2023-11-17', '', 'presumption_approval'),
	('H200', 'SA', '2023-10-23', ', hq => ''CN''', 'presumption_denial'),
	('H200', 'SA', '2023-11-17', ', hq => ''CN''', 'presumption_denial'),
	('H200', 'SA', '2026-01-15', '', 'presumption_approval'), ('L4', 'SA', '2023-11-17', '', 'presumption_approval'),
	('RTX 4090', 'SA', '2023-11-17', '', 'none'), ('H20', 'SA', '2025-04-09', '', 'none'),
	('H200', 'VN', '2024-06-01', '', 'presumption_approval'),
	-- A:5 and A:6 take a place out
	('H200', 'IL', '2024-06-01', '', 'none'), ('H200', 'CY', '2023-12-01', '', 'none'),
	('H200', 'TW', '2024-06-01', '', 'none'), ('H200', 'DE', '2024-06-01', '', 'none'),
	-- the rest of D:5 gets nothing from the rule of 2026
	('H200', 'VE', '2026-01-15', '', 'presumption_denial'), ('H200', 'IQ', '2026-01-15', '', 'presumption_denial'),
	('H200', 'KH', '2025-11-06', '', 'presumption_denial'), ('H200', 'KH', '2025-11-07', '', 'presumption_approval'),
	('H200', 'NI', '2024-06-01', '', 'presumption_denial'),
	-- Iraq: no NAC where part 746 asks for a licence
	('RTX 4090', 'IQ', '2024-06-01', '', 'case_by_case'), ('RTX 4090', 'VE', '2024-06-01', '', 'notify'),
	-- the Emirates
	('H200', 'AE', '2026-07-09', '', 'presumption_approval'), ('H200', 'AE', '2026-07-10', '', 'presumption_approval'),
	('H200', 'AE', '2026-07-09', ', buyer => ''ae_government''', 'presumption_approval'),
	('H200', 'AE', '2026-07-10', ', buyer => ''ae_government''', 'none'),
	('H200', 'AE', '2026-07-10', ', buyer => ''us_ai_firm''', 'none'),
	('RTX 4090', 'AE', '2026-07-10', '', 'none'),
	-- embargoes: every item, and over every exception
	('P4', 'RU', '2022-02-23', '', 'none'), ('P4', 'RU', '2022-02-24', '', 'presumption_denial'),
	('P4', 'BY', '2022-03-01', '', 'none'), ('P4', 'BY', '2022-03-02', '', 'presumption_denial'),
	('P4', 'IR', '2016-01-01', '', 'presumption_denial'), ('P4', 'KP', '2020-01-01', '', 'presumption_denial'),
	('P4', 'CU', '2020-01-01', '', 'presumption_denial'), ('P4', 'SY', '2020-01-01', '', 'presumption_denial'),
	('RTX 4090', 'RU', '2024-06-01', '', 'presumption_denial'), ('RTX 4090', 'IR', '2024-06-01', '', 'presumption_denial'),
	('H100', 'RU', '2022-08-26', '', 'presumption_denial'),
	-- outside the modelled scope
	('H200', 'US', '2024-06-01', '', NULL), ('H200', 'US', '2026-01-15', '', NULL), ('RTX 4090', 'US', '2020-01-01', '', NULL),
	('P4', 'CN', '2015-12-31', '', NULL), ('P4', 'IR', '2015-12-31', '', NULL), ('P4', 'CN', '2016-01-01', '', 'none'),
	-- a letter binds its addressee
	('H800', 'CN', '2023-10-23', ', seller => ''NVIDIA''', 'presumption_denial'),
	('H800', 'CN', '2023-10-23', ', seller => ''nvidia''', 'presumption_denial'),
	('H800', 'CN', '2023-10-23', ', seller => ''AMD''', 'none'),
	('H20', 'CN', '2025-04-09', ', seller => ''Somebody''', 'none'),
	-- facts of the third kind
	('H20', 'CN', '2022-10-20', ', end_use => ''supercomputer''', 'none'),
	('H20', 'CN', '2022-10-21', ', end_use => ''supercomputer''', 'presumption_denial'),
	('H20', 'MO', '2023-01-16', ', end_use => ''supercomputer''', 'none'),
	('H20', 'MO', '2023-01-17', ', end_use => ''supercomputer''', 'presumption_denial'),
	('H20', 'CN', '2024-06-01', ', end_use => ''supercomputer''', 'presumption_denial'),
	('H20', 'CN', '2024-06-01', ', end_use => ''supercomputer'', hq => ''DE''', 'presumption_approval'),
	('H20', 'CN', '2024-06-01', ', facts => ''end_use=supercomputer''', 'presumption_denial'),
	('H20', 'CN', '2024-06-01', ', end_use => ''startup''', 'none'),
	('H20', 'CN', '2024-06-01', ', end_use => ''startup|supercomputer''', 'presumption_denial'),
	('RTX 4090 D', 'DE', '2025-09-28', ', buyer => ''listed_owned_50''', 'none'),
	('RTX 4090 D', 'DE', '2025-09-29', ', buyer => ''listed_owned_50''', 'presumption_denial'),
	('RTX 4090 D', 'DE', '2025-11-09', ', buyer => ''listed_owned_50''', 'presumption_denial'),
	('RTX 4090 D', 'DE', '2025-11-10', ', buyer => ''listed_owned_50''', 'none'),
	('RTX 4090 D', 'DE', '2026-11-09', ', buyer => ''listed_owned_50''', 'none'),
	('RTX 4090 D', 'DE', '2026-11-10', ', buyer => ''listed_owned_50''', 'presumption_denial'),
	('L4', 'CN', '2022-10-21', ', facts => ''item=holds_3a090_ic''', 'presumption_denial'),
	('A100', 'QA', '2023-07-01', '', 'none'),
	('A100', 'QA', '2023-07-01', ', buyer => ''named_in_letter''', 'case_by_case'),
	-- foundries
	('T4', 'CN', '2025-01-30', ', facts => ''seller_role=foundry''', 'none'),
	('T4', 'CN', '2025-01-31', ', facts => ''seller_role=foundry''', 'presumption_denial'),
	('T4', 'SA', '2025-01-31', ', facts => ''seller_role=foundry''', 'presumption_approval'),
	('T4', 'TW', '2025-01-31', ', facts => ''seller_role=foundry'', hq => ''CN''', 'presumption_denial'),
	('T4', 'TW', '2025-01-31', ', facts => ''seller_role=foundry''', 'none'),
	('T4', 'CN', '2025-01-31', ', facts => ''seller_role=foundry and attest=designer_approved''', 'none'),
	('T4', 'CN', '2025-01-31', ', facts => ''seller_role=foundry attest=packager_count''', 'none'),
	('H20', 'CN', '2025-01-31', ', facts => ''seller_role=foundry attest=packager_count''', 'presumption_denial'),
	('T4', 'CN', '2026-12-30', ', facts => ''seller_role=foundry attest=designer_authorized''', 'none'),
	-- AI Diffusion as printed, asked beside the rules in force
	('H100', 'IN', '2025-06-01', '', 'none'),
	('H100', 'IN', '2025-05-14', ', regimes => ''{us_bis,us_bis_unenforced}''', 'none'),
	('H100', 'IN', '2025-05-15', ', regimes => ''{us_bis,us_bis_unenforced}''', 'presumption_approval'),
	('H100', 'DE', '2025-06-01', ', regimes => ''{us_bis,us_bis_unenforced}''', 'none'),
	('H100', 'DE', '2025-06-01', ', hq => ''IN'', regimes => ''{us_bis,us_bis_unenforced}''', 'presumption_approval'),
	('H100', 'IN', '2025-06-01', ', facts => ''volume=within_lpp'', regimes => ''{us_bis,us_bis_unenforced}''', 'notify'),
	('H100', 'IN', '2025-06-01', ', facts => ''volume=allocation_used_up'', regimes => ''{us_bis,us_bis_unenforced}''',
		'presumption_denial'),
	('H20', 'IN', '2025-06-01', ', regimes => ''{us_bis,us_bis_unenforced}''', 'none'),
	-- the destination's own side
	('H200', 'CN', '2026-01-12', ', regimes => ''{cn_procurement}''', 'none'),
	('H200', 'CN', '2026-01-13', ', regimes => ''{cn_procurement}''', 'prohibited'),
	('H200', 'CN', '2026-01-27', ', regimes => ''{cn_procurement}''', 'prohibited'),
	('H200', 'CN', '2026-01-28', ', regimes => ''{cn_procurement}''', 'case_by_case'),
	('H20', 'CN', '2025-07-31', ', regimes => ''{cn_procurement}''', 'discouraged'),
	('H20', 'CN', '2025-11-05', ', regimes => ''{cn_procurement}'', buyer => ''state_funded_dc''', 'prohibited'),
	('Ascend 910C', 'CN', '2025-11-05', ', regimes => ''{cn_procurement}'', buyer => ''state_funded_dc''', 'none'),
	('H20', 'DE', '2025-11-05', ', regimes => ''{cn_procurement}''', NULL),
	('H100', 'SG', '2025-07-14', ', regimes => ''{my_sta}'', ships_from => ''MY''', 'notify'),
	('H100', 'SG', '2025-07-13', ', regimes => ''{my_sta}'', ships_from => ''MY''', NULL),
	('H100', 'SG', '2025-07-14', ', regimes => ''{my_sta}''', NULL),
	-- names of countries
	('H200', 'China', '2026-01-15', '', 'case_by_case'), ('H200', 'cn', '2026-01-15', '', 'case_by_case'),
	('H200', 'Macao', '2026-01-15', '', 'case_by_case'), ('H200', 'UK', '2026-01-15', '', 'none'),
	('H200', 'EL', '2026-01-15', '', 'none'), ('H200', 'XX', '2026-01-15', '', NULL),
	('H200', '', '2026-01-15', '', NULL), ('H200', 'Atlantis', '2026-01-15', '', NULL)
) AS v (chip, place, day, more, answer);

-- exact edges, both sides: 3A090.a at TPP 4800, or 1600 with density 5.92; .b at
-- 2400 with 1.6, or 1600 with 3.2; int4 counts four bits, so TPP moves by 0.004
SELECT is(array_to_string(ARRAY[eccn(spec, '2024-06-01'), export_verdict(spec, 'CN', '2024-06-01')::text], ', '), answer, spec::text)
FROM (VALUES
	('int4=1200 die=4000 dc'::gpu_spec, '3A090.a, presumption_denial'), ('int4=1199.999 die=4000 dc', 'not 3A090, none'),
	('fp16=300 die=4000 dc', '3A090.a, presumption_denial'), ('fp16=299.999 die=4000 dc', 'not 3A090, none'),
	('fp8=600 die=4000 dc', '3A090.a, presumption_denial'), ('fp8=599.999 die=4000 dc', 'not 3A090, none'),
	('int4=1200 die=1000 dc', '3A090.a, presumption_denial'), ('int4=1199.999 die=1000 dc', '3A090.b, notify'),
	('int4=1200 die=0 dc', '3A090.a, presumption_denial'), ('int4=1199.999 die=0 dc', 'not 3A090, none'),
	('int4=1200 die=4000 dc=no', '3A090.a, notify'), ('int4=1199.999 die=4000 dc=no', 'not 3A090, none'),
	('int4=1199.999 die=1 dc=no', 'not 3A090, none'),
	('int4=400 die=270 dc', '3A090.a, presumption_denial'), ('int4=399.999 die=270 dc', 'not 3A090, none'),
	('int4=400 die=400 dc', '3A090.b, notify'), ('int4=399.999 die=400 dc', 'not 3A090, none'),
	('int4=740 die=500 dc', '3A090.a, presumption_denial'), ('int4=740 die=500.001 dc', '3A090.b, notify'),
	('int4=739.999 die=500 dc', '3A090.b, notify'),
	('int4=444 die=300 dc', '3A090.a, presumption_denial'), ('int4=444 die=300.001 dc', '3A090.b, notify'),
	('int4=600 die=1000 dc', '3A090.b, notify'), ('int4=599.999 die=1000 dc', 'not 3A090, none'),
	('int4=500 die=625 dc', '3A090.b, notify'), ('int4=500 die=625.001 dc', 'not 3A090, none'),
	('int4=499.999 die=625 dc', 'not 3A090, none'),
	('int4=800 die=2000 dc', '3A090.b, notify'), ('int4=800 die=2000.001 dc', 'not 3A090, none'),
	('int4=799.999 die=2000 dc', 'not 3A090, none'),
	('int4=600 die=1500 dc', '3A090.b, notify'), ('int4=600 die=1500.001 dc', 'not 3A090, none')
) AS v (spec, answer);

-- below 21,000 and below 6,500 GB/s, both strict; known to be released later: out
SELECT is(export_verdict(spec, 'CN', '2026-01-15')::text, answer, spec::text || ' on 2026-01-15')
FROM (VALUES
	('int4=5249.999 bw=6499.999 die=800 dc'::gpu_spec, 'case_by_case'),
	('int4=5250 bw=6499.999 die=800 dc', 'presumption_denial'),
	('int4=5249.999 bw=6500 die=800 dc', 'presumption_denial'),
	('int4=5250 bw=6500 die=800 dc', 'presumption_denial'),
	('fp8=2625 bw=1 die=800 dc', 'presumption_denial'), ('fp8=2624.999 bw=1 die=800 dc', 'case_by_case'),
	('int4=5250 die=800 dc', 'presumption_denial'), ('int4=5249.999 die=800 dc', NULL),
	('fp8=1979 bw=4800 die=800 dc released=2026-01-15', 'case_by_case'),
	('fp8=1979 bw=4800 die=800 dc released=2026-01-16', 'presumption_denial'),
	('fp8=1979 bw=4800 die=800 dc released=2025-12', 'case_by_case'),
	('fp8=1979 bw=4800 die=800 dc released=2026-02', 'presumption_denial'),
	('fp8=1979 bw=4800 die=800 dc released=2026-01', NULL), ('fp8=1979 bw=4800 die=800 dc released=2026', NULL)
) AS v (spec, answer);

-- 2022: 600 GB/s over all links, and TPP 4800
SELECT is(array_to_string(ARRAY[eccn(spec, '2022-11-01'), export_verdict(spec, 'CN', '2022-11-01')::text], ', ', '-'), answer,
	spec::text || ' on 2022-11-01')
FROM (VALUES
	('fp16=300 io=600 pcie=0 dc'::gpu_spec, '3A090.a (2022), presumption_denial'), ('fp16=300 io=599.999 pcie=0 dc', 'not 3A090, none'),
	('fp16=299.999 io=900 pcie=128 dc', 'not 3A090, none'), ('fp16=300 io=500 pcie=100 dc', '3A090.a (2022), presumption_denial'),
	('fp16=300 io=500 pcie=99.999 dc', 'not 3A090, none'), ('fp16=300 io=600 dc', '3A090.a (2022), presumption_denial'),
	('fp16=300 io=599.999 dc', '-, -'), ('fp16=300 pcie=64 dc=no io=600', '3A090.a (2022), presumption_denial'),
	('io=599 pcie=0', 'not 3A090, none'), ('io=900 pcie=128', '-, -')
) AS v (spec, answer);

-- the letter of April 2025: 1400 GB/s of DRAM, 1100 of links, 1700 of both
SELECT is(export_verdict(spec, 'CN', '2025-06-01', seller => seller)::text, answer, format('%s by %s', spec, seller))
FROM (VALUES
	('fp8=10 die=800 dc bw=1400 io=0'::gpu_spec, 'NVIDIA', 'presumption_denial'),
	('fp8=10 die=800 dc bw=1399.999 io=0', 'NVIDIA', 'none'),
	('fp8=10 die=800 dc bw=0 io=1100', 'NVIDIA', 'presumption_denial'),
	('fp8=10 die=800 dc bw=0 io=1099.999', 'NVIDIA', 'none'),
	('fp8=10 die=800 dc bw=1000 io=700', 'NVIDIA', 'presumption_denial'),
	('fp8=10 die=800 dc bw=1000 io=699.999', 'NVIDIA', 'none'),
	('fp8=10 die=800 dc bw=1400', 'NVIDIA', 'presumption_denial'),
	('fp8=10 die=800 dc bw=1000', 'NVIDIA', NULL),
	('fp8=10 die=800 dc bw=4000 io=900', 'AMD', 'none'), ('fp8=10 die=800 dc bw=4000 io=900', NULL, NULL)
) AS v (spec, seller, answer);
SELECT is(export_verdict('fp8=10 die=800 dc bw=4000 io=900'::gpu_spec, 'CN', '2025-06-01'), 'none',
	'a bare specification has no seller');

-- stand-alone memory: above 2 GB/s per mm2, and below 3.3 with the exception
SELECT is(export_verdict(spec, place, day::date, facts => facts)::text, answer, format('%s to %s on %s, %s', spec, place, day, facts))
FROM (VALUES
	('hbm bw=1200 area=120'::gpu_spec, 'CN', '2024-12-30', NULL, 'none'), ('hbm bw=1200 area=120', 'CN', '2024-12-31', NULL, 'presumption_denial'),
	('hbm bw=200 area=100', 'CN', '2024-12-31', NULL, 'none'), ('hbm bw=200.001 area=100', 'CN', '2024-12-31', NULL, 'presumption_denial'),
	('hbm bw=1200 area=120', 'MO', '2024-12-31', NULL, 'presumption_denial'), ('hbm bw=1200 area=120', 'SA', '2024-12-31', NULL, 'none'),
	('hbm bw=329.999 area=100', 'CN', '2024-12-31', 'attest=hbm_exception', 'none'),
	('hbm bw=330 area=100', 'CN', '2024-12-31', 'attest=hbm_exception', 'presumption_denial')
) AS v (spec, place, day, facts, answer);
SELECT is(eccn('hbm bw=1200 area=120'::gpu_spec, '2024-12-31'), '3A090.c', 'a memory stack is 3A090.c');
SELECT is(eccn('hbm bw=1200 area=120'::gpu_spec, '2024-12-30'), 'not 3A090', 'from the day of compliance');
SELECT is(eccn('fp8=1 bw=1200 area=120 die=800 dc'::gpu_spec, '2024-12-31'), 'not 3A090', 'a processor is not');

-- classification by name
SELECT is(eccn(chip, day::date), answer, format('ECCN of %s on %s', chip, day))
FROM (VALUES
	('A100', '2022-10-20', 'not 3A090'), ('A100', '2022-10-21', '3A090.a (2022)'), ('A100', '2023-11-16', '3A090.a (2022)'),
	('A100', '2023-11-17', '3A090.a'), ('H100', '2024-06-01', '3A090.a'), ('A800', '2023-11-16', 'not 3A090'),
	('A800', '2023-11-17', '3A090.a'), ('RTX 4090', '2023-11-16', 'not 3A090'), ('RTX 4090', '2023-11-17', '3A090.a'),
	('RTX 4090', '2026-11-23', '3A090.a'), ('RTX 4090 D', '2023-11-17', 'not 3A090'), ('L4', '2023-11-16', 'not 3A090'),
	('L4', '2023-11-17', '3A090.a'), ('L2', '2023-11-17', 'not 3A090'), ('A30', '2023-11-17', '3A090.b'), ('A10', '2023-11-17', 'not 3A090'), ('L20', '2023-11-17', 'not 3A090'),
	('Ascend 910C', '2024-06-01', '3A090.a'), ('MI210', '2024-06-01', '3A090.b'), ('A16', '2024-06-01', 'not 3A090')
) AS v (chip, day, answer);
SELECT is_empty($$SELECT day FROM generate_series(date '2022-10-01', date '2026-11-23', interval '1 day') AS day
	WHERE eccn('H20', day::date) <> 'not 3A090' OR eccn('H20 141GB', day::date) <> 'not 3A090'$$,
	'H20 is never under 3A090: 2368 < 2400 and 2368 / 814 = 2.91 < 3.2');
SELECT is(performance_density('L4') >= 5.92 AND tpp('L4') = 1940, true, 'L4 is in by density: 1940 / 294.5 = 6.59');

-- the decision in full
CREATE TEMP TABLE h200 AS SELECT * FROM export_decision('H200', 'CN', '2026-01-15');
SELECT results_eq('SELECT verdict, at_best, at_worst, eccn, rule FROM h200',
	$$VALUES ('case_by_case'::verdict, 'case_by_case'::verdict, 'case_by_case'::verdict, '3A090.a', 'us_bis_2026_cn_cbc')$$,
	'H200: verdict, ECCN, rule');
SELECT alike((SELECT citation FROM h200), '%91 FR 1684%2026-00789%', 'citation');
SELECT alike((SELECT url FROM h200), 'https://%', 'address');
SELECT is((SELECT review_policy FROM h200), verdict_label('case_by_case'), 'review policy');
SELECT is((SELECT fee_pct FROM h200), NULL, 'the rule names no fee');
SELECT is((SELECT cardinality(conditions) FROM h200), 6, 'six conditions');
SELECT ok((SELECT bool_or(c ~ '50%') FROM h200, unnest(conditions) AS c), 'the volume condition among them');
SELECT ok((SELECT bool_or(c ~ 'laboratory') FROM h200, unnest(conditions) AS c), 'and the test');
SELECT is((SELECT missing FROM h200), ARRAY[]::text[], 'nothing is missing');
SELECT is((SELECT scope_note FROM h200), NULL, 'nothing to note about scope');
SELECT is((SELECT known_through FROM h200), date '2026-10-08', 'where the sources end');
SELECT ok((SELECT assumed ~ 'hq=CN' AND assumed ~ 'ships_from=US' AND assumed ~ 'route=export' AND assumed ~ 'NVIDIA'
	FROM h200), 'the ordinary case is stated');
SELECT ok((SELECT bool_or(n ~ 'us_bis_2023_supercomputer' AND n ~ 'presumption_denial' AND n ~ 'end_use=supercomputer')
	FROM h200, unnest(not_evaluated) AS n), 'what waits for a fact is listed with its verdict');
SELECT ok((SELECT bool_or(n ~ 'us_bis_2025_fdd:') FROM h200, unnest(not_evaluated) AS n), 'the foundry presumption too');
SELECT is_empty($$SELECT n FROM h200, unnest(not_evaluated) AS n WHERE n ~ 'us_bis_2026_uae|us_customs|us_bis_diff'$$,
	'but nothing of other places or regimes');
SELECT is_empty($$SELECT n FROM export_decision('H200', 'CN', '2026-01-15', end_use => 'supercomputer'),
	unnest(not_evaluated) AS n WHERE n ~ 'supercomputer'$$, 'nor what was given');
SELECT is_empty($$SELECT n FROM export_decision('H200', 'CN', '2026-01-15', end_use => 'startup'),
	unnest(not_evaluated) AS n WHERE n ~ 'supercomputer'$$, 'nor what was answered otherwise');
SELECT is_empty($$SELECT n FROM export_decision('H200', 'DE', '2026-01-15'),
	unnest(not_evaluated) AS n WHERE n ~ 'supercomputer|us_bis_2025_fdd:|affiliates'$$, 'nor of other places or days');
SELECT results_eq($$SELECT rule, fee_pct, fee_basis FROM export_decision('H20', 'CN', '2025-08-07')$$,
	$$VALUES ('us_letter_2025_h20_assured', NULL::numeric, NULL::text)$$, 'H20 before the licences');
SELECT results_eq($$SELECT rule, fee_pct, fee_basis, eccn FROM export_decision('H20', 'CN', '2025-08-08')$$,
	$$VALUES ('us_letter_2025_h20_lic', 15::numeric, 'revenue_share', 'not 3A090')$$, 'H20 with 15% of revenue');
SELECT results_eq($$SELECT rule, fee_pct, fee_basis FROM export_decision('RTX 5090', 'CN', '2025-08-08')$$,
	$$VALUES ('us_letter_2025_h20_assured', NULL::numeric, NULL::text)$$, 'the share concerns H20 and MI308 alone');
SELECT results_eq($$SELECT fee_pct, fee_basis FROM export_decision('H200', 'US', '2026-01-15', regimes => '{us_customs}')$$,
	$$VALUES (25::numeric, 'duty')$$, 'H200 pays the duty on entry');
SELECT results_eq($$SELECT fee_pct, fee_basis FROM export_decision('MI325X', 'US', '2026-01-15', regimes => '{us_customs}')$$,
	$$VALUES (25::numeric, 'duty')$$, 'and so does MI325X');
SELECT results_eq($$SELECT fee_pct FROM export_decision('H200 NVL', 'US', '2026-01-15', regimes => '{us_customs}')$$,
	'VALUES (0::numeric)', 'H200 NVL (TPP 13,364) does not');
SELECT results_eq($$SELECT fee_pct FROM export_decision('H200', 'US', '2026-01-15', end_use => 'startup', regimes => '{us_customs}')$$,
	'VALUES (0::numeric)', 'nor does an exempt use');
SELECT is((export_decision('RTX 4090', 'CN', '2024-06-01')).eccn, '3A090.a', 'RTX 4090 is in .a');
SELECT is((export_decision('RTX 4090', 'CN', '2024-06-01')).rule, 'us_bis_2023_nac', 'and takes NAC');
SELECT ok((SELECT bool_or(c ~ '25') FROM export_decision('RTX 4090', 'CN', '2024-06-01'), unnest(conditions) AS c),
	'with notice 25 days ahead');
SELECT is((export_decision('RTX 4090', 'SA', '2024-06-01')).rule, 'us_bis_2023_aca', 'of equal verdicts a rule before a scope row');
SELECT is((export_decision('H200', 'DE', '2024-06-01')).rule, 'us_bis_scope', 'silence within the scope');
SELECT ok((export_decision('A16', 'CN', '2024-06-01')).assumed ~ 'board of 4', 'a divided board says so');
SELECT ok((export_decision('fp8=1'::gpu_spec, 'CN', '2024-06-01')).assumed ~ 'seller=nobody', 'a bare specification has no seller');
SELECT is((export_decision('H200', 'CN', '2026-01-15', 'CN', 'US', 'export', 'NVIDIA')).assumed, NULL, 'all given, nothing assumed');
SELECT ok((export_decision('H200', 'CN', '2026-01-15', ships_from => 'TW')).assumed ~ 'route=reexport', 'the route follows the place');
SELECT ok((export_decision('H200', 'CN', '2026-01-15', route => 'transfer')).assumed ~ 'ships_from=CN', 'and the place the route');
SELECT unalike((export_decision('H200', 'CN', '2026-01-15', route => 'reexport')).assumed, '%ships_from%', 'but a reexport may come from anywhere');

-- scope and the end of the sources
SELECT alike((export_decision('H200', 'US', '2024-06-01')).scope_note, 'out_of_scope%', 'delivery in the US is out of scope');
SELECT alike((export_decision('P4', 'CN', '2015-12-31')).scope_note, 'out_of_scope%', 'and so is 2015');
SELECT is((export_decision('H200', 'US', '2024-06-01')).missing, ARRAY[]::text[], 'nothing is missing there');
SELECT is((export_decision('H200', 'CN', '2026-10-08')).scope_note, NULL, 'on the last day known');
SELECT isnt((export_decision('H200', 'CN', '2026-10-09')).scope_note, NULL, 'on the day after');
SELECT is((export_decision('H200', 'CN', '2030-01-01')).verdict, 'case_by_case', 'the last rules known go on answering');
SELECT is((export_decision('H200', 'CN', '2030-01-01')).known_through, date '2026-10-08', 'and say so');
SELECT results_eq($$SELECT verdict, missing FROM export_decision('H200', 'XX', '2024-06-01')$$,
	$$VALUES (NULL::verdict, '{destination}'::text[])$$, 'an unknown destination is named');
SELECT alike((export_decision('H200', 'XX', '2024-06-01')).scope_note, '%XX%', 'with its text');
SELECT results_eq($$SELECT verdict, missing FROM export_decision('H200', NULL, '2024-06-01')$$,
	$$VALUES (NULL::verdict, '{destination}'::text[])$$, 'no destination');
SELECT results_eq($$SELECT verdict, missing FROM export_decision('H200', 'CN', NULL)$$,
	$$VALUES (NULL::verdict, '{on_date}'::text[])$$, 'no day');
SELECT results_eq($$SELECT verdict, missing FROM export_decision(NULL::gpu_spec, 'CN', '2024-06-01')$$,
	$$VALUES (NULL::verdict, '{spec}'::text[])$$, 'no specification');
SELECT is((SELECT count(*) FROM export_decision(NULL::text, NULL, NULL)), 1::bigint, 'nothing at all: one row');

SELECT is_empty($$SELECT c.country, word FROM country AS c,
		unnest(string_to_array(c.aliases, '|') || ARRAY[c.name, c.country, lower(c.country), ' ' || c.country || ' ']) AS word
	WHERE (export_decision('H200', word, '2024-06-01')).missing = '{destination}' ORDER BY 1 LIMIT 5$$, 'every code, name and alias of a country is understood');

-- unknown (NULL) against left out
SELECT results_eq(format('SELECT verdict::text, at_best::text, at_worst::text, missing FROM export_decision(%s)', args),
	format('VALUES (%L::text, %L::text, %L::text, %L::text[])', verdict, best, worst, missing), args)
FROM (VALUES
	('''H200'', ''DE'', ''2026-01-15'', hq => NULL', NULL, 'none', 'presumption_denial', '{hq}'),
	('''H200'', ''DE'', ''2026-01-15'', hq => ''XX''', NULL, 'none', 'presumption_denial', '{hq}'),
	('''H200'', ''CN'', ''2026-01-15'', hq => NULL', 'case_by_case', 'case_by_case', 'case_by_case', '{}'),
	('''H200'', ''CN'', ''2024-06-01'', hq => NULL', 'presumption_denial', 'presumption_denial', 'presumption_denial', '{}'),
	('''H200'', ''CN'', ''2026-01-15'', route => NULL', NULL, 'case_by_case', 'presumption_denial', '{ships_from,route}'),
	('''H200'', ''CN'', ''2026-01-14'', route => NULL', 'presumption_denial', 'presumption_denial', 'presumption_denial', '{}'),
	('''H200'', ''CN'', ''2026-01-15'', ships_from => NULL, route => ''export''', NULL, 'case_by_case', 'presumption_denial', '{ships_from}'),
	('''H200'', ''CN'', ''2026-01-15'', ships_from => NULL, route => ''reexport''', 'presumption_denial', 'presumption_denial', 'presumption_denial', '{}'),
	('''H20'', ''CN'', ''2025-06-01'', seller => NULL', NULL, 'none', 'presumption_denial', '{seller}'),
	('''H20'', ''CN'', ''2024-06-01'', seller => NULL', 'none', 'none', 'none', '{}'),
	('''RTX 4090'', ''CN'', ''2024-06-01'', route => NULL', NULL, 'none', 'notify', '{route}'),
	('''H20'', ''DE'', ''2026-01-15'', hq => NULL, seller => NULL', NULL, 'none', 'presumption_denial', '{hq,seller}'),
	('''H200'', ''CN'', ''2026-01-15'', buyer => NULL, end_use => NULL, facts => NULL, regimes => NULL', 'case_by_case', 'case_by_case', 'case_by_case', '{}'),
	('''fp8=1979 die=814 bw=4800''::gpu_spec, ''CN'', ''2024-06-01''', NULL, 'notify', 'presumption_denial', '{dc}'),
	('''int4=5249.999 die=800 dc''::gpu_spec, ''CN'', ''2026-01-15''', NULL, 'case_by_case', 'presumption_denial', '{bw}'),
	('''fp8=1979 bw=4800 die=800 dc released=2026-01''::gpu_spec, ''CN'', ''2026-01-15''', NULL, 'case_by_case', 'presumption_denial', '{released}'),
	('''int4=740 dc''::gpu_spec, ''CN'', ''2024-06-01''', NULL, 'none', 'presumption_denial', '{die}'),
	('''unknown''::gpu_spec, ''RU'', ''2024-06-01''', 'presumption_denial', 'presumption_denial', 'presumption_denial', '{}'),
	('''unknown''::gpu_spec, ''DE'', ''2024-06-01''', 'none', 'none', 'none', '{}')
) AS v (args, verdict, best, worst, missing);
SELECT is(eccn('fp8=1979'::gpu_spec, '2024-06-01'), '3A090.a', 'TPP 4800 is in .a, for data centres or not');
SELECT is(eccn('int4=740 dc'::gpu_spec, '2024-06-01'), NULL, 'without a die area density is unknown');

-- export_ok and its reach, export_denied, license_required
SELECT is(export_ok('H200', 'CN', '2026-01-15', within => w::verdict), ok, 'H200 within ' || coalesce(w, 'NULL'))
FROM (VALUES ('none', false), ('notify', false), ('presumption_approval', false), ('case_by_case', true),
	('presumption_denial', true), ('prohibited', true), (NULL, NULL)) AS v (w, ok);
SELECT is(pg_temp.value(call), answer, call)
FROM (VALUES
	('export_ok(''H200'', ''CN'', ''2026-01-15'')', 'false'), ('export_ok(''RTX 4090'', ''CN'', ''2024-06-01'')', 'true'),
	('export_ok(''RTX 4090'', ''CN'', ''2024-06-01'', within => ''none'')', 'false'),
	('export_ok(''RTX 4090 D'', ''CN'', ''2024-06-01'', within => ''none'')', 'true'),
	('export_ok(''H200'', ''DE'', ''2024-06-01'', hq => NULL)', NULL),
	('export_ok(''H200'', ''CN'', ''2026-01-15'', route => NULL)', 'false'),
	('export_ok(''H200'', ''CN'', ''2026-01-15'', route => NULL, within => ''case_by_case'')', NULL),
	('export_ok(''H200'', ''US'', ''2026-01-15'')', NULL),
	('export_denied(''H200'', ''CN'', ''2026-01-14'')', 'true'), ('export_denied(''H200'', ''CN'', ''2026-01-15'')', 'false'),
	('export_denied(''H200'', ''CN'', ''2026-01-15'', route => NULL)', NULL),
	('export_denied(''H200'', ''SA'', ''2024-06-01'')', 'false'), ('export_denied(''RTX 4090'', ''CN'', ''2024-06-01'')', 'false'),
	('export_denied(''H200'', ''US'', ''2024-06-01'')', NULL),
	('export_denied(''H200'', ''CN'', ''2026-01-13'', regimes => ''{cn_procurement}'')', 'true'),
	('license_required(''H200'', ''CN'', ''2026-01-15'')', 'true'), ('license_required(''H200'', ''SA'', ''2024-06-01'')', 'true'),
	('license_required(''H200'', ''CN'', ''2026-01-15'', route => NULL)', 'true'),
	('license_required(''RTX 4090'', ''CN'', ''2024-06-01'')', 'false'), ('license_required(''H200'', ''DE'', ''2024-06-01'')', 'false'),
	('license_required(''H200'', ''DE'', ''2024-06-01'', hq => NULL)', NULL),
	('license_required(''H200'', ''US'', ''2024-06-01'')', NULL)
) AS v (call, answer);

-- regimes
SELECT is((export_decision('H200', 'CN', '2026-01-15', regimes => asked)).rule, rule, 'asked: ' || asked::text)
FROM (VALUES
	('{us_bis,us_letter}'::text[], 'us_bis_2026_cn_cbc'), ('{us_letter,us_bis}', 'us_letter_2025_h20_assured'),
	('{us_bis}', 'us_bis_2026_cn_cbc'), ('{us_letter}', 'us_letter_2025_h20_assured'),
	('{us_bis,us_bis,us_letter}', 'us_bis_2026_cn_cbc'), ('{us_end_use,us_foundry,us_bis}', 'us_bis_2026_cn_cbc')
) AS v (asked, rule);
SELECT is((export_decision('RTX 4090', 'SA', '2024-06-01', regimes => '{us_letter,us_bis}')).rule, 'us_bis_2023_aca',
	'a scope row comes last whatever the order');
SELECT is((export_decision('H200', 'CN', '2024-06-01')).verdict,
	(export_decision('H200', 'CN', '2024-06-01', regimes => '{us_bis,us_letter,us_end_use,us_foundry}')).verdict, 'the regimes of US licence law');
SELECT is(export_verdict('H200', 'CN', '2024-06-01', regimes => '{us_end_use}'), NULL, 'a regime that only adds is no answer alone');
SELECT is(export_verdict('H200', 'CN', '2022-08-25', regimes => '{us_letter}'), NULL, 'no letters before the first');
SELECT is((pg_temp.error('export_verdict(''H200'', ''CN'', regimes => ' || asked || ')')).state, '22023', 'regimes => ' || asked)
FROM (VALUES ('''{us_biz}'''), ('''{}'''), ('''{NULL}'''), ('ARRAY[''us_bis'', '''']'), ('ARRAY[NULL, ''us_bis'']')) AS v (asked);
SELECT ok((SELECT bool_and(strpos((pg_temp.error('export_verdict(''H200'', ''CN'', regimes => ''{us_biz}'')')).hint, regime) > 0)
	FROM policy_regime), 'the hint lists every regime');

-- closed lists
SELECT is((pg_temp.error(format('export_verdict(''H200'', ''CN'', ''2026-01-15'', %s)', arg))).state, '22023', 'refused: ' || arg)
FROM (VALUES ('buyer => ''nobody'''), ('buyer => '''''), ('buyer => ''large_platform,state_sector'''), ('buyer => ''large_platform|'''),
	('end_use => ''commercial'''), ('end_use => ''super computer'''), ('facts => ''colour=red'''), ('facts => ''buyer'''),
	('facts => ''buyer=nobody'''), ('facts => ''attest=''' ), ('facts => ''item=holds_3a090_ic; design=foreign'''),
	('route => ''smuggled'''), ('route => '''''), ('route => ''export,reexport''')) AS v (arg);
SELECT ok(strpos((pg_temp.error('export_verdict(''H200'', ''CN'', buyer => ''nobody'')')).hint, value) > 0, 'buyers listed: ' || value)
FROM unnest(ARRAY['listed_owned_50', 'named_in_letter', 'ae_government', 'supp8_entity', 'us_ai_firm', 'large_platform',
	'state_funded_dc', 'state_sector', 'huawei_or_smic']) AS value;
SELECT ok(strpos((pg_temp.error('export_verdict(''H200'', ''CN'', end_use => ''fun'')')).hint, value) > 0, 'end uses listed: ' || value)
FROM unnest(ARRAY['supercomputer', 'us_data_centre', 'repair_or_replacement', 'us_research', 'startup', 'consumer_non_dc',
	'civil_industrial', 'us_public_sector']) AS value;
SELECT ok(strpos((pg_temp.error('export_verdict(''H200'', ''CN'', route => ''air'')')).hint, value) > 0, 'routes listed: ' || value)
FROM unnest(ARRAY['export', 'reexport', 'transfer']) AS value;
SELECT ok(strpos((pg_temp.error('export_verdict(''H200'', ''CN'', facts => ''colour=red'')')).hint, value) > 0, 'facts listed: ' || value)
FROM unnest(ARRAY['buyer', 'end_use', 'item', 'seller_role', 'attest', 'volume', 'design']) AS value;
SELECT is((pg_temp.error('export_verdict(''H20000'', ''CN'', ''2026-01-15'')')).state, '42704', 'an unknown chip');
SELECT is((pg_temp.error('export_ok(''H200'', ''CN'', ''2026-01-15'', within => ''maybe'')')).state, '22P02', 'an unknown verdict');

-- the user's own policy: what an edit does, and that undoing it undoes it
CREATE FUNCTION pg_temp.what_if(edit text, question text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE edit;
	EXECUTE 'SELECT (' || question || ')::text' INTO answer;
	RAISE EXCEPTION USING ERRCODE = 'CT000', MESSAGE = coalesce(answer, 'NULL');
EXCEPTION
	WHEN SQLSTATE 'CT000' THEN
		RETURN sqlerrm;
	WHEN OTHERS THEN
		RETURN sqlstate || ': ' || sqlerrm;
END
$$;
SELECT is(pg_temp.what_if(edit, question), answer, regexp_replace(edit || ': ' || question, '\s+', ' ', 'g'))
FROM (VALUES
	($$UPDATE policy_rule SET spec_test = 'tpp < 40000 and bw < 8000' WHERE rule_id = 'us_bis_2026_cn_cbc'$$,
		$$export_verdict('B200', 'CN', '2026-01-15', regimes => '{us_bis}')$$, 'case_by_case'),
	($$UPDATE policy_rule SET spec_test = 'tpp >= 6000' WHERE rule_id = 'us_bis_2023_ndc'$$,
		$$export_verdict('RTX 4090', 'CN', '2024-06-01')$$, 'none'),
	($$UPDATE policy_rule SET spec_test = 'tpp >= 6000' WHERE rule_id IN ('us_bis_2023_ndc', 'us_bis_2023_ndc_hq')$$,
		$$eccn('RTX 4090', '2024-06-01')$$, 'not 3A090'),
	($$UPDATE policy_rule SET effective_from = '2026-02-01' WHERE rule_id = 'us_bis_2026_cn_cbc'$$,
		$$export_verdict('H200', 'CN', '2026-01-15')$$, 'presumption_denial'),
	($$UPDATE policy_rule SET verdict = 'presumption_approval' WHERE rule_id = 'us_bis_2026_cn_cbc'$$,
		$$export_verdict('H200', 'CN', '2026-01-15', regimes => '{us_bis}')$$, 'presumption_approval'),
	($$DELETE FROM policy_rule WHERE rule_id = 'us_bis_2026_cn_cbc'$$,
		$$export_verdict('H200', 'CN', '2026-01-15')$$, 'presumption_denial'),
	-- without its base row the exception of 2026 is silent: what is left is NAC
	($$DELETE FROM policy_rule WHERE rule_id = 'us_bis_2023_a_d5'$$,
		$$(export_decision('H200', 'CN', '2026-01-15', regimes => '{us_bis}')).rule$$, 'us_bis_2023_nac'),
	-- and without its base rows, NAC
	($$DELETE FROM policy_rule WHERE rule_id IN ('us_bis_2023_b', 'us_bis_2023_ndc')$$,
		$$(export_decision('RTX 4090', 'CN', '2024-06-01')).rule$$, 'us_bis_scope'),
	($$DELETE FROM policy_rule WHERE rule_id = 'us_bis_2023_nac'$$,
		$$export_verdict('RTX 4090', 'CN', '2024-06-01')$$, 'case_by_case'),
	($$DELETE FROM policy_rule WHERE rule_id = 'us_bis_scope'$$, $$export_verdict('T4', 'DE', '2024-06-01', regimes => '{us_bis}')$$, 'NULL'),
	($$UPDATE country_group SET valid_to = '2025-12-31' WHERE group_code = 'D:5' AND country = 'CN';
		UPDATE country_group SET valid_to = '2025-12-31' WHERE group_code IN ('D:1', 'D:4') AND country = 'CN'$$,
		$$export_verdict('B200', 'CN', '2026-01-15', regimes => '{us_bis}')$$, 'none'),
	($$UPDATE policy_regime SET asked_by_default = false WHERE regime = 'us_letter'$$,
		$$export_verdict('H20', 'CN', '2025-06-01')$$, 'none'),
	($$UPDATE policy_regime SET known_through = '2026-12-31'$$, $$(export_decision('H200', 'CN', '2026-11-01')).scope_note$$, 'NULL'),
	($$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, spec_test, verdict)
		VALUES ('mine', 'us_bis', '2024-01-01', 95, 'DE', 'tpp > 10000', 'prohibited')$$,
		$$export_verdict('H200', 'DE', '2024-06-01')$$, 'prohibited'),
	($$INSERT INTO country_group (group_code, country, valid_from) VALUES ('MINE', 'DE', '2020-01-01');
		INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
		VALUES ('mine', 'us_bis', '2024-01-01', 95, 'MINE', 'prohibited')$$,
		$$export_verdict('H200', 'DE', '2024-06-01')$$, 'prohibited'),
	($$UPDATE chip SET spec = 'fp8=100 die=800 dc' WHERE chip = 'H200 SXM'$$, $$export_verdict('H200', 'CN', '2024-06-01')$$, 'none'),
	($$UPDATE chip SET vendor = 'Somebody' WHERE chip = 'H20 96GB'$$, $$export_verdict('H20', 'CN', '2025-06-01')$$, 'none'),
	($$INSERT INTO chip_alias (alias, chip) VALUES ('A100 twin', 'A30')$$, $$export_verdict('A30', 'CN', '2022-09-01')$$, 'presumption_denial')
) AS v (edit, question, answer);
SELECT is(pg_temp.value(question), answer, 'undone: ' || question)
FROM (VALUES ($$export_verdict('B200', 'CN', '2026-01-15')$$, 'presumption_denial'), ($$export_verdict('RTX 4090', 'CN', '2024-06-01')$$, 'notify'),
	($$export_verdict('H200', 'CN', '2026-01-15')$$, 'case_by_case'), ($$export_verdict('H200', 'DE', '2024-06-01')$$, 'none'),
	($$export_verdict('H20', 'CN', '2025-06-01')$$, 'presumption_denial'), ($$export_verdict('A30', 'CN', '2022-09-01')$$, 'none')) AS v (question, answer);

-- a row that cannot be read is refused when it is written, not when it is asked
SELECT isnt(pg_temp.what_if(format('INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, hq, ships_from,
	applies_when, verdict) VALUES (''bad'', ''us_bis'', ''2026-01-01'', 1, %L, %L, %L, %L, ''none'')', destinations, hq, ships_from, applies_when), '1'),
	'1', 'refused: ' || concat_ws(' / ', destinations, hq, ships_from, applies_when))
FROM (VALUES ('CN-', NULL, NULL, NULL), ('CN|', NULL, NULL, NULL), ('', NULL, NULL, NULL), ('(CN', NULL, NULL, NULL), ('CN)', NULL, NULL, NULL),
	('CN HK', NULL, NULL, NULL), ('CN', '|CN', NULL, NULL), ('CN', NULL, 'US|', NULL), ('CN', NULL, NULL, 'colour=red'), ('CN', NULL, NULL, 'buyer'),
	('CN', NULL, NULL, 'buyer=nobody')) AS v (destinations, hq, ships_from, applies_when);

-- the short forms agree with the decision: all chips, 20 places, 15 days
CREATE TEMP TABLE grid AS
	SELECT c.chip, p.place, d.day, e.*,
		export_verdict(c.chip, p.place, d.day) AS short_verdict, export_verdict(chip_spec(c.chip), p.place, d.day, seller => c.vendor) AS by_spec,
		export_ok(c.chip, p.place, d.day) AS ok, export_ok(c.chip, p.place, d.day, within => 'case_by_case') AS wide_ok,
		export_denied(c.chip, p.place, d.day) AS denied, license_required(c.chip, p.place, d.day) AS required
	FROM chip AS c,
		unnest(ARRAY['CN', 'HK', 'MO', 'RU', 'BY', 'IR', 'KP', 'IQ', 'VE', 'KH', 'SA', 'AE', 'VN', 'IL', 'CY', 'DE', 'TW', 'IN', 'BR', 'US']) AS p (place),
		unnest(ARRAY['2015-12-31', '2016-01-01', '2022-03-02', '2022-08-26', '2022-10-21', '2023-01-17', '2023-10-23', '2023-11-17', '2024-04-04',
			'2024-12-31', '2025-04-09', '2025-08-08', '2026-01-15', '2026-07-10', '2026-11-23']::date[]) AS d (day),
		LATERAL export_decision(c.chip, p.place, d.day) AS e;
SELECT is((SELECT count(*) FROM grid), (SELECT count(*) * 300 FROM chip), 'a decision for each');
SELECT is_empty('SELECT chip, place, day, verdict, short_verdict FROM grid WHERE verdict IS DISTINCT FROM short_verdict', 'export_verdict');
SELECT is_empty('SELECT chip, place, day FROM grid WHERE verdict IS DISTINCT FROM CASE WHEN at_best = at_worst THEN at_best END', 'known where the bounds meet');
SELECT is_empty('SELECT chip, place, day FROM grid WHERE at_best > at_worst', 'the best is no worse than the worst');
SELECT is_empty($$SELECT chip, place, day FROM grid
	WHERE ok IS DISTINCT FROM CASE WHEN at_worst <= 'notify' THEN true WHEN at_best > 'notify' THEN false END$$, 'export_ok');
SELECT is_empty($$SELECT chip, place, day FROM grid
	WHERE wide_ok IS DISTINCT FROM CASE WHEN at_worst <= 'case_by_case' THEN true WHEN at_best > 'case_by_case' THEN false END$$, 'export_ok in a wider sense');
SELECT is_empty($$SELECT chip, place, day FROM grid
	WHERE denied IS DISTINCT FROM CASE WHEN at_best >= 'presumption_denial' THEN true WHEN at_worst < 'presumption_denial' THEN false END$$, 'export_denied');
SELECT is_empty($$SELECT chip, place, day FROM grid
	WHERE required IS DISTINCT FROM CASE WHEN at_best >= 'presumption_approval' THEN true WHEN at_worst < 'presumption_approval' THEN false END$$, 'license_required');
SELECT is_empty($$SELECT chip, place, day FROM grid WHERE (at_best IS NULL) <> (coalesce(scope_note, '') ~ '^out_of_scope')
	AND missing <> '{spec}'$$, 'no answer is out of scope, and says so');
SELECT is_empty($$SELECT chip, place, day FROM grid WHERE (at_best IS NULL) <> (place = 'US' OR day = '2015-12-31')
	AND missing <> '{spec}'$$, 'which the US and 2015 are');
SELECT is_empty($$SELECT chip, place, day FROM grid
	WHERE (cardinality(missing) > 0) <> (at_best IS DISTINCT FROM at_worst) AND missing <> '{spec}'$$, 'something is missing where the bounds differ');
SELECT is_empty($$SELECT chip, place, day, missing FROM grid WHERE missing && '{hq,ships_from,route,destination,on_date}'$$, 'and it is of the chip');
SELECT is_empty('SELECT chip, place, day FROM grid WHERE (rule IS NULL) <> (at_best IS NULL)', 'every answer has its rule');
SELECT is_empty($$SELECT chip, place, day FROM grid WHERE (at_best IS NOT NULL) <> (citation IS NOT NULL)$$, 'and its citation');
SELECT is_empty($$SELECT chip, place, day FROM grid
	WHERE (coalesce(scope_note, '') ~ 'known_through') <> (day > '2026-10-08') AND missing <> '{spec}'$$, 'later days are noted');
SELECT is_empty($$SELECT g.chip, place, day, verdict, by_spec FROM grid AS g WHERE verdict IS DISTINCT FROM by_spec
	AND rule !~ 'us_letter_(2022_nv|2022_amd|2025_mi308|2025_h20_lic)'$$, 'a chip is its specification and its maker, where no rule names a product');

SELECT * FROM finish();
ROLLBACK;
