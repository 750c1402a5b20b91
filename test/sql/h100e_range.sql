-- H100-equivalents of estimates: one quantity, sums with coverage, errors.
-- Expected values by hand: an H20 has 2368 / 15832 of an H100's TPP, 4000 /
-- 3350 of its bandwidth, 96 / 80 of its memory.
BEGIN;
SELECT plan(57);

CREATE FUNCTION pg_temp.complaint(query text, OUT code text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
END $$;

SELECT is(h100e(chip, quantity::estimate, basis)::text, expected, format('%s %s on basis %s', quantity, chip, basis))
FROM (VALUES
	('H100', '750k [500k, 1M] 90%', 'tpp', '750k [500k, 1M] 90%'), ('H200', '70k..80k', 'dense16', '[70k, 80k]'),
	('H20', '1M', 'memory', '1.2M'), ('H20', '~70k..80k', 'memory', '[84k, 96k]'), ('H20', '>=200k', 'memory', '>=240k'),
	('H20', '>5000', 'memory', '>6k'), ('H20', '<10k', 'memory', '<12k'), ('H20', '140k [10k, ]', 'memory', '168k [12k, ]'),
	('H20', '15832', 'tpp', '2368'), ('H20', '3350 [335, 33500]', 'bandwidth', '4k [400, 40k]'), ('H20', '0', 'tpp', '0'),
	('H20', '9.2k [3k, 20k] 90%', 'memory', '11040 [3.6k, 24k] 90%')) AS v (chip, quantity, basis, expected);
SELECT is(h100e('H20', '750k [500k, 1M]', 'memory')::text, '900k [600k, 1.2M]', 'a literal without a type is an estimate');
SELECT is(pg_typeof(h100e('H20', 5, 'memory')), 'double precision'::regtype, 'a number is a number');
SELECT is(h100e('fp8=1'::gpu_spec, '5..6'::estimate, 'memory'), NULL, 'no rate: NULL');
SELECT is(h100e('fp8=3'::gpu_spec, '1..2'::estimate, 'dense8')::text, '[0.001515917, 0.003031835]', 'rounded outwards');
SELECT is((pg_temp.complaint(query)).code, code, query)
FROM (VALUES ('SELECT h100e(''H20'', ''1..2''::estimate, ''tops'')', '22023'), ('SELECT h100e(''H20'', ''1..2''::estimate, ''as_published'')', '22023'),
	('SELECT h100e(''H20'', ''2..1'', ''tpp'')', '22P02'), ('SELECT h100e(''fp8=4000000''::gpu_spec, ''1e18''::estimate, ''tpp'')', '22003')) AS v (query, code);

-- sums
CREATE TEMP TABLE lot (chip text, spec gpu_spec, quantity estimate, published estimate);
INSERT INTO lot
SELECT v.chip, CASE WHEN v.chip <> 'unnamed' THEN chip_spec(v.chip) END, v.quantity::estimate, v.published::estimate
FROM (VALUES ('H20', '1M [800k, 1.2M] 90%', '~150k'), ('H200', '50k [40k, 60k] 90%', NULL), ('H100 SXM', '10 [5, 20] 90%', '10'),
	('unnamed', '100k [60k, 150k] 90%', '~3000')) AS v (chip, quantity, published);
SELECT is(value(h100e_agg(spec, quantity, basis))::text, sum_bounds(h100e(spec, quantity, basis))::text, 'value is the sum by bounds on basis ' || basis)
FROM lot, unnest(ARRAY['memory']) AS basis GROUP BY basis ORDER BY basis;
SELECT is(value(h100e_agg(spec, quantity, 'memory'))::text, '1288135 [1030505, 1545770] 90%', 'by hand: 1.2 H20 + 1.7625 H200 + H100') FROM lot;
SELECT is(covered(h100e_agg(spec, quantity, 'tpp'))::text, '1050010 [840005, 1260020] 90%', 'covered units') FROM lot;
SELECT is(uncovered(h100e_agg(spec, quantity, 'tpp'))::text, '100k [60k, 150k] 90%', 'uncovered units') FROM lot;
CREATE TEMP TABLE coverage AS SELECT coverage(h100e_agg(spec, quantity, 'tpp')) AS c FROM lot;
SELECT ok(abs(low(c) - 840005 / 990005.0) < 2e-9 AND low(c) <= 840005 / 990005.0, 'coverage is least where few are covered and many are not') FROM coverage;
SELECT ok(abs(mid(c) - 1050010 / 1150010.0) < 2e-9, 'mid by mids') FROM coverage;
SELECT ok(abs(high(c) - 1260020 / 1320020.0) < 2e-9 AND high(c) >= 1260020 / 1320020.0, 'and most the other way round') FROM coverage;
SELECT is(coverage(h100e_agg(spec, quantity, 'tpp'))::text, '1', 'all are covered: 1') FROM lot WHERE spec IS NOT NULL;
SELECT is(coverage(h100e_agg(spec, quantity, 'tpp'))::text, '0', 'none is: 0') FROM lot WHERE spec IS NULL;
SELECT is(value(h100e_agg(spec, quantity, 'tpp')), NULL, 'and no value') FROM lot WHERE spec IS NULL;
SELECT is(uncovered(h100e_agg(spec, quantity, 'tpp')), NULL, 'nothing uncovered: NULL') FROM lot WHERE spec IS NOT NULL;
SELECT results_eq($$SELECT coverage(e), unknown_rows(e) FROM (SELECT h100e_agg(spec, q, 'tpp') AS e
	FROM (VALUES ('fp8=1'::gpu_spec, '5..6'::estimate), ('fp8=1', NULL)) AS v (spec, q)) AS s$$,
	$$VALUES (NULL::estimate, 1::bigint)$$, 'an unknown quantity leaves the coverage unknown');
SELECT is(coverage(h100e_agg(spec, q, 'tpp')), NULL, 'so does one that may be negative')
FROM (VALUES ('fp8=1'::gpu_spec, '-5..6'::estimate), (NULL, '1')) AS v (spec, q);
SELECT is(coverage(h100e_agg(spec, q, 'tpp'))::text, '[0.4, 1]', 'an open low is none at least')
FROM (VALUES ('fp8=1'::gpu_spec, '20..30'::estimate), (NULL, '<=30')) AS v (spec, q);
SELECT is(value(h100e_agg(spec, quantity, 'as_published', published))::text, '~153010', 'as published') FROM lot;
SELECT is(covered(h100e_agg(spec, quantity, 'as_published', published))::text, '1100010 [860005, 1350020] 90%', 'of units that have a figure') FROM lot;
SELECT is(value(h100e_agg(spec, quantity, 'memory', published))::text, '1288135 [1030505, 1545770] 90%', 'another basis does not read it') FROM lot;
SELECT is(h100e_agg(spec, quantity, 'tpp')::text, NULL, 'no rows: NULL') FROM lot WHERE false;
SELECT is(total_tpp(spec, quantity)::text, '3159758320 [2527759160, 3791836640] 90%', 'total_tpp by hand: 2368 H20 + 15832 (H200 + H100)') FROM lot;
SELECT is(h100e_agg(chip, quantity, 'memory')::text, h100e_agg(spec, quantity, 'memory')::text, 'by name') FROM lot WHERE spec IS NOT NULL;
SELECT is(total_tpp(chip, quantity)::text, total_tpp(spec, quantity)::text, 'total_tpp by name') FROM lot WHERE spec IS NOT NULL;
SELECT is((SELECT rollup(e)::text FROM (SELECT h100e_agg(spec, quantity, 'tpp') AS e FROM lot GROUP BY chip) AS s),
	(SELECT h100e_agg(spec, quantity, 'tpp')::text FROM lot), 'rollup of groups is the whole');
SELECT is(equivalents_range_combine(NULL, 'tpp nulls=2')::text, 'tpp nulls=2', 'combine with NULL');
SELECT is(equivalents_range_combine('tpp nulls=2', NULL)::text, 'tpp nulls=2', 'on either side');
SELECT is(equivalents_range_combine('tpp nulls=2', 'tpp nulls=3')::text, 'tpp nulls=5', 'and of two');

-- a row can be taken away once
SELECT is(equivalents_range_remove(equivalents_range_add('tpp nulls=1', spec, '5..6', 'tpp'), spec, '5..6', 'tpp')::text, 'tpp nulls=1', 'what was added is taken away')
FROM (SELECT chip_spec('H200') AS spec) AS s;
SELECT is((pg_temp.complaint('SELECT equivalents_range_remove(''tpp nulls=1'', ''fp8=1''::gpu_spec, ''5..6'', ''tpp'')')).code, '22023', 'but no other');
SELECT is(equivalents_range_remove('tpp nulls=1', 'fp8=1'::gpu_spec, NULL, 'tpp')::text, NULL, 'the last one leaves nothing');

SELECT is((pg_temp.complaint(query)).code, code, query)
FROM (VALUES
	('SELECT h100e_agg(spec, quantity, ''tops'') FROM lot', '22023'),
	('SELECT h100e_agg(spec, quantity, NULL) FROM lot', '22004'),
	('SELECT h100e_agg(spec, quantity, ''as_published'') FROM lot', '22023'),
	('SELECT h100e_agg(chip, quantity, ''tpp'') FROM lot', '42704'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, ''1..2''::estimate, b) FROM (VALUES (''tpp''), (''dense8'')) AS v (b)', '22023'),
	('SELECT rollup(e) FROM (VALUES (''tpp nulls=1''::equivalents_range), (''dense8 nulls=1'')) AS v (e)', '22023'),
	('SELECT h100e_agg(''fp8=4000000''::gpu_spec, ''1e18''::estimate, ''tpp'')', '22003'),
	('SELECT total_tpp(''fp8=4000''::gpu_spec, ''3e13''::estimate) FROM generate_series(1, 2)', '22003'),
	('SELECT equivalents_range_combine(''tpp nulls=10000000000'', ''tpp nulls=1'')', '22003')
) AS v (query, code);

SELECT * FROM finish();
ROLLBACK;
