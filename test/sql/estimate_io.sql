-- Text input and the canonical output of estimate.
BEGIN;
SELECT plan(71);

CREATE TEMP TABLE good (n int GENERATED ALWAYS AS IDENTITY, input text, canonical text, kind text);
INSERT INTO good (input, canonical, kind) VALUES
	-- as published
	('750k [500k, 1M]', '750k [500k, 1M]', 'range'),
	('~70k..80k', '[70k, 80k]', 'range'),
	('>=200k', '>=200k', 'open'),
	('>5000', '>5k', 'open'),
	('140k [10k, ]', '140k [10k, ]', 'open'),
	('9.2k [3k, 20k] 90%', '9.2k [3k, 20k] 90%', 'interval'),
	('<=1.5bn', '<=1.5bn', 'open'),
	('< 3', '<3', 'open'),
	('~5', '~5', 'open'),
	('7', '7', 'point'),
	-- spellings of one value
	(' 750000 [500000,1000000] ', '750k [500k, 1M]', 'range'),
	('0.75M[5e5, 1E6]', '750k [500k, 1M]', 'range'),
	('~750K [0.5m, 1M]', '750k [500k, 1M]', 'range'),
	('70000 .. 80000', '[70k, 80k]', 'range'),
	('[70k,80k]', '[70k, 80k]', 'range'),
	('[200k, ]', '>=200k', 'open'),
	('[200k,)', '>=200k', 'open'),
	('(5k,]', '>5k', 'open'),
	('[, 7)', '<7', 'open'),
	('(,7]', '<=7', 'open'),
	('5 [,]', '~5', 'open'),
	('[5, 5]', '5', 'point'),
	('5..5', '5', 'point'),
	('5 [5, 5]', '5', 'point'),
	('(1, 2]', '(1, 2]', 'range'),
	('1.5 (1, 2) 95%', '1.5 (1, 2) 95%', 'interval'),
	('[1, 2] 90.00 %', '[1, 2] 90%', 'interval'),
	('[1, 2] 97.5%', '[1, 2] 97.5%', 'interval'),
	('[1, 2] .01%', '[1, 2] 0.01%', 'interval'),
	-- figures: the suffix that makes them shortest, the largest of those
	('1000', '1k', 'point'), ('1500', '1.5k', 'point'), ('1234', '1234', 'point'), ('12340', '12340', 'point'),
	('1875000', '1875k', 'point'), ('1000000', '1M', 'point'), ('2B', '2bn', 'point'), ('2bn', '2bn', 'point'),
	('3tn', '3T', 'point'), ('999', '999', 'point'), ('0', '0', 'point'), ('-0', '0', 'point'),
	('-5k', '-5k', 'point'), ('+5', '5', 'point'), ('.5', '0.5', 'point'), ('5.', '5', 'point'),
	('0.000000001', '0.000000001', 'point'), ('000123.4500', '123.45', 'point'), ('1e3k', '1M', 'point'),
	('1e18', '1000000T', 'point'), ('-1e18', '-1000000T', 'point'), ('0e-999', '0', 'point'),
	('999999999999999999', '999999999999999999', 'point'), ('[-5, -4]', '[-5, -4]', 'range'),
	('-4 [-5, 5]', '-4 [-5, 5]', 'range'), ('<-1', '<-1', 'open');

SELECT is(input::estimate::text || ' ' || estimate_kind(input::estimate), canonical || ' ' || kind, quote_literal(input))
FROM good ORDER BY n;
SELECT is_empty($$SELECT input FROM good
	WHERE estimate_send(input::estimate) <> estimate_send(canonical::estimate)$$,
	'canonical text reads back to the same bytes');
SELECT is((SELECT count(DISTINCT input::estimate) FROM good),
	(SELECT count(DISTINCT canonical) FROM good), 'one value has one text');

-- the parts
SELECT is(ARRAY[low(e)::text, mid(e)::text, high(e)::text, level(e)::text, is_open(e)::text, low_inc(e)::text, high_inc(e)::text],
	parts, e::text)
FROM (VALUES
	('9.2k [3k, 20k) 90%'::estimate, '{3000,9200,20000,0.9,false,true,false}'::text[]),
	('7.50', '{7.5,7.5,7.5,NULL,false,true,true}'),
	('[70k, 80k]', '{70000,NULL,80000,NULL,false,true,true}'),
	('>5000', '{5000,NULL,NULL,NULL,true,false,false}'),
	('<=5', '{NULL,NULL,5,NULL,true,false,true}'),
	('140k [10k, ]', '{10000,140000,NULL,NULL,true,true,false}'),
	('~5', '{NULL,5,NULL,NULL,true,false,false}'),
	('[0.25, 100]', '{0.25,NULL,100,NULL,false,true,true}'),
	(NULL, '{NULL,NULL,NULL,NULL,NULL,NULL,NULL}')) AS v (e, parts);

-- columns, arrays, functions
CREATE TEMP TABLE t (e estimate NOT NULL);
INSERT INTO t VALUES ('750k [500k, 1M]'), (750000), (7::smallint), (7.5), (12345678901), (0.1::float8);
SELECT is(array_agg(e::text)::text, '{"750k [500k, 1M]",750k,7,7.5,12345678901,0.1}', 'numbers are points when they are written')
FROM t;
SELECT is('{"750k [500k, 1M]",~5}'::estimate[]::text, '{"750k [500k, 1M]",~5}', 'arrays');
SELECT is(estimate('750k [500k, 1M]')::text, '750k [500k, 1M]', 'the name of the type as a function');
SELECT is(typlen::int || typalign::text || typstorage::text || typbyval::text, '32dpfalse', 'fixed length, never toasted')
FROM pg_type WHERE oid = 'estimate'::regtype;
SELECT is(pg_column_size('7'::estimate), 32, '32 bytes');

SELECT * FROM finish();
ROLLBACK;
