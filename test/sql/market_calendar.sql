-- Periods and units: months, pro-rating, fiscal periods, packages.
BEGIN;
SELECT plan(54);

-- a month in part counts by its days
SELECT is(round(months(period::daterange), 6), expected, 'months of ' || period)
FROM (VALUES ('[2025-01-01,2025-01-31]', 1.000000), ('[2025-01-01,2025-03-31]', 3), ('[2024-02-01,2024-02-29]', 1),
	('[2025-01-27,2025-04-27]', 3.061290), -- 5/31 + 2 + 27/30
	('[2025-02-28,2025-02-28]', 0.035714), ('[2020-01-01,2029-12-31]', 120), ('[2024-12-31,2025-01-01]', 0.064516),
	('empty', 0), ('[2025-01-01,)', NULL), ('(,2025-01-01]', NULL)) v(period, expected);

SELECT is(prorate(value::estimate, period::daterange, span::daterange)::text, expected, format('%s of %s within %s', value, period, span))
FROM (VALUES
	('1200', '[2025-01-01,2025-12-31]', '[2025-01-01,2025-03-31]', '300'),
	('1200', '[2025-01-01,2025-12-31]', '[2024-01-01,2026-12-31]', '1.2k'),
	('1200', '[2025-01-01,2025-12-31]', '[2026-01-01,2026-12-31]', '0'),
	('1200', '[2025-01-01,2025-12-31]', '[2024-07-01,2025-06-30]', '600'),
	('120 [60, 240] 90%', '[2025-01-01,2025-12-31]', '[2025-02-01,2025-02-28]', '10 [5, 20] 90%'),
	('>=1200', '[2025-01-01,2025-12-31]', '[2025-02-01,2025-02-28]', '>=100'),
	('31', '[2025-01-01,2025-01-31]', '[2025-01-31,2025-02-10]', '1'),
	('5', '[2025-01-01,2025-01-31]', '[2025-02-01,2025-02-10]', '0'),
	('1200', '[2025-01-01,)', '[2025-02-01,2025-02-10]', NULL)) v(value, period, span, expected);

SELECT results_eq($$SELECT part::text, round(share, 6) FROM calendar_split('[2025-01-27,2025-04-27]', 'quarter')$$,
	$$VALUES ('[2025-01-27,2025-04-01)', 0.706006), ('[2025-04-01,2025-04-28)', 0.293994)$$, -- (5/31 + 2) and 27/30
	'a fiscal quarter over calendar quarters');
SELECT results_eq($$SELECT part::text, round(share, 6) FROM calendar_split('[2025-01-01,2025-03-31]')$$,
	$$VALUES ('[2025-01-01,2025-02-01)', 0.333333), ('[2025-02-01,2025-03-01)', 0.333333),
		('[2025-03-01,2025-04-01)', 0.333333)$$, 'months');
SELECT is(sum(share), 1.000000000000, format('the shares of %s add up to one', step))
  FROM (VALUES ('month'), ('quarter'), ('year')) v(step), calendar_split('[2022-02-03,2029-11-17]', step) GROUP BY step;
SELECT results_eq($$SELECT part::text, round(share, 6) FROM calendar_split('[2024-07-01,2025-06-30]', 'year')$$,
	$$VALUES ('[2024-07-01,2025-01-01)', 0.5), ('[2025-01-01,2025-07-01)', 0.5)$$, 'years');
SELECT is((SELECT count(*) FROM calendar_split('empty')), 0::bigint, 'nothing has no parts');
SELECT is((SELECT count(*) FROM calendar_split('[2025-01-01,)')), 0::bigint, 'nor has what does not end');
SELECT throws_ok($$SELECT * FROM calendar_split('[2025-01-01,2025-01-31]', 'week')$$, '22023', NULL, 'no other step');

-- fiscal periods: what the companies' reports say, and the rule
SELECT is_empty($$SELECT vendor, fiscal_period FROM vendor_revenue
	WHERE fiscal_period(vendor, fiscal_period) IS DISTINCT FROM period$$, 'the days of every row of vendor_revenue');
SELECT is(fiscal_period(vendor, label), expected::daterange, vendor || ' ' || label)
FROM (VALUES ('NVIDIA', 'FY2026', '[2025-01-27,2026-01-25]'), ('NVIDIA', 'FY2026Q1', '[2025-01-27,2025-04-27]'),
	('NVIDIA', 'FY2026Q4', '[2025-10-27,2026-01-25]'), ('NVIDIA', 'FY2017Q4', '[2016-10-31,2017-01-29]'),
	('NVIDIA', 'FY2021', '[2020-01-27,2021-01-31]'), ('NVIDIA', 'FY2021Q4', '[2020-10-26,2021-01-31]'), -- 53 weeks
	('AMD', '2024', '[2023-12-31,2024-12-28]'), ('AMD', 'FY2023Q3', '[2023-07-02,2023-09-30]'),
	('Huawei', '2025', '[2025-01-01,2025-12-31]'), ('Huawei', '2019', NULL), ('Nobody', 'FY2025', NULL),
	('NVIDIA', 'last year', NULL)) v(vendor, label, expected);

-- units
SELECT is(to_packages('3M', 'die', 'Ascend 910C')::text, '1.5M', 'two dies make one 910C');
SELECT is(to_packages('<=1.6M', 'die', '910c')::text, '<=800k', 'at most');
SELECT is(to_packages('10', 'die', 'H200')::text, '10', 'one die');
SELECT is(to_packages('100 [90, 120] 90%', 'card', 'Atlas 300I Duo')::text, '200 [180, 240] 90%', 'a board of two');
SELECT is(to_packages('100', 'board', 'H200')::text, '100', 'a board of one');
SELECT is(to_packages('7', 'package')::text, '7', 'a package is one, whatever the chip');
SELECT is(to_packages('32', 'rack', 'GB200', per_rack => 72)::text, '2304', '32 racks of 72');
SELECT is(to_packages('[5k, 10k]', 'server', per_server => 8)::text, '[40k, 80k]', '5,000 to 10,000 modules of eight');
SELECT is(to_packages('5', 'server', 'H200')::text, NULL, 'servers of nobody knows how many');
SELECT is(to_packages('5', 'card')::text, NULL, 'cards of nobody knows what');
SELECT is(to_packages(NULL, 'package')::text, NULL, 'not known');
SELECT is(to_packages('5', 'dozen', 'H200')::text, NULL, 'an unknown unit');
SELECT throws_ok($$SELECT to_packages('5', 'die', 'H2000')$$, '42704', NULL, 'an unknown chip');
SELECT * FROM finish();
ROLLBACK;
