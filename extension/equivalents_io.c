/*
 * equivalents_io.c
 *		Text and binary form of SQL type equivalents.
 */
#include "equivalents_value.h"

#include "libpq/pqformat.h"

#include "glue.h"

/*
 * equivalents_in(cstring) returns equivalents
 *
 * "tpp rated=2368000000 covered=1000000 rows=3 counted=3", parts in any order
 * after the basis.  Errors: 22P02 syntax, unknown or repeated part, numbers of
 * rows that do not agree; 22003 too many digits.
 */
PG_FUNCTION_INFO_V1(equivalents_in);
Datum
equivalents_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	CtEquivalents *e = palloc(sizeof(CtEquivalents));
	CtError err;

	if (!ct_equivalents_parse(text, strlen(text), e, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "equivalents", text,
						 strlen(text));
	PG_RETURN_EQUIVALENTS(e);
}

/* equivalents_out(equivalents) returns cstring: lossless and canonical */
PG_FUNCTION_INFO_V1(equivalents_out);
Datum
equivalents_out(PG_FUNCTION_ARGS)
{
	char *buf = palloc(CT_EQUIVALENTS_TEXT_MAX);

	ct_equivalents_format(PG_GETARG_EQUIVALENTS(0), buf);
	PG_RETURN_CSTRING(buf);
}

static CtInt128
read_int128(StringInfo buf)
{
	CtInt128 w;

	w.high = (uint64_t) pq_getmsgint64(buf);
	w.low = (uint64_t) pq_getmsgint64(buf);
	return w;
}

static void
write_int128(StringInfo buf, CtInt128 w)
{
	pq_sendint64(buf, w.high);
	pq_sendint64(buf, w.low);
}

/*
 * equivalents_recv(internal) returns equivalents
 *
 * Format, basis, rows, nulls, counted (64 bits each), then rated, covered and
 * uncovered (128 bits each), in network order.  22P03 for what
 * equivalents_in() could not have made.
 */
PG_FUNCTION_INFO_V1(equivalents_recv);
Datum
equivalents_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	CtEquivalents *e = palloc0(sizeof(CtEquivalents));

	e->format = (uint8_t) pq_getmsgbyte(buf);
	e->basis = (uint8_t) pq_getmsgbyte(buf);
	e->rows = (uint64_t) pq_getmsgint64(buf);
	e->nulls = (uint64_t) pq_getmsgint64(buf);
	e->counted = (uint64_t) pq_getmsgint64(buf);
	e->rated = read_int128(buf);
	e->covered = read_int128(buf);
	e->uncovered = read_int128(buf);
	if (!ct_equivalents_valid(e))
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid external binary value of type "
							   "equivalents"),
						errdetail("Format %d, basis %d, or a number that does "
								  "not go with the others.",
								  e->format, e->basis),
						errhint("Send what equivalents_send() gives.")));
	PG_RETURN_EQUIVALENTS(e);
}

/* equivalents_send(equivalents) returns bytea: see equivalents_recv() */
PG_FUNCTION_INFO_V1(equivalents_send);
Datum
equivalents_send(PG_FUNCTION_ARGS)
{
	const CtEquivalents *e = PG_GETARG_EQUIVALENTS(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, e->format);
	pq_sendbyte(&buf, e->basis);
	pq_sendint64(&buf, e->rows);
	pq_sendint64(&buf, e->nulls);
	pq_sendint64(&buf, e->counted);
	write_int128(&buf, e->rated);
	write_int128(&buf, e->covered);
	write_int128(&buf, e->uncovered);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
