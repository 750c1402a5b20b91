-- H100-equivalents of plain numbers: h100e() of one quantity, exact sums of
-- many with their coverage, and total_tpp()

CREATE FUNCTION @extschema@.h100e(spec @extschema@.gpu_spec, quantity double precision, basis text)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'h100e_float8'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.h100e(@extschema@.gpu_spec, double precision, text) IS
	'H100-equivalents of a quantity of a chip on basis tpp, dense8 (greater of fp8 and int8), dense16, bandwidth or memory; NULL when the specification has no rate on it';

CREATE FUNCTION @extschema@.h100e(chip text, quantity double precision, basis text)
	RETURNS double precision
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.h100e(@extschema@.chip_spec(chip), quantity, basis);
COMMENT ON FUNCTION @extschema@.h100e(text, double precision, text) IS
	'H100-equivalents of a quantity of a chip by name on basis tpp, dense8, dense16, bandwidth or memory';

CREATE FUNCTION @extschema@.h100e(spec @extschema@.gpu_spec, quantity numeric, basis text)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'h100e_numeric'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.h100e(@extschema@.gpu_spec, numeric, text) IS
	'H100-equivalents of a quantity, to at least 16 digits, of a chip on basis tpp, dense8 (greater of fp8 and int8), dense16, bandwidth or memory; NULL when the specification has no rate on it';

CREATE FUNCTION @extschema@.h100e(chip text, quantity numeric, basis text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.h100e(@extschema@.chip_spec(chip), quantity, basis);
COMMENT ON FUNCTION @extschema@.h100e(text, numeric, text) IS
	'H100-equivalents of a quantity, to at least 16 digits, of a chip by name on basis tpp, dense8, dense16, bandwidth or memory';

CREATE TYPE @extschema@.equivalents;

CREATE FUNCTION @extschema@.equivalents_in(cstring)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_in(cstring) IS
	'text input: basis, then rated=, covered=, uncovered=, rows=, counted=, nulls=';

CREATE FUNCTION @extschema@.equivalents_out(@extschema@.equivalents)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'equivalents_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_out(@extschema@.equivalents) IS
	'text output of equivalents, lossless';

CREATE FUNCTION @extschema@.equivalents_recv(internal)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_recv(internal) IS
	'binary input of equivalents';

CREATE FUNCTION @extschema@.equivalents_send(@extschema@.equivalents)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'equivalents_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_send(@extschema@.equivalents) IS
	'binary output of equivalents: 74 bytes in network order';

CREATE TYPE @extschema@.equivalents (
	INPUT = @extschema@.equivalents_in,
	OUTPUT = @extschema@.equivalents_out,
	RECEIVE = @extschema@.equivalents_recv,
	SEND = @extschema@.equivalents_send,
	INTERNALLENGTH = 80,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.equivalents IS
	'sum of H100-equivalents on a named basis with its coverage, as h100e_agg() gives it: exact, and rollup() adds stored ones';

CREATE FUNCTION @extschema@.value(equivalents @extschema@.equivalents)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'equivalents_h100e'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.value(@extschema@.equivalents) IS
	'H100-equivalents of the covered units; NULL when no row has both a quantity and a rate';

CREATE FUNCTION @extschema@.basis(equivalents @extschema@.equivalents)
	RETURNS text
	AS 'MODULE_PATHNAME', 'equivalents_basis_name'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.basis(@extschema@.equivalents) IS
	'what was compared with an H100: tpp, dense8, dense16, bandwidth, memory or as_published';

CREATE FUNCTION @extschema@.covered(equivalents @extschema@.equivalents)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'equivalents_covered'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.covered(@extschema@.equivalents) IS
	'units that are in value(): those with a rate on the basis';

CREATE FUNCTION @extschema@.uncovered(equivalents @extschema@.equivalents)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'equivalents_uncovered'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.uncovered(@extschema@.equivalents) IS
	'units that are not in value(): those without a rate on the basis';

CREATE FUNCTION @extschema@.coverage(equivalents @extschema@.equivalents)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'equivalents_coverage'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.coverage(@extschema@.equivalents) IS
	'covered units as a share of all units; NULL when the quantity of a row is unknown or there are no units';

CREATE FUNCTION @extschema@.unknown_rows(equivalents @extschema@.equivalents)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'equivalents_unknown_rows'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.unknown_rows(@extschema@.equivalents) IS
	'rows whose quantity is NULL, in neither covered() nor uncovered()';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity double precision, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_float8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, @extschema@.gpu_spec, double precision, text) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity double precision, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_float8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, @extschema@.gpu_spec, double precision, text) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity double precision, basis text, published double precision)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_float8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, @extschema@.gpu_spec, double precision, text, double precision) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity double precision, basis text, published double precision)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_float8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, @extschema@.gpu_spec, double precision, text, double precision) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add_tpp(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity double precision)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_tpp_float8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add_tpp(@extschema@.equivalents, @extschema@.gpu_spec, double precision) IS
	'step of total_tpp()';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity numeric, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_numeric'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, @extschema@.gpu_spec, numeric, text) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity numeric, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_numeric'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, @extschema@.gpu_spec, numeric, text) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity numeric, basis text, published numeric)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_numeric'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, @extschema@.gpu_spec, numeric, text, numeric) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity numeric, basis text, published numeric)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_numeric'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, @extschema@.gpu_spec, numeric, text, numeric) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add_tpp(state @extschema@.equivalents, spec @extschema@.gpu_spec, quantity numeric)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_tpp_numeric'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add_tpp(@extschema@.equivalents, @extschema@.gpu_spec, numeric) IS
	'step of total_tpp()';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, chip text, quantity double precision, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_chip_float8'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, text, double precision, text) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, chip text, quantity double precision, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_chip_float8'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, text, double precision, text) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, chip text, quantity double precision, basis text, published double precision)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_chip_float8'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, text, double precision, text, double precision) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, chip text, quantity double precision, basis text, published double precision)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_chip_float8'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, text, double precision, text, double precision) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add_tpp(state @extschema@.equivalents, chip text, quantity double precision)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_tpp_chip_float8'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add_tpp(@extschema@.equivalents, text, double precision) IS
	'step of total_tpp()';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, chip text, quantity numeric, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_chip_numeric'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, text, numeric, text) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, chip text, quantity numeric, basis text)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_chip_numeric'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, text, numeric, text) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add(state @extschema@.equivalents, chip text, quantity numeric, basis text, published numeric)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_chip_numeric'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add(@extschema@.equivalents, text, numeric, text, numeric) IS
	'step of h100e_agg()';

CREATE FUNCTION @extschema@.equivalents_remove(state @extschema@.equivalents, chip text, quantity numeric, basis text, published numeric)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_remove_chip_numeric'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_remove(@extschema@.equivalents, text, numeric, text, numeric) IS
	'inverse step of h100e_agg(), for windows';

CREATE FUNCTION @extschema@.equivalents_add_tpp(state @extschema@.equivalents, chip text, quantity numeric)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_add_tpp_chip_numeric'
	LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_add_tpp(@extschema@.equivalents, text, numeric) IS
	'step of total_tpp()';

CREATE FUNCTION @extschema@.equivalents_combine(a @extschema@.equivalents, b @extschema@.equivalents)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_combine(@extschema@.equivalents, @extschema@.equivalents) IS
	'sum of two sums of one basis; NULL counts nothing';

CREATE FUNCTION @extschema@.equivalents_final(state @extschema@.equivalents)
	RETURNS @extschema@.equivalents
	AS 'MODULE_PATHNAME', 'equivalents_final'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_final(@extschema@.equivalents) IS
	'final function of h100e_agg() and rollup()';

CREATE FUNCTION @extschema@.equivalents_total(state @extschema@.equivalents)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'equivalents_total'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.equivalents_total(@extschema@.equivalents) IS
	'units times rate: final function of total_tpp()';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity double precision, basis text) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, double precision, text) IS
	'H100-equivalents of all rows on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity double precision, basis text, published double precision) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, double precision, text, double precision) IS
	'H100-equivalents of all rows on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity numeric, basis text) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, numeric, text) IS
	'H100-equivalents of all rows on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(spec @extschema@.gpu_spec, quantity numeric, basis text, published numeric) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(@extschema@.gpu_spec, numeric, text, numeric) IS
	'H100-equivalents of all rows on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity double precision, basis text) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, double precision, text) IS
	'H100-equivalents of all rows of chips by name on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity double precision, basis text, published double precision) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, double precision, text, double precision) IS
	'H100-equivalents of all rows of chips by name on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity numeric, basis text) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, numeric, text) IS
	'H100-equivalents of all rows of chips by name on a named basis with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.h100e_agg(chip text, quantity numeric, basis text, published numeric) (
	SFUNC = @extschema@.equivalents_add,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	MSFUNC = @extschema@.equivalents_add,
	MINVFUNC = @extschema@.equivalents_remove,
	MSTYPE = @extschema@.equivalents,
	MSSPACE = 80,
	MFINALFUNC = @extschema@.equivalents_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.h100e_agg(text, numeric, text, numeric) IS
	'H100-equivalents of all rows of chips by name on a named basis, as_published among them, with coverage; rows without a rate count as uncovered units';

CREATE AGGREGATE @extschema@.rollup(equivalents @extschema@.equivalents) (
	SFUNC = @extschema@.equivalents_combine,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_final,
	COMBINEFUNC = @extschema@.equivalents_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.equivalents) IS
	'sum of stored results of h100e_agg() of one basis: the same as over their rows';

CREATE AGGREGATE @extschema@.total_tpp(spec @extschema@.gpu_spec, quantity double precision) (
	SFUNC = @extschema@.equivalents_add_tpp,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_total,
	COMBINEFUNC = @extschema@.equivalents_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(@extschema@.gpu_spec, double precision) IS
	'total processing performance of all units, exactly: as sum(tpp * quantity), rows without either left out; h100e_agg() tells how many units those are';

CREATE AGGREGATE @extschema@.total_tpp(spec @extschema@.gpu_spec, quantity numeric) (
	SFUNC = @extschema@.equivalents_add_tpp,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_total,
	COMBINEFUNC = @extschema@.equivalents_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(@extschema@.gpu_spec, numeric) IS
	'total processing performance of all units, exactly: as sum(tpp * quantity), rows without either left out; h100e_agg() tells how many units those are';

CREATE AGGREGATE @extschema@.total_tpp(chip text, quantity double precision) (
	SFUNC = @extschema@.equivalents_add_tpp,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_total,
	COMBINEFUNC = @extschema@.equivalents_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(text, double precision) IS
	'total processing performance of all units of chips by name, exactly: as sum(tpp * quantity), rows without either left out; h100e_agg() tells how many units those are';

CREATE AGGREGATE @extschema@.total_tpp(chip text, quantity numeric) (
	SFUNC = @extschema@.equivalents_add_tpp,
	STYPE = @extschema@.equivalents,
	SSPACE = 80,
	FINALFUNC = @extschema@.equivalents_total,
	COMBINEFUNC = @extschema@.equivalents_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.total_tpp(text, numeric) IS
	'total processing performance of all units of chips by name, exactly: as sum(tpp * quantity), rows without either left out; h100e_agg() tells how many units those are';
