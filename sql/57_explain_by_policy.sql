-- Why, how far, when, where and how much, by a policy

CREATE FUNCTION @extschema@.export_explain(
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
	AS 'MODULE_PATHNAME', 'export_explain_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION @extschema@.export_explain(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'a row per rule of the regimes asked that is live on the day, the deciding ones first: status (decides, may decide, outranked, gate closed, undecided, does not apply, waits for a fact), whether it applies (NULL: unknown), the reason, every test with value, limit and distance, by the rules of a policy';

CREATE FUNCTION @extschema@.export_explain(
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
	AS 'MODULE_PATHNAME', 'export_explain_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION @extschema@.export_explain(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'a row per rule of the regimes asked that is live on the day, the deciding ones first: status (decides, may decide, outranked, gate closed, undecided, does not apply, waits for a fact), whether it applies (NULL: unknown), the reason, every test with value, limit and distance, by the rules of a policy, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_headroom(
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
	AS 'MODULE_PATHNAME', 'export_headroom_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 20;
COMMENT ON FUNCTION @extschema@.export_headroom(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'a row per comparison of the spec tests that bear on the question, by rule and alternative (branch): value, limit, margin (limit - value), ratio (value / limit), the verdict now and if this comparison alone came out otherwise; binding marks the nearest limit whose crossing changes the answer, by the rules of a policy';

CREATE FUNCTION @extschema@.export_headroom(
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
	AS 'MODULE_PATHNAME', 'export_headroom_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 20;
COMMENT ON FUNCTION @extschema@.export_headroom(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'a row per comparison of the spec tests that bear on the question, by rule and alternative (branch): value, limit, margin (limit - value), ratio (value / limit), the verdict now and if this comparison alone came out otherwise; binding marks the nearest limit whose crossing changes the answer, by the rules of a policy, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.policy_timeline(
	spec @extschema@.gpu_spec,
	destination text,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	from_date date DEFAULT '2022-01-01',
	to_date date DEFAULT 'infinity',
	facts text DEFAULT NULL,
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
	AS 'MODULE_PATHNAME', 'policy_timeline_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION @extschema@.policy_timeline(@extschema@.gpu_spec, text, @extschema@.export_policy, text, text, text, text, text, text, text[], date, date, text) IS
	'ranges of days, both ends included, that tile from_date to to_date: a new one where the verdict or the deciding rule changes; eccn lists the classifications within the range, by the rules of a policy; to_date left out: no end';

CREATE FUNCTION @extschema@.policy_timeline(
	chip text,
	destination text,
	policy @extschema@.export_policy,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	from_date date DEFAULT '2022-01-01',
	to_date date DEFAULT 'infinity',
	facts text DEFAULT NULL,
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
	AS 'MODULE_PATHNAME', 'policy_timeline_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 10;
COMMENT ON FUNCTION @extschema@.policy_timeline(text, text, @extschema@.export_policy, text, text, text, text, text, text, text[], date, date, text) IS
	'ranges of days, both ends included, that tile from_date to to_date: a new one where the verdict or the deciding rule changes; eccn lists the classifications within the range, by the rules of a policy, for a chip by name: its maker is the seller; to_date left out: no end';

CREATE FUNCTION @extschema@.trade_gates(
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
	AS 'MODULE_PATHNAME', 'export_gates_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 3;
COMMENT ON FUNCTION @extschema@.trade_gates(@extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'a row per gate in the order of passing them: us_licence, us_duty (entry into the US), origin where rules of the place of shipment speak, destination; stops: presumption of denial or prohibition, NULL where not certain; stopping marks the first gate that stops, by the rules of a policy';

CREATE FUNCTION @extschema@.trade_gates(
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
	AS 'MODULE_PATHNAME', 'export_gates_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 3;
COMMENT ON FUNCTION @extschema@.trade_gates(text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text) IS
	'a row per gate in the order of passing them: us_licence, us_duty (entry into the US), origin where rules of the place of shipment speak, destination; stops: presumption of denial or prohibition, NULL where not certain; stopping marks the first gate that stops, by the rules of a policy, for a chip by name: its maker is the seller';

CREATE FUNCTION @extschema@.export_fee(
	value numeric,
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
	basis text DEFAULT NULL,
	facts text DEFAULT NULL,
	OUT charge text,
	OUT pct numeric,
	OUT base text,
	OUT amount numeric,
	OUT rule text,
	OUT standing text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_fee_policy_spec'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 1;
COMMENT ON FUNCTION @extschema@.export_fee(numeric, @extschema@.gpu_spec, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text, text) IS
	'a row per charge (revenue_share, duty) at the gates of a shipment, none where nothing is charged: percentage, amount (value * pct / 100, NULL where value is), rule and its standing in the words of the rule row; pct is NULL where it is open which rule decides; basis: one kind of charge alone, by the rules of a policy';

CREATE FUNCTION @extschema@.export_fee(
	value numeric,
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
	basis text DEFAULT NULL,
	facts text DEFAULT NULL,
	OUT charge text,
	OUT pct numeric,
	OUT base text,
	OUT amount numeric,
	OUT rule text,
	OUT standing text,
	OUT citation text
)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'export_fee_policy_chip'
	LANGUAGE C STABLE PARALLEL SAFE COST 100 ROWS 1;
COMMENT ON FUNCTION @extschema@.export_fee(numeric, text, text, date, @extschema@.export_policy, text, text, text, text, text, text, text[], text, text) IS
	'a row per charge (revenue_share, duty) at the gates of a shipment, none where nothing is charged: percentage, amount (value * pct / 100, NULL where value is), rule and its standing in the words of the rule row; pct is NULL where it is open which rule decides; basis: one kind of charge alone, by the rules of a policy, for a chip by name: its maker is the seller';
