-- export_policy: a set of rules as a value.  The type, casts, order, hash;
-- policies made from tables and from each other.

CREATE TYPE @extschema@.export_policy;

CREATE FUNCTION @extschema@.export_policy_in(cstring)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'export_policy_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_in(cstring) IS
	'text input: a JSON document {"format": 1, "regimes": [...], "rules": [...], "countries": [...], "groups": [...]} whose objects have the columns of the views as keys';

CREATE FUNCTION @extschema@.export_policy_out(@extschema@.export_policy)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'export_policy_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_out(@extschema@.export_policy) IS
	'canonical JSON document of an export_policy, a row a line; reads back to the same bytes';

CREATE FUNCTION @extschema@.export_policy_recv(internal)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'export_policy_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_recv(internal) IS
	'binary input of export_policy, as strict as the text input';

CREATE FUNCTION @extschema@.export_policy_send(@extschema@.export_policy)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'export_policy_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_send(@extschema@.export_policy) IS
	'binary output of export_policy: version byte, digest and tables; the same bytes on every server';

CREATE TYPE @extschema@.export_policy (
	INPUT = @extschema@.export_policy_in,
	OUTPUT = @extschema@.export_policy_out,
	RECEIVE = @extschema@.export_policy_recv,
	SEND = @extschema@.export_policy_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.export_policy IS
	'export rules as a value: regimes, rules with their provenance, countries and dated country groups, checked and complete, so that a decision depends on nothing else; equal content is equal bytes';

CREATE FUNCTION @extschema@.export_policy_to_jsonb(policy @extschema@.export_policy)
	RETURNS jsonb
	AS 'MODULE_PATHNAME', 'export_policy_to_jsonb'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_to_jsonb(@extschema@.export_policy) IS
	'an export_policy as its JSON document; behind the cast to jsonb';

CREATE FUNCTION @extschema@.export_policy_from_jsonb(document jsonb)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'export_policy_from_jsonb'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_from_jsonb(jsonb) IS
	'an export_policy from its JSON document; behind the cast from jsonb';

CREATE CAST (@extschema@.export_policy AS jsonb)
	WITH FUNCTION @extschema@.export_policy_to_jsonb(@extschema@.export_policy);
COMMENT ON CAST (@extschema@.export_policy AS jsonb) IS
	'an export_policy as its JSON document';

CREATE CAST (jsonb AS @extschema@.export_policy)
	WITH FUNCTION @extschema@.export_policy_from_jsonb(jsonb);
COMMENT ON CAST (jsonb AS @extschema@.export_policy) IS
	'an export_policy from its JSON document';

CREATE CAST (@extschema@.export_policy AS text) WITH INOUT;
COMMENT ON CAST (@extschema@.export_policy AS text) IS
	'the canonical JSON document, a row a line';

CREATE CAST (text AS @extschema@.export_policy) WITH INOUT;
COMMENT ON CAST (text AS @extschema@.export_policy) IS
	'an export_policy from the text of its JSON document';

-- order and equality: by digest, then by bytes

CREATE FUNCTION @extschema@.export_policy_lt(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_policy_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_lt(@extschema@.export_policy, @extschema@.export_policy) IS
	'less in the order of digests; behind operator <';

CREATE FUNCTION @extschema@.export_policy_le(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_policy_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_le(@extschema@.export_policy, @extschema@.export_policy) IS
	'less or equal in the order of digests; behind operator <=';

CREATE FUNCTION @extschema@.export_policy_eq(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_policy_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_eq(@extschema@.export_policy, @extschema@.export_policy) IS
	'equal in the order of digests; behind operator =';

CREATE FUNCTION @extschema@.export_policy_ne(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_policy_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_ne(@extschema@.export_policy, @extschema@.export_policy) IS
	'not equal in the order of digests; behind operator <>';

CREATE FUNCTION @extschema@.export_policy_ge(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_policy_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_ge(@extschema@.export_policy, @extschema@.export_policy) IS
	'greater or equal in the order of digests; behind operator >=';

CREATE FUNCTION @extschema@.export_policy_gt(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'export_policy_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_gt(@extschema@.export_policy, @extschema@.export_policy) IS
	'greater in the order of digests; behind operator >';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.export_policy, RIGHTARG = @extschema@.export_policy,
	FUNCTION = @extschema@.export_policy_lt,
	COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.export_policy, @extschema@.export_policy) IS
	'less, by digest and content';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.export_policy, RIGHTARG = @extschema@.export_policy,
	FUNCTION = @extschema@.export_policy_le,
	COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.export_policy, @extschema@.export_policy) IS
	'less or equal, by digest and content';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.export_policy, RIGHTARG = @extschema@.export_policy,
	FUNCTION = @extschema@.export_policy_eq,
	COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.export_policy, @extschema@.export_policy) IS
	'equal, by digest and content';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.export_policy, RIGHTARG = @extschema@.export_policy,
	FUNCTION = @extschema@.export_policy_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.export_policy, @extschema@.export_policy) IS
	'not equal, by digest and content';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.export_policy, RIGHTARG = @extschema@.export_policy,
	FUNCTION = @extschema@.export_policy_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.export_policy, @extschema@.export_policy) IS
	'greater or equal, by digest and content';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.export_policy, RIGHTARG = @extschema@.export_policy,
	FUNCTION = @extschema@.export_policy_gt,
	COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.export_policy, @extschema@.export_policy) IS
	'greater, by digest and content';

CREATE FUNCTION @extschema@.export_policy_cmp(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'export_policy_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_cmp(@extschema@.export_policy, @extschema@.export_policy) IS
	'three-way comparison: btree support';

CREATE FUNCTION @extschema@.export_policy_hash(@extschema@.export_policy)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'export_policy_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_hash(@extschema@.export_policy) IS
	'hash support';

CREATE FUNCTION @extschema@.export_policy_hash_extended(@extschema@.export_policy, bigint)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'export_policy_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_hash_extended(@extschema@.export_policy, bigint) IS
	'seeded hash support, for hash partitions';

CREATE OPERATOR CLASS @extschema@.export_policy_ops
	DEFAULT FOR TYPE @extschema@.export_policy USING btree AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.export_policy_cmp(@extschema@.export_policy, @extschema@.export_policy),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.export_policy_ops USING btree IS
	'policies in the order of their digests: for sorting; an index takes small ones only, index policy_digest(policy)';
COMMENT ON OPERATOR FAMILY @extschema@.export_policy_ops USING btree IS
	'policies in the order of their digests';

CREATE OPERATOR CLASS @extschema@.export_policy_ops
	DEFAULT FOR TYPE @extschema@.export_policy USING hash AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.export_policy_hash(@extschema@.export_policy),
	FUNCTION 2 @extschema@.export_policy_hash_extended(@extschema@.export_policy, bigint);
COMMENT ON OPERATOR CLASS @extschema@.export_policy_ops USING hash IS
	'hashing of policies';
COMMENT ON OPERATOR FAMILY @extschema@.export_policy_ops USING hash IS
	'hashing of policies';

CREATE FUNCTION @extschema@.export_policy_larger(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'export_policy_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_larger(@extschema@.export_policy, @extschema@.export_policy) IS
	'the last of two policies in the order of digests: step of max()';

CREATE AGGREGATE @extschema@.max(@extschema@.export_policy) (
	SFUNC = @extschema@.export_policy_larger,
	STYPE = @extschema@.export_policy,
	COMBINEFUNC = @extschema@.export_policy_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.export_policy) IS
	'the last policy in the order of digests';

CREATE FUNCTION @extschema@.export_policy_smaller(@extschema@.export_policy, @extschema@.export_policy)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'export_policy_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_smaller(@extschema@.export_policy, @extschema@.export_policy) IS
	'the first of two policies in the order of digests: step of min()';

CREATE AGGREGATE @extschema@.min(@extschema@.export_policy) (
	SFUNC = @extschema@.export_policy_smaller,
	STYPE = @extschema@.export_policy,
	COMBINEFUNC = @extschema@.export_policy_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.export_policy) IS
	'the first policy in the order of digests';

-- making policies

CREATE FUNCTION @extschema@.policy()
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'policy_all'
	LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.policy() IS
	'all rules and regimes of the tables that the user sees, as a value';

CREATE FUNCTION @extschema@.policy(VARIADIC regimes text[])
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'policy_of_regimes'
	LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.policy(text[]) IS
	'the rules of these regimes as a value; they are the ones asked where a question names none';

CREATE FUNCTION @extschema@.export_policy_agg_step(internal, @extschema@.policy_rule)
	RETURNS internal
	AS 'MODULE_PATHNAME', 'export_policy_agg_step'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_agg_step(internal, @extschema@.policy_rule) IS
	'step of export_policy_agg';

CREATE FUNCTION @extschema@.export_policy_agg_final(internal)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'export_policy_agg_final'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.export_policy_agg_final(internal) IS
	'final function of export_policy_agg: reads regimes, countries and country groups';

CREATE AGGREGATE @extschema@.export_policy_agg(@extschema@.policy_rule) (
	SFUNC = @extschema@.export_policy_agg_step,
	STYPE = internal,
	SSPACE = 100000,
	FINALFUNC = @extschema@.export_policy_agg_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.export_policy_agg(@extschema@.policy_rule) IS
	'a policy of any rule rows: SELECT export_policy_agg(r) FROM policy_rule r WHERE ...; their regimes, all countries and all country groups are taken from the tables as the statement sees them; where none of the regimes is asked by default all are; NULL for no rows';

CREATE FUNCTION @extschema@.policy_digest(policy @extschema@.export_policy)
	RETURNS text
	AS 'MODULE_PATHNAME', 'policy_digest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.policy_digest(@extschema@.export_policy) IS
	'32 hexadecimal digits that are the same for the same content on every server; to index and compare policies by';

CREATE FUNCTION @extschema@.policy_rules(policy @extschema@.export_policy)
	RETURNS SETOF @extschema@.policy_rule
	AS 'MODULE_PATHNAME', 'policy_rules'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 80;
COMMENT ON FUNCTION @extschema@.policy_rules(@extschema@.export_policy) IS
	'the rules of a policy with the columns of policy_rule; origin is NULL';

CREATE FUNCTION @extschema@.policy_with(
	policy @extschema@.export_policy,
	rule_id text,
	test text DEFAULT NULL,
	verdict @extschema@.verdict DEFAULT NULL,
	effective_from date DEFAULT NULL,
	effective_to date DEFAULT NULL,
	destinations text DEFAULT NULL,
	hq text DEFAULT NULL,
	ships_from text DEFAULT NULL,
	route text DEFAULT NULL,
	seller text DEFAULT NULL,
	product text DEFAULT NULL,
	applies_when text DEFAULT NULL,
	precedence integer DEFAULT NULL,
	overrides text DEFAULT NULL,
	eccn text DEFAULT NULL,
	fee_pct numeric DEFAULT NULL,
	fee_basis text DEFAULT NULL,
	conditions text DEFAULT NULL
)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'policy_with'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION @extschema@.policy_with(@extschema@.export_policy, text, text, @extschema@.verdict, date, date, text, text, text, text, text, text, text, integer, text, text, numeric, text, text) IS
	'the policy with other values in one rule: policy_with(policy(), ''us_bis_2026_cn_cbc'', test => ''tpp < 25000''); a NULL leaves the column as it is, an empty text empties it, infinity is an open end, an empty fee_basis takes the fee away';

CREATE FUNCTION @extschema@.policy_without(policy @extschema@.export_policy, rule_id text)
	RETURNS @extschema@.export_policy
	AS 'MODULE_PATHNAME', 'policy_without'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION @extschema@.policy_without(@extschema@.export_policy, text) IS
	'the policy without one rule; exceptions to it alone no longer apply';
