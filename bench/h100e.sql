-- How fast H100-equivalents are summed, beside plain SQL over the same rows.
-- psql -v rows=3000000 -v rounds=7 -f bench/h100e.sql
\ir lib/begin.sql

\echo building :rows rows
DROP TABLE IF EXISTS bench_row;
CREATE UNLOGGED TABLE bench_row AS
SELECT c.spec, (i % 1000)::float8 AS amount, (i % 1000)::numeric AS number,
	estimate(i % 1000, i % 1000 + 10, i % 1000 + 100, 0.9) AS range, c.chip
FROM generate_series(1, :rows) i
JOIN (SELECT row_number() OVER (ORDER BY chip) - 1 AS n, spec, chip
	  FROM chip WHERE spec IS NOT NULL LIMIT 150) c ON c.n = (i::bigint * 7919) % 150;
VACUUM ANALYZE bench_row;

INSERT INTO bench_query VALUES
	(1, 1, NULL, 'sum(float8)', 'SELECT sum(amount) FROM bench_row'),
	(2, 1, 1.25, 'h100e_agg(spec, float8, ''tpp'')', $$SELECT h100e_agg(spec, amount, 'tpp') FROM bench_row$$),
	(3, 1, 1.25, '... on basis bandwidth', $$SELECT h100e_agg(spec, amount, 'bandwidth') FROM bench_row$$),
	(4, 1, 1.25, 'total_tpp(spec, float8)', 'SELECT total_tpp(spec, amount) FROM bench_row'),
	(5, 1, NULL, 'plain SQL: sums of value and of units with and without a rate',
	 $$SELECT sum(h100e(spec, amount, 'tpp')), sum(amount) FILTER (WHERE tpp(spec) IS NOT NULL),
		sum(amount) FILTER (WHERE tpp(spec) IS NULL) FROM bench_row$$),
	(6, 1, NULL, 'sum(tpp(spec) * float8) / 15832', 'SELECT sum(tpp(spec) * amount) / 15832 FROM bench_row'),
	(7, 1, NULL, 'sum(numeric)', 'SELECT sum(number) FROM bench_row'),
	(8, 7, NULL, 'h100e_agg(spec, numeric, ''tpp'')', $$SELECT h100e_agg(spec, number, 'tpp') FROM bench_row$$),
	(9, 1, NULL, 'h100e_agg(chip, float8, ''tpp'')', $$SELECT h100e_agg(chip, amount, 'tpp') FROM bench_row$$),
	(10, 1, NULL, 'h100e_agg(spec, estimate, ''tpp'')', $$SELECT h100e_agg(spec, range, 'tpp') FROM bench_row$$),
	(11, 1, NULL, 'plain SQL: three sums of value',
	 $$SELECT sum(tpp(spec) * low(range)::float8) / 15832, sum(tpp(spec) * mid(range)::float8) / 15832,
		sum(tpp(spec) * high(range)::float8) / 15832 FROM bench_row$$);
\ir lib/measure.sql
DROP TABLE bench_row;
