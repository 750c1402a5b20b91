/*
 * gpu_spec_ops.c
 *		Comparison, hashing, containment and distance of gpu_spec, and what its
 *		operator classes need.
 *
 * A value has one byte pattern, so equality and hashing work on the bytes.
 * Nothing here can fail or tell anything but its result: all LEAKPROOF.
 */
#include "glue.h"

#include "common/hashfn.h"
#include "utils/sortsupport.h"

PG_FUNCTION_INFO_V1(gpu_spec_eq);
PG_FUNCTION_INFO_V1(gpu_spec_ne);
PG_FUNCTION_INFO_V1(gpu_spec_lt);
PG_FUNCTION_INFO_V1(gpu_spec_le);
PG_FUNCTION_INFO_V1(gpu_spec_gt);
PG_FUNCTION_INFO_V1(gpu_spec_ge);
PG_FUNCTION_INFO_V1(gpu_spec_cmp);
PG_FUNCTION_INFO_V1(gpu_spec_sortsupport);
PG_FUNCTION_INFO_V1(gpu_spec_hash);
PG_FUNCTION_INFO_V1(gpu_spec_hash_extended);
PG_FUNCTION_INFO_V1(gpu_spec_smaller);
PG_FUNCTION_INFO_V1(gpu_spec_larger);
PG_FUNCTION_INFO_V1(gpu_spec_contains);
PG_FUNCTION_INFO_V1(gpu_spec_contained);
PG_FUNCTION_INFO_V1(gpu_spec_distance);

static inline int
compare_args(FunctionCallInfo fcinfo)
{
	return ct_spec_compare(PG_GETARG_GPUSPEC_P(0), PG_GETARG_GPUSPEC_P(1));
}

static inline bool
equal_args(FunctionCallInfo fcinfo)
{
	return memcmp(PG_GETARG_GPUSPEC_P(0), PG_GETARG_GPUSPEC_P(1),
				  sizeof(GpuSpec)) == 0;
}

/*
 * gpu_spec_eq(gpu_spec, gpu_spec) returns boolean, and ne, lt, le, gt, ge
 *
 * Strict, never fail.  The order is ct_spec_compare()'s: TPP at 19 bits, then
 * the fields; unknown first.
 */
Datum
gpu_spec_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(equal_args(fcinfo));
}

/* the negation of gpu_spec_eq() */
Datum
gpu_spec_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!equal_args(fcinfo));
}

/* see gpu_spec_eq() */
Datum
gpu_spec_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

/* see gpu_spec_eq() */
Datum
gpu_spec_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

/* see gpu_spec_eq() */
Datum
gpu_spec_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

/* see gpu_spec_eq() */
Datum
gpu_spec_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

/*
 * gpu_spec_cmp(gpu_spec, gpu_spec) returns integer
 *
 * Strict, never fails.  -1, 0 or 1.
 */
Datum
gpu_spec_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

static int
sort_compare(Datum a, Datum b, SortSupport ssup)
{
	(void) ssup;
	return ct_spec_compare(DatumGetGpuSpecP(a), DatumGetGpuSpecP(b));
}

#if SIZEOF_DATUM == 8
static Datum
abbreviate(Datum original, SortSupport ssup)
{
	(void) ssup;
	return UInt64GetDatum(ct_spec_sort_key(DatumGetGpuSpecP(original)));
}

/*
 * The key costs a few multiplications, which every full comparison would
 * repeat on both sides, so abbreviating pays even when many keys are equal.
 */
static bool
never_abort(int memtupcount, SortSupport ssup)
{
	(void) memtupcount;
	(void) ssup;
	return false;
}
#endif

/*
 * gpu_spec_sortsupport(internal) returns void
 *
 * Strict.  Sorts by TPP as an unsigned 64-bit integer, and by the full order
 * where that is equal.
 */
Datum
gpu_spec_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = sort_compare;
#if SIZEOF_DATUM == 8
	if (ssup->abbreviate)
	{
		ssup->comparator = ssup_datum_unsigned_cmp;
		ssup->abbrev_converter = abbreviate;
		ssup->abbrev_abort = never_abort;
		ssup->abbrev_full_comparator = sort_compare;
	}
#endif
	PG_RETURN_VOID();
}

/*
 * gpu_spec_hash(gpu_spec) returns integer
 *
 * Strict, never fails.
 */
Datum
gpu_spec_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_GPUSPEC_P(0), sizeof(GpuSpec));
}

/*
 * gpu_spec_hash_extended(gpu_spec, bigint) returns bigint
 *
 * Strict, never fails.  The second argument is the seed; with 0 the low 32
 * bits are gpu_spec_hash().
 */
Datum
gpu_spec_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_GPUSPEC_P(0),
							 sizeof(GpuSpec), PG_GETARG_INT64(1));
}

/*
 * gpu_spec_smaller(gpu_spec, gpu_spec) returns gpu_spec, and larger
 *
 * Strict, never fail.  Transition functions of min() and max().
 */
Datum
gpu_spec_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare_args(fcinfo) <= 0 ? PG_GETARG_DATUM(0)
											  : PG_GETARG_DATUM(1));
}

/* see gpu_spec_smaller() */
Datum
gpu_spec_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare_args(fcinfo) >= 0 ? PG_GETARG_DATUM(0)
											  : PG_GETARG_DATUM(1));
}

/*
 * gpu_spec_contains(gpu_spec, gpu_spec) returns boolean
 *
 * Strict, never fails.  Every field known in the second is known in the first
 * and at least as large.
 */
Datum
gpu_spec_contains(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(
		ct_spec_contains(PG_GETARG_GPUSPEC_P(0), PG_GETARG_GPUSPEC_P(1)));
}

/* gpu_spec_contained(a, b) is gpu_spec_contains(b, a) */
Datum
gpu_spec_contained(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(
		ct_spec_contains(PG_GETARG_GPUSPEC_P(1), PG_GETARG_GPUSPEC_P(0)));
}

/*
 * gpu_spec_distance(gpu_spec, gpu_spec) returns double precision
 *
 * Strict, never fails, never NaN.  See ct_spec_distance().
 */
Datum
gpu_spec_distance(PG_FUNCTION_ARGS)
{
	PG_RETURN_FLOAT8(
		ct_spec_distance(PG_GETARG_GPUSPEC_P(0), PG_GETARG_GPUSPEC_P(1)));
}
