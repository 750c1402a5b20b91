/*
 * policy_explain.c
 *		What became of each rule of a question, test by test, and the spans of
 *		days on which the law is constant.
 *
 * Nothing is decided here: the outcome is that of ct_decide_fully(), and each
 * test is the one that the decision made.
 */
#include "policy_explain.h"
#include "policy_internal.h"

#include <stdlib.h>
#include <string.h>

int
ct_policy_rules(const CtPolicy *policy)
{
	return policy->nrules;
}

int
ct_policy_home(const CtPolicy *policy)
{
	return policy->home;
}

void
ct_policy_span(const CtPolicy *policy, int32_t day, int32_t *first,
			   int32_t *last)
{
	int segment = ct_policy_segment_of(policy, day);

	*first = policy->starts[segment];
	*last = segment + 1 < policy->nsegments ? policy->starts[segment + 1] - 1
											: CT_DAY_MAX;
}

/* ---- one rule ---------------------------------------------------------- */

/* What a rule is reported from. */
typedef struct Inquiry
{
	CtQuestion q;
	const CtSegment *segment;
	CtDealFacts facts;
	int destination;
	const CtDecision *decision;
} Inquiry;

static void
set_test(CtRuleReport *r, CtTest test, const char *column, CtBool result)
{
	r->has[test] = column != NULL;
	r->test[test] = column != NULL ? result : CT_TRUE;
}

static void
own_tests(Inquiry *in, int rule, CtRuleReport *r)
{
	const CtPolicy *p = in->q.d->policy;
	const CtRule *compiled = &p->rules[rule];
	const CtItem *item = in->q.d->deal.item;
	const CtRuleRow *row = compiled->row;
	CtBool fits = CT_FALSE;

	if (row->product && item && ct_list_fits(row->product, item))
		fits = CT_TRUE;
	set_test(
		r, CT_TEST_DESTINATION, row->destinations,
		ct_test_set(p, &in->segment->destinations[rule], in->destination));
	set_test(r, CT_TEST_HQ, row->hq,
			 ct_test_set(p, &in->segment->hq[rule], in->facts.hq));
	set_test(
		r, CT_TEST_SHIPS_FROM, row->ships_from,
		ct_test_set(p, &in->segment->ships_from[rule], in->facts.ships_from));
	set_test(r, CT_TEST_ROUTE, row->route,
			 ct_test_route(compiled->route, in->facts.route));
	if (row->seller)
		set_test(r, CT_TEST_SELLER, row->seller,
				 ct_test_seller(row->seller, &in->facts));
	else
		set_test(r, CT_TEST_SELLER, NULL, CT_TRUE);
	set_test(r, CT_TEST_PRODUCT, row->product, fits);
	set_test(r, CT_TEST_APPLIES_WHEN,
			 compiled->has_applies ? row->applies_when : NULL,
			 ct_test_applies(compiled, &in->facts.facts));
	r->query = compiled->query >= 0 ? p->queries[compiled->query] : NULL;
	if (r->query)
		set_test(r, CT_TEST_SPEC, row->spec_test,
				 ct_query_eval_facts(r->query, &in->q.facts));
	else
		set_test(r, CT_TEST_SPEC, NULL, CT_TRUE);
}

/* does a candidate match, its gates included? */
static CtBool
matches(CtQuestion *q, const CtCandidate *c, CtBool *gate)
{
	CtBool own = ct_candidate_truth(q, c);

	*gate = CT_TRUE;
	if (!c->gated)
		return own;
	*gate = CT_FALSE;
	for (int k = 0; k < c->ngates && *gate != CT_TRUE; k++)
	{
		CtBool below;
		int at = q->cell->gates[c->gate + k];
		CtBool m = matches(q, &q->cell->candidates[at], &below);

		if (m != CT_FALSE)
			*gate = m;
	}
	return ct_and(own, *gate);
}

static const CtCandidate *
find_candidate(const CtCandidate *list, int n, int rule)
{
	for (int i = 0; i < n; i++)
	{
		if (list[i].rule == rule)
			return &list[i];
	}
	return NULL;
}

static int
deciding_rank(const CtDecision *decision, const CtRuleRow *row)
{
	int i = 0;

	while (i < decision->nrules && decision->rules[i] != row)
		i++;
	return i;
}

static CtStatus
candidate_status(const Inquiry *in, const CtRuleReport *r)
{
	bool decides = r->rank < in->decision->nrules;

	if (decides && in->decision->nrules == 1 && r->applies == CT_TRUE)
		return CT_STATUS_DECIDES;
	if (decides)
		return CT_STATUS_MAY_DECIDE;
	if (r->test[CT_TEST_OVERRIDES] == CT_FALSE)
		return CT_STATUS_GATE_CLOSED;
	return r->applies == CT_TRUE ? CT_STATUS_OUTRANKED : CT_STATUS_UNDECIDED;
}

static void
judge(Inquiry *in, int rule, CtRuleReport *r)
{
	const CtCell *cell = in->q.cell;
	const CtCandidate *c = find_candidate(cell->candidates, cell->n, rule);
	const CtCandidate *waiting = find_candidate(cell->unasked, cell->nunasked,
												rule);
	CtBool gate = CT_UNKNOWN;

	r->rank = deciding_rank(in->decision, r->row);
	r->has[CT_TEST_OVERRIDES] = in->q.d->policy->rules[rule].gated;
	r->applies = CT_FALSE;
	r->status = CT_STATUS_NO;
	if (c)
		r->applies = matches(&in->q, c, &gate);
	else if (waiting)
		r->applies = matches(&in->q, waiting, &gate);
	r->test[CT_TEST_OVERRIDES] = gate;
	if ((c == NULL && waiting == NULL) || r->test[CT_TEST_SPEC] == CT_FALSE)
		return;
	if (c)
		r->status = candidate_status(in, r);
	else if (gate == CT_FALSE)
		r->status = CT_STATUS_GATE_CLOSED;
	else
	{
		r->status = CT_STATUS_WAITS;
		r->applies = CT_UNKNOWN;
	}
}

/* ---- all rules --------------------------------------------------------- */

static int
compare_reports(const void *left, const void *right)
{
	const CtRuleReport *a = left;
	const CtRuleReport *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->asked != b->asked)
		return a->asked < b->asked ? -1 : 1;
	if (a->row->precedence != b->row->precedence)
		return a->row->precedence > b->row->precedence ? -1 : 1;
	return strcmp(a->row->rule_id, b->row->rule_id);
}

int
ct_explain(CtDecider *d, const GpuSpec *spec, int destination, int32_t day,
		   CtDecision *decision, CtRuleReport *reports)
{
	CtPolicy *p = d->policy;
	int segment = ct_policy_segment_of(p, day);
	Inquiry in = {.destination = destination, .decision = decision};
	int n = 0;

	ct_decide_fully(d, spec, destination, day, decision);
	in.segment = ct_policy_segment(p, segment);
	ct_deal_facts(p, &d->deal, destination, &in.facts);
	ct_question_begin(&in.q, d, ct_decider_cell(d, destination, segment),
					  spec);
	for (int k = 0; k < d->deal.nregimes; k++)
	{
		for (int i = 0; i < p->nrules; i++)
		{
			const CtRule *rule = &p->rules[i];

			if (rule->regime != d->deal.regimes[k] ||
				day < rule->row->effective_from ||
				day > rule->row->effective_to)
				continue;
			memset(&reports[n], 0, sizeof(CtRuleReport));
			reports[n].row = rule->row;
			reports[n].asked = k;
			own_tests(&in, i, &reports[n]);
			judge(&in, i, &reports[n]);
			n++;
		}
	}
	qsort(reports, (size_t) n, sizeof(CtRuleReport), compare_reports);
	return n;
}
