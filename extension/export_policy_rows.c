/*
 * export_policy_rows.c
 *		Rows of the knowledge views to rows of a policy, and policy_rules(),
 *		which lists them again.
 */
#include "export_policy.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "glue.h"

/* bytes of a column's type; -1: varying */
static int
cell_size(const CtColumn *column)
{
	if (ct_cell_is_text(column))
		return -1;
	return column->kind == CT_CELL_VERDICT || column->kind == CT_CELL_FLAG ? 1
																		   : 4;
}

int *
policy_tuple_map(const CtTable *table, TupleDesc desc)
{
	int *map = palloc(sizeof(int) * table->ncolumns);

	for (int i = 0; i < table->ncolumns; i++)
	{
		const CtColumn *column = &table->columns[i];

		map[i] = -1;
		for (int a = 0; a < desc->natts; a++)
		{
			Form_pg_attribute att = TupleDescAttr(desc, a);

			if (!att->attisdropped && att->attlen == cell_size(column) &&
				strcmp(NameStr(att->attname), column->name) == 0)
				map[i] = a;
		}
		if (map[i] < 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("rows of %s have no column \"%s\"",
								   table->view, column->name)));
	}
	return map;
}

static void
read_cell(const CtColumn *column, Datum datum, char *row)
{
	switch (column->kind)
	{
		case CT_CELL_FEE:
			*ct_cell_text(column,
						  row) = numeric_normalize(DatumGetNumeric(datum));
			break;
		case CT_CELL_DAY:
			*ct_cell_number(column, row) = ct_day_of(DatumGetDateADT(datum));
			break;
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			*ct_cell_number(column, row) = DatumGetInt32(datum);
			break;
		case CT_CELL_VERDICT:
			*ct_cell_number(column, row) = (unsigned char) DatumGetChar(datum);
			break;
		case CT_CELL_FLAG:
			*ct_cell_flag(column, row) = DatumGetBool(datum);
			break;
		default: /* a spec_query is its text, too */
			*ct_cell_text(column, row) = TextDatumGetCString(datum);
			break;
	}
}

void
policy_tuple_read(const CtTable *table, HeapTuple tuple, TupleDesc desc,
				  const int *map, char *row)
{
	ct_row_clear(table, row);
	for (int i = 0; i < table->ncolumns; i++)
	{
		const CtColumn *column = &table->columns[i];
		bool isnull;
		Datum datum = heap_getattr(tuple, map[i] + 1, desc, &isnull);

		if (!isnull)
			read_cell(column, datum, row);
		else if (column->required)
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
							errmsg("column \"%s\" of %s is NULL", column->name,
								   table->view),
							errhint("Every row of a policy needs it.")));
	}
}

/* ---- policy_rules ------------------------------------------------------- */

static Datum
cell_datum(const CtColumn *column, const char *row)
{
	switch (column->kind)
	{
		case CT_CELL_FEE:
			return ct_decimal_datum(*ct_cell_text(column, row));
		case CT_CELL_DAY:
			return ct_date_datum(*ct_cell_number(column, row));
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			return Int32GetDatum(*ct_cell_number(column, row));
		case CT_CELL_VERDICT:
			return CharGetDatum((char) *ct_cell_number(column, row));
		case CT_CELL_FLAG:
			return BoolGetDatum(*ct_cell_flag(column, row));
		default:
			return CStringGetTextDatum(*ct_cell_text(column, row));
	}
}

/*
 * policy_rules(policy export_policy) returns setof policy_rule
 *
 * The rules by rule_id; column origin is NULL.  Strict.
 */
PG_FUNCTION_INFO_V1(policy_rules);
Datum
policy_rules(PG_FUNCTION_ARGS)
{
	const CtTable *table = &ct_tables[CT_TABLE_RULES];
	struct varlena *value = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	CtPolicySource source;
	Datum *values;
	bool *nulls;
	int *map;

	InitMaterializedSRF(fcinfo, 0);
	policy_value_open(value, CurrentMemoryContext, &source);
	map = policy_tuple_map(table, result->setDesc);
	values = palloc0(sizeof(Datum) * result->setDesc->natts);
	nulls = palloc(sizeof(bool) * result->setDesc->natts);
	for (int i = 0; i < source.nrules; i++)
	{
		const char *row = (const char *) &source.rules[i];

		memset(nulls, true, sizeof(bool) * result->setDesc->natts);
		for (int c = 0; c < table->ncolumns; c++)
		{
			nulls[map[c]] = ct_cell_empty(&table->columns[c], row);
			if (!nulls[map[c]])
				values[map[c]] = cell_datum(&table->columns[c], row);
		}
		tuplestore_putvalues(result->setResult, result->setDesc, values,
							 nulls);
	}
	return (Datum) 0;
}

/* ---- policy_countries --------------------------------------------------- */

/*
 * policy_countries(policy export_policy, expression text, on_date date)
 * returns setof text
 *
 * The codes of the countries that an expression of the group algebra, such as
 * "(D:1|D:4|D:5|MO)-(A:5|A:6)", holds on a day by the dated groups of the
 * policy.  A wrong expression, or a word that is neither a group nor a country
 * of the policy: 22023 with the position.  Strict; no row for infinity.
 */
PG_FUNCTION_INFO_V1(policy_countries);
Datum
policy_countries(PG_FUNCTION_ARGS)
{
	text *value = PG_GETARG_TEXT_PP(1);
	DateADT date = PG_GETARG_DATEADT(2);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	CtPolicy *policy;
	CtCountrySet set;
	CtError err;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	if (DATE_NOT_FINITE(date))
		return (Datum) 0;
	policy = policy_value_compile(PG_DETOAST_DATUM(PG_GETARG_DATUM(0)),
								  CurrentMemoryContext);
	if (!ct_policy_set_on(policy, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
						  ct_day_of(date), &set, &err))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid country set: \"%s\"", text_to_cstring(value)),
				 errdetail("%s at position %d.", err.what,
						   ct_character(VARDATA_ANY(value), err.pos)),
				 errhint("Write ISO 3166 two-letter codes, groups of the "
						 "policy such as D:5, or *.")));
	for (int i = 0; i < CT_MAX_COUNTRIES; i++)
	{
		bool isnull = false;
		Datum code;

		if (!ct_set_has(&set, i))
			continue;
		code = CStringGetTextDatum(ct_policy_country_code(policy, i));
		tuplestore_putvalues(result->setResult, result->setDesc, &code,
							 &isnull);
	}
	return (Datum) 0;
}
