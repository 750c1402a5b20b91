/*
 * export_policy_io.c
 *		Text and binary input and output of export_policy, and its casts.
 *
 * Input is checked as a whole: who has a value has rules that decide.
 */
#include "export_policy.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"

/* The value of a JSON document; NULL after a soft error. */
static struct varlena *
value_from_jsonb(Datum jsonb, fmNodePtr escontext)
{
	CtPolicySource source;

	if (!policy_json_read(jsonb, escontext, &source))
		return NULL;
	return policy_value_make(&source, ERRCODE_INVALID_TEXT_REPRESENTATION,
							 escontext);
}

static char *
text_of(const struct varlena *value)
{
	CtPolicySource source;

	policy_value_open(value, CurrentMemoryContext, &source);
	return policy_json_write(&source);
}

/*
 * export_policy_in(cstring) returns export_policy
 *
 * Strict.  The JSON document of export_policy_json.c.  Errors (soft where the
 * server can): 22P02 malformed, unknown or missing key, wrong cell (with rule,
 * column and position); 54000 beyond a limit.
 */
PG_FUNCTION_INFO_V1(export_policy_in);
Datum
export_policy_in(PG_FUNCTION_ARGS)
{
	Datum jsonb;

	if (!CT_JSONB_IN(PG_GETARG_CSTRING(0), CT_ESCONTEXT(fcinfo), &jsonb))
		return (Datum) 0;
	return PointerGetDatum(value_from_jsonb(jsonb, CT_ESCONTEXT(fcinfo)));
}

/*
 * export_policy_out(export_policy) returns cstring
 *
 * Strict.  The canonical document; export_policy_in() reads it back to the
 * same bytes.
 */
PG_FUNCTION_INFO_V1(export_policy_out);
Datum
export_policy_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(text_of(PG_DETOAST_DATUM(PG_GETARG_DATUM(0))));
}

/*
 * export_policy_to_jsonb(policy export_policy) returns jsonb
 *
 * Strict, never fails.
 */
PG_FUNCTION_INFO_V1(export_policy_to_jsonb);
Datum
export_policy_to_jsonb(PG_FUNCTION_ARGS)
{
	char *text = text_of(PG_DETOAST_DATUM(PG_GETARG_DATUM(0)));

	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text));
}

/*
 * export_policy_from_jsonb(document jsonb) returns export_policy
 *
 * Strict.  Errors as those of export_policy_in().
 */
PG_FUNCTION_INFO_V1(export_policy_from_jsonb);
Datum
export_policy_from_jsonb(PG_FUNCTION_ARGS)
{
	return PointerGetDatum(value_from_jsonb(PG_GETARG_DATUM(0), NULL));
}

static void
refuse_binary(const char *what, size_t pos)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					errmsg("invalid binary export_policy"),
					errdetail("%s, at byte %zu.", what, pos),
					errhint("Send what export_policy_send() gives, or the "
							"text form.")));
}

/* Texts are checked before anything converts or prints them. */
static void
check_texts(const CtPolicySource *source)
{
	for (int t = 0; t < CT_TABLES; t++)
	{
		const CtTable *table = &ct_tables[t];
		int n;
		const char *row = ct_source_rows(source, (CtTableId) t, &n);

		for (int i = 0; i < n; i++, row += table->row_size)
		{
			for (int c = 0; c < table->ncolumns; c++)
			{
				const char *text;

				if (!ct_cell_is_text(&table->columns[c]))
					continue;
				text = *ct_cell_text(&table->columns[c], row);
				if (text &&
					!pg_verify_mbstr(PG_UTF8, text, (int) strlen(text), true))
					refuse_binary("A text is not UTF-8", 0);
			}
		}
	}
}

/*
 * export_policy_recv(internal) returns export_policy
 *
 * Strict.  The bytes of policy_value.h: version 1, digest, tables.  Errors:
 * 22P03 for anything that export_policy_send() does not write.
 */
PG_FUNCTION_INFO_V1(export_policy_recv);
Datum
export_policy_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	int size = buf->len - buf->cursor;
	struct varlena *value = palloc(VARHDRSZ + size);
	struct varlena *made;
	CtAllocator allocator = policy_allocator(CurrentMemoryContext);
	CtPolicySource source;
	const char *what;
	size_t pos;

	SET_VARSIZE(value, VARHDRSZ + size);
	pq_copymsgbytes(buf, VARDATA(value), size);
	if (!ct_value_decode((unsigned char *) VARDATA(value), size, &allocator,
						 &source, &what, &pos))
		refuse_binary(what, pos);
	check_texts(&source);
	policy_value_open(value, CurrentMemoryContext, &source);
	made = policy_value_make(&source, ERRCODE_INVALID_BINARY_REPRESENTATION,
							 NULL);
	if (VARSIZE(made) != VARSIZE(value) ||
		memcmp(made, value, VARSIZE(value)) != 0)
		refuse_binary("The rows are not in their canonical form", 0);
	PG_RETURN_POINTER(made);
}

/*
 * export_policy_send(export_policy) returns bytea
 *
 * Strict.  The form described at export_policy_recv().
 */
PG_FUNCTION_INFO_V1(export_policy_send);
Datum
export_policy_send(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
