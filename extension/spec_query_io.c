/*
 * spec_query_io.c
 *		Text and binary input and output of spec_query.
 *
 * On disk a spec_query is a varlena that holds its canonical text, which is
 * ASCII.  Both forms of input depend on nothing but the bytes.
 */
#include "glue.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "query.h"

PG_FUNCTION_INFO_V1(spec_query_in);
PG_FUNCTION_INFO_V1(spec_query_out);
PG_FUNCTION_INFO_V1(spec_query_recv);
PG_FUNCTION_INFO_V1(spec_query_send);

#define BINARY_VERSION 1

/*
 * The value with the canonical form of a text; what ct_report() gives after a
 * soft error.
 */
static Datum
query_from_text(const char *text, size_t len, fmNodePtr escontext)
{
	CtQuery *query = palloc(sizeof(CtQuery));
	size_t size = CT_QUERY_MAX_TEXT * 2;
	char *canonical;
	Datum result;
	CtError err;

	if (!ct_query_parse(text, len, query, &err))
		return ct_report(escontext, &err, "spec_query", text, len);
	canonical = palloc(size);
	len = ct_query_format(query, canonical, size);
	result = PointerGetDatum(cstring_to_text_with_len(canonical, (int) len));
	pfree(canonical);
	pfree(query);
	return result;
}

/*
 * spec_query_in(cstring) returns spec_query
 *
 * Strict.  Numbers are in the units of gpu_spec.  Errors (soft where the
 * server can): 22P02 syntax, unknown name, wrong type; 22003 number too large
 * or with more than six decimals; 22008 impossible date; 54000 too long, too
 * deeply nested, or too many digits for exact arithmetic.
 * Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, for the derived figures.
 */
Datum
spec_query_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);

	return query_from_text(text, strlen(text), CT_ESCONTEXT(fcinfo));
}

/*
 * spec_query_out(spec_query) returns cstring
 *
 * Strict.  The canonical form; spec_query_in() reads it back to the same
 * bytes.
 */
Datum
spec_query_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(TextDatumGetCString(PG_GETARG_DATUM(0)));
}

/*
 * spec_query_recv(internal) returns spec_query
 *
 * Strict.  The version byte 1 and a text that spec_query_in() reads.  Errors:
 * 22P03 for another version or none, else those of spec_query_in().
 */
Datum
spec_query_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	char *text;
	int version;
	int len;

	if (buf->cursor >= buf->len)
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid length of binary spec_query"),
						errdetail("Expected a version byte and a text, found "
								  "nothing."),
						errhint("Send what spec_query_send() gives, or the "
								"text form.")));
	version = pq_getmsgbyte(buf);
	if (version != BINARY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("unsupported version of binary spec_query"),
				 errdetail("Expected version %d, found %d.", BINARY_VERSION,
						   version),
				 errhint("Use the text form between servers with different "
						 "versions of chiptrade.")));
	text = pq_getmsgtext(buf, buf->len - buf->cursor, &len);
	return query_from_text(text, (size_t) len, NULL);
}

/*
 * spec_query_send(spec_query) returns bytea
 *
 * Strict.  The form described at spec_query_recv().
 */
Datum
spec_query_send(PG_FUNCTION_ARGS)
{
	text *query = PG_GETARG_TEXT_PP(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, BINARY_VERSION);
	pq_sendtext(&buf, VARDATA_ANY(query), (int) VARSIZE_ANY_EXHDR(query));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
