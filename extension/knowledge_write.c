/*
 * knowledge_write.c
 *		What the triggers of the knowledge do in C: see that the rules still
 *		compile after an edit, and name the column of a refused row.
 *
 * An edit that passes the checks of its own row can still leave rules behind
 * that nobody can decide by: a country that a rule names is deleted, a rule is
 * lifted above its exceptions.  So a statement that writes to the views behind
 * the rules ends with a compilation of them all, once, however many rows it
 * wrote.
 *
 * The check is that of constraint policy_consistent, which hangs on the user's
 * tables because a view can have none.  Its row trigger fires while the
 * statement of the view is still going on, and only notes that it did: then
 * the constraint is immediate, and the trigger at the end of the view's
 * statement checks.  Where it did not fire, SET CONSTRAINTS has deferred it,
 * and the check is owed: the row trigger does it when the server calls it at
 * last, the first time for all.  Writes past the views, as of pg_restore and
 * of replication, owe nothing.
 */
#include "knowledge_internal.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_namespace.h"
#include "commands/trigger.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/rls.h"
#include "utils/syscache.h"

#define MARK "knowledge_mark"

/* the row trigger has fired within the statement of a view */
static bool noted = false;

/* a view was written to whose check is deferred */
static bool owed = false;

static void
transaction_ended(XactEvent event, void *arg pg_attribute_unused())
{
	if (event == XACT_EVENT_PRE_COMMIT || event == XACT_EVENT_PRE_PREPARE)
		return;
	noted = false;
	owed = false;
}

/* What is rolled back is checked no more; to check more than need be is fine.
 */
static void
subtransaction_ended(SubXactEvent event,
					 SubTransactionId id pg_attribute_unused(),
					 SubTransactionId parent pg_attribute_unused(),
					 void *arg pg_attribute_unused())
{
	if (event == SUBXACT_EVENT_ABORT_SUB)
		noted = false;
}

static void
register_callbacks(void)
{
	static bool registered = false;

	if (registered)
		return;
	RegisterXactCallback(transaction_ended, NULL);
	RegisterSubXactCallback(subtransaction_ended, NULL);
	registered = true;
}

/*
 * knowledge_is_own(writer xid) returns boolean
 *
 * True where the current transaction has this number, or one of its
 * subtransactions that was not rolled back.  Strict; no errors.
 */
PG_FUNCTION_INFO_V1(knowledge_is_own);
Datum
knowledge_is_own(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(
		TransactionIdIsCurrentTransactionId(PG_GETARG_TRANSACTIONID(0)));
}

bool
knowledge_is_guarded(Oid relation)
{
	Relation table = table_open(relation, AccessShareLock);
	int found = 0;

	for (int i = 0; table->trigdesc && i < table->trigdesc->numtriggers; i++)
	{
		const Trigger *t = &table->trigdesc->triggers[i];

		if (t->tgenabled == TRIGGER_FIRES_ALWAYS &&
			(strcmp(t->tgname, "knowledge_change") == 0 ||
			 strcmp(t->tgname, "knowledge_change_row") == 0))
			found++;
	}
	table_close(table, AccessShareLock);
	return found == 2;
}

/* ---- the rules as a whole ---------------------------------------------- */

/* May this user read every row that rules are compiled from? */
static bool
reads_all(Oid schema, Oid user)
{
	static const char *const endings[] = {"", "_bundled", "_user"};

	if (CT_SCHEMA_ACLCHECK(schema, user, ACL_USAGE) != ACLCHECK_OK)
		return false;
	for (int i = 0; i < knowledge_rules.nqueries; i++)
	{
		for (int j = 0; j < (int) lengthof(endings); j++)
		{
			char *name = psprintf("%s%s", knowledge_rules.queries[i].relation,
								  endings[j]);
			Oid relation = get_relname_relid(name, schema);

			if (!OidIsValid(relation) ||
				pg_class_aclcheck(relation, user, ACL_SELECT) != ACLCHECK_OK ||
				check_enable_rls(relation, user, true) == RLS_ENABLED)
				return false;
		}
	}
	return true;
}

/*
 * As of now, others' commits included: the lock lets nobody edit beside us.
 * Our own commands are seen up to one, or all of them.
 */
static bool
rules_hold(Oid schema, CommandId up_to, CtPolicyError *err)
{
	bool result;

	PushActiveSnapshot(GetLatestSnapshot());
	if (up_to != InvalidCommandId)
		GetActiveSnapshot()->curcid = up_to;
	result = knowledge_rules_hold(schema, err);
	PopActiveSnapshot();
	return result;
}

/* Tell no more than the user could read. */
static void
report_edit(Oid schema, int level, const char *written,
			const CtPolicyError *err)
{
	int code = strcmp(written, err->relation) == 0
				   ? ERRCODE_CHECK_VIOLATION
				   : ERRCODE_FOREIGN_KEY_VIOLATION;

	if (!reads_all(schema, GetUserId()))
		ereport(level,
				(errcode(code),
				 errmsg("the export rules do not hold together with this "
						"change"),
				 errdetail("The reason is in rows that you may not read."),
				 errhint("Ask somebody who may read all rules."),
				 err_generic_string(PG_DIAG_TABLE_NAME, written)));
	else if (level == ERROR)
		knowledge_report(level, code, err,
						 "The change would break the export rules. Change "
						 "that row first, or SET CONSTRAINTS "
						 "policy_consistent DEFERRED and change both in one "
						 "transaction.");
	else
		knowledge_report(level, code, err,
						 "It was so before this change. Until that row is "
						 "corrected nothing can be decided.");
}

/*
 * Reads as the owner, like the server's own foreign keys: what counts are all
 * rules, not those that the user sees.  Rules that did not compile before the
 * edit are no reason to refuse it; it may be the first of several that mend
 * them.
 */
static void
check_rules(Oid schema, Relation relation, CommandId before)
{
	char *written = pstrdup(RelationGetRelationName(relation));
	char *ending = strstr(written, "_user");
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(caller, "chiptrade check",
												  ALLOCSET_DEFAULT_SIZES);
	CtPolicyError err;
	CtPolicyError ignored;
	Oid user;
	int security;
	int level = 0;

	if (ending)
		*ending = '\0';
	CommandCounterIncrement();
	GetUserIdAndSecContext(&user, &security);
	SetUserIdAndSecContext(relation->rd_rel->relowner,
						   security | SECURITY_LOCAL_USERID_CHANGE |
							   SECURITY_NOFORCE_RLS);
	MemoryContextSwitchTo(context);
	if (!rules_hold(schema, InvalidCommandId, &err))
		level = rules_hold(schema, before, &ignored) ? ERROR : WARNING;
	SetUserIdAndSecContext(user, security);
	if (level > 0)
		report_edit(schema, level, written, &err);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
}

/* Editors of the rules take turns: two edits may only be bad together. */
static void
lock_rules(Oid schema)
{
	Oid mark = get_relname_relid(MARK, schema);

	if (OidIsValid(mark))
		LockRelationOid(mark, ShareRowExclusiveLock);
}

static bool
within_trigger_of_view(void)
{
	return DatumGetInt32(OidFunctionCall0(F_PG_TRIGGER_DEPTH)) > 1;
}

/*
 * policy_edit() returns trigger
 *
 * BEFORE and AFTER STATEMENT trigger of the views country, country_group,
 * policy_regime, policy_rule, and row trigger of constraint policy_consistent
 * on their tables of the user.  23514 where a row of the relation that was
 * written to is wrong with the change, 23503 where one of another relation is;
 * as another kind of trigger: 39P01.
 */
PG_FUNCTION_INFO_V1(policy_edit);
Datum
policy_edit(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Oid schema = get_func_namespace(fcinfo->flinfo->fn_oid);

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		(TRIGGER_FIRED_FOR_ROW(trigger->tg_event) &&
		 !TRIGGER_FIRED_AFTER(trigger->tg_event)))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called by an AFTER ROW or a "
						"statement trigger",
						"policy_edit")));
	register_callbacks();
	if (TRIGGER_FIRED_BEFORE(trigger->tg_event))
		lock_rules(schema);
	else if (TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
	{
		if (noted)
			check_rules(schema, trigger->tg_relation,
						GetActiveSnapshot()->curcid);
		else
			owed = true;
		noted = false;
	}
	else if (within_trigger_of_view())
		noted = true;
	else if (owed)
	{
		check_rules(schema, trigger->tg_relation, FirstCommandId);
		owed = false;
	}
	PG_RETURN_POINTER(NULL);
}

/* ---- the column of a refused row --------------------------------------- */

/* the columns of a CHECK constraint, ", " between them; NULL if unknown */
static char *
columns_of_check(const ErrorData *error)
{
	Oid schema = get_namespace_oid(error->schema_name, true);
	Oid relation = get_relname_relid(error->table_name, schema);
	Oid constraint = get_relation_constraint_oid(relation,
												 error->constraint_name, true);
	HeapTuple tuple = SearchSysCache1(CONSTROID, ObjectIdGetDatum(constraint));
	StringInfoData names;
	Datum key;
	bool isnull;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	initStringInfo(&names);
	key = SysCacheGetAttr(CONSTROID, tuple, Anum_pg_constraint_conkey,
						  &isnull);
	if (!isnull)
	{
		ArrayType *array = DatumGetArrayTypeP(key);
		int16 *numbers = (int16 *) ARR_DATA_PTR(array);

		for (int i = 0; i < ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
			 i++)
			appendStringInfo(&names, "%s%s", i > 0 ? ", " : "",
							 get_attname(relation, numbers[i], false));
	}
	ReleaseSysCache(tuple);
	return names.len > 0 ? names.data : NULL;
}

static void
name_columns(ErrorData *error)
{
	char *columns;

	if (error->sqlerrcode != ERRCODE_CHECK_VIOLATION ||
		error->constraint_name == NULL || error->table_name == NULL ||
		error->schema_name == NULL || error->column_name != NULL)
		return;
	columns = columns_of_check(error);
	if (columns == NULL)
		return;
	error->message = psprintf("%s (%s %s)", error->message,
							  strchr(columns, ',') ? "columns" : "column",
							  columns);
	error->column_name = pnstrdup(columns, strcspn(columns, ","));
}

static const char *
writer_of(TriggerEvent event)
{
	if (TRIGGER_FIRED_BY_INSERT(event))
		return "knowledge_insert";
	return TRIGGER_FIRED_BY_UPDATE(event) ? "knowledge_update"
										  : "knowledge_delete";
}

static Datum
write_row(FunctionCallInfo fcinfo)
{
	const TriggerData *data = (const TriggerData *) fcinfo->context;
	KnowledgeTrigger *t = knowledge_trigger(fcinfo, writer_of(data->tg_event));

	if (TRIGGER_FIRED_BY_INSERT(data->tg_event))
	{
		HeapTuple row = knowledge_insert_new(t, data);

		if (row)
			return PointerGetDatum(row);
	}
	return knowledge_otherwise(fcinfo, t);
}

/*
 * knowledge_write() returns trigger
 *
 * INSTEAD OF trigger of the knowledge views: knowledge_insert(), _update() or
 * _delete(), but for a row whose key is new; and where a CHECK constraint
 * refuses the row, its columns in the message.  An exception block in PL/pgSQL
 * would cost a subtransaction for every row of a load.  As another kind of
 * trigger: 39P01.
 */
PG_FUNCTION_INFO_V1(knowledge_write);
Datum
knowledge_write(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum result = 0;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		!TRIGGER_FIRED_INSTEAD(((TriggerData *) fcinfo->context)->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called by an INSTEAD OF "
						"trigger",
						"knowledge_write")));
	PG_TRY();
	{
		result = write_row(fcinfo);
	}
	PG_CATCH();
	{
		ErrorData *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		FlushErrorState();
		name_columns(error);
		ReThrowError(error);
	}
	PG_END_TRY();
	return result;
}
