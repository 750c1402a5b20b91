/*
 * equivalents_draws.c
 *		H100-equivalents of samples: the steps of h100e_agg() and total_tpp(),
 *		and what a sum says.
 *
 * The transition value is an expanded equivalents_draws in the aggregate's
 * context, changed in place; total_tpp() has that of sum(draws).  Combine
 * never changes its second argument, final functions change nothing.
 */
#include "equivalents_value.h"

#include "utils/builtins.h"

#include "equivalents_draws.h"
#include "glue.h"

/* every sample times a factor */
static Draws *
times(const Draws *d, double factor)
{
	Draws *product = draws_new((int) d->n);

	draws_check_status(ct_draws_apply_scalar(CT_OP_MUL, d->x, factor,
											 product->x, (int) d->n));
	return product;
}

/* what argument 1, a specification or a name, has on a basis; negative: NULL
 */
static int64
rate_of(FunctionCallInfo fcinfo, CtBasis basis, bool by_name)
{
	const GpuSpec *spec = equivalents_spec(fcinfo, 1, by_name);

	return spec ? ct_basis_rate(spec, basis) : -1;
}

/* what a row adds to the equivalents, NULL if unknown */
static const Draws *
row_rated(FunctionCallInfo fcinfo, CtBasis basis, const Draws *units,
		  bool by_name)
{
	int64 rate;

	if (basis == CT_BASIS_AS_PUBLISHED)
		return PG_ARGISNULL(4) ? NULL : PG_GETARG_DRAWS(4);
	rate = units ? rate_of(fcinfo, basis, by_name) : -1;
	if (rate < 0)
		return NULL;
	return times(units, (double) rate / (double) ct_basis_unit(basis));
}

static void
change(ExpandedEquivalents *e, int part, const Draws *by, bool remove)
{
	CtDrawsSum *sum;

	equivalents_draws_resize(e, (int) by->n);
	sum = &e->part[part];
	draws_state_check(remove ? ct_draws_sum_remove(sum, by->x)
							 : ct_draws_sum_add(sum, by->x));
}

static Datum
step(FunctionCallInfo fcinfo, bool by_name, bool remove)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedEquivalents *e = NULL;
	const Draws *units = PG_ARGISNULL(2) ? NULL : PG_GETARG_DRAWS(2);
	const Draws *rated;
	CtBasis basis;

	if (!PG_ARGISNULL(0))
		e = equivalents_draws_writable(PG_GETARG_DATUM(0), memory);
	basis = equivalents_row_basis(fcinfo, 3, e ? e->basis : 0);
	if (e == NULL)
		e = equivalents_draws_new(basis, memory);
	rated = row_rated(fcinfo, basis, units, by_name);
	if (units && rated)
		draws_check_same((int) units->n, (int) rated->n);
	if (rated)
		change(e, CT_PART_RATED, rated, remove);
	if (units)
		change(e, rated ? CT_PART_COVERED : CT_PART_UNCOVERED, units, remove);
	else
		e->nulls += remove ? -1 : 1;
	return EOHPGetRWDatum(&e->header);
}

/*
 * equivalents_draws_add(state equivalents_draws, spec gpu_spec,
 *		quantity draws, basis text [, published draws])
 *		returns equivalents_draws
 *
 * Step of h100e_agg() of draws; also for a chip's name in place of the
 * specification (STABLE).  Not strict: a row without quantity is counted as
 * such, one without a rate on the basis adds to the uncovered units.  Errors:
 * 22023 unknown basis, another basis than the state's, as_published without
 * its argument, draws of different sizes; 22004 basis NULL; 22003 a sum out of
 * range; 42704, 42P09 unknown and ambiguous names; 0A000 outside aggregates.
 */
PG_FUNCTION_INFO_V1(equivalents_draws_add);
Datum
equivalents_draws_add(PG_FUNCTION_ARGS)
{
	return step(fcinfo, false, false);
}

/* equivalents_draws_remove(...): the reverse, for windows */
PG_FUNCTION_INFO_V1(equivalents_draws_remove);
Datum
equivalents_draws_remove(PG_FUNCTION_ARGS)
{
	return step(fcinfo, false, true);
}

/* the same two by the chip's name */
PG_FUNCTION_INFO_V1(equivalents_draws_add_chip);
Datum
equivalents_draws_add_chip(PG_FUNCTION_ARGS)
{
	return step(fcinfo, true, false);
}

PG_FUNCTION_INFO_V1(equivalents_draws_remove_chip);
Datum
equivalents_draws_remove_chip(PG_FUNCTION_ARGS)
{
	return step(fcinfo, true, true);
}

static Datum
tpp_step(FunctionCallInfo fcinfo, bool by_name)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedDraws *state = NULL;
	int64 rate = -1;

	if (!PG_ARGISNULL(0))
		state = draws_state_writable(PG_GETARG_DATUM(0), memory);
	if (!PG_ARGISNULL(2))
		rate = rate_of(fcinfo, CT_BASIS_TPP, by_name);
	if (rate >= 0)
		return draws_state_add_row(
			state, times(PG_GETARG_DRAWS(2), (double) rate / CT_SCALE),
			memory);
	if (state == NULL)
		PG_RETURN_NULL();
	return EOHPGetRWDatum(&state->header);
}

/*
 * draws_state_add_tpp(state draws_state, spec gpu_spec, quantity draws)
 *		returns draws_state
 *
 * Step of total_tpp() of draws; also for a chip's name (STABLE).  A row
 * without a quantity or without a rate is passed over.  Errors: 22023 a size
 * that differs; 22003 a sum out of range; 0A000 outside aggregates.
 */
PG_FUNCTION_INFO_V1(draws_state_add_tpp);
Datum
draws_state_add_tpp(PG_FUNCTION_ARGS)
{
	return tpp_step(fcinfo, false);
}

PG_FUNCTION_INFO_V1(draws_state_add_tpp_chip);
Datum
draws_state_add_tpp_chip(PG_FUNCTION_ARGS)
{
	return tpp_step(fcinfo, true);
}

/*
 * equivalents_draws_combine(a equivalents_draws, b equivalents_draws)
 *		returns equivalents_draws
 *
 * The sum of two sums; b is not changed, and NULL counts nothing.  Errors:
 * 22023 two bases or sizes; 22003 a sum out of range; 0A000 outside
 * aggregates.
 */
PG_FUNCTION_INFO_V1(equivalents_draws_combine);
Datum
equivalents_draws_combine(PG_FUNCTION_ARGS)
{
	MemoryContext memory = draws_aggregate_context(fcinfo);
	ExpandedEquivalents *e = NULL;
	EquivalentsDraws *other;

	if (!PG_ARGISNULL(0))
		e = equivalents_draws_writable(PG_GETARG_DATUM(0), memory);
	if (PG_ARGISNULL(1))
	{
		if (e == NULL)
			PG_RETURN_NULL();
		return EOHPGetRWDatum(&e->header);
	}
	other = PG_GETARG_EQUIVALENTS_DRAWS(1);
	if (e == NULL)
		e = equivalents_draws_new((CtBasis) other->basis, memory);
	equivalents_check_same(e->basis, (CtBasis) other->basis);
	equivalents_draws_merge(e, other);
	return EOHPGetRWDatum(&e->header);
}

/* equivalents_draws_final(equivalents_draws): flat; strict, NULL for no rows
 */
PG_FUNCTION_INFO_V1(equivalents_draws_final);
Datum
equivalents_draws_final(PG_FUNCTION_ARGS)
{
	EquivalentsDraws *e = PG_GETARG_EQUIVALENTS_DRAWS(0);

	if (e->nulls == 0 && e->n == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(e);
}

static Draws *
part_draws(EquivalentsDraws *e, int part)
{
	if (e->rows[part] == 0)
		return NULL;
	return draws_of_sums((int) e->n, EQUIVALENTS_HI(e, part),
						 EQUIVALENTS_LO(e, part));
}

static Datum
part_result(FunctionCallInfo fcinfo, int part)
{
	Draws *d = part_draws(PG_GETARG_EQUIVALENTS_DRAWS(0), part);

	if (d == NULL)
		PG_RETURN_NULL();
	PG_RETURN_DRAWS(d);
}

/*
 * value(equivalents_draws) returns draws
 *
 * H100-equivalents of the covered units, sample by sample.  Strict; NULL when
 * no row has both a quantity and a rate.
 */
PG_FUNCTION_INFO_V1(equivalents_draws_value);
Datum
equivalents_draws_value(PG_FUNCTION_ARGS)
{
	return part_result(fcinfo, CT_PART_RATED);
}

/* covered(equivalents_draws) returns draws: units whose rate is known */
PG_FUNCTION_INFO_V1(equivalents_draws_covered);
Datum
equivalents_draws_covered(PG_FUNCTION_ARGS)
{
	return part_result(fcinfo, CT_PART_COVERED);
}

/* uncovered(equivalents_draws) returns draws: units whose rate is not */
PG_FUNCTION_INFO_V1(equivalents_draws_uncovered);
Datum
equivalents_draws_uncovered(PG_FUNCTION_ARGS)
{
	return part_result(fcinfo, CT_PART_UNCOVERED);
}

/* basis(equivalents_draws) returns text: what was compared with an H100 */
PG_FUNCTION_INFO_V1(equivalents_draws_basis);
Datum
equivalents_draws_basis(PG_FUNCTION_ARGS)
{
	const EquivalentsDraws *e = PG_GETARG_EQUIVALENTS_DRAWS(0);

	PG_RETURN_TEXT_P(cstring_to_text(ct_basis_name((CtBasis) e->basis)));
}

/*
 * coverage(equivalents_draws) returns draws
 *
 * Covered units by all units, sample by sample.  Strict; NULL when a row's
 * quantity is unknown, and when a sample has no units or less than none.
 */
PG_FUNCTION_INFO_V1(equivalents_draws_coverage);
Datum
equivalents_draws_coverage(PG_FUNCTION_ARGS)
{
	EquivalentsDraws *e = PG_GETARG_EQUIVALENTS_DRAWS(0);
	Draws *covered = part_draws(e, CT_PART_COVERED);
	Draws *uncovered = part_draws(e, CT_PART_UNCOVERED);
	Draws *share;

	if (e->nulls > 0)
		PG_RETURN_NULL();
	share = draws_new((int) e->n);
	for (uint32 i = 0; i < e->n; i++)
	{
		double with = covered ? covered->x[i] : 0;
		double without = uncovered ? uncovered->x[i] : 0;

		if (!(with >= 0 && without >= 0 && with + without > 0))
			PG_RETURN_NULL();
		share->x[i] = with / (with + without);
	}
	PG_RETURN_DRAWS(share);
}

/* unknown_rows(equivalents_draws) returns bigint: rows without a quantity */
PG_FUNCTION_INFO_V1(equivalents_draws_unknown_rows);
Datum
equivalents_draws_unknown_rows(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_EQUIVALENTS_DRAWS(0)->nulls);
}
