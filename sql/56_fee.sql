-- How much: what is charged on a shipment

CREATE FUNCTION @extschema@.export_fee(
	value numeric,
	spec @extschema@.gpu_spec,
	destination text,
	on_date date DEFAULT CURRENT_DATE,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	facts text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	basis text DEFAULT NULL,
	OUT charge text,
	OUT pct numeric,
	OUT base text,
	OUT amount numeric,
	OUT rule text,
	OUT standing text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_fee_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 1;
COMMENT ON FUNCTION @extschema@.export_fee(numeric, @extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[], text) IS
	'a row per charge (revenue_share, duty) at the gates of a shipment, none where nothing is charged: percentage, amount (value * pct / 100, NULL where value is), rule and its standing in the words of the rule row; pct is NULL where it is open which rule decides; basis: one kind of charge alone';

CREATE FUNCTION @extschema@.export_fee(
	value numeric,
	chip text,
	destination text,
	on_date date DEFAULT CURRENT_DATE,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	facts text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	basis text DEFAULT NULL,
	OUT charge text,
	OUT pct numeric,
	OUT base text,
	OUT amount numeric,
	OUT rule text,
	OUT standing text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_fee_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 1;
COMMENT ON FUNCTION @extschema@.export_fee(numeric, text, text, date, text, text, text, text, text, text, text, text[], text) IS
	'a row per charge (revenue_share, duty) at the gates of a shipment, none where nothing is charged: percentage, amount (value * pct / 100, NULL where value is), rule and its standing in the words of the rule row; pct is NULL where it is open which rule decides; basis: one kind of charge alone, for a chip by name: its maker is the seller';
