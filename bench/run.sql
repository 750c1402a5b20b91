-- How fast tpp() and export_ok() are, as ratios to plain SQL in the same run.
-- psql -v rows=3000000 -v rounds=7 -f bench/run.sql
--
-- Each query is timed once to warm up and then once a round, round by round,
-- so that whatever else the machine does hits all of them alike.  A ratio is
-- the median over the rounds of query / baseline of the same round.
\ir lib/begin.sql
\echo building :rows rows
DROP TABLE IF EXISTS bench_row;
CREATE UNLOGGED TABLE bench_row AS
SELECT c.spec,
	   (i % 1000)::float8 AS amount,
	   (DATE '2019-01-01' + (random() * 2700)::integer) AS on_date,
	   d.country AS destination
FROM generate_series(1, :rows) i
JOIN (SELECT row_number() OVER () - 1 AS n, spec FROM chip) c
	ON c.n = (i::bigint * 7919) % 150
JOIN (SELECT row_number() OVER (ORDER BY country) - 1 AS n, country
	  FROM country WHERE country NOT IN ('CN')) r
	ON r.n = (i::bigint * 104729) % 60
-- three rows in ten go where 3A090 needs a licence
CROSS JOIN LATERAL (
	SELECT CASE WHEN i % 10 < 3
		THEN (ARRAY['CN', 'HK', 'MO', 'RU', 'VN'])[1 + i % 5]
		ELSE r.country END AS country) d;
VACUUM ANALYZE bench_row;

INSERT INTO bench_query VALUES
	(1, 1, NULL, 'sum(float8)',
	 'SELECT sum(amount) FROM bench_row'),
	(2, 1, 1.12, 'sum(tpp(spec))',
	 'SELECT sum(tpp(spec)) FROM bench_row'),
	(3, 1, NULL, 'sum(performance_density(spec))',
	 'SELECT sum(performance_density(spec)) FROM bench_row'),
	(4, 1, NULL, 'count where spec @@ spec_query',
	 $$SELECT count(*) FROM bench_row
	   WHERE spec @@ 'dc and (tpp >= 4800 or (tpp >= 1600 and pd >= 5.92))'$$),
	-- few rows pass these two, and nearly all of the next two: the aggregate
	-- above the filter costs the same on both sides
	(5, 5, NULL, 'plain filter on destination and date',
	 $$SELECT count(*) FROM bench_row
	   WHERE destination = 'CN' AND on_date >= '2023-11-17'$$),
	(6, 5, 1.30, 'export_denied(spec, destination, date)',
	 'SELECT count(*) FROM bench_row WHERE export_denied(spec, destination, on_date)'),
	(7, 7, NULL, 'plain filter, the other rows',
	 $$SELECT count(*) FROM bench_row
	   WHERE NOT (destination = 'CN' AND on_date >= '2023-11-17')$$),
	(8, 7, 1.30, 'export_ok(spec, destination, date)',
	 'SELECT count(*) FROM bench_row WHERE export_ok(spec, destination, on_date)'),
	(9, 7, NULL, 'export_ok(spec, ''CN'', date)',
	 $$SELECT count(*) FROM bench_row WHERE export_ok(spec, 'CN', on_date)$$);
\ir lib/measure.sql
DROP TABLE bench_row;
