-- The market: H100-equivalents, dependency, concentration, prices.  What the
-- ends of a sum mean is in the names: *_low and *_high are ends added (the
-- widest, rows wrong together), *_p5 and *_p95 quantiles of draws.

-- A row of shipment for each calendar period that it touches: what one unit of
-- it computes, the quantity and the published equivalents prorated by months,
-- and under which key it is drawn: one publisher's series and chip err together.
CREATE FUNCTION @extschema@.shipment_parts(step text DEFAULT 'quarter',
	OUT shipment_id text, OUT series text, OUT level text, OUT status text,
	OUT universe text, OUT destination text, OUT vendor text,
	OUT vendor_country text, OUT channel text, OUT unit text, OUT chip text,
	OUT period daterange, OUT part daterange, OUT quantity @extschema@.estimate,
	OUT value @extschema@.estimate, OUT currency text,
	OUT published @extschema@.estimate, OUT spec @extschema@.gpu_spec,
	OUT draw_key text, OUT as_of date, OUT attribution text)
	RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 400
BEGIN ATOMIC
	WITH chosen AS (
		SELECT s.shipment_id, s.series, s.level, s.status, NULL::text AS universe,
			   s.destination
		  FROM @extschema@.shipment s
		 WHERE s.additive
		UNION ALL
		SELECT s.shipment_id, u.universe, u.universe, s.status, u.universe,
			   coalesce(u.as_destination, s.destination)
		  FROM @extschema@.universe_series u
		  JOIN @extschema@.shipment s ON s.series = u.series AND s.level = u.level
		   AND s.status = u.status AND s.additive
		   AND (u.products IS NULL
				OR s.product = ANY (string_to_array(u.products, '|')))
	)
	SELECT s.shipment_id, k.series, k.level, k.status, k.universe, k.destination,
		   s.vendor, s.vendor_country, s.channel, s.unit,
		   coalesce(s.chip, m.member, s.family), s.period, c.part,
		   s.quantity OPERATOR(@extschema@.*) (c.share * coalesce(m.share, 1::numeric)),
		   s.value OPERATOR(@extschema@.*) (c.share * coalesce(m.share, 1::numeric)),
		   s.currency,
		   s.h100e_published OPERATOR(@extschema@.*)
				(c.share * coalesce(m.share, 1::numeric)),
		   CASE WHEN s.chip IS NULL AND m.member IS NULL
				THEN @extschema@.family_spec(s.family, lower(s.period))
				ELSE @extschema@.scale(h.spec, @extschema@.mid(
					@extschema@.to_packages('1'::@extschema@.estimate, s.unit,
											h.chip)))
				END,
		   s.series || '/' || coalesce(s.chip, s.family), s.published,
		   CASE WHEN o.licence LIKE 'CC BY%'
				THEN concat_ws(', ', o.publisher, o.title, o.url) || '. '
					|| o.licence || '.' END
	  FROM chosen k
	  JOIN @extschema@.shipment s ON s.shipment_id = k.shipment_id
	 CROSS JOIN LATERAL @extschema@.calendar_split(s.period, shipment_parts.step) c
	  LEFT JOIN LATERAL (
		SELECT f.member, f.share, sum(f.share) OVER () AS shares
		  FROM @extschema@.chip_family f
		 WHERE f.family = s.family AND f.share > 0::numeric
		   AND f.period @> lower(c.part)) m ON m.shares = 1::numeric
	  LEFT JOIN @extschema@.chip h ON h.chip = coalesce(s.chip, m.member)
	  LEFT JOIN @extschema@.source o ON o.source_id = s.source_id;
END;
COMMENT ON FUNCTION @extschema@.shipment_parts(text) IS
'the additive rows of shipment, and those of each universe under its name, cut at calendar months, quarters or years with quantity, value and published equivalents prorated by months (an assumption); a family whose members have shares in chip_family that add up to 1 is cut into its members, of another one spec is what its members agree on; spec is of one unit; draw_key is series and chip, whose errors go together';

CREATE VIEW @extschema@.v_compute_by_quarter WITH (security_invoker = true) AS
WITH part AS (
	SELECT p.*, b.basis,
		   CASE b.basis WHEN 'as_published' THEN p.published
				ELSE @extschema@.h100e(p.spec, p.quantity, b.basis) END AS h100e
	  FROM @extschema@.shipment_parts('quarter') p
	 CROSS JOIN unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory',
							 'as_published']) AS b(basis)
	 WHERE p.quantity IS NOT NULL
), total AS (
	SELECT p.series, p.universe, p.level, p.status, p.destination,
		   p.vendor_country, p.channel, p.unit, lower(p.part) AS quarter, p.basis,
		   string_agg(DISTINCT p.vendor, ', ' ORDER BY p.vendor) AS vendors,
		   string_agg(DISTINCT p.chip, ', ' ORDER BY p.chip) AS chips,
		   count(DISTINCT p.shipment_id) AS rows, count(*) AS parts,
		   bool_or(NOT p.period <@ daterange(lower(p.part),
				(lower(p.part) + interval '3 months')::date)) AS prorated,
		   @extschema@.sum_bounds(p.quantity) AS quantity,
		   @extschema@.sum_bounds(p.h100e) AS h100e,
		   @extschema@.sum_bounds(p.quantity) FILTER (WHERE p.h100e IS NULL)
			   AS uncovered,
		   count(*) FILTER (WHERE p.h100e IS NULL) AS uncovered_rows,
		   bool_or(@extschema@.is_open(p.h100e)) AS open,
		   @extschema@.sum(CASE WHEN NOT @extschema@.is_open(p.h100e)
				THEN @extschema@.draws(p.h100e, p.draw_key) END) AS drawn,
		   max(p.as_of) AS as_of,
		   string_agg(DISTINCT p.attribution, ' ') AS attribution
	  FROM part p
	 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
)
SELECT t.series, t.level, t.status, t.destination, t.vendor_country,
	   t.channel, t.vendors, t.chips,
	   to_char(t.quarter, 'YYYY"Q"Q') AS quarter, t.quarter AS period_start,
	   (t.quarter + interval '3 months')::date - 1 AS period_end,
	   t.basis, t.unit,
	   @extschema@.low(t.quantity) AS shipped_low,
	   @extschema@.mid(t.quantity) AS shipped_mid,
	   @extschema@.high(t.quantity) AS shipped_high,
	   round(@extschema@.low(t.h100e)) AS h100e_low,
	   round(@extschema@.mid(t.h100e)) AS h100e_mid,
	   round(@extschema@.high(t.h100e)) AS h100e_high,
	   CASE WHEN NOT t.open THEN round(@extschema@.quantile(t.drawn, 0.05)::numeric) END
		   AS h100e_p5,
	   CASE WHEN NOT t.open THEN round(@extschema@.quantile(t.drawn, 0.5)::numeric) END
		   AS h100e_p50,
	   CASE WHEN NOT t.open THEN round(@extschema@.quantile(t.drawn, 0.95)::numeric) END
		   AS h100e_p95,
	   CASE WHEN t.uncovered_rows = 0 THEN 1::numeric
			WHEN t.uncovered_rows = t.parts THEN 0::numeric
			ELSE round(1::numeric - @extschema@.mid(t.uncovered)
					   / nullif(@extschema@.mid(t.quantity), 0::numeric), 4) END
		   AS coverage,
	   @extschema@.mid(t.uncovered) AS uncovered_units,
	   t.rows, t.prorated, t.as_of, t.attribution
  FROM total t;
COMMENT ON VIEW @extschema@.v_compute_by_quarter IS
'H100-equivalents shipped by calendar quarter, basis, origin and channel, of each additive series and each universe. Series are alternative counts: choose one, and one basis, before adding. Ends added (low, high) are the widest; p5 to p95 draws one sample per series and chip.';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.series IS 'series, or name of a universe';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.level IS 'what its rows stand for; of a universe its name';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.status IS 'delivered, ordered, approved, forecast, estimate';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.destination IS 'ISO code; XW for the world';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.vendor_country IS 'country of the makers, ISO code';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.channel IS 'direct, csp, csp_offshore, xinchuang, gray, domestic, unknown';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.vendors IS 'the makers';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.chips IS 'chips and families that are in it';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.quarter IS 'calendar quarter, 2025Q1';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.period_start IS 'its first day';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.period_end IS 'its last day, included';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.basis IS 'what is compared with an H100: tpp, dense8, dense16, bandwidth, memory, or as_published';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.unit IS 'what shipped is a number of';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.shipped_low IS 'units: lower ends added; NULL: a row has none';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.shipped_mid IS 'units: middles added; NULL: a row has none';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.shipped_high IS 'units: upper ends added; NULL: a row has none';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.h100e_low IS 'H100-equivalents: lower ends added';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.h100e_mid IS 'H100-equivalents: middles added';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.h100e_high IS 'H100-equivalents: upper ends added';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.h100e_p5 IS '5% quantile of draws; a range without a level is drawn within its ends, a single figure is certain; NULL: a row has one end only';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.h100e_p50 IS 'median of draws';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.h100e_p95 IS '95% quantile of draws';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.coverage IS 'part of the units that have a rate on the basis, by middles: what is not covered is not in h100e';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.uncovered_units IS 'units without one';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.rows IS 'rows of shipment in it';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.prorated IS 'is one of them a part of a longer period, prorated by months?';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.as_of IS 'latest publication in it';
COMMENT ON COLUMN @extschema@.v_compute_by_quarter.attribution IS 'credit to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_compute_by_quarter TO PUBLIC;

CREATE FUNCTION @extschema@.dependency(life double precision DEFAULT 5,
	spread double precision DEFAULT 1.5,
	OUT universe text, OUT destination text, OUT measure text, OUT basis text,
	OUT unit text, OUT year integer, OUT foreign_units @extschema@.estimate,
	OUT domestic_units @extschema@.estimate, OUT unknown_units @extschema@.estimate,
	OUT share @extschema@.draws, OUT total numeric, OUT uncovered_units numeric,
	OUT foreign_vendors text, OUT domestic_vendors text, OUT prorated boolean,
	OUT as_of date, OUT attribution text)
	RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 200
BEGIN ATOMIC
	WITH part AS (
		SELECT p.*, b.basis,
			   CASE b.basis WHEN 'value' THEN p.currency ELSE p.unit END AS counted,
			   lower(p.part) + (upper(p.part) - lower(p.part)) / 2 AS middle,
			   CASE WHEN p.vendor_country IS NULL THEN 'unknown'
					WHEN p.vendor_country = p.destination THEN 'domestic'
					ELSE 'foreign' END AS side,
			   CASE b.basis WHEN 'units' THEN p.quantity
					WHEN 'value' THEN p.value
					WHEN 'as_published' THEN p.published
					ELSE @extschema@.h100e(p.spec, p.quantity, b.basis) END AS amount
		  FROM @extschema@.shipment_parts('quarter') p
		 CROSS JOIN unnest(ARRAY['units', 'value', 'tpp', 'dense8', 'dense16',
								 'bandwidth', 'memory', 'as_published']) AS b(basis)
		 WHERE p.universe IS NOT NULL AND p.destination <> 'XW'
		   AND CASE b.basis WHEN 'value' THEN p.value ELSE p.quantity END
			   IS NOT NULL
	), measured AS (
		SELECT p.*, 'shipped' AS measure,
			   date_part('year', lower(p.part))::integer AS of_year, p.amount AS there,
			   p.quantity AS units_there
		  FROM part p
		UNION ALL
		SELECT p.*, 'installed', y.year,
			   @extschema@.surviving(p.amount, p.middle, make_date(y.year, 12, 31),
									 dependency.life, dependency.spread),
			   @extschema@.surviving(p.quantity, p.middle, make_date(y.year, 12, 31),
									 dependency.life, dependency.spread)
		  FROM part p
		  JOIN (SELECT q.universe AS of, generate_series(
					min(date_part('year', lower(q.part)))::integer,
					max(date_part('year', lower(q.part)))::integer) AS year
				  FROM part q GROUP BY q.universe) y
			ON y.of = p.universe AND lower(p.part) < make_date(y.year, 12, 31)
		 WHERE p.basis <> 'value'
	), summed AS (
		SELECT m.universe, m.destination, m.measure, m.basis, m.counted, m.of_year,
			   @extschema@.sum_bounds(m.there) FILTER (WHERE m.side = 'foreign') AS f,
			   @extschema@.sum_bounds(m.there) FILTER (WHERE m.side = 'domestic') AS d,
			   @extschema@.sum_bounds(m.there) FILTER (WHERE m.side = 'unknown') AS u,
			   bool_or(@extschema@.is_open(m.there)) AS open,
			   @extschema@.sum(CASE WHEN NOT @extschema@.is_open(m.there)
					THEN @extschema@.draws(m.there, m.draw_key) END)
					FILTER (WHERE m.side = 'foreign') AS fd,
			   @extschema@.sum(CASE WHEN NOT @extschema@.is_open(m.there)
					THEN @extschema@.draws(m.there, m.draw_key) END)
					FILTER (WHERE m.side = 'domestic') AS dd,
			   sum(@extschema@.mid(m.units_there)) FILTER (WHERE m.there IS NULL)
				   AS uncovered,
			   string_agg(DISTINCT m.vendor, ', ' ORDER BY m.vendor)
				   FILTER (WHERE m.side = 'foreign') AS fv,
			   string_agg(DISTINCT m.vendor, ', ' ORDER BY m.vendor)
				   FILTER (WHERE m.side = 'domestic') AS dv,
			   bool_or(NOT m.period <@ daterange(make_date(m.of_year, 1, 1),
					make_date(m.of_year + 1, 1, 1))) AS prorated,
			   max(m.as_of) AS as_of, string_agg(DISTINCT m.attribution, ' ') AS credit
		  FROM measured m
		 GROUP BY 1, 2, 3, 4, 5, 6
	)
	SELECT s.universe, s.destination, s.measure, s.basis, s.counted, s.of_year,
		   s.f, s.d, s.u,
		   CASE WHEN NOT s.open AND s.fd IS NOT NULL AND s.dd IS NOT NULL
				AND @extschema@.quantile(s.fd OPERATOR(@extschema@.+) s.dd,
										 0::double precision) > 0::double precision
				THEN s.fd OPERATOR(@extschema@./)
					 (s.fd OPERATOR(@extschema@.+) s.dd) END,
		   t.total, coalesce(s.uncovered, 0::numeric), s.fv, s.dv,
		   s.measure = 'shipped' AND s.prorated, s.as_of, s.credit
	  FROM summed s
	  LEFT JOIN LATERAL (
		SELECT max(@extschema@.mid(g.value)) AS total
		  FROM @extschema@.published_figure g
		 WHERE s.measure = 'shipped' AND g.kind = 'total' AND g.basis = s.basis
		   AND g.unit = s.counted AND g.scope = s.destination
		   AND g.period = daterange(make_date(s.of_year, 1, 1),
									make_date(s.of_year + 1, 1, 1))
		   AND g.series IN (SELECT v.series FROM @extschema@.universe_series v
							 WHERE v.universe = s.universe)
		HAVING count(DISTINCT @extschema@.mid(g.value)) = 1) t ON true;
END;
COMMENT ON FUNCTION @extschema@.dependency(double precision, double precision) IS
'what foreign and domestic makers shipped to a country in a year, and what of it is installed at its end, of each universe and basis (units, value, H100-equivalents); foreign is a maker of another country. Installed: surviving() with the mean life and spread in years, an assumption; what was there before the first row is not in it. share is foreign / (foreign + domestic) in draws of series and chip; total is what published_figure gives for just that year, scope, unit and series, NULL where two differ';

CREATE VIEW @extschema@.v_dependency WITH (security_invoker = true) AS
WITH side AS (
	-- no rows are none; a row without a middle is not known
	SELECT d.*, CASE WHEN d.foreign_vendors IS NULL THEN 0::numeric
					 ELSE @extschema@.mid(d.foreign_units) END AS f,
		   CASE WHEN d.domestic_vendors IS NULL THEN 0::numeric
				ELSE @extschema@.mid(d.domestic_units) END AS h,
		   CASE WHEN d.unknown_units IS NULL THEN 0::numeric
				ELSE @extschema@.mid(d.unknown_units) END AS u
	  FROM @extschema@.dependency() d
), known AS (
	SELECT s.*, s.f + s.h + s.u AS named
	  FROM side s
)
SELECT k.universe, k.destination, k.measure, k.basis, k.unit, k.year,
	   make_date(k.year, 1, 1) AS period_start, make_date(k.year, 12, 31) AS period_end,
	   k.foreign_vendors, k.domestic_vendors,
	   round(@extschema@.low(k.foreign_units)) AS foreign_low,
	   round(@extschema@.mid(k.foreign_units)) AS foreign_mid,
	   round(@extschema@.high(k.foreign_units)) AS foreign_high,
	   round(@extschema@.low(k.domestic_units)) AS domestic_low,
	   round(@extschema@.mid(k.domestic_units)) AS domestic_mid,
	   round(@extschema@.high(k.domestic_units)) AS domestic_high,
	   round(@extschema@.mid(k.unknown_units)) AS origin_unknown,
	   k.total AS published_total, round(k.total - k.named) AS remainder,
	   CASE WHEN k.total > 0::numeric THEN round(k.named / k.total, 4) END AS coverage,
	   round(k.f / nullif(k.f + k.h, 0::numeric), 4) AS share_of_named,
	   round(@extschema@.quantile(k.share, 0.05)::numeric, 4) AS share_p5,
	   round(@extschema@.quantile(k.share, 0.5)::numeric, 4) AS share_p50,
	   round(@extschema@.quantile(k.share, 0.95)::numeric, 4) AS share_p95,
	   CASE WHEN k.total >= k.named AND k.total > 0::numeric
			THEN round(k.f / k.total, 4) END AS share_remainder_domestic,
	   CASE WHEN k.total >= k.named AND k.total > 0::numeric
			THEN round((k.total - k.h) / k.total, 4) END AS share_remainder_foreign,
	   round(k.uncovered_units) AS uncovered_units, k.prorated, k.as_of, k.attribution
  FROM known k;
COMMENT ON VIEW @extschema@.v_dependency IS
'How much of a country''s accelerators is foreign, by universe, basis and year: shipped (flow) and installed at the end of the year (stock, dependency() with a life of 5 years and a spread of 1.5). Compare within one basis and universe. The unnamed remainder of a published total is once taken for domestic, once for foreign; without a total it is not known.';
COMMENT ON COLUMN @extschema@.v_dependency.universe IS 'named selection of series in universe_series';
COMMENT ON COLUMN @extschema@.v_dependency.destination IS 'the country, ISO code';
COMMENT ON COLUMN @extschema@.v_dependency.measure IS 'shipped in the year, or installed at its end';
COMMENT ON COLUMN @extschema@.v_dependency.basis IS 'units, value, or H100-equivalents on tpp, dense8, dense16, bandwidth, memory, as_published';
COMMENT ON COLUMN @extschema@.v_dependency.unit IS 'what is counted: card, package; of value the currency';
COMMENT ON COLUMN @extschema@.v_dependency.year IS 'calendar year; the last one may have few quarters';
COMMENT ON COLUMN @extschema@.v_dependency.period_start IS 'first day of the year';
COMMENT ON COLUMN @extschema@.v_dependency.period_end IS 'its last day, included';
COMMENT ON COLUMN @extschema@.v_dependency.foreign_vendors IS 'makers of other countries';
COMMENT ON COLUMN @extschema@.v_dependency.domestic_vendors IS 'makers of the country';
COMMENT ON COLUMN @extschema@.v_dependency.foreign_low IS 'foreign: lower ends added';
COMMENT ON COLUMN @extschema@.v_dependency.foreign_mid IS 'foreign: middles added; NULL: none, or a row without a middle';
COMMENT ON COLUMN @extschema@.v_dependency.foreign_high IS 'foreign: upper ends added';
COMMENT ON COLUMN @extschema@.v_dependency.domestic_low IS 'domestic: lower ends added';
COMMENT ON COLUMN @extschema@.v_dependency.domestic_mid IS 'domestic: middles added; NULL: none, or a row without a middle';
COMMENT ON COLUMN @extschema@.v_dependency.domestic_high IS 'domestic: upper ends added';
COMMENT ON COLUMN @extschema@.v_dependency.origin_unknown IS 'of makers whose country is not known';
COMMENT ON COLUMN @extschema@.v_dependency.published_total IS 'the whole market of the year as published for the series; NULL: not at hand';
COMMENT ON COLUMN @extschema@.v_dependency.remainder IS 'what of it no row names; NULL: a row has no middle';
COMMENT ON COLUMN @extschema@.v_dependency.coverage IS 'what the rows name of it; NULL: not known';
COMMENT ON COLUMN @extschema@.v_dependency.share_of_named IS 'foreign by foreign and domestic, middles; NULL: a row has none, or no row of a side has a rate on the basis';
COMMENT ON COLUMN @extschema@.v_dependency.share_p5 IS '5% quantile of the same in draws; NULL: a row has one end only, or one side is missing';
COMMENT ON COLUMN @extschema@.v_dependency.share_p50 IS 'its median';
COMMENT ON COLUMN @extschema@.v_dependency.share_p95 IS 'its 95% quantile';
COMMENT ON COLUMN @extschema@.v_dependency.share_remainder_domestic IS 'share of the whole if the remainder is domestic: the least; NULL without a total, or with one below the rows';
COMMENT ON COLUMN @extschema@.v_dependency.share_remainder_foreign IS 'share of the whole if the remainder is foreign: the most';
COMMENT ON COLUMN @extschema@.v_dependency.uncovered_units IS 'units that have no rate on the basis, and are in neither side';
COMMENT ON COLUMN @extschema@.v_dependency.prorated IS 'is a row of a longer period among them, prorated by months?';
COMMENT ON COLUMN @extschema@.v_dependency.as_of IS 'latest publication in it';
COMMENT ON COLUMN @extschema@.v_dependency.attribution IS 'credit to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_dependency TO PUBLIC;

CREATE VIEW @extschema@.v_concentration WITH (security_invoker = true) AS
WITH part AS (
	SELECT p.*, b.basis, date_part('year', lower(p.part))::integer AS year,
		   CASE b.basis WHEN 'value' THEN p.currency ELSE p.unit END AS counted,
		   @extschema@.mid(CASE b.basis WHEN 'units' THEN p.quantity
				WHEN 'value' THEN p.value
				WHEN 'as_published' THEN p.published
				ELSE @extschema@.h100e(p.spec, p.quantity, b.basis) END) AS amount
	  FROM @extschema@.shipment_parts('year') p
	 CROSS JOIN unnest(ARRAY['units', 'value', 'tpp', 'dense8', 'dense16',
							 'bandwidth', 'memory', 'as_published']) AS b(basis)
	 WHERE p.universe IS NOT NULL
	   AND CASE b.basis WHEN 'value' THEN p.value ELSE p.quantity END IS NOT NULL
), summed AS (
	SELECT p.universe, p.destination, p.year, p.basis, p.counted,
		   @extschema@.shares_agg(p.vendor, p.amount) AS named,
		   count(*) FILTER (WHERE p.amount IS NULL) AS missing,
		   max(p.as_of) AS as_of, string_agg(DISTINCT p.attribution, ' ') AS credit
	  FROM part p
	 GROUP BY 1, 2, 3, 4, 5
), whole AS (
	SELECT s.*, (@extschema@.coverage(s.named)).named AS weight, t.total,
		   CASE WHEN s.missing = 0
				AND t.total >= (@extschema@.coverage(s.named)).named
				THEN @extschema@.with_total(s.named, t.total) END AS market
	  FROM summed s
	  LEFT JOIN LATERAL (
		SELECT max(@extschema@.mid(g.value)) AS total
		  FROM @extschema@.published_figure g
		 WHERE g.kind = 'total' AND g.basis = s.basis AND g.unit = s.counted
		   AND g.scope = s.destination
		   AND g.period = daterange(make_date(s.year, 1, 1), make_date(s.year + 1, 1, 1))
		   AND g.series IN (SELECT v.series FROM @extschema@.universe_series v
							 WHERE v.universe = s.universe)
		HAVING count(DISTINCT @extschema@.mid(g.value)) = 1) t ON true
	 WHERE (@extschema@.coverage(s.named)).named > 0::numeric
)
SELECT w.universe, w.destination, w.basis, w.counted AS unit, w.year,
	   make_date(w.year, 1, 1) AS period_start, make_date(w.year, 12, 31) AS period_end,
	   r.vendors, f.key AS top_vendor,
	   round(f.weight / w.weight, 4) AS top_share_of_named,
	   round(f.weight / w.total, 4) AS top_share,
	   round(w.weight) AS named, w.total AS published_total,
	   round(w.weight / w.total, 4) AS coverage,
	   round(@extschema@.hhi(w.named)) AS hhi_of_named,
	   round((@extschema@.hhi_bounds(w.market, 'smaller')).low) AS hhi_low,
	   round((@extschema@.hhi_bounds(w.market, 'smaller')).high) AS hhi_high_smaller,
	   round((@extschema@.hhi_bounds(w.market, 'others')).high) AS hhi_high_others,
	   round((@extschema@.hhi_bounds(w.market, 'anyone')).high) AS hhi_high_anyone,
	   w.missing AS rows_without_figure, w.as_of, w.credit AS attribution
  FROM whole w
 CROSS JOIN LATERAL (
	SELECT count(*) AS vendors FROM @extschema@.shares_rows(w.named) n
	 WHERE n.key IS NOT NULL AND n.weight > 0::numeric) r
 CROSS JOIN LATERAL (
	SELECT n.key, n.weight FROM @extschema@.shares_rows(w.named) n
	 WHERE n.key IS NOT NULL ORDER BY n.weight DESC, n.key LIMIT 1) f;
COMMENT ON VIEW @extschema@.v_concentration IS
'How concentrated the makers of a market are, by universe, basis and year: the index of Herfindahl and Hirschman (0 to 10,000) of those named, and its bounds where the whole market was published. Middles of ranges.';
COMMENT ON COLUMN @extschema@.v_concentration.universe IS 'named selection of series in universe_series';
COMMENT ON COLUMN @extschema@.v_concentration.destination IS 'country, or XW for the world';
COMMENT ON COLUMN @extschema@.v_concentration.basis IS 'units, value, or H100-equivalents on tpp, dense8, dense16, bandwidth, memory, as_published';
COMMENT ON COLUMN @extschema@.v_concentration.unit IS 'what is counted: card, package; of value the currency';
COMMENT ON COLUMN @extschema@.v_concentration.year IS 'calendar year';
COMMENT ON COLUMN @extschema@.v_concentration.period_start IS 'first day of the year';
COMMENT ON COLUMN @extschema@.v_concentration.period_end IS 'its last day, included';
COMMENT ON COLUMN @extschema@.v_concentration.vendors IS 'makers that are named';
COMMENT ON COLUMN @extschema@.v_concentration.top_vendor IS 'the largest';
COMMENT ON COLUMN @extschema@.v_concentration.top_share_of_named IS 'its share of what is named';
COMMENT ON COLUMN @extschema@.v_concentration.top_share IS 'its share of the whole; NULL: the whole is not published';
COMMENT ON COLUMN @extschema@.v_concentration.named IS 'sum of the named';
COMMENT ON COLUMN @extschema@.v_concentration.published_total IS 'the whole market of the year as published for the series; NULL: not at hand';
COMMENT ON COLUMN @extschema@.v_concentration.coverage IS 'named by whole; NULL: not known';
COMMENT ON COLUMN @extschema@.v_concentration.hhi_of_named IS 'index as if nobody else were there: no figure of the market where coverage is not 1';
COMMENT ON COLUMN @extschema@.v_concentration.hhi_low IS 'least index of the whole market; NULL: the whole is not known, or a row has no figure';
COMMENT ON COLUMN @extschema@.v_concentration.hhi_high_smaller IS 'greatest, if no unnamed maker is larger than the smallest named one';
COMMENT ON COLUMN @extschema@.v_concentration.hhi_high_others IS 'greatest, if the remainder is one other maker''s';
COMMENT ON COLUMN @extschema@.v_concentration.hhi_high_anyone IS 'greatest, if the remainder may be a named maker''s too';
COMMENT ON COLUMN @extschema@.v_concentration.rows_without_figure IS 'rows without a rate on the basis, or without a middle';
COMMENT ON COLUMN @extschema@.v_concentration.as_of IS 'latest publication in it';
COMMENT ON COLUMN @extschema@.v_concentration.attribution IS 'credit to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_concentration TO PUBLIC;

CREATE VIEW @extschema@.v_price_per_h100e WITH (security_invoker = true) AS
WITH priced AS (
	SELECT 'price' AS kind, p.price_id AS row_id, p.chip, p.market AS said_of,
		   p.on_date AS period_start, p.on_date AS period_end, p.currency,
		   @extschema@.estimate(p.amount) OPERATOR(@extschema@./)
			   (p.pack * c.packages)::numeric AS price,
		   p.source_id, p.note, p.origin
	  FROM @extschema@.price p
	  JOIN @extschema@.chip c ON c.chip = p.chip
	UNION ALL
	SELECT 'implied', s.shipment_id, s.chip, s.series || ', ' || s.status,
		   lower(s.period), upper(s.period) - 1, s.currency,
		   @extschema@.ratio(s.value, @extschema@.to_packages(s.quantity, s.unit, s.chip)),
		   s.source_id, s.note, s.origin
	  FROM @extschema@.shipment s
	 WHERE s.value IS NOT NULL AND s.chip IS NOT NULL
	   AND @extschema@.high(s.quantity) IS DISTINCT FROM 0::numeric
	   AND s.quantity IS NOT NULL
)
SELECT p.kind, p.row_id, p.chip, c.vendor, c.vendor_country, p.said_of,
	   p.period_start, p.period_end, p.currency,
	   round(@extschema@.low(p.price), 2) AS price_low,
	   round(@extschema@.mid(p.price), 2) AS price_mid,
	   round(@extschema@.high(p.price), 2) AS price_high,
	   b.basis, round(u.unit::numeric, 6) AS h100e_per_package,
	   round(@extschema@.low(p.price) / u.unit::numeric, 2) AS price_per_h100e_low,
	   round(@extschema@.mid(p.price) / u.unit::numeric, 2) AS price_per_h100e_mid,
	   round(@extschema@.high(p.price) / u.unit::numeric, 2) AS price_per_h100e_high,
	   p.source_id, so.publisher, so.via, so.url AS source_url,
	   CASE WHEN so.licence LIKE 'CC BY%'
			THEN concat_ws(', ', so.publisher, so.title, so.url) || '. '
				|| so.licence || '.' END AS attribution,
	   p.note, p.origin
  FROM priced p
  JOIN @extschema@.chip c ON c.chip = p.chip
 CROSS JOIN unnest(ARRAY['tpp', 'dense8', 'dense16', 'bandwidth', 'memory'])
	  AS b(basis)
 CROSS JOIN LATERAL (SELECT nullif(@extschema@.h100e(c.spec, 1::double precision,
		b.basis), 0::double precision) AS unit) u
  LEFT JOIN @extschema@.source so ON so.source_id = p.source_id
 WHERE p.price IS NOT NULL;
COMMENT ON VIEW @extschema@.v_price_per_h100e IS
'Prices of a package and of an H100-equivalent by basis: as published (price), and implied by a row of shipment that has value and quantity. Nothing is converted: compare within a currency; prices with servers are not prices of cards.';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.kind IS 'price (a row of price) or implied (value by quantity of a row of shipment)';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.row_id IS 'key of the row in price or shipment';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.chip IS 'name in chip';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.vendor_country IS 'country of the maker, ISO code';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.said_of IS 'market of the price; of an implied one series and status';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.period_start IS 'first day; NULL: not dated';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.currency IS 'ISO 4217 code';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.price_low IS 'of a package: least';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.price_mid IS 'of a package: middle or single figure; NULL: only bounds follow';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.price_high IS 'of a package: most';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.basis IS 'tpp, dense8, dense16, bandwidth, memory';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.h100e_per_package IS 'H100-equivalents of a package; NULL: no rate on the basis';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.price_per_h100e_low IS 'of an H100-equivalent: least';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.price_per_h100e_mid IS 'of an H100-equivalent: middle or single figure';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.price_per_h100e_high IS 'of an H100-equivalent: most';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.publisher IS 'who publishes it';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.via IS 'through whom it was read';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.source_url IS 'address';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.attribution IS 'credit to keep where the row is passed on; NULL: none is called for';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.note IS 'remark';
COMMENT ON COLUMN @extschema@.v_price_per_h100e.origin IS 'bundled, user or override';
GRANT SELECT ON @extschema@.v_price_per_h100e TO PUBLIC;
