-- gpu_spec: performance, order, hashing, containment, distance.

CREATE FUNCTION @extschema@.tpp(spec @extschema@.gpu_spec, tf32_bits integer DEFAULT 19) RETURNS double precision
AS 'MODULE_PATHNAME', 'gpu_spec_tpp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tpp(@extschema@.gpu_spec, integer) IS
'total processing performance (ECCN 3A090): TOPS x bits, the largest over the known dense rates; TF32 counts tf32_bits (19 or 32); 0 for a memory stack without rates, NULL without any rate';

CREATE FUNCTION @extschema@.tpp_format(spec @extschema@.gpu_spec, tf32_bits integer DEFAULT 19) RETURNS text
AS 'MODULE_PATHNAME', 'gpu_spec_tpp_format'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tpp_format(@extschema@.gpu_spec, integer) IS
'number format that decides TPP; of formats that tie the widest, of equal widths the floating-point one; NULL without any rate';

CREATE FUNCTION @extschema@.performance_density(spec @extschema@.gpu_spec, tf32_bits integer DEFAULT 19) RETURNS double precision
AS 'MODULE_PATHNAME', 'gpu_spec_performance_density'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.performance_density(@extschema@.gpu_spec, integer) IS
'performance density (ECCN 3A090): TPP per mm2 of applicable die area; NULL when unknown, or undefined because no die is non-planar';

CREATE FUNCTION @extschema@.min_cards(spec @extschema@.gpu_spec, params_bn numeric, bits integer) RETURNS integer
AS 'MODULE_PATHNAME', 'gpu_spec_min_cards'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.min_cards(@extschema@.gpu_spec, numeric, integer) IS
'least number of packages whose memory holds the weights alone of a model of params_bn billion parameters with bits each; NULL when the memory is unknown';

CREATE FUNCTION @extschema@.decode_tokens_per_s(spec @extschema@.gpu_spec, params_bn numeric, bits integer) RETURNS double precision
AS 'MODULE_PATHNAME', 'gpu_spec_decode_tokens_per_s'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.decode_tokens_per_s(@extschema@.gpu_spec, numeric, integer) IS
'tokens per second that memory bandwidth allows when decoding one sequence: bw / (params_bn x bits / 8); NULL when the bandwidth is unknown';

CREATE FUNCTION @extschema@.scale(spec @extschema@.gpu_spec, factor numeric) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_scale'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.scale(@extschema@.gpu_spec, numeric) IS
'a cut-down part: rates, mem, bw, io and pcie times the factor, rounded half up to the thousandth; die, area, transistors, tdp, flags and date stay';

-- order and equality

CREATE FUNCTION @extschema@.gpu_spec_eq(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_eq(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator =';

CREATE FUNCTION @extschema@.gpu_spec_ne(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_ne(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator <>';

CREATE FUNCTION @extschema@.gpu_spec_lt(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_lt(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator <';

CREATE FUNCTION @extschema@.gpu_spec_le(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_le(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator <=';

CREATE FUNCTION @extschema@.gpu_spec_gt(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_gt(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator >';

CREATE FUNCTION @extschema@.gpu_spec_ge(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_ge(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator >=';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_eq,
	COMMUTATOR = OPERATOR(@extschema@.=),
	NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = pg_catalog.eqsel,
	JOIN = pg_catalog.eqjoinsel,
	HASHES,
	MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'equal in every field';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>),
	NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = pg_catalog.neqsel,
	JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'different in some field';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_lt,
	COMMUTATOR = OPERATOR(@extschema@.>),
	NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = pg_catalog.scalarltsel,
	JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'before: by TPP at 19 bits, then by the fields, unknown first';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_le,
	COMMUTATOR = OPERATOR(@extschema@.>=),
	NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = pg_catalog.scalarlesel,
	JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'before or equal';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_gt,
	COMMUTATOR = OPERATOR(@extschema@.<),
	NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = pg_catalog.scalargtsel,
	JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'after';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=),
	NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = pg_catalog.scalargesel,
	JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'after or equal';

CREATE FUNCTION @extschema@.gpu_spec_cmp(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS integer
AS 'MODULE_PATHNAME', 'gpu_spec_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_cmp(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'-1, 0 or 1: total order by TPP at 19 bits, then by the fields as listed in the type, unknown first';

CREATE FUNCTION @extschema@.gpu_spec_sortsupport(internal) RETURNS void
AS 'MODULE_PATHNAME', 'gpu_spec_sortsupport'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_sortsupport(internal) IS
'sort support of gpu_spec, with TPP as abbreviated key';

CREATE FUNCTION @extschema@.gpu_spec_hash(@extschema@.gpu_spec) RETURNS integer
AS 'MODULE_PATHNAME', 'gpu_spec_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_hash(@extschema@.gpu_spec) IS
'hash of a gpu_spec';

CREATE FUNCTION @extschema@.gpu_spec_hash_extended(@extschema@.gpu_spec, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'gpu_spec_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_hash_extended(@extschema@.gpu_spec, bigint) IS
'hash of a gpu_spec with a seed';

CREATE OPERATOR FAMILY @extschema@.gpu_spec_ops USING btree;
COMMENT ON OPERATOR FAMILY @extschema@.gpu_spec_ops USING btree IS
'total order of gpu_spec';
CREATE OPERATOR CLASS @extschema@.gpu_spec_ops
DEFAULT FOR TYPE @extschema@.gpu_spec USING btree
FAMILY @extschema@.gpu_spec_ops AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.gpu_spec_cmp(@extschema@.gpu_spec, @extschema@.gpu_spec),
	FUNCTION 2 @extschema@.gpu_spec_sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.gpu_spec_ops USING btree IS
'total order of gpu_spec: TPP at 19 bits, then the fields';

CREATE OPERATOR FAMILY @extschema@.gpu_spec_hash_ops USING hash;
COMMENT ON OPERATOR FAMILY @extschema@.gpu_spec_hash_ops USING hash IS
'equality of gpu_spec';
CREATE OPERATOR CLASS @extschema@.gpu_spec_hash_ops
DEFAULT FOR TYPE @extschema@.gpu_spec USING hash
FAMILY @extschema@.gpu_spec_hash_ops AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.gpu_spec_hash(@extschema@.gpu_spec),
	FUNCTION 2 @extschema@.gpu_spec_hash_extended(@extschema@.gpu_spec, bigint);
COMMENT ON OPERATOR CLASS @extschema@.gpu_spec_hash_ops USING hash IS
'hashing of gpu_spec, also for hash partitioning';

CREATE FUNCTION @extschema@.gpu_spec_smaller(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_smaller'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_smaller(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'the smaller of two specs in the order of the type';

CREATE AGGREGATE @extschema@.min(@extschema@.gpu_spec) (
	SFUNC = @extschema@.gpu_spec_smaller,
	STYPE = @extschema@.gpu_spec,
	COMBINEFUNC = @extschema@.gpu_spec_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.gpu_spec) IS
'least spec in the order of the type: by TPP first';

CREATE FUNCTION @extschema@.gpu_spec_larger(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_larger'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_larger(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'the larger of two specs in the order of the type';

CREATE AGGREGATE @extschema@.max(@extschema@.gpu_spec) (
	SFUNC = @extschema@.gpu_spec_larger,
	STYPE = @extschema@.gpu_spec,
	COMBINEFUNC = @extschema@.gpu_spec_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.gpu_spec) IS
'greatest spec in the order of the type: by TPP first';

-- containment and distance

CREATE FUNCTION @extschema@.gpu_spec_contains(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_contains'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_contains(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator @>';

CREATE FUNCTION @extschema@.gpu_spec_contained(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_contained'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_contained(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator <@';

CREATE OPERATOR @extschema@.@> (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_contains,
	COMMUTATOR = OPERATOR(@extschema@.<@),
	RESTRICT = pg_catalog.contsel,
	JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR @extschema@.@> (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'at least: every field known in the second is known in the first and at least as large (dc yes over no, release no earlier at either end of its span)';

CREATE OPERATOR @extschema@.<@ (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_contained,
	COMMUTATOR = OPERATOR(@extschema@.@>),
	RESTRICT = pg_catalog.contsel,
	JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR @extschema@.<@ (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'at most: the second @> the first';

CREATE FUNCTION @extschema@.gpu_spec_distance(@extschema@.gpu_spec, @extschema@.gpu_spec) RETURNS double precision
AS 'MODULE_PATHNAME', 'gpu_spec_distance'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_distance(@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'function of the operator <->';

CREATE OPERATOR @extschema@.<-> (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = @extschema@.gpu_spec,
	FUNCTION = @extschema@.gpu_spec_distance,
	COMMUTATOR = OPERATOR(@extschema@.<->)
);
COMMENT ON OPERATOR @extschema@.<-> (@extschema@.gpu_spec, @extschema@.gpu_spec) IS
'distance: Euclidean over ln(1 + x) of each number in its unit, 1 for a number or dc that only one side knows, 1 between dc yes and no; never NULL or NaN';
