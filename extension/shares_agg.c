/*
 * shares_agg.c
 *		The aggregates shares_agg() and rollup(): their steps, which are also
 *		what combines the states of parallel workers and partitions.
 *
 * Sums of integers do not depend on the order of the rows, and neither do the
 * errors: no weight is negative, so a sum that is out of range is so in every
 * order.
 */
#include "shares_value.h"

#include "amount_numeric.h"

static MemoryContext
state_parent(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	/* called outside an aggregate, a step makes a value for the caller */
	if (AggCheckCallContext(fcinfo, &context) == 0)
		return CurrentMemoryContext;
	return context;
}

static ExpandedShares *
state_of_call(FunctionCallInfo fcinfo)
{
	return shares_state(PG_GETARG_DATUM(0), PG_ARGISNULL(0),
						state_parent(fcinfo));
}

/* one row: a weight for a key, or for nobody named */
static Datum
add_row(FunctionCallInfo fcinfo, ExpandedShares *state, CtAmount weight)
{
	if (PG_ARGISNULL(1))
		shares_add_unnamed(state, weight);
	else
	{
		text *key = PG_GETARG_TEXT_PP(1);

		shares_add(state, VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key), weight);
	}
	return EOHPGetRWDatum(&state->hdr);
}

static Datum
add_null(ExpandedShares *state)
{
	shares_add_nulls(state, 1);
	return EOHPGetRWDatum(&state->hdr);
}

/*
 * shares_agg_step(state shares, key text, weight bigint) returns shares
 *
 * Not strict: a NULL key adds to the unnamed weight, a NULL weight is counted.
 * Errors: 22003 negative weight or sum out of range, 54000 too many or too
 * long keys.
 */
PG_FUNCTION_INFO_V1(shares_agg_step_int8);
Datum
shares_agg_step_int8(PG_FUNCTION_ARGS)
{
	ExpandedShares *state = state_of_call(fcinfo);

	if (PG_ARGISNULL(2))
		return add_null(state);
	return add_row(
		fcinfo, state,
		amount_of_int8(PG_GETARG_INT64(2), CT_SHARES_DECIMALS, "weight"));
}

/*
 * shares_agg_step(state shares, key text, weight numeric) returns shares
 *
 * As above; 22003 also for infinity and NaN.  Decimals after the twelfth are
 * rounded half up.
 */
PG_FUNCTION_INFO_V1(shares_agg_step_numeric);
Datum
shares_agg_step_numeric(PG_FUNCTION_ARGS)
{
	ExpandedShares *state = state_of_call(fcinfo);

	if (PG_ARGISNULL(2))
		return add_null(state);
	return add_row(fcinfo, state,
				   amount_of_numeric(PG_GETARG_NUMERIC(2), CT_SHARES_DECIMALS,
									 CT_SHARES_DIGITS, "weight"));
}

/*
 * shares_agg_step(state shares, key text, weight double precision)
 *		returns shares
 *
 * As for numeric, of the shortest decimal that reads back to the number.
 */
PG_FUNCTION_INFO_V1(shares_agg_step_float8);
Datum
shares_agg_step_float8(PG_FUNCTION_ARGS)
{
	ExpandedShares *state = state_of_call(fcinfo);

	if (PG_ARGISNULL(2))
		return add_null(state);
	return add_row(fcinfo, state,
				   amount_of_float8(PG_GETARG_FLOAT8(2), CT_SHARES_DECIMALS,
									CT_SHARES_DIGITS, "weight"));
}

/*
 * shares_combine(state shares, other shares) returns shares
 *
 * Key by key the sum of both.  The total is known where both know theirs.
 * Not strict: NULL adds nothing.  The second argument is only read.  Errors as
 * for the steps.
 */
PG_FUNCTION_INFO_V1(shares_combine);
Datum
shares_combine(PG_FUNCTION_ARGS)
{
	ExpandedShares *state;
	CtShares other;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	state = state_of_call(fcinfo);
	shares_open(PG_GETARG_DATUM(1), &other);
	state->s.total = (PG_ARGISNULL(0) || state->s.total) && other.total;
	shares_add_all(state, &other);
	return EOHPGetRWDatum(&state->hdr);
}
