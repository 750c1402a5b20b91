-- The same rows give the same bytes in every plan: serial, parallel,
-- partition-wise, hashed and sorted, spilled, stored and rolled up, shuffled,
-- in windows.
BEGIN;
SELECT plan(46);

-- 20000 rows of all kinds in 8 partitions, some NULL; 50 groups, which the
-- partitions cut
SELECT setseed(0.1);
CREATE TABLE plan_row (id int, grp int, block int, e estimate) PARTITION BY HASH (block);
DO $$
BEGIN
	FOR i IN 0 .. 7 LOOP
		EXECUTE format('CREATE TABLE plan_row_%s PARTITION OF plan_row FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
	END LOOP;
END
$$;
INSERT INTO plan_row
SELECT i, i % 50, (random() * 100)::int,
	CASE WHEN i % 50 = 49 AND i % 3 = 0 THEN NULL
	WHEN i % 50 < 20 THEN format('%s [%s, %s] 90%%', m, m - l, m + h)
	ELSE (ARRAY[m::text, format('%s [%s, %s] 90%%', m, m - l, m + h), format('%s..%s', m - l, m + h),
		format('%s (%s, %s)', m, m - l - 1, m + h + 1), '>=' || m, '<' || m, '~' || m,
		format('%s [%s, ]', m, m - l), format('%s [, %s]', m, m + h),
		format('%s [%s, %s] 80%%', m, m - l, m + h)])[1 + (random() * 9)::int * (i % 50) / 50] END::estimate
FROM generate_series(1, 20000) AS i,
	LATERAL (SELECT round((random() * 1e6 - 2e5)::numeric, (i % 7)) AS m,
		round((random() * 1e5)::numeric, (i % 4)) AS l, round((random() * 1e5)::numeric, (i % 3)) AS h) AS r;
ANALYZE plan_row;

\set figures 'count(*) AS n, bounds_summary_send(bounds_agg(e)) AS b, independent_summary_send(independent_agg(e)) AS i, estimate_send(sum_bounds(e)) AS sb, estimate_send(sum_independent(e)) AS si, estimate_send(avg_bounds(e)) AS ab, estimate_send(avg_independent(e)) AS ai'
\set grouped 'SELECT grp, ' :figures ' FROM plan_row GROUP BY grp'
\set whole 'SELECT ' :figures ' FROM plan_row'
\set by_block 'SELECT block, ' :figures ' FROM plan_row GROUP BY block'

-- what the plan of a query has: node types with strategy and mode, workers
CREATE FUNCTION pg_temp.nodes(plan jsonb) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN NEXT concat_ws(' ', plan->>'Partial Mode', plan->>'Strategy', plan->>'Node Type',
		'of ' || CASE plan->>'Node Type' WHEN 'Append' THEN plan #>> '{Plans,0,Node Type}' END);
	IF (plan->>'Workers Launched')::int > 0 THEN
		RETURN NEXT 'workers';
	END IF;
	IF (plan->>'HashAgg Batches')::int > 1 THEN
		RETURN NEXT 'spilled';
	END IF;
	RETURN QUERY SELECT n FROM jsonb_array_elements(plan->'Plans') AS p, pg_temp.nodes(p) AS n;
END
$$;
CREATE FUNCTION pg_temp.plan_has(query text, VARIADIC wanted text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
	found text[];
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, FORMAT JSON) ' || query INTO plan;
	found := ARRAY(SELECT pg_temp.nodes(plan->0->'Plan'));
	RETURN NEXT ok(wanted <@ found, 'the plan has ' || array_to_string(wanted, ', '));
	IF NOT wanted <@ found THEN
		RETURN NEXT diag(array_to_string(found, ', '));
	END IF;
END
$$;
CREATE FUNCTION pg_temp.same(a text, b text, what text) RETURNS text LANGUAGE sql AS $$
	SELECT is_empty(format('(TABLE %1$I EXCEPT ALL TABLE %2$I) UNION ALL (TABLE %2$I EXCEPT ALL TABLE %1$I)', a, b), what)
$$;

-- serial, sorted: what all else is compared with
SET LOCAL jit = off;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_hashagg = off;
SELECT pg_temp.plan_has(:'grouped', 'Simple Sorted Aggregate');
CREATE TEMP TABLE grouped AS :grouped;
CREATE TEMP TABLE whole AS :whole;
CREATE TEMP TABLE by_block AS :by_block;
SELECT results_eq('SELECT count(*), count(b), count(sb) > 20, count(sb) < 50, sum(n) FROM grouped',
	'VALUES (50::bigint, 50::bigint, true, true, 20000::numeric)', 'there are groups with a sum and some without');

SET LOCAL enable_hashagg = on;
SELECT pg_temp.plan_has(:'grouped', 'Simple Hashed Aggregate');
CREATE TEMP TABLE hashed AS :grouped;
SELECT pg_temp.same('hashed', 'grouped', 'hashed');

-- parallel
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT pg_temp.plan_has(:'grouped', 'Partial Hashed Aggregate', 'workers');
CREATE TEMP TABLE parallel_hashed AS :grouped;
SELECT pg_temp.same('parallel_hashed', 'grouped', 'parallel, hashed');
SELECT pg_temp.plan_has(:'whole', 'Partial Plain Aggregate', 'Finalize Plain Aggregate', 'workers');
CREATE TEMP TABLE parallel_whole AS :whole;
SELECT pg_temp.same('parallel_whole', 'whole', 'parallel, one group');
SET LOCAL enable_hashagg = off;
SELECT pg_temp.plan_has(:'grouped', 'Partial Sorted Aggregate', 'Finalize Sorted Aggregate', 'workers');
CREATE TEMP TABLE parallel_sorted AS :grouped;
SELECT pg_temp.same('parallel_sorted', 'grouped', 'parallel, sorted');
SET LOCAL enable_hashagg = on;
SET LOCAL parallel_leader_participation = off;
CREATE TEMP TABLE workers_only AS :grouped;
SELECT pg_temp.same('workers_only', 'grouped', 'in workers only');
RESET parallel_leader_participation;

-- partition-wise: of whole groups, of parts of groups, parallel too
SET LOCAL enable_partitionwise_aggregate = on;
SELECT pg_temp.plan_has(:'grouped', 'Append of Aggregate', 'Partial Hashed Aggregate', 'workers');
CREATE TEMP TABLE parallel_partitions AS :grouped;
SELECT pg_temp.same('parallel_partitions', 'grouped', 'partition-wise and parallel');
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT pg_temp.plan_has(:'grouped', 'Append of Aggregate', 'Partial Hashed Aggregate', 'Finalize Hashed Aggregate');
CREATE TEMP TABLE partitions AS :grouped;
SELECT pg_temp.same('partitions', 'grouped', 'partition-wise, parts of groups');
SELECT pg_temp.plan_has(:'by_block', 'Append of Aggregate', 'Simple Hashed Aggregate');
CREATE TEMP TABLE block_partitions AS :by_block;
SELECT pg_temp.same('block_partitions', 'by_block', 'partition-wise, whole groups');
CREATE TEMP TABLE whole_partitions AS :whole;
SELECT pg_temp.same('whole_partitions', 'whole', 'partition-wise, one group');
RESET enable_partitionwise_aggregate;

-- the whole query in a worker, as the server's debugging aid has it
SELECT set_config(CASE WHEN current_setting('server_version_num')::int >= 160000
	THEN 'debug_parallel_query' ELSE 'force_parallel_mode' END, 'on', true) AS mode \gset
SET LOCAL max_parallel_workers_per_gather = 3;
SET LOCAL enable_hashagg = on;
CREATE TEMP TABLE forced AS :grouped;
SELECT pg_temp.same('forced', 'grouped', 'parallel mode forced');
CREATE TEMP TABLE forced_whole AS :whole;
SELECT pg_temp.same('forced_whole', 'whole', 'parallel mode forced, one group');
SELECT set_config(CASE WHEN current_setting('server_version_num')::int >= 160000
	THEN 'debug_parallel_query' ELSE 'force_parallel_mode' END, 'off', true) AS mode \gset
SET LOCAL max_parallel_workers_per_gather = 0;

-- shuffled
CREATE TEMP TABLE shuffled AS
SELECT grp, :figures FROM (SELECT * FROM plan_row ORDER BY random()) AS plan_row GROUP BY grp;
SELECT pg_temp.same('shuffled', 'grouped', 'rows in random order');
CREATE TEMP TABLE sets AS
SELECT grp, block, :figures FROM plan_row GROUP BY GROUPING SETS ((grp), (block), ());
SELECT is_empty('(SELECT grp, n, b, i, sb, si, ab, ai FROM sets WHERE grp IS NOT NULL) EXCEPT ALL TABLE grouped',
	'grouping sets: groups');
SELECT is_empty('(SELECT n, b, i, sb, si, ab, ai FROM sets WHERE grp IS NULL AND block IS NULL) EXCEPT ALL TABLE whole',
	'grouping sets: all rows');
SELECT is((SELECT count(*) FROM sets), (SELECT 51 + count(*) FROM by_block), 'grouping sets: all are there');

-- stored, as values, as text and as binary, and rolled up, in one step or two
CREATE TABLE plan_stored AS
SELECT grp, block, count(*) AS n, bounds_agg(e) AS b, independent_agg(e) AS i FROM plan_row GROUP BY grp, block;
CREATE TEMP TABLE plan_text AS SELECT grp, block, n, b::text AS b, i::text AS i FROM plan_stored;
ANALYZE plan_stored;
\set rolled 'sum(n)::bigint AS n, bounds_summary_send(rollup(b)) AS b, independent_summary_send(rollup(i)) AS i, estimate_send(total(rollup(b))) AS sb, estimate_send(total(rollup(i))) AS si, estimate_send(average(rollup(b))) AS ab, estimate_send(average(rollup(i))) AS ai'
\set rolled_up 'SELECT grp, ' :rolled ' FROM plan_stored GROUP BY grp'
SELECT cmp_ok((SELECT count(*) FROM plan_stored), '>', 4000::bigint, 'there are many stored summaries');
CREATE TEMP TABLE rolled AS :rolled_up;
SELECT pg_temp.same('rolled', 'grouped', 'stored and rolled up');
CREATE TEMP TABLE rolled_text AS
SELECT grp, :rolled FROM (SELECT grp, n, b::bounds_summary, i::independent_summary FROM plan_text) AS s GROUP BY grp;
SELECT pg_temp.same('rolled_text', 'grouped', 'stored as text and rolled up');
CREATE TEMP TABLE rolled_twice AS
SELECT grp, :rolled FROM (
	SELECT grp, sum(n) AS n, rollup(b) AS b, rollup(i) AS i FROM plan_stored GROUP BY grp, block % 3) AS s
GROUP BY grp;
SELECT pg_temp.same('rolled_twice', 'grouped', 'rolled up in two steps');
CREATE TEMP TABLE rolled_shuffled AS
SELECT :rolled FROM (SELECT * FROM plan_stored ORDER BY random()) AS s;
SELECT pg_temp.same('rolled_shuffled', 'whole', 'rolled up in random order, all groups');
SET LOCAL max_parallel_workers_per_gather = 3;
SELECT pg_temp.plan_has(:'rolled_up', 'Partial Hashed Aggregate', 'workers');
CREATE TEMP TABLE rolled_parallel AS :rolled_up;
SELECT pg_temp.same('rolled_parallel', 'grouped', 'rolled up in parallel');
SET LOCAL max_parallel_workers_per_gather = 0;
SELECT is_empty($$SELECT FROM plan_stored AS s JOIN plan_text AS t USING (grp, block)
	WHERE s.b::text IS DISTINCT FROM t.b OR s.i::text IS DISTINCT FROM t.i$$, 'rolling up changes nothing that is stored');

-- windows: each frame against an aggregate of its own over the same rows
CREATE TEMP TABLE seq AS
SELECT row_number() OVER (PARTITION BY grp ORDER BY id) AS k, grp, e FROM plan_row WHERE grp IN (3, 30, 49);
CREATE INDEX ON seq (grp, k);
ANALYZE seq;
CREATE FUNCTION pg_temp.frames(frame text, first text, last text) RETURNS text LANGUAGE sql AS $$
	SELECT is_empty(format($q$
		SELECT w.grp, w.k FROM (
			SELECT grp, k,
				bounds_summary_send(bounds_agg(e) OVER f) AS b, independent_summary_send(independent_agg(e) OVER f) AS i,
				estimate_send(sum_bounds(e) OVER f) AS sb, estimate_send(sum_independent(e) OVER f) AS si,
				estimate_send(avg_bounds(e) OVER f) AS ab, estimate_send(avg_independent(e) OVER f) AS ai
			FROM seq WINDOW f AS (PARTITION BY grp ORDER BY k %s)) AS w
		CROSS JOIN LATERAL (
			SELECT bounds_summary_send(bounds_agg(e)) AS b, independent_summary_send(independent_agg(e)) AS i,
				estimate_send(sum_bounds(e)) AS sb, estimate_send(sum_independent(e)) AS si,
				estimate_send(avg_bounds(e)) AS ab, estimate_send(avg_independent(e)) AS ai
			FROM seq AS s WHERE s.grp = w.grp AND s.k BETWEEN %s AND %s) AS r
		WHERE (w.b, w.i, w.sb, w.si, w.ab, w.ai) IS DISTINCT FROM (r.b, r.i, r.sb, r.si, r.ab, r.ai)$q$,
		frame, first, last), 'frames ' || frame)
$$;
SELECT cmp_ok((SELECT count(*) FROM seq WHERE e IS NULL), '>', 50::bigint, 'some rows of the frames are NULL');
SELECT pg_temp.frames('ROWS BETWEEN 6 PRECEDING AND 2 FOLLOWING', 'w.k - 6', 'w.k + 2');
SELECT pg_temp.frames('ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING', 'w.k - 3', 'w.k - 1');
SELECT pg_temp.frames('ROWS BETWEEN 2 FOLLOWING AND 40 FOLLOWING', 'w.k + 2', 'w.k + 40');
SELECT pg_temp.frames('ROWS BETWEEN CURRENT ROW AND CURRENT ROW', 'w.k', 'w.k');
SELECT pg_temp.frames('RANGE BETWEEN 11 PRECEDING AND CURRENT ROW', 'w.k - 11', 'w.k');
SELECT pg_temp.frames('ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW', '0', 'w.k');
SELECT pg_temp.frames('ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', 'w.k', '1000000');
SELECT pg_temp.frames('GROUPS BETWEEN 4 PRECEDING AND 4 FOLLOWING', 'w.k - 4', 'w.k + 4');
-- stored summaries in a moving window
CREATE TEMP TABLE block_stored AS
SELECT block AS k, bounds_agg(e) AS b, independent_agg(e) AS i FROM plan_row GROUP BY block;
CREATE TEMP TABLE block_before AS SELECT k, b::text AS b, i::text AS i FROM block_stored;
SELECT is_empty($$
	SELECT w.k FROM (
		SELECT k, rollup(b) OVER f AS b, rollup(i) OVER f AS i FROM block_stored
		WINDOW f AS (ORDER BY k ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)) AS w
	CROSS JOIN LATERAL (
		SELECT bounds_agg(e) AS b, independent_agg(e) AS i FROM plan_row
		WHERE block BETWEEN w.k - 3 AND w.k) AS r
	WHERE bounds_summary_send(w.b) <> bounds_summary_send(r.b)
		OR independent_summary_send(w.i) <> independent_summary_send(r.i)$$,
	'four blocks at a time, rolled up in a window');
SELECT is_empty('(SELECT k, b::text, i::text FROM block_stored) EXCEPT TABLE block_before',
	'a window changes nothing that is stored');

-- many groups: spilled, within the memory allowed
CREATE TEMP TABLE many AS SELECT id % 15000 AS grp, block, e FROM plan_row;
ANALYZE many;
\set many_grouped 'SELECT grp, ' :figures ' FROM many GROUP BY grp'
SET LOCAL work_mem = '64MB';
CREATE TEMP TABLE unspilled AS :many_grouped;
SET LOCAL work_mem = '256kB';
SET LOCAL enable_sort = off;
SELECT pg_temp.plan_has(:'many_grouped', 'Simple Hashed Aggregate', 'spilled');
CREATE TEMP TABLE spilled AS :many_grouped;
SELECT pg_temp.same('spilled', 'unspilled', 'spilled to disk');
CREATE FUNCTION pg_temp.peak(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON) ' || query INTO plan;
	RETURN plan #>> '{0,Plan,Peak Memory Usage}';
END
$$;
SELECT cmp_ok(pg_temp.peak(:'many_grouped'), '<=', (256 * 2 * 1.5)::bigint,
	'15000 groups stay near work_mem times hash_mem_multiplier, in kB');

SELECT * FROM finish();
ROLLBACK;
