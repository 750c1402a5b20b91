/*
 * export_policy_ops.c
 *		Digest, comparison and hashing of export_policy.
 *
 * The order is that of the digests, then of the bytes: a total order without
 * a meaning, for sorting and grouping.  Policies of different digest are told
 * apart by the first bytes alone; what lies toasted is not fetched whole.
 */
#include "export_policy.h"

#include "common/hashfn.h"
#include "utils/builtins.h"

static void
digest_of(Datum datum, unsigned char *digest)
{
	struct varlena *head = PG_DETOAST_DATUM_SLICE(datum, 0, CT_VALUE_HEADER);

	if (VARSIZE_ANY_EXHDR(head) < CT_VALUE_HEADER)
		elog(ERROR, "export policy is cut short");
	memcpy(digest, VARDATA_ANY(head) + 1, CT_DIGEST_SIZE);
	if ((Pointer) head != DatumGetPointer(datum))
		pfree(head);
}

/*
 * policy_digest(policy export_policy) returns text
 *
 * 32 hexadecimal digits, the same for the same content on every server.
 * Strict, never fails.
 */
PG_FUNCTION_INFO_V1(policy_digest);
Datum
policy_digest(PG_FUNCTION_ARGS)
{
	unsigned char digest[CT_DIGEST_SIZE];
	char hex[2 * CT_DIGEST_SIZE];

	digest_of(PG_GETARG_DATUM(0), digest);
	(void) hex_encode((const char *) digest, CT_DIGEST_SIZE, hex);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(hex, sizeof(hex)));
}

/* as memcmp() */
static int
compare(Datum left, Datum right)
{
	unsigned char a[CT_DIGEST_SIZE];
	unsigned char b[CT_DIGEST_SIZE];
	struct varlena *x;
	struct varlena *y;
	size_t len;
	size_t other;
	int order;

	digest_of(left, a);
	digest_of(right, b);
	order = memcmp(a, b, CT_DIGEST_SIZE);
	if (order != 0)
		return order;
	x = PG_DETOAST_DATUM_PACKED(left);
	y = PG_DETOAST_DATUM_PACKED(right);
	len = VARSIZE_ANY_EXHDR(x);
	other = VARSIZE_ANY_EXHDR(y);
	order = memcmp(VARDATA_ANY(x), VARDATA_ANY(y), Min(len, other));
	if (order == 0 && len != other)
		order = len < other ? -1 : 1;
	if ((Pointer) x != DatumGetPointer(left))
		pfree(x);
	if ((Pointer) y != DatumGetPointer(right))
		pfree(y);
	return order;
}

/* The six comparisons of export_policy with export_policy. */
#define POLICY_COMPARISON(name, op)                                           \
	PG_FUNCTION_INFO_V1(export_policy_##name);                                \
	Datum export_policy_##name(PG_FUNCTION_ARGS)                              \
	{                                                                         \
		PG_RETURN_BOOL(compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) op 0); \
	}

/* clang-format off */
POLICY_COMPARISON(lt, <)
POLICY_COMPARISON(le, <=)
POLICY_COMPARISON(eq, ==)
POLICY_COMPARISON(ne, !=)
POLICY_COMPARISON(ge, >=)
POLICY_COMPARISON(gt, >)
/* clang-format on */

/* export_policy_cmp(export_policy, export_policy) returns integer: btree
 * support
 */
PG_FUNCTION_INFO_V1(export_policy_cmp);
Datum
export_policy_cmp(PG_FUNCTION_ARGS)
{
	int order = compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));

	PG_RETURN_INT32((order > 0) - (order < 0));
}

/* export_policy_hash(export_policy) returns integer: hash support */
PG_FUNCTION_INFO_V1(export_policy_hash);
Datum
export_policy_hash(PG_FUNCTION_ARGS)
{
	unsigned char digest[CT_DIGEST_SIZE];

	digest_of(PG_GETARG_DATUM(0), digest);
	return hash_any(digest, CT_DIGEST_SIZE);
}

/*
 * export_policy_hash_extended(export_policy, bigint) returns bigint: hash
 * support
 */
PG_FUNCTION_INFO_V1(export_policy_hash_extended);
Datum
export_policy_hash_extended(PG_FUNCTION_ARGS)
{
	unsigned char digest[CT_DIGEST_SIZE];

	digest_of(PG_GETARG_DATUM(0), digest);
	return hash_any_extended(digest, CT_DIGEST_SIZE,
							 (uint64) PG_GETARG_INT64(1));
}

/* export_policy_larger(export_policy, export_policy) returns export_policy:
 * step of max()
 */
PG_FUNCTION_INFO_V1(export_policy_larger);
Datum
export_policy_larger(PG_FUNCTION_ARGS)
{
	bool first = compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) >= 0;

	PG_RETURN_DATUM(PG_GETARG_DATUM(first ? 0 : 1));
}

/* export_policy_smaller(export_policy, export_policy) returns export_policy:
 * step of min()
 */
PG_FUNCTION_INFO_V1(export_policy_smaller);
Datum
export_policy_smaller(PG_FUNCTION_ARGS)
{
	bool first = compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) <= 0;

	PG_RETURN_DATUM(PG_GETARG_DATUM(first ? 0 : 1));
}
