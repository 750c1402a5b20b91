/*
 * knowledge.c
 *		Reads rules, country groups, countries and regimes from the extension's
 *		views and compiles them; what call sites hold of it.
 *
 * The schema is that of the calling function, so nothing depends on
 * search_path.
 */
#include "knowledge_internal.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "glue.h"

static void *
knowledge_alloc(void *context, size_t size)
{
	return MemoryContextAllocZero((MemoryContext) context, size);
}

CtAllocator
knowledge_allocator(Knowledge *k)
{
	CtAllocator a = {knowledge_alloc, k->context};

	return a;
}

/* ---- call sites -------------------------------------------------------- */

static void
unpin_sets(void *call_site)
{
	Knowledge *k = call_site;

	for (int i = 0; i < KNOWLEDGE_KINDS; i++)
	{
		if (k->sets[i])
			knowledge_unpin(k->sets[i]);
	}
}

static Knowledge *
create_knowledge(const FmgrInfo *flinfo)
{
	MemoryContext context = AllocSetContextCreate(
		flinfo->fn_mcxt, "chiptrade call site", ALLOCSET_SMALL_SIZES);
	Knowledge *k = MemoryContextAllocZero(context, sizeof(Knowledge));

	k->context = context;
	k->schema = get_func_namespace(flinfo->fn_oid);
	if (!OidIsValid(k->schema))
		elog(ERROR, "cache lookup failed for schema of function %u",
			 flinfo->fn_oid);
	k->unpin.func = unpin_sets;
	k->unpin.arg = k;
	MemoryContextRegisterResetCallback(context, &k->unpin);
	return k;
}

/*
 * Pin anew what the call site holds.  Is it all the same still?  Then what
 * hangs on it holds too.
 */
static bool
pin_again(Knowledge *k)
{
	bool same = true;

	for (int i = 0; i < KNOWLEDGE_KINDS; i++)
	{
		KnowledgeSet *set;

		if (k->sets[i] == NULL)
			continue;
		set = knowledge_pin(k->schema, i);
		same &= set == k->sets[i];
		knowledge_unpin(set);
	}
	return same;
}

pg_noinline Knowledge *
knowledge_renew(FmgrInfo *flinfo)
{
	Knowledge *k = flinfo->fn_extra;

	/* an error must not leave a call site that looks fresh */
	flinfo->fn_extra = NULL;
	if (k == NULL || !pin_again(k))
	{
		if (k)
			MemoryContextDelete(k->context);
		k = create_knowledge(flinfo);
	}
	knowledge_stamp(&k->seen_by, GetActiveSnapshot());
	k->user = GetUserId();
	flinfo->fn_extra = k;
	return k;
}

KnowledgeSet *
knowledge_set(Knowledge *k, KnowledgeKind kind)
{
	if (k->sets[kind] == NULL)
		k->sets[kind] = knowledge_pin(k->schema, kind);
	return k->sets[kind];
}

CtPolicy *
knowledge_policy(Knowledge *k)
{
	return knowledge_set(k, KNOWLEDGE_RULES)->policy;
}

/* ---- reading ----------------------------------------------------------- */

KnowledgeRows
knowledge_select(Oid schema, const KnowledgeQuery *query)
{
	char *name = get_namespace_name(schema);
	KnowledgeRows rows;
	StringInfoData sql;
	int rc;

	if (name == NULL)
		elog(ERROR, "cache lookup failed for schema %u", schema);
	initStringInfo(&sql);
	appendStringInfo(&sql, "SELECT %s FROM %s.%s %s", query->columns,
					 quote_identifier(name), query->relation, query->order);
	rc = SPI_execute(sql.data, true, 0);
	if (rc != SPI_OK_SELECT)
		elog(ERROR, "could not read %s: %s", query->relation,
			 SPI_result_code_string(rc));
	rows.table = SPI_tuptable;
	rows.n = SPI_processed;
	return rows;
}

char *
knowledge_text(const KnowledgeSet *set, const KnowledgeRows *rows, uint64 row,
			   int column)
{
	char *value = SPI_getvalue(rows->table->vals[row], rows->table->tupdesc,
							   column);

	return value ? MemoryContextStrdup(set->context, value) : NULL;
}

/* in the order of the queries below */
enum
{
	ROWS_COUNTRY,
	ROWS_GROUP,
	ROWS_REGIME,
	ROWS_RULE
};

static const KnowledgeQuery rule_queries[] = {
	[ROWS_COUNTRY] = {"country", "country, name, aliases", "ORDER BY 1"},
	[ROWS_GROUP] = {"country_group",
					"group_code, country, valid_from, valid_to",
					"ORDER BY 1, 2, 3"},
	[ROWS_REGIME] = {"policy_regime",
					 "regime, ask_order, asked_by_default, gives_eccn, "
					 "known_through, gate",
					 "ORDER BY 2, 1"},
	[ROWS_RULE] = {"policy_rule",
				   "rule_id, regime, title, eccn, effective_from, "
				   "effective_to, precedence, overrides, destinations, hq, "
				   "ships_from, route, seller, product, spec_test, verdict, "
				   "fee_pct, fee_basis, conditions, applies_when, confidence, "
				   "citation, url, note",
				   "ORDER BY 1"},
};

/* The rows of one query while they are copied into a set. */
typedef struct Reading
{
	const KnowledgeSet *set;
	const KnowledgeRows *rows;
	const char *relation;
} Reading;

static Reading
reading(const KnowledgeSet *set, const KnowledgeRows *rows, int query)
{
	Reading r = {set, &rows[query], rule_queries[query].relation};

	return r;
}

static char *
text_value(const Reading *r, uint64 row, int column)
{
	return knowledge_text(r->set, r->rows, row, column);
}

/* a column that must not be NULL */
static char *
required_text(const Reading *r, uint64 row, int column)
{
	char *value = text_value(r, row, column);

	if (value == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("column \"%s\" of %s is NULL in row \"%s\"",
						SPI_fname(r->rows->table->tupdesc, column),
						r->relation, column > 1 ? text_value(r, row, 1) : ""),
				 errhint("Update or delete that row.")));
	return value;
}

/* a date column in the core's days; open_end where it is NULL */
static int32
day_value(const Reading *r, uint64 row, int column, int32 open_end)
{
	bool isnull;
	DateADT date = DatumGetDateADT(
		knowledge_value(r->rows, row, column, &isnull));

	return isnull ? open_end : ct_day_of(date);
}

static int
integer_value(const Reading *r, uint64 row, int column)
{
	bool isnull;
	int value = DatumGetInt32(knowledge_value(r->rows, row, column, &isnull));

	if (isnull)
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("column \"%s\" of %s is NULL",
							   SPI_fname(r->rows->table->tupdesc, column),
							   r->relation)));
	return value;
}

static void
copy_countries(const Reading *r, CtPolicySource *source)
{
	CtCountryRow *rows = MemoryContextAllocZero(
		r->set->context, sizeof(CtCountryRow) * (r->rows->n + 1));

	for (uint64 i = 0; i < r->rows->n; i++)
	{
		rows[i].code = required_text(r, i, 1);
		rows[i].name = text_value(r, i, 2);
		rows[i].aliases = text_value(r, i, 3);
	}
	source->countries = rows;
	source->ncountries = (int) r->rows->n;
}

static void
copy_groups(const Reading *r, CtPolicySource *source)
{
	CtGroupRow *rows = MemoryContextAllocZero(
		r->set->context, sizeof(CtGroupRow) * (r->rows->n + 1));

	for (uint64 i = 0; i < r->rows->n; i++)
	{
		rows[i].group = required_text(r, i, 1);
		rows[i].country = required_text(r, i, 2);
		rows[i].valid_from = day_value(r, i, 3, CT_DAY_MIN);
		rows[i].valid_to = day_value(r, i, 4, CT_DAY_MAX);
	}
	source->groups = rows;
	source->ngroups = (int) r->rows->n;
}

static void
copy_regimes(const Reading *r, CtPolicySource *source)
{
	CtRegimeRow *rows = MemoryContextAllocZero(
		r->set->context, sizeof(CtRegimeRow) * (r->rows->n + 1));

	for (uint64 i = 0; i < r->rows->n; i++)
	{
		bool isnull;

		rows[i].regime = required_text(r, i, 1);
		rows[i].ask_order = integer_value(r, i, 2);
		rows[i].asked_by_default = DatumGetBool(
			knowledge_value(r->rows, i, 3, &isnull));
		rows[i].gives_eccn = DatumGetBool(
			knowledge_value(r->rows, i, 4, &isnull));
		rows[i].known_through = day_value(r, i, 5, CT_DAY_MAX);
		rows[i].gate = text_value(r, i, 6);
	}
	source->regimes = rows;
	source->nregimes = (int) r->rows->n;
}

static void
copy_rule(const Reading *r, uint64 i, CtRuleRow *rule)
{
	bool isnull;

	rule->rule_id = required_text(r, i, 1);
	rule->regime = required_text(r, i, 2);
	rule->title = text_value(r, i, 3);
	rule->eccn = text_value(r, i, 4);
	rule->effective_from = day_value(r, i, 5, CT_DAY_MIN);
	rule->effective_to = day_value(r, i, 6, CT_DAY_MAX);
	rule->precedence = integer_value(r, i, 7);
	rule->overrides = text_value(r, i, 8);
	rule->destinations = text_value(r, i, 9);
	rule->hq = text_value(r, i, 10);
	rule->ships_from = text_value(r, i, 11);
	rule->route = text_value(r, i, 12);
	rule->seller = text_value(r, i, 13);
	rule->product = text_value(r, i, 14);
	rule->spec_test = text_value(r, i, 15);
	rule->verdict = (unsigned char) DatumGetChar(
		knowledge_value(r->rows, i, 16, &isnull));
	rule->fee_pct = text_value(r, i, 17);
	rule->fee_basis = text_value(r, i, 18);
	rule->conditions = text_value(r, i, 19);
	rule->applies_when = text_value(r, i, 20);
	rule->confidence = text_value(r, i, 21);
	rule->citation = text_value(r, i, 22);
	rule->url = text_value(r, i, 23);
	rule->note = text_value(r, i, 24);
}

static void
copy_rules(const Reading *r, CtPolicySource *source)
{
	CtRuleRow *rows = MemoryContextAllocZero(
		r->set->context, sizeof(CtRuleRow) * (r->rows->n + 1));

	for (uint64 i = 0; i < r->rows->n; i++)
		copy_rule(r, i, &rows[i]);
	source->rules = rows;
	source->nrules = (int) r->rows->n;
}

/* what a message calls a row of a relation */
static const char *
row_kind(const char *relation)
{
	if (strcmp(relation, "policy_rule") == 0)
		return "export rule";
	if (strcmp(relation, "country_group") == 0)
		return "country group";
	return strcmp(relation, "country") == 0 ? "country" : "regime";
}

void
knowledge_report(int level, int code, const CtPolicyError *err,
				 const char *hint)
{
	const char *id = err->rule_id;

	ereport(level,
			(errcode(code),
			 errmsg("invalid %s in column \"%s\"%s%s%s%s%s%s",
					row_kind(err->relation), err->column, id ? " of \"" : "",
					id ? id : "", id ? "\"" : "", *err->text ? ": \"" : "",
					err->text, *err->text ? "\"" : ""),
			 err->error.pos == CT_NO_POSITION
				 ? errdetail("%s.", err->error.what)
				 : errdetail("%s at position %d.", err->error.what,
							 ct_character(err->text, err->error.pos)),
			 errhint("%s", hint),
			 err_generic_string(PG_DIAG_TABLE_NAME, err->relation),
			 err_generic_string(PG_DIAG_COLUMN_NAME, err->column)));
}

/* NULL with *err filled where a row is wrong */
static CtPolicy *
build_policy(const KnowledgeSet *set, const KnowledgeRows *rows,
			 CtPolicyError *err)
{
	CtAllocator allocator = {knowledge_alloc, set->context};
	CtPolicySource source = {0};
	Reading countries = reading(set, rows, ROWS_COUNTRY);
	Reading groups = reading(set, rows, ROWS_GROUP);
	Reading regimes = reading(set, rows, ROWS_REGIME);
	Reading rules = reading(set, rows, ROWS_RULE);

	copy_countries(&countries, &source);
	copy_groups(&groups, &source);
	copy_regimes(&regimes, &source);
	copy_rules(&rules, &source);
	return ct_policy_compile(&source, &allocator, err);
}

static void
compile_rules(KnowledgeSet *set, const KnowledgeRows *rows)
{
	CtPolicyError err;

	set->policy = build_policy(set, rows, &err);
	if (set->policy == NULL)
		knowledge_report(ERROR, ERRCODE_INVALID_PARAMETER_VALUE, &err,
						 err.error.hint[0] ? err.error.hint
										   : psprintf("Correct the row in %s.",
													  err.relation));
}

bool
knowledge_rules_hold(Oid schema, CtPolicyError *err)
{
	KnowledgeSet set = {.context = CurrentMemoryContext};
	KnowledgeRows rows[lengthof(rule_queries)];
	bool result;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	for (int i = 0; i < (int) lengthof(rule_queries); i++)
		rows[i] = knowledge_select(schema, &rule_queries[i]);
	result = build_policy(&set, rows, err) != NULL;
	SPI_finish();
	return result;
}

const KnowledgeSource knowledge_rules = {lengthof(rule_queries), rule_queries,
										 compile_rules};
