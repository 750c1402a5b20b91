-- Malformed texts of shares: SQLSTATE, quoted word, position, hint.
BEGIN;
SELECT plan(137);

CREATE FUNCTION pg_temp.complaint(input text, OUT code text, OUT message text,
	OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM input::shares;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text, code text);
INSERT INTO bad (input, code) VALUES
	('', '22P02'), ('   ', '22P02'), (E'\n', '22P02'),
	('a', '22P02'), ('a b', '22P02'), ('empty, a=1', '22P02'), ('empty empty', '22P02'), ('emptyy', '22P02'),
	('a=', '22P02'), ('a= ', '22P02'), ('a==1', '22P02'), ('=', '22P02'), ('=1', '22P02'), (' =1', '22P02'),
	('a=1,', '22P02'), ('a=1, ', '22P02'), (',a=1', '22P02'), (',', '22P02'), ('a=1,,b=2', '22P02'),
	('a=1 b=2', '22P02'), ('a=1;b=2', '22P02'), ('a=1 2', '22P02'), ('a=1.2.3', '22P02'), ('a=1b', '22P02'),
	('a=1=2', '22P02'), ('a:1', '22P02'), ('{a=1}', '22P02'), ('{"a": 1}', '22P02'), ('[1]', '22P02'),
	('a=b', '22P02'), ('a=one', '22P02'), ('a=?', '22P02'), ('a=unknown', '22P02'), ('a=null', '22P02'),
	('a=NaN', '22P02'), ('a=inf', '22P02'), ('a=Infinity', '22P02'), ('a=-inf', '22P02'), ('a=0x10', '22P02'),
	('a=1e', '22P02'), ('a=1e+', '22P02'), ('a=e5', '22P02'), ('a=.', '22P02'), ('a=.e1', '22P02'), ('a=+1', '22P02'),
	('a=--1', '22P02'), ('a=-', '22P02'), ('a=1%', '22P02'), ('a=28 %', '22P02'), ('a=$5', '22P02'), ('a=5k', '22P02'),
	('a=1_000', '22P02'), ('a=1 000', '22P02'), ('a="1"', '22P02'), ('a=''1''', '22P02'), ('a=(1)', '22P02'),
	('a=1-2', '22P02'), ('a=1..2', '22P02'), ('a=١', '22P02'), ('a=１', '22P02'),
	('a=1,a=2', '22P02'), ('a=1,a=1', '22P02'), ('a=1, "a"=2', '22P02'), ('a=1, a =2', '22P02'), ('b=1,a=1,c=3,a=2', '22P02'),
	('""=1,""=2', '22P02'), ('total=1,total=1', '22P02'), ('total=1,TOTAL=2', '22P02'), ('*=1,*=2', '22P02'),
	('nulls=1,nulls=1', '22P02'), ('*=1,total=2', '22P02'), ('total=2,*=1', '22P02'), ('a=1,*=1,total=2', '22P02'),
	('*', '22P02'), ('total', '22P02'), ('nulls', '22P02'), ('*=', '22P02'), ('total=', '22P02'), ('nulls=', '22P02'),
	('*=x', '22P02'), ('total=all', '22P02'), ('nulls=none', '22P02'),
	('"a=1', '22P02'), ('"', '22P02'), ('"a"', '22P02'), ('"a"1', '22P02'), ('"a"b=1', '22P02'), ('a"b"=1', '22P02'),
	('a"=1', '22P02'), ('"a\n"=1', '22P02'), ('"a\"=1', '22P02'), ('"\', '22P02'), ('"a""b"=1', '22P02'),
	('a\=1', '22P02'), ('a\b=1', '22P02'), (E'a\nb=1', '22P02'), (E'a\tb=1', '22P02'), (E'a\x7fb=1', '22P02'),
	('a=-1', '22003'), ('a=-0.5', '22003'), ('a=-0', '22003'), ('*=-1', '22003'), ('total=-1', '22003'), ('nulls=-1', '22003'),
	('a=1e-13', '22003'), ('a=0.0000000000001', '22003'), ('a=1.0000000000001', '22003'), ('*=1e-13', '22003'),
	('total=1e-13', '22003'), ('nulls=0.5', '22003'), ('nulls=1e18', '22003'), ('a=1e-999999999999', '22003'),
	('a=100000000000000000000000000', '22003'), ('a=1e26', '22003'), ('a=1e999999999999', '22003'),
	('a=99999999999999999999999999,b=1', '22003'), ('a=99999999999999999999999999,*=1', '22003'), ('*=1e26', '22003'),
	('total=1e26', '22003'), ('a=2,total=1', '22003'), ('total=1,a=1,b=0.000000000001', '22003'),
	(repeat('k', 256) || '=1', '54000'), (repeat('é', 128) || '=1', '54000'), ('"' || repeat('k', 256) || '"=1', '54000');
INSERT INTO bad (input, code) SELECT string_agg('k' || i || '=1', ','), '54000' FROM generate_series(1, 65537) AS i;
SELECT is((pg_temp.complaint(input)).code, code, 'refuses ' || left(quote_literal(input), 60)) FROM bad ORDER BY n;

SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(input) AS c WHERE c.hint = ''), 0::bigint, 'every refusal has a hint');
SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(input) AS c WHERE c.detail !~ 'at character \d+\.$|at the end of the input, character \d+\.$'),
	0::bigint, 'and a position');
SELECT is((pg_temp.complaint(input)).detail, detail, 'detail of ' || input)
FROM (VALUES ('é=1, b=x', 'Expected a number, found "x" at character 8.'),
	('a=1, b', 'Expected "=", found at the end of the input, character 7.'),
	('a=1, a=2', 'Repeated key "a" at character 6.'),
	('a=5, total=4', 'Less than the sum of the weights: "total" at character 6.')) AS v (input, detail);

-- values at a limit
SELECT is((pg_temp.complaint(input)).code, 'accepted', 'accepts ' || left(quote_literal(input), 40))
FROM (VALUES (repeat('k', 255) || '=1'), ('a=99999999999999999999999999.999999999999'), ('nulls=999999999999999999'),
	('a=0e99999999999'), ('a=1,total=1'), ('a=1e-12')) AS v (input);

SELECT * FROM finish();
ROLLBACK;
