-- The market: relations of the kind that 30_knowledge.sql describes.
--
-- The bundled rows come with extension chiptrade_data, whose tables are
-- children of the R_bundled tables here: they go when it is dropped.
--
-- What is added up wrongly is stopped by columns: "series" (one source's way of
-- counting; series are alternative views of the same goods), "level" (what a
-- row of the series stands for), "status", "unit", "channel".

CREATE TABLE @extschema@.series_bundled (
	series text NOT NULL CONSTRAINT series_name_check
		CHECK (series ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
	title text,
	counted text,
	unit text CONSTRAINT series_unit_check
		CHECK (unit IN ('die', 'package', 'card', 'board', 'server', 'rack')),
	note text
);
COMMENT ON COLUMN @extschema@.series_bundled.series IS 'key';
COMMENT ON COLUMN @extschema@.series_bundled.title IS
'whose figures, and of what';
COMMENT ON COLUMN @extschema@.series_bundled.counted IS
'what is counted in it and what is not';
COMMENT ON COLUMN @extschema@.series_bundled.unit IS
'what its quantities are numbers of: die, package, card, board, server, rack; NULL where it has only values';
COMMENT ON COLUMN @extschema@.series_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.series_bundled'::pg_catalog.regclass,
	'Series of the market: one source''s way of counting. Never add rows of two series.'::pg_catalog.text,
	VARIADIC ARRAY['series']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.series_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.series, @extschema@.series_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.shipment_bundled (
	shipment_id text NOT NULL CONSTRAINT shipment_id_check
		CHECK (shipment_id <> ''),
	period daterange NOT NULL CONSTRAINT shipment_period_check
		CHECK (NOT pg_catalog.isempty(period)
			   AND period <@ '[1990-01-01,2100-01-01)'::daterange),
	vendor text NOT NULL,
	product text,
	chip text,
	family text,
	made_in text,
	vendor_country text,
	destination text,
	buyer text,
	end_user text,
	owner text,
	channel text NOT NULL DEFAULT 'unknown' CONSTRAINT shipment_channel_check
		CHECK (channel IN ('direct', 'csp', 'csp_offshore', 'xinchuang',
						   'gray', 'domestic', 'unknown')),
	status text NOT NULL CONSTRAINT shipment_status_check
		CHECK (status IN ('delivered', 'ordered', 'approved', 'forecast',
						  'estimate')),
	unit text CONSTRAINT shipment_unit_check
		CHECK (unit IN ('die', 'package', 'card', 'board', 'server', 'rack')),
	quantity @extschema@.estimate CONSTRAINT shipment_quantity_check
		CHECK (LEAST(@extschema@.low(quantity), @extschema@.mid(quantity),
					 @extschema@.high(quantity)) >= 0::numeric),
	value @extschema@.estimate CONSTRAINT shipment_value_check
		CHECK (LEAST(@extschema@.low(value), @extschema@.mid(value),
					 @extschema@.high(value)) >= 0::numeric),
	currency text CONSTRAINT shipment_currency_check
		CHECK (currency ~ '^[A-Z]{3}$'),
	h100e_published @extschema@.estimate CONSTRAINT shipment_h100e_check
		CHECK (LEAST(@extschema@.low(h100e_published), @extschema@.mid(h100e_published),
					 @extschema@.high(h100e_published)) >= 0::numeric),
	series text NOT NULL,
	level text NOT NULL DEFAULT 'report' CONSTRAINT shipment_level_check
		CHECK (level ~ '^[a-z][a-z0-9-]*$'),
	additive boolean NOT NULL DEFAULT false,
	overlaps_series text,
	source_id text,
	cited text,
	published date,
	confidence text CONSTRAINT shipment_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	note text,
	CONSTRAINT shipment_product_check CHECK ((chip IS NULL) <> (family IS NULL)),
	CONSTRAINT shipment_quantity_unit_check
		CHECK (quantity IS NULL OR unit IS NOT NULL),
	CONSTRAINT shipment_value_currency_check
		CHECK ((value IS NULL) = (currency IS NULL))
);
COMMENT ON COLUMN @extschema@.shipment_bundled.shipment_id IS 'key';
COMMENT ON COLUMN @extschema@.shipment_bundled.period IS
'days in which the goods moved, were ordered or are to come';
COMMENT ON COLUMN @extschema@.shipment_bundled.vendor IS
'maker, or a group of makers such as all Chinese vendors';
COMMENT ON COLUMN @extschema@.shipment_bundled.product IS
'name of the chip, family or mixture as the source has it; where chip and family are left out they are looked up by it';
COMMENT ON COLUMN @extschema@.shipment_bundled.chip IS
'name of the chip in chip; NULL where the row counts a family';
COMMENT ON COLUMN @extschema@.shipment_bundled.family IS
'name of the family or mixture in chip_family; NULL where the row counts one chip';
COMMENT ON COLUMN @extschema@.shipment_bundled.made_in IS
'where the good is made or was last exported from, ISO code; not the maker''s nationality';
COMMENT ON COLUMN @extschema@.shipment_bundled.vendor_country IS
'country of the maker, ISO code; left out, it is taken from the chip or the maker''s other chips';
COMMENT ON COLUMN @extschema@.shipment_bundled.destination IS
'ISO code, or XW for the world: never add XW to countries; NULL: not known';
COMMENT ON COLUMN @extschema@.shipment_bundled.buyer IS
'buyer or parties as the source has them';
COMMENT ON COLUMN @extschema@.shipment_bundled.end_user IS
'who uses the goods, where that is said';
COMMENT ON COLUMN @extschema@.shipment_bundled.owner IS
'who owns them, where that is somebody else';
COMMENT ON COLUMN @extschema@.shipment_bundled.channel IS
'direct (maker to a buyer in the country), csp (a cloud or internet company''s own purchase), csp_offshore (a data centre abroad), xinchuang (state and telecom localisation), gray (smuggled or diverted), domestic, unknown; what the row''s source looks at, no partition of the market';
COMMENT ON COLUMN @extschema@.shipment_bundled.status IS
'delivered, ordered, approved, forecast, estimate; one card may be in several rows of different status';
COMMENT ON COLUMN @extschema@.shipment_bundled.unit IS
'what quantity is a number of: die, package, card, board, server, rack';
COMMENT ON COLUMN @extschema@.shipment_bundled.quantity IS
'number of units; NULL is not known, 0 is none';
COMMENT ON COLUMN @extschema@.shipment_bundled.value IS
'value in the currency, as published';
COMMENT ON COLUMN @extschema@.shipment_bundled.currency IS
'ISO 4217 code of value; nothing was converted';
COMMENT ON COLUMN @extschema@.shipment_bundled.h100e_published IS
'the publisher''s own H100-equivalents of the row, on the publisher''s basis';
COMMENT ON COLUMN @extschema@.shipment_bundled.series IS
'whose way of counting: rows of two series are never added';
COMMENT ON COLUMN @extschema@.shipment_bundled.level IS
'what a row of the series stands for, for example chip-quarter or vendor-year: rows of two levels are never added';
COMMENT ON COLUMN @extschema@.shipment_bundled.additive IS
'may rows of the series and level be added over disjoint periods and chips?';
COMMENT ON COLUMN @extschema@.shipment_bundled.overlaps_series IS
'series that count some of the same goods, | between them';
COMMENT ON COLUMN @extschema@.shipment_bundled.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.shipment_bundled.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.shipment_bundled.published IS
'day of the publication or snapshot that the figure is of';
COMMENT ON COLUMN @extschema@.shipment_bundled.confidence IS
'high (company or official statement, or several agree), medium (named analyst house or major paper), low (anonymous, single, rumour, or a rewrite that may have lost detail)';
COMMENT ON COLUMN @extschema@.shipment_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.shipment_bundled'::pg_catalog.regclass,
	'Shipments, orders, approvals and forecasts of accelerators: one source''s number a row.'::pg_catalog.text,
	VARIADIC ARRAY['shipment_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.shipment_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.shipment, @extschema@.shipment_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.vendor_revenue_bundled (
	revenue_id text NOT NULL CONSTRAINT vendor_revenue_id_check
		CHECK (revenue_id <> ''),
	vendor text NOT NULL,
	fiscal_period text NOT NULL CONSTRAINT vendor_revenue_fiscal_period_check
		CHECK (fiscal_period ~ '^(FY)?[0-9]{4}([QH][1-4])?$'),
	period daterange NOT NULL CONSTRAINT vendor_revenue_period_check
		CHECK (NOT pg_catalog.isempty(period)
			   AND period <@ '[1990-01-01,2100-01-01)'::daterange),
	geography text NOT NULL,
	country text,
	measure text NOT NULL CONSTRAINT vendor_revenue_measure_check
		CHECK (measure IN ('total', 'data_center', 'data_center_compute',
						   'data_center_networking', 'product')),
	basis text CONSTRAINT vendor_revenue_basis_check
		CHECK (basis IN ('billing', 'hq', 'all')),
	product text,
	status text NOT NULL DEFAULT 'reported' CONSTRAINT vendor_revenue_status_check
		CHECK (status IN ('reported', 'derived', 'estimate', 'forecast')),
	revenue @extschema@.estimate NOT NULL,
	currency text NOT NULL CONSTRAINT vendor_revenue_currency_check
		CHECK (currency ~ '^[A-Z]{3}$'),
	source_id text,
	cited text,
	confidence text CONSTRAINT vendor_revenue_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	note text,
	CONSTRAINT vendor_revenue_product_check
		CHECK ((measure = 'product') = (product IS NOT NULL))
);
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.revenue_id IS
'key; left out, it is made of vendor, fiscal period, geography, measure, basis and product';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.vendor IS 'company';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.fiscal_period IS
'the company''s name of the period: FY2026, FY2026Q1; 2025Q4 where it is the calendar''s';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.period IS
'days of the fiscal period';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.geography IS
'region as the company names it';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.country IS
'ISO code of the region, XW for the world, CN for China including Hong Kong; NULL: another remainder';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.measure IS
'total, data_center, data_center_compute, data_center_networking, product';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.basis IS
'how revenue is given to a region: billing (where it was invoiced), hq (where the customer''s headquarters are), all (no split); NULL: a product''s. Never both in one line of time';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.product IS
'the product, where measure is product';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.status IS
'reported, derived (a difference, a percentage of a total), estimate (of the press), forecast (guidance or target)';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.revenue IS
'revenue in the currency';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.currency IS
'ISO 4217 code';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.source_id IS
'source in source';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.confidence IS
'high, medium, low, by the convention of shipment';
COMMENT ON COLUMN @extschema@.vendor_revenue_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.vendor_revenue_bundled'::pg_catalog.regclass,
	'Revenue of companies by fiscal period, region and measure.'::pg_catalog.text,
	VARIADIC ARRAY['revenue_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.vendor_revenue_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.vendor_revenue, @extschema@.vendor_revenue_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.trade_flow_bundled (
	flow_id text NOT NULL CONSTRAINT trade_flow_id_check CHECK (flow_id <> ''),
	reporter text NOT NULL,
	partner text NOT NULL CONSTRAINT trade_flow_partner_check
		CHECK (partner ~ '^[A-Z][A-Z0-9+]+$'),
	hs_code text CONSTRAINT trade_flow_hs_code_check
		CHECK (hs_code ~ '^([0-9]{2,12}|[A-Z]+)$'),
	flow text NOT NULL CONSTRAINT trade_flow_flow_check
		CHECK (flow IN ('import', 'export')),
	period daterange NOT NULL CONSTRAINT trade_flow_period_check
		CHECK (NOT pg_catalog.isempty(period)
			   AND period <@ '[1990-01-01,2100-01-01)'::daterange),
	value @extschema@.estimate,
	currency text CONSTRAINT trade_flow_currency_check
		CHECK (currency ~ '^[A-Z]{3}$'),
	quantity @extschema@.estimate,
	unit text,
	status text NOT NULL DEFAULT 'reported' CONSTRAINT trade_flow_status_check
		CHECK (status IN ('reported', 'derived')),
	source_id text,
	cited text,
	confidence text CONSTRAINT trade_flow_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	note text,
	CONSTRAINT trade_flow_value_currency_check
		CHECK ((value IS NULL) = (currency IS NULL)),
	CONSTRAINT trade_flow_quantity_unit_check
		CHECK ((quantity IS NULL) = (unit IS NULL))
);
COMMENT ON COLUMN @extschema@.trade_flow_bundled.flow_id IS
'key; left out, it is made of reporter, partner, code, flow and period';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.reporter IS
'country whose statistics they are, ISO code';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.partner IS
'ISO code of the other side; XW for the world; ASEAN, CN+HK and the like for groups';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.hs_code IS
'heading of the Harmonized System; TOTAL all goods; ICT and ELEC groups of Taiwan''s finance ministry; NULL: not stated. Codes do not isolate accelerators';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.flow IS
'import or export, from the reporter''s side';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.period IS
'days; periods nest (months in years to date in years): choose one length before adding';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.value IS
'value in the currency; NULL: not published in it';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.currency IS 'ISO 4217 code';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.quantity IS
'quantity in the unit';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.unit IS
'unit of quantity as published';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.status IS
'reported, or derived (computed from a change, converted)';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.source_id IS
'source in source';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.confidence IS
'high, medium, low, by the convention of shipment';
COMMENT ON COLUMN @extschema@.trade_flow_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.trade_flow_bundled'::pg_catalog.regclass,
	'Trade in goods as customs or a ministry published it.'::pg_catalog.text,
	VARIADIC ARRAY['flow_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.trade_flow_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.trade_flow, @extschema@.trade_flow_user TO @extowner@
	WITH GRANT OPTION;
