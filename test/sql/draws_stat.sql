-- What a sample says: mean, spread, quantiles, intervals, probabilities and
-- histograms, against the aggregates of float8 over the samples.
BEGIN;
SELECT plan(211);

CREATE FUNCTION pg_temp.error(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	ignored text;
	state text;
	message text;
BEGIN
	EXECUTE 'SELECT v::text FROM (SELECT ' || expression || ') AS s (v)' INTO ignored;
	RETURN coalesce(ignored, 'null');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || message;
END
$$;
-- 16 samples whose sorted order is another one
CREATE TEMP TABLE hand AS SELECT draws_of('{8,1,15,3,0,2,14,4,5,13,6,7,12,9,11,10}') AS d;
CREATE TEMP TABLE case_of (name text, d draws);
INSERT INTO case_of SELECT '0 to 15', d FROM hand;
INSERT INTO case_of VALUES
	('lognormal', draws('9.2k [3k, 20k] 90%', 'k')), ('normal', draws('0 [-10, 10] 90%', 'k', 999)), ('uniform', draws('750k [500k, 1M]', 'k', 17)),
	('all sizes', draws_of(ARRAY(SELECT power(10::float8, i * 7919 % 301 - 150) * (i % 7 - 3) FROM generate_series(1, 1003) AS i))),
	('many ties', draws_of(ARRAY(SELECT (i * 7919 % 5)::float8 FROM generate_series(1, 101) AS i))),
	('a narrow one', draws_of(ARRAY(SELECT 1e9 + i / 1024.0 FROM generate_series(1, 100) AS i))),
	('tiny', draws_of(ARRAY(SELECT i * 1e-300 FROM generate_series(1, 100) AS i))),
	('huge', draws_of(ARRAY(SELECT (i - 50) * 1e300 FROM generate_series(1, 100) AS i)));

-- mean and spread
SELECT is(mean(d), 7.5::float8, 'mean of 0 to 15') FROM hand;
-- 0 to n - 1: (n^2 - 1) / 12 * n / (n - 1) = 22 2/3
SELECT is(round(stddev(d)::numeric, 12), round(sqrt(68 / 3.0), 12), 'and its standard deviation') FROM hand;
SELECT ok(abs(mean(d) - average) <= 1e-12 * scale, 'mean of ' || name)
FROM case_of, LATERAL (SELECT sum(x) / count(*) AS average, sum(abs(x)) / count(*) AS scale FROM unnest(draws_samples(d)) AS x) AS s;
SELECT ok(abs(stddev(d) - spread) <= 1e-9 * spread, 'standard deviation of ' || name)
FROM case_of, LATERAL (SELECT stddev_samp(x) AS spread FROM unnest(draws_samples(d)) AS x) AS s WHERE name NOT IN ('tiny', 'huge', 'a narrow one');
-- i / 1024 for i from 1 to 100: the sum of float8 around 1e9 has lost the last
-- digits, numeric has not
SELECT is(round(stddev(d)::numeric, 9), round((SELECT stddev_samp(i / 1024.0) FROM generate_series(1, 100) AS i), 9), 'standard deviation beside a large mean')
FROM case_of WHERE name = 'a narrow one';
SELECT is(round(mean(d)::numeric, 5), round(1e9 + 50.5 / 1024, 5), 'and that mean') FROM case_of WHERE name = 'a narrow one';
SELECT is(concat_ws(' ', mean(d), stddev(d)), x || ' 0', format('%s samples of %s: that, without spread', n, x))
FROM (VALUES (0.1::float8), (0::float8), (1 / 49::float8), (-1234567.891::float8), (1e300::float8), (5e-324)) AS v (x), (VALUES (16), (49), (1000)) AS s (n),
	draws_of(array_fill(x, ARRAY[n])) AS d;
SELECT is(mean(draws_of('{1e17,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-1e17}')), 14 / 16::float8, 'small samples beside large ones are not lost');
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES
	('mean(draws_of(array_fill(1e308::float8, ARRAY[16])))', '22003 a sum of samples is out of range'),
	('stddev(draws_of(array_fill(1e308::float8, ARRAY[16])))', '22003 a sum of samples is out of range'),
	('stddev(draws_of(array_fill(-1e200::float8, ARRAY[15]) || 1e200::float8))', '22003 a sum of samples is out of range'),
	('mean(draws_of(array_fill(1e308::float8, ARRAY[8]) || array_fill(-1e308::float8, ARRAY[8])))', '22003 a sum of samples is out of range'),
	('mean(NULL)', 'null'), ('stddev(NULL::draws)', 'null'), ('mean(draws => ''{0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15}'')', '7.5')) AS v (call, expected);

-- quantiles: sample i of 16 is the quantile (i - 1/2)/16, linear between
SELECT is(quantile(d, p), q::float8, 'quantile ' || p || ' of 0 to 15')
FROM hand, (VALUES (0, 0), (0.03125, 0), (0.0625, 0.5), (0.09375, 1), (0.25, 3.5), (0.5, 7.5), (0.515625, 7.75), (0.75, 11.5), (0.96875, 15), (1, 15)) AS v (p, q);
-- percentile_cont has sample i at (i - 1)/(n - 1): the same point of the same
-- line, where p is stretched about 1/2 by n/(n - 1)
SELECT is((SELECT count(*) FROM generate_series(1, 99) AS i, LATERAL (SELECT greatest(0, least(1, (i / 100.0 * n - 0.5) / (n - 1))) AS at) AS a,
		LATERAL (SELECT percentile_cont(at::float8) WITHIN GROUP (ORDER BY x) AS c FROM unnest(draws_samples(d)) AS x) AS s
	WHERE abs(quantile(d, i / 100.0) - c) > 1e-11 * (quantile(d, 1) - quantile(d, 0))), 0::bigint, '99 quantiles of ' || name)
FROM case_of, LATERAL (SELECT draws_size(d) AS n) AS v WHERE name <> 'huge';
SELECT is(quantile(d, 0), (SELECT min(x) FROM unnest(draws_samples(d)) AS x), 'the least of ' || name) FROM case_of;
SELECT is(quantile(d, 1), (SELECT max(x) FROM unnest(draws_samples(d)) AS x), 'the greatest of ' || name) FROM case_of;
SELECT is(quantiles(d, '{0.95,0.5,0.05,0.5,NULL,0,1}'), ARRAY[quantile(d, 0.95), quantile(d, 0.5), quantile(d, 0.05), quantile(d, 0.5), NULL, quantile(d, 0), quantile(d, 1)],
	'several of ' || name) FROM case_of;
SELECT is(quantiles(d, p), q, 'quantiles at ' || p::text) FROM hand, (VALUES ('{}'::float8[], '{}'::float8[]), ('{NULL}', '{NULL}'), ('{{0,0.5},{1,NULL}}', '{{0,7.5},{15,NULL}}'),
	('[3:4]={0.5,1}', '[3:4]={7.5,15}')) AS v (p, q);
-- also where the samples are neighbours among the doubles: never outside them,
-- never falling
SELECT is_empty($$SELECT x, p FROM (SELECT 0.7::float8 * i AS x FROM generate_series(1, 200) AS i) AS n, generate_series(0, 1, 0.01) AS p,
	LATERAL (SELECT draws_of(array_fill(x, ARRAY[8]) || array_fill(x * (1 + 2.3e-16), ARRAY[8])) AS d) AS v
	WHERE quantile(d, p) < quantile(d, 0) OR quantile(d, p) > quantile(d, 1)$$, 'no quantile outside the samples');
SELECT is((SELECT count(*) FROM (SELECT q < lag(q) OVER (PARTITION BY name ORDER BY p) AS falls FROM case_of,
	LATERAL (SELECT i / 5000.0 AS p, quantile(d, i / 5000.0) AS q FROM generate_series(0, 5000) AS i) AS s WHERE name IN ('normal', 'all sizes', 'a narrow one', 'huge')) AS t WHERE falls),
	0::bigint, 'quantiles rise with p');
SELECT is(quantile(draws_of(array_fill(-1.7e308::float8, ARRAY[8]) || array_fill(1.7e308::float8, ARRAY[8])), 0.5), 0::float8, 'halfway between the ends of the doubles');
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES
	('quantile(d, -0.0001) FROM hand', '22023 quantile -0.0001 is not between 0 and 1'), ('quantile(d, 1.0001) FROM hand', '22023 quantile 1.0001 is not between 0 and 1'),
	('quantile(d, 95) FROM hand', '22023 quantile 95 is not between 0 and 1'), ('quantile(d, ''NaN'') FROM hand', '22023 quantile NaN is not between 0 and 1'),
	('quantile(d, ''infinity'') FROM hand', '22023 quantile Infinity is not between 0 and 1'), ('quantiles(d, ''{0.5,50}'') FROM hand', '22023 quantile 50 is not between 0 and 1'),
	('quantiles(d, ''{0.5,NaN}'') FROM hand', '22023 quantile NaN is not between 0 and 1'),
	('quantile(d, NULL) FROM hand', 'null'), ('quantile(NULL, 0.5)', 'null'), ('quantiles(d, NULL) FROM hand', 'null'),
	('quantile(p => 0.5, draws => d) FROM hand', '7.5'), ('quantiles(draws => d, p => ARRAY[0.5, 1]) FROM hand', '{7.5,15}')) AS v (call, expected);

-- intervals: median and two quantiles
SELECT is(interval_of(d, level)::text, e, 'interval of ' || level)
FROM hand, (VALUES (0.5, '7.5 [3.5, 11.5] 50%'), (0.8, '7.5 [1.1, 13.9] 80%'), (0.9, '7.5 [0.3, 14.7] 90%'), (0.95, '7.5 [0, 15] 95%'), (0.9999, '7.5 [0, 15] 99.99%'),
	(0.25, '7.5 [5.5, 9.5] 25%')) AS v (level, e);
SELECT is(interval_of(d)::text, '7.5 [0.3, 14.7] 90%', '90% by default') FROM hand;
SELECT is(interval_of(level => 0.5, draws => d)::text, '7.5 [3.5, 11.5] 50%', 'by name') FROM hand;
-- 16 samples: the quantile 1/4 is between the fourth and the fifth, 3/4 between
-- the twelfth and the thirteenth
SELECT is(interval_of(draws_of(array_fill(low::float8, ARRAY[5]) || array_fill(mid::float8, ARRAY[6]) || array_fill(high::float8, ARRAY[5])), 0.5)::text, e,
	format('six digits of %s, %s, %s', low, mid, high))
FROM (VALUES ('1.23456789', '2.3456789', '3.456789', '2.34568 [1.23457, 3.45679] 50%'),
	('1234567.89', '2345678.9', '3456789', '2345680 [1234570, 3456790] 50%'),
	('-3456789', '-2345678.9', '1234567.89', '-2345680 [-3456790, 1234570] 50%'),
	('0.000123456789', '0.00023456789', '0.0003456789', '0.000234568 [0.000123457, 0.000345679] 50%'),
	-- the decimals of the largest
	('0.0001', '1', '123456.7', '1 [0, 123457] 50%'), ('0.4', '0.6', '999999.5', '1 [0, 1M] 50%'), ('-999999.4', '0.5', '0.6', '0 [-999999, 1] 50%'),
	-- no interval would be left
	('1000000.25', '1000000.375', '1000000.5', '1000000.375 [1000000.25, 1000000.5] 50%'),
	('5', '5', '5', '5'), ('5', '5', '6', '5 [5, 6] 50%'), ('5', '6', '6', '6 [5, 6] 50%'), ('0', '0', '0', '0'), ('-1', '0', '1', '0 [-1, 1] 50%'),
	('0.1', '0.2', '0.3', '0.2 [0.1, 0.3] 50%'), ('0.1', '0.1', '0.1', '0.1'), ('1234567.891', '1234567.891', '1234567.891', '1234567.891'),
	('1e14', '2e14', '3e14', '200T [100T, 300T] 50%')) AS v (low, mid, high, e);
-- the estimates the draws came from, to the sampling error of 1000 strata
SELECT is_empty($$SELECT e, i FROM (VALUES ('9200 [3000, 20000] 90%'), ('100 [90, 110] 90%'), ('29857 [19344, 46304] 90%')) AS v (e),
	LATERAL (SELECT interval_of(draws(e::estimate, 'k')) AS i) AS s
	WHERE abs(low(i) / low(e::estimate) - 1) > 0.002 OR abs(mid(i) / mid(e::estimate) - 1) > 0.002 OR abs(high(i) / high(e::estimate) - 1) > 0.002 OR level(i) <> 0.9$$,
	'interval_of(draws(e, key)) is e again');
SELECT is_empty($$SELECT x, level FROM (SELECT 0.7::float8 * i AS x FROM generate_series(1, 100) AS i) AS n, (VALUES (0.0001), (0.01), (0.5), (0.9), (0.9999)) AS l (level),
	LATERAL (SELECT draws_of(array_fill(x, ARRAY[8]) || array_fill(x * (1 + 2.3e-16), ARRAY[8])) AS d) AS v
	WHERE interval_of(d, level) IS NULL$$, 'no interval of a hair''s breadth is upside down');
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES
	('interval_of(d, 0) FROM hand', '22023 level 0 is not between 0.0001 and 0.9999'), ('interval_of(d, 1) FROM hand', '22023 level 1 is not between 0.0001 and 0.9999'),
	('interval_of(d, 90) FROM hand', '22023 level 90 is not between 0.0001 and 0.9999'), ('interval_of(d, -0.9) FROM hand', '22023 level -0.9 is not between 0.0001 and 0.9999'),
	('interval_of(d, 0.00009) FROM hand', '22023 level 9e-05 is not between 0.0001 and 0.9999'), ('interval_of(d, 0.99995) FROM hand', '22023 level 0.99995 is not between 0.0001 and 0.9999'),
	('interval_of(d, ''NaN'') FROM hand', '22023 level NaN is not between 0.0001 and 0.9999'),
	('interval_of(d * 1e300) FROM hand', '22003 the interval of these draws is out of range for type estimate'),
	('interval_of(d * 0 + 1e20) FROM hand', '22003 the interval of these draws is out of range for type estimate'),
	('interval_of(d * 1e-300) FROM hand', '0'), ('interval_of(NULL)', 'null'), ('interval_of(d, NULL) FROM hand', 'null')) AS v (call, expected);

-- probabilities
SELECT is(probability(d, op, x), p, format('the share of 0 to 15 %s %s', op, x))
FROM hand, (VALUES ('<', 4::float8, 0.25::float8), ('<=', 4, 0.3125), ('>', 4, 0.6875), ('>=', 4, 0.75), ('<', 0, 0), ('<=', 0, 0.0625), ('>', 15, 0), ('>=', 15, 0.0625),
	('<', 7.5, 0.5), ('>', 1e300, 0), ('<', 'infinity', 1), ('>=', '-infinity', 1), ('<=', '-infinity', 0), ('>=', -0.0, 1)) AS v (op, x, p);
SELECT is((SELECT count(*) FROM case_of, LATERAL (SELECT x FROM unnest(draws_samples(d)) WITH ORDINALITY AS s (x, k) WHERE k % 10 = 1) AS v,
		LATERAL (SELECT avg((y < x)::integer) AS l, avg((y <= x)::integer) AS le, avg((y > x)::integer) AS g, avg((y >= x)::integer) AS ge FROM unnest(draws_samples(d)) AS y) AS s
	WHERE (probability(d, '<', x), probability(d, '<=', x), probability(d, '>', x), probability(d, '>=', x))
		IS DISTINCT FROM (l::float8, le::float8, g::float8, ge::float8)), 0::bigint, 'as counted by SQL');
SELECT is(probability(a, op, b), p, 'a ' || op || ' b')
FROM (SELECT d AS a, draws_of('{8,0,16,4,0,1,14,5,4,13,6,7,12,9,11,11}') AS b FROM hand) AS s,
	-- 8 alike, less in 4 places (15 16, 3 4, 4 5, 10 11), greater in 3 (1 0, 2 1, 5 4): 9 alike
	(VALUES ('<', 4 / 16.0::float8), ('<=', 13 / 16.0::float8), ('>', 3 / 16.0::float8), ('>=', 12 / 16.0::float8)) AS v (op, p);
SELECT is(probability(d, '>=', d), 1::float8, 'a value against itself') FROM hand;
SELECT is(probability(d, '>', d), 0::float8, 'where strict') FROM hand;
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES
	('probability(d, ''='', 4) FROM hand', '22023 unknown comparison: "="'), ('probability(d, '''', 4) FROM hand', '22023 unknown comparison: ""'),
	('probability(d, ''>>'', 4) FROM hand', '22023 unknown comparison: ">>"'), ('probability(d, '' >'', 4) FROM hand', '22023 unknown comparison: " >"'),
	('probability(d, ''<>'', 4) FROM hand', '22023 unknown comparison: "<>"'), ('probability(d, ''!='', d) FROM hand', '22023 unknown comparison: "!="'),
	('probability(d, ''>'', ''NaN''::float8) FROM hand', '22003 NaN compares with no sample'),
	('probability(d, ''>'', draws(''5'', ''k'')) FROM hand', '22023 draws of different size: 16 and 1000 samples'),
	('probability(NULL, ''>'', 4)', 'null'), ('probability(d, NULL, 4) FROM hand', 'null'), ('probability(d, ''>'', NULL::float8) FROM hand', 'null'),
	('probability(d, ''>'', NULL::float8) FROM hand', 'null'), ('probability(value => 4, op => ''>'', draws => d) FROM hand', '0.6875'),
	('probability(a => d, op => ''>='', b => d) FROM hand', '1'), ('probability(d, ''>'', 4::numeric) FROM hand', '0.6875'),
	('probability(d, ''>'', 4) FROM hand', '0.6875')) AS v (call, expected);

-- histograms: of equal width from the least to the greatest, the last closed
SELECT results_eq('SELECT lo, hi, n FROM hand, histogram(d, 5)', 'VALUES (0::float8, 3::float8, 3), (3, 6, 3), (6, 9, 3), (9, 12, 3), (12, 15, 4)', 'five bins of 0 to 15');
SELECT results_eq('SELECT lo, hi, n FROM hand, histogram(d, 1)', 'VALUES (0::float8, 15::float8, 16)', 'one bin');
SELECT results_eq('SELECT lo, hi, n FROM histogram(draws(''5'', ''k''), 10)', 'VALUES (5::float8, 5::float8, 1000)', 'no width: one bin');
SELECT is((SELECT count(*) FROM hand, histogram(d)), 20::bigint, '20 bins by default');
SELECT is((SELECT count(*) FROM hand, histogram(bins => 7, draws => d)), 7::bigint, 'by name');
-- width_bucket has the same bins
SELECT is((SELECT jsonb_agg(n ORDER BY i) FROM histogram(d, bins) WITH ORDINALITY AS h (lo, hi, n, i)),
	(SELECT jsonb_agg(n ORDER BY i) FROM (SELECT i, count(x) AS n FROM generate_series(1, bins) AS i LEFT JOIN
		(SELECT x, least(bins, width_bucket(x, quantile(d, 0), quantile(d, 1), bins)) AS b FROM unnest(draws_samples(d)) AS x) AS s ON b = i GROUP BY i) AS t),
	format('%s bins of %s', bins, name)) FROM case_of, (VALUES (2), (10), (1000)) AS b (bins) WHERE name IN ('0 to 15', 'lognormal', 'normal', 'many ties');
SELECT is_empty($$SELECT name, bins FROM case_of, (VALUES (1), (3), (20), (999), (1000)) AS b (bins),
	LATERAL (SELECT sum(n) AS n, min(lo) AS least, max(hi) AS greatest, count(*) AS bins_made, bool_and(lo <= hi) AS upright, bool_and(lo IS NOT DISTINCT FROM coalesce(before, lo)) AS tiled
		FROM (SELECT lo, hi, n, lag(hi) OVER (ORDER BY i) AS before FROM histogram(d, bins) WITH ORDINALITY AS h (lo, hi, n, i)) AS t) AS s
	WHERE (n = draws_size(d) AND least = quantile(d, 0) AND greatest = quantile(d, 1) AND bins_made = bins AND upright AND tiled) IS NOT TRUE$$,
	'all samples, from the least to the greatest, without gaps');
SELECT is_empty($$SELECT x, lo, hi FROM (SELECT 0.7::float8 * i AS x FROM generate_series(1, 200) AS i) AS v,
	LATERAL (SELECT draws_of(array_fill(x, ARRAY[15]) || ARRAY[x * (1 + 2.3e-16)]) AS d) AS w, histogram(d, 1000) WHERE lo > hi OR lo < quantile(d, 0) OR hi > quantile(d, 1)$$,
	'bins of a hair''s breadth are not upside down');
SELECT results_eq($$SELECT lo, hi, n FROM histogram(draws_of(array_fill(-1.5e308::float8, ARRAY[8]) || array_fill(1.5e308::float8, ARRAY[8])), 4)$$,
	'VALUES (-1.5e308::float8, -7.5e307::float8, 8), (-7.5e307, 0, 0), (0, 7.5e307, 0), (7.5e307, 1.5e308, 8)', 'wider than the doubles');
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES ('(SELECT count(*) FROM hand, histogram(d, 0))', '22023 invalid number of bins: 0'), ('(SELECT count(*) FROM hand, histogram(d, -1))', '22023 invalid number of bins: -1'),
	('(SELECT count(*) FROM hand, histogram(d, 1001))', '22023 invalid number of bins: 1001'), ('(SELECT count(*) FROM hand, histogram(d, 1000))', '1000'),
	('(SELECT count(*) FROM hand, histogram(d, NULL))', '0'), ('(SELECT count(*) FROM histogram(NULL))', '0')) AS v (call, expected);

SELECT * FROM finish();
ROLLBACK;
