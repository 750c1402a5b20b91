-- Views of the market that an analyst opens.
BEGIN;
SELECT plan(93);

-- v_chip: data sheet figures
SELECT is((SELECT concat_ws('|', vendor, vendor_country_name, fp8, fp16, mem_gb, bw_gbs, tpp, status) FROM v_chip
	WHERE chip = 'H200 SXM'), 'NVIDIA|United States|1979|989.5|141|4800|15832|shipping', 'H200 by its data sheet');
SELECT is((SELECT round(tpp::numeric) FROM v_chip WHERE chip = 'H20 96GB'), 2368::numeric, 'H20: 296 x 8');
SELECT is((SELECT count(*) FROM v_chip), 225::bigint, 'a row a chip');
SELECT is((SELECT count(list_price_usd) FROM v_chip), 51::bigint, 'with its price, where there is one');
SELECT is((SELECT count(*) FROM v_chip WHERE attribution ~ 'Epoch AI'), (SELECT count(*) FROM chip
	WHERE source_id = 'epoch-ml-hardware'), 'rows of Epoch AI carry the credit');

-- v_revenue_geography: the shares of the claims' table, both bases
SELECT is((SELECT round(share_percent, 1) FROM v_revenue_geography WHERE country = 'CN' AND vendor = 'NVIDIA'
	AND fiscal_period = p AND basis = b), share, format('China''s share of %s, %s basis', p, b))
FROM (VALUES ('FY2021', 'billing', 23.3), ('FY2022', 'billing', 26.4), ('FY2023', 'billing', 21.4),
	('FY2024', 'billing', 16.9), ('FY2025', 'billing', 13.1), ('FY2024', 'hq', 20.2), ('FY2025', 'hq', 19.2),
	('FY2026', 'hq', 9.1)) v(p, b, share);
SELECT is((SELECT hq_less_billing FROM v_revenue_geography WHERE country = 'CN' AND fiscal_period = p AND basis = 'hq'),
	gap, 'headquarters less billing of ' || p)
FROM (VALUES ('FY2024', 2024000000::numeric), ('FY2025', 7940000000), ('FY2026', NULL)) v(p, gap);
SELECT is((SELECT coverage_percent FROM v_revenue_geography WHERE country = 'CN' AND fiscal_period = 'FY2025'
	AND basis = 'hq'), 100.0000, 'all regions of a year are there');
SELECT cmp_ok((SELECT coverage_percent FROM v_revenue_geography WHERE country = 'CN' AND fiscal_period = 'FY2026Q4'),
	'<', 5.0, 'of some quarters one region alone');
SELECT is((SELECT share_percent FROM v_revenue_geography WHERE fiscal_period = 'FY2027Q2'), NULL,
	'a share of a total that is not at hand');
SELECT is_empty($$SELECT vendor FROM v_revenue_geography WHERE basis NOT IN ('billing', 'hq')$$, 'one basis a row');
UPDATE vendor_revenue SET revenue = '>=25bn' WHERE revenue_id = 'NVIDIA/FY2025/China including Hong Kong/total/hq';
SELECT is((SELECT share_percent FROM v_revenue_geography WHERE country = 'CN' AND fiscal_period = 'FY2025'
	AND basis = 'hq'), NULL, 'a bound is no share');

-- a total, a region and a price beside those that there are: no row twice
CREATE TEMP TABLE region AS SELECT vendor, fiscal_period, basis, geography, revenue, coverage_percent FROM v_revenue_geography;
INSERT INTO vendor_revenue (revenue_id, vendor, fiscal_period, period, geography, country, measure, basis, status, revenue, currency)
SELECT 'mine-' || n, vendor, fiscal_period, period, geography, country, measure, basis, v.status, r, currency
FROM vendor_revenue JOIN (VALUES (1, 'NVIDIA/FY2026/World/total/hq', 'reported', '200bn'::estimate),
	(2, 'NVIDIA/FY2025/World/total/hq', 'estimate', '100bn'),
	(3, 'NVIDIA/FY2024/China including Hong Kong/total/billing', 'derived', '9bn'),
	(4, 'NVIDIA/FY2025/China including Hong Kong/total/billing', 'estimate', '9bn')) v(n, revenue_id, status, r) USING (revenue_id);
SELECT results_eq($$SELECT count(*) FROM v_revenue_geography$$, $$SELECT count(*) + 2 FROM region$$, 'a row of one''s own is one row');
SELECT results_eq($$SELECT DISTINCT fiscal_period, total_revenue, share_percent, coverage_percent FROM v_revenue_geography
	WHERE vendor = 'NVIDIA' AND fiscal_period = 'FY2026'$$, $$VALUES ('FY2026', NULL::numeric, NULL::numeric, NULL::numeric)$$,
	'two totals that differ are none');
SELECT results_eq($$SELECT DISTINCT basis, hq_less_billing FROM v_revenue_geography WHERE country = 'CN' AND fiscal_period = 'FY2024'$$,
	$$VALUES ('billing', NULL::numeric), ('hq', NULL)$$, 'two figures of a region that differ have no difference to a third');
SELECT is_empty($$SELECT * FROM v_revenue_geography WHERE coverage_percent > 101$$, 'nor do they count twice');
SELECT is_empty($$SELECT vendor, fiscal_period, basis, geography, revenue, coverage_percent FROM v_revenue_geography
	WHERE fiscal_period = 'FY2025' AND origin <> 'user' EXCEPT TABLE region$$, 'an estimate changes no share of what is reported');
SELECT is((SELECT string_agg(DISTINCT claim_id, ' ') FROM seed_claim_check WHERE claim_id IN ('S09', 'S20') AND verdict = expected_verdict),
	'S09', 'a claim that rests on what differs is no longer decided, the others are');
INSERT INTO price (chip, market, on_date, amount, currency) VALUES ('H100 SXM', 'list or reported', '2026-01-01', 1, 'USD'),
	('H100 SXM', 'list or reported', '2026-02-01', 27000, 'USD');
SELECT results_eq($$SELECT list_price_usd FROM v_chip WHERE chip = 'H100 SXM'$$, $$VALUES (27000::numeric)$$, 'the latest price, once');

-- v_mirror_gap: (imports / (1 + cif) - exports) / mean
SELECT is((SELECT count(*) FROM v_mirror_gap WHERE finding = 'both'), 0::bigint, 'the files have one side only');
INSERT INTO trade_flow (reporter, partner, hs_code, flow, period, value, currency) VALUES
	('TW', 'SG', '847150', 'export', '[2025-01-01,2025-01-31]', '100M', 'USD'),
	('SG', 'TW', '847150', 'import', '[2025-01-01,2025-01-31]', '159M', 'USD'),
	('SG', 'TW', '847150', 'import', '[2025-02-01,2025-02-28]', '50M', 'USD'),
	('TW', 'SG', '847150', 'export', '[2025-03-01,2025-03-31]', '100M', 'USD'),
	('SG', 'TW', '847150', 'import', '[2025-03-01,2025-03-31]', '130M', 'SGD');
SELECT results_eq($$SELECT period_start::text, currency, gap, finding FROM mirror_gap(0.06)
	WHERE 'SG' IN (exporter, importer) ORDER BY 1, 2$$,
	$$VALUES ('2025-01-01', 'USD', 0.4000, 'both'), ('2025-02-01', 'USD', NULL, 'exporter silent'),
		('2025-03-01', 'SGD', NULL, 'exporter silent'), ('2025-03-01', 'USD', NULL, 'importer silent')$$,
	'159 / 1.06 = 150 against 100: 50 / 125; currencies are not compared');
SELECT is((SELECT gap FROM v_mirror_gap WHERE finding = 'both'), 0.4556, 'without freight: 59 / 129.5');

-- v_published
SELECT is((SELECT value_mid FROM v_published WHERE figure_id = 'idc-cn-2025-total'), 4000000::numeric, 'a total');
SELECT is((SELECT concat_ws('|', value, value_low, value_mid, publisher, via, scope, period_end) FROM v_published
	WHERE figure_id = 'idc-cn-2025h1-total'), '>1.9M|1900000|IDC|hao.cnyes.com|CN|2025-06-30',
	'more than; its publisher, and through whom');

-- v_supply_bound: two dies, eight stacks
SELECT is((SELECT DISTINCT packages_mid FROM v_supply_bound WHERE supply_id = 'tsmc-ascend-dies'), 1450000::numeric,
	'2.9m dies: 1.45m packages');
SELECT is((SELECT DISTINCT packages_mid FROM v_supply_bound WHERE supply_id = 'hbm-stock-total'), 1625000::numeric,
	'13m stacks: 1.6m packages');
SELECT is((SELECT concat_ws('|', claimed_rows, claimed, claimed_to_bound) FROM v_supply_bound
	WHERE supply_id = 'huawei-dies-2025' AND claimed_series = 'epoch-cn-huawei'), '4|600000|1.200',
	'four quarters of 150,000 need more than the dies of the year');
SELECT is((SELECT claimed_to_bound FROM v_supply_bound WHERE supply_id = 'huawei-dies-2025'
	AND claimed_series = 'bloomberg-ascend'), 0.600, '300,000 fit into 500,000');
UPDATE published_figure SET value = '1' WHERE figure_id = 'ascend-910c-dies';
SELECT is((SELECT claimed_to_bound FROM v_supply_bound WHERE supply_id = 'huawei-dies-2025'
	AND claimed_series = 'epoch-cn-huawei'), 0.600, 'with one die a package they fit');

-- the credit that a licence asks for is in every view that shows figures of sources
UPDATE source SET licence = 'CC BY 4.0';
SELECT is_empty(format($$SELECT * FROM %I WHERE attribution IS NULL AND %s$$, v, test), v || ' gives credit')
FROM (VALUES ('v_chip', 'source_id IS NOT NULL'), ('v_shipment', 'source_id IS NOT NULL'), ('v_revenue_geography', 'source_id IS NOT NULL'),
	('v_published', 'source_id IS NOT NULL'), ('v_supply_bound', 'true'), ('v_mirror_gap', 'export_id ~ ''^TW/(CN|ASEAN)'''),
	('v_compute_by_quarter', 'true'), ('v_dependency', 'true'), ('v_concentration', 'true'), ('v_policy_matrix', 'true'),
	('v_affected_shipments', 'true'), ('v_fee', 'true'), ('v_price_per_h100e', 'source_id IS NOT NULL'),
	('seed_claim_check', 'query ~ ''chip = .H200 SXM|series = .(idc|epoch)''')) AS t(v, test);
SELECT set_eq($$SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'chiptrade'::regnamespace AND c.relkind = 'v'
	AND c.relname ~ '^v_|^seed_' AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'attribution')$$,
	$$VALUES ('v_override'), ('v_overlap')$$, 'only views of keys have no such column');

-- who may read nothing is told that, by each view and function
CREATE ROLE chiptrade_blind;
GRANT USAGE ON SCHEMA chiptrade, tap TO chiptrade_blind;
CREATE TEMP TABLE call AS SELECT unnest(ARRAY['family_spec(''H100/H200'')', 'fiscal_period(''NVIDIA'', ''FY2026'')',
	'universe(''cn-epoch'')', 'mirror_gap()', 'to_packages(''4'', ''die'', ''H200'')', 'v_chip', 'v_shipment',
	'v_revenue_geography', 'v_mirror_gap', 'v_published', 'v_supply_bound', 'v_compute_by_quarter', 'v_dependency', 'v_concentration',
	'v_price_per_h100e', 'v_policy_matrix', 'v_affected_shipments', 'v_fee', 'v_overlap', 'seed_claim_check']) AS what;
GRANT SELECT ON call TO chiptrade_blind;
SET LOCAL ROLE chiptrade_blind;
SELECT lives_ok(format('SELECT count(*) FROM %s t', what), what || ' is everybody''s') FROM call;
RESET ROLE;
DO $$
DECLARE
	r regclass;
BEGIN
	FOR r IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'chiptrade'::regnamespace
		AND c.relkind IN ('r', 'v') AND c.relname !~ '^v_' LOOP
		EXECUTE format('REVOKE SELECT ON %s FROM PUBLIC', r);
	END LOOP;
END $$;
SET LOCAL ROLE chiptrade_blind;
SELECT throws_ok(format('SELECT count(*) FROM %s t', what), '42501', NULL, what || ' is not') FROM call;
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
