-- Draws made from estimates: the distribution, the key, the size.  Exact
-- samples and the first digest are those of test/oracle/draws_sim.py.
BEGIN;
SELECT plan(91);

CREATE FUNCTION pg_temp.error(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	ignored text;
	state text;
	message text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO ignored;
	RETURN coalesce(ignored, 'null');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
	RETURN state || ' ' || message;
END
$$;
CREATE FUNCTION pg_temp.digest(d draws) RETURNS text LANGUAGE sql RETURN encode(sha256(draws_send(d)), 'hex');
CREATE FUNCTION pg_temp.sorted(d draws) RETURNS float8[] LANGUAGE sql
RETURN (SELECT array_agg(x ORDER BY x) FROM unnest(draws_samples(d)) AS x);

-- one sample in each of 16 strata, in an order that the key determines
SELECT is(draws('0..16', key, 16)::text, samples, 'order by key ' || quote_literal(key))
FROM (VALUES
	('H100', '{13.5,3.5,9.5,12.5,11.5,15.5,7.5,2.5,14.5,1.5,10.5,5.5,0.5,6.5,8.5,4.5}'),
	('H200', '{6.5,13.5,15.5,3.5,2.5,4.5,5.5,7.5,9.5,14.5,0.5,11.5,8.5,10.5,12.5,1.5}'),
	('', '{12.5,15.5,1.5,13.5,4.5,9.5,0.5,2.5,11.5,8.5,7.5,5.5,14.5,10.5,3.5,6.5}'),
	('clé €', '{14.5,10.5,4.5,5.5,11.5,8.5,9.5,12.5,1.5,0.5,15.5,7.5,13.5,6.5,3.5,2.5}')) AS v (key, samples);
SELECT is(pg_temp.digest(draws('0..1024', 'H100', 1024)), '70aa6007a4f852c99c378f23a0b082a475a9202d43fea793dc51d5230c18ec7d',
	'1024 samples to the byte');

-- What the first machine had, from nowhere else: a machine, compiler or flag
-- that computes otherwise is found out here.
SELECT is(pg_temp.digest(draws(e::estimate, 'H100')), digest, 'the bytes of ' || e)
FROM (VALUES
	('29857 [19344, 46304] 90%', '4098a5939711dd3d2f277db375f58dd41fd82a151db9c6e0e887c8f2dcb49cf1'),
	('230k [0, 300k] 90%', '8fdc6baf600547f4577a67b34b421c02dbf763aa39d533d53246af28e1009bfe'),
	('100 [90, 110] 50%', '4f3227005902e3b567b267020ad7490c07d2a78bdb101f42771ac7ea5909d5b2'),
	('11 [10, 1011] 90%', 'b950bf5ec713ba8d48d48a8167f72687150fc5e6d5f2a0e7e794792bbff95953'),
	('750k [500k, 1M]', '5b408be86975dbf0aa1b5ea68f0fc7d26c7128c38fbb8dc197ffeca893ee146e')) AS v (e, digest);

-- the published figures are the quantiles: a sample of 1000 knows the 5% point
-- to a few parts in a thousand of the width
CREATE TEMP TABLE published (e estimate, p float8[], figure float8[]);
INSERT INTO published
SELECT e::estimate, p, f FROM (VALUES
	('29857 [19344, 46304] 90%', '{.05,.5,.95}'::float8[], '{19344,29857,46304}'::float8[]),
	('9.2k [3k, 20k] 90%', '{.05,.5,.95}', '{3000,9200,20000}'),
	('18k [1600, 200k] 95%', '{.025,.5,.975}', '{1600,18000,200000}'),
	('230k [0, 300k] 90%', '{.05,.5,.95}', '{0,230000,300000}'),
	('-230 [-300, 0] 80%', '{.1,.5,.9}', '{-300,-230,0}'),
	('1 [-5, 20] 80%', '{.1,.5,.9}', '{-5,1,20}'),
	('100 [90, 110] 50%', '{.25,.5,.75}', '{90,100,110}'),
	('11 [10, 1011] 90%', '{.05,.5,.95}', '{10,11,1011}'),
	('10 [10, 20] 90%', '{.05,.5,.95}', '{10,10,20}'),
	('100 [99.99, 100.02] 60%', '{.2,.5,.8}', '{99.99,100,100.02}'),
	('750k [500k, 1M]', '{0,.5,1}', '{500000,750000,1000000}'),
	('600k [500k, 1M]', '{0,.25,.5,.75,1}', '{500000,550000,600000,800000,1000000}'),
	('70k..80k', '{0,.1,.5,.9,1}', '{70000,71000,75000,79000,80000}'),
	('1M..4M 90%', '{.05,.5,.95}', '{1000000,2000000,4000000}'),
	('-10..30 90%', '{.05,.5,.95}', '{-10,10,30}')
) AS v (e, p, f);
SELECT is_empty(format($$
	SELECT q, f FROM unnest(quantiles(draws(%L::estimate, 'any'), %L), %L::float8[]) AS u (q, f)
	WHERE (abs(q - f) < 0.003 * (%s)) IS NOT TRUE$$,
	e, p, figure, figure[array_length(figure, 1)] - figure[1]), 'the figures of ' || e::text)
FROM published;

-- normal: the standard deviation of 90% between 90 and 110 is 10/1.645
SELECT is(round(stddev(draws('100 [90, 110] 90%', 'n', 20000))::numeric, 2), round(10 / 1.6448536, 2), 'normal where mid is the centre');
SELECT is(round(mean(draws('100 [90, 110] 90%', 'n', 20000))::numeric, 6), 100.000000, 'and its mean');
-- lognormal where mid is the geometric mean: ln x has mean ln 200 and standard
-- deviation ln(2)/1.645
SELECT is(round((SELECT stddev(ln(x)) FROM unnest(draws_samples(draws('200 [100, 400] 90%', 'n', 20000))) AS x)::numeric, 3),
	round(ln(2.0) / 1.6448536, 3), 'lognormal where mid^2 = low * high');
SELECT is(round((SELECT avg(ln(x)) FROM unnest(draws_samples(draws('200 [100, 400] 90%', 'n', 20000))) AS x)::numeric, 6),
	round(ln(200.0), 6), 'and the mean of its logarithm');
SELECT is(draws('100..400 90%', 'n')::text, draws('200 [100, 400] 90%', 'n')::text,
	'an interval of one sign without mid is that too');
-- E[x] of it: 200 exp(s^2/2)
SELECT is(round(mean(draws('200 [100, 400] 90%', 'n', 65536))::numeric, 1),
	round(200 * exp((ln(2.0) / 1.6448536) ^ 2 / 2), 1), 'its mean is above its median');
SELECT is(round(mean(draws('600k [500k, 1M]', 'n'))::numeric), 675000::numeric, 'a range: half of it uniform below mid, half above');
-- mirror images
SELECT is(pg_temp.sorted(draws('-9.2k [-20k, -3k] 90%', 'n')), pg_temp.sorted(-draws('9.2k [3k, 20k] 90%', 'n')),
	'the mirror image of an estimate has the mirror image of its samples');

-- floors: nothing crosses 0 unless the interval does
SELECT is(quantile(draws(e::estimate, 'f', 65536), 0) >= 0, floor, 'floor of ' || e)
FROM (VALUES ('9.2k [3k, 20k] 90%', true), ('230k [0, 300k] 90%', true), ('100 [0, 200] 90%', true),
	('100 [1, 102] 90%', true), ('0..400 90%', true), ('0..400', true), ('1 [-0.001, 5] 90%', false)) AS v (e, floor);
SELECT is(quantile(draws(e::estimate, 'f', 65536), 1) <= 0, floor, 'ceiling of ' || e)
FROM (VALUES ('-9.2k [-20k, -3k] 90%', true), ('-100 [-200, 0] 90%', true), ('-1 [-5, 0.001] 90%', false)) AS v (e, floor);
SELECT is((SELECT count(*) FROM unnest(draws_samples(draws('100 [0, 200] 90%', 'f'))) AS x WHERE x = 0), 50::bigint,
	'what is below the floor is at the floor: 5% of the samples where low is 0');

-- points
SELECT is(draws('1234567.891', 'p', 16)::text, '{1234567.891' || repeat(',1234567.891', 15) || '}', 'a point has no uncertainty');
SELECT is(draws('5 [5, 5]', 'p', 17)::text, draws('5', 'q', 17)::text, 'nor has a range from 5 to 5');
SELECT is(draws(estimate(0), 'p', 16)::text, '{0' || repeat(',0', 15) || '}', 'zero');

-- one sample a stratum whatever the size
SELECT is((SELECT array_agg(floor(x)::integer ORDER BY x)
	FROM unnest(draws_samples(draws('0..1', 'strata', n) * n)) AS x), ARRAY(SELECT generate_series(0, n - 1)), n || ' strata')
FROM (VALUES (16), (17), (1000), (1023), (1024), (1025), (1027), (65536)) AS v (n);

-- the key
SELECT ok(pg_temp.sorted(draws('9.2k [3k, 20k] 90%', 'a')) = pg_temp.sorted(draws('9.2k [3k, 20k] 90%', 'b')),
	'different keys: the same samples ...');
SELECT isnt(draws('9.2k [3k, 20k] 90%', 'a')::text, draws('9.2k [3k, 20k] 90%', 'b')::text, '... in another order');
SELECT is(pg_temp.digest(draws('9.2k [3k, 20k] 90%', 'a')), pg_temp.digest(draws('9.2k [3k, 20k] 90%', 'a')), 'the same key: the same bytes');
SELECT is(pg_temp.digest(draws(estimate => '9.2k [3k, 20k] 90%', key => 'a', size => 1000)),
	pg_temp.digest(draws('9200.0 [3000, 20000] 90%', 'a')), 'of the same value, however written; by default 1000 samples');
CREATE TEMP TABLE numbered AS
SELECT row_number() OVER () AS n, e FROM published;
SELECT is((SELECT count(*) FROM (
	SELECT y < lag(y) OVER (ORDER BY x, y) AS falls
	FROM unnest(draws_samples(draws('9.2k [3k, 20k] 90%', 'k')), draws_samples(draws(e, 'k'))) AS u (x, y)) AS r WHERE falls), 0::bigint,
	'one key: 9.2k [3k, 20k] 90% and ' || e::text || ' rise and fall together')
FROM numbered WHERE n NOT IN (4, 5, 9);
-- 1000 pairs of independent samples correlate by 0.1 once in 600 (3.2 sigma)
SELECT cmp_ok((SELECT max(abs(c)) FROM (
	SELECT corr(x, y) AS c FROM generate_series(1, 50) AS i, generate_series(1, 50) AS j,
		unnest(draws_samples(draws('0..1', 'key ' || i)), draws_samples(draws('0..1', 'key ' || j))) AS u (x, y)
	WHERE i < j GROUP BY i, j) AS pairs), '<', 0.15::float8, 'different keys: no correlation in 1225 pairs');
SELECT cmp_ok((SELECT abs(stddev(c) - 1 / sqrt(999)) FROM (
	SELECT corr(x, y) AS c FROM generate_series(1, 50) AS i, generate_series(1, 50) AS j,
		unnest(draws_samples(draws('0..1', 'key ' || i)), draws_samples(draws('0..1', 'key ' || j))) AS u (x, y)
	WHERE i < j GROUP BY i, j) AS pairs), '<', 0.003::float8, 'and as much spread of it as chance gives');

-- sizes
SELECT is(pg_temp.error(call), expected, call)
FROM (VALUES
	('draws_size(draws(''5..6'', ''k''))', '1000'),
	('draws_size(draws(''5..6'', ''k'', 16))', '16'),
	('draws_size(draws(''5..6'', ''k'', 65536))', '65536'),
	('draws_size(draws(''5..6'', ''k'', size => 2000))', '2000'),
	('draws(''5..6'', ''k'', 15)', '22023 invalid number of samples: 15'),
	('draws(''5..6'', ''k'', 0)', '22023 invalid number of samples: 0'),
	('draws(''5..6'', ''k'', -1000)', '22023 invalid number of samples: -1000'),
	('draws(''5..6'', ''k'', 65537)', '22023 invalid number of samples: 65537'),
	('draws(''5'', ''k'', 2147483647)', '22023 invalid number of samples: 2147483647'),
	('draws(NULL, ''k'')', 'null'), ('draws(''5'', NULL)', 'null'), ('draws(''5'', ''k'', NULL)', 'null'),
	-- an open end is no distribution
	('draws(''>=200k'', ''k'')', '22023 estimate ">=200k" has no upper bound to draw from'),
	('draws(''>5000'', ''k'')', '22023 estimate ">5k" has no upper bound to draw from'),
	('draws(''<5'', ''k'')', '22023 estimate "<5" has no lower bound to draw from'),
	('draws(''140k [10k, ]'', ''k'')', '22023 estimate "140k [10k, ]" has no upper bound to draw from'),
	('draws(''70k [, 80k]'', ''k'')', '22023 estimate "70k [, 80k]" has no lower bound to draw from')
) AS v (call, expected);
-- several sizes at one call site
SELECT is((SELECT string_agg(md5(draws_send(draws('9.2k [3k, 20k] 90%', 'k', n))), ',' ORDER BY i)
		FROM (VALUES (1, 16), (2, 1000), (3, 16), (4, 999), (5, 1000)) AS v (i, n)),
	concat_ws(',', md5(draws_send(draws('9.2k [3k, 20k] 90%', 'k', 16))), md5(draws_send(draws('9.2k [3k, 20k] 90%', 'k', 1000))),
		md5(draws_send(draws('9.2k [3k, 20k] 90%', 'k', 16))), md5(draws_send(draws('9.2k [3k, 20k] 90%', 'k', 999))),
		md5(draws_send(draws('9.2k [3k, 20k] 90%', 'k', 1000)))), 'sizes that change from row to row');

SELECT * FROM finish();
ROLLBACK;
