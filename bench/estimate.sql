-- How fast estimates are added, beside sum(float8) over the same rows and what
-- plain SQL has to do for the same figures: three columns added each by itself,
-- in float8 (the last digits depend on the order of rows) and in numeric
-- (exact), and the root of the squared distances for independent rows.
-- psql -v rows=10000000 -v rounds=5 -f bench/estimate.sql
\ir lib/begin.sql

\echo building :rows rows
DROP TABLE IF EXISTS bench_row, bench_stored;
CREATE UNLOGGED TABLE bench_row AS
SELECT m::float8 AS amount,
	   format('%s [%s, %s] 90%%', m, l, h)::estimate AS quantity,
	   i % 1000 AS grp,
	   l::float8 AS low, m::float8 AS mid, h::float8 AS high,
	   l::numeric AS low_n, m::numeric AS mid_n, h::numeric AS high_n
FROM generate_series(1, :rows) i
CROSS JOIN LATERAL (SELECT 1000 + (i::bigint * 7919) % 900000 AS m) v
CROSS JOIN LATERAL (SELECT m - m / (3 + i % 5) AS l, m + m / (2 + i % 7) AS h) w;
VACUUM ANALYZE bench_row;
-- a summary of each thousand rows
CREATE UNLOGGED TABLE bench_stored AS
SELECT bounds_agg(quantity) AS bounds, independent_agg(quantity) AS independent
FROM (SELECT quantity, row_number() OVER () / 1000 AS block FROM bench_row) r
GROUP BY block;
VACUUM ANALYZE bench_stored;

INSERT INTO bench_query VALUES
	(1, 1, NULL, 'sum(float8)', 'SELECT sum(amount) FROM bench_row'),
	(2, 1, 1.25, 'sum_bounds(estimate)', 'SELECT sum_bounds(quantity) FROM bench_row'),
	(3, 1, NULL, 'sum_independent(estimate)', 'SELECT sum_independent(quantity) FROM bench_row'),
	(4, 1, NULL, 'both and both averages',
	 $$SELECT sum_bounds(quantity), avg_bounds(quantity), sum_independent(quantity),
	   avg_independent(quantity) FROM bench_row$$),
	(5, 2, NULL, 'plain SQL for sum_bounds: float8 low, mid, high',
	 'SELECT sum(low), sum(mid), sum(high) FROM bench_row'),
	(6, 2, NULL, '... numeric, exact', 'SELECT sum(low_n), sum(mid_n), sum(high_n) FROM bench_row'),
	(7, 3, NULL, 'plain SQL for sum_independent: float8',
	 $$SELECT sum(mid) - sqrt(sum((mid - low) ^ 2)), sum(mid), sum(mid) + sqrt(sum((high - mid) ^ 2))
	   FROM bench_row$$),
	(8, 3, NULL, '... numeric, exact but for the root',
	 $$SELECT sum(mid_n) - sqrt(sum((mid_n - low_n) ^ 2)), sum(mid_n),
	   sum(mid_n) + sqrt(sum((high_n - mid_n) ^ 2)) FROM bench_row$$),
	(9, 9, NULL, '1000 groups: sum(float8)',
	 'SELECT count(s) FROM (SELECT sum(amount) AS s FROM bench_row GROUP BY grp OFFSET 0) g'),
	(10, 9, NULL, '... sum_bounds(estimate)',
	 'SELECT count(s) FROM (SELECT sum_bounds(quantity) AS s FROM bench_row GROUP BY grp OFFSET 0) g'),
	(11, 9, NULL, '... sum_independent(estimate)',
	 'SELECT count(s) FROM (SELECT sum_independent(quantity) AS s FROM bench_row GROUP BY grp OFFSET 0) g'),
	(12, 12, NULL, 'frames of 100 rows: sum(int8)',
	 $$SELECT count(s) FROM (SELECT sum(amount::bigint) OVER (ROWS 99 PRECEDING) AS s
	   FROM bench_row LIMIT :rows / 10 OFFSET 0) w$$),
	(13, 12, NULL, '... sum_bounds(estimate)',
	 $$SELECT count(s) FROM (SELECT sum_bounds(quantity) OVER (ROWS 99 PRECEDING) AS s
	   FROM bench_row LIMIT :rows / 10 OFFSET 0) w$$),
	(14, 12, NULL, '... sum_independent(estimate)',
	 $$SELECT count(s) FROM (SELECT sum_independent(quantity) OVER (ROWS 99 PRECEDING) AS s
	   FROM bench_row LIMIT :rows / 10 OFFSET 0) w$$),
	(15, 1, NULL, 'total(rollup(bounds)) of a summary of each 1000 rows',
	 'SELECT total(rollup(bounds)) FROM bench_stored'),
	(16, 1, NULL, 'total(rollup(independent)) of the same',
	 'SELECT total(rollup(independent)) FROM bench_stored');
UPDATE bench_query SET query = replace(query, ':rows', :'rows'),
	rows = CASE WHEN query LIKE '%PRECEDING%' THEN :rows / 10 END;

-- all forms give one answer
DO $$
BEGIN
	IF EXISTS (
		SELECT FROM (SELECT sum_bounds(quantity) AS b, sum_independent(quantity) AS i,
			sum(low_n) AS low, sum(mid_n) AS mid, sum(high_n) AS high,
			sqrt(sum((mid_n - low_n) ^ 2)) AS down, sqrt(sum((high_n - mid_n) ^ 2)) AS up
			FROM bench_row) s,
		(SELECT total(rollup(bounds)) AS b, total(rollup(independent)) AS i FROM bench_stored) r
		WHERE s.b::text <> r.b::text OR s.i::text <> r.i::text
			OR low(s.b) <> s.low OR mid(s.b) <> s.mid OR high(s.b) <> s.high
			OR mid(s.i) <> s.mid OR abs(low(s.i) - (s.mid - s.down)) > 0.001
			OR abs(high(s.i) - (s.mid + s.up)) > 0.001)
	THEN
		RAISE EXCEPTION 'the forms differ';
	END IF;
END
$$;
\ir lib/measure.sql
DROP TABLE bench_row, bench_stored;
