/*
 * estimate_value.h
 *		SQL's estimate as a Datum: fixed length, by reference, never toasted,
 *		so a Datum is a pointer to the struct.
 */
#ifndef CHIPTRADE_ESTIMATE_VALUE_H
#define CHIPTRADE_ESTIMATE_VALUE_H

#include "postgres.h"
#include "fmgr.h"
#include "utils/numeric.h"

#include "estimate.h"

static inline CtEstimate *
DatumGetEstimateP(Datum datum)
{
	return (CtEstimate *) DatumGetPointer(datum);
}

static inline Datum
EstimatePGetDatum(const CtEstimate *estimate)
{
	return PointerGetDatum(estimate);
}

#define PG_GETARG_ESTIMATE(n) DatumGetEstimateP(PG_GETARG_DATUM(n))
#define PG_RETURN_ESTIMATE(x) return EstimatePGetDatum(x)

/* coefficient / 10^scale, scale 0 to 9, without trailing zeros */
extern Numeric ct_figure_numeric(int64 coefficient, int scale);

/*
 * A number as a figure, exactly: throws where it has more digits than a value
 * holds (22003), or is no number (22P02).  "field" is named in the error.
 */
extern CtScalar ct_figure_scalar(Numeric number, const char *field);

/* a level between 0 and 1 in 1/100 %; throws where it is none (22003) */
extern uint16 ct_level_of(Numeric number);

/*
 * The value of figures, of which NULL are absent.  Throws where they are out
 * of order (22023) or too many digits (22003); false where all are absent.
 */
extern bool ct_estimate_build(const CtScalar *low, const CtScalar *mid,
							  const CtScalar *high, uint16 level, bool low_inc,
							  bool high_inc, CtEstimate *out);

/*
 * The result of arithmetic as a Datum, NULL where nothing is known of it;
 * throws 22003 for a figure out of range, 22012 for a division by zero.
 */
extern Datum ct_estimate_result(FunctionCallInfo fcinfo, CtOutcome outcome,
								CtEstimate *result);

#endif /* CHIPTRADE_ESTIMATE_VALUE_H */
