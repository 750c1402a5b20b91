-- The user's rows of the market: what is filled in, what is refused, overrides
-- and tombstones; families and mixtures; credits.
BEGIN;
SELECT plan(64);

-- SQLSTATE, message and column of the error of a statement
CREATE FUNCTION pg_temp.refusal(edit text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	col text;
BEGIN
	EXECUTE edit;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS col = COLUMN_NAME;
	RETURN concat_ws(' ', SQLSTATE, nullif(col, '') || ':', SQLERRM);
END $$;
-- a shipment with some columns set
CREATE FUNCTION pg_temp.put(cols text, vals text, id text DEFAULT 'mine') RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.refusal(format('INSERT INTO shipment (shipment_id, period, status, series%s)
		VALUES (%L, ''[2026-01-01,2026-03-31]'', ''delivered'', ''mine''%s)', ', ' || cols, id, ', ' || vals))
$$;
CREATE FUNCTION pg_temp.chip_of(product text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	INSERT INTO shipment (shipment_id, period, vendor, status, series, product)
	VALUES ('chip of', '[2026-01-01,2026-03-31]', 'x', 'delivered', 'mine', product);
	SELECT concat_ws('|', s.product, 'chip ' || chip, 'family ' || family) INTO answer
	  FROM shipment s WHERE shipment_id = 'chip of';
	DELETE FROM shipment WHERE shipment_id = 'chip of';
	RETURN answer;
END $$;

-- the product is found
SELECT is(pg_temp.chip_of(product), answer, product)
FROM (VALUES
	('H20', 'H20|chip H20 96GB'), ('h20 96gb', 'h20 96gb|chip H20 96GB'), ('H200 SXM', 'H200 SXM|chip H200 SXM'),
	('NVIDIA H200 SXM', 'NVIDIA H200 SXM|chip H200 SXM'), ('Siyuan 590', 'Siyuan 590|chip MLU590'),
	('T-Head PPU', 'T-Head PPU|chip Zhenwu 810E'), ('Enflame S60', 'Enflame S60|chip S60'),
	('H800', 'H800|chip H800 SXM'), ('Ascend (all)', 'Ascend (all)|family Ascend (all)'),
	('hopper all', 'hopper all|family Hopper (all)'), ('mixed GPUs', 'mixed GPUs|family mixed GPUs')) v(product, answer);
SELECT is(pg_temp.put('chip', $$'h200'$$, 'by chip'), 'done', 'a chip by another name');
SELECT is((SELECT concat_ws('|', product, chip, vendor, vendor_country) FROM shipment WHERE shipment_id = 'by chip'),
	'h200|H200 SXM|NVIDIA|US', 'gets its name, its maker and the maker''s country');
SELECT is(pg_temp.put('family, vendor', $$'ascend all', 'Huawei'$$, 'by family'), 'done', 'a family');
SELECT is((SELECT concat_ws('|', family, chip, vendor, vendor_country) FROM shipment WHERE shipment_id = 'by family'),
	'Ascend (all)|Huawei|CN', 'and the country of the maker''s chips');
SELECT is(pg_temp.put('product, destination, made_in', $$'H20', 'UK', 'Taiwan'$$, 'by country'), 'done', 'countries by name');
SELECT is((SELECT destination || made_in FROM shipment WHERE shipment_id = 'by country'), 'GBTW', 'become codes');
SELECT is(pg_temp.put('product, destination', $$'H20', 'XW'$$, 'world'), 'done', 'the world');
SELECT is((SELECT concat_ws('|', channel, level, additive) FROM shipment WHERE shipment_id = 'world'),
	'unknown|report|f', 'what is left out is the careful reading');

-- refused, with the column
SELECT matches(pg_temp.put(cols, vals), '^' || expected, cols || ': ' || vals)
FROM (VALUES
	('product', $$'H2000'$$, '23503 product: unknown chip or family "H2000" in column product'),
	('chip', $$'Ascend \(all\)'$$, '23503 chip: unknown chip'),
	('family, vendor', $$'H20', 'x'$$, '23503 family: unknown family "H20" in column family'),
	('vendor', $$'NVIDIA'$$, '23502 product: no chip and no family in the row'),
	('product, destination', $$'H20', 'QQ'$$, '23503 destination: unknown country "QQ"'),
	('product, made_in', $$'H20', 'XW'$$, '23503 made_in: unknown country "XW"'),
	('product, source_id', $$'H20', 'nobody'$$, '23503 source_id: unknown source "nobody" in column source_id'),
	('product, channel', $$'H20', 'smuggled'$$, '23514 channel: .*shipment_channel_check'),
	('product, unit', $$'H20', 'pieces'$$, '23514 unit: .*shipment_unit_check'),
	('product, quantity', $$'H20', '5'$$, '23514 quantity: .*shipment_quantity_unit_check'),
	('product, quantity, unit', $$'H20', '-5', 'card'$$, '23514 quantity: .*shipment_quantity_check'),
	('product, quantity, unit', $$'H20', '[-5, 5]', 'card'$$, '23514 quantity: .*shipment_quantity_check'),
	('product, quantity, unit', $$'H20', '5 cards', 'card'$$, '22P02'),
	('product, value', $$'H20', '5M'$$, '23514 value: .*shipment_value_currency_check'),
	('product, value, currency', $$'H20', '5M', 'RMB yuan'$$, '23514 currency: .*shipment_currency_check'),
	('product, currency', $$'H20', 'USD'$$, '23514 value: .*shipment_value_currency_check'),
	('product, confidence', $$'H20', 'sure'$$, '23514 confidence: .*shipment_confidence_check'),
	('product, level', $$'H20', 'Chip Year'$$, '23514 level: .*shipment_level_check'),
	('product, vendor', $$'H20', NULL$$, 'done')) v(cols, vals, expected);
SELECT matches(pg_temp.refusal(format($$INSERT INTO shipment (shipment_id, period, status, series, product)
	VALUES ('p', %L, 'delivered', 'mine', 'H20')$$, period)), '^' || expected, 'period ' || coalesce(period, 'left out'))
FROM (VALUES ('empty', '23514 period: .*shipment_period_check'), ('[2025-01-01,)', '23514 period'),
	('[20255-01-01,20255-12-31]', '23514 period'), (NULL, '23502'), ('2025', '22P02')) v(period, expected);

-- another product is another chip
UPDATE shipment SET product = 'B300' WHERE shipment_id = 'by chip';
SELECT is((SELECT chip FROM shipment WHERE shipment_id = 'by chip'), 'B300', 'UPDATE of the product');
UPDATE shipment SET product = 'Hopper (all)' WHERE shipment_id = 'by chip';
SELECT is((SELECT concat_ws('|', chip, family) FROM shipment WHERE shipment_id = 'by chip'), 'Hopper (all)', 'to a family');
SELECT matches(pg_temp.refusal($$UPDATE shipment SET product = 'B3000' WHERE shipment_id = 'by chip'$$),
	'^23503 product', 'or to nothing that is known');

-- overrides and tombstones
UPDATE shipment SET quantity = '900000' WHERE shipment_id = 'idc-cn-2025-huawei';
SELECT is((SELECT quantity::text || origin FROM shipment WHERE shipment_id = 'idc-cn-2025-huawei'), '900koverride',
	'a bundled row is overridden');
DELETE FROM shipment WHERE shipment_id = 'idc-cn-2025-amd';
SELECT is((SELECT count(*) FROM shipment WHERE shipment_id = 'idc-cn-2025-amd'), 0::bigint, 'or hidden');
SELECT is((SELECT count(*) FROM v_override), 0::bigint, 'nothing has changed under it');
UPDATE shipment_data SET note = 'newer' WHERE shipment_id = 'idc-cn-2025-huawei';
DELETE FROM shipment_data WHERE shipment_id = 'idc-cn-2025-amd';
SELECT results_eq('SELECT relation, key, kind FROM v_override ORDER BY key',
	$$VALUES ('shipment', 'idc-cn-2025-amd', 'tombstone'), ('shipment', 'idc-cn-2025-huawei', 'override')$$,
	'and then it has');
SELECT is(knowledge_reset('shipment', 'idc-cn-2025-huawei'), true, 'the override goes');
SELECT is((SELECT quantity::text || note FROM shipment WHERE shipment_id = 'idc-cn-2025-huawei'), '812knewer',
	'the bundled row is back');

-- keys are made where they are left out, and references hold
INSERT INTO vendor_revenue (vendor, fiscal_period, period, geography, country, measure, basis, revenue, currency)
VALUES ('Me', 'FY2026', '[2026-01-01,2026-12-31]', 'China', 'CN', 'total', 'hq', '5M', 'USD');
SELECT is((SELECT revenue_id FROM vendor_revenue WHERE vendor = 'Me'), 'Me/FY2026/China/total/hq', 'revenue');
SELECT matches(pg_temp.refusal($$INSERT INTO vendor_revenue (vendor, fiscal_period, period, geography, measure, basis, revenue, currency)
	VALUES ('Me', 'FY2026', '[2026-01-01,2026-12-31]', 'China', 'total', 'hq', '6M', 'USD')$$), '^23505 ', 'once');
SELECT matches(pg_temp.refusal($$INSERT INTO trade_flow (reporter, partner, flow, period)
	VALUES ('TW', 'MY+QQ', 'export', '[2026-01-01,2026-01-31]')$$), '^23503 partner: unknown country "QQ"', 'partners');
INSERT INTO trade_flow (reporter, partner, hs_code, flow, period, value, currency)
VALUES ('TW', 'MY+SG', '8471', 'export', '[2026-01-01,2026-01-31]', '1bn', 'USD');
SELECT is((SELECT flow_id FROM trade_flow WHERE partner = 'MY+SG'), 'TW/MY+SG/8471/export/[2026-01-01,2026-02-01)', 'flows');
INSERT INTO source (source_id, publisher) VALUES ('me', 'Me');
INSERT INTO published_figure (subject, metric, unit, scope, period, kind, value, source_id)
VALUES ('Huawei', 'share of cards shipped', 'percent', 'CN', '[2026-01-01,2026-12-31]', 'share', '30..40', 'me');
SELECT matches(pg_temp.refusal($$DELETE FROM source WHERE source_id = 'me'$$),
	'^23503 source_id: cannot remove source "me": rows of published_figure refer to it', 'a source that is used stays');
SELECT matches(pg_temp.refusal($$DELETE FROM chip WHERE chip = 'H20 96GB'$$),
	'^23503 chip: cannot remove chip "H20 96GB": rows of shipment refer to it', 'a chip that is used too');

-- a family has what its members agree on
INSERT INTO chip (chip, vendor, spec) VALUES ('Kin 1', 'Me', 'fp8=100 mem=80 dc'), ('Kin 2', 'Me', 'fp8=100 mem=96 dc'),
	('Kin 3', 'Me', NULL);
INSERT INTO chip_family (family, member) VALUES ('Kin', 'Kin 1'), ('Kin', 'Kin 2');
SELECT is(family_spec('Kin')::text, 'fp8=100 dc', 'the fields on which two members agree');
INSERT INTO chip_family (family, member, period) VALUES ('Kin', 'Kin 3', '[2026-01-01,)');
SELECT is(family_spec('Kin')::text, NULL, 'one without a specification: nothing is known');
SELECT is(family_spec('Kin', '2025-01-01')::text, 'fp8=100 dc', 'before it joined');
SELECT is(family_spec('mixed GPUs')::text, NULL, 'members that nobody named');

-- credits
SELECT is_empty($$SELECT shipment_id FROM v_shipment
	WHERE (publisher = 'Epoch AI' AND shipment_id ~ '^epoch-(cn|world)')
		<> (attribution IS NOT NULL AND attribution ~ 'Epoch AI.*CC BY 4\.0')$$, 'rows of Epoch AI carry the credit');
SELECT is((SELECT count(*) FROM v_shipment WHERE attribution IS NOT NULL), 132::bigint, '132 rows');
SELECT * FROM finish();
ROLLBACK;
