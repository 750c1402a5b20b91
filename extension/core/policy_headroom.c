/*
 * policy_headroom.c
 *		The comparisons of a spec test, its alternatives, and what the rules
 *		would answer if one comparison came out otherwise.
 */
#include "policy_explain.h"
#include "policy_internal.h"

#include <string.h>

/* ---- disjunctive form -------------------------------------------------- */

static bool
is_leaf(const CtNode *node)
{
	return node->kind != CT_NODE_OR && node->kind != CT_NODE_AND &&
		   node->kind != CT_NODE_NOT;
}

static void
collect_leaves(const CtQuery *q, int at, bool negated, CtForm *form)
{
	const CtNode *node = &q->nodes[at];

	if (is_leaf(node))
	{
		form->leaves[form->nleaves++] = (CtLeaf){at, negated};
		return;
	}
	if (node->kind == CT_NODE_NOT)
		negated = !negated;
	collect_leaves(q, node->left, negated, form);
	if (node->kind != CT_NODE_NOT)
		collect_leaves(q, node->right, negated, form);
}

/* Alternatives found so far; too many = full. */
typedef struct Branches
{
	int n;
	bool full;
	CtBranch list[CT_MAX_BRANCHES];
} Branches;

static void
add_branch(Branches *b, const CtBranch *branch)
{
	if (b->n == CT_MAX_BRANCHES)
		b->full = true;
	else
		b->list[b->n++] = *branch;
}

static void find_branches(const CtQuery *q, int at, bool negated,
						  const CtForm *form, Branches *out);

/*
 * Both sides must hold: each alternative of the one with each of the other.
 * Apart from find_branches(), whose frame must stay small: chains of "and"
 * nest on the left as deep as the query is long.
 */
static CT_NOINLINE void
multiply(const CtQuery *q, int right, bool negated, const CtForm *form,
		 int first, Branches *out)
{
	Branches with = {0};
	CtBranch left[CT_MAX_BRANCHES];
	int n = out->n - first;

	find_branches(q, right, negated, form, &with);
	out->full |= with.full;
	memcpy(left, &out->list[first], sizeof(CtBranch) * (size_t) n);
	out->n = first;
	for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < with.n; j++)
		{
			CtBranch both = left[i];

			for (size_t k = 0; k < sizeof(both.leaves) / 8; k++)
				both.leaves[k] |= with.list[j].leaves[k];
			add_branch(out, &both);
		}
	}
}

/* Appends the alternatives of a node; "not" is pushed down to the leaves. */
static void
find_branches(const CtQuery *q, int at, bool negated, const CtForm *form,
			  Branches *out)
{
	const CtNode *node = &q->nodes[at];
	int first = out->n;

	if (node->kind == CT_NODE_NOT)
		find_branches(q, node->left, !negated, form, out);
	else if (is_leaf(node))
	{
		CtBranch one = {{0}};
		int i = 0;

		while (form->leaves[i].node != at)
			i++;
		one.leaves[i / 64] |= UINT64_C(1) << (i % 64);
		add_branch(out, &one);
	}
	else
	{
		find_branches(q, node->left, negated, form, out);
		if ((node->kind == CT_NODE_OR) != negated)
			find_branches(q, node->right, negated, form, out);
		else
			multiply(q, node->right, negated, form, first, out);
	}
}

void
ct_query_form(const CtQuery *q, CtForm *form)
{
	Branches branches = {0};

	memset(form, 0, sizeof(*form));
	collect_leaves(q, q->count - 1, false, form);
	find_branches(q, q->count - 1, false, form, &branches);
	form->nbranches = branches.n;
	memcpy(form->branches, branches.list,
		   sizeof(CtBranch) * (size_t) branches.n);
	if (branches.full)
	{
		form->nbranches = 1;
		for (int i = 0; i < form->nleaves; i++)
			form->branches[0].leaves[i / 64] |= UINT64_C(1) << (i % 64);
	}
}

static CtBool
opposite(CtBool b)
{
	if (b == CT_UNKNOWN)
		return b;
	return b == CT_TRUE ? CT_FALSE : CT_TRUE;
}

CtBool
ct_leaf_truth(const CtQuery *q, const CtLeaf *leaf, const CtFacts *facts)
{
	CtBool truth = ct_query_eval_node(q, leaf->node, facts);

	return leaf->negated ? opposite(truth) : truth;
}

/* ---- one comparison otherwise ------------------------------------------ */

static bool
same_sum(const CtQuery *a, int i, const CtQuery *b, int j)
{
	const CtNode *x = &a->nodes[i];
	const CtNode *y = &b->nodes[j];

	if (x->kind != y->kind)
		return false;
	switch (x->kind)
	{
		case CT_NODE_NAME:
			return x->name == y->name;
		case CT_NODE_NUMBER:
			return x->u.number == y->u.number;
		case CT_NODE_DATE:
			return x->u.date.first == y->u.date.first &&
				   x->u.date.last == y->u.date.last;
		default:
			return same_sum(a, x->left, b, y->left) &&
				   same_sum(a, x->right, b, y->right);
	}
}

/* "a < b" for "a >= b" and so on; a kind without opposite is its own */
static int
opposite_kind(int kind)
{
	switch (kind)
	{
		case CT_NODE_LT:
			return CT_NODE_GE;
		case CT_NODE_GE:
			return CT_NODE_LT;
		case CT_NODE_LE:
			return CT_NODE_GT;
		case CT_NODE_GT:
			return CT_NODE_LE;
		case CT_NODE_EQ:
			return CT_NODE_NE;
		case CT_NODE_NE:
			return CT_NODE_EQ;
		default:
			return kind;
	}
}

/* The comparison that comes out otherwise, and how. */
typedef struct Flip
{
	const CtQuery *query;
	int node;
	CtBool outcome;
} Flip;

/*
 * A limit is crossed wherever the rules name it: the same comparison of
 * another row, or its opposite, changes with it.
 */
static CtBool
leaf_flipped(const CtQuery *q, int at, const CtFacts *facts, const Flip *flip)
{
	const CtNode *node = &q->nodes[at];
	const CtNode *target = &flip->query->nodes[flip->node];
	bool same = node->kind == target->kind;
	bool contrary = !same && node->kind == opposite_kind(target->kind);

	if (same && node->kind == CT_NODE_NAME)
		same = node->name == target->name;
	else if (same && node->kind == CT_NODE_KNOWN)
		same = same_sum(q, node->left, flip->query, target->left);
	else if ((same || contrary) &&
			 !(same_sum(q, node->left, flip->query, target->left) &&
			   same_sum(q, node->right, flip->query, target->right)))
		same = contrary = false;
	if (same)
		return flip->outcome;
	if (contrary)
		return opposite(flip->outcome);
	return ct_query_eval_node(q, at, facts);
}

static CtBool
query_flipped(const CtQuery *q, int at, const CtFacts *facts, const Flip *flip)
{
	const CtNode *node = &q->nodes[at];
	CtBool left;
	CtBool right;

	if (is_leaf(node))
		return leaf_flipped(q, at, facts, flip);
	left = query_flipped(q, node->left, facts, flip);
	if (node->kind == CT_NODE_NOT)
		return opposite(left);
	right = query_flipped(q, node->right, facts, flip);
	if (node->kind == CT_NODE_AND)
		return ct_and(left, right);
	return opposite(ct_and(opposite(left), opposite(right)));
}

/* Decide with the spec tests as given by the flip; NULL: as they are. */
static CtAnswer
decide_flipped(CtDecider *d, const CtCell *cell, const GpuSpec *spec,
			   const Flip *flip)
{
	CtQuestion q;
	CtOutcomes out;

	ct_question_begin(&q, d, cell, spec);
	for (int i = 0; i < cell->n && flip; i++)
	{
		int query = cell->candidates[i].query;
		const CtQuery *test = query < 0 ? NULL : d->policy->queries[query];

		if (test)
			d->memo[query] = (uint8_t) query_flipped(test, test->count - 1,
													 &q.facts, flip);
	}
	ct_find_outcomes(&q, &out);
	return ct_outcomes_answer(&q, &out);
}

/* ---- all limits -------------------------------------------------------- */

typedef struct Search
{
	CtDecider *d;
	const CtCell *cell;
	CtFacts facts;
	CtAnswer now;
	CtLimitReport report;
	void *context;
} Search;

static void
report_leaf(Search *s, CtLimit *limit)
{
	CtBool truth = ct_query_eval_node(limit->query, limit->leaf.node,
									  &s->facts);
	Flip flip = {limit->query, limit->leaf.node, opposite(truth)};

	limit->outcome = limit->leaf.negated ? opposite(truth) : truth;
	limit->now = s->now;
	limit->beyond = truth == CT_UNKNOWN
						? s->now
						: decide_flipped(s->d, s->cell, s->facts.spec, &flip);
	s->report(s->context, limit);
}

static void
report_rule(Search *s, const CtCandidate *c)
{
	CtLimit limit;
	CtForm form;

	memset(&limit, 0, sizeof(limit));
	limit.row = s->d->policy->rules[c->rule].row;
	limit.query = s->d->policy->queries[c->query];
	ct_query_form(limit.query, &form);
	for (int b = 0; b < form.nbranches; b++)
	{
		for (int i = 0; i < form.nleaves; i++)
		{
			if (!ct_branch_has(&form.branches[b], i))
				continue;
			limit.branch = b + 1;
			limit.leaf = form.leaves[i];
			report_leaf(s, &limit);
		}
	}
}

static int
precedence_of(const Search *s, int i)
{
	return s->d->policy->rules[s->cell->candidates[i].rule].row->precedence;
}

/* A range stands in rising precedence, and in order of id within one. */
static void
report_range(Search *s, const CtRange *range)
{
	int end = range->end;

	while (end > range->first)
	{
		int first = end - 1;

		while (first > range->first &&
			   precedence_of(s, first - 1) == precedence_of(s, end - 1))
			first--;
		for (int i = first; i < end; i++)
		{
			const CtCandidate *c = &s->cell->candidates[i];
			CtQuestion q;
			CtOutcomes out;

			if (c->query < 0)
				continue;
			ct_question_begin(&q, s->d, s->cell, s->facts.spec);
			ct_find_outcomes(&q, &out);
			if (ct_gate_possible(&q, c))
				report_rule(s, c);
		}
		end = first;
	}
}

void
ct_headroom(CtDecider *d, const GpuSpec *spec, int destination, int32_t day,
			CtLimitReport report, void *context)
{
	int segment = ct_policy_segment_of(d->policy, day);
	Search s = {.d = d, .report = report, .context = context};

	s.cell = ct_decider_cell(d, destination, segment);
	ct_facts_init(&s.facts, spec);
	s.now = decide_flipped(d, s.cell, spec, NULL);
	for (int k = 0; k < s.cell->nranges; k++)
		report_range(&s, &s.cell->ranges[k]);
}
