/*
 * policy_timeline.c
 *		policy_timeline(): the answer to one question over a span of days.
 */
#include "export_limit.h"

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "glue.h"

enum
{
	COL_VALID_FROM,
	COL_VALID_TO,
	COL_VERDICT,
	COL_AT_BEST,
	COL_AT_WORST,
	COL_ECCN,
	COL_RULE,
	COL_CITATION,
	COLUMNS
};

/* arguments of its own: no on_date, and the ends after regimes */
#define SPAN_FROM_DATE ARG_REGIMES
#define SPAN_TO_DATE   (ARG_REGIMES + 1)
#define MAX_SPAN_ARGS  (ARG_WITHIN + 3)

/* Days with one answer by the same rules. */
typedef struct Step
{
	int32 first;
	int32 last;
	CtDecision decision;
	StringInfoData eccn; /* "|" between those of the days, in their order */
	const char *last_eccn;
} Step;

static bool
same_outcome(const CtDecision *a, const CtDecision *b)
{
	if (a->answer.at_best != b->answer.at_best ||
		a->answer.at_worst != b->answer.at_worst || a->nrules != b->nrules)
		return false;
	for (int i = 0; i < a->nrules; i++)
	{
		if (a->rules[i] != b->rules[i])
			return false;
	}
	return true;
}

static void
set_verdict(Datum *values, bool *nulls, int column, int verdict)
{
	nulls[column] = verdict == CT_NO_ANSWER;
	values[column] = CharGetDatum((char) verdict);
}

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	if (text)
		values[column] = CStringGetTextDatum(text);
}

static void
put_step(ReturnSetInfo *result, const Step *step)
{
	CtAnswer a = step->decision.answer;
	Datum values[COLUMNS] = {0};
	bool nulls[COLUMNS] = {false};

	values[COL_VALID_FROM] = ct_date_datum(step->first);
	values[COL_VALID_TO] = ct_date_datum(step->last);
	set_verdict(values, nulls, COL_VERDICT,
				a.at_best == a.at_worst ? a.at_best : CT_NO_ANSWER);
	set_verdict(values, nulls, COL_AT_BEST, a.at_best);
	set_verdict(values, nulls, COL_AT_WORST, a.at_worst);
	set_text(values, nulls, COL_ECCN, step->eccn.len ? step->eccn.data : NULL);
	set_text(values, nulls, COL_RULE,
			 export_joined(&step->decision, offsetof(CtRuleRow, rule_id)));
	set_text(values, nulls, COL_CITATION,
			 export_joined(&step->decision, offsetof(CtRuleRow, citation)));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static void
add_eccn(Step *step, const char *eccn)
{
	if (eccn == NULL ||
		(step->last_eccn && strcmp(step->last_eccn, eccn) == 0))
		return;
	appendStringInfo(&step->eccn, "%s%s", step->eccn.len ? "|" : "", eccn);
	step->last_eccn = eccn;
}

static void
begin_step(Step *step, const CtDecision *decision, int32 first)
{
	step->first = first;
	step->decision = *decision;
	step->last_eccn = NULL;
	initStringInfo(&step->eccn);
}

/* The law is constant within a span: one decision answers all its days. */
static void
put_steps(ReturnSetInfo *result, ExportQuestion *q, int32 from, int32 to)
{
	Step step = {0};
	int32 day = from;

	while (day <= to)
	{
		CtDecision decision;
		int32 first;
		int32 last;

		CHECK_FOR_INTERRUPTS();
		ct_policy_span(q->policy, day, &first, &last);
		q->day = day;
		ct_decide_fully(q->decider, q->spec, q->destination, day, &decision);
		if (day == from)
			begin_step(&step, &decision, from);
		else if (!same_outcome(&step.decision, &decision))
		{
			put_step(result, &step);
			begin_step(&step, &decision, day);
		}
		add_eccn(&step, export_eccn(q, &decision));
		step.last = Min(last, to);
		if (last >= to)
			break;
		day = last + 1;
	}
	put_step(result, &step);
}

static Datum
policy_timeline(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	NullableDatum given[MAX_SPAN_ARGS];
	ExportArgs args;
	ExportQuestion q;
	int32 from;
	int32 to;

	InitMaterializedSRF(fcinfo, 0);
	memcpy(given, fcinfo->args, sizeof(NullableDatum) * ARG_ON_DATE);
	given[ARG_ON_DATE].value = DateADTGetDatum(0); /* any day: replaced */
	given[ARG_ON_DATE].isnull = false;
	memcpy(&given[ARG_ON_DATE + 1], &fcinfo->args[ARG_ON_DATE],
		   sizeof(NullableDatum) * (PG_NARGS() - ARG_ON_DATE));
	export_args_read(given, PG_NARGS() + 1, by_name, with_policy, &args);
	export_question_from(fcinfo, &args, &q);
	if (q.decider == NULL || PG_ARGISNULL(SPAN_FROM_DATE) ||
		PG_ARGISNULL(SPAN_TO_DATE))
		return (Datum) 0;
	from = ct_day_of(PG_GETARG_DATEADT(SPAN_FROM_DATE));
	to = ct_day_of(PG_GETARG_DATEADT(SPAN_TO_DATE));
	if (from <= to)
		put_steps(result, &q, from, to);
	return (Datum) 0;
}

/*
 * policy_timeline(spec gpu_spec, destination text, hq text, ships_from text,
 *     route text, seller text, buyer text, end_use text, facts text,
 *     regimes text[], from_date date, to_date date)
 * returns setof valid_from, valid_to, verdict, at_best, at_worst, eccn, rule,
 *     citation
 *
 * Ranges, both ends included, that tile the days asked, in their order: a new
 * one where the verdict, its bounds or the deciding rules change.  eccn lists
 * the classifications within the range in their order.  infinity is an open
 * end.  No row where spec, destination or an end is NULL or unknown, or the
 * ends are reversed.  A value outside a closed list: 22023.
 */
PG_FUNCTION_INFO_V1(policy_timeline_spec);
Datum
policy_timeline_spec(PG_FUNCTION_ARGS)
{
	return policy_timeline(fcinfo, false, false);
}

/* policy_timeline(chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(policy_timeline_chip);
Datum
policy_timeline_chip(PG_FUNCTION_ARGS)
{
	return policy_timeline(fcinfo, true, false);
}

/*
 * policy_timeline(spec gpu_spec, destination text, policy export_policy,
 *     hq text, ships_from text, route text, seller text, buyer text,
 *     end_use text, regimes text[], from_date date, to_date date, facts text)
 *
 * The same rows by the rules of a policy; none for a NULL policy.
 */
PG_FUNCTION_INFO_V1(policy_timeline_policy_spec);
Datum
policy_timeline_policy_spec(PG_FUNCTION_ARGS)
{
	return policy_timeline(fcinfo, false, true);
}

/* policy_timeline(chip text, destination text, policy export_policy, ...) */
PG_FUNCTION_INFO_V1(policy_timeline_policy_chip);
Datum
policy_timeline_policy_chip(PG_FUNCTION_ARGS)
{
	return policy_timeline(fcinfo, true, true);
}
