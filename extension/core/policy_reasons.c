/*
 * policy_reasons.c
 *		A decision with the rows that give it, the facts that are missing and
 *		the rows that wait for a fact; and the ECCN of an item.
 */
#include "policy_internal.h"

#include <string.h>

static const CtRuleRow *
row_of(const CtQuestion *q, const CtCandidate *c)
{
	return q->d->policy->rules[c->rule].row;
}

/* One row that may decide, with what settles its place among equals. */
typedef struct Contender
{
	const CtRuleRow *row; /* NULL: no row of the range matches */
	int verdict;
	int rank; /* CT_NO_ANSWER: the row lifts, and answers nothing alone */
	int range;
} Contender;

/*
 * Of equal verdicts first a rule before a scope row, then the regime asked
 * first, then the id.
 */
static bool
comes_before(const Contender *a, const Contender *b)
{
	bool a_scope = a->row->precedence == 0;
	bool b_scope = b->row->precedence == 0;

	if (a->verdict != b->verdict)
		return a->verdict > b->verdict;
	if (a_scope != b_scope)
		return b_scope;
	if (a->range != b->range)
		return a->range < b->range;
	return strcmp(a->row->rule_id, b->row->rule_id) < 0;
}

static Contender
contender(const CtQuestion *q, int range, int candidate)
{
	Contender c;

	c.row = row_of(q, &q->cell->candidates[candidate]);
	c.verdict = c.row->verdict;
	c.rank = ct_rank(q, &q->cell->ranges[range], candidate);
	c.range = range;
	return c;
}

/*
 * In every other regime there is an outcome that this one outweighs; and one
 * of them answers, where this one does not.
 */
static bool
may_decide(const CtQuestion *q, const CtOutcomes *out, const Contender *c)
{
	bool answered = c->rank != CT_NO_ANSWER;

	for (int k = 0; k < q->cell->nranges; k++)
	{
		const CtRange *range = &q->cell->ranges[k];
		bool outweighs = out->nothing[k];

		if (k == c->range)
			continue;
		for (int i = range->first; i < range->end; i++)
		{
			Contender other;

			if (!out->decides[i])
				continue;
			other = contender(q, k, i);
			if (!comes_before(c, &other))
				continue;
			outweighs = true;
			answered |= other.rank != CT_NO_ANSWER;
		}
		if (!outweighs)
			return false;
	}
	return answered;
}

static void
insert_rule(CtDecision *decision, Contender *sorted, const Contender *c)
{
	int at = decision->nrules;

	if (at == CT_MAX_DECIDING)
		return;
	while (at > 0 && comes_before(c, &sorted[at - 1]))
	{
		sorted[at] = sorted[at - 1];
		at--;
	}
	sorted[at] = *c;
	decision->nrules++;
}

static void
find_rules(const CtQuestion *q, const CtOutcomes *out, CtDecision *decision)
{
	Contender sorted[CT_MAX_DECIDING];

	if (decision->answer.at_worst == CT_NO_ANSWER)
		return;
	for (int k = 0; k < q->cell->nranges; k++)
	{
		const CtRange *range = &q->cell->ranges[k];

		for (int i = range->first; i < range->end; i++)
		{
			Contender c;

			if (!out->decides[i])
				continue;
			c = contender(q, k, i);
			if (may_decide(q, out, &c))
				insert_rule(decision, sorted, &c);
		}
	}
	for (int i = 0; i < decision->nrules; i++)
		decision->rules[i] = sorted[i].row;
}

/* rows that only wait for a fact of knowledge or attestation */
static void
find_unasked(CtQuestion *q, CtDecision *decision)
{
	for (int i = 0; i < q->cell->nunasked; i++)
	{
		const CtCandidate *c = &q->cell->unasked[i];

		if (ct_candidate_truth(q, c) == CT_FALSE || !ct_gate_possible(q, c) ||
			decision->nunasked == CT_MAX_DECIDING)
			continue;
		decision->unasked[decision->nunasked++] = row_of(q, c);
	}
}

void
ct_decide_fully(CtDecider *decider, const GpuSpec *spec, int destination,
				int32_t day, CtDecision *decision)
{
	const CtCell *cell = ct_decider_cell(
		decider, destination, ct_policy_segment_of(decider->policy, day));
	CtPolicy *policy = decider->policy;
	CtDealFacts facts;
	CtOutcomes out;
	CtQuestion q;

	memset(decision, 0, sizeof(*decision));
	ct_question_begin(&q, decider, cell, spec);
	ct_find_outcomes(&q, &out);
	decision->answer = ct_outcomes_answer(&q, &out);
	if (decision->answer.at_best != decision->answer.at_worst)
		decision->missing = ct_outcomes_missing(&q, &out);
	find_rules(&q, &out, decision);
	find_unasked(&q, decision);

	decision->known_through = CT_DAY_MAX;
	for (int k = 0; k < cell->nranges; k++)
	{
		int32_t known = policy->source.regimes[cell->ranges[k].regime]
							.known_through;

		if (known < decision->known_through)
			decision->known_through = known;
	}
	ct_deal_facts(policy, &decider->deal, destination, &facts);
	decision->hq = facts.hq;
	decision->ships_from = facts.ships_from;
	decision->route = facts.route;
}

/* ---- ECCN -------------------------------------------------------------- */

bool
ct_eccn_classifies(const char *eccn)
{
	return eccn && strncmp(eccn, "3A090", 5) == 0;
}

const char *
ct_eccn_outside(void)
{
	return "not 3A090";
}

static bool
rule_classifies(const CtPolicy *policy, const CtRule *rule, int32_t day)
{
	return policy->source.regimes[rule->regime].gives_eccn &&
		   rule->query >= 0 && !rule->has_applies &&
		   ct_eccn_classifies(rule->row->eccn) &&
		   day >= rule->row->effective_from && day <= rule->row->effective_to;
}

/* The labels that are still possible; more than one means unknown. */
typedef struct Labels
{
	const char *label;
	bool several;
} Labels;

static void
add_label(Labels *labels, const char *label)
{
	if (labels->label == NULL)
		labels->label = label;
	else if (strcmp(labels->label, label) != 0)
		labels->several = true;
}

/* Of equal precedence the strictest row gives the ECCN, then the first ECCN.
 */
static bool
outranks(const CtRuleRow *a, const CtRuleRow *b)
{
	if (b == NULL || a->verdict != b->verdict)
		return b == NULL || a->verdict > b->verdict;
	return strcmp(a->eccn, b->eccn) < 0;
}

/*
 * The classifying rows of one precedence: adds the labels they may give, and
 * returns whether one of them holds for certain.
 */
static bool
classify_level(CtPolicy *policy, const GpuSpec *spec, int32_t day,
			   int precedence, Labels *labels, uint32_t *fields)
{
	const CtRuleRow *certain = NULL;

	for (int pass = 0; pass < 2; pass++)
	{
		for (int i = 0; i < policy->nrules; i++)
		{
			const CtRule *rule = &policy->rules[i];
			const CtQuery *query;
			CtBool test;

			if (rule->row->precedence != precedence ||
				!rule_classifies(policy, rule, day))
				continue;
			query = policy->queries[rule->query];
			test = ct_query_eval(query, spec);
			if (pass == 0 && test == CT_TRUE && outranks(rule->row, certain))
				certain = rule->row;
			if (pass == 1 && test == CT_UNKNOWN &&
				outranks(rule->row, certain))
			{
				add_label(labels, rule->row->eccn);
				*fields |= ct_query_missing(query, spec);
			}
		}
	}
	if (certain)
		add_label(labels, certain->eccn);
	return certain != NULL;
}

/* the next lower precedence that has classifying rows, or -1 */
static int
next_level(const CtPolicy *policy, int32_t day, int below)
{
	int next = -1;

	for (int i = 0; i < policy->nrules; i++)
	{
		int precedence = policy->rules[i].row->precedence;

		if (precedence < below && precedence > next &&
			rule_classifies(policy, &policy->rules[i], day))
			next = precedence;
	}
	return next;
}

/*
 * From the highest precedence down: a row whose test holds settles it, an
 * undecided one leaves its label possible.
 */
const char *
ct_eccn(CtPolicy *policy, const GpuSpec *spec, int32_t day, uint32_t *missing)
{
	Labels labels = {NULL, false};
	uint32_t fields = 0;
	bool settled = false;
	int level = next_level(policy, day, INT32_MAX);

	while (level >= 0 && !settled)
	{
		settled = classify_level(policy, spec, day, level, &labels, &fields);
		level = next_level(policy, day, level);
	}
	if (!settled)
		add_label(&labels, ct_eccn_outside());
	*missing = labels.several ? fields : 0;
	return labels.several ? NULL : labels.label;
}
