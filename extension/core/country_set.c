/*
 * country_set.c
 *		The group algebra: parsed and evaluated in one pass, because the
 *		expressions are short and a day's answer is kept by the caller.
 */
#include "country_set.h"

#include <string.h>

typedef struct SetParser
{
	const char *text;
	size_t len;
	size_t pos;
	int depth;
	CtSetResolver resolver;
	void *context;
	CtError *err;
} SetParser;

static bool parse_expr(SetParser *p, CtCountrySet *out);

static void
skip_space(SetParser *p)
{
	while (p->pos < p->len && ct_is_space(p->text[p->pos]))
		p->pos++;
}

static bool
is_word_char(char c)
{
	return ct_is_alpha(c) || ct_is_digit(c) || c == ':' || c == '_';
}

/* A word is a group or a country code: the resolver knows which. */
static bool
parse_word(SetParser *p, CtCountrySet *out)
{
	size_t start = p->pos;
	size_t len;

	while (p->pos < p->len && is_word_char(p->text[p->pos]))
		p->pos++;
	len = p->pos - start;
	if (!ct_is_alpha(p->text[start]))
		return ct_fail(p->err, CT_ERR_SYNTAX, start, len,
					   "Neither a country nor a country group",
					   "Write ISO 3166 two-letter codes, groups such as D:5, "
					   "or *.");
	if (p->resolver && !p->resolver(p->context, p->text + start, len, out))
		return ct_fail(p->err, CT_ERR_SYNTAX, start, len,
					   "Unknown country or country group",
					   "Add it to country or country_group first.");
	return true;
}

static bool
parse_term(SetParser *p, CtCountrySet *out)
{
	char c;

	memset(out, 0, sizeof(*out));
	skip_space(p);
	if (p->pos >= p->len)
		return ct_fail(p->err, CT_ERR_SYNTAX, p->len, 0,
					   "Expected a country or a group", "%s", "");
	c = p->text[p->pos];
	if (c == '(')
	{
		if (++p->depth > CT_SET_MAX_DEPTH)
			return ct_fail(p->err, CT_ERR_LIMIT, p->pos, 1,
						   "Parentheses nested too deeply", "%s", "");
		p->pos++;
		if (!parse_expr(p, out))
			return false;
		if (p->pos >= p->len || p->text[p->pos] != ')')
			return ct_fail(p->err, CT_ERR_SYNTAX, p->pos,
						   p->pos < p->len ? 1 : 0, "Expected \")\"", "%s",
						   "");
		p->pos++;
		p->depth--;
		return true;
	}
	if (c == '*')
	{
		p->pos++;
		return p->resolver == NULL || p->resolver(p->context, "*", 1, out);
	}
	if (!is_word_char(c))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, 1,
					   "Expected a country or a group", "%s", "");
	return parse_word(p, out);
}

static bool
parse_expr(SetParser *p, CtCountrySet *out)
{
	if (!parse_term(p, out))
		return false;
	for (;;)
	{
		CtCountrySet right;
		char op;

		skip_space(p);
		if (p->pos >= p->len)
			return true;
		op = p->text[p->pos];
		if (op != '|' && op != '+' && op != '-')
			return true;
		p->pos++;
		if (!parse_term(p, &right))
			return false;
		for (size_t i = 0; i < CT_MAX_COUNTRIES / 64; i++)
		{
			if (op == '-')
				out->bits[i] &= ~right.bits[i];
			else
				out->bits[i] |= right.bits[i];
		}
	}
}

bool
ct_country_set(const char *text, size_t len, CtSetResolver resolver,
			   void *context, CtCountrySet *out, CtError *err)
{
	SetParser p = {text, len, 0, 0, resolver, context, err};

	if (!parse_expr(&p, out))
		return false;
	if (p.pos < len)
		return ct_fail(err, CT_ERR_SYNTAX, p.pos, 1,
					   "Expected \"|\", \"+\" or \"-\"", "%s", "");
	return true;
}
