-- Aggregates of draws.  The state is a type of its own, so that sums can be
-- stored and added up later; sums are exact.

CREATE TYPE @extschema@.draws_state;

CREATE FUNCTION @extschema@.draws_state_in(cstring)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_in(cstring) IS
	'text input of draws_state: what draws_state_out writes';

CREATE FUNCTION @extschema@.draws_state_out(@extschema@.draws_state)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'draws_state_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_out(@extschema@.draws_state) IS
	'text of draws_state: number of rows, and the sums as integers in units of 2^-40';

CREATE FUNCTION @extschema@.draws_state_recv(internal)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_recv(internal) IS
	'binary input of draws_state, as strict as the text input';

CREATE FUNCTION @extschema@.draws_state_send(@extschema@.draws_state)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'draws_state_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_send(@extschema@.draws_state) IS
	'binary output of draws_state: version, format, sizes, sums; the same bytes on every server';

CREATE TYPE @extschema@.draws_state (
	INPUT = @extschema@.draws_state_in,
	OUTPUT = @extschema@.draws_state_out,
	RECEIVE = @extschema@.draws_state_recv,
	SEND = @extschema@.draws_state_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = external,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.draws_state IS
	'an exact sum of draws and the number of rows in it: made by draws_agg, added up by rollup, read by draws_total, draws_average and draws_rows; equal sums are equal bytes';

CREATE FUNCTION @extschema@.draws_state_add(@extschema@.draws_state, @extschema@.draws)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_add(@extschema@.draws_state, @extschema@.draws) IS
	'transition function of aggregates of draws: rounds every sample to 2^-40 and adds integers';

CREATE FUNCTION @extschema@.draws_state_move(@extschema@.draws_state, @extschema@.draws)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_move'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_move(@extschema@.draws_state, @extschema@.draws) IS
	'transition function of aggregates of draws in a moving window';

CREATE FUNCTION @extschema@.draws_state_remove(@extschema@.draws_state, @extschema@.draws)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_remove'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_remove(@extschema@.draws_state, @extschema@.draws) IS
	'inverse transition function of aggregates of draws, exact';

CREATE FUNCTION @extschema@.draws_state_combine(@extschema@.draws_state, @extschema@.draws_state)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_combine(@extschema@.draws_state, @extschema@.draws_state) IS
	'combine function of aggregates of draws';

CREATE FUNCTION @extschema@.draws_state_final(@extschema@.draws_state)
	RETURNS @extschema@.draws_state
	AS 'MODULE_PATHNAME', 'draws_state_final'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_state_final(@extschema@.draws_state) IS
	'final function of draws_agg and rollup: the sum in the form in which it is stored';

CREATE FUNCTION @extschema@.draws_total(state @extschema@.draws_state)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_total'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_total(@extschema@.draws_state) IS
	'the sum: what sum(draws) gives';

CREATE FUNCTION @extschema@.draws_average(state @extschema@.draws_state)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_average'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_average(@extschema@.draws_state) IS
	'the average: what avg(draws) gives';

CREATE FUNCTION @extschema@.draws_rows(state @extschema@.draws_state)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'draws_rows'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_rows(@extschema@.draws_state) IS
	'how many draws are in the sum';

CREATE AGGREGATE @extschema@.sum(@extschema@.draws) (
	SFUNC = @extschema@.draws_state_add,
	STYPE = @extschema@.draws_state,
	SSPACE = 17000,
	FINALFUNC = @extschema@.draws_total,
	COMBINEFUNC = @extschema@.draws_state_combine,
	MSFUNC = @extschema@.draws_state_move,
	MINVFUNC = @extschema@.draws_state_remove,
	MSTYPE = @extschema@.draws_state,
	MSSPACE = 17000,
	MFINALFUNC = @extschema@.draws_total,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum(@extschema@.draws) IS
	'sum of draws sample by sample: rows with the same key move together, rows with different keys independently; exact, so that plan and order of rows do not matter; NULL rows are left out';

CREATE AGGREGATE @extschema@.avg(@extschema@.draws) (
	SFUNC = @extschema@.draws_state_add,
	STYPE = @extschema@.draws_state,
	SSPACE = 17000,
	FINALFUNC = @extschema@.draws_average,
	COMBINEFUNC = @extschema@.draws_state_combine,
	MSFUNC = @extschema@.draws_state_move,
	MINVFUNC = @extschema@.draws_state_remove,
	MSTYPE = @extschema@.draws_state,
	MSSPACE = 17000,
	MFINALFUNC = @extschema@.draws_average,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.avg(@extschema@.draws) IS
	'average of draws sample by sample, of the exact sum';

CREATE AGGREGATE @extschema@.draws_agg(@extschema@.draws) (
	SFUNC = @extschema@.draws_state_add,
	STYPE = @extschema@.draws_state,
	SSPACE = 17000,
	FINALFUNC = @extschema@.draws_state_final,
	COMBINEFUNC = @extschema@.draws_state_combine,
	MSFUNC = @extschema@.draws_state_move,
	MINVFUNC = @extschema@.draws_state_remove,
	MSTYPE = @extschema@.draws_state,
	MSSPACE = 17000,
	MFINALFUNC = @extschema@.draws_state_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.draws_agg(@extschema@.draws) IS
	'the exact sum of draws as a value to store: rollup adds such values up, draws_total reads them';

CREATE AGGREGATE @extschema@.rollup(@extschema@.draws_state) (
	SFUNC = @extschema@.draws_state_combine,
	STYPE = @extschema@.draws_state,
	SSPACE = 17000,
	FINALFUNC = @extschema@.draws_state_final,
	COMBINEFUNC = @extschema@.draws_state_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.draws_state) IS
	'stored sums of draws added up, to the same bytes as one draws_agg over all their rows';
