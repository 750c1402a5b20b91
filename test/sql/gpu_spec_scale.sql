-- scale(spec, factor): a cut-down part.
BEGIN;
SELECT plan(16);

SELECT is(scale(('fp8=1000 fp16=500 mem=80 bw=3000 io=900 pcie=128 die=814 transistors=80 tdp=700'
	' area=1000 dc released=2023-11')::gpu_spec, 0.5)::text,
	'fp8=500 fp16=250 mem=40GB bw=1500GB/s io=450GB/s pcie=64GB/s die=814mm2 transistors=80B '
	'tdp=700W area=1000mm2 dc released=2023-11', 'rates, memory, bandwidths; the rest stays');
SELECT is(scale('unknown'::gpu_spec, 0.5)::text, 'unknown', 'unknown stays unknown');
SELECT is(scale('fp8=0.001'::gpu_spec, 0.5)::text, 'fp8=0.001', 'half up');
SELECT is(scale('fp8=0.001'::gpu_spec, 0.499999999)::text, 'fp8=0', 'below half down');
SELECT is(scale('fp8=10'::gpu_spec, 0)::text, 'fp8=0', 'times zero');
SELECT is(scale('fp8=10'::gpu_spec, 1.000000000000)::text, 'fp8=10', 'trailing zeros do not count');
SELECT is(scale('fp8=3'::gpu_spec, 0.333333333)::text, 'fp8=1', 'nine decimals');
SELECT is(scale('fp8=10'::gpu_spec, 3)::text, 'fp8=30', 'more than one');
SELECT is(scale('fp8=10'::gpu_spec, NULL), NULL, 'NULL');
SELECT throws_ok($$SELECT scale('fp8=10'::gpu_spec, $$ || f || ')', code, NULL, 'refuses ' || f)
FROM (VALUES ('-1', '22023'), ('-0.000000001', '22023'), ('''NaN''', '22023'),
	('''Infinity''', '22023'), ('0.3333333333', '22023'), ('1e6', '22003'),
	('1e300', '22003')) AS t (f, code);

SELECT * FROM finish();
ROLLBACK;
