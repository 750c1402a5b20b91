-- H100-equivalents by quarter, dependency, concentration and prices of the
-- market.  Expected values are published figures, arithmetic on the rows, or
-- by hand.
BEGIN;
SELECT plan(49);

-- v_compute_by_quarter: the publisher's own equivalents, on the basis that he names
SELECT is_empty($$SELECT quarter, h100e_mid, p FROM v_compute_by_quarter AS v
	JOIN (SELECT to_char(period_start, 'YYYY"Q"Q') AS quarter, sum(h100e_published) AS p FROM v_shipment
		WHERE series = 'epoch-cn-nvidia' GROUP BY 1) AS s USING (quarter)
	WHERE series = 'epoch-cn-nvidia' AND basis = 'dense16' AND (abs(h100e_mid / p - 1) < 0.01) IS NOT TRUE$$,
	'licensed NVIDIA chips of every quarter are within 1% of Epoch''s own equivalents');
SELECT is((SELECT sum(h100e_mid) FROM v_compute_by_quarter WHERE series = 'epoch-cn-nvidia' AND basis = 'as_published'),
	(SELECT sum(h100e_published) FROM v_shipment WHERE series = 'epoch-cn-nvidia'), 'as published: just these');
SELECT is((SELECT concat_ws(' ', shipped_low, shipped_mid, shipped_high, h100e_mid) FROM v_compute_by_quarter
	WHERE series = 'epoch-cn-nvidia' AND basis = 'tpp' AND quarter = '2022Q1'), '19344 29857 46304 9414',
	'29,857 A100: x 624 x 8 / 15,832, 9,414 by the publisher');
-- by plain arithmetic on the rows
CREATE TEMP TABLE plain AS
SELECT basis, to_char(period_start, 'YYYY"Q"Q') AS quarter,
	sum(quantity_mid * r) FILTER (WHERE series = 'epoch-cn-nvidia') AS nvidia, sum(quantity_mid * r) FILTER (WHERE series = 'epoch-cn-huawei') AS huawei
FROM v_shipment AS s JOIN chip AS c USING (chip),
	LATERAL (VALUES ('tpp', tpp(c.spec)::numeric / 15832), ('bandwidth', bw(c.spec) / 3350), ('memory', mem(c.spec) / 80)) AS v (basis, r)
WHERE series IN ('epoch-cn-nvidia', 'epoch-cn-huawei') GROUP BY 1, 2;
SELECT is((SELECT min(h.quarter) FROM v_compute_by_quarter AS h JOIN v_compute_by_quarter AS n USING (quarter, basis)
	WHERE basis = b AND h.series = 'epoch-cn-huawei' AND n.series = 'epoch-cn-nvidia' AND h.h100e_mid > n.h100e_mid),
	(SELECT min(quarter) FROM plain WHERE basis = b AND huawei > nvidia), 'the quarter in which Huawei passes licensed NVIDIA, basis ' || b)
FROM (VALUES ('tpp'), ('bandwidth'), ('memory')) AS v (b);
SELECT is((SELECT min(quarter) FROM plain WHERE basis = 'tpp' AND huawei > nvidia), '2024Q1', 'by TPP from the first quarter of its series on');
SELECT is_empty($$SELECT * FROM v_compute_by_quarter WHERE h100e_p5 < h100e_low - 0.01 * h100e_low
	OR h100e_p95 > h100e_high + 0.01 * h100e_high OR h100e_p50 NOT BETWEEN h100e_p5 AND h100e_p95$$,
	'quantiles lie within the added ends');
SELECT is((SELECT h100e_p5 > h100e_low * 1.05 AND h100e_p95 < h100e_high * 0.95 FROM v_compute_by_quarter
	WHERE series = 'epoch-cn-nvidia' AND basis = 'tpp' AND quarter = '2023Q1'), true, 'three chips in a quarter: narrower than added ends');
SELECT is((SELECT sum(shipped_mid) FROM v_compute_by_quarter WHERE series = 'idc-cn' AND basis = 'tpp' AND quarter ~ '^2025'
	AND vendor_country = 'CN'), 1309000::numeric, 'IDC''s domestic cards of 2025: 812 + 265 + 116 + 116 thousand');
SELECT is((SELECT count(*) FROM v_compute_by_quarter WHERE series = 'idc-cn' AND basis = 'tpp' AND quarter ~ '^2025' AND prorated), 8::bigint,
	'spread over four quarters, and it says so');
SELECT is_empty($$SELECT * FROM v_compute_by_quarter WHERE series = 'idc-cn' AND (h100e_mid IS NOT NULL OR coverage <> 0)$$,
	'cards of no chip have no equivalents, and a coverage of 0');
SELECT is((SELECT coverage FROM v_compute_by_quarter WHERE series = 'epoch-world-nvidia' AND basis = 'tpp' AND quarter = '2022Q4'),
	round(1 - 32481.0 / (32481 + 113699), 4), 'coverage: the H100/H200 mix is not published');
SELECT is_empty($$SELECT series FROM v_compute_by_quarter WHERE series ~ '^epoch' AND attribution !~ 'Epoch AI.*CC BY'$$, 'Epoch AI''s rows carry the credit');
SELECT is((SELECT sum(shipped_mid) FROM v_compute_by_quarter WHERE series = 'cn-epoch' AND basis = 'tpp'),
	(SELECT mid(sum_quantity(s)) FROM universe('cn-epoch') AS s), 'a universe is all of its rows');
-- a mix of one's own
UPDATE chip_family SET share = 0.5 WHERE family = 'H100/H200' AND member IN ('H100 SXM', 'H200 SXM');
SELECT is_empty($$SELECT quarter FROM v_compute_by_quarter WHERE series = 'epoch-world-nvidia' AND basis = 'tpp' AND coverage < 1$$,
	'a mix that is assumed is covered');
SELECT is((SELECT h100e_mid FROM v_compute_by_quarter WHERE series = 'epoch-world-nvidia' AND basis = b AND quarter = '2024Q1'), round(n),
	'and counted, basis ' || b)
FROM (VALUES ('tpp', 552252.0), ('bandwidth', 552252 * (0.5 + 0.5 * 4800 / 3350)), ('memory', 552252 * (0.5 + 0.5 * 141 / 80))) AS v (b, n);
UPDATE chip_family SET share = 0.4 WHERE family = 'H100/H200' AND member = 'H200 SXM';
SELECT is((SELECT coverage FROM v_compute_by_quarter WHERE series = 'epoch-world-nvidia' AND basis = 'tpp' AND quarter = '2024Q1'), 0::numeric,
	'shares that do not make a whole are none');

-- v_dependency
SELECT is((SELECT concat_ws(' ', foreign_mid, domestic_mid, published_total, remainder, share_of_named, share_remainder_domestic,
	share_remainder_foreign) FROM v_dependency WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'shipped' AND year = 2025),
	'2360000 1309000 4000000 331000 0.6432 0.5900 0.6728', 'IDC 2025: 59% foreign, 67% if the unnamed are');
SELECT is((SELECT concat_ws(' ', share_remainder_domestic, share_remainder_foreign, coverage) FROM v_dependency
	WHERE universe = 'cn-bernstein' AND basis = 'value'), '0.4200 0.4600 0.9600', 'Bernstein 2025, by value: 40 + 2%');
SELECT is((SELECT concat_ws(' ', foreign_mid, domestic_mid, share_of_named) FROM v_dependency
	WHERE universe = 'cn-epoch' AND basis = 'units' AND measure = 'shipped' AND year = 2025),
	(SELECT concat_ws(' ', f, d, round(f / (f + d), 4)) FROM (
		SELECT sum(quantity_mid) FILTER (WHERE vendor_country <> 'CN') AS f, sum(quantity_mid) FILTER (WHERE vendor_country = 'CN') AS d
		FROM v_shipment WHERE series ~ '^epoch-cn-' AND period_start BETWEEN '2025-01-01' AND '2025-12-31') AS s), 'Epoch 2025: the rows');
SELECT is_empty($$SELECT * FROM v_dependency WHERE share_p50 NOT BETWEEN share_p5 AND share_p95$$, 'quantiles are in order');
SELECT ok(share_p5 < share_of_named AND share_p95 > share_of_named, 'and hold the share of the middles') FROM v_dependency
WHERE universe = 'cn-epoch' AND basis = 'tpp' AND measure = 'shipped' AND year = 2025;
SELECT is((SELECT foreign_mid FROM v_dependency WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'installed' AND year = 2025),
	(SELECT round(sum(surviving(n / 4, q + ((q + interval '3 months')::date - q) / 2, '2025-12-31', 5, 1.5)))
	 FROM (VALUES (1900000.0, 2024), (2200000, 2025), (160000, 2025)) AS v (n, y),
		LATERAL (SELECT make_date(y, m, 1) AS q FROM generate_series(1, 10, 3) AS m) AS u), 'installed: what survives of each quarter');
SELECT ok((SELECT mid(foreign_units) FROM dependency(1, 0.3) WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'installed' AND year = 2025)
	< (SELECT foreign_mid FROM v_dependency WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'installed' AND year = 2025),
	'with shorter lives less is there');
SELECT is((SELECT uncovered_units FROM v_dependency WHERE universe = 'cn-epoch' AND basis = 'tpp' AND measure = 'shipped' AND year = 2025),
	31783::numeric, 'MI308X has no published rate: in neither side');
SELECT is_empty($$SELECT * FROM v_dependency WHERE destination = 'XW'$$, 'the world depends on nobody');
-- a row with one end only: nothing is put in the place of its middle
UPDATE shipment SET quantity = '>=160k' WHERE shipment_id = 'idc-cn-2025-amd';
SELECT results_eq($$SELECT foreign_low, foreign_mid, domestic_mid, remainder, coverage, share_of_named, share_p50, share_remainder_domestic,
	share_remainder_foreign FROM v_dependency WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'shipped' AND year = 2025$$,
	$$VALUES (2360000::numeric, NULL::numeric, 1309000::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric, NULL::numeric,
		NULL::numeric)$$, 'at least 160,000: no share');
SELECT is((SELECT share_of_named FROM v_dependency WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'installed' AND year = 2024),
	0.9645, 'the year before is as it was: 1,900 of 1,970 thousand');
UPDATE shipment SET quantity = '160k' WHERE shipment_id = 'idc-cn-2025-amd';
CREATE TEMP TABLE before AS SELECT * FROM v_dependency;
UPDATE published_figure SET value = '5M' WHERE figure_id = 'idc-cn-2025-total';
SELECT results_eq($$SELECT universe, measure, basis, year, remainder FROM (TABLE v_dependency EXCEPT TABLE before) AS d$$,
	$$VALUES ('cn-idc', 'shipped', 'units', 2025, 1331000::numeric)$$, 'a total of one''s own changes its row and no other');
INSERT INTO published_figure (figure_id, subject, metric, unit, basis, scope, period, kind, value, series)
VALUES ('mine', 'all accelerators', 'shipped', 'card', 'units', 'CN', '[2025-01-01,2025-12-31]', 'total', '4.2M', 'idc-cn');
SELECT is((SELECT published_total FROM v_dependency WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'shipped' AND year = 2025), NULL,
	'two totals that differ are none');
DELETE FROM published_figure WHERE figure_id = 'mine';
UPDATE published_figure SET value = '3M' WHERE figure_id = 'idc-cn-2025-total';
SELECT is((SELECT concat_ws(' ', remainder, coalesce(share_remainder_domestic::text, 'unknown')) FROM v_dependency
	WHERE universe = 'cn-idc' AND basis = 'units' AND measure = 'shipped' AND year = 2025), '-669000 unknown', 'a total below its rows says nothing');
UPDATE published_figure SET value = '4M' WHERE figure_id = 'idc-cn-2025-total';

-- v_concentration
SELECT is((SELECT concat_ws(' ', vendors, top_vendor, top_share, coverage, hhi_low) FROM v_concentration
	WHERE universe = 'cn-idc' AND basis = 'units' AND year = 2025),
	(SELECT concat_ws(' ', count(*), 'NVIDIA 0.5500 0.9173', round(sum((n / 4000.0 * 100) ^ 2)))
	 FROM (VALUES (2200), (812), (265), (160), (116), (116)) AS v (n)), 'IDC 2025: the squares of the named shares');
SELECT is((SELECT hhi_high_others FROM v_concentration WHERE universe = 'cn-idc' AND basis = 'units' AND year = 2025),
	(SELECT round(sum((n / 4000.0 * 100) ^ 2)) FROM (VALUES (2200), (812), (265), (160), (116), (116), (331)) AS v (n)), 'and of a seventh');
SELECT is((SELECT hhi_high_anyone FROM v_concentration WHERE universe = 'cn-idc' AND basis = 'units' AND year = 2025),
	(SELECT round(sum((n / 4000.0 * 100) ^ 2)) FROM (VALUES (2531), (812), (265), (160), (116), (116)) AS v (n)), 'or all of it NVIDIA''s');
SELECT is((SELECT concat_ws(' ', hhi_of_named, coalesce(hhi_low::text, 'unknown')) FROM v_concentration
	WHERE universe = 'cn-epoch' AND basis = 'units' AND year = 2025),
	(SELECT round(sum((100 * n / t) ^ 2)) || ' unknown' FROM (
		SELECT sum(quantity_mid) AS n, sum(sum(quantity_mid)) OVER () AS t FROM v_shipment
		WHERE series ~ '^epoch-cn-' AND period_start BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY vendor) AS s), 'without a total: of the named alone');
SELECT is_empty($$SELECT * FROM v_concentration WHERE NOT (hhi_low <= hhi_high_smaller AND hhi_high_smaller <= hhi_high_others
	AND hhi_high_others <= hhi_high_anyone)$$, 'bounds are in order');
SELECT is((SELECT rows_without_figure FROM v_concentration WHERE universe = 'cn-epoch' AND basis = 'tpp' AND year = 2025), 1::bigint,
	'rows without a rate are counted');

-- v_price_per_h100e
SELECT is((SELECT price_per_h100e_mid FROM v_price_per_h100e WHERE row_id = r AND basis = b), expected, format('%s, %s', r, b))
FROM (VALUES ('H20 96GB/reported/2025-07-15', 'tpp', round(12000 * 15832 / 2368.0, 2)),
	('H20 96GB/reported/2025-07-15', 'bandwidth', round(12000 * 3350 / 4000.0, 2)),
	('H200 SXM/8-card system/2025-12', 'tpp', 175000.00), ('bank-h20-2025h2-ubs', 'memory', round(13000 * 80 / 96.0, 2)),
	('smuggler-2400-h100', 'tpp', 50000.00)) AS v (r, b, expected);
SELECT is((SELECT concat_ws(' ', price_low, coalesce(price_mid::text, 'none'), price_high) FROM v_price_per_h100e
	WHERE row_id = 'epoch-note-h20-stockpile-units' AND basis = 'tpp'), '10000.00 none 12307.69', '16bn for 1.3 to 1.6m: a range');
SELECT is_empty($$SELECT row_id FROM v_price_per_h100e WHERE currency IS NULL$$, 'each has a currency');
SELECT is((SELECT price_mid FROM v_price_per_h100e WHERE chip = 'Wormhole n300' AND basis = 'memory' AND kind = 'price' LIMIT 1),
	(SELECT round(amount / 2, 2) FROM price WHERE chip = 'Wormhole n300' LIMIT 1), 'a board of two packages: the price of one');

-- v_dependency: a side without a rate is not a side without goods
UPDATE chip SET spec = 'mem=96GB' WHERE chip IN (SELECT chip FROM v_shipment WHERE series IN ('epoch-cn-nvidia', 'epoch-cn-amd'));
SELECT is((SELECT concat_ws(' ', coalesce(share_of_named::text, 'unknown'), domestic_mid > 0, uncovered_units) FROM v_dependency
	WHERE universe = 'cn-epoch' AND basis = 'tpp' AND measure = 'shipped' AND year = 2025),
	(SELECT 'unknown t ' || sum(quantity_mid) FROM v_shipment WHERE series IN ('epoch-cn-nvidia', 'epoch-cn-amd')
	 AND period_start BETWEEN '2025-01-01' AND '2025-12-31'), 'foreign chips without a rate: no share');

SELECT * FROM finish();
ROLLBACK;
