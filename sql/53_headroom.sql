-- How far: each limit that bears on a question, and what lies beyond it

CREATE FUNCTION @extschema@.export_headroom(
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
	OUT rule_id text,
	OUT branch integer,
	OUT field text,
	OUT operator text,
	OUT value numeric,
	OUT limit_value numeric,
	OUT margin numeric,
	OUT ratio numeric,
	OUT holds boolean,
	OUT verdict_now @extschema@.verdict,
	OUT verdict_beyond @extschema@.verdict,
	OUT binding boolean
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_headroom_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 20;
COMMENT ON FUNCTION @extschema@.export_headroom(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'a row per comparison of the spec tests that bear on the question, by rule and alternative (branch): value, limit, margin (limit - value), ratio (value / limit), the verdict now and if this comparison alone came out otherwise; binding marks the nearest limit whose crossing changes the answer';

CREATE FUNCTION @extschema@.export_headroom(
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
	OUT rule_id text,
	OUT branch integer,
	OUT field text,
	OUT operator text,
	OUT value numeric,
	OUT limit_value numeric,
	OUT margin numeric,
	OUT ratio numeric,
	OUT holds boolean,
	OUT verdict_now @extschema@.verdict,
	OUT verdict_beyond @extschema@.verdict,
	OUT binding boolean
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_headroom_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 20;
COMMENT ON FUNCTION @extschema@.export_headroom(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'a row per comparison of the spec tests that bear on the question, by rule and alternative (branch): value, limit, margin (limit - value), ratio (value / limit), the verdict now and if this comparison alone came out otherwise; binding marks the nearest limit whose crossing changes the answer, for a chip by name: its maker is the seller';
