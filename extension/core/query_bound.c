/*
 * query_bound.c
 *		Proves when a predicate is read that its exact evaluation fits in 128
 *		bits, so that evaluation itself has no error to report.
 *
 * Denominators that are always the same are powers of 1000, so one of two
 * divides the other; adding such fractions needs no product of denominators.
 */
#include "query_internal.h"

#define MAX_BITS 126

/* a literal in a 64-bit sum: 256 of these stay below 2^58 */
#define LINEAR_LITERAL_MAX (INT64_C(1) << 50)

static int
bits_of(uint64_t value)
{
	int n = 0;

	while (value > 0)
	{
		n++;
		value >>= 1;
	}
	return n;
}

static int
max_int(int a, int b)
{
	return a > b ? a : b;
}

void
ct_bound_leaf(const CtNode *node, CtBound *bound)
{
	int64_t den = CT_SCALE;

	bound->nonnegative = true;
	bound->num_bits = 32;
	if (node->kind == CT_NODE_NUMBER)
		bound->num_bits = bits_of(
			(uint64_t) ct_literal_fraction(node->u.number, &den));
	else if (node->name == CT_NAME_TPP)
		bound->num_bits = 32 + 6; /* a rate times at most 64 */
	else if (node->name == CT_NAME_XFER)
		bound->num_bits = 32 + 1;
	else if (node->name == CT_NAME_PD || node->name == CT_NAME_MBD)
	{
		bound->num_bits = node->name == CT_NAME_PD ? 32 + 6 : 32;
		bound->den_bits = 32;
		bound->den = 0;
		return;
	}
	bound->den = (uint64_t) den;
	bound->den_bits = bits_of(bound->den);
}

static void
bound_sum(const CtBound *a, const CtBound *b, CtBound *result)
{
	if (a->den != 0 && b->den != 0)
	{
		const CtBound *fine = a->den >= b->den ? a : b;
		const CtBound *coarse = a->den >= b->den ? b : a;
		int scale = fine->den == coarse->den
						? 0
						: bits_of(fine->den / coarse->den);

		result->num_bits = max_int(fine->num_bits, coarse->num_bits + scale) +
						   1;
		result->den = fine->den;
		result->den_bits = fine->den_bits;
		return;
	}
	result->num_bits = max_int(a->num_bits + b->den_bits,
							   b->num_bits + a->den_bits) +
					   1;
	result->den_bits = a->den_bits + b->den_bits;
	result->den = 0;
}

static void
bound_product(const CtBound *a, const CtBound *b, CtBound *result)
{
	result->num_bits = a->num_bits + b->num_bits;
	result->den_bits = a->den_bits + b->den_bits;
	result->den = 0;
	if (a->den != 0 && b->den != 0 && a->den_bits + b->den_bits <= 63)
	{
		result->den = a->den * b->den;
		result->den_bits = bits_of(result->den);
	}
}

static void
bound_quotient(const CtBound *a, const CtBound *b, CtBound *result)
{
	result->den = 0;
	if (a->den != 0 && a->den == b->den)
	{
		result->num_bits = a->num_bits;
		result->den_bits = b->num_bits;
		return;
	}
	result->num_bits = a->num_bits + b->den_bits;
	result->den_bits = a->den_bits + b->num_bits;
}

/*
 * The bound of a sum, difference, product or quotient; false where it could
 * overflow.  The ends of a product or quotient with a sign are compared with
 * each other, which needs a cross product unless the denominator is fixed.
 */
bool
ct_bound_arith(CtNodeKind kind, const CtBound *a, const CtBound *b,
			   CtBound *result)
{
	result->nonnegative = a->nonnegative && b->nonnegative;
	switch (kind)
	{
		case CT_NODE_ADD:
			bound_sum(a, b, result);
			break;
		case CT_NODE_SUB:
			bound_sum(a, b, result);
			result->nonnegative = false;
			break;
		case CT_NODE_MUL:
			bound_product(a, b, result);
			break;
		default:
			bound_quotient(a, b, result);
			break;
	}
	if (result->num_bits > MAX_BITS || result->den_bits > MAX_BITS)
		return false;
	if ((kind == CT_NODE_MUL || kind == CT_NODE_DIV) && !result->nonnegative &&
		result->den == 0)
		return result->num_bits + result->den_bits <= MAX_BITS;
	return true;
}

bool
ct_bound_compare(const CtBound *a, const CtBound *b)
{
	if (a->den != 0 && a->den == b->den)
		return true;
	return a->num_bits + b->den_bits <= MAX_BITS &&
		   b->num_bits + a->den_bits <= MAX_BITS;
}

/* a sum of names in thousandths and of moderate numbers */
static bool
is_linear(const CtNode *nodes, const CtNode *node)
{
	switch (node->kind)
	{
		case CT_NODE_NAME:
			return node->name != CT_NAME_PD && node->name != CT_NAME_MBD;
		case CT_NODE_NUMBER:
			return node->u.number <= LINEAR_LITERAL_MAX;
		case CT_NODE_ADD:
			return is_linear(nodes, &nodes[node->left]) &&
				   is_linear(nodes, &nodes[node->right]);
		default:
			return false;
	}
}

CtFast
ct_query_fast(const CtNode *nodes, const CtNode *comparison)
{
	const CtNode *left = &nodes[comparison->left];
	const CtNode *right = &nodes[comparison->right];

	if (left->kind == CT_NODE_NAME && right->kind == CT_NODE_NUMBER)
	{
		if (left->name == CT_NAME_PD || left->name == CT_NAME_MBD)
			return CT_FAST_RATIO;
		if (left->name != CT_NAME_XFER)
			return CT_FAST_NAME;
	}
	if (is_linear(nodes, left) && is_linear(nodes, right))
		return CT_FAST_LINEAR;
	return CT_FAST_NONE;
}
