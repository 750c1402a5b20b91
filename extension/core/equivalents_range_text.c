/*
 * equivalents_range_text.c
 *		Text form of sums of H100-equivalents that are ranges.
 */
#include <string.h>

#include "amount.h"
#include "equivalents_range.h"

static const char *const part_name[CT_PARTS] = {
	[CT_PART_RATED] = "rated",
	[CT_PART_COVERED] = "covered",
	[CT_PART_UNCOVERED] = "uncovered",
};

static size_t
put(char *buf, size_t n, const char *word)
{
	size_t len = strlen(word);

	memcpy(buf + n, word, len + 1);
	return n + len;
}

size_t
ct_equivalents_range_format(const CtEquivalentsRange *e, char *buf)
{
	size_t n = put(buf, 0, ct_basis_name((CtBasis) e->basis));
	int part;

	if (e->nulls > 0)
	{
		n = put(buf, n, " nulls=");
		n += ct_amount_format(e->nulls, 0, buf + n);
	}
	for (part = 0; part < CT_PARTS; part++)
	{
		if (ct_range_sum(e, part)->rows == 0)
			continue;
		n = put(buf, n, " ");
		n = put(buf, n, part_name[part]);
		n = put(buf, n, "={");
		n += ct_sum_format(CT_SUM_BOUNDS, ct_range_sum(e, part), buf + n);
		n = put(buf, n, "}");
	}
	return n;
}

/* where the word that begins at pos ends */
static size_t
word_end(const char *text, size_t len, size_t pos)
{
	while (pos < len && text[pos] != ' ' && text[pos] != '=')
		pos++;
	return pos;
}

static bool
fail_syntax(const char *text, size_t len, size_t pos, CtError *err)
{
	size_t end = word_end(text, len, pos);

	return ct_fail(err, CT_ERR_SYNTAX, pos, end > pos ? end - pos : pos < len,
				   "Unexpected",
				   "Write what the server writes: a basis, nulls=, "
				   "rated={}, covered={} and uncovered={} in this order.");
}

static bool
parse_nulls(const char *text, size_t len, size_t *pos, CtEquivalentsRange *out,
			CtError *err)
{
	static const char name[] = " nulls=";
	size_t start = *pos + sizeof(name) - 1;
	CtAmount nulls;
	size_t used;

	if (len < start || memcmp(text + *pos, name, sizeof(name) - 1) != 0)
		return true;
	if (!ct_amount_parse(text + start, len - start, start, 0, 18, false,
						 &nulls, &used, err))
		return false;
	out->nulls = (uint64_t) nulls;
	*pos = start + used;
	return true;
}

/* one " name={sum}"; *next is the first part that may come */
static bool
parse_part(const char *text, size_t len, size_t *pos, int *next,
		   CtEquivalentsRange *out, CtError *err)
{
	size_t start = *pos + 1;
	size_t end = word_end(text, len, start);
	const char *close;
	int part = *next;

	if (text[*pos] != ' ')
		return fail_syntax(text, len, *pos, err);
	while (part < CT_PARTS &&
		   !ct_word_is(text + start, end - start, part_name[part]))
		part++;
	if (part == CT_PARTS || len - end < 2 || text[end] != '=' ||
		text[end + 1] != '{')
		return fail_syntax(text, len, start, err);
	start = end + 2;
	close = memchr(text + start, '}', len - start);
	if (!close)
		return ct_fail(err, CT_ERR_SYNTAX, len, 0, "Expected \"}\", found",
					   "Close every brace.");
	end = (size_t) (close - text);
	if (!ct_sum_parse(CT_SUM_BOUNDS, text + start, end - start,
					  ct_range_part(out, part), err))
	{
		if (err->pos != CT_NO_POSITION)
			err->pos += start;
		return false;
	}
	*next = part + 1;
	*pos = end + 1;
	return true;
}

bool
ct_equivalents_range_parse(const char *text, size_t len,
						   CtEquivalentsRange *out, CtError *err)
{
	size_t pos = word_end(text, len, 0);
	int next = 0;
	CtBasis basis;
	char canonical[CT_EQUIVALENTS_RANGE_TEXT_MAX];

	if (!ct_basis_lookup(text, pos, &basis))
		return ct_fail(err, CT_ERR_SYNTAX, 0, pos, "Unknown basis",
					   "The text begins with tpp, dense8, dense16, bandwidth, "
					   "memory or as_published.");
	ct_equivalents_range_init(out, basis);
	if (!parse_nulls(text, len, &pos, out, err))
		return false;
	while (pos < len)
		if (!parse_part(text, len, &pos, &next, out, err))
			return false;
	if (ct_equivalents_range_valid(out) &&
		ct_equivalents_range_format(out, canonical) == len &&
		memcmp(canonical, text, len) == 0)
		return true;
	return ct_fail(err, CT_ERR_SYNTAX, CT_NO_POSITION, 0,
				   "No rows have this sum, or it is not written this way",
				   "Write what the server writes.");
}
