/*
 * knowledge.c
 *		Reads rules, country groups, countries and regimes from the extension's
 *		views and compiles them.
 *
 * The schema is that of the calling function, so nothing depends on
 * search_path.  Reading is done as the current user: who may not see a rule
 * gets the table's own error.
 */
#include "knowledge_internal.h"

#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "chiptrade.h"

/* days from 1970-01-01, the core's, to 2000-01-01, the server's */
#define CORE_DAY(date) \
	((int32) (date) + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE))

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

static void
set_seen_by(SeenBy *s)
{
	Snapshot snapshot = GetActiveSnapshot();

	s->xmin = snapshot->xmin;
	s->xmax = snapshot->xmax;
	s->xcnt = snapshot->xcnt;
	s->subxcnt = snapshot->subxcnt;
	s->curcid = snapshot->curcid;
	s->subtransaction = GetCurrentSubTransactionId();
}

static pg_noinline Knowledge *
create_knowledge(Oid function, MemoryContext parent)
{
	MemoryContext context = AllocSetContextCreate(
		parent, "chiptrade knowledge", ALLOCSET_DEFAULT_SIZES);
	Knowledge *k = MemoryContextAllocZero(context, sizeof(Knowledge));
	char *schema = get_namespace_name(get_func_namespace(function));

	if (schema == NULL)
		elog(ERROR, "cache lookup failed for schema of function %u", function);
	k->context = context;
	set_seen_by(&k->seen_by);
	k->schema = MemoryContextStrdup(context, quote_identifier(schema));
	return k;
}

Knowledge *
knowledge_renew(FmgrInfo *flinfo)
{
	Knowledge *old = flinfo->fn_extra;

	flinfo->fn_extra = NULL;
	if (old)
		MemoryContextDelete(old->context);
	flinfo->fn_extra = create_knowledge(flinfo->fn_oid, flinfo->fn_mcxt);
	return flinfo->fn_extra;
}

uint64
knowledge_select(const Knowledge *k, const char *columns, const char *relation,
				 const char *order)
{
	StringInfoData sql;
	int rc;

	initStringInfo(&sql);
	appendStringInfo(&sql, "SELECT %s FROM %s.%s %s", columns, k->schema,
					 relation, order);
	rc = SPI_execute(sql.data, true, 0);
	if (rc != SPI_OK_SELECT)
		elog(ERROR, "could not read %s: %s", relation,
			 SPI_result_code_string(rc));
	return SPI_processed;
}

char *
knowledge_text(const Knowledge *k, uint64 row, int column)
{
	char *value = SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
							   column);

	return value ? MemoryContextStrdup(k->context, value) : NULL;
}

/* a column that must not be NULL */
static char *
required_text(const Knowledge *k, const char *relation, uint64 row, int column)
{
	char *value = knowledge_text(k, row, column);

	if (value == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("column \"%s\" of %s is NULL in row \"%s\"",
						SPI_fname(SPI_tuptable->tupdesc, column), relation,
						column > 1 ? knowledge_text(k, row, 1) : ""),
				 errhint("Update or delete that row.")));
	return value;
}

static Datum
fixed_value(uint64 row, int column, bool *isnull)
{
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
						 column, isnull);
}

/* a date column in the core's days; open_end where it is NULL */
static int32
day_value(uint64 row, int column, int32 open_end)
{
	bool isnull;
	DateADT date = DatumGetDateADT(fixed_value(row, column, &isnull));

	if (isnull || DATE_NOT_FINITE(date))
		return isnull || !DATE_IS_NOBEGIN(date) ? open_end : CT_DAY_MIN;
	return CORE_DAY(date);
}

static int
integer_value(const char *relation, uint64 row, int column)
{
	bool isnull;
	int value = DatumGetInt32(fixed_value(row, column, &isnull));

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("column \"%s\" of %s is NULL",
						SPI_fname(SPI_tuptable->tupdesc, column), relation)));
	return value;
}

static void
load_countries(Knowledge *k, CtPolicySource *source)
{
	uint64 n = knowledge_select(k, "country, name, aliases", "country",
								"ORDER BY 1");
	CtCountryRow *rows = MemoryContextAllocZero(
		k->context, sizeof(CtCountryRow) * (n + 1));

	for (uint64 i = 0; i < n; i++)
	{
		rows[i].code = required_text(k, "country", i, 1);
		rows[i].name = knowledge_text(k, i, 2);
		rows[i].aliases = knowledge_text(k, i, 3);
	}
	source->countries = rows;
	source->ncountries = (int) n;
}

static void
load_groups(Knowledge *k, CtPolicySource *source)
{
	uint64 n = knowledge_select(k, "group_code, country, valid_from, valid_to",
								"country_group", "ORDER BY 1, 2, 3");
	CtGroupRow *rows = MemoryContextAllocZero(k->context,
											  sizeof(CtGroupRow) * (n + 1));

	for (uint64 i = 0; i < n; i++)
	{
		rows[i].group = required_text(k, "country_group", i, 1);
		rows[i].country = required_text(k, "country_group", i, 2);
		rows[i].valid_from = day_value(i, 3, CT_DAY_MIN);
		rows[i].valid_to = day_value(i, 4, CT_DAY_MAX);
	}
	source->groups = rows;
	source->ngroups = (int) n;
}

static void
load_regimes(Knowledge *k, CtPolicySource *source)
{
	uint64 n = knowledge_select(
		k, "regime, ask_order, asked_by_default, gives_eccn, known_through",
		"policy_regime", "ORDER BY 2, 1");
	CtRegimeRow *rows = MemoryContextAllocZero(k->context,
											   sizeof(CtRegimeRow) * (n + 1));

	for (uint64 i = 0; i < n; i++)
	{
		bool isnull;

		rows[i].regime = required_text(k, "policy_regime", i, 1);
		rows[i].ask_order = integer_value("policy_regime", i, 2);
		rows[i].asked_by_default = DatumGetBool(fixed_value(i, 3, &isnull));
		rows[i].gives_eccn = DatumGetBool(fixed_value(i, 4, &isnull));
		rows[i].known_through = day_value(i, 5, CT_DAY_MAX);
	}
	source->regimes = rows;
	source->nregimes = (int) n;
}

static void
load_rule(Knowledge *k, uint64 i, CtRuleRow *r)
{
	bool isnull;

	r->rule_id = required_text(k, "policy_rule", i, 1);
	r->regime = required_text(k, "policy_rule", i, 2);
	r->title = knowledge_text(k, i, 3);
	r->eccn = knowledge_text(k, i, 4);
	r->effective_from = day_value(i, 5, CT_DAY_MIN);
	r->effective_to = day_value(i, 6, CT_DAY_MAX);
	r->precedence = integer_value("policy_rule", i, 7);
	r->overrides = knowledge_text(k, i, 8);
	r->destinations = knowledge_text(k, i, 9);
	r->hq = knowledge_text(k, i, 10);
	r->ships_from = knowledge_text(k, i, 11);
	r->route = knowledge_text(k, i, 12);
	r->seller = knowledge_text(k, i, 13);
	r->product = knowledge_text(k, i, 14);
	r->spec_test = knowledge_text(k, i, 15);
	r->verdict = (unsigned char) DatumGetChar(fixed_value(i, 16, &isnull));
	r->fee_pct = knowledge_text(k, i, 17);
	r->fee_basis = knowledge_text(k, i, 18);
	r->conditions = knowledge_text(k, i, 19);
	r->applies_when = knowledge_text(k, i, 20);
	r->confidence = knowledge_text(k, i, 21);
	r->citation = knowledge_text(k, i, 22);
	r->url = knowledge_text(k, i, 23);
}

static void
load_rules(Knowledge *k, CtPolicySource *source)
{
	uint64 n = knowledge_select(
		k,
		"rule_id, regime, title, eccn, effective_from, effective_to, "
		"precedence, overrides, destinations, hq, ships_from, route, seller, "
		"product, spec_test, verdict, fee_pct, fee_basis, conditions, "
		"applies_when, confidence, citation, url",
		"policy_rule", "ORDER BY 1");
	CtRuleRow *rows = MemoryContextAllocZero(k->context,
											 sizeof(CtRuleRow) * (n + 1));

	for (uint64 i = 0; i < n; i++)
		load_rule(k, i, &rows[i]);
	source->rules = rows;
	source->nrules = (int) n;
}

static void
report_bad_rule(const CtPolicyError *err)
{
	ereport(
		ERROR,
		(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		 errmsg("invalid %s in column \"%s\"%s%s%s: \"%s\"",
				err->rule_id ? "export rule" : "knowledge row", err->column,
				err->rule_id ? " of \"" : "", err->rule_id ? err->rule_id : "",
				err->rule_id ? "\"" : "", err->text),
		 err->error.pos == CT_NO_POSITION
			 ? errdetail("%s.", err->error.what)
			 : errdetail("%s at position %d.", err->error.what,
						 (int) err->error.pos + 1),
		 err->error.hint[0] ? errhint("%s", err->error.hint)
							: errhint("Correct the row in policy_rule.")));
}

CtPolicy *
knowledge_policy(Knowledge *k)
{
	CtPolicySource source = {0};
	CtAllocator allocator = knowledge_allocator(k);
	CtPolicyError err;

	if (k->policy)
		return k->policy;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	load_countries(k, &source);
	load_groups(k, &source);
	load_regimes(k, &source);
	load_rules(k, &source);
	SPI_finish();
	k->policy = ct_policy_compile(&source, &allocator, &err);
	if (k->policy == NULL)
		report_bad_rule(&err);
	return k->policy;
}
