-- Malformed texts of equivalents: SQLSTATE, quoted word, position, hint.
BEGIN;
SELECT plan(113);

CREATE FUNCTION pg_temp.complaint(input text, OUT code text, OUT message text,
	OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM input::equivalents;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text, code text);
INSERT INTO bad (input, code) VALUES
	('', '22P02'), (' ', '22P02'), (E'\n', '22P02'), ('tpp', '22P02'), ('rows=1', '22P02'), ('rows=1 tpp', '22P02'),
	('TPP rows=1', '22P02'), ('Tpp rows=1', '22P02'), ('tpps rows=1', '22P02'), ('tp rows=1', '22P02'),
	('tpp=1 rows=1', '22P02'), ('tpp,rows=1', '22P02'), ('"tpp" rows=1', '22P02'), ('dense rows=1', '22P02'),
	('dense4 rows=1', '22P02'), ('dense88 rows=1', '22P02'), ('as published rows=1', '22P02'), ('aspublished rows=1', '22P02'),
	('h100 rows=1', '22P02'), ('1 rows=1', '22P02'), ('0 rows=1', '22P02'), ('tрp rows=1', '22P02'),
	('tpp rows', '22P02'), ('tpp rows=', '22P02'), ('tpp rows = 1', '22P02'), ('tpp rows= 1', '22P02'), ('tpp rows:1', '22P02'),
	('tpp =1', '22P02'), ('tpp rows==1', '22P02'), ('tpp rows=1 rows=1', '22P02'), ('tpp rows=1 ROWS=2', '22P02'),
	('tpp rows=1 rated=0 rated=0', '22P02'), ('tpp rows=1 nulls=0 nulls=0', '22P02'), ('tpp rows=1 covered=1 covered=1', '22P02'),
	('tpp rows=1 units=1', '22P02'), ('tpp rows=1 value=1', '22P02'), ('tpp rows=1 basis=tpp', '22P02'), ('tpp rows=1 x', '22P02'),
	('tpp row=1', '22P02'), ('tpp rowss=1', '22P02'), ('tpp rows=1,nulls=0', '22P02'), ('tpp rows=1;', '22P02'),
	('tpp rows=.', '22P02'), ('tpp rows=one', '22P02'), ('tpp rows=NULL', '22P02'), ('tpp rows=NaN', '22P02'),
	('tpp rows=inf', '22P02'), ('tpp rows=-1', '22003'), ('tpp rows=+1', '22P02'), ('tpp rows=1x', '22P02'), ('tpp rows=0x1', '22P02'),
	('tpp rows=1_0', '22P02'), ('tpp rows="1"', '22P02'), ('tpp rows=1 rated=', '22P02'), ('tpp rows=1 rated=-', '22P02'),
	('tpp rows=1 rated=+1', '22P02'), ('tpp rows=1 rated=- 1', '22P02'),
	('tpp rows=1 rated=1e', '22P02'), ('tpp rows=1 rated=1.2.3', '22P02'), ('tpp rows=1 rated=NaN', '22P02'),
	('tpp rows=1 rated=-inf', '22P02'), ('tpp rows=1 covered=a', '22P02'), ('tpp rows=1 covered=1%', '22P02'),
	('tpp rows=1 covered=1k', '22P02'), ('tpp rows=1 covered=1-2', '22P02'), ('tpp rows=1 covered=', '22P02'),
	('tpp rows=1 uncovered=x', '22P02'), ('tpp rows=1 uncovered=1 2', '22P02'), ('tpp rows=1 nulls=-1', '22003'),
	('tpp rows=1 counted=-1', '22003'), ('{"basis": "tpp"}', '22P02'), ('(tpp,1)', '22P02'), ('tpp rows=١', '22P02'),
	('tpp rows=0', '22P02'), ('tpp rated=1 covered=1', '22P02'), ('tpp rows=1 nulls=2', '22P02'), ('tpp rows=1 counted=2', '22P02'),
	('tpp rows=1 rated=5', '22P02'), ('tpp rows=1 rated=-5 counted=0', '22P02'), ('tpp rows=0 nulls=0', '22P02'),
	('tpp rows=1e18', '22003'), ('tpp rows=1000000000000000000', '22003'), ('tpp rows=0.5', '22003'), ('tpp rows=1e-1', '22003'),
	('tpp rows=2 nulls=1.5', '22003'), ('tpp rows=2 counted=0.1', '22003'), ('tpp rows=1 nulls=1e18', '22003'),
	('tpp rows=1 counted=1 rated=0.0000000000001', '22003'), ('tpp rows=1 counted=1 rated=1e25', '22003'),
	('tpp rows=1 counted=1 rated=-1e25', '22003'), ('tpp rows=1 counted=1 rated=1e9999999999', '22003'),
	('tpp rows=1 counted=1 rated=1e-99999999', '22003'), ('tpp rows=1 covered=0.0000000001', '22003'),
	('tpp rows=1 covered=1e28', '22003'), ('tpp rows=1 covered=-1e28', '22003'), ('tpp rows=1 uncovered=1e28', '22003'),
	('tpp rows=1 uncovered=0.0000000001', '22003'),
	('tpp rows=1 uncovered=10000000000000000000000000000', '22003'),
	('tpp rows=1 rated=99999999999999999999999999999999999999999 counted=1', '22003');
SELECT is((pg_temp.complaint(input)).code, code, 'refuses ' || left(quote_literal(input), 60)) FROM bad ORDER BY n;

SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(input) AS c WHERE c.hint = ''), 0::bigint, 'every refusal has a hint');
SELECT is((pg_temp.complaint(input)).detail, detail, 'detail of ' || input)
FROM (VALUES ('é rows=1', 'Unknown basis "é" at character 1.'), ('tpp é=1', 'Unknown part "é" at character 5.'),
	('tpp rows=1 rows=2', 'Repeated part "rows" at character 12.'), ('tpp rows', 'Expected "=" and a number, found at the end of the input, character 9.'),
	('tpp nulls=1', 'No rows.'), ('tpp rows=1 nulls=2', 'The numbers of rows do not agree.')) AS v (input, detail);

-- good ones, and what is canonical
SELECT is(input::equivalents::text, output, 'reads ' || quote_literal(input))
FROM (VALUES ('tpp rows=1', 'tpp rows=1'), (E' \t dense8\nROWS=2 ', 'dense8 rows=2'),
	('memory nulls=1 rows=03 covered=1.50 uncovered=0 counted=1 rated=-2e3', 'memory rated=-2000 covered=1.5 rows=3 counted=1 nulls=1'),
	('as_published rows=999999999999999999 counted=1 rated=9999999999999999999999999.999999999999 covered=-9999999999999999999999999999.999999999',
	 'as_published rated=9999999999999999999999999.999999999999 covered=-9999999999999999999999999999.999999999 rows=999999999999999999 counted=1'),
	('bandwidth rows=1 covered=-0', 'bandwidth rows=1')) AS v (input, output);
SELECT is(e::text::equivalents::text, e::text, 'text reads back') FROM (SELECT h100e_agg(spec, 1.25, b) AS e FROM chip, unnest(ARRAY['tpp', 'dense16']) AS b GROUP BY b) AS s;

SELECT * FROM finish();
ROLLBACK;
