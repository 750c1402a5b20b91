/*
 * estimate_parse.c
 *		The text form of estimate.
 *
 *	estimate := figure | '~' figure
 *			  | ('>' | '>=' | '<' | '<=') figure
 *			  | ['~'] figure '..' figure [level]
 *			  | [figure] ('[' | '(') [figure] ',' [figure] (']' | ')') [level]
 *	figure	 := ['+' | '-'] digits ['.' digits] ['e' exponent] [suffix]
 *	suffix	 := k | M | B | bn | T | tn, any case
 *	level	 := digits ['.' digits] '%'
 *
 * A figure alone is a point; "~x" is a mid whose ends are both open.
 */
#include "estimate_internal.h"

#include <string.h>

#define SEPARATOR_HINT                                                  \
	"Write 1000000 or 1M, without separators; in brackets put a blank " \
	"after the comma between the ends."
#define FIGURE_HINT "Write a plain decimal such as 1250, 9.2k, 1M or 2bn."

typedef struct Reader
{
	const char *text;
	size_t len;
	size_t pos;
	CtError *err;
} Reader;

/* a figure with the place where it stands */
typedef struct Figure
{
	bool there;
	ct_i128 value;
	size_t pos;
	size_t len;
} Figure;

static void
skip_blanks(Reader *r)
{
	while (r->pos < r->len && ct_is_space(r->text[r->pos]))
		r->pos++;
}

static char
peek(const Reader *r)
{
	return r->pos < r->len ? r->text[r->pos] : '\0';
}

static bool
take(Reader *r, char c)
{
	if (r->pos >= r->len || r->text[r->pos] != c)
		return false;
	r->pos++;
	return true;
}

/* bytes up to the next blank */
static size_t
word_length(const Reader *r, size_t pos)
{
	size_t end = pos;

	while (end < r->len && !ct_is_space(r->text[end]))
		end++;
	return end - pos;
}

static bool
fail_here(const Reader *r, const char *what, const char *hint)
{
	return ct_fail(r->err, CT_ERR_SYNTAX, r->pos, word_length(r, r->pos), what,
				   "%s", hint);
}

/* the exponent of "e[+-]digits", held within +-1000000; *len is its length */
static int
read_exponent(const char *text, size_t len, size_t *used)
{
	size_t i = 1;
	int exponent = 0;
	bool negative = false;

	*used = 0;
	if (len < 2 || ct_lower(text[0]) != 'e')
		return 0;
	if (text[i] == '+' || text[i] == '-')
		negative = text[i++] == '-';
	if (i >= len || !ct_is_digit(text[i]))
		return 0;
	for (; i < len && ct_is_digit(text[i]); i++)
	{
		if (exponent < 100000)
			exponent = exponent * 10 + (text[i] - '0');
	}
	*used = i;
	return negative ? -exponent : exponent;
}

size_t
ct_estimate_digits(const char *text, size_t len, uint64_t *digits,
				   int *exponent, bool *fits)
{
	size_t i;
	size_t used;
	size_t seen = 0;
	int kept = 0;    /* from the first digit that is not zero */
	int dropped = 0; /* after the first 18 of them */
	int decimals = 0;
	bool point = false;
	bool up = false;

	*digits = 0;
	*fits = true;
	for (i = 0; i < len; i++)
	{
		if (text[i] == '.' && !point && !(i + 1 < len && text[i + 1] == '.'))
			point = true;
		else if (!ct_is_digit(text[i]))
			break;
		else
		{
			seen++;
			decimals += point ? 1 : 0;
			if (kept < 18)
			{
				*digits = *digits * 10 + (uint64_t) (text[i] - '0');
				kept += *digits > 0 ? 1 : 0;
				continue;
			}
			if (dropped++ == 0)
				up = text[i] >= '5';
			*fits = *fits && text[i] == '0';
		}
	}
	if (seen == 0)
		return 0;
	*exponent = dropped - decimals + read_exponent(text + i, len - i, &used);
	*digits += up ? 1 : 0;
	while (*digits > 0 && *digits % 10 == 0)
	{
		*digits /= 10;
		(*exponent)++;
	}
	return i + used;
}

static bool
fail_not_figure(const Reader *r, size_t at)
{
	Reader here = *r;
	char c;

	here.pos = at;
	c = peek(&here);
	if (c == '\0' && here.pos >= here.len)
		return ct_fail(r->err, CT_ERR_SYNTAX, at, 0, "Expected a figure", "%s",
					   FIGURE_HINT);
	if (c == '=')
		return fail_here(&here, "Expected a figure, found",
						 "At least is written >=, at most <=.");
	return fail_here(&here, "Expected a figure, found",
					 "Write a plain decimal such as 1250, 9.2k, 1M or 2bn; "
					 "not known is NULL, NaN and infinity are no figures.");
}

/* A comma before exactly three digits is no separator of two ends. */
static bool
at_separator(const Reader *r)
{
	size_t left = r->len - r->pos;
	const char *text = r->text + r->pos;

	if (left < 2 || !ct_is_digit(text[1]))
		return false;
	if (text[0] == '_' || text[0] == '\'')
		return true;
	return text[0] == ',' && left >= 4 && ct_is_digit(text[2]) &&
		   ct_is_digit(text[3]) && !(left > 4 && ct_is_digit(text[4]));
}

/* Does a digit or a point follow that would be part of a figure? */
static bool
at_rest(const Reader *r)
{
	return ct_is_digit(peek(r)) ||
		   (peek(r) == '.' &&
			!(r->pos + 1 < r->len && r->text[r->pos + 1] == '.'));
}

/* the power of ten of a suffix; false when there is no such suffix */
static bool
suffix_power(const char *word, size_t len, int *power)
{
	static const struct
	{
		const char *name;
		int power;
	} suffixes[] = {{"k", 3},  {"M", 6},  {"B", 9},
					{"bn", 9}, {"T", 12}, {"tn", 12}};
	size_t i;

	*power = 0;
	if (len == 0)
		return true;
	for (i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
	{
		if (ct_word_is(word, len, suffixes[i].name))
		{
			*power = suffixes[i].power;
			return true;
		}
	}
	return false;
}

/* digits times 10^exponent in 10^-9, without rounding */
static bool
exact_nano(const Reader *r, size_t start, uint64_t digits, int exponent,
		   bool fits, ct_i128 *value)
{
	size_t used = r->pos - start;

	*value = (ct_i128) digits;
	if (digits == 0)
		return true;
	exponent += CT_EST_MAX_SCALE;
	if (exponent >= 0)
	{
		/* beyond 10^27 nothing fits, however few digits there are */
		for (; exponent > 0 && *value <= CT_EST_MAX_NANO; exponent--)
			*value *= 10;
		if (*value > CT_EST_MAX_NANO)
			return ct_fail(r->err, CT_ERR_RANGE, start, used,
						   "Number too large:",
						   "The largest possible figure is 10^18, or 1000000T."
						   "");
	}
	if (!fits)
		return ct_fail(r->err, CT_ERR_RANGE, start, used, "Too many digits in",
					   "At most 18 digits are kept; round the number.");
	if (exponent < 0)
		return ct_fail(r->err, CT_ERR_RANGE, start, used,
					   "Too many decimals in",
					   "At most %d decimals are kept; round the number.",
					   CT_EST_MAX_SCALE);
	return true;
}

static bool
read_figure(Reader *r, Figure *f)
{
	size_t start = r->pos;
	bool negative = false;
	uint64_t digits;
	int exponent;
	int power;
	bool fits;
	size_t used;
	size_t word = 0;

	if (peek(r) == '+' || peek(r) == '-')
		negative = r->text[r->pos++] == '-';
	used = ct_estimate_digits(r->text + r->pos, r->len - r->pos, &digits,
							  &exponent, &fits);
	if (used == 0)
		return fail_not_figure(r, start);
	r->pos += used;
	if (at_separator(r))
		return ct_fail(r->err, CT_ERR_SYNTAX, start, word_length(r, start),
					   "Separator within the figure", SEPARATOR_HINT);
	while (r->pos + word < r->len && ct_is_alpha(r->text[r->pos + word]))
		word++;
	if (!suffix_power(r->text + r->pos, word, &power))
		return ct_fail(r->err, CT_ERR_SYNTAX, r->pos, word, "Unknown suffix",
					   "k, M, bn and T stand for 10^3, 10^6, 10^9 and 10^12; "
					   "B is bn.");
	r->pos += word;
	if (at_rest(r))
		return fail_here(r, "Unexpected", FIGURE_HINT);
	f->there = true;
	f->pos = start;
	f->len = r->pos - start;
	if (!exact_nano(r, start, digits, exponent + power, fits, &f->value))
		return false;
	if (negative)
		f->value = -f->value;
	return true;
}

/* "90%", if there is one: the probability of an interval */
static bool
read_level(Reader *r, CtFigures *f)
{
	size_t start;
	Figure percent = {.there = false};
	ct_i128 unit = (ct_i128) (CT_EST_NANO / 100);

	skip_blanks(r);
	if (r->pos == r->len)
		return true;
	start = r->pos;
	if (!ct_is_digit(peek(r)) && peek(r) != '.')
		return fail_here(r, "Unexpected",
						 "After the ends only a level such as 90% can stand.");
	if (!read_figure(r, &percent))
		return false;
	skip_blanks(r);
	if (!take(r, '%'))
		return ct_fail(r->err, CT_ERR_SYNTAX, start, word_length(r, start),
					   "Unexpected",
					   "After the ends only a level such as 90%% can stand.");
	if (percent.value % unit != 0 || percent.value <= 0 ||
		percent.value / unit >= CT_EST_LEVEL_UNIT)
		return ct_fail(
			r->err, CT_ERR_RANGE, start, r->pos - start, "Impossible level",
			"A level lies between 0%% and 100%% and has at most two "
			"decimals; leave it out for ends that are certain.");
	if ((f->flags & CT_EST_HAS_LOW) == 0 || (f->flags & CT_EST_HAS_HIGH) == 0)
		return ct_fail(r->err, CT_ERR_SYNTAX, start, r->pos - start,
					   "A level without both ends:",
					   "A level is the probability between two ends.");
	f->level = (uint16_t) (percent.value / unit);
	skip_blanks(r);
	if (r->pos < r->len)
		return fail_here(r, "Unexpected", "Nothing can follow a level.");
	return true;
}

/* Does an end stand before this character? */
static bool
at_end_of_ends(const Reader *r, bool low)
{
	char c = peek(r);

	return low ? c == ',' : c == ']' || c == ')';
}

static bool
read_end(Reader *r, bool low, Figure *f)
{
	skip_blanks(r);
	if (!at_end_of_ends(r, low) && !read_figure(r, f))
		return false;
	skip_blanks(r);
	if (at_end_of_ends(r, low))
		return true;
	return fail_here(r,
					 low ? "Expected a comma between the ends, found"
						 : "Expected ] or ) after the ends, found",
					 "Write [low, high]; ( and ) exclude the end itself, an "
					 "open end is left out.");
}

/* "[low, high]" from its bracket on */
static bool
read_brackets(Reader *r, Figure *low, Figure *high, uint8_t *strict)
{
	if (r->text[r->pos++] == '(')
		*strict |= CT_EST_LOW_STRICT;
	if (!read_end(r, true, low))
		return false;
	r->pos++;
	if (!read_end(r, false, high))
		return false;
	if (r->text[r->pos++] == ')')
		*strict |= CT_EST_HIGH_STRICT;
	return true;
}

/* ">=200k", from its sign on */
static bool
read_bound(Reader *r, Figure *low, Figure *high, uint8_t *strict)
{
	bool below = r->text[r->pos++] == '<';
	bool with = take(r, '=');

	skip_blanks(r);
	if (!with)
		*strict |= below ? CT_EST_HIGH_STRICT : CT_EST_LOW_STRICT;
	return read_figure(r, below ? high : low);
}

/* what begins with a figure; *level says whether a level may follow */
static bool
read_from_figure(Reader *r, CtFigures *f, Figure figure[3])
{
	bool about = take(r, '~');

	skip_blanks(r);
	if (!read_figure(r, &figure[1]))
		return false;
	skip_blanks(r);
	if (r->len - r->pos >= 2 && r->text[r->pos] == '.' &&
		r->text[r->pos + 1] == '.')
	{
		r->pos += 2;
		skip_blanks(r);
		figure[0] = figure[1];
		figure[1].there = false;
		return read_figure(r, &figure[2]);
	}
	if (peek(r) == '[' || peek(r) == '(')
		return read_brackets(r, &figure[0], &figure[2], &f->flags);
	if (r->pos < r->len)
		return fail_here(r, "Unexpected",
						 "A figure may be followed by its suffix, by .. and "
						 "the other end, or by [low, high].");
	if (!about)
		figure[0] = figure[2] = figure[1];
	return true;
}

/* the figures in their order, and what is said of open ends */
static bool
check_figures(const Reader *r, const Figure figure[3], const CtFigures *f)
{
	bool strict_low = (f->flags & CT_EST_LOW_STRICT) != 0;
	bool strict_high = (f->flags & CT_EST_HIGH_STRICT) != 0;

	if (figure[0].there && figure[2].there)
	{
		if (figure[0].value > figure[2].value)
			return ct_fail(r->err, CT_ERR_SYNTAX, figure[2].pos, figure[2].len,
						   "Reversed ends: high is less than low in",
						   "Write the smaller figure first.");
		if (figure[0].value == figure[2].value && (strict_low || strict_high))
			return ct_fail(r->err, CT_ERR_SYNTAX, figure[2].pos, figure[2].len,
						   "Nothing lies between the ends:",
						   "Write a single figure, or [ and ] for ends that "
						   "are included.");
	}
	if (!figure[1].there)
		return true;
	if ((figure[0].there &&
		 (figure[1].value < figure[0].value ||
		  (figure[1].value == figure[0].value && strict_low))) ||
		(figure[2].there &&
		 (figure[1].value > figure[2].value ||
		  (figure[1].value == figure[2].value && strict_high))))
		return ct_fail(r->err, CT_ERR_SYNTAX, figure[1].pos, figure[1].len,
					   "The mid lies outside its ends:",
					   "Write mid [low, high] with low <= mid <= high.");
	return true;
}

static bool
read_all(Reader *r, CtFigures *f, Figure figure[3])
{
	char c;

	skip_blanks(r);
	c = peek(r);
	if (r->pos == r->len)
		return ct_fail(r->err, CT_ERR_SYNTAX, r->pos, 0,
					   "Expected an estimate",
					   "Write a figure, >=200k, ~70k..80k or 750k [500k, 1M]; "
					   "not known is NULL.");
	if (c == '<' || c == '>')
	{
		if (!read_bound(r, &figure[0], &figure[2], &f->flags))
			return false;
	}
	else if (c == '[' || c == '(')
	{
		if (!read_brackets(r, &figure[0], &figure[2], &f->flags))
			return false;
	}
	else if (!read_from_figure(r, f, figure))
		return false;
	if (!figure[0].there && !figure[1].there && !figure[2].there)
		return ct_fail(r->err, CT_ERR_SYNTAX, 0, word_length(r, 0),
					   "Neither an end nor a mid in",
					   "What is not known at all is NULL.");
	if (!check_figures(r, figure, f))
		return false;
	f->flags |= (uint8_t) ((figure[0].there ? CT_EST_HAS_LOW : 0) |
						   (figure[1].there ? CT_EST_HAS_MID : 0) |
						   (figure[2].there ? CT_EST_HAS_HIGH : 0));
	return read_level(r, f);
}

bool
ct_estimate_parse(const char *text, size_t len, CtEstimate *out, CtError *err)
{
	Reader r = {text, len, 0, err};
	Figure figure[3] = {{.there = false}, {.there = false}, {.there = false}};
	CtFigures f = {0, 0, 0, 0, 0};
	CtOutcome outcome;

	if (!read_all(&r, &f, figure))
		return false;
	f.low = figure[0].there ? figure[0].value : 0;
	f.mid = figure[1].there ? figure[1].value : 0;
	f.high = figure[2].there ? figure[2].value : 0;
	outcome = ct_figures_estimate(&f, true, out);
	if (outcome == CT_OUTCOME_OK)
		return true;
	return ct_fail(err, CT_ERR_RANGE, CT_NO_POSITION, 0,
				   "The figures together have more than 18 digits",
				   "They share one number of decimals; round them.");
}
