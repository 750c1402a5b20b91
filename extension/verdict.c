/*
 * verdict.c
 *		SQL type verdict: one byte, passed by value, ordered from free to
 *		forbidden.  Our own type and not an enum, because adding a value to an
 *		enum cannot be done inside an extension's update script and used there.
 */
#include "compat.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "verdict.h"

#define VERDICT_ARG(n) ((int) (unsigned char) PG_GETARG_CHAR(n))

/*
 * verdict_in(cstring) returns verdict
 *
 * The names of ct_verdict_names() in any case.  Anything else: 22P02.
 */
PG_FUNCTION_INFO_V1(verdict_in);
Datum
verdict_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	int v = ct_verdict_lookup(text, strlen(text));

	if (v == 0)
		ereturn(CT_ESCONTEXT(fcinfo), (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "verdict",
						text),
				 errhint("A verdict is one of %s.", ct_verdict_names())));
	PG_RETURN_CHAR((char) v);
}

/* verdict_out(verdict) returns cstring: the name, always lower-case */
PG_FUNCTION_INFO_V1(verdict_out);
Datum
verdict_out(PG_FUNCTION_ARGS)
{
	const char *name = ct_verdict_name(VERDICT_ARG(0));

	if (name == NULL)
		elog(ERROR, "unexpected verdict %d", VERDICT_ARG(0));
	PG_RETURN_CSTRING(pstrdup(name));
}

/* verdict_recv(internal) returns verdict: one byte; no such number: 22P03 */
PG_FUNCTION_INFO_V1(verdict_recv);
Datum
verdict_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	int v = pq_getmsgbyte(buf);

	if (ct_verdict_name(v) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid verdict in external binary value: %d", v)));
	PG_RETURN_CHAR((char) v);
}

/* verdict_send(verdict) returns bytea: one byte */
PG_FUNCTION_INFO_V1(verdict_send);
Datum
verdict_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, (uint8) VERDICT_ARG(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * verdict_rank(verdict) returns integer
 *
 * The fixed number of a verdict: greater is stricter; gaps are for verdicts
 * to come, and a number never moves.
 */
PG_FUNCTION_INFO_V1(verdict_rank);
Datum
verdict_rank(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(VERDICT_ARG(0));
}

/* verdict_label(verdict) returns text: the verdict in words, for reports */
PG_FUNCTION_INFO_V1(verdict_label);
Datum
verdict_label(PG_FUNCTION_ARGS)
{
	const char *label = ct_verdict_label(VERDICT_ARG(0));

	if (label == NULL)
		elog(ERROR, "unexpected verdict %d", VERDICT_ARG(0));
	PG_RETURN_TEXT_P(cstring_to_text(label));
}

/* The six comparisons of verdict with verdict: by rank. */
#define VERDICT_COMPARISON(name, op)                      \
	PG_FUNCTION_INFO_V1(verdict_##name);                  \
	Datum verdict_##name(PG_FUNCTION_ARGS)                \
	{                                                     \
		PG_RETURN_BOOL(VERDICT_ARG(0) op VERDICT_ARG(1)); \
	}

/* clang-format off */
VERDICT_COMPARISON(lt, <)
VERDICT_COMPARISON(le, <=)
VERDICT_COMPARISON(eq, ==)
VERDICT_COMPARISON(ne, !=)
VERDICT_COMPARISON(ge, >=)
VERDICT_COMPARISON(gt, >)
/* clang-format on */

/* verdict_cmp(verdict, verdict) returns integer: btree support */
PG_FUNCTION_INFO_V1(verdict_cmp);
Datum
verdict_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(VERDICT_ARG(0) - VERDICT_ARG(1));
}

/* verdict_hash(verdict) returns integer: hash support */
PG_FUNCTION_INFO_V1(verdict_hash);
Datum
verdict_hash(PG_FUNCTION_ARGS)
{
	return hash_uint32((uint32) VERDICT_ARG(0));
}

/* verdict_hash_extended(verdict, bigint) returns bigint: hash support */
PG_FUNCTION_INFO_V1(verdict_hash_extended);
Datum
verdict_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_uint32_extended((uint32) VERDICT_ARG(0),
								(uint64) PG_GETARG_INT64(1));
}

/* verdict_larger(verdict, verdict) returns verdict: step of max() */
PG_FUNCTION_INFO_V1(verdict_larger);
Datum
verdict_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_CHAR((char) Max(VERDICT_ARG(0), VERDICT_ARG(1)));
}

/* verdict_smaller(verdict, verdict) returns verdict: step of min() */
PG_FUNCTION_INFO_V1(verdict_smaller);
Datum
verdict_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_CHAR((char) Min(VERDICT_ARG(0), VERDICT_ARG(1)));
}
