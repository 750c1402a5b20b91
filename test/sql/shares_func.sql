-- shares: totals, shares, bounds, concentration, rows.  Expected values by
-- hand, or from the published example of the concentration of a market of
-- which 28, 21 and 14 % are named: at least 1,421.
BEGIN;
SELECT plan(94);

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
CREATE TEMP VIEW m AS SELECT 'a=28, b=21, c=14, total=100'::shares AS s;

SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	-- with_total
	('with_total(''a=28, b=21, c=14'', 100)', 'a=28, b=21, c=14, total=100'),
	('with_total(''a=28, *=10'', 100)', 'a=28, total=100'),
	('with_total(''a=28'', 28)', 'a=28, total=28'),
	('with_total(''a=28'', ''28.5'')', 'a=28, total=28.5'),
	('with_total(''a=28'', 1e3)', 'a=28, total=1000'),
	('with_total(''empty'', 0)', 'total=0'),
	('with_total(''empty'', 5)', 'total=5'),
	('with_total(''a=1, nulls=3'', 5)', 'a=1, total=5, nulls=3'),
	('with_total(''a=1, total=5'', 5)', 'a=1, total=5'),
	('with_total(''a=28'', NULL)', NULL),
	('with_total(NULL, 5)', NULL),
	('named_part(''a=28, total=100, nulls=2'')', 'a=28'),
	('named_part(''*=5'')', 'empty'),
	-- share_of
	('share_of(''a=28, b=21, c=14, total=100'', ''a'')', '0.28'),
	('share_of(''a=1, b=3'', ''a'')', '0.25'),
	('share_of(''a=1, b=2, *=1'', ''a'')', '0.25'),
	('share_of(''a=1, b=3'', ''z'')', NULL),
	('share_of(''a=1, total=4'', ''z'')', NULL),
	('share_of(''a=1, b=3, total=4'', ''z'')', '0'),
	('share_of(''a=0, b=4'', ''a'')', '0'),
	('share_of(''a=0'', ''a'')', NULL),
	('share_of(''total=0'', ''a'')', NULL),
	('share_of(''a=1, b=3'', ''A'')', NULL),
	('share_of(''"A"=1'', ''A'')', '1'),
	('share_of(''a=1'', NULL)', NULL),
	-- share_bounds
	('share_bounds(''a=28, b=21, c=14, total=100'', ''{a}'')', '(0.28,0.65)'),
	('share_bounds(''a=28, b=21, c=14, total=100'', ''{a,b,c}'')', '(0.63,1)'),
	('share_bounds(''a=28, b=21, c=14, total=100'', ''{c,a,c}'')', '(0.42,0.79)'),
	('share_bounds(''a=28, b=21, c=14, total=100'', ''{z}'')', '(0,0.37)'),
	('share_bounds(''a=28, b=21, c=14, total=100'', ''{z,a,y}'')', '(0.28,0.65)'),
	('share_bounds(''a=28, b=21, c=14, total=100'', ''{}'')', '(0,0)'),
	('share_bounds(''a=28, b=21, c=14, total=100'', ARRAY[''a''])', '(0.28,0.65)'),
	('share_bounds(''a=28, b=72, total=100'', ''{a}'')', '(0.28,0.28)'),
	('share_bounds(''a=28, b=21'', ''{a}'')', '(,)'),
	('share_bounds(''a=28, *=21'', ''{a}'')', '(,)'),
	('share_bounds(''total=0'', ''{a}'')', '(,)'),
	('share_bounds(''total=5'', ''{a}'')', '(0,1)'),
	('share_bounds(NULL, ''{a}'')', NULL),
	('share_bounds(''a=28'', NULL)', NULL),
	-- hhi: 10,000 x sum of squares / square of sum
	('hhi(''a=1'')', '10000'),
	('hhi(''a=1, b=1'')', '5000'),
	('hhi(''a=30, b=30, c=20, d=20'')', '2600'),
	('hhi(''a=30, b=30, c=20, d=20, total=100'')', '2600'),
	('hhi(''a=0.1, b=0.1, c=0.1, d=0.1'')', '2500'),
	('hhi(''a=1, b=0'')', '10000'),
	('hhi(''a=28, b=21, c=14, total=100'')', NULL),
	('hhi(''a=28, *=1'')', NULL),
	('hhi(''a=28, nulls=1'')', NULL),
	('hhi(''a=28, b=28, total=56, nulls=1'')', '5000'),
	('hhi(named_part(''a=28, nulls=1''))', '10000'),
	('round(hhi(named_part(''a=28, b=21, c=14, total=100'')), 4)', '3580.2469'),
	('hhi(''a=0'')', NULL),
	('hhi(''empty'')', NULL),
	('hhi(''a=30000000000000000000, b=30000000000000000000, c=20000000000000000000, d=20000000000000000000'')', '2600'),
	('hhi(''a=30000000000000.000000000003, b=30000000000000.000000000003, c=20000000000000.000000000002, d=20000000000000.000000000002'')', '2600'),
	-- hhi_bounds: 28^2 + 21^2 + 14^2 = 1421; anyone: (28 + 37)^2 + 21^2 + 14^2;
	-- others: + 37^2; smaller: + 14^2 + 14^2 + 9^2
	('hhi_bounds(''a=28, b=21, c=14, total=100'')', '(1421,4862)'),
	('hhi_bounds(''a=28, b=21, c=14, total=100'', ''anyone'')', '(1421,4862)'),
	('hhi_bounds(''a=28, b=21, c=14, total=100'', ''others'')', '(1421,2790)'),
	('hhi_bounds(''a=28, b=21, c=14, total=100'', ''smaller'')', '(1421,1894)'),
	('hhi_bounds(''a=28, b=21, c=14, total=100'', ''Smaller'')', '(1421,1894)'),
	('hhi_bounds(shares => ''a=28, b=21, c=14, total=100'', remainder => ''others'')', '(1421,2790)'),
	('hhi_bounds(''a=280, b=210, c=140, total=1000'', ''smaller'')', '(1421,1894)'),
	('hhi_bounds(''a=0.28, b=0.21, c=0.14, d=0, total=1'', ''smaller'')', '(1421,1894)'),
	('hhi_bounds(''a=30, b=30, c=20, d=20, total=100'')', '(2600,2600)'),
	('hhi_bounds(''total=100'')', '(0,10000)'),
	('hhi_bounds(''total=100'', ''smaller'')', '(0,10000)'),
	('hhi_bounds(''a=28, b=21, c=14'')', '(,)'),
	('hhi_bounds(''total=0'')', '(,)'),
	('hhi_bounds(NULL)', NULL),
	-- coverage
	('coverage(''a=28, b=21, c=14, total=100''::shares)', '(partial,63,37,100,0.63,3,0)'),
	('coverage(''a=28, b=21, c=14''::shares)', '(unknown,63,0,,,3,0)'),
	('coverage(''a=28, *=2, nulls=5''::shares)', '(unknown,28,2,,,1,5)'),
	('coverage(''a=28, b=72, total=100''::shares)', '(complete,100,0,100,1,2,0)'),
	('coverage(''total=0''::shares)', '(complete,0,0,0,,0,0)'),
	('coverage(''empty''::shares)', '(unknown,0,0,,,0,0)'),
	('coverage(NULL::shares)', NULL)
) AS v (call, expected);

SELECT alike(pg_temp.try(call), expected, call)
FROM (VALUES
	('with_total(''a=28'', 27)', '22023: %same universe%'),
	('with_total(''a=28, *=2'', 29)', '22023: %same universe%'),
	('with_total(''a=28, total=100'', 99)', '22023: %named_part%'),
	('with_total(''a=28, total=100'', 101)', '22023: %named_part%'),
	('with_total(''a=28'', -1)', '22003: %'),
	('with_total(''a=28'', ''NaN'')', '22003: %'),
	('with_total(''a=28'', ''Infinity'')', '22003: %'),
	('with_total(''a=28'', 1e26)', '22003: %larger units%'),
	('share_bounds(''a=28, total=100'', ARRAY[''a'', NULL])', '22004: %'),
	('hhi_bounds(''a=28, total=100'', ''nobody'')', '22023: %anyone%others%smaller%'),
	('hhi_bounds(''a=28, total=100'', '''')', '22023: %'),
	('(SELECT count(*) FROM top(''a=28'', -1))', '22023: %')
) AS v (call, expected);

-- rows
SELECT results_eq($$SELECT * FROM top('b=5, a=5, c=9, d=1, total=40', 3)$$,
	$$VALUES (1, 'c', 9::numeric, 0.225, 'partial'), (2, 'a', 5, 0.125, 'partial'), (3, 'b', 5, 0.125, 'partial')$$,
	'top: by weight, then by key');
SELECT results_eq($$SELECT * FROM top('a=0', 5)$$, $$VALUES (1, 'a', 0::numeric, NULL::numeric, 'unknown')$$, 'top of less');
SELECT is_empty($$SELECT * FROM top('a=1', 0)$$, 'top 0');
SELECT results_eq($$SELECT * FROM shares_rows('b=5, a=3, total=16')$$,
	$$VALUES ('a', 3::numeric, 0.1875, 'partial'), ('b', 5, 0.3125, 'partial'), (NULL, 8, 0.5, 'partial')$$,
	'rows, and the remainder last');
SELECT is_empty($$SELECT * FROM shares_rows('empty')$$, 'no rows of nothing');
SELECT is((SELECT with_total(shares_agg(key, weight), 100) FROM m, shares_rows(s)), (SELECT s FROM m),
	'rows make the shares again');

SELECT * FROM finish();
ROLLBACK;
