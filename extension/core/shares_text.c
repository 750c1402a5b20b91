/*
 * shares_text.c
 *		The text of a shares value: key=weight between commas.
 *
 *	  AMD=21, "Foo, Inc."=14, NVIDIA=28, *=5, nulls=2
 *	  AMD=21, Intel=14, NVIDIA=28, total=100
 *
 * A key stands as it is unless it could be taken for something else; then it
 * is in double quotes, with \" and \\ for the two.  "*" is the weight of no
 * named key, "total" the sum of all weights, which tells the former; one of
 * them is written.  "nulls" counts rows whose weight was NULL.
 */
#include "shares.h"

#include <stdlib.h>
#include <string.h>

typedef struct Parser
{
	const char *text;
	size_t len;
	size_t at;
	char *buf; /* for keys in quotes */
	CtError *err;
	CtShares *out;
	int room;
	size_t rest_pos; /* of "*", "total" and "nulls", or CT_NO_POSITION */
	size_t total_pos;
	size_t nulls_pos;
	CtAmount total;
} Parser;

static bool
is_control(char c)
{
	return (unsigned char) c < 0x20 || c == 0x7F;
}

/* not taken for a part of a key that stands without quotes */
static bool
ends_bare(char c)
{
	return c == '=' || c == ',' || c == '"' || c == '\\' || is_control(c);
}

static bool
is_special(const char *word, size_t len)
{
	return ct_word_is(word, len, "*") || ct_word_is(word, len, "total") ||
		   ct_word_is(word, len, "nulls");
}

static void
skip_space(Parser *p)
{
	while (p->at < p->len && ct_is_space(p->text[p->at]))
		p->at++;
}

static size_t
word_at(const Parser *p)
{
	size_t n = 0;

	while (p->at + n < p->len && p->text[p->at + n] != ',' &&
		   !ct_is_space(p->text[p->at + n]))
		n++;
	return n > 0 ? n : (size_t) (p->at < p->len);
}

static bool
fail_here(Parser *p, const char *what, const char *hint)
{
	return ct_fail(p->err, CT_ERR_SYNTAX, p->at, word_at(p), what, "%s", hint);
}

static bool
read_quoted(Parser *p, CtShare *item)
{
	char *out = p->buf;

	item->key = out;
	for (p->at++; p->at < p->len && p->text[p->at] != '"'; p->at++)
	{
		if (p->text[p->at] == '\\')
		{
			p->at++;
			if (p->at == p->len ||
				(p->text[p->at] != '"' && p->text[p->at] != '\\'))
				return fail_here(p, "Unknown escape",
								 "In quotes only \\\" and \\\\ are written "
								 "with a backslash.");
		}
		*out++ = p->text[p->at];
	}
	if (p->at == p->len)
		return fail_here(p, "Quote without an end",
						 "End a key in quotes with \".");
	p->at++;
	item->len = (uint32_t) (out - p->buf);
	p->buf = out;
	return true;
}

static bool
read_bare(Parser *p, CtShare *item)
{
	size_t from = p->at;
	size_t end;

	while (p->at < p->len && !ends_bare(p->text[p->at]))
		p->at++;
	end = p->at;
	while (end > from && ct_is_space(p->text[end - 1]))
		end--;
	if (end == from)
		return fail_here(p, "Expected a key, found",
						 "Write key=weight, with commas between; an empty "
						 "key is \"\".");
	item->key = p->text + from;
	item->len = (uint32_t) (end - from);
	return true;
}

static bool
read_weight(Parser *p, int decimals, int digits, CtAmount *weight)
{
	size_t used;

	skip_space(p);
	if (p->at == p->len || p->text[p->at] != '=')
		return fail_here(p, "Expected \"=\", found",
						 "Write key=weight, with commas between; put quotes "
						 "around a key with = , \" or \\.");
	p->at++;
	skip_space(p);
	if (!ct_amount_parse(p->text + p->at, p->len - p->at, p->at, decimals,
						 digits, false, weight, &used, p->err))
		return false;
	p->at += used;
	skip_space(p);
	if (p->at < p->len && p->text[p->at] != ',')
		return fail_here(p, "Expected a comma, found",
						 "Write key=weight, with commas between; weights "
						 "have no unit.");
	return true;
}

static bool
fail_repeated(Parser *p, const CtShare *item)
{
	return ct_fail(p->err, CT_ERR_SYNTAX, item->pos,
				   item->len > 0 ? item->len : 2, "Repeated key",
				   "Write every key once; shares_agg() adds up.");
}

static bool
fail_sum(Parser *p, size_t pos)
{
	return ct_fail(p->err, CT_ERR_RANGE, pos, 0, "The sum is too large",
				   "The sum of all weights has at most %d digits before the "
				   "point.",
				   CT_SHARES_DIGITS - CT_SHARES_DECIMALS);
}

static bool
read_special(Parser *p, const CtShare *item)
{
	CtAmount number;
	size_t *seen = &p->nulls_pos;

	if (ct_word_is(item->key, item->len, "*"))
		seen = &p->rest_pos;
	else if (ct_word_is(item->key, item->len, "total"))
		seen = &p->total_pos;
	if (*seen != CT_NO_POSITION)
		return fail_repeated(p, item);
	*seen = item->pos;
	if (seen == &p->nulls_pos)
	{
		if (!read_weight(p, 0, CT_SHARES_NULLS, &number))
			return false;
		p->out->nulls = (uint64_t) number;
		return true;
	}
	if (!read_weight(p, CT_SHARES_DECIMALS, CT_SHARES_DIGITS, &number))
		return false;
	if (seen == &p->total_pos)
		p->total = number;
	else if (!ct_shares_grow(p->out, &p->out->unnamed, number))
		return fail_sum(p, item->pos);
	return true;
}

static bool
read_item(Parser *p)
{
	CtShares *out = p->out;
	CtShare item = {0};
	CtAmount weight;
	bool quoted;

	skip_space(p);
	item.pos = p->at;
	quoted = p->at < p->len && p->text[p->at] == '"';
	if (!(quoted ? read_quoted(p, &item) : read_bare(p, &item)))
		return false;
	if (!quoted && is_special(item.key, item.len))
		return read_special(p, &item);
	if (item.len > CT_SHARES_MAX_KEY)
		return ct_fail(p->err, CT_ERR_LIMIT, item.pos, item.len,
					   "Key too long:", "A key has at most %d bytes.",
					   CT_SHARES_MAX_KEY);
	if (!read_weight(p, CT_SHARES_DECIMALS, CT_SHARES_DIGITS, &weight))
		return false;
	if (out->n >= p->room || out->n >= CT_SHARES_MAX_KEYS)
		return ct_fail(p->err, CT_ERR_LIMIT, item.pos, item.len,
					   "Too many keys, from", "A value has at most %d keys.",
					   CT_SHARES_MAX_KEYS);
	item.weight = ct_wide(weight);
	if (!ct_shares_grow(out, &out->named, weight))
		return fail_sum(p, item.pos);
	out->items[out->n++] = item;
	return true;
}

static bool
finish(Parser *p)
{
	CtShares *out = p->out;
	int i;

	qsort(out->items, (size_t) out->n, sizeof(CtShare), ct_share_compare);
	for (i = 1; i < out->n; i++)
	{
		const CtShare *a = &out->items[i - 1];
		const CtShare *b = &out->items[i];

		if (ct_share_compare(a, b) == 0)
			return fail_repeated(p, a->pos > b->pos ? a : b);
	}
	if (p->total_pos == CT_NO_POSITION)
		return true;
	if (p->rest_pos != CT_NO_POSITION)
		return ct_fail(p->err, CT_ERR_SYNTAX, p->rest_pos, 1,
					   "A total and a remainder:",
					   "The total tells the remainder; write one of the "
					   "two.");
	if (p->total < ct_amount(out->named))
		return ct_fail(p->err, CT_ERR_RANGE, p->total_pos, 5,
					   "Less than the sum of the weights:",
					   "The total counts the named and the unnamed.");
	out->total = true;
	out->unnamed = ct_wide(p->total - ct_amount(out->named));
	return true;
}

bool
ct_shares_parse(const char *text, size_t len, CtShare *items, int room,
				char *buf, CtShares *out, CtError *err)
{
	Parser p = {text,
				len,
				0,
				buf,
				err,
				out,
				room,
				CT_NO_POSITION,
				CT_NO_POSITION,
				CT_NO_POSITION,
				0};
	size_t end = len;

	memset(out, 0, sizeof(*out));
	out->items = items;
	out->decimals = CT_SHARES_DECIMALS;
	skip_space(&p);
	while (end > p.at && ct_is_space(text[end - 1]))
		end--;
	if (end == p.at)
		return fail_here(&p, "No key", "Write empty for a value without any.");
	if (ct_word_is(text + p.at, end - p.at, "empty"))
		return true;
	while (read_item(&p))
	{
		if (p.at == len)
			return finish(&p);
		p.at++; /* the comma */
	}
	return false;
}

/* ---- writing ------------------------------------------------------------ */

static bool
needs_quotes(const char *key, size_t len)
{
	size_t i;

	if (len == 0 || ct_is_space(key[0]) || ct_is_space(key[len - 1]) ||
		is_special(key, len))
		return true;
	for (i = 0; i < len; i++)
	{
		if (ends_bare(key[i]))
			return true;
	}
	return false;
}

static size_t
write_key(const char *key, size_t len, char *out)
{
	size_t n = 0;
	size_t i;

	if (!needs_quotes(key, len))
	{
		memcpy(out, key, len);
		return len;
	}
	out[n++] = '"';
	for (i = 0; i < len; i++)
	{
		if (key[i] == '"' || key[i] == '\\')
			out[n++] = '\\';
		out[n++] = key[i];
	}
	out[n++] = '"';
	return n;
}

size_t
ct_shares_text_max(const CtShares *s)
{
	size_t size = 4 * CT_AMOUNT_TEXT;
	int i;

	for (i = 0; i < s->n; i++)
		size += 2 * (size_t) s->items[i].len + 5 + CT_AMOUNT_TEXT;
	return size;
}

static size_t
write_item(char *out, size_t n, const char *key, size_t len, CtAmount weight,
		   int decimals)
{
	if (n > 0)
	{
		out[n++] = ',';
		out[n++] = ' ';
	}
	memcpy(out + n, key, len);
	n += len;
	out[n++] = '=';
	return n + ct_amount_format(weight, decimals, out + n);
}

size_t
ct_shares_format(const CtShares *s, char *text)
{
	char key[2 * CT_SHARES_MAX_KEY + 2];
	size_t n = 0;
	int i;

	for (i = 0; i < s->n; i++)
	{
		const CtShare *item = &s->items[i];

		n = write_item(text, n, key, write_key(item->key, item->len, key),
					   ct_amount(item->weight), s->decimals);
	}
	if (s->total)
		n = write_item(text, n, "total", 5, ct_shares_sum(s), s->decimals);
	else if (ct_amount(s->unnamed) != 0)
		n = write_item(text, n, "*", 1, ct_amount(s->unnamed), s->decimals);
	if (s->nulls != 0)
		n = write_item(text, n, "nulls", 5, s->nulls, 0);
	if (n == 0)
	{
		memcpy(text, "empty", 5);
		n = 5;
	}
	text[n] = '\0';
	return n;
}
