-- Malformed texts of equivalents_draws: SQLSTATE, quoted word, hint.
BEGIN;
SELECT plan(114);

CREATE FUNCTION pg_temp.complaint(input text, OUT code text, OUT message text,
	OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM input::equivalents_draws;
	code := 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE,
		message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
		hint = PG_EXCEPTION_HINT;
END $$;

-- 16 and 17 stand for sums of as many samples of one row
CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text, code text);
INSERT INTO bad (input, code) VALUES
	('', '22P02'), (' ', '22P02'), ('tpp', '22P02'), (' tpp nulls=1', '22P02'), ('TPP nulls=1', '22P02'), ('tp nulls=1', '22P02'),
	('tpps nulls=1', '22P02'), ('nulls=1', '22P02'), ('nulls=1 tpp', '22P02'), ('dense nulls=1', '22P02'), ('as_published', '22P02'),
	('tpp  nulls=1', '22P02'), ('tpp nulls=1 ', '22P02'), ('tpp, nulls=1', '22P02'), ('tpp=1', '22P02'), ('tpp nulls', '22P02'),
	('tpp nulls=', '22P02'), ('tpp nulls= 1', '22P02'), ('tpp nulls=0', '22P02'), ('tpp nulls=-1', '22P02'), ('tpp nulls=01', '22P02'),
	('tpp nulls=+1', '22P02'), ('tpp nulls=one', '22P02'), ('tpp nulls=1 nulls=1', '22P02'), ('tpp nulls=1e1', '22P02'),
	('tpp nulls=1.5', '22P02'), ('tpp nulls=1x', '22P02'), ('tpp NULLS=1', '22P02'), ('tpp nulls=1 1', '22P02'),
	('tpp nulls=4611686018427387905', '22P02'), ('tpp nulls=99999999999999999999', '22P02'),
	('tpp nulls=1000000000000000000000000000000000000000', '22P02'), ('tpp rows=1', '22P02'), ('tpp counted=1', '22P02'),
	('tpp rated', '22P02'), ('tpp rated=', '22P02'), ('tpp rated=5', '22P02'), ('tpp rated={', '22P02'), ('tpp rated={}', '22P02'),
	('tpp rated={rows=1', '22P02'), ('tpp rated=rows=1', '22P02'), ('tpp rated={rows=1}', '22P02'), ('tpp rated={rows=1 units={1}', '54000'),
	('tpp rated={16}', '22P02'), ('tpp covered={16}', '22P02'), ('tpp nulls=1 rated={16}', '22P02'), ('tpp nulls=1 covered={16}', '22P02'),
	('tpp rated={16}covered={16}', '22P02'), ('tpp rated={16} nulls=1 covered={16}', '22P02'), ('tpp covered={16} rated={16}', '22P02'),
	('tpp rated={16} rated={16} covered={16}', '22P02'), ('tpp rated={16} covered={16} x', '22P02'),
	('tpp rated={16} covered={16}}', '22P02'), ('tpp rated={16} covered={16} ', '22P02'), ('tpp Rated={16} covered={16}', '22P02'),
	('tpp rated={{16}} covered={16}', '22P02'), ('tpp rated=({16}) covered={16}', '22P02'), ('tpp rated={16}  covered={16}', '22P02'),
	('tpp rated={16}, covered={16}', '22P02'), ('tpp uncovered={16} covered={16}', '22P02'), ('tpp uncovered={16} uncovered={16}', '22P02'),
	('tpp unknown={16}', '22P02'), ('tpp uncovered={rows=0 units={1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}}', '22P02'),
	('tpp uncovered={rows=-1 units={1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}}', '22P02'), ('tpp uncovered={rows=x units={1}}', '22P02'),
	('tpp uncovered={units={1}}', '22P02'), ('tpp uncovered={rows=1 units=1}', '22P02'), ('tpp uncovered={rows=1 units={}}', '22P02'),
	('tpp uncovered={rows=1 units={x}}', '22P02'), ('tpp uncovered={rows=1 units={1,}}', '22P02'),
	('tpp uncovered={rows=1 units={,1}}', '22P02'), ('tpp uncovered={rows=1 units={1,,1}}', '22P02'),
	('tpp uncovered={rows=1 units={1, 1}}', '22P02'), ('tpp uncovered={rows=1 units={1 ,1}}', '22P02'),
	('tpp uncovered={rows=1 units={1.5}}', '22P02'), ('tpp uncovered={rows=1 units={1e1}}', '22P02'),
	('tpp uncovered={rows=1 units={01}}', '22P02'), ('tpp uncovered={rows=1 units={-0}}', '22P02'),
	('tpp uncovered={rows=1 units={+1}}', '22P02'), ('tpp uncovered={rows=1 units={NaN}}', '22P02'),
	('tpp uncovered={rows=1 units={Infinity}}', '22P02'), ('tpp uncovered={rows=1 units={NULL}}', '22P02'),
	('tpp uncovered={rows=1 units={10384593717069655261564592285810688}}', '22P02'),
	('tpp uncovered={rows=1 units={99999999999999999999999999999999999999999}}', '22P02'), ('tpp uncovered={rows=1 units={0x10}}', '22P02'),
	('tpp uncovered={rows=1, units={1}}', '22P02'), ('tpp uncovered={rows=1  units={1}}', '22P02'),
	('tpp uncovered={ rows=1 units={1}}', '22P02'), ('tpp uncovered={units={1} rows=1}', '22P02'), ('{"basis": "tpp"}', '22P02'),
	('(tpp,1)', '22P02'), ('memory rated={16} covered={16} unknown={16}', '22P02'), ('memory rated={16} uncovered={16}', '22P02'),
	('as_published rated={16}', '22P02'), ('as_published rated={16} uncovered={16}', '22P02'), ('as_published nulls=1 covered={16}', '22P02'),
	('as_published covered={16}', '22P02'), ('tpp uncovered={rows=1 units={1}}', '54000'),
	('tpp uncovered={rows=1 units={1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}}', '54000'), ('tpp rated={17} covered={16}', '54000'),
	('tpp rated={16} covered={17}', '54000'), ('tpp rated={16} covered={16} uncovered={17}', '54000'),
	('tpp rated={17} covered={17} uncovered={16}', '54000');
UPDATE bad SET input = replace(replace(input, '{16}', '{rows=1 units={1' || repeat(',1', 15) || '}}'), '{17}', '{rows=1 units={1' || repeat(',1', 16) || '}}');
SELECT is((pg_temp.complaint(input)).code, code, 'refuses ' || left(quote_literal(input), 60)) FROM bad ORDER BY n;
SELECT is((SELECT count(*) FROM bad, pg_temp.complaint(input) AS c WHERE c.hint = ''), 0::bigint, 'every refusal has a hint');
SELECT is((pg_temp.complaint(input)).detail, detail, 'detail of ' || input)
FROM (VALUES ('é nulls=1', 'Unknown basis "é" at character 1.'), ('tpp é={rows=1}', 'Unexpected " é" at character 4.'),
	('tpp rated={rows=1 unit', 'Expected a blank and units={, found " " at character 18.'),
	('tpp', 'No rows have these sums.')) AS v (input, detail);

SELECT is(input::equivalents_draws::text, input, 'reads ' || left(quote_literal(input), 60))
FROM (VALUES ('tpp nulls=4611686018427387904'), ('as_published nulls=1 rated={rows=1 units={5' || repeat(',-5', 15) || '}}'),
	('dense8 nulls=1 uncovered={rows=1 units={0' || repeat(',-10141204801825835211973625643008', 16) || '}}')) AS v (input);
SELECT is(equivalents_draws_send(e::text::equivalents_draws), equivalents_draws_send(e), 'text reads back ' || b)
FROM (SELECT b, h100e_agg(spec, draws('1.25 [1, 2] 90%', chip), b) AS e FROM chip, unnest(ARRAY['tpp', 'dense16', 'bandwidth']) AS b GROUP BY b) AS s;

SELECT * FROM finish();
ROLLBACK;
