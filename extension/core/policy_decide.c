/*
 * policy_decide.c
 *		From what is known of a deal to the set of possible verdicts.
 *
 * A match can only be added by a row's test turning out true, never taken
 * away (the gates are ORs of matches).  So a row can decide in some outcome
 * exactly if it decides when only the rows of one chain down through its gates
 * are taken to match and every other undecided row is not: it is enough to try
 * the chains, and no enumeration of all combinations is needed.
 */
#include "policy_internal.h"

#include <string.h>

#define UNDECIDED  (-2)
#define NOT_TESTED 3 /* beside the values of CtBool */

static const CtRuleRow *
row_of(const CtQuestion *q, int candidate)
{
	return q->d->policy->rules[q->cell->candidates[candidate].rule].row;
}

static CtBool
query_truth(CtQuestion *q, int query)
{
	uint8_t *memo = &q->d->memo[query];

	if (*memo == NOT_TESTED)
		*memo = (uint8_t) ct_query_eval_facts(q->d->policy->queries[query],
											  &q->facts);
	return (CtBool) *memo;
}

CtBool
ct_candidate_truth(CtQuestion *q, const CtCandidate *c)
{
	if (c->query < 0 || c->base == CT_FALSE)
		return (CtBool) c->base;
	return ct_and((CtBool) c->base, query_truth(q, c->query));
}

void
ct_question_begin(CtQuestion *q, CtDecider *d, const CtCell *cell,
				  const GpuSpec *spec)
{
	q->d = d;
	q->cell = cell;
	ct_facts_init(&q->facts, spec);
	memset(d->memo, NOT_TESTED, (size_t) d->policy->nqueries);
	memset(d->truth, NOT_TESTED, (size_t) cell->n);
}

static CtBool
truth(CtQuestion *q, int i)
{
	uint8_t *t = &q->d->truth[i];

	if (*t == NOT_TESTED)
		*t = (uint8_t) ct_candidate_truth(q, &q->cell->candidates[i]);
	return (CtBool) *t;
}

/* does candidate i match?  unknown as soon as a row on the way is */
static CtBool
matches(CtQuestion *q, int i)
{
	const CtCandidate *c = &q->cell->candidates[i];
	CtBool gate = CT_FALSE;
	CtBool own = truth(q, i);

	if (own == CT_FALSE || !c->gated)
		return own;
	for (int k = 0; k < c->ngates && gate != CT_TRUE; k++)
	{
		CtBool m = matches(q, q->cell->gates[c->gate + k]);

		if (m != CT_FALSE)
			gate = m == CT_TRUE ? CT_TRUE : CT_UNKNOWN;
	}
	return ct_and(own, gate);
}

/*
 * The row that decides a regime, looking only as far down as needed; or
 * UNDECIDED as soon as an unknown stands in the way.
 */
static int
decide_quickly(CtQuestion *q, const CtRange *range)
{
	int best = CT_NO_ROW;

	for (int i = range->end - 1; i >= range->first; i--)
	{
		CtBool m;

		if (best >= 0 &&
			row_of(q, i)->precedence < row_of(q, best)->precedence)
			break;
		m = matches(q, i);
		if (m == CT_UNKNOWN)
			return UNDECIDED;
		/* rows of equal precedence stand in order of id: the first wins */
		if (m == CT_TRUE &&
			(best < 0 || row_of(q, i)->verdict >= row_of(q, best)->verdict))
			best = i;
	}
	return best;
}

/* The deciding row where exactly the assumed undecided rows are true. */
static int
decide_assuming(CtQuestion *q, const CtRange *range, const uint8_t *assume)
{
	uint8_t *match = q->d->match;
	int best = CT_NO_ROW;

	for (int i = range->first; i < range->end; i++)
	{
		const CtCandidate *c = &q->cell->candidates[i];
		bool open = !c->gated;

		for (int k = 0; k < c->ngates && !open; k++)
			open = match[q->cell->gates[c->gate + k]];
		match[i] = open && (truth(q, i) == CT_TRUE || assume[i]);
		if (!match[i])
			continue;
		if (best < 0 ||
			row_of(q, i)->precedence > row_of(q, best)->precedence ||
			row_of(q, i)->verdict > row_of(q, best)->verdict)
			best = i;
	}
	return best;
}

/* facts that leave candidate i undecided */
static uint32_t
missing_of(CtQuestion *q, int i)
{
	const CtCandidate *c = &q->cell->candidates[i];
	uint32_t fields = 0;

	if (c->query >= 0 && query_truth(q, c->query) == CT_UNKNOWN)
		fields = ct_query_missing(q->d->policy->queries[c->query],
								  q->facts.spec);
	return fields | c->missing;
}

static void
note_outcome(CtQuestion *q, const CtRange *range, int target, CtOutcomes *out)
{
	if (decide_assuming(q, range, q->d->assume) != target)
		return;
	out->decides[target] = true;
	for (int i = range->first; i < range->end; i++)
	{
		if (q->d->assume[i])
			out->missing |= missing_of(q, i);
	}
}

/* Try every chain of gates below candidate i that would let target decide. */
static void
try_chains(CtQuestion *q, const CtRange *range, int i, int target,
		   CtOutcomes *out)
{
	const CtCandidate *c = &q->cell->candidates[i];
	CtBool own = truth(q, i);
	bool assumed = own == CT_UNKNOWN && !q->d->assume[i];

	if (own == CT_FALSE)
		return;
	if (assumed)
		q->d->assume[i] = true;
	if (!c->gated)
		note_outcome(q, range, target, out);
	for (int k = 0; k < c->ngates; k++)
		try_chains(q, range, q->cell->gates[c->gate + k], target, out);
	if (assumed)
		q->d->assume[i] = false;
}

void
ct_find_outcomes(CtQuestion *q, CtOutcomes *out)
{
	size_t n = (size_t) q->cell->n;

	memset(out, 0, sizeof(*out));
	out->decides = q->d->decides;
	memset(out->decides, 0, n);
	memset(q->d->assume, 0, n);
	for (int k = 0; k < q->cell->nranges; k++)
	{
		const CtRange *range = &q->cell->ranges[k];

		out->nothing[k] = decide_assuming(q, range, q->d->assume) == CT_NO_ROW;
		for (int i = range->first; i < range->end; i++)
			try_chains(q, range, i, i, out);
	}
}

static bool
gate_possible(CtQuestion *q, int i)
{
	return truth(q, i) != CT_FALSE &&
		   ct_gate_possible(q, &q->cell->candidates[i]);
}

bool
ct_gate_possible(CtQuestion *q, const CtCandidate *c)
{
	if (!c->gated)
		return true;
	for (int k = 0; k < c->ngates; k++)
	{
		if (gate_possible(q, q->cell->gates[c->gate + k]))
			return true;
	}
	return false;
}

/* ---- across regimes ---------------------------------------------------- */

/*
 * A regime without a scope row only adds to the others: its "none" lifts its
 * own presumption and answers nothing.
 */
int
ct_rank(const CtQuestion *q, const CtRange *range, int candidate)
{
	int verdict;

	if (candidate == CT_NO_ROW)
		return CT_NO_ANSWER;
	verdict = row_of(q, candidate)->verdict;
	if (verdict == CT_VERDICT_NONE && !q->d->policy->has_scope[range->regime])
		return CT_NO_ANSWER;
	return verdict;
}

static void
widen(int rank, int *low, int *high)
{
	if (rank < *low)
		*low = rank;
	if (rank > *high)
		*high = rank;
}

static void
strictest(CtAnswer *answer, int low, int high)
{
	if (low > answer->at_best)
		answer->at_best = (uint8_t) low;
	if (high > answer->at_worst)
		answer->at_worst = (uint8_t) high;
}

/* Regimes are independent: the bounds of the strictest are those of each. */
CtAnswer
ct_outcomes_answer(const CtQuestion *q, const CtOutcomes *out)
{
	CtAnswer answer = {CT_NO_ANSWER, CT_NO_ANSWER};

	for (int k = 0; k < q->cell->nranges; k++)
	{
		const CtRange *range = &q->cell->ranges[k];
		int low = UINT8_MAX;
		int high = CT_NO_ANSWER;

		if (out->nothing[k])
			widen(CT_NO_ANSWER, &low, &high);
		for (int i = range->first; i < range->end; i++)
		{
			if (out->decides[i])
				widen(ct_rank(q, range, i), &low, &high);
		}
		strictest(&answer, low, high);
	}
	return answer;
}

static CtAnswer
decide_in_full(CtQuestion *q)
{
	CtOutcomes out;

	ct_find_outcomes(q, &out);
	return ct_outcomes_answer(q, &out);
}

static bool
range_is_open(const CtCell *cell, const CtRange *range)
{
	for (int i = range->first; i < range->end; i++)
	{
		if (cell->candidates[i].query >= 0 ||
			cell->candidates[i].base != CT_TRUE)
			return true;
	}
	return false;
}

/* Settle once what is the same for every specification. */
static void
prepare_cell(CtQuestion *q, CtCell *cell)
{
	for (int k = 0; k < cell->nranges; k++)
	{
		const CtRange *range = &cell->ranges[k];

		if (range_is_open(cell, range))
			cell->open[cell->nopen++] = k;
		else
		{
			int rank = ct_rank(q, range, decide_quickly(q, range));

			strictest(&cell->floor, rank, rank);
		}
	}
	cell->prepared = true;
}

/* The regimes one by one, as long as nothing unknown stands in the way. */
static CT_NOINLINE CtAnswer
decide_cell(CtDecider *d, CtCell *cell, const GpuSpec *spec)
{
	CtAnswer answer;
	CtQuestion q;

	ct_question_begin(&q, d, cell, spec);
	if (!cell->prepared)
		prepare_cell(&q, cell);
	answer = cell->floor;
	for (int k = 0; k < cell->nopen; k++)
	{
		const CtRange *range = &cell->ranges[cell->open[k]];
		int best = decide_quickly(&q, range);
		int rank;

		if (best == UNDECIDED)
			return decide_in_full(&q);
		rank = ct_rank(&q, range, best);
		strictest(&answer, rank, rank);
	}
	return answer;
}

static uint8_t *
settled_at(CtDecider *d, int destination, int segment)
{
	return &d->settled[destination * d->policy->nsegments + segment];
}

/* Take the settled days around a segment as the destination's quiet span. */
static void
widen_quiet(CtDecider *d, int destination, int segment)
{
	const CtPolicy *p = d->policy;
	CtQuietSpan *quiet = &d->quiet[destination];
	uint8_t verdict = *settled_at(d, destination, segment);
	int first = segment;
	int last = segment;

	while (first > 0 && *settled_at(d, destination, first - 1) == verdict)
		first--;
	while (last + 1 < p->nsegments &&
		   *settled_at(d, destination, last + 1) == verdict)
		last++;
	quiet->first = p->starts[first];
	quiet->last = last + 1 < p->nsegments ? p->starts[last + 1] - 1
										  : INT32_MAX;
	quiet->verdict = verdict;
}

/* an answer that depends on the specification: remembered or found */
static CtAnswer
decide_open(CtDecider *d, CtCell *cell, const GpuSpec *spec)
{
	int place = ct_memo_place(d, spec);
	CtAnswer answer;

	if (ct_memo_recall(d, cell, place, &answer))
		return answer;
	answer = decide_cell(d, cell, spec);
	ct_memo_keep(d, cell, place, answer);
	return answer;
}

static CT_NOINLINE CtAnswer
decide_day(CtDecider *d, const GpuSpec *spec, int destination, int32_t day)
{
	int segment = ct_policy_segment_of(d->policy, day);
	uint8_t *settled = settled_at(d, destination, segment);
	CtAnswer answer = {*settled, *settled};

	if (*settled == CT_NOT_SETTLED)
	{
		CtCell *cell = ct_decider_cell(d, destination, segment);

		if (cell->prepared && cell->nopen > 0)
			return decide_open(d, cell, spec);
		answer = decide_cell(d, cell, spec);
		if (cell->nopen > 0)
			return answer;
		*settled = answer.at_best;
	}
	widen_quiet(d, destination, segment);
	return answer;
}

CtAnswer
ct_decide(CtDecider *d, const GpuSpec *spec, int destination, int32_t day)
{
	const CtQuietSpan *quiet = &d->quiet[destination];
	CtAnswer answer = {quiet->verdict, quiet->verdict};

	if (day >= quiet->first && day <= quiet->last)
		return answer;
	return decide_day(d, spec, destination, day);
}
