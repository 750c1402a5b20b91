/*
 * deal.c
 *		Reads the arguments of the export functions.
 *
 * A transaction fact that was left out has the default 'ordinary' and means
 * the ordinary case; NULL means unknown.  What does not change from row to row
 * is read once: the answer to each set of such arguments hangs off fn_extra.
 */
#include "deal.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "chiptrade.h"
#include "export_policy.h"
#include "glue.h"

/* Each takes some 30 kB and more as destinations and days are asked. */
#define MAX_DECIDER_BYTES (64 * 1024 * 1024)

typedef struct DealEntry
{
	CtDeal deal; /* hash key */
	CtDecider *decider;
} DealEntry;

/* What a call site keeps between calls, beside the rules. */
typedef struct CallSite
{
	CtPolicy *policy;
	MemoryContext parent; /* of what it keeps */
	int shift;            /* 1 where a policy stands before the facts */
	bool constant;        /* facts are the same in every call */
	bool read;            /* deal holds them */
	CtDeal deal;
	HTAB *deciders;
	MemoryContext memory; /* of the deciders and their table */
	const CtItem *last_item;
	CtDecider *last_decider; /* of deal with last_item, where stable */
} CallSite;

/*
 * A parameter is no constant: PL/pgSQL keeps a call site from one evaluation
 * of an expression to the next.
 */
static pg_noinline CallSite *
create_call_site(const FmgrInfo *flinfo, CtPolicy *policy, int shift,
				 MemoryContext parent)
{
	CallSite *site = MemoryContextAllocZero(parent, sizeof(CallSite));

	site->policy = policy;
	site->parent = parent;
	site->shift = shift;
	site->constant = true;
	for (int i = ARG_HQ; i <= ARG_REGIMES; i++)
		site->constant &= is_constant_argument(
			flinfo, export_arg_place(i, shift, flinfo->fn_nargs));
	return site;
}

/* A word outside a closed list: say which are in it. */
static void
report_argument(const char *argument, const CtError *err, text *value)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value for argument \"%s\": \"%s\"", argument,
					text_to_cstring(value)),
			 errdetail("%s at position %d.", err->what, (int) err->pos + 1),
			 err->hint[0] ? errhint("%s", err->hint) : 0));
}

static bool
is_ordinary(text *value)
{
	return ct_word_is(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
					  "ordinary");
}

bool
export_left_out(FunctionCallInfo fcinfo, int arg)
{
	return !PG_ARGISNULL(arg) && is_ordinary(PG_GETARG_TEXT_PP(arg));
}

/* hq or ships_from; a country that nobody knows is an unknown one */
static void
read_country(FunctionCallInfo fcinfo, int arg, const CtPolicy *policy,
			 uint8_t *state, int32_t *country)
{
	text *value;

	*state = CT_FACT_UNKNOWN;
	if (PG_ARGISNULL(arg))
		return;
	value = PG_GETARG_TEXT_PP(arg);
	if (is_ordinary(value))
	{
		*state = CT_FACT_ORDINARY;
		return;
	}
	*country = ct_policy_country(policy, VARDATA_ANY(value),
								 VARSIZE_ANY_EXHDR(value));
	if (*country >= 0)
		*state = CT_FACT_GIVEN;
	else
		*country = 0;
}

static void
read_route(FunctionCallInfo fcinfo, int arg, CtDeal *deal)
{
	text *value;
	CtError err;

	deal->route_state = CT_FACT_UNKNOWN;
	if (PG_ARGISNULL(arg))
		return;
	value = PG_GETARG_TEXT_PP(arg);
	deal->route_state = CT_FACT_ORDINARY;
	if (is_ordinary(value))
		return;
	if (!ct_route_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
						&deal->route, &err))
		report_argument("route", &err, value);
	deal->route_state = CT_FACT_GIVEN;
}

static void
read_seller(FunctionCallInfo fcinfo, int arg, const CtPolicy *policy,
			CtDeal *deal)
{
	text *value;

	deal->seller_state = CT_FACT_UNKNOWN;
	if (PG_ARGISNULL(arg))
		return;
	value = PG_GETARG_TEXT_PP(arg);
	deal->seller_state = CT_FACT_ORDINARY;
	if (is_ordinary(value))
		return;
	deal->seller_state = CT_FACT_GIVEN;
	deal->seller = ct_policy_seller(policy, VARDATA_ANY(value),
									VARSIZE_ANY_EXHDR(value));
}

/* knowledge and attestation: NULL = not given */
static void
read_facts(FunctionCallInfo fcinfo, int shift, CtDeal *deal)
{
	int facts = export_arg_place(ARG_FACTS, shift, PG_NARGS());
	CtError err;
	text *value;

	if (!PG_ARGISNULL(ARG_BUYER + shift))
	{
		value = PG_GETARG_TEXT_PP(ARG_BUYER + shift);
		if (!ct_fact_values(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
							CT_FACT_BUYER, &deal->facts, &err))
			report_argument("buyer", &err, value);
	}
	if (!PG_ARGISNULL(ARG_END_USE + shift))
	{
		value = PG_GETARG_TEXT_PP(ARG_END_USE + shift);
		if (!ct_fact_values(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
							CT_FACT_END_USE, &deal->facts, &err))
			report_argument("end_use", &err, value);
	}
	if (!PG_ARGISNULL(facts))
	{
		value = PG_GETARG_TEXT_PP(facts);
		if (!ct_facts_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value),
							&deal->facts, &err))
			report_argument("facts", &err, value);
	}
}

static void
ask_regime(CtDeal *deal, int regime)
{
	for (int i = 0; i < deal->nregimes; i++)
	{
		if (deal->regimes[i] == regime)
			return;
	}
	deal->regimes[deal->nregimes++] = (uint8_t) regime;
}

static void
report_regime(const CtPolicy *policy, const char *name)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < ct_policy_regimes(policy); i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "",
						 ct_policy_regime_row(policy, i)->regime);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("unknown policy regime \"%s\"", name),
					errhint("Regimes are %s.", list.data)));
}

static void
read_regimes(FunctionCallInfo fcinfo, const CtPolicy *policy, CtDeal *deal)
{
	Datum *names;
	bool *nulls;
	int n;

	if (PG_ARGISNULL(ARG_REGIMES))
	{
		for (int i = 0; i < ct_policy_regimes(policy); i++)
		{
			if (ct_policy_regime_row(policy, i)->asked_by_default)
				ask_regime(deal, i);
		}
		return;
	}
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(ARG_REGIMES), TEXTOID, -1, false,
					  TYPALIGN_INT, &names, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		char *name = nulls[i] ? "NULL" : TextDatumGetCString(names[i]);
		int regime = nulls[i] ? -1
							  : ct_policy_regime(policy, name, strlen(name));

		if (regime < 0)
			report_regime(policy, name);
		ask_regime(deal, regime);
	}
	if (n == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"regimes\" is empty"),
				 errhint("Leave it out to ask the regimes of US licence "
						 "law.")));
}

static pg_noinline void
read_deal(FunctionCallInfo fcinfo, CallSite *site)
{
	CtDeal *deal = &site->deal;
	int shift = site->shift;

	memset(deal, 0, sizeof(*deal));
	read_country(fcinfo, ARG_HQ + shift, site->policy, &deal->hq_state,
				 &deal->hq);
	read_country(fcinfo, ARG_SHIPS_FROM + shift, site->policy,
				 &deal->ships_from_state, &deal->ships_from);
	read_route(fcinfo, ARG_ROUTE + shift, deal);
	read_seller(fcinfo, ARG_SELLER + shift, site->policy, deal);
	read_facts(fcinfo, shift, deal);
	read_regimes(fcinfo, site->policy, deal);
	site->read = true;
	site->last_decider = NULL;
}

/* Start over where facts that vary from row to row have left too many. */
static void
create_deciders(CallSite *site)
{
	HASHCTL ctl = {0};

	if (site->memory == NULL)
		site->memory = AllocSetContextCreate(site->parent, "chiptrade deals",
											 ALLOCSET_DEFAULT_SIZES);
	else
		MemoryContextReset(site->memory);
	ctl.keysize = sizeof(CtDeal);
	ctl.entrysize = sizeof(DealEntry);
	ctl.hcxt = site->memory;
	site->deciders = hash_create("chiptrade deals", 64, &ctl,
								 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

static pg_noinline CtDecider *
find_decider(CallSite *site, const CtItem *item)
{
	CtAllocator allocator;
	DealEntry *entry;
	bool found;

	if (site->deciders == NULL ||
		MemoryContextMemAllocated(site->memory, true) > MAX_DECIDER_BYTES)
		create_deciders(site);
	allocator = policy_allocator(site->memory);
	site->deal.item = item;
	entry = hash_search(site->deciders, &site->deal, HASH_ENTER, &found);
	if (!found)
		entry->decider = ct_decider_create(site->policy, &site->deal,
										   &allocator);
	site->last_item = item;
	site->last_decider = entry->decider;
	return entry->decider;
}

static pg_noinline void
read_chip(FunctionCallInfo fcinfo, ExportQuestion *q)
{
	text *name = PG_GETARG_TEXT_PP(ARG_ITEM);

	q->chip = knowledge_chip(q->knowledge, VARDATA_ANY(name),
							 VARSIZE_ANY_EXHDR(name));
	q->spec = &q->chip->spec;
	if (!q->chip->has_spec)
		q->unread |= CT_UNREAD_SPEC;
}

static inline int
read_destination(FunctionCallInfo fcinfo, const CtPolicy *policy)
{
	text *value;

	if (PG_ARGISNULL(ARG_DESTINATION))
		return -1;
	value = PG_GETARG_TEXT_PP(ARG_DESTINATION);
	return ct_policy_country(policy, VARDATA_ANY(value),
							 VARSIZE_ANY_EXHDR(value));
}

/* the call site for the rules of the tables */
static inline CallSite *
site_of_tables(FunctionCallInfo fcinfo, ExportQuestion *q)
{
	q->knowledge = knowledge_of_call(fcinfo);
	if (q->knowledge->extra == NULL)
		q->knowledge->extra = create_call_site(fcinfo->flinfo,
											   knowledge_policy(q->knowledge),
											   0, q->knowledge->context);
	return q->knowledge->extra;
}

/*
 * The call site for the policy of this call, or NULL.  A question about a bare
 * spec depends on its arguments alone: no table is read, and the compiled
 * policies stay as long as the call site.
 */
static inline CallSite *
site_of_policy(FunctionCallInfo fcinfo, bool by_name, ExportQuestion *q)
{
	void **extra = &fcinfo->flinfo->fn_extra;
	MemoryContext memory = fcinfo->flinfo->fn_mcxt;
	CompiledPolicy *compiled;

	q->knowledge = NULL;
	if (PG_ARGISNULL(ARG_POLICY))
		return NULL;
	if (by_name)
	{
		q->knowledge = knowledge_of_call(fcinfo);
		extra = &q->knowledge->extra;
		memory = q->knowledge->context;
	}
	if (*extra == NULL)
		*extra = policy_cache_create(fcinfo->flinfo, ARG_POLICY, memory);
	compiled = policy_of_call(fcinfo, *extra);
	if (compiled->site == NULL)
		compiled->site = create_call_site(fcinfo->flinfo, compiled->policy, 1,
										  compiled->memory);
	return compiled->site;
}

static inline void
read_question(FunctionCallInfo fcinfo, bool by_name, bool with_policy,
			  ExportQuestion *q)
{
	CallSite *site = with_policy ? site_of_policy(fcinfo, by_name, q)
								 : site_of_tables(fcinfo, q);
	const CtItem *item;

	q->shift = with_policy ? 1 : 0;
	q->decider = NULL;
	q->chip = NULL;
	q->unread = 0;
	if (site == NULL)
	{
		q->unread = CT_UNREAD_POLICY;
		return;
	}
	q->policy = site->policy;
	if (PG_ARGISNULL(ARG_ITEM))
		q->unread |= CT_UNREAD_SPEC;
	else if (by_name)
		read_chip(fcinfo, q);
	else
		q->spec = PG_GETARG_GPUSPEC_P(ARG_ITEM);
	q->destination = read_destination(fcinfo, site->policy);
	if (q->destination < 0)
		q->unread |= CT_UNREAD_DESTINATION;
	if (PG_ARGISNULL(ARG_ON_DATE) ||
		DATE_NOT_FINITE(PG_GETARG_DATEADT(ARG_ON_DATE)))
		q->unread |= CT_UNREAD_ON_DATE;
	else
		q->day = ct_day_of(PG_GETARG_DATEADT(ARG_ON_DATE));

	if (!site->read || !site->constant)
		read_deal(fcinfo, site);
	if (q->unread != 0)
		return;
	item = q->chip ? &q->chip->item : NULL;
	q->decider = site->last_decider && site->last_item == item
					 ? site->last_decider
					 : find_decider(site, item);
}

void
export_question(FunctionCallInfo fcinfo, bool by_name, bool with_policy,
				ExportQuestion *q)
{
	read_question(fcinfo, by_name, with_policy, q);
}

/* the flags are constant at every call, so each compiles to its own code */
static inline CtAnswer
answer(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	CtAnswer nothing = {CT_NO_ANSWER, CT_NO_ANSWER};
	ExportQuestion q;

	read_question(fcinfo, by_name, with_policy, &q);
	if (q.decider == NULL)
		return nothing;
	return ct_decide(q.decider, q.spec, q.destination, q.day);
}

CtAnswer
export_answer_spec(FunctionCallInfo fcinfo)
{
	return answer(fcinfo, false, false);
}

CtAnswer
export_answer_chip(FunctionCallInfo fcinfo)
{
	return answer(fcinfo, true, false);
}

CtAnswer
export_answer_policy_spec(FunctionCallInfo fcinfo)
{
	return answer(fcinfo, false, true);
}

CtAnswer
export_answer_policy_chip(FunctionCallInfo fcinfo)
{
	return answer(fcinfo, true, true);
}
