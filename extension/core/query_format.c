/*
 * query_format.c
 *		The one canonical text of a predicate: canonical names, lower-case
 *		keywords, single blanks, only the parentheses that are needed.
 *
 * A node takes at most 22 bytes (a literal of 10^12 with six decimals, or the
 * longest operator with its parentheses), so that the canonical text of
 * CT_QUERY_MAX_NODES nodes is itself within CT_QUERY_MAX_TEXT.
 */
#include "query_internal.h"

_Static_assert(CT_QUERY_MAX_NODES * 22 <= CT_QUERY_MAX_TEXT,
			   "a canonical text must read back");

typedef struct Writer
{
	const CtQuery *query;
	char *buf;
	size_t size;
	size_t len;
} Writer;

/* how tightly an operator binds, loosest first */
enum
{
	BIND_OR,
	BIND_AND,
	BIND_NOT,
	BIND_COMPARE,
	BIND_SUM,
	BIND_PRODUCT,
	BIND_ATOM
};

static const char *const operators[] = {
	[CT_NODE_OR] = " or ", [CT_NODE_AND] = " and ", [CT_NODE_LT] = " < ",
	[CT_NODE_LE] = " <= ", [CT_NODE_EQ] = " = ",    [CT_NODE_NE] = " <> ",
	[CT_NODE_GE] = " >= ", [CT_NODE_GT] = " > ",    [CT_NODE_ADD] = " + ",
	[CT_NODE_SUB] = " - ", [CT_NODE_MUL] = " * ",   [CT_NODE_DIV] = " / ",
};

static void
put_char(Writer *w, char c)
{
	if (w->len + 1 < w->size)
		w->buf[w->len++] = c;
}

static void
put(Writer *w, const char *text)
{
	for (; *text != '\0'; text++)
		put_char(w, *text);
}

/* with leading zeros up to the width */
static void
put_digits(Writer *w, uint64_t value, int width)
{
	char digits[20];
	int n = 0;

	while (value > 0 || n < width)
	{
		digits[n++] = (char) ('0' + value % 10);
		value /= 10;
	}
	while (n > 0)
		put_char(w, digits[--n]);
}

static void
put_number(Writer *w, int64_t millionths)
{
	uint64_t fraction = (uint64_t) millionths % 1000000;
	int width = CT_LITERAL_DECIMALS;

	put_digits(w, (uint64_t) millionths / 1000000, 1);
	if (fraction == 0)
		return;
	while (fraction % 10 == 0)
	{
		fraction /= 10;
		width--;
	}
	put_char(w, '.');
	put_digits(w, fraction, width);
}

static void
put_date(Writer *w, const CtNode *node)
{
	int year;
	int month;
	int day;

	ct_civil(node->u.date.first, &year, &month, &day);
	put_digits(w, (uint64_t) year, 4);
	if (node->precision >= CT_DATE_MONTH)
	{
		put_char(w, '-');
		put_digits(w, (uint64_t) month, 2);
	}
	if (node->precision == CT_DATE_DAY)
	{
		put_char(w, '-');
		put_digits(w, (uint64_t) day, 2);
	}
}

static int
binding(const CtQuery *q, const CtNode *node)
{
	switch (node->kind)
	{
		case CT_NODE_OR:
			return BIND_OR;
		case CT_NODE_AND:
			return BIND_AND;
		case CT_NODE_NOT:
			return q->nodes[node->left].kind == CT_NODE_KNOWN ? BIND_COMPARE
															  : BIND_NOT;
		case CT_NODE_ADD:
		case CT_NODE_SUB:
			return BIND_SUM;
		case CT_NODE_MUL:
		case CT_NODE_DIV:
			return BIND_PRODUCT;
		case CT_NODE_NUMBER:
		case CT_NODE_DATE:
		case CT_NODE_NAME:
			return BIND_ATOM;
		default:
			return BIND_COMPARE;
	}
}

static void put_node(Writer *w, const CtNode *node);

/* a child, in parentheses where it binds less tightly than asked */
static void
put_child(Writer *w, uint16_t index, int least)
{
	const CtNode *node = &w->query->nodes[index];
	bool open = binding(w->query, node) < least;

	if (open)
		put_char(w, '(');
	put_node(w, node);
	if (open)
		put_char(w, ')');
}

/*
 * "and" and "or" are associative, so their chains need no parentheses.  Sums
 * keep theirs, since the overflow bounds depend on the order of operations.
 */
static void
put_pair(Writer *w, const CtNode *node)
{
	int own = binding(w->query, node);
	bool logic = own == BIND_OR || own == BIND_AND;

	put_child(w, node->left, own == BIND_COMPARE ? BIND_SUM : own);
	put(w, operators[node->kind]);
	put_child(w, node->right, logic ? own : own + 1);
}

static void
put_node(Writer *w, const CtNode *node)
{
	const CtNode *left = &w->query->nodes[node->left];

	switch (node->kind)
	{
		case CT_NODE_NUMBER:
			put_number(w, node->u.number);
			break;
		case CT_NODE_DATE:
			put_date(w, node);
			break;
		case CT_NODE_NAME:
			put(w, ct_name_text(node->name));
			break;
		case CT_NODE_KNOWN:
			put_child(w, node->left, BIND_SUM);
			put(w, " is known");
			break;
		case CT_NODE_NOT:
			if (left->kind == CT_NODE_KNOWN)
			{
				put_child(w, left->left, BIND_SUM);
				put(w, " is not known");
				break;
			}
			put(w, "not ");
			put_child(w, node->left, BIND_NOT);
			break;
		default:
			put_pair(w, node);
			break;
	}
}

size_t
ct_query_format_node(const CtQuery *q, int node, char *buf, size_t size)
{
	Writer w = {.query = q, .buf = buf, .size = size};

	put_node(&w, &q->nodes[node]);
	buf[w.len] = '\0';
	return w.len;
}

size_t
ct_query_format(const CtQuery *q, char *buf, size_t size)
{
	return ct_query_format_node(q, q->count - 1, buf, size);
}
