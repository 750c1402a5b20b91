-- spec_query: comparison, sorting, hashing, indexes, min and max.
BEGIN;
SELECT plan(38);

CREATE TEMP TABLE pair (n int GENERATED ALWAYS AS IDENTITY, a spec_query,
	b spec_query, sign int);
INSERT INTO pair (a, b, sign) VALUES
	('bw > 1', 'bw > 1', 0),
	('BW>1', 'bandwidth > 1.0', 0),
	('bw > 1', 'bw > 10', -1),
	('bw > 2', 'bw > 10', 1),
	('bw < 1', 'bw > 1', -1),
	('tpp > 1', 'bw > 1', 1);
SELECT is(sign(spec_query_cmp(a, b))::int, sign, format('%s against %s', a, b))
FROM pair ORDER BY n;
SELECT is(ARRAY[a < b, a <= b, a = b, a <> b, a >= b, a > b],
		  ARRAY[sign < 0, sign <= 0, sign = 0, sign <> 0, sign >= 0, sign > 0],
		  format('operators: %s, %s', a, b))
FROM pair ORDER BY n;
SELECT is(spec_query_hash(a) = spec_query_hash(b), sign = 0,
		  format('hash: %s, %s', a, b))
FROM pair ORDER BY n;
SELECT is(spec_query_hash_extended(a, 7) = spec_query_hash_extended(b, 7),
		  sign = 0, format('seeded hash: %s, %s', a, b))
FROM pair ORDER BY n;
SELECT is(spec_query_hash_extended('dc', 0) & 4294967295,
		  spec_query_hash('dc')::bigint & 4294967295,
		  'seed 0 gives the plain hash');
SELECT isnt(spec_query_hash_extended('dc', 1),
			spec_query_hash_extended('dc', 2), 'the seed counts');

-- order of bytes, through the abbreviated keys too
CREATE TEMP TABLE many (query spec_query);
INSERT INTO many
SELECT format('%s > %s', (ARRAY['bw', 'tpp', 'mem', 'die'])[1 + i % 4],
			  i * 7919 % 5003)::spec_query
FROM generate_series(1, 5000) AS i;
SELECT is(array_agg(query::text ORDER BY query),
		  array_agg(query::text ORDER BY query::text COLLATE "C"),
		  'sorted by the bytes of the text')
FROM many;
SELECT is(min(query), 'bw > 1'::spec_query, 'min') FROM
	(VALUES ('tpp > 1'::spec_query), ('bw > 2'), (NULL), ('bw > 1')) AS v (query);
SELECT is(max(query), 'tpp > 1'::spec_query, 'max') FROM
	(VALUES ('tpp > 1'::spec_query), ('bw > 2'), (NULL), ('bw > 1')) AS v (query);
SELECT is(max(query), NULL, 'max of nothing') FROM many WHERE false;
SELECT is(count(DISTINCT query), count(DISTINCT query::text), 'distinct')
FROM many;

-- what plan a query gets: node types from the top down
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ')
			FROM regexp_matches(plan::text, '"Node Type": "([^"]*)"', 'g') AS m);
END $$;
CREATE INDEX many_btree ON many (query);
ANALYZE many;
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
SELECT matches(pg_temp.plan_of($$SELECT * FROM many WHERE query = 'BW>5'$$),
			   '^Index', 'btree for equality');
SELECT matches(pg_temp.plan_of($$SELECT max(query) FROM many$$),
			   'Index Only Scan', 'btree for max');
SELECT is((SELECT max(query) FROM many)::text,
		  (SELECT max(query::text COLLATE "C") FROM many), 'the same max');
DROP INDEX many_btree;
CREATE INDEX many_hash ON many USING hash (query);
SELECT matches(pg_temp.plan_of($$SELECT * FROM many WHERE query = 'BW>5'$$),
			   '^Index Scan', 'hash for equality');
SELECT is((SELECT count(*) FROM many WHERE query = 'bw>12'),
		  (SELECT count(*) FROM many WHERE query::text = 'bw > 12'),
		  'hash index and text agree');
RESET enable_seqscan;

CREATE TEMP TABLE parted (query spec_query) PARTITION BY HASH (query);
CREATE TEMP TABLE parted_0 PARTITION OF parted
	FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE parted_1 PARTITION OF parted
	FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT query FROM many;
SELECT ok((SELECT count(*) FROM parted_0) > 1000
		  AND (SELECT count(*) FROM parted_1) > 1000, 'hash partitions');
SELECT is(array_agg(amname::text ORDER BY amname), '{btree,hash}',
		  'default operator classes')
FROM pg_opclass AS o JOIN pg_am AS a ON a.oid = opcmethod
WHERE opcintype = 'spec_query'::regtype AND opcdefault AND amvalidate(o.oid);

SELECT * FROM finish();
ROLLBACK;
