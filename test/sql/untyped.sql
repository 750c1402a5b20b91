-- Calls as people type them: untyped literals for names, specs, days and
-- numbers, columns of all kinds of text, named notation; in views, prepared
-- statements, functions, constraints, generated columns and indexes.
BEGIN;
SELECT plan(315);

-- The value of an expression as text, or SQLSTATE and hint of its error.
CREATE FUNCTION pg_temp.try(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	state text;
	hint text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
	RETURN state || ': ' || hint;
END
$$;

-- H100 SXM: 1979 dense FP8 TFLOPS, 989.5 FP16, 494.5 TF32; 80 GB, 3350 GB/s,
-- NVLink 900 GB/s, PCIe 128 GB/s, 814 mm2, 80 billion transistors, 700 W
SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	('tpp(''H100 SXM'')', '15832'),
	('tpp(''fp8=1979''::gpu_spec)', '15832'),
	('tpp(chip => ''H100 SXM'')', '15832'),
	('tpp(spec => ''fp8=1979'')', '15832'),
	('tpp(''tf32=500''::gpu_spec, 32)', '16000'),
	('tpp(''tf32=500''::gpu_spec, ''32'')', '16000'),
	('tpp(''tf32=500''::gpu_spec, 32::smallint)', '16000'),
	('tpp(''tf32=500''::gpu_spec, tf32_bits => 32)', '16000'),
	('tpp(''H100 SXM'', 32)', '15832'),
	('tpp(''H100 SXM'', ''32'')', '15832'),
	('tpp(chip => ''H100 SXM'', tf32_bits => 32)', '15832'),
	('tpp_format(''H100 SXM'')', 'fp16'),
	('tpp_format(''fp8=1979''::gpu_spec)', 'fp8'),
	('tpp_format(''H100 SXM'', 32)', 'fp16'),
	('round(performance_density(''H100 SXM'')::numeric, 2)', '19.45'),
	('round(performance_density(''fp8=1979 die=814''::gpu_spec)::numeric, 2)', '19.45'),
	('performance_density(spec => ''fp8=100 die=100'')', '8'),
	('rate(''H100 SXM'', ''fp8'')', '1979'),
	('rate(''fp8=1979''::gpu_spec, ''fp8'')', '1979'),
	('rate(chip => ''H100 SXM'', format => ''fp16'')', '989.5'),
	('rate(spec => ''fp8=1979'', format => ''fp8'')', '1979'),
	('mem(''H100 SXM'')', '80'), ('mem(''mem=80''::gpu_spec)', '80'), ('mem(spec => ''mem=80'')', '80'),
	('bw(''H100 SXM'')', '3350'), ('bw(''bw=3.35TB/s''::gpu_spec)', '3350'), ('bw(spec => ''bw=3350'')', '3350'),
	('io(''H100 SXM'')', '900'), ('io(''io=900''::gpu_spec)', '900'), ('io(spec => ''io=900'')', '900'),
	('pcie(''H100 SXM'')', '128'), ('pcie(''pcie=128''::gpu_spec)', '128'), ('pcie(spec => ''pcie=128'')', '128'),
	('die(''H100 SXM'')', '814'), ('die(''die=814''::gpu_spec)', '814'), ('die(spec => ''die=814'')', '814'),
	('transistors(''H100 SXM'')', '80'), ('transistors(''transistors=80''::gpu_spec)', '80'),
	('tdp(''H100 SXM'')', '700'), ('tdp(''tdp=700''::gpu_spec)', '700'), ('tdp(chip => ''H100 SXM'')', '700'),
	('dc(''H100 SXM'')', 'true'), ('dc(''dc=no''::gpu_spec)', 'false'), ('dc(spec => ''dc'')', 'true'),
	('hbm(''H100 SXM'')', 'false'), ('hbm(''hbm''::gpu_spec)', 'true'),
	('released(''H100 SXM'')', '[2022-09-01,2022-10-01)'),
	('released(''released=2022''::gpu_spec)', '[2022-01-01,2023-01-01)'),
	('min_cards(''H100 SXM'', 70, 16)', '2'),
	('min_cards(''H100 SXM'', 70.5, 16)', '2'),
	('min_cards(''H100 SXM'', ''70'', ''16'')', '2'),
	('min_cards(''H100 SXM'', 70e0, 16)', '2'),
	('min_cards(''H100 SXM'', 70::bigint, 16)', '2'),
	('min_cards(''mem=80''::gpu_spec, 70, 16)', '2'),
	('min_cards(chip => ''H100 SXM'', params_bn => 70, bits => 16)', '2'),
	('min_cards(spec => ''mem=80'', params_bn => ''70'', bits => ''16'')', '2'),
	('round(decode_tokens_per_s(''H100 SXM'', 70, 16)::numeric, 3)', '23.929'),
	('decode_tokens_per_s(''bw=1400''::gpu_spec, ''70'', ''16'')', '10'),
	('decode_tokens_per_s(spec => ''bw=1400'', params_bn => 70.0, bits => 16)', '10'),
	('tpp(scale(''H100 SXM'', 0.5))', '7916'),
	('tpp(scale(''H100 SXM'', ''0.5''))', '7916'),
	('tpp(scale(''H100 SXM'', 1))', '15832'),
	('tpp(scale(''fp8=1979''::gpu_spec, 0.5))', '7916'),
	('tpp(scale(spec => ''fp8=1979'', factor => ''0.5''))', '7916'),
	('spec_missing(''H100 SXM'', ''tpp >= 4800'')', '{}'),
	('spec_missing(''fp8=1''::gpu_spec, ''bw > 1'')', '{bw}'),
	('spec_missing(spec => ''fp8=1'', query => ''bw > 1'')', '{bw}'),
	('spec_query_fields(''tpp >= 4800 and bw > 1'')', '{bw,tpp}'),
	('tpp(chip_spec(''H100 SXM''))', '15832'),
	('(SELECT chip FROM chip_find(''H100 SXM'', ''1''))', 'H100 SXM'),
	('(SELECT chip FROM chip_find(name => ''h100 sxm'', max_rows => 1))', 'H100 SXM'),
	('tpp(gpu_spec(fp8 => 1979))', '15832'),
	('tpp(gpu_spec(fp8 => 1979.0))', '15832'),
	('tpp(gpu_spec(fp8 => ''1979''))', '15832'),
	('gpu_spec(mem => 1e2, dc => true, released => ''2023-11'')', 'mem=100GB dc released=2023-11'),
	('gpu_spec(mem => ''100'', dc => ''yes'')', 'mem=100GB dc'),
	('verdict_label(''none'') IS NOT NULL', 'true'),
	('verdict_rank(''none'') < verdict_rank(''notify'')', 'true'),
	('''{"fp8": 1979}''::jsonb::gpu_spec', 'fp8=1979'),
	('gpu_spec_from_jsonb(''{"fp8": 1979}'')', 'fp8=1979'),
	('knowledge_name(''H-100'')', 'h100'),
	('knowledge_reset(''chip'', ''H100 SXM'')', 'false')
) AS v (call, expected);

-- operators
SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	('''fp8=1''::gpu_spec = ''fp8=1.0''', 'true'),
	('''fp8=1'' = ''fp8=1.0''::gpu_spec', 'true'),
	('''fp8=1''::gpu_spec <> ''fp8=2''', 'true'),
	('''fp8=1''::gpu_spec < ''fp8=2''', 'true'),
	('''fp8=1'' >= ''fp8=2''::gpu_spec', 'false'),
	('''fp8=2''::gpu_spec @> ''fp8=1''', 'true'),
	('''fp8=1'' <@ ''fp8=2''::gpu_spec', 'true'),
	('''fp8=1''::gpu_spec <-> ''fp8=1''', '0'),
	('''fp8=1'' <-> ''fp8=1''::gpu_spec', '0'),
	('''fp8=1979''::gpu_spec -> ''fp8''', '1979'),
	('''fp8=1979''::gpu_spec ->> ''fp8''', '1979'),
	('''fp8=1979''::gpu_spec @@ ''tpp >= 4800''', 'true'),
	('''fp8=1979''::gpu_spec @@ ''tpp >= 4800''::spec_query', 'true'),
	('''tpp >= 4800'' @@ ''fp8=1979''::gpu_spec', 'true'),
	('''fp8=1979'' @@ ''tpp >= 4800''::spec_query', 'true'),
	('''tpp>=4800''::spec_query = ''tpp >= 4800''', 'true'),
	('''none''::verdict < ''notify''', 'true'),
	('''notify'' >= ''none''::verdict', 'true'),
	('''none''::verdict IN (''none'', ''notify'')', 'true'),
	('''fp8=1''::gpu_spec IN (''fp8=2'', ''fp8=1'')', 'true'),
	('''notify'' = ANY (ARRAY[''none'', ''notify'']::verdict[])', 'true'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'') <= ''notify''', 'false'),
	('greatest(''none''::verdict, ''notify'')', 'notify'),
	('coalesce(NULL, ''fp8=1''::gpu_spec)', 'fp8=1'),
	('(SELECT max(v) FROM (VALUES (''none''::verdict), (''notify'')) AS t (v))', 'notify'),
	-- the server's own functions and operators of these names are as before
	('(SELECT min(x) FROM (VALUES (''b''), (''a'')) AS t (x))', 'a'),
	('max(''a'')', 'a'),
	('scale(2.50)', '2'),
	('''a'' = ''a''', 'true'),
	('''a'' < ''b''', 'true'),
	('''{"a": 1}''::jsonb -> ''a''', '1'),
	('''{"a": 1}''::jsonb @> ''{}''', 'true'),
	('''fat cats'' @@ ''fat''', 'true'),
	('to_tsvector(''simple'', ''fat'') @@ ''fat''', 'true'),
	('''(1,1)''::point <-> ''(1,1)''', '0')
) AS v (call, expected);

-- decisions: the day in every dress; the rule of 2026-01-15 took effect then
SELECT is(pg_temp.try(format('export_verdict(''H200'', ''CN'', %s)', day)), expected, 'on ' || day)
FROM (VALUES
	('''2026-01-15''', 'case_by_case'), ('''2026-01-14''', 'presumption_denial'),
	('''2026-01-15 10:00''', 'case_by_case'), ('''2026-01-14 23:59:59''', 'presumption_denial'),
	('''2026-01-15T10:00:00''', 'case_by_case'), ('''2026-01-15 10:00:00+00''', 'case_by_case'),
	('''January 15, 2026''', 'case_by_case'), ('''15 Jan 2026''', 'case_by_case'),
	('''20260115''', 'case_by_case'), ('date ''2026-01-15''', 'case_by_case'),
	('timestamp ''2026-01-15 10:00''::date', 'case_by_case'),
	('timestamptz ''2026-01-15 10:00+00''::date', 'case_by_case'),
	('(timestamp ''2026-01-14 10:00'' + interval ''1 day'')::date', 'case_by_case'),
	('date ''2026-01-14'' + 1', 'case_by_case'), ('to_date(''15.01.2026'', ''DD.MM.YYYY'')', 'case_by_case'),
	('NULL', NULL), ('''infinity''', NULL), ('''-infinity''', NULL)
) AS v (day, expected);
SELECT is(pg_temp.try('export_verdict(''H200'', ''CN'', now()::date) = export_verdict(''H200'', ''CN'')'), 'true',
	'now()::date is the day that is left out');
SELECT is(pg_temp.try('export_verdict(''H200'', ''CN'', ''today'') = export_verdict(''H200'', ''CN'')'), 'true',
	'and so is today');
SELECT alike(pg_temp.try(call), '42883: %type casts%', 'a cast to write: ' || call)
FROM (VALUES
	('export_verdict(''H200'', ''CN'', timestamp ''2026-01-15 10:00'')'),
	('export_verdict(''H200'', ''CN'', now())'),
	('export_decision(''H200'', ''CN'', now())'),
	('eccn(''H200'', now())'),
	('scale(''H200'', 0.5::float8)'),
	('min_cards(''H200'', 70::float8, 16)'),
	('min_cards(''H200'', 70, 16.5)'),
	('tpp(''H200'', 32::bigint)'),
	('tpp(1979)'),
	('gpu_spec(fp8 => 1979::float8)')
) AS v (call);
SELECT is(pg_temp.try(format('export_verdict(''H200'', ''CN'', ''%s'')', day)) LIKE state || ':%', true,
	'no day: ' || day)
FROM (VALUES ('2026-02-30', '22008'), ('soon', '22007'), ('', '22007')) AS v (day, state);

-- decisions: chips by name, specs, and the other arguments
SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	('export_verdict(''fp8=1979 bw=4800 dc die=814 released=2024''::gpu_spec, ''CN'', ''2026-01-15'')', 'case_by_case'),
	('export_verdict(chip => ''H200'', destination => ''CN'', on_date => ''2026-01-15'')', 'case_by_case'),
	('export_verdict(spec => ''fp8=1979 bw=4800 dc die=814 released=2024'', destination => ''CN'', on_date => ''2026-01-15'')',
		'case_by_case'),
	('export_verdict(''H200'', ''CN'', on_date => ''2026-01-15'', route => ''reexport'')', 'presumption_denial'),
	('export_verdict(''H200'', ''DE'', ''2026-01-15'', hq => ''CN'')', 'presumption_denial'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', ''CN'', ''US'', ''export'', ''NVIDIA'')', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', regimes => ''{us_bis}'')', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', regimes => ARRAY[''us_bis''])', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', regimes => ARRAY[''us_bis'']::varchar[])', 'case_by_case'),
	('export_ok(''H200'', ''CN'', ''2026-01-15'')', 'false'),
	('export_ok(''H200'', ''CN'', ''2026-01-15'', within => ''case_by_case'')', 'true'),
	('export_ok(spec => ''fp8=100 die=800 bw=100 io=0 dc'', destination => ''CN'', on_date => ''2026-01-15'')', 'true'),
	('export_denied(''H200'', ''CN'', ''2026-01-14'')', 'true'),
	('export_denied(chip => ''H200'', destination => ''CN'', on_date => ''2026-01-15'')', 'false'),
	('export_denied(''fp8=1979 dc''::gpu_spec, ''CN'', ''2024-06-01'')', 'true'),
	('license_required(''H200'', ''CN'', ''2026-01-15'')', 'true'),
	('license_required(''fp8=100 die=800 bw=100 io=0 dc''::gpu_spec, ''CN'', ''2026-01-15'')', 'false'),
	('license_required(spec => ''fp8=1979 dc'', destination => ''CN'', on_date => ''2024-06-01'')', 'true'),
	('(export_decision(''H200'', ''CN'', ''2026-01-15'')).rule', 'us_bis_2026_cn_cbc'),
	('(SELECT verdict FROM export_decision(chip => ''H200'', destination => ''CN'', on_date => ''2026-01-15''))',
		'case_by_case'),
	('(SELECT verdict FROM export_decision(spec => ''fp8=1979 dc'', destination => ''CN'', on_date => ''2024-06-01''))',
		'presumption_denial'),
	('(export_decision(''fp8=1979 dc''::gpu_spec, ''CN'', ''2024-06-01'')).eccn', '3A090.a'),
	('eccn(''H200'', ''2024-06-01'')', '3A090.a'),
	('eccn(''fp8=1979 dc''::gpu_spec, ''2024-06-01'')', '3A090.a'),
	('eccn(chip => ''H200'', on_date => ''2024-06-01'')', '3A090.a'),
	('eccn(spec => ''fp8=1979 dc'', on_date => ''June 1, 2024 10:00'')', '3A090.a'),
	('eccn(''H20'', ''2024-06-01'')', 'not 3A090'),
	('export_verdict(''H200'', ''China'', ''2026-01-15'')', 'case_by_case'),
	('export_verdict(''H200'', ''uk'', ''2026-01-15'')', 'none'),
	('export_verdict(''H200'', ''CN'') IS NOT NULL', 'true'),
	('eccn(''H200'')', '3A090.a')
) AS v (call, expected);

-- decisions by a policy; the whole row of arguments without a type is the form without one
SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy())', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy => policy())', 'case_by_case'),
	('export_verdict(chip => ''H200'', destination => ''CN'', on_date => ''2026-01-15'', policy => policy(''us_bis''))', 'case_by_case'),
	('export_verdict(spec => ''fp8=1979 bw=4800 dc die=814 released=2024'', destination => ''CN'', on_date => ''2026-01-15'', policy => policy())',
		'case_by_case'),
	('export_verdict(''H200'', ''DE'', ''2026-01-15'', policy(), ''CN'')', 'presumption_denial'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy(), ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, ''{us_bis}'', NULL)', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy(), regimes => ''{us_bis}'')', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy(), facts => ''buyer=state_sector'')', 'case_by_case'),
	('export_ok(''H200'', ''CN'', ''2026-01-15'', policy(), within => ''case_by_case'')', 'true'),
	('export_ok(''H200'', ''CN'', ''2026-01-15'', policy(), ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, ''{us_bis}'', ''case_by_case'', NULL)', 'true'),
	('export_denied(''H200'', ''CN'', ''2026-01-14'', policy())', 'true'),
	('license_required(''H200'', ''CN'', ''2026-01-15'', policy())', 'true'),
	('(export_decision(''H200'', ''CN'', ''2026-01-15'', policy())).rule', 'us_bis_2026_cn_cbc'),
	('eccn(''H200'', ''2024-06-01'', policy())', '3A090.a'),
	('eccn(spec => ''fp8=1979 dc'', on_date => ''2024-06-01'', policy => policy())', '3A090.a'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy_with(policy(), ''us_bis_2026_cn_cbc'', ''tpp < 10000''))', 'presumption_denial'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy_with(policy(), ''us_bis_2026_cn_cbc'', ''tpp < 10000'', ''notify'', ''2026-01-15'', ''infinity''))',
		'presumption_denial'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy_with(policy(), ''us_bis_2026_cn_cbc'', fee_pct => 25, fee_basis => ''revenue_share''))', 'case_by_case'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy_without(policy(), ''us_bis_2026_cn_cbc''))', 'presumption_denial'),
	('length(policy_digest(policy(''us_bis'')))', '32'),
	('export_verdict(''H200'', ''CN'', ''2026-01-15'', ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, NULL, ''{us_bis}'')', 'case_by_case'),
	('export_ok(''H200'', ''CN'', ''2026-01-15'', ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, NULL, ''{us_bis}'', ''case_by_case'')', 'true'),
	('export_denied(''H200'', ''CN'', ''2026-01-15'', ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, NULL, ''{us_bis}'')', 'false'),
	('license_required(''H200'', ''CN'', ''2026-01-15'', ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, NULL, ''{us_bis}'')', 'true'),
	('(export_decision(''H200'', ''CN'', ''2026-01-15'', ''CN'', ''US'', ''export'', ''NVIDIA'', NULL, NULL, NULL, ''{us_bis}'')).rule', 'us_bis_2026_cn_cbc'),
	('export_verdict(''H200'', ''DE'', ''2026-01-15'', NULL) IS NULL', 'true')
) AS v (call, expected);

-- the forms of every length: an untyped call is never ambiguous
SELECT is_empty($$
	SELECT call, pg_temp.try(call)
	FROM (SELECT DISTINCT format('%s(%s)', proname, array_to_string(array_fill('NULL'::text, ARRAY[n]), ', ')) AS call
		  FROM pg_proc, generate_series(pronargs::integer - pronargdefaults, pronargs::integer) AS n
		  WHERE pronamespace = 'chiptrade'::regnamespace
			AND proname ~ '^(export_(verdict|ok|denied|decision|explain|headroom|fee)|license_required|eccn|trade_gates|policy|policy_(with|without|digest|rules|countries|diff|timeline))$'
			AND prokind = 'f' AND n > 0) AS f
	WHERE pg_temp.try(call) ~ '^[0-9A-Z]{5}: '$$, 'whatever its number of arguments');

-- a spec without a cast: the hint says what to write
SELECT alike(pg_temp.try(format(call, '''fp8=1979''')), '42704: %''fp8=1979''::gpu_spec%', 'hint: ' || format(call, '''fp8=1979'''))
FROM (VALUES ('tpp(%s)'), ('tpp_format(%s)'), ('performance_density(%s)'), ('rate(%s, ''fp8'')'), ('mem(%s)'),
	('bw(%s)'), ('io(%s)'), ('pcie(%s)'), ('die(%s)'), ('transistors(%s)'), ('tdp(%s)'), ('dc(%s)'), ('hbm(%s)'),
	('released(%s)'), ('min_cards(%s, 70, 16)'), ('decode_tokens_per_s(%s, 70, 16)'), ('scale(%s, 0.5)'),
	('spec_missing(%s, ''tpp > 1'')'), ('chip_spec(%s)'), ('eccn(%s)'), ('export_verdict(%s, ''CN'')'),
	('export_ok(%s, ''CN'', ''2026-01-15'')'), ('export_denied(%s, ''CN'')'), ('license_required(%s, ''CN'')'),
	('export_decision(%s, ''CN'')')) AS v (call);

-- an untyped NULL is an unknown chip
SELECT is(pg_temp.try(call), NULL, call)
FROM (VALUES ('tpp(NULL)'), ('tpp_format(NULL)'), ('performance_density(NULL)'), ('rate(NULL, ''fp8'')'),
	('rate(''H100'', NULL)'), ('mem(NULL)'), ('bw(NULL)'), ('io(NULL)'), ('pcie(NULL)'), ('die(NULL)'),
	('transistors(NULL)'), ('tdp(NULL)'), ('dc(NULL)'), ('hbm(NULL)'), ('released(NULL)'),
	('min_cards(NULL, 70, 16)'), ('min_cards(''H100'', NULL, 16)'), ('decode_tokens_per_s(NULL, 70, 16)'),
	('scale(NULL, 0.5)'), ('scale(''H100'', NULL)'), ('spec_missing(NULL, ''tpp > 1'')'), ('chip_spec(NULL)'),
	('eccn(NULL)'), ('eccn(''H100'', NULL)'), ('export_verdict(NULL, ''CN'')'), ('export_verdict(''H100'', NULL)'),
	('export_ok(NULL, ''CN'')'), ('export_denied(NULL, ''CN'')'), ('license_required(NULL, ''CN'')'),
	('(export_decision(NULL, ''CN'')).verdict'), ('''fp8=1''::gpu_spec @@ NULL'), ('''fp8=1''::gpu_spec -> NULL'),
	('''fp8=1''::gpu_spec = NULL')) AS v (call);

-- No function of ours is ambiguous when every argument is untyped, but what is
-- asked of samples and results of aggregates only: those have a type.
SELECT is_empty($$
	SELECT call, pg_temp.try(call)
	FROM (SELECT DISTINCT format('%s(%s)', proname,
				array_to_string(array_fill('NULL'::text, ARRAY[pronargs - pronargdefaults]), ', ')) AS call
		  FROM pg_proc
		  WHERE pronamespace = 'chiptrade'::regnamespace AND prokind = 'f' AND NOT proretset
			AND pronargs > 0 AND 'internal'::regtype <> ALL (proargtypes)
			AND proname !~ '^(knowledge_|(equivalents|equivalents_range|equivalents_draws|draws_state)_(add|move|remove|combine)|draws_(add|sub|mul|div)$)'
			AND proname NOT IN (
				SELECT proname FROM pg_proc WHERE pronamespace = 'chiptrade'::regnamespace GROUP BY proname
				HAVING bool_and(proargtypes[0]::regtype::text IN ('bounds_summary', 'independent_summary', 'shares', 'equivalents', 'equivalents_range', 'equivalents_draws', 'draws')))) AS f
	WHERE pg_temp.try(call) ~ '^[0-9A-Z]{5}: '$$, 'no call of untyped NULLs is ambiguous');

-- columns of all kinds of text
CREATE TEMP TABLE trade (chip_text text, chip_varchar varchar(20), chip_char char(20), chip_name name,
	to_text text, to_varchar varchar(2), to_char char(2), to_char3 char(3), day date);
INSERT INTO trade VALUES ('H200 SXM', 'H200 SXM', 'H200 SXM', 'H200 SXM', 'CN', 'CN', 'CN', 'CN', '2026-01-15');
SELECT is(pg_temp.try(format('(SELECT tpp(%s) FROM trade)', c)), '15832', 'tpp of ' || c)
FROM (VALUES ('chip_text'), ('chip_varchar'), ('chip_char'), ('chip_name')) AS v (c);
SELECT is(pg_temp.try(format('(SELECT export_verdict(%s, %s, day) FROM trade)', c, d)), 'case_by_case', c || ', ' || d)
FROM (VALUES ('chip_text'), ('chip_varchar'), ('chip_char'), ('chip_name')) AS v (c),
	(VALUES ('to_text'), ('to_varchar'), ('to_char'), ('to_char3')) AS w (d);

-- views, prepared statements, functions
CREATE TEMP VIEW verdicts AS
	SELECT tpp('H200') AS tpp, tpp('fp8=1979'::gpu_spec) AS spec_tpp,
		export_verdict('H200', 'CN', '2026-01-15') AS verdict, chip_spec('H200') @@ 'tpp >= 4800' AS passes;
SELECT results_eq('SELECT * FROM verdicts',
	$$VALUES (15832::float8, 15832::float8, 'case_by_case'::verdict, true)$$, 'a view');
PREPARE by_name AS SELECT tpp($1);
SELECT results_eq($$EXECUTE by_name('H200')$$, 'VALUES (15832::float8)', 'a parameter without a type is a name');
PREPARE by_spec (gpu_spec) AS SELECT tpp($1);
SELECT results_eq($$EXECUTE by_spec('fp8=1979')$$, 'VALUES (15832::float8)', 'one with a type is a spec');
PREPARE decide AS SELECT export_verdict($1, $2, $3);
SELECT results_eq($$EXECUTE decide('H200', 'CN', '2026-01-15')$$, $$VALUES ('case_by_case'::verdict)$$,
	'parameters of a decision');
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT results_eq($$EXECUTE decide('H200', 'CN', '2026-01-14')$$, $$VALUES ('presumption_denial'::verdict)$$,
	'and in a generic plan');
RESET plan_cache_mode;
CREATE FUNCTION pg_temp.in_plpgsql(c text, d text, day timestamp) RETURNS verdict LANGUAGE plpgsql AS $$
BEGIN
	RETURN export_verdict(c, d, day::date);
END
$$;
SELECT is(pg_temp.in_plpgsql('H200', 'CN', '2026-01-15 10:00'), 'case_by_case', 'a plpgsql function');
CREATE FUNCTION pg_temp.in_sql(c text) RETURNS float8 LANGUAGE sql STABLE AS 'SELECT tpp(c) / tpp(''H20'')';
SELECT is(round(pg_temp.in_sql('H200')::numeric, 3), 6.686, 'an SQL function');
CREATE FUNCTION pg_temp.in_body(c text) RETURNS verdict LANGUAGE sql STABLE
	RETURN export_verdict(c, 'CN', '2026-01-15');
SELECT is(pg_temp.in_body('H200'), 'case_by_case', 'an SQL body');

-- IMMUTABLE forms in constraints, generated columns, indexes, partitions
CREATE TEMP TABLE part (
	id integer GENERATED ALWAYS AS IDENTITY,
	name text,
	spec gpu_spec NOT NULL CONSTRAINT has_rate CHECK (tpp(spec) > 0),
	answer verdict NOT NULL DEFAULT 'none' CHECK (answer <= 'prohibited'),
	total float8 GENERATED ALWAYS AS (tpp(spec)) STORED,
	memory numeric GENERATED ALWAYS AS (spec -> 'mem') STORED,
	big boolean GENERATED ALWAYS AS (spec @@ 'tpp >= 4800') STORED);
INSERT INTO part (name, spec) VALUES ('H200', 'fp8=1979 mem=141'), ('L4', 'fp8=242.5 mem=24');
SELECT results_eq('SELECT total, memory, big FROM part ORDER BY id',
	$$VALUES (15832::float8, 141::numeric, true), (1940, 24, false)$$, 'generated columns');
SELECT throws_ok($$INSERT INTO part (spec) VALUES ('fp8=0')$$, '23514', NULL, 'a CHECK constraint');
SELECT lives_ok(statement, statement)
FROM (VALUES ('CREATE INDEX ON part (tpp(spec))'), ('CREATE INDEX ON part (performance_density(spec))'),
	('CREATE INDEX ON part ((spec -> ''bw''))'), ('CREATE INDEX ON part (name) WHERE spec @@ ''tpp >= 4800'''),
	('CREATE INDEX ON part (spec)'), ('CREATE INDEX ON part USING hash (spec)'),
	('CREATE INDEX ON part (answer)'), ('CREATE INDEX ON part (verdict_rank(answer))'),
	('CREATE INDEX ON part (rate(spec, ''fp8''))'), ('CREATE INDEX ON part (min_cards(spec, 70, 16))'),
	('CREATE TEMP TABLE parted (spec gpu_spec) PARTITION BY HASH (spec)')) AS v (statement);
SELECT throws_ok(statement, '42P17', NULL, 'refused: ' || statement)
FROM (VALUES ('CREATE INDEX ON part (tpp(name))'), ('CREATE INDEX ON part (mem(name))'),
	('CREATE INDEX ON part (chip_spec(name))'), ('CREATE INDEX ON part (export_verdict(spec, ''CN'', ''2026-01-15''))'),
	('CREATE INDEX ON part (eccn(spec, ''2026-01-15''))'),
	('CREATE INDEX ON part (id) WHERE export_ok(name, ''CN'', ''2026-01-15'')'),
	('CREATE TEMP TABLE g (name text, t float8 GENERATED ALWAYS AS (tpp(name)) STORED)')) AS v (statement);

SELECT * FROM finish();
ROLLBACK;
