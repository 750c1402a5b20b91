-- gpu_spec and jsonb, both ways.
BEGIN;
SELECT plan(56);

SELECT is('fp8=1979 fp16=989.5 mem=141GB dc released=2023-11'::gpu_spec::jsonb,
	'{"fp8": 1979, "fp16": 989.5, "mem": 141, "dc": true, "released": "2023-11"}'::jsonb,
	'known fields, in their units');
SELECT is('unknown'::gpu_spec::jsonb, '{}'::jsonb, 'nothing known: an empty object');
SELECT is('mem=0 dc=no hbm'::gpu_spec::jsonb, '{"mem": 0, "dc": false, "hbm": true}'::jsonb,
	'zero, no and hbm');
SELECT is('fp8=989.500'::gpu_spec::jsonb::text, '{"fp8": 989.5}', 'shortest decimals');
SELECT is(jsonb_typeof('tdp=700'::gpu_spec::jsonb -> 'tdp'), 'number', 'numbers are numbers');
SELECT is(NULL::gpu_spec::jsonb, NULL, 'NULL to jsonb');
SELECT is(NULL::jsonb::gpu_spec, NULL, 'NULL from jsonb');

SELECT is('{}'::jsonb::gpu_spec::text, 'unknown', 'an empty object: nothing known');
SELECT is('{"mem": null, "dc": null, "hbm": null, "released": null}'::jsonb::gpu_spec::text,
	'unknown', 'null is unknown');
SELECT is('{"fp8": 1979, "bandwidth": 4800.0, "datacenter": true, "BF16": 1e3}'::jsonb::gpu_spec::text,
	'fp8=1979 fp16=1000 bw=4800GB/s dc', 'aliases and any case');
SELECT is('{"mem": 0, "hbm": false, "dc": false}'::jsonb::gpu_spec::text, 'mem=0GB dc=no',
	'zero and false');
SELECT is('{"released": "2024"}'::jsonb::gpu_spec::text, 'released=2024', 'a year');

-- there and back
CREATE TEMP TABLE spec AS SELECT t::gpu_spec AS s FROM unnest(ARRAY[
	'unknown', 'mem=0', 'dc', 'dc=no', 'hbm area=121 bw=819.2', 'released=2024',
	'released=2024-02', 'released=2024-02-29', 'fp8=4294967.294',
	'int4=0.001 fp4=1 fp6=2 int8=3 fp8=4 fp16=5 tf32=6 fp32=7 fp64=8 mem=9 bw=10 io=11'
	' pcie=12 die=13 transistors=14 tdp=15 area=16.125 dc hbm released=2023-11-30'
	]) AS t;
SELECT is(s::jsonb::gpu_spec, s, 'through jsonb: ' || s::text) FROM spec;

CREATE FUNCTION pg_temp.complaint(input jsonb, OUT code text, OUT told text, OUT hint text)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM input::gpu_spec;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, told = MESSAGE_TEXT,
		hint = PG_EXCEPTION_HINT;
END $$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input jsonb, code text, key text);
INSERT INTO bad (input, code, key) VALUES
	('[]', '22023', ''),
	('[{"mem": 1}]', '22023', ''),
	('null', '22023', ''),
	('5', '22023', ''),
	('"mem=5"', '22023', ''),
	('true', '22023', ''),
	('{"mem": "141"}', '22023', 'mem'),
	('{"mem": "141GB"}', '22023', 'mem'),
	('{"mem": true}', '22023', 'mem'),
	('{"mem": {}}', '22023', 'mem'),
	('{"mem": [141]}', '22023', 'mem'),
	('{"dc": 1}', '22023', 'dc'),
	('{"dc": "yes"}', '22023', 'dc'),
	('{"hbm": "true"}', '22023', 'hbm'),
	('{"released": 2023}', '22023', 'released'),
	('{"released": true}', '22023', 'released'),
	('{"mem": 1, "memm": 2}', '22P02', 'memm'),
	('{"": 1}', '22P02', ''),
	('{"tpp": 4800}', '22P02', 'tpp'),
	('{"mem": 1, "memory": 2}', '22P02', 'mem'),
	('{"fp16": null, "bf16": 1}', '22P02', '16'),
	('{"fp8_sparse": 3958}', '22P02', 'fp8_sparse'),
	('{"sparsity": 2}', '22P02', 'sparsity'),
	('{"mem": -1}', '22003', 'mem'),
	('{"mem": 0.0001}', '22003', 'mem'),
	('{"memory": 4294967.295}', '22003', 'memory'),
	('{"mem": 1e100}', '22003', 'mem'),
	('{"released": "soon"}', '22P02', 'released'),
	('{"released": ""}', '22P02', 'released'),
	('{"released": "unknown"}', '22P02', 'released'),
	('{"released": "2023-02-30"}', '22008', 'released');
SELECT is((c).code || CASE WHEN (c).told LIKE '%' || key || '%' AND (c).hint <> '' THEN '' ELSE
	' without the key or a hint' END, code, 'refuses ' || input::text)
FROM (SELECT n, input, code, key, pg_temp.complaint(input) AS c FROM bad) AS t ORDER BY n;

SELECT throws_ok($$SELECT gpu_spec_to_jsonb('{}'::jsonb)$$, '42883', NULL,
	'no implicit cast from jsonb');
SELECT is((SELECT count(*) FROM pg_cast WHERE 'gpu_spec'::regtype IN (castsource, casttarget)
	AND castcontext <> 'e'), 0::bigint, 'all casts are explicit');
SELECT is(jsonb_build_object('s', 'mem=5'::gpu_spec), '{"s": "mem=5GB"}'::jsonb,
	'inside other JSON the text form');

SELECT * FROM finish();
ROLLBACK;
