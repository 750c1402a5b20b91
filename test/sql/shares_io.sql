-- shares: text, canonical form, jsonb, order, hash, casts.
BEGIN;
SELECT plan(73);

-- a text and its canonical form, which reads back to the same bytes
CREATE TEMP TABLE form (n int GENERATED ALWAYS AS IDENTITY, input text, canonical text);
INSERT INTO form (input, canonical) VALUES
	('empty', 'empty'),
	(' Empty ', 'empty'),
	('a=1', 'a=1'),
	('b=1,a=2', 'a=2, b=1'),
	('b = 1 , a = 2', 'a=2, b=1'),
	('B=1, a=2, A=3', 'A=3, B=1, a=2'),
	('a=0', 'a=0'),
	('a=1.50', 'a=1.5'),
	('a=.5', 'a=0.5'),
	('a=5.', 'a=5'),
	('a=007', 'a=7'),
	('a=1e6', 'a=1000000'),
	('a=1.5E3', 'a=1500'),
	('a=25e-2', 'a=0.25'),
	('a=0.000000000001', 'a=0.000000000001'),
	('a=0.0000000000010', 'a=0.000000000001'),
	('a=99999999999999999999999999', 'a=99999999999999999999999999'),
	('a=99999999999999999999999999.999999999999', 'a=99999999999999999999999999.999999999999'),
	('Moore Threads=3', 'Moore Threads=3'),
	('T-Head (Alibaba)/PPU=3', 'T-Head (Alibaba)/PPU=3'),
	('"a"=1', 'a=1'),
	('"a, b"=1', '"a, b"=1'),
	('"a=b"=1', '"a=b"=1'),
	('"a\"b"=1', '"a\"b"=1'),
	('"a\\b"=1', '"a\\b"=1'),
	('""=1', '""=1'),
	('" a"=1', '" a"=1'),
	('"a "=1', '"a "=1'),
	('"total"=1', '"total"=1'),
	('"Total"=1', '"Total"=1'),
	('"*"=1', '"*"=1'),
	('"nulls"=1', '"nulls"=1'),
	('empty=1', 'empty=1'),
	('totals=1, null=2', 'null=2, totals=1'),
	('华为=2, NVIDIA=1', 'NVIDIA=1, 华为=2'),
	('é=1', 'é=1'),
	('*=3', '*=3'),
	('*=0', 'empty'),
	('nulls=2', 'nulls=2'),
	('nulls=0', 'empty'),
	('*=3, a=1, nulls=2', 'a=1, *=3, nulls=2'),
	('TOTAL=10, a=1', 'a=1, total=10'),
	('total=0', 'total=0'),
	('a=1, total=1.0', 'a=1, total=1'),
	('a=1, total=1.25', 'a=1, total=1.25'),
	(E'a=1,\n\tb=2', 'a=1, b=2'),
	(E'"a\nb"=2', E'"a\nb"=2');
SELECT is(input::shares::text, canonical, 'text of ' || input) FROM form ORDER BY n;
SELECT is((SELECT count(*) FROM form WHERE shares_send(canonical::shares) <> shares_send(input::shares)), 0::bigint,
	'the canonical text reads back to the same bytes');
SELECT is((SELECT count(*) FROM form AS f, form AS g
	WHERE (f.canonical = g.canonical) <> (f.input::shares = g.input::shares)), 0::bigint, 'equal if and only if the text is');

-- the bytes: version, flags, decimals, keys, nulls, unnamed, then length, key, weight
SELECT is(encode(shares_send(s::shares), 'hex'), bytes, 'bytes of ' || s)
FROM (VALUES ('empty', '010000000000'), ('a=1', '0100000100000161' || '01'),
	('a=0.5, b=300, nulls=2', '010001020200' || '016105' || '0162b817'),
	('a=1, total=129', '010100010080010161' || '01'),
	('*=1e-12', '01000c000001')) AS v (s, bytes);
SELECT is(pg_column_size('a=28, b=21, c=14, total=100'::shares), 4 + 6 + 9, 'as few bytes as that');
SELECT is(repeat('k', 255) || '=1', (repeat('k', 255) || '=1')::shares::text, 'a key of 255 bytes');
SELECT is((SELECT string_agg('k' || i || '=1', ', ') FROM generate_series(10000, 75535) AS i)::shares::text,
	(SELECT string_agg('k' || i || '=1', ', ') FROM generate_series(10000, 75535) AS i), '65536 keys');

-- jsonb, casts
SELECT is('a=1.5, "b\"c"=2, *=3, nulls=1'::shares::jsonb,
	'{"weights": {"a": 1.5, "b\"c": 2}, "named": 3.5, "unnamed": 3, "total": null, "null_weights": 1}', 'jsonb');
SELECT is('a=1, total=4'::shares::jsonb,
	'{"weights": {"a": 1}, "named": 1, "unnamed": 3, "total": 4, "null_weights": 0}', 'jsonb with a total');
SELECT is('empty'::shares::jsonb,
	'{"weights": {}, "named": 0, "unnamed": 0, "total": null, "null_weights": 0}', 'jsonb of nothing');

-- order and hash
SELECT ok('a=1'::shares = 'a=1.0', '=');
SELECT ok('a=1'::shares <> 'b=1', '<>');
SELECT is((SELECT count(*) FROM form AS f, form AS g
	WHERE sign(shares_cmp(f.input::shares, g.input::shares)) <> -sign(shares_cmp(g.input::shares, f.input::shares))
		OR (f.input::shares < g.input::shares) <> (shares_cmp(f.input::shares, g.input::shares) < 0)
		OR (f.input::shares <= g.input::shares) <> (shares_cmp(f.input::shares, g.input::shares) <= 0)
		OR (f.input::shares > g.input::shares) <> (shares_cmp(f.input::shares, g.input::shares) > 0)
		OR (f.input::shares >= g.input::shares) <> (shares_cmp(f.input::shares, g.input::shares) >= 0)), 0::bigint,
	'the comparisons agree, and both ways');
SELECT is((SELECT count(*) FROM form AS f, form AS g, form AS h
	WHERE f.input::shares < g.input::shares AND g.input::shares < h.input::shares AND f.input::shares >= h.input::shares),
	0::bigint, 'the order is transitive');
SELECT is((SELECT count(DISTINCT input::shares) FROM form), (SELECT count(DISTINCT canonical) FROM form), 'DISTINCT');
SELECT is((SELECT count(*) FROM form AS f JOIN form AS g ON f.input::shares = g.canonical::shares WHERE f.n = g.n),
	(SELECT count(*) FROM form), 'joined by =');
SELECT is((SELECT min(input::shares)::text FROM form), (SELECT input::shares::text FROM form ORDER BY input::shares LIMIT 1), 'min');
SELECT is((SELECT max(input::shares)::text FROM form), (SELECT input::shares::text FROM form ORDER BY input::shares DESC LIMIT 1), 'max');
SELECT is((SELECT count(*) FROM form WHERE shares_hash_extended(input::shares, 0) <> shares_hash_extended(canonical::shares, 0)
	OR shares_hash(input::shares) <> shares_hash(canonical::shares)), 0::bigint, 'equal values hash alike');
SELECT ok(shares_hash_extended('a=1', 1) <> shares_hash_extended('a=1', 2), 'the seed counts');

-- stored, toasted, in an index
CREATE TEMP TABLE stored (s shares);
INSERT INTO stored SELECT input::shares FROM form;
CREATE INDEX ON stored (s);
CREATE INDEX ON stored USING hash (s);
SELECT is((SELECT count(*) FROM stored WHERE s = 'b=1, a=2'), 2::bigint, 'found by =');
CREATE TEMP TABLE long_one AS
	SELECT string_agg(md5(i::text) || '=' || i, ',')::shares AS s FROM generate_series(1, 5000) AS i;
SELECT is((SELECT sum(weight) FROM long_one, shares_rows(s)), 5000 * 5001 / 2::numeric, 'toasted and read again');
SELECT is(ARRAY['a=1', 'b=2']::shares[]::text, '{a=1,b=2}', 'an array');

SELECT * FROM finish();
ROLLBACK;
