-- spec @@ spec_query: limits, unknown and undefined, dates, precedence.
BEGIN;
SELECT plan(245);

CREATE TEMP TABLE expected (n int GENERATED ALWAYS AS IDENTITY, spec gpu_spec,
	query spec_query, answer boolean);

-- The limits of 3A090 (15 CFR Part 774 Supp. 1), exactly on them and a thousandth beside.
INSERT INTO expected (spec, query, answer) VALUES
	('fp16=300', 'tpp >= 4800', true),
	('fp16=299.999', 'tpp >= 4800', false),
	('fp16=300', 'tpp > 4800', false),
	('fp16=300.001', 'tpp > 4800', true),
	('int8=600', 'tpp >= 4800', true),
	('int8=599.999', 'tpp >= 4800', false),
	('fp16=100', 'tpp >= 1600', true),
	('fp16=99.999', 'tpp >= 1600', false),
	('fp16=150', 'tpp >= 2400', true),
	('fp16=149.999', 'tpp >= 2400', false),
	('fp16=150', 'tpp < 2400', false),
	('fp16=149.999', 'tpp < 2400', true),
	('int8=2625', 'tpp < 21000', false),
	('int8=2624.999', 'tpp < 21000', true),
	('bw=6500', 'bw < 6500', false),
	('bw=6499.999', 'bw < 6500', true),
	('fp16=37 die=100', 'pd >= 5.92', true),
	('fp16=37 die=100.001', 'pd >= 5.92', false),
	('fp16=36.999 die=100', 'pd >= 5.92', false),
	('fp16=37 die=99.999', 'pd < 5.92', false),
	('fp16=37 die=100.001', 'pd < 5.92', true),
	('fp16=20 die=100', 'pd >= 3.2', true),
	('fp16=20 die=100.001', 'pd >= 3.2', false),
	('fp16=19.999 die=100', 'pd >= 3.2', false),
	('fp16=10 die=100', 'pd >= 1.6', true),
	('fp16=10 die=100.001', 'pd >= 1.6', false),
	('fp16=9.999 die=100', 'pd >= 1.6', false),
	('hbm bw=242 area=121', 'mbd > 2', false),
	('hbm bw=242.001 area=121', 'mbd > 2', true),
	('hbm bw=330 area=100', 'mbd < 3.3', false),
	('hbm bw=329.999 area=100', 'mbd < 3.3', true),
	('io=400 pcie=200', 'xfer >= 600', true),
	('io=400 pcie=199.999', 'xfer >= 600', false);

-- Published figures: A100 4992, H100 15832 and 19.45, H20 2368 and 2.91.
INSERT INTO expected (spec, query, answer) VALUES
	('int8=624 fp16=312 die=826 dc', 'tpp = 4992', true),
	('fp8=1979 int8=1979 fp16=989.5 die=814 dc', 'tpp = 15832', true),
	('fp8=1979 fp16=989.5 die=814 dc', 'pd > 19.44 and pd < 19.46', true),
	('fp8=296 int8=296 fp16=148 die=814 dc', 'tpp = 2368 and pd > 2.9 and pd < 2.92', true),
	('fp8=296 int8=296 fp16=148 die=814 dc', 'dc and ((tpp >= 2400 and pd >= 1.6) or (tpp >= 1600 and pd >= 3.2))', false),
	('fp8=296 int8=296 fp16=148 die=814 dc', 'dc and (tpp >= 4800 or (tpp >= 1600 and pd >= 5.92))', false);

-- Unknown is not zero: at least zero, and NULL where that leaves it open.
INSERT INTO expected (spec, query, answer) VALUES
	('mem=80', 'bw >= 1000', NULL),
	('mem=80', 'bw >= 0', true),
	('mem=80', 'bw < 0', false),
	('mem=80', 'bw = 0', NULL),
	('mem=80', 'bw <> 0', NULL),
	('io=900', 'xfer >= 600', true),
	('io=500', 'xfer >= 600', NULL),
	('io=900', 'xfer < 600', false),
	('bw=1700', 'bw + io >= 1700', true),
	('bw=1699.999', 'bw + io >= 1700', NULL),
	('bw=600 io=1100', 'bw + io >= 1700', true),
	('mem=80', 'tpp >= 4800', NULL),
	('hbm bw=1200', 'tpp >= 4800', false),
	('hbm bw=1200', 'tpp = 0', true),
	('mem=80', 'dc', NULL),
	('dc=no', 'dc', false),
	('dc', 'dc', true),
	('mem=80', 'hbm', false),
	('dc=no', 'dc and tpp >= 4800', false),
	('mem=80', 'dc and tpp >= 4800', NULL),
	('dc', 'dc or tpp >= 4800', true),
	('fp16=200', 'tpp >= 4800 or pd >= 5.92', NULL),
	('fp16=300', 'tpp >= 4800 or pd >= 5.92', true),
	('mem=80', 'not dc', NULL);

-- Undefined is not unknown: a planar part has no density.
INSERT INTO expected (spec, query, answer) VALUES
	('fp16=300 die=0', 'pd >= 5.92', false),
	('fp16=300 die=0', 'pd < 5.92', false),
	('fp16=300 die=0', 'pd <> 5.92', false),
	('fp16=300 die=0', 'not pd >= 5.92', true),
	('fp16=300', 'pd >= 5.92', NULL),
	('fp16=300', 'pd < 0', false),
	('fp16=300', 'pd >= 0', NULL),
	('die=100', 'pd >= 0', true);

-- Known or not is always true or false.
INSERT INTO expected (spec, query, answer) VALUES
	('mem=80', 'bw is known', false),
	('mem=80', 'bw is unknown', true),
	('mem=80', 'bw is not known', true),
	('bw=0', 'bw is known', true),
	('fp8=1', 'tpp is known', true),
	('hbm', 'tpp is known', true),
	('mem=80', 'tpp is known', false),
	('fp16=1 die=0', 'pd is known', true),
	('mem=80', 'dc is known', false),
	('mem=80', 'hbm is known', true),
	('released=2024', 'released is known', true),
	('io=1', 'xfer is known', false),
	('io=1 pcie=1', 'xfer is known', true);

-- A month or a year is the span of its days.
INSERT INTO expected (spec, query, answer) VALUES
	('released=2024-02', 'released > 2024-01-31', true),
	('released=2024-02', 'released > 2024-02-01', NULL),
	('released=2024-02', 'released > 2024-02-29', false),
	('released=2024-02', 'released >= 2024-02-01', true),
	('released=2024-02', 'released < 2024-02-29', NULL),
	('released=2024-02', 'released <= 2024-02-29', true),
	('released=2024-02', 'released = 2024-02', true),
	('released=2024-02-29', 'released = 2024-02', true),
	('released=2024-02', 'released = 2024-02-10', NULL),
	('released=2024', 'released = 2024-02', NULL),
	('released=2024', 'released > 2023', true),
	('released=2025-01-01', '2024 < released', true),
	('released=2024-12-31', 'released > 2024', false),
	('released=2024-12-31', 'released >= 2024', true),
	('mem=80', 'released > 2024', NULL);

-- The availability test of January 2026 fails only a part known to be later.
INSERT INTO expected (spec, query, answer) VALUES
	('released=2026-01-15', 'not (released is known and released > 2026-01-15)', true),
	('released=2026-01-16', 'not (released is known and released > 2026-01-15)', false),
	('released=2026-01', 'not (released is known and released > 2026-01-15)', NULL),
	('mem=80', 'not (released is known and released > 2026-01-15)', true);

-- Precedence: or, and, not, comparison, + -, * /.
INSERT INTO expected (spec, query, answer) VALUES
	('dc bw=1', 'dc or dc and bw > 5', true),
	('dc bw=1', '(dc or dc) and bw > 5', false),
	('dc=no bw=1', 'not dc or bw > 5', true),
	('dc=no bw=9', 'not (dc or bw > 5)', false),
	('bw=1', 'not bw > 5', true),
	('bw=2 io=3 mem=4', 'bw + io * mem = 14', true),
	('bw=2 io=3 mem=4', '(bw + io) * mem = 20', true),
	('bw=2 io=3 mem=9', 'mem - io - bw = 4', true),
	('bw=2 io=3 mem=9', 'mem - (io - bw) = 8', true),
	('bw=2 mem=8', 'mem / bw / 2 = 2', true),
	('bw=2 mem=8', 'mem / (bw / 2) = 8', true);

SELECT is(spec @@ query, answer, format('%s @@ %s', spec, query))
FROM expected ORDER BY n;

-- the same from the other side, and facts are missing where it is NULL
SELECT ok((query @@ spec) IS NOT DISTINCT FROM answer
		  AND (spec_missing(spec, query) = '{}') = (answer IS NOT NULL),
		  format('%s @@ %s', query, spec))
FROM expected ORDER BY n;

-- a known reading of three values
SELECT is(NULL::gpu_spec @@ 'dc', NULL, 'no spec, no answer');
SELECT is('dc'::gpu_spec @@ NULL::spec_query, NULL, 'no test, no answer');
SELECT is('dc'::gpu_spec @@ 'dc', true, 'a literal on the right is a test');
SELECT is('dc' @@ 'dc'::gpu_spec, true, 'a literal on the left is a test');
SELECT is(spec_missing('dc'::gpu_spec, 'dc and pd >= 5.92'),
		  '{int4,fp4,fp6,int8,fp8,fp16,tf32,fp32,fp64,die}', 'what pd needs');
SELECT is(spec_missing('fp16=200 dc'::gpu_spec, 'dc and pd >= 5.92'), '{die}',
		  'only what is unknown');
SELECT is(spec_missing('io=1'::gpu_spec, 'xfer > 5 or mbd > 5'),
		  '{bw,pcie,area}', 'in the order of the fields');
SELECT is(spec_missing('released=2024'::gpu_spec, 'released > 2024-05'),
		  '{released}', 'a date that is too coarse is missing');
SELECT is(spec_missing('bw=5'::gpu_spec, 'bw > 3 or dc'), '{}',
		  'nothing is missing for a known answer');
SELECT is(spec_missing(NULL::gpu_spec, 'dc'), NULL, 'no spec, nothing to say');
SELECT is(spec_query_fields('pd > 1 and bf16 > 2 and released is known or dc'),
		  '{fp16,dc,released,pd}', 'the names of a test');
SELECT is(spec_query_fields('1 < 2'), '{}', 'a test without names');

-- the compiled test of one call site follows the value from row to row
SELECT is(array_agg('bw=5 io=7'::gpu_spec @@ query ORDER BY n),
		  '{t,f,t,f,NULL,t}', 'another test in each row')
FROM (VALUES (1, 'bw > 4'::spec_query), (2, 'bw > 6'), (3, 'io > 6'),
			 (4, 'io > 8'), (5, 'mem > 8'), (6, 'bw > 4')) AS v (n, query);
-- long tests are compressed or stored out of line
CREATE TEMP TABLE stored (n int, query spec_query,
	filler text DEFAULT repeat('x', 2000)) WITH (toast_tuple_target = 128);
ALTER TABLE stored ALTER filler SET STORAGE PLAIN;
INSERT INTO stored
SELECT n, (repeat('bw > ' || n % 2 || ' and ', 60) || 'io > ' || n)::spec_query
FROM generate_series(1, 20) AS n;
SELECT is(array_agg(DISTINCT pg_column_size(query) < 200), '{t}',
		  'these are compressed')
FROM stored;
SELECT is(array_agg(n ORDER BY n) FILTER (WHERE 'bw=5 io=7'::gpu_spec @@ query),
		  '{1,2,3,4,5,6}', 'compressed tests are read')
FROM stored;
ALTER TABLE stored ALTER query SET STORAGE EXTERNAL;
TRUNCATE stored;
INSERT INTO stored
SELECT n, (repeat('bw > ' || n % 2 || ' and ', 60) || 'io > ' || n)::spec_query
FROM generate_series(1, 20) AS n;
SELECT ok(pg_relation_size(reltoastrelid) > 0, 'these are out of line')
FROM pg_class WHERE oid = 'stored'::regclass;
SELECT is(array_agg(n ORDER BY n) FILTER (WHERE 'bw=5 io=7'::gpu_spec @@ query),
		  '{1,2,3,4,5,6}', 'tests out of line are read')
FROM stored;

SELECT * FROM finish();
ROLLBACK;
