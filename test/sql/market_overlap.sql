-- v_overlap: additive rows that may count the same goods.
BEGIN;
SELECT plan(14);

SELECT is_empty('SELECT shipment_id, other_id FROM v_overlap', 'none of the bundled rows');

INSERT INTO shipment (shipment_id, period, vendor, product, destination, channel, buyer, status, unit, quantity, series, level, additive)
VALUES ('m-1', '[2025-01-01,2025-12-31]', 'NVIDIA', 'H20', 'CN', 'direct', NULL, 'delivered', 'package', '10', 'mine', 'x', true),
	('m-2', '[2026-01-01,2026-03-31]', 'NVIDIA', 'H20', 'CN', 'direct', NULL, 'delivered', 'package', '10', 'mine', 'x', true);
SELECT is_empty('SELECT shipment_id FROM v_overlap', 'periods that do not meet');
CREATE FUNCTION pg_temp.meets(columns text, vals text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('INSERT INTO shipment (shipment_id, period, vendor, product, destination, channel, buyer, status, unit, quantity, series,
		level, additive) SELECT * FROM json_populate_record(NULL::pg_temp.one, %L)', (SELECT json_object_agg(key, value) FROM json_each_text(
		'{"shipment_id": "m-0", "period": "[2025-12-31,2026-01-01]", "vendor": "NVIDIA", "product": "H20", "destination": "CN",
		"channel": "direct", "status": "delivered", "unit": "package", "quantity": "10", "series": "mine", "level": "x", "additive": "true"}')
		WHERE NOT key = ANY (string_to_array(columns, ',')))::jsonb || jsonb_object(string_to_array(columns, ','),
			string_to_array(vals, ',', 'none')));
	SELECT string_agg(concat_ws(' ', other_id, goods, period_start, period_end), '; ' ORDER BY other_id) INTO result FROM v_overlap
	WHERE shipment_id = 'm-0';
	DELETE FROM shipment WHERE shipment_id = 'm-0';
	RETURN coalesce(result, 'none');
END $$;
CREATE TYPE pg_temp.one AS (shipment_id text, period daterange, vendor text, product text, destination text, channel text, buyer text,
	status text, unit text, quantity estimate, series text, level text, additive boolean);
SELECT is(pg_temp.meets(columns, vals), expected, what)
FROM (VALUES
	('vendor', 'NVIDIA', 'm-1 same product 2025-12-31 2025-12-31; m-2 same product 2026-01-01 2026-01-01', 'a day in each'),
	('product', 'H20 96GB', 'm-1 same product, named in two ways 2025-12-31 2025-12-31; m-2 same product, named in two ways 2026-01-01 2026-01-01',
		'a chip by two names'),
	('product', 'Hopper (all)', 'm-1 chip and its family 2025-12-31 2025-12-31; m-2 chip and its family 2026-01-01 2026-01-01', 'its family'),
	('destination', 'none', 'm-1 same product 2025-12-31 2025-12-31; m-2 same product 2026-01-01 2026-01-01', 'a destination that is not known'),
	('product', 'H200', 'none', 'another chip'),
	('destination', 'SG', 'none', 'another destination'),
	('channel', 'gray', 'none', 'another channel'),
	('status', 'ordered', 'none', 'another status'),
	('series', 'mine-too', 'none', 'another series'),
	('level', 'y', 'none', 'another level'),
	('additive', 'false', 'none', 'a row that is not added'),
	('product', 'H100/H200', 'none', 'another family')) v(columns, vals, expected, what);
SELECT * FROM finish();
ROLLBACK;
