-- generate_shipments(): made up, marked so, and the same every time.
BEGIN;
SELECT plan(16);

SELECT is((SELECT count(*) FROM generate_shipments(1000)), 1000::bigint, 'as many as asked for');
SELECT is((SELECT string_agg(shipment_id, ' ') FROM generate_shipments(3, 9)), 'synthetic-9-1 synthetic-9-2 synthetic-9-3', 'numbered from 1');
SELECT is((SELECT count(*) FROM generate_shipments(0)), 0::bigint, 'none');
SELECT is((SELECT count(*) FROM generate_shipments(NULL)), 0::bigint, 'NULL');
SELECT throws_ok('SELECT * FROM generate_shipments(-1)', '22023', 'invalid number of rows: -1', 'fewer than none');
SELECT is((SELECT md5(string_agg(g::text, '|' ORDER BY shipment_id)) FROM generate_shipments(500, 7) AS g),
	(SELECT md5(string_agg(g::text, '|' ORDER BY shipment_id)) FROM generate_shipments(900, 7) AS g
	 WHERE split_part(shipment_id, '-', 3)::int <= 500), 'a row depends on its number and the seed alone');
SELECT isnt((SELECT md5(string_agg(quantity::text, '|' ORDER BY shipment_id)) FROM generate_shipments(500, 7)),
	(SELECT md5(string_agg(quantity::text, '|' ORDER BY shipment_id)) FROM generate_shipments(500, 8)), 'another seed, other rows');
-- what the first machine had: another one must have the same
SELECT is((SELECT md5(string_agg(g::text, '|' ORDER BY shipment_id COLLATE "C")) FROM generate_shipments(1000, 42) AS g),
	'9f26b24ac961e245e4751cc9bfae09be', 'the bytes of a seed');
SELECT is_empty($$SELECT shipment_id FROM generate_shipments(2000) WHERE series <> 'synthetic' OR note !~ 'made up' OR shipment_id !~ '^synthetic-'$$,
	'all are marked');
SELECT is_empty($$SELECT chip FROM generate_shipments(2000) AS g WHERE NOT EXISTS (SELECT FROM chip AS c WHERE c.chip = g.chip AND c.vendor = g.vendor)$$,
	'chips and makers are those of the table');
SELECT is((SELECT count(DISTINCT chip) FROM generate_shipments(2000)), 13::bigint, 'thirteen chips');
SELECT set_eq('SELECT DISTINCT estimate_kind(quantity) FROM generate_shipments(2000)', ARRAY['point', 'range', 'interval', 'open'], 'quantities of every kind');
SELECT is_empty($$SELECT shipment_id FROM generate_shipments(2000) WHERE (value IS NULL) <> (currency IS NULL) OR low(quantity) < 0$$, 'none is negative');
SELECT cmp_ok((SELECT count(value) FROM generate_shipments(2000)), '>', 400::bigint, 'some have a value');
INSERT INTO shipment (shipment_id, period, vendor, chip, destination, channel, status, unit, quantity, value, currency, series, level, note)
SELECT * FROM generate_shipments(300);
SELECT is((SELECT count(*) FROM shipment WHERE series = 'synthetic' AND origin = 'user'), 300::bigint, 'shipment takes them');
SELECT is((SELECT count(*) FROM shipment WHERE series = 'synthetic' AND additive), 0::bigint, 'and no sum counts them unasked');

SELECT * FROM finish();
ROLLBACK;
