/*
 * estimate_access.c
 *		The parts of an estimate as numbers, and its casts to numbers.
 */
#include "estimate_value.h"
#include "glue.h"

#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(estimate_low);
PG_FUNCTION_INFO_V1(estimate_mid);
PG_FUNCTION_INFO_V1(estimate_high);
PG_FUNCTION_INFO_V1(estimate_level);
PG_FUNCTION_INFO_V1(estimate_kind);
PG_FUNCTION_INFO_V1(estimate_is_open);
PG_FUNCTION_INFO_V1(estimate_low_inc);
PG_FUNCTION_INFO_V1(estimate_high_inc);
PG_FUNCTION_INFO_V1(estimate_to_numeric);
PG_FUNCTION_INFO_V1(estimate_to_float8);

Numeric
ct_figure_numeric(int64 coefficient, int scale)
{
	while (scale > 0 && coefficient % 10 == 0)
	{
		coefficient /= 10;
		scale--;
	}
	return int64_div_fast_to_numeric(coefficient, scale);
}

/*
 * low(estimate) returns numeric, and mid, high
 *
 * Strict, never fail.  Of a point all three are its figure; an open end and an
 * unknown mid are NULL.  Mid is never made up from the ends.
 */
Datum
estimate_low(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	if (!ct_estimate_has_low(e))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(ct_figure_numeric(e->low, e->scale));
}

/* see estimate_low() */
Datum
estimate_mid(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	if (!ct_estimate_has_mid(e))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(ct_figure_numeric(e->mid, e->scale));
}

/* see estimate_low() */
Datum
estimate_high(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	if (!ct_estimate_has_high(e))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(ct_figure_numeric(e->high, e->scale));
}

/*
 * level(estimate) returns numeric
 *
 * Strict, never fails.  The probability between the ends, between 0 and 1;
 * NULL where none is given.
 */
Datum
estimate_level(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	if (e->level == 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(ct_figure_numeric(e->level, 4));
}

/*
 * estimate_kind(estimate) returns text
 *
 * Strict, never fails.  point, interval (both ends and a level), range (both
 * ends) or open.
 */
Datum
estimate_kind(PG_FUNCTION_ARGS)
{
	const char *name = "open";

	switch (ct_estimate_kind(PG_GETARG_ESTIMATE(0)))
	{
		case CT_EST_POINT:
			name = "point";
			break;
		case CT_EST_INTERVAL:
			name = "interval";
			break;
		case CT_EST_RANGE:
			name = "range";
			break;
		case CT_EST_OPEN:
			break;
	}
	PG_RETURN_TEXT_P(cstring_to_text(name));
}

/*
 * is_open(estimate) returns boolean
 *
 * Strict, never fails.  Is at least one end open?
 */
Datum
estimate_is_open(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ct_estimate_kind(PG_GETARG_ESTIMATE(0)) == CT_EST_OPEN);
}

/*
 * low_inc(estimate) returns boolean, and high_inc
 *
 * Strict, never fail.  Does the end itself belong to the estimate?  False for
 * an open end, as lower_inc() and upper_inc() of ranges.
 */
Datum
estimate_low_inc(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	PG_RETURN_BOOL(ct_estimate_has_low(e) && !ct_estimate_low_strict(e));
}

/* see estimate_low_inc() */
Datum
estimate_high_inc(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	PG_RETURN_BOOL(ct_estimate_has_high(e) && !ct_estimate_high_strict(e));
}

static void
require_mid(const CtEstimate *e, const char *type)
{
	char text[CT_ESTIMATE_TEXT_MAX];

	if (ct_estimate_has_mid(e))
		return;
	ct_estimate_format(e, text);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot cast an estimate without a mid to type %s", type),
			 errdetail("Found \"%s\".", text),
			 errhint("low(), mid() and high() give what is known, NULL for "
					 "the rest.")));
}

/*
 * numeric(estimate): cast of estimate to numeric, explicit only
 *
 * Strict.  The mid; the ends are lost.  Errors: 22023 where there is none.
 */
Datum
estimate_to_numeric(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	require_mid(e, "numeric");
	PG_RETURN_NUMERIC(ct_figure_numeric(e->mid, e->scale));
}

/* the same to double precision, the nearest one */
Datum
estimate_to_float8(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);

	require_mid(e, "double precision");
	PG_RETURN_FLOAT8(ct_estimate_mid(e));
}
