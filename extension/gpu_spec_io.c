/*
 * gpu_spec_io.c
 *		Text and binary input and output of gpu_spec.
 *
 * Both depend on nothing but the bytes: no table, no setting, no locale.
 */
#include "glue.h"

#include "libpq/pqformat.h"

PG_FUNCTION_INFO_V1(gpu_spec_in);
PG_FUNCTION_INFO_V1(gpu_spec_out);
PG_FUNCTION_INFO_V1(gpu_spec_recv);
PG_FUNCTION_INFO_V1(gpu_spec_send);

/* version, flags, released, numbers */
#define BINARY_SIZE (1 + 1 + 2 + 4 * CT_NUMBERS)

/*
 * gpu_spec_in(cstring) returns gpu_spec
 *
 * Strict.  Errors (soft where the server can): 22P02 malformed, unknown or
 * repeated field, sparse rate; 22003 negative, too large or more than three
 * decimals; 22008 impossible date.
 */
Datum
gpu_spec_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	size_t len = strlen(text);
	GpuSpec *spec = palloc(sizeof(GpuSpec));
	CtError err;

	if (!ct_spec_parse(text, len, spec, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "gpu_spec", text, len);
	PG_RETURN_GPUSPEC_P(spec);
}

/*
 * gpu_spec_out(gpu_spec) returns cstring
 *
 * Strict.  The canonical form; gpu_spec_in() reads it back to the same bytes.
 */
Datum
gpu_spec_out(PG_FUNCTION_ARGS)
{
	char *buf = palloc(CT_SPEC_TEXT_MAX);

	ct_spec_format(PG_GETARG_GPUSPEC_P(0), buf);
	PG_RETURN_CSTRING(buf);
}

/*
 * gpu_spec_recv(internal) returns gpu_spec
 *
 * Strict.  72 bytes: format version 1, flags, released (16 bits), 17 numbers
 * (32 bits) as stored.  Errors: 22P03 for anything that gpu_spec_send() does
 * not write.
 */
Datum
gpu_spec_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	GpuSpec *spec = palloc0(sizeof(GpuSpec));
	int size = buf->len - buf->cursor;
	int f;

	if (size != BINARY_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid length of binary gpu_spec"),
				 errdetail("Expected %d bytes, found %d.", BINARY_SIZE, size),
				 errhint("Send what gpu_spec_send() gives, or the text "
						 "form.")));
	spec->format = (uint8_t) pq_getmsgbyte(buf);
	if (spec->format != CT_SPEC_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version of binary gpu_spec"),
				 errdetail("Expected version %d, found %d.", CT_SPEC_FORMAT,
						   spec->format),
				 errhint("Use the text form between servers with different "
						 "versions of chiptrade.")));
	spec->flags = (uint8_t) pq_getmsgbyte(buf);
	spec->released = (uint16_t) pq_getmsgint(buf, 2);
	for (f = 0; f < CT_NUMBERS; f++)
		spec->number[f] = pq_getmsgint(buf, 4);
	if (!ct_spec_valid(spec))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid flags or release date in binary gpu_spec"),
				 errdetail("Found flags 0x%02X and date %d.", spec->flags,
						   spec->released),
				 errhint("Unused bits are zero, and a date of year or month "
						 "precision is the first day of its span.")));
	PG_RETURN_GPUSPEC_P(spec);
}

/*
 * gpu_spec_send(gpu_spec) returns bytea
 *
 * Strict.  The form described at gpu_spec_recv(), in network byte order.
 */
Datum
gpu_spec_send(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	StringInfoData buf;
	int f;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, spec->format);
	pq_sendint8(&buf, spec->flags);
	pq_sendint16(&buf, spec->released);
	for (f = 0; f < CT_NUMBERS; f++)
		pq_sendint32(&buf, spec->number[f]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
