-- Malformed texts of estimate: SQLSTATE, quoted word, position, hint.
BEGIN;
SELECT plan(180);

-- what reading a text as estimate reports
CREATE FUNCTION pg_temp.complaint(input text, OUT code text, OUT message text,
	OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM input::estimate;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text, code text);
INSERT INTO bad (input, code) VALUES
	-- no figure at all
	('', '22P02'), ('   ', '22P02'), (E'\t\n', '22P02'), ('~', '22P02'), ('-', '22P02'), ('+', '22P02'),
	('.', '22P02'), ('k', '22P02'), ('%', '22P02'), ('hello', '22P02'), ('null', '22P02'), ('NULL', '22P02'),
	('unknown', '22P02'), ('?', '22P02'), ('NaN', '22P02'), ('nan', '22P02'), ('Infinity', '22P02'),
	('-Infinity', '22P02'), ('inf', '22P02'), ('∞', '22P02'), ('[', '22P02'), (']', '22P02'), (',', '22P02'),
	('[]', '22P02'), ('[,]', '22P02'), ('(,)', '22P02'), ('[ , ]', '22P02'), ('~[,]', '22P02'), ('..', '22P02'),
	-- malformed figures
	('--5', '22P02'), ('+-5', '22P02'), ('- 5', '22P02'), ('5-', '22P02'), ('1.2.3', '22P02'), ('5..', '22P02'),
	('..5', '22P02'), ('5...6', '22P02'), ('0x10', '22P02'), ('1e', '22P02'), ('1e+', '22P02'),
	('5 k', '22P02'), ('5kk', '22P02'), ('5mio', '22P02'), ('5million', '22P02'), ('5g', '22P02'),
	('5kM', '22P02'), ('$5', '22P02'), ('5$', '22P02'), ('5 units', '22P02'), ('1/2', '22P02'), ('½', '22P02'),
	('５', '22P02'), ('"5"', '22P02'), ('''5''', '22P02'), ('{5}', '22P02'), ('5;', '22P02'), ('5,', '22P02'),
	-- separators of thousands, and what looks like them
	('1,000', '22P02'), ('1_000', '22P02'), ('1''000', '22P02'), ('1 000', '22P02'), ('1,000,000', '22P02'),
	('[500,600]', '22P02'), ('[1,200, 1,400]', '22P02'), ('750,000 [500k, 1M]', '22P02'), ('1,5', '22P02'),
	-- bounds
	('>', '22P02'), ('>=', '22P02'), ('<', '22P02'), ('<=', '22P02'), ('=5', '22P02'), ('=>5', '22P02'),
	('=<5', '22P02'), ('>>5', '22P02'), ('> =5', '22P02'), ('>==5', '22P02'), ('<>5', '22P02'), ('!=5', '22P02'),
	('5>', '22P02'), ('5+', '22P02'), ('>5 <6', '22P02'), ('>5, <6', '22P02'), ('>=[5, 6]', '22P02'),
	('>~5', '22P02'), ('~>5', '22P02'), ('~~5', '22P02'), ('≥5', '22P02'), ('>NaN', '22P02'),
	-- ranges and brackets
	('5..NaN', '22P02'), ('5-6', '22P02'), ('5 - 6', '22P02'), ('5 to 6', '22P02'), ('5...', '22P02'),
	('5..6..7', '22P02'), ('5 .. 6 [5, 6]', '22P02'), ('[5', '22P02'), ('[5,', '22P02'), ('[5,6', '22P02'),
	('5,6]', '22P02'), ('[5 6]', '22P02'), ('[5;6]', '22P02'), ('[5..6]', '22P02'), ('[5, 6, 7]', '22P02'),
	('[5, 6}', '22P02'), ('{5, 6}', '22P02'), ('[5]', '22P02'), ('5 []', '22P02'), ('5 [4]', '22P02'),
	('5 [4, 6] 7', '22P02'), ('5 [4, 6] x', '22P02'), ('[[4, 6]]', '22P02'), ('[4, 6] 5', '22P02'),
	('5 5', '22P02'), ('5 6 [4, 7]', '22P02'), ('[~4, 6]', '22P02'), ('~~[4, 6]', '22P02'), ('~[4, 6]', '22P02'),
	('[NaN, 6]', '22P02'), ('[4, Infinity]', '22P02'), ('NaN [4, 6]', '22P02'),
	-- reversed, empty, and a mid outside its ends
	('[6, 4]', '22P02'), ('6..4', '22P02'), ('[-4, -6]', '22P02'), ('[1M, 500k]', '22P02'), ('[5, 5)', '22P02'),
	('(5, 5]', '22P02'), ('(5, 5)', '22P02'), ('3 [4, 6]', '22P02'), ('7 [4, 6]', '22P02'), ('4 (4, 6]', '22P02'),
	('6 [4, 6)', '22P02'), ('3 [4, ]', '22P02'), ('7 [, 6]', '22P02'), ('4 (4, ]', '22P02'), ('750 [500k, 1M]', '22P02'),
	-- levels
	('5 90%', '22P02'), ('5%', '22P02'), ('>5 90%', '22P02'), ('~5 90%', '22P02'), ('[4, ] 90%', '22P02'),
	('[4, 6] 90', '22P02'), ('[4, 6] %', '22P02'), ('[4, 6] -90%', '22P02'), ('[4, 6] 90% 90%', '22P02'),
	('[4, 6] 90%%', '22P02'), ('[4, 6] 90% x', '22P02'), ('90% [4, 6]', '22P02'), ('[4, 6] NaN%', '22P02'),
	('1..2k95%', '22P02'), ('1..2.5.5%', '22P02'), ('1..2k.5%', '22P02'), ('[1, 2] 90%.', '22P02'), ('[1, 2] 9.5.5%', '22P02'),
	('[4, 6] 0%', '22003'), ('[4, 6] 100%', '22003'), ('[4, 6] 101%', '22003'), ('[4, 6] 90.001%', '22003'),
	('[4, 6] 1k%', '22003'),
	-- too large, too many digits
	('1000000000000000001', '22003'), ('1e19', '22003'), ('-1e19', '22003'),
	('1000001T', '22003'), ('1e999999999', '22003'), ('[1, 1e30]', '22003'), ('0.1234567891', '22003'),
	('1e-10', '22003'), ('1e-999999999', '22003'), ('1234567890.123456789', '22003'), ('1234567890123456789k', '22003'),
	('[0.000000001, 1e18]', '22003'), ('>1e19', '22003');

SELECT is((pg_temp.complaint(input)).code, code, 'refuses ' || quote_literal(input)) FROM bad ORDER BY n;

SELECT is((pg_temp.complaint(input)).detail, detail, 'detail of ' || quote_literal(input))
FROM (VALUES
	('5x', 'Unknown suffix "x" at character 2.'),
	('é', 'Expected a figure, found "é" at character 1.'),
	('~70k..60k', 'Reversed ends: high is less than low in "60k" at character 7.'),
	('2M [500k, 1M]', 'The mid lies outside its ends: "2M" at character 1.'),
	('[4, 6] 100%', 'Impossible level "100%" at character 8.'),
	('[4, 1e19]', 'Number too large: "1e19" at character 5.'),
	('1,000', 'Separator within the figure "1,000" at character 1.')) AS v (input, detail);
SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(input) AS c WHERE c.hint = '' OR c.detail = ''),
	0::bigint, 'every refusal has a detail and a hint');
SELECT cmp_ok((SELECT count(*) FROM bad), '>=', 100::bigint, 'a hundred texts and more');

SELECT * FROM finish();
ROLLBACK;
