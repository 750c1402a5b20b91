-- One sum of draws, whatever the plan: sum, avg, draws_agg and rollup to the
-- byte; moving windows, what is stored, errors, memory.
BEGIN;
SELECT plan(82);

CREATE TABLE lot (n int, part int, kind int, d draws, e estimate) PARTITION BY LIST (part);
CREATE TABLE lot_0 PARTITION OF lot FOR VALUES IN (0);
CREATE TABLE lot_1 PARTITION OF lot FOR VALUES IN (1);
CREATE TABLE lot_2 PARTITION OF lot FOR VALUES IN (2);
-- samples of all sizes from 1e-13 to 5e6 and both signs, most of them no
-- multiples of 2^-40
INSERT INTO lot
SELECT i, i % 3, i % 7,
	CASE WHEN i % 13 <> 0 THEN draws_of(ARRAY(
		SELECT ((i * 7919 + k * 104729) % 1000003 - 500001) * power(2::float8, (i + k) % 56 - 50) / 3 FROM generate_series(1, 16) AS k)) END,
	CASE WHEN i % 11 <> 0 THEN estimate(i % 97, i % 97 + i % 7 / 8.0, i % 97 + 1) END
FROM generate_series(1, 12000) AS i;
ANALYZE lot;

-- the sums by integers: round() of float8 takes ties to the even number, and
-- the nearest double of an integer of any length is numeric's
CREATE FUNCTION pg_temp.units(d draws) RETURNS TABLE (k bigint, u bigint) LANGUAGE sql AS $$
	SELECT k, round(x * 1099511627776)::bigint FROM unnest(draws_samples(d)) WITH ORDINALITY AS s (x, k)
$$;
CREATE TEMP TABLE expected AS
SELECT k, sum(u) AS units, count(*) AS n FROM lot, pg_temp.units(d) GROUP BY k;
CREATE TEMP TABLE plain AS
SELECT draws_of(array_agg(units::float8 / 1099511627776 ORDER BY k)) AS a,
	draws_of(array_agg(units::float8 / 1099511627776 / n ORDER BY k)) AS b,
	format('rows=%s units={%s}', min(n), string_agg(units::text, ',' ORDER BY k)) AS c FROM expected;

-- names of the nodes of a plan, and the partial modes of its aggregates
CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text, '"(?:Node Type|Partial Mode|Strategy)": "([^"]*)"', 'g') AS m);
END $$;

\set question 'SELECT sum(d) AS a, avg(d) AS b, draws_agg(d) AS c, sum(draws(e, \'key \' || n, 64)) AS s, draws_agg(draws(e, \'key \' || n, 64)) AS g FROM lot'
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS :question;
SELECT is(s.a::text, p.a::text, 'sum: the integers of plain SQL') FROM serial AS s, plain AS p;
SELECT is(s.b::text, p.b::text, 'avg') FROM serial AS s, plain AS p;
SELECT is(s.c::text, p.c, 'draws_agg') FROM serial AS s, plain AS p;
SELECT is(draws_total(c)::text, a::text, 'draws_total is sum') FROM serial;
SELECT is(draws_average(c)::text, b::text, 'draws_average is avg') FROM serial;
SELECT is(draws_rows(c), (SELECT count(d) FROM lot), 'draws_rows leaves NULL out') FROM serial;
SELECT is(g::text, (SELECT format('rows=%s units={%s}', min(n), string_agg(units::text, ',' ORDER BY k)) FROM (
	SELECT k, sum(u) AS units, count(*) AS n FROM lot, pg_temp.units(draws(e, 'key ' || n, 64)) GROUP BY k) AS u), 'of computed draws') FROM serial;
CREATE TEMP TABLE each_alone AS SELECT (SELECT sum(d) FROM lot) AS a, (SELECT avg(d) FROM lot) AS b, (SELECT draws_agg(d) FROM lot) AS c,
	(SELECT sum(draws(e, 'key ' || n, 64)) FROM lot) AS s, (SELECT draws_agg(draws(e, 'key ' || n, 64)) FROM lot) AS g;
CREATE TEMP TABLE mixed AS SELECT * FROM lot ORDER BY md5(n::text);
CREATE TEMP TABLE shuffled AS SELECT sum(d) AS a, avg(d) AS b, draws_agg(d) AS c, sum(draws(e, 'key ' || n, 64)) AS s,
	draws_agg(draws(e, 'key ' || n, 64)) AS g FROM mixed;
CREATE TEMP TABLE reversed AS SELECT sum(d ORDER BY n DESC) AS a, avg(d ORDER BY kind, n DESC) AS b, draws_agg(d ORDER BY -n) AS c,
	sum(draws(e, 'key ' || n, 64) ORDER BY e) AS s, draws_agg(draws(e, 'key ' || n, 64) ORDER BY e DESC) AS g FROM lot;

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
SELECT alike(pg_temp.nodes('SELECT sum(d) FROM lot_1'), '%Gather%', 'a plan forced to be parallel');
CREATE TEMP TABLE forced AS :question;
SELECT set_config(name, 'off', true) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \g /dev/null
SET LOCAL max_parallel_workers_per_gather = 0;

-- groups, sorted and hashed; stored and rolled up
SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT part, kind, draws_agg(d) AS c, draws_agg(draws(e, 'key ' || n, 64)) AS g FROM lot GROUP BY 1, 2;
RESET enable_hashagg;
SET LOCAL enable_sort = off;
SELECT alike(pg_temp.nodes('SELECT part, kind, draws_agg(d) FROM lot GROUP BY 1, 2'), '%Aggregate Hashed%', 'hashed groups');
CREATE TABLE stored AS SELECT part, kind, draws_agg(d) AS c, draws_agg(draws(e, 'key ' || n, 64)) AS g FROM lot GROUP BY 1, 2;
RESET enable_sort;
SELECT is((SELECT count(*) FROM stored AS h JOIN sorted AS s USING (part, kind)
	WHERE draws_state_send(h.c) = draws_state_send(s.c) AND draws_state_send(h.g) = draws_state_send(s.g)), 21::bigint, 'sorted groups as hashed groups');
CREATE TEMP TABLE before AS SELECT part, kind, draws_state_send(c) AS c, draws_state_send(g) AS g FROM stored;
CREATE TEMP TABLE rolled_up AS SELECT rollup(c) AS c, rollup(g) AS g FROM stored;
CREATE TEMP TABLE rolled_up_backwards AS SELECT rollup(c ORDER BY part DESC, kind DESC) AS c, rollup(g ORDER BY kind, part DESC) AS g FROM stored;
CREATE TEMP TABLE rolled_up_twice AS SELECT rollup(c) AS c, rollup(g) AS g
FROM (SELECT kind, rollup(c) AS c, rollup(g) AS g FROM stored GROUP BY kind) AS t;
CREATE TEMP TABLE from_text AS SELECT rollup(c::text::draws_state) AS c, rollup(g::text::draws_state) AS g FROM stored;
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
ALTER TABLE stored SET (parallel_workers = 3);
SELECT alike(pg_temp.nodes('SELECT rollup(c) FROM stored'), '%Finalize Gather%Partial%', 'a parallel rollup');
CREATE TEMP TABLE rolled_up_parallel AS SELECT rollup(c) AS c, rollup(g) AS g FROM stored;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is_empty('SELECT part, kind, draws_state_send(c), draws_state_send(g) FROM stored EXCEPT TABLE before', 'rolling up leaves the stored values alone');

CREATE TEMP TABLE answer AS
SELECT 'each alone' AS way, a, b, c, s, g FROM each_alone UNION ALL SELECT 'shuffled', * FROM shuffled UNION ALL SELECT 'reversed', * FROM reversed
UNION ALL SELECT 'in parallel', * FROM parallel UNION ALL SELECT 'in parallel, partition-wise', * FROM parallel_partition_wise
UNION ALL SELECT 'partition-wise', * FROM partition_wise UNION ALL SELECT 'in a forced worker', * FROM forced
UNION ALL SELECT 'rolled up', draws_total(c), draws_average(c), c, draws_total(g), g FROM rolled_up
UNION ALL SELECT 'rolled up backwards', draws_total(c), draws_average(c), c, draws_total(g), g FROM rolled_up_backwards
UNION ALL SELECT 'rolled up in two steps', draws_total(c), draws_average(c), c, draws_total(g), g FROM rolled_up_twice
UNION ALL SELECT 'rolled up from text', draws_total(c), draws_average(c), c, draws_total(g), g FROM from_text
UNION ALL SELECT 'rolled up in parallel', draws_total(c), draws_average(c), c, draws_total(g), g FROM rolled_up_parallel;
SELECT is(md5(concat_ws(' ', draws_send(r.a), draws_send(r.b), draws_state_send(r.c), draws_send(r.s), draws_state_send(r.g))),
	md5(concat_ws(' ', draws_send(s.a), draws_send(s.b), draws_state_send(s.c), draws_send(s.s), draws_state_send(s.g))), 'the same bytes ' || r.way)
FROM serial AS s, answer AS r;
SELECT is(draws_state_send(rollup(c)), (SELECT draws_state_send(c) FROM serial), 'a grand total of groups with and without rows')
FROM (SELECT c FROM stored UNION ALL SELECT draws_agg(d) FROM lot WHERE false) AS u;

-- nothing to add
SELECT is(concat(sum(d), avg(d), draws_agg(d)), '', what)
FROM (SELECT 'no rows' AS what, NULL::draws AS d WHERE false UNION ALL SELECT 'NULL only', NULL FROM generate_series(1, 3)) AS t
RIGHT JOIN (VALUES ('no rows'), ('NULL only')) AS v (what) USING (what) GROUP BY what;
SELECT is((SELECT concat(sum(d), avg(d), draws_agg(d)) FROM lot WHERE false), '', 'no rows at all');
SELECT is((SELECT rollup(c)::text FROM stored WHERE false), NULL, 'nothing to roll up');
SELECT is((SELECT rollup(NULL::draws_state)::text FROM stored), NULL, 'NULL rolled up');
SELECT is((SELECT draws_agg(d)::text FROM (VALUES (NULL::draws), (draws('5', 'k', 16)), (NULL)) AS v (d)),
	'rows=1 units={' || repeat((5 * 2::numeric ^ 40)::bigint || ',', 15) || (5 * 2::numeric ^ 40)::bigint || '}', 'one row among NULLs');
SELECT is((SELECT rollup(c)::text FROM (VALUES (NULL::draws_state), ('rows=2 units={1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}'), (NULL)) AS v (c)),
	'rows=2 units={1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}', 'one state among NULLs');
SELECT is((SELECT draws_agg(d) FILTER (WHERE kind = 3)::text FROM lot), (SELECT draws_agg(d)::text FROM lot WHERE kind = 3), 'FILTER');
SELECT is((SELECT sum(d) FILTER (WHERE false)::text FROM lot), NULL, 'FILTER that leaves nothing');
SELECT is((SELECT sum(d)::text FROM (VALUES (draws('0..1', 'a', 16)), (-draws('0..1', 'a', 16))) AS v (d)), draws('0', 'z', 16)::text,
	'what is taken away again leaves 0, without a sign');

-- one state read by several functions, an expanded one read several times:
-- this aggregate gives its state out as it is
CREATE AGGREGATE pg_temp.raw(draws) (SFUNC = draws_state_add, STYPE = draws_state);
CREATE TEMP TABLE small AS SELECT n, d FROM lot WHERE n BETWEEN 1 AND 40;
SELECT is(draws_total(r)::text || draws_average(r)::text || draws_rows(r) || r::text || draws_state_send(r)::text || r::text || draws_total(r)::text, again, 'an expanded sum read seven times')
FROM (SELECT pg_temp.raw(d) AS r, sum(d)::text || avg(d)::text || count(d) || draws_agg(d)::text || draws_state_send(draws_agg(d))::text
	|| draws_agg(d)::text || sum(d)::text AS again FROM small OFFSET 0) AS s;
SELECT is(rollup(r)::text, (SELECT draws_agg(d)::text FROM small, generate_series(1, 3)), 'rolled up three times with itself')
FROM (SELECT pg_temp.raw(d) AS r FROM small OFFSET 0) AS s, generate_series(1, 3);
SELECT is((SELECT rollup(r)::text || rollup(r)::text FROM (SELECT pg_temp.raw(d) AS r FROM small OFFSET 0) AS s),
	(SELECT draws_agg(d)::text || draws_agg(d)::text FROM small), 'by two aggregates');
SELECT is((SELECT count(DISTINCT r) FROM (SELECT rollup(r) OVER (ORDER BY g ROWS UNBOUNDED PRECEDING)::text AS r
	FROM (SELECT pg_temp.raw(d) AS r FROM small OFFSET 0) AS s, generate_series(1, 3) AS g) AS t), 3::bigint, 'a running sum of it');
CREATE FUNCTION pg_temp.twice() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	c CURSOR FOR SELECT pg_temp.raw(d) FROM small;
	s draws_state;
	t draws_state;
	first text;
BEGIN
	OPEN c;
	FETCH c INTO s;
	CLOSE c;
	first := s::text;
	t := s;
	SELECT rollup(v) INTO t FROM (VALUES (s), (t), (s)) AS x (v);
	IF s::text <> first OR draws_rows(t) <> 3 * draws_rows(s) THEN
		RETURN 'changed';
	END IF;
	RETURN s::text;
END $$;
SELECT is(pg_temp.twice(), (SELECT draws_agg(d)::text FROM small), 'in variables, from a cursor');
DECLARE kept SCROLL CURSOR FOR SELECT pg_temp.raw(d) AS r FROM small GROUP BY n % 3 ORDER BY n % 3;
CREATE FUNCTION pg_temp.fetch(direction text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	c refcursor := 'kept';
	r draws_state;
BEGIN
	IF direction = 'first' THEN FETCH FIRST FROM c INTO r; ELSE FETCH NEXT FROM c INTO r; END IF;
	RETURN r::text;
END $$;
SELECT is(concat_ws(';', pg_temp.fetch('first'), pg_temp.fetch('next'), pg_temp.fetch('first')),
	(SELECT concat_ws(';', max(t) FILTER (WHERE k = 0), max(t) FILTER (WHERE k = 1), max(t) FILTER (WHERE k = 0))
	 FROM (SELECT n % 3 AS k, draws_agg(d)::text AS t FROM small GROUP BY 1) AS s), 'and from one that goes back');

-- windows: to the byte what a plain sum over the frame gives
CREATE TEMP TABLE line AS SELECT n, CASE WHEN n % 50 > 6 THEN d END AS d FROM lot WHERE n <= 400;
SELECT is((SELECT md5(string_agg(concat(draws_send(a), draws_send(b), draws_state_send(c)), ';' ORDER BY n)) FROM (
		SELECT n, sum(d) OVER w AS a, avg(d) OVER w AS b, draws_agg(d) OVER w AS c
		FROM line WINDOW w AS (ORDER BY n ROWS BETWEEN before PRECEDING AND after FOLLOWING)) AS s),
	(SELECT md5(string_agg(concat(draws_send(a), draws_send(b), draws_state_send(c)), ';' ORDER BY n)) FROM (
		SELECT i AS n, sum(d) AS a, avg(d) AS b, draws_agg(d) AS c FROM generate_series(1, 400) AS i
		LEFT JOIN line ON n BETWEEN i - before AND i + after GROUP BY i) AS s), format('a frame from %s before to %s behind', before, after))
FROM (VALUES (0, 0), (1, 0), (0, 3), (2, 2), (100, 0), (399, 399)) AS v (before, after);
SELECT is((SELECT md5(string_agg(draws_send(a)::text, ';' ORDER BY n)) FROM (
		SELECT n, sum(d) OVER (ORDER BY n ROWS BETWEEN 9 PRECEDING AND 5 PRECEDING) AS a FROM line) AS s),
	(SELECT md5(string_agg(draws_send(a)::text, ';' ORDER BY n)) FROM (
		SELECT i AS n, sum(d) AS a FROM generate_series(1, 400) AS i LEFT JOIN line ON n BETWEEN i - 9 AND i - 5 GROUP BY i) AS s),
	'a frame behind the row, empty at first');
SELECT is((SELECT md5(string_agg(draws_send(a)::text, ';' ORDER BY n)) FROM (
		SELECT n, sum(d) OVER (ORDER BY n RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW) AS a FROM line) AS s),
	(SELECT md5(string_agg(draws_send(a)::text, ';' ORDER BY n)) FROM (
		SELECT i AS n, sum(d) AS a FROM generate_series(1, 400) AS i LEFT JOIN line ON n BETWEEN i - 3 AND i + 3 AND n <> i GROUP BY i) AS s),
	'a frame without the row');
-- longer than the 2047 rows after which a sum is settled
SELECT is((SELECT draws_agg(d) OVER (ORDER BY n ROWS 4999 PRECEDING)::text FROM lot ORDER BY n DESC LIMIT 1),
	(SELECT draws_agg(d)::text FROM lot WHERE n > 7000), 'a frame of 5000 rows that moved over 12000');
SELECT is((SELECT string_agg(concat(draws_size(s), ':', quantile(s, 0)), ' ' ORDER BY n) FROM (
		SELECT n, sum(d) OVER (ORDER BY n ROWS 1 PRECEDING) AS s FROM (VALUES (1, draws('1', 'k', 16)), (2, draws('2', 'k', 16)), (3, NULL),
		(4, NULL), (5, draws('4', 'k', 20)), (6, draws('5', 'k', 20)), (7, NULL)) AS v (n, d)) AS t),
	'16:1 16:3 16:2 : 20:4 20:9 20:5', 'a frame empty of one size takes another');
SELECT is((SELECT string_agg(concat(quantile(s, 0)), ' ' ORDER BY n) FROM (
		SELECT n, sum(d) OVER (ORDER BY n ROWS 1 PRECEDING) AS s FROM (VALUES (1, draws_of(array_fill(-9223372036854775808::float8, ARRAY[16]))),
		(2, draws('1', 'k', 16)), (3, draws('2', 'k', 16))) AS v (n, d)) AS t),
	'-9.223372036854776e+18 -9.223372036854776e+18 3', 'a sample of -2^63 goes as it came');

-- errors
CREATE FUNCTION pg_temp.error(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	state text;
	message text;
BEGIN
	EXECUTE query;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || message;
END
$$;
CREATE FUNCTION pg_temp.constant(x float8, size integer DEFAULT 16) RETURNS draws LANGUAGE sql IMMUTABLE RETURN draws_of(array_fill(x, ARRAY[size]));
SELECT is(pg_temp.error('SELECT ' || query), expected, translate(query, E'\n\t', ' '))
FROM (VALUES
	('sum(DISTINCT d) FROM small', '42883 could not identify an equality operator for type draws'),
	('draws_agg(DISTINCT d) FROM small', '42883 could not identify an equality operator for type draws'),
	('rollup(DISTINCT c) FROM stored', '42883 could not identify an equality operator for type draws_state'),
	('sum(d) FROM (VALUES (draws(''5'', ''k'', 16)), (draws(''5'', ''k'', 17))) AS v (d)', '22023 draws of different size: 16 and 17 samples'),
	('avg(d) FROM (VALUES (draws(''5'', ''k'', 1000)), (NULL), (draws(''5'', ''k'', 17))) AS v (d)', '22023 draws of different size: 1000 and 17 samples'),
	('rollup(c) FROM (SELECT c FROM stored UNION ALL SELECT g FROM stored) AS u', '22023 draws of different size: 16 and 64 samples'),
	('sum(d) OVER (ORDER BY n ROWS 1 PRECEDING) FROM (VALUES (1, draws(''5'', ''k'', 16)), (2, draws(''5'', ''k'', 17))) AS v (n, d)',
	 '22023 draws of different size: 16 and 17 samples'),
	('sum(pg_temp.constant(9.3e18))', '22003 sum of draws out of range'),
	('sum(pg_temp.constant(-9.3e18))', '22003 sum of draws out of range'),
	('avg(pg_temp.constant(1e300))', '22003 sum of draws out of range'),
	('sum(pg_temp.constant(9.2e18))', 'no error'),
	-- 1026 * 9.2e18 is less than 2^73, 1027 times is more
	('sum(pg_temp.constant(9.2e18)) FROM generate_series(1, 1026)', 'no error'),
	('sum(pg_temp.constant(9.2e18)) FROM generate_series(1, 1027)', '22003 sum of draws out of range'),
	('draws_agg(pg_temp.constant(-9.2e18)) FROM generate_series(1, 1027)', '22003 sum of draws out of range'),
	('rollup(s) FROM (SELECT draws_agg(pg_temp.constant(9.2e18)) AS s FROM generate_series(1, 1026) AS i GROUP BY i % 2) AS t', 'no error'),
	('rollup(s) FROM (SELECT draws_agg(pg_temp.constant(9.2e18)) AS s FROM generate_series(1, 1028) AS i GROUP BY i % 2) AS t',
	 '22003 sum of draws out of range'),
	('rollup(s::draws_state) FROM (VALUES (''rows=4611686018427387904 units={1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}''),
		(''rows=1 units={1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}'')) AS v (s)', '22003 sum of draws out of range'),
	('draws_state_add(NULL, draws(''5'', ''k''))', '0A000 this function is for aggregates only'),
	('draws_state_combine(c, c) FROM stored', '0A000 this function is for aggregates only'),
	('draws_state_remove(c, draws(''5'', ''k'', 16)) FROM stored', '0A000 this function is for aggregates only')
) AS v (query, expected);

-- memory: a sum of 1000 samples takes 16 kB, which the planner is told, and
-- groups go to disk when work_mem is full
SELECT is((SELECT string_agg(DISTINCT concat(aggtransspace, ' ', aggmtransspace), ';') FROM pg_aggregate
	WHERE aggfnoid IN ('sum(draws)'::regprocedure, 'avg(draws)'::regprocedure, 'draws_agg(draws)'::regprocedure)), '17000 17000', 'declared');
CREATE FUNCTION pg_temp.hashed(query text, OUT batches integer, OUT memory integer) LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON, COSTS OFF, TIMING OFF) ' || query INTO plan;
	batches := (regexp_match(plan::text, '"HashAgg Batches": (\d+)'))[1];
	memory := (regexp_match(plan::text, '"Peak Memory Usage": (\d+)'))[1];
END $$;
SET LOCAL work_mem = '4MB';
SET LOCAL hash_mem_multiplier = 1;
SET LOCAL enable_sort = off;
CREATE TEMP TABLE key AS SELECT draws_of(ARRAY(SELECT (i + k)::float8 FROM generate_series(0, 15) AS k)) AS d, i FROM generate_series(1, 100000) AS i;
CREATE TEMP TABLE long AS SELECT draws('0..1', 'k') + i AS d, i % 1500 AS g, i FROM generate_series(1, 3000) AS i;
ANALYZE key;
ANALYZE long;
SELECT is((SELECT concat(count(*), ' ', sum(quantile(s, 0)), ' ', sum(quantile(s, 1))) FROM (SELECT sum(d) AS s FROM key GROUP BY i) AS t),
	'100000 5000050000 5001550000', '100,000 groups of 16 samples');
SELECT ok(batches > 1 AND memory < 6000, 'by way of the disk, in what it was given')
FROM pg_temp.hashed('SELECT sum(d) FROM key GROUP BY i');
SELECT is((SELECT concat(count(*), ' ', sum(mean(s))) FROM (SELECT sum(d) AS s FROM long GROUP BY g) AS t), '1500 4503000', '1500 groups of 1000 samples');
SELECT ok(batches > 1 AND memory < 6000, 'by way of the disk, in what it was given')
FROM pg_temp.hashed('SELECT sum(d) FROM long GROUP BY g');
SELECT is((SELECT md5(string_agg(c::text, ';' ORDER BY g)) FROM (SELECT g, draws_agg(d) AS c FROM long GROUP BY g OFFSET 0) AS t WHERE g % 15 = 0),
	(SELECT md5(string_agg(c, ';' ORDER BY g)) FROM (SELECT g, format('rows=2 units={%s}', string_agg(u::text, ',' ORDER BY k)) AS c
		FROM (SELECT g, k, sum(u) AS u FROM long, pg_temp.units(d) WHERE g % 15 = 0 GROUP BY g, k) AS u GROUP BY g) AS t), 'to the byte');

SELECT * FROM finish();
ROLLBACK;
