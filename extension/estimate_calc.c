/*
 * estimate_calc.c
 *		Arithmetic of an estimate with a number, ratios, rounding, and whether
 *		a number lies within.
 *
 * There is deliberately no sum or product of two estimates: what becomes of
 * their ends depends on how they depend.
 */
#include "estimate_value.h"
#include "glue.h"

#include <math.h>

#include "utils/fmgrprotos.h"

PG_FUNCTION_INFO_V1(estimate_negate);
PG_FUNCTION_INFO_V1(estimate_ratio);
PG_FUNCTION_INFO_V1(estimate_rounded);
PG_FUNCTION_INFO_V1(estimate_contains);
PG_FUNCTION_INFO_V1(estimate_contained);

/* integers up to here are exact in a double */
#define EXACT_DOUBLE 9007199254740992.0

/* rounding to fewer digits than this leaves nothing */
#define LEAST_DECIMALS (-18)

#define SHOWN_DIGITS   60

typedef enum Operation
{
	PLUS,
	MINUS,
	TIMES,
	OVER
} Operation;

Datum
ct_estimate_result(FunctionCallInfo fcinfo, CtOutcome outcome,
				   CtEstimate *result)
{
	switch (outcome)
	{
		case CT_OUTCOME_OK:
			PG_RETURN_ESTIMATE(result);
		case CT_OUTCOME_NOTHING:
			PG_RETURN_NULL();
		case CT_OUTCOME_ZERO:
			ereport(ERROR, (errcode(ERRCODE_DIVISION_BY_ZERO),
							errmsg("division by zero"),
							errdetail("An estimate was divided by 0."),
							errhint("nullif(x, 0) gives NULL instead.")));
			break;
		default:
			ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							errmsg("estimate out of range"),
							errdetail("A figure would be beyond 10^18."),
							errhint("Calculate in a larger unit.")));
	}
	PG_RETURN_NULL(); /* not reached */
}

/* at most 18 digits that count; refuses what is no number or becomes 0 */
static CtScalar
scalar_of_numeric(Numeric number)
{
	char *text = numeric_normalize(number);
	CtScalar s = {0, 0};
	CtError err;

	if (!ct_scalar_parse(text, strlen(text), &s, &err))
		ereport(ERROR,
				(errcode(err.code == CT_ERR_RANGE
							 ? ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE
							 : ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid number for arithmetic with an estimate"),
				 errdetail("%s \"%.*s\".", err.what, SHOWN_DIGITS, text),
				 errhint("%s", err.hint)));
	if (s.coef == 0 && strpbrk(text, "123456789") != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number too small for arithmetic with an estimate"),
				 errdetail("Found %.*s.", SHOWN_DIGITS, text),
				 errhint("Calculate in a smaller unit.")));
	return s;
}

/* integers exactly, all else as its decimal of 15 digits */
static CtScalar
scalar_of_float8(double number)
{
	if (number == rint(number) && fabs(number) <= EXACT_DOUBLE)
		return ct_scalar_from_int((int64) number);
	return scalar_of_numeric(DatumGetNumeric(
		DirectFunctionCall1(float8_numeric, Float8GetDatum(number))));
}

static CtOutcome
calculate(Operation operation, bool swapped, const CtEstimate *e, CtScalar s,
		  CtEstimate *result)
{
	CtEstimate minus;

	switch (operation)
	{
		case PLUS:
			return ct_estimate_add(e, s, result);
		case MINUS:
			if (swapped)
			{
				ct_estimate_negate(e, &minus);
				return ct_estimate_add(&minus, s, result);
			}
			s.coef = -s.coef;
			return ct_estimate_add(e, s, result);
		case TIMES:
			return ct_estimate_multiply(e, s, result);
		case OVER:
			break;
	}
	return swapped ? ct_estimate_over(s, e, result)
				   : ct_estimate_divide(e, s, result);
}

static Datum
with_number(FunctionCallInfo fcinfo, Operation operation, bool swapped,
			bool is_float)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(swapped ? 1 : 0);
	int place = swapped ? 0 : 1;
	CtScalar s = is_float ? scalar_of_float8(PG_GETARG_FLOAT8(place))
						  : scalar_of_numeric(PG_GETARG_NUMERIC(place));
	CtEstimate *result = palloc(sizeof(CtEstimate));

	return ct_estimate_result(
		fcinfo, calculate(operation, swapped, e, s, result), result);
}

/*
 * estimate + number, and - * / with the number on either side, returns
 *		estimate
 *
 * Strict.  The number is a numeric (at most 18 digits count) or a double
 * precision (integers up to 2^53 exactly, else 15 digits).  Results are exact
 * where a value holds them, else low is rounded down, high up and mid to the
 * nearest.  A negative factor turns ends with their strictness; 0 times any
 * estimate is the point 0.  Errors: 22003 a figure beyond 10^18, a number too
 * small; 22012 division by zero, by a point 0 too; 22023 NaN, infinity.
 */
#define WITH_NUMBER(name, operation, swapped, is_float)           \
	PG_FUNCTION_INFO_V1(name);                                    \
	Datum name(PG_FUNCTION_ARGS)                                  \
	{                                                             \
		return with_number(fcinfo, operation, swapped, is_float); \
	}                                                             \
	extern int ct_semicolon_after_##name

WITH_NUMBER(estimate_plus_numeric, PLUS, false, false);
WITH_NUMBER(estimate_minus_numeric, MINUS, false, false);
WITH_NUMBER(estimate_times_numeric, TIMES, false, false);
WITH_NUMBER(estimate_over_numeric, OVER, false, false);
WITH_NUMBER(estimate_numeric_plus, PLUS, true, false);
WITH_NUMBER(estimate_numeric_minus, MINUS, true, false);
WITH_NUMBER(estimate_numeric_times, TIMES, true, false);
WITH_NUMBER(estimate_numeric_over, OVER, true, false);
WITH_NUMBER(estimate_plus_float8, PLUS, false, true);
WITH_NUMBER(estimate_minus_float8, MINUS, false, true);
WITH_NUMBER(estimate_times_float8, TIMES, false, true);
WITH_NUMBER(estimate_over_float8, OVER, false, true);
WITH_NUMBER(estimate_float8_plus, PLUS, true, true);
WITH_NUMBER(estimate_float8_minus, MINUS, true, true);
WITH_NUMBER(estimate_float8_times, TIMES, true, true);
WITH_NUMBER(estimate_float8_over, OVER, true, true);

/*
 * - estimate returns estimate
 *
 * Strict, never fails.  The ends change places.
 */
Datum
estimate_negate(PG_FUNCTION_ARGS)
{
	CtEstimate *result = palloc(sizeof(CtEstimate));

	ct_estimate_negate(PG_GETARG_ESTIMATE(0), result);
	PG_RETURN_ESTIMATE(result);
}

/*
 * ratio(a estimate, b estimate) returns estimate
 *
 * Strict.  Ends that hold however a and b depend; see ct_estimate_ratio().
 * NULL where nothing is known of the quotient.  Errors: 22003 a figure beyond
 * 10^18; 22012 b is the point 0.
 */
Datum
estimate_ratio(PG_FUNCTION_ARGS)
{
	CtEstimate *result = palloc(sizeof(CtEstimate));

	return ct_estimate_result(fcinfo,
							  ct_estimate_ratio(PG_GETARG_ESTIMATE(0),
												PG_GETARG_ESTIMATE(1), result),
							  result);
}

/*
 * rounded(value estimate, decimals integer DEFAULT 0) returns estimate
 *
 * Strict.  Low down, high up, mid and a point to the nearest, ties away from
 * zero; negative decimals round before the point.  Errors: 22023 fewer than
 * -18 decimals.
 */
Datum
estimate_rounded(PG_FUNCTION_ARGS)
{
	int32 decimals = PG_GETARG_INT32(1);
	CtEstimate *result = palloc(sizeof(CtEstimate));

	if (decimals < LEAST_DECIMALS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid number of decimals: %d", decimals),
						errdetail("Expected %d or more.", LEAST_DECIMALS),
						errhint("-3 rounds to thousands.")));
	return ct_estimate_result(
		fcinfo,
		ct_estimate_rounded(PG_GETARG_ESTIMATE(0),
							Min(decimals, CT_EST_MAX_SCALE), result),
		result);
}

static int
compare_figure(int64 coefficient, int scale, Numeric number)
{
	return DatumGetInt32(DirectFunctionCall2(
		numeric_cmp, NumericGetDatum(ct_figure_numeric(coefficient, scale)),
		NumericGetDatum(number)));
}

/* exactly, whatever the number of digits; NaN and infinity are no figures */
static bool
holds(const CtEstimate *e, Numeric number)
{
	int c;

	if (numeric_is_nan(number) || numeric_is_inf(number))
		return false;
	if (ct_estimate_has_low(e))
	{
		c = compare_figure(e->low, e->scale, number);
		if (c > 0 || (c == 0 && ct_estimate_low_strict(e)))
			return false;
	}
	if (ct_estimate_has_high(e))
	{
		c = compare_figure(e->high, e->scale, number);
		if (c < 0 || (c == 0 && ct_estimate_high_strict(e)))
			return false;
	}
	return true;
}

/*
 * estimate @> numeric returns boolean
 *
 * Strict, never fails.  Does the number lie within the ends?  An open end
 * excludes nothing.
 */
Datum
estimate_contains(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(holds(PG_GETARG_ESTIMATE(0), PG_GETARG_NUMERIC(1)));
}

/* numeric <@ estimate is estimate @> numeric */
Datum
estimate_contained(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(holds(PG_GETARG_ESTIMATE(1), PG_GETARG_NUMERIC(0)));
}
