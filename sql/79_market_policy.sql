-- The market and the rules: chips by day, shipments that a rule reached, fees

CREATE FUNCTION @extschema@.policy_matrix(destinations text[], days date[] DEFAULT NULL,
	OUT chip text, OUT vendor text, OUT vendor_country text, OUT destination text,
	OUT on_date date, OUT verdict @extschema@.verdict, OUT label text,
	OUT verdict_rank integer, OUT eccn text, OUT rule text,
	OUT tpp double precision, OUT performance_density double precision,
	OUT bw_gbs numeric, OUT mem_gb numeric, OUT missing text, OUT known_through date,
	OUT citation text, OUT attribution text)
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE ROWS 5000
BEGIN ATOMIC
	SELECT c.chip, c.vendor, c.vendor_country, d.destination, t.on_date, v.verdict,
		   @extschema@.verdict_label(v.verdict), @extschema@.verdict_rank(v.verdict),
		   v.eccn, v.rule, @extschema@.tpp(c.spec), @extschema@.performance_density(c.spec),
		   @extschema@.bw(c.spec), @extschema@.mem(c.spec),
		   nullif(array_to_string(v.missing, ', '), ''), v.known_through, v.citation,
		   CASE WHEN o.licence LIKE 'CC BY%'
				THEN concat_ws(', ', o.publisher, o.title, o.url) || '. '
					|| o.licence || '.' END
	  FROM unnest(policy_matrix.destinations) AS d(destination)
	 CROSS JOIN LATERAL (
		SELECT u.on_date
		  FROM unnest(policy_matrix.days) AS u(on_date)
		 UNION
		SELECT e.day
		  FROM @extschema@.policy_rule r
		 CROSS JOIN unnest(ARRAY[r.effective_from, r.effective_to]) AS e(day)
		 WHERE policy_matrix.days IS NULL AND e.day <= CURRENT_DATE) t
	 CROSS JOIN @extschema@.chip c
	 CROSS JOIN LATERAL @extschema@.export_decision(c.chip, d.destination, t.on_date) v
	  LEFT JOIN @extschema@.source o ON o.source_id = c.source_id
	 WHERE c.vendor_country IS DISTINCT FROM d.destination;
END;
COMMENT ON FUNCTION @extschema@.policy_matrix(text[], date[]) IS
'the decision for every chip of another country''s maker and each destination on each day; days NULL: all days on which a rule begins or ends, up to today';

CREATE VIEW @extschema@.v_policy_matrix WITH (security_invoker = true) AS
SELECT m.* FROM @extschema@.policy_matrix(ARRAY['CN']) m;
COMMENT ON VIEW @extschema@.v_policy_matrix IS
'What a shipment of each foreign chip to China would have met on every day on which a rule began or ended: verdict, deciding rule and the figures that decide. Other destinations and days: policy_matrix(destinations, days).';
COMMENT ON COLUMN @extschema@.v_policy_matrix.chip IS 'name in chip';
COMMENT ON COLUMN @extschema@.v_policy_matrix.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_policy_matrix.vendor_country IS 'country of the maker, ISO code';
COMMENT ON COLUMN @extschema@.v_policy_matrix.destination IS 'where it would go, ISO code';
COMMENT ON COLUMN @extschema@.v_policy_matrix.on_date IS 'the day';
COMMENT ON COLUMN @extschema@.v_policy_matrix.verdict IS 'verdict; NULL: a fact is missing';
COMMENT ON COLUMN @extschema@.v_policy_matrix.label IS 'the verdict in words';
COMMENT ON COLUMN @extschema@.v_policy_matrix.verdict_rank IS 'its place from the mildest on, for colours';
COMMENT ON COLUMN @extschema@.v_policy_matrix.eccn IS 'export control classification number; NULL: not known or not asked for';
COMMENT ON COLUMN @extschema@.v_policy_matrix.rule IS 'the rule that decides';
COMMENT ON COLUMN @extschema@.v_policy_matrix.tpp IS 'total processing performance';
COMMENT ON COLUMN @extschema@.v_policy_matrix.performance_density IS 'total processing performance per mm2';
COMMENT ON COLUMN @extschema@.v_policy_matrix.bw_gbs IS 'DRAM bandwidth, GB/s';
COMMENT ON COLUMN @extschema@.v_policy_matrix.mem_gb IS 'memory, GB';
COMMENT ON COLUMN @extschema@.v_policy_matrix.missing IS 'facts that are not known and would decide';
COMMENT ON COLUMN @extschema@.v_policy_matrix.known_through IS 'until when the rules that were asked are known';
COMMENT ON COLUMN @extschema@.v_policy_matrix.citation IS 'where the rule is printed';
COMMENT ON COLUMN @extschema@.v_policy_matrix.attribution IS 'credit for the figures of the chip, to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_policy_matrix TO PUBLIC;

CREATE FUNCTION @extschema@.affected_shipments(months integer DEFAULT 12,
	OUT shipment_id text, OUT period_start date, OUT period_end date,
	OUT series text, OUT level text, OUT status text, OUT vendor text, OUT chip text,
	OUT destination text, OUT channel text, OUT unit text, OUT quantity_low numeric,
	OUT quantity_mid numeric, OUT quantity_high numeric,
	OUT verdict_start @extschema@.verdict, OUT rule_start text,
	OUT verdict_end @extschema@.verdict, OUT rule_end text, OUT later date,
	OUT verdict_later @extschema@.verdict, OUT rule_later text,
	OUT stricter_within boolean, OUT licence_within boolean, OUT assumed text,
	OUT confidence text, OUT source_id text, OUT attribution text)
	RETURNS SETOF record
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 200
BEGIN ATOMIC
	SELECT s.shipment_id, s.period_start, s.period_end, s.series, s.level, s.status,
		   s.vendor, s.chip, s.destination, s.channel, s.unit, s.quantity_low,
		   s.quantity_mid, s.quantity_high, a.verdict, a.rule, b.verdict, b.rule, l.day,
		   z.verdict, z.rule,
		   @extschema@.verdict_rank(z.verdict) > @extschema@.verdict_rank(a.verdict),
		   (z.verdict OPERATOR(@extschema@.>) 'none'::@extschema@.verdict)
		   AND (a.verdict OPERATOR(@extschema@.=) 'none'::@extschema@.verdict),
		   a.assumed, s.confidence, s.source_id, s.attribution
	  FROM @extschema@.v_shipment s
	 CROSS JOIN LATERAL (
		SELECT (s.period_end
				+ make_interval(months => affected_shipments.months))::date AS day) l
	 CROSS JOIN LATERAL @extschema@.export_decision(s.chip, s.destination, s.period_start) a
	 CROSS JOIN LATERAL @extschema@.export_decision(s.chip, s.destination, s.period_end) b
	 CROSS JOIN LATERAL @extschema@.export_decision(s.chip, s.destination, l.day) z
	 WHERE s.chip IS NOT NULL AND s.destination IS NOT NULL AND s.destination <> 'XW'
	   AND s.vendor_country IS DISTINCT FROM s.destination;
END;
COMMENT ON FUNCTION @extschema@.affected_shipments(integer) IS
'the verdict for each shipment of a chip into another country on the first and the last day of its period and so many months after the last: ordinary exports by the maker; gray ones were none';

CREATE VIEW @extschema@.v_affected_shipments WITH (security_invoker = true) AS
SELECT s.* FROM @extschema@.affected_shipments(12) s;
COMMENT ON VIEW @extschema@.v_affected_shipments IS
'Which shipped chips met a rule: the verdict at the start and at the end of the period, and twelve months later. Other spans: affected_shipments(months). Rows of several series count the same goods.';
COMMENT ON COLUMN @extschema@.v_affected_shipments.shipment_id IS 'key in shipment';
COMMENT ON COLUMN @extschema@.v_affected_shipments.period_start IS 'first day';
COMMENT ON COLUMN @extschema@.v_affected_shipments.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_affected_shipments.series IS 'whose way of counting';
COMMENT ON COLUMN @extschema@.v_affected_shipments.level IS 'what a row of the series stands for';
COMMENT ON COLUMN @extschema@.v_affected_shipments.status IS 'delivered, ordered, approved, forecast, estimate';
COMMENT ON COLUMN @extschema@.v_affected_shipments.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_affected_shipments.chip IS 'name in chip';
COMMENT ON COLUMN @extschema@.v_affected_shipments.destination IS 'ISO code';
COMMENT ON COLUMN @extschema@.v_affected_shipments.channel IS 'direct, csp, csp_offshore, xinchuang, gray, domestic, unknown';
COMMENT ON COLUMN @extschema@.v_affected_shipments.unit IS 'what quantity is a number of';
COMMENT ON COLUMN @extschema@.v_affected_shipments.quantity_low IS 'lower end; NULL: open';
COMMENT ON COLUMN @extschema@.v_affected_shipments.quantity_mid IS 'middle, or the single figure';
COMMENT ON COLUMN @extschema@.v_affected_shipments.quantity_high IS 'upper end; NULL: open';
COMMENT ON COLUMN @extschema@.v_affected_shipments.verdict_start IS 'verdict on the first day; NULL: a fact is missing';
COMMENT ON COLUMN @extschema@.v_affected_shipments.rule_start IS 'the rule that decides it';
COMMENT ON COLUMN @extschema@.v_affected_shipments.verdict_end IS 'verdict on the last day';
COMMENT ON COLUMN @extschema@.v_affected_shipments.rule_end IS 'the rule that decides it';
COMMENT ON COLUMN @extschema@.v_affected_shipments.later IS 'the day so many months later';
COMMENT ON COLUMN @extschema@.v_affected_shipments.verdict_later IS 'verdict on that day';
COMMENT ON COLUMN @extschema@.v_affected_shipments.rule_later IS 'the rule that decides it';
COMMENT ON COLUMN @extschema@.v_affected_shipments.stricter_within IS 'is the verdict then stricter than on the first day? NULL: one of them is not known';
COMMENT ON COLUMN @extschema@.v_affected_shipments.licence_within IS 'did it need no licence on the first day, and does it then?';
COMMENT ON COLUMN @extschema@.v_affected_shipments.assumed IS 'what the verdicts take for granted';
COMMENT ON COLUMN @extschema@.v_affected_shipments.confidence IS 'of the shipment: high, medium, low';
COMMENT ON COLUMN @extschema@.v_affected_shipments.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.v_affected_shipments.attribution IS 'credit to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_affected_shipments TO PUBLIC;

CREATE VIEW @extschema@.v_fee WITH (security_invoker = true) AS
WITH priced AS (
	SELECT s.*, CASE WHEN s.value IS NOT NULL THEN 'value of the row'
				WHEN p.amount IS NOT NULL
				THEN 'units x ' || p.market || ' price of ' || p.chip END AS base_from,
		   CASE WHEN s.value IS NOT NULL THEN s.value
				ELSE @extschema@.to_packages(s.quantity, s.unit, s.chip)
					 OPERATOR(@extschema@.*) p.amount END AS worth,
		   CASE WHEN s.value IS NOT NULL THEN s.currency ELSE p.currency END AS money
	  FROM @extschema@.v_shipment s
	  LEFT JOIN LATERAL (
		-- the price reported last before the shipment ends, else the first after
		SELECT p.amount / (p.pack * c.packages) AS amount, p.currency, p.market, p.chip
		  FROM @extschema@.price p
		  JOIN @extschema@.chip c ON c.chip = p.chip
		 WHERE p.chip = s.chip AND p.market = 'reported' AND p.currency = 'USD'
		 ORDER BY p.on_date > s.period_end, abs(p.on_date - s.period_end), p.price_id
		 LIMIT 1) p ON true
	 WHERE s.chip IS NOT NULL AND s.destination IS NOT NULL AND s.destination <> 'XW'
	   AND s.vendor_country IS DISTINCT FROM s.destination
)
SELECT p.shipment_id, p.period_start, p.period_end, p.series, p.level, p.status,
	   p.vendor, p.chip, p.destination, p.channel, f.on_date, f.charge, f.pct, f.base,
	   p.base_from, p.money AS currency,
	   @extschema@.low(p.worth) AS base_low, @extschema@.mid(p.worth) AS base_mid,
	   @extschema@.high(p.worth) AS base_high,
	   round(@extschema@.low(p.worth) * f.pct / 100::numeric) AS fee_low,
	   round(@extschema@.mid(p.worth) * f.pct / 100::numeric) AS fee_mid,
	   round(@extschema@.high(p.worth) * f.pct / 100::numeric) AS fee_high,
	   f.rule, f.standing, f.citation, p.confidence, p.source_id, p.attribution
  FROM priced p
 CROSS JOIN LATERAL (
	SELECT p.period_end AS on_date, x.*
	  FROM @extschema@.export_fee(NULL::numeric, p.chip, p.destination, p.period_end) x) f;
COMMENT ON VIEW @extschema@.v_fee IS
'Charges on shipments by the rules of the last day of their period: revenue share or duty, of the row''s value or else its units at a reported price in USD. What a rule would charge, not what was paid: standing says what is known of that.';
COMMENT ON COLUMN @extschema@.v_fee.shipment_id IS 'key in shipment';
COMMENT ON COLUMN @extschema@.v_fee.period_start IS 'first day';
COMMENT ON COLUMN @extschema@.v_fee.period_end IS 'last day, included';
COMMENT ON COLUMN @extschema@.v_fee.series IS 'whose way of counting';
COMMENT ON COLUMN @extschema@.v_fee.level IS 'what a row of the series stands for';
COMMENT ON COLUMN @extschema@.v_fee.status IS 'delivered, ordered, approved, forecast, estimate';
COMMENT ON COLUMN @extschema@.v_fee.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.v_fee.chip IS 'name in chip';
COMMENT ON COLUMN @extschema@.v_fee.destination IS 'ISO code';
COMMENT ON COLUMN @extschema@.v_fee.channel IS 'direct, csp, csp_offshore, xinchuang, gray, domestic, unknown';
COMMENT ON COLUMN @extschema@.v_fee.on_date IS 'day of whose rules';
COMMENT ON COLUMN @extschema@.v_fee.charge IS 'revenue_share or duty';
COMMENT ON COLUMN @extschema@.v_fee.pct IS 'percent of the base; NULL: open which rule decides';
COMMENT ON COLUMN @extschema@.v_fee.base IS 'what it is a percentage of: revenue of the sale, import value';
COMMENT ON COLUMN @extschema@.v_fee.base_from IS 'what stands for the base here; NULL: neither value nor price is known';
COMMENT ON COLUMN @extschema@.v_fee.currency IS 'ISO 4217 code';
COMMENT ON COLUMN @extschema@.v_fee.base_low IS 'the base: lower end';
COMMENT ON COLUMN @extschema@.v_fee.base_mid IS 'the base: middle or single figure';
COMMENT ON COLUMN @extschema@.v_fee.base_high IS 'the base: upper end';
COMMENT ON COLUMN @extschema@.v_fee.fee_low IS 'the charge on the lower end';
COMMENT ON COLUMN @extschema@.v_fee.fee_mid IS 'the charge on the middle';
COMMENT ON COLUMN @extschema@.v_fee.fee_high IS 'the charge on the upper end';
COMMENT ON COLUMN @extschema@.v_fee.rule IS 'the rule';
COMMENT ON COLUMN @extschema@.v_fee.standing IS 'what is known of its application';
COMMENT ON COLUMN @extschema@.v_fee.citation IS 'where it is printed';
COMMENT ON COLUMN @extschema@.v_fee.confidence IS 'of the shipment: high, medium, low';
COMMENT ON COLUMN @extschema@.v_fee.source_id IS 'source of the shipment in source';
COMMENT ON COLUMN @extschema@.v_fee.attribution IS 'credit to keep where the row is passed on; NULL: none is called for';
GRANT SELECT ON @extschema@.v_fee TO PUBLIC;
