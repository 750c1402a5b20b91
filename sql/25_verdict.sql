-- verdict: the answer of an export rule, ordered from free to forbidden

CREATE TYPE @extschema@.verdict;

CREATE FUNCTION @extschema@.verdict_in(cstring)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'verdict_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_in(cstring) IS
	'text input: none, notify, discouraged, presumption_approval, case_by_case, presumption_denial, prohibited';

CREATE FUNCTION @extschema@.verdict_out(@extschema@.verdict)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'verdict_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_out(@extschema@.verdict) IS
	'text output of verdict';

CREATE FUNCTION @extschema@.verdict_recv(internal)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'verdict_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_recv(internal) IS
	'binary input of verdict: one byte';

CREATE FUNCTION @extschema@.verdict_send(@extschema@.verdict)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'verdict_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_send(@extschema@.verdict) IS
	'binary output of verdict: one byte';

CREATE TYPE @extschema@.verdict (
	INPUT = @extschema@.verdict_in,
	OUTPUT = @extschema@.verdict_out,
	RECEIVE = @extschema@.verdict_recv,
	SEND = @extschema@.verdict_send,
	INTERNALLENGTH = 1,
	PASSEDBYVALUE,
	ALIGNMENT = char,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.verdict IS
	'answer of an export rule, from free to forbidden: none < notify < discouraged < presumption_approval < case_by_case < presumption_denial < prohibited';

CREATE FUNCTION @extschema@.verdict_rank(@extschema@.verdict)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'verdict_rank'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_rank(@extschema@.verdict) IS
	'fixed number of a verdict: greater is stricter; numbers never move';

CREATE FUNCTION @extschema@.verdict_label(@extschema@.verdict)
	RETURNS text
	AS 'MODULE_PATHNAME', 'verdict_label'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_label(@extschema@.verdict) IS
	'the verdict in words, for reports and charts';

CREATE FUNCTION @extschema@.verdict_lt(@extschema@.verdict, @extschema@.verdict)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'verdict_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_lt(@extschema@.verdict, @extschema@.verdict) IS
	'less: nearer to free; behind operator <';

CREATE FUNCTION @extschema@.verdict_le(@extschema@.verdict, @extschema@.verdict)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'verdict_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_le(@extschema@.verdict, @extschema@.verdict) IS
	'less or equal; behind operator <=';

CREATE FUNCTION @extschema@.verdict_eq(@extschema@.verdict, @extschema@.verdict)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'verdict_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_eq(@extschema@.verdict, @extschema@.verdict) IS
	'equal; behind operator =';

CREATE FUNCTION @extschema@.verdict_ne(@extschema@.verdict, @extschema@.verdict)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'verdict_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_ne(@extschema@.verdict, @extschema@.verdict) IS
	'not equal; behind operator <>';

CREATE FUNCTION @extschema@.verdict_ge(@extschema@.verdict, @extschema@.verdict)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'verdict_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_ge(@extschema@.verdict, @extschema@.verdict) IS
	'greater or equal; behind operator >=';

CREATE FUNCTION @extschema@.verdict_gt(@extschema@.verdict, @extschema@.verdict)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'verdict_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_gt(@extschema@.verdict, @extschema@.verdict) IS
	'greater: stricter; behind operator >';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.verdict, RIGHTARG = @extschema@.verdict,
	FUNCTION = @extschema@.verdict_lt,
	COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.verdict, @extschema@.verdict) IS
	'less: nearer to free';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.verdict, RIGHTARG = @extschema@.verdict,
	FUNCTION = @extschema@.verdict_le,
	COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.verdict, @extschema@.verdict) IS
	'less or equal';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.verdict, RIGHTARG = @extschema@.verdict,
	FUNCTION = @extschema@.verdict_eq,
	COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.verdict, @extschema@.verdict) IS
	'equal';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.verdict, RIGHTARG = @extschema@.verdict,
	FUNCTION = @extschema@.verdict_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.verdict, @extschema@.verdict) IS
	'not equal';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.verdict, RIGHTARG = @extschema@.verdict,
	FUNCTION = @extschema@.verdict_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.verdict, @extschema@.verdict) IS
	'greater or equal';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.verdict, RIGHTARG = @extschema@.verdict,
	FUNCTION = @extschema@.verdict_gt,
	COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.verdict, @extschema@.verdict) IS
	'greater: stricter';

CREATE FUNCTION @extschema@.verdict_cmp(@extschema@.verdict, @extschema@.verdict)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'verdict_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_cmp(@extschema@.verdict, @extschema@.verdict) IS
	'three-way comparison: btree support';

CREATE FUNCTION @extschema@.verdict_hash(@extschema@.verdict)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'verdict_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_hash(@extschema@.verdict) IS
	'hash support';

CREATE FUNCTION @extschema@.verdict_hash_extended(@extschema@.verdict, bigint)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'verdict_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.verdict_hash_extended(@extschema@.verdict, bigint) IS
	'seeded hash support, for hash partitions';

CREATE OPERATOR CLASS @extschema@.verdict_ops
	DEFAULT FOR TYPE @extschema@.verdict USING btree AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.verdict_cmp(@extschema@.verdict, @extschema@.verdict),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.verdict_ops USING btree IS
	'verdicts from free to forbidden';
COMMENT ON OPERATOR FAMILY @extschema@.verdict_ops USING btree IS
	'verdicts from free to forbidden';

CREATE OPERATOR CLASS @extschema@.verdict_ops
	DEFAULT FOR TYPE @extschema@.verdict USING hash AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.verdict_hash(@extschema@.verdict),
	FUNCTION 2 @extschema@.verdict_hash_extended(@extschema@.verdict, bigint);
COMMENT ON OPERATOR CLASS @extschema@.verdict_ops USING hash IS
	'hashing of verdicts';
COMMENT ON OPERATOR FAMILY @extschema@.verdict_ops USING hash IS
	'hashing of verdicts';

CREATE FUNCTION @extschema@.verdict_larger(@extschema@.verdict, @extschema@.verdict)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'verdict_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_larger(@extschema@.verdict, @extschema@.verdict) IS
	'the stricter of two verdicts: step of max()';

CREATE AGGREGATE @extschema@.max(@extschema@.verdict) (
	SFUNC = @extschema@.verdict_larger,
	STYPE = @extschema@.verdict,
	COMBINEFUNC = @extschema@.verdict_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.verdict) IS
	'the strictest verdict';

CREATE FUNCTION @extschema@.verdict_smaller(@extschema@.verdict, @extschema@.verdict)
	RETURNS @extschema@.verdict
	AS 'MODULE_PATHNAME', 'verdict_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.verdict_smaller(@extschema@.verdict, @extschema@.verdict) IS
	'the freer of two verdicts: step of min()';

CREATE AGGREGATE @extschema@.min(@extschema@.verdict) (
	SFUNC = @extschema@.verdict_smaller,
	STYPE = @extschema@.verdict,
	COMBINEFUNC = @extschema@.verdict_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.verdict) IS
	'the freest verdict';
