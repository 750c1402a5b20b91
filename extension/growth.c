/*
 * growth.c
 *		How fast something grows: between two figures, and along a line fitted
 *		to the logarithms of many.
 *
 * No answer is made up: where there is none, the result is NULL.
 */
#include "growth.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/datetime.h"
#include "utils/float.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#define LN_2 0.693147180559945309417

int64
growth_clock(DateADT day, int64 seconds)
{
	int year;
	int month;
	int mday;
	int64 length;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	length = CLOCK_MONTH /
			 day_tab[isleap(year)][month - 1]; /* of a day of this month */
	return year * CLOCK_YEAR + (month - 1) * CLOCK_MONTH +
		   (mday - 1) * length + seconds * (length / SECS_PER_DAY);
}

static bool
usable(float8 value)
{
	return value > 0 && !isinf(value);
}

/* ln(last / first), also where the two are close or far apart */
static float8
log_ratio(float8 first, float8 last)
{
	float8 ratio = last / first;

	if (ratio > 0.5 && ratio < 2)
		return log1p((last - first) / first);
	if (ratio > 1e-300 && ratio < 1e300)
		return log(ratio);
	return log(last) - log(first);
}

/* ---- between two figures ------------------------------------------------ */

static Datum
return_doubling_time(FunctionCallInfo fcinfo, float8 first, float8 last,
					 float8 period)
{
	float8 result;
	float8 growth;

	if (!usable(first) || !usable(last) || isnan(period) || isinf(period) ||
		period == 0 || first == last)
		PG_RETURN_NULL();
	growth = log_ratio(first, last);
	result = period * LN_2 / growth;
	if (unlikely(isinf(result)))
		float_overflow_error();
	PG_RETURN_FLOAT8(result);
}

static Datum
return_cagr(FunctionCallInfo fcinfo, float8 first, float8 last, float8 years)
{
	float8 result;

	if (!usable(first) || !usable(last) || isnan(years) || isinf(years) ||
		years == 0)
		PG_RETURN_NULL();
	result = expm1(log_ratio(first, last) / years);
	if (unlikely(isinf(result)))
		float_overflow_error();
	PG_RETURN_FLOAT8(result);
}

/* arguments 2 and 3 as years, or NaN */
static float8
years_between_dates(FunctionCallInfo fcinfo)
{
	DateADT since = PG_GETARG_DATEADT(2);
	DateADT until = PG_GETARG_DATEADT(3);

	if (DATE_NOT_FINITE(since) || DATE_NOT_FINITE(until))
		return get_float8_nan();
	return growth_years(growth_clock(since, 0), growth_clock(until, 0));
}

/*
 * doubling_time(first double precision, last double precision,
 *		period double precision) returns double precision
 *
 * period x ln 2 / ln(last / first), in the unit of period.  Negative for a
 * decline: minus the time in which it halves.  Strict; NULL where a figure is
 * not above zero and finite, the two are equal, or no time passes.  Error
 * 22003: overflow.
 */
PG_FUNCTION_INFO_V1(growth_doubling_time);
Datum
growth_doubling_time(PG_FUNCTION_ARGS)
{
	return return_doubling_time(fcinfo, PG_GETARG_FLOAT8(0),
								PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2));
}

/*
 * doubling_time(first double precision, last double precision,
 *		first_date date, last_date date) returns double precision
 *
 * The same in years; NULL also for infinite dates.  Strict.
 */
PG_FUNCTION_INFO_V1(growth_doubling_time_dates);
Datum
growth_doubling_time_dates(PG_FUNCTION_ARGS)
{
	return return_doubling_time(fcinfo, PG_GETARG_FLOAT8(0),
								PG_GETARG_FLOAT8(1),
								years_between_dates(fcinfo));
}

/*
 * cagr(first double precision, last double precision,
 *		years double precision) returns double precision
 *
 * Compound annual growth rate: (last / first)^(1 / years) - 1.  Strict; NULL
 * where a figure is not above zero and finite or no time passes.  Error 22003:
 * overflow.
 */
PG_FUNCTION_INFO_V1(growth_cagr);
Datum
growth_cagr(PG_FUNCTION_ARGS)
{
	return return_cagr(fcinfo, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
					   PG_GETARG_FLOAT8(2));
}

/*
 * cagr(first double precision, last double precision, first_date date,
 *		last_date date) returns double precision
 *
 * The same between two days; NULL also for infinite dates.  Strict.
 */
PG_FUNCTION_INFO_V1(growth_cagr_dates);
Datum
growth_cagr_dates(PG_FUNCTION_ARGS)
{
	return return_cagr(fcinfo, PG_GETARG_FLOAT8(0), PG_GETARG_FLOAT8(1),
					   years_between_dates(fcinfo));
}

/* ---- the fitted line ---------------------------------------------------- */

/*
 * The state is numeric[]: the number of rows without a logarithm or a time,
 * then of all others the number, sum x, sum y, sum x^2, sum x y, where x is
 * the clock since 2000 and y the logarithm in units of 10^-15, rounded.  All
 * are whole numbers without a limit, so no order of rows, no split over
 * workers or partitions changes them.
 */
#define SUMS     6
#define LN_UNITS 1e15

typedef enum Sum
{
	SUM_REFUSED,
	SUM_ROWS,
	SUM_X,
	SUM_Y,
	SUM_XX,
	SUM_XY
} Sum;

static Numeric
plus(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

static Numeric
minus(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

static Numeric
times(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

/* The sums of a state; they point into it. */
static void
open_sums(ArrayType *state, Numeric sums[SUMS])
{
	Datum *values;
	int n = 0;

	if (ARR_NDIM(state) == 1 && ARR_ELEMTYPE(state) == NUMERICOID &&
		!array_contains_nulls(state))
		deconstruct_array(state, NUMERICOID, -1, false, TYPALIGN_INT, &values,
						  NULL, &n);
	if (n != SUMS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid state of a fitted growth"),
						errdetail("Expected an array of %d numbers.", SUMS),
						errhint("Call the aggregate doubling_time().")));
	for (int i = 0; i < SUMS; i++)
		sums[i] = DatumGetNumeric(values[i]);
}

static Datum
close_sums(Numeric sums[SUMS])
{
	Datum values[SUMS];

	for (int i = 0; i < SUMS; i++)
		values[i] = NumericGetDatum(sums[i]);
	return PointerGetDatum(
		construct_array(values, SUMS, NUMERICOID, -1, false, TYPALIGN_INT));
}

static Datum
add_row(ArrayType *state, bool finite, int64 clock, float8 value)
{
	Numeric sums[SUMS];
	Numeric x;
	Numeric y;

	open_sums(state, sums);
	if (!finite || !usable(value))
	{
		sums[SUM_REFUSED] = plus(sums[SUM_REFUSED], int64_to_numeric(1));
		return close_sums(sums);
	}
	/* POSTGRES_EPOCH_JDATE is the first of a year */
	x = int64_to_numeric(clock - 2000 * CLOCK_YEAR);
	y = int64_to_numeric((int64) rint(log(value) * LN_UNITS));
	sums[SUM_ROWS] = plus(sums[SUM_ROWS], int64_to_numeric(1));
	sums[SUM_X] = plus(sums[SUM_X], x);
	sums[SUM_Y] = plus(sums[SUM_Y], y);
	sums[SUM_XX] = plus(sums[SUM_XX], times(x, x));
	sums[SUM_XY] = plus(sums[SUM_XY], times(x, y));
	return close_sums(sums);
}

static Datum
add_timestamp(ArrayType *state, Timestamp moment, float8 value)
{
	int64 day;
	int64 seconds;

	if (TIMESTAMP_NOT_FINITE(moment))
		return add_row(state, false, 0, value);
	day = moment / USECS_PER_DAY - (moment % USECS_PER_DAY < 0);
	seconds = (moment - day * USECS_PER_DAY) / USECS_PER_SEC;
	return add_row(state, true, growth_clock((DateADT) day, seconds), value);
}

/*
 * growth_step(state numeric[], at date, value double precision)
 *		returns numeric[]
 *
 * Strict, so rows with a NULL are left out.  Error 22023: not a state.
 */
PG_FUNCTION_INFO_V1(growth_step_date);
Datum
growth_step_date(PG_FUNCTION_ARGS)
{
	DateADT day = PG_GETARG_DATEADT(1);
	bool finite = !DATE_NOT_FINITE(day);

	return add_row(PG_GETARG_ARRAYTYPE_P(0), finite,
				   finite ? growth_clock(day, 0) : 0, PG_GETARG_FLOAT8(2));
}

/*
 * growth_step(state numeric[], at timestamp, value double precision)
 *		returns numeric[]
 *
 * The same, to the second below.  Strict.
 */
PG_FUNCTION_INFO_V1(growth_step_timestamp);
Datum
growth_step_timestamp(PG_FUNCTION_ARGS)
{
	return add_timestamp(PG_GETARG_ARRAYTYPE_P(0), PG_GETARG_TIMESTAMP(1),
						 PG_GETARG_FLOAT8(2));
}

/*
 * growth_step(state numeric[], at timestamptz, value double precision)
 *		returns numeric[]
 *
 * The same by the calendar of UTC, whatever the time zone is.  Strict.
 */
PG_FUNCTION_INFO_V1(growth_step_timestamptz);
Datum
growth_step_timestamptz(PG_FUNCTION_ARGS)
{
	return add_timestamp(PG_GETARG_ARRAYTYPE_P(0), PG_GETARG_TIMESTAMPTZ(1),
						 PG_GETARG_FLOAT8(2));
}

/*
 * growth_combine(state numeric[], other numeric[]) returns numeric[]
 *
 * Strict.  Error 22023: not a state.
 */
PG_FUNCTION_INFO_V1(growth_combine);
Datum
growth_combine(PG_FUNCTION_ARGS)
{
	Numeric sums[SUMS];
	Numeric other[SUMS];

	open_sums(PG_GETARG_ARRAYTYPE_P(0), sums);
	open_sums(PG_GETARG_ARRAYTYPE_P(1), other);
	for (int i = 0; i < SUMS; i++)
		sums[i] = plus(sums[i], other[i]);
	return close_sums(sums);
}

/* 0, NaN, or neither */
static bool
is_zero(Numeric n)
{
	return DatumGetBool(DirectFunctionCall2(
		numeric_eq, NumericGetDatum(n), NumericGetDatum(int64_to_numeric(0))));
}

/*
 * growth_doubling_time_final(state numeric[]) returns double precision
 *
 * ln 2 / slope of the least squares line through (x, ln value), in years:
 * slope = (n sum xy - sum x sum y) / (n sum xx - (sum x)^2), exact up to the
 * last division.  Strict; NULL for fewer than two different times, a slope of
 * zero, or a row without a logarithm.  Error 22003: overflow.
 */
PG_FUNCTION_INFO_V1(growth_doubling_time_final);
Datum
growth_doubling_time_final(PG_FUNCTION_ARGS)
{
	Numeric sums[SUMS];
	Numeric rise;
	Numeric run;
	float8 result;

	open_sums(PG_GETARG_ARRAYTYPE_P(0), sums);
	rise = minus(times(sums[SUM_ROWS], sums[SUM_XY]),
				 times(sums[SUM_X], sums[SUM_Y]));
	run = minus(times(sums[SUM_ROWS], sums[SUM_XX]),
				times(sums[SUM_X], sums[SUM_X]));
	if (!is_zero(sums[SUM_REFUSED]) || is_zero(run) || is_zero(rise))
		PG_RETURN_NULL();
	result = DatumGetFloat8(DirectFunctionCall1(
		numeric_float8, DirectFunctionCall2(numeric_div, NumericGetDatum(run),
											NumericGetDatum(rise))));
	result = result / (float8) CLOCK_YEAR * LN_UNITS * LN_2;
	PG_RETURN_FLOAT8(result);
}
