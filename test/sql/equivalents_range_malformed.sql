-- Malformed texts of equivalents_range: SQLSTATE, quoted word, hint.
BEGIN;
SELECT plan(78);

CREATE FUNCTION pg_temp.complaint(input text, OUT code text, OUT message text,
	OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM input::equivalents_range;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text, code text);
INSERT INTO bad (input, code) VALUES
	('', '22P02'), (' ', '22P02'), ('tpp', '22P02'), (' tpp nulls=1', '22P02'), ('TPP nulls=1', '22P02'), ('tp nulls=1', '22P02'),
	('tpps nulls=1', '22P02'), ('nulls=1', '22P02'), ('nulls=1 tpp', '22P02'), ('dense nulls=1', '22P02'), ('as_published', '22P02'),
	('tpp  nulls=1', '22P02'), ('tpp nulls=1 ', '22P02'), (E'tpp\tnulls=1', '22P02'), ('tpp, nulls=1', '22P02'), ('tpp=1', '22P02'),
	('tpp nulls', '22P02'), ('tpp nulls=', '22P02'), ('tpp nulls= 1', '22P02'), ('tpp nulls=0', '22P02'), ('tpp nulls=01', '22P02'),
	('tpp nulls=+1', '22P02'), ('tpp nulls=one', '22P02'), ('tpp nulls=1 nulls=1', '22P02'), ('tpp nulls=1e1', '22P02'),
	('tpp nulls=1x', '22P02'), ('tpp NULLS=1', '22P02'), ('tpp nulls=1 1', '22P02'), ('tpp nulls=10000000001', '22P02'),
	('tpp rows=1', '22P02'), ('tpp counted=1', '22P02'), ('tpp rated', '22P02'), ('tpp rated=', '22P02'), ('tpp rated=5', '22P02'),
	('tpp rated={', '22P02'), ('tpp rated={}', '22P02'), ('tpp rated={rows=1', '22P02'), ('tpp rated=rows=1', '22P02'),
	('tpp rated={rows=1}', '22P02'), ('tpp rated={rows=1} covered={rows=2}', '22P02'), ('tpp covered={rows=1}', '22P02'),
	('tpp rated={rows=1}covered={rows=1}', '22P02'), ('tpp rated={rows=1} nulls=1 covered={rows=1}', '22P02'),
	('tpp covered={rows=1} rated={rows=1}', '22P02'), ('tpp rated={rows=1} rated={rows=1} covered={rows=1}', '22P02'),
	('tpp rated={rows=1} covered={rows=1} x', '22P02'), ('tpp rated={rows=1} covered={rows=1}}', '22P02'),
	('tpp Rated={rows=1} covered={rows=1}', '22P02'), ('tpp rated={{rows=1}} covered={rows=1}', '22P02'),
	('tpp rated=(rows=1) covered=(rows=1)', '22P02'), ('tpp uncovered={rows=0}', '22P02'), ('tpp uncovered={rows=-1}', '22P02'),
	('tpp uncovered={rows=x}', '22P02'), ('tpp uncovered={mid=1}', '22P02'), ('tpp uncovered={rows=1 mid=2 low=3 high=4}', '22P02'),
	('tpp uncovered={rows=1 mid=2 low=1 high=1}', '22P02'), ('tpp uncovered={rows=1 no_low=2}', '22P02'),
	('tpp uncovered={rows=1 levels=1}', '22P02'), ('tpp uncovered={rows=1} uncovered={rows=1}', '22P02'),
	('tpp unknown={rows=1}', '22P02'), ('{"basis": "tpp"}', '22P02'), ('as_published rated={rows=1 mid=5 low=5 high=5}', '22P02'), ('tpp nulls=1 rated={rows=1 mid=5 low=5 high=5}', '22P02'),
	('tpp nulls=1.5', '22003'), ('tpp nulls=-1', '22003'),
	('tpp nulls=1000000000000000000', '22003'), ('tpp nulls=99999999999999999999', '22003');
SELECT is((pg_temp.complaint(input)).code, code, 'refuses ' || left(quote_literal(input), 60)) FROM bad ORDER BY n;
SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(input) AS c WHERE c.hint = ''), 0::bigint, 'every refusal has a hint');
SELECT is((pg_temp.complaint(input)).detail, detail, 'detail of ' || input)
FROM (VALUES ('é nulls=1', 'Unknown basis "é" at character 1.'), ('tpp é={rows=1}', 'Unexpected "é" at character 5.'),
	('tpp rated={rows=1', 'Expected "}", found at the end of the input, character 18.'),
	('tpp', 'No rows have this sum, or it is not written this way.')) AS v (input, detail);

SELECT is(input::equivalents_range::text, input, 'reads ' || quote_literal(input))
FROM (VALUES ('tpp nulls=10000000000'), ('as_published nulls=1 rated={rows=1 mid=5 low=5 high=5}'), ('dense8 nulls=1 uncovered={rows=1}')) AS v (input);
SELECT is(e::text::equivalents_range::text, e::text, 'text reads back ' || b)
FROM (SELECT b, h100e_agg(spec, '1.25 [1, 2] 90%'::estimate, b) AS e FROM chip, unnest(ARRAY['tpp', 'dense16', 'bandwidth']) AS b GROUP BY b) AS s;

SELECT * FROM finish();
ROLLBACK;
