-- doubling_time and cagr.  Expected values: definitions worked by hand,
-- published pairs of growth per year and doubling time (Epoch AI: 2.3 times a
-- year is 10 months, 3.3 times 7 months), and Python's logarithms.
BEGIN;
SELECT plan(84);

CREATE FUNCTION pg_temp.try(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	state text;
BEGIN
	EXECUTE 'SELECT ' || expression INTO result;
	RETURN CASE WHEN result ~ '^-?\d' THEN trim_scale(round(result::numeric, 12))::text ELSE result END;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE;
	RETURN state;
END
$$;

SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	-- published: rounded to months
	('round(12 * doubling_time(1, 2.3, 1))', '10'),
	('round(12 * doubling_time(4e21 / 2.3, 4e21, 1))', '10'),
	('round(doubling_time(1, 3.3, 12))', '7'),
	-- by definition
	('doubling_time(1, 2, 3)', '3'),
	('doubling_time(1, 4, 3)', '1.5'),
	('doubling_time(5, 40, 12)', '4'),
	('doubling_time(2, 1, 3)', '-3'),
	('doubling_time(1, 2, -3)', '-3'),
	('doubling_time(2, 1, -3)', '3'),
	('doubling_time(100, 110, 1)', '7.272540897342'),
	('round(doubling_time(1, 1.000001, 1)::numeric, 6)', '693147.527191'),
	('doubling_time(1e-300, 1e300, 1)', '0.000501716659'),
	('doubling_time(''1'', ''4'', ''3'')', '1.5'),
	('doubling_time(1::bigint, 4::numeric, 3::real)', '1.5'),
	('doubling_time(first => 1, last => 4, period => 3)', '1.5'),
	-- no answer
	('doubling_time(0, 4, 3)', NULL),
	('doubling_time(1, 0, 3)', NULL),
	('doubling_time(-1, 4, 3)', NULL),
	('doubling_time(1, -4, 3)', NULL),
	('doubling_time(-1, -4, 3)', NULL),
	('doubling_time(1, 4, 0)', NULL),
	('doubling_time(2, 2, 3)', NULL),
	('doubling_time(1, ''NaN'', 3)', NULL),
	('doubling_time(1, ''Infinity'', 3)', NULL),
	('doubling_time(1, 4, ''Infinity'')', NULL),
	('doubling_time(1, 4, ''NaN'')', NULL),
	('doubling_time(NULL, 4, 3)', NULL),
	('doubling_time(1, 4, NULL::float8)', NULL),
	('doubling_time(1, 1.0000000000000002, 1e300)', '22003'),
	-- between days: twelve equal months
	('doubling_time(100, 400, ''2020-03-01'', ''2024-03-01'')', '2'),
	('doubling_time(100, 400, ''2024-03-01'', ''2020-03-01'')', '-2'),
	('doubling_time(1, 2, ''2024-01-01'', ''2024-04-01'')', '0.25'),
	('doubling_time(1, 2, ''2024-03-31'', ''2024-04-01'')', '0.002688172043'),
	('doubling_time(1, 2, ''2024-02-29'', ''2024-03-01'')', '0.002873563218'),
	('doubling_time(1, 2, ''2023-02-28'', ''2023-03-01'')', '0.002976190476'),
	('doubling_time(1, 2, ''0044-03-15 BC'', ''2024-03-15'')', '2067'),
	('doubling_time(1, 2, ''2024-01-01'', ''2024-01-01'')', NULL),
	('doubling_time(1, 2, ''-infinity'', ''2024-01-01'')', NULL),
	('doubling_time(1, 2, ''2024-01-01'', ''infinity'')', NULL),
	('doubling_time(1, 2, NULL, ''2024-01-01'')', NULL),
	('doubling_time(1, 2, first_date => ''2024-01-01'', last_date => ''2025-01-01'')', '1'),
	-- cagr
	('cagr(100, 121, 2)', '0.1'),
	('cagr(100, 200, 1)', '1'),
	('cagr(100, 81, 2)', '-0.1'),
	('cagr(100, 100, 2)', '0'),
	('cagr(121, 100, -2)', '0.1'),
	('cagr(1, 1000000, 6)', '9'),
	('cagr(1, 16, 0.5)', '255'),
	('cagr(4, 1, 1)', '-0.75'),
	('cagr(''100'', ''121'', ''2'')', '0.1'),
	('cagr(100::numeric, 121::bigint, 2)', '0.1'),
	('cagr(first => 100, last => 121, years => 2)', '0.1'),
	('cagr(100, 121, ''2024-01-15'', ''2026-01-15'')', '0.1'),
	('cagr(100, 121, ''2024-01-01'', ''2024-07-01'')', '0.4641'),
	('cagr(100, 121, ''2024-01-01'', ''2024-01-01'')', NULL),
	('cagr(100, 121, ''2024-01-01'', ''infinity'')', NULL),
	('cagr(0, 121, 2)', NULL),
	('cagr(100, 0, 2)', NULL),
	('cagr(-100, 121, 2)', NULL),
	('cagr(100, -121, 2)', NULL),
	('cagr(-100, -121, 2)', NULL),
	('cagr(100, 121, 0)', NULL),
	('cagr(100, ''NaN'', 2)', NULL),
	('cagr(''Infinity'', 121, 2)', NULL),
	('cagr(100, NULL, 2)', NULL),
	('cagr(1, 1e300, 0.001)', '22003')
) AS v (call, expected);

-- the fitted line; a steady rate gives its own doubling time
SELECT is(pg_temp.try(format('doubling_time(t, v) FROM (VALUES %s) AS v (t, v)', rows)), expected, what)
FROM (VALUES
	('(date ''2020-01-01'', 1.0), (''2021-01-01'', 2.3), (''2022-01-01'', 5.29)', '0.832200250271', '2.3 times a year'),
	('(date ''2020-01-01'', 8), (''2021-01-01'', 4), (''2022-01-01'', 2)', '-1', 'a decline'),
	-- logarithms 0, 1, 1 (base 2) at 0, 1, 2: slope 1/2
	('(timestamp ''2020-01-01'', 1), (''2021-01-01'', 2), (''2022-01-01'', 2)', '2', 'least squares'),
	('(timestamptz ''2020-01-01 00:00Z'', 1), (''2021-01-01 00:00Z'', 2), (''2022-01-01 00:00Z'', 2)', '2', 'in UTC'),
	('(timestamp ''2020-01-01'', 1), (''2020-01-16 12:00'', 2)', '0.041666666667', 'half of January is half of a twelfth'),
	('(date ''2020-01-01'', 1), (NULL, 7), (''2021-01-01'', NULL), (''2022-01-01'', 2)', '2', 'rows with NULL are left out'),
	('(date ''2020-01-01'', 1), (''2021-01-01'', 0), (''2022-01-01'', 2)', NULL, 'a zero has no logarithm'),
	('(date ''2020-01-01'', 1), (''2021-01-01'', -1), (''2022-01-01'', 2)', NULL, 'nor has what is below'),
	('(date ''2020-01-01'', 1), (''infinity'', 1), (''2022-01-01'', 2)', NULL, 'an infinite date'),
	('(date ''2020-01-01'', 1), (''2020-01-01'', 2)', NULL, 'one day only'),
	('(date ''2020-01-01'', 3), (''2022-01-01'', 3)', NULL, 'no growth'),
	('(NULL::date, NULL::float8)', NULL, 'nothing but NULL')
) AS v (rows, expected, what);
SELECT is((SELECT doubling_time('2020-01-01', 1.0) WHERE false), NULL, 'no rows; literals choose a form');
SELECT throws_ok($$SELECT growth_combine('{1,2}', '{0,0,0,0,0,0}')$$, '22023', NULL, 'not a state');
SELECT throws_ok($$SELECT growth_doubling_time_final('{1,2,3,4,5,NULL}')$$, '22023', NULL, 'nor with NULL');
SELECT throws_ok($$SELECT growth_doubling_time_final('{{1,2,3},{4,5,6}}')$$, '22023', NULL, 'nor of two dimensions');

-- the same bits in every plan
CREATE TABLE reading (part integer, at date, value float8) PARTITION BY LIST (part);
CREATE TABLE reading_0 PARTITION OF reading FOR VALUES IN (0);
CREATE TABLE reading_1 PARTITION OF reading FOR VALUES IN (1);
INSERT INTO reading SELECT i % 2, date '2015-01-01' + i % 4000, exp(i % 4000 / 600.0 + sin(i)) FROM generate_series(1, 20000) AS i;
ANALYZE reading;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT doubling_time(at, value) AS d FROM reading;
CREATE TEMP TABLE backwards AS SELECT doubling_time(at, value ORDER BY value DESC) AS d FROM reading;
SET LOCAL enable_partitionwise_aggregate = on;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
CREATE TEMP TABLE parallel AS SELECT doubling_time(at, value) AS d FROM reading;
CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text, '"(?:Node Type|Partial Mode)": "([^"]*)"', 'g') AS m);
END $$;
SELECT alike(pg_temp.nodes('SELECT doubling_time(at, value) FROM reading'), '%Finalize Gather%Partial%Partial%',
	'a parallel partition-wise plan');
SELECT is((SELECT count(DISTINCT float8send(d)) FROM (TABLE serial UNION ALL TABLE backwards UNION ALL TABLE parallel) AS t (d)),
	1::bigint, 'serial, backwards, parallel: the same bits');

SELECT * FROM finish();
ROLLBACK;
