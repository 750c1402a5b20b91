-- seed_claim_check: what was claimed about the H200, put to the test
--
-- Each reading of a claim is one query that gives one number, and the span in
-- which that number would bear the claim out.  The query is written once: the
-- view is made of these texts and shows them.  "counts" is false where a
-- reading is shown beside the claim but does not decide it.

DO $$
DECLARE
	arms text;
BEGIN
	SELECT pg_catalog.string_agg(pg_catalog.format(
			'SELECT %s::integer AS n, %L::text AS claim_id, %L::text AS reading, %L::boolean AS counts, '
			'(%s)::numeric AS computed, %L::text AS unit, %L::numeric AS bears_from, '
			'%L::numeric AS bears_to, %L::text AS needed, %L::text AS query',
			r.n, r.claim_id, r.reading, r.counts, r.query, r.unit, r.bears_from,
			r.bears_to, r.needed, r.query), ' UNION ALL ' ORDER BY r.n)
	  INTO arms
	  FROM (SELECT pg_catalog.row_number() OVER () AS n, v.* FROM (VALUES
('S01', 'memory', true, 'GB', 141, 141, NULL,
 $q$SELECT @extschema@.mem(spec) FROM @extschema@.chip WHERE chip = 'H200 SXM'$q$),
('S02', 'bandwidth', true, 'TB/s', 4.8, 4.8, NULL,
 $q$SELECT @extschema@.bw(spec) / 1000 FROM @extschema@.chip WHERE chip = 'H200 SXM'$q$),
('S03', 'H200 bandwidth by H100 bandwidth: nearly twice', true, 'ratio', 1.8, 2.2, NULL,
 $q$SELECT @extschema@.bw(a.spec) / nullif(@extschema@.bw(b.spec), 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H100 SXM'$q$),
('S03', 'H100 memory', false, 'GB', 80, 80, NULL,
 $q$SELECT @extschema@.mem(spec) FROM @extschema@.chip WHERE chip = 'H100 SXM'$q$),
('S03', 'H100 bandwidth', false, 'TB/s', 3.35, 3.35, NULL,
 $q$SELECT @extschema@.bw(spec) / 1000 FROM @extschema@.chip WHERE chip = 'H100 SXM'$q$),
('S03', 'H200 memory by H100 memory', false, 'ratio', 1.8, 2.2, NULL,
 $q$SELECT @extschema@.mem(a.spec) / nullif(@extschema@.mem(b.spec), 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H100 SXM'$q$),
('S04', 'year in which it was announced', true, 'year', 2023, 2023, NULL,
 $q$SELECT date_part('year', min(on_date)) FROM @extschema@.policy_event WHERE actor = 'NVIDIA' AND event ~ '^H200 announced'$q$),
('S04', 'year in which it was released', true, 'year', 2023, 2023, NULL,
 $q$SELECT date_part('year', released) FROM @extschema@.chip WHERE chip = 'H200 SXM'$q$),
('S05', 'tokens per second of one stream of 70B at 16 bits, bound by bandwidth: nearly twice', true, 'ratio', 1.8, 2.2, NULL,
 $q$SELECT @extschema@.decode_tokens_per_s(a.spec, 70, 16) / nullif(@extschema@.decode_tokens_per_s(b.spec, 70, 16), 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H100 SXM'$q$),
('S05', 'the maker''s own figure, with a larger batch', true, 'ratio', 1.8, 2.2, NULL,
 $q$SELECT @extschema@.mid(value) FROM @extschema@.published_figure WHERE figure_id = 'h200-llama2-70b'$q$),
('S06', 'by the limit for parts of high performance density', true, 'ratio', 9, 11, NULL,
 $q$SELECT @extschema@.tpp(c.spec)::numeric / nullif((regexp_match(r.spec_test::text, 'tpp >= ([0-9.]+) and pd >= 5.92'))[1]::numeric, 0) FROM @extschema@.chip c, @extschema@.policy_rule r WHERE c.chip = 'H200 SXM' AND r.rule_id = 'us_bis_2023_a_d5'$q$),
('S06', 'by the limit of 3A090.b', true, 'ratio', 9, 11, NULL,
 $q$SELECT @extschema@.tpp(c.spec)::numeric / nullif((regexp_match(r.spec_test::text, 'tpp >= ([0-9.]+) and pd >= 1.6'))[1]::numeric, 0) FROM @extschema@.chip c, @extschema@.policy_rule r WHERE c.chip = 'H200 SXM' AND r.rule_id = 'us_bis_2023_b'$q$),
('S06', 'by the plain limit of 3A090.a', true, 'ratio', 9, 11, NULL,
 $q$SELECT @extschema@.tpp(c.spec)::numeric / nullif((regexp_match(r.spec_test::text, 'tpp >= ([0-9.]+) or'))[1]::numeric, 0) FROM @extschema@.chip c, @extschema@.policy_rule r WHERE c.chip = 'H200 SXM' AND r.rule_id = 'us_bis_2023_a_d5'$q$),
('S06', 'by the H20, which was sold', true, 'ratio', 9, 11, NULL,
 $q$SELECT @extschema@.tpp(a.spec)::numeric / nullif(@extschema@.tpp(b.spec)::numeric, 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H20 96GB'$q$),
('S07', 'compute: training and prefill', true, 'ratio', 6, NULL, NULL,
 $q$SELECT @extschema@.tpp(a.spec)::numeric / nullif(@extschema@.tpp(b.spec)::numeric, 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H20 96GB'$q$),
('S07', 'bandwidth: decoding', true, 'ratio', 6, NULL, NULL,
 $q$SELECT @extschema@.bw(a.spec) / nullif(@extschema@.bw(b.spec), 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H20 96GB'$q$),
('S07', 'memory', true, 'ratio', 6, NULL, NULL,
 $q$SELECT @extschema@.mem(a.spec) / nullif(@extschema@.mem(b.spec), 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'H20 96GB'$q$),
('S07', 'price of a system of eight in China', false, 'ratio', 6, NULL, NULL,
 $q$SELECT max(amount) FILTER (WHERE chip = 'H200 SXM') / nullif(max(amount) FILTER (WHERE chip = 'H20 96GB'), 0) FROM @extschema@.price WHERE market = '8-card system' AND currency = 'CNY'$q$),
('S08', 'share of firms', true, 'percent', 99, 99, 'a register of Chinese AI firms and what they use',
 $q$SELECT max(@extschema@.mid(value)) FROM @extschema@.published_figure WHERE kind = 'share' AND unit = 'percent' AND metric = 'share of firms that use H20 or domestic chips only'$q$),
('S08', 'smuggled part of the training compute of 2024', false, 'percent', 0, 1, NULL,
 $q$SELECT max(@extschema@.mid(value)) FROM @extschema@.published_figure WHERE subject = 'smuggled chips' AND metric = 'share of training compute of the year, median'$q$),
('S09', 'offshore: revenue of Chinese groups billed elsewhere, FY2025, is above nothing', true, 'USD m', 1, NULL, NULL,
 $q$SELECT max(hq_less_billing) / 1000000 FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND fiscal_period = 'FY2025' AND country = 'CN' AND basis = 'hq' AND status IN ('reported', 'derived')$q$),
('S09', 'inside China: did an H100 to a cloud need a licence in June 2025?', true, '(1 = yes)', 0, 0, NULL,
 $q$SELECT @extschema@.license_required('H100 SXM', 'CN', '2025-06-01')::integer$q$),
('S10', 'most cards of a domestic maker but Huawei, IDC 2025', true, 'cards', NULL, 100000, NULL,
 $q$SELECT max(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'idc-cn' AND additive AND vendor_country = 'CN' AND vendor <> 'Huawei' AND period && '[2025-01-01,2025-12-31]'$q$),
('S10', 'the same of 2024', false, 'cards', NULL, 100000, NULL,
 $q$SELECT max(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series IN ('idc-cn', 'prospectus') AND additive AND vendor_country = 'CN' AND vendor <> 'Huawei' AND period && '[2024-01-01,2024-12-31]'$q$),
('S11', 'IDC 2025', true, 'cards', 500000, 1000000, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'idc-cn' AND additive AND vendor = 'Huawei' AND period && '[2025-01-01,2025-12-31]'$q$),
('S11', 'Epoch AI 2025', true, 'cards', 500000, 1000000, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'epoch-cn-huawei' AND additive AND period && '[2025-01-01,2025-12-31]'$q$),
('S11', 'SemiAnalysis 2025', true, 'cards', 500000, 1000000, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'semianalysis-ascend' AND additive AND period && '[2025-01-01,2025-12-31]'$q$),
('S11', 'ceiling of a US official, June 2025', false, 'cards', 500000, 1000000, NULL,
 $q$SELECT max(@extschema@.high(quantity)) FROM @extschema@.shipment WHERE series = 'bis-ascend' AND period && '[2025-01-01,2025-12-31]'$q$),
('S12', 'state localisation as a part of all Ascend', true, 'ratio', 0.5, NULL, 'a published split of Ascend by channel',
 $q$SELECT sum(@extschema@.mid(quantity)) FILTER (WHERE channel = 'xinchuang') / nullif(sum(@extschema@.mid(quantity)) FILTER (WHERE channel IN ('xinchuang', 'csp')), 0) FROM @extschema@.shipment WHERE vendor = 'Huawei' AND additive$q$),
('S13', 'rows of NVIDIA in that channel', true, 'rows', 0, 0, NULL,
 $q$SELECT count(*) FROM @extschema@.shipment WHERE vendor = 'NVIDIA' AND channel = 'xinchuang'$q$),
('S14', '2024: cards that are not NVIDIA''s by all, IDC: less than half', true, 'ratio', NULL, 0.5, NULL,
 $q$SELECT 1 - (SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE shipment_id = 'idc-cn-2024-nvidia') / nullif(@extschema@.mid(value), 0) FROM @extschema@.published_figure WHERE figure_id = 'idc-cn-2024-total'$q$),
('S14', '2025: largest cluster of domestic cards of one cloud: below ten thousand', true, 'cards', NULL, 10000, NULL,
 $q$SELECT max(coalesce(@extschema@.mid(quantity), @extschema@.low(quantity))) FROM @extschema@.shipment WHERE series = 'kunlun-cluster' AND status = 'delivered'$q$),
('S15', 'IDC 2025', true, 'cards', 70000, 80000, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'idc-cn' AND additive AND vendor = 'Cambricon' AND period && '[2025-01-01,2025-12-31]'$q$),
('S15', 'Epoch AI 2025', true, 'cards', 70000, 80000, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'epoch-cn-cambricon' AND additive AND period && '[2025-01-01,2025-12-31]'$q$),
('S15', 'Goldman Sachs 2025', true, 'cards', 70000, 80000, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'goldman-cambricon' AND period && '[2025-01-01,2025-12-31]'$q$),
('S16', 'growth on its own base, upper end: close to 1', true, 'ratio', 0.75, 1.25, NULL,
 $q$SELECT @extschema@.mid(b.quantity) / nullif(@extschema@.high(a.quantity), 0) - 1 FROM @extschema@.shipment a, @extschema@.shipment b WHERE a.shipment_id = 'seed-cambricon-2025' AND b.shipment_id = 'seed-cambricon-2026'$q$),
('S16', 'growth on its own base, lower end', true, 'ratio', 0.75, 1.25, NULL,
 $q$SELECT @extschema@.mid(b.quantity) / nullif(@extschema@.low(a.quantity), 0) - 1 FROM @extschema@.shipment a, @extschema@.shipment b WHERE a.shipment_id = 'seed-cambricon-2025' AND b.shipment_id = 'seed-cambricon-2026'$q$),
('S16', 'growth on IDC''s base', true, 'ratio', 0.75, 1.25, NULL,
 $q$SELECT @extschema@.mid(b.quantity) / nullif(@extschema@.mid(a.quantity), 0) - 1 FROM @extschema@.shipment a, @extschema@.shipment b WHERE a.shipment_id = 'idc-cn-2025-cambricon' AND b.shipment_id = 'seed-cambricon-2026'$q$),
('S17', 'all buyers: cards shipped in 2025, IDC', true, 'cards', 4000000, NULL, NULL,
 $q$SELECT @extschema@.mid(value) FROM @extschema@.published_figure WHERE figure_id = 'idc-cn-2025-total'$q$),
('S17', 'clouds alone: Hopper and MI300 that the named Chinese ones bought in 2024, Omdia', true, 'cards', 4000000, NULL, NULL,
 $q$SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'omdia-2024' AND destination = 'CN'$q$),
('S18', '150,000 by the demand that the article claims', true, 'percent', NULL, 10, NULL,
 $q$SELECT 100 * (SELECT @extschema@.mid(quantity) FROM @extschema@.shipment WHERE shipment_id = 'seed-cambricon-2026') / nullif(@extschema@.low(units), 0) FROM @extschema@.demand WHERE demand_id = '2025/cn_csp/all'$q$),
('S18', 'Cambricon''s cards of 2025 by all, IDC', true, 'percent', NULL, 10, NULL,
 $q$SELECT 100 * (SELECT @extschema@.mid(quantity) FROM @extschema@.shipment WHERE shipment_id = 'idc-cn-2025-cambricon') / nullif(@extschema@.mid(value), 0) FROM @extschema@.published_figure WHERE figure_id = 'idc-cn-2025-total'$q$),
('S19', 'as NVIDIA''s chief executive put it', true, 'USD bn', 45, 55, NULL,
 $q$SELECT @extschema@.mid(value) / 1000000000 FROM @extschema@.demand WHERE demand_id = '2025/cn_all_buyers/addressable_market'$q$),
('S19', 'Bernstein''s market of 2025', false, 'USD bn', 45, 55, NULL,
 $q$SELECT @extschema@.mid(value) / 1000000000 FROM @extschema@.demand WHERE demand_id = '2025/cn_all_buyers/ai_chip_market'$q$),
('S20', 'FY2026, headquarters basis', true, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2026' AND basis = 'hq' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2025, headquarters basis', true, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2025' AND basis = 'hq' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2025, billing basis', true, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2025' AND basis = 'billing' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2024, headquarters basis', false, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2024' AND basis = 'hq' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2024, billing basis', false, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2024' AND basis = 'billing' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2023, billing basis', false, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2023' AND basis = 'billing' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2022, billing basis', false, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2022' AND basis = 'billing' AND status IN ('reported', 'derived')$q$),
('S20', 'FY2021, billing basis', false, 'percent', 20, NULL, NULL,
 $q$SELECT max(share_percent) FROM @extschema@.v_revenue_geography WHERE vendor = 'NVIDIA' AND country = 'CN' AND fiscal_period = 'FY2021' AND basis = 'billing' AND status IN ('reported', 'derived')$q$),
('S21', 'percentage charged on an H200 in February 2026', true, 'percent', 25, 25, NULL,
 $q$SELECT max(pct) FROM @extschema@.export_fee(NULL::numeric, 'H200 SXM', 'CN', '2026-02-15')$q$),
('S21', 'charges that are a share of the sale', true, 'charges', 1, NULL, NULL,
 $q$SELECT count(*) FROM @extschema@.export_fee(NULL::numeric, 'H200 SXM', 'CN', '2026-02-15') WHERE charge = 'revenue_share'$q$),
('S21', 'percentage on an H20 in September 2025', false, 'percent', 25, 25, NULL,
 $q$SELECT max(pct) FROM @extschema@.export_fee(NULL::numeric, 'H20 96GB', 'CN', '2025-09-01')$q$),
('S22', 'did the H20 need an approval in June 2024?', true, '(1 = yes)', 1, 1, NULL,
 $q$SELECT @extschema@.license_required('H20 96GB', 'CN', '2024-06-01')::integer$q$),
('S22', 'year of the first licences', true, 'year', 2024, 2024, NULL,
 $q$SELECT date_part('year', min(on_date)) FROM @extschema@.policy_event WHERE rule_id = 'us_letter_2025_h20_lic'$q$),
('S23', 'H20 revenue of China, FY2026Q2 by FY2026Q1', true, 'ratio', 0, 0.05, NULL,
 $q$SELECT @extschema@.mid(b.value) / nullif(@extschema@.mid(a.value), 0) FROM @extschema@.shipment a, @extschema@.shipment b WHERE a.shipment_id = 'nvda-h20-fy26q1' AND b.shipment_id = 'nvda-h20-fy26q2-china'$q$),
('S23', 'FY2026Q3 by FY2026Q1', true, 'ratio', 0, 0.05, NULL,
 $q$SELECT @extschema@.mid(b.value) / nullif(@extschema@.mid(a.value), 0) FROM @extschema@.shipment a, @extschema@.shipment b WHERE a.shipment_id = 'nvda-h20-fy26q1' AND b.shipment_id = 'nvda-h20-fy26q3'$q$),
('S24', 'reports of it on 3 December 2025', true, 'reports', 1, NULL, NULL,
 $q$SELECT count(*) FROM @extschema@.policy_event WHERE actor = 'NVIDIA' AND on_date = '2025-12-03' AND chips_affected ~ 'H200'$q$),
('S25', 'cards for the weights of 175B at 16 bits', true, 'cards', 1, 1, NULL,
 $q$SELECT @extschema@.min_cards(spec, 175, 16) FROM @extschema@.chip WHERE chip = 'H200 SXM'$q$),
('S25', 'at 8 bits', true, 'cards', 1, 1, NULL,
 $q$SELECT @extschema@.min_cards(spec, 175, 8) FROM @extschema@.chip WHERE chip = 'H200 SXM'$q$),
('S25', 'at 4 bits', false, 'cards', 1, 1, NULL,
 $q$SELECT @extschema@.min_cards(spec, 175, 4) FROM @extschema@.chip WHERE chip = 'H200 SXM'$q$),
('S26', 'year of the B200', true, 'year', 2024, 2024, NULL,
 $q$SELECT date_part('year', released) FROM @extschema@.chip WHERE chip = 'B200'$q$),
('S26', 'year of the B100', true, 'year', 2024, 2024, NULL,
 $q$SELECT date_part('year', released) FROM @extschema@.chip WHERE chip = 'B100'$q$),
('S27', 'TPP by the Ascend 910B''s: far above', true, 'ratio', 2, NULL, NULL,
 $q$SELECT @extschema@.tpp(a.spec)::numeric / nullif(@extschema@.tpp(b.spec)::numeric, 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'Ascend 910B'$q$),
('S27', 'TPP by the Ascend 910C''s', true, 'ratio', 2, NULL, NULL,
 $q$SELECT @extschema@.tpp(a.spec)::numeric / nullif(@extschema@.tpp(b.spec)::numeric, 0) FROM @extschema@.chip a, @extschema@.chip b WHERE a.chip = 'H200 SXM' AND b.chip = 'Ascend 910C'$q$),
('S28', 'cases of Blackwell used from China abroad', true, 'rows', 1, NULL, NULL,
 $q$SELECT count(*) FROM @extschema@.shipment s JOIN @extschema@.chip c ON c.chip = s.chip WHERE s.channel = 'csp_offshore' AND c.architecture ~ 'Blackwell'$q$),
('S28', 'is a licence for a B200 to China denied or presumed to be in June 2026?', true, '(1 = yes)', 0, 0, NULL,
 $q$SELECT @extschema@.export_denied('B200', 'CN', '2026-06-01')::integer$q$),
('S29', 'named cases', true, 'cases', 1, NULL, NULL,
 $q$SELECT count(*) FROM @extschema@.shipment WHERE channel = 'csp_offshore' AND series = 'offshore'$q$),
('S29', 'chips in all', true, 'chips', 1, NULL, 'a published total of chips used from China abroad',
 $q$SELECT max(@extschema@.mid(value)) FROM @extschema@.published_figure WHERE kind = 'total' AND metric = 'chips used from China abroad'$q$),
('S30', 'what the market made of it', true, NULL, NULL, NULL, 'a measure of the reaction and its cause',
 $q$SELECT max(@extschema@.mid(value)) FROM @extschema@.published_figure WHERE metric = 'market reaction to the H200 decision'$q$),
('S31', 'domestic cards of 2025 (named makers) by those of 2024 (all), IDC: growth', true, 'ratio', 0.01, NULL, NULL,
 $q$SELECT (SELECT sum(@extschema@.mid(quantity)) FROM @extschema@.shipment WHERE series = 'idc-cn' AND additive AND vendor_country = 'CN' AND period && '[2025-01-01,2025-12-31]') / nullif(@extschema@.mid(quantity), 0) - 1 FROM @extschema@.shipment WHERE shipment_id = 'idc-cn-2024-domestic'$q$),
('S32', 'rules on chips from before January 2025', true, 'rules', 1, NULL, NULL,
 $q$SELECT count(*) FROM @extschema@.policy_rule WHERE regime = 'us_bis' AND eccn ~ '^3A090' AND effective_from < '2025-01-20'$q$),
('S32', 'was the H20 denied in May 2025 and no longer in September? Not, if this is the first loosening', true, '(1 = yes)', 0, 0, NULL,
 $q$SELECT (@extschema@.export_denied('H20 96GB', 'CN', '2025-05-01') AND NOT @extschema@.export_denied('H20 96GB', 'CN', '2025-09-01'))::integer$q$),
('S33', 'years until the gap is closed', true, 'years', NULL, 2, 'a measure of the gap that both sides accept',
 $q$SELECT max(@extschema@.mid(value)) FROM @extschema@.published_figure WHERE metric = 'years until China closes the gap'$q$),
('S34', 'Chinese measures of July to December 2025', true, 'measures', 1, NULL, NULL,
 $q$SELECT count(*) FROM @extschema@.policy_event WHERE actor ~ '^China' AND on_date BETWEEN '2025-07-01' AND '2025-12-31'$q$)
	  ) AS v (claim_id, reading, counts, unit, bears_from, bears_to, needed, query)) AS r;
	EXECUTE pg_catalog.format($view$
CREATE VIEW @extschema@.seed_claim_check WITH (security_invoker = true) AS
WITH reading AS (%s), tested AS (
	SELECT r.*, r.computed >= coalesce(r.bears_from, r.computed)
				AND r.computed <= coalesce(r.bears_to, r.computed) AS bears
	  FROM reading r
), judged AS (
	SELECT t.*, count(*) FILTER (WHERE t.counts) OVER c AS readings,
		   count(*) FILTER (WHERE t.counts AND t.bears) OVER c AS bearing,
		   count(*) FILTER (WHERE t.counts AND NOT t.bears) OVER c AS failing
	  FROM tested t
	WINDOW c AS (PARTITION BY t.claim_id)
), credited AS (
	-- series and chips of sources that ask for a credit, as queries name them
	SELECT DISTINCT quote_literal(m.name) AS named,
		   concat_ws(', ', o.publisher, o.title, o.url) || '. '
		   || o.licence || '.' AS credit
	  FROM (SELECT s.series AS name, s.source_id FROM @extschema@.shipment s
			UNION ALL
			SELECT s.shipment_id, s.source_id FROM @extschema@.shipment s
			UNION ALL
			SELECT h.chip, h.source_id FROM @extschema@.chip h) m
	  JOIN @extschema@.source o ON o.source_id = m.source_id
	 WHERE o.licence LIKE 'CC BY%%'
)
SELECT c.claim_id, c.topic, c.paraphrase AS claim, j.reading AS basis, j.counts,
	   trim_scale(round(j.computed, 4)) AS computed, j.unit,
	   CASE WHEN j.bears_from = j.bears_to THEN j.bears_from::text
			WHEN j.bears_to IS NULL AND j.bears_from IS NULL THEN NULL
			WHEN j.bears_to IS NULL THEN 'at least ' || j.bears_from
			WHEN j.bears_from IS NULL THEN 'at most ' || j.bears_to
			ELSE j.bears_from || ' to ' || j.bears_to END AS would_bear_it_out,
	   j.bears,
	   CASE WHEN j.bearing + j.failing = 0 THEN 'untestable'
			WHEN j.bearing = j.readings THEN 'holds'
			WHEN j.failing = j.readings THEN 'fails'
			ELSE 'partly' END AS verdict,
	   c.verdict AS expected_verdict, c.expected,
	   CASE WHEN j.computed IS NULL THEN coalesce(j.needed, 'a row of the tables that the query reads') END
		   AS missing,
	   c.evidence, c.claim_date, j.query,
	   (SELECT string_agg(DISTINCT r.credit, ' ') FROM credited r
		 WHERE position(r.named IN j.query) > 0) AS attribution,
	   j.n AS place
  FROM judged j
  JOIN @extschema@.claim c ON c.claim_id = j.claim_id$view$, arms);
END
$$;
COMMENT ON VIEW @extschema@.seed_claim_check IS
'The claims of the article that the project began with, put to the test: each reading of a claim is a query over the tables, its number, and the span that would bear the claim out. verdict: holds if all readings that count do, fails if none does, untestable if none can be computed, else partly. expected_verdict is the researchers''.';
COMMENT ON COLUMN @extschema@.seed_claim_check.claim_id IS 'key in claim';
COMMENT ON COLUMN @extschema@.seed_claim_check.topic IS 'subject';
COMMENT ON COLUMN @extschema@.seed_claim_check.claim IS 'what was claimed, in our words';
COMMENT ON COLUMN @extschema@.seed_claim_check.basis IS 'the reading: what is compared with what';
COMMENT ON COLUMN @extschema@.seed_claim_check.counts IS 'does the reading decide, or is it only shown beside the claim?';
COMMENT ON COLUMN @extschema@.seed_claim_check.computed IS 'what the query gives, to four decimals; NULL: the tables do not say';
COMMENT ON COLUMN @extschema@.seed_claim_check.unit IS 'its unit';
COMMENT ON COLUMN @extschema@.seed_claim_check.would_bear_it_out IS 'the numbers that would bear the claim out';
COMMENT ON COLUMN @extschema@.seed_claim_check.bears IS 'does it bear the claim out?';
COMMENT ON COLUMN @extschema@.seed_claim_check.verdict IS 'holds, partly, fails, untestable: of the whole claim';
COMMENT ON COLUMN @extschema@.seed_claim_check.expected_verdict IS 'the researchers'' judgement';
COMMENT ON COLUMN @extschema@.seed_claim_check.expected IS 'what their own test gave';
COMMENT ON COLUMN @extschema@.seed_claim_check.missing IS 'the fact that is missing where nothing was computed';
COMMENT ON COLUMN @extschema@.seed_claim_check.evidence IS 'what their judgement rests on';
COMMENT ON COLUMN @extschema@.seed_claim_check.claim_date IS 'when it was claimed';
COMMENT ON COLUMN @extschema@.seed_claim_check.query IS 'the query that gives computed, to run and to change';
COMMENT ON COLUMN @extschema@.seed_claim_check.attribution IS 'credit for the rows that the query names, to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.seed_claim_check.place IS 'for ordering';
GRANT SELECT ON @extschema@.seed_claim_check TO PUBLIC;
