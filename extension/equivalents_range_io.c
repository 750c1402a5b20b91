/*
 * equivalents_range_io.c
 *		Text and binary form of SQL type equivalents_range.
 */
#include "glue.h"

#include "libpq/pqformat.h"

#include "equivalents_range.h"

/*
 * equivalents_range_in(cstring) returns equivalents_range
 *
 * The canonical text and no other.  Errors: 22P02 syntax, unknown basis, sums
 * that no rows have; 22003 too many digits.
 */
PG_FUNCTION_INFO_V1(equivalents_range_in);
Datum
equivalents_range_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	CtEquivalentsRange *e = palloc(sizeof(CtEquivalentsRange));
	CtError err;

	if (!ct_equivalents_range_parse(text, strlen(text), e, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "equivalents_range", text,
						 strlen(text));
	PG_RETURN_POINTER(e);
}

/* equivalents_range_out(equivalents_range) returns cstring: lossless */
PG_FUNCTION_INFO_V1(equivalents_range_out);
Datum
equivalents_range_out(PG_FUNCTION_ARGS)
{
	char *buf = palloc(CT_EQUIVALENTS_RANGE_TEXT_MAX);

	ct_equivalents_range_format(
		(const CtEquivalentsRange *) PG_GETARG_POINTER(0), buf);
	PG_RETURN_CSTRING(buf);
}

#define WORDS (sizeof(((CtEquivalentsRange *) 0)->part) / sizeof(uint64))

/*
 * equivalents_range_recv(internal) returns equivalents_range
 *
 * Format, basis, nulls (64 bits), then the words of the three sums, in network
 * order.  22P03 for what equivalents_range_in() could not have made.
 */
PG_FUNCTION_INFO_V1(equivalents_range_recv);
Datum
equivalents_range_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	CtEquivalentsRange *e = palloc0(sizeof(CtEquivalentsRange));
	uint64_t *word = &e->part[0][0];

	e->format = (uint8_t) pq_getmsgbyte(buf);
	e->basis = (uint8_t) pq_getmsgbyte(buf);
	e->nulls = (uint64_t) pq_getmsgint64(buf);
	for (size_t i = 0; i < WORDS; i++)
		word[i] = (uint64_t) pq_getmsgint64(buf);
	if (!ct_equivalents_range_valid(e))
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid external binary value of type "
							   "equivalents_range"),
						errdetail("Format %d, basis %d, or sums that no rows "
								  "have.",
								  e->format, e->basis),
						errhint("Send what equivalents_range_send() gives.")));
	PG_RETURN_POINTER(e);
}

/* equivalents_range_send(equivalents_range) returns bytea: see recv */
PG_FUNCTION_INFO_V1(equivalents_range_send);
Datum
equivalents_range_send(PG_FUNCTION_ARGS)
{
	const CtEquivalentsRange *e = (const CtEquivalentsRange *)
		PG_GETARG_POINTER(0);
	const uint64_t *word = &e->part[0][0];
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, e->format);
	pq_sendbyte(&buf, e->basis);
	pq_sendint64(&buf, e->nulls);
	for (size_t i = 0; i < WORDS; i++)
		pq_sendint64(&buf, word[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
