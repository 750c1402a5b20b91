/*
 * chiptrade.h
 *		The public header: what other extensions need to take and give values
 *		of chiptrade's SQL types.
 *
 * A gpu_spec is passed by reference, has fixed length and is never toasted,
 * so a Datum is a pointer to the struct.
 */
#ifndef CHIPTRADE_H
#define CHIPTRADE_H

#include "postgres.h"
#include "fmgr.h"

#include "spec.h"

static inline GpuSpec *
DatumGetGpuSpecP(Datum datum)
{
	return (GpuSpec *) DatumGetPointer(datum);
}

static inline Datum
GpuSpecPGetDatum(const GpuSpec *spec)
{
	return PointerGetDatum(spec);
}

#define PG_GETARG_GPUSPEC_P(n) DatumGetGpuSpecP(PG_GETARG_DATUM(n))
#define PG_RETURN_GPUSPEC_P(x) return GpuSpecPGetDatum(x)

#endif /* CHIPTRADE_H */
