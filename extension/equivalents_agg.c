/*
 * equivalents_agg.c
 *		Sums of H100-equivalents of plain numbers: the steps of h100e_agg(),
 *		total_tpp() and rollup(), and what a sum says.
 *
 * A state is a value of type equivalents.  Inside an aggregate the step
 * functions change theirs in place; elsewhere, and of a second argument,
 * nothing is changed.
 */
#include "equivalents_value.h"

#include "nodes/execnodes.h"
#include "utils/builtins.h"

#include "amount_numeric.h"
#include "glue.h"

/* what AggCheckCallContext() asks, once a row */
static inline bool
in_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->context && (IsA(fcinfo->context, AggState) ||
							   IsA(fcinfo->context, WindowAggState));
}

/* a state of no rows, or a copy of the given one, that lives long enough */
static pg_noinline CtEquivalents *
new_state(FunctionCallInfo fcinfo, CtBasis basis)
{
	MemoryContext context;
	CtEquivalents *e;

	if (!AggCheckCallContext(fcinfo, &context))
		context = CurrentMemoryContext;
	e = MemoryContextAlloc(context, sizeof(CtEquivalents));
	if (PG_ARGISNULL(0))
		ct_equivalents_init(e, basis);
	else
		*e = *PG_GETARG_EQUIVALENTS(0);
	return e;
}

/* the state to change: the given one in an aggregate, else a copy */
static inline CtEquivalents *
writable(FunctionCallInfo fcinfo, CtBasis basis)
{
	if (likely(!PG_ARGISNULL(0) && in_aggregate(fcinfo)))
		return PG_GETARG_EQUIVALENTS(0);
	return new_state(fcinfo, basis);
}

/* the state of a step whose argument 3 is the basis */
static inline CtEquivalents *
state_on_basis(FunctionCallInfo fcinfo)
{
	int basis = PG_ARGISNULL(0) ? 0 : PG_GETARG_EQUIVALENTS(0)->basis;

	return writable(fcinfo, equivalents_row_basis(fcinfo, 3, basis));
}

typedef enum StepForm
{
	STEP_BY_SPEC = 0,
	STEP_BY_NAME = 1, /* argument 1 is the name of a chip */
	STEP_FLOAT8 = 0,
	STEP_NUMERIC = 2, /* the type of quantities */
	STEP_ADD = 0,
	STEP_REMOVE = 4
} StepForm;

/* argument n as units, 0 for NULL: is it given? */
static inline bool
units_argument(FunctionCallInfo fcinfo, int n, int form, const char *what,
			   CtUnits *units)
{
	*units = 0;
	if (PG_ARGISNULL(n))
		return false;
	*units = form & STEP_NUMERIC ? units_of_numeric(PG_GETARG_NUMERIC(n), what)
								 : units_of_float8(PG_GETARG_FLOAT8(n), what);
	return true;
}

/*
 * Add or take away the row of arguments 1 (spec or chip), 2 (quantity) and, on
 * a basis that counts what was published, 4.
 */
static inline Datum
step(FunctionCallInfo fcinfo, CtEquivalents *e, int form)
{
	CtUnits units;
	CtUnits rated = 0;
	bool given = units_argument(fcinfo, 2, form, "quantity", &units);
	bool known = false;

	if (e->basis == CT_BASIS_AS_PUBLISHED)
	{
		known = units_argument(fcinfo, 4, form, "published figure", &rated);
		rated *= CT_SCALE;
	}
	else if (given)
	{
		const GpuSpec *spec = equivalents_spec(fcinfo, 1, form & STEP_BY_NAME);
		int64_t rate = spec ? ct_basis_rate(spec, (CtBasis) e->basis) : -1;

		known = rate >= 0;
		rated = units * rate; /* below 2^80 times below 2^38 */
	}
	if (form & STEP_REMOVE)
	{
		units = -units;
		rated = -rated;
	}
	if (unlikely(!ct_equivalents_add(e, given ? &units : NULL,
									 known ? &rated : NULL,
									 form & STEP_REMOVE ? -1 : 1)))
		equivalents_out_of_range();
	/* a window takes away what it has added; nobody else must */
	if ((form & STEP_REMOVE) && !in_aggregate(fcinfo))
	{
		if (ct_equivalents_empty(e))
			PG_RETURN_NULL();
		if (!ct_equivalents_valid(e))
			equivalents_not_added();
	}
	PG_RETURN_EQUIVALENTS(e);
}

/*
 * equivalents_add(state equivalents, spec gpu_spec, quantity double precision,
 *		basis text [, published double precision]) returns equivalents
 *
 * Step of h100e_agg(); also for a chip's name in place of the specification
 * (STABLE), and for numeric quantities.  Not strict: a row without quantity is
 * counted as such, one without a rate on the basis adds to the uncovered
 * units.  Errors: 22023 unknown basis, another basis than the state's,
 * as_published without its argument; 22004 basis NULL; 22003 a quantity of
 * 10^15 or more, or a sum out of range; 42704, 42P09 unknown and ambiguous
 * names.
 *
 * equivalents_remove() takes a row away again, for windows.  Called by itself
 * it gives NULL when none is left, and 22023 for a row that was not added.
 */
#define EQUIVALENTS_STEP(name, form)                       \
	PG_FUNCTION_INFO_V1(equivalents_##name);               \
	Datum equivalents_##name(PG_FUNCTION_ARGS)             \
	{                                                      \
		return step(fcinfo, state_on_basis(fcinfo), form); \
	}

/* clang-format off */
EQUIVALENTS_STEP(add_float8, STEP_BY_SPEC | STEP_FLOAT8 | STEP_ADD)
EQUIVALENTS_STEP(add_numeric, STEP_BY_SPEC | STEP_NUMERIC | STEP_ADD)
EQUIVALENTS_STEP(remove_float8, STEP_BY_SPEC | STEP_FLOAT8 | STEP_REMOVE)
EQUIVALENTS_STEP(remove_numeric, STEP_BY_SPEC | STEP_NUMERIC | STEP_REMOVE)
EQUIVALENTS_STEP(add_chip_float8, STEP_BY_NAME | STEP_FLOAT8 | STEP_ADD)
EQUIVALENTS_STEP(add_chip_numeric, STEP_BY_NAME | STEP_NUMERIC | STEP_ADD)
EQUIVALENTS_STEP(remove_chip_float8, STEP_BY_NAME | STEP_FLOAT8 | STEP_REMOVE)
EQUIVALENTS_STEP(remove_chip_numeric, STEP_BY_NAME | STEP_NUMERIC | STEP_REMOVE)
/* clang-format on */

/*
 * equivalents_add_tpp(state equivalents, spec gpu_spec,
 *		quantity double precision) returns equivalents
 *
 * Step of total_tpp(): equivalents_add() on basis tpp, in the same forms.
 */
#define EQUIVALENTS_TPP_STEP(name, form)                           \
	PG_FUNCTION_INFO_V1(equivalents_##name);                       \
	Datum equivalents_##name(PG_FUNCTION_ARGS)                     \
	{                                                              \
		return step(fcinfo, writable(fcinfo, CT_BASIS_TPP), form); \
	}

/* clang-format off */
EQUIVALENTS_TPP_STEP(add_tpp_float8, STEP_BY_SPEC | STEP_FLOAT8)
EQUIVALENTS_TPP_STEP(add_tpp_numeric, STEP_BY_SPEC | STEP_NUMERIC)
EQUIVALENTS_TPP_STEP(add_tpp_chip_float8, STEP_BY_NAME | STEP_FLOAT8)
EQUIVALENTS_TPP_STEP(add_tpp_chip_numeric, STEP_BY_NAME | STEP_NUMERIC)
/* clang-format on */

/*
 * equivalents_combine(a equivalents, b equivalents) returns equivalents
 *
 * The sum of two sums; b is not changed, and NULL counts nothing.  Errors:
 * 22023 two bases; 22003 out of range.
 */
PG_FUNCTION_INFO_V1(equivalents_combine);
Datum
equivalents_combine(PG_FUNCTION_ARGS)
{
	const CtEquivalents *b;
	CtEquivalents *e;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	b = PG_GETARG_EQUIVALENTS(1);
	if (!PG_ARGISNULL(0))
		equivalents_check_same((CtBasis) PG_GETARG_EQUIVALENTS(0)->basis,
							   (CtBasis) b->basis);
	e = writable(fcinfo, (CtBasis) b->basis);
	if (!ct_equivalents_merge(e, b))
		equivalents_out_of_range();
	PG_RETURN_EQUIVALENTS(e);
}

/*
 * equivalents_final(state equivalents) returns equivalents
 *
 * Final function of h100e_agg() and rollup(): NULL when a window has lost all
 * of its rows.
 */
PG_FUNCTION_INFO_V1(equivalents_final);
Datum
equivalents_final(PG_FUNCTION_ARGS)
{
	CtEquivalents *e = PG_GETARG_EQUIVALENTS(0);
	CtEquivalents *copy;

	if (e->rows == 0)
		PG_RETURN_NULL();
	/* the state of a window goes on changing */
	copy = palloc(sizeof(CtEquivalents));
	*copy = *e;
	PG_RETURN_EQUIVALENTS(copy);
}

/*
 * equivalents_total(state equivalents) returns numeric
 *
 * Units times rate, exactly: final function of total_tpp().  Strict; NULL when
 * no row has both.
 */
PG_FUNCTION_INFO_V1(equivalents_total);
Datum
equivalents_total(PG_FUNCTION_ARGS)
{
	const CtEquivalents *e = PG_GETARG_EQUIVALENTS(0);

	if (!ct_equivalents_rated(e))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(units_numeric(ct_int128(e->rated), CT_RATED_DECIMALS));
}

/*
 * value(equivalents) returns numeric
 *
 * H100-equivalents of the covered units: units times rate by the H100's.
 * Strict; NULL when no row has both a quantity and a rate.
 */
PG_FUNCTION_INFO_V1(equivalents_h100e);
Datum
equivalents_h100e(PG_FUNCTION_ARGS)
{
	const CtEquivalents *e = PG_GETARG_EQUIVALENTS(0);

	if (!ct_equivalents_rated(e))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(amount_ratio(
		units_numeric(ct_int128(e->rated), CT_RATED_DECIMALS),
		ct_thousandths_numeric(ct_basis_unit((CtBasis) e->basis))));
}

/* basis(equivalents) returns text: what was compared with an H100 */
PG_FUNCTION_INFO_V1(equivalents_basis_name);
Datum
equivalents_basis_name(PG_FUNCTION_ARGS)
{
	const CtEquivalents *e = PG_GETARG_EQUIVALENTS(0);

	PG_RETURN_TEXT_P(cstring_to_text(ct_basis_name((CtBasis) e->basis)));
}

/* covered(equivalents) returns numeric: units whose rate is known */
PG_FUNCTION_INFO_V1(equivalents_covered);
Datum
equivalents_covered(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(units_numeric(
		ct_int128(PG_GETARG_EQUIVALENTS(0)->covered), CT_UNIT_DECIMALS));
}

/* uncovered(equivalents) returns numeric: units whose rate is not known */
PG_FUNCTION_INFO_V1(equivalents_uncovered);
Datum
equivalents_uncovered(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(units_numeric(
		ct_int128(PG_GETARG_EQUIVALENTS(0)->uncovered), CT_UNIT_DECIMALS));
}

/*
 * coverage(equivalents) returns numeric
 *
 * Covered units by all units.  Strict; NULL when there are no units, and when
 * the quantity of a row is unknown, which could be any number.
 */
PG_FUNCTION_INFO_V1(equivalents_coverage);
Datum
equivalents_coverage(PG_FUNCTION_ARGS)
{
	const CtEquivalents *e = PG_GETARG_EQUIVALENTS(0);
	CtUnits covered = ct_int128(e->covered);
	CtUnits all = covered + ct_int128(e->uncovered);

	if (all == 0 || e->nulls > 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(amount_ratio(units_numeric(covered, CT_UNIT_DECIMALS),
								   units_numeric(all, CT_UNIT_DECIMALS)));
}

/* unknown_rows(equivalents) returns bigint: rows whose quantity is NULL */
PG_FUNCTION_INFO_V1(equivalents_unknown_rows);
Datum
equivalents_unknown_rows(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64((int64) PG_GETARG_EQUIVALENTS(0)->nulls);
}
