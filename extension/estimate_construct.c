/*
 * estimate_construct.c
 *		Estimates from numbers: the constructor estimate(low => ..., ...) and
 *		the casts.
 */
#include "estimate_value.h"
#include "glue.h"

#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(estimate_make);
PG_FUNCTION_INFO_V1(estimate_make_range);
PG_FUNCTION_INFO_V1(estimate_from_int2);
PG_FUNCTION_INFO_V1(estimate_from_int4);
PG_FUNCTION_INFO_V1(estimate_from_int8);
PG_FUNCTION_INFO_V1(estimate_from_numeric);
PG_FUNCTION_INFO_V1(estimate_from_float8);

CtScalar
ct_figure_scalar(Numeric number, const char *field)
{
	char *text = numeric_normalize(number);
	CtScalar s = {0, 0};
	CtEstimate point;
	CtError err;

	/* the text form refuses what it cannot hold; a scalar would round */
	if (!ct_estimate_parse(text, strlen(text), &point, &err))
	{
		ct_report_field(NULL, &err, "estimate", field, text);
		return s;
	}
	s.coef = point.mid;
	s.scale = point.scale;
	return s;
}

uint16
ct_level_of(Numeric number)
{
	uint64_t level;
	char *text;
	CtError err;

	if (!ct_numeric_scaled(number, 4, CT_EST_LEVEL_UNIT - 1, &level, &text,
						   &err) ||
		level == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("invalid value for field \"level\" of type estimate"),
				 errdetail("Impossible level \"%s\".", text),
				 errhint("A level lies between 0 and 1, as 0.9 for 90%%, and "
						 "has at most four decimals.")));
	return (uint16) level;
}

static char *
figure_text(const CtScalar *s)
{
	if (s == NULL)
		return "NULL";
	return numeric_normalize(ct_figure_numeric(s->coef, s->scale));
}

static void
report_order(const CtScalar *low, const CtScalar *mid, const CtScalar *high,
			 uint16 level)
{
	if (level > 0 && (low == NULL || high == NULL))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("estimate with a level but not both ends"),
						errdetail("Found low %s and high %s.",
								  figure_text(low), figure_text(high)),
						errhint("A level is the probability between two "
								"ends.")));
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("estimate with figures out of order"),
			 errdetail("Found low %s, mid %s, high %s.", figure_text(low),
					   figure_text(mid), figure_text(high)),
			 errhint("low <= mid <= high; mid is less or more, not equal, "
					 "where the end itself is excluded.")));
}

bool
ct_estimate_build(const CtScalar *low, const CtScalar *mid,
				  const CtScalar *high, uint16 level, bool low_inc,
				  bool high_inc, CtEstimate *out)
{
	switch (ct_estimate_make(low, mid, high, level, !low_inc, !high_inc, out))
	{
		case CT_OUTCOME_OK:
			return true;
		case CT_OUTCOME_NOTHING:
			return false;
		case CT_OUTCOME_ORDER:
			report_order(low, mid, high, level);
			break;
		default:
			ereport(
				ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many digits for type estimate"),
				 errdetail("Found low %s, mid %s, high %s.", figure_text(low),
						   figure_text(mid), figure_text(high)),
				 errhint("The figures share one number of decimals and "
						 "have at most 18 digits together; round "
						 "them.")));
	}
	return false;
}

/*
 * estimate(low, mid, high, level numeric, low_inc, high_inc boolean) returns
 *		estimate
 *
 * Not strict: NULL is an open end, a mid that is not known, no level; for
 * low_inc and high_inc it is true.  Without any figure the result is NULL.
 * Errors: 22023 figures out of order, a level without both ends; 22003 too
 * many digits, a figure beyond 10^18, an impossible level; 22P02 NaN or
 * infinity.
 */
Datum
estimate_make(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {"low", "mid", "high"};
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtScalar scalar[3];
	const CtScalar *figure[3] = {NULL, NULL, NULL};
	uint16 level = 0;
	int i;

	for (i = 0; i < 3; i++)
	{
		if (PG_ARGISNULL(i))
			continue;
		scalar[i] = ct_figure_scalar(PG_GETARG_NUMERIC(i), names[i]);
		figure[i] = &scalar[i];
	}
	if (!PG_ARGISNULL(3))
		level = ct_level_of(PG_GETARG_NUMERIC(3));
	if (!ct_estimate_build(figure[0], figure[1], figure[2], level,
						   PG_ARGISNULL(4) || PG_GETARG_BOOL(4),
						   PG_ARGISNULL(5) || PG_GETARG_BOOL(5), e))
		PG_RETURN_NULL();
	PG_RETURN_ESTIMATE(e);
}

/*
 * estimate(low numeric, high numeric) returns estimate
 *
 * Not strict: NULL is an open end, two of them the result NULL.  Errors as
 * estimate_make().
 */
Datum
estimate_make_range(PG_FUNCTION_ARGS)
{
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtScalar low;
	CtScalar high;

	if (!PG_ARGISNULL(0))
		low = ct_figure_scalar(PG_GETARG_NUMERIC(0), "low");
	if (!PG_ARGISNULL(1))
		high = ct_figure_scalar(PG_GETARG_NUMERIC(1), "high");
	if (!ct_estimate_build(PG_ARGISNULL(0) ? NULL : &low, NULL,
						   PG_ARGISNULL(1) ? NULL : &high, 0, true, true, e))
		PG_RETURN_NULL();
	PG_RETURN_ESTIMATE(e);
}

static Datum
point_of_int(int64 value)
{
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtScalar s = {value, 0};

	if (value > CT_EST_MAX_COEF || value < -CT_EST_MAX_COEF)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("bigint out of range for type estimate"),
						errdetail("Found %lld.", (long long) value),
						errhint("The largest possible figure is 10^18.")));
	(void) ct_estimate_build(&s, &s, &s, 0, true, true, e);
	PG_RETURN_ESTIMATE(e);
}

/*
 * estimate(figure smallint) returns estimate: cast of smallint
 *
 * Strict, never fails.  A point.
 */
Datum
estimate_from_int2(PG_FUNCTION_ARGS)
{
	return point_of_int(PG_GETARG_INT16(0));
}

/*
 * estimate(figure integer) returns estimate: cast of integer
 *
 * Strict, never fails.  A point.
 */
Datum
estimate_from_int4(PG_FUNCTION_ARGS)
{
	return point_of_int(PG_GETARG_INT32(0));
}

/*
 * estimate(figure bigint) returns estimate: cast of bigint
 *
 * Strict.  A point.  Errors: 22003 beyond 10^18.
 */
Datum
estimate_from_int8(PG_FUNCTION_ARGS)
{
	return point_of_int(PG_GETARG_INT64(0));
}

/*
 * estimate(figure numeric) returns estimate: cast of numeric
 *
 * Strict.  A point; exact, as a figure of the constructor is.  Errors: 22003
 * more than nine decimals or 18 digits, or beyond 10^18; 22P02 NaN, infinity.
 */
Datum
estimate_from_numeric(PG_FUNCTION_ARGS)
{
	char *text = numeric_normalize(PG_GETARG_NUMERIC(0));
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtError err;

	if (!ct_estimate_parse(text, strlen(text), e, &err))
		return ct_report(NULL, &err, "estimate", text, strlen(text));
	PG_RETURN_ESTIMATE(e);
}

/*
 * estimate(figure double precision) returns estimate: cast of float8
 *
 * Strict.  A point, rounded to 15 digits and nine decimals, since a binary
 * fraction has no short decimal.  Errors: 22003 beyond 10^18, NaN, infinity.
 */
Datum
estimate_from_float8(PG_FUNCTION_ARGS)
{
	double figure = PG_GETARG_FLOAT8(0);
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtError err;

	if (!ct_estimate_from_doubles(&figure, &figure, &figure, 0, e, &err))
		ereport(ERROR,
				(errcode(ct_sqlstate(err.code)),
				 errmsg("double precision out of range for type estimate"),
				 errdetail("Found %g.", figure),
				 errhint("Figures are finite and at most 10^18; what is not "
						 "known is NULL.")));
	PG_RETURN_ESTIMATE(e);
}
