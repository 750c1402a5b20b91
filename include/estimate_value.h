/*
 * estimate_value.h
 *		SQL's estimate as a Datum: fixed length, by reference, never toasted,
 *		so a Datum is a pointer to the struct.
 */
#ifndef CHIPTRADE_ESTIMATE_VALUE_H
#define CHIPTRADE_ESTIMATE_VALUE_H

#include "postgres.h"
#include "fmgr.h"

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

#endif /* CHIPTRADE_ESTIMATE_VALUE_H */
