/*
 * export_policy_json.c
 *		The readable form of an export_policy: a JSON document with one object
 *		a row on a line of its own.
 *
 *	  {"format": 1, "regimes": [...], "rules": [...], "countries": [...],
 *	   "groups": [...]}
 *
 * The keys of an object are the columns of policy_regime, policy_rule, country
 * and country_group; an empty column is absent, or null on input.
 */
#include "export_policy.h"

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

/* ---- writing ------------------------------------------------------------ */

static void
write_cell(StringInfo s, const CtColumn *column, const char *row)
{
	char day[CT_DAY_TEXT];

	switch (column->kind)
	{
		case CT_CELL_FEE:
			appendStringInfoString(s, *ct_cell_text(column, row));
			break;
		case CT_CELL_DAY:
			ct_day_format(*ct_cell_number(column, row), day);
			escape_json(s, day);
			break;
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			appendStringInfo(s, "%d", *ct_cell_number(column, row));
			break;
		case CT_CELL_VERDICT:
			escape_json(s, ct_verdict_name(*ct_cell_number(column, row)));
			break;
		case CT_CELL_FLAG:
			appendStringInfoString(s, *ct_cell_flag(column, row) ? "true"
																 : "false");
			break;
		default:
			escape_json(s, *ct_cell_text(column, row));
			break;
	}
}

static void
write_row(StringInfo s, const CtTable *table, const char *row)
{
	bool first = true;

	appendStringInfoChar(s, '{');
	for (int c = 0; c < table->ncolumns; c++)
	{
		const CtColumn *column = &table->columns[c];

		if (ct_cell_empty(column, row))
			continue;
		appendStringInfo(s, "%s\"%s\": ", first ? "" : ", ", column->name);
		write_cell(s, column, row);
		first = false;
	}
	appendStringInfoChar(s, '}');
}

char *
policy_json_write(const CtPolicySource *source)
{
	StringInfoData s;

	initStringInfo(&s);
	appendStringInfo(&s, "{\"format\": %d", CT_VALUE_VERSION);
	for (int t = 0; t < CT_TABLES; t++)
	{
		const CtTable *table = &ct_tables[t];
		int n;
		const char *row = ct_source_rows(source, (CtTableId) t, &n);

		appendStringInfo(&s, ",\n\"%s\": [", table->name);
		for (int i = 0; i < n; i++, row += table->row_size)
		{
			appendStringInfoString(&s, i > 0 ? ",\n" : "\n");
			write_row(&s, table, row);
		}
		appendStringInfoChar(&s, ']');
	}
	appendStringInfoChar(&s, '}');
	return s.data;
}

/* ---- reading ------------------------------------------------------------ */

/* Where the reader stands, for errors. */
typedef struct Place
{
	fmNodePtr escontext;
	const CtTable *table; /* NULL: at the top */
	int row;
	const CtColumn *column; /* NULL: in none */
} Place;

static bool
refuse(const Place *at, const char *what, const char *hint)
{
	const char *place = "at the top";

	if (at->table && at->column)
		place = psprintf("in \"%s\" of row %d of \"%s\"", at->column->name,
						 at->row, at->table->name);
	else if (at->table && at->row > 0)
		place = psprintf("in row %d of \"%s\"", at->row, at->table->name);
	else if (at->table)
		place = psprintf("in \"%s\"", at->table->name);
	ereturn(at->escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s", "export_policy"),
			 errdetail_internal("%s %s.", what, place),
			 hint ? errhint("%s", hint) : 0));
}

static bool
is_whole_number(const JsonbValue *value, int32_t *number)
{
	char *text;
	char *end;
	long n;

	if (value->type != jbvNumeric)
		return false;
	text = numeric_normalize(value->val.numeric);
	errno = 0;
	n = strtol(text, &end, 10);
	*number = (int32_t) n;
	return errno == 0 && *end == '\0' && n >= INT32_MIN && n <= INT32_MAX;
}

static bool
read_number(const Place *at, const JsonbValue *value, char *row)
{
	if (is_whole_number(value, ct_cell_number(at->column, row)))
		return true;
	return refuse(at, "Expected a whole number of 32 bits", NULL);
}

static bool
read_flag(const Place *at, const JsonbValue *value, char *row)
{
	if (value->type != jbvBool)
		return refuse(at, "Expected true or false", NULL);
	*ct_cell_flag(at->column, row) = value->val.boolean;
	return true;
}

static bool
read_fee(const Place *at, const JsonbValue *value, char *row)
{
	if (value->type != jbvNumeric)
		return refuse(at, "Expected a number", NULL);
	*ct_cell_text(at->column, row) = numeric_normalize(value->val.numeric);
	return true;
}

static bool
read_string(const Place *at, const JsonbValue *value, char *row)
{
	const char *s = value->val.string.val;
	size_t len;

	if (value->type != jbvString)
		return refuse(at, "Expected a string", NULL);
	len = (size_t) value->val.string.len;
	if (at->column->kind == CT_CELL_DAY)
	{
		if (ct_day_parse(s, len, ct_cell_number(at->column, row)))
			return true;
		return refuse(at, "Expected a day",
					  "Write it as \"2026-01-15\"; leave out an open end.");
	}
	if (at->column->kind == CT_CELL_VERDICT)
	{
		*ct_cell_number(at->column, row) = ct_verdict_lookup(s, len);
		if (*ct_cell_number(at->column, row) != 0)
			return true;
		return refuse(at, "Expected a verdict",
					  psprintf("A verdict is one of %s.", ct_verdict_names()));
	}
	*ct_cell_text(at->column, row) = pnstrdup(s, len);
	return true;
}

static bool
read_cell(const Place *at, const JsonbValue *value, char *row)
{
	switch (at->column->kind)
	{
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			return read_number(at, value, row);
		case CT_CELL_FLAG:
			return read_flag(at, value, row);
		case CT_CELL_FEE:
			return read_fee(at, value, row);
		default:
			return read_string(at, value, row);
	}
}

static bool
unknown_key(const Place *at, const JsonbValue *key)
{
	return refuse(at,
				  psprintf("Unknown key \"%.*s\"",
						   Min(key->val.string.len, 60), key->val.string.val),
				  "The keys are the columns of the view.");
}

/* One row; a required number or flag that is not there has no empty value. */
static bool
read_row(Place *at, JsonbContainer *object, char *row)
{
	const CtTable *table = at->table;
	bool *seen = palloc0(sizeof(bool) * table->ncolumns);
	JsonbIterator *it = JsonbIteratorInit(object);
	JsonbValue key;
	JsonbValue value;

	ct_row_clear(table, row);
	(void) JsonbIteratorNext(&it, &key, true);
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		int c = ct_table_column(table, key.val.string.val,
								(size_t) key.val.string.len);

		(void) JsonbIteratorNext(&it, &value, true);
		if (c < 0)
			return unknown_key(at, &key);
		at->column = &table->columns[c];
		if (value.type == jbvNull)
			continue;
		if (!read_cell(at, &value, row))
			return false;
		seen[c] = true;
		at->column = NULL;
	}
	at->column = NULL;
	for (int c = 0; c < table->ncolumns; c++)
	{
		if (table->columns[c].required && !seen[c])
			return refuse(
				at, psprintf("Key \"%s\" is missing", table->columns[c].name),
				NULL);
	}
	return true;
}

static bool
read_table(fmNodePtr escontext, CtTableId id, const JsonbValue *value,
		   CtPolicySource *source)
{
	Place at = {escontext, &ct_tables[id], 0, NULL};
	JsonbContainer *array = value->val.binary.data;
	JsonbIterator *it;
	JsonbValue item;
	char *rows;
	int n;

	if (value->type != jbvBinary || !JsonContainerIsArray(array) ||
		JsonContainerIsScalar(array))
		return refuse(&at, "Expected an array", NULL);
	n = JsonContainerSize(array);
	if (n > at.table->max_rows)
		ereturn(escontext, false,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("an export policy has too many %s", at.table->name),
				 errdetail("Expected at most %d, found %d.",
						   at.table->max_rows, n)));
	rows = palloc(at.table->row_size * (n + 1));
	it = JsonbIteratorInit(array);
	(void) JsonbIteratorNext(&it, &item, true);
	while (JsonbIteratorNext(&it, &item, true) == WJB_ELEM)
	{
		char *row = rows + at.table->row_size * at.row;

		at.row++;
		if (item.type != jbvBinary ||
			!JsonContainerIsObject(item.val.binary.data))
			return refuse(&at, "Expected an object", NULL);
		if (!read_row(&at, item.val.binary.data, row))
			return false;
	}
	ct_source_set(source, id, rows, n);
	return true;
}

/* the table of a key, or -1 */
static int
table_of(const JsonbValue *key)
{
	for (int t = 0; t < CT_TABLES; t++)
	{
		if ((size_t) key->val.string.len == strlen(ct_tables[t].name) &&
			memcmp(key->val.string.val, ct_tables[t].name,
				   (size_t) key->val.string.len) == 0)
			return t;
	}
	return -1;
}

static bool
is_format_key(const JsonbValue *key)
{
	return key->val.string.len == 6 &&
		   memcmp(key->val.string.val, "format", 6) == 0;
}

bool
policy_json_read(Datum datum, fmNodePtr escontext, CtPolicySource *source)
{
	Jsonb *object = DatumGetJsonbP(datum);
	Place top = {escontext, NULL, 0, NULL};
	bool seen[CT_TABLES + 1] = {false};
	JsonbIterator *it;
	JsonbValue key;
	JsonbValue value;
	int32_t format;

	memset(source, 0, sizeof(*source));
	if (!JB_ROOT_IS_OBJECT(object))
		return refuse(&top, "Expected an object", NULL);
	it = JsonbIteratorInit(&object->root);
	(void) JsonbIteratorNext(&it, &key, true);
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		int t = is_format_key(&key) ? CT_TABLES : table_of(&key);

		(void) JsonbIteratorNext(&it, &value, true);
		if (t < 0)
			return unknown_key(&top, &key);
		seen[t] = true;
		if (t < CT_TABLES &&
			!read_table(escontext, (CtTableId) t, &value, source))
			return false;
		if (t == CT_TABLES &&
			(!is_whole_number(&value, &format) || format != CT_VALUE_VERSION))
			return refuse(&top, "Expected 1 as \"format\"", NULL);
	}
	for (int t = 0; t <= CT_TABLES; t++)
	{
		if (!seen[t])
			return refuse(
				&top,
				psprintf("Key \"%s\" is missing",
						 t < CT_TABLES ? ct_tables[t].name : "format"),
				NULL);
	}
	return true;
}
