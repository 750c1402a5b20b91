-- TPP, performance density, and the figures for models.
-- TPP and density: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes; the
-- rates and die areas are the makers' published dense figures.
BEGIN;
SELECT plan(86);

CREATE TEMP TABLE part (n int GENERATED ALWAYS AS IDENTITY, name text, s gpu_spec,
	tpp float8, format text, density numeric);
INSERT INTO part (name, s, tpp, format, density) VALUES
	('H100 SXM', 'fp8=1979 int8=1979 fp16=989.5 tf32=494.7 fp32=67 fp64=67 die=814', 15832, 'fp16', 19.45),
	('H20', 'fp8=296 int8=296 fp16=148 tf32=74 die=814', 2368, 'fp16', 2.91),
	('A100', 'fp16=312 int8=624 tf32=156 die=826', 4992, 'fp16', 6.04),
	('B200', 'fp4=9000 fp8=4500 fp16=2250 die=1600', 36000, 'fp16', 22.50),
	('B200, FP8 alone', 'fp8=4500', 36000, 'fp8', NULL),
	('L4', 'fp8=242.5 fp16=121 die=294', 1940, 'fp8', 6.60),
	('910C', 'fp16=752', 12032, 'fp16', NULL),
	('on the line', 'fp16=300', 4800, 'fp16', NULL),
	('on the line, INT8', 'int8=600', 4800, 'int8', NULL),
	('a thousandth below', 'fp16=299.999', 4799.984, 'fp16', NULL),
	('a thousandth above', 'fp16=300.001', 4800.016, 'fp16', NULL),
	('1600', 'fp16=100 die=270.27', 1600, 'fp16', 5.92),
	('density 5.92', 'fp16=296 die=800', 4736, 'fp16', 5.92),
	('density 3.2', 'fp16=160 die=800', 2560, 'fp16', 3.20),
	('density 1.6', 'fp16=150 die=1500', 2400, 'fp16', 1.60),
	('21000', 'fp8=2625', 21000, 'fp8', NULL),
	('ties', 'int4=8 fp4=8 int8=4 fp8=4 fp16=2 fp32=1 fp64=0.5', 32, 'fp64', NULL),
	('planar', 'fp16=10 die=0', 160, 'fp16', NULL),
	('zero', 'fp8=0 die=100', 0, 'fp8', 0.00),
	('memory stack', 'hbm bw=819 area=121', 0, NULL, NULL),
	('no rate', 'mem=80 die=800', NULL, NULL, NULL);

SELECT is(tpp(s), tpp, 'TPP of ' || name) FROM part ORDER BY n;
SELECT is(tpp_format(s), format, 'format of ' || name) FROM part ORDER BY n;
SELECT is(round(performance_density(s)::numeric, 2), density, 'density of ' || name)
FROM part WHERE density IS NOT NULL ORDER BY n;
SELECT is((SELECT count(performance_density(s)) FROM part WHERE density IS NULL), 0::bigint,
	'density is NULL where unknown or undefined');

-- the thresholds are exact
SELECT ok(performance_density('fp16=296 die=800'::gpu_spec) >= 5.92, 'density 5.92 is on the line');
SELECT ok(performance_density('fp16=296 die=800.001'::gpu_spec) < 5.92, 'and a little more area below it');
SELECT ok(performance_density('fp16=160 die=800'::gpu_spec) >= 3.2, 'density 3.2');
SELECT ok(performance_density('fp16=150 die=1500'::gpu_spec) >= 1.6, 'density 1.6');
SELECT ok(tpp('fp16=300'::gpu_spec) >= 4800 AND tpp('fp16=299.999'::gpu_spec) < 4800, 'TPP 4800');

SELECT is(tpp('tf32=300'::gpu_spec), 5700::float8, 'TF32 counts 19 bits');
SELECT is(tpp('tf32=300'::gpu_spec, 32), 9600::float8, 'or 32');
SELECT is(tpp('tf32=300'::gpu_spec, tf32_bits => 32), 9600::float8, 'by name');
SELECT is(tpp_format('tf32=300 fp32=300'::gpu_spec, 32), 'fp32', 'of equal widths floating point');
SELECT is(performance_density('tf32=300 die=96'::gpu_spec, 32), 100::float8, 'density at 32 bits');
SELECT throws_ok($$SELECT tpp('fp8=1'::gpu_spec, 16)$$, '22023', NULL, 'other widths are refused');
SELECT throws_ok($$SELECT tpp_format('fp8=1'::gpu_spec, 0)$$, '22023', NULL, 'by tpp_format too');
SELECT throws_ok($$SELECT performance_density('fp8=1'::gpu_spec, -19)$$, '22023', NULL, 'and by density');
SELECT is(tpp(NULL::gpu_spec), NULL, 'NULL');

-- ceil(params x bits / 8 / mem)
SELECT is(min_cards('mem=141'::gpu_spec, 405, 16), 6, '810 GB on 141 GB');
SELECT is(min_cards('mem=80'::gpu_spec, 70, 16), 2, '140 GB on 80 GB');
SELECT is(min_cards('mem=80'::gpu_spec, 80, 8), 1, '80 GB on 80 GB fit exactly');
SELECT is(min_cards('mem=80'::gpu_spec, 80.000000000000000000000000001, 8), 2, 'a hair more does not');
SELECT is(min_cards('mem=0.3'::gpu_spec, 0.9, 8), 3, 'no rounding of decimals');
SELECT is(min_cards('bw=5'::gpu_spec, 70, 16), NULL, 'unknown memory');
SELECT throws_ok($$SELECT min_cards('mem=0'::gpu_spec, 70, 16)$$, '22012', NULL, 'no memory');
SELECT throws_ok(format('SELECT min_cards(%L::gpu_spec, %L::numeric, %L::int)', 'mem=80'::gpu_spec, p, b), code, NULL,
	format('refuses %s billion of %s bits', p, b))
FROM (VALUES ('0', 8, '22023'), ('-1', 8, '22023'), ('NaN', 8, '22023'),
	('Infinity', 8, '22023'), ('70', 0, '22023'), ('70', 65, '22023'),
	('1e20', 8, '22003')) AS t (p, b, code);

SELECT is(decode_tokens_per_s('bw=3350'::gpu_spec, 67, 8), 50::float8, '3350 GB/s over 67 GB');
SELECT is(decode_tokens_per_s('bw=0'::gpu_spec, 70, 8), 0::float8, 'no bandwidth, no tokens');
SELECT is(decode_tokens_per_s('mem=80'::gpu_spec, 70, 8), NULL, 'unknown bandwidth');
SELECT throws_ok($$SELECT decode_tokens_per_s('bw=1'::gpu_spec, 0, 8)$$, '22023', NULL, 'no model');
SELECT is((SELECT p.provolatile::text || p.proparallel::text FROM pg_proc AS p
	WHERE p.oid = 'tpp(gpu_spec, integer)'::regprocedure), 'is', 'immutable, parallel safe');

SELECT * FROM finish();
ROLLBACK;
