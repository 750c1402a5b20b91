-- shares_agg and rollup: what a row does, NULLs, errors, windows.
BEGIN;
SELECT plan(42);

CREATE FUNCTION pg_temp.complaint(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;

-- what a row does
SELECT is(s::text, expected, what)
FROM (
	SELECT shares_agg(k, w), 'a=3, b=2', 'bigint' FROM (VALUES ('a', 1::bigint), ('b', 2), ('a', 2)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=3, b=2', 'integer' FROM (VALUES ('a', 1), ('b', 2), ('a', 2)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=3, b=2', 'smallint' FROM (VALUES ('a', 1::smallint), ('b', 2), ('a', 2)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=3.3, b=2', 'numeric' FROM (VALUES ('a', 1.1), ('b', 2.0), ('a', 2.2)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=0.3, b=2', 'float8: a tenth is a tenth'
		FROM (VALUES ('a', 0.1::float8), ('b', 2), ('a', 0.2)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=1.5', 'real' FROM (VALUES ('a', 1.5::real)) AS v (k, w)
	UNION ALL SELECT shares_agg('a', '0.25'), 'a=0.25', 'a literal without a type'
	UNION ALL SELECT shares_agg(k, 1), 'a=2', 'varchar keys' FROM (VALUES ('a'::varchar), ('a')) AS v (k)
	UNION ALL SELECT shares_agg(k, w), 'a=1, *=5', 'a NULL key' FROM (VALUES ('a', 1), (NULL, 2), (NULL, 3)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=1, nulls=2', 'a NULL weight' FROM (VALUES ('a', 1), ('a', NULL), ('b', NULL)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'nulls=1', 'both NULL' FROM (VALUES (NULL::text, NULL::int)) AS v (k, w)
	UNION ALL SELECT shares_agg(k, w), 'a=0', 'a weight of 0 keeps its key' FROM (VALUES ('a', 0)) AS v (k, w)
	UNION ALL SELECT shares_agg('a', w), 'a=0.666666666666', 'rounded half up at twelve decimals'
		FROM (VALUES (0.3333333333331), (0.3333333333325)) AS v (w)
	UNION ALL SELECT shares_agg('a', 1e-13::float8), 'a=0', 'and below'
	UNION ALL SELECT shares_agg('a', 9007199254740993::bigint), 'a=9007199254740993', 'a bigint is exact'
	UNION ALL SELECT shares_agg('a', 1e20::float8), 'a=100000000000000000000', 'a large float8'
	UNION ALL SELECT shares_agg(k, 1) FILTER (WHERE k > 'a'), 'b=1', 'FILTER' FROM (VALUES ('a'), ('b')) AS v (k)
	UNION ALL SELECT shares_agg(DISTINCT k, 1::int8), 'a=1', 'DISTINCT' FROM (VALUES ('a'), ('a')) AS v (k)
	UNION ALL SELECT shares_agg('a', 1) FILTER (WHERE false), NULL, 'no rows'
) AS v (s, expected, what);
SELECT is((SELECT rollup(s)::text FROM (VALUES ('a=1, total=2'::shares), (NULL), ('a=1, b=2, total=10')) AS v (s)),
	'a=2, b=2, total=12', 'rollup: totals add up');
SELECT is((SELECT rollup(s)::text FROM (VALUES ('a=1, total=2'::shares), ('b=2')) AS v (s)),
	'a=1, b=2, *=1', 'and are lost where one is not known');
SELECT is((SELECT rollup(s)::text FROM (VALUES ('a=1, nulls=2'::shares), ('b=2, nulls=1, *=1')) AS v (s)),
	'a=1, b=2, *=1, nulls=3', 'NULL weights add up');
SELECT is(shares_combine('a=1', 'a=2')::text, 'a=3', 'combine as a function');
SELECT is(shares_combine(NULL, 'a=2')::text, 'a=2', 'with NULL');
SELECT is(shares_combine('a=2', NULL)::text, 'a=2', 'on either side');

-- refused rows
SELECT is(pg_temp.complaint('SELECT shares_agg(k, w) FROM (VALUES ' || row || ') AS v (k, w)'), code, row)
FROM (VALUES ('(''a'', -1)', '22003'), ('(''a'', -1::bigint)', '22003'), ('(''a'', -0.5)', '22003'),
	('(''a'', ''NaN''::numeric)', '22003'), ('(''a'', ''Infinity''::numeric)', '22003'), ('(''a'', ''NaN''::float8)', '22003'),
	('(''a'', ''-Infinity''::float8)', '22003'), ('(''a'', 1e26)', '22003'), ('(''a'', 1e300::float8)', '22003'),
	('(NULL, -1)', '22003'), ('(''a'', 6e25), (''b'', 6e25)', '22003'), ('(repeat(''k'', 256), 1)', '54000')) AS v (row, code);
SELECT is(pg_temp.complaint('SELECT shares_agg(i::text, 1) FROM generate_series(1, 65537) AS i'), '54000', 'too many keys');

-- windows: the state goes on after every row's result
SELECT results_eq($$SELECT i, shares_agg(k, i) OVER (ORDER BY i)::text, hhi(shares_agg(k, i) OVER (ORDER BY i))
	FROM (VALUES (1, 'a'), (2, 'b'), (3, 'a')) AS v (i, k)$$,
	$$VALUES (1, 'a=1', 10000::numeric), (2, 'a=1, b=2', 5555.5555555555555556), (3, 'a=4, b=2', 5555.5555555555555556)$$,
	'a running window');
SELECT results_eq($$SELECT i, shares_agg(k, i) OVER (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)::text
	FROM (VALUES (1, 'a'), (2, 'b'), (3, 'a')) AS v (i, k)$$,
	$$VALUES (1, 'a=1'), (2, 'a=1, b=2'), (3, 'a=3, b=2')$$, 'a moving window');
SELECT results_eq($$SELECT i, rollup(s) OVER (ORDER BY i)::text
	FROM (VALUES (1, 'a=1'::shares), (2, 'b=2'), (3, 'a=3')) AS v (i, s)$$,
	$$VALUES (1, 'a=1'), (2, 'a=1, b=2'), (3, 'a=4, b=2')$$, 'rollup in a window');
SELECT results_eq($$SELECT k, shares_agg(k, i)::text FROM (VALUES ('a', 1), ('b', 2)) AS v (k, i) GROUP BY ROLLUP (k) ORDER BY 1$$,
	$$VALUES ('a', 'a=1'), ('b', 'b=2'), (NULL, 'a=1, b=2')$$, 'grouping sets');

SELECT * FROM finish();
ROLLBACK;
