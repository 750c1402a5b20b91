-- Volume limits: 748 Supp. 2 (dd)(1)(iii) as read by secondary readers, at most
-- 50% of the aggregate TPP shipped to US customers.  All figures by hand.
BEGIN;
SELECT plan(47);

SELECT results_eq('SELECT limited, reference, max_pct, rule_id FROM policy_quota',
	$$VALUES ('CN|HK|MO', 'US', 50::numeric, 'us_bis_2026_cn_cbc')$$, 'China with Hong Kong, and Macau, at most 50% of the US');

-- one group of shipments as a list of destination and amount
CREATE FUNCTION pg_temp.status(places text[], amounts numeric[], OUT r quota_status) LANGUAGE sql AS $$
	SELECT quota_status(a, d, q) FROM unnest(places, amounts) AS s(d, a), policy_quota AS q WHERE q.quota_id = 'us_bis_2026_cn_volume'$$;
CREATE FUNCTION pg_temp.same(what text, places text[], amounts numeric[], within boolean, missing text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT is((SELECT format('%s %s', coalesce(r.within::text, 'open'), r.missing) FROM pg_temp.status(places, amounts) AS r),
		format('%s %s', coalesce(within::text, 'open'), missing), what)$$;

SELECT pg_temp.same(what, places::text[], amounts::numeric[], within, missing) FROM (VALUES
	('half is within', '{US,CN}', '{100,50}', true, '{}'),
	('more is not', '{US,CN}', '{100,50.001}', false, '{}'),
	('a third of a unit decides, exactly', '{US,CN}', '{0.666666666666666666668,0.333333333333333333334}', true, '{}'),
	('China, Hong Kong and Macau are added', '{US,CN,HK,MO}', '{100,20,20,11}', false, '{}'),
	('each alone would be within', '{US,CN,HK,MO}', '{100,20,20,10}', true, '{}'),
	('others do not count', '{US,CN,TW,DE,SG}', '{100,50,900,900,900}', true, '{}'),
	('rows of a side are added', '{US,US,CN,CN}', '{40,60,25,25}', true, '{}'),
	('nothing to China, said so', '{US,CN}', '{100,0}', true, '{}'),
	('nothing to either, said so', '{US,CN}', '{0,0}', true, '{}'),
	('nothing in the US, something in China', '{US,CN}', '{0,1}', false, '{}'),
	-- a side without a row is unknown, not zero
	('no row of the US', '{CN}', '{50}', NULL::boolean, '{"reference: no row"}'),
	('no row of China', '{US}', '{100}', NULL, '{"limited: no row"}'),
	('no row of either', '{DE}', '{100}', NULL, '{"limited: no row","reference: no row"}'),
	-- unknown amounts are at least zero
	('an amount to China unknown, the rest within', '{US,CN,CN}', '{100,10,NULL}', NULL, '{"limited: amount (rows: 1)"}'),
	('the rest beyond it already', '{US,CN,CN}', '{100,51,NULL}', false, '{"limited: amount (rows: 1)"}'),
	('an amount to the US unknown, the rest beyond', '{US,US,CN}', '{100,NULL,51}', NULL, '{"reference: amount (rows: 1)"}'),
	('the rest within already', '{US,US,CN}', '{100,NULL,50}', true, '{"reference: amount (rows: 1)"}'),
	('both unknown', '{US,CN}', '{NULL,NULL}', NULL, '{"limited: amount (rows: 1)","reference: amount (rows: 1)"}'),
	-- an unknown destination may be either side
	('within even if it was China', '{US,CN,NULL}', '{100,40,10}', true, '{"destination (rows: 1)"}'),
	('beyond it if it was China', '{US,CN,NULL}', '{100,40,10.001}', NULL, '{"destination (rows: 1)"}'),
	('beyond even if it was the US', '{US,CN,NULL}', '{100,60,19.999}', false, '{"destination (rows: 1)"}'),
	('within if it was the US', '{US,CN,NULL}', '{100,60,20}', NULL, '{"destination (rows: 1)"}'),
	('an unknown destination and amount', '{US,CN,NULL}', '{100,60,NULL}', NULL, '{"destination (rows: 1)"}'),
	('a name is no code and not dropped', '{US,CN,China}', '{100,40,20}', NULL, '{"destination (rows: 1)"}'),
	('nor is a code in small letters', '{US,CN,cn}', '{100,40,20}', NULL, '{"destination (rows: 1)"}')
) AS t(what, places, amounts, within, missing);

-- the figures
SELECT is(pg_temp.status('{US,CN,HK}', '{200,40,10}'), ROW(50, 200, 25, 50, 50, true, '{}')::quota_status, '50 of 200 is 25%, and 50 more may go');
SELECT is(pg_temp.status('{US,CN}', '{100,80}'), ROW(80, 100, 80, 50, -30, false, '{}')::quota_status, '30 too many');
SELECT is(pg_temp.status('{US,CN,CN}', '{100,10,NULL}'), ROW(10, 100, NULL, 50, NULL, NULL, '{"limited: amount (rows: 1)"}')::quota_status, 'no percentage of a part');
SELECT is(pg_temp.status('{CN}', '{10}'), ROW(10, NULL, NULL, 50, NULL, NULL, '{"reference: no row"}')::quota_status, 'a side without a row is NULL');
SELECT is((pg_temp.status('{US,CN}', '{0,0}')).pct, NULL, 'no percentage of nothing');
SELECT is((SELECT quota_status(1, 'CN', NULL::policy_quota)), ROW(NULL, NULL, NULL, NULL, NULL, NULL, '{quota,"limited: no row","reference: no row"}')::quota_status, 'no quota');

-- over any table: TPP of different units, 2 x 1000 and 1 x 3000 against 10 x 1000
CREATE TABLE shipped (product text, spec gpu_spec, units integer, place text);
INSERT INTO shipped VALUES ('A', 'fp16=62.5', 10, 'US'), ('A', 'fp16=62.5', 2, 'CN'), ('A', 'fp16=187.5', 1, 'HK'),
	('B', 'fp16=62.5', 10, 'US'), ('B', 'fp16=62.5', 6, 'CN'), ('C', 'bw=5300', 10, 'US'), ('C', 'bw=5300', 3, 'CN');
SELECT results_eq($$SELECT product, (s).limited, (s).reference, (s).within, (s).missing
	FROM (SELECT product, quota_status(units * (spec -> 'tpp')::numeric, place, q) AS s FROM shipped, policy_quota AS q GROUP BY product) AS t ORDER BY product$$,
	$$VALUES ('A', 5000::numeric, 10000::numeric, true, '{}'::text[]), ('B', 6000, 10000, false, '{}'),
		('C', NULL, NULL, NULL, '{"limited: amount (rows: 1)","reference: amount (rows: 1)"}')$$, 'by product; unknown TPP leaves it open');
SELECT is((SELECT (quota_status(units, place, q)).within FROM shipped, policy_quota AS q WHERE product = 'C'), true, 'in units of one product, TPP cancels: 3 of 10');

-- the limit is a row
UPDATE policy_quota SET max_pct = 20;
SELECT is((SELECT (quota_status(units, place, q)).within FROM shipped, policy_quota AS q WHERE product = 'C'), false, 'another percentage');
SELECT ok(knowledge_reset('policy_quota', 'us_bis_2026_cn_volume'), 'back to the bundled row');
INSERT INTO policy_quota (quota_id, limited, reference, max_pct) VALUES ('mine', 'CN', 'US|TW', 10);
SELECT is((SELECT (quota_status(1, d, q)).within FROM unnest('{CN,US,TW}'::text[]) AS d, policy_quota AS q WHERE quota_id = 'mine'), false, 'a quota of the user');
SELECT is((SELECT (quota_status(1, d, q)).missing[1] FROM unnest('{CN,US,TW}'::text[]) AS d, policy_quota AS q), 'one quota: several were given', 'several quotas in one group are no answer');
SELECT throws_ok($$INSERT INTO policy_quota (quota_id, limited, reference, max_pct) VALUES ('x', 'CN', 'US|CN', 10)$$, '23514', NULL, 'a place cannot stand on both sides');
SELECT throws_ok($$INSERT INTO policy_quota (quota_id, limited, reference, max_pct) VALUES ('x', 'China', 'US', 10)$$, '23514', NULL, 'codes only');
SELECT throws_ok($$INSERT INTO policy_quota (quota_id, limited, reference, max_pct) VALUES ('x', 'CN', 'US', 'NaN')$$, '23514', NULL, 'a finite percentage');
SELECT throws_ok($$INSERT INTO policy_quota (quota_id, limited, reference, max_pct, rule_id) VALUES ('x', 'CN', 'US', 5, 'no_rule')$$, '23503', NULL, 'a known rule');

-- amounts that are none
SELECT throws_ok(format($$SELECT quota_status(%L, 'CN', q) FROM policy_quota AS q$$, a), '22003', format('amount %s of a shipment is out of range', a), a)
FROM unnest('{-1,NaN,Infinity}'::text[]) AS a;

-- states merge: parallel and serial agree
CREATE TABLE many AS SELECT g % 7 AS product, (ARRAY['US', 'CN', 'HK', 'TW', 'US', 'US', NULL])[1 + g % 7 * 3 % 7] AS place, nullif(g % 1000, 13)::numeric AS amount
	FROM generate_series(1, 20000) AS g;
CREATE TEMP TABLE serial AS SELECT product % 3 AS p, quota_status(amount, place, (SELECT q FROM policy_quota AS q WHERE quota_id = 'mine')) AS s FROM many GROUP BY 1;
ANALYZE many;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS off) ' || query; END$$;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan($$SELECT product % 3, quota_status(amount, place, (SELECT q FROM policy_quota AS q WHERE quota_id = 'mine')) FROM many GROUP BY 1$$) AS l WHERE l ~ 'Partial'), 'workers take parts');
SELECT results_eq($$SELECT product % 3, quota_status(amount, place, (SELECT q FROM policy_quota AS q WHERE quota_id = 'mine'))::text FROM many GROUP BY 1 ORDER BY 1$$,
	'SELECT p, s::text FROM serial ORDER BY 1', 'workers give the same');

SELECT * FROM finish();
ROLLBACK;
