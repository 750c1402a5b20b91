-- Sums and averages of estimates, their kinds and their stored summaries.
-- Expected values by hand: sides of right-angled triangles (3-4-5, 5-12-13,
-- 8-15-17) make the roots whole.
BEGIN;
SELECT plan(118);

-- sum_bounds, sum_independent, and what both are of the rows in any order
CREATE TEMP TABLE summed (n int GENERATED ALWAYS AS IDENTITY, parts text[], bounds text, independent text);
INSERT INTO summed (parts, bounds, independent) VALUES
	('{"5"}', '5', '5'),
	('{"5","-5"}', '0', '0'),
	('{"5","7.25"}', '12.25', '12.25'),
	('{"10 [7, 13]"}', '10 [7, 13]', '10 [7, 13]'),
	('{"10 [7, 13]","20 [16, 24]"}', '30 [23, 37]', '30 [25, 35]'),
	-- either side by itself: 3, 4 below; 5, 12 above
	('{"10 [7, 15]","20 [16, 32]"}', '30 [23, 47]', '30 [25, 43]'),
	('{"10 [7, 14]","20 [16, 23]"}', '30 [23, 37]', '30 [25, 35]'),
	-- one side only is spread
	('{"10 [10, 15]","20 [20, 32]"}', '30 [30, 47]', '30 [30, 43]'),
	('{"-10 [-13, -7]","20 [16, 24]"}', '10 [3, 17]', '10 [5, 15]'),
	('{"10 [7, 13]","20 [16, 24]","5"}', '35 [28, 42]', '35 [30, 40]'),
	-- 8, 9, 12 give 17
	('{"100 [92, 108]","100 [91, 109]","100 [88, 112]"}', '300 [271, 329]', '300 [283, 317]'),
	('{"1M [0.7M, 1.3M]","2M [1.6M, 2.4M]"}', '3M [2.3M, 3.7M]', '3M [2.5M, 3.5M]'),
	('{"0.01 [0.007, 0.013]","0.02 [0.016, 0.024]"}', '0.03 [0.023, 0.037]', '0.03 [0.025, 0.035]'),
	-- different scales
	('{"10 [7, 13]","0.02 [0.02, 0.02]","20.98 [16.98, 24.98]"}', '31 [24, 38]', '31 [26, 36]'),
	-- the root of 2 is 1.41421356237...: rounded away from the mid
	('{"1 [0, 2]","1 [0, 2]"}', '2 [0, 4]', '2 [0.585786437, 3.414213563]'),
	('{"0 [-0.000000001, 0.000000001]","0 [-0.000000001, 0.000000001]"}',
		'0 [-0.000000002, 0.000000002]', '0 [-0.000000002, 0.000000002]'),
	-- without a mid the centre is between the ends
	('{"7..13","16..24"}', '23..37', '25..35'),
	('{"10 [7, 13]","16..24"}', '23..37', '25..35'),
	('{"0..1","5"}', '5..6', '5..6'),
	-- an end that is open in a row is open; an only end is its row's centre
	('{">=200k"}', '>=200k', '>=200k'),
	('{"<=200k"}', '<=200k', '<=200k'),
	('{">=200","10 [7, 13]"}', '>=207', '>=207'),
	('{"<=200","10 [7, 13]"}', '<=213', '<=213'),
	('{">=200","10 [7, 13]","20 [16, 24]"}', '>=223', '>=225'),
	('{"<=200","10 [7, 13]","20 [16, 24]"}', '<=237', '<=235'),
	('{">=5000",">=1"}', '>=5001', '>=5001'),
	('{">=5000",">=1","3"}', '>=5004', '>=5004'),
	('{"140k [110k, ]","50k [10k, 60k]"}', '190k [120k, ]', '190k [140k, ]'),
	('{"140k [, 170k]","50k [40k, 90k]"}', '190k [, 260k]', '190k [, 240k]'),
	('{"140k [110k, ]",">=1k"}', '>=111k', '>=111k'),
	('{"~10","5"}', '~15', '~15'),
	('{"~10","5 [4, 6]"}', '~15', '~15'),
	('{"~10","5 [4, ]"}', '~15', '~15'),
	('{"10 [7, ]","20 [, 24]"}', '~30', '~30'),
	-- nothing is known: no end and no mid that all rows have
	('{">=3","<=10"}', NULL, NULL),
	('{"~10",">=3"}', NULL, NULL),
	('{"5 [2, ]","<=10"}', NULL, NULL),
	('{"~1","4..6"}', NULL, NULL),
	-- strict in a row is strict in the sum, unless the end is open
	('{">5000",">=1"}', '>5001', '>5001'),
	('{"<5000","<1"}', '<5001', '<5001'),
	('{">200","10 [7, 13]"}', '>207', '>207'),
	('{"10 (7, 13]","20 [16, 24]"}', '30 (23, 37]', '30 (25, 35]'),
	('{"10 (7, 13]","20 [16, 24)"}', '30 (23, 37)', '30 (25, 35)'),
	('{"10 (7, 13)","20 [16, ]"}', '30 (23, ]', '30 (25, ]'),
	('{">3","~10"}', NULL, NULL),
	-- the weaker kind: point, interval, range, open; different levels give none
	('{"10 [7, 13] 90%","5"}', '15 [12, 18] 90%', '15 [12, 18] 90%'),
	('{"10 [7, 13] 90%","20 [16, 24] 90%"}', '30 [23, 37] 90%', '30 [25, 35] 90%'),
	('{"7..13 90%","16..24 90%"}', '23..37 90%', '25..35 90%'),
	('{"10 [7, 13] 90%","20 [16, 24] 90.01%"}', '30 [23, 37]', '30 [25, 35]'),
	('{"10 [7, 13] 80%","20 [16, 24] 90%"}', '30 [23, 37]', '30 [25, 35]'),
	-- three levels whose mean is the fourth
	('{"1 [0, 2] 85%","1 [0, 2] 90%","1 [0, 2] 95%","1 [0, 2] 90%"}', '4 [0, 8]', '4 [2, 6]'),
	('{"1 [0, 2] 90%","1 [0, 2] 90%","1 [0, 2] 90%","1 [0, 2] 90%"}', '4 [0, 8] 90%', '4 [2, 6] 90%'),
	('{"10 [7, 13] 90%","20 [16, 24]"}', '30 [23, 37]', '30 [25, 35]'),
	('{"10 [7, 13] 90%","20 [16, ]"}', '30 [23, ]', '30 [25, ]'),
	('{"10 [7, 13] 90%","20 [16, 24] 90%",">=1"}', '>=24', '>=26'),
	-- 18 digits: low down, high up, mid to the nearest
	('{"100000T","0.000000001..0.000000002"}', '100000T..100000000000000001', '100000T..100000000000000001'),
	('{"100000T","0.000000001"}', '100000T', '100000T'),
	('{"999999T","1T"}', '1000000T', '1000000T'),
	-- sums beyond 10^18 on the way
	('{"1000000T","1000000T","-1000000T"}', '1000000T', '1000000T');

CREATE FUNCTION pg_temp.rows_of(parts text[], OUT e estimate, OUT place bigint) RETURNS SETOF record
LANGUAGE sql AS $$SELECT p::estimate, o FROM unnest(parts) WITH ORDINALITY AS u (p, o)$$;

SELECT is(s.got, ARRAY[bounds::estimate::text, independent::estimate::text],
	'sums of ' || parts::text)
FROM summed, LATERAL (SELECT ARRAY[sum_bounds(e)::text, sum_independent(e)::text] AS got
	FROM pg_temp.rows_of(parts)) AS s
ORDER BY n;
SELECT is_empty($$
	SELECT parts FROM summed, LATERAL (
		SELECT bounds_agg(e ORDER BY place) AS b, bounds_agg(e ORDER BY place DESC) AS b2,
			independent_agg(e ORDER BY place) AS i, independent_agg(e ORDER BY place DESC) AS i2
		FROM pg_temp.rows_of(parts)) AS s
	WHERE bounds_summary_send(b) <> bounds_summary_send(b2)
		OR independent_summary_send(i) <> independent_summary_send(i2)$$,
	'the same bytes for rows in the opposite order');
SELECT is_empty($$
	SELECT parts FROM summed, LATERAL (
		SELECT sum_bounds(e) AS b, sum_independent(e) AS i, bounds_agg(e) AS bs, independent_agg(e) AS ins,
			count(e) AS counted
		FROM pg_temp.rows_of(parts)) AS s
	WHERE estimate_send(b) IS DISTINCT FROM estimate_send(total(bs))
		OR estimate_send(i) IS DISTINCT FROM estimate_send(total(ins))
		OR rows(bs) <> counted OR rows(ins) <> counted$$,
	'totals of summaries are the sums, and rows are counted');
SELECT is_empty($$
	SELECT parts FROM summed, LATERAL (
		SELECT bounds_agg(e) AS b, independent_agg(e) AS i FROM pg_temp.rows_of(parts)) AS s
	WHERE bounds_summary_send(b::text::bounds_summary) <> bounds_summary_send(b)
		OR independent_summary_send(i::text::independent_summary) <> independent_summary_send(i)$$,
	'the text of a summary reads back to the same bytes');

-- averages
CREATE TEMP TABLE averaged (n int GENERATED ALWAYS AS IDENTITY, parts text[], bounds text, independent text);
INSERT INTO averaged (parts, bounds, independent) VALUES
	('{"5"}', '5', '5'),
	('{"1","2"}', '1.5', '1.5'),
	('{"10 [7, 13]","20 [16, 24]"}', '15 [11.5, 18.5]', '15 [12.5, 17.5]'),
	-- four alike: half as wide
	('{"10 [8, 12]","10 [8, 12]","10 [8, 12]","10 [8, 12]"}', '10 [8, 12]', '10 [9, 11]'),
	('{"10 [8, 12] 90%","10 [8, 12] 90%"}', '10 [8, 12] 90%', '10 [8.585786437, 11.414213563] 90%'),
	-- thirds: points to the nearest, low down, high up
	('{"0","0","1"}', '0.333333333', '0.333333333'),
	('{"0","1","1"}', '0.666666667', '0.666666667'),
	('{"0","0","-1"}', '-0.333333333', '-0.333333333'),
	('{"0","-1","-1"}', '-0.666666667', '-0.666666667'),
	('{"0 [0, 1]","0 [0, 0]","0 [-1, 0]"}', '0 [-0.333333334, 0.333333334]', '0 [-0.333333334, 0.333333334]'),
	('{"0..6","0..8","1"}', '0.333333333..5', '1..4.333333334'),
	('{">=1",">=1",">=2"}', '>=1.333333333', '>=1.333333333'),
	('{"<1","<1","<2"}', '<1.333333334', '<1.333333334'),
	('{">=3","<=10"}', NULL, NULL),
	('{"1000000T","1000000T"}', '1000000T', '1000000T');
SELECT is(s.got, ARRAY[bounds::estimate::text, independent::estimate::text],
	'averages of ' || parts::text)
FROM averaged, LATERAL (SELECT ARRAY[avg_bounds(e)::text, avg_independent(e)::text] AS got
	FROM pg_temp.rows_of(parts)) AS s
ORDER BY n;
SELECT is_empty($$
	SELECT parts FROM averaged, LATERAL (
		SELECT avg_bounds(e) AS b, avg_independent(e) AS i, average(bounds_agg(e)) AS b2,
			average(independent_agg(e)) AS i2
		FROM pg_temp.rows_of(parts)) AS s
	WHERE estimate_send(b) IS DISTINCT FROM estimate_send(b2)
		OR estimate_send(i) IS DISTINCT FROM estimate_send(i2)$$,
	'averages of summaries are the averages');

-- NULL and nothing
SELECT is(sum_bounds(e)::text, '30 [23, 37]', 'sum_bounds leaves NULLs out')
FROM (VALUES ('10 [7, 13]'::estimate), (NULL), ('20 [16, 24]'), (NULL)) AS v (e);
SELECT is(avg_bounds(e)::text, '15 [11.5, 18.5]', 'avg_bounds leaves NULLs out')
FROM (VALUES ('10 [7, 13]'::estimate), (NULL), ('20 [16, 24]'), (NULL)) AS v (e);
SELECT is(sum_independent(e)::text, '30 [25, 35]', 'sum_independent leaves NULLs out')
FROM (VALUES ('10 [7, 13]'::estimate), (NULL), ('20 [16, 24]'), (NULL)) AS v (e);
SELECT is(avg_independent(e)::text, '15 [12.5, 17.5]', 'avg_independent leaves NULLs out')
FROM (VALUES ('10 [7, 13]'::estimate), (NULL), ('20 [16, 24]'), (NULL)) AS v (e);
SELECT is(rows(bounds_agg(e)), 2::bigint, 'rows leaves NULLs out')
FROM (VALUES ('10 [7, 13]'::estimate), (NULL), ('20 [16, 24]'), (NULL)) AS v (e);
SELECT is(ARRAY[sum_bounds(e)::text, avg_bounds(e)::text, sum_independent(e)::text, avg_independent(e)::text,
		bounds_agg(e)::text, independent_agg(e)::text],
	ARRAY[NULL, NULL, NULL, NULL, NULL, NULL], 'all are NULL where all rows are')
FROM (VALUES (NULL::estimate), (NULL)) AS v (e);
SELECT is(ARRAY[sum_bounds(e)::text, avg_bounds(e)::text, sum_independent(e)::text, avg_independent(e)::text,
		bounds_agg(e)::text, independent_agg(e)::text, rollup(b)::text, rollup(i)::text],
	ARRAY[NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL], 'all are NULL where there is no row')
FROM (SELECT NULL::estimate AS e, NULL::bounds_summary AS b, NULL::independent_summary AS i
	  WHERE false) AS v;
SELECT is(sum_bounds(e) FILTER (WHERE n > 1)::text, '50', 'FILTER')
FROM (VALUES (1, '10'::estimate), (2, '20'), (3, '30')) AS v (n, e);
SELECT is(rollup(s)::text, NULL, 'a rollup of summaries of no rows is NULL')
FROM (VALUES ('rows=0'::bounds_summary), ('rows=0')) AS v (s);
SELECT is(ARRAY[total(s)::text, average(s)::text, rows(s)::text], ARRAY[NULL, NULL, '0'], 'the bounds_summary of no rows')
FROM (VALUES ('rows=0'::bounds_summary)) AS v (s);
SELECT is(ARRAY[total(s)::text, average(s)::text, rows(s)::text], ARRAY[NULL, NULL, '0'], 'the independent_summary of no rows')
FROM (VALUES ('rows=0'::independent_summary)) AS v (s);

-- out of range
PREPARE too_large AS SELECT sum_bounds(e) FROM (VALUES ('1000000T'::estimate), ('1')) AS v (e);
SELECT throws_ok('too_large', '22003', 'sum of estimates out of range', 'a sum beyond 10^18');
PREPARE too_small AS SELECT sum_independent(e) FROM (VALUES ('-1000000T'::estimate), ('-1')) AS v (e);
SELECT throws_ok('too_small', '22003', 'sum of estimates out of range', 'a sum below -10^18');
PREPARE end_too_large AS SELECT sum_bounds(e)
	FROM (VALUES ('0 [0, 1000000T]'::estimate), ('0 [0, 1]')) AS v (e);
SELECT throws_ok('end_too_large', '22003', 'sum of estimates out of range', 'an end beyond 10^18');
SELECT is(avg_bounds(e)::text, '1000000T', 'the average of what has no sum')
FROM (VALUES ('1000000T'::estimate), ('1000000T')) AS v (e);

-- summaries: text, merging, taking away
SELECT is(bounds_agg(e)::text,
	'rows=3 no_high=1 strict_low=1 intervals=1 level_sum=9000 level_squares=81000000'
	|| ' mid=109205000000000 low=93005000000000 high=20005000000000',
	'text of a bounds_summary, sums in 10^-9')
FROM (VALUES ('9.2k [3k, 20k] 90%'::estimate), ('100k (90k, ]'), ('5')) AS v (e);
SELECT is(independent_agg(e)::text,
	'rows=2 ranges=1 mid=30000000000 low=60000000000 high=60000000000'
	|| ' low_squares=36000000000000000000 high_squares=64000000000000000000',
	'text of an independent_summary: centres in halves of 10^-9, distances squared')
FROM (VALUES ('10 [7, 14]'::estimate), ('20')) AS v (e);
CREATE TEMP TABLE stored AS
SELECT bounds_agg(e) FILTER (WHERE n = 1) AS b1, bounds_agg(e) FILTER (WHERE n = 2) AS b2, bounds_agg(e) AS b12,
	independent_agg(e) FILTER (WHERE n = 1) AS i1, independent_agg(e) FILTER (WHERE n = 2) AS i2,
	independent_agg(e) AS i12
FROM (VALUES (1, '10 [7, 13]'::estimate), (1, '>5'), (2, '20 [16, 24] 90%')) AS v (n, e);
CREATE TEMP TABLE before AS SELECT stored::text AS row FROM stored;
SELECT is(bounds_summary_merge(b1, b2)::text, b12::text, 'bounds_summary_merge') FROM stored;
SELECT is(bounds_summary_merge(b1, b1)::text, bounds_summary_merge(b1, b1::text::bounds_summary)::text,
	'a summary merged with itself') FROM stored;
SELECT is(bounds_summary_unmerge(b12, b2)::text, b1::text, 'bounds_summary_unmerge') FROM stored;
SELECT is(bounds_summary_unmerge(b12, b12)::text, 'rows=0', 'bounds_summary_unmerge of all') FROM stored;
SELECT is(bounds_summary_add(b1, '20 [16, 24] 90%')::text, b12::text, 'bounds_summary_add') FROM stored;
SELECT is(bounds_summary_remove(b12, '20 [16, 24] 90%')::text, b1::text, 'bounds_summary_remove') FROM stored;
SELECT is(independent_summary_merge(i1, i2)::text, i12::text, 'independent_summary_merge') FROM stored;
SELECT is(independent_summary_unmerge(i12, i2)::text, i1::text, 'independent_summary_unmerge') FROM stored;
SELECT is(independent_summary_unmerge(i12, i12)::text, 'rows=0', 'independent_summary_unmerge of all') FROM stored;
SELECT is(independent_summary_add(i1, '20 [16, 24] 90%')::text, i12::text, 'independent_summary_add') FROM stored;
SELECT is(independent_summary_remove(i12, '20 [16, 24] 90%')::text, i1::text, 'independent_summary_remove') FROM stored;
SELECT results_eq('SELECT stored::text FROM stored', 'SELECT row FROM before',
	'no call changes what is stored');
SELECT throws_ok($$SELECT bounds_summary_remove(b2, '5') FROM stored$$, '22023',
	'cannot take away from a sum what was not added to it', 'a row that was not added');
SELECT throws_ok($$SELECT bounds_summary_remove('rows=0', '5')$$, '22023',
	'cannot take away from a sum what was not added to it', 'a row from none');
SELECT throws_ok($$SELECT bounds_summary_unmerge(b1, b12) FROM stored$$, '22023',
	'cannot take away from a sum what was not added to it', 'more rows than there are');
SELECT throws_ok($$SELECT independent_summary_remove(i2, '>5') FROM stored$$, '22023',
	'cannot take away from a sum what was not added to it', 'an open row that was not added');
SELECT throws_ok($$SELECT independent_summary_unmerge(i2, i1) FROM stored$$, '22023',
	'cannot take away from a sum what was not added to it', 'a summary that was not merged');

-- the limit of rows, from summaries that hold it
CREATE TEMP TABLE full_up AS
SELECT 'rows=10000000000 mid=10000000000 low=10000000000 high=10000000000'::bounds_summary AS b,
	'rows=10000000000 mid=10000000000 low=20000000000 high=20000000000'::independent_summary AS i;
SELECT is(total(b)::text || ' ' || average(i)::text, '10 0.000000001', '10^10 rows') FROM full_up;
SELECT throws_ok($$SELECT bounds_summary_add(b, '1') FROM full_up$$, '54000',
	'too many rows in a sum of estimates', 'no row more');
SELECT throws_ok($$SELECT rollup(b) FROM (SELECT b FROM full_up UNION ALL SELECT b1 FROM stored) AS u$$, '54000',
	'too many rows in a sum of estimates', 'no summary more');
SELECT throws_ok($$SELECT independent_summary_merge(i, i) FROM full_up$$, '54000',
	'too many rows in a sum of estimates', 'nor of the other kind');

-- what the objects promise
SELECT is_empty($$
	SELECT p.oid::regprocedure FROM pg_proc AS p
	WHERE p.proname IN ('sum_bounds', 'sum_independent', 'avg_bounds', 'avg_independent', 'bounds_agg',
			'independent_agg')
		AND obj_description(p.oid, 'pg_proc') !~ '^assumes that rows are '$$,
	'the comment of each begins with what it assumes');
SELECT is((SELECT count(*) FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
	WHERE a.aggtranstype IN ('bounds_summary'::regtype, 'independent_summary'::regtype)
		AND a.aggcombinefn <> 0 AND a.aggtransspace > 0 AND p.proparallel = 's'
		AND a.aggmtransfn <> 0 AND a.aggminvtransfn <> 0 AND a.aggmtranstype = a.aggtranstype
		AND a.aggfinalmodify = 'r' AND a.aggmfinalmodify = 'r'), 8::bigint,
	'all eight aggregates combine, move, declare their memory and leave their state alone');

SELECT * FROM finish();
ROLLBACK;
