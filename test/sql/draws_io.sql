-- draws as text, as bytes and as an array: what is written reads back to the
-- same bytes.
BEGIN;
SELECT plan(32);

-- 16 samples, the least there may be
CREATE TEMP TABLE sixteen AS
SELECT '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}'::draws AS d;

SELECT is(d::text, '{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}', 'text') FROM sixteen;
SELECT is(draws_size(d), 16, 'size') FROM sixteen;
SELECT is(draws_samples(d), ARRAY[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]::float8[], 'samples') FROM sixteen;
SELECT is(draws_of(draws_samples(d))::text, d::text, 'and back') FROM sixteen;
-- IEEE 754: 1 is 3ff0..., 16 is 4030...
SELECT is(left(encode(draws_send(d), 'hex'), 48), '0101' || '00000010' || '3ff0000000000000' || '4000000000000000' || '4008',
	'binary: version, format, size, samples in network byte order') FROM sixteen;
SELECT is(right(encode(draws_send(d), 'hex'), 16), '4030000000000000', 'to the last one') FROM sixteen;
SELECT is(length(draws_send(d)), 6 + 16 * 8, 'and nothing else') FROM sixteen;

-- blanks and other ways to write a number
SELECT is(E' {\t1.0 , 2e0,+3,.4e1,5.,0.6E+1,70e-1,8,9,10,11,12,13,14,15,\n16 } '::draws::text,
	(SELECT d::text FROM sixteen), 'blanks, signs, exponents');
SELECT is('{-0,-0.0,0,1e-400,-1e-400,6,7,8,9,10,11,12,13,14,15,16}'::draws::text,
	'{0,0,0,0,0,6,7,8,9,10,11,12,13,14,15,16}', 'there is one zero');
SELECT is(encode(substr(draws_send('{-0,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}'), 7, 8), 'hex'), '0000000000000000',
	'without a sign');
SELECT is('{1e300,-1e300,1e15,1e16,123456789012345678,0.1,1e-5,0.0001,1.7976931348623157e308,5e-324,2.5,3,4,5,6,7}'::draws::text,
	'{1e+300,-1e+300,1e+15,1e+16,1.2345678901234568e+17,0.1,1e-05,0.0001,1.7976931348623157e+308,5e-324,2.5,3,4,5,6,7}',
	'the fewest digits that give the same double');
SET LOCAL extra_float_digits = -15;
SELECT is(draws_of(array_fill(0.1::float8 + 0.2, ARRAY[16]))::text, '{' || repeat('0.30000000000000004,', 15) || '0.30000000000000004}',
	'whatever extra_float_digits is');
RESET extra_float_digits;

-- all doubles survive: bit patterns made from the numbers 1 to 65536
CREATE TEMP TABLE wide AS
SELECT draws_of(array_agg((sign * mantissa * power(2::float8, exponent)) ORDER BY i)) AS d
FROM (SELECT i, CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END AS sign,
			 1 + (i * 2654435761::bigint % 4294967296)::float8 / 4294967296 AS mantissa,
			 i % 2044 - 1021 AS exponent
	  FROM generate_series(1, 65536) AS i) AS n;
SELECT is(draws_size(d), 65536, '65536 samples') FROM wide;
SELECT ok(draws_send(d::text::draws) = draws_send(d), 'through text to the same bytes') FROM wide;
SELECT is(length(draws_send(d)), 6 + 8 * 65536, 'as bytes') FROM wide;
SELECT ok(draws_samples(d) = draws_samples(d::text::draws), 'as an array') FROM wide;

-- the array form's limits
CREATE FUNCTION pg_temp.error(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	ignored text;
	state text;
	message text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO ignored;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || message;
END
$$;
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES
	('draws_of(array_fill(1::float8, ARRAY[15]))', '22023 invalid number of samples: 15'),
	('draws_of(array_fill(1::float8, ARRAY[65537]))', '22023 invalid number of samples: 65537'),
	('draws_of(''{}'')', '22023 invalid number of samples: 0'),
	('draws_of(array_fill(1::float8, ARRAY[4, 4]))', '2202E samples must be a one-dimensional array'),
	('draws_of(array_fill(1::float8, ARRAY[15]) || NULL::float8)', '22004 a sample is NULL'),
	('draws_of(array_fill(1::float8, ARRAY[15]) || ''NaN''::float8)', '22003 sample 16 is not a finite number'),
	('draws_of(''-Infinity''::float8 || array_fill(1::float8, ARRAY[15]))', '22003 sample 1 is not a finite number'),
	('draws_of(NULL)', 'no error')
) AS v (call, expected);
SELECT is(draws_of(array_fill(-0.0::float8, ARRAY[16]))::text, '{0' || repeat(',0', 15) || '}', 'no negative zero from an array');

-- in tables: in line where short, out of line where long
CREATE TEMP TABLE kept (id integer, d draws);
INSERT INTO kept SELECT 1, d FROM sixteen UNION ALL SELECT 2, d FROM wide;
SELECT results_eq('SELECT draws_size(d) FROM kept ORDER BY id', 'VALUES (16), (65536)', 'stored');
SELECT ok((SELECT draws_send(k.d) FROM kept AS k WHERE id = 2) = (SELECT draws_send(d) FROM wide), 'the same bytes from storage');
SELECT ok((SELECT draws_send(k.d) FROM kept AS k WHERE id = 1) = (SELECT draws_send(d) FROM sixteen), 'of the short one too');
SELECT is((SELECT pg_column_size(d) FROM kept WHERE id = 1), 16 + 128, 'the short one is too long for a short header');
SELECT is((SELECT pg_column_size(d) FROM kept WHERE id = 2), 12 + 8 * 65536, 'the long one without compression');
SELECT is((SELECT typstorage::text || typalign::text FROM pg_type WHERE oid = 'draws'::regtype), 'ed',
	'storage external, aligned as double');
SELECT is_empty($$SELECT oprname FROM pg_operator WHERE oprresult = 'boolean'::regtype
	AND 'draws'::regtype IN (oprleft, oprright)$$, 'draws have no order and no equality');

SELECT * FROM finish();
ROLLBACK;
