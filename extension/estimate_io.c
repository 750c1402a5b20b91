/*
 * estimate_io.c
 *		Text and binary input and output of estimate.
 *
 * Both depend on nothing but the bytes: no table, no setting, no locale.
 */
#include "estimate_value.h"
#include "glue.h"

#include "libpq/pqformat.h"

PG_FUNCTION_INFO_V1(estimate_in);
PG_FUNCTION_INFO_V1(estimate_out);
PG_FUNCTION_INFO_V1(estimate_recv);
PG_FUNCTION_INFO_V1(estimate_send);

/* version, kind, flags, scale, level, low, mid, high */
#define BINARY_SIZE (4 + 2 + 3 * 8)

/*
 * estimate_in(cstring) returns estimate
 *
 * Strict.  Errors (soft where the server can): 22P02 malformed, ends reversed,
 * a mid outside its ends, a level without both ends; 22003 a figure too large
 * or with too many digits, an impossible level.
 */
Datum
estimate_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	size_t len = strlen(text);
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtError err;

	if (!ct_estimate_parse(text, len, e, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "estimate", text, len);
	PG_RETURN_ESTIMATE(e);
}

/*
 * estimate_out(estimate) returns cstring
 *
 * Strict.  The canonical form; estimate_in() reads it back to the same bytes.
 */
Datum
estimate_out(PG_FUNCTION_ARGS)
{
	char *buf = palloc(CT_ESTIMATE_TEXT_MAX);

	ct_estimate_format(PG_GETARG_ESTIMATE(0), buf);
	PG_RETURN_CSTRING(buf);
}

/*
 * estimate_recv(internal) returns estimate
 *
 * Strict.  30 bytes: format version 1, kind, flags and scale (8 bits each),
 * level (16 bits), the coefficients of low, mid and high (64 bits each), as
 * stored.  Errors: 22P03 for anything that estimate_send() does not write.
 */
Datum
estimate_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	CtEstimate *e = palloc0(sizeof(CtEstimate));
	int size = buf->len - buf->cursor;

	if (size != BINARY_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid length of binary estimate"),
				 errdetail("Expected %d bytes, found %d.", BINARY_SIZE, size),
				 errhint("Send what estimate_send() gives, or the text "
						 "form.")));
	e->format = (uint8_t) pq_getmsgbyte(buf);
	if (e->format != CT_EST_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version of binary estimate"),
				 errdetail("Expected version %d, found %d.", CT_EST_FORMAT,
						   e->format),
				 errhint("Use the text form between servers with different "
						 "versions of chiptrade.")));
	e->kind = (uint8_t) pq_getmsgbyte(buf);
	e->flags = (uint8_t) pq_getmsgbyte(buf);
	e->scale = (uint8_t) pq_getmsgbyte(buf);
	e->level = (uint16_t) pq_getmsgint(buf, 2);
	e->low = pq_getmsgint64(buf);
	e->mid = pq_getmsgint64(buf);
	e->high = pq_getmsgint64(buf);
	if (!ct_estimate_valid(e))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid figures, kind or level in binary estimate"),
				 errdetail("Found kind %d, flags 0x%02X, scale %d and level "
						   "%d.",
						   e->kind, e->flags, e->scale, e->level),
				 errhint("Figures are in order, absent ones are zero, the "
						 "scale is the smallest that holds them.")));
	PG_RETURN_ESTIMATE(e);
}

/*
 * estimate_send(estimate) returns bytea
 *
 * Strict.  The form described at estimate_recv(), in network byte order.
 */
Datum
estimate_send(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, e->format);
	pq_sendint8(&buf, e->kind);
	pq_sendint8(&buf, e->flags);
	pq_sendint8(&buf, e->scale);
	pq_sendint16(&buf, e->level);
	pq_sendint64(&buf, (uint64) e->low);
	pq_sendint64(&buf, (uint64) e->mid);
	pq_sendint64(&buf, (uint64) e->high);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
