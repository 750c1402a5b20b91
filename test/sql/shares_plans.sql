-- shares_agg and rollup: the same bytes in every plan, whatever the order.
BEGIN;
SELECT plan(16);

-- names of the nodes of a plan, and the partial modes of its aggregates
CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text, '"(?:Node Type|Partial Mode|Strategy)": "([^"]*)"', 'g') AS m);
END $$;


-- the expected sums come from sum(numeric)
CREATE TABLE trade (part integer, vendor text, amount integer, price numeric, rate float8) PARTITION BY LIST (part);
DO $$
BEGIN
	FOR p IN 0 .. 3 LOOP
		EXECUTE format('CREATE TABLE trade_%s PARTITION OF trade FOR VALUES IN (%s)', p, p);
	END LOOP;
END $$;
INSERT INTO trade
SELECT i % 4, CASE WHEN i % 97 > 0 THEN 'vendor ' || (i * 7919 % 503) END, nullif(i % 1000, 13),
	(i % 1009) / 8.0, i % 1013 / 10.0::float8
FROM generate_series(1, 60000) AS i;
ANALYZE trade;
\set question 'SELECT shares_agg(vendor, amount) AS a, shares_agg(vendor, price) AS p, shares_agg(vendor, rate) AS r FROM trade'
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS :question;
SELECT is((SELECT jsonb_agg(jsonb_build_array(key, weight) ORDER BY key COLLATE "C") FROM serial, shares_rows(p)),
	(SELECT jsonb_agg(jsonb_build_array(vendor, w) ORDER BY vendor COLLATE "C")
	 FROM (SELECT vendor, trim_scale(sum(price)) AS w FROM trade GROUP BY 1) AS t), 'the sums of SQL');
SELECT is((SELECT (coverage(a)).null_weights FROM serial), (SELECT count(*) FROM trade WHERE amount IS NULL), 'NULL weights counted');
CREATE TEMP TABLE shuffled AS SELECT shares_agg(vendor, amount) AS a, shares_agg(vendor, price) AS p,
	shares_agg(vendor, rate) AS r FROM (SELECT * FROM trade ORDER BY md5(amount::text || price::text || vendor)) AS t;
CREATE TEMP TABLE reversed AS SELECT shares_agg(vendor, amount ORDER BY vendor DESC) AS a,
	shares_agg(vendor, price ORDER BY price DESC) AS p, shares_agg(vendor, rate ORDER BY amount) AS r FROM trade;

-- CREATE TABLE AS runs in parallel, INSERT ... SELECT does not
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Gather%Partial%', 'a parallel plan');
CREATE TEMP TABLE parallel AS :question;
SET LOCAL enable_partitionwise_aggregate = on;
SELECT alike(pg_temp.nodes(:'question'), '%Finalize Gather Append%Partial%Partial%Partial%Partial%', 'a parallel partition-wise plan');
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
SELECT alike(pg_temp.nodes('SELECT shares_agg(vendor, amount) FROM trade_1'), '%Gather%', 'a plan forced to be parallel');
CREATE TEMP TABLE forced AS :question;
SELECT set_config(name, 'off', true) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query') \g /dev/null
SET LOCAL max_parallel_workers_per_gather = 0;

-- stored summaries; a row for each of 32 groups
CREATE TABLE stored AS SELECT part, amount % 7 AS kind, shares_agg(vendor, amount) AS a, shares_agg(vendor, price) AS p,
	shares_agg(vendor, rate) AS r FROM trade GROUP BY 1, 2;
CREATE TEMP TABLE before AS SELECT part, kind, shares_send(a) AS a, shares_send(p) AS p, shares_send(r) AS r FROM stored;
CREATE TEMP TABLE rolled_up AS SELECT rollup(a) AS a, rollup(p) AS p, rollup(r) AS r FROM stored;
CREATE TEMP TABLE rolled_up_backwards AS SELECT rollup(a ORDER BY part DESC, kind DESC) AS a, rollup(p ORDER BY kind, part) AS p,
	rollup(r ORDER BY r) AS r FROM stored;
CREATE TEMP TABLE rolled_up_twice AS SELECT rollup(a) AS a, rollup(p) AS p, rollup(r) AS r
FROM (SELECT kind, rollup(a) AS a, rollup(p) AS p, rollup(r) AS r FROM stored GROUP BY kind) AS t;
CREATE TEMP TABLE from_text AS SELECT rollup(a::text::shares) AS a, rollup(p::text::shares) AS p, rollup(r::text::shares) AS r FROM stored;
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
ALTER TABLE stored SET (parallel_workers = 3);
SELECT alike(pg_temp.nodes('SELECT rollup(a) FROM stored'), '%Finalize Gather%Partial%', 'a parallel rollup');
CREATE TEMP TABLE rolled_up_parallel AS SELECT rollup(a) AS a, rollup(p) AS p, rollup(r) AS r FROM stored;
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is_empty($$SELECT part, kind, shares_send(a), shares_send(p), shares_send(r) FROM stored EXCEPT TABLE before$$,
	'rolling up leaves the stored values alone');
CREATE TEMP VIEW answer AS
	SELECT 'serial' AS way, s.* FROM serial AS s UNION ALL SELECT 'shuffled', s.* FROM shuffled AS s
	UNION ALL SELECT 'reversed', s.* FROM reversed AS s UNION ALL SELECT 'parallel', s.* FROM parallel AS s
	UNION ALL SELECT 'parallel, partition-wise', s.* FROM parallel_partition_wise AS s
	UNION ALL SELECT 'partition-wise', s.* FROM partition_wise AS s UNION ALL SELECT 'forced parallel', s.* FROM forced AS s
	UNION ALL SELECT 'rolled up', s.* FROM rolled_up AS s UNION ALL SELECT 'backwards', s.* FROM rolled_up_backwards AS s
	UNION ALL SELECT 'twice', s.* FROM rolled_up_twice AS s UNION ALL SELECT 'from text', s.* FROM from_text AS s
	UNION ALL SELECT 'rolled up in parallel', s.* FROM rolled_up_parallel AS s;
SELECT is_empty($$SELECT way FROM answer, serial AS s
	WHERE (shares_send(answer.a), shares_send(answer.p), shares_send(answer.r))
		IS DISTINCT FROM (shares_send(s.a), shares_send(s.p), shares_send(s.r))$$, 'the same bytes in every way');
SELECT is((SELECT count(*) FROM answer), 12::bigint, 'twelve ways');

-- groups: hashed and sorted
SET LOCAL enable_sort = off;
SELECT alike(pg_temp.nodes('SELECT part, shares_agg(vendor, amount) FROM trade GROUP BY 1'), '%Aggregate Hashed%', 'a hash aggregate');
CREATE TEMP TABLE hashed AS SELECT amount % 7 AS kind, shares_agg(vendor, amount) AS a FROM trade GROUP BY 1;
SET LOCAL enable_sort = on;
SET LOCAL enable_hashagg = off;
CREATE TEMP TABLE sorted AS SELECT amount % 7 AS kind, shares_agg(vendor, amount) AS a FROM trade GROUP BY 1;
RESET enable_hashagg;
SELECT is((SELECT count(*) FROM hashed AS h JOIN sorted AS s
		ON h.kind IS NOT DISTINCT FROM s.kind AND shares_send(h.a) = shares_send(s.a)), 8::bigint,
	'hashed and sorted groups agree');
SELECT is((SELECT rollup(a) FROM hashed), (SELECT a FROM serial), 'and roll up to the whole');

-- 200,000 groups with little memory go to disk and come back
SET LOCAL work_mem = '4MB';
SET LOCAL enable_sort = off;
SELECT alike(pg_temp.nodes('SELECT i % 200000, shares_agg(''k'', i) FROM generate_series(1, 400000) AS i GROUP BY 1'),
	'%Aggregate Hashed%', 'hashed, although there is little memory');
SELECT is((SELECT count(*) || ' ' || sum((coverage(s)).named) FROM
	(SELECT i % 200000 AS g, shares_agg('k' || i % 3, i) AS s FROM generate_series(1, 400000) AS i GROUP BY 1) AS t),
	'200000 80000200000', '200,000 groups in 4 MB');

SELECT * FROM finish();
ROLLBACK;
