-- One sum, whatever the plan: h100e_agg and total_tpp to the byte.
BEGIN;
SELECT plan(32);

CREATE TABLE lot (n int, part int, chip text, spec gpu_spec, quantity numeric, published numeric, range estimate) PARTITION BY LIST (part);
CREATE TABLE lot_0 PARTITION OF lot FOR VALUES IN (0);
CREATE TABLE lot_1 PARTITION OF lot FOR VALUES IN (1);
CREATE TABLE lot_2 PARTITION OF lot FOR VALUES IN (2);
INSERT INTO lot
SELECT i, i % 3, c.chip, CASE WHEN i % 17 <> 0 THEN c.spec END,
	CASE WHEN i % 23 <> 0 THEN (i * 7919 % 100000) / 1000.0 - 3 END, CASE WHEN i % 5 <> 0 THEN i / 8.0 END,
	CASE WHEN i % 23 <> 0 THEN estimate(i % 97, i % 97 + i % 7 / 8.0, CASE WHEN i % 1013 <> 0 THEN i % 97 + 1 END) END
FROM generate_series(1, 30000) AS i
JOIN (SELECT row_number() OVER (ORDER BY chip) - 1 AS n, chip, spec FROM chip) AS c
	ON c.n = i % (SELECT count(*) FROM chip);
ANALYZE lot;
CREATE TABLE basis (basis text);
INSERT INTO basis VALUES ('tpp'), ('dense8'), ('dense16'), ('bandwidth'), ('memory'), ('as_published');

-- the sums by plain numeric arithmetic
CREATE TABLE expected AS
SELECT basis, trim_scale(sum(q * r)) AS rated, trim_scale(sum(q) FILTER (WHERE r IS NOT NULL)) AS covered,
	trim_scale(sum(q) FILTER (WHERE r IS NULL)) AS uncovered, count(*) AS rows_all, count(q * r) AS counted, count(*) - count(q) AS nulls
FROM basis CROSS JOIN (SELECT quantity AS q, spec FROM lot) AS l
CROSS JOIN LATERAL (SELECT CASE basis WHEN 'tpp' THEN tpp(spec)::numeric
	WHEN 'dense8' THEN greatest(rate(spec, 'fp8'), rate(spec, 'int8')) WHEN 'dense16' THEN rate(spec, 'fp16')
	WHEN 'bandwidth' THEN bw(spec) ELSE mem(spec) END AS r) AS r
WHERE basis <> 'as_published' GROUP BY 1;
INSERT INTO expected
SELECT 'as_published', trim_scale(sum(published)), trim_scale(sum(quantity) FILTER (WHERE published IS NOT NULL)),
	trim_scale(sum(quantity) FILTER (WHERE published IS NULL)), count(*), count(published), count(*) - count(quantity) FROM lot;
SELECT is(h100e_agg(spec, quantity, e.basis, published)::text,
	format('%s rated=%s covered=%s uncovered=%s rows=%s counted=%s nulls=%s', e.basis, rated, covered, uncovered, rows_all, counted, nulls),
	'plain arithmetic on basis ' || e.basis)
FROM lot, expected AS e GROUP BY e.basis, rated, covered, uncovered, rows_all, counted, nulls ORDER BY e.basis;

-- names of the nodes of a plan, and the partial modes of its aggregates
CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text, '"(?:Node Type|Partial Mode|Strategy)": "([^"]*)"', 'g') AS m);
END $$;

\set question 'SELECT h100e_agg(spec, quantity, \'tpp\') AS a, h100e_agg(spec, quantity::float8, \'dense8\') AS b, h100e_agg(spec, quantity, \'as_published\', published) AS c, h100e_agg(chip, quantity, \'memory\') AS d, total_tpp(spec, quantity) AS e, total_tpp(chip, quantity::float8) AS f, h100e_agg(spec, range, \'tpp\') AS g, h100e_agg(chip, range, \'as_published\', range / 8) AS h, total_tpp(spec, range)::text AS i FROM lot'
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS :question;
SELECT is(f, trim_scale((SELECT sum(tpp(c.spec)::numeric * l.quantity) FROM lot AS l JOIN chip AS c USING (chip))), 'names mean their chips') FROM serial;
CREATE TEMP TABLE shuffled AS SELECT * FROM lot ORDER BY md5(n::text);
CREATE TEMP TABLE in_another_order AS SELECT h100e_agg(spec, quantity, 'tpp') AS a, h100e_agg(spec, quantity::float8, 'dense8') AS b,
	h100e_agg(spec, quantity, 'as_published', published ORDER BY spec) AS c, h100e_agg(chip, quantity, 'memory' ORDER BY quantity) AS d,
	total_tpp(spec, quantity) AS e, total_tpp(chip, quantity::float8) AS f,
	h100e_agg(spec, range, 'tpp') AS g, h100e_agg(chip, range, 'as_published', range / 8 ORDER BY range) AS h, total_tpp(spec, range)::text AS i FROM shuffled;

-- CREATE TABLE AS runs in parallel, INSERT ... SELECT does not
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Gather%Partial%', 'a parallel plan');
CREATE TEMP TABLE parallel AS :question;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Gather Append%Partial%Partial%Partial%', 'a parallel partition-wise plan');
CREATE TEMP TABLE parallel_partition_wise AS :question;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Append%Partial%', 'a partition-wise plan');
CREATE TEMP TABLE partition_wise AS :question;
SET LOCAL enable_partitionwise_aggregate = off;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
SET LOCAL max_parallel_workers_per_gather = 2;
-- force_parallel_mode until 15
SELECT is((SELECT count(set_config(name, 'on', true)) FROM pg_settings
	WHERE name IN ('force_parallel_mode', 'debug_parallel_query')), 1::bigint, 'forced');
CREATE TEMP TABLE forced AS :question;
SELECT set_config(name, 'off', true) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \g /dev/null
SET LOCAL max_parallel_workers_per_gather = 0;

-- groups, sorted and hashed, rolled up again
SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT chip, part, h100e_agg(spec, quantity, 'tpp') AS a, h100e_agg(spec, quantity::float8, 'dense8') AS b,
	h100e_agg(spec, quantity, 'as_published', published) AS c, h100e_agg(chip, quantity, 'memory') AS d,
	h100e_agg(spec, range, 'tpp') AS g, h100e_agg(chip, range, 'as_published', range / 8) AS h FROM lot GROUP BY 1, 2;
RESET enable_hashagg;
SET LOCAL enable_sort = off;
CREATE TEMP TABLE hashed AS SELECT chip, part, h100e_agg(spec, quantity, 'tpp') AS a, h100e_agg(spec, quantity::float8, 'dense8') AS b,
	h100e_agg(spec, quantity, 'as_published', published) AS c, h100e_agg(chip, quantity, 'memory') AS d,
	h100e_agg(spec, range, 'tpp') AS g, h100e_agg(chip, range, 'as_published', range / 8) AS h FROM lot GROUP BY 1, 2;
RESET enable_sort;
SELECT set_eq('SELECT chip, part, a::text, b::text, c::text, d::text, g::text, h::text FROM sorted', 'SELECT chip, part, a::text, b::text, c::text, d::text, g::text, h::text FROM hashed',
	'sorted groups as hashed groups');
CREATE TEMP TABLE before AS SELECT chip, part, a::text, b::text, c::text, d::text, g::text, h::text FROM hashed;
CREATE TEMP TABLE rolled_up AS SELECT rollup(a) AS a, rollup(b) AS b, rollup(c) AS c, rollup(d) AS d, NULL::numeric AS e, NULL::numeric AS f,
	rollup(g) AS g, rollup(h) AS h, NULL AS i
FROM (SELECT part, rollup(a) AS a, rollup(b) AS b, rollup(c) AS c, rollup(d) AS d, rollup(g) AS g, rollup(h) AS h FROM hashed GROUP BY part) AS s;
CREATE TEMP TABLE from_text AS SELECT rollup(a::text::equivalents) AS a, rollup(b::text::equivalents) AS b, rollup(c::text::equivalents) AS c,
	rollup(d::text::equivalents) AS d, NULL::numeric AS e, NULL::numeric AS f,
	rollup(g::text::equivalents_range) AS g, rollup(h::text::equivalents_range) AS h, NULL AS i FROM sorted;
SELECT is_empty('TABLE before EXCEPT SELECT chip, part, a::text, b::text, c::text, d::text, g::text, h::text FROM hashed', 'what was rolled up is as before');

SELECT is(concat_ws(' ', equivalents_send(r.a), equivalents_send(r.b), equivalents_send(r.c), equivalents_send(r.d),
		equivalents_range_send(r.g), equivalents_range_send(r.h)),
	concat_ws(' ', equivalents_send(s.a), equivalents_send(s.b), equivalents_send(s.c), equivalents_send(s.d),
		equivalents_range_send(s.g), equivalents_range_send(s.h)), 'the same bytes ' || r.how)
FROM serial AS s, (
	SELECT 'in another order' AS how, * FROM in_another_order UNION ALL SELECT 'in parallel', * FROM parallel
	UNION ALL SELECT 'in parallel, partition-wise', * FROM parallel_partition_wise UNION ALL SELECT 'partition-wise', * FROM partition_wise
	UNION ALL SELECT 'in a forced worker', * FROM forced UNION ALL SELECT 'stored and rolled up in two steps', * FROM rolled_up
	UNION ALL SELECT 'stored as text and rolled up', * FROM from_text) AS r;
SELECT is(concat_ws(' ', r.e, r.f, r.i), concat_ws(' ', s.e, s.f, s.i), 'total_tpp ' || r.how)
FROM serial AS s, (
	SELECT 'in another order' AS how, * FROM in_another_order UNION ALL SELECT 'in parallel', * FROM parallel
	UNION ALL SELECT 'in parallel, partition-wise', * FROM parallel_partition_wise UNION ALL SELECT 'partition-wise', * FROM partition_wise
	UNION ALL SELECT 'in a forced worker', * FROM forced) AS r;

-- windows: frames that move forward and that do not
SELECT is((SELECT count(*) FROM (
	SELECT round(value(h100e_agg(spec, quantity, 'tpp') OVER w) * 15832, 6) AS h,
		round(sum(tpp(spec)::numeric * quantity) OVER w, 6) AS plain
	FROM (SELECT * FROM lot WHERE n <= 2000) AS l
	WINDOW w AS (ORDER BY n ROWS BETWEEN 7 PRECEDING AND 3 PRECEDING)) AS s
	WHERE h IS DISTINCT FROM plain), 0::bigint, 'a moving frame');
SELECT is((SELECT h100e_agg(spec, quantity, 'tpp') OVER (ORDER BY n ROWS BETWEEN 7 PRECEDING AND 3 PRECEDING)
	FROM lot ORDER BY n LIMIT 1)::text, NULL, 'an empty frame: NULL');
SELECT is((SELECT count(*) FROM (
	SELECT round(value(h100e_agg(spec, quantity, 'memory') OVER w) * 80, 6) AS h, round(sum(mem(spec) * quantity) OVER w, 6) AS plain
	FROM (SELECT * FROM lot WHERE n <= 2000) AS l
	WINDOW w AS (ORDER BY n)) AS s WHERE h IS DISTINCT FROM plain), 0::bigint, 'a running frame');
SELECT is((SELECT string_agg(h::text, ';') FROM (SELECT h100e_agg(spec, quantity, 'tpp') OVER (ORDER BY n ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS h, n
		FROM lot WHERE n <= 500 ORDER BY n) AS s),
	(SELECT string_agg((SELECT h100e_agg(spec, quantity, 'tpp') FROM lot AS l WHERE l.n BETWEEN i - 2 AND i)::text, ';' ORDER BY i)
	 FROM generate_series(1, 500) AS i), 'a frame that moves is the sum of its rows, to the byte');

SELECT is((SELECT string_agg(h::text, ';') FROM (SELECT h100e_agg(spec, range, 'tpp') OVER (ORDER BY n ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS h, n
		FROM lot WHERE n <= 500 ORDER BY n) AS s),
	(SELECT string_agg((SELECT h100e_agg(spec, range, 'tpp') FROM lot AS l WHERE l.n BETWEEN i - 2 AND i)::text, ';' ORDER BY i)
	 FROM generate_series(1, 500) AS i), 'and of ranges');
SELECT is((SELECT h100e_agg(spec, range, 'tpp') OVER (ORDER BY n ROWS BETWEEN 7 PRECEDING AND 3 PRECEDING)
	FROM lot ORDER BY n LIMIT 1)::text, NULL, 'of which an empty one is NULL too');

-- memory: a state is 80 bytes, so that groups are hashed in what work_mem allows
SET LOCAL work_mem = '1MB';
SELECT is((SELECT count(*) FROM (SELECT i, h100e_agg('fp8=1979'::gpu_spec, i::float8, 'tpp') AS h FROM generate_series(1, 200000) AS i GROUP BY i) AS s
	WHERE value(h) = i), 200000::bigint, '200,000 groups in 1 MB');

SELECT * FROM finish();
ROLLBACK;
