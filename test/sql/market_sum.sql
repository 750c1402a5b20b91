-- Sums of shipments: what may be added, what is refused, and totals that the
-- publishers give.
BEGIN;
SELECT plan(33);

-- totals as the notes on the sources give them: Epoch AI's China series, IDC
SELECT is(mid(sum_quantity(s)), 531486::numeric, 'H20 of 2025 by Epoch AI, about 531,000')
  FROM shipment s WHERE series = 'epoch-cn-nvidia' AND chip = 'H20 96GB' AND period && '[2025-01-01,2025-12-31]';
SELECT is(round(mid(sum_quantity(s)), -3), 958000::numeric, 'cards of 2024 by Epoch AI, 958,000')
  FROM shipment s WHERE series = 'epoch-cn-nvidia' AND period && '[2024-01-01,2024-12-31]';
SELECT is(mid(sum_quantity(s)), 800000::numeric, 'Ascend of 2025 by Epoch AI, 800,000')
  FROM shipment s WHERE series = 'epoch-cn-huawei' AND period && '[2025-01-01,2025-12-31]';
SELECT is(mid(sum_quantity(s)), 450000::numeric, 'Ascend of 2024 by Epoch AI, 450,000')
  FROM shipment s WHERE series = 'epoch-cn-huawei' AND period && '[2024-01-01,2024-12-31]';
SELECT is(mid(sum_quantity(s)), 110000::numeric, 'Cambricon of 2025 by Epoch AI, 110,000')
  FROM shipment s WHERE series = 'epoch-cn-cambricon' AND period && '[2025-01-01,2025-12-31]';
SELECT is(mid(sum_quantity(s)), 427971::numeric, 'Ascend of the first half of 2026, 428 thousand')
  FROM shipment s WHERE series = 'epoch-cn-huawei' AND period && '[2026-01-01,2026-12-31]';
SELECT is(mid(sum_quantity(s)), 1309000::numeric, 'domestic vendors of 2025 by IDC, at least 1,309,000')
  FROM shipment s WHERE series = 'idc-cn' AND vendor_country = 'CN' AND period && '[2025-01-01,2025-12-31]';
SELECT is(mid(sum_value(s)), 19584000000::numeric, 'sales of 2025 by Bernstein: 96% of 20.4bn')
  FROM shipment s WHERE series = 'bernstein-cn';

-- low and high are sums of the ends, without a level
SELECT is(sum_quantity(s)::text, '72696 [47099, 112742]', 'the ends of three rows are added')
  FROM shipment s WHERE series = 'epoch-cn-nvidia' AND product = 'A100';
SELECT is(sum_quantity(s)::text, '29857 [19344, 46304]', 'a row alone has no level either')
  FROM shipment s WHERE shipment_id = 'epoch-cn-nvidia-a100-2022q1';
INSERT INTO shipment (shipment_id, period, vendor, product, destination, status, unit, quantity, series, level, additive)
VALUES ('mine-1', '[2025-01-01,2025-03-31]', 'Me', 'H20', 'CN', 'estimate', 'package', '1000', 'mine', 'chip-quarter', true),
	('mine-2', '[2025-04-01,2025-06-30]', 'Me', 'H20', 'CN', 'estimate', 'package', '>=500', 'mine', 'chip-quarter', true),
	('mine-3', '[2025-07-01,2025-09-30]', 'Me', 'H20', 'CN', 'estimate', NULL, NULL, 'mine', 'chip-quarter', true),
	('mine-4', '[2025-10-01,2025-12-31]', 'Me', 'H20', 'CN', 'estimate', 'package', '0', 'mine', 'chip-quarter', true);
SELECT is(sum_quantity(s)::text, '>=1.5k', 'an open end stays open, and no middle is invented')
  FROM shipment s WHERE series = 'mine' AND quantity IS DISTINCT FROM '0';
SELECT is(sum_quantity(s)::text, '0', 'none is none') FROM shipment s WHERE shipment_id = 'mine-4';
SELECT is(sum_quantity(s)::text, NULL, 'not known is not none') FROM shipment s WHERE shipment_id = 'mine-3';
SELECT is(sum_quantity(s)::text, NULL, 'nothing') FROM shipment s WHERE false;

-- refused, in each way alone
SELECT throws_ok($$SELECT sum_quantity(s) FROM shipment s WHERE chip = 'Ascend 910C' AND status = 'estimate'
	AND series IN ('epoch-cn-huawei', 'bloomberg-ascend') AND period && '[2025-01-01,2025-12-31]'$$, '22023',
	NULL, 'two series');
INSERT INTO shipment (shipment_id, period, vendor, product, destination, status, unit, quantity, series, level, additive)
VALUES ('mine-5', '[2025-01-01,2025-12-31]', 'Me', 'H20', 'CN', 'estimate', 'package', '1', 'mine', 'chip-year', true),
	('mine-6', '[2025-01-01,2025-12-31]', 'Me', 'H20', 'CN', 'ordered', 'package', '1', 'mine', 'chip-quarter', true),
	('mine-7', '[2025-01-01,2025-12-31]', 'Me', 'H20', 'CN', 'estimate', 'server', '1', 'mine', 'chip-quarter', true),
	('mine-8', '[2025-01-01,2025-12-31]', 'Me', 'H20', 'CN', 'estimate', 'package', '1', 'mine-too', 'chip-quarter', true),
	('mine-9', '[2025-01-01,2025-12-31]', 'Me', 'H20', 'XW', 'estimate', 'package', '1', 'mine', 'chip-quarter', true),
	('mine-10', '[2025-01-01,2025-12-31]', 'Me', 'H20', 'CN', 'estimate', 'package', '1', 'mine', 'chip-quarter', false),
	('mine-11', '[2025-01-01,2025-12-31]', 'Me', 'H20', NULL, 'estimate', 'package', '1', 'mine', 'chip-quarter', true);
SELECT throws_ok(
	format($$SELECT sum_quantity(s ORDER BY shipment_id) FROM shipment s WHERE shipment_id IN ('mine-1', %L)$$, id),
	'22023', format('rows of different %s are not added: %s', what, pair), 'another ' || what)
FROM (VALUES
	('mine-5', 'level', '"chip-quarter" and "chip-year"'),
	('mine-6', 'status', '"estimate" and "ordered"'),
	('mine-7', 'unit', '"package" and "server"'),
	('mine-8', 'series', '"mine" and "mine-too"'),
	('mine-9', 'destination', '"CN" and "XW"')) v(id, what, pair);
SELECT throws_ok($$SELECT sum_quantity(s) FROM shipment s WHERE shipment_id IN ('mine-1', 'mine-10')$$,
	'22023', 'row "mine-10" of series "mine" is not to be added to others', 'a row that is not additive');
SELECT throws_ok($$SELECT sum_quantity(s ORDER BY shipment_id DESC) FROM shipment s
	WHERE shipment_id IN ('mine-1', 'mine-10')$$,
	'22023', 'row "mine-10" of series "mine" is not to be added to others', 'whichever comes first');
SELECT is(sum_quantity(s)::text, '1001', 'a destination that is not known beside one that is')
  FROM shipment s WHERE shipment_id IN ('mine-1', 'mine-11');
SELECT throws_ok(
	format($$SELECT sum_quantity(s ORDER BY array_position(%1$L::text[], shipment_id)) FROM shipment s
		WHERE shipment_id = ANY (%1$L)$$, ids),
	'22023', format('rows of different destination are not added: %s', pair), what)
FROM (VALUES
	('{mine-9,mine-11}'::text[], '"XW" and none', 'the world beside a destination that is not known'),
	('{mine-11,mine-9}', 'none and "XW"', 'whichever comes first'),
	('{mine-11,mine-1,mine-9}', 'none and "XW"', 'nor after a country')) v(ids, pair, what);
SELECT is(sum_quantity(s)::text, '1', 'one row alone may be anything') FROM shipment s WHERE shipment_id = 'mine-10';
SELECT results_eq(
	$$SELECT status, sum_quantity(s)::text FROM shipment s WHERE shipment_id IN ('mine-1', 'mine-6')
	  GROUP BY status ORDER BY status$$,
	$$VALUES ('estimate', '1k'), ('ordered', '1')$$, 'GROUP BY the column that differs');

-- values: currencies are never mixed
INSERT INTO shipment (shipment_id, period, vendor, product, destination, status, value, currency, series, level, additive)
VALUES ('mine-12', '[2025-01-01,2025-03-31]', 'Me', 'H20', 'CN', 'estimate', '12M', 'USD', 'money', 'chip-quarter', true),
	('mine-13', '[2025-04-01,2025-06-30]', 'Me', 'H20', 'CN', 'estimate', '1M..2M', 'USD', 'money', 'chip-quarter', true),
	('mine-14', '[2025-07-01,2025-09-30]', 'Me', 'H20', 'CN', 'estimate', '80M', 'CNY', 'money', 'chip-quarter', true);
SELECT is(sum_value(s)::text, '[13M, 14M]', 'one currency') FROM shipment s WHERE series = 'money' AND currency = 'USD';
SELECT throws_ok($$SELECT sum_value(s ORDER BY shipment_id) FROM shipment s WHERE series = 'money'$$, '22023',
	'rows of different currency are not added: "USD" and "CNY"', 'two currencies');

-- in parallel and in groups, over many rows
SELECT results_eq(
	$$SELECT vendor, mid(sum_quantity(s)) FROM shipment s WHERE series = 'idc-cn' AND additive
		AND period && '[2025-01-01,2025-12-31]' GROUP BY vendor ORDER BY 2 DESC, 1$$,
	$$VALUES ('NVIDIA', 2200000::numeric), ('Huawei', 812000), ('Alibaba T-Head', 265000), ('AMD', 160000),
		('Baidu Kunlunxin', 116000), ('Cambricon', 116000)$$, 'a vendor a row');
SELECT is((SELECT sum(mid(q)) FROM (SELECT sum_quantity(s) AS q FROM shipment s
		WHERE series = 'epoch-world-nvidia' AND additive GROUP BY chip, family) t),
	(SELECT sum(quantity_mid) FROM v_shipment WHERE series = 'epoch-world-nvidia' AND additive),
	'groups add up to the whole');

-- the rows behind one of the refusals, flagged: a label of what can be added
SELECT is((SELECT count(DISTINCT (series, level, status, unit)) FROM v_shipment WHERE vendor = 'Huawei'
	AND period_start = '2025-01-01' AND quantity IS NOT NULL), 8::bigint,
	'Huawei''s 2025 is in eight selections that must not be added');
SELECT * FROM finish();
ROLLBACK;
