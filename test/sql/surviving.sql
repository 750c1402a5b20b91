-- surviving: an installed base with retirement.  Expected values: Python's
-- statistics.NormalDist, as 1 - NormalDist(m, s).cdf(ln(age)) and
-- 1 - NormalDist(life, spread).cdf(age).
BEGIN;
SELECT plan(66);

CREATE FUNCTION pg_temp.try(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	state text;
	hint text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, hint = PG_EXCEPTION_HINT;
	RETURN state || ': ' || hint;
END
$$;

-- the curves
SELECT is(round(surviving(1::numeric, '2020-01-01', (date '2020-01-01' + months * interval '1 month')::date, life, spread, curve), 9),
	expected, format('%s months, life %s, spread %s, %s', months, life, spread, curve))
FROM (VALUES
	(12, 5.0::float8, 1.5::float8, 'lognormal', 0.999999952),
	(24, 5, 1.5, 'lognormal', 0.998532774),
	(36, 5, 1.5, 'lognormal', 0.944456229),
	(60, 5, 1.5, 'lognormal', 0.441652761),
	(84, 5, 1.5, 'lognormal', 0.098012885),
	(120, 5, 1.5, 'lognormal', 0.006071618),
	(48, 4, 0.5, 'lognormal', 0.475178726),
	(39, 4, 2, 'lognormal', 0.580576680),
	(12, 5, 1.5, 'normal', 0.996169619),
	(24, 5, 1.5, 'normal', 0.977249868),
	(36, 5, 1.5, 'normal', 0.908788780),
	(60, 5, 1.5, 'normal', 0.5),
	(84, 5, 1.5, 'normal', 0.091211220),
	(120, 5, 1.5, 'normal', 0.000429060),
	(48, 4, 0.5, 'normal', 0.5),
	(39, 4, 2, 'normal', 0.646169767),
	-- the extremes
	(0, 5, 1.5, 'lognormal', 1),
	(0, 5, 1.5, 'normal', 0.999570940),
	(1200, 5, 1.5, 'lognormal', 0),
	(0, 5, 1e300, 'lognormal', 1),
	(12, 1e-300, 1, 'lognormal', 0),
	(12, 1e300, 1, 'lognormal', 1),
	(59, 5, 1e-200, 'lognormal', 1),
	(60, 5, 1e-200, 'lognormal', 0),
	(59, 5, 0, 'lognormal', 1),
	(60, 5, 0, 'lognormal', 0),
	(59, 5, 0, 'normal', 1),
	(60, 5, 0, 'normal', 0)) AS v (months, life, spread, curve, expected);
-- the mean of the lives is the area below the curve, and so for the squares
SELECT is(round(sum(surviving(1.0::float8, '2020-01-01', (date '2020-01-01' + i * interval '1 month')::date, 5, 1.5)
		+ surviving(1.0::float8, '2020-01-01', (date '2020-01-01' + (i + 1) * interval '1 month')::date, 5, 1.5))::numeric / 24, 4),
	5.0000, 'the mean life is life') FROM generate_series(0, 400) AS i;
SELECT is(round(sqrt(sum(i * surviving(1.0::float8, '2020-01-01', (date '2020-01-01' + i * interval '1 month')::date, 5, 1.5)) * 2 / 144 - 25)::numeric, 3),
	1.500, 'the standard deviation is spread') FROM generate_series(0, 400) AS i;
SELECT ok(bool_and(s <= before), 'nothing comes back into service')
FROM (SELECT s, lag(s, 1, 1.0::float8) OVER (ORDER BY i) AS before
	FROM (SELECT i, surviving(1.0::float8, '2020-01-01', date '2020-01-01' + i, 5, 1.5) AS s FROM generate_series(0, 5000) AS i) AS t) AS t;

-- kinds of quantities
SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	('surviving(1000, ''2020-03-15'', ''2025-03-14'', 5, 0)', '1000'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', 5, 0)', '0'),
	('pg_typeof(surviving(1000, ''2020-03-15'', ''2025-03-15'', 5, 0))', 'double precision'),
	('pg_typeof(surviving(1000.0, ''2020-03-15'', ''2025-03-15'', 5, 0))', 'numeric'),
	('surviving(1000::numeric, ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''normal'')', '500'),
	('surviving(2000.50, ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''normal'')', '1000.25'),
	('surviving(1000::bigint, ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''normal'')', '500'),
	('surviving(-1000::numeric, ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''Normal'')', '-500'),
	('surviving(''NaN''::numeric, ''2020-03-15'', ''2025-03-15'', 5, 1.5)', 'NaN'),
	('surviving(''750k [500k, 1M]''::estimate, ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''normal'')', '375k [250k, 500k]'),
	('surviving(''9.2k [3k, 20k] 90%'', ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''normal'')', '4.6k [1.5k, 10k] 90%'),
	('surviving(''>=200k'', ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''normal'')', '>=100k'),
	('surviving(''140k [10k, ]'', ''2020-03-15'', ''2020-03-15'', 5, 1.5)', '140k [10k, ]'),
	('surviving(''140k [10k, ]'', ''2020-03-15'', ''2020-03-14'', 5, 1.5)', '0'),
	('pg_typeof(surviving(''1000'', ''2020-03-15'', ''2025-03-15'', ''5'', ''1.5''))', 'estimate'),
	('surviving(qty => 1000, shipped => ''2020-03-15'', as_of => ''2025-03-15'', life => 5, spread => 0)', '0'),
	-- not yet shipped
	('surviving(1000, ''2020-03-15'', ''2020-03-14'', 5, 1.5)', '0'),
	('surviving(1000, ''2020-03-15'', ''2020-03-15'', 5, 1.5)', '1000'),
	-- no answer
	('surviving(NULL::numeric, ''2020-03-15'', ''2025-03-15'', 5, 1.5)', NULL),
	('surviving(1000, NULL, ''2025-03-15'', 5, 1.5)', NULL),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', NULL, 1.5)', NULL),
	('surviving(1000, ''-infinity'', ''2025-03-15'', 5, 1.5)', NULL),
	('surviving(1000, ''2020-03-15'', ''infinity'', 5, 1.5)', NULL),
	-- refused
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', 0, 1.5)', '22023: A common mean life is 5 years.'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', -5, 1.5)', '22023: A common mean life is 5 years.'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', ''NaN'', 1.5)', '22023: A common mean life is 5 years.'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', ''Infinity'', 1.5)', '22023: A common mean life is 5 years.'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', 5, -1)', '22023: 0 retires everything at the age of life.'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', 5, ''NaN'')', '22023: 0 retires everything at the age of life.'),
	('surviving(1000, ''2020-03-15'', ''2025-03-15'', 5, 1.5, ''weibull'')',
		'22023: lognormal: no life is below zero, few are very long; normal: lives are spread evenly around their mean.'),
	('surviving(''many'', ''2020-03-15'', ''2025-03-15'', 5, 1.5)', '22P02: Write a plain decimal such as 1250, 9.2k, 1M or 2bn; not known is NULL, NaN and infinity are no figures.')
) AS v (call, expected);

-- an installed base: what is left of each year's shipments
SELECT is((SELECT sum(surviving(qty, shipped, '2026-06-30', 5, 0))
	FROM (VALUES (100::numeric, date '2020-06-30'), (200, '2022-06-30'), (300, '2025-06-30'), (400, '2026-07-01')) AS v (qty, shipped)),
	500::numeric, 'an installed base');
SELECT is(surviving(1::numeric, '2020-01-01', '2024-10-01', 5, 1.5),
	surviving(1::numeric, '2020-02-01', '2024-11-01', 5, 1.5), 'age counts equal months');
SELECT lives_ok($$CREATE TEMP TABLE ship (qty numeric, shipped date,
	left_2026 numeric GENERATED ALWAYS AS (surviving(qty, shipped, '2026-01-01'::date, 5, 1.5)) STORED)$$, 'a generated column');
SELECT throws_ok($$SELECT surviving(true, '2020-01-01', '2024-10-01', 5, 1.5)$$, '42883', NULL, 'not of a boolean');

SELECT * FROM finish();
ROLLBACK;
