/*
 * export_headroom.c
 *		export_headroom(): how far a specification is from each limit that
 *		bears on a question.
 */
#include "export_limit.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "chiptrade.h"

enum
{
	COL_RULE_ID,
	COL_BRANCH,
	COL_FIELD,
	COL_OPERATOR,
	COL_VALUE,
	COL_LIMIT_VALUE,
	COL_MARGIN,
	COL_RATIO,
	COL_HOLDS,
	COL_VERDICT_NOW,
	COL_VERDICT_BEYOND,
	COL_BINDING,
	COLUMNS
};

typedef struct Headroom
{
	CtLimit found;
	LimitText text;
	bool has_gap; /* crossing it changes the answer */
	Datum gap;    /* |ratio - 1| */
} Headroom;

typedef struct Headrooms
{
	CtFacts facts;
	Headroom *items;
	int n;
	int room;
} Headrooms;

static void
add_limit(void *context, const CtLimit *found)
{
	Headrooms *l = context;
	Headroom *item;

	if (l->n == l->room)
	{
		l->room = l->room ? 2 * l->room : 32;
		l->items = l->items ? repalloc(l->items, sizeof(Headroom) * l->room)
							: palloc(sizeof(Headroom) * l->room);
	}
	item = &l->items[l->n++];
	item->found = *found;
	export_limit_text(found->query, &found->leaf, &l->facts, &item->text);
	item->has_gap = item->text.has_ratio &&
					(found->now.at_best != found->beyond.at_best ||
					 found->now.at_worst != found->beyond.at_worst);
	if (item->has_gap)
	{
		Datum one = DirectFunctionCall1(int4_numeric, Int32GetDatum(1));

		item->gap = DirectFunctionCall1(
			numeric_abs,
			DirectFunctionCall2(numeric_sub, item->text.ratio, one));
	}
}

static int
compare_numeric(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

/* the smallest gap, or NULL where no limit changes the answer */
static const Headroom *
nearest(const Headrooms *l)
{
	const Headroom *best = NULL;

	for (int i = 0; i < l->n; i++)
	{
		const Headroom *item = &l->items[i];

		if (item->has_gap &&
			(best == NULL || compare_numeric(item->gap, best->gap) < 0))
			best = item;
	}
	return best;
}

static void
set_verdict(Datum *value, bool *isnull, CtAnswer answer)
{
	*isnull = answer.at_best != answer.at_worst ||
			  answer.at_best == CT_NO_ANSWER;
	*value = CharGetDatum((char) answer.at_best);
}

static void
put_limit(ReturnSetInfo *result, const Headroom *item, const Headroom *binding)
{
	const LimitText *t = &item->text;
	const CtLimit *f = &item->found;
	Datum values[COLUMNS] = {0};
	bool nulls[COLUMNS] = {false};

	values[COL_RULE_ID] = CStringGetTextDatum(f->row->rule_id);
	values[COL_BRANCH] = Int32GetDatum(f->branch);
	values[COL_FIELD] = CStringGetTextDatum(t->field);
	values[COL_OPERATOR] = CStringGetTextDatum(t->operator);
	nulls[COL_VALUE] = !t->has_value;
	values[COL_VALUE] = t->value;
	nulls[COL_LIMIT_VALUE] = !t->has_limit;
	values[COL_LIMIT_VALUE] = t->limit;
	nulls[COL_MARGIN] = !t->has_value || !t->has_limit;
	values[COL_MARGIN] = t->margin;
	nulls[COL_RATIO] = !t->has_ratio;
	values[COL_RATIO] = t->ratio;
	nulls[COL_HOLDS] = f->outcome == CT_UNKNOWN;
	values[COL_HOLDS] = BoolGetDatum(f->outcome == CT_TRUE);
	set_verdict(&values[COL_VERDICT_NOW], &nulls[COL_VERDICT_NOW], f->now);
	set_verdict(&values[COL_VERDICT_BEYOND], &nulls[COL_VERDICT_BEYOND],
				f->beyond);
	nulls[COL_VERDICT_BEYOND] |= f->outcome == CT_UNKNOWN;
	values[COL_BINDING] = BoolGetDatum(
		binding && item->has_gap &&
		compare_numeric(item->gap, binding->gap) == 0);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static Datum
export_headroom(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const Headroom *binding;
	Headrooms limits = {0};
	ExportQuestion q;

	InitMaterializedSRF(fcinfo, 0);
	export_question(fcinfo, by_name, with_policy, &q);
	if (q.decider == NULL)
		return (Datum) 0;
	ct_facts_init(&limits.facts, q.spec);
	ct_headroom(q.decider, q.spec, q.destination, q.day, add_limit, &limits);
	binding = nearest(&limits);
	for (int i = 0; i < limits.n; i++)
		put_limit(result, &limits.items[i], binding);
	return (Datum) 0;
}

/*
 * export_headroom(spec gpu_spec, destination text, on_date date, hq text,
 *     ships_from text, route text, seller text, buyer text, end_use text,
 *     facts text, regimes text[])
 * returns setof rule_id, branch, field, operator, value, limit_value, margin,
 *     ratio, holds, verdict_now, verdict_beyond, binding
 *
 * A row per comparison of the spec tests of the rules that bear on the
 * question, in each alternative of the test.  Values are in the fields' units
 * (TPP; TPP per mm2; GB/s), NULL where unknown or undefined.  verdict_beyond
 * is the answer if this comparison came out otherwise in every rule that makes
 * it, all else equal.  No row where spec, destination or day is NULL or
 * unknown.  A value outside a closed list: 22023.  Source: the rule rows.
 */
PG_FUNCTION_INFO_V1(export_headroom_spec);
Datum
export_headroom_spec(PG_FUNCTION_ARGS)
{
	return export_headroom(fcinfo, false, false);
}

/* export_headroom(chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(export_headroom_chip);
Datum
export_headroom_chip(PG_FUNCTION_ARGS)
{
	return export_headroom(fcinfo, true, false);
}

/*
 * export_headroom(spec gpu_spec, destination text, on_date date,
 *     policy export_policy, hq text, ships_from text, route text, seller text,
 *     buyer text, end_use text, regimes text[], facts text)
 *
 * The same rows by the rules of a policy; none for a NULL policy.
 */
PG_FUNCTION_INFO_V1(export_headroom_policy_spec);
Datum
export_headroom_policy_spec(PG_FUNCTION_ARGS)
{
	return export_headroom(fcinfo, false, true);
}

/* export_headroom(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_headroom_policy_chip);
Datum
export_headroom_policy_chip(PG_FUNCTION_ARGS)
{
	return export_headroom(fcinfo, true, true);
}
