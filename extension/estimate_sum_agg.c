/*
 * estimate_sum_agg.c
 *		Steps and results of the sums of estimates: sum_bounds(),
 *		sum_independent(), their averages, summaries and rollups.
 *
 * All sums are exact integers, so no order of rows, workers, partitions,
 * frames or stored summaries leaves a trace in the bytes.
 */
#include "estimate_sum_value.h"
#include "estimate_value.h"
#include "glue.h"

PG_FUNCTION_INFO_V1(bounds_summary_add);
PG_FUNCTION_INFO_V1(bounds_summary_remove);
PG_FUNCTION_INFO_V1(bounds_summary_merge);
PG_FUNCTION_INFO_V1(bounds_summary_unmerge);
PG_FUNCTION_INFO_V1(bounds_summary_final);
PG_FUNCTION_INFO_V1(bounds_summary_total);
PG_FUNCTION_INFO_V1(bounds_summary_average);
PG_FUNCTION_INFO_V1(independent_summary_add);
PG_FUNCTION_INFO_V1(independent_summary_remove);
PG_FUNCTION_INFO_V1(independent_summary_merge);
PG_FUNCTION_INFO_V1(independent_summary_unmerge);
PG_FUNCTION_INFO_V1(independent_summary_final);
PG_FUNCTION_INFO_V1(independent_summary_total);
PG_FUNCTION_INFO_V1(independent_summary_average);
PG_FUNCTION_INFO_V1(estimate_sum_rows);

static CtEstimateSum *
copy_of(const CtEstimateSum *sum, CtSumKind kind)
{
	return memcpy(palloc(ct_sum_size(kind)), sum, ct_sum_size(kind));
}

/*
 * The state to change: within an aggregate that the server gave us, which is
 * ours alone (it copies the initial value or the first input into the
 * aggregate's memory), else a copy.
 */
static inline CtEstimateSum *
own_state(FunctionCallInfo fcinfo, CtSumKind kind)
{
	CtEstimateSum *sum = PG_GETARG_ESTIMATE_SUM(0);

	return likely(AggCheckCallContext(fcinfo, NULL)) ? sum
													 : copy_of(sum, kind);
}

static void
report_too_many_rows(void)
{
	ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					errmsg("too many rows in a sum of estimates"),
					errdetail("The limit is %llu rows.",
							  (unsigned long long) CT_SUM_MAX_ROWS),
					errhint("Sum the rows in parts.")));
}

/*
 * What was taken away must have been added before: the server sees to it
 * within an aggregate, nobody does in a plain call.
 */
static void
check_taken(FunctionCallInfo fcinfo, CtSumKind kind, const CtEstimateSum *sum,
			bool taken)
{
	if (taken &&
		(AggCheckCallContext(fcinfo, NULL) || ct_sum_valid(kind, sum)))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot take away from a sum what was not added to it"),
			 errdetail("What would be left is no sum of any rows."),
			 errhint("Take away rows and summaries that were added.")));
}

static inline Datum
sum_add(FunctionCallInfo fcinfo, CtSumKind kind)
{
	CtEstimateSum *sum = own_state(fcinfo, kind);

	if (unlikely(!ct_sum_add(kind, sum, PG_GETARG_ESTIMATE(1))))
		report_too_many_rows();
	PG_RETURN_ESTIMATE_SUM(sum);
}

static Datum
sum_remove(FunctionCallInfo fcinfo, CtSumKind kind)
{
	CtEstimateSum *sum = own_state(fcinfo, kind);

	check_taken(fcinfo, kind, sum,
				ct_sum_subtract(kind, sum, PG_GETARG_ESTIMATE(1)));
	PG_RETURN_ESTIMATE_SUM(sum);
}

static Datum
sum_merge(FunctionCallInfo fcinfo, CtSumKind kind)
{
	CtEstimateSum *sum = own_state(fcinfo, kind);

	if (!ct_sum_merge(kind, sum, PG_GETARG_ESTIMATE_SUM(1)))
		report_too_many_rows();
	PG_RETURN_ESTIMATE_SUM(sum);
}

static Datum
sum_unmerge(FunctionCallInfo fcinfo, CtSumKind kind)
{
	CtEstimateSum *sum = own_state(fcinfo, kind);

	check_taken(fcinfo, kind, sum,
				ct_sum_unmerge(kind, sum, PG_GETARG_ESTIMATE_SUM(1)));
	PG_RETURN_ESTIMATE_SUM(sum);
}

/* a copy: the state may go on changing after this result (moving windows) */
static Datum
sum_final(FunctionCallInfo fcinfo, CtSumKind kind)
{
	const CtEstimateSum *sum = PG_GETARG_ESTIMATE_SUM(0);

	if (sum->rows == 0)
		PG_RETURN_NULL();
	PG_RETURN_ESTIMATE_SUM(copy_of(sum, kind));
}

static Datum
sum_result(FunctionCallInfo fcinfo, CtSumKind kind, bool average)
{
	CtEstimate *result = palloc(sizeof(CtEstimate));

	switch (ct_sum_result(kind, PG_GETARG_ESTIMATE_SUM(0), average, result))
	{
		case CT_OUTCOME_OK:
			PG_RETURN_ESTIMATE(result);
		case CT_OUTCOME_NOTHING:
			PG_RETURN_NULL();
		default:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("sum of estimates out of range"),
					 errdetail("The largest possible figure is 10^18."),
					 errhint("Add in a larger unit, as in sum_bounds(e / "
							 "1000).")));
	}
	PG_RETURN_NULL();
}

/*
 * bounds_summary_add(bounds_summary, estimate) returns bounds_summary
 *
 * Strict: rows that are NULL do not count.  The summary with one row more;
 * within an aggregate the same memory.  Errors: 54000 beyond 10^10 rows.
 */
Datum
bounds_summary_add(PG_FUNCTION_ARGS)
{
	return sum_add(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_remove(bounds_summary, estimate) returns bounds_summary
 *
 * Strict.  The summary without a row that was added before, for windows that
 * move.  Errors: 22023 for a row that cannot have been added.
 */
Datum
bounds_summary_remove(PG_FUNCTION_ARGS)
{
	return sum_remove(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_merge(bounds_summary, bounds_summary) returns bounds_summary
 *
 * Strict.  The summary of the rows of both; never changes the second.  Errors:
 * 54000 beyond 10^10 rows.
 */
Datum
bounds_summary_merge(PG_FUNCTION_ARGS)
{
	return sum_merge(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_unmerge(bounds_summary, bounds_summary)
 *		returns bounds_summary
 *
 * Strict.  The summary without the rows of one that was merged before.
 * Errors: 22023 for one that cannot have been.
 */
Datum
bounds_summary_unmerge(PG_FUNCTION_ARGS)
{
	return sum_unmerge(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_final(bounds_summary) returns bounds_summary
 *
 * Strict.  The summary, NULL for one of no rows.
 */
Datum
bounds_summary_final(PG_FUNCTION_ARGS)
{
	return sum_final(fcinfo, CT_SUM_BOUNDS);
}

/*
 * total(bounds_summary) returns estimate
 *
 * Strict; NULL for no rows and where nothing is known of the sum (no end and
 * no mid that all rows have).  Lows, mids and highs are added; see
 * ct_sum_result().  Errors: 22003 beyond 10^18.
 */
Datum
bounds_summary_total(PG_FUNCTION_ARGS)
{
	return sum_result(fcinfo, CT_SUM_BOUNDS, false);
}

/*
 * average(bounds_summary) returns estimate
 *
 * Strict.  As total(), divided by the number of rows: low rounded down, high
 * up, mid to the nearest at nine decimals.
 */
Datum
bounds_summary_average(PG_FUNCTION_ARGS)
{
	return sum_result(fcinfo, CT_SUM_BOUNDS, true);
}

/*
 * independent_summary_add(independent_summary, estimate)
 *		returns independent_summary
 *
 * Strict.  As bounds_summary_add().
 */
Datum
independent_summary_add(PG_FUNCTION_ARGS)
{
	return sum_add(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_remove(independent_summary, estimate)
 *		returns independent_summary
 *
 * Strict.  As bounds_summary_remove().
 */
Datum
independent_summary_remove(PG_FUNCTION_ARGS)
{
	return sum_remove(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_merge(independent_summary, independent_summary)
 *		returns independent_summary
 *
 * Strict.  As bounds_summary_merge().
 */
Datum
independent_summary_merge(PG_FUNCTION_ARGS)
{
	return sum_merge(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_unmerge(independent_summary, independent_summary)
 *		returns independent_summary
 *
 * Strict.  As bounds_summary_unmerge().
 */
Datum
independent_summary_unmerge(PG_FUNCTION_ARGS)
{
	return sum_unmerge(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_final(independent_summary) returns independent_summary
 *
 * Strict.  As bounds_summary_final().
 */
Datum
independent_summary_final(PG_FUNCTION_ARGS)
{
	return sum_final(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * total(independent_summary) returns estimate
 *
 * Strict; NULL as total(bounds_summary).  To the sum of the mids the root of
 * the sum of the squared distances between mid and end, either side by itself,
 * rounded away from the mid; see ct_sum_result().  Errors: 22003 beyond 10^18.
 */
Datum
independent_summary_total(PG_FUNCTION_ARGS)
{
	return sum_result(fcinfo, CT_SUM_INDEPENDENT, false);
}

/*
 * average(independent_summary) returns estimate
 *
 * Strict.  As total(), divided by the number of rows.
 */
Datum
independent_summary_average(PG_FUNCTION_ARGS)
{
	return sum_result(fcinfo, CT_SUM_INDEPENDENT, true);
}

/*
 * rows(bounds_summary) and rows(independent_summary) return bigint
 *
 * Strict.  How many rows were added, NULLs left out.  Both kinds begin with
 * the count.
 */
Datum
estimate_sum_rows(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64((int64) PG_GETARG_ESTIMATE_SUM(0)->rows);
}
