-- Text input and the canonical output of gpu_spec.
BEGIN;
SELECT plan(158);

CREATE TEMP TABLE good (n int, input text, canonical text);
INSERT INTO good VALUES
	(1, E'fp8=1979 fp16=989.5 mem=141GB bw=4.8TB/s io=900GB/s die=814mm2 dc released=2023-11', 'fp8=1979 fp16=989.5 mem=141GB bw=4800GB/s io=900GB/s die=814mm2 dc released=2023-11'),
	(2, E'unknown', 'unknown'),
	(3, E' Unknown\t', 'unknown'),
	(4, E'mem=unknown bw=unknown', 'unknown'),
	(5, E'dc=unknown hbm=unknown released=unknown', 'unknown'),
	(6, E'hbm=false', 'unknown'),
	(7, E'hbm=yes', 'hbm'),
	(8, E'HBM', 'hbm'),
	(9, E'dc=true', 'dc'),
	(10, E'dc=yes', 'dc'),
	(11, E'dc=no', 'dc=no'),
	(12, E'dc=FALSE', 'dc=no'),
	(13, E'released=2023 hbm dc=no area=121 bw=819.2', 'bw=819.2GB/s area=121mm2 dc=no hbm released=2023'),
	(14, E'fp64=67 tf32=494.7 int8=1979 int4=1 fp4=2 fp6=3 fp32=67', 'int4=1 fp4=2 fp6=3 int8=1979 tf32=494.7 fp32=67 fp64=67'),
	(15, E'bf16=989.5', 'fp16=989.5'),
	(16, E'BFLOAT16 = 989.500 tflops', 'fp16=989.5'),
	(17, E'fp4=20PFLOPS', 'fp4=20000'),
	(18, E'fp4=20 POPS', 'fp4=20000'),
	(19, E'int8=47000GOPS', 'int8=47'),
	(20, E'fp32=82.6TFLOP/s', 'fp32=82.6'),
	(21, E'fp64=500gflop/s', 'fp64=0.5'),
	(22, E'int8=624 tops', 'int8=624'),
	(23, E'memory=80GB', 'mem=80GB'),
	(24, E'mem_gb=80', 'mem=80GB'),
	(25, E'mem=80000 MB', 'mem=80GB'),
	(26, E'mem=0.5TB', 'mem=500GB'),
	(27, E'mem=80gb', 'mem=80GB'),
	(28, E'bandwidth=3.35TB/s', 'bw=3350GB/s'),
	(29, E'mem_bw=3.35 TB/s', 'bw=3350GB/s'),
	(30, E'mem_bw_gbs=3350', 'bw=3350GB/s'),
	(31, E'bw=500MB/s', 'bw=0.5GB/s'),
	(32, E'bw=3.35tb/s', 'bw=3350GB/s'),
	(33, E'io_bw=900', 'io=900GB/s'),
	(34, E'nvlink=1.8TBps', 'io=1800GB/s'),
	(35, E'interconnect=900GBPS', 'io=900GB/s'),
	(36, E'pcie=128 GB/s', 'pcie=128GB/s'),
	(37, E'io=0', 'io=0GB/s'),
	(38, E'die_area=814', 'die=814mm2'),
	(39, E'die_area_mm2=814', 'die=814mm2'),
	(40, E'die=814 mm^2', 'die=814mm2'),
	(41, E'die=814mm²', 'die=814mm2'),
	(42, E'die=814 MM2', 'die=814mm2'),
	(43, E'die=0', 'die=0mm2'),
	(44, E'area=121mm2', 'area=121mm2'),
	(45, E'transistors=80B', 'transistors=80B'),
	(46, E'transistors=80 bn', 'transistors=80B'),
	(47, E'transistors=80billion', 'transistors=80B'),
	(48, E'transistors=54200 million', 'transistors=54.2B'),
	(49, E'tdp=700W', 'tdp=700W'),
	(50, E'tdp=1.2kW', 'tdp=1200W'),
	(51, E'datacenter', 'dc'),
	(52, E'datacentre=no', 'dc=no'),
	(53, E'data_center', 'dc'),
	(54, E'data_centre=yes', 'dc'),
	(55, E'fp8=1e3', 'fp8=1000'),
	(56, E'fp8=1E+3', 'fp8=1000'),
	(57, E'fp8=1e-3', 'fp8=0.001'),
	(58, E'fp8=2500e-3', 'fp8=2.5'),
	(59, E'fp8=0', 'fp8=0'),
	(60, E'fp8=0.000000', 'fp8=0'),
	(61, E'fp8=1.5000000000', 'fp8=1.5'),
	(62, E'fp8=007', 'fp8=7'),
	(63, E'fp8=.25', 'fp8=0.25'),
	(64, E'fp8=7.', 'fp8=7'),
	(65, E'fp8=4294967.294', 'fp8=4294967.294'),
	(66, E'mem=141 dc', 'mem=141GB dc'),
	(67, E'mem=141 GB dc', 'mem=141GB dc'),
	(68, E'mem  =  141   GB   bw  =  4800', 'mem=141GB bw=4800GB/s'),
	(69, E'mem=141\tGB\nbw=1', 'mem=141GB bw=1GB/s'),
	(70, E'released=1970', 'released=1970'),
	(71, E'released=2148-12-31', 'released=2148-12-31'),
	(72, E'released=2024-02-29', 'released=2024-02-29'),
	(73, E'released=2023-01', 'released=2023-01'),
	(74, E'release_date=2023-11-20', 'released=2023-11-20'),
	(75, E'mem_gb=141 tdp_w=700 pcie_gbs=128 fp8_tflops=1979 int8_tops=1979 transistors_bn=80', 'int8=1979 fp8=1979 mem=141GB pcie=128GB/s transistors=80B tdp=700W');

SELECT is(input::gpu_spec::text, canonical, 'reads ' || quote_literal(translate(input, E'\t\n', '  ')))
FROM good ORDER BY n;

-- the canonical form reads back to the same bytes
SELECT is(gpu_spec_send(canonical::gpu_spec), gpu_spec_send(input::gpu_spec),
	'same bytes: ' || canonical)
FROM good ORDER BY n;

SELECT is(pg_column_size('fp8=1'::gpu_spec), 76, 'a value takes 76 bytes');
SELECT isnt('mem=0'::gpu_spec, 'unknown'::gpu_spec, 'zero is not unknown');
SELECT is(NULL::text::gpu_spec::text, NULL, 'NULL stays NULL');
SELECT is(gpu_spec('mem=5GB')::text, 'mem=5GB', 'functional notation casts a literal');
SELECT is(CAST('mem=5' AS gpu_spec)::varchar, 'mem=5GB', 'cast to varchar');
SELECT throws_ok($$SELECT length('mem=5'::gpu_spec)$$, '42883', NULL,
	'no implicit cast to text');
SELECT throws_ok($$SELECT 'mem=5'::text = 'mem=5'::gpu_spec$$, '42883', NULL,
	'no implicit cast from text');
SELECT is(encode(gpu_spec_send('fp8=1 mem=0 dc released=2023-11'), 'hex'),
	'01' || '12' || to_hex(date '2023-11-01' - date '1970-01-01' + 1)
	|| repeat('00000000', 4) || '000003e9' || repeat('00000000', 4)
	|| '00000001' || repeat('00000000', 7),
	'binary: version, flags, date, thousandths plus one');

SELECT * FROM finish();
ROLLBACK;
