-- Constructors and casts of estimate.
BEGIN;
SELECT plan(69);

CREATE FUNCTION pg_temp.try(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;

SELECT is(pg_temp.try(call), expected, call)
FROM (VALUES
	('estimate(500000, 750000, 1000000)', '750k [500k, 1M]'),
	('estimate(low => 3000, mid => 9200, high => 20000, level => 0.9)', '9.2k [3k, 20k] 90%'),
	('estimate(70000, 80000)', '[70k, 80k]'), ('estimate(low => 70000, high => 80000)', '[70k, 80k]'),
	('estimate(200000, NULL)', '>=200k'), ('estimate(NULL, 5)', '<=5'), ('estimate(low => 5, high => NULL)', '>=5'),
	('estimate(5, NULL, NULL, low_inc => false)', '>5'), ('estimate(NULL, NULL, 5, high_inc => false)', '<5'),
	('estimate(10000, 140000, NULL)', '140k [10k, ]'), ('estimate(NULL, 5, NULL)', '~5'),
	('estimate(1, 2, 3, 0.95, false, false)', '2 (1, 3) 95%'), ('estimate(1, 2, 3, 0.95, NULL, NULL)', '2 [1, 3] 95%'),
	('estimate(1, NULL, 3, ''0.0001'')', '[1, 3] 0.01%'), ('estimate(5, 5)', '5'), ('estimate(5, 5, 5, 0.9)', '5'),
	('estimate(5)', '5'), ('estimate(5::smallint)', '5'), ('estimate(5::bigint)', '5'), ('estimate(5.50)', '5.5'), ('estimate(0.1::float8)', '0.1'),
	('estimate(''5'')', '5'), ('estimate(NULL, NULL)', NULL), ('estimate(NULL, NULL, NULL)', NULL), ('estimate(NULL)', NULL),
	('5::estimate', '5'), ('(-32768)::smallint::estimate', '-32768'), ('(1/3::float8)::estimate', '0.333333333'), ('12345678901::estimate', '12345678901'),
	('1e18::numeric::estimate', '1000000T'), ('''5 [4, 6]''::text::estimate', '5 [4, 6]'),
	-- refused
	('estimate(6, 4)', '22023'), ('estimate(4, 3, 6)', '22023'), ('estimate(4, 7, 6)', '22023'),
	('estimate(4, 4, 6, low_inc => false)', '22023'), ('estimate(4, 6, 6, high_inc => false)', '22023'),
	('estimate(5, NULL, 5, low_inc => false)', '22023'), ('estimate(5, NULL, NULL, 0.9)', '22023'),
	('estimate(NULL, 5, NULL, 0.9)', '22023'), ('estimate(1, 2, 3, 90)', '22003'), ('estimate(1, 2, 3, 0)', '22003'),
	('estimate(1, 2, 3, 1)', '22003'), ('estimate(1, 2, 3, -0.5)', '22003'), ('estimate(1, 2, 3, 0.99999)', '22003'),
	('estimate(1, 2, 3, ''NaN'')', '22003'), ('estimate(''NaN'', 2, 3)', '22P02'), ('estimate(1, ''Infinity'')', '22P02'),
	('estimate(0.1234567891, 1)', '22003'), ('estimate(1, 1e19)', '22003'), ('estimate(0.000000001, 1e17)', '22003'),
	('''NaN''::float8::estimate', '22003'), ('''-Infinity''::float8::estimate', '22003'), ('1e19::float8::estimate', '22003'),
	('''NaN''::numeric::estimate', '22P02'), ('0.1234567891::estimate', '22003'), ('9223372036854775807::estimate', '22003'),
	('1000000000000000001::bigint::estimate', '22003'), ('true::estimate', '42846'),
	-- to numbers, only where asked and where there is one
	('''5 [4, 6]''::estimate::numeric', '5'), ('''~5.5''::estimate::float8', '5.5'), ('''7.50''::estimate::numeric', '7.5'),
	('''[4, 6]''::estimate::numeric', '22023'), ('''>=5''::estimate::float8', '22023'), ('''5''::estimate::integer', '42846'),
	('sqrt(''4 [3, 5]''::estimate::float8)', '2'), ('NULL::estimate::numeric', NULL), ('round(''2.5'')', '2'),
	('round(NULL)', NULL)
) AS v (call, expected);

SELECT set_eq($$SELECT castsource::regtype::text, casttarget::regtype::text, castcontext::text FROM pg_cast
	WHERE 'estimate'::regtype IN (castsource, casttarget) AND 'shares'::regtype NOT IN (castsource, casttarget)$$,
	$$VALUES ('smallint', 'estimate', 'a'), ('integer', 'estimate', 'a'), ('bigint', 'estimate', 'a'), ('numeric', 'estimate', 'a'),
		('double precision', 'estimate', 'a'), ('estimate', 'numeric', 'e'), ('estimate', 'double precision', 'e'),
		('estimate', 'jsonb', 'e'), ('jsonb', 'estimate', 'e')$$, 'no cast of an estimate to a number is implicit');

SELECT * FROM finish();
ROLLBACK;
