-- estimate: arithmetic with numbers, ratio, order, hashing, containment.

-- arithmetic: no operator takes two estimates, since what becomes of their ends
-- depends on how they depend

CREATE FUNCTION @extschema@.estimate_negate(@extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_negate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_negate(@extschema@.estimate) IS
'function of the operator -';

CREATE OPERATOR @extschema@.- (
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_negate
);
COMMENT ON OPERATOR @extschema@.- (NONE, @extschema@.estimate) IS
'negative: the ends change places';

CREATE FUNCTION @extschema@.estimate_plus_numeric(@extschema@.estimate, numeric) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_plus_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_plus_numeric(@extschema@.estimate, numeric) IS
'function of the operator +';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = numeric,
	FUNCTION = @extschema@.estimate_plus_numeric,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.estimate, numeric) IS
'every figure plus the number';

CREATE FUNCTION @extschema@.estimate_numeric_plus(numeric, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_numeric_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_numeric_plus(numeric, @extschema@.estimate) IS
'function of the operator +';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = numeric,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_numeric_plus,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (numeric, @extschema@.estimate) IS
'every figure plus the number';

CREATE FUNCTION @extschema@.estimate_minus_numeric(@extschema@.estimate, numeric) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_minus_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_minus_numeric(@extschema@.estimate, numeric) IS
'function of the operator -';

CREATE OPERATOR @extschema@.- (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = numeric,
	FUNCTION = @extschema@.estimate_minus_numeric
);
COMMENT ON OPERATOR @extschema@.- (@extschema@.estimate, numeric) IS
'every figure minus the number';

CREATE FUNCTION @extschema@.estimate_numeric_minus(numeric, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_numeric_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_numeric_minus(numeric, @extschema@.estimate) IS
'function of the operator -';

CREATE OPERATOR @extschema@.- (
	LEFTARG = numeric,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_numeric_minus
);
COMMENT ON OPERATOR @extschema@.- (numeric, @extschema@.estimate) IS
'the number minus every figure: the ends change places';

CREATE FUNCTION @extschema@.estimate_times_numeric(@extschema@.estimate, numeric) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_times_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_times_numeric(@extschema@.estimate, numeric) IS
'function of the operator *';

CREATE OPERATOR @extschema@.* (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = numeric,
	FUNCTION = @extschema@.estimate_times_numeric,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (@extschema@.estimate, numeric) IS
'every figure times the number; a negative one turns the ends, 0 gives the point 0';

CREATE FUNCTION @extschema@.estimate_numeric_times(numeric, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_numeric_times'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_numeric_times(numeric, @extschema@.estimate) IS
'function of the operator *';

CREATE OPERATOR @extschema@.* (
	LEFTARG = numeric,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_numeric_times,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (numeric, @extschema@.estimate) IS
'every figure times the number; a negative one turns the ends, 0 gives the point 0';

CREATE FUNCTION @extschema@.estimate_over_numeric(@extschema@.estimate, numeric) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_over_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_over_numeric(@extschema@.estimate, numeric) IS
'function of the operator /';

CREATE OPERATOR @extschema@./ (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = numeric,
	FUNCTION = @extschema@.estimate_over_numeric
);
COMMENT ON OPERATOR @extschema@./ (@extschema@.estimate, numeric) IS
'every figure divided by the number; a negative one turns the ends';

CREATE FUNCTION @extschema@.estimate_numeric_over(numeric, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_numeric_over'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_numeric_over(numeric, @extschema@.estimate) IS
'function of the operator /';

CREATE OPERATOR @extschema@./ (
	LEFTARG = numeric,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_numeric_over
);
COMMENT ON OPERATOR @extschema@./ (numeric, @extschema@.estimate) IS
'the ratio of the number and the estimate';

CREATE FUNCTION @extschema@.estimate_plus_float8(@extschema@.estimate, double precision) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_plus_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_plus_float8(@extschema@.estimate, double precision) IS
'function of the operator +';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.estimate_plus_float8,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.estimate, double precision) IS
'every figure plus the number';

CREATE FUNCTION @extschema@.estimate_float8_plus(double precision, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_float8_plus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_float8_plus(double precision, @extschema@.estimate) IS
'function of the operator +';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_float8_plus,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (double precision, @extschema@.estimate) IS
'every figure plus the number';

CREATE FUNCTION @extschema@.estimate_minus_float8(@extschema@.estimate, double precision) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_minus_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_minus_float8(@extschema@.estimate, double precision) IS
'function of the operator -';

CREATE OPERATOR @extschema@.- (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.estimate_minus_float8
);
COMMENT ON OPERATOR @extschema@.- (@extschema@.estimate, double precision) IS
'every figure minus the number';

CREATE FUNCTION @extschema@.estimate_float8_minus(double precision, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_float8_minus'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_float8_minus(double precision, @extschema@.estimate) IS
'function of the operator -';

CREATE OPERATOR @extschema@.- (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_float8_minus
);
COMMENT ON OPERATOR @extschema@.- (double precision, @extschema@.estimate) IS
'the number minus every figure: the ends change places';

CREATE FUNCTION @extschema@.estimate_times_float8(@extschema@.estimate, double precision) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_times_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_times_float8(@extschema@.estimate, double precision) IS
'function of the operator *';

CREATE OPERATOR @extschema@.* (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.estimate_times_float8,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (@extschema@.estimate, double precision) IS
'every figure times the number; a negative one turns the ends, 0 gives the point 0';

CREATE FUNCTION @extschema@.estimate_float8_times(double precision, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_float8_times'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_float8_times(double precision, @extschema@.estimate) IS
'function of the operator *';

CREATE OPERATOR @extschema@.* (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_float8_times,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (double precision, @extschema@.estimate) IS
'every figure times the number; a negative one turns the ends, 0 gives the point 0';

CREATE FUNCTION @extschema@.estimate_over_float8(@extschema@.estimate, double precision) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_over_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_over_float8(@extschema@.estimate, double precision) IS
'function of the operator /';

CREATE OPERATOR @extschema@./ (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.estimate_over_float8
);
COMMENT ON OPERATOR @extschema@./ (@extschema@.estimate, double precision) IS
'every figure divided by the number; a negative one turns the ends';

CREATE FUNCTION @extschema@.estimate_float8_over(double precision, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_float8_over'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_float8_over(double precision, @extschema@.estimate) IS
'function of the operator /';

CREATE OPERATOR @extschema@./ (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_float8_over
);
COMMENT ON OPERATOR @extschema@./ (double precision, @extschema@.estimate) IS
'the ratio of the number and the estimate';

CREATE FUNCTION @extschema@.ratio(a @extschema@.estimate, b @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_ratio'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.ratio(@extschema@.estimate, @extschema@.estimate) IS
'a divided by b with ends that hold however the two depend: low by high, high by low; one-sided ends flip; open where b can be 0; mid by mid; NULL where nothing is known';

CREATE FUNCTION @extschema@.rounded(value @extschema@.estimate, decimals integer DEFAULT 0) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_rounded'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.rounded(@extschema@.estimate, integer) IS
'rounded outwards: low down, high up, mid and a point to the nearest; -3 decimals are thousands';

-- order and equality

CREATE FUNCTION @extschema@.estimate_eq(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_eq'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_eq(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator =';

CREATE FUNCTION @extschema@.estimate_ne(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_ne'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_ne(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator <>';

CREATE FUNCTION @extschema@.estimate_lt(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_lt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_lt(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator <';

CREATE FUNCTION @extschema@.estimate_le(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_le'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_le(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator <=';

CREATE FUNCTION @extschema@.estimate_gt(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_gt'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_gt(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator >';

CREATE FUNCTION @extschema@.estimate_ge(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_ge'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_ge(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator >=';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_eq,
	COMMUTATOR = OPERATOR(@extschema@.=),
	NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = pg_catalog.eqsel,
	JOIN = pg_catalog.eqjoinsel,
	HASHES,
	MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.estimate, @extschema@.estimate) IS
'the same value: figures, kind, level and strictness';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>),
	NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = pg_catalog.neqsel,
	JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.estimate, @extschema@.estimate) IS
'not the same value';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_lt,
	COMMUTATOR = OPERATOR(@extschema@.>),
	NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = pg_catalog.scalarltsel,
	JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.estimate, @extschema@.estimate) IS
'before: by mid, without one by the middle of the ends or the only end, then low, high, kind';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_le,
	COMMUTATOR = OPERATOR(@extschema@.>=),
	NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = pg_catalog.scalarlesel,
	JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.estimate, @extschema@.estimate) IS
'before or equal';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_gt,
	COMMUTATOR = OPERATOR(@extschema@.<),
	NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = pg_catalog.scalargtsel,
	JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.estimate, @extschema@.estimate) IS
'after';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=),
	NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = pg_catalog.scalargesel,
	JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.estimate, @extschema@.estimate) IS
'after or equal';

CREATE FUNCTION @extschema@.estimate_cmp(@extschema@.estimate, @extschema@.estimate) RETURNS integer
AS 'MODULE_PATHNAME', 'estimate_cmp'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_cmp(@extschema@.estimate, @extschema@.estimate) IS
'-1, 0 or 1: total order by mid, without one by the middle of the ends or the only end, then low, high, kind';

CREATE FUNCTION @extschema@.estimate_sortsupport(internal) RETURNS void
AS 'MODULE_PATHNAME', 'estimate_sortsupport'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_sortsupport(internal) IS
'sort support of estimate, with mid as abbreviated key';

CREATE FUNCTION @extschema@.estimate_hash(@extschema@.estimate) RETURNS integer
AS 'MODULE_PATHNAME', 'estimate_hash'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_hash(@extschema@.estimate) IS
'hash of an estimate';

CREATE FUNCTION @extschema@.estimate_hash_extended(@extschema@.estimate, bigint) RETURNS bigint
AS 'MODULE_PATHNAME', 'estimate_hash_extended'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_hash_extended(@extschema@.estimate, bigint) IS
'hash of an estimate with a seed';

CREATE OPERATOR FAMILY @extschema@.estimate_ops USING btree;
COMMENT ON OPERATOR FAMILY @extschema@.estimate_ops USING btree IS
'total order of estimate';
CREATE OPERATOR CLASS @extschema@.estimate_ops
DEFAULT FOR TYPE @extschema@.estimate USING btree
FAMILY @extschema@.estimate_ops AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.estimate_cmp(@extschema@.estimate, @extschema@.estimate),
	FUNCTION 2 @extschema@.estimate_sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.estimate_ops USING btree IS
'total order of estimate: by mid, without one by the middle of the ends or the only end, then low, high, kind';

CREATE OPERATOR FAMILY @extschema@.estimate_hash_ops USING hash;
COMMENT ON OPERATOR FAMILY @extschema@.estimate_hash_ops USING hash IS
'equality of estimate';
CREATE OPERATOR CLASS @extschema@.estimate_hash_ops
DEFAULT FOR TYPE @extschema@.estimate USING hash
FAMILY @extschema@.estimate_hash_ops AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.estimate_hash(@extschema@.estimate),
	FUNCTION 2 @extschema@.estimate_hash_extended(@extschema@.estimate, bigint);
COMMENT ON OPERATOR CLASS @extschema@.estimate_hash_ops USING hash IS
'hashing of estimate, also for hash partitioning';

CREATE FUNCTION @extschema@.estimate_smaller(@extschema@.estimate, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_smaller'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_smaller(@extschema@.estimate, @extschema@.estimate) IS
'the smaller of two estimates in the order of the type';

CREATE AGGREGATE @extschema@.min(@extschema@.estimate) (
	SFUNC = @extschema@.estimate_smaller,
	STYPE = @extschema@.estimate,
	COMBINEFUNC = @extschema@.estimate_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.estimate) IS
'least estimate in the order of the type: by mid first';

CREATE FUNCTION @extschema@.estimate_larger(@extschema@.estimate, @extschema@.estimate) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_larger'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_larger(@extschema@.estimate, @extschema@.estimate) IS
'the larger of two estimates in the order of the type';

CREATE AGGREGATE @extschema@.max(@extschema@.estimate) (
	SFUNC = @extschema@.estimate_larger,
	STYPE = @extschema@.estimate,
	COMBINEFUNC = @extschema@.estimate_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.estimate) IS
'greatest estimate in the order of the type: by mid first';

-- containment and overlap

CREATE FUNCTION @extschema@.estimate_contains(@extschema@.estimate, numeric) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_contains'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_contains(@extschema@.estimate, numeric) IS
'function of the operator @>';

CREATE FUNCTION @extschema@.estimate_contained(numeric, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_contained'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_contained(numeric, @extschema@.estimate) IS
'function of the operator <@';

CREATE FUNCTION @extschema@.estimate_overlaps(@extschema@.estimate, @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_overlaps'
LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_overlaps(@extschema@.estimate, @extschema@.estimate) IS
'function of the operator &&';

CREATE OPERATOR @extschema@.@> (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = numeric,
	FUNCTION = @extschema@.estimate_contains,
	COMMUTATOR = OPERATOR(@extschema@.<@),
	RESTRICT = pg_catalog.contsel,
	JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR @extschema@.@> (@extschema@.estimate, numeric) IS
'the number lies within the ends; an open end excludes nothing';

CREATE OPERATOR @extschema@.<@ (
	LEFTARG = numeric,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_contained,
	COMMUTATOR = OPERATOR(@extschema@.@>),
	RESTRICT = pg_catalog.contsel,
	JOIN = pg_catalog.contjoinsel
);
COMMENT ON OPERATOR @extschema@.<@ (numeric, @extschema@.estimate) IS
'the number lies within the ends; an open end excludes nothing';

CREATE OPERATOR @extschema@.&& (
	LEFTARG = @extschema@.estimate,
	RIGHTARG = @extschema@.estimate,
	FUNCTION = @extschema@.estimate_overlaps,
	COMMUTATOR = OPERATOR(@extschema@.&&),
	RESTRICT = pg_catalog.areasel,
	JOIN = pg_catalog.areajoinsel
);
COMMENT ON OPERATOR @extschema@.&& (@extschema@.estimate, @extschema@.estimate) IS
'both have a figure in common; an open end excludes nothing';
