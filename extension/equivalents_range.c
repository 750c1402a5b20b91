/*
 * equivalents_range.c
 *		H100-equivalents of estimates: h100e(), the steps of h100e_agg() and
 *		total_tpp(), and what a sum says.
 */
#include "equivalents_value.h"

#include "utils/builtins.h"

#include "equivalents_range.h"
#include "estimate_value.h"
#include "glue.h"

#define PG_GETARG_RANGE(n) ((CtEquivalentsRange *) PG_GETARG_POINTER(n))

/* units x rate, which is in thousandths */
static CtOutcome
rated(const CtEstimate *units, int64 rate, CtEstimate *out)
{
	CtScalar factor = {rate, 3};

	return ct_estimate_multiply(units, factor, out);
}

/* the same by the H100's */
static CtOutcome
by_unit(CtOutcome outcome, CtBasis basis, CtEstimate *rated)
{
	CtScalar divisor = {ct_basis_unit(basis), 3};

	if (outcome != CT_OUTCOME_OK || basis == CT_BASIS_AS_PUBLISHED)
		return outcome;
	return ct_estimate_divide(rated, divisor, rated);
}

/*
 * h100e(spec gpu_spec, quantity estimate, basis text) returns estimate
 *
 * As h100e() of a number, each figure for itself; low rounded down and high up
 * at nine decimals.  Strict; NULL when the specification has no rate on the
 * basis.  Errors: 22023 another basis; 22003 a figure beyond 10^18.
 */
PG_FUNCTION_INFO_V1(h100e_estimate);
Datum
h100e_estimate(PG_FUNCTION_ARGS)
{
	CtBasis basis = equivalents_computed_basis(PG_GETARG_TEXT_PP(2));
	int64 rate = ct_basis_rate(PG_GETARG_GPUSPEC_P(0), basis);
	CtEstimate *result = palloc(sizeof(CtEstimate));

	if (rate < 0)
		PG_RETURN_NULL();
	return ct_estimate_result(
		fcinfo,
		by_unit(rated(PG_GETARG_ESTIMATE(1), rate, result), basis, result),
		result);
}

static CtEquivalentsRange *
copy_of(const CtEquivalentsRange *e)
{
	return memcpy(palloc(sizeof(*e)), e, sizeof(*e));
}

/* the state to change: the given one in an aggregate, else a copy */
static CtEquivalentsRange *
writable(FunctionCallInfo fcinfo, CtBasis basis)
{
	MemoryContext context;
	bool in_aggregate = AggCheckCallContext(fcinfo, &context) != 0;
	CtEquivalentsRange *e;

	if (!PG_ARGISNULL(0))
		return in_aggregate ? PG_GETARG_RANGE(0) : copy_of(PG_GETARG_RANGE(0));
	e = MemoryContextAlloc(in_aggregate ? context : CurrentMemoryContext,
						   sizeof(CtEquivalentsRange));
	ct_equivalents_range_init(e, basis);
	return e;
}

static void
out_of_range(void)
{
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					errmsg("sum of equivalents out of range"),
					errdetail("A figure beyond 10^18, or more than 10^10 "
							  "rows."),
					errhint("Count in larger units.")));
}

/* what a row adds: units times rate, or what was published; NULL if unknown */
static CtEstimate *
row_rated(FunctionCallInfo fcinfo, CtBasis basis, bool by_name,
		  CtEstimate *room)
{
	const GpuSpec *spec;
	int64 rate;

	if (basis == CT_BASIS_AS_PUBLISHED)
		return PG_ARGISNULL(4) ? NULL : PG_GETARG_ESTIMATE(4);
	spec = PG_ARGISNULL(2) ? NULL : equivalents_spec(fcinfo, 1, by_name);
	rate = spec ? ct_basis_rate(spec, basis) : -1;
	if (rate < 0)
		return NULL;
	if (rated(PG_GETARG_ESTIMATE(2), rate, room) != CT_OUTCOME_OK)
		out_of_range();
	return room;
}

static Datum
step(FunctionCallInfo fcinfo, CtEquivalentsRange *e, bool by_name, bool remove)
{
	CtEstimate room;
	bool fits = ct_equivalents_range_add(
		e, PG_ARGISNULL(2) ? NULL : PG_GETARG_ESTIMATE(2),
		row_rated(fcinfo, (CtBasis) e->basis, by_name, &room), remove);

	/* a window takes away what it has added; nobody else must */
	if (remove && !AggCheckCallContext(fcinfo, NULL))
	{
		if (fits && ct_equivalents_range_empty(e))
			PG_RETURN_NULL();
		if (!fits || !ct_equivalents_range_valid(e))
			equivalents_not_added();
	}
	if (!fits)
		out_of_range();
	PG_RETURN_POINTER(e);
}

/* the state of a step whose argument 3 is the basis */
static CtEquivalentsRange *
state_on_basis(FunctionCallInfo fcinfo)
{
	int have = PG_ARGISNULL(0) ? 0 : PG_GETARG_RANGE(0)->basis;

	return writable(fcinfo, equivalents_row_basis(fcinfo, 3, have));
}

/*
 * equivalents_range_add(state equivalents_range, spec gpu_spec,
 *		quantity estimate, basis text [, published estimate])
 *		returns equivalents_range
 *
 * Step of h100e_agg() of estimates; also for a chip's name in place of the
 * specification (STABLE).  Not strict, and with the errors of
 * equivalents_add(); 22003 for a figure beyond 10^18 or more than 10^10 rows.
 */
PG_FUNCTION_INFO_V1(equivalents_range_add);
Datum
equivalents_range_add(PG_FUNCTION_ARGS)
{
	return step(fcinfo, state_on_basis(fcinfo), false, false);
}

/*
 * equivalents_range_remove(...): the reverse, for windows.  Called by itself
 * it gives NULL when no row is left, and 22023 for one that was not added.
 */
PG_FUNCTION_INFO_V1(equivalents_range_remove);
Datum
equivalents_range_remove(PG_FUNCTION_ARGS)
{
	return step(fcinfo, state_on_basis(fcinfo), false, true);
}

/* the same two by the chip's name */
PG_FUNCTION_INFO_V1(equivalents_range_add_chip);
Datum
equivalents_range_add_chip(PG_FUNCTION_ARGS)
{
	return step(fcinfo, state_on_basis(fcinfo), true, false);
}

PG_FUNCTION_INFO_V1(equivalents_range_remove_chip);
Datum
equivalents_range_remove_chip(PG_FUNCTION_ARGS)
{
	return step(fcinfo, state_on_basis(fcinfo), true, true);
}

/*
 * equivalents_range_add_tpp(state equivalents_range, spec gpu_spec,
 *		quantity estimate) returns equivalents_range
 *
 * Step of total_tpp() of estimates: on basis tpp.
 */
PG_FUNCTION_INFO_V1(equivalents_range_add_tpp);
Datum
equivalents_range_add_tpp(PG_FUNCTION_ARGS)
{
	return step(fcinfo, writable(fcinfo, CT_BASIS_TPP), false, false);
}

PG_FUNCTION_INFO_V1(equivalents_range_add_tpp_chip);
Datum
equivalents_range_add_tpp_chip(PG_FUNCTION_ARGS)
{
	return step(fcinfo, writable(fcinfo, CT_BASIS_TPP), true, false);
}

/*
 * equivalents_range_combine(a equivalents_range, b equivalents_range)
 *		returns equivalents_range
 *
 * The sum of two sums; b is not changed, and NULL counts nothing.  Errors:
 * 22023 two bases; 22003 more than 10^10 rows.
 */
PG_FUNCTION_INFO_V1(equivalents_range_combine);
Datum
equivalents_range_combine(PG_FUNCTION_ARGS)
{
	const CtEquivalentsRange *b;
	CtEquivalentsRange *e;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	b = PG_GETARG_RANGE(1);
	if (!PG_ARGISNULL(0))
		equivalents_check_same((CtBasis) PG_GETARG_RANGE(0)->basis,
							   (CtBasis) b->basis);
	e = writable(fcinfo, (CtBasis) b->basis);
	if (!ct_equivalents_range_merge(e, b))
		out_of_range();
	PG_RETURN_POINTER(e);
}

/* equivalents_range_final(equivalents_range): NULL for no rows */
PG_FUNCTION_INFO_V1(equivalents_range_final);
Datum
equivalents_range_final(PG_FUNCTION_ARGS)
{
	const CtEquivalentsRange *e = PG_GETARG_RANGE(0);

	if (ct_equivalents_range_empty(e))
		PG_RETURN_NULL();
	/* the state of a window goes on changing */
	PG_RETURN_POINTER(copy_of(e));
}

static CtOutcome
part_sum(FunctionCallInfo fcinfo, int part, CtEstimate *sum)
{
	return ct_sum_result(CT_SUM_BOUNDS, ct_range_sum(PG_GETARG_RANGE(0), part),
						 false, sum);
}

static Datum
part_total(FunctionCallInfo fcinfo, int part)
{
	CtEstimate *total = palloc(sizeof(CtEstimate));

	return ct_estimate_result(fcinfo, part_sum(fcinfo, part, total), total);
}

/*
 * equivalents_range_total(state equivalents_range) returns estimate
 *
 * Units times rate: final function of total_tpp().  Strict; NULL when no row
 * has both, and when nothing is known of the sum.
 */
PG_FUNCTION_INFO_V1(equivalents_range_total);
Datum
equivalents_range_total(PG_FUNCTION_ARGS)
{
	return part_total(fcinfo, CT_PART_RATED);
}

/*
 * value(equivalents_range) returns estimate
 *
 * H100-equivalents of the covered units, lows, mids and highs each added: the
 * widest that the ranges allow.  Strict; NULL as equivalents_range_total().
 */
PG_FUNCTION_INFO_V1(equivalents_range_value);
Datum
equivalents_range_value(PG_FUNCTION_ARGS)
{
	CtBasis basis = (CtBasis) PG_GETARG_RANGE(0)->basis;
	CtEstimate *value = palloc(sizeof(CtEstimate));
	CtOutcome outcome = part_sum(fcinfo, CT_PART_RATED, value);

	return ct_estimate_result(fcinfo, by_unit(outcome, basis, value), value);
}

/* basis(equivalents_range) returns text: what was compared with an H100 */
PG_FUNCTION_INFO_V1(equivalents_range_basis);
Datum
equivalents_range_basis(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(
		cstring_to_text(ct_basis_name((CtBasis) PG_GETARG_RANGE(0)->basis)));
}

/* covered(equivalents_range) returns estimate: units whose rate is known */
PG_FUNCTION_INFO_V1(equivalents_range_covered);
Datum
equivalents_range_covered(PG_FUNCTION_ARGS)
{
	return part_total(fcinfo, CT_PART_COVERED);
}

/* uncovered(equivalents_range) returns estimate: units whose rate is not */
PG_FUNCTION_INFO_V1(equivalents_range_uncovered);
Datum
equivalents_range_uncovered(PG_FUNCTION_ARGS)
{
	return part_total(fcinfo, CT_PART_UNCOVERED);
}

/*
 * coverage(equivalents_range) returns estimate
 *
 * Covered units by all units, as far as the ranges say.  Strict; NULL when
 * there are no units, a row's quantity is unknown, or one may be negative.
 */
PG_FUNCTION_INFO_V1(equivalents_range_coverage);
Datum
equivalents_range_coverage(PG_FUNCTION_ARGS)
{
	CtEstimate *result = palloc(sizeof(CtEstimate));

	return ct_estimate_result(
		fcinfo, ct_equivalents_range_coverage(PG_GETARG_RANGE(0), result),
		result);
}

/* unknown_rows(equivalents_range) returns bigint: rows without a quantity */
PG_FUNCTION_INFO_V1(equivalents_range_unknown_rows);
Datum
equivalents_range_unknown_rows(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64((int64) PG_GETARG_RANGE(0)->nulls);
}
