-- draws: a Monte Carlo sample as a value.  The type, samples from estimates,
-- what a sample says.

CREATE TYPE @extschema@.draws;

CREATE FUNCTION @extschema@.draws_in(cstring)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_in(cstring) IS
	'text input: {1.5,2,...}, from 16 to 65536 finite numbers';

CREATE FUNCTION @extschema@.draws_out(@extschema@.draws)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'draws_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_out(@extschema@.draws) IS
	'text of draws: each sample in the fewest digits that give the same double; reads back to the same bytes';

CREATE FUNCTION @extschema@.draws_recv(internal)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_recv(internal) IS
	'binary input of draws, as strict as the text input';

CREATE FUNCTION @extschema@.draws_send(@extschema@.draws)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'draws_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_send(@extschema@.draws) IS
	'binary output of draws: version, format, number of samples, samples; the same bytes on every server';

-- Random doubles do not compress: pglz would be tried in vain on every write.
CREATE TYPE @extschema@.draws (
	INPUT = @extschema@.draws_in,
	OUTPUT = @extschema@.draws_out,
	RECEIVE = @extschema@.draws_recv,
	SEND = @extschema@.draws_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = external,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.draws IS
	'a Monte Carlo sample of a quantity as a value: from 16 to 65536 samples (1000 by default), calculated with sample by sample; has no order and no equality';

CREATE FUNCTION @extschema@.draws(estimate @extschema@.estimate, key text, size integer DEFAULT 1000)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_make'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws(@extschema@.estimate, text, integer) IS
	'a sample of an estimate, one in each of "size" strata of equal probability, in an order that the key determines: the same arguments give the same bytes everywhere, the same key the same uncertainty, different keys independence. mid is the median; low and high are quantiles where a level is given, else bounds; an open end is an error';

CREATE FUNCTION @extschema@.draws_of(samples double precision[])
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_of'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_of(double precision[]) IS
	'draws from samples of your own, in their order';

CREATE FUNCTION @extschema@.draws_samples(draws @extschema@.draws)
	RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'draws_samples'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_samples(@extschema@.draws) IS
	'the samples in their order: the k-th samples of two draws belong together';

CREATE FUNCTION @extschema@.draws_size(draws @extschema@.draws)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'draws_size'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_size(@extschema@.draws) IS
	'the number of samples';

CREATE FUNCTION @extschema@.mean(draws @extschema@.draws)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'draws_mean'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.mean(@extschema@.draws) IS
	'the mean of the samples';

CREATE FUNCTION @extschema@.stddev(draws @extschema@.draws)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'draws_stddev'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.stddev(@extschema@.draws) IS
	'the standard deviation of the samples, with n - 1';

CREATE FUNCTION @extschema@.quantile(draws @extschema@.draws, p double precision)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'draws_quantile'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quantile(@extschema@.draws, double precision) IS
	'a quantile of the samples, 0 <= p <= 1: sample i of n in rising order is the quantile (i - 1/2)/n, linear between';

CREATE FUNCTION @extschema@.quantiles(draws @extschema@.draws, p double precision[])
	RETURNS double precision[]
	AS 'MODULE_PATHNAME', 'draws_quantiles'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quantiles(@extschema@.draws, double precision[]) IS
	'several quantiles at once, as quantiles(draws, {0.05,0.5,0.95})';

CREATE FUNCTION @extschema@.interval_of(draws @extschema@.draws, level double precision DEFAULT 0.9)
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'draws_interval'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.interval_of(@extschema@.draws, double precision) IS
	'the median and the interval with this probability between its ends, the same below and above, to six digits; a point if both ends are equal';

CREATE FUNCTION @extschema@.probability(draws @extschema@.draws, op text, value double precision)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'draws_probability'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.probability(@extschema@.draws, text, double precision) IS
	'the share of samples that are < <= > or >= a value, as probability(draws, ''>'', 1e6)';

CREATE FUNCTION @extschema@.probability(a @extschema@.draws, op text, b @extschema@.draws)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'draws_probability_against'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.probability(@extschema@.draws, text, @extschema@.draws) IS
	'the share of samples in which a is < <= > or >= b, as probability(a, ''<'', b)';

CREATE FUNCTION @extschema@.histogram(draws @extschema@.draws, bins integer DEFAULT 20,
	OUT lo double precision, OUT hi double precision, OUT n integer)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'draws_histogram'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION @extschema@.histogram(@extschema@.draws, integer) IS
	'bins of equal width from the least sample to the greatest: from lo to below hi (the last one to hi) there are n samples; from 1 to 1000 bins';
