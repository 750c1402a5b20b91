-- spec_query: canonical text, casts, binary form, limits, parallel labels.
BEGIN;
SELECT plan(66);

CREATE TEMP TABLE canonical (n int GENERATED ALWAYS AS IDENTITY, input text,
	output text);
INSERT INTO canonical (input, output) VALUES
	('TPP>=4800', 'tpp >= 4800'),
	('tpp >= 4.8e3', 'tpp >= 4800'),
	('tpp >= 4800.000000', 'tpp >= 4800'),
	('tpp >= 004800', 'tpp >= 4800'),
	('pd >= .50', 'pd >= 0.5'),
	('bw > 0.000001', 'bw > 0.000001'),
	('bw < 1e12', 'bw < 1000000000000'),
	('BF16 > 1 And Datacenter', 'fp16 > 1 and dc'),
	('bandwidth+Io>=1700', 'bw + io >= 1700'),
	('dc and(tpp>=4800 OR(tpp>=1600 and pd>=5.92))',
	 'dc and (tpp >= 4800 or tpp >= 1600 and pd >= 5.92)'),
	('((dc))', 'dc'),
	('dc and (hbm and dc)', 'dc and hbm and dc'),
	('not(not(dc))', 'not not dc'),
	('not (dc or hbm)', 'not (dc or hbm)'),
	('not (bw > 3)', 'not bw > 3'),
	('bw != 3', 'bw <> 3'),
	('bw is unknown', 'bw is not known'),
	('not (bw is known)', 'bw is not known'),
	('bw IS NOT UNKNOWN', 'bw is known'),
	('(bw + io) is known', 'bw + io is known'),
	('bw - (io - mem) > 1', 'bw - (io - mem) > 1'),
	('(bw - io) - mem > 1', 'bw - io - mem > 1'),
	('2000-5 < bw', '2000 - 5 < bw'),
	('released>2024', 'released > 2024'),
	('2024-05-06=Release_Date', '2024-05-06 = released'),
	(E'\t tpp\n>=\r5 ', 'tpp >= 5');

SELECT is(input::spec_query::text, output, 'canonical: ' || regexp_replace(input, '\s+', ' ', 'g'))
FROM canonical ORDER BY n;
SELECT ok(output::spec_query::text = output
		  AND output::spec_query = input::spec_query,
		  format('reads back: %s', output))
FROM canonical ORDER BY n;

SELECT is('dc'::spec_query::varchar(5), 'dc', 'cast to varchar');
SELECT is('TPP>5'::text::spec_query, 'tpp > 5'::spec_query, 'cast from text');
SELECT is('TPP>5'::varchar::spec_query, 'tpp > 5'::spec_query,
		  'cast from varchar');
CREATE TEMP TABLE note (words text);
INSERT INTO note VALUES ('tpp>5'::spec_query);
SELECT is(words, 'tpp > 5', 'assignment to text') FROM note;
SELECT throws_ok($$ SELECT 'dc'::spec_query || 'dc'::spec_query $$, '42883',
				 NULL, 'no implicit cast to text');
SELECT is(encode(spec_query_send('TPP>5'), 'hex'),
		  '01' || encode('tpp > 5', 'hex'), 'binary: version and text');
SELECT is(pg_column_size('dc'::spec_query), 4 + 2, 'on disk: the text');

-- limits, from the inside
SELECT lives_ok($$ SELECT (repeat('not ', 64) || 'dc')::spec_query $$,
				'64 times not');
SELECT lives_ok($$ SELECT (repeat('(', 64) || 'dc' || repeat(')', 64))::spec_query $$,
				'64 parentheses');
SELECT lives_ok($$ SELECT ('dc' || repeat(' and dc', 127))::spec_query $$,
				'255 names and operators');
SELECT lives_ok($$ SELECT ('dc' || repeat(' ', 8190))::spec_query $$,
				'8192 bytes');
SELECT lives_ok($$ SELECT 'bw * io * mem > 1000000000000'::spec_query $$,
				'products of three fields');
SELECT lives_ok($$ SELECT 'bw < 1000000000000.000000'::spec_query $$,
				'the largest number');
SELECT is('bw=4294967.294 io=4294967.294'::gpu_spec
		  @@ 'bw * io - 100000000000.000001 < bw * io', true,
		  'numbers of 18 digits');

SELECT * FROM finish();
ROLLBACK;
