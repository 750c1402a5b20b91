/*
 * estimate_sum_io.c
 *		Text and binary input and output of bounds_summary and
 *		independent_summary.
 *
 * Both depend on nothing but the bytes: no table, no setting, no locale.
 */
#include "estimate_sum_value.h"
#include "glue.h"

#include "libpq/pqformat.h"

PG_FUNCTION_INFO_V1(bounds_summary_in);
PG_FUNCTION_INFO_V1(bounds_summary_out);
PG_FUNCTION_INFO_V1(bounds_summary_recv);
PG_FUNCTION_INFO_V1(bounds_summary_send);
PG_FUNCTION_INFO_V1(independent_summary_in);
PG_FUNCTION_INFO_V1(independent_summary_out);
PG_FUNCTION_INFO_V1(independent_summary_recv);
PG_FUNCTION_INFO_V1(independent_summary_send);

#define BINARY_VERSION 1

static const char *
type_name(CtSumKind kind)
{
	return kind == CT_SUM_BOUNDS ? "bounds_summary" : "independent_summary";
}

static int
word_count(CtSumKind kind)
{
	return (int) (ct_sum_size(kind) / sizeof(uint64_t));
}

static Datum
sum_in(FunctionCallInfo fcinfo, CtSumKind kind)
{
	char *text = PG_GETARG_CSTRING(0);
	size_t len = strlen(text);
	CtEstimateSum *sum = palloc(ct_sum_size(kind));
	CtError err;

	if (!ct_sum_parse(kind, text, len, sum, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, type_name(kind), text,
						 len);
	PG_RETURN_ESTIMATE_SUM(sum);
}

static Datum
sum_out(FunctionCallInfo fcinfo, CtSumKind kind)
{
	char *buf = palloc(CT_SUM_TEXT_MAX);

	ct_sum_format(kind, PG_GETARG_ESTIMATE_SUM(0), buf);
	PG_RETURN_CSTRING(buf);
}

static Datum
sum_recv(FunctionCallInfo fcinfo, CtSumKind kind)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	CtEstimateSum *sum = palloc(ct_sum_size(kind));
	uint64_t *word = (uint64_t *) sum;
	int expected = 1 + (int) ct_sum_size(kind);
	int size = buf->len - buf->cursor;
	int version;
	int i;

	if (size != expected)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid length of binary %s", type_name(kind)),
				 errdetail("Expected %d bytes, found %d.", expected, size),
				 errhint("Send what %s_send() gives, or the text form.",
						 type_name(kind))));
	version = pq_getmsgbyte(buf);
	if (version != BINARY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version of binary %s", type_name(kind)),
				 errdetail("Expected version %d, found %d.", BINARY_VERSION,
						   version),
				 errhint("Use the text form between servers with different "
						 "versions of chiptrade.")));
	for (i = 0; i < word_count(kind); i++)
		word[i] = (uint64_t) pq_getmsgint64(buf);
	if (!ct_sum_valid(kind, sum))
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid sums in binary %s", type_name(kind)),
						errdetail("No rows can have this sum."),
						errhint("Send what %s_send() gives, or the text form.",
								type_name(kind))));
	PG_RETURN_ESTIMATE_SUM(sum);
}

static Datum
sum_send(FunctionCallInfo fcinfo, CtSumKind kind)
{
	const uint64_t *word = (const uint64_t *) PG_GETARG_ESTIMATE_SUM(0);
	StringInfoData buf;
	int i;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, BINARY_VERSION);
	for (i = 0; i < word_count(kind); i++)
		pq_sendint64(&buf, word[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * bounds_summary_in(cstring) returns bounds_summary
 *
 * Strict.  The canonical text and no other.  Errors (soft where the server
 * can): 22P02 malformed, or a sum that no rows can have.
 */
Datum
bounds_summary_in(PG_FUNCTION_ARGS)
{
	return sum_in(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_out(bounds_summary) returns cstring
 *
 * Strict.  The canonical form: counts of rows; sums in units of 10^-9.
 * bounds_summary_in() reads it back to the same bytes.
 */
Datum
bounds_summary_out(PG_FUNCTION_ARGS)
{
	return sum_out(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_recv(internal) returns bounds_summary
 *
 * Strict.  129 bytes: version 1, then the 16 words of CtEstimateSum up to
 * high, 64 bits each; of a wider integer the least significant word first.
 * Errors: 22P03 for what no rows can give.
 */
Datum
bounds_summary_recv(PG_FUNCTION_ARGS)
{
	return sum_recv(fcinfo, CT_SUM_BOUNDS);
}

/*
 * bounds_summary_send(bounds_summary) returns bytea
 *
 * Strict.  The form described at bounds_summary_recv(), each word in network
 * byte order.
 */
Datum
bounds_summary_send(PG_FUNCTION_ARGS)
{
	return sum_send(fcinfo, CT_SUM_BOUNDS);
}

/*
 * independent_summary_in(cstring) returns independent_summary
 *
 * Strict.  As bounds_summary_in().
 */
Datum
independent_summary_in(PG_FUNCTION_ARGS)
{
	return sum_in(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_out(independent_summary) returns cstring
 *
 * Strict.  As bounds_summary_out(); low and high are sums of centres in units
 * of 10^-9 / 2, low_squares and high_squares of squares of that unit.
 */
Datum
independent_summary_out(PG_FUNCTION_ARGS)
{
	return sum_out(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_recv(internal) returns independent_summary
 *
 * Strict.  193 bytes: version 1, then the 24 words of CtEstimateSum.  As
 * bounds_summary_recv().
 */
Datum
independent_summary_recv(PG_FUNCTION_ARGS)
{
	return sum_recv(fcinfo, CT_SUM_INDEPENDENT);
}

/*
 * independent_summary_send(independent_summary) returns bytea
 *
 * Strict.  As bounds_summary_send().
 */
Datum
independent_summary_send(PG_FUNCTION_ARGS)
{
	return sum_send(fcinfo, CT_SUM_INDEPENDENT);
}
