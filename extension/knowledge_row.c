/*
 * knowledge_row.c
 *		The row triggers of the knowledge views, in the usual case.
 *
 * A row whose key is new is inserted, and a value that is known is let pass,
 *by plans that live as long as the statement: PL/pgSQL would plan its dynamic
 * statements anew for every row of a load.  Whatever else there is (overrides,
 * tombstones, other spellings, errors) is left to the functions in PL/pgSQL.
 */
#include "knowledge_internal.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "parser/parse_func.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

static void
free_plan(void *plan)
{
	SPI_freeplan(plan);
}

KnowledgeTrigger *
knowledge_trigger(FunctionCallInfo fcinfo, const char *otherwise)
{
	KnowledgeTrigger *t = fcinfo->flinfo->fn_extra;
	char *schema;

	if (t)
		return t;
	schema = get_namespace_name(get_func_namespace(fcinfo->flinfo->fn_oid));
	t = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(*t));
	fmgr_info_cxt(LookupFuncName(list_make2(makeString(schema),
											makeString(pstrdup(otherwise))),
								 0, NULL, false),
				  &t->otherwise, fcinfo->flinfo->fn_mcxt);
	t->context = fcinfo->flinfo->fn_mcxt;
	fcinfo->flinfo->fn_extra = t;
	return t;
}

Datum
knowledge_otherwise(FunctionCallInfo fcinfo, KnowledgeTrigger *t)
{
	LOCAL_FCINFO(call, 0);
	Datum result;

	InitFunctionCallInfoData(*call, &t->otherwise, 0, InvalidOid,
							 fcinfo->context, NULL);
	result = FunctionCallInvoke(call);
	fcinfo->isnull = call->isnull;
	return result;
}

/* within SPI: keep the plan until the statement ends */
static void
keep_plan(KnowledgeTrigger *t, const char *sql, Oid argument)
{
	SPIPlanPtr plan = SPI_prepare(sql, 1, &argument);

	if (plan == NULL || SPI_keepplan(plan) != 0)
		elog(ERROR, "could not prepare \"%s\"", sql);
	t->callback.func = free_plan;
	t->callback.arg = plan;
	MemoryContextRegisterResetCallback(t->context, &t->callback);
	t->plan = plan;
}

/* ---- INSERT ------------------------------------------------------------- */

/* "b.k = ($1).k AND ...": names of operators do not depend on a search_path */
static void
append_same_key(StringInfo sql, const Trigger *trigger, const char *alias)
{
	for (int i = 0; i < trigger->tgnargs; i++)
	{
		const char *key = quote_identifier(trigger->tgargs[i]);

		appendStringInfo(sql, "%s%s.%s OPERATOR(pg_catalog.=) ($1).%s",
						 i > 0 ? " AND " : "", alias, key, key);
	}
}

static char *
insert_statement(const TriggerData *data)
{
	TupleDesc columns = RelationGetDescr(data->tg_relation);
	char *schema = get_namespace_name(RelationGetNamespace(data->tg_relation));
	const char *view = RelationGetRelationName(data->tg_relation);
	char *mine = quote_qualified_identifier(schema, psprintf("%s_user", view));
	StringInfoData names;
	StringInfoData values;
	StringInfoData sql;

	initStringInfo(&names);
	initStringInfo(&values);
	for (int i = 0; i < columns->natts; i++)
	{
		const char *name = NameStr(TupleDescAttr(columns, i)->attname);

		if (strcmp(name, "origin") == 0)
			continue;
		appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "",
						 quote_identifier(name));
		appendStringInfo(&values, "%s($1).%s", values.len > 0 ? ", " : "",
						 quote_identifier(name));
	}
	initStringInfo(&sql);
	appendStringInfo(&sql,
					 "INSERT INTO %s (%s) SELECT %s WHERE NOT EXISTS (SELECT "
					 "FROM %s u WHERE ",
					 mine, names.data, values.data, mine);
	append_same_key(&sql, data->tg_trigger, "u");
	appendStringInfo(
		&sql, ") AND NOT EXISTS (SELECT FROM %s b WHERE ",
		quote_qualified_identifier(schema, psprintf("%s_bundled", view)));
	append_same_key(&sql, data->tg_trigger, "b");
	appendStringInfoString(&sql, ") ON CONFLICT (");
	for (int i = 0; i < data->tg_trigger->tgnargs; i++)
		appendStringInfo(&sql, "%s%s", i > 0 ? ", " : "",
						 quote_identifier(data->tg_trigger->tgargs[i]));
	appendStringInfoString(&sql, ") DO NOTHING");
	return sql.data;
}

HeapTuple
knowledge_insert_new(KnowledgeTrigger *t, const TriggerData *data)
{
	TupleDesc columns = RelationGetDescr(data->tg_relation);
	Datum row = heap_copy_tuple_as_datum(data->tg_trigtuple, columns);
	int origin = columns->natts;
	Datum value;
	bool isnull = false;
	uint64 inserted;

	if (strcmp(NameStr(TupleDescAttr(columns, origin - 1)->attname),
			   "origin") != 0)
		elog(ERROR, "the last column of %s is not origin",
			 RelationGetRelationName(data->tg_relation));
	SPI_connect();
	if (t->plan == NULL)
		keep_plan(t, insert_statement(data),
				  data->tg_relation->rd_rel->reltype);
	SPI_execute_plan(t->plan, &row, NULL, false, 0);
	inserted = SPI_processed;
	SPI_finish();
	if (inserted == 0)
		return NULL;
	value = CStringGetTextDatum("user");
	return heap_modify_tuple_by_cols(data->tg_trigtuple, columns, 1, &origin,
									 &value, &isnull);
}

/* ---- references --------------------------------------------------------- */

static bool
is_known(KnowledgeTrigger *t, const TriggerData *data, Datum value)
{
	char **args = data->tg_trigger->tgargs;
	bool known;

	SPI_connect();
	if (t->plan == NULL)
	{
		char *schema = get_namespace_name(
			RelationGetNamespace(data->tg_relation));

		keep_plan(t,
				  psprintf("SELECT FROM %s t WHERE t.%s "
						   "OPERATOR(pg_catalog.=) $1 LIMIT 1",
						   quote_qualified_identifier(schema, args[1]),
						   quote_identifier(args[2])),
				  TEXTOID);
	}
	SPI_execute_plan(t->plan, &value, NULL, false, 1);
	known = SPI_processed > 0;
	SPI_finish();
	return known;
}

/*
 * knowledge_refer() returns trigger
 *
 * INSTEAD OF trigger of the knowledge views: a value must be in another view.
 * Arguments: column, view, its column, a value that is exempt, the function
 * that looks at other values.  A value that is known as it is, NULL, and the
 * exempt one pass; knowledge_refer_row(), or that function, does the rest.  As
 * another kind of trigger: 39P01.
 */
PG_FUNCTION_INFO_V1(knowledge_refer);
Datum
knowledge_refer(PG_FUNCTION_ARGS)
{
	const TriggerData *data = (const TriggerData *) fcinfo->context;
	KnowledgeTrigger *t;
	TupleDesc columns;
	char **args;
	Datum value;
	bool isnull;
	int column;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_INSTEAD(data->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called by an INSTEAD OF "
						"trigger",
						"knowledge_refer")));
	args = data->tg_trigger->tgargs;
	t = knowledge_trigger(fcinfo, data->tg_trigger->tgnargs > 4
									  ? args[4]
									  : "knowledge_refer_row");
	if (!TRIGGER_FIRED_BY_INSERT(data->tg_event))
		return knowledge_otherwise(fcinfo, t);
	columns = RelationGetDescr(data->tg_relation);
	column = SPI_fnumber(columns, args[0]);
	if (column <= 0 || TupleDescAttr(columns, column - 1)->atttypid != TEXTOID)
		return knowledge_otherwise(fcinfo, t);
	value = heap_getattr(data->tg_trigtuple, column, columns, &isnull);
	if (isnull ||
		(data->tg_trigger->tgnargs > 3 &&
		 strcmp(TextDatumGetCString(value), args[3]) == 0) ||
		is_known(t, data, value))
		return PointerGetDatum(data->tg_trigtuple);
	return knowledge_otherwise(fcinfo, t);
}
