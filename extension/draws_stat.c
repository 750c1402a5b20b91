/*
 * draws_stat.c
 *		What a sample says: quantiles, mean, spread, probabilities, histogram.
 */
#include "glue.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "draws_value.h"
#include "estimate_value.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

static void
check_probability(double p)
{
	if (!(p >= 0 && p <= 1))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("quantile %g is not between 0 and 1", p),
						errhint("The 95%% quantile is quantile(draws, "
								"0.95).")));
}

/*
 * quantile(draws, p float8) returns float8
 *
 * Strict.  Sample i of the n in rising order is the quantile (i - 1/2)/n,
 * linear between (Hazen's definition, type 5 of Hyndman and Fan 1996): the
 * samples are drawn at just these.  Errors: 22023 p not from 0 to 1.
 */
PG_FUNCTION_INFO_V1(draws_quantile);
Datum
draws_quantile(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	double p = PG_GETARG_FLOAT8(1);

	check_probability(p);
	PG_RETURN_FLOAT8(ct_draws_quantile(draws_sorted(d), (int) d->n, p));
}

/*
 * quantiles(draws, p float8[]) returns float8[]
 *
 * Strict.  As many as asked for, in their order; NULL for NULL.  Errors: 22023
 * one is not from 0 to 1.
 */
PG_FUNCTION_INFO_V1(draws_quantiles);
Datum
draws_quantiles(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	ArrayType *asked = PG_GETARG_ARRAYTYPE_P(1);
	const double *sorted = draws_sorted(d);
	Datum *p;
	bool *nulls;
	int n;

	deconstruct_array(asked, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &p, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		if (nulls[i])
			continue;
		check_probability(DatumGetFloat8(p[i]));
		p[i] = Float8GetDatum(
			ct_draws_quantile(sorted, (int) d->n, DatumGetFloat8(p[i])));
	}
	PG_RETURN_ARRAYTYPE_P(construct_md_array(
		p, nulls, ARR_NDIM(asked), ARR_DIMS(asked), ARR_LBOUND(asked),
		FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

static void
check_moment(bool finite)
{
	if (!finite)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("a sum of samples is out of range")));
}

/*
 * mean(draws) returns float8
 *
 * Strict.  A compensated sum over the samples in their order, divided by their
 * number.  Errors: 22003 the sum is beyond double precision.
 */
PG_FUNCTION_INFO_V1(draws_mean);
Datum
draws_mean(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	double mean;

	check_moment(ct_draws_mean(d->x, (int) d->n, &mean));
	PG_RETURN_FLOAT8(mean);
}

/*
 * stddev(draws) returns float8
 *
 * Strict.  With n - 1, as the aggregate stddev(float8).  Errors: 22003.
 */
PG_FUNCTION_INFO_V1(draws_stddev);
Datum
draws_stddev(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	double variance;

	check_moment(ct_draws_variance(d->x, (int) d->n, &variance));
	PG_RETURN_FLOAT8(sqrt(variance));
}

/*
 * The three figures to six significant digits of the largest, with the same
 * decimals: more than a sample knows, and short.  Where that would leave no
 * interval they stay as they are.
 */
static void
round_interval(double *figure)
{
	double largest = Max(fabs(figure[0]), fabs(figure[2]));
	double unit = 1e-9;

	while (unit * 1e6 <= largest && unit < 1e12)
		unit *= 10;
	if (rint(figure[0] / unit) == rint(figure[2] / unit))
		return;
	for (int i = 0; i < 3; i++)
		figure[i] = rint(figure[i] / unit) * unit;
}

/*
 * interval_of(draws, level float8) returns estimate
 *
 * Strict.  The median, and as low and high the quantiles (1 - level)/2 and 1 -
 * (1 - level)/2, to six significant digits; a point if these are equal.
 * Errors: 22023 level not between 0.0001 and 0.9999; 22003 beyond what an
 * estimate holds.
 */
PG_FUNCTION_INFO_V1(draws_interval);
Datum
draws_interval(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	double level = PG_GETARG_FLOAT8(1);
	const double *sorted = draws_sorted(d);
	int n = (int) d->n;
	CtEstimate *e = palloc0(sizeof(CtEstimate));
	CtError err;
	double figure[3];

	if (!(level >= 0.0001 && level <= 0.9999))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("level %g is not between 0.0001 and 0.9999", level),
				 errhint("A 90%% interval is interval_of(draws, 0.9).")));
	figure[0] = ct_draws_quantile(sorted, n, (1 - level) / 2);
	figure[1] = ct_draws_quantile(sorted, n, 0.5);
	figure[2] = ct_draws_quantile(sorted, n, 1 - (1 - level) / 2);
	if (figure[0] == figure[2])
		level = 0;
	round_interval(figure);
	if (!ct_estimate_from_doubles(&figure[0], &figure[1], &figure[2], level, e,
								  &err))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("the interval of these draws is out of range for type "
						"estimate"),
				 errdetail_internal("%s.", err.what),
				 errhint("quantile(draws, p) gives it as double precision.")));
	PG_RETURN_ESTIMATE(e);
}

static CtComparison
comparison_of(const text *op)
{
	static const char *const names[] = {"<", "<=", ">", ">="};
	char *name = text_to_cstring(op);

	for (int i = 0; i < 4; i++)
	{
		if (strcmp(name, names[i]) == 0)
			return (CtComparison) i;
	}
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown comparison: \"%s\"", name),
					errhint("It is one of < <= > >=.")));
}

/*
 * probability(draws, op text, value float8) returns float8
 *
 * Strict.  The share of the samples for which the comparison holds.  Errors:
 * 22023 another comparison than < <= > >=; 22003 NaN.
 */
PG_FUNCTION_INFO_V1(draws_probability);
Datum
draws_probability(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	CtComparison op = comparison_of(PG_GETARG_TEXT_PP(1));
	double value = PG_GETARG_FLOAT8(2);

	if (isnan(value))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("NaN compares with no sample")));
	PG_RETURN_FLOAT8((double) ct_draws_count(d->x, (int) d->n, op, value) /
					 d->n);
}

/*
 * probability(a draws, op text, b draws) returns float8
 *
 * Strict.  The share of the samples in which a's compares so with b's.
 * Errors: 22023 another comparison than < <= > >=, different sizes.
 */
PG_FUNCTION_INFO_V1(draws_probability_against);
Datum
draws_probability_against(PG_FUNCTION_ARGS)
{
	const Draws *a = PG_GETARG_DRAWS(0);
	CtComparison op = comparison_of(PG_GETARG_TEXT_PP(1));
	const Draws *b = PG_GETARG_DRAWS(2);

	draws_check_same((int) a->n, (int) b->n);
	PG_RETURN_FLOAT8(
		(double) ct_draws_count_pairs(a->x, b->x, (int) a->n, op) / a->n);
}

/* lower end of bin i of "bins" between two numbers; i = bins: the last end */
static double
bin_end(const double *sorted, int n, int bins, int i)
{
	if (i == bins)
		return sorted[n - 1];
	return ct_draws_between(sorted[0], sorted[n - 1], (double) i / bins);
}

/*
 * histogram(draws, bins integer) returns setof (lo float8, hi float8, n
 * integer)
 *
 * Strict.  Bins of equal width from the least sample to the greatest; lo is
 * inside, hi is not but for the last bin.  One bin of width 0 if all samples
 * are equal.  Errors: 22023 bins not from 1 to 1000.
 */
PG_FUNCTION_INFO_V1(draws_histogram);
Datum
draws_histogram(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const Draws *d = PG_GETARG_DRAWS(0);
	int bins = PG_GETARG_INT32(1);
	const double *sorted = draws_sorted(d);
	int n = (int) d->n;
	int at = 0;

	if (bins < 1 || bins > 1000)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid number of bins: %d", bins),
						errdetail("A histogram has from 1 to 1000 bins.")));
	if (sorted[0] == sorted[n - 1])
		bins = 1;
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < bins; i++)
	{
		double high = bin_end(sorted, n, bins, i + 1);
		Datum values[3] = {Float8GetDatum(bin_end(sorted, n, bins, i)),
						   Float8GetDatum(high)};
		bool nulls[3] = {false, false, false};
		int first = at;

		while (at < n && (i + 1 == bins || sorted[at] < high))
			at++;
		values[2] = Int32GetDatum(at - first);
		tuplestore_putvalues(result->setResult, result->setDesc, values,
							 nulls);
	}
	return (Datum) 0;
}
