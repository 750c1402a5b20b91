/*
 * shares_ops.c
 *		Comparison and hashing of shares.
 *
 * The order is that of the bytes: total, and without a meaning, for sorting,
 * grouping and DISTINCT.  Equal values have equal bytes.
 */
#include "shares_value.h"

#include "common/hashfn.h"

/* as memcmp() */
static int
compare(FunctionCallInfo fcinfo)
{
	struct varlena *a = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	struct varlena *b = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1));
	size_t len = VARSIZE_ANY_EXHDR(a);
	size_t other = VARSIZE_ANY_EXHDR(b);
	int order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(len, other));

	if (order == 0 && len != other)
		order = len < other ? -1 : 1;
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

/* The six comparisons of shares with shares.  Strict. */
#define SHARES_COMPARISON(name, op)           \
	PG_FUNCTION_INFO_V1(shares_##name);       \
	Datum shares_##name(PG_FUNCTION_ARGS)     \
	{                                         \
		PG_RETURN_BOOL(compare(fcinfo) op 0); \
	}

/* clang-format off */
SHARES_COMPARISON(lt, <)
SHARES_COMPARISON(le, <=)
SHARES_COMPARISON(eq, ==)
SHARES_COMPARISON(ne, !=)
SHARES_COMPARISON(ge, >=)
SHARES_COMPARISON(gt, >)
/* clang-format on */

/* shares_cmp(shares, shares) returns integer: btree support.  Strict. */
PG_FUNCTION_INFO_V1(shares_cmp);
Datum
shares_cmp(PG_FUNCTION_ARGS)
{
	int order = compare(fcinfo);

	PG_RETURN_INT32((order > 0) - (order < 0));
}

/* shares_hash(shares) returns integer: hash support.  Strict. */
PG_FUNCTION_INFO_V1(shares_hash);
Datum
shares_hash(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));

	return hash_any((const unsigned char *) VARDATA_ANY(value),
					VARSIZE_ANY_EXHDR(value));
}

/*
 * shares_hash_extended(shares, bigint) returns bigint: hash support.  Strict.
 */
PG_FUNCTION_INFO_V1(shares_hash_extended);
Datum
shares_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));

	return hash_any_extended((const unsigned char *) VARDATA_ANY(value),
							 VARSIZE_ANY_EXHDR(value),
							 (uint64) PG_GETARG_INT64(1));
}

/* shares_larger(shares, shares) returns shares: step of max().  Strict. */
PG_FUNCTION_INFO_V1(shares_larger);
Datum
shares_larger(PG_FUNCTION_ARGS)
{
	bool first = compare(fcinfo) >= 0;

	PG_RETURN_DATUM(PG_GETARG_DATUM(first ? 0 : 1));
}

/* shares_smaller(shares, shares) returns shares: step of min().  Strict. */
PG_FUNCTION_INFO_V1(shares_smaller);
Datum
shares_smaller(PG_FUNCTION_ARGS)
{
	bool first = compare(fcinfo) <= 0;

	PG_RETURN_DATUM(PG_GETARG_DATUM(first ? 0 : 1));
}
