-- Type verdict: input and output, order, labels, hashing, aggregates.
BEGIN;
SELECT plan(79);

-- the fixed order, from free to forbidden
CREATE TEMP TABLE ladder (n integer, word text, v verdict);
INSERT INTO ladder (n, word) VALUES (1, 'none'), (2, 'notify'), (3, 'discouraged'), (4, 'presumption_approval'),
	(5, 'case_by_case'), (6, 'presumption_denial'), (7, 'prohibited');
UPDATE ladder SET v = word::verdict;

SELECT is(v::text, word, word || ' reads and writes') FROM ladder ORDER BY n;
SELECT is(upper(word)::verdict, v, word || ' in upper case') FROM ladder ORDER BY n;
SELECT is(length(verdict_send(v)), 1, word || ' is one byte') FROM ladder ORDER BY n;
SELECT is(pg_column_size(v), 1, 'and so it is stored') FROM ladder WHERE n = 1;

SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.v < b.v) <> (a.n < b.n)), 0::bigint, '<');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.v <= b.v) <> (a.n <= b.n)), 0::bigint, '<=');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.v = b.v) <> (a.n = b.n)), 0::bigint, '=');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.v <> b.v) <> (a.n <> b.n)), 0::bigint, '<>');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.v >= b.v) <> (a.n >= b.n)), 0::bigint, '>=');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE (a.v > b.v) <> (a.n > b.n)), 0::bigint, '>');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE sign(verdict_cmp(a.v, b.v)) <> sign(a.n - b.n)),
	0::bigint, 'cmp');
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b
	WHERE sign(verdict_rank(a.v) - verdict_rank(b.v)) <> sign(a.n - b.n)), 0::bigint, 'ranks rise with the order');
SELECT is((SELECT array_agg(n ORDER BY v) FROM ladder), ARRAY[1, 2, 3, 4, 5, 6, 7], 'ORDER BY');
SELECT is((SELECT array_agg(n ORDER BY v DESC) FROM ladder), ARRAY[7, 6, 5, 4, 3, 2, 1], 'ORDER BY DESC');
SELECT is((SELECT min(v) FROM ladder WHERE n > 1), 'notify', 'min');
SELECT is((SELECT max(v) FROM ladder), 'prohibited', 'max');
SELECT is((SELECT max(v) FROM ladder WHERE false), NULL, 'max of nothing');
SELECT is((SELECT min(v) FROM (VALUES (NULL::verdict), ('notify'), ('none')) AS t (v)), 'none', 'min passes over NULL');
SELECT is(greatest('none'::verdict, 'notify'), 'notify', 'greatest');
SELECT is((SELECT count(DISTINCT verdict_rank(v)) FROM ladder), 7::bigint, 'every verdict has its rank');
SELECT ok((SELECT bool_and(hi - lo > 1) FROM (SELECT verdict_rank(v) AS hi,
	lag(verdict_rank(v)) OVER (ORDER BY n) AS lo FROM ladder) AS t WHERE lo IS NOT NULL), 'with gaps between ranks');

SELECT is((SELECT count(DISTINCT verdict_label(v)) FROM ladder), 7::bigint, 'every verdict has its label');
SELECT ok(verdict_label(v) ~ '^[[:alpha:]][[:alpha:] ,:;()-]+$', word || ' has words for a label') FROM ladder ORDER BY n;
SELECT is(verdict_label(NULL), NULL, 'label of NULL');
SELECT is(verdict_rank(NULL), NULL, 'rank of NULL');

-- hashing and indexes
SELECT is((SELECT count(*) FROM ladder AS a, ladder AS b WHERE a.v = b.v AND verdict_hash(a.v) <> verdict_hash(b.v)),
	0::bigint, 'equal values hash alike');
SELECT is((SELECT count(DISTINCT verdict_hash(v)) FROM ladder), 7::bigint, 'hashes differ');
SELECT is((SELECT count(*) FROM ladder WHERE verdict_hash_extended(v, 0)::bit(64) << 32
	<> verdict_hash(v)::bit(32)::bit(64)), 0::bigint, 'with seed 0 the low half is the plain hash');
SELECT is((SELECT count(DISTINCT verdict_hash_extended(v, 42)) FROM ladder), 7::bigint, 'seeded hashes differ');
SELECT isnt((SELECT verdict_hash_extended('none', 1)), (SELECT verdict_hash_extended('none', 2)), 'by the seed too');
SELECT is((SELECT count(*) FROM (SELECT DISTINCT v FROM ladder, generate_series(1, 3)) AS t), 7::bigint, 'DISTINCT');
SELECT is((SELECT count(*) FROM ladder AS a JOIN ladder AS b USING (v)), 7::bigint, 'a join');
CREATE INDEX ladder_btree ON ladder (v);
CREATE INDEX ladder_hash ON ladder USING hash (v);
SET LOCAL enable_seqscan = off;
SELECT is((SELECT n FROM ladder WHERE v = 'case_by_case'), 5, 'by an index');
SELECT is((SELECT array_agg(n ORDER BY n) FROM ladder WHERE v > 'case_by_case'), ARRAY[6, 7], 'a range by an index');
RESET enable_seqscan;
CREATE TEMP TABLE parted (v verdict) PARTITION BY HASH (v);
CREATE TEMP TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
SELECT lives_ok('INSERT INTO parted SELECT v FROM ladder', 'hash partitions');
SELECT is((SELECT count(*) FROM parted WHERE v = 'none'), 1::bigint, 'find their rows');
CREATE TEMP TABLE ranged (v verdict) PARTITION BY RANGE (v);
CREATE TEMP TABLE ranged_free PARTITION OF ranged FOR VALUES FROM (MINVALUE) TO ('presumption_approval');
SELECT throws_ok($$INSERT INTO ranged VALUES ('case_by_case')$$, '23514', NULL, 'range partitions');

-- what is no verdict
SELECT throws_ok(format('SELECT %L::verdict', word), '22P02', NULL, 'refused: "' || word || '"')
FROM (VALUES (''), (' '), ('non'), ('none none'), ('nonexistent'), ('presumption denial'), ('presumption-denial'),
	('case by case'), ('0'), ('16'), ('NULL'), ('allowed'), ('denied'), ('nönе'), (repeat('none', 1000))) AS v (word);
CREATE FUNCTION pg_temp.hint(word text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	said text;
BEGIN
	PERFORM word::verdict;
	RETURN NULL;
EXCEPTION WHEN invalid_text_representation THEN
	GET STACKED DIAGNOSTICS said = PG_EXCEPTION_HINT;
	RETURN said;
END
$$;
SELECT is((SELECT count(*) FROM ladder WHERE strpos(pg_temp.hint('denied'), word) > 0), 7::bigint,
	'the hint lists all seven');
SELECT throws_ok($$SELECT 5::verdict$$, '42846', NULL, 'a number is no verdict');
SELECT throws_ok($$CREATE TEMP TABLE t AS SELECT 'none'::verdict::integer$$, '42846', NULL, 'nor the other way round');

SELECT * FROM finish();
ROLLBACK;
