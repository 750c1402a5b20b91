-- How fast export_ok() decides by the rules of the tables and by an explicit
-- policy, beside what SQL and PL/pgSQL can do.
-- psql -v rows=10000000 -v rounds=5 -f bench/policy.sql
--
-- The best plain SQL has every answer worked out beforehand, as ranges of days
-- in which a chip may not go to a destination without a licence, and
-- anti-joins them; so it knows listed chips only, and one policy.
\ir lib/begin.sql

\echo building :rows rows
DROP TABLE IF EXISTS bench_row, bench_few, bench_chip, bench_scenario, bench_range;
CREATE TABLE bench_chip AS
SELECT row_number() OVER (ORDER BY chip)::integer - 1 AS n, spec
FROM chip WHERE spec IS NOT NULL LIMIT 150;
CREATE UNLOGGED TABLE bench_row AS
SELECT c.spec,
	   (i % 1000)::float8 AS amount,
	   c.n AS chip,
	   (DATE '2019-01-01' + (random() * 2700)::integer) AS on_date,
	   d.country AS destination
FROM generate_series(1, :rows) i
JOIN bench_chip c ON c.n = (i::bigint * 7919) % 150
JOIN (SELECT row_number() OVER (ORDER BY country) - 1 AS n, country
	  FROM country WHERE country NOT IN ('CN')) r
	ON r.n = (i::bigint * 104729) % 60
CROSS JOIN LATERAL (
	SELECT CASE WHEN i % 10 < 3
		THEN (ARRAY['CN', 'HK', 'MO', 'RU', 'VN'])[1 + i % 5]
		ELSE r.country END AS country) d;
VACUUM ANALYZE bench_row;
CREATE UNLOGGED TABLE bench_few AS SELECT * FROM bench_row LIMIT :rows / 100;
VACUUM ANALYZE bench_few;

-- three policies in a table: they lie toasted; days keeps both queries that
-- use them from deciding before the join
CREATE TABLE bench_scenario AS
SELECT 1 AS n, 0 AS days, policy() AS rules
UNION ALL
SELECT 2, 0, policy_with(policy(), 'us_bis_2023_a_d5', test => 'dc and tpp >= 4000')
UNION ALL
SELECT 3, 0, policy_without(policy(), 'us_bis_2026_cn_cbc');

-- days on which export_ok() is not true
CREATE TABLE bench_range AS
SELECT c.n AS chip, d.destination, t.valid_from, t.valid_to
FROM bench_chip c
CROSS JOIN (SELECT DISTINCT destination FROM bench_row) d
CROSS JOIN LATERAL policy_timeline(c.spec, d.destination,
	from_date => '2019-01-01', to_date => '2030-12-31') t
WHERE (t.at_worst <= 'notify') IS NOT TRUE;
CREATE INDEX ON bench_range (destination, chip);
VACUUM ANALYZE bench_range;

CREATE OR REPLACE FUNCTION pg_temp.may_ship(chip integer, destination text, on_date date)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN NOT EXISTS (
		SELECT FROM bench_range r
		WHERE r.chip = $1 AND r.destination = $2
			AND $3 BETWEEN r.valid_from AND r.valid_to);
END
$$;

INSERT INTO bench_query VALUES
	(1, 1, NULL, 'sum(float8)', 'SELECT sum(amount) FROM bench_row'),
	(2, 1, NULL, 'plain filter on destination and date',
	 $$SELECT count(*) FROM bench_row
	   WHERE NOT (destination = 'CN' AND on_date >= '2023-11-17')$$),
	(3, 2, 1.30, 'export_ok(spec, destination, date)',
	 'SELECT count(*) FROM bench_row WHERE export_ok(spec, destination, on_date)'),
	(4, 3, 1.10, '... , policy as a constant)',
	 format('SELECT count(*) FROM bench_row WHERE export_ok(spec, destination, on_date, %L::export_policy)', policy())),
	(5, 3, 1.10, '... , (SELECT policy()))',
	 'SELECT count(*) FROM bench_row WHERE export_ok(spec, destination, on_date, (SELECT policy()))'),
	(6, 6, NULL, 'each row three times, export_ok without a policy',
	 'SELECT count(*) FROM bench_row, bench_scenario s WHERE export_ok(spec, destination, on_date + s.days)'),
	(7, 6, 1.10, 'three scenarios joined, export_ok with each one''s policy',
	 'SELECT count(*) FROM bench_row, bench_scenario s WHERE export_ok(spec, destination, on_date + s.days, s.rules)'),
	(8, 3, NULL, 'plain SQL: anti-join of precomputed ranges',
	 $$SELECT count(*) FROM bench_row b WHERE NOT EXISTS (
		SELECT FROM bench_range r WHERE r.chip = b.chip AND r.destination = b.destination
			AND b.on_date BETWEEN r.valid_from AND r.valid_to)$$);
INSERT INTO bench_query VALUES
	(9, 9, NULL, 'one row in a hundred: export_ok(spec, destination, date)',
	 'SELECT count(*) FROM bench_few WHERE export_ok(spec, destination, on_date)', :rows / 100),
	(10, 9, NULL, 'the same by PL/pgSQL and an index on the ranges',
	 'SELECT count(*) FROM bench_few WHERE pg_temp.may_ship(chip, destination, on_date)', :rows / 100);

-- all forms give one answer
DO $$
DECLARE
	q text;
	n bigint;
	expected bigint;
BEGIN
	FOR q IN SELECT b.query FROM bench_query b WHERE b.n IN (3, 4, 5, 8) LOOP
		EXECUTE q INTO n;
		expected := coalesce(expected, n);
		IF n <> expected THEN
			RAISE EXCEPTION '% rows, not %: %', n, expected, left(q, 200);
		END IF;
	END LOOP;
END
$$;
\ir lib/measure.sql
DROP TABLE bench_row, bench_few, bench_chip, bench_scenario, bench_range;
