-- H100-equivalents of draws: one quantity, sums with coverage, plans, errors.
-- Expected values are arithmetic of draws, or by hand: an H20 has 2368 / 15832
-- of an H100's TPP, 96 / 80 of its memory.
BEGIN;
SELECT plan(62);

CREATE FUNCTION pg_temp.complaint(query text, OUT code text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
END $$;
CREATE FUNCTION pg_temp.same(figure float8) RETURNS draws LANGUAGE sql
	RETURN draws_of(array_fill(figure, ARRAY[16]));

-- one quantity; same() is certain
SELECT is(h100e('H20', draws('1M', 'k', 16), 'memory')::text, pg_temp.same(1200000)::text, '1M H20 have the memory of 1.2M H100');
SELECT is(h100e('H100 SXM', d, basis)::text, d::text, 'an H100 is one on basis ' || basis)
FROM draws('9.2k [3k, 20k] 90%', 'k') AS d, unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory']) AS basis;
SELECT is(h100e(chip_spec('H20'), d, 'tpp')::text, (d * (2368::float8 / 15832))::text, 'by specification')
FROM draws('9.2k [3k, 20k] 90%', 'k') AS d;
SELECT is(h100e('fp8=1'::gpu_spec, draws('5', 'k'), 'memory')::text, NULL, 'no rate: NULL');
SELECT is(pg_typeof(h100e('H20', '5..6', 'memory'))::text, 'estimate', 'a literal without a type is an estimate still');
SELECT is((pg_temp.complaint(query)).code, code, query)
FROM (VALUES ('SELECT h100e(''H20'', draws(''5'', ''k''), ''tops'')', '22023'), ('SELECT h100e(''H20'', draws(''5'', ''k''), ''as_published'')', '22023'),
	('SELECT h100e(''H2OO'', draws(''5'', ''k''), ''tpp'')', '42704')) AS v (query, code);

-- sums
CREATE TABLE lot (n int, part int, chip text, spec gpu_spec, quantity draws, published draws) PARTITION BY LIST (part);
CREATE TABLE lot_0 PARTITION OF lot FOR VALUES IN (0);
CREATE TABLE lot_1 PARTITION OF lot FOR VALUES IN (1);
CREATE TABLE lot_2 PARTITION OF lot FOR VALUES IN (2);
INSERT INTO lot
SELECT i, i % 3, c.chip, CASE WHEN i % 17 <> 0 THEN c.spec END,
	CASE WHEN i % 23 <> 0 THEN draws(estimate(i % 97, i % 97 + i % 7 / 8.0, i % 97 + 1), 'series ' || i % 11, 40) END,
	CASE WHEN i % 5 <> 0 THEN draws(estimate(i / 8.0, i / 8.0, i / 4.0), 'published ' || i % 3, 40) END
FROM generate_series(1, 3000) AS i
JOIN (SELECT row_number() OVER (ORDER BY chip) - 1 AS n, chip, spec FROM chip) AS c
	ON c.n = i % (SELECT count(*) FROM chip);
ANALYZE lot;

SELECT is(draws_send(value(h100e_agg(spec, quantity, basis))), draws_send(sum(h100e(spec, quantity, basis))), 'value is the sum on basis ' || basis)
FROM lot, unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory']) AS basis GROUP BY basis ORDER BY basis;
SELECT is(draws_send(covered(h100e_agg(spec, quantity, basis))), draws_send(sum(quantity) FILTER (WHERE h100e(spec, quantity, basis) IS NOT NULL)), 'covered units on basis ' || basis)
FROM lot, unnest(ARRAY['tpp', 'memory']) AS basis GROUP BY basis ORDER BY basis;
SELECT is(draws_send(uncovered(h100e_agg(spec, quantity, basis))), draws_send(sum(quantity) FILTER (WHERE h100e(spec, quantity, basis) IS NULL)), 'uncovered units on basis ' || basis)
FROM lot, unnest(ARRAY['tpp', 'memory']) AS basis GROUP BY basis ORDER BY basis;
SELECT is(draws_send(value(e)), draws_send(p), 'as published') FROM (SELECT h100e_agg(spec, quantity, 'as_published', published) AS e, sum(published) AS p FROM lot) AS s;
SELECT is(draws_send(value(h100e_agg(spec, quantity, 'memory', published))), draws_send(sum(h100e(spec, quantity, 'memory'))), 'another basis does not read it') FROM lot;
SELECT is(unknown_rows(h100e_agg(spec, quantity, 'tpp')), count(*) - count(quantity), 'rows without a quantity are counted') FROM lot;
SELECT is(coverage(h100e_agg(spec, quantity, 'tpp'))::text, NULL, 'and leave the coverage unknown') FROM lot;
SELECT is(coverage(e)::text, (covered(e) / (covered(e) + uncovered(e)))::text, 'coverage') FROM (SELECT h100e_agg(spec, quantity, 'tpp') AS e FROM lot WHERE quantity IS NOT NULL) AS s;
SELECT is(coverage(h100e_agg(spec, q, 'tpp'))::text, text, what)
FROM (VALUES ('all', 'fp8=1'::gpu_spec, pg_temp.same(5), pg_temp.same(1)::text), ('none', NULL, pg_temp.same(5), pg_temp.same(0)::text),
	('a negative one', 'fp8=1', pg_temp.same(-5), NULL), ('no units', 'fp8=1', pg_temp.same(0), NULL)) AS v (what, spec, q, text)
GROUP BY what, text ORDER BY what;
SELECT is(draws_send(total_tpp(spec, quantity)), draws_send(sum(quantity * tpp(spec))), 'total_tpp') FROM lot;
SELECT is(draws_send(total_tpp(chip, quantity)), draws_send(sum(quantity * tpp(chip_spec(chip)))), 'by name') FROM lot;
SELECT is(total_tpp('fp8=1'::gpu_spec, pg_temp.same(2) * n)::text, pg_temp.same(48)::text, 'by hand: 8 bits x 1 TFLOPS x (2 + 4)') FROM generate_series(1, 2) AS n;
SELECT is(total_tpp(NULL::gpu_spec, pg_temp.same(2))::text, NULL, 'without a rate: NULL');
SELECT is(h100e_agg(spec, quantity, 'tpp')::text, NULL, 'no rows: NULL') FROM lot WHERE false;
SELECT is(h100e_agg(spec, NULL::draws, 'tpp')::text, 'tpp nulls=3000', 'no quantities: their number') FROM lot;
SELECT is(value(h100e_agg(spec, NULL::draws, 'tpp'))::text, NULL, 'and no value') FROM lot;
SELECT is(basis(h100e_agg(spec, quantity, 'dense8')), 'dense8', 'basis') FROM lot;
SELECT is((SELECT h100e_agg(NULL::gpu_spec, pg_temp.same(n), 'tpp')::text FROM generate_series(1, 3) AS n),
	'tpp uncovered={rows=3 units={' || array_to_string(array_fill(6 * 1099511627776, ARRAY[16]), ',') || '}}', 'the text says all');

-- one sum, whatever the plan
\set question 'SELECT h100e_agg(spec, quantity, \'tpp\') AS a, h100e_agg(spec, quantity, \'as_published\', published) AS b, h100e_agg(chip, quantity, \'memory\') AS c, total_tpp(spec, quantity) AS d FROM lot'
CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text, '"(?:Node Type|Partial Mode|Strategy)": "([^"]*)"', 'g') AS m);
END $$;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS :question;
CREATE TEMP TABLE shuffled AS SELECT h100e_agg(spec, quantity, 'tpp') AS a, h100e_agg(spec, quantity, 'as_published', published) AS b,
	h100e_agg(chip, quantity, 'memory') AS c, total_tpp(spec, quantity) AS d FROM (SELECT * FROM lot ORDER BY md5(n::text)) AS l;
CREATE TEMP TABLE part AS SELECT part, chip, h100e_agg(spec, quantity, 'tpp') AS a, h100e_agg(spec, quantity, 'as_published', published) AS b,
	h100e_agg(chip, quantity, 'memory') AS c FROM lot GROUP BY 1, 2;
CREATE TEMP TABLE before AS SELECT part, chip, equivalents_draws_send(a) AS a FROM part;
CREATE TEMP TABLE rolled_up AS SELECT rollup(a) AS a, rollup(b) AS b, rollup(c) AS c, (SELECT d FROM serial) AS d
FROM (SELECT rollup(a) AS a, rollup(b) AS b, rollup(c) AS c FROM part GROUP BY part) AS s;
CREATE TEMP TABLE from_text AS SELECT rollup(a::text::equivalents_draws) AS a, rollup(b::text::equivalents_draws) AS b,
	rollup(c::text::equivalents_draws) AS c, (SELECT d FROM serial) AS d FROM part;
SELECT is_empty('TABLE before EXCEPT SELECT part, chip, equivalents_draws_send(a) FROM part', 'what was rolled up is as before');
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Gather%Partial%', 'a parallel plan');
CREATE TEMP TABLE parallel AS :question;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Gather Append%Partial%Partial%Partial%', 'a parallel partition-wise plan');
CREATE TEMP TABLE partition_wise AS :question;
RESET enable_partitionwise_aggregate;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is(concat_ws(' ', equivalents_draws_send(r.a), equivalents_draws_send(r.b), equivalents_draws_send(r.c), draws_send(r.d)),
	concat_ws(' ', equivalents_draws_send(s.a), equivalents_draws_send(s.b), equivalents_draws_send(s.c), draws_send(s.d)), 'the same bytes ' || r.how)
FROM serial AS s, (
	SELECT 'in another order' AS how, * FROM shuffled UNION ALL SELECT 'in parallel', * FROM parallel
	UNION ALL SELECT 'in parallel, partition-wise', * FROM partition_wise
	UNION ALL SELECT 'stored and rolled up in two steps', * FROM rolled_up UNION ALL SELECT 'stored as text and rolled up', * FROM from_text) AS r;
SET LOCAL work_mem = '64kB';
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT part, chip, h100e_agg(spec, quantity, 'tpp') AS a FROM lot GROUP BY 1, 2;
SELECT is_empty('TABLE before EXCEPT SELECT part, chip, equivalents_draws_send(a) FROM hashed', 'hashed in little memory: the same groups');
RESET enable_sort;
RESET work_mem;

-- windows
SELECT is((SELECT string_agg(h::text, ';') FROM (SELECT h100e_agg(spec, quantity, 'tpp') OVER (ORDER BY n ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS h, n
		FROM lot WHERE n <= 200 ORDER BY n) AS s),
	(SELECT string_agg((SELECT h100e_agg(spec, quantity, 'tpp') FROM lot AS l WHERE l.n BETWEEN i - 2 AND i)::text, ';' ORDER BY i)
	 FROM generate_series(1, 200) AS i), 'a frame that moves is the sum of its rows, to the byte');
SELECT is((SELECT h100e_agg(spec, quantity, 'tpp') OVER (ORDER BY n ROWS BETWEEN 7 PRECEDING AND 3 PRECEDING)
	FROM lot ORDER BY n LIMIT 1)::text, NULL, 'an empty frame: NULL');
SELECT is((SELECT string_agg(coalesce(draws_size(value(h)), 0)::text, ' ') FROM (
		SELECT h100e_agg('fp8=1'::gpu_spec, q, 'tpp') OVER (ORDER BY n ROWS BETWEEN CURRENT ROW AND CURRENT ROW) AS h
		FROM (VALUES (1, draws('5', 'k', 16)), (2, NULL), (3, draws('5', 'k', 17)), (4, draws('5', 'k', 16))) AS v (n, q)) AS s),
	'16 0 17 16', 'frames of one row may differ in size');

-- errors
SELECT is((pg_temp.complaint(query)).code, code, query)
FROM (VALUES
	('SELECT h100e_agg(spec, quantity, ''tops'') FROM lot', '22023'),
	('SELECT h100e_agg(spec, quantity, NULL) FROM lot', '22004'),
	('SELECT h100e_agg(spec, quantity, ''as_published'') FROM lot', '22023'),
	('SELECT h100e_agg(spec, quantity, CASE WHEN n < 9 THEN ''tpp'' ELSE ''memory'' END) FROM lot', '22023'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, draws(''5'', ''k'', 15 + n), ''tpp'') FROM generate_series(1, 2) AS n', '22023'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, draws(''5'', ''k'', 16), ''as_published'', draws(''5'', ''k'', 17))', '22023'),
	('SELECT rollup(e) FROM (VALUES (''tpp nulls=1''::equivalents_draws), (''memory nulls=1'')) AS v (e)', '22023'),
	('SELECT h100e_agg(''fp8=1''::gpu_spec, draws(''5'', ''k'', 16) * 1e300, ''tpp'')', '22003'),
	('SELECT h100e_agg(''H2OO'', quantity, ''tpp'') FROM lot', '42704'),
	('SELECT equivalents_draws_add(NULL, ''fp8=1''::gpu_spec, draws(''5'', ''k''), ''tpp'')', '0A000'),
	('SELECT equivalents_draws_combine(''tpp nulls=1'', ''tpp nulls=1'')', '0A000')) AS v (query, code);

SELECT * FROM finish();
ROLLBACK;
