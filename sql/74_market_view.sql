-- The market: shipments as an analyst or a chart wants them

CREATE FUNCTION @extschema@.family_spec(family text, on_date date DEFAULT NULL)
	RETURNS @extschema@.gpu_spec
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	WITH member AS (
		SELECT DISTINCT f.member, c.spec
		  FROM @extschema@.chip_family f
		  LEFT JOIN @extschema@.chip c ON c.chip = f.member
		 WHERE f.family = family_spec.family
		   AND (family_spec.on_date IS NULL OR f.period @> family_spec.on_date)
	), word AS (
		SELECT w AS word, count(*) AS members
		  FROM member m
		 CROSS JOIN LATERAL string_to_table(m.spec::text, ' ') w
		 GROUP BY w
	)
	SELECT nullif(string_agg(w.word, ' '), 'unknown')::@extschema@.gpu_spec
	  FROM word w
	 WHERE w.members = (SELECT count(*) FROM member);
END;
COMMENT ON FUNCTION @extschema@.family_spec(text, date) IS
'the fields on which all members of a family agree, on a day or ever; NULL where a member is not named (*) or has no specification, or they agree on nothing';

CREATE VIEW @extschema@.v_shipment WITH (security_invoker = true) AS
SELECT s.shipment_id,
	   lower(s.period) AS period_start,
	   upper(s.period) - 1 AS period_end,
	   s.vendor, s.vendor_country, s.product, s.chip, s.family,
	   s.made_in, s.destination,
	   CASE WHEN s.destination = 'XW' THEN 'World' ELSE d.name END
		   AS destination_name,
	   s.buyer, s.end_user, s.owner, s.channel, s.status,
	   s.series, s.level, s.additive, s.overlaps_series,
	   s.unit, s.quantity,
	   @extschema@.low(s.quantity) AS quantity_low,
	   @extschema@.mid(s.quantity) AS quantity_mid,
	   @extschema@.high(s.quantity) AS quantity_high,
	   @extschema@.level(s.quantity) AS quantity_level,
	   s.value,
	   @extschema@.low(s.value) AS value_low,
	   @extschema@.mid(s.value) AS value_mid,
	   @extschema@.high(s.value) AS value_high,
	   s.currency,
	   @extschema@.mid(s.h100e_published) AS h100e_published,
	   s.confidence, s.published AS as_of, s.cited,
	   s.source_id, o.publisher, o.via, o.url AS source_url, o.licence,
	   CASE WHEN o.licence LIKE 'CC BY%'
			THEN concat_ws(', ', o.publisher, o.title, o.url) || '. '
				|| o.licence || '.' END AS attribution,
	   s.note, s.origin
  FROM @extschema@.shipment s
  LEFT JOIN @extschema@.country d ON d.country = s.destination
  LEFT JOIN @extschema@.source o ON o.source_id = s.source_id;
COMMENT ON VIEW @extschema@.v_shipment IS
'Shipments with their figures as numbers, the last day of the period included, and their source. Rows of different series, level, status or unit must not be added: sum_quantity() refuses it.';
COMMENT ON COLUMN @extschema@.v_shipment.shipment_id IS 'key in shipment';
COMMENT ON COLUMN @extschema@.v_shipment.period_start IS 'first day';
COMMENT ON COLUMN @extschema@.v_shipment.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_shipment.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_shipment.vendor_country IS
'country of the maker';
COMMENT ON COLUMN @extschema@.v_shipment.product IS
'chip, family or mixture as the source names it';
COMMENT ON COLUMN @extschema@.v_shipment.chip IS
'name of the chip in chip; NULL for a family';
COMMENT ON COLUMN @extschema@.v_shipment.family IS
'name of the family in chip_family; NULL for one chip';
COMMENT ON COLUMN @extschema@.v_shipment.made_in IS
'where it is made or was last exported from';
COMMENT ON COLUMN @extschema@.v_shipment.destination IS
'ISO code; XW for the world; NULL: not known';
COMMENT ON COLUMN @extschema@.v_shipment.destination_name IS
'name of the destination';
COMMENT ON COLUMN @extschema@.v_shipment.buyer IS
'buyer or parties as the source has them';
COMMENT ON COLUMN @extschema@.v_shipment.end_user IS
'who uses the goods, where that is said';
COMMENT ON COLUMN @extschema@.v_shipment.owner IS
'who owns them, where that is somebody else';
COMMENT ON COLUMN @extschema@.v_shipment.channel IS
'direct, csp, csp_offshore, xinchuang, gray, domestic, unknown';
COMMENT ON COLUMN @extschema@.v_shipment.status IS
'delivered, ordered, approved, forecast, estimate';
COMMENT ON COLUMN @extschema@.v_shipment.series IS
'whose way of counting; see series';
COMMENT ON COLUMN @extschema@.v_shipment.level IS
'what a row of the series stands for';
COMMENT ON COLUMN @extschema@.v_shipment.additive IS
'may it be added to rows of its series and level?';
COMMENT ON COLUMN @extschema@.v_shipment.overlaps_series IS
'series that count some of the same goods, | between them';
COMMENT ON COLUMN @extschema@.v_shipment.unit IS
'die, package, card, board, server, rack';
COMMENT ON COLUMN @extschema@.v_shipment.quantity IS
'number of units as published';
COMMENT ON COLUMN @extschema@.v_shipment.quantity_low IS
'lower end; NULL: open';
COMMENT ON COLUMN @extschema@.v_shipment.quantity_mid IS
'middle, or the single figure; NULL: not published';
COMMENT ON COLUMN @extschema@.v_shipment.quantity_high IS
'upper end; NULL: open';
COMMENT ON COLUMN @extschema@.v_shipment.quantity_level IS
'probability between the ends; NULL: not stated';
COMMENT ON COLUMN @extschema@.v_shipment.value IS
'value in the currency as published';
COMMENT ON COLUMN @extschema@.v_shipment.value_low IS 'lower end; NULL: open';
COMMENT ON COLUMN @extschema@.v_shipment.value_mid IS
'middle, or the single figure; NULL: not published';
COMMENT ON COLUMN @extschema@.v_shipment.value_high IS 'upper end; NULL: open';
COMMENT ON COLUMN @extschema@.v_shipment.currency IS
'ISO 4217 code; nothing was converted';
COMMENT ON COLUMN @extschema@.v_shipment.h100e_published IS
'the publisher''s own H100-equivalents of the row';
COMMENT ON COLUMN @extschema@.v_shipment.confidence IS 'high, medium, low';
COMMENT ON COLUMN @extschema@.v_shipment.as_of IS
'day of the publication or snapshot';
COMMENT ON COLUMN @extschema@.v_shipment.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.v_shipment.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_shipment.publisher IS 'who publishes it';
COMMENT ON COLUMN @extschema@.v_shipment.via IS 'through whom it was read';
COMMENT ON COLUMN @extschema@.v_shipment.source_url IS 'address';
COMMENT ON COLUMN @extschema@.v_shipment.licence IS
'licence of the source, where it states one';
COMMENT ON COLUMN @extschema@.v_shipment.attribution IS
'credit to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.v_shipment.note IS 'remark';
COMMENT ON COLUMN @extschema@.v_shipment.origin IS
'bundled, user or override';
GRANT SELECT ON @extschema@.v_shipment TO PUBLIC;
