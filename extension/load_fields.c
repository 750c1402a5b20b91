/*
 * load_fields.c
 *		The fields of a line of a CSV file.
 */
#include "glue.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

static void
refuse_quotes(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			 errmsg("quotes do not match"),
			 errdetail("A field that holds a comma or a quote stands in "
					   "quotes, and a quote in it is doubled."),
			 errhint("A field does not go on in the next line.")));
}

/*
 * One field at *at, which moves behind it: its text in "out", and its length;
 * -1 for an empty field without quotes.
 */
static int
read_field(const char **at, const char *end, char *out)
{
	const char *p = *at;
	int len = 0;

	if (p < end && *p == '"')
	{
		for (p++;; p++)
		{
			if (p == end)
				refuse_quotes();
			if (*p == '"')
			{
				if (p + 1 == end || p[1] != '"')
					break;
				p++;
			}
			out[len++] = *p;
		}
		p++;
		if (p < end && *p != ',')
			refuse_quotes();
		*at = p;
		return len;
	}
	for (; p < end && *p != ','; p++)
	{
		if (*p == '"')
			refuse_quotes();
		out[len++] = *p;
	}
	*at = p;
	return len > 0 ? len : -1;
}

/*
 * load_fields(line text, expected integer) returns text[]
 *
 * Of a line as RFC 4180 has it, a carriage return at the end left out; an
 * empty field without quotes is NULL.  Not strict: NULL for a NULL line, and
 * any number of fields where expected is NULL.  Error 22P04: quotes that do
 * not match, another number of fields.  In every encoding of a server commas
 * and quotes are bytes of their own.
 */
PG_FUNCTION_INFO_V1(load_fields);
Datum
load_fields(PG_FUNCTION_ARGS)
{
	ArrayBuildState *fields = NULL;
	const text *line;
	const char *at;
	const char *end;
	char *out;
	int n = 0;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	line = PG_GETARG_TEXT_PP(0);
	at = VARDATA_ANY(line);
	end = at + VARSIZE_ANY_EXHDR(line);
	while (end > at && end[-1] == '\r')
		end--;
	out = palloc((Size) (end - at) + 1);
	for (;; at++)
	{
		int len = read_field(&at, end, out);
		Datum field = len < 0 ? (Datum) 0
							  : PointerGetDatum(
									cstring_to_text_with_len(out, len));

		fields = accumArrayResult(fields, field, len < 0, TEXTOID,
								  CurrentMemoryContext);
		n++;
		if (at == end)
			break;
	}
	if (!PG_ARGISNULL(1) && n != PG_GETARG_INT32(1))
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("%d fields, expected %d", n, PG_GETARG_INT32(1)),
				 errhint("A field that holds a comma stands in quotes.")));
	PG_RETURN_DATUM(makeArrayResult(fields, CurrentMemoryContext));
}
