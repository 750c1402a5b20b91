-- What is charged: the 25% duty of Proclamation 11002 on entry into the US,
-- the 15% of China revenue announced on 2025-08-11 for H20 and MI308.
BEGIN;
SELECT plan(16);

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
SELECT * FROM finish();
ROLLBACK;
