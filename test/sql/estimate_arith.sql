-- Arithmetic of estimates with numbers, ratio, rounding, containment.
BEGIN;
SELECT plan(114);

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
	-- every figure
	('''750k [500k, 1M]''::estimate * 2', '1.5M [1M, 2M]'), ('2 * ''750k [500k, 1M]''::estimate', '1.5M [1M, 2M]'),
	('''750k [500k, 1M]''::estimate * 0.5', '375k [250k, 500k]'),
	('''750k [500k, 1M]''::estimate * 2e0::float8', '1.5M [1M, 2M]'),
	('0.1::float8 * ''10 [5, 20] 90%''::estimate', '1 [0.5, 2] 90%'),
	('''750k [500k, 1M]''::estimate / 4', '187.5k [125k, 250k]'),
	('''[1, 2)''::estimate + 10', '[11, 12)'), ('10 + ''[1, 2)''::estimate', '[11, 12)'),
	('''[1, 2)''::estimate - 1.5::numeric', '[-0.5, 0.5)'), ('10 - ''[1, 2)''::estimate', '(8, 9]'),
	('''~5''::estimate * 3', '~15'), ('''7''::estimate * 7::bigint', '49'), ('''7''::estimate * ''2''', '14'),
	('''7''::estimate * 2::smallint', '14'), ('''[1, 2]''::estimate * 9007199254740993::numeric', '[9007199254740993, 18014398509481986]'),
	-- one-sided bounds stay so, and flip where they should
	('''>=200k''::estimate * 2', '>=400k'), ('''>200k''::estimate * -2', '<-400k'), ('- ''>200k''::estimate', '<-200k'),
	('- ''<=5''::estimate', '>=-5'), ('''>=200k''::estimate / -2', '<=-100k'), ('1 - ''>5''::estimate', '<-4'),
	('''>5''::estimate + 1', '>6'), ('''>5''::estimate - 1', '>4'), ('10 / ''>5''::estimate', '(0, 2)'),
	('10 / ''>=5''::estimate', '(0, 2]'), ('-10 / ''>5''::estimate', '(-2, 0)'), ('''140k [10k, ]''::estimate * -1', '-140k [, -10k]'),
	('rounded(''>5.5''::estimate)', '>5'), ('rounded(''<5.5''::estimate)', '<6'), ('''>=200k''::estimate * 0', '0'),
	-- ratio: low by high, high by low
	('ratio(''[1, 2]'', ''[4, 8]'')', '[0.125, 0.5]'), ('ratio(''4 [2, 6]'', ''2 [1, 4]'')', '2 [0.5, 6]'),
	('ratio(''>=10'', ''[2, 5]'')', '>=2'), ('ratio(''<=10'', ''[2, 5]'')', '<=5'), ('ratio(''10'', ''>=5'')', '(0, 2]'),
	('ratio(''[10, 20]'', ''>5'')', '(0, 4)'), ('ratio(''[10, 20]'', ''(0, 5]'')', '>=2'), ('ratio(''[-10, 20]'', ''[2, 5]'')', '[-5, 10]'),
	('ratio(''[10, 20]'', ''[-5, -2]'')', '[-10, -2]'), ('ratio(''>=10'', ''[-5, -2]'')', '<=-2'),
	('ratio(''>=10'', ''>=10'')', '>0'), ('ratio(''[10, 20]'', ''[-1, 1]'')', NULL), ('ratio(''15 [10, 20]'', ''1 [-1, 2]'')', '~15'),
	('ratio(''10'', ''4 [2, 5] 90%'')', '2.5 [2, 5] 90%'), ('ratio(''4 [2, 6] 90%'', ''2'')', '2 [1, 3] 90%'),
	('ratio(''4 [2, 6] 90%'', ''2 [1, 4] 90%'')', '2 [0.5, 6]'), ('ratio(''0'', ''[-1, 1]'')', '0'),
	('ratio(''[5, 5]'', ''5'')', '1'),
	-- rounding: ends away from the middle
	('''1''::estimate / 3', '0.333333333'), ('''[1, 2]''::estimate / 3', '[0.333333333, 0.666666667]'),
	('''[-2, -1]''::estimate / 3', '[-0.666666667, -0.333333333]'),
	('rounded(''1.5 [1.2, 1.8]'')', '2 [1, 2]'), ('rounded(''-2.5'')', '-3'), ('rounded(''2.5'')', '3'),
	('rounded(''1234567 [1.2M, 1.3M]'', -4)', '1.23M [1.2M, 1.3M]'), ('rounded(''1.25'', 1)', '1.3'),
	('rounded(''1.25'', 100)', '1.25'), ('rounded(''2 (1.9, 3)'', 0)', '2 (1, 3)'), ('rounded(''7'', -19)', '22023'),
	-- a number of more digits than a figure has: ends away from the middle too
	('''[1, 2]''::estimate + 0.00000000149', '[1.000000001, 2.000000002]'), ('''1.5 [1, 2]''::estimate + 1e-10', '1.5 [1, 2.000000001]'),
	('''[1, 2]''::estimate - 0.00000000149', '[0.999999998, 1.999999999]'), ('0.00000000149 - ''[1, 2]''::estimate', '[-1.999999999, -0.999999998]'),
	('''5''::estimate + 1e-10', '5'), ('''5''::estimate + 0.0000000005', '5.000000001'), ('''>5''::estimate + 1e-10', '>5'),
	('0.00000000149 / ''[0.000000001, 0.000000002]''::estimate', '[0.745, 1.49]'), ('0.00000000149 / ''0.000000001''::estimate', '1.49'),
	('1e20 / ''[1e6, 1e7]''::estimate', '[10T, 100T]'), ('1e20 / ''>1e6''::estimate', '(0, 100T)'), ('1e-10 / ''5''::estimate', '0'),
	('''0.000000001''::estimate * 1e20', '100bn'), ('''0.000000001''::estimate * 1e20::float8', '100bn'),
	('''5''::estimate * 1e-19', '0'),
	-- refused
	('''5''::estimate / 0', '22012'), ('5 / ''0''::estimate', '22012'), ('ratio(''5'', ''0'')', '22012'),
	('''5''::estimate * ''NaN''::numeric', '22023'), ('''5''::estimate * ''Infinity''::numeric', '22023'),
	('''5''::estimate * ''NaN''::float8', '22023'), ('''5''::estimate + ''-Infinity''::float8', '22023'),
	('''1e18''::estimate * 2', '22003'), ('''-1e18''::estimate - 1', '22003'), ('''5''::estimate / 1e-18', '22003'),
	('''5''::estimate * 1e-40', '22003'), ('''5''::estimate * 1e40', '22003'),
	('''0.000000001''::estimate * 1e37', '22003'), ('1e37 / ''1e18''::estimate', '22003'), ('''5''::estimate + 1e19', '22003'),
	-- no sum, no product of two, no comparison with a number, no average by accident
	('''5''::estimate + ''6''::estimate', '42883'), ('''5''::estimate * ''6''::estimate', '42883'),
	('''5''::estimate > 4', '42883'), ('(SELECT sum(e) FROM (VALUES (''5''::estimate)) AS v (e))', '42883'),
	('(SELECT avg(e) FROM (VALUES (''5''::estimate)) AS v (e))', '42883'), ('sqrt(''5''::estimate)', '42883'),
	-- containment and overlap
	('''[1, 2)''::estimate @> 1', 'true'), ('''[1, 2)''::estimate @> 2', 'false'), ('2 <@ ''[1, 2]''::estimate', 'true'),
	('''[1, 2)''::estimate @> 1.999999999999999999999999', 'true'), ('''[1, 2]''::estimate @> 2.000000000000000000000001', 'false'),
	('''>5''::estimate @> 1e100', 'true'), ('''>5''::estimate @> ''NaN''', 'false'), ('''>5''::estimate @> ''Infinity''', 'false'),
	('''~5''::estimate @> -9', 'true'), ('''7''::estimate @> 7.0', 'true'),
	('''[1, 2)''::estimate && ''>=2''', 'false'), ('''[1, 2]''::estimate && ''>=2''', 'true'), ('''<5''::estimate && ''>4''', 'true'),
	('''<5''::estimate && ''>5''', 'false'), ('''~5''::estimate && ''9''', 'true'),
	-- NULL
	('''5''::estimate * NULL::numeric', NULL), ('NULL::estimate + 1', NULL), ('ratio(NULL, ''5'')', NULL), ('- NULL::estimate', NULL)
) AS v (call, expected);

SELECT * FROM finish();
ROLLBACK;
