/*
 * draws_ops.c
 *		Arithmetic of draws, sample by sample.
 */
#include "glue.h"

#include <math.h>

#include "draws_value.h"
#include "utils/float.h"

void
draws_check_status(CtDrawsStatus status)
{
	if (status == CT_DRAWS_ZERO)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("division by zero in a sample"),
				 errhint("Keep the divisor away from 0: draws_clamp(draws, "
						 "lowest, highest).")));
	if (status == CT_DRAWS_OVERFLOW)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("a sample is out of range"),
						errdetail("The result is beyond double "
								  "precision.")));
}

static double
finite_argument(double x)
{
	if (!isfinite(x))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("a number beside draws must be finite")));
	return x;
}

static Datum
both(FunctionCallInfo fcinfo, CtDrawsOp op)
{
	const Draws *a = PG_GETARG_DRAWS(0);
	const Draws *b = PG_GETARG_DRAWS(1);
	Draws *d;

	draws_check_same((int) a->n, (int) b->n);
	d = draws_new((int) a->n);
	draws_check_status(ct_draws_apply(op, a->x, b->x, d->x, (int) a->n));
	PG_RETURN_DRAWS(d);
}

static Datum
scalar_last(FunctionCallInfo fcinfo, CtDrawsOp op)
{
	const Draws *a = PG_GETARG_DRAWS(0);
	double b = finite_argument(PG_GETARG_FLOAT8(1));
	Draws *d = draws_new((int) a->n);

	draws_check_status(ct_draws_apply_scalar(op, a->x, b, d->x, (int) a->n));
	PG_RETURN_DRAWS(d);
}

static Datum
scalar_first(FunctionCallInfo fcinfo, CtDrawsOp op)
{
	double a = finite_argument(PG_GETARG_FLOAT8(0));
	const Draws *b = PG_GETARG_DRAWS(1);
	Draws *d = draws_new((int) b->n);

	draws_check_status(ct_scalar_apply_draws(op, a, b->x, d->x, (int) b->n));
	PG_RETURN_DRAWS(d);
}

/*
 * draws_add(draws, draws), draws_sub, draws_mul, draws_div, draws_min,
 * draws_max return draws; behind + - * /
 *
 * Strict.  Errors: 22023 different sizes, 22012 a divisor's sample is 0, 22003
 * a result beyond double precision.
 *
 * draws_add_float8(draws, float8) ... and float8_add_draws(float8, draws) ...
 * are the same with one number for all samples; 22003 too if that is NaN or
 * infinite.
 */
#define DRAWS_FUNCTION(name, how, op) \
	PG_FUNCTION_INFO_V1(name);        \
	Datum name(PG_FUNCTION_ARGS)      \
	{                                 \
		return how(fcinfo, op);       \
	}                                 \
	StaticAssertDecl((op) <= CT_OP_MAX, "not an operation")

DRAWS_FUNCTION(draws_add, both, CT_OP_ADD);
DRAWS_FUNCTION(draws_sub, both, CT_OP_SUB);
DRAWS_FUNCTION(draws_mul, both, CT_OP_MUL);
DRAWS_FUNCTION(draws_div, both, CT_OP_DIV);
DRAWS_FUNCTION(draws_min, both, CT_OP_MIN);
DRAWS_FUNCTION(draws_max, both, CT_OP_MAX);
DRAWS_FUNCTION(draws_add_float8, scalar_last, CT_OP_ADD);
DRAWS_FUNCTION(draws_sub_float8, scalar_last, CT_OP_SUB);
DRAWS_FUNCTION(draws_mul_float8, scalar_last, CT_OP_MUL);
DRAWS_FUNCTION(draws_div_float8, scalar_last, CT_OP_DIV);
DRAWS_FUNCTION(draws_float8_add, scalar_first, CT_OP_ADD);
DRAWS_FUNCTION(draws_float8_sub, scalar_first, CT_OP_SUB);
DRAWS_FUNCTION(draws_float8_mul, scalar_first, CT_OP_MUL);
DRAWS_FUNCTION(draws_float8_div, scalar_first, CT_OP_DIV);

/*
 * draws_neg(draws) returns draws; behind unary minus
 *
 * Strict, never fails.
 */
PG_FUNCTION_INFO_V1(draws_neg);
Datum
draws_neg(PG_FUNCTION_ARGS)
{
	const Draws *a = PG_GETARG_DRAWS(0);
	Draws *d = draws_new((int) a->n);

	ct_draws_negate(a->x, d->x, (int) a->n);
	PG_RETURN_DRAWS(d);
}

/*
 * draws_sqrt(draws) returns draws
 *
 * Strict.  Errors: 2201F a sample is negative.
 */
PG_FUNCTION_INFO_V1(draws_sqrt);
Datum
draws_sqrt(PG_FUNCTION_ARGS)
{
	const Draws *a = PG_GETARG_DRAWS(0);
	Draws *d = draws_new((int) a->n);

	if (!ct_draws_root(a->x, d->x, (int) a->n))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_ARGUMENT_FOR_POWER_FUNCTION),
				 errmsg("cannot take the square root of a negative sample"),
				 errhint("draws_clamp(draws, 0) cuts the samples at 0.")));
	PG_RETURN_DRAWS(d);
}

/*
 * draws_clamp(draws, lowest float8, highest float8) returns draws
 *
 * Strict.  Samples beyond a limit become the limit; an infinite limit is none.
 * Errors: 22003 a limit is NaN; 22023 lowest > highest, or an infinite limit
 * on the wrong side.
 */
PG_FUNCTION_INFO_V1(draws_clamp);
Datum
draws_clamp(PG_FUNCTION_ARGS)
{
	const Draws *a = PG_GETARG_DRAWS(0);
	double lowest = PG_GETARG_FLOAT8(1);
	double highest = PG_GETARG_FLOAT8(2);
	Draws *d = draws_new((int) a->n);

	if (isnan(lowest) || isnan(highest))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("a limit of draws_clamp is not a number")));
	if (lowest > highest || lowest == get_float8_infinity() ||
		highest == -get_float8_infinity())
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid limits of draws_clamp"),
				 errdetail("Nothing is from %g to %g.", lowest, highest)));
	(void) ct_draws_apply_scalar(CT_OP_MAX, a->x, lowest, d->x, (int) a->n);
	for (uint32 i = 0; i < d->n; i++)
		d->x[i] = Min(d->x[i], highest) + 0.0;
	PG_RETURN_DRAWS(d);
}
