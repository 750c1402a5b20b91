-- Order, equality, hashing and indexes of estimate.
BEGIN;
SELECT plan(18);

-- in ascending order: by mid, without one by the middle or the only end; then
-- low (open first), high (open last), kind, mid known or not, level
CREATE TEMP TABLE ladder (n int GENERATED ALWAYS AS IDENTITY, e estimate);
INSERT INTO ladder (e) VALUES ('-1000000T'), ('<=-5'), ('-4'), ('-0.000000001'), ('0'), ('0.000000001'),
	('<5'), ('<=5'), ('~5'), ('[4, 6)'), ('[4, 6] 50%'), ('5 [4, 6] 50%'), ('5 [4, 6] 90%'), ('[4, 6]'), ('5 [4, 6]'),
	('(4, 6)'), ('(4, 6]'), ('[4.5, 5.5]'), ('5'), ('5 [5, 6]'), ('>=5'), ('5 [5, ]'), ('>5'), ('5.000000001'),
	('750k [500k, 1M]'), ('1000000T');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE estimate_cmp(a.e, b.e) <> sign(a.n - b.n)), 0::bigint, 'cmp');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.e < b.e) <> (a.n < b.n) OR (a.e <= b.e) <> (a.n <= b.n)
	OR (a.e = b.e) <> (a.n = b.n) OR (a.e <> b.e) <> (a.n <> b.n) OR (a.e >= b.e) <> (a.n >= b.n)
	OR (a.e > b.e) <> (a.n > b.n)), 0::bigint, 'the six operators');
SELECT is((SELECT array_agg(n ORDER BY e) FROM ladder), (SELECT array_agg(n ORDER BY n) FROM ladder), 'ORDER BY');
SELECT is((SELECT array_agg(n ORDER BY e DESC) FROM ladder), (SELECT array_agg(n ORDER BY n DESC) FROM ladder), 'ORDER BY DESC');
SELECT is((SELECT min(e) || ' ' || max(e) FROM ladder), '-1000000T 1000000T', 'min and max');
SELECT is((SELECT max(e)::text FROM (VALUES (NULL::estimate), ('5')) AS v (e)), '5', 'max skips NULL');
SELECT is((SELECT count(DISTINCT estimate_hash(e)) FROM ladder), (SELECT count(*) FROM ladder), 'hashes differ');
SELECT is((SELECT count(*) FROM ladder WHERE estimate_hash(e) <> estimate_hash(e::text::estimate)), 0::bigint, 'equal values hash alike');
SELECT is((SELECT count(*) FROM ladder WHERE (estimate_hash_extended(e, 0) & 4294967295) <> (estimate_hash(e)::bigint & 4294967295)),
	0::bigint, 'extended hash with seed 0');
SELECT isnt(estimate_hash_extended('5', 1), estimate_hash_extended('5', 2), 'the seed counts');

-- many rows, with many ties in mid
CREATE TABLE many (id int, e estimate);
INSERT INTO many SELECT i, estimate(i * 7919 % 101 - 50, i * 7919 % 101 - 50 + i % 3, i * 7919 % 101 - 48 + i % 5)
FROM generate_series(1, 20000) AS i;
INSERT INTO many VALUES (0, NULL);
ANALYZE many;
SELECT is((SELECT array_agg(e::text ORDER BY e) FROM many WHERE e IS NOT NULL),
	(SELECT array_agg(e::text ORDER BY mid(e), low(e), high(e)) FROM many WHERE e IS NOT NULL), 'abbreviated sort, the same as by the figures');

CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text, '"Node Type": "([^"]*)"', 'g') AS m);
END $$;
CREATE INDEX many_btree ON many (e);
SET LOCAL enable_seqscan = off;
SELECT alike(pg_temp.nodes('SELECT * FROM many WHERE e = ''5'''), '%Index%', 'btree: =');
SELECT alike(pg_temp.nodes('SELECT max(e) FROM many'), '%Index Only Scan%', 'btree: max');
SELECT is((SELECT count(*) FROM many WHERE e >= '7 [, ]'), (SELECT count(*) FROM many WHERE mid(e) >= 7), 'btree: right rows');
DROP INDEX many_btree;
CREATE INDEX many_hash ON many USING hash (e);
SELECT alike(pg_temp.nodes('SELECT * FROM many WHERE e = ''5'''), '%Index%', 'hash: =');
RESET enable_seqscan;
SET LOCAL enable_sort = off;
SELECT is((SELECT count(*) FROM (SELECT DISTINCT e FROM many) AS d), (SELECT count(*) FROM (SELECT DISTINCT e::text FROM many) AS d), 'distinct');
RESET enable_sort;
CREATE TABLE parts (e estimate) PARTITION BY HASH (e);
CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parts SELECT i::integer FROM generate_series(1, 2000) AS i;
SELECT ok((SELECT min(n) > 800 FROM (SELECT count(*) AS n FROM parts GROUP BY tableoid) AS t), 'hash partitions fill evenly');
SELECT is((SELECT count(*) FROM parts WHERE e = '1k'), 1::bigint, 'and are found');

SELECT * FROM finish();
ROLLBACK;
