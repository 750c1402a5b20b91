/*
 * export_policy_make.c
 *		Builds an export_policy from rule rows: export_policy_agg() from any,
 *		policy() from the tables.
 *
 * Countries, country groups and regimes come from the tables of the
 * extension's schema, read as the current user under the active snapshot.
 */
#include "export_policy.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

/* Rows of policy_rule as they come. */
typedef struct RowsState
{
	MemoryContext memory;
	Oid row_type;
	int32 row_typmod;
	TupleDesc desc;
	int *map;
	CtRuleRow *rows;
	int n;
	int room;
} RowsState;

static RowsState *
create_state(MemoryContext memory, HeapTupleHeader row)
{
	MemoryContext old = MemoryContextSwitchTo(memory);
	RowsState *state = palloc0(sizeof(RowsState));
	TupleDesc desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(row),
											HeapTupleHeaderGetTypMod(row));

	state->memory = memory;
	state->row_type = HeapTupleHeaderGetTypeId(row);
	state->row_typmod = HeapTupleHeaderGetTypMod(row);
	state->desc = CreateTupleDescCopy(desc);
	ReleaseTupleDesc(desc);
	state->map = policy_tuple_map(&ct_tables[CT_TABLE_RULES], state->desc);
	state->room = 128;
	state->rows = palloc(sizeof(CtRuleRow) * state->room);
	MemoryContextSwitchTo(old);
	return state;
}

static void
add_row(RowsState *state, HeapTupleHeader row)
{
	MemoryContext old = MemoryContextSwitchTo(state->memory);
	HeapTupleData tuple = {0};

	if (HeapTupleHeaderGetTypeId(row) != state->row_type ||
		HeapTupleHeaderGetTypMod(row) != state->row_typmod)
		elog(ERROR, "rows of different types in export_policy_agg");
	if (state->n == CT_VALUE_MAX_RULES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("an export policy has too many rules"),
				 errdetail("It holds at most %d.", CT_VALUE_MAX_RULES)));
	if (state->n == state->room)
	{
		state->room *= 2;
		state->rows = repalloc(state->rows, sizeof(CtRuleRow) * state->room);
	}
	tuple.t_len = HeapTupleHeaderGetDatumLength(row);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_data = row;
	policy_tuple_read(&ct_tables[CT_TABLE_RULES], &tuple, state->desc,
					  state->map, (char *) &state->rows[state->n]);
	state->n++;
	MemoryContextSwitchTo(old);
}

/*
 * export_policy_agg_step(internal, policy_rule) returns internal
 *
 * Step of export_policy_agg().  A NULL row is left out; a NULL in a column
 * that every rule has: 22004; too many rows: 54000.
 */
PG_FUNCTION_INFO_V1(export_policy_agg_step);
Datum
export_policy_agg_step(PG_FUNCTION_ARGS)
{
	MemoryContext memory;
	RowsState *state = PG_ARGISNULL(0) ? NULL
									   : (RowsState *) PG_GETARG_POINTER(0);

	if (!AggCheckCallContext(fcinfo, &memory))
		elog(ERROR, "export_policy_agg_step called outside an aggregate");
	if (!PG_ARGISNULL(1))
	{
		HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(1);

		if (state == NULL)
			state = create_state(memory, row);
		add_row(state, row);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

/* ---- tables ------------------------------------------------------------- */

/* All rows of a view in this memory; SPI is connected. */
static void
read_view(const char *schema, CtTableId id, MemoryContext memory,
		  CtPolicySource *source)
{
	const CtTable *table = &ct_tables[id];
	MemoryContext old;
	StringInfoData sql;
	char *rows;
	int *map;
	int n;

	initStringInfo(&sql);
	appendStringInfoString(&sql, "SELECT ");
	for (int i = 0; i < table->ncolumns; i++)
		appendStringInfo(&sql, "%s%s", i > 0 ? ", " : "",
						 table->columns[i].name);
	appendStringInfo(&sql, " FROM %s.%s", schema, table->view);
	if (SPI_execute(sql.data, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read %s", table->view);
	old = MemoryContextSwitchTo(memory);
	n = (int) SPI_processed;
	rows = palloc_extended(table->row_size * (n + 1), MCXT_ALLOC_HUGE);
	map = policy_tuple_map(table, SPI_tuptable->tupdesc);
	for (int i = 0; i < n; i++)
		policy_tuple_read(table, SPI_tuptable->vals[i], SPI_tuptable->tupdesc,
						  map, rows + table->row_size * i);
	MemoryContextSwitchTo(old);
	ct_source_set(source, id, rows, n);
}

/* The tables of the schema of this function, rules only where asked. */
static void
read_tables(Oid function, bool rules, CtPolicySource *source)
{
	MemoryContext memory = CurrentMemoryContext;
	char *schema = get_namespace_name(get_func_namespace(function));

	if (schema == NULL)
		elog(ERROR, "cache lookup failed for schema of function %u", function);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	for (int t = 0; t < CT_TABLES; t++)
	{
		if (t != CT_TABLE_RULES || rules)
			read_view(quote_identifier(schema), (CtTableId) t, memory, source);
	}
	SPI_finish();
}

/* ---- regimes ------------------------------------------------------------ */

/* Where no regime that is there is asked by default, all are. */
static void
ask_some(CtRegimeRow *regimes, int n)
{
	bool asked = false;

	for (int i = 0; i < n; i++)
		asked |= regimes[i].asked_by_default;
	for (int i = 0; i < n; i++)
		regimes[i].asked_by_default |= !asked;
}

/* Keep the regimes of which there are rules. */
static void
keep_used_regimes(CtPolicySource *source)
{
	CtRegimeRow *regimes = (CtRegimeRow *) source->regimes;
	int n = 0;

	for (int i = 0; i < source->nregimes; i++)
	{
		bool used = false;

		for (int r = 0; r < source->nrules; r++)
			used |= strcmp(source->rules[r].regime, regimes[i].regime) == 0;
		if (used)
			regimes[n++] = regimes[i];
	}
	source->nregimes = n;
	ask_some(regimes, n);
}

static void
report_regime(const CtPolicySource *source, const char *name)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < source->nregimes; i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "",
						 source->regimes[i].regime);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown policy regime \"%s\"", name),
					errhint("Regimes are %s.", list.data)));
}

/* Mark a regime as asked. */
static void
pick_regime(const CtPolicySource *source, const char *name, bool *picked)
{
	for (int i = 0; i < source->nregimes; i++)
	{
		if (ct_word_is(name, strlen(name), source->regimes[i].regime))
		{
			picked[i] = true;
			return;
		}
	}
	report_regime(source, name);
}

/* Keep these regimes and their rules; they are the ones asked. */
static void
keep_picked_regimes(CtPolicySource *source, const bool *picked)
{
	CtRegimeRow *regimes = (CtRegimeRow *) source->regimes;
	CtRuleRow *rules = (CtRuleRow *) source->rules;
	int nregimes = 0;
	int nrules = 0;

	for (int i = 0; i < source->nregimes; i++)
	{
		if (!picked[i])
			continue;
		regimes[nregimes] = regimes[i];
		regimes[nregimes++].asked_by_default = true;
	}
	for (int r = 0; r < source->nrules; r++)
	{
		bool kept = false;

		for (int i = 0; i < nregimes; i++)
			kept |= strcmp(rules[r].regime, regimes[i].regime) == 0;
		if (kept)
			rules[nrules++] = rules[r];
	}
	source->nregimes = nregimes;
	source->nrules = nrules;
}

/*
 * export_policy_agg_final(internal) returns export_policy
 *
 * The regimes of the rules, and all countries and country groups, as the
 * tables have them now.  NULL where there were no rows.  A wrong row, or one
 * that names an unknown regime, country or group: 22023 with rule, column and
 * position.
 */
PG_FUNCTION_INFO_V1(export_policy_agg_final);
Datum
export_policy_agg_final(PG_FUNCTION_ARGS)
{
	CtPolicySource source = {0};
	const RowsState *state;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "export_policy_agg_final called outside an aggregate");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = (const RowsState *) PG_GETARG_POINTER(0);
	read_tables(fcinfo->flinfo->fn_oid, false, &source);
	ct_source_set(&source, CT_TABLE_RULES, state->rows, state->n);
	keep_used_regimes(&source);
	return PointerGetDatum(
		policy_value_make(&source, ERRCODE_INVALID_PARAMETER_VALUE, NULL));
}

/*
 * policy() returns export_policy
 *
 * All rules and regimes of the tables that the current user sees.
 */
PG_FUNCTION_INFO_V1(policy_all);
Datum
policy_all(PG_FUNCTION_ARGS)
{
	CtPolicySource source = {0};

	read_tables(fcinfo->flinfo->fn_oid, true, &source);
	return PointerGetDatum(
		policy_value_make(&source, ERRCODE_INVALID_PARAMETER_VALUE, NULL));
}

/*
 * policy(VARIADIC regimes text[]) returns export_policy
 *
 * The rules of these regimes, which are the ones asked where a question names
 * none.  NULL where one is NULL; unknown or none at all: 22023.  Strict.
 */
PG_FUNCTION_INFO_V1(policy_of_regimes);
Datum
policy_of_regimes(PG_FUNCTION_ARGS)
{
	CtPolicySource source = {0};
	bool *picked;
	Datum *names;
	bool *nulls;
	int n;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), TEXTOID, -1, false,
					  TYPALIGN_INT, &names, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		if (nulls[i])
			PG_RETURN_NULL();
	}
	if (n == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("argument \"regimes\" is empty"),
						errhint("policy() takes all regimes.")));
	read_tables(fcinfo->flinfo->fn_oid, true, &source);
	picked = palloc0(sizeof(bool) * (source.nregimes + 1));
	for (int i = 0; i < n; i++)
		pick_regime(&source, TextDatumGetCString(names[i]), picked);
	keep_picked_regimes(&source, picked);
	return PointerGetDatum(
		policy_value_make(&source, ERRCODE_INVALID_PARAMETER_VALUE, NULL));
}
