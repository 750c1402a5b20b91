-- How fast draws are made and added, beside plain SQL for the same figures:
-- samples in float8[] that are unnested, or made by random(), and added by
-- their place.  "rows" is how many samples there are, in thousands a row, so
-- that ns/row is per sample and row: at most 3 for sum(draws(estimate, key)).
-- psql -v rows=10000000 -v rounds=5 -f bench/draws.sql
\ir lib/begin.sql

SELECT :rows / 1000 AS n \gset
\echo building :n rows of 1000 samples
DROP TABLE IF EXISTS bench_row, bench_stored;
CREATE UNLOGGED TABLE bench_row AS
SELECT i, key, skewed, centred, flat, d, draws_samples(d) AS samples,
	   ln(mid(skewed)::float8) AS mu, ln(mid(skewed)::float8 / low(skewed)::float8) / 1.6448536 AS sigma
FROM generate_series(1, :n) AS i
CROSS JOIN LATERAL (SELECT 'series ' || i AS key,
	estimate(m, m * 2, m * 5, 0.9) AS skewed, estimate(m, m * 2, m * 3, 0.9) AS centred,
	estimate(m, m * 2, m * 3) AS flat FROM (SELECT 1000 + i * 7919 % 90000 AS m) AS v) AS e
CROSS JOIN LATERAL (SELECT draws(skewed, key) AS d OFFSET 0) AS d;
VACUUM ANALYZE bench_row;
-- a sum of each ten rows
CREATE UNLOGGED TABLE bench_stored AS
SELECT draws_agg(d) AS s FROM bench_row GROUP BY i / 10;
VACUUM ANALYZE bench_stored;

INSERT INTO bench_query VALUES
	(1, 1, NULL, 'plain SQL for sum(draws), stored as float8[]',
	 $$SELECT array_agg(s ORDER BY k) FROM (SELECT k, sum(x) AS s FROM bench_row,
	   unnest(samples) WITH ORDINALITY AS u (x, k) GROUP BY k) AS t$$),
	(2, 1, NULL, 'sum(draws), stored', 'SELECT sum(d) FROM bench_row'),
	(3, 1, NULL, 'avg, sum and draws_agg in one', 'SELECT avg(d), sum(d), draws_agg(d) FROM bench_row'),
	(4, 1, NULL, '100 groups: sum(draws), stored', 'SELECT count(mean(s)) FROM (SELECT sum(d) AS s FROM bench_row GROUP BY i % 100 OFFSET 0) AS g'),
	(5, 1, NULL, 'frames of 100 rows: sum(draws), stored', 'SELECT count(s) FROM (SELECT sum(d) OVER (ROWS 99 PRECEDING) AS s FROM bench_row OFFSET 0) AS w'),
	(6, 1, NULL, 'rollup of a sum of each ten rows', 'SELECT draws_total(rollup(s)) FROM bench_stored'),
	(7, 7, NULL, 'plain SQL for sum(draws(skewed estimate, key)): lognormal by random()',
	 $$SELECT array_agg(s ORDER BY k) FROM (SELECT k, sum(exp(mu + sigma * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()))) AS s
	   FROM bench_row, generate_series(1, 1000) AS k GROUP BY k) AS t$$),
	(8, 7, NULL, 'sum(draws(skewed estimate, key))', 'SELECT sum(draws(skewed, key)) FROM bench_row'),
	(9, 7, NULL, 'sum(draws(centred estimate, key))', 'SELECT sum(draws(centred, key)) FROM bench_row'),
	(10, 7, NULL, 'sum(draws(range, key))', 'SELECT sum(draws(flat, key)) FROM bench_row'),
	(11, 7, NULL, '100 groups: sum(draws(skewed estimate, key))',
	 'SELECT count(mean(s)) FROM (SELECT sum(draws(skewed, key)) AS s FROM bench_row GROUP BY i % 100 OFFSET 0) AS g'),
	(12, 12, NULL, 'plain SQL for a * 2 + b',
	 'SELECT count((SELECT array_agg(x * 2 + y) FROM unnest(samples, samples) AS u (x, y))) FROM bench_row'),
	(13, 12, NULL, 'a * 2 + b, stored', 'SELECT count(d * 2 + d) FROM bench_row'),
	(14, 14, NULL, 'plain SQL for three quantiles',
	 $$SELECT count((SELECT percentile_cont('{0.05,0.5,0.95}'::float8[]) WITHIN GROUP (ORDER BY x) FROM unnest(samples) AS x)) FROM bench_row$$),
	(15, 14, NULL, 'interval_of(draws), stored', 'SELECT count(interval_of(d)) FROM bench_row');

-- both give one answer
DO $$
BEGIN
	IF EXISTS (SELECT FROM (SELECT k, sum(x) AS s FROM bench_row, unnest(samples) WITH ORDINALITY AS u (x, k) GROUP BY k) AS plain
		JOIN (SELECT x, k FROM (SELECT sum(d) AS s FROM bench_row) AS t, unnest(draws_samples(s)) WITH ORDINALITY AS u (x, k)) AS own USING (k)
		WHERE abs(s / x - 1) > 1e-12)
		OR (SELECT sum(d)::text FROM bench_row) <> (SELECT draws_total(rollup(s))::text FROM bench_stored)
	THEN
		RAISE EXCEPTION 'the forms differ';
	END IF;
END
$$;
\ir lib/measure.sql
DROP TABLE bench_row, bench_stored;
