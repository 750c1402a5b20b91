-- Shares, concentration and installed bases with an interval, by arithmetic of
-- draws: a share is x / sum(x) OVER (), sample by sample, so that a large
-- figure of one vendor is a small share of the others in the same sample; an
-- index is the sum of the squared shares.
BEGIN;
SELECT plan(17);

CREATE FUNCTION pg_temp.width(d draws) RETURNS float8 LANGUAGE sql
	RETURN quantile(d, 1) - quantile(d, 0);
CREATE TEMP VIEW share AS
	SELECT period, vendor, draws(units, vendor) / sum(draws(units, vendor)) OVER (PARTITION BY period) AS share
	FROM (VALUES
		-- points, of which the shares and their index are known by hand
		('points', 'a', '28'::estimate), ('points', 'b', '21'), ('points', 'c', '14'), ('points', 'd', '37'),
		('alone', 'a', '2M [1M, 5M] 90%'),
		('twins', 'a', '2M [1M, 5M] 90%'), ('twins', 'b', '2M [1M, 5M] 90%'),
		('ranges', 'a', '~20k..40k'), ('ranges', 'b', '~50k..60k'), ('ranges', 'c', '10k')) AS v (period, vendor, units);

SELECT results_eq($$SELECT vendor, round(mean(share)::numeric, 9) FROM share WHERE period = 'points' ORDER BY vendor$$,
	$$VALUES ('a', 0.28), ('b', 0.21), ('c', 0.14), ('d', 0.37)$$, 'of points: the shares of shares_agg');
SELECT ok(max(pg_temp.width(share)) < 1e-9, 'without any width') FROM share WHERE period = 'points';
SELECT is((SELECT round(mean(sum(share * share) * 10000::float8)::numeric, 6) FROM share WHERE period = 'points'),
	(SELECT hhi(shares_agg(k, w)) FROM (VALUES ('a', 28), ('b', 21), ('c', 14), ('d', 37)) AS v (k, w)),
	'and their index: 28^2 + 21^2 + 14^2 + 37^2');
SELECT is(round(mean(share)::numeric, 9), 1::numeric, 'alone: all') FROM share WHERE period = 'alone';
SELECT ok(pg_temp.width(share) < 1e-9, 'for certain, whatever its size') FROM share WHERE period = 'alone';
SELECT ok(abs(quantile(share, 0.5) - 0.5) < 0.03, 'two of a kind: half in the middle, ' || vendor)
FROM share WHERE period = 'twins' ORDER BY vendor;
SELECT ok(pg_temp.width(share) > 0.5, 'but far from certain, ' || vendor) FROM share WHERE period = 'twins' ORDER BY vendor;
SELECT ok(max(abs(quantile(total, 0) - 1)) < 1e-9 AND max(abs(quantile(total, 1) - 1)) < 1e-9, 'shares of a sample make 1')
FROM (SELECT sum(share) AS total FROM share GROUP BY period) AS t;
-- the one key makes the same sample: as if one source had both wrong alike
SELECT ok(abs(quantile(d, 0) - 0.5) < 1e-12 AND abs(quantile(d, 1) - 0.5) < 1e-12, 'one key: half for certain')
FROM (SELECT draws('2M [1M, 5M] 90%'::estimate, 'k') / (draws('2M [1M, 5M] 90%'::estimate, 'k') * 2::float8) AS d) AS t;
-- no sample is beyond the corners: a least or most, all others most or least
SELECT ok(quantile(share, 0) >= low AND quantile(share, 1) <= high, 'within the corners: ' || vendor)
FROM share JOIN (VALUES ('a', 20.0 / 90, 40.0 / 100), ('b', 50.0 / 100, 60.0 / 90), ('c', 10.0 / 110, 10.0 / 80)) AS v (vendor, low, high)
	USING (vendor) WHERE period = 'ranges' ORDER BY vendor;

-- installed bases
SELECT is(quantile(surviving(d, '2020-03-15', '2025-03-15', 5, 1.5, 'normal'), 0.3), quantile(d, 0.3) / 2, 'half of every sample')
FROM draws('2M [1M, 5M] 90%'::estimate, 'a') AS d;
SELECT is(quantile(surviving(d, '2020-03-15', '2020-03-14', 5, 1.5), 1), 0::float8, 'nothing before it is shipped')
FROM draws('2M [1M, 5M] 90%'::estimate, 'a') AS d;
SELECT is(pg_typeof(surviving('2M [1M, 5M] 90%', '2020-03-15', '2025-03-15', 5, 1.5))::text, 'estimate',
	'a literal without a type is an estimate still');

SELECT * FROM finish();
ROLLBACK;
