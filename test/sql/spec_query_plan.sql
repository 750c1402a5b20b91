-- spec @@ spec_query in plans: filter, estimate, join, parallel workers.
BEGIN;
SELECT plan(10);

CREATE FUNCTION pg_temp.plan_of(query text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan';
END $$;

CREATE TABLE part (n int, spec gpu_spec);
INSERT INTO part
SELECT i, format('fp16=%s die=%s%s', i % 500, 400 + i % 7,
				 CASE WHEN i % 10 = 0 THEN ' dc' ELSE '' END)::gpu_spec
FROM generate_series(1, 20000) AS i;
ANALYZE part;

SELECT is(pg_temp.plan_of($$SELECT * FROM part WHERE spec @@ 'tpp >= 4800'$$)
		  ->> 'Node Type', 'Seq Scan', 'a filter');
-- 200 of 500 values of fp16 are at 300 or above
SELECT is((SELECT count(*) FROM part WHERE spec @@ 'tpp >= 4800'), 8000::bigint,
		  'the filter counts');
SELECT is((SELECT count(*) FROM part WHERE 'tpp >= 4800' @@ spec), 8000::bigint,
		  'from the other side');
SELECT ok((pg_temp.plan_of($$SELECT * FROM part WHERE spec @@ 'tpp >= 4800'$$)
		   ->> 'Plan Rows')::int BETWEEN 6000 AND 10000,
		  'estimated from the statistics');
CREATE INDEX part_index ON part (n) WHERE spec @@ 'tpp >= 4800';
SET LOCAL enable_seqscan = off;
SELECT matches(pg_temp.plan_of($$SELECT n FROM part WHERE spec @@ 'TPP>=4800'
									ORDER BY n LIMIT 5$$)::text,
			   'part_index', 'a partial index, by the canonical text');
CREATE INDEX part_expression ON part ((spec @@ 'dc'::spec_query), n);
SELECT matches(pg_temp.plan_of($$SELECT n FROM part WHERE spec @@ 'dc'
									AND n < 50$$)::text,
			   'part_expression', 'an index on the answer');
SELECT is((SELECT array_agg(n ORDER BY n) FROM part
		   WHERE spec @@ 'dc' AND n < 50), '{10,20,30,40}',
		  'the index gives the same rows');
RESET enable_seqscan;

SELECT is((SELECT array_agg(c ORDER BY q)
		   FROM (SELECT q, count(*) AS c
				 FROM part JOIN (VALUES ('tpp >= 4800'::spec_query), ('dc'))
					  AS t (q) ON spec @@ q
				 GROUP BY q) AS g), '{2000,8000}', 'a join on the test');

SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT matches(pg_temp.plan_of($$SELECT count(*) FROM part
									WHERE spec @@ 'pd >= 5.92'$$)::text,
			   'Gather', 'workers do it');
-- tpp / die >= 5.92 is 16 fp16 >= 5.92 die, in whole hundredths
SELECT is((SELECT count(*) FROM part WHERE spec @@ 'pd >= 5.92'),
		  (SELECT count(*) FROM generate_series(1, 20000) AS i
		   WHERE 1600 * (i % 500) >= 592 * (400 + i % 7)),
		  'and agree with plain arithmetic');

SELECT * FROM finish();
ROLLBACK;
