/*
 * query_eval.c
 *		The three-valued answer of a predicate on one spec, and what keeps it
 *		from being known.
 *
 * Comparisons that the parser marked (CtNode.fast) are answered in integers;
 * the others go through query_interval.c.  Recursion is as deep as the tree,
 * at most CT_QUERY_MAX_NODES small frames.
 */
#include "query_internal.h"

#define TF32_BITS 19

/* thousandths to millionths, the unit of literals */
#define MILLIONTHS 1000

void
ct_facts_init(CtFacts *facts, const GpuSpec *s)
{
	facts->spec = s;
	facts->tpp_known = ct_tpp(s, TF32_BITS, &facts->tpp, NULL);
}

/* ---- numbers ----------------------------------------------------------- */

/* a sum in millionths: at least low, and no more unless it is open */
typedef struct Sum
{
	int64_t low;
	bool open;
} Sum;

static inline void
add_field(const GpuSpec *s, int f, Sum *sum)
{
	if (s->number[f] != 0)
		sum->low += (int64_t) (s->number[f] - 1) * MILLIONTHS;
	else
		sum->open = true;
}

static void
add_linear(const CtQuery *q, const CtNode *node, const CtFacts *facts,
		   Sum *sum)
{
	if (node->kind == CT_NODE_NUMBER)
		sum->low += node->u.number;
	else if (node->kind == CT_NODE_ADD)
	{
		add_linear(q, &q->nodes[node->left], facts, sum);
		add_linear(q, &q->nodes[node->right], facts, sum);
	}
	else if (node->name == CT_NAME_XFER)
	{
		add_field(facts->spec, CT_IO, sum);
		add_field(facts->spec, CT_PCIE, sum);
	}
	else if (node->name != CT_NAME_TPP)
		add_field(facts->spec, node->name, sum);
	else if (facts->tpp_known)
		sum->low += (int64_t) facts->tpp * MILLIONTHS;
	else
		sum->open = true;
}

/* how two numbers may stand to each other, as bits */
#define LESS    1
#define EQUAL   2
#define GREATER 4

/* for which of these a comparison holds */
static const uint8_t holds_for[] = {
	[CT_NODE_LT] = LESS,
	[CT_NODE_LE] = LESS | EQUAL,
	[CT_NODE_EQ] = EQUAL,
	[CT_NODE_NE] = LESS | GREATER,
	[CT_NODE_GE] = EQUAL | GREATER,
	[CT_NODE_GT] = GREATER,
};

/* an order of -1, 0 or 1 as a bit */
static inline unsigned
order_bit(int order)
{
	return 1U << (order + 1);
}

static inline CtBool
compare_exact(const CtNode *node, int order)
{
	return (CtBool) ((holds_for[node->kind] >> (order + 1)) & 1);
}

/* two sums of which at least one is open, given the order of their low ends */
static CtBool
compare_open(const CtNode *node, int order, bool left_open, bool right_open)
{
	unsigned possible = order_bit(order);
	unsigned holds = holds_for[node->kind];

	if (left_open)
		possible |= order < 0 ? EQUAL | GREATER : GREATER;
	if (right_open)
		possible |= order > 0 ? EQUAL | LESS : LESS;
	if ((possible & holds) == 0)
		return CT_FALSE;
	return (possible & ~holds) == 0 ? CT_TRUE : CT_UNKNOWN;
}

/* the commonest test: one name against one number */
static inline CtBool
compare_name(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	int name = q->nodes[node->left].name;
	int64_t limit = q->nodes[node->right].u.number;
	uint64_t value = 0;
	bool known = facts->tpp_known;

	if (name == CT_NAME_TPP)
		value = facts->tpp;
	else
	{
		known = facts->spec->number[name] != 0;
		value = facts->spec->number[name] - (uint64_t) known;
	}
	if (!known)
		return compare_open(node, limit > 0 ? -1 : 0, true, false);
	value *= MILLIONTHS;
	return compare_exact(node, ((int64_t) value > limit) -
								   ((int64_t) value < limit));
}

static CtBool
compare_linear(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	Sum a = {0, false};
	Sum b = {0, false};
	int order;

	add_linear(q, &q->nodes[node->left], facts, &a);
	add_linear(q, &q->nodes[node->right], facts, &b);
	order = (a.low > b.low) - (a.low < b.low);
	if (!a.open && !b.open)
		return compare_exact(node, order);
	return compare_open(node, order, a.open, b.open);
}

/* pd or mbd against a number, by cross multiplication where both are known */
static CtBool
compare_ratio(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	bool pd = q->nodes[node->left].name == CT_NAME_PD;
	CtField below = pd ? CT_DIE : CT_AREA;
	const GpuSpec *s = facts->spec;
	int64_t number = q->nodes[node->right].u.number;
	bool above_known = pd ? facts->tpp_known : ct_known(s, CT_BW);
	uint64_t above = 0;
	__int128 a;
	__int128 b;

	if (ct_known(s, below) && ct_thousandths(s, below) == 0)
		return CT_FALSE;
	if (above_known)
		above = pd ? facts->tpp : ct_thousandths(s, CT_BW);
	if (!ct_known(s, below) || !above_known)
	{
		/* the ratio may be any positive number, so it may fall either way */
		if (number > 0 && !(above_known && above == 0))
			return CT_UNKNOWN;
		return ct_interval_compare(q, node, facts);
	}
	a = (__int128) above * (MILLIONTHS * CT_SCALE);
	b = (__int128) number * ct_thousandths(s, below);
	return compare_exact(node, (a > b) - (a < b));
}

/* ---- dates ------------------------------------------------------------- */

static CtNodeKind
mirrored(CtNodeKind kind)
{
	switch (kind)
	{
		case CT_NODE_LT:
			return CT_NODE_GT;
		case CT_NODE_LE:
			return CT_NODE_GE;
		case CT_NODE_GE:
			return CT_NODE_LE;
		case CT_NODE_GT:
			return CT_NODE_LT;
		default:
			return kind;
	}
}

/*
 * The span of a release against the span of a literal.  After a month means
 * after its last day; from a month on means from its first day; in a month
 * means within it.
 */
static CtBool
compare_dates(const CtQuery *q, const CtNode *node, const GpuSpec *s)
{
	const CtNode *date = &q->nodes[node->right];
	CtNodeKind kind = (CtNodeKind) node->kind;
	int32_t first;
	int32_t last;
	bool yes;
	bool no;

	if (date->kind != CT_NODE_DATE)
	{
		date = &q->nodes[node->left];
		kind = mirrored(kind);
	}
	if (!ct_released(s, &first, &last))
		return CT_UNKNOWN;
	switch (kind)
	{
		case CT_NODE_GT:
			yes = first > date->u.date.last;
			no = last <= date->u.date.last;
			break;
		case CT_NODE_GE:
			yes = first >= date->u.date.first;
			no = last < date->u.date.first;
			break;
		case CT_NODE_LT:
			yes = last < date->u.date.first;
			no = first >= date->u.date.first;
			break;
		case CT_NODE_LE:
			yes = last <= date->u.date.last;
			no = first > date->u.date.last;
			break;
		default:
			yes = first >= date->u.date.first && last <= date->u.date.last;
			no = last < date->u.date.first || first > date->u.date.last;
			if (kind == CT_NODE_NE)
				return yes ? CT_FALSE : (no ? CT_TRUE : CT_UNKNOWN);
			break;
	}
	return yes ? CT_TRUE : (no ? CT_FALSE : CT_UNKNOWN);
}

/* ---- what is known ----------------------------------------------------- */

static uint32_t
unknown_number(const GpuSpec *s, CtField f)
{
	return ct_known(s, f) ? 0 : CT_FIELD_BIT(f);
}

/* the unknown fields that a name needs; none means that it is known */
static uint32_t
unknown_fields(int name, const CtFacts *facts)
{
	const GpuSpec *s = facts->spec;
	uint32_t rates = facts->tpp_known ? 0 : CT_RATE_BITS;

	switch (name)
	{
		case CT_NAME_TPP:
			return rates;
		case CT_NAME_PD:
			return rates | unknown_number(s, CT_DIE);
		case CT_NAME_XFER:
			return unknown_number(s, CT_IO) | unknown_number(s, CT_PCIE);
		case CT_NAME_MBD:
			return unknown_number(s, CT_BW) | unknown_number(s, CT_AREA);
		case CT_DC:
			return ct_dc(s) == CT_UNKNOWN ? CT_FIELD_BIT(CT_DC) : 0;
		case CT_HBM:
			return 0;
		case CT_RELEASED:
			return ct_precision(s) == CT_DATE_UNKNOWN
					   ? CT_FIELD_BIT(CT_RELEASED)
					   : 0;
		default:
			return unknown_number(s, (CtField) name);
	}
}

/* the unknown fields below a sum, product or leaf */
static uint32_t
unknown_below(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	switch (node->kind)
	{
		case CT_NODE_NAME:
			return unknown_fields(node->name, facts);
		case CT_NODE_NUMBER:
		case CT_NODE_DATE:
			return 0;
		default:
			return unknown_below(q, &q->nodes[node->left], facts) |
				   unknown_below(q, &q->nodes[node->right], facts);
	}
}

/*
 * Known is what needs no unknown field; also what has no value at all, since
 * undefined is not unknown: pd of a planar part, whatever its rates.
 */
static bool
is_known(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	if (unknown_below(q, node, facts) == 0)
		return true;
	if (node->kind == CT_NODE_NAME && node->name != CT_NAME_PD &&
		node->name != CT_NAME_MBD)
		return false;
	return ct_interval_undefined(q, node, facts);
}

/* ---- truth ------------------------------------------------------------- */

static inline CtBool
truth(bool b)
{
	return b ? CT_TRUE : CT_FALSE;
}

static inline CtBool
compare(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	switch (node->fast)
	{
		case CT_FAST_NAME:
			return compare_name(q, node, facts);
		case CT_FAST_LINEAR:
			return compare_linear(q, node, facts);
		case CT_FAST_RATIO:
			return compare_ratio(q, node, facts);
		case CT_FAST_DATE:
			return compare_dates(q, node, facts->spec);
		default:
			return ct_interval_compare(q, node, facts);
	}
}

static CtBool
evaluate(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	const CtNode *left = &q->nodes[node->left];
	const CtNode *right = &q->nodes[node->right];
	CtBool a;
	CtBool b;

	switch (node->kind)
	{
		case CT_NODE_OR:
			a = evaluate(q, left, facts);
			if (a == CT_TRUE)
				return a;
			b = evaluate(q, right, facts);
			return b == CT_FALSE ? a : b;
		case CT_NODE_AND:
			a = evaluate(q, left, facts);
			if (a == CT_FALSE)
				return a;
			b = evaluate(q, right, facts);
			return b == CT_TRUE ? a : b;
		case CT_NODE_NOT:
			a = evaluate(q, left, facts);
			return a == CT_UNKNOWN ? a : truth(a == CT_FALSE);
		case CT_NODE_KNOWN:
			return truth(is_known(q, left, facts));
		case CT_NODE_NAME:
			return node->name == CT_DC ? ct_dc(facts->spec)
									   : truth(ct_hbm(facts->spec));
		default:
			return compare(q, node, facts);
	}
}

CtBool
ct_query_eval_facts(const CtQuery *q, const CtFacts *facts)
{
	return evaluate(q, &q->nodes[q->count - 1], facts);
}

CtBool
ct_query_eval_node(const CtQuery *q, int node, const CtFacts *facts)
{
	return evaluate(q, &q->nodes[node], facts);
}

CtBool
ct_query_eval(const CtQuery *q, const GpuSpec *s)
{
	CtFacts facts = {.spec = s};

	if ((q->fields & CT_RATE_BITS) == CT_RATE_BITS)
		ct_facts_init(&facts, s);
	return ct_query_eval_facts(q, &facts);
}

/*
 * What keeps a node unknown: both sides of "and" and "or" where both are
 * unknown, since one alone would not decide; of a comparison, every unknown
 * field.  A release date that is known too coarsely counts as unknown.
 */
static uint32_t
missing(const CtQuery *q, const CtNode *node, const CtFacts *facts)
{
	const CtNode *left = &q->nodes[node->left];
	const CtNode *right = &q->nodes[node->right];

	if (evaluate(q, node, facts) != CT_UNKNOWN)
		return 0;
	switch (node->kind)
	{
		case CT_NODE_OR:
		case CT_NODE_AND:
			return missing(q, left, facts) | missing(q, right, facts);
		case CT_NODE_NOT:
			return missing(q, left, facts);
		case CT_NODE_NAME:
			return unknown_fields(node->name, facts);
		default:
			if (node->fast == CT_FAST_DATE)
				return CT_FIELD_BIT(CT_RELEASED);
			return unknown_below(q, left, facts) |
				   unknown_below(q, right, facts);
	}
}

uint32_t
ct_query_missing(const CtQuery *q, const GpuSpec *s)
{
	CtFacts facts;

	ct_facts_init(&facts, s);
	return missing(q, &q->nodes[q->count - 1], &facts);
}
