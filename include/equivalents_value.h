/*
 * equivalents_value.h
 *		From SQL arguments to the core of H100-equivalents.  Not installed.
 */
#ifndef CHIPTRADE_EQUIVALENTS_VALUE_H
#define CHIPTRADE_EQUIVALENTS_VALUE_H

#include "chiptrade.h"
#include "compat.h"
#include "equivalents.h"
#include "utils/numeric.h"

#define PG_GETARG_EQUIVALENTS(n) ((CtEquivalents *) PG_GETARG_POINTER(n))
#define PG_RETURN_EQUIVALENTS(x) PG_RETURN_POINTER(x)

/*
 * The basis of this name.  22023 for another word, and for as_published, which
 * has no published figure to take here.
 */
extern CtBasis equivalents_computed_basis(const text *name);

/*
 * The basis of an aggregate's first row, named by argument n.  A function that
 * has a further argument takes published figures from it.  22004 for NULL.
 */
extern CtBasis equivalents_first_basis(FunctionCallInfo fcinfo, int n);

/* 22023: a sum on one basis cannot take in what is on another */
extern void equivalents_check_same(CtBasis basis, CtBasis other);

/* the same for every row: "have" is the basis of the state, 0 without one */
static inline CtBasis
equivalents_row_basis(FunctionCallInfo fcinfo, int n, int have)
{
	CtBasis basis;

	if (likely(have && !PG_ARGISNULL(n)))
	{
		const text *name = PG_GETARG_TEXT_PP(n);

		if (likely(ct_basis_is((CtBasis) have, VARDATA_ANY(name),
							   VARSIZE_ANY_EXHDR(name))))
			return (CtBasis) have;
	}
	basis = equivalents_first_basis(fcinfo, n);
	if (have)
		equivalents_check_same((CtBasis) have, basis);
	return basis;
}

/* the specification that argument n is or names; NULL when there is none */
extern const GpuSpec *equivalents_named_spec(FunctionCallInfo fcinfo, int n);

static inline const GpuSpec *
equivalents_spec(FunctionCallInfo fcinfo, int n, bool by_name)
{
	if (PG_ARGISNULL(n))
		return NULL;
	return by_name ? equivalents_named_spec(fcinfo, n)
				   : PG_GETARG_GPUSPEC_P(n);
}

/*
 * A quantity in 10^-9, rounded half away from zero; "what" names it in the
 * errors, all 22003: not a number, infinite, 10^15 or more either way.
 */
extern CtUnits units_of_fraction(float8 value, const char *what);
extern CtUnits units_of_numeric(Numeric value, const char *what);

static inline CtUnits
units_of_float8(float8 value, const char *what)
{
	/* most are whole numbers; false for NaN */
	if (likely(value < 1e15 && value > -1e15))
	{
		int64 whole = (int64) value;

		if (likely((float8) whole == value))
			return (CtUnits) whole * CT_UNIT;
	}
	return units_of_fraction(value, what);
}

/* value / 10^decimals without zeros at the end */
extern Numeric units_numeric(CtUnits value, int decimals);

/* 22003: a sum is out of range */
pg_noreturn extern void equivalents_out_of_range(void);

/* 22023: a row was taken away that a sum does not have */
pg_noreturn extern void equivalents_not_added(void);

#endif /* CHIPTRADE_EQUIVALENTS_VALUE_H */
