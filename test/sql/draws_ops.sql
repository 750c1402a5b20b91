-- Arithmetic of draws: every operator and function against float8 arithmetic
-- on the samples one by one.
BEGIN;
SELECT plan(212);

CREATE FUNCTION pg_temp.error(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	ignored text;
	state text;
	message text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO ignored;
	RETURN coalesce(ignored, 'null');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || message;
END
$$;

-- operands: with zeros, negative ones, of very different size, equal ones
CREATE TEMP TABLE pair (name text, a draws, b draws);
INSERT INTO pair VALUES
	('estimates', draws('9.2k [3k, 20k] 90%', 'a'), draws('750k [500k, 1M]', 'b')),
	('one key', draws('9.2k [3k, 20k] 90%', 'a', 17), draws('1 [-5, 20] 80%', 'a', 17)),
	('both signs', draws('0 [-10, 10] 90%', 'a', 999), draws('-3 [-4, -2]', 'b', 999)),
	('all sizes', draws_of(ARRAY(SELECT power(10::float8, i % 301 - 150) * (i % 7 - 3) FROM generate_series(1, 1003) AS i)),
		draws_of(ARRAY(SELECT power(10::float8, i % 293 - 146) * (i % 5 - 2.5) / 7 FROM generate_series(1, 1003) AS i))),
	('least size', draws_of(ARRAY(SELECT i FROM generate_series(-8, 7) AS i)), draws_of(ARRAY(SELECT i + 0.5 FROM generate_series(-8, 7) AS i))),
	('greatest size', draws('5..6', 'a', 65536), draws('5..6', 'b', 65536));

-- one sample after another, by an SQL expression of x and y
CREATE FUNCTION pg_temp.plain(expression text, a draws, b draws) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT md5(draws_samples(draws_of(array_agg((%s)::float8 ORDER BY k)))::text)
		FROM unnest($1, $2) WITH ORDINALITY AS u (x, y, k)', expression) USING draws_samples(a), draws_samples(b) INTO result;
	RETURN result;
END $$;
CREATE FUNCTION pg_temp.own(expression text, a draws, b draws) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT md5(draws_samples(%s)::text) FROM (SELECT $1 AS a, $2 AS b) AS v', expression) USING a, b INTO result;
	RETURN result;
END $$;
SELECT is(pg_temp.own(own, a, b), pg_temp.plain(plain, a, b), own || ', ' || name)
FROM pair, (VALUES (1, 'a + b', 'x + y'), (2, 'a - b', 'x - y'), (3, 'a * b', 'x * y'), (4, 'a / b', 'x / y'), (5, '-a', '0 - x'),
	(6, 'draws_min(a, b)', 'least(x, y)'), (7, 'draws_max(a, b)', 'greatest(x, y)'),
	(8, 'draws_sqrt(a * a)', 'sqrt(x * x)')) AS v (i, own, plain)
ORDER BY i, name;
SELECT is(pg_temp.own(own, a, b), pg_temp.plain(plain, a, b), own)
FROM pair, (VALUES (1, 'a + 0.1', 'x + 0.1::float8'), (2, '0.1 + a', '0.1::float8 + x'), (3, 'a - 1e3', 'x - 1e3::float8'), (4, '1e3 - a', '1e3::float8 - x'),
	(5, 'a * 0.1', 'x * 0.1::float8'), (6, '0.1 * a', '0.1::float8 * x'), (7, 'a / 3', 'x / 3::float8'), (8, '1 / b', '1::float8 / y'),
	(9, '2 * a - b / 4 + 1', '2 * x - y / 4 + 1'), (10, '-b * -1', '0 + y'), (11, 'a * 0', '0'), (12, '0 / b', '0'),
	(13, 'draws_clamp(a, -2.5, 1e4)', 'least(greatest(x, -2.5), 1e4)'), (14, 'draws_clamp(a, lowest => 0)', 'greatest(x, 0)'),
	(15, 'draws_clamp(a, highest => -1)', 'least(x, -1)'), (16, 'draws_clamp(a, 5, 5)', '5'), (17, 'draws_clamp(a)', 'x'),
	(18, 'draws_clamp(highest => 7, draws => a, lowest => 6)', 'least(greatest(x, 6), 7)'),
	(19, 'draws_clamp(a, ''-infinity'', ''infinity'')', 'x'), (20, 'draws_min(b => a, a => b)', 'least(x, y)'),
	(21, 'draws_max(a => a, b => b)', 'greatest(x, y)'), (22, 'draws_sqrt(draws => draws_clamp(a, 0))', 'sqrt(greatest(x, 0))')) AS v (i, own, plain)
WHERE name = 'both signs' ORDER BY i;
SELECT is((SELECT count(*) FROM pair, unnest(ARRAY[a * 0, -(a - a), 0 * a, 0 / b, draws_min(a - a, -(a - a)), draws_clamp(a - a, -0.0, 0),
		draws_clamp(a, -0.0, -0.0), (a - a) * -1, (a - a) / -1, draws_sqrt(a - a)]) AS z, unnest(draws_samples(z)) AS x WHERE x::text = '-0'), 0::bigint,
	'no negative zero comes out');

-- identities
SELECT is((SELECT string_agg(DISTINCT x::text, ' ') FROM unnest(draws_samples(a - a)) AS x), '0', 'x - x is 0: ' || name) FROM pair;
SELECT is((SELECT string_agg(DISTINCT x::text, ' ') FROM unnest(draws_samples(b / b)) AS x), '1', 'x / x is 1: ' || name) FROM pair;
SELECT is((draws('5..6', 'k') - draws('5..6', 'k'))::text, draws('0', 'k')::text, 'the same key made twice: the difference is 0');
SELECT isnt((draws('5..6', 'k') - draws('5..6', 'l'))::text, draws('0', 'k')::text, 'another key: it is not');
SELECT is((a + b)::text, (b + a)::text, 'a + b is b + a') FROM pair WHERE name = 'all sizes';
SELECT is((a * b)::text, (b * a)::text, 'a * b is b * a') FROM pair WHERE name = 'all sizes';
SELECT is((a + -b)::text, (a - b)::text, 'a + -b is a - b') FROM pair WHERE name = 'all sizes';

-- numbers of all types on both sides, as users write them
CREATE TEMP TABLE number AS SELECT draws_of(ARRAY(SELECT i FROM generate_series(1, 16) AS i)) AS d,
	4::smallint AS s, 4 AS i, 4::bigint AS l, 4::numeric AS n, 4::real AS r, 4::float8 AS f;
SELECT is(pg_temp.error(format('(SELECT draws_samples(%s) FROM number)', replace(form, '?', operand))),
	(SELECT array_agg(CASE form WHEN 'd + ?' THEN x + 4 WHEN '? + d' THEN 4 + x WHEN 'd - ?' THEN x - 4 WHEN '? - d' THEN 4 - x
		WHEN 'd * ?' THEN x * 4 WHEN '? * d' THEN 4 * x WHEN 'd / ?' THEN x / 4 ELSE 4 / x END ORDER BY x)
	 FROM (SELECT i::float8 AS x FROM generate_series(1, 16) AS i) AS g)::text, replace(form, '?', operand))
FROM unnest(ARRAY['d + ?', '? + d', 'd - ?', '? - d', 'd * ?', '? * d', 'd / ?', '? / d']) AS form, unnest(ARRAY['4', '4.0', 's', 'i', 'l', 'n', 'r', 'f']) AS operand
ORDER BY form, operand;
SELECT is(pg_temp.error('(SELECT draws_samples(d * 0.25 + 2 * d - d / 2 + i - n) FROM number)'),
	(SELECT array_agg(x * 0.25::float8 + 2 * x - x / 2 + 4 - 4 ORDER BY x) FROM (SELECT i::float8 AS x FROM generate_series(1, 16) AS i) AS g)::text, 'mixed in one expression');

-- errors
CREATE TEMP TABLE sample AS SELECT draws('5', 'k', 16) AS five, draws('0', 'k', 16) AS zero, draws('5', 'k', 17) AS longer,
	draws_of(array_fill(1::float8, ARRAY[15]) || 0::float8) AS last_zero, draws_of(0::float8 || array_fill(1::float8, ARRAY[15])) AS first_zero,
	draws_of(array_fill(1::float8, ARRAY[15]) || 1e308::float8) AS large, -draws_of(array_fill(1::float8, ARRAY[15]) || 1e308::float8) AS low,
	draws_of(array_fill(1e-308::float8, ARRAY[16])) AS tiny, NULL::draws AS nothing;
SELECT is(pg_temp.error('(SELECT ' || expression || ' FROM sample)'), expected, expression)
FROM (VALUES
	('five / zero', '22012 division by zero in a sample'), ('five / last_zero', '22012 division by zero in a sample'),
	('five / first_zero', '22012 division by zero in a sample'), ('zero / zero', '22012 division by zero in a sample'),
	('five / 0', '22012 division by zero in a sample'), ('five / 0.0', '22012 division by zero in a sample'),
	('five / -0.0', '22012 division by zero in a sample'), ('1 / last_zero', '22012 division by zero in a sample'),
	('0 / zero', '22012 division by zero in a sample'),
	('large + large', '22003 a sample is out of range'), ('low - large', '22003 a sample is out of range'), ('large * 2', '22003 a sample is out of range'),
	('2 * low', '22003 a sample is out of range'), ('large * large', '22003 a sample is out of range'), ('large / 0.5', '22003 a sample is out of range'),
	('large / tiny', '22003 a sample is out of range'), ('1e300 / tiny', '22003 a sample is out of range'), ('large - -1e308', '22003 a sample is out of range'),
	('1e308 + large', '22003 a sample is out of range'), ('-1e308 - large', '22003 a sample is out of range'),
	('quantile(tiny * tiny, 1)', '0'), ('quantile(large - 1e308, 1)', '0'),
	('five + longer', '22023 draws of different size: 16 and 17 samples'), ('longer - five', '22023 draws of different size: 17 and 16 samples'),
	('five * longer', '22023 draws of different size: 16 and 17 samples'), ('five / longer', '22023 draws of different size: 16 and 17 samples'),
	('draws_min(five, longer)', '22023 draws of different size: 16 and 17 samples'), ('draws_max(longer, five)', '22023 draws of different size: 17 and 16 samples'),
	('five + ''NaN''::float8', '22003 a number beside draws must be finite'), ('five * ''infinity''::float8', '22003 a number beside draws must be finite'),
	('''-infinity''::float8 - five', '22003 a number beside draws must be finite'), ('five / ''infinity''::float8', '22003 a number beside draws must be finite'),
	('draws_sqrt(low)', '2201F cannot take the square root of a negative sample'), ('draws_sqrt(five - 5 - tiny)', '2201F cannot take the square root of a negative sample'),
	('quantile(draws_sqrt(zero), 1)', '0'), ('quantile(draws_sqrt(-zero), 1)', '0'),
	('draws_clamp(five, 2, 1)', '22023 invalid limits of draws_clamp'), ('draws_clamp(five, ''infinity'')', '22023 invalid limits of draws_clamp'),
	('draws_clamp(five, highest => ''-infinity'')', '22023 invalid limits of draws_clamp'),
	('draws_clamp(five, ''NaN'')', '22003 a limit of draws_clamp is not a number'), ('draws_clamp(five, 1, ''NaN'')', '22003 a limit of draws_clamp is not a number'),
	('nothing + five', 'null'), ('five - nothing', 'null'), ('nothing * nothing', 'null'), ('five / nothing', 'null'), ('-nothing', 'null'),
	('five * NULL', 'null'), ('five / NULL::numeric', 'null'), ('NULL::integer - five', 'null'), ('draws_min(five, NULL)', 'null'), ('draws_max(NULL, five)', 'null'),
	('draws_clamp(five, NULL)', 'null'), ('draws_sqrt(nothing)', 'null'),
	-- what there is not
	('five * ''2''', '22P02 invalid input syntax for type draws: "2"'), ('five = five', '42883 operator does not exist: draws = draws'),
	('five < 6', '42883 operator does not exist: draws < integer'), ('five ^ 2', '42883 operator does not exist: draws ^ integer'),
	('five + estimate ''5''', '42883 operator does not exist: draws + estimate'), ('five::float8', '42846 cannot cast type draws to double precision')
) AS v (expression, expected);

SELECT * FROM finish();
ROLLBACK;
