-- estimate and jsonb, both ways.
BEGIN;
SELECT plan(57);

SELECT is(e::jsonb, object::jsonb, e::text)
FROM (VALUES ('750k [500k, 1M]'::estimate, '{"low": 500000, "mid": 750000, "high": 1000000}'),
	('9.2k [3k, 20k] 90%', '{"low": 3000, "mid": 9200, "high": 20000, "level": 0.9}'),
	('>5000', '{"low": 5000, "low_inc": false}'), ('<=5', '{"high": 5}'), ('~5', '{"mid": 5}'),
	('7', '{"low": 7, "mid": 7, "high": 7}'), ('[0.25, 3)', '{"low": 0.25, "high": 3, "high_inc": false}'),
	('(1, 2)', '{"low": 1, "high": 2, "low_inc": false, "high_inc": false}')) AS v (e, object);
SELECT is(e::jsonb::estimate, e, 'there and back: ' || e)
FROM unnest('{"750k [500k, 1M]",7,~5,>5k,<=5,"[0.25, 3)","(1, 2)","9.2k [3k, 20k] 90%","-1 [-2.5, ]",1000000T}'::estimate[]) AS e;
SELECT is('0.50'::estimate::jsonb::text, '{"low": 0.5, "mid": 0.5, "high": 0.5}', 'shortest decimals');
SELECT is(object::jsonb::estimate::text, text, object)
FROM (VALUES ('5', '5'), ('5.50', '5.5'), ('"~70k..80k"', '[70k, 80k]'), ('{"mid": 5, "low": null, "high": null}', '~5'),
	('{"low": 5e3, "level": null, "low_inc": null}', '>=5k'), ('{"high": 5, "low_inc": false}', '<=5'),
	('{"low": 5, "high_inc": true}', '>=5'), ('null', NULL), ('{}', NULL), ('{"mid": null}', NULL)) AS v (object, text);

CREATE FUNCTION pg_temp.code(input jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN input::estimate::text;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;
SELECT is(pg_temp.code(object::jsonb), code, 'refuses ' || object)
FROM (VALUES ('[]', '22023'), ('[5]', '22023'), ('[{"mid": 5}]', '22023'), ('true', '22023'), ('"x"', '22P02'),
	('""', '22P02'), ('"[6, 4]"', '22P02'), ('1e19', '22003'), ('0.1234567891', '22003'), ('{"lo": 5}', '22P02'),
	('{"Low": 5}', '22P02'), ('{"": 5}', '22P02'), ('{"kind": "point", "mid": 5}', '22P02'), ('{"low": "5"}', '22023'),
	('{"low": true}', '22023'), ('{"mid": [5]}', '22023'), ('{"high": {}}', '22023'), ('{"low_inc": 1, "low": 5}', '22023'),
	('{"low": 6, "high": 4}', '22023'), ('{"low": 4, "mid": 7, "high": 6}', '22023'), ('{"low": 5, "level": 0.9}', '22023'),
	('{"low": 4, "high": 6, "level": 90}', '22003'), ('{"low": 4, "high": 6, "level": 0}', '22003'),
	('{"low": 4, "high": 6, "level": "0.9"}', '22023'), ('{"low": 1e19}', '22003'), ('{"mid": 0.1234567891}', '22003'),
	('{"low": 5, "high": 5, "low_inc": false}', '22023')) AS v (object, code);

SELECT throws_ok($$SELECT jsonb_build_object(repeat('€', 1000), 5)::estimate$$, '22P02',
	'invalid key for type estimate: "' || repeat('€', 20) || '"', 'of a long key only the beginning is told');

SELECT * FROM finish();
ROLLBACK;
