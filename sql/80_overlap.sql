-- The market: rows that count the same goods twice

CREATE VIEW @extschema@.v_overlap WITH (security_invoker = true) AS
WITH row_of AS (
	SELECT s.*, f.member
	  FROM @extschema@.shipment s
	  LEFT JOIN LATERAL (
		SELECT array_agg(DISTINCT m.member) AS member
		  FROM @extschema@.chip_family m
		 WHERE m.family = s.family) f ON true
	 WHERE s.additive
)
SELECT a.shipment_id, b.shipment_id AS other_id, a.series, a.level, a.status,
	   a.vendor, a.product, b.product AS other_product, a.destination,
	   b.destination AS other_destination, a.channel, b.channel AS other_channel,
	   a.buyer, b.buyer AS other_buyer,
	   lower(a.period * b.period) AS period_start,
	   upper(a.period * b.period) - 1 AS period_end,
	   CASE WHEN a.product = b.product THEN 'same product'
			WHEN a.chip = b.chip OR a.family = b.family THEN 'same product, named in two ways'
			ELSE 'chip and its family' END AS goods,
	   a.origin, b.origin AS other_origin
  FROM row_of a
  JOIN row_of b ON b.series = a.series AND b.level = a.level
   AND b.status = a.status AND b.period && a.period
   AND b.shipment_id COLLATE "C" > a.shipment_id COLLATE "C"
 WHERE (a.vendor = b.vendor) IS NOT FALSE
   AND (a.product = b.product OR a.chip = b.chip OR a.family = b.family
		OR a.chip = ANY (b.member) OR b.chip = ANY (a.member)
		OR '*' = ANY (a.member) OR '*' = ANY (b.member))
   AND ((a.destination = b.destination) IS NOT FALSE
		OR 'XW' IN (a.destination, b.destination))
   AND ((a.channel = b.channel) OR 'unknown' IN (a.channel, b.channel))
   AND (a.buyer = b.buyer) IS NOT FALSE
   AND (a.quantity IS NULL) = (b.quantity IS NULL);
COMMENT ON VIEW @extschema@.v_overlap IS
'Pairs of additive rows of one series, level and status that may count the same goods: their periods meet, and nothing in maker, product, destination, channel and buyer keeps them apart. A row that is not known to differ is listed. Nothing here may be added: mark one of the two as not additive, or delete it. Series overlap as a rule: see overlaps_series in shipment.';
COMMENT ON COLUMN @extschema@.v_overlap.shipment_id IS 'a row of shipment';
COMMENT ON COLUMN @extschema@.v_overlap.other_id IS 'another one, later by name';
COMMENT ON COLUMN @extschema@.v_overlap.series IS 'series of both';
COMMENT ON COLUMN @extschema@.v_overlap.level IS 'level of both';
COMMENT ON COLUMN @extschema@.v_overlap.status IS 'status of both';
COMMENT ON COLUMN @extschema@.v_overlap.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_overlap.product IS 'product of the row';
COMMENT ON COLUMN @extschema@.v_overlap.other_product IS 'product of the other';
COMMENT ON COLUMN @extschema@.v_overlap.destination IS 'destination of the row; NULL: not known';
COMMENT ON COLUMN @extschema@.v_overlap.other_destination IS 'destination of the other';
COMMENT ON COLUMN @extschema@.v_overlap.channel IS 'channel of the row';
COMMENT ON COLUMN @extschema@.v_overlap.other_channel IS 'channel of the other';
COMMENT ON COLUMN @extschema@.v_overlap.buyer IS 'buyer of the row; NULL: not said';
COMMENT ON COLUMN @extschema@.v_overlap.other_buyer IS 'buyer of the other';
COMMENT ON COLUMN @extschema@.v_overlap.period_start IS 'first day that is in both periods';
COMMENT ON COLUMN @extschema@.v_overlap.period_end IS 'last such day, included';
COMMENT ON COLUMN @extschema@.v_overlap.goods IS
'same product; same product, named in two ways; chip and its family';
COMMENT ON COLUMN @extschema@.v_overlap.origin IS 'of the row: bundled, user or override';
COMMENT ON COLUMN @extschema@.v_overlap.other_origin IS 'of the other';
GRANT SELECT ON @extschema@.v_overlap TO PUBLIC;
