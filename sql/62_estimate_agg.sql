-- Sums and averages of estimates, and the summaries they leave: two kinds, by
-- the assumption on how the rows depend on each other.

CREATE TYPE @extschema@.bounds_summary;

CREATE FUNCTION @extschema@.bounds_summary_in(cstring) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_in(cstring) IS
'input of bounds_summary: what its output gave, no other text';

CREATE FUNCTION @extschema@.bounds_summary_out(@extschema@.bounds_summary) RETURNS cstring
AS 'MODULE_PATHNAME', 'bounds_summary_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_out(@extschema@.bounds_summary) IS
'text of bounds_summary: counts of rows and exact sums in units of 10^-9; reads back to the same bytes';

CREATE FUNCTION @extschema@.bounds_summary_recv(internal) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_recv(internal) IS
'binary input of bounds_summary, as strict as the text input';

CREATE FUNCTION @extschema@.bounds_summary_send(@extschema@.bounds_summary) RETURNS bytea
AS 'MODULE_PATHNAME', 'bounds_summary_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_send(@extschema@.bounds_summary) IS
'binary output of bounds_summary: version and 16 words';

CREATE TYPE @extschema@.bounds_summary (
	INPUT = @extschema@.bounds_summary_in,
	OUTPUT = @extschema@.bounds_summary_out,
	RECEIVE = @extschema@.bounds_summary_recv,
	SEND = @extschema@.bounds_summary_send,
	INTERNALLENGTH = 128,
	ALIGNMENT = double,
	STORAGE = plain,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.bounds_summary IS
'the exact sums of low, mid and high of some estimates, with counts of their kinds: a state of sum_bounds() and avg_bounds() that can be stored and rolled up';

CREATE FUNCTION @extschema@.bounds_summary_add(@extschema@.bounds_summary, @extschema@.estimate) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_add'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_add(@extschema@.bounds_summary, @extschema@.estimate) IS
'the summary with one estimate more: step of the aggregates';

CREATE FUNCTION @extschema@.bounds_summary_remove(@extschema@.bounds_summary, @extschema@.estimate) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_remove'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_remove(@extschema@.bounds_summary, @extschema@.estimate) IS
'the summary with one estimate less, for windows that move';

CREATE FUNCTION @extschema@.bounds_summary_merge(@extschema@.bounds_summary, @extschema@.bounds_summary) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_merge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_merge(@extschema@.bounds_summary, @extschema@.bounds_summary) IS
'the summary of the rows of both';

CREATE FUNCTION @extschema@.bounds_summary_unmerge(@extschema@.bounds_summary, @extschema@.bounds_summary) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_unmerge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_unmerge(@extschema@.bounds_summary, @extschema@.bounds_summary) IS
'the summary without the rows of the second, for windows that move';

CREATE FUNCTION @extschema@.bounds_summary_final(@extschema@.bounds_summary) RETURNS @extschema@.bounds_summary
AS 'MODULE_PATHNAME', 'bounds_summary_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bounds_summary_final(@extschema@.bounds_summary) IS
'the summary, NULL for no rows: result of the aggregates';

CREATE FUNCTION @extschema@.total(summary @extschema@.bounds_summary) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'bounds_summary_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.total(@extschema@.bounds_summary) IS
'what sum_bounds() gives for the rows of the summary; NULL for no rows';

CREATE FUNCTION @extschema@.average(summary @extschema@.bounds_summary) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'bounds_summary_average'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.average(@extschema@.bounds_summary) IS
'what avg_bounds() gives for the rows of the summary; NULL for no rows';

CREATE FUNCTION @extschema@.rows(summary @extschema@.bounds_summary) RETURNS bigint
AS 'MODULE_PATHNAME', 'estimate_sum_rows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.rows(@extschema@.bounds_summary) IS
'how many estimates are in the summary, NULLs left out';

CREATE AGGREGATE @extschema@.sum_bounds(@extschema@.estimate) (
	SFUNC = @extschema@.bounds_summary_add,
	STYPE = @extschema@.bounds_summary,
	SSPACE = 128,
	INITCOND = 'rows=0',
	COMBINEFUNC = @extschema@.bounds_summary_merge,
	FINALFUNC = @extschema@.total,
	MSFUNC = @extschema@.bounds_summary_add,
	MINVFUNC = @extschema@.bounds_summary_remove,
	MSTYPE = @extschema@.bounds_summary,
	MSSPACE = 128,
	MINITCOND = 'rows=0',
	MFINALFUNC = @extschema@.total,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum_bounds(@extschema@.estimate) IS
'assumes that rows are low together and high together (fully correlated), or that ends are limits that no dependence can pass: adds lows, mids and highs; an end is open where it is in a row, strict where it is in one, mid known where it is in all, NULL where neither is; the weaker kind wins (point, interval, range, open), different levels give none; exact';

CREATE AGGREGATE @extschema@.avg_bounds(@extschema@.estimate) (
	SFUNC = @extschema@.bounds_summary_add,
	STYPE = @extschema@.bounds_summary,
	SSPACE = 128,
	INITCOND = 'rows=0',
	COMBINEFUNC = @extschema@.bounds_summary_merge,
	FINALFUNC = @extschema@.average,
	MSFUNC = @extschema@.bounds_summary_add,
	MINVFUNC = @extschema@.bounds_summary_remove,
	MSTYPE = @extschema@.bounds_summary,
	MSSPACE = 128,
	MINITCOND = 'rows=0',
	MFINALFUNC = @extschema@.average,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.avg_bounds(@extschema@.estimate) IS
'assumes that rows are low together and high together (fully correlated), or that ends are limits that no dependence can pass: sum_bounds() divided by the number of rows, low rounded down, high up, mid to the nearest at nine decimals';

CREATE AGGREGATE @extschema@.bounds_agg(@extschema@.estimate) (
	SFUNC = @extschema@.bounds_summary_add,
	STYPE = @extschema@.bounds_summary,
	SSPACE = 128,
	INITCOND = 'rows=0',
	COMBINEFUNC = @extschema@.bounds_summary_merge,
	FINALFUNC = @extschema@.bounds_summary_final,
	MSFUNC = @extschema@.bounds_summary_add,
	MINVFUNC = @extschema@.bounds_summary_remove,
	MSTYPE = @extschema@.bounds_summary,
	MSSPACE = 128,
	MINITCOND = 'rows=0',
	MFINALFUNC = @extschema@.bounds_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.bounds_agg(@extschema@.estimate) IS
'assumes that rows are low together and high together (fully correlated), or that ends are limits that no dependence can pass: a summary to store, for total(), average(), rows() and rollup()';

CREATE AGGREGATE @extschema@.rollup(@extschema@.bounds_summary) (
	SFUNC = @extschema@.bounds_summary_merge,
	STYPE = @extschema@.bounds_summary,
	SSPACE = 128,
	COMBINEFUNC = @extschema@.bounds_summary_merge,
	FINALFUNC = @extschema@.bounds_summary_final,
	MSFUNC = @extschema@.bounds_summary_merge,
	MINVFUNC = @extschema@.bounds_summary_unmerge,
	MSTYPE = @extschema@.bounds_summary,
	MSSPACE = 128,
	MFINALFUNC = @extschema@.bounds_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.bounds_summary) IS
'assumes that rows are low together and high together (fully correlated), or that ends are limits that no dependence can pass: one summary of the rows of all, to the byte what bounds_agg() over those rows gives';

CREATE TYPE @extschema@.independent_summary;

CREATE FUNCTION @extschema@.independent_summary_in(cstring) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_in(cstring) IS
'input of independent_summary: what its output gave, no other text';

CREATE FUNCTION @extschema@.independent_summary_out(@extschema@.independent_summary) RETURNS cstring
AS 'MODULE_PATHNAME', 'independent_summary_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_out(@extschema@.independent_summary) IS
'text of independent_summary: counts of rows and exact sums in units of 10^-9, low and high in halves of that around the centres; reads back to the same bytes';

CREATE FUNCTION @extschema@.independent_summary_recv(internal) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_recv(internal) IS
'binary input of independent_summary, as strict as the text input';

CREATE FUNCTION @extschema@.independent_summary_send(@extschema@.independent_summary) RETURNS bytea
AS 'MODULE_PATHNAME', 'independent_summary_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_send(@extschema@.independent_summary) IS
'binary output of independent_summary: version and 24 words';

CREATE TYPE @extschema@.independent_summary (
	INPUT = @extschema@.independent_summary_in,
	OUTPUT = @extschema@.independent_summary_out,
	RECEIVE = @extschema@.independent_summary_recv,
	SEND = @extschema@.independent_summary_send,
	INTERNALLENGTH = 192,
	ALIGNMENT = double,
	STORAGE = plain,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.independent_summary IS
'the exact sums of centres and squared distances to the ends of some estimates, with counts of their kinds: a state of sum_independent() and avg_independent() that can be stored and rolled up';

CREATE FUNCTION @extschema@.independent_summary_add(@extschema@.independent_summary, @extschema@.estimate) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_add'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_add(@extschema@.independent_summary, @extschema@.estimate) IS
'the summary with one estimate more: step of the aggregates';

CREATE FUNCTION @extschema@.independent_summary_remove(@extschema@.independent_summary, @extschema@.estimate) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_remove'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_remove(@extschema@.independent_summary, @extschema@.estimate) IS
'the summary with one estimate less, for windows that move';

CREATE FUNCTION @extschema@.independent_summary_merge(@extschema@.independent_summary, @extschema@.independent_summary) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_merge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_merge(@extschema@.independent_summary, @extschema@.independent_summary) IS
'the summary of the rows of both';

CREATE FUNCTION @extschema@.independent_summary_unmerge(@extschema@.independent_summary, @extschema@.independent_summary) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_unmerge'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_unmerge(@extschema@.independent_summary, @extschema@.independent_summary) IS
'the summary without the rows of the second, for windows that move';

CREATE FUNCTION @extschema@.independent_summary_final(@extschema@.independent_summary) RETURNS @extschema@.independent_summary
AS 'MODULE_PATHNAME', 'independent_summary_final'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.independent_summary_final(@extschema@.independent_summary) IS
'the summary, NULL for no rows: result of the aggregates';

CREATE FUNCTION @extschema@.total(summary @extschema@.independent_summary) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'independent_summary_total'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.total(@extschema@.independent_summary) IS
'what sum_independent() gives for the rows of the summary; NULL for no rows';

CREATE FUNCTION @extschema@.average(summary @extschema@.independent_summary) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'independent_summary_average'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.average(@extschema@.independent_summary) IS
'what avg_independent() gives for the rows of the summary; NULL for no rows';

CREATE FUNCTION @extschema@.rows(summary @extschema@.independent_summary) RETURNS bigint
AS 'MODULE_PATHNAME', 'estimate_sum_rows'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.rows(@extschema@.independent_summary) IS
'how many estimates are in the summary, NULLs left out';

CREATE AGGREGATE @extschema@.sum_independent(@extschema@.estimate) (
	SFUNC = @extschema@.independent_summary_add,
	STYPE = @extschema@.independent_summary,
	SSPACE = 256,
	INITCOND = 'rows=0',
	COMBINEFUNC = @extschema@.independent_summary_merge,
	FINALFUNC = @extschema@.total,
	MSFUNC = @extschema@.independent_summary_add,
	MINVFUNC = @extschema@.independent_summary_remove,
	MSTYPE = @extschema@.independent_summary,
	MSSPACE = 256,
	MINITCOND = 'rows=0',
	MFINALFUNC = @extschema@.total,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum_independent(@extschema@.estimate) IS
'assumes that rows are independent of each other, and their ends quantiles of one level: adds mids, and around them spreads the root of the sum of the squared distances to the ends, either side by itself; an end is open where it is in a row, strict where it is in one, mid known where it is in all, NULL where neither is; the weaker kind wins (point, interval, range, open), different levels give none; a row without mid is centred between its ends, or on its only end; never wider than sum_bounds(), always around the sum of mids; exact';

CREATE AGGREGATE @extschema@.avg_independent(@extschema@.estimate) (
	SFUNC = @extschema@.independent_summary_add,
	STYPE = @extschema@.independent_summary,
	SSPACE = 256,
	INITCOND = 'rows=0',
	COMBINEFUNC = @extschema@.independent_summary_merge,
	FINALFUNC = @extschema@.average,
	MSFUNC = @extschema@.independent_summary_add,
	MINVFUNC = @extschema@.independent_summary_remove,
	MSTYPE = @extschema@.independent_summary,
	MSSPACE = 256,
	MINITCOND = 'rows=0',
	MFINALFUNC = @extschema@.average,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.avg_independent(@extschema@.estimate) IS
'assumes that rows are independent of each other, and their ends quantiles of one level: sum_independent() divided by the number of rows, low rounded down, high up, mid to the nearest at nine decimals';

CREATE AGGREGATE @extschema@.independent_agg(@extschema@.estimate) (
	SFUNC = @extschema@.independent_summary_add,
	STYPE = @extschema@.independent_summary,
	SSPACE = 256,
	INITCOND = 'rows=0',
	COMBINEFUNC = @extschema@.independent_summary_merge,
	FINALFUNC = @extschema@.independent_summary_final,
	MSFUNC = @extschema@.independent_summary_add,
	MINVFUNC = @extschema@.independent_summary_remove,
	MSTYPE = @extschema@.independent_summary,
	MSSPACE = 256,
	MINITCOND = 'rows=0',
	MFINALFUNC = @extschema@.independent_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.independent_agg(@extschema@.estimate) IS
'assumes that rows are independent of each other, and their ends quantiles of one level: a summary to store, for total(), average(), rows() and rollup()';

CREATE AGGREGATE @extschema@.rollup(@extschema@.independent_summary) (
	SFUNC = @extschema@.independent_summary_merge,
	STYPE = @extschema@.independent_summary,
	SSPACE = 256,
	COMBINEFUNC = @extschema@.independent_summary_merge,
	FINALFUNC = @extschema@.independent_summary_final,
	MSFUNC = @extschema@.independent_summary_merge,
	MINVFUNC = @extschema@.independent_summary_unmerge,
	MSTYPE = @extschema@.independent_summary,
	MSSPACE = 256,
	MFINALFUNC = @extschema@.independent_summary_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.independent_summary) IS
'assumes that rows are independent of each other, and their ends quantiles of one level: one summary of the rows of all, to the byte what independent_agg() over those rows gives';
