-- Malformed texts of draws and draws_state: SQLSTATE, quoted word, position,
-- hint.  (Malformed bytes: test/client/draws_binary.t.)
BEGIN;
SELECT plan(296);

CREATE FUNCTION pg_temp.complaint(type_name text, input text, OUT code text, OUT message text,
	OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT %L::%s', input, type_name);
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, kind text, input text, code text);

-- draws: what is no number, as the eighth of 16 samples
INSERT INTO bad (kind, input, code)
SELECT 'draws', '{' || repeat('1,', 7) || word || repeat(',2', 8) || '}', '22P02'
FROM unnest(ARRAY['', ' ', E'\t', 'x', 'NaN', 'nan', 'NAN', 'inf', '-inf', '+inf', 'Infinity', '-Infinity', 'infinity', 'INF',
	'nan(1)', 'NULL', 'null', '-', '+', '.', '-.', 'e', 'e5', '.e1', '-e1', '1e', '1E', '1e+', '1e-', '1e5.5', '1e 5', '1 e5',
	'1ee5', '1e+-5', '--1', '++1', '+-1', '- 1', '+ 1', '1-', '1+', '1-2', '1+2', '1..2', '1.2.3', '1 2', '1_000', '1''000', '1 000',
	'0x10', '0x1p4', '0b1', '0o7', '1d5', '1f', '1%', '1k', '$1', '~1', '>=1', '<1', '"1"', '''1''', '(1)', '{1}', '[1]', '1;2',
	'1:2', '1=1', '1/2', '2*3', '1\', '\1', '١', '１', '∞', '−1', '1٫5', U&'1\00A0', U&'\FEFF1', E'1\x01', E'\x7f', 'true', 'one',
	'750k [500k', '2024-01-01']) WITH ORDINALITY AS w (word, i) ORDER BY i;
-- numbers beyond double precision
INSERT INTO bad (kind, input, code)
SELECT 'draws', '{' || repeat('1,', 7) || word || repeat(',2', 8) || '}', '22003'
FROM unnest(ARRAY['1e309', '-1e309', '1.8e308', '-1.8e308', '1e999999999999999999999', '-1E+400', '1' || repeat('0', 309),
	'-1' || repeat('0', 309) || '.0', '17976931348623159' || repeat('0', 292), '0.0001e313']) WITH ORDINALITY AS w (word, i) ORDER BY i;
-- braces, commas, size
\set ten '1,2,3,4,5,6,7,8,9,10'
\set sixteen :ten ,11,12,13,14,15,16
INSERT INTO bad (kind, input, code) VALUES
	('draws', '', '22P02'), ('draws', ' ', '22P02'), ('draws', E'\n', '22P02'), ('draws', '{', '22P02'), ('draws', '}', '22P02'),
	('draws', '{}', '22P02'), ('draws', '{ }', '22P02'), ('draws', '{,}', '22P02'), ('draws', '{{}}', '22P02'), ('draws', '5', '22P02'),
	('draws', :'sixteen', '22P02'), ('draws', '{' || :'sixteen', '22P02'), ('draws', :'sixteen' || '}', '22P02'),
	('draws', '[' || :'sixteen' || ']', '22P02'), ('draws', '(' || :'sixteen' || ')', '22P02'), ('draws', '{' || :'sixteen' || ']', '22P02'),
	('draws', '{' || :'sixteen' || ')', '22P02'), ('draws', '{{' || :'sixteen' || '}}', '22P02'), ('draws', '{' || :'sixteen' || '}}', '22P02'),
	('draws', '{' || :'sixteen' || ',}', '22P02'), ('draws', '{,' || :'sixteen' || '}', '22P02'), ('draws', '{' || :'sixteen' || '} x', '22P02'),
	('draws', '{' || :'sixteen' || '},{' || :'sixteen' || '}', '22P02'), ('draws', 'x{' || :'sixteen' || '}', '22P02'),
	('draws', '{' || replace(:'sixteen', ',', ' ') || '}', '22P02'), ('draws', '{' || replace(:'sixteen', ',', ';') || '}', '22P02'),
	('draws', '{' || replace(:'sixteen', ',', ',,') || '}', '22P02'), ('draws', '[1:16]={' || :'sixteen' || '}', '22P02'),
	('draws', '{"samples": [' || :'sixteen' || ']}', '22P02'), ('draws', '750k [500k, 1M]', '22P02'), ('draws', 'rows=1 units={' || :'sixteen' || '}', '22P02'),
	('draws', '{1}', '54000'), ('draws', '{' || :'ten' || '}', '54000'), ('draws', '{' || repeat('1,', 14) || '1}', '54000'),
	('draws', '{' || repeat('1,', 65536) || '1}', '54000'), ('draws', '{' || repeat('1,', 200000) || '1}', '54000'),
	('draws', '{' || repeat('1,', 65536) || '}', '54000');
SELECT cmp_ok(count(*), '>=', 100::bigint, 'more than a hundred texts of draws') FROM bad;

-- draws_state: sums are plain integers
INSERT INTO bad (kind, input, code)
SELECT 'draws_state', 'rows=3 units={' || repeat('1,', 7) || word || repeat(',2', 8) || '}', '22P02'
FROM unnest(ARRAY['', ' ', 'x', ' 1', '1 ', E'1\n', '-', '+1', '--1', '- 1', '-0', '00', '01', '-01', '1.', '1.0', '.5', '1e3', '1E3', '0x1', '1_0',
	'NaN', 'inf', '-inf', 'NULL', 'null', '"1"', '(1)', '{1}', '[1]', '1;2', '1:2', '1-2', '1+2', '1%', '1k', '$1', '١', '１', '−1', U&'1\00A0', E'1\x01',
	'10384593717069655257060992658440193', '-10384593717069655257060992658440193',
	'99999999999999999999999999999999999', '-99999999999999999999999999999999999', '999999999999999999999999999999999999',
	'1000000000000000000000000000000000000', '170141183460469231731687303715884105728', '340282366920938463463374607431768211456',
	repeat('9', 100), '-' || repeat('9', 100),
	-- three samples below 2^63 are less than 3 * 2^103 units
	'30423614405477505635920876929025', '-30423614405477505635920876929025']) WITH ORDINALITY AS w (word, i) ORDER BY i;
-- rows
INSERT INTO bad (kind, input, code)
SELECT 'draws_state', 'rows=' || word || ' units={' || :'sixteen' || '}', '22P02'
FROM unnest(ARRAY['', '0', '-1', '-0', '+1', '01', '00', ' 1', '1 ', '1.0', '1.', '.1', '1e3', '0x1', '1_0', 'x', 'NULL', 'NaN', '"1"', '1,',
	'4611686018427387905', '-4611686018427387904', '9223372036854775807', '9223372036854775808', '18446744073709551616', '18446744073709551617',
	'20769187434139310514121985316880384', '-20769187434139310514121985316880384', '340282366920938463463374607431768211457', repeat('1', 60), '١'])
	WITH ORDINALITY AS w (word, i) ORDER BY i;
INSERT INTO bad (kind, input, code) VALUES
	('draws_state', '', '22P02'), ('draws_state', ' ', '22P02'), ('draws_state', 'rows', '22P02'), ('draws_state', 'rows=', '22P02'), ('draws_state', 'rows=1', '22P02'),
	('draws_state', 'rows=1 ', '22P02'), ('draws_state', 'rows=1 units', '22P02'), ('draws_state', 'rows=1 units=', '22P02'), ('draws_state', 'rows=1 units={', '22P02'),
	('draws_state', 'rows=1 units={}', '22P02'), ('draws_state', 'rows=1 units={1', '22P02'), ('draws_state', 'rows=1 units={1,', '22P02'),
	('draws_state', 'rows=1 units={,}', '22P02'), ('draws_state', 'units={' || :'sixteen' || '}', '22P02'),
	('draws_state', 'units={' || :'sixteen' || '} rows=1', '22P02'), ('draws_state', 'ROWS=1 units={' || :'sixteen' || '}', '22P02'),
	('draws_state', 'rows=1 UNITS={' || :'sixteen' || '}', '22P02'), ('draws_state', 'rows=1  units={' || :'sixteen' || '}', '22P02'),
	('draws_state', ' rows=1 units={' || :'sixteen' || '}', '22P02'), ('draws_state', 'rows=1 units={' || :'sixteen' || '} ', '22P02'),
	('draws_state', E'rows=1\tunits={' || :'sixteen' || '}', '22P02'), ('draws_state', 'rows=1,units={' || :'sixteen' || '}', '22P02'),
	('draws_state', 'rows = 1 units = {' || :'sixteen' || '}', '22P02'), ('draws_state', 'row=1 units={' || :'sixteen' || '}', '22P02'),
	('draws_state', 'rows=1 unit={' || :'sixteen' || '}', '22P02'), ('draws_state', 'rows=1 units=' || :'sixteen', '22P02'),
	('draws_state', 'rows=1 units={' || :'sixteen', '22P02'), ('draws_state', 'rows=1 units={' || :'sixteen' || ']', '22P02'),
	('draws_state', 'rows=1 units=[' || :'sixteen' || ']', '22P02'), ('draws_state', 'rows=1 units={' || :'sixteen' || ',}', '22P02'),
	('draws_state', 'rows=1 units={,' || :'sixteen' || '}', '22P02'), ('draws_state', 'rows=1 units={' || :'sixteen' || '}}', '22P02'),
	('draws_state', 'rows=1 units={{' || :'sixteen' || '}}', '22P02'), ('draws_state', 'rows=1 units={' || replace(:'sixteen', ',', ', ') || '}', '22P02'),
	('draws_state', 'rows=1 units={' || replace(:'sixteen', ',', ' ') || '}', '22P02'), ('draws_state', 'rows=1 rows=1 units={' || :'sixteen' || '}', '22P02'),
	('draws_state', 'rows=1 units={' || :'sixteen' || '} x', '22P02'), ('draws_state', '{' || :'sixteen' || '}', '22P02'),
	('draws_state', '{"rows": 1, "units": [' || :'sixteen' || ']}', '22P02'), ('draws_state', 'tpp rows=1', '22P02'),
	('draws_state', 'rows=1 units={1}', '54000'), ('draws_state', 'rows=1 units={' || repeat('1,', 14) || '1}', '54000'),
	('draws_state', 'rows=1 units={' || repeat('1,', 65536) || '1}', '54000'), ('draws_state', 'rows=1 units={' || repeat('1,', 200000) || '1}', '54000');
SELECT cmp_ok(count(*), '>=', 100::bigint, 'and of draws_state') FROM bad WHERE kind = 'draws_state';

SELECT is((pg_temp.complaint(kind, input)).code, code, kind || ' refuses '
	|| translate(CASE WHEN length(input) < 60 THEN quote_literal(input) ELSE left(input, 30) || ' ... ' || right(input, 20) END, E'\n\t#', '???')) FROM bad ORDER BY n;
SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(kind, input) AS c WHERE c.hint IN ('', 'none') OR c.hint IS NULL), 0::bigint, 'every refusal has a hint');
SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(kind, input) AS c
	WHERE c.code <> '54000' AND c.detail !~ '"[^"].*" at character \d+\.$|at the end of the input, character \d+\.$'),
	0::bigint, 'and, but for the size, a word and its position');
SELECT is((SELECT max(length(c.message)) < 250 AND max(length(c.detail)) < 250 FROM bad, pg_temp.complaint(kind, input) AS c), true, 'long texts are cut short');

SELECT is((pg_temp.complaint(kind, input)).detail, detail, 'detail of ' || input)
FROM (VALUES
	('draws', '{1, é, 3}', 'Expected a finite number, found "é" at character 5.'),
	('draws', '{é', 'Expected a finite number, found "é" at character 2.'),
	('draws', '{1, 2, NaN}', 'Expected a finite number, found "NaN" at character 8.'),
	('draws', '{1 2}', 'Expected , or }, found "2" at character 4.'),
	('draws', '{1,2', 'Expected , or }, found at the end of the input, character 5.'),
	('draws', '{1,1e400}', 'Number beyond double precision "1e400" at character 4.'),
	('draws', '5', 'Expected {, found "5" at character 1.'),
	('draws', '{1}', 'There are too few samples.'),
	('draws_state', 'rows=1', 'Expected a blank and units={, found at the end of the input, character 7.'),
	('draws_state', 'sum=1', 'Expected rows=, found "sum=1" at character 1.'),
	('draws_state', 'rows=0 units={1}', 'Too many rows, or fewer than one: "0" at character 6.'),
	('draws_state', 'rows=1 units={}', 'Expected an integer up to 2^113, found "}" at character 15.'),
	('draws_state', 'rows=1 units={1,10141204801825835211973625643009}', 'So many rows cannot give "10141204801825835211973625643009" at character 17.'),
	('draws_state', 'rows=1 units={1;2}', 'Expected , or }, found ";2" at character 16.')) AS v (kind, input, detail);
SELECT alike((pg_temp.complaint('draws', '2')).hint, '%a plain number beside draws stands without quotes.', 'draws * ''2'' says what to write');

-- values at a limit
SELECT is((pg_temp.complaint(kind, input)).code, 'accepted', 'accepts ' || left(quote_literal(input), 60))
FROM (VALUES
	('draws', '{' || repeat('1,', 15) || '1}'), ('draws', '{' || repeat('1,', 65535) || '1}'),
	('draws', '{' || repeat('1.7976931348623157e308,', 15) || '-1.7976931348623157e308}'),
	-- less than half a unit above the greatest double
	('draws', '{' || repeat('1.7976931348623158079e308,', 15) || '0}'),
	('draws', '{1e-999999999999999999999' || repeat(',0.' || repeat('0', 1000) || '1', 15) || '}'),
	('draws', '{' || repeat('1,', 15) || '1' || repeat('0', 308) || '}'),
	('draws_state', 'rows=1 units={' || :'sixteen' || '}'), ('draws_state', 'rows=4611686018427387904 units={' || :'sixteen' || '}'),
	-- 2^103 and 2^113 units
	('draws_state', 'rows=1 units={-10141204801825835211973625643008,10141204801825835211973625643008' || repeat(',0', 14) || '}'),
	('draws_state', 'rows=1024 units={-10384593717069655257060992658440192,10384593717069655257060992658440192' || repeat(',0', 14) || '}'),
	('draws_state', 'rows=9 units={' || repeat('1,', 65535) || '1}')) AS v (kind, input);

-- the same without an error, from 16 on
SELECT current_setting('server_version_num')::integer >= 160000 AS soft \gset
\if :soft
SELECT is_empty('SELECT left(input, 60) FROM bad WHERE pg_input_is_valid(input, kind)', 'pg_input_is_valid refuses all of them');
SELECT is_empty($$SELECT left(input, 60), i.sql_error_code FROM bad, pg_input_error_info(input, kind) AS i
	WHERE i.sql_error_code IS DISTINCT FROM code$$, 'with these codes');
SELECT ok(pg_input_is_valid('{' || :'sixteen' || '}', 'draws') AND pg_input_is_valid('rows=1 units={' || :'sixteen' || '}', 'draws_state'),
	'and takes good ones');
\else
SELECT skip('no pg_input_is_valid before 16', 3);
\endif

SELECT * FROM finish();
ROLLBACK;
