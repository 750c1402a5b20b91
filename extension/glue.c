/*
 * glue.c
 *		From the plain-C core to PostgreSQL: errors, numbers and days.
 */
#include "glue.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

/* how much of an input and of a word an error message quotes, in bytes */
#define MAX_TEXT 120
#define MAX_WORD 60

int
ct_sqlstate(CtErrorCode code)
{
	switch (code)
	{
		case CT_ERR_RANGE:
			return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
		case CT_ERR_DATE:
			return ERRCODE_DATETIME_FIELD_OVERFLOW;
		case CT_ERR_LIMIT:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		default:
			return ERRCODE_INVALID_TEXT_REPRESENTATION;
	}
}

/* the beginning of a message, before the type's name and the text */
static const char *
message_start(CtErrorCode code)
{
	switch (code)
	{
		case CT_ERR_RANGE:
			return "number out of range for type";
		case CT_ERR_DATE:
			return "date out of range for type";
		case CT_ERR_LIMIT:
			return "input exceeds a limit of type";
		default:
			return "invalid input syntax for type";
	}
}

/* at most max bytes of text, cut between characters and marked when cut */
static char *
clip(const char *text, size_t len, int max)
{
	int kept;

	if (len <= (size_t) max)
		return pnstrdup(text, len);
	kept = pg_mbcliplen(text, (int) len, max);
	return psprintf("%.*s...", kept, text);
}

int
ct_character(const char *text, size_t pos)
{
	return pg_mbstrlen_with_len(text, (int) pos) + 1;
}

/* "Unknown field "memm" at character 12." */
static char *
position_detail(const CtError *err, const char *text)
{
	int character;

	if (err->pos == CT_NO_POSITION)
		return psprintf("%s.", err->what);
	character = ct_character(text, err->pos);
	if (err->len == 0)
		return psprintf("%s at the end of the input, character %d.", err->what,
						character);
	return psprintf("%s \"%s\" at character %d.", err->what,
					clip(text + err->pos, err->len, MAX_WORD), character);
}

Datum
ct_report(fmNodePtr escontext, const CtError *err, const char *type_name,
		  const char *text, size_t len)
{
	ereturn(escontext, (Datum) 0,
			(errcode(ct_sqlstate(err->code)),
			 errmsg("%s %s: \"%s\"", message_start(err->code), type_name,
					clip(text, len, MAX_TEXT)),
			 errdetail_internal("%s", position_detail(err, text)),
			 err->hint[0] ? errhint("%s", err->hint) : 0));
}

Datum
ct_report_field(fmNodePtr escontext, const CtError *err, const char *type_name,
				const char *field, const char *text)
{
	ereturn(
		escontext, (Datum) 0,
		(errcode(ct_sqlstate(err->code)),
		 errmsg("invalid value for field \"%s\" of type %s", field, type_name),
		 errdetail_internal("%s \"%s\".", err->what,
							clip(text, strlen(text), MAX_WORD)),
		 err->hint[0] ? errhint("%s", err->hint) : 0));
}

Datum
ct_decimal_datum(const char *text)
{
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text),
							   ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}

Numeric
ct_thousandths_numeric(uint64_t thousandths)
{
	char buf[CT_DECIMAL_MAX];

	ct_decimal_format(thousandths, buf);
	return DatumGetNumeric(ct_decimal_datum(buf));
}

bool
ct_numeric_scaled(Numeric number, int decimals, uint64_t max, uint64_t *value,
				  char **text, CtError *err)
{
	size_t used;

	*text = numeric_normalize(number);
	return ct_decimal_parse(*text, strlen(*text), 0, decimals, 0, max, value,
							&used, err);
}
