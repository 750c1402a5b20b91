/*
 * policy_decide.c
 *		From what is known of a deal to the set of possible verdicts.
 *
 * A match can only be added by a row's test turning out true, never taken
 * away (the gates are ORs of matches).  So a row can decide in some outcome
 * exactly if it decides when only the rows of one chain down through its gates
 * are taken to match and every other undecided row is not.  What a matching
 * row brings with it, the exceptions that hold for certain, depends on that
 * row alone; so a chain serves if none of its rows brings one that outranks
 * the target.  That takes no enumeration: the work is that of the gates, times
 * the rows that may decide.
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
	memset(d->match, NOT_TESTED, (size_t) cell->n);
}

static CtBool
truth(CtQuestion *q, int i)
{
	uint8_t *t = &q->d->truth[i];

	if (*t == NOT_TESTED)
		*t = (uint8_t) ct_candidate_truth(q, &q->cell->candidates[i]);
	return (CtBool) *t;
}

/*
 * Does candidate i match?  Unknown as soon as a row on the way is.  Each is
 * looked at once, so deep nests of exceptions cost no more than their gates.
 */
static CtBool
matches(CtQuestion *q, int i)
{
	const CtCandidate *c = &q->cell->candidates[i];
	uint8_t *known = &q->d->match[i];
	CtBool gate = CT_FALSE;
	CtBool own;

	if (*known != NOT_TESTED)
		return (CtBool) *known;
	own = truth(q, i);
	if (own != CT_FALSE && c->gated)
	{
		for (int k = 0; k < c->ngates && gate != CT_TRUE; k++)
		{
			CtBool m = matches(q, q->cell->gates[c->gate + k]);

			if (m != CT_FALSE)
				gate = m;
		}
		own = ct_and(own, gate);
	}
	*known = (uint8_t) own;
	return own;
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

/* Does row a decide before row b of the same regime?  CT_NO_ROW never does. */
static bool
outranks(const CtQuestion *q, int a, int b)
{
	const CtRuleRow *x;
	const CtRuleRow *y;

	if (a == CT_NO_ROW || b == CT_NO_ROW)
		return b == CT_NO_ROW && a != CT_NO_ROW;
	x = row_of(q, a);
	y = row_of(q, b);
	if (x->precedence != y->precedence)
		return x->precedence > y->precedence;
	if (x->verdict != y->verdict)
		return x->verdict > y->verdict;
	return a < b; /* rows of equal precedence stand in order of id */
}

/*
 * For each row the highest that matches if it does: itself, or an exception
 * that holds for certain.  Exceptions stand behind what they override, so
 * theirs are known when a row is reached from the end.
 */
static void
find_brought(CtQuestion *q, const CtRange *range)
{
	int *brings = q->d->brings;

	for (int i = range->first; i < range->end; i++)
		brings[i] = i;
	for (int i = range->end - 1; i >= range->first; i--)
	{
		const CtCandidate *c = &q->cell->candidates[i];

		if (truth(q, i) != CT_TRUE)
			continue;
		for (int k = 0; k < c->ngates; k++)
		{
			int gate = q->cell->gates[c->gate + k];

			if (outranks(q, brings[i], brings[gate]))
				brings[gate] = brings[i];
		}
	}
}

/* the row that decides if every undecided row does not match */
static int
find_certain(CtQuestion *q, const CtRange *range)
{
	int best = CT_NO_ROW;

	for (int i = range->first; i < range->end; i++)
	{
		if (!q->cell->candidates[i].gated && truth(q, i) == CT_TRUE &&
			outranks(q, q->d->brings[i], best))
			best = q->d->brings[i];
	}
	return best;
}

static bool
any_gate(const CtQuestion *q, const CtCandidate *c, const uint8_t *flags)
{
	for (int k = 0; k < c->ngates; k++)
	{
		if (flags[q->cell->gates[c->gate + k]])
			return true;
	}
	return !c->gated;
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

/*
 * Can the target decide by some chain?  serves[] marks the rows that a chain
 * may end in, from the bottom up.
 */
static bool
find_chain(CtQuestion *q, const CtRange *range, int target)
{
	uint8_t *serves = q->d->serves;

	for (int i = range->first; i <= target; i++)
	{
		const CtCandidate *c = &q->cell->candidates[i];

		serves[i] = truth(q, i) != CT_FALSE &&
					!outranks(q, q->d->brings[i], target) &&
					any_gate(q, c, serves);
	}
	return serves[target];
}

/*
 * The facts that leave undecided the rows of the chains that serve target.
 * Where one gate of a row is open for certain, the others do not matter.
 */
static uint32_t
missing_on_chains(CtQuestion *q, const CtRange *range, int target)
{
	uint8_t *serves = q->d->serves;
	uint8_t *on_chain = q->d->on_chain;
	uint32_t missing = 0;

	memset(on_chain + range->first, 0, (size_t) (target - range->first + 1));
	on_chain[target] = true;
	for (int i = target; i >= range->first; i--)
	{
		const CtCandidate *c = &q->cell->candidates[i];
		bool open = false;

		if (!on_chain[i])
			continue;
		if (truth(q, i) == CT_UNKNOWN)
			missing |= missing_of(q, i);
		for (int k = 0; k < c->ngates && !open; k++)
			open = matches(q, q->cell->gates[c->gate + k]) == CT_TRUE;
		for (int k = 0; k < c->ngates && !open; k++)
		{
			int gate = q->cell->gates[c->gate + k];

			on_chain[gate] |= serves[gate];
		}
	}
	return missing;
}

static void
find_regime_outcomes(CtQuestion *q, const CtRange *range, CtOutcomes *out,
					 int certain)
{
	for (int i = range->first; i < range->end; i++)
	{
		const CtCandidate *c = &q->cell->candidates[i];

		q->d->possible[i] = truth(q, i) != CT_FALSE &&
							any_gate(q, c, q->d->possible);
		out->decides[i] = q->d->possible[i] && !outranks(q, certain, i) &&
						  find_chain(q, range, i);
	}
}

void
ct_find_outcomes(CtQuestion *q, CtOutcomes *out)
{
	memset(out, 0, sizeof(*out));
	out->decides = q->d->decides;
	for (int k = 0; k < q->cell->nranges; k++)
	{
		const CtRange *range = &q->cell->ranges[k];

		find_brought(q, range);
		out->certain[k] = find_certain(q, range);
		out->nothing[k] = out->certain[k] == CT_NO_ROW;
		find_regime_outcomes(q, range, out, out->certain[k]);
	}
}

bool
ct_gate_possible(const CtQuestion *q, const CtCandidate *c)
{
	return any_gate(q, c, q->d->possible);
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

static void
range_bounds(const CtQuestion *q, const CtOutcomes *out, int k, int *low,
			 int *high)
{
	const CtRange *range = &q->cell->ranges[k];

	*low = UINT8_MAX;
	*high = CT_NO_ANSWER;
	if (out->nothing[k])
		widen(CT_NO_ANSWER, low, high);
	for (int i = range->first; i < range->end; i++)
	{
		if (out->decides[i])
			widen(ct_rank(q, range, i), low, high);
	}
}

/* Regimes are independent: the bounds of the strictest are those of each. */
CtAnswer
ct_outcomes_answer(const CtQuestion *q, const CtOutcomes *out)
{
	CtAnswer answer = {CT_NO_ANSWER, CT_NO_ANSWER};

	for (int k = 0; k < q->cell->nranges; k++)
	{
		int low;
		int high;

		range_bounds(q, out, k, &low, &high);
		strictest(&answer, low, high);
	}
	return answer;
}

/* the least that the other regimes ask for in every case */
static int
floor_beside(const CtQuestion *q, const CtOutcomes *out, int range)
{
	int floor = CT_NO_ANSWER;

	for (int k = 0; k < q->cell->nranges; k++)
	{
		int low;
		int high;

		range_bounds(q, out, k, &low, &high);
		if (k != range && low > floor)
			floor = low;
	}
	return floor;
}

static int
greater(int a, int b)
{
	return a > b ? a : b;
}

/* Does the verdict change where the target decides in place of another? */
static bool
verdict_hangs_on(const CtQuestion *q, const CtOutcomes *out, int k, int floor,
				 int target)
{
	const CtRange *range = &q->cell->ranges[k];
	int rank = greater(ct_rank(q, range, target), floor);

	if (out->nothing[k] && rank != floor)
		return true;
	for (int i = range->first; i < range->end; i++)
	{
		if (out->decides[i] && outranks(q, target, i) &&
			greater(ct_rank(q, range, i), floor) != rank)
			return true;
	}
	return false;
}

uint32_t
ct_outcomes_missing(CtQuestion *q, const CtOutcomes *out)
{
	uint32_t missing = 0;

	for (int k = 0; k < q->cell->nranges; k++)
	{
		const CtRange *range = &q->cell->ranges[k];
		int floor = floor_beside(q, out, k);

		for (int i = range->first; i < range->end; i++)
		{
			if (out->decides[i] && i != out->certain[k] &&
				verdict_hangs_on(q, out, k, floor, i) &&
				find_chain(q, range, i))
				missing |= missing_on_chains(q, range, i);
		}
	}
	return missing;
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
