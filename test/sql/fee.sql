-- What is charged: the 25% duty of Proclamation 11002 on entry into the US,
-- the 15% of China revenue announced on 2025-08-11 for H20 and MI308.
BEGIN;
SELECT plan(43);

SELECT results_eq($$SELECT charge, pct, base, amount, rule FROM export_fee(1000, 'H200', 'CN', '2026-01-15')$$,
	$$VALUES ('duty', 25::numeric, 'import value', 250.00::numeric, 'us_customs_232_h200')$$,
	'H200 to China by way of the US: duty, no share of revenue');
SELECT results_eq($$SELECT charge, pct, amount FROM export_fee(1000, 'H20', 'CN', '2025-08-15')$$,
	$$VALUES ('revenue_share', 15::numeric, 150.00::numeric)$$, 'H20 after the announcement: a share of revenue');
SELECT ok((SELECT standing FROM export_fee(1000, 'H20', 'CN', '2025-08-15')) ~ 'never codified', 'which was never codified');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H20', 'CN', '2025-07-01')$$, 'nothing before it');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H20', 'CN', '2025-08-15', basis => 'duty')$$, 'basis asks for one kind');
SELECT is((SELECT count(*) FROM export_fee(1000, 'H20', 'CN', '2025-08-15', basis => 'revenue_share')), 1::bigint, 'or the other');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H200', 'CN', '2026-01-14')$$, 'no duty the day before');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H100', 'CN', '2026-01-15')$$, 'H100: 3,350 GB/s is outside the band');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H200 NVL', 'CN', '2026-01-15')$$, 'H200 NVL misses 14,000');
SELECT is((SELECT amount FROM export_fee(1000, 'MI325X', 'CN', '2026-01-15')), 250.00::numeric, 'MI325X: band 2');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H200', 'CN', '2026-01-15', ships_from => 'TW')$$, 'not without entry into the US');
SELECT is((SELECT count(*) FROM export_fee(1000, 'H200', 'US', '2026-01-15')), 1::bigint, 'entry into the US itself');
SELECT is_empty($$SELECT * FROM export_fee(1000, 'H200', 'US', '2026-01-15', end_use => 'us_data_centre')$$, 'an exempt end use');
SELECT results_eq($$SELECT pct, amount FROM export_fee(NULL, 'H200', 'CN', '2026-01-15')$$,
	$$VALUES (25::numeric, NULL::numeric)$$, 'no value, no amount');
SELECT results_eq($$SELECT amount FROM export_fee(0.01, 'fp16=989.5 bw=4800 dc'::gpu_spec, 'CN', '2026-02-15')$$,
	$$VALUES (0.0025::numeric)$$, 'exact for a small value');
SELECT throws_ok($$SELECT * FROM export_fee(1000, 'H200', 'CN', '2026-01-15', basis => 'tariff')$$, '22023', NULL, 'another basis');

-- export_fee(): 25% ad valorem on logic circuits within two bands, all limits
-- strict (Proclamation 11002, 2026-01-15: 14,000 < TPP < 17,500 and 4,500 <
-- GB/s < 5,000; 20,800 < TPP < 21,100 and 5,800 < GB/s < 6,200); 15% of the
-- revenue of H20 and MI308 sales to China under the licences of 2025-08-08.

SELECT results_eq($$SELECT charge, pct, base, amount, rule FROM export_fee(1000, 'H200', 'CN', '2026-01-15')$$,
	$$VALUES ('duty', 25::numeric, 'import value', 250::numeric, 'us_customs_232_h200')$$, 'H200: the duty, and no revenue share');
SELECT is((SELECT citation FROM export_fee(1000, 'H200', 'CN', '2026-01-15')),
	(SELECT citation FROM policy_rule WHERE rule_id = 'us_customs_232_h200'), 'by the proclamation');
SELECT results_eq($$SELECT charge, pct, base, amount, rule FROM export_fee(30000, 'H20', 'CN', '2025-08-20')$$,
	$$VALUES ('revenue_share', 15::numeric, 'revenue of the sale', 4500::numeric, 'us_letter_2025_h20_lic')$$, 'H20 in August 2025: the revenue share');
SELECT alike((SELECT standing FROM export_fee(1000, 'H20', 'CN', '2025-08-20')), 'confidence medium: 15%% was announced, never codified,%',
	'which was announced, not codified');
SELECT alike((SELECT standing FROM export_fee(1000, 'H200', 'CN', '2026-01-15')), 'confidence high: %duty on import value, not a revenue share%',
	'the duty is law');
SELECT results_eq($$SELECT charge, pct FROM export_fee(NULL, 'MI325X', 'CN', '2026-01-15')$$, $$VALUES ('duty', 25::numeric)$$, 'MI325X: the second band');
SELECT is((SELECT count(*) FROM export_fee(1000, chip, destination, day::date)), 0::bigint, format('%s to %s on %s: nothing', chip, destination, day))
FROM (VALUES ('H200', 'CN', '2026-01-14'), ('H20', 'CN', '2025-08-07'), ('H20', 'SA', '2025-08-20'), ('H100', 'CN', '2026-02-01'),
			 ('H200 NVL', 'CN', '2026-02-01'), ('H800', 'CN', '2025-08-20')) AS v (chip, destination, day);
SELECT is((SELECT count(*) FROM export_fee(1000, 'H200', 'CN', '2026-02-01', ships_from => 'TW')), 0::bigint, 'no entry into the US, no duty');
SELECT is((SELECT count(*) FROM export_fee(1000, 'H200', 'CN', '2026-02-01', end_use => 'startup')), 0::bigint, 'an exempt use');

-- limits are strict
SELECT is((SELECT count(*) FROM export_fee(1000, format('fp16=%s bw=%s dc', fp16, bw)::gpu_spec, 'US', '2026-02-01')), n::bigint,
	format('fp16=%s bw=%s: %s', fp16, bw, n))
FROM (VALUES (875, 4800, 0), (875.001, 4800, 1), (1093.75, 4800, 0), (900, 4500, 0), (900, 4999.999, 1)) AS v (fp16, bw, n);

-- the amount is exact
SELECT results_eq($$SELECT amount FROM export_fee(123456789012345678.99, 'H200', 'CN', '2026-01-15')$$, 'VALUES (30864197253086419.7475)', 'to the last digit');
SELECT results_eq($$SELECT pct, amount FROM export_fee(NULL, 'H200', 'CN', '2026-01-15')$$, 'VALUES (25::numeric, NULL::numeric)', 'NULL value: no amount');
SELECT results_eq($$SELECT charge, pct, amount, rule FROM export_fee(1000, 'fp8=1979 dc'::gpu_spec, 'CN', '2026-02-01')$$,
	$$VALUES ('duty', NULL::numeric, NULL::numeric, 'us_customs_232_h200')$$, 'unknown bandwidth: it may be due');

-- one kind alone
SELECT is((SELECT count(*) FROM export_fee(1000, 'H200', 'CN', '2026-01-15', basis => 'revenue_share')), 0::bigint, 'basis leaves out the duty');
SELECT is((SELECT count(*) FROM export_fee(1000, 'H200', 'CN', '2026-01-15', basis => 'duty')), 1::bigint, 'or keeps it');
SELECT throws_ok($$SELECT * FROM export_fee(1, 'H200', 'CN', basis => 'tip')$$, '22023', 'invalid value for argument "basis": "tip"', 'an unknown basis');
SELECT throws_ok($$SELECT * FROM export_fee(1, 'H2OO', 'CN')$$, '42704', NULL, 'an unknown chip');
SELECT is((SELECT count(*) FROM export_fee(1, NULL, 'CN')) + (SELECT count(*) FROM export_fee(1, 'H200', NULL)), 0::bigint, 'NULL: no row');

SELECT * FROM finish();
ROLLBACK;
