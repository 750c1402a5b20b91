/*
 * query_interval.c
 *		Exact comparison of any two sums, products and quotients: intervals
 *		whose ends are fractions of 128-bit integers.
 *
 * This is the slow, general way; query_eval.c answers the common tests with
 * one integer comparison.  Nothing here checks for overflow, since
 * query_bound.c has proved that there is none: keep the two in step.  An end
 * that is infinite carries a denominator all the same, so that a node whose
 * denominator is fixed has it at both ends.
 *
 * Recursion is as deep as the tree, at most CT_QUERY_MAX_NODES levels.
 */
#include "query_internal.h"

typedef struct End
{
	__int128 num;
	__int128 den; /* positive */
	int infinite; /* -1, 0, 1; num is 0 then */
	bool open;    /* approached, not reached */
} End;

typedef enum Defined
{
	DEFINED,
	PERHAPS_UNDEFINED,
	UNDEFINED
} Defined;

typedef struct Interval
{
	End low;
	End high;
	Defined defined;
} Interval;

static End
infinity(int infinite, __int128 den)
{
	return (End){.den = den, .infinite = infinite, .open = true};
}

static int
sign(const End *e)
{
	if (e->infinite != 0)
		return e->infinite;
	return (e->num > 0) - (e->num < 0);
}

static int
compare(const End *a, const End *b)
{
	__int128 x = a->num;
	__int128 y = b->num;

	if (a->infinite != b->infinite)
		return a->infinite < b->infinite ? -1 : 1;
	if (a->infinite != 0)
		return 0;
	if (a->den != b->den)
	{
		x *= b->den;
		y *= a->den;
	}
	return (x > y) - (x < y);
}

static End
negated(const End *e)
{
	End r = *e;

	r.num = -r.num;
	r.infinite = -r.infinite;
	return r;
}

/* not called with two opposite infinities */
static End
sum(const End *a, const End *b)
{
	End r = {.infinite = a->infinite != 0 ? a->infinite : b->infinite,
			 .open = a->open || b->open};
	__int128 x = a->num;
	__int128 y = b->num;

	r.den = a->den;
	if (a->den != b->den)
	{
		if (a->den % b->den == 0)
			y *= a->den / b->den;
		else if (b->den % a->den == 0)
		{
			x *= b->den / a->den;
			r.den = b->den;
		}
		else
		{
			x *= b->den;
			y *= a->den;
			r.den = a->den * b->den;
		}
	}
	if (r.infinite == 0)
		r.num = x + y;
	return r;
}

/*
 * Zero times infinity is zero, since infinity stands for values without a
 * bound; a zero is reached where one of the factors reaches it.
 */
static End
product(const End *a, const End *b)
{
	int a_sign = sign(a);
	int b_sign = sign(b);
	End r = {.den = a->den * b->den, .open = a->open || b->open};

	if (a_sign == 0 || b_sign == 0)
		r.open = !((a_sign == 0 && !a->open) || (b_sign == 0 && !b->open));
	else if (a->infinite != 0 || b->infinite != 0)
		r.infinite = a_sign * b_sign;
	else
		r.num = a->num * b->num;
	return r;
}

/* of a divisor's end that is zero, "side" is the sign of its neighbours */
static End
quotient(const End *a, const End *b, int side)
{
	int a_sign = sign(a);
	End r = {.den = 1, .open = a->open || b->open};

	if (a_sign == 0)
	{
		r.open = a->open;
		return r;
	}
	if (b->infinite != 0)
	{
		r.open = true;
		return r;
	}
	if (b->num == 0 || a->infinite != 0)
		return infinity(a_sign * (b->num == 0 ? side : sign(b)), 1);
	r.num = a->num;
	r.den = b->num;
	if (a->den != b->den)
	{
		r.num *= b->den;
		r.den *= a->den;
	}
	if (r.den < 0)
	{
		r.num = -r.num;
		r.den = -r.den;
	}
	return r;
}

/* the interval from the least to the greatest; of equal ends a reached one */
static void
hull(const End ends[4], Interval *out)
{
	out->low = ends[0];
	out->high = ends[0];
	for (int i = 1; i < 4; i++)
	{
		int low = compare(&ends[i], &out->low);
		int high = compare(&ends[i], &out->high);

		if (low < 0 || (low == 0 && out->low.open))
			out->low = ends[i];
		if (high > 0 || (high == 0 && out->high.open))
			out->high = ends[i];
	}
}

static void
multiply(const Interval *a, const Interval *b, Interval *out)
{
	End ends[4];

	if (sign(&a->low) >= 0 && sign(&b->low) >= 0)
	{
		out->low = product(&a->low, &b->low);
		out->high = product(&a->high, &b->high);
		return;
	}
	ends[0] = product(&a->low, &b->low);
	ends[1] = product(&a->low, &b->high);
	ends[2] = product(&a->high, &b->low);
	ends[3] = product(&a->high, &b->high);
	hull(ends, out);
}

static void
divide(const Interval *a, const Interval *b, Interval *out)
{
	int low = sign(&b->low);
	int high = sign(&b->high);
	int side = high > 0 ? 1 : -1;
	bool above = low > 0 || (low == 0 && b->low.open);
	bool below = high < 0 || (high == 0 && b->high.open);
	End ends[4];

	if (low == 0 && high == 0)
	{
		out->defined = UNDEFINED;
		return;
	}
	if (!above && !below)
		out->defined = PERHAPS_UNDEFINED;
	if (low < 0 && high > 0)
	{
		Interval anything = {.low = infinity(-1, 1), .high = infinity(1, 1)};

		multiply(a, &anything, out);
		return;
	}
	if (low >= 0 && sign(&a->low) >= 0)
	{
		out->low = quotient(&a->low, &b->high, side);
		out->high = quotient(&a->high, &b->low, side);
		return;
	}
	ends[0] = quotient(&a->low, &b->low, side);
	ends[1] = quotient(&a->low, &b->high, side);
	ends[2] = quotient(&a->high, &b->low, side);
	ends[3] = quotient(&a->high, &b->high, side);
	hull(ends, out);
}

static void
subtract(const Interval *a, const Interval *b, Interval *out)
{
	End low = negated(&b->low);
	End high = negated(&b->high);

	out->low = sum(&a->low, &high);
	out->high = sum(&a->high, &low);
}

/* ---- leaves ------------------------------------------------------------ */

static void
point(__int128 num, __int128 den, Interval *out)
{
	out->low = (End){.num = num, .den = den};
	out->high = out->low;
	out->defined = DEFINED;
}

/* no field is negative, and that is all there is to know of an unknown one */
static void
unknown(Interval *out)
{
	out->low = (End){.den = CT_SCALE};
	out->high = infinity(1, CT_SCALE);
	out->defined = DEFINED;
}

static void
field(const GpuSpec *s, CtField f, Interval *out)
{
	if (ct_known(s, f))
		point(ct_thousandths(s, f), CT_SCALE, out);
	else
		unknown(out);
}

static void
tpp(const CtFacts *facts, Interval *out)
{
	if (facts->tpp_known)
		point(facts->tpp, CT_SCALE, out);
	else
		unknown(out);
}

static void
name_interval(int name, const CtFacts *facts, Interval *out)
{
	const GpuSpec *s = facts->spec;
	Interval a;
	Interval b;

	switch (name)
	{
		case CT_NAME_TPP:
			tpp(facts, out);
			return;
		case CT_NAME_XFER:
			field(s, CT_IO, &a);
			field(s, CT_PCIE, &b);
			out->low = sum(&a.low, &b.low);
			out->high = sum(&a.high, &b.high);
			out->defined = DEFINED;
			return;
		case CT_NAME_PD:
			tpp(facts, &a);
			field(s, CT_DIE, &b);
			break;
		case CT_NAME_MBD:
			field(s, CT_BW, &a);
			field(s, CT_AREA, &b);
			break;
		default:
			field(s, (CtField) name, out);
			return;
	}
	out->defined = DEFINED;
	divide(&a, &b, out);
}

static void
interval(const CtQuery *q, const CtNode *node, const CtFacts *facts,
		 Interval *out)
{
	Interval a;
	Interval b;

	if (node->kind == CT_NODE_NUMBER)
	{
		int64_t den;
		int64_t num = ct_literal_fraction(node->u.number, &den);

		point(num, den, out);
		return;
	}
	if (node->kind == CT_NODE_NAME)
	{
		name_interval(node->name, facts, out);
		return;
	}
	interval(q, &q->nodes[node->left], facts, &a);
	interval(q, &q->nodes[node->right], facts, &b);
	out->defined = a.defined > b.defined ? a.defined : b.defined;
	if (out->defined == UNDEFINED)
		return;
	switch (node->kind)
	{
		case CT_NODE_ADD:
			out->low = sum(&a.low, &b.low);
			out->high = sum(&a.high, &b.high);
			break;
		case CT_NODE_SUB:
			subtract(&a, &b, out);
			break;
		case CT_NODE_MUL:
			multiply(&a, &b, out);
			break;
		default:
			divide(&a, &b, out);
			break;
	}
}

/* ---- comparison -------------------------------------------------------- */

static CtBool
decide(bool yes, bool no)
{
	return yes ? CT_TRUE : (no ? CT_FALSE : CT_UNKNOWN);
}

static CtBool
compare_intervals(CtNodeKind kind, const Interval *a, const Interval *b)
{
	int least = compare(&a->low, &b->high); /* a at its least against b */
	int most = compare(&a->high, &b->low);
	bool above = least > 0 || (least == 0 && (a->low.open || b->high.open));
	bool below = most < 0 || (most == 0 && (a->high.open || b->low.open));

	switch (kind)
	{
		case CT_NODE_LT:
			return decide(below, least >= 0);
		case CT_NODE_LE:
			return decide(most <= 0, above);
		case CT_NODE_GT:
			return decide(above, most <= 0);
		case CT_NODE_GE:
			return decide(least >= 0, below);
		case CT_NODE_EQ:
			return decide(least == 0 && most == 0, above || below);
		default:
			return decide(above || below, least == 0 && most == 0);
	}
}

CtBool
ct_interval_compare(const CtQuery *q, const CtNode *comparison,
					const CtFacts *facts)
{
	Interval a;
	Interval b;
	CtBool result;

	interval(q, &q->nodes[comparison->left], facts, &a);
	interval(q, &q->nodes[comparison->right], facts, &b);
	if (a.defined == UNDEFINED || b.defined == UNDEFINED)
		return CT_FALSE;
	result = compare_intervals((CtNodeKind) comparison->kind, &a, &b);
	if (result == CT_TRUE &&
		(a.defined == PERHAPS_UNDEFINED || b.defined == PERHAPS_UNDEFINED))
		return CT_UNKNOWN;
	return result;
}

bool
ct_interval_undefined(const CtQuery *q, const CtNode *node,
					  const CtFacts *facts)
{
	Interval value;

	interval(q, node, facts, &value);
	return value.defined == UNDEFINED;
}
