-- load_fields(), load_text(), load_check() and load_rows() on small files.
BEGIN;
SELECT plan(32);
SET LOCAL client_min_messages = warning;

SELECT is(load_fields(line), fields::text[], 'the fields of ' || quote_literal(line))
FROM (VALUES ('a,b', '{a,b}'), ('', '{NULL}'), (',', '{NULL,NULL}'), ('""', '{""}'), ('"",a', '{"",a}'), ('a,', '{a,NULL}'), (E'a,b\r', '{a,b}'),
	('"a,b",c', '{"a,b",c}'), ('"a""b"', '{"a\"b"}'), ('""""', '{"\""}'), (' a , b ', '{" a "," b "}'), ('é,"ü,"', '{é,"ü,"}')) AS v (line, fields);
SELECT throws_ok(format('SELECT load_fields(%L)', line), '22P04', 'quotes do not match', 'refused: ' || line)
FROM (VALUES ('"a'), ('a"'), ('"a"b'), ('a,"b'), ('a,b"c"'), ('"""'), ('"a" ,b')) AS v (line);
SELECT throws_ok($$SELECT load_fields('a,b', 3)$$, '22P04', '2 fields, expected 3', 'another number of fields');
SELECT is(load_fields(NULL, 3), NULL, 'NULL');
SELECT is(load_text(convert_from('\xc3bc', 'LATIN1')), 'ü', 'bytes that were taken for LATIN1');
SELECT throws_ok($$SELECT load_text(convert_from('\xff', 'LATIN1'))$$, '22021', NULL, 'that are no UTF8');
SELECT is(load_text('ü', NULL), 'ü', 'text that is text');

CREATE TEMP TABLE target (a integer PRIMARY KEY, b text NOT NULL CHECK (b <> 'x'));
CREATE TEMP TABLE staged (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text);
INSERT INTO staged (line) VALUES ('a,b'), ('1,x'), ('y,2'), (''), ('3,"q,""z"""'), ('4,'), ('5,ok'), ('3,again');
SELECT results_eq($$SELECT line, column_name, value, code FROM load_check('staged', 'target')$$,
	$$VALUES (2::bigint, NULL::text, NULL::text, '23514'), (3, 'a', 'y', '22P02'), (4, NULL, NULL, '22P04'), (6, 'b', NULL, '23502'), (8, NULL, NULL, '23505')$$,
	'lines as in the file, columns and values where they are known');
SELECT is((SELECT count(*) FROM target), 0::bigint, 'a check changes nothing');
SELECT throws_like($$SELECT load_rows('staged', 'target')$$, '5 of 7 lines are refused, none is loaded', 'all or none');
DELETE FROM staged WHERE n IN (2, 3, 4, 6, 8);
SELECT is(load_rows('staged', 'target'), 2::bigint, 'all: a gap in the numbers does not matter');
SELECT results_eq('SELECT a, b FROM target ORDER BY a', $$VALUES (3, 'q,"z"'), (5, 'ok')$$, 'as they were written');
UPDATE staged SET line = 'a,c' WHERE n = 1;
SELECT throws_ok($$SELECT * FROM load_check('staged', 'target')$$, '42703', 'column "c" of the header is no column of target', 'a column that is none');
ALTER TABLE staged DROP CONSTRAINT staged_pkey;
SELECT throws_ok($$SELECT * FROM load_check('staged', 'target')$$, '55000', 'there is no index on column n of staged', 'no index');
ALTER TABLE staged ADD PRIMARY KEY (n);
TRUNCATE staged;
SELECT throws_like($$SELECT * FROM load_check('staged', 'target')$$, '%has no lines', 'no lines');

SELECT * FROM finish();
ROLLBACK;
