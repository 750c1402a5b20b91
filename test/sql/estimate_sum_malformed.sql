-- Malformed texts of bounds_summary and independent_summary: syntax, and sums
-- that no rows can have.
BEGIN;
SELECT plan(243);

-- what reading a text reports: code and detail
CREATE FUNCTION pg_temp.complaint(type_name text, input text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	code text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE format('SELECT %L::%s', input, type_name);
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
	IF message NOT LIKE 'invalid input syntax for type ' || type_name || ': "%"' THEN
		RETURN message;
	END IF;
	IF hint <> 'Keep the text as it was given out.' THEN
		RETURN hint;
	END IF;
	RETURN code || ' ' || detail;
END
$$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, kind text, input text, complaint text);
\set unknown 'Unknown, repeated or misplaced field'
\set number 'Expected name=integer of its size, not 0, found'
INSERT INTO bad (kind, input, complaint) VALUES
	('both', '', 'No rows can have this sum.'),
	('both', ' ', 'Superfluous " " at character 1.'),
	('both', 'rows', 'Expected name=integer, found "rows" at character 1.'),
	('both', 'rows 3', 'Expected name=integer, found "rows" at character 1.'),
	('both', '3', 'Expected name=integer, found "3" at character 1.'),
	('both', '=', :'unknown' || ' "=" at character 1.'),
	('both', '=3', :'unknown' || ' "=" at character 1.'),
	('both', 'rows=', :'number' || ' "rows=" at character 1.'),
	('both', 'rows= 3', :'number' || ' "rows=" at character 1.'),
	('both', 'rows =3', 'Expected name=integer, found "rows" at character 1.'),
	('both', 'rows=3 ', 'Superfluous " " at character 7.'),
	('both', ' rows=3', 'Superfluous " " at character 1.'),
	('both', 'rows=3  no_low=3', 'Superfluous " " at character 8.'),
	('both', E'rows=3\tno_low=3', :'number' || E' "rows=3\tno_low=3" at character 1.'),
	('both', E'rows=3\n', :'number' || E' "rows=3\n" at character 1.'),
	('both', 'rows=3,no_low=3', :'number' || ' "rows=3,no_low=3" at character 1.'),
	('both', 'rows=3 no_low', 'Expected name=integer, found "no_low" at character 8.'),
	('both', 'rows=3 no_low=', :'number' || ' "no_low=" at character 8.'),
	('both', 'rows=3 nolow=3', :'unknown' || ' "nolow" at character 8.'),
	('both', 'rows=3 NO_LOW=3', :'unknown' || ' "NO_LOW" at character 8.'),
	('both', 'ROWS=3', :'unknown' || ' "ROWS" at character 1.'),
	('both', 'row=3', :'unknown' || ' "row" at character 1.'),
	('both', 'rowss=3', :'unknown' || ' "rowss" at character 1.'),
	('both', 'rows=3 rows=3', :'unknown' || ' "rows" at character 8.'),
	('both', 'no_low=3 rows=3', :'unknown' || ' "rows" at character 10.'),
	('both', 'rows=3 kind=1', :'unknown' || ' "kind" at character 8.'),
	('both', 'rows=3 höhe=1', :'unknown' || ' "höhe" at character 8.'),
	('both', 'rows=3 no_low=3 no_low=3', :'unknown' || ' "no_low" at character 17.'),
	('both', 'rows=00', :'number' || ' "rows=00" at character 1.'),
	('both', 'rows=0 ', 'Superfluous " " at character 7.'),
	('both', 'rows=0 mid=0', :'number' || ' "rows=0" at character 1.'),
	('both', 'rows=0 mid=1', :'number' || ' "rows=0" at character 1.'),
	('both', 'rows=03', :'number' || ' "rows=03" at character 1.'),
	('both', 'rows=+3', :'number' || ' "rows=+3" at character 1.'),
	('both', 'rows=-3', :'number' || ' "rows=-3" at character 1.'),
	('both', 'rows=--3', :'number' || ' "rows=--3" at character 1.'),
	('both', 'rows=3.0', :'number' || ' "rows=3.0" at character 1.'),
	('both', 'rows=3e1', :'number' || ' "rows=3e1" at character 1.'),
	('both', 'rows=0x3', :'number' || ' "rows=0x3" at character 1.'),
	('both', 'rows=3k', :'number' || ' "rows=3k" at character 1.'),
	('both', 'rows=NaN', :'number' || ' "rows=NaN" at character 1.'),
	('both', 'rows=Infinity', :'number' || ' "rows=Infinity" at character 1.'),
	('both', 'rows=three', :'number' || ' "rows=three" at character 1.'),
	('both', 'rows=3=3', :'number' || ' "rows=3=3" at character 1.'),
	('both', 'rows=٣', :'number' || ' "rows=٣" at character 1.'),
	('both', 'rows=1 mid=0', :'number' || ' "mid=0" at character 8.'),
	('both', 'rows=1 mid=-0', :'number' || ' "mid=-0" at character 8.'),
	('both', 'rows=1 mid=-', :'number' || ' "mid=-" at character 8.'),
	('both', 'rows=1 no_low=-1', :'number' || ' "no_low=-1" at character 8.'),
	-- too long for its words: 2^64, 2^127, -2^127, 2^256
	('both', 'rows=18446744073709551616', :'number' || ' "rows=18446744073709551616" at character 1.'),
	('both', 'rows=1 mid=170141183460469231731687303715884105728',
		:'number' || ' "mid=170141183460469231731687303715884105728" at character 8.'),
	('both', 'rows=1 mid=-170141183460469231731687303715884105728',
		:'number' || ' "mid=-170141183460469231731687303715884105728" at character 8.'),
	('independent_summary', 'rows=1 low_squares='
			|| '115792089237316195423570985008687907853269984665640564039457584007913129639936',
		:'number' || ' "low_squares=115792089237316195423570985008687907853269984665..." at character 8.'),
	('both', 'rows=' || repeat('9', 1000),
		:'number' || ' "rows=' || repeat('9', 55) || '..." at character 1.'),
	('bounds_summary', 'rows=1 low_squares=1', :'unknown' || ' "low_squares" at character 8.'),
	('bounds_summary', 'rows=1 high_squares=1', :'unknown' || ' "high_squares" at character 8.');

-- well-formed sums that no rows have
INSERT INTO bad (kind, input, complaint)
SELECT v.kind, v.input, 'No rows can have this sum.' FROM (VALUES
	('both', 'mid=1'), ('both', 'no_low=1'), ('both', 'ranges=1'), ('both', 'low=1 high=1'),
	-- more rows than there can be, or than there are
	('both', 'rows=10000000001'), ('both', 'rows=18446744073709551615'),
	('both', 'rows=2 no_low=3 no_mid=1 no_high=2'), ('both', 'rows=2 no_mid=3 ranges=2'),
	('both', 'rows=2 no_high=3'), ('both', 'rows=2 no_low=18446744073709551615'),
	('both', 'rows=2 strict_low=3 ranges=2 mid=2 low=2 high=2'),
	('both', 'rows=2 strict_high=3 ranges=2 mid=2 low=2 high=2'),
	('both', 'rows=2 no_low=1 strict_low=2'), ('both', 'rows=2 no_high=1 strict_high=2'),
	('both', 'rows=2 ranges=3'), ('both', 'rows=2 intervals=3 level_sum=27000 level_squares=243000000'),
	('both', 'rows=2 ranges=1 intervals=2 level_sum=18000 level_squares=162000000'),
	('both', 'rows=2 ranges=18446744073709551615 intervals=3 level_sum=27000 level_squares=243000000'),
	-- a row with both ends is not open
	('both', 'rows=2 no_low=1 ranges=2'), ('both', 'rows=2 no_high=2 ranges=1'),
	('both', 'rows=2 no_low=1 intervals=2 level_sum=18000 level_squares=162000000'),
	-- a row with nothing
	('both', 'rows=1 no_low=1 no_mid=1 no_high=1'), ('both', 'rows=3 no_low=2 no_mid=3 no_high=2'),
	-- levels: none without intervals, 0.01 to 99.99 % each, squares that agree
	('both', 'rows=1 level_sum=9000 level_squares=81000000'), ('both', 'rows=1 level_squares=81000000'),
	('both', 'rows=1 intervals=1'), ('both', 'rows=1 intervals=1 level_sum=9000'),
	('both', 'rows=1 intervals=1 level_squares=81000000'),
	('both', 'rows=1 intervals=1 level_sum=10000 level_squares=100000000'),
	('both', 'rows=2 intervals=2 level_sum=1 level_squares=1'),
	('both', 'rows=1 intervals=1 level_sum=9000 level_squares=80999998'),
	('both', 'rows=1 intervals=1 level_sum=9000 level_squares=81000001'),
	('both', 'rows=2 intervals=2 level_sum=18000 level_squares=161999998'),
	('both', 'rows=2 intervals=2 level_sum=18000 level_squares=162000001'),
	('both', 'rows=2 intervals=2 level_sum=18000 level_squares=179982001'),
	('both', 'rows=4 intervals=4 level_sum=6 level_squares=9'),
	('both', 'rows=4 intervals=4 level_sum=6 level_squares=8'),
	-- figures beyond 10^18
	('both', 'rows=1 mid=1000000000000000000000000001'), ('both', 'rows=1 mid=-1000000000000000000000000001'),
	('bounds_summary', 'rows=1 ranges=1 high=1000000000000000000000000001'),
	('bounds_summary', 'rows=1 ranges=1 low=-1000000000000000000000000001'),
	('independent_summary', 'rows=1 no_mid=1 ranges=1 low=2000000000000000000000000001 high=2000000000000000000000000001'),
	('both', 'rows=1 mid=170141183460469231731687303715884105727'),
	('both', 'rows=1 mid=-170141183460469231731687303715884105727'),
	('both', 'rows=10000000000 mid=10000000000000000000000000000000000001'),
	-- figures that no row has
	('both', 'rows=1 no_mid=1 ranges=1 mid=1'), ('both', 'rows=1 no_low=1 low=1'),
	('both', 'rows=1 no_high=1 high=-1'), ('both', 'rows=1 no_low=1 no_mid=1 low=-1'),
	-- order
	('bounds_summary', 'rows=1 ranges=1 low=1'), ('bounds_summary', 'rows=1 ranges=1 high=-1'),
	('bounds_summary', 'rows=1 no_mid=1 ranges=1 low=2 high=1'), ('bounds_summary', 'rows=1 ranges=1 mid=3 low=1 high=2'),
	('bounds_summary', 'rows=1 ranges=1 mid=1 low=2 high=3'), ('bounds_summary', 'rows=1 no_high=1 mid=1 low=2'),
	('bounds_summary', 'rows=1 no_low=1 mid=2 high=1'), ('bounds_summary', 'rows=1 no_high=1 low=1'),
	-- points
	('bounds_summary', 'rows=1 mid=1'), ('bounds_summary', 'rows=1 mid=1 low=1 high=2'),
	('bounds_summary', 'rows=1 no_mid=1'), ('bounds_summary', 'rows=1 low=-1 high=1'),
	('independent_summary', 'rows=1 mid=1'), ('independent_summary', 'rows=1 mid=1 low=1 high=1'),
	('independent_summary', 'rows=1 no_mid=1 low=1 high=1'),
	('independent_summary', 'rows=1 mid=1 low=2 high=2 low_squares=1'),
	('independent_summary', 'rows=1 mid=1 low=2 high=2 high_squares=1'),
	-- centres: twice the mids, and the same on both sides
	('independent_summary', 'rows=1 ranges=1 mid=1 low=2 high=3'),
	('independent_summary', 'rows=1 ranges=1 mid=1 low=3 high=3'),
	('independent_summary', 'rows=1 no_mid=1 ranges=1 low=1 high=2'),
	('independent_summary', 'rows=1 no_high=1 mid=1 low=3'), ('independent_summary', 'rows=1 no_low=1 mid=1 high=3'),
	-- squares: of no row, beyond the longest distance
	('independent_summary', 'rows=1 no_low=1 low_squares=1'), ('independent_summary', 'rows=1 no_high=1 high_squares=1'),
	('independent_summary', 'rows=1 ranges=1 low_squares=24519928653854221733733552434404946937899825954937634816'),
	('independent_summary', 'rows=1 ranges=1 high_squares=24519928653854221733733552434404946937899825954937634816'),
	('independent_summary', 'rows=3 ranges=3 low_squares='
		|| '115792089237316195423570985008687907853269984665640564039457584007913129639935'),
	('independent_summary', 'rows=10000000000 ranges=10000000000 low_squares='
		|| '421249166674228746791672110734681729275580381602196445017243910144')
	) AS v (kind, input);

SELECT is(pg_temp.complaint(t, input), '22P02 ' || complaint, t || ': ' || left(input, 60))
FROM bad, unnest(ARRAY['bounds_summary', 'independent_summary']) AS t
WHERE kind IN ('both', t)
ORDER BY n, t;

-- the beginning and the end of what was refused above is taken
SELECT is(pg_temp.complaint(t, input), 'accepted', t || ': ' || left(input, 60))
FROM (VALUES ('bounds_summary', 'rows=1'), ('independent_summary', 'rows=1'),
	('bounds_summary', 'rows=0'), ('independent_summary', 'rows=0'),
	('bounds_summary', 'rows=10000000000 mid=10000000000000000000000000000000000000'
		|| ' low=10000000000000000000000000000000000000 high=10000000000000000000000000000000000000'),
	('independent_summary', 'rows=10000000000 mid=-10000000000000000000000000000000000000'
		|| ' low=-20000000000000000000000000000000000000 high=-20000000000000000000000000000000000000'),
	('bounds_summary', 'rows=3 no_low=2 no_mid=2 no_high=2 strict_low=1 strict_high=1'),
	('bounds_summary', 'rows=1 ranges=1 mid=2 low=1 high=2'),
	('bounds_summary', 'rows=1 intervals=1 level_sum=9999 level_squares=99980001 high=1'),
	('independent_summary', 'rows=2 intervals=2 level_sum=18000 level_squares=162000002 mid=1 low=2 high=2 low_squares=9'),
	('independent_summary', 'rows=1 ranges=1 low_squares=24519928653854221733733552434404946937899825954937634815')
	) AS v (t, input);

SELECT * FROM finish();
ROLLBACK;
