-- The market: what an analyst or a BI tool opens, in plain columns.  The views
-- here need no equivalents and no draws.

CREATE VIEW @extschema@.v_chip WITH (security_invoker = true) AS
SELECT c.chip, c.code, c.vendor, c.vendor_country, k.name AS vendor_country_name,
	   c.architecture, c.released, c.released_precision, c.status, c.segment,
	   c.scope, c.packages, c.software, c.fab, c.node_nm, c.mem_type,
	   @extschema@.rate(c.spec, 'fp4') AS fp4,
	   @extschema@.rate(c.spec, 'fp6') AS fp6,
	   @extschema@.rate(c.spec, 'int8') AS int8,
	   @extschema@.rate(c.spec, 'fp8') AS fp8,
	   @extschema@.rate(c.spec, 'fp16') AS fp16,
	   @extschema@.rate(c.spec, 'tf32') AS tf32,
	   @extschema@.rate(c.spec, 'fp32') AS fp32,
	   @extschema@.rate(c.spec, 'fp64') AS fp64,
	   @extschema@.mem(c.spec) AS mem_gb,
	   @extschema@.bw(c.spec) AS bw_gbs,
	   @extschema@.io(c.spec) AS io_gbs,
	   @extschema@.pcie(c.spec) AS pcie_gbs,
	   @extschema@.die(c.spec) AS die_mm2,
	   @extschema@.transistors(c.spec) AS transistors_bn,
	   @extschema@.tdp(c.spec) AS tdp_w,
	   @extschema@.dc(c.spec) AS dc,
	   @extschema@.tpp(c.spec) AS tpp,
	   @extschema@.tpp_format(c.spec) AS tpp_format,
	   @extschema@.performance_density(c.spec) AS performance_density,
	   p.amount AS list_price_usd,
	   c.confidence, c.source_id, so.publisher, so.via, so.url AS source_url,
	   CASE WHEN so.licence LIKE 'CC BY%'
			THEN concat_ws(', ', so.publisher, so.title, so.url) || '. '
				|| so.licence || '.' END AS attribution,
	   c.note, c.spec, c.origin
  FROM @extschema@.chip c
  LEFT JOIN @extschema@.country k ON k.country = c.vendor_country
  LEFT JOIN @extschema@.source so ON so.source_id = c.source_id
  LEFT JOIN LATERAL (
	-- the latest; one that is not dated before all others
	SELECT r.amount
	  FROM @extschema@.price r
	 WHERE r.chip = c.chip AND r.market = 'list or reported'
	   AND r.currency = 'USD' AND r.pack = 1
	 ORDER BY r.on_date DESC NULLS LAST, r.price_id
	 LIMIT 1) p ON true;
COMMENT ON VIEW @extschema@.v_chip IS
'Chips with their specification in plain columns, of one package; dense rates. NULL is not known.';
COMMENT ON COLUMN @extschema@.v_chip.chip IS 'name of one product as sold';
COMMENT ON COLUMN @extschema@.v_chip.code IS 'short unique code';
COMMENT ON COLUMN @extschema@.v_chip.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_chip.vendor_country IS 'country of the maker, ISO code';
COMMENT ON COLUMN @extschema@.v_chip.vendor_country_name IS 'its name';
COMMENT ON COLUMN @extschema@.v_chip.architecture IS 'architecture or generation';
COMMENT ON COLUMN @extschema@.v_chip.released IS 'first day of the span of its release';
COMMENT ON COLUMN @extschema@.v_chip.released_precision IS 'year, month or day';
COMMENT ON COLUMN @extschema@.v_chip.status IS
'shipping, announced, cancelled, china_variant';
COMMENT ON COLUMN @extschema@.v_chip.segment IS
'datacenter, workstation, consumer, edge';
COMMENT ON COLUMN @extschema@.v_chip.scope IS
'what the printed figures are of: package or board';
COMMENT ON COLUMN @extschema@.v_chip.packages IS
'packages of the board; the columns here are of one';
COMMENT ON COLUMN @extschema@.v_chip.software IS 'software stack';
COMMENT ON COLUMN @extschema@.v_chip.fab IS 'foundry';
COMMENT ON COLUMN @extschema@.v_chip.node_nm IS 'process node, nm';
COMMENT ON COLUMN @extschema@.v_chip.mem_type IS 'memory technology';
COMMENT ON COLUMN @extschema@.v_chip.fp4 IS 'dense FP4 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.fp6 IS 'dense FP6 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.int8 IS 'dense INT8 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.fp8 IS 'dense FP8 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.fp16 IS 'dense FP16 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.tf32 IS 'dense TF32 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.fp32 IS 'dense FP32 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.fp64 IS 'dense FP64 rate, TOPS or TFLOPS';
COMMENT ON COLUMN @extschema@.v_chip.mem_gb IS 'memory, GB';
COMMENT ON COLUMN @extschema@.v_chip.bw_gbs IS 'DRAM bandwidth, GB/s';
COMMENT ON COLUMN @extschema@.v_chip.io_gbs IS 'interconnect, GB/s, both directions';
COMMENT ON COLUMN @extschema@.v_chip.pcie_gbs IS 'PCIe, GB/s, both directions';
COMMENT ON COLUMN @extschema@.v_chip.die_mm2 IS
'area of the non-planar logic dies, mm2; 0: planar only';
COMMENT ON COLUMN @extschema@.v_chip.transistors_bn IS 'transistors, billions';
COMMENT ON COLUMN @extschema@.v_chip.tdp_w IS 'power, W';
COMMENT ON COLUMN @extschema@.v_chip.dc IS 'designed or marketed for data centres?';
COMMENT ON COLUMN @extschema@.v_chip.tpp IS
'total processing performance, TF32 at 19 bits';
COMMENT ON COLUMN @extschema@.v_chip.tpp_format IS 'format that gives it';
COMMENT ON COLUMN @extschema@.v_chip.performance_density IS
'total processing performance per mm2';
COMMENT ON COLUMN @extschema@.v_chip.list_price_usd IS
'launch price, or else a reported one, USD';
COMMENT ON COLUMN @extschema@.v_chip.confidence IS 'high, medium, low';
COMMENT ON COLUMN @extschema@.v_chip.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_chip.publisher IS 'who publishes it';
COMMENT ON COLUMN @extschema@.v_chip.via IS 'through whom it was read';
COMMENT ON COLUMN @extschema@.v_chip.source_url IS 'address';
COMMENT ON COLUMN @extschema@.v_chip.attribution IS
'credit to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.v_chip.note IS 'remarks on the figures';
COMMENT ON COLUMN @extschema@.v_chip.spec IS 'the specification as a value';
COMMENT ON COLUMN @extschema@.v_chip.origin IS 'bundled, user or override';
GRANT SELECT ON @extschema@.v_chip TO PUBLIC;

CREATE VIEW @extschema@.v_revenue_geography WITH (security_invoker = true) AS
WITH part AS (
	SELECT r.*, @extschema@.mid(r.revenue) AS mid,
		   r.status IN ('reported', 'derived') AS firm
	  FROM @extschema@.vendor_revenue r
	 WHERE r.measure = 'total'
), total AS (
	-- what is reported goes before estimates; two that differ are none
	SELECT r.vendor, r.period, b.basis, r.currency,
		   CASE WHEN bool_or(r.firm) AND count(DISTINCT r.mid) FILTER (WHERE r.firm) = 1
				THEN max(r.mid) FILTER (WHERE r.firm)
				WHEN NOT bool_or(r.firm) AND count(DISTINCT r.mid) = 1
				THEN max(r.mid) END AS revenue
	  FROM part r
	 CROSS JOIN (VALUES ('billing'), ('hq')) b(basis)
	 WHERE r.country = 'XW'
	   AND (r.basis = b.basis OR r.basis = 'all' AND NOT EXISTS (
			SELECT FROM part o
			 WHERE o.vendor = r.vendor AND o.period = r.period
			   AND o.country = 'XW' AND o.basis = b.basis))
	 GROUP BY 1, 2, 3, 4
), region AS (
	SELECT r.vendor, r.period, r.basis, r.geography, r.currency,
		   CASE WHEN bool_or(r.firm) AND count(DISTINCT r.mid) FILTER (WHERE r.firm) = 1
				THEN max(r.mid) FILTER (WHERE r.firm)
				WHEN NOT bool_or(r.firm) AND count(DISTINCT r.mid) = 1
				THEN max(r.mid) END AS mid
	  FROM part r
	 WHERE r.country IS DISTINCT FROM 'XW' AND r.basis IN ('billing', 'hq')
	 GROUP BY 1, 2, 3, 4, 5
), named AS (
	SELECT r.vendor, r.period, r.basis, r.currency, sum(r.mid) AS revenue
	  FROM region r
	 GROUP BY 1, 2, 3, 4
)
SELECT r.vendor, r.fiscal_period, lower(r.period) AS period_start,
	   upper(r.period) - 1 AS period_end, r.basis, r.geography, r.country,
	   r.status, r.mid AS revenue, r.currency,
	   t.revenue AS total_revenue,
	   round(100::numeric * r.mid / nullif(t.revenue, 0::numeric), 4)
		   AS share_percent,
	   round(100::numeric * n.revenue / nullif(t.revenue, 0::numeric), 4)
		   AS coverage_percent,
	   h.mid - b.mid AS hq_less_billing,
	   r.confidence, r.source_id, so.publisher, so.via, so.url AS source_url, r.cited,
	   CASE WHEN so.licence LIKE 'CC BY%'
			THEN concat_ws(', ', so.publisher, so.title, so.url) || '. '
				|| so.licence || '.' END AS attribution,
	   r.origin
  FROM part r
  LEFT JOIN total t USING (vendor, period, basis, currency)
  LEFT JOIN named n USING (vendor, period, basis, currency)
  LEFT JOIN region h ON h.vendor = r.vendor AND h.period = r.period
   AND h.geography = r.geography AND h.basis = 'hq' AND h.currency = r.currency
  LEFT JOIN region b ON b.vendor = r.vendor AND b.period = r.period
   AND b.geography = r.geography AND b.basis = 'billing' AND b.currency = r.currency
  LEFT JOIN @extschema@.source so ON so.source_id = r.source_id
 WHERE r.country IS DISTINCT FROM 'XW' AND r.basis IN ('billing', 'hq');
COMMENT ON VIEW @extschema@.v_revenue_geography IS
'Revenue of companies by region, each basis apart: share of the whole, how much of the whole the named regions cover, and what the headquarters basis shows more than the billing one. Compare within one basis only.';
COMMENT ON COLUMN @extschema@.v_revenue_geography.vendor IS 'company';
COMMENT ON COLUMN @extschema@.v_revenue_geography.fiscal_period IS
'the company''s name of the period';
COMMENT ON COLUMN @extschema@.v_revenue_geography.period_start IS 'first day';
COMMENT ON COLUMN @extschema@.v_revenue_geography.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_revenue_geography.basis IS
'billing (where it was invoiced) or hq (where the customer''s headquarters are)';
COMMENT ON COLUMN @extschema@.v_revenue_geography.geography IS
'region as the company names it';
COMMENT ON COLUMN @extschema@.v_revenue_geography.country IS
'ISO code; NULL: another remainder';
COMMENT ON COLUMN @extschema@.v_revenue_geography.status IS
'reported, derived, estimate, forecast';
COMMENT ON COLUMN @extschema@.v_revenue_geography.revenue IS
'revenue of the region in the currency';
COMMENT ON COLUMN @extschema@.v_revenue_geography.currency IS 'ISO 4217 code';
COMMENT ON COLUMN @extschema@.v_revenue_geography.total_revenue IS
'revenue of all regions, as reported or else estimated; NULL: not at hand, or rows differ';
COMMENT ON COLUMN @extschema@.v_revenue_geography.share_percent IS
'share of the region in all revenue, not of data centres alone';
COMMENT ON COLUMN @extschema@.v_revenue_geography.coverage_percent IS
'what the regions of this basis that are at hand make up of all revenue';
COMMENT ON COLUMN @extschema@.v_revenue_geography.hq_less_billing IS
'what the region has more on the headquarters basis: bought by its groups and billed elsewhere; an upper bound, all products; NULL: one of the two is not at hand, or rows differ';
COMMENT ON COLUMN @extschema@.v_revenue_geography.confidence IS 'high, medium, low';
COMMENT ON COLUMN @extschema@.v_revenue_geography.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_revenue_geography.publisher IS 'who publishes it';
COMMENT ON COLUMN @extschema@.v_revenue_geography.via IS 'through whom it was read';
COMMENT ON COLUMN @extschema@.v_revenue_geography.source_url IS 'address';
COMMENT ON COLUMN @extschema@.v_revenue_geography.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.v_revenue_geography.attribution IS
'credit to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.v_revenue_geography.origin IS 'bundled, user or override';
GRANT SELECT ON @extschema@.v_revenue_geography TO PUBLIC;

CREATE FUNCTION @extschema@.mirror_gap(cif numeric DEFAULT 0,
	OUT exporter text, OUT importer text, OUT hs_code text,
	OUT period_start date, OUT period_end date, OUT currency text,
	OUT exports numeric, OUT imports numeric, OUT gap numeric,
	OUT finding text, OUT export_id text, OUT import_id text,
	OUT attribution text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	WITH flow AS (
		SELECT f.flow_id, f.flow, f.hs_code, f.period, f.currency,
			   @extschema@.mid(f.value) AS value,
			   CASE f.flow WHEN 'export' THEN f.reporter ELSE f.partner END AS exporter,
			   CASE f.flow WHEN 'export' THEN f.partner ELSE f.reporter END AS importer,
			   CASE WHEN so.licence LIKE 'CC BY%'
					THEN concat_ws(', ', so.publisher, so.title, so.url) || '. '
						|| so.licence || '.' END AS credit
		  FROM @extschema@.trade_flow f
		  LEFT JOIN @extschema@.source so ON so.source_id = f.source_id
		 WHERE f.value IS NOT NULL AND f.partner <> 'XW'
	)
	SELECT coalesce(x.exporter, m.exporter), coalesce(x.importer, m.importer),
		   coalesce(x.hs_code, m.hs_code),
		   lower(coalesce(x.period, m.period)),
		   upper(coalesce(x.period, m.period)) - 1,
		   coalesce(x.currency, m.currency), x.value, m.value,
		   round((m.value / (1::numeric + mirror_gap.cif) - x.value) * 2::numeric
				 / nullif(m.value / (1::numeric + mirror_gap.cif) + x.value,
						  0::numeric), 4),
		   CASE WHEN x.flow_id IS NULL THEN 'exporter silent'
				WHEN m.flow_id IS NULL THEN 'importer silent'
				ELSE 'both' END,
		   x.flow_id, m.flow_id,
		   nullif(concat_ws(' ', x.credit, nullif(m.credit, x.credit)), '')
	  FROM (SELECT * FROM flow WHERE flow = 'export') x
	  FULL JOIN (SELECT * FROM flow WHERE flow = 'import') m
		ON m.exporter = x.exporter AND m.importer = x.importer
	   AND m.hs_code = x.hs_code AND m.period = x.period
	   AND m.currency = x.currency
	 ORDER BY 1, 2, 3, 4, 5;
END;
COMMENT ON FUNCTION @extschema@.mirror_gap(numeric) IS
'the two sides of trade beside each other, where both report the same code, days and currency: gap = (imports / (1 + cif) - exports) / their mean; cif is the share of freight and insurance in the value of imports, 0.06 for 6%. Trade that one side alone has is listed without a gap: that side may only be silent here.';

CREATE VIEW @extschema@.v_mirror_gap WITH (security_invoker = true) AS
SELECT * FROM @extschema@.mirror_gap(0::numeric);
COMMENT ON VIEW @extschema@.v_mirror_gap IS
'The two sides of trade beside each other, mirror_gap(0): no freight and insurance taken off imports.';
COMMENT ON COLUMN @extschema@.v_mirror_gap.exporter IS 'ISO code or group';
COMMENT ON COLUMN @extschema@.v_mirror_gap.importer IS 'ISO code or group';
COMMENT ON COLUMN @extschema@.v_mirror_gap.hs_code IS 'heading, or a group of goods';
COMMENT ON COLUMN @extschema@.v_mirror_gap.period_start IS 'first day';
COMMENT ON COLUMN @extschema@.v_mirror_gap.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_mirror_gap.currency IS 'ISO 4217 code';
COMMENT ON COLUMN @extschema@.v_mirror_gap.exports IS 'as the exporter reports';
COMMENT ON COLUMN @extschema@.v_mirror_gap.imports IS 'as the importer reports';
COMMENT ON COLUMN @extschema@.v_mirror_gap.gap IS
'(imports - exports) / their mean; NULL where one side is silent';
COMMENT ON COLUMN @extschema@.v_mirror_gap.finding IS
'both, importer silent or exporter silent';
COMMENT ON COLUMN @extschema@.v_mirror_gap.export_id IS 'row of trade_flow';
COMMENT ON COLUMN @extschema@.v_mirror_gap.import_id IS 'row of trade_flow';
COMMENT ON COLUMN @extschema@.v_mirror_gap.attribution IS
'credit to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_mirror_gap TO PUBLIC;

CREATE VIEW @extschema@.v_published WITH (security_invoker = true) AS
SELECT f.figure_id, f.subject, f.metric, f.kind, f.basis, f.scope,
	   lower(f.period) AS period_start, upper(f.period) - 1 AS period_end,
	   f.value, @extschema@.low(f.value) AS value_low,
	   @extschema@.mid(f.value) AS value_mid,
	   @extschema@.high(f.value) AS value_high, f.unit, f.series,
	   f.confidence, f.published AS as_of, f.source_id, so.publisher, so.via, so.url AS source_url, so.licence,
	   CASE WHEN so.licence LIKE 'CC BY%'
			THEN concat_ws(', ', so.publisher, so.title, so.url) || '. '
				|| so.licence || '.' END AS attribution,
	   f.note, f.origin
  FROM @extschema@.published_figure f
  LEFT JOIN @extschema@.source so ON so.source_id = f.source_id;
COMMENT ON VIEW @extschema@.v_published IS
'Shares, ratios, totals and figures of chips as published, with their source; never taken apart.';
COMMENT ON COLUMN @extschema@.v_published.figure_id IS 'key in published_figure';
COMMENT ON COLUMN @extschema@.v_published.subject IS 'what the figure is of';
COMMENT ON COLUMN @extschema@.v_published.metric IS 'what was measured';
COMMENT ON COLUMN @extschema@.v_published.kind IS 'share, ratio, total, chip';
COMMENT ON COLUMN @extschema@.v_published.basis IS
'what a share is a share of, or how it is counted';
COMMENT ON COLUMN @extschema@.v_published.scope IS
'country code or group within which it holds';
COMMENT ON COLUMN @extschema@.v_published.period_start IS 'first day; NULL: of no time';
COMMENT ON COLUMN @extschema@.v_published.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_published.value IS 'the figure as published';
COMMENT ON COLUMN @extschema@.v_published.value_low IS 'lower end; NULL: open';
COMMENT ON COLUMN @extschema@.v_published.value_mid IS 'middle, or the single figure';
COMMENT ON COLUMN @extschema@.v_published.value_high IS 'upper end; NULL: open';
COMMENT ON COLUMN @extschema@.v_published.unit IS 'unit of value';
COMMENT ON COLUMN @extschema@.v_published.series IS
'series in shipment that it belongs to';
COMMENT ON COLUMN @extschema@.v_published.confidence IS 'high, medium, low';
COMMENT ON COLUMN @extschema@.v_published.as_of IS 'day of the publication';
COMMENT ON COLUMN @extschema@.v_published.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_published.publisher IS 'who publishes it';
COMMENT ON COLUMN @extschema@.v_published.via IS 'through whom it was read';
COMMENT ON COLUMN @extschema@.v_published.source_url IS 'address';
COMMENT ON COLUMN @extschema@.v_published.licence IS
'licence of the source, where it states one';
COMMENT ON COLUMN @extschema@.v_published.attribution IS
'credit to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.v_published.note IS 'remark';
COMMENT ON COLUMN @extschema@.v_published.origin IS 'bundled, user or override';
GRANT SELECT ON @extschema@.v_published TO PUBLIC;

CREATE VIEW @extschema@.v_supply_bound WITH (security_invoker = true) AS
WITH need AS (
	SELECT f.subject AS chip, f.unit, @extschema@.mid(f.value) AS per_package
	  FROM @extschema@.published_figure f
	 WHERE f.kind = 'chip' AND f.metric LIKE '% per package'
), bound AS (
	SELECT u.*, n.per_package,
		   u.quantity OPERATOR(@extschema@./) n.per_package AS packages
	  FROM @extschema@.supply u
	  JOIN need n ON n.chip = u.chip AND u.unit = n.unit || 's'
), said AS (
	SELECT b.supply_id, s.series, s.level, s.status, count(*) AS rows,
		   CASE WHEN bool_and(s.additive) OR count(*) = 1
				THEN sum(f.figure) ELSE max(f.figure) END AS figure,
		   string_agg(DISTINCT CASE WHEN o.licence LIKE 'CC BY%'
				THEN concat_ws(', ', o.publisher, o.title, o.url) || '. '
					|| o.licence || '.' END, ' ') AS credit
	  FROM bound b
	  JOIN @extschema@.shipment s ON s.chip = b.chip AND s.unit = 'package'
	   AND s.period && b.period
	 CROSS JOIN LATERAL (
		SELECT coalesce(@extschema@.mid(s.quantity), @extschema@.low(s.quantity),
						@extschema@.high(s.quantity))
			   * @extschema@.months(s.period * b.period)
			   / @extschema@.months(s.period) AS figure) f
	  LEFT JOIN @extschema@.source o ON o.source_id = s.source_id
	 WHERE s.quantity IS NOT NULL
	 GROUP BY b.supply_id, s.series, s.level, s.status
)
SELECT b.supply_id, b.chip, b.supplier, b.item, b.status,
	   lower(b.period) AS period_start, upper(b.period) - 1 AS period_end,
	   b.quantity, b.unit, b.per_package, b.packages,
	   @extschema@.low(b.packages) AS packages_low,
	   @extschema@.mid(b.packages) AS packages_mid,
	   @extschema@.high(b.packages) AS packages_high,
	   s.series AS claimed_series, s.status AS claimed_status,
	   s.rows AS claimed_rows, round(s.figure) AS claimed,
	   round(s.figure / nullif(coalesce(@extschema@.mid(b.packages),
				@extschema@.high(b.packages), @extschema@.low(b.packages)),
				0::numeric), 3) AS claimed_to_bound,
	   b.confidence, b.source_id, so.publisher, so.via, so.url AS source_url,
	   nullif(concat_ws(' ', CASE WHEN so.licence LIKE 'CC BY%'
			THEN concat_ws(', ', so.publisher, so.title, so.url) || '. '
				|| so.licence || '.' END, s.credit), '') AS attribution,
	   b.note, b.origin
  FROM bound b
  LEFT JOIN said s ON s.supply_id = b.supply_id
  LEFT JOIN @extschema@.source so ON so.source_id = b.source_id;
COMMENT ON VIEW @extschema@.v_supply_bound IS
'How many packages of a chip a supply of dies or memory stacks allows, all of them good, beside what each series says of that chip in the days of the supply. Stock is used later than it came: compare flows with flows.';
COMMENT ON COLUMN @extschema@.v_supply_bound.supply_id IS 'key in supply';
COMMENT ON COLUMN @extschema@.v_supply_bound.chip IS 'name of the chip in chip';
COMMENT ON COLUMN @extschema@.v_supply_bound.supplier IS 'who makes or holds it';
COMMENT ON COLUMN @extschema@.v_supply_bound.item IS 'what it is';
COMMENT ON COLUMN @extschema@.v_supply_bound.status IS
'of the supply: estimate, forecast and so on';
COMMENT ON COLUMN @extschema@.v_supply_bound.period_start IS 'first day of the supply';
COMMENT ON COLUMN @extschema@.v_supply_bound.period_end IS 'last day of it, included';
COMMENT ON COLUMN @extschema@.v_supply_bound.quantity IS 'how many dies or stacks';
COMMENT ON COLUMN @extschema@.v_supply_bound.unit IS 'unit of quantity';
COMMENT ON COLUMN @extschema@.v_supply_bound.per_package IS
'how many of them a package takes, by published_figure';
COMMENT ON COLUMN @extschema@.v_supply_bound.packages IS
'packages that they allow before yield';
COMMENT ON COLUMN @extschema@.v_supply_bound.packages_low IS 'lower end; NULL: open';
COMMENT ON COLUMN @extschema@.v_supply_bound.packages_mid IS
'middle, or the single figure';
COMMENT ON COLUMN @extschema@.v_supply_bound.packages_high IS 'upper end; NULL: open';
COMMENT ON COLUMN @extschema@.v_supply_bound.claimed_series IS
'series that counts the chip in days of the supply; NULL: none';
COMMENT ON COLUMN @extschema@.v_supply_bound.claimed_status IS 'status of its rows';
COMMENT ON COLUMN @extschema@.v_supply_bound.claimed_rows IS
'how many of its rows meet those days';
COMMENT ON COLUMN @extschema@.v_supply_bound.claimed IS
'packages that it says for those days: the middle or else the one end of each row, prorated by months; rows that are not additive: the largest';
COMMENT ON COLUMN @extschema@.v_supply_bound.claimed_to_bound IS
'the claim as a part of the bound; above 1 it does not fit, unless stock of other days was used';
COMMENT ON COLUMN @extschema@.v_supply_bound.confidence IS 'high, medium, low';
COMMENT ON COLUMN @extschema@.v_supply_bound.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_supply_bound.publisher IS 'who publishes it';
COMMENT ON COLUMN @extschema@.v_supply_bound.via IS 'through whom it was read';
COMMENT ON COLUMN @extschema@.v_supply_bound.source_url IS 'address';
COMMENT ON COLUMN @extschema@.v_supply_bound.attribution IS
'credit of the supply and of the claim to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.v_supply_bound.note IS 'remark on the supply';
COMMENT ON COLUMN @extschema@.v_supply_bound.origin IS 'bundled, user or override';
GRANT SELECT ON @extschema@.v_supply_bound TO PUBLIC;
