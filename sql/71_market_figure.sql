-- The market: demand, supply, published figures, claims, and what file each
-- bundled row comes from

CREATE TABLE @extschema@.demand_bundled (
	demand_id text NOT NULL CONSTRAINT demand_id_check CHECK (demand_id <> ''),
	year text,
	period daterange NOT NULL CONSTRAINT demand_period_check
		CHECK (NOT pg_catalog.isempty(period)
			   AND period <@ '[1990-01-01,2100-01-01)'::daterange),
	buyer_segment text NOT NULL CONSTRAINT demand_buyer_segment_check
		CHECK (buyer_segment ~ '^[^/ ]+(/[^/]+)*$'),
	measure text NOT NULL CONSTRAINT demand_measure_check
		CHECK (measure IN ('units', 'capex', 'purchases', 'market')),
	status text NOT NULL DEFAULT 'estimate' CONSTRAINT demand_status_check
		CHECK (status IN ('delivered', 'ordered', 'approved', 'forecast',
						  'estimate')),
	unit text CONSTRAINT demand_unit_check
		CHECK (unit IN ('die', 'package', 'card', 'board', 'server', 'rack')),
	units @extschema@.estimate,
	value @extschema@.estimate,
	currency text CONSTRAINT demand_currency_check
		CHECK (currency ~ '^[A-Z]{3}$'),
	source_id text,
	cited text,
	confidence text CONSTRAINT demand_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	note text,
	CONSTRAINT demand_units_unit_check CHECK (units IS NULL OR unit IS NOT NULL),
	CONSTRAINT demand_value_currency_check
		CHECK ((value IS NULL) = (currency IS NULL))
);
COMMENT ON COLUMN @extschema@.demand_bundled.demand_id IS
'key; left out, it is made of segment, period, measure and source';
COMMENT ON COLUMN @extschema@.demand_bundled.year IS
'the period as the source names it: 2025, 2025H1, 2026Q1, 2025-2027';
COMMENT ON COLUMN @extschema@.demand_bundled.period IS 'its days';
COMMENT ON COLUMN @extschema@.demand_bundled.buyer_segment IS
'who buys, a path: cn_csp/ByteDance/nvidia_purchases is within cn_csp/ByteDance, and that within cn_csp/all';
COMMENT ON COLUMN @extschema@.demand_bundled.measure IS
'units, capex (spending of all kinds), purchases (of chips), market (a market''s value)';
COMMENT ON COLUMN @extschema@.demand_bundled.status IS
'delivered, ordered, approved, forecast, estimate';
COMMENT ON COLUMN @extschema@.demand_bundled.unit IS
'what units is a number of';
COMMENT ON COLUMN @extschema@.demand_bundled.units IS
'units wanted or bought; NULL: not known';
COMMENT ON COLUMN @extschema@.demand_bundled.value IS
'money in the currency; NULL: not known, or published in another currency';
COMMENT ON COLUMN @extschema@.demand_bundled.currency IS
'ISO 4217 code; nothing was converted';
COMMENT ON COLUMN @extschema@.demand_bundled.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.demand_bundled.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.demand_bundled.confidence IS
'high, medium, low, by the convention of shipment';
COMMENT ON COLUMN @extschema@.demand_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.demand_bundled'::pg_catalog.regclass,
	'Buyers'' spending, and units wanted or bought.'::pg_catalog.text,
	VARIADIC ARRAY['demand_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.demand_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.demand, @extschema@.demand_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.supply_bundled (
	supply_id text NOT NULL CONSTRAINT supply_id_check CHECK (supply_id <> ''),
	period daterange NOT NULL CONSTRAINT supply_period_check
		CHECK (NOT pg_catalog.isempty(period)
			   AND period <@ '[1990-01-01,2100-01-01)'::daterange),
	supplier text NOT NULL,
	item text NOT NULL,
	chip text,
	unit text NOT NULL,
	quantity @extschema@.estimate,
	status text NOT NULL DEFAULT 'estimate' CONSTRAINT supply_status_check
		CHECK (status IN ('delivered', 'ordered', 'approved', 'forecast',
						  'estimate')),
	source_id text,
	cited text,
	confidence text CONSTRAINT supply_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	note text
);
COMMENT ON COLUMN @extschema@.supply_bundled.supply_id IS 'key';
COMMENT ON COLUMN @extschema@.supply_bundled.period IS
'days; one day for a stock or a capacity at that time';
COMMENT ON COLUMN @extschema@.supply_bundled.supplier IS
'who makes or holds it';
COMMENT ON COLUMN @extschema@.supply_bundled.item IS
'what it is: dies, HBM stacks, wafers, yield, stock';
COMMENT ON COLUMN @extschema@.supply_bundled.chip IS
'name in chip of the chip that it goes into, or that it is';
COMMENT ON COLUMN @extschema@.supply_bundled.unit IS
'unit of quantity: dies, stacks, wafers per month, percent, units';
COMMENT ON COLUMN @extschema@.supply_bundled.quantity IS
'quantity; NULL: not known';
COMMENT ON COLUMN @extschema@.supply_bundled.status IS
'delivered, ordered, approved, forecast, estimate';
COMMENT ON COLUMN @extschema@.supply_bundled.source_id IS 'source in source';
COMMENT ON COLUMN @extschema@.supply_bundled.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.supply_bundled.confidence IS
'high, medium, low, by the convention of shipment';
COMMENT ON COLUMN @extschema@.supply_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.supply_bundled'::pg_catalog.regclass,
	'Supply below the chip: dies, HBM stacks, wafer capacity, yields, stocks.'::pg_catalog.text,
	VARIADIC ARRAY['supply_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.supply_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.supply, @extschema@.supply_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.published_figure_bundled (
	figure_id text NOT NULL CONSTRAINT published_figure_id_check
		CHECK (figure_id <> ''),
	subject text NOT NULL,
	metric text NOT NULL,
	unit text NOT NULL,
	basis text,
	scope text,
	period daterange CONSTRAINT published_figure_period_check
		CHECK (NOT pg_catalog.isempty(period)),
	kind text NOT NULL CONSTRAINT published_figure_kind_check
		CHECK (kind IN ('share', 'ratio', 'total', 'chip')),
	value @extschema@.estimate NOT NULL,
	series text,
	source_id text,
	cited text,
	published date,
	confidence text CONSTRAINT published_figure_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	note text
);
COMMENT ON COLUMN @extschema@.published_figure_bundled.figure_id IS
'key; left out, it is made of subject, metric, basis, scope, period and source';
COMMENT ON COLUMN @extschema@.published_figure_bundled.subject IS
'what the figure is of: a maker, a chip, a market';
COMMENT ON COLUMN @extschema@.published_figure_bundled.metric IS
'what was measured';
COMMENT ON COLUMN @extschema@.published_figure_bundled.unit IS
'unit of value: percent, ratio, card, package, USD and so on';
COMMENT ON COLUMN @extschema@.published_figure_bundled.basis IS
'what a share is a share of, or how a figure is counted: units, value, compute; NULL: not said';
COMMENT ON COLUMN @extschema@.published_figure_bundled.scope IS
'country code or group within which it holds';
COMMENT ON COLUMN @extschema@.published_figure_bundled.period IS
'days of which it is; NULL: of no time';
COMMENT ON COLUMN @extschema@.published_figure_bundled.kind IS
'share, ratio, total (of a market or a site), chip (a figure of one chip)';
COMMENT ON COLUMN @extschema@.published_figure_bundled.value IS
'the figure as published; never taken apart';
COMMENT ON COLUMN @extschema@.published_figure_bundled.series IS
'series in shipment that it belongs to, if any';
COMMENT ON COLUMN @extschema@.published_figure_bundled.source_id IS
'source in source';
COMMENT ON COLUMN @extschema@.published_figure_bundled.cited IS
'the citation as the row was collected with';
COMMENT ON COLUMN @extschema@.published_figure_bundled.published IS
'day of the publication, where known';
COMMENT ON COLUMN @extschema@.published_figure_bundled.confidence IS
'high, medium, low, by the convention of shipment';
COMMENT ON COLUMN @extschema@.published_figure_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.published_figure_bundled'::pg_catalog.regclass,
	'Shares, ratios, totals and figures of chips as somebody published them.'::pg_catalog.text,
	VARIADIC ARRAY['figure_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.published_figure_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.published_figure, @extschema@.published_figure_user
	TO @extowner@ WITH GRANT OPTION;

CREATE TABLE @extschema@.claim_bundled (
	claim_id text NOT NULL CONSTRAINT claim_id_check CHECK (claim_id <> ''),
	topic text,
	paraphrase text NOT NULL,
	numbers text,
	unit text,
	claim_date date,
	claim_date_precision text CONSTRAINT claim_date_precision_check
		CHECK (claim_date_precision IN ('year', 'month', 'day')),
	speaker text,
	relations text,
	test text,
	expected text,
	verdict text CONSTRAINT claim_verdict_check
		CHECK (verdict IN ('holds', 'partly', 'fails', 'untestable')),
	evidence text,
	evidence_url text,
	source_id text,
	note text,
	CONSTRAINT claim_date_check
		CHECK ((claim_date IS NULL) = (claim_date_precision IS NULL))
);
COMMENT ON COLUMN @extschema@.claim_bundled.claim_id IS 'key';
COMMENT ON COLUMN @extschema@.claim_bundled.topic IS 'subject';
COMMENT ON COLUMN @extschema@.claim_bundled.paraphrase IS
'what was claimed, in our words';
COMMENT ON COLUMN @extschema@.claim_bundled.numbers IS
'its numbers, ; between several';
COMMENT ON COLUMN @extschema@.claim_bundled.unit IS
'their units, ; between several';
COMMENT ON COLUMN @extschema@.claim_bundled.claim_date IS
'when it was claimed: first day of the span that claim_date_precision says';
COMMENT ON COLUMN @extschema@.claim_bundled.claim_date_precision IS
'year, month or day';
COMMENT ON COLUMN @extschema@.claim_bundled.speaker IS 'who claims it';
COMMENT ON COLUMN @extschema@.claim_bundled.relations IS
'files that it is tested against, ; between several';
COMMENT ON COLUMN @extschema@.claim_bundled.test IS
'how the researchers tested it: SQL over the files, or words';
COMMENT ON COLUMN @extschema@.claim_bundled.expected IS
'what the test gave them';
COMMENT ON COLUMN @extschema@.claim_bundled.verdict IS
'their judgement: holds, partly (right under one reading, wrong under another), fails, untestable';
COMMENT ON COLUMN @extschema@.claim_bundled.evidence IS 'what it rests on';
COMMENT ON COLUMN @extschema@.claim_bundled.evidence_url IS
'address of the evidence';
COMMENT ON COLUMN @extschema@.claim_bundled.source_id IS
'source of the claim in source';
COMMENT ON COLUMN @extschema@.claim_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.claim_bundled'::pg_catalog.regclass,
	'Claims that were made, with a test and a judgement each; no facts.'::pg_catalog.text,
	VARIADIC ARRAY['claim_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.claim_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.claim, @extschema@.claim_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.dataset_bundled (
	file text NOT NULL CONSTRAINT dataset_file_check
		CHECK (file ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
	relation text,
	rows bigint CONSTRAINT dataset_rows_check CHECK (rows >= 0::bigint),
	sha256 text CONSTRAINT dataset_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
	provenance text,
	licence text,
	attribution text
);
COMMENT ON COLUMN @extschema@.dataset_bundled.file IS 'name of the file';
COMMENT ON COLUMN @extschema@.dataset_bundled.relation IS
'where its rows are, | between several';
COMMENT ON COLUMN @extschema@.dataset_bundled.rows IS 'rows of the file';
COMMENT ON COLUMN @extschema@.dataset_bundled.sha256 IS
'its checksum (SHA-256)';
COMMENT ON COLUMN @extschema@.dataset_bundled.provenance IS
'where its content comes from';
COMMENT ON COLUMN @extschema@.dataset_bundled.licence IS
'terms of what is not ours in it';
COMMENT ON COLUMN @extschema@.dataset_bundled.attribution IS
'credit to keep where the rows are passed on; NULL: none is called for';
SELECT @extschema@.knowledge_define('@extschema@.dataset_bundled'::pg_catalog.regclass,
	'Files that bundled rows come from.'::pg_catalog.text,
	VARIADIC ARRAY['file']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.dataset_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.dataset, @extschema@.dataset_user TO @extowner@
	WITH GRANT OPTION;
