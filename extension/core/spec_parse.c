/*
 * spec_parse.c
 *		The text form of a gpu_spec: "fp8=1979 mem=141GB bw=4.8TB/s dc".
 *
 *	  spec  = "unknown" | item { blanks item }
 *	  item  = name [blanks] "=" [blanks] value | flag
 *	  value = "unknown" | number [[blanks] unit] | yes | no | true | false
 *	        | date
 *
 * A word after a number and blanks is its unit unless it is the next item: a
 * field's name, or followed by "=".
 */
#include "spec.h"
#include "spec_unit.h"

#include <string.h>

typedef struct SpecParser
{
	const char *text;
	size_t len;
	size_t pos;
	uint32_t seen; /* CT_FIELD_BIT of every field met */
	GpuSpec *spec;
	CtError *err;
} SpecParser;

static bool
is_break(char c)
{
	return ct_is_space(c) || c == '=' || c == ',' || c == ';';
}

static void
skip_space(SpecParser *p)
{
	while (p->pos < p->len && ct_is_space(p->text[p->pos]))
		p->pos++;
}

static bool
at_char(const SpecParser *p, char c)
{
	return p->pos < p->len && p->text[p->pos] == c;
}

/* length of the word at pos */
static size_t
word_len(const SpecParser *p)
{
	size_t end = p->pos;

	while (end < p->len && !is_break(p->text[end]))
		end++;
	return end - p->pos;
}

/*
 * Fails at the end and at a separator; true when a word begins here.  A value
 * is due, or else an item.
 */
static bool
expect_word(SpecParser *p, bool value)
{
	const char *hint = value ? "Write unknown for a value that is not known."
							 : "Write fields as name=value.";

	if (at_char(p, ',') || at_char(p, ';'))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, 1, "Unexpected",
					   "Separate fields by blanks, and write numbers without "
					   "thousands separators and with a decimal point.");
	if (p->pos >= p->len)
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, 0, "Missing value", "%s",
					   hint);
	if (at_char(p, '='))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, 1,
					   value ? "Expected a value, found"
							 : "Expected a field, found",
					   "%s", hint);
	return true;
}

/*
 * Sparse rates are the usual mistake with data sheets, so the words are looked
 * for before anything else is judged.
 */
static bool
refuse_sparse(SpecParser *p)
{
	for (p->pos = 0; p->pos < p->len; p->pos++)
	{
		size_t len = word_len(p);

		if (len == 0)
			continue;
		if (ct_mentions_sparsity(p->text + p->pos, len))
			return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len,
						   "Sparse rates are not accepted:", "%s",
						   CT_SPARSE_HINT);
		p->pos += len - 1;
	}
	p->pos = 0;
	return true;
}

static bool
fail_unknown_field(SpecParser *p, size_t len)
{
	const char *word = p->text + p->pos;
	const char *nearest = ct_field_nearest(word, len);

	if (ct_word_is(word, len, "unknown"))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len, "Misplaced",
					   "\"unknown\" stands alone, or after a field as in "
					   "bw=unknown.");
	if (ct_word_is(word, len, "tpp") || ct_word_is(word, len, "pd") ||
		ct_word_is(word, len, "xfer") || ct_word_is(word, len, "mbd"))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len,
					   "A derived figure cannot be given:",
					   "Give the rates, bandwidths and areas that it is "
					   "computed from.");
	if (memchr(word, ':', len) != NULL)
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len, "Unexpected",
					   "Write = between a field and its value.");
	if (nearest)
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len, "Unknown field",
					   "Did you mean \"%s\"?", nearest);
	return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len, "Unknown field",
				   "The fields are int4 fp4 fp6 int8 fp8 fp16 tf32 fp32 fp64 "
				   "mem bw io pcie die transistors tdp area dc hbm released.");
}

/*
 * After the number: its unit's power of ten, or 0 without a unit.
 */
static bool
parse_unit(SpecParser *p, CtField field, int *shift)
{
	size_t start = p->pos;
	size_t len = word_len(p);
	CtField next;

	*shift = 0;
	if (len == 0)
	{
		bool is_name;

		skip_space(p);
		len = word_len(p);
		if (len == 0)
			return true;
		is_name = ct_field_lookup(p->text + p->pos, len, &next);
		if (!is_name)
		{
			SpecParser ahead = *p;

			ahead.pos += len;
			skip_space(&ahead);
			is_name = at_char(&ahead, '=');
		}
		if (is_name)
		{
			p->pos = start;
			return true;
		}
	}
	if (!ct_unit_parse(p->text + p->pos, len, p->pos, field, shift, p->err))
		return false;
	p->pos += len;
	return true;
}

static bool
parse_number(SpecParser *p, CtField field)
{
	size_t start = p->pos;
	size_t word = word_len(p);
	size_t span = ct_number_span(p->text + start, word);
	size_t used;
	uint64_t value;
	int shift = 0;

	if (span > 0)
	{
		char next;

		p->pos += span;
		next = p->pos < start + word ? p->text[p->pos] : ' ';
		if (ct_is_digit(next) || next == '.' || next == '-' || next == '+')
			return ct_fail(p->err, CT_ERR_SYNTAX, start, word,
						   "Expected a number, found",
						   "Write a plain decimal such as 989.5 or 4.8e3.");
		if (!parse_unit(p, field, &shift))
			return false;
	}
	if (!ct_decimal_parse(p->text + start, span > 0 ? span : word, start, 3,
						  shift, CT_MAX_THOUSANDTHS, &value, &used, p->err))
		return false;
	p->spec->number[field] = (uint32_t) value + 1;
	return true;
}

static bool
parse_flag(SpecParser *p, CtField field)
{
	const char *word = p->text + p->pos;
	size_t len = word_len(p);
	bool yes = ct_word_is(word, len, "yes") || ct_word_is(word, len, "true");

	if (!yes && !ct_word_is(word, len, "no") &&
		!ct_word_is(word, len, "false"))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len,
					   "Expected yes or no, found",
					   "Write yes, no, true, false or unknown.");
	if (field == CT_DC)
		ct_spec_set_dc(p->spec, yes ? CT_TRUE : CT_FALSE);
	else
		ct_spec_set_hbm(p->spec, yes);
	p->pos += len;
	return true;
}

static bool
parse_released(SpecParser *p)
{
	size_t len = word_len(p);

	if (!ct_spec_set_date(p->spec, p->text + p->pos, len, p->pos, p->err))
		return false;
	p->pos += len;
	return true;
}

static bool
parse_value(SpecParser *p, CtField field)
{
	size_t len;
	CtField next;

	skip_space(p);
	if (!expect_word(p, true))
		return false;
	len = word_len(p);
	if (ct_word_is(p->text + p->pos, len, "unknown"))
	{
		p->pos += len;
		return true;
	}
	if (ct_field_lookup(p->text + p->pos, len, &next))
		return ct_fail(p->err, CT_ERR_SYNTAX, p->pos, len,
					   "Expected a value, found",
					   "Write %s=unknown, or leave the field out, when it is "
					   "not known.",
					   ct_field_name(field));
	if (field < CT_NUMBERS)
		return parse_number(p, field);
	if (field == CT_RELEASED)
		return parse_released(p);
	return parse_flag(p, field);
}

static bool
parse_item(SpecParser *p)
{
	size_t start = p->pos;
	size_t len;
	CtField field;

	if (!expect_word(p, false))
		return false;
	len = word_len(p);
	if (!ct_field_lookup(p->text + start, len, &field))
		return fail_unknown_field(p, len);
	if (p->seen & CT_FIELD_BIT(field))
		return ct_fail(p->err, CT_ERR_SYNTAX, start, len, "Repeated field",
					   "Give \"%s\" once; aliases count as the same field.",
					   ct_field_name(field));
	p->seen |= CT_FIELD_BIT(field);
	p->pos += len;
	skip_space(p);
	if (at_char(p, '='))
	{
		p->pos++;
		return parse_value(p, field);
	}
	if (field == CT_DC)
		ct_spec_set_dc(p->spec, CT_TRUE);
	else if (field == CT_HBM)
		ct_spec_set_hbm(p->spec, true);
	else
		return ct_fail(p->err, CT_ERR_SYNTAX, start, len,
					   "Field without a value",
					   "Write %s=value, or %s=unknown.", ct_field_name(field),
					   ct_field_name(field));
	return true;
}

bool
ct_spec_parse(const char *text, size_t len, GpuSpec *out, CtError *err)
{
	SpecParser p;
	size_t word;

	p.text = text;
	p.len = len;
	p.pos = 0;
	p.seen = 0;
	p.spec = out;
	p.err = err;
	ct_spec_init(out);
	skip_space(&p);
	if (p.pos == len)
		return ct_fail(err, CT_ERR_SYNTAX, CT_NO_POSITION, 0,
					   "The input is empty",
					   "Write unknown for a part of which nothing is known.");
	word = word_len(&p);
	if (ct_word_is(text + p.pos, word, "unknown"))
	{
		SpecParser ahead = p;

		ahead.pos += word;
		skip_space(&ahead);
		if (ahead.pos == len)
			return true;
	}
	if (!refuse_sparse(&p))
		return false;
	skip_space(&p);
	while (p.pos < len)
	{
		if (!parse_item(&p))
			return false;
		/* a separator other than blanks is the next item's to refuse */
		skip_space(&p);
	}
	return true;
}
