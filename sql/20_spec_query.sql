-- spec_query: a checked test on a gpu_spec.  The type, matching, order, hash.

CREATE TYPE @extschema@.spec_query;

CREATE FUNCTION @extschema@.spec_query_in(cstring)
	RETURNS @extschema@.spec_query
	AS 'MODULE_PATHNAME', 'spec_query_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_in(cstring) IS
	'text input, e.g. dc and (tpp >= 4800 or (tpp >= 1600 and pd >= 5.92))';

CREATE FUNCTION @extschema@.spec_query_out(@extschema@.spec_query)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'spec_query_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_out(@extschema@.spec_query) IS
	'canonical text of a spec_query; reads back to the same bytes';

CREATE FUNCTION @extschema@.spec_query_recv(internal)
	RETURNS @extschema@.spec_query
	AS 'MODULE_PATHNAME', 'spec_query_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_recv(internal) IS
	'binary input of spec_query: version byte and text, as strict as the text input';

CREATE FUNCTION @extschema@.spec_query_send(@extschema@.spec_query)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'spec_query_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_send(@extschema@.spec_query) IS
	'binary output of spec_query: version byte and canonical text';

CREATE TYPE @extschema@.spec_query (
	INPUT = @extschema@.spec_query_in,
	OUTPUT = @extschema@.spec_query_out,
	RECEIVE = @extschema@.spec_query_recv,
	SEND = @extschema@.spec_query_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.spec_query IS
	'test on a gpu_spec: and, or, not, comparisons, + - * /, parentheses, "is known", over its fields (in their units), the flags dc and hbm, the date released, and tpp, pd (tpp / die), xfer (io + pcie), mbd (bw / area); three-valued and exact: an unknown field is at least zero, a division by zero makes a comparison false, a month or year is the span of its days';

-- matching: true, false, or NULL where unknown fields leave it open

CREATE FUNCTION @extschema@.spec_query_match(spec @extschema@.gpu_spec, query @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_match'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_match(@extschema@.gpu_spec, @extschema@.spec_query) IS
	'does the spec pass the test? NULL where unknown fields leave it open; behind operator gpu_spec @@ spec_query';

CREATE FUNCTION @extschema@.spec_query_matched(query @extschema@.spec_query, spec @extschema@.gpu_spec)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_matched'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_matched(@extschema@.spec_query, @extschema@.gpu_spec) IS
	'does the spec pass the test? behind operator spec_query @@ gpu_spec';

CREATE OPERATOR @extschema@.@@ (
	LEFTARG = @extschema@.gpu_spec, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_match,
	COMMUTATOR = OPERATOR(@extschema@.@@),
	RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @extschema@.@@ (@extschema@.gpu_spec, @extschema@.spec_query) IS
	'the spec passes the test; NULL where unknown fields leave it open';

CREATE OPERATOR @extschema@.@@ (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.spec_query_matched,
	COMMUTATOR = OPERATOR(@extschema@.@@),
	RESTRICT = matchingsel, JOIN = matchingjoinsel
);
COMMENT ON OPERATOR @extschema@.@@ (@extschema@.spec_query, @extschema@.gpu_spec) IS
	'the spec passes the test; NULL where unknown fields leave it open';

CREATE FUNCTION @extschema@.spec_missing(spec @extschema@.gpu_spec, query @extschema@.spec_query)
	RETURNS text[]
	AS 'MODULE_PATHNAME', 'spec_query_missing'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_missing(@extschema@.gpu_spec, @extschema@.spec_query) IS
	'unknown fields that keep "spec @@ query" from being known; empty where it is known';

CREATE FUNCTION @extschema@.spec_query_fields(query @extschema@.spec_query)
	RETURNS text[]
	AS 'MODULE_PATHNAME', 'spec_query_fields'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_fields(@extschema@.spec_query) IS
	'names that a test uses: fields of gpu_spec, then tpp, pd, xfer, mbd';

-- order and equality of the canonical texts, byte by byte

CREATE FUNCTION @extschema@.spec_query_lt(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_lt(@extschema@.spec_query, @extschema@.spec_query) IS
	'less in the order of canonical texts; behind operator <';

CREATE FUNCTION @extschema@.spec_query_le(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_le(@extschema@.spec_query, @extschema@.spec_query) IS
	'less or equal in the order of canonical texts; behind operator <=';

CREATE FUNCTION @extschema@.spec_query_eq(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_eq(@extschema@.spec_query, @extschema@.spec_query) IS
	'equal in the order of canonical texts; behind operator =';

CREATE FUNCTION @extschema@.spec_query_ne(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_ne(@extschema@.spec_query, @extschema@.spec_query) IS
	'not equal in the order of canonical texts; behind operator <>';

CREATE FUNCTION @extschema@.spec_query_ge(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_ge(@extschema@.spec_query, @extschema@.spec_query) IS
	'greater or equal in the order of canonical texts; behind operator >=';

CREATE FUNCTION @extschema@.spec_query_gt(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'spec_query_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_gt(@extschema@.spec_query, @extschema@.spec_query) IS
	'greater in the order of canonical texts; behind operator >';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_lt,
	COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.spec_query, @extschema@.spec_query) IS
	'less, by canonical text';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_le,
	COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.spec_query, @extschema@.spec_query) IS
	'less or equal, by canonical text';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_eq,
	COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.spec_query, @extschema@.spec_query) IS
	'equal, by canonical text';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.spec_query, @extschema@.spec_query) IS
	'not equal, by canonical text';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.spec_query, @extschema@.spec_query) IS
	'greater or equal, by canonical text';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.spec_query, RIGHTARG = @extschema@.spec_query,
	FUNCTION = @extschema@.spec_query_gt,
	COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.spec_query, @extschema@.spec_query) IS
	'greater, by canonical text';

CREATE FUNCTION @extschema@.spec_query_cmp(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'spec_query_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_cmp(@extschema@.spec_query, @extschema@.spec_query) IS
	'three-way comparison: btree support';

CREATE FUNCTION @extschema@.spec_query_hash(@extschema@.spec_query)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'spec_query_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_hash(@extschema@.spec_query) IS
	'hash support';

CREATE FUNCTION @extschema@.spec_query_hash_extended(@extschema@.spec_query, bigint)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'spec_query_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF;
COMMENT ON FUNCTION @extschema@.spec_query_hash_extended(@extschema@.spec_query, bigint) IS
	'seeded hash support, for hash partitions';

CREATE OPERATOR CLASS @extschema@.spec_query_ops
	DEFAULT FOR TYPE @extschema@.spec_query USING btree AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.spec_query_cmp(@extschema@.spec_query, @extschema@.spec_query),
	-- the order of bytea, so its abbreviated keys sort ours too
	FUNCTION 2 bytea_sortsupport(internal),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.spec_query_ops USING btree IS
	'tests in the order of their canonical texts';
COMMENT ON OPERATOR FAMILY @extschema@.spec_query_ops USING btree IS
	'tests in the order of their canonical texts';

CREATE OPERATOR CLASS @extschema@.spec_query_ops
	DEFAULT FOR TYPE @extschema@.spec_query USING hash AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.spec_query_hash(@extschema@.spec_query),
	FUNCTION 2 @extschema@.spec_query_hash_extended(@extschema@.spec_query, bigint);
COMMENT ON OPERATOR CLASS @extschema@.spec_query_ops USING hash IS
	'hashing of tests';
COMMENT ON OPERATOR FAMILY @extschema@.spec_query_ops USING hash IS
	'hashing of tests';

CREATE FUNCTION @extschema@.spec_query_larger(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS @extschema@.spec_query
	AS 'MODULE_PATHNAME', 'spec_query_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_larger(@extschema@.spec_query, @extschema@.spec_query) IS
	'the last of two tests in the order of canonical texts: step of max()';

CREATE AGGREGATE @extschema@.max(@extschema@.spec_query) (
	SFUNC = @extschema@.spec_query_larger,
	STYPE = @extschema@.spec_query,
	COMBINEFUNC = @extschema@.spec_query_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.spec_query) IS
	'the last test in the order of canonical texts';

CREATE FUNCTION @extschema@.spec_query_smaller(@extschema@.spec_query, @extschema@.spec_query)
	RETURNS @extschema@.spec_query
	AS 'MODULE_PATHNAME', 'spec_query_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spec_query_smaller(@extschema@.spec_query, @extschema@.spec_query) IS
	'the first of two tests in the order of canonical texts: step of min()';

CREATE AGGREGATE @extschema@.min(@extschema@.spec_query) (
	SFUNC = @extschema@.spec_query_smaller,
	STYPE = @extschema@.spec_query,
	COMBINEFUNC = @extschema@.spec_query_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.spec_query) IS
	'the first test in the order of canonical texts';
