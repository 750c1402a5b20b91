-- Why: what became of each rule, test by test
--
-- tests is a list of {name, result, value, limit, distance}; the comparisons
-- of the spec_test follow it, each with its operator.

CREATE FUNCTION @extschema@.export_explain(
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
	OUT regime text,
	OUT rule_id text,
	OUT title text,
	OUT precedence integer,
	OUT verdict @extschema@.verdict,
	OUT status text,
	OUT applies boolean,
	OUT reason text,
	OUT tests jsonb,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_explain_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION @extschema@.export_explain(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'a row per rule of the regimes asked that is live on the day, the deciding ones first: status (decides, may decide, outranked, gate closed, undecided, does not apply, waits for a fact), whether it applies (NULL: unknown), the reason, every test with value, limit and distance';

CREATE FUNCTION @extschema@.export_explain(
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
	OUT regime text,
	OUT rule_id text,
	OUT title text,
	OUT precedence integer,
	OUT verdict @extschema@.verdict,
	OUT status text,
	OUT applies boolean,
	OUT reason text,
	OUT tests jsonb,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_explain_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION @extschema@.export_explain(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'a row per rule of the regimes asked that is live on the day, the deciding ones first: status (decides, may decide, outranked, gate closed, undecided, does not apply, waits for a fact), whether it applies (NULL: unknown), the reason, every test with value, limit and distance, for a chip by name: its maker is the seller';
