/*
 * draws_agg.c
 *		Transition, combine and final functions of sum, avg, draws_agg and
 *		rollup.
 *
 * The transition value is an expanded draws_state in the aggregate's context,
 * changed in place.  Combine never changes its second argument, and final
 * functions change nothing.
 */
#include "glue.h"

#include "draws_value.h"

MemoryContext
draws_aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext memory;

	if (!AggCheckCallContext(fcinfo, &memory))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("this function is for aggregates only"),
				 errhint("Use sum, avg, draws_agg, total_tpp, h100e_agg "
						 "or rollup.")));
	return memory;
}

Datum
draws_state_add_row(ExpandedDraws *state, Draws *row, MemoryContext memory)
{
	int n = (int) row->n;

	if (state == NULL || (state->sum.rows == 0 && state->sum.n != n))
		state = draws_state_new(n, memory);
	draws_check_same(state->sum.n, n);
	draws_state_check(ct_draws_sum_add(&state->sum, row->x));
	return EOHPGetRWDatum(&state->header);
}

static Datum
add_row(ExpandedDraws *state, Datum row, MemoryContext memory)
{
	Draws *d = DRAWS_DETOAST(row);
	Datum result = draws_state_add_row(state, d, memory);

	if ((Pointer) d != DatumGetPointer(row))
		pfree(d);
	return result;
}

/*
 * draws_state_add(draws_state, draws) returns draws_state
 *
 * Not strict: NULL begins with nothing, and a row of NULL is passed over.
 * Errors: 22023 a size that differs, 22003 a sample of 2^63 or more, or a sum
 * beyond 2^73.
 */
PG_FUNCTION_INFO_V1(draws_state_add);
Datum
draws_state_add(PG_FUNCTION_ARGS)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedDraws *state = NULL;

	if (!PG_ARGISNULL(0))
		state = draws_state_writable(PG_GETARG_DATUM(0), memory);
	if (!PG_ARGISNULL(1))
		return add_row(state, PG_GETARG_DATUM(1), memory);
	if (state == NULL)
		PG_RETURN_NULL();
	return EOHPGetRWDatum(&state->header);
}

/*
 * draws_state_move(draws_state, draws) returns draws_state
 *
 * The same for moving windows, where the state must not be NULL: until a row
 * comes it is a sum of no rows, which no final function lets out.
 */
PG_FUNCTION_INFO_V1(draws_state_move);
Datum
draws_state_move(PG_FUNCTION_ARGS)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedDraws *state;

	if (PG_ARGISNULL(0))
		state = draws_state_new(0, memory);
	else
		state = draws_state_writable(PG_GETARG_DATUM(0), memory);
	if (!PG_ARGISNULL(1))
		return add_row(state, PG_GETARG_DATUM(1), memory);
	return EOHPGetRWDatum(&state->header);
}

/*
 * draws_state_remove(draws_state, draws) returns draws_state
 *
 * The inverse, for moving windows: exact, since the sums are integers.
 */
PG_FUNCTION_INFO_V1(draws_state_remove);
Datum
draws_state_remove(PG_FUNCTION_ARGS)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedDraws *state;
	Draws *d;

	if (PG_ARGISNULL(0))
		elog(ERROR, "there is no sum to remove draws from");
	state = draws_state_writable(PG_GETARG_DATUM(0), memory);
	if (PG_ARGISNULL(1))
		return EOHPGetRWDatum(&state->header);
	d = PG_GETARG_DRAWS(1);
	draws_check_same(state->sum.n, (int) d->n);
	draws_state_check(ct_draws_sum_remove(&state->sum, d->x));
	PG_FREE_IF_COPY(d, 1);
	return EOHPGetRWDatum(&state->header);
}

/*
 * draws_state_combine(draws_state, draws_state) returns draws_state
 *
 * Not strict: NULL adds nothing.  Errors as those of draws_state_add().
 */
PG_FUNCTION_INFO_V1(draws_state_combine);
Datum
draws_state_combine(PG_FUNCTION_ARGS)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedDraws *state;
	DrawsStateView other;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		state = draws_state_writable(PG_GETARG_DATUM(0), memory);
		return EOHPGetRWDatum(&state->header);
	}
	draws_state_view(PG_GETARG_DATUM(1), &other);
	if (PG_ARGISNULL(0))
		state = draws_state_new(other.n, memory);
	else
		state = draws_state_writable(PG_GETARG_DATUM(0), memory);
	draws_check_same(state->sum.n, other.n);
	draws_state_check(
		ct_draws_sum_merge(&state->sum, other.rows, other.hi, other.lo));
	return EOHPGetRWDatum(&state->header);
}

Draws *
draws_of_sums(int n, const int64_t *hi, const int64_t *lo)
{
	Draws *d = draws_new(n);

	for (int i = 0; i < n; i++)
		d->x[i] = ct_draws_sum_value(hi[i], lo[i]);
	return d;
}

/* every sum as a double, or that divided by the number of rows */
static Datum
finish(FunctionCallInfo fcinfo, bool divided)
{
	DrawsStateView view;
	Draws *d;

	draws_state_view(PG_GETARG_DATUM(0), &view);
	if (view.rows == 0)
		PG_RETURN_NULL();
	d = draws_of_sums(view.n, view.hi, view.lo);
	for (int i = 0; divided && i < view.n; i++)
		d->x[i] = d->x[i] / (double) view.rows + 0.0;
	PG_RETURN_DRAWS(d);
}

/*
 * draws_total(draws_state) returns draws; final function of sum
 *
 * Strict.  Each sum as the nearest double; NULL for a moving window's sum of
 * no rows.
 */
PG_FUNCTION_INFO_V1(draws_total);
Datum
draws_total(PG_FUNCTION_ARGS)
{
	return finish(fcinfo, false);
}

/*
 * draws_average(draws_state) returns draws; final function of avg
 *
 * Strict.  Each sum as the nearest double, divided by the number of rows;
 * NULL for a moving window's sum of no rows.
 */
PG_FUNCTION_INFO_V1(draws_average);
Datum
draws_average(PG_FUNCTION_ARGS)
{
	return finish(fcinfo, true);
}

/*
 * draws_state_final(draws_state) returns draws_state; final function of
 * draws_agg and rollup
 *
 * Strict.  The state in its flat form; NULL for a moving window's sum of no
 * rows.
 */
PG_FUNCTION_INFO_V1(draws_state_final);
Datum
draws_state_final(PG_FUNCTION_ARGS)
{
	DrawsStateView view;

	draws_state_view(PG_GETARG_DATUM(0), &view);
	if (view.rows == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(view.flat);
}

/*
 * draws_rows(draws_state) returns bigint
 *
 * Strict.  How many draws went into the sum.
 */
PG_FUNCTION_INFO_V1(draws_rows);
Datum
draws_rows(PG_FUNCTION_ARGS)
{
	DrawsStateView view;

	draws_state_view(PG_GETARG_DATUM(0), &view);
	PG_RETURN_INT64(view.rows);
}
