/*
 * surviving.c
 *		What is left of a shipment after so many years: an installed base with
 *		retirement.
 *
 * Every unit has a life in years, drawn from a distribution of the given mean
 * (life) and standard deviation (spread); what survives at an age is the part
 * with a longer life.
 */
#include "growth.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "core.h"
#include "estimate_value.h"

#define SURVIVAL_DECIMALS 15

typedef enum Curve
{
	CURVE_LOGNORMAL,
	CURVE_NORMAL
} Curve;

static Curve
curve_of(const text *word)
{
	static const char *const words[] = {"lognormal", "normal"};

	for (int i = 0; i < (int) lengthof(words); i++)
	{
		if (ct_word_is(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), words[i]))
			return (Curve) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid survival curve: \"%s\"", text_to_cstring(word)),
			 errdetail("Expected lognormal or normal."),
			 errhint("lognormal: no life is below zero, few are very long; "
					 "normal: lives are spread evenly around their mean.")));
	return CURVE_LOGNORMAL; /* not reached */
}

static void
check_parameters(float8 life, float8 spread)
{
	if (!(life > 0) || isinf(life))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid life: %g", life),
						errdetail("Expected a number of years above 0."),
						errhint("A common mean life is 5 years.")));
	if (!(spread >= 0) || isinf(spread))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid spread: %g", spread),
						errdetail("Expected a standard deviation in years "
								  "that is not negative."),
						errhint("0 retires everything at the age of life.")));
}

/* the part of a standard normal distribution that is above z */
static float8
upper_tail(float8 z)
{
	return 0.5 * erfc(z * M_SQRT1_2);
}

/* age >= 0 */
static float8
survival(Curve curve, float8 age, float8 life, float8 spread)
{
	float8 relative = spread / life;
	float8 variance;

	if (curve == CURVE_NORMAL && spread > 0)
		return upper_tail((age - life) / spread);
	/* of the logarithm of a life: ln(1 + (spread / life)^2) */
	variance = relative > 1e150 ? 2 * log(relative)
								: log1p(relative * relative);
	if (spread == 0 || variance == 0)
		return age < life ? 1 : 0;
	if (age == 0)
		return 1;
	/* its mean is ln(life) - variance / 2 */
	return upper_tail((log(age / life) + variance / 2) / sqrt(variance));
}

/* arguments 1 to 5 as the part that survives; false: NULL */
static bool
get_survival(FunctionCallInfo fcinfo, float8 *part)
{
	DateADT shipped = PG_GETARG_DATEADT(1);
	DateADT as_of = PG_GETARG_DATEADT(2);
	float8 life = PG_GETARG_FLOAT8(3);
	float8 spread = PG_GETARG_FLOAT8(4);
	Curve curve = curve_of(PG_GETARG_TEXT_PP(5));

	check_parameters(life, spread);
	if (DATE_NOT_FINITE(shipped) || DATE_NOT_FINITE(as_of))
		return false;
	if (as_of < shipped)
		*part = 0;
	else
		*part = survival(
			curve,
			growth_years(growth_clock(shipped, 0), growth_clock(as_of, 0)),
			life, spread);
	return true;
}

/* the part in units of 10^-15 */
static int64
decimal_part(float8 part)
{
	return (int64) rint(part * 1e15);
}

/*
 * surviving(qty double precision, shipped date, as_of date,
 *		life double precision, spread double precision,
 *		curve text DEFAULT 'lognormal') returns double precision
 *
 * qty x survival(age), age being the calendar years from shipped to as_of.
 * 0 before the day of shipment, all of it on that day (of a normal
 * distribution without the lives below zero).  Lognormal: survival is 1 -
 * Phi((ln(age) - m) / s), s^2 = ln(1 + (spread / life)^2), m = ln(life) - s^2
 * / 2, so that life and spread are mean and standard deviation; normal: 1 -
 * Phi((age - life) / spread).  Spread 0: all until the age of life, nothing
 * from then on.  Strict; NULL for infinite dates.  Error 22023: life not above
 * zero, negative spread, another curve.
 * Source of the curves: OECD, Measuring Capital (2009), chapter 13, retirement
 * patterns.
 */
PG_FUNCTION_INFO_V1(surviving_float8);
Datum
surviving_float8(PG_FUNCTION_ARGS)
{
	float8 part;

	if (!get_survival(fcinfo, &part))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(PG_GETARG_FLOAT8(0) * part);
}

/*
 * surviving(qty numeric, ...) returns numeric
 *
 * The same; survival is rounded to 15 decimals, the product exact.
 */
PG_FUNCTION_INFO_V1(surviving_numeric);
Datum
surviving_numeric(PG_FUNCTION_ARGS)
{
	Datum factor;
	float8 part;

	if (!get_survival(fcinfo, &part))
		PG_RETURN_NULL();
	factor = NumericGetDatum(
		int64_div_fast_to_numeric(decimal_part(part), SURVIVAL_DECIMALS));
	return DirectFunctionCall1(
		numeric_trim_scale,
		DirectFunctionCall2(numeric_mul, PG_GETARG_DATUM(0), factor));
}

/*
 * surviving(qty estimate, ...) returns estimate
 *
 * The same of low, mid and high; nothing is known to be uncertain of the
 * curve, so the kind and the level of the interval stay.
 */
PG_FUNCTION_INFO_V1(surviving_estimate);
Datum
surviving_estimate(PG_FUNCTION_ARGS)
{
	CtEstimate *result = palloc(sizeof(CtEstimate));
	CtScalar factor;
	CtOutcome outcome;
	float8 part;

	if (!get_survival(fcinfo, &part))
		PG_RETURN_NULL();
	factor.coef = decimal_part(part);
	factor.scale = SURVIVAL_DECIMALS;
	outcome = ct_estimate_multiply(PG_GETARG_ESTIMATE(0), factor, result);
	return ct_estimate_result(fcinfo, outcome, result);
}
