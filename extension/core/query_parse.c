/*
 * query_parse.c
 *		Reads a predicate: recursive descent over the grammar of query.h, with
 *		types, limits and overflow bounds checked on the way up.
 *
 * A parenthesis may open a condition or a sum; both are read by the same
 * functions, and the type of what came back decides.
 */
#include "query_internal.h"

typedef enum Type
{
	TYPE_TRUTH,
	TYPE_NUMBER,
	TYPE_DATE,
	TYPE_RELEASED
} Type;

/* a part that has been read */
typedef struct Part
{
	uint16_t node;
	Type type;
	bool year; /* a plain whole number, which may stand for a year */
	size_t pos;
	size_t end;
	CtBound bound;
} Part;

typedef struct Parser
{
	const char *text;
	size_t len;
	size_t pos;    /* behind the current token */
	size_t end;    /* behind the token before it */
	CtToken token; /* the current one */
	int depth;
	CtQuery *query;
	CtError *err;
} Parser;

static bool parse_condition(Parser *p, Part *part);

static bool
advance(Parser *p)
{
	p->end = p->token.pos + p->token.len;
	return ct_query_token(p->text, p->len, &p->pos, &p->token, p->err);
}

/* refuse a whole part */
static bool
refuse(Parser *p, const Part *part, const char *what, const char *hint)
{
	return ct_fail(p->err, CT_ERR_SYNTAX, part->pos, part->end - part->pos,
				   what, "%s", hint);
}

/* refuse the current token */
static bool
refuse_token(Parser *p, const char *hint)
{
	const char *what = "Unexpected word";

	if (p->token.kind == CT_TOKEN_END)
		what = "Incomplete condition";
	else if (!ct_is_alpha(p->text[p->token.pos]))
		what = "Unexpected token";
	return ct_fail(p->err, CT_ERR_SYNTAX, p->token.pos, p->token.len, what,
				   "%s", hint);
}

static bool
descend(Parser *p)
{
	if (p->depth == CT_QUERY_MAX_DEPTH)
		return ct_fail(p->err, CT_ERR_LIMIT, p->token.pos, p->token.len,
					   "Nested too deeply",
					   "At most %d parentheses and \"not\" may be nested.",
					   CT_QUERY_MAX_DEPTH);
	p->depth++;
	return true;
}

/* append a node that becomes the part */
static bool
add_node(Parser *p, CtNodeKind kind, const Part *left, const Part *right,
		 Part *part)
{
	CtQuery *q = p->query;
	CtNode *node;

	if (q->count == CT_QUERY_MAX_NODES)
		return ct_fail(p->err, CT_ERR_LIMIT, part->pos, part->end - part->pos,
					   "Too long a condition",
					   "A condition has at most %d names, numbers and "
					   "operators.",
					   CT_QUERY_MAX_NODES);
	node = &q->nodes[q->count];
	*node = (CtNode){.kind = (uint8_t) kind};
	if (left != NULL)
		node->left = left->node;
	if (right != NULL)
		node->right = right->node;
	part->node = q->count++;
	return true;
}

/* join two parts by an operator; the text of the whole is theirs */
static bool
add_pair(Parser *p, CtNodeKind kind, Type type, const Part *left,
		 const Part *right, Part *part)
{
	Part whole = {.type = type, .pos = left->pos, .end = right->end};

	if (!add_node(p, kind, left, right, &whole))
		return false;
	*part = whole;
	return true;
}

/* ---- types ------------------------------------------------------------- */

static bool
need_truth(Parser *p, const Part *part)
{
	if (part->type == TYPE_TRUTH)
		return true;
	return refuse(p, part, "Not a condition",
				  part->type == TYPE_NUMBER
					  ? "Compare the number, as in \"tpp >= 4800\", or write "
						"\"is known\"."
					  : "Compare the date, as in \"released >= 2024-01\".");
}

static bool
need_number(Parser *p, const Part *part)
{
	if (part->type == TYPE_NUMBER)
		return true;
	if (part->type == TYPE_TRUTH)
		return refuse(p, part, "Not a number",
					  "A flag or condition stands alone or beside and, or, "
					  "not.");
	return refuse(p, part, "Not a number",
				  "A date compares only with \"released\"; write blanks "
				  "around a minus sign.");
}

/* ---- leaves ------------------------------------------------------------ */

static uint32_t
fields_of(int name)
{
	const uint32_t tpp = CT_RATE_BITS | CT_FIELD_BIT(CT_HBM);

	switch (name)
	{
		case CT_NAME_TPP:
			return tpp;
		case CT_NAME_PD:
			return tpp | CT_FIELD_BIT(CT_DIE);
		case CT_NAME_XFER:
			return CT_FIELD_BIT(CT_IO) | CT_FIELD_BIT(CT_PCIE);
		case CT_NAME_MBD:
			return CT_FIELD_BIT(CT_BW) | CT_FIELD_BIT(CT_AREA);
		default:
			return CT_FIELD_BIT(name);
	}
}

static bool
parse_name(Parser *p, Part *part)
{
	CtNode *node;
	int name;

	if (!ct_query_name(p->text + p->token.pos, p->token.len, p->token.pos,
					   &name, p->err) ||
		!add_node(p, CT_NODE_NAME, NULL, NULL, part))
		return false;
	node = &p->query->nodes[part->node];
	node->name = (uint8_t) name;
	p->query->fields |= fields_of(name);
	part->type = TYPE_NUMBER;
	if (name == CT_DC || name == CT_HBM)
		part->type = TYPE_TRUTH;
	else if (name == CT_RELEASED)
		part->type = TYPE_RELEASED;
	else
		ct_bound_leaf(node, &part->bound);
	return advance(p);
}

static bool
parse_literal(Parser *p, Part *part)
{
	CtNode *node;

	if (p->token.kind == CT_TOKEN_DATE)
	{
		if (!add_node(p, CT_NODE_DATE, NULL, NULL, part))
			return false;
		node = &p->query->nodes[part->node];
		node->precision = (uint8_t) p->token.precision;
		node->u.date.first = p->token.first;
		node->u.date.last = p->token.last;
		part->type = TYPE_DATE;
		return advance(p);
	}
	if (!add_node(p, CT_NODE_NUMBER, NULL, NULL, part))
		return false;
	node = &p->query->nodes[part->node];
	node->u.number = p->token.number;
	part->type = TYPE_NUMBER;
	part->year = p->token.bare;
	ct_bound_leaf(node, &part->bound);
	return advance(p);
}

static bool
parse_parentheses(Parser *p, Part *part)
{
	size_t pos = p->token.pos;

	if (!descend(p) || !advance(p) || !parse_condition(p, part))
		return false;
	if (p->token.kind != CT_TOKEN_CLOSE)
		return refuse_token(p, p->token.kind == CT_TOKEN_END
								   ? "A parenthesis is not closed."
								   : "An operator or a closing parenthesis "
									 "was expected.");
	p->depth--;
	if (!advance(p))
		return false;
	part->pos = pos;
	part->end = p->end;
	return true;
}

static bool
parse_atom(Parser *p, Part *part)
{
	*part = (Part){.pos = p->token.pos, .end = p->token.pos + p->token.len};
	switch (p->token.kind)
	{
		case CT_TOKEN_NUMBER:
		case CT_TOKEN_DATE:
			return parse_literal(p, part);
		case CT_TOKEN_WORD:
			return parse_name(p, part);
		case CT_TOKEN_OPEN:
			return parse_parentheses(p, part);
		case CT_TOKEN_MINUS:
		case CT_TOKEN_PLUS:
			return refuse_token(p, "A number has no sign; no field is "
								   "negative.");
		case CT_TOKEN_NOT:
			return refuse_token(p, "Put \"not ...\" in parentheses here.");
		default:
			return refuse_token(p, "A name, a number, a date or a "
								   "parenthesis was expected.");
	}
}

/* ---- arithmetic -------------------------------------------------------- */

static bool
make_arith(Parser *p, CtNodeKind kind, const Part *left, const Part *right,
		   Part *part)
{
	const CtNode *divisor = &p->query->nodes[right->node];
	CtBound bound;

	if (!need_number(p, left) || !need_number(p, right))
		return false;
	if (kind == CT_NODE_DIV && divisor->kind == CT_NODE_NUMBER &&
		divisor->u.number == 0)
		return refuse(p, right, "Division by zero",
					  "Divide by a name or by a number above zero.");
	if (!ct_bound_arith(kind, &left->bound, &right->bound, &bound))
		return ct_fail(p->err, CT_ERR_LIMIT, left->pos, right->end - left->pos,
					   "Too many digits for exact arithmetic",
					   "Multiply or divide fewer names and numbers.");
	if (!add_pair(p, kind, TYPE_NUMBER, left, right, part))
		return false;
	part->bound = bound;
	return true;
}

static bool
parse_product(Parser *p, Part *part)
{
	if (!parse_atom(p, part))
		return false;
	while (p->token.kind == CT_TOKEN_TIMES || p->token.kind == CT_TOKEN_DIVIDE)
	{
		CtNodeKind kind = p->token.node;
		Part left = *part;
		Part right;

		if (!advance(p) || !parse_atom(p, &right) ||
			!make_arith(p, kind, &left, &right, part))
			return false;
	}
	return true;
}

static bool
parse_sum(Parser *p, Part *part)
{
	if (!parse_product(p, part))
		return false;
	while (p->token.kind == CT_TOKEN_PLUS || p->token.kind == CT_TOKEN_MINUS)
	{
		CtNodeKind kind = p->token.node;
		Part left = *part;
		Part right;

		if (!advance(p) || !parse_product(p, &right) ||
			!make_arith(p, kind, &left, &right, part))
			return false;
	}
	return true;
}

/* ---- tests ------------------------------------------------------------- */

/* a date, or a whole number that reads as a year, beside "released" */
static bool
need_date(Parser *p, Part *part)
{
	CtNode *node = &p->query->nodes[part->node];
	int64_t year = node->u.number / 1000000;

	if (part->type == TYPE_DATE)
		return true;
	if (part->type != TYPE_NUMBER || !part->year || year < CT_MIN_YEAR ||
		year > CT_MAX_YEAR)
		return refuse(p, part, "Not a date",
					  "Compare \"released\" with a date: 2024, 2024-01 or "
					  "2024-01-15, years 1970 to 2148.");
	*node = (CtNode){.kind = CT_NODE_DATE, .precision = CT_DATE_YEAR};
	ct_query_span(CT_DATE_YEAR, (int) year, 1, 1, &node->u.date.first,
				  &node->u.date.last);
	return true;
}

static bool
make_comparison(Parser *p, CtNodeKind kind, Part *left, Part *right,
				Part *part)
{
	bool date = left->type == TYPE_RELEASED || right->type == TYPE_RELEASED;
	CtNode *node;

	if (date)
	{
		if (!need_date(p, left->type == TYPE_RELEASED ? right : left))
			return false;
	}
	else if (!need_number(p, left) || !need_number(p, right))
		return false;
	else if (!ct_bound_compare(&left->bound, &right->bound))
		return ct_fail(p->err, CT_ERR_LIMIT, left->pos, right->end - left->pos,
					   "Too many digits for exact arithmetic",
					   "Multiply or divide fewer names and numbers.");
	if (!add_pair(p, kind, TYPE_TRUTH, left, right, part))
		return false;
	node = &p->query->nodes[part->node];
	node->fast = (uint8_t) (date ? CT_FAST_DATE
								 : ct_query_fast(p->query->nodes, node));
	return true;
}

static bool
parse_is(Parser *p, const Part *left, Part *part)
{
	const CtNode *node = &p->query->nodes[left->node];
	bool negate = false;

	if (left->type == TYPE_DATE ||
		(left->type == TYPE_TRUTH && node->kind != CT_NODE_NAME))
		return refuse(p, left, "Not a fact",
					  "Only a name or a sum can be \"known\".");
	if (!advance(p))
		return false;
	if (p->token.kind == CT_TOKEN_NOT)
	{
		negate = true;
		if (!advance(p))
			return false;
	}
	if (p->token.kind != CT_TOKEN_KNOWN && p->token.kind != CT_TOKEN_UNKNOWN)
		return refuse_token(p, "Write \"is known\", \"is not known\" or \"is "
							   "unknown\".");
	if (p->token.kind == CT_TOKEN_UNKNOWN)
		negate = !negate;
	if (!advance(p))
		return false;
	*part = (Part){.type = TYPE_TRUTH, .pos = left->pos, .end = p->end};
	if (!add_node(p, CT_NODE_KNOWN, left, NULL, part))
		return false;
	if (negate)
	{
		Part known = *part;

		return add_node(p, CT_NODE_NOT, &known, NULL, part);
	}
	return true;
}

static bool
parse_test(Parser *p, Part *part)
{
	Part left;
	Part right;
	CtNodeKind kind;

	if (!parse_sum(p, part))
		return false;
	left = *part;
	if (p->token.kind == CT_TOKEN_IS)
		return parse_is(p, &left, part);
	if (p->token.kind != CT_TOKEN_COMPARE)
		return true;
	kind = p->token.node;
	if (!advance(p) || !parse_sum(p, &right) ||
		!make_comparison(p, kind, &left, &right, part))
		return false;
	if (p->token.kind == CT_TOKEN_COMPARE)
		return refuse_token(p, "Join two comparisons with \"and\": 1 < x and "
							   "x < 2.");
	return true;
}

/* ---- logic ------------------------------------------------------------- */

static bool
parse_not(Parser *p, Part *part)
{
	size_t pos = p->token.pos;
	Part operand;

	if (p->token.kind != CT_TOKEN_NOT)
		return parse_test(p, part);
	if (!descend(p) || !advance(p) || !parse_not(p, &operand) ||
		!need_truth(p, &operand))
		return false;
	p->depth--;
	*part = (Part){.type = TYPE_TRUTH, .pos = pos, .end = operand.end};
	return add_node(p, CT_NODE_NOT, &operand, NULL, part);
}

static bool
parse_and(Parser *p, Part *part)
{
	if (!parse_not(p, part))
		return false;
	while (p->token.kind == CT_TOKEN_AND)
	{
		Part left = *part;
		Part right;

		if (!need_truth(p, &left) || !advance(p) || !parse_not(p, &right) ||
			!need_truth(p, &right) ||
			!add_pair(p, CT_NODE_AND, TYPE_TRUTH, &left, &right, part))
			return false;
	}
	return true;
}

/* also what a parenthesis holds, which may turn out to be a sum */
static bool
parse_condition(Parser *p, Part *part)
{
	if (!parse_and(p, part))
		return false;
	while (p->token.kind == CT_TOKEN_OR)
	{
		Part left = *part;
		Part right;

		if (!need_truth(p, &left) || !advance(p) || !parse_and(p, &right) ||
			!need_truth(p, &right) ||
			!add_pair(p, CT_NODE_OR, TYPE_TRUTH, &left, &right, part))
			return false;
	}
	return true;
}

bool
ct_query_parse(const char *text, size_t len, CtQuery *out, CtError *err)
{
	Parser p = {.text = text, .len = len, .query = out, .err = err};
	Part whole;

	out->count = 0;
	out->fields = 0;
	if (len > CT_QUERY_MAX_TEXT)
		return ct_fail(err, CT_ERR_LIMIT, CT_NO_POSITION, 0,
					   "Too long a condition",
					   "A condition has at most %d bytes.", CT_QUERY_MAX_TEXT);
	if (!advance(&p))
		return false;
	if (p.token.kind == CT_TOKEN_END)
		return ct_fail(err, CT_ERR_SYNTAX, len, 0, "Empty condition",
					   "Write a test such as \"tpp >= 4800\".");
	if (!parse_condition(&p, &whole))
		return false;
	if (p.token.kind != CT_TOKEN_END)
		return refuse_token(&p, p.token.kind == CT_TOKEN_CLOSE
									? "No parenthesis is open here."
									: "An operator was expected here.");
	return need_truth(&p, &whole);
}
