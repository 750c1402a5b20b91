-- H100-equivalents of samples, with their coverage

CREATE FUNCTION @extschema@.h100e(spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text)
	RETURNS @extschema@.draws
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN quantity OPERATOR(@extschema@.*) @extschema@.h100e(spec, 1::double precision, basis);
COMMENT ON FUNCTION @extschema@.h100e(@extschema@.gpu_spec, @extschema@.draws, text) IS
	'H100-equivalents, sample by sample, of draws of a chip on basis tpp, dense8 (greater of fp8 and int8), dense16, bandwidth or memory; NULL when the specification has no rate on it';

CREATE FUNCTION @extschema@.h100e(chip text, quantity @extschema@.draws, basis text)
	RETURNS @extschema@.draws
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.h100e(@extschema@.chip_spec(chip), quantity, basis);
COMMENT ON FUNCTION @extschema@.h100e(text, @extschema@.draws, text) IS
	'H100-equivalents, sample by sample, of draws of a chip by name on basis tpp, dense8, dense16, bandwidth or memory';

CREATE TYPE @extschema@.equivalents_draws;

CREATE FUNCTION @extschema@.equivalents_draws_in(cstring)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_in(cstring) IS
	'text input: basis, then nulls=, rated={}, covered={}, uncovered={} as written; sums as those of draws_state';

CREATE FUNCTION @extschema@.equivalents_draws_out(@extschema@.equivalents_draws)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'equivalents_draws_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_out(@extschema@.equivalents_draws) IS
	'text output of equivalents_draws, lossless';

CREATE FUNCTION @extschema@.equivalents_draws_recv(internal)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_recv(internal) IS
	'binary input of equivalents_draws';

CREATE FUNCTION @extschema@.equivalents_draws_send(@extschema@.equivalents_draws)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'equivalents_draws_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_send(@extschema@.equivalents_draws) IS
	'binary output of equivalents_draws: version, basis, sizes, sums; the same bytes on every server';

CREATE TYPE @extschema@.equivalents_draws (
	INPUT = @extschema@.equivalents_draws_in,
	OUTPUT = @extschema@.equivalents_draws_out,
	RECEIVE = @extschema@.equivalents_draws_recv,
	SEND = @extschema@.equivalents_draws_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE @extschema@.equivalents_draws IS
	'sum of H100-equivalents of draws on a named basis with its coverage, as h100e_agg() gives it: exact, and rollup() adds stored ones';

CREATE FUNCTION @extschema@.value(equivalents @extschema@.equivalents_draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.value(@extschema@.equivalents_draws) IS
	'H100-equivalents of the covered units, sample by sample; NULL when no row has both a quantity and a rate';

CREATE FUNCTION @extschema@.basis(equivalents @extschema@.equivalents_draws)
	RETURNS text
	AS 'MODULE_PATHNAME', 'equivalents_draws_basis'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.basis(@extschema@.equivalents_draws) IS
	'what was compared with an H100: tpp, dense8, dense16, bandwidth, memory or as_published';

CREATE FUNCTION @extschema@.covered(equivalents @extschema@.equivalents_draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_covered'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.covered(@extschema@.equivalents_draws) IS
	'units that are in value(): those with a rate on the basis; NULL for none';

CREATE FUNCTION @extschema@.uncovered(equivalents @extschema@.equivalents_draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_uncovered'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.uncovered(@extschema@.equivalents_draws) IS
	'units that are not in value(): those without a rate on the basis; NULL for none';

CREATE FUNCTION @extschema@.coverage(equivalents @extschema@.equivalents_draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_coverage'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.coverage(@extschema@.equivalents_draws) IS
	'covered units as a share of all units, sample by sample; NULL when the quantity of a row is unknown, and when a sample has no units or less than none';

CREATE FUNCTION @extschema@.unknown_rows(equivalents @extschema@.equivalents_draws)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'equivalents_draws_unknown_rows'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.unknown_rows(@extschema@.equivalents_draws) IS
	'rows whose quantity is NULL, in neither covered() nor uncovered()';

CREATE FUNCTION @extschema@.equivalents_draws_add(state @extschema@.equivalents_draws, spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_add(@extschema@.equivalents_draws, @extschema@.gpu_spec, @extschema@.draws, text) IS
	'step of h100e_agg() of draws';

CREATE FUNCTION @extschema@.equivalents_draws_remove(state @extschema@.equivalents_draws, spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_remove'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_remove(@extschema@.equivalents_draws, @extschema@.gpu_spec, @extschema@.draws, text) IS
	'inverse step of h100e_agg() of draws, for windows';

CREATE FUNCTION @extschema@.equivalents_draws_add(state @extschema@.equivalents_draws, spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text, published @extschema@.draws)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_add(@extschema@.equivalents_draws, @extschema@.gpu_spec, @extschema@.draws, text, @extschema@.draws) IS
	'step of h100e_agg() of draws';

CREATE FUNCTION @extschema@.equivalents_draws_remove(state @extschema@.equivalents_draws, spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text, published @extschema@.draws)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_remove'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_remove(@extschema@.equivalents_draws, @extschema@.gpu_spec, @extschema@.draws, text, @extschema@.draws) IS
	'inverse step of h100e_agg() of draws, for windows';

CREATE FUNCTION @extschema@.draws_state_add_tpp(state @extschema@.draws_state, spec @extschema@.gpu_spec, quantity @extschema@.draws)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_add_tpp'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_add_tpp(@extschema@.draws_state, @extschema@.gpu_spec, @extschema@.draws) IS
	'step of total_tpp() of draws';

CREATE FUNCTION @extschema@.equivalents_draws_add(state @extschema@.equivalents_draws, chip text, quantity @extschema@.draws, basis text)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_add_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_add(@extschema@.equivalents_draws, text, @extschema@.draws, text) IS
	'step of h100e_agg() of draws';

CREATE FUNCTION @extschema@.equivalents_draws_remove(state @extschema@.equivalents_draws, chip text, quantity @extschema@.draws, basis text)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_remove_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_remove(@extschema@.equivalents_draws, text, @extschema@.draws, text) IS
	'inverse step of h100e_agg() of draws, for windows';

CREATE FUNCTION @extschema@.equivalents_draws_add(state @extschema@.equivalents_draws, chip text, quantity @extschema@.draws, basis text, published @extschema@.draws)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_add_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_add(@extschema@.equivalents_draws, text, @extschema@.draws, text, @extschema@.draws) IS
	'step of h100e_agg() of draws';

CREATE FUNCTION @extschema@.equivalents_draws_remove(state @extschema@.equivalents_draws, chip text, quantity @extschema@.draws, basis text, published @extschema@.draws)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_remove_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_remove(@extschema@.equivalents_draws, text, @extschema@.draws, text, @extschema@.draws) IS
	'inverse step of h100e_agg() of draws, for windows';

CREATE FUNCTION @extschema@.draws_state_add_tpp(state @extschema@.draws_state, chip text, quantity @extschema@.draws)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_add_tpp_chip'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_add_tpp(@extschema@.draws_state, text, @extschema@.draws) IS
	'step of total_tpp() of draws';

CREATE FUNCTION @extschema@.equivalents_draws_combine(a @extschema@.equivalents_draws, b @extschema@.equivalents_draws)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_combine(@extschema@.equivalents_draws, @extschema@.equivalents_draws) IS
	'sum of two sums of one basis; NULL counts nothing';

CREATE FUNCTION @extschema@.equivalents_draws_final(state @extschema@.equivalents_draws)
	RETURNS @extschema@.equivalents_draws
	AS 'MODULE_PATHNAME', 'equivalents_draws_final'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_draws_final(@extschema@.equivalents_draws) IS
	'final function of h100e_agg() and rollup()';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text) (
	SFUNC = @extschema@.equivalents_draws_add,
	STYPE = @extschema@.equivalents_draws,
	SSPACE = 51000,
	FINALFUNC = @extschema@.equivalents_draws_final,
	COMBINEFUNC = @extschema@.equivalents_draws_combine,
	MSFUNC = @extschema@.equivalents_draws_add,
	MINVFUNC = @extschema@.equivalents_draws_remove,
	MSTYPE = @extschema@.equivalents_draws,
	MSSPACE = 51000,
	MFINALFUNC = @extschema@.equivalents_draws_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, @extschema@.draws, text) IS
	'H100-equivalents of all rows on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity @extschema@.draws, basis text, published @extschema@.draws) (
	SFUNC = @extschema@.equivalents_draws_add,
	STYPE = @extschema@.equivalents_draws,
	SSPACE = 51000,
	FINALFUNC = @extschema@.equivalents_draws_final,
	COMBINEFUNC = @extschema@.equivalents_draws_combine,
	MSFUNC = @extschema@.equivalents_draws_add,
	MINVFUNC = @extschema@.equivalents_draws_remove,
	MSTYPE = @extschema@.equivalents_draws,
	MSSPACE = 51000,
	MFINALFUNC = @extschema@.equivalents_draws_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, @extschema@.draws, text, @extschema@.draws) IS
	'H100-equivalents of all rows on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity @extschema@.draws, basis text) (
	SFUNC = @extschema@.equivalents_draws_add,
	STYPE = @extschema@.equivalents_draws,
	SSPACE = 51000,
	FINALFUNC = @extschema@.equivalents_draws_final,
	COMBINEFUNC = @extschema@.equivalents_draws_combine,
	MSFUNC = @extschema@.equivalents_draws_add,
	MINVFUNC = @extschema@.equivalents_draws_remove,
	MSTYPE = @extschema@.equivalents_draws,
	MSSPACE = 51000,
	MFINALFUNC = @extschema@.equivalents_draws_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, @extschema@.draws, text) IS
	'H100-equivalents of all rows of chips by name on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity @extschema@.draws, basis text, published @extschema@.draws) (
	SFUNC = @extschema@.equivalents_draws_add,
	STYPE = @extschema@.equivalents_draws,
	SSPACE = 51000,
	FINALFUNC = @extschema@.equivalents_draws_final,
	COMBINEFUNC = @extschema@.equivalents_draws_combine,
	MSFUNC = @extschema@.equivalents_draws_add,
	MINVFUNC = @extschema@.equivalents_draws_remove,
	MSTYPE = @extschema@.equivalents_draws,
	MSSPACE = 51000,
	MFINALFUNC = @extschema@.equivalents_draws_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, @extschema@.draws, text, @extschema@.draws) IS
	'H100-equivalents of all rows of chips by name on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.rollup(equivalents @extschema@.equivalents_draws) (
	SFUNC = @extschema@.equivalents_draws_combine,
	STYPE = @extschema@.equivalents_draws,
	SSPACE = 51000,
	FINALFUNC = @extschema@.equivalents_draws_final,
	COMBINEFUNC = @extschema@.equivalents_draws_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.equivalents_draws) IS
	'sum of stored results of h100e_agg() of draws of one basis: the same as over their rows';

CREATE AGGREGATE @extschema@.total_tpp(spec @extschema@.gpu_spec, quantity @extschema@.draws) (
	SFUNC = @extschema@.draws_state_add_tpp,
	STYPE = @extschema@.draws_state,
	SSPACE = 17000,
	FINALFUNC = @extschema@.draws_total,
	COMBINEFUNC = @extschema@.draws_state_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(@extschema@.gpu_spec, @extschema@.draws) IS
	'total processing performance of all units, rows without a rate or a quantity left out; h100e_agg() tells how many units those are';

CREATE AGGREGATE @extschema@.total_tpp(chip text, quantity @extschema@.draws) (
	SFUNC = @extschema@.draws_state_add_tpp,
	STYPE = @extschema@.draws_state,
	SSPACE = 17000,
	FINALFUNC = @extschema@.draws_total,
	COMBINEFUNC = @extschema@.draws_state_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(text, @extschema@.draws) IS
	'total processing performance of all units of chips by name, rows without a rate or a quantity left out; h100e_agg() tells how many units those are';
