-- Decisions by a policy: for a spec the answer depends on the arguments alone
--
-- regimes and within stand where the forms without a policy have them, and
-- facts last: a call of untyped literals then always has one best candidate.

CREATE FUNCTION @extschema@.export_verdict(
	spec @extschema@.gpu_spec,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'export_verdict_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_verdict(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'strictest verdict on a day by the rules of a policy; NULL where the possible verdicts differ or no rule covers the case';

CREATE FUNCTION @extschema@.export_verdict(
	chip text,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'export_verdict_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_verdict(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'strictest verdict on a day by the rules of a policy; NULL where the possible verdicts differ or no rule covers the case, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_ok(
	spec @extschema@.gpu_spec,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	within @extschema@.verdict DEFAULT 'notify',
	facts text DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_ok_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_ok(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], @extschema@.verdict, text) IS
	'may it ship without an individual licence by the rules of a policy? true if the verdict is at worst within, false if at best beyond it, NULL otherwise';

CREATE FUNCTION @extschema@.export_ok(
	chip text,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	within @extschema@.verdict DEFAULT 'notify',
	facts text DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_ok_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_ok(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], @extschema@.verdict, text) IS
	'may it ship without an individual licence by the rules of a policy? true if the verdict is at worst within, false if at best beyond it, NULL otherwise, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_denied(
	spec @extschema@.gpu_spec,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_denied_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_denied(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'is the answer by the rules of a policy a presumption of denial or a prohibition? NULL where that is not certain';

CREATE FUNCTION @extschema@.export_denied(
	chip text,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_denied_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_denied(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'is the answer by the rules of a policy a presumption of denial or a prohibition? NULL where that is not certain, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.license_required(
	spec @extschema@.gpu_spec,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'license_required_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.license_required(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'is an individual licence needed by the rules of a policy, whatever its chances? NULL where that is not certain';

CREATE FUNCTION @extschema@.license_required(
	chip text,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'license_required_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.license_required(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'is an individual licence needed by the rules of a policy, whatever its chances? NULL where that is not certain, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_decision(
	spec @extschema@.gpu_spec,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL,
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
	AS 'MODULE_PATHNAME', 'export_decision_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_decision(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'one row by the rules of a policy: the verdict with its bounds, ECCN, deciding rule, review policy, fee, conditions, rules that wait for a fact, assumed and missing facts, scope and citation';

CREATE FUNCTION @extschema@.export_decision(
	chip text,
	destination text,
	on_date date,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL,
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
	AS 'MODULE_PATHNAME', 'export_decision_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.export_decision(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'one row by the rules of a policy: the verdict with its bounds, ECCN, deciding rule, review policy, fee, conditions, rules that wait for a fact, assumed and missing facts, scope and citation, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.eccn(spec @extschema@.gpu_spec, on_date date, policy @extschema@.export_policy)
	RETURNS text
	AS 'MODULE_PATHNAME', 'eccn_policy_spec'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION @extschema@.eccn(@extschema@.gpu_spec, date, @extschema@.export_policy) IS
	'export control classification of an item on a day by the rules of a policy; NULL where unknown fields leave it open';

CREATE FUNCTION @extschema@.eccn(chip text, on_date date, policy @extschema@.export_policy)
	RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.eccn(@extschema@.chip_spec(chip), on_date, policy);
COMMENT ON FUNCTION @extschema@.eccn(text, date, @extschema@.export_policy) IS
	'export control classification of a chip by name on a day by the rules of a policy';
