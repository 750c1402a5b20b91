-- When: the answer to one question over a span of days

CREATE FUNCTION @extschema@.policy_timeline(
	spec @extschema@.gpu_spec,
	destination text,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	facts text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	from_date date DEFAULT '2022-01-01',
	to_date date DEFAULT CURRENT_DATE,
	OUT valid_from date,
	OUT valid_to date,
	OUT verdict @extschema@.verdict,
	OUT at_best @extschema@.verdict,
	OUT at_worst @extschema@.verdict,
	OUT eccn text,
	OUT rule text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'policy_timeline_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION @extschema@.policy_timeline(@extschema@.gpu_spec, text, text, text, text, text, text, text, text, text[], date, date) IS
	'ranges of days, both ends included, that tile from_date to to_date: a new one where the verdict or the deciding rule changes; eccn lists the classifications within the range';

CREATE FUNCTION @extschema@.policy_timeline(
	chip text,
	destination text,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	facts text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	from_date date DEFAULT '2022-01-01',
	to_date date DEFAULT CURRENT_DATE,
	OUT valid_from date,
	OUT valid_to date,
	OUT verdict @extschema@.verdict,
	OUT at_best @extschema@.verdict,
	OUT at_worst @extschema@.verdict,
	OUT eccn text,
	OUT rule text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'policy_timeline_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION @extschema@.policy_timeline(text, text, text, text, text, text, text, text, text, text[], date, date) IS
	'ranges of days, both ends included, that tile from_date to to_date: a new one where the verdict or the deciding rule changes; eccn lists the classifications within the range, for a chip by name: its maker is the seller';
