-- H100-equivalents of quantities that are ranges, with their coverage

CREATE FUNCTION @extschema@.h100e(spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'h100e_estimate'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.h100e(@extschema@.gpu_spec, @extschema@.estimate, text) IS
	'H100-equivalents of an estimate of a chip on basis tpp, dense8 (greater of fp8 and int8), dense16, bandwidth or memory; NULL when the specification has no rate on it';

CREATE FUNCTION @extschema@.h100e(chip text, quantity @extschema@.estimate, basis text)
	RETURNS @extschema@.estimate
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.h100e(@extschema@.chip_spec(chip), quantity, basis);
COMMENT ON FUNCTION @extschema@.h100e(text, @extschema@.estimate, text) IS
	'H100-equivalents of an estimate of a chip by name on basis tpp, dense8, dense16, bandwidth or memory';

CREATE FUNCTION @extschema@.h100e(chip text, quantity text, basis text)
	RETURNS @extschema@.estimate
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.h100e(@extschema@.chip_spec(chip), quantity::@extschema@.estimate, basis);
COMMENT ON FUNCTION @extschema@.h100e(text, text, text) IS
	'H100-equivalents of a quantity written as a literal without a type, which is read as an estimate: h100e(''H20'', ''750k [500k, 1M]'', ''tpp'')';

CREATE TYPE @extschema@.equivalents_range;

CREATE FUNCTION @extschema@.equivalents_range_in(cstring)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_in(cstring) IS
	'text input: basis, then nulls=, rated={}, covered={}, uncovered={} as written';

CREATE FUNCTION @extschema@.equivalents_range_out(@extschema@.equivalents_range)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'equivalents_range_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_out(@extschema@.equivalents_range) IS
	'text output of equivalents_range, lossless';

CREATE FUNCTION @extschema@.equivalents_range_recv(internal)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_recv(internal) IS
	'binary input of equivalents_range';

CREATE FUNCTION @extschema@.equivalents_range_send(@extschema@.equivalents_range)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'equivalents_range_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_send(@extschema@.equivalents_range) IS
	'binary output of equivalents_range: 394 bytes in network order';

CREATE TYPE @extschema@.equivalents_range (
	INPUT = @extschema@.equivalents_range_in,
	OUTPUT = @extschema@.equivalents_range_out,
	RECEIVE = @extschema@.equivalents_range_recv,
	SEND = @extschema@.equivalents_range_send,
	INTERNALLENGTH = 400,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.equivalents_range IS
	'sum of H100-equivalents of estimates on a named basis with its coverage, as h100e_agg() gives it: exact, and rollup() adds stored ones';

CREATE FUNCTION @extschema@.value(equivalents @extschema@.equivalents_range)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'equivalents_range_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.value(@extschema@.equivalents_range) IS
	'H100-equivalents of the covered units, lows, mids and highs each added; NULL when no row has both a quantity and a rate';

CREATE FUNCTION @extschema@.basis(equivalents @extschema@.equivalents_range)
	RETURNS text
	AS 'MODULE_PATHNAME', 'equivalents_range_basis'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.basis(@extschema@.equivalents_range) IS
	'what was compared with an H100: tpp, dense8, dense16, bandwidth, memory or as_published';

CREATE FUNCTION @extschema@.covered(equivalents @extschema@.equivalents_range)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'equivalents_range_covered'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.covered(@extschema@.equivalents_range) IS
	'units that are in value(): those with a rate on the basis; NULL for none';

CREATE FUNCTION @extschema@.uncovered(equivalents @extschema@.equivalents_range)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'equivalents_range_uncovered'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.uncovered(@extschema@.equivalents_range) IS
	'units that are not in value(): those without a rate on the basis; NULL for none';

CREATE FUNCTION @extschema@.coverage(equivalents @extschema@.equivalents_range)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'equivalents_range_coverage'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.coverage(@extschema@.equivalents_range) IS
	'covered units as a share of all units, as far as the ranges say; NULL when the quantity of a row is unknown or may be negative';

CREATE FUNCTION @extschema@.unknown_rows(equivalents @extschema@.equivalents_range)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'equivalents_range_unknown_rows'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.unknown_rows(@extschema@.equivalents_range) IS
	'rows whose quantity is NULL, in neither covered() nor uncovered()';

CREATE FUNCTION @extschema@.equivalents_range_add(state @extschema@.equivalents_range, spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_add(@extschema@.equivalents_range, @extschema@.gpu_spec, @extschema@.estimate, text) IS
	'step of h100e_agg() of estimates';

CREATE FUNCTION @extschema@.equivalents_range_remove(state @extschema@.equivalents_range, spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_remove'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_remove(@extschema@.equivalents_range, @extschema@.gpu_spec, @extschema@.estimate, text) IS
	'inverse step of h100e_agg() of estimates, for windows';

CREATE FUNCTION @extschema@.equivalents_range_add(state @extschema@.equivalents_range, spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text, published @extschema@.estimate)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_add(@extschema@.equivalents_range, @extschema@.gpu_spec, @extschema@.estimate, text, @extschema@.estimate) IS
	'step of h100e_agg() of estimates';

CREATE FUNCTION @extschema@.equivalents_range_remove(state @extschema@.equivalents_range, spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text, published @extschema@.estimate)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_remove'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_remove(@extschema@.equivalents_range, @extschema@.gpu_spec, @extschema@.estimate, text, @extschema@.estimate) IS
	'inverse step of h100e_agg() of estimates, for windows';

CREATE FUNCTION @extschema@.equivalents_range_add_tpp(state @extschema@.equivalents_range, spec @extschema@.gpu_spec, quantity @extschema@.estimate)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_add_tpp'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_add_tpp(@extschema@.equivalents_range, @extschema@.gpu_spec, @extschema@.estimate) IS
	'step of total_tpp() of estimates';

CREATE FUNCTION @extschema@.equivalents_range_add(state @extschema@.equivalents_range, chip text, quantity @extschema@.estimate, basis text)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_add_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_add(@extschema@.equivalents_range, text, @extschema@.estimate, text) IS
	'step of h100e_agg() of estimates';

CREATE FUNCTION @extschema@.equivalents_range_remove(state @extschema@.equivalents_range, chip text, quantity @extschema@.estimate, basis text)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_remove_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_remove(@extschema@.equivalents_range, text, @extschema@.estimate, text) IS
	'inverse step of h100e_agg() of estimates, for windows';

CREATE FUNCTION @extschema@.equivalents_range_add(state @extschema@.equivalents_range, chip text, quantity @extschema@.estimate, basis text, published @extschema@.estimate)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_add_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_add(@extschema@.equivalents_range, text, @extschema@.estimate, text, @extschema@.estimate) IS
	'step of h100e_agg() of estimates';

CREATE FUNCTION @extschema@.equivalents_range_remove(state @extschema@.equivalents_range, chip text, quantity @extschema@.estimate, basis text, published @extschema@.estimate)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_remove_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_remove(@extschema@.equivalents_range, text, @extschema@.estimate, text, @extschema@.estimate) IS
	'inverse step of h100e_agg() of estimates, for windows';

CREATE FUNCTION @extschema@.equivalents_range_add_tpp(state @extschema@.equivalents_range, chip text, quantity @extschema@.estimate)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_add_tpp_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_add_tpp(@extschema@.equivalents_range, text, @extschema@.estimate) IS
	'step of total_tpp() of estimates';

CREATE FUNCTION @extschema@.equivalents_range_combine(a @extschema@.equivalents_range, b @extschema@.equivalents_range)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_combine(@extschema@.equivalents_range, @extschema@.equivalents_range) IS
	'sum of two sums of one basis; NULL counts nothing';

CREATE FUNCTION @extschema@.equivalents_range_final(state @extschema@.equivalents_range)
	RETURNS @extschema@.equivalents_range
	AS 'MODULE_PATHNAME', 'equivalents_range_final'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_final(@extschema@.equivalents_range) IS
	'final function of h100e_agg() and rollup()';

CREATE FUNCTION @extschema@.equivalents_range_total(state @extschema@.equivalents_range)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'equivalents_range_total'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_range_total(@extschema@.equivalents_range) IS
	'units times rate: final function of total_tpp()';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text) (
	SFUNC = @extschema@.equivalents_range_add,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_final,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	MSFUNC = @extschema@.equivalents_range_add,
	MINVFUNC = @extschema@.equivalents_range_remove,
	MSTYPE = @extschema@.equivalents_range,
	MSSPACE = 400,
	MFINALFUNC = @extschema@.equivalents_range_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, @extschema@.estimate, text) IS
	'assumes that all errors go the same way, as sum_bounds() does: H100-equivalents of all rows on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity @extschema@.estimate, basis text, published @extschema@.estimate) (
	SFUNC = @extschema@.equivalents_range_add,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_final,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	MSFUNC = @extschema@.equivalents_range_add,
	MINVFUNC = @extschema@.equivalents_range_remove,
	MSTYPE = @extschema@.equivalents_range,
	MSSPACE = 400,
	MFINALFUNC = @extschema@.equivalents_range_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, @extschema@.estimate, text, @extschema@.estimate) IS
	'assumes that all errors go the same way, as sum_bounds() does: H100-equivalents of all rows on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity @extschema@.estimate, basis text) (
	SFUNC = @extschema@.equivalents_range_add,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_final,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	MSFUNC = @extschema@.equivalents_range_add,
	MINVFUNC = @extschema@.equivalents_range_remove,
	MSTYPE = @extschema@.equivalents_range,
	MSSPACE = 400,
	MFINALFUNC = @extschema@.equivalents_range_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, @extschema@.estimate, text) IS
	'assumes that all errors go the same way, as sum_bounds() does: H100-equivalents of all rows of chips by name on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity @extschema@.estimate, basis text, published @extschema@.estimate) (
	SFUNC = @extschema@.equivalents_range_add,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_final,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	MSFUNC = @extschema@.equivalents_range_add,
	MINVFUNC = @extschema@.equivalents_range_remove,
	MSTYPE = @extschema@.equivalents_range,
	MSSPACE = 400,
	MFINALFUNC = @extschema@.equivalents_range_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, @extschema@.estimate, text, @extschema@.estimate) IS
	'assumes that all errors go the same way, as sum_bounds() does: H100-equivalents of all rows of chips by name on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.rollup(equivalents @extschema@.equivalents_range) (
	SFUNC = @extschema@.equivalents_range_combine,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_final,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.equivalents_range) IS
	'sum of stored results of h100e_agg() of estimates of one basis: the same as over their rows';

CREATE AGGREGATE @extschema@.total_tpp(spec @extschema@.gpu_spec, quantity @extschema@.estimate) (
	SFUNC = @extschema@.equivalents_range_add_tpp,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_total,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(@extschema@.gpu_spec, @extschema@.estimate) IS
	'assumes that all errors go the same way, as sum_bounds() does: total processing performance of all units, rows without a rate or a quantity left out; h100e_agg() tells how many units those are';

CREATE AGGREGATE @extschema@.total_tpp(chip text, quantity @extschema@.estimate) (
	SFUNC = @extschema@.equivalents_range_add_tpp,
	STYPE = @extschema@.equivalents_range,
	SSPACE = 400,
	FINALFUNC = @extschema@.equivalents_range_total,
	COMBINEFUNC = @extschema@.equivalents_range_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(text, @extschema@.estimate) IS
	'assumes that all errors go the same way, as sum_bounds() does: total processing performance of all units of chips by name, rows without a rate or a quantity left out; h100e_agg() tells how many units those are';
