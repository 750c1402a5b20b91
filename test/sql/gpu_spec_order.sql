-- Order, equality, hashing, indexes, containment and distance of gpu_spec.
BEGIN;
SELECT plan(62);

-- in ascending order: TPP, then the fields, unknown first
CREATE TEMP TABLE ladder (n int GENERATED ALWAYS AS IDENTITY, s gpu_spec);
INSERT INTO ladder (s) VALUES ('unknown'), ('released=2023'), ('released=2023-01'),
	('released=2023-01-01'), ('released=2023-02'), ('dc=no'), ('dc'), ('dc released=2000'),
	('area=1'), ('tdp=1'), ('mem=0'), ('mem=0.001'), ('hbm'), ('hbm released=2024'),
	('fp8=0'), ('int8=0'), ('int4=0'), ('fp8=1'), ('fp6=2'), ('fp8=2'), ('fp8=2 mem=5'),
	('int8=2'), ('fp4=4'), ('int4=4'), ('int4=4 fp4=4'), ('fp16=300'), ('fp64=4294967.294');

SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s < b.s) <> (a.n < b.n)),
	0::bigint, '<');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s <= b.s) <> (a.n <= b.n)),
	0::bigint, '<=');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s = b.s) <> (a.n = b.n)),
	0::bigint, '=');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s <> b.s) <> (a.n <> b.n)),
	0::bigint, '<>');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s >= b.s) <> (a.n >= b.n)),
	0::bigint, '>=');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s > b.s) <> (a.n > b.n)),
	0::bigint, '>');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b
	WHERE gpu_spec_cmp(a.s, b.s) <> sign(a.n - b.n)), 0::bigint, 'cmp');
SELECT is((SELECT array_agg(n ORDER BY s) FROM ladder),
	(SELECT array_agg(n ORDER BY n) FROM ladder), 'ORDER BY');
SELECT is((SELECT array_agg(n ORDER BY s DESC) FROM ladder),
	(SELECT array_agg(n ORDER BY n DESC) FROM ladder), 'ORDER BY DESC');
SELECT is((SELECT min(s) FROM ladder)::text, 'unknown', 'min');
SELECT is((SELECT max(s) FROM ladder)::text, 'fp64=4294967.294', 'max');
SELECT is((SELECT min(s) FROM ladder WHERE false), NULL, 'min of nothing');
SELECT is((SELECT min(s) FROM (VALUES (NULL::gpu_spec), ('mem=5')) AS v (s))::text, 'mem=5GB',
	'min skips NULL');

SELECT is((SELECT count(*) FROM ladder WHERE gpu_spec_hash(s) <>
	gpu_spec_hash(s::text::gpu_spec)), 0::bigint, 'equal values have equal hashes');
SELECT is((SELECT count(DISTINCT gpu_spec_hash(s)) FROM ladder), 27::bigint, 'hashes differ');
SELECT is((SELECT count(*) FROM ladder WHERE (gpu_spec_hash_extended(s, 0) & 4294967295)
	<> (gpu_spec_hash(s)::bigint & 4294967295)), 0::bigint, 'extended hash with seed 0');
SELECT isnt(gpu_spec_hash_extended('mem=5', 1), gpu_spec_hash_extended('mem=5', 2), 'the seed counts');

-- many rows, with many ties in TPP
CREATE TABLE many (id int, s gpu_spec);
INSERT INTO many
SELECT i, gpu_spec(fp8 => i * 7919 % 101, mem => i * 104729 % 97, bw => i % 13,
	dc => i % 3 = 0, released => (2000 + i % 20)::text)
FROM generate_series(1, 20000) AS i;
INSERT INTO many SELECT 0, 'unknown' FROM generate_series(1, 50);
INSERT INTO many VALUES (-1, NULL);
ANALYZE many;

SELECT is((SELECT count(*) FROM (SELECT s, lag(s) OVER (ORDER BY s) AS before FROM many
	WHERE s IS NOT NULL) AS t WHERE before > s), 0::bigint, 'abbreviated sort is in order');
SELECT is((SELECT array_agg(s::text ORDER BY s) FROM many WHERE s IS NOT NULL),
	(SELECT array_agg(s::text ORDER BY coalesce(s -> 'tpp', -1), coalesce(s -> 'fp8', -1),
		coalesce(s -> 'mem', -1), coalesce(s -> 'bw', -1), coalesce(dc(s)::int, -1),
		lower(released(s)) NULLS FIRST) FROM many WHERE s IS NOT NULL),
	'the same as a sort by the fields');

-- the node types of a plan
CREATE FUNCTION pg_temp.nodes(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON, COSTS OFF) ' || query INTO plan;
	RETURN (SELECT string_agg(m[1], ' ') FROM regexp_matches(plan::text,
		'"Node Type": "([^"]*)"', 'g') AS m);
END $$;

CREATE INDEX many_btree ON many (s);
SET LOCAL enable_seqscan = off;
SELECT alike(pg_temp.nodes('SELECT * FROM many WHERE s = ''mem=5'''), '%Index%', 'btree: =');
SELECT alike(pg_temp.nodes('SELECT * FROM many WHERE s < ''mem=5'''), '%Index%', 'btree: <');
SELECT alike(pg_temp.nodes('SELECT s FROM many ORDER BY s'), 'Index Only Scan', 'btree: order');
SELECT alike(pg_temp.nodes('SELECT max(s) FROM many'), '%Index Only Scan%', 'btree: max');
SELECT is((SELECT count(*) FROM many WHERE s >= 'fp8=50'),
	(SELECT count(*) FROM many WHERE (s -> 'fp8') >= 50), 'btree: right rows');
CREATE TABLE same AS SELECT gpu_spec 'mem=5' AS s FROM generate_series(1, 20000);
CREATE INDEX same_btree ON same (s);
SELECT cmp_ok(pg_relation_size('same_btree'), '<', 20000 * 76 / 2::bigint, 'btree: deduplication');
DROP INDEX many_btree;
CREATE INDEX many_hash ON many USING hash (s);
SELECT alike(pg_temp.nodes('SELECT * FROM many WHERE s = ''mem=5'''), '%Index%', 'hash: =');
SELECT is((SELECT count(*) FROM many WHERE s = 'unknown'), 50::bigint, 'hash: right rows');
DROP INDEX many_hash;
CREATE INDEX many_tpp ON many (tpp(s));
SELECT alike(pg_temp.nodes('SELECT * FROM many WHERE tpp(s) >= 800'), '%Index%', 'index on tpp');
DROP INDEX many_tpp;
RESET enable_seqscan;

SET LOCAL enable_mergejoin = off;
SET LOCAL enable_nestloop = off;
SELECT alike(pg_temp.nodes('SELECT * FROM many AS a JOIN many AS b USING (s)'), 'Hash Join%', 'hash join');
RESET enable_mergejoin;
SET LOCAL enable_hashjoin = off;
SELECT alike(pg_temp.nodes('SELECT * FROM many AS a JOIN many AS b USING (s)'), 'Merge Join%', 'merge join');
SELECT is((SELECT count(*) FROM many AS a JOIN many AS b USING (s) WHERE a.id = 0), 2500::bigint,
	'merge join: right rows');
RESET enable_hashjoin;
RESET enable_nestloop;
SET LOCAL enable_sort = off;
SELECT alike(pg_temp.nodes('SELECT DISTINCT s FROM many'), '%Aggregate%', 'hash aggregate');
RESET enable_sort;
SELECT is((SELECT count(DISTINCT s) FROM many),
	(SELECT count(DISTINCT s::text) FROM many), 'distinct values');

CREATE TABLE parts (s gpu_spec) PARTITION BY HASH (s);
CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parts SELECT s FROM many WHERE s IS NOT NULL;
SELECT ok((SELECT min(n) > 8000 FROM (SELECT count(*) AS n FROM parts GROUP BY tableoid) AS t),
	'hash partitions fill evenly');
SELECT is((SELECT count(*) FROM parts WHERE s = 'unknown'), 50::bigint, 'and are found');
SELECT alike(pg_temp.nodes('SELECT * FROM parts WHERE s = ''mem=5'''), 'Seq Scan', 'and are pruned');
CREATE TABLE ranges (s gpu_spec) PARTITION BY RANGE (s);
CREATE TABLE ranges_low PARTITION OF ranges FOR VALUES FROM (MINVALUE) TO ('fp16=300');
CREATE TABLE ranges_high PARTITION OF ranges FOR VALUES FROM ('fp16=300') TO (MAXVALUE);
INSERT INTO ranges VALUES ('fp16=300'), ('fp16=299.999'), ('unknown');
SELECT is((SELECT count(*) FROM ranges_high), 1::bigint, 'range partitions');

-- containment
CREATE TEMP TABLE pairs (n int GENERATED ALWAYS AS IDENTITY, a gpu_spec, b gpu_spec, holds boolean);
INSERT INTO pairs (a, b, holds) VALUES ('mem=80 bw=1', 'mem=80', true), ('mem=80', 'mem=80.001', false),
	('bw=1', 'mem=0', false), ('mem=0', 'unknown', true), ('unknown', 'unknown', true),
	('dc', 'dc=no', true), ('dc=no', 'dc', false), ('unknown', 'dc=no', false),
	('hbm', 'unknown', true), ('unknown', 'hbm', false),
	('released=2024', 'released=2023-11', true), ('released=2023', 'released=2023-11', false),
	('released=2023-11', 'released=2023', false), ('unknown', 'released=2023', false);
SELECT is(a @> b, holds, format('%s @> %s', a, b)) FROM pairs ORDER BY n;
SELECT is((SELECT count(*) FROM pairs WHERE (a @> b) <> (b <@ a)), 0::bigint, '<@ is @> turned');
SELECT is((SELECT count(*) FROM ladder WHERE NOT s @> s), 0::bigint, '@> is reflexive');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE a.s @> b.s AND b.s @> a.s
	AND a.s <> b.s), 0::bigint, '@> is antisymmetric');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b, ladder AS c WHERE a.s @> b.s
	AND b.s @> c.s AND NOT a.s @> c.s), 0::bigint, '@> is transitive');

-- distance
SELECT is(round(('mem=1'::gpu_spec <-> 'mem=3')::numeric, 12), 0.693147180560, 'ln(1 + 3) - ln(1 + 1)');
SELECT is('mem=5 bw=1'::gpu_spec <-> 'mem=5', 1::float8, 'known on one side: 1');
SELECT is('dc'::gpu_spec <-> 'dc=no', 1::float8, 'dc yes and no: 1');
SELECT is('mem=1 bw=1 dc'::gpu_spec <-> 'io=1', 2::float8, 'Euclidean');
SELECT is((SELECT count(*) FROM ladder WHERE s <-> s <> 0), 0::bigint, 'zero to itself');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.s <-> b.s) <> (b.s <-> a.s)
	OR (a.s <-> b.s) < 0 OR (a.s <-> b.s) = 'NaN' OR (a.s <-> b.s) IS NULL), 0::bigint,
	'symmetric, never negative, NaN or NULL');

SELECT is((SELECT count(*) FROM pg_operator WHERE oprleft = 'gpu_spec'::regtype
	AND oprright = 'gpu_spec'::regtype AND (oprcom = 0 OR (oprresult = 'bool'::regtype
	AND (oprrest = 0 OR oprjoin = 0)))), 0::bigint, 'commutators and estimators');

SELECT * FROM finish();
ROLLBACK;
