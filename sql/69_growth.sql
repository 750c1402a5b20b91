-- growth: doubling times, compound rates, and what survives of a shipment.

CREATE FUNCTION @extschema@.doubling_time(first double precision, last double precision, period double precision)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'growth_doubling_time'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.doubling_time(double precision, double precision, double precision) IS
	'assumes growth at one steady rate from first to last: the time in which it doubles, period x ln 2 / ln(last / first), in the unit of period. Negative where it declines: minus the time in which it halves. NULL where a figure is not above zero, both are equal, or no time passes';

CREATE FUNCTION @extschema@.doubling_time(first double precision, last double precision, first_date date, last_date date)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'growth_doubling_time_dates'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.doubling_time(double precision, double precision, date, date) IS
	'the same between two days, in calendar years of twelve equal months: from a day to its anniversary is 1, a quarter 0.25';

CREATE FUNCTION @extschema@.cagr(first double precision, last double precision, years double precision)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'growth_cagr'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cagr(double precision, double precision, double precision) IS
	'assumes growth at one steady rate from first to last: the compound annual growth rate, 0.1 for 10%, (last / first)^(1 / years) - 1. NULL where a figure is not above zero or no time passes';

CREATE FUNCTION @extschema@.cagr(first double precision, last double precision, first_date date, last_date date)
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'growth_cagr_dates'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cagr(double precision, double precision, date, date) IS
	'the same between two days, in calendar years of twelve equal months: from a day to its anniversary is 1, a quarter 0.25';

CREATE FUNCTION @extschema@.growth_step(state numeric[], at date, value double precision)
	RETURNS numeric[]
	AS 'MODULE_PATHNAME', 'growth_step_date'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.growth_step(numeric[], date, double precision) IS
	'step of doubling_time';

CREATE FUNCTION @extschema@.growth_step(state numeric[], at timestamp, value double precision)
	RETURNS numeric[]
	AS 'MODULE_PATHNAME', 'growth_step_timestamp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.growth_step(numeric[], timestamp, double precision) IS
	'step of doubling_time, to the second';

CREATE FUNCTION @extschema@.growth_step(state numeric[], at timestamptz, value double precision)
	RETURNS numeric[]
	AS 'MODULE_PATHNAME', 'growth_step_timestamptz'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.growth_step(numeric[], timestamptz, double precision) IS
	'step of doubling_time, to the second, by the calendar of UTC';

CREATE FUNCTION @extschema@.growth_combine(state numeric[], other numeric[])
	RETURNS numeric[]
	AS 'MODULE_PATHNAME', 'growth_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.growth_combine(numeric[], numeric[]) IS
	'combines states of doubling_time';

CREATE FUNCTION @extschema@.growth_doubling_time_final(state numeric[])
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'growth_doubling_time_final'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.growth_doubling_time_final(numeric[]) IS
	'result of doubling_time';

CREATE AGGREGATE @extschema@.doubling_time(at date, value double precision) (
	SFUNC = @extschema@.growth_step,
	STYPE = numeric[],
	SSPACE = 256,
	INITCOND = '{0,0,0,0,0,0}',
	COMBINEFUNC = @extschema@.growth_combine,
	FINALFUNC = @extschema@.growth_doubling_time_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.doubling_time(date, double precision) IS
	'assumes growth at one steady rate, with errors in proportion: years in which a series doubles, along the least squares line through the logarithms of its values; a stock and a flow have different ones. Negative for a decline: minus the time in which it halves. Rows with a NULL are left out; NULL where a value is not above zero, for fewer than two different times, and for no growth at all. The sums are exact, so no order of rows, parallel or partition-wise plan changes a bit.';

CREATE AGGREGATE @extschema@.doubling_time(at timestamp, value double precision) (
	SFUNC = @extschema@.growth_step,
	STYPE = numeric[],
	SSPACE = 256,
	INITCOND = '{0,0,0,0,0,0}',
	COMBINEFUNC = @extschema@.growth_combine,
	FINALFUNC = @extschema@.growth_doubling_time_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.doubling_time(timestamp, double precision) IS
	'assumes growth at one steady rate, with errors in proportion: years in which a series doubles, along the least squares line through the logarithms of its values; a stock and a flow have different ones. Negative for a decline: minus the time in which it halves. Rows with a NULL are left out; NULL where a value is not above zero, for fewer than two different times, and for no growth at all. The sums are exact, so no order of rows, parallel or partition-wise plan changes a bit. Times count to the second';

CREATE AGGREGATE @extschema@.doubling_time(at timestamptz, value double precision) (
	SFUNC = @extschema@.growth_step,
	STYPE = numeric[],
	SSPACE = 256,
	INITCOND = '{0,0,0,0,0,0}',
	COMBINEFUNC = @extschema@.growth_combine,
	FINALFUNC = @extschema@.growth_doubling_time_final,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.doubling_time(timestamptz, double precision) IS
	'assumes growth at one steady rate, with errors in proportion: years in which a series doubles, along the least squares line through the logarithms of its values; a stock and a flow have different ones. Negative for a decline: minus the time in which it halves. Rows with a NULL are left out; NULL where a value is not above zero, for fewer than two different times, and for no growth at all. The sums are exact, so no order of rows, parallel or partition-wise plan changes a bit. Times count to the second, by the calendar of UTC';

CREATE FUNCTION @extschema@.surviving(qty double precision, shipped date, as_of date, life double precision, spread double precision, curve text DEFAULT 'lognormal')
	RETURNS double precision
	AS 'MODULE_PATHNAME', 'surviving_float8'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.surviving(double precision, date, date, double precision, double precision, text) IS
	'assumes that lives of units are spread as the curve says, with mean life and standard deviation spread in years, whatever the chip and its use: the part of qty that is in service at as_of. lognormal: 1 - Phi((ln age - m) / s) with s^2 = ln(1 + (spread / life)^2) and m = ln(life) - s^2 / 2; normal: 1 - Phi((age - life) / spread), which retires lives below zero at once. Age in calendar years; 0 before the day of shipment; spread 0 retires all at the age of life';

CREATE FUNCTION @extschema@.surviving(qty numeric, shipped date, as_of date, life double precision, spread double precision, curve text DEFAULT 'lognormal')
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'surviving_numeric'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.surviving(numeric, date, date, double precision, double precision, text) IS
	'the same for numeric, survival rounded to 15 decimals';

CREATE FUNCTION @extschema@.surviving(qty @extschema@.estimate, shipped date, as_of date, life double precision, spread double precision, curve text DEFAULT 'lognormal')
	RETURNS @extschema@.estimate
	AS 'MODULE_PATHNAME', 'surviving_estimate'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.surviving(@extschema@.estimate, date, date, double precision, double precision, text) IS
	'the same of low, mid and high; kind and level of the interval stay, since the curve is taken as given: its own uncertainty is not in the result';

CREATE FUNCTION @extschema@.surviving(qty text, shipped date, as_of date, life double precision, spread double precision, curve text DEFAULT 'lognormal')
	RETURNS @extschema@.estimate
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN @extschema@.surviving(qty::@extschema@.estimate, shipped, as_of, life, spread, curve);
COMMENT ON FUNCTION @extschema@.surviving(text, date, date, double precision, double precision, text) IS
	'the same of a quantity written as a literal without a type, which is read as an estimate: surviving(''750k [500k, 1M]'', ''2023-06-30'', ''2026-06-30'', 5, 1.5)';
