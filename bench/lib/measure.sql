-- Time the queries of bench_query and print the medians.
CREATE TEMP TABLE bench_time (n integer, round integer, ms float8);
SELECT set_config('bench.rounds', :'rounds', false) \g /dev/null
DO $$
DECLARE
	q record;
	started timestamptz;
BEGIN
	FOR r IN 0 .. current_setting('bench.rounds')::integer LOOP
		FOR q IN SELECT n, query FROM bench_query ORDER BY n LOOP
			started := clock_timestamp();
			EXECUTE q.query;
			IF r > 0 THEN
				INSERT INTO bench_time VALUES (q.n, r,
					extract(epoch FROM clock_timestamp() - started) * 1000);
			END IF;
		END LOOP;
	END LOOP;
END
$$;

SELECT q.label AS query,
	   round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.ms)::numeric) AS ms,
	   round((percentile_cont(0.5) WITHIN GROUP (ORDER BY t.ms)
			  / coalesce(q.rows, :rows) * 1e6)::numeric, 1) AS "ns/row",
	   round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.ms / b.ms)::numeric, 2) AS ratio,
	   round(min(t.ms / b.ms)::numeric, 2) AS lowest,
	   round(max(t.ms / b.ms)::numeric, 2) AS highest,
	   q.target
FROM bench_query q
JOIN bench_time t USING (n)
JOIN bench_time b ON b.n = q.baseline AND b.round = t.round
GROUP BY q.n, q.label, q.target, q.rows
ORDER BY q.n;
