/*
 * shares_io.c
 *		Text and binary input and output of shares, and jsonb.
 *
 * All depend on nothing but the bytes: no table, no setting, no locale.
 */
#include "shares_value.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"

#include "amount_numeric.h"
#include "glue.h"

/* no more items than equal signs */
static int
count_room(const char *text)
{
	int n = 0;

	for (; *text && n < CT_SHARES_MAX_KEYS; text++)
		n += *text == '=';
	return n;
}

/*
 * shares_in(cstring) returns shares
 *
 * Strict.  Errors (soft where the server can): 22P02 malformed, repeated key,
 * total and remainder; 22003 negative, too large, more than 12 decimals, total
 * below the sum; 54000 too many or too long keys.
 */
PG_FUNCTION_INFO_V1(shares_in);
Datum
shares_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	size_t len = strlen(text);
	int room = count_room(text);
	CtShare *items = palloc(sizeof(CtShare) * (room + 1));
	CtShares s;
	CtError err;

	if (!ct_shares_parse(text, len, items, room, palloc(len + 1), &s, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "shares", text, len);
	PG_RETURN_POINTER(shares_make(&s));
}

/*
 * shares_out(shares) returns cstring
 *
 * Strict.  The canonical form; shares_in() reads it back to the same bytes.
 */
PG_FUNCTION_INFO_V1(shares_out);
Datum
shares_out(PG_FUNCTION_ARGS)
{
	CtShares s;
	char *text;

	shares_open(PG_GETARG_DATUM(0), &s);
	text = palloc(ct_shares_text_max(&s));
	(void) ct_shares_format(&s, text);
	PG_RETURN_CSTRING(text);
}

static void
refuse_binary(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary shares"), errdetail_internal("%s.", what),
			 errhint("Send what shares_send() gives, or the text "
					 "form.")));
}

/* Keys to or from UTF-8, and into the order of the new bytes. */
static void
convert_keys(CtShares *s, char *(*convert)(const char *, int, int) )
{
	for (int i = 0; i < s->n; i++)
	{
		CtShare *item = &s->items[i];
		char *key = convert(item->key, (int) item->len, PG_UTF8);

		if (key == item->key)
			continue;
		item->key = key;
		item->len = (uint32) strlen(key);
		if (item->len > CT_SHARES_MAX_KEY)
			ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
							errmsg("key of shares is too long"),
							errdetail("Expected at most %d bytes in this "
									  "encoding.",
									  CT_SHARES_MAX_KEY)));
	}
	qsort(s->items, s->n, sizeof(CtShare), ct_share_compare);
}

/*
 * shares_recv(internal) returns shares
 *
 * Strict.  The bytes of shares.h with keys in UTF-8.  Errors: 22P03 for
 * anything that shares_send() does not write; 22P05 a key that the server's
 * encoding does not have; 54000 a key that is too long in it.
 */
PG_FUNCTION_INFO_V1(shares_recv);
Datum
shares_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	int size = buf->len - buf->cursor;
	struct varlena *value = palloc(VARHDRSZ + size);
	const char *what;
	CtShares s;

	SET_VARSIZE(value, VARHDRSZ + size);
	pq_copymsgbytes(buf, VARDATA(value), size);
	if (!shares_read(value, &s, &what))
		refuse_binary(what);
	for (int i = 0; i < s.n; i++)
	{
		if (!pg_verify_mbstr(PG_UTF8, s.items[i].key, (int) s.items[i].len,
							 true))
			refuse_binary("A key is not UTF-8");
	}
	if (GetDatabaseEncoding() == PG_UTF8)
		PG_RETURN_POINTER(value);
	convert_keys(&s, pg_any_to_server);
	PG_RETURN_POINTER(shares_make(&s));
}

/*
 * shares_send(shares) returns bytea
 *
 * Strict.  The form described at shares_recv().
 */
PG_FUNCTION_INFO_V1(shares_send);
Datum
shares_send(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0));
	StringInfoData buf;
	CtShares s;

	if (GetDatabaseEncoding() != PG_UTF8)
	{
		shares_open(PointerGetDatum(value), &s);
		convert_keys(&s, pg_server_to_any);
		value = shares_make(&s);
	}
	pq_begintypsend(&buf);
	pq_sendbytes(&buf, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

static void
json_amount(StringInfo json, const char *name, CtAmount value, int decimals)
{
	char text[CT_AMOUNT_TEXT];

	(void) ct_amount_format(value, decimals, text);
	appendStringInfo(json, ", \"%s\": %s", name, text);
}

/*
 * shares_to_jsonb(shares shares) returns jsonb
 *
 * {"weights": {key: weight, ...}, "named": ..., "unnamed": ..., "total": ...,
 * "null_weights": ...}; total is null where it is not known.  Strict.
 */
PG_FUNCTION_INFO_V1(shares_to_jsonb);
Datum
shares_to_jsonb(PG_FUNCTION_ARGS)
{
	StringInfoData json;
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	initStringInfo(&json);
	appendStringInfoString(&json, "{\"weights\": {");
	for (int i = 0; i < s.n; i++)
	{
		char text[CT_AMOUNT_TEXT];

		if (i > 0)
			appendStringInfoString(&json, ", ");
		escape_json(&json, pnstrdup(s.items[i].key, s.items[i].len));
		(void) ct_amount_format(ct_amount(s.items[i].weight), s.decimals,
								text);
		appendStringInfo(&json, ": %s", text);
	}
	appendStringInfoChar(&json, '}');
	json_amount(&json, "named", ct_amount(s.named), s.decimals);
	json_amount(&json, "unnamed", ct_amount(s.unnamed), s.decimals);
	if (s.total)
		json_amount(&json, "total", ct_shares_sum(&s), s.decimals);
	else
		appendStringInfoString(&json, ", \"total\": null");
	json_amount(&json, "null_weights", s.nulls, 0);
	appendStringInfoChar(&json, '}');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}
