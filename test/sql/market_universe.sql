-- universe(): named selections whose rows may be added.
BEGIN;
SELECT plan(25);

-- what the sources say of their own totals
SELECT is(mid(sum_quantity(s)), sum(n), 'Epoch AI''s China: its four series together')
FROM universe('cn-epoch') s, LATERAL (SELECT mid(s.quantity) AS n) q;
SELECT is((SELECT mid(sum_quantity(s)) FROM universe('cn-epoch') s),
	(SELECT sum(quantity_mid) FROM v_shipment WHERE series ~ '^epoch-cn-'), 'and no other rows');
SELECT is((SELECT mid(sum_quantity(s)) FROM universe('world-nvidia-epoch') s),
	(SELECT sum(quantity_mid) FROM v_shipment WHERE additive
		AND (series = 'epoch-world-nvidia' OR series = 'epoch-cn-nvidia' AND product <> 'A100')),
	'the world is its rows and the chips sold in China only');
SELECT is_empty($$SELECT shipment_id FROM universe('world-nvidia-epoch') WHERE shipment_id ~ '^epoch-cn-nvidia-a100'$$,
	'the A100s of China are in the world''s rows already');
SELECT is((SELECT count(*) FROM universe('world-epoch') GROUP BY shipment_id ORDER BY 1 DESC LIMIT 1), 1::bigint,
	'no row twice');
SELECT is_empty($$SELECT DISTINCT destination FROM universe('world-epoch') WHERE destination IS DISTINCT FROM 'XW'$$,
	'counted as the world''s');
SELECT results_eq($$SELECT DISTINCT series, level FROM universe('cn-epoch')$$, $$VALUES ('cn-epoch', 'cn-epoch')$$,
	'the selection is series and level');
SELECT is((SELECT mid(sum_quantity(s)) FROM universe('cn-idc') s WHERE period && '[2025-01-01,2025-12-31]'),
	3669000::numeric, 'IDC''s listed vendors of 2025: 2,200 + 812 + 265 + 160 + 116 + 116 thousand');
SELECT is_empty($$SELECT shipment_id FROM universe('cn-idc') WHERE NOT additive$$, 'bounds are left out');

-- Epoch AI's own totals of its simulation, first quarter of 2022 to the last of
-- 2025 (cumulative totals of commit d1b1bc3, see estimate_published.sql)
SELECT cmp_ok(abs((SELECT mid(sum_quantity(s)) FROM universe('world-nvidia-epoch') s
	WHERE upper(period) <= '2026-01-01' AND product = ANY (products)) / total - 1), '<', 0.01, 'within 1%: ' || what)
FROM (VALUES ('all NVIDIA', '{A100,H100/H200,B200,B300,A800,H800,H20}'::text[], 10477887), ('A100', '{A100}', 961830), ('H100 and H200', '{H100/H200}', 4317291),
	('B200', '{B200}', 1918562), ('B300', '{B300}', 1500692), ('A800', '{A800}', 121421), ('H800', '{H800}', 115430), ('H20', '{H20}', 1489899)) AS v (what, products, total);

-- H100-equivalents as published, over the same rows
SELECT is((SELECT sum(mid(h100e_published)) FROM universe('cn-epoch')), (SELECT sum(h100e_published) FROM v_shipment
	WHERE series ~ '^epoch-cn-'), 'the publisher''s equivalents');

SELECT throws_ok($$SELECT * FROM universe('nowhere')$$, '42704', 'unknown universe "nowhere"', 'an unknown name');
SELECT is((SELECT count(*) FROM universe(NULL)), 0::bigint, 'NULL');
SELECT throws_ok($$SELECT sum_quantity(s) FROM (SELECT shipment_id, series, quantity FROM shipment) s$$, '42846',
	NULL, 'a sum is of whole rows of shipment only');

-- the user's own
INSERT INTO shipment (shipment_id, period, status, series, level, product, destination, unit, quantity, additive)
VALUES ('mine-1', '[2026-01-01,2026-03-31]', 'estimate', 'mine', 'chip-quarter', 'Kunlun P800', 'CN', 'package', '70k', true),
	('mine-2', '[2026-01-01,2026-03-31]', 'ordered', 'mine', 'chip-quarter', 'Kunlun P800', 'CN', 'package', '99k', true);
SELECT is((SELECT count(*) FROM universe('cn-epoch') WHERE shipment_id ~ '^mine'), 0::bigint,
	'a row of the user''s changes no selection');
INSERT INTO universe_series (universe, series, level, status) VALUES ('cn-epoch', 'mine', 'chip-quarter', 'estimate');
SELECT is((SELECT mid(sum_quantity(s)) FROM universe('cn-epoch') s) - (SELECT sum(quantity_mid) FROM v_shipment
	WHERE series ~ '^epoch-cn-'), 70000::numeric, 'until he says so; and then of the status that he says');
INSERT INTO universe_series (universe, series, level, status) VALUES ('ours', 'mine', 'chip-quarter', 'ordered');
SELECT is((SELECT sum_quantity(s)::text FROM universe('ours') s), '99k', 'a selection of his own');
DELETE FROM universe_series WHERE universe = 'cn-epoch' AND series = 'epoch-cn-huawei';
SELECT is_empty($$SELECT shipment_id FROM universe('cn-epoch') WHERE vendor = 'Huawei'$$, 'or one without Huawei');
SELECT * FROM finish();
ROLLBACK;
