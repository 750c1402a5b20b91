/*
 * estimate_ops.c
 *		Comparison, hashing and overlap of estimates, and what the operator
 *		classes need.
 *
 * A value has one byte pattern, so equality and hashing work on the bytes.
 * Nothing here can fail or tell anything but its result: all LEAKPROOF.
 */
#include "estimate_value.h"

#include "common/hashfn.h"
#include "utils/sortsupport.h"

PG_FUNCTION_INFO_V1(estimate_eq);
PG_FUNCTION_INFO_V1(estimate_ne);
PG_FUNCTION_INFO_V1(estimate_lt);
PG_FUNCTION_INFO_V1(estimate_le);
PG_FUNCTION_INFO_V1(estimate_gt);
PG_FUNCTION_INFO_V1(estimate_ge);
PG_FUNCTION_INFO_V1(estimate_cmp);
PG_FUNCTION_INFO_V1(estimate_sortsupport);
PG_FUNCTION_INFO_V1(estimate_hash);
PG_FUNCTION_INFO_V1(estimate_hash_extended);
PG_FUNCTION_INFO_V1(estimate_smaller);
PG_FUNCTION_INFO_V1(estimate_larger);
PG_FUNCTION_INFO_V1(estimate_overlaps);

static inline int
compare_args(FunctionCallInfo fcinfo)
{
	return ct_estimate_compare(PG_GETARG_ESTIMATE(0), PG_GETARG_ESTIMATE(1));
}

static inline bool
equal_args(FunctionCallInfo fcinfo)
{
	return memcmp(PG_GETARG_ESTIMATE(0), PG_GETARG_ESTIMATE(1),
				  sizeof(CtEstimate)) == 0;
}

/*
 * estimate_eq(estimate, estimate) returns boolean, and ne, lt, le, gt, ge
 *
 * Strict, never fail.  The order is ct_estimate_compare()'s: by mid, without
 * one by the middle of the ends or the only end, then low, high, kind.
 */
Datum
estimate_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(equal_args(fcinfo));
}

/* the negation of estimate_eq() */
Datum
estimate_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!equal_args(fcinfo));
}

/* see estimate_eq() */
Datum
estimate_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

/* see estimate_eq() */
Datum
estimate_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

/* see estimate_eq() */
Datum
estimate_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

/* see estimate_eq() */
Datum
estimate_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

/*
 * estimate_cmp(estimate, estimate) returns integer
 *
 * Strict, never fails.  -1, 0 or 1.
 */
Datum
estimate_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

static int
sort_compare(Datum a, Datum b, SortSupport ssup)
{
	(void) ssup;
	return ct_estimate_compare(DatumGetEstimateP(a), DatumGetEstimateP(b));
}

#if SIZEOF_DATUM == 8
/* the bits of a double, turned so that they sort as unsigned integers */
static Datum
abbreviate(Datum original, SortSupport ssup)
{
	double key = ct_estimate_sort_key(DatumGetEstimateP(original));
	uint64 bits;

	(void) ssup;
	memcpy(&bits, &key, sizeof(bits));
	bits ^= bits >> 63 ? PG_UINT64_MAX : UINT64CONST(1) << 63;
	return UInt64GetDatum(bits);
}

/*
 * The key costs one multiplication, which every full comparison would repeat
 * on both sides, so abbreviating pays even when many keys are equal.
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
 * estimate_sortsupport(internal) returns void
 *
 * Strict.  Sorts by mid as a double, and by the full order where that is
 * equal.
 */
Datum
estimate_sortsupport(PG_FUNCTION_ARGS)
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
 * estimate_hash(estimate) returns integer
 *
 * Strict, never fails.
 */
Datum
estimate_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_ESTIMATE(0),
					sizeof(CtEstimate));
}

/*
 * estimate_hash_extended(estimate, bigint) returns bigint
 *
 * Strict, never fails.  The second argument is the seed; with 0 the low 32
 * bits are estimate_hash().
 */
Datum
estimate_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_ESTIMATE(0),
							 sizeof(CtEstimate), PG_GETARG_INT64(1));
}

/*
 * estimate_smaller(estimate, estimate) returns estimate, and larger
 *
 * Strict, never fail.  Transition functions of min() and max().
 */
Datum
estimate_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare_args(fcinfo) <= 0 ? PG_GETARG_DATUM(0)
											  : PG_GETARG_DATUM(1));
}

/* see estimate_smaller() */
Datum
estimate_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare_args(fcinfo) >= 0 ? PG_GETARG_DATUM(0)
											  : PG_GETARG_DATUM(1));
}

/*
 * estimate && estimate returns boolean
 *
 * Strict, never fails.  Have both a figure in common?  Open ends exclude
 * nothing.
 */
Datum
estimate_overlaps(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(
		ct_estimate_overlaps(PG_GETARG_ESTIMATE(0), PG_GETARG_ESTIMATE(1)));
}
