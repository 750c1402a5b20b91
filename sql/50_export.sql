-- Decisions: may this item go there, that day, to them, and why
--
-- A transaction fact that is left out ('ordinary') is the ordinary case; NULL
-- is unknown.  buyer, end_use and facts are evaluated only when given.

CREATE FUNCTION @extschema@.export_verdict(
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
	regimes text[] DEFAULT NULL
)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'export_verdict_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_verdict(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'strictest verdict of the regimes asked on a day; NULL where the possible verdicts differ or no rule covers the case';

CREATE FUNCTION @extschema@.export_verdict(
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
	regimes text[] DEFAULT NULL
)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'export_verdict_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_verdict(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'strictest verdict of the regimes asked on a day; NULL where the possible verdicts differ or no rule covers the case, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_ok(
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
	within @extschema@.verdict DEFAULT 'notify'
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_ok_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_ok(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[], @extschema@.verdict) IS
	'may it ship without an individual licence? true if the verdict is at worst within, false if at best beyond it, NULL otherwise';

CREATE FUNCTION @extschema@.export_ok(
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
	within @extschema@.verdict DEFAULT 'notify'
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_ok_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_ok(text, text, date, text, text, text, text, text, text, text, text[], @extschema@.verdict) IS
	'may it ship without an individual licence? true if the verdict is at worst within, false if at best beyond it, NULL otherwise, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_denied(
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
	regimes text[] DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_denied_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_denied(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'is the answer a presumption of denial or a prohibition? NULL where that is not certain';

CREATE FUNCTION @extschema@.export_denied(
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
	regimes text[] DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_denied_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_denied(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'is the answer a presumption of denial or a prohibition? NULL where that is not certain, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.license_required(
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
	regimes text[] DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'license_required_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.license_required(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'is an individual licence needed, whatever its chances? NULL where that is not certain';

CREATE FUNCTION @extschema@.license_required(
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
	regimes text[] DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'license_required_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.license_required(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'is an individual licence needed, whatever its chances? NULL where that is not certain, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_decision(
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
	OUT verdict @extschema@.verdict,
	OUT at_best @extschema@.verdict,
	OUT at_worst @extschema@.verdict,
	OUT eccn text,
	OUT rule text,
	OUT title text,
	OUT review_policy text,
	OUT fee_pct numeric,
	OUT fee_basis text,
	OUT conditions text[],
	OUT not_evaluated text[],
	OUT assumed text,
	OUT missing text[],
	OUT scope_note text,
	OUT known_through date,
	OUT confidence text,
	OUT citation text,
	OUT url text
)
	RETURNS record
	AS 'MODULE_PATHNAME', 'export_decision_spec'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_decision(@extschema@.gpu_spec, text, date, text, text, text, text, text, text, text, text[]) IS
	'one row: the verdict with its bounds, ECCN, deciding rule (those that may decide, | between them), review policy, fee, conditions, rules that wait for a fact, assumed and missing facts, scope and citation';

CREATE FUNCTION @extschema@.export_decision(
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
	OUT verdict @extschema@.verdict,
	OUT at_best @extschema@.verdict,
	OUT at_worst @extschema@.verdict,
	OUT eccn text,
	OUT rule text,
	OUT title text,
	OUT review_policy text,
	OUT fee_pct numeric,
	OUT fee_basis text,
	OUT conditions text[],
	OUT not_evaluated text[],
	OUT assumed text,
	OUT missing text[],
	OUT scope_note text,
	OUT known_through date,
	OUT confidence text,
	OUT citation text,
	OUT url text
)
	RETURNS record
	AS 'MODULE_PATHNAME', 'export_decision_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_decision(text, text, date, text, text, text, text, text, text, text, text[]) IS
	'one row: the verdict with its bounds, ECCN, deciding rule (those that may decide, | between them), review policy, fee, conditions, rules that wait for a fact, assumed and missing facts, scope and citation, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.eccn(spec @extschema@.gpu_spec, on_date date DEFAULT CURRENT_DATE)
	RETURNS text
	AS 'MODULE_PATHNAME', 'eccn_spec'
	LANGUAGE C STABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.eccn(@extschema@.gpu_spec, date) IS
	'export control classification of an item on a day: 3A090.a, 3A090.b, 3A090.c, 3A090.a (2022) or not 3A090; NULL where unknown fields leave it open';

CREATE FUNCTION @extschema@.eccn(chip text, on_date date DEFAULT CURRENT_DATE)
	RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.eccn(@extschema@.chip_spec(chip), on_date);
COMMENT ON FUNCTION @extschema@.eccn(text, date) IS
	'export control classification of a chip by name on a day';
