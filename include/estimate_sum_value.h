/*
 * estimate_sum_value.h
 *		SQL's bounds_summary and independent_summary as Datums: fixed length,
 *by reference, never toasted, so a Datum is a pointer to the words.
 */
#ifndef CHIPTRADE_ESTIMATE_SUM_VALUE_H
#define CHIPTRADE_ESTIMATE_SUM_VALUE_H

#include "postgres.h"
#include "fmgr.h"

#include "estimate_sum.h"

static inline CtEstimateSum *
DatumGetEstimateSumP(Datum datum)
{
	return (CtEstimateSum *) DatumGetPointer(datum);
}

#define PG_GETARG_ESTIMATE_SUM(n) DatumGetEstimateSumP(PG_GETARG_DATUM(n))
#define PG_RETURN_ESTIMATE_SUM(x) return PointerGetDatum(x)

#endif /* CHIPTRADE_ESTIMATE_SUM_VALUE_H */
