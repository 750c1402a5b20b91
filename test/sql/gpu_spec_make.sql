-- The constructor gpu_spec(...) and the access to fields.
BEGIN;
SELECT plan(80);

SELECT is(gpu_spec(fp8 => 1979, mem => 141, bw => 4800, dc => true, released => '2023-11')::text,
	'fp8=1979 mem=141GB bw=4800GB/s dc released=2023-11', 'named fields');
SELECT is(gpu_spec(int8 => 5)::text, 'int8=5', 'int8 needs no quoting');
SELECT is(gpu_spec(int4 => 5)::text, 'int4=5', 'int4 needs no quoting');
SELECT is(gpu_spec()::text, 'unknown', 'no field');
SELECT is(gpu_spec(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, false, true,
	'2023-11-30')::text,
	'int4=1 fp4=2 fp6=3 int8=4 fp8=5 fp16=6 tf32=7 fp32=8 fp64=9 mem=10GB bw=11GB/s io=12GB/s '
	'pcie=13GB/s die=14mm2 transistors=15B tdp=16W area=17mm2 dc=no hbm released=2023-11-30',
	'all fields in order');
SELECT is(gpu_spec(mem => NULL, dc => NULL, hbm => NULL, released => NULL)::text, 'unknown',
	'NULL is unknown');
SELECT is(gpu_spec(hbm => false)::text, 'unknown', 'hbm false is no mark');
SELECT is(gpu_spec(fp16 => 989.5, mem => 0)::text, 'fp16=989.5 mem=0GB', 'decimals and zero');
SELECT is(gpu_spec(fp16 => 989.5000000)::text, 'fp16=989.5', 'trailing zeros do not count');
SELECT is(gpu_spec(fp8 => 4294967.294)::text, 'fp8=4294967.294', 'the largest');
SELECT is((gpu_spec('mem=5'))::text, 'mem=5GB', 'one literal is a cast');
SELECT is(gpu_spec(mem => '141')::text, 'mem=141GB', 'an untyped literal');

CREATE FUNCTION pg_temp.complaint(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE code text; told text; hint text;
BEGIN
	EXECUTE query;
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, told = MESSAGE_TEXT,
		hint = PG_EXCEPTION_HINT;
	RETURN code || ' ' || coalesce(substring(told FROM '"([^"]*)"'), '-')
		|| CASE hint WHEN '' THEN ' without a hint' ELSE '' END;
END $$;

SELECT is(pg_temp.complaint('SELECT gpu_spec(' || call || ')'), expected, 'refuses ' || call)
FROM (VALUES
	('mem => -1', '22003 mem'),
	('fp8 => -0.001', '22003 fp8'),
	('mem => 0.0001', '22003 mem'),
	('fp16 => 4294967.295', '22003 fp16'),
	('fp16 => 1e30', '22003 fp16'),
	($$tdp => 'NaN'$$, '22P02 tdp'),
	($$area => 'Infinity'$$, '22P02 area'),
	($$area => '-Infinity'$$, '22P02 area'),
	($$released => 'soon'$$, '22P02 released'),
	($$released => ''$$, '22P02 released'),
	($$released => '2023-13'$$, '22008 released'),
	($$released => '1969'$$, '22008 released')) AS t (call, expected);

CREATE TEMP TABLE part (name text, s gpu_spec);
INSERT INTO part VALUES
	('full', 'int4=1 fp4=2 fp6=3 int8=4 fp8=5 fp16=6 tf32=7 fp32=8 fp64=9.5 mem=10 bw=11 io=12 '
		'pcie=13 die=14 transistors=15 tdp=16 area=17 dc hbm released=2024-02'),
	('empty', 'unknown'), ('planar', 'fp8=1 die=0 area=0 bw=1 io=0 dc=no released=2023');

-- every name by every way
SELECT is(s -> name, expected, '-> ' || name)
FROM (SELECT s FROM part WHERE name = 'full') AS p, (VALUES
	('int4', 1.0), ('fp4', 2), ('fp6', 3), ('int8', 4), ('fp8', 5), ('fp16', 6), ('tf32', 7),
	('fp32', 8), ('fp64', 9.5), ('mem', 10), ('bw', 11), ('io', 12), ('pcie', 13), ('die', 14),
	('transistors', 15), ('tdp', 16), ('area', 17), ('BANDWIDTH', 11), ('bf16', 6),
	('tpp', 608), ('xfer', 25)) AS t (name, expected);
SELECT is(round(s -> 'pd', 12), round(608.0 / 14, 12), '-> pd') FROM part WHERE name = 'full';
SELECT is(round(s -> 'mbd', 12), round(11.0 / 17, 12), '-> mbd') FROM part WHERE name = 'full';
SELECT is((SELECT string_agg(s ->> f, ' ' ORDER BY n) FROM part, unnest(ARRAY['fp64', 'mem', 'dc',
	'hbm', 'released', 'tpp', 'xfer']) WITH ORDINALITY AS u (f, n) WHERE name = 'full'),
	'9.5 10 yes yes 2024-02 608 25', '->> gives text');
SELECT is((SELECT string_agg(s ->> f, ' ' ORDER BY n) FROM part, unnest(ARRAY['die', 'dc', 'hbm',
	'released']) WITH ORDINALITY AS u (f, n) WHERE name = 'planar'), '0 no no 2023',
	'->> of zero and no');
SELECT is((SELECT count(s -> f) FROM part, unnest(ARRAY['int4', 'fp64', 'mem', 'area', 'tpp',
	'pd', 'xfer', 'mbd']) AS f WHERE name = 'empty'), 0::bigint, '-> of unknown is NULL');
SELECT is((SELECT count(s ->> f) FROM part, unnest(ARRAY['int4', 'mem', 'dc', 'released', 'tpp',
	'pd', 'xfer', 'mbd']) AS f WHERE name = 'empty'), 0::bigint, '->> of unknown is NULL');
SELECT is(s -> 'pd', NULL, 'pd of a planar part is undefined') FROM part WHERE name = 'planar';
SELECT is(s -> 'mbd', NULL, 'mbd over no area is undefined') FROM part WHERE name = 'planar';
SELECT is(s -> 'xfer', NULL, 'xfer needs both links') FROM part WHERE name = 'planar';
SELECT is('hbm bw=819'::gpu_spec -> 'tpp', 0.0, 'TPP of a memory stack is 0');
SELECT is('mem=5'::gpu_spec -> NULL, NULL, 'NULL name');

SELECT is(rate(s, 'fp64'), 9.5, 'rate of a format') FROM part WHERE name = 'full';
SELECT is(rate(s, 'bf16'), 6.0, 'rate of an alias') FROM part WHERE name = 'full';
SELECT is(rate(s, 'fp4'), NULL, 'rate that is unknown') FROM part WHERE name = 'empty';
SELECT is(rate('fp8=5'::gpu_spec, 'fp8'), 5.0, 'untyped literals');

SELECT is(ARRAY[mem(s), bw(s), io(s), pcie(s), die(s), transistors(s), tdp(s)],
	ARRAY[10, 11, 12, 13, 14, 15, 16]::numeric[], 'plain functions')
FROM part WHERE name = 'full';
SELECT is(ARRAY[mem(s), bw(s), io(s), pcie(s), die(s), transistors(s), tdp(s)],
	array_fill(NULL::numeric, ARRAY[7]), 'plain functions of unknown')
FROM part WHERE name = 'empty';
SELECT is(ARRAY[dc('dc'::gpu_spec), dc('dc=no'::gpu_spec), dc('unknown'::gpu_spec)], ARRAY[true, false, NULL], 'dc');
SELECT is(ARRAY[hbm('hbm'::gpu_spec), hbm('unknown'::gpu_spec)], ARRAY[true, false], 'hbm');
SELECT is(released('released=2024-02'::gpu_spec), '[2024-02-01,2024-03-01)'::daterange, 'a month');
SELECT is(released('released=2023'::gpu_spec), '[2023-01-01,2024-01-01)'::daterange, 'a year');
SELECT is(released('released=2023-12'::gpu_spec), '[2023-12-01,2024-01-01)'::daterange, 'a December');
SELECT is(released('released=2024-02-29'::gpu_spec), '[2024-02-29,2024-03-01)'::daterange, 'a day');
SELECT is(released('unknown'::gpu_spec), NULL, 'an unknown date');

SELECT is(pg_temp.complaint('SELECT ' || call), expected, 'refuses ' || call)
FROM (VALUES
	($$'dc'::gpu_spec -> 'dc'$$, '22023 dc'),
	($$'dc'::gpu_spec -> 'hbm'$$, '22023 hbm'),
	($$'dc'::gpu_spec -> 'released'$$, '22023 released'),
	($$'dc'::gpu_spec -> 'memm'$$, '22023 memm'),
	($$'dc'::gpu_spec -> ''$$, '22023 '),
	($$'dc'::gpu_spec ->> 'memm'$$, '22023 memm'),
	($$rate('dc'::gpu_spec, 'mem')$$, '22023 mem'),
	($$rate('dc'::gpu_spec, 'tpp')$$, '22023 tpp'),
	($$rate('dc'::gpu_spec, 'dc')$$, '22023 dc'),
	($$rate('dc'::gpu_spec, 'fp7')$$, '22023 fp7'),
	($$'dc'::gpu_spec -> 'fp16 '$$, '22023 fp16 ')) AS t (call, expected);

SELECT * FROM finish();
ROLLBACK;
