-- Where: the gates of a shipment, one after the other
--
-- policy_regime.gate says which regime speaks for which gate.

CREATE FUNCTION @extschema@.trade_gates(
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
	OUT gate text,
	OUT regimes text[],
	OUT verdict @extschema@.verdict,
	OUT stops boolean,
	OUT stopping boolean,
	OUT fee_pct numeric,
	OUT rule text,
	OUT note text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_gates_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 3;
COMMENT ON FUNCTION @extschema@.trade_gates(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'a row per gate in the order of passing them: us_licence, us_duty (entry into the US), origin where rules of the place of shipment speak, destination; stops: presumption of denial or prohibition, NULL where not certain; stopping marks the first gate that stops';

CREATE FUNCTION @extschema@.trade_gates(
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
	OUT gate text,
	OUT regimes text[],
	OUT verdict @extschema@.verdict,
	OUT stops boolean,
	OUT stopping boolean,
	OUT fee_pct numeric,
	OUT rule text,
	OUT note text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_gates_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 3;
COMMENT ON FUNCTION @extschema@.trade_gates(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'a row per gate in the order of passing them: us_licence, us_duty (entry into the US), origin where rules of the place of shipment speak, destination; stops: presumption of denial or prohibition, NULL where not certain; stopping marks the first gate that stops, for a chip by name: its maker is the seller';
