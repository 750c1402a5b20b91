-- H100-equivalents: bases, one quantity, sums with coverage, total_tpp.
-- Expected values are data-sheet figures divided by hand, or plain SQL.
BEGIN;
SELECT plan(94);

CREATE FUNCTION pg_temp.complaint(query text, OUT code text, OUT message text,
	OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
END $$;

-- The unit: an H100 SXM is one H100-equivalent on every basis (NVIDIA's data
-- sheet, dense: 1979 fp8, 989.5 fp16; 3.35 TB/s, 80 GB; TPP 1979 x 8).
SELECT is(h100e('H100 SXM', 1, basis), 1::float8, 'an H100 on basis ' || basis)
FROM unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory']) AS basis;
SELECT is(h100e('fp8=1979 fp16=989.5 bw=3350 mem=80'::gpu_spec, 1::numeric, basis), 1::numeric, 'to the last digit on ' || basis)
FROM unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory']) AS basis;

-- H20: 296 TFLOPS dense fp8, 148 fp16, 4.0 TB/s, 96 GB.  H200: the compute of
-- an H100, 4.8 TB/s, 141 GB.
SELECT is(round(h100e(chip, 1::numeric, basis), 4), expected, chip || ' on basis ' || basis)
FROM (VALUES ('H20', 'tpp', round(2368 / 15832.0, 4)), ('H20', 'dense8', round(296 / 1979.0, 4)),
	('H20', 'dense16', round(148 / 989.5, 4)), ('H20', 'bandwidth', round(4000 / 3350.0, 4)),
	('H20', 'memory', round(96 / 80.0, 4)), ('H200', 'tpp', 1.0000), ('H200', 'dense8', 1.0000),
	('H200', 'dense16', 1.0000), ('H200', 'bandwidth', round(4800 / 3350.0, 4)),
	('H200', 'memory', round(141 / 80.0, 4))) AS v (chip, basis, expected);

-- what a basis reads
SELECT is(h100e(spec::gpu_spec, 1979::numeric, basis), expected, spec || ' on basis ' || basis)
FROM (VALUES
	('fp8=100 int8=300', 'dense8', 300::numeric), ('fp8=300 int8=100', 'dense8', 300), ('int8=5', 'dense8', 5),
	('fp8=5', 'dense8', 5), ('fp8=0', 'dense8', 0), ('fp4=9000 fp16=1', 'dense8', NULL), ('mem=80', 'dense8', NULL),
	('fp4=4000', 'tpp', 1979 * 16000 / 15832.0), ('hbm', 'tpp', 0), ('mem=80', 'tpp', NULL), ('fp8=1', 'dense16', NULL),
	('tf32=1', 'dense16', NULL), ('mem=80', 'bandwidth', NULL), ('bw=3350', 'memory', NULL), ('fp8=1', 'bandwidth', NULL)
) AS v (spec, basis, expected);
SELECT is(h100e('fp8=1979'::gpu_spec, 0.1::float8, 'tpp'), 0.1::float8, 'float8');
SELECT is(h100e('fp8=1979'::gpu_spec, -3::numeric, 'tpp'), -3::numeric, 'what is taken back is negative');
SELECT is(h100e(NULL::gpu_spec, 1, 'tpp'), NULL, 'no specification');
SELECT is(h100e('H100'::text, NULL::numeric, 'tpp'), NULL, 'no quantity');
SELECT is((pg_temp.complaint(query)).code, code, query)
FROM (VALUES ('SELECT h100e(''H100'', 1, ''TPP'')', '22023'), ('SELECT h100e(''H100'', 1, '''')', '22023'),
	('SELECT h100e(''H100'', 1, ''tpp '')', '22023'), ('SELECT h100e(''H100'', 1, ''dense'')', '22023'),
	('SELECT h100e(''H100'', 1, ''as_published'')', '22023'), ('SELECT h100e(''no such chip'', 1, ''tpp'')', '42704')
) AS v (query, code);
SELECT is((pg_temp.complaint('SELECT h100e(''H100'', 1, ''b300'')')).hint,
	'Write tpp, dense8, dense16, bandwidth, memory or as_published.', 'the hint lists the bases');

-- sums with their coverage
CREATE TEMP TABLE lot (chip text, spec gpu_spec, quantity numeric, published numeric);
INSERT INTO lot
SELECT v.chip, CASE WHEN v.chip <> 'unnamed' THEN chip_spec(v.chip) END, v.quantity, v.published
FROM (VALUES ('H20', 1000000, 160000), ('H200', 2000.5, NULL), ('H100 SXM', 10, 10), ('unnamed', 300, 77),
	('H20', NULL, 5)) AS v (chip, quantity, published);
CREATE TEMP VIEW plain AS
SELECT b.basis,
	sum(l.quantity * CASE b.basis WHEN 'tpp' THEN tpp(l.spec)::numeric / 15832
		WHEN 'dense8' THEN greatest(rate(l.spec, 'fp8'), rate(l.spec, 'int8')) / 1979
		WHEN 'dense16' THEN rate(l.spec, 'fp16') / 989.5
		WHEN 'bandwidth' THEN bw(l.spec) / 3350 WHEN 'memory' THEN mem(l.spec) / 80 END) AS value
FROM lot AS l, unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory']) AS b (basis) GROUP BY 1;
SELECT is(round(value(h100e_agg(spec, quantity, basis)), 9), round(p.value, 9), 'h100e_agg on basis ' || basis)
FROM lot, plain AS p GROUP BY basis, p.value ORDER BY basis;
SELECT is(round(value(h100e_agg(spec, quantity::float8, basis)), 9), round(p.value, 9), 'and of float8')
FROM lot, plain AS p GROUP BY basis, p.value ORDER BY basis;
SELECT results_eq($$SELECT basis(e), covered(e), uncovered(e), coverage(e), unknown_rows(e)
	FROM (SELECT h100e_agg(spec, quantity, 'tpp') AS e FROM lot) AS s$$,
	$$VALUES ('tpp', 1002010.5, 300::numeric, NULL::numeric, 1::bigint)$$, 'a row without a quantity leaves the coverage unknown');
SELECT results_eq($$SELECT covered(e), uncovered(e), round(coverage(e), 6), unknown_rows(e)
	FROM (SELECT h100e_agg(spec, quantity, 'tpp') AS e FROM lot WHERE quantity IS NOT NULL) AS s$$,
	$$VALUES (1002010.5, 300::numeric, round(1002010.5 / 1002310.5, 6), 0::bigint)$$, 'else it is known');
SELECT results_eq($$SELECT value(e), basis(e), covered(e), uncovered(e)
	FROM (SELECT h100e_agg(spec, quantity, 'as_published', published) AS e FROM lot) AS s$$,
	$$VALUES (160092::numeric, 'as_published', 1000310::numeric, 2000.5)$$, 'published figures, and the units that have none');
SELECT is((SELECT value(h100e_agg(spec, quantity, 'memory', published)) FROM lot WHERE chip = 'H200'), 2000.5 * 141 / 80,
	'another basis does not read them');
SELECT is((SELECT value(h100e_agg(spec, quantity, 'tpp')) FROM lot WHERE chip = 'unnamed'), NULL, 'nothing covered: no value');
SELECT is((SELECT coverage(h100e_agg(spec, quantity, 'tpp')) FROM lot WHERE chip = 'unnamed'), 0::numeric, 'and no coverage');
SELECT is((SELECT h100e_agg(spec, quantity, 'tpp') FROM lot WHERE false)::text, NULL, 'no rows: NULL');
SELECT is((SELECT coverage(h100e_agg(spec, 0, 'tpp')) FROM lot), NULL, 'no units: no coverage');
SELECT is((SELECT value(h100e_agg('fp8=1979'::gpu_spec, q, 'tpp')) FROM (VALUES (0.1::float8), (0.2)) AS v (q)), 0.3,
	'a tenth is a tenth');
SELECT is((SELECT value(h100e_agg('fp8=1979'::gpu_spec, q, 'tpp'))
	FROM (VALUES (999999999999999.999999999), (0.000000001), (-0.0000000004)) AS v (q)), 1000000000000000.000000000::numeric,
	'nine decimals of a quantity are exact, more are rounded');
SELECT is((SELECT value(h100e_agg('fp8=1979'::gpu_spec, q, 'tpp')) FROM (VALUES (5::numeric), (-2)) AS v (q)), 3::numeric,
	'what is taken back counts against');

-- total_tpp
SELECT is((SELECT total_tpp(spec, quantity) FROM lot), (SELECT sum(tpp(spec)::numeric * quantity) FROM lot), 'total_tpp of numeric');
SELECT is((SELECT total_tpp(spec, quantity::float8) FROM lot), (SELECT sum(tpp(spec)::numeric * quantity) FROM lot), 'of float8');
SELECT is((SELECT total_tpp(spec, 1) FROM chip), (SELECT sum(tpp(spec)::numeric) FROM chip), 'of one of each chip');
SELECT is((SELECT total_tpp(spec, quantity) FROM lot WHERE spec IS NULL), NULL, 'nothing known: NULL');

-- rollup of stored sums
SELECT is((SELECT rollup(e)::text FROM (SELECT h100e_agg(spec, quantity, 'tpp') AS e FROM lot GROUP BY chip) AS s),
	(SELECT h100e_agg(spec, quantity, 'tpp')::text FROM lot), 'rollup of groups is the whole');
SELECT is((SELECT rollup(e)::text FROM (VALUES (NULL::equivalents)) AS v (e)), NULL, 'rollup of nothing');
SELECT is(equivalents_combine('tpp rows=1', 'tpp rows=2 rated=5 counted=1')::text, 'tpp rated=5 rows=3 counted=1', 'combine as a function');
SELECT is(equivalents_combine(NULL, 'tpp rows=2')::text, 'tpp rows=2', 'with NULL');
SELECT is(equivalents_combine('tpp rows=2', NULL)::text, 'tpp rows=2', 'on either side');

-- a row can be taken away once
SELECT is(equivalents_remove(equivalents_add('tpp rows=1', spec, 5::numeric, 'tpp'), spec, 5::numeric, 'tpp')::text, 'tpp rows=1', 'what was added is taken away')
FROM (SELECT chip_spec('H200') AS spec) AS s;
SELECT is((pg_temp.complaint('SELECT equivalents_remove(''' || e || ''', ''fp8=1''::gpu_spec, 5::numeric, ''tpp'')')).code, '22023', 'but not from ' || e)
FROM unnest(ARRAY['tpp rows=1', 'tpp rows=3', 'tpp rows=1 nulls=1']) AS e;

SELECT is(equivalents_remove('tpp nulls=1 rows=1', 'fp8=1'::gpu_spec, NULL::numeric, 'tpp')::text, NULL, 'the last one leaves nothing');

-- refused
SELECT is((pg_temp.complaint(query)).code, code, query)
FROM (VALUES
	('SELECT h100e_agg(spec, quantity, ''tops'') FROM lot', '22023'),
	('SELECT h100e_agg(spec, quantity, NULL) FROM lot', '22004'),
	('SELECT h100e_agg(spec, quantity, ''as_published'') FROM lot', '22023'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, 1, b) FROM (VALUES (''tpp''), (''dense8'')) AS v (b)', '22023'),
	('SELECT rollup(e) FROM (VALUES (''tpp rows=1''::equivalents), (''dense8 rows=1'')) AS v (e)', '22023'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, ''NaN''::float8, ''tpp'')', '22003'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, ''Infinity''::float8, ''tpp'')', '22003'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, ''-Infinity''::numeric, ''tpp'')', '22003'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, ''NaN''::numeric, ''tpp'')', '22003'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, 1e15::float8, ''tpp'')', '22003'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, -1e15::numeric, ''tpp'')', '22003'),
	('SELECT h100e_agg(''fp8=4000000''::gpu_spec, 9e14::float8, ''tpp'') FROM generate_series(1, 1000)', '22003'),
	('SELECT rollup(e) FROM (SELECT ''tpp covered=9999999999999999999999999999 rows=1''::equivalents AS e FROM generate_series(1, 2)) AS s', '22003')
) AS v (query, code);

SELECT * FROM finish();
ROLLBACK;
