/*
 * query_lex.c
 *		Words of the predicate language, and what to say about words that
 *		belong to other languages.
 */
#include "query_internal.h"

static bool
is_word_char(char c)
{
	return ct_is_alpha(c) || ct_is_digit(c) || c == '_';
}

static bool
unexpected(CtError *err, size_t pos, size_t len, const char *hint)
{
	return ct_fail(err, CT_ERR_SYNTAX, pos, len, "Unexpected character", "%s",
				   hint);
}

void
ct_query_span(CtPrecision precision, int year, int month, int day,
			  int32_t *first, int32_t *last)
{
	if (precision == CT_DATE_DAY)
	{
		*first = *last = ct_days(year, month, day);
		return;
	}
	if (precision == CT_DATE_YEAR)
	{
		*first = ct_days(year, 1, 1);
		*last = ct_days(year, 12, 31);
		return;
	}
	*first = ct_days(year, month, 1);
	*last = (month == 12 ? ct_days(year + 1, 1, 1)
						 : ct_days(year, month + 1, 1)) -
			1;
}

/* ---- words ------------------------------------------------------------- */

typedef struct Keyword
{
	const char *word;
	CtTokenKind kind;
} Keyword;

static const Keyword keywords[] = {
	{"and", CT_TOKEN_AND},     {"or", CT_TOKEN_OR},
	{"not", CT_TOKEN_NOT},     {"is", CT_TOKEN_IS},
	{"known", CT_TOKEN_KNOWN}, {"unknown", CT_TOKEN_UNKNOWN},
};

typedef struct Advice
{
	const char *word;
	const char *hint;
} Advice;

static const Advice foreign_words[] = {
	{"between", "Write the two limits out: x >= 1 and x <= 2."},
	{"in", "Write the alternatives out: x = 1 or x = 2."},
	{"like", "Only numbers, dates and flags can be tested."},
	{"null", "Write \"is known\" or \"is not known\"."},
	{"true", "A flag stands alone: \"dc\", or \"not dc\"."},
	{"false", "A flag stands alone: \"dc\", or \"not dc\"."},
	{"yes", "A flag stands alone: \"dc\", or \"not dc\"."},
	{"no", "A flag stands alone: \"dc\", or \"not dc\"."},
};

static bool
contains(const char *word, size_t len, const char *part, size_t part_len)
{
	for (size_t i = 0; i + part_len <= len; i++)
	{
		if (ct_word_is(word + i, part_len, part))
			return true;
	}
	return false;
}

static bool
read_word(const char *text, size_t len, size_t *pos, CtToken *token,
		  CtError *err)
{
	const char *word = text + *pos;
	size_t n = 0;

	while (*pos + n < len && is_word_char(word[n]))
		n++;
	token->len = n;
	*pos += n;
	token->kind = CT_TOKEN_WORD;
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
	{
		if (ct_word_is(word, n, keywords[i].word))
			token->kind = keywords[i].kind;
	}
	for (size_t i = 0; i < sizeof(foreign_words) / sizeof(foreign_words[0]);
		 i++)
	{
		if (ct_word_is(word, n, foreign_words[i].word))
			return ct_fail(err, CT_ERR_SYNTAX, token->pos, n,
						   "Unexpected word", "%s", foreign_words[i].hint);
	}
	if (contains(word, n, "sparse", 6) || contains(word, n, "sparsity", 8))
		return ct_fail(err, CT_ERR_SYNTAX, token->pos, n, "Unexpected word",
					   "Rates are dense; halve a figure that is given with "
					   "sparsity.");
	return true;
}

/* ---- names ------------------------------------------------------------- */

static const char *const derived_names[] = {"tpp", "pd", "xfer", "mbd"};

const char *
ct_name_text(int name)
{
	return name < CT_FIELDS ? ct_field_name((CtField) name)
							: derived_names[name - CT_FIELDS];
}

/* edit distance of a short word to a name, regardless of case */
static int
edit_distance(const char *word, size_t len, const char *name)
{
	int row[33];
	int n = (int) len;

	for (int i = 0; i <= n; i++)
		row[i] = i;
	for (int j = 0; name[j] != '\0'; j++)
	{
		int diagonal = row[0];

		row[0] = j + 1;
		for (int i = 0; i < n; i++)
		{
			int above = row[i + 1];
			int best = diagonal + (ct_lower(word[i]) != name[j]);

			if (above + 1 < best)
				best = above + 1;
			if (row[i] + 1 < best)
				best = row[i] + 1;
			row[i + 1] = best;
			diagonal = above;
		}
	}
	return row[n];
}

/* the nearest name of a field or of a derived figure, or NULL */
static const char *
nearest_name(const char *word, size_t len)
{
	const char *best = ct_field_nearest(word, len);
	int best_distance;

	if (len > 32)
		return best;
	best_distance = best ? edit_distance(word, len, best) : (int) len;
	for (size_t i = 0; i < 4; i++)
	{
		int distance = edit_distance(word, len, derived_names[i]);

		if (distance <= 1 && distance < best_distance)
		{
			best = derived_names[i];
			best_distance = distance;
		}
	}
	return best;
}

bool
ct_query_name(const char *word, size_t len, size_t pos, int *name,
			  CtError *err)
{
	const char *nearest;
	CtField field;

	for (int i = CT_FIELDS; i < CT_NAMES; i++)
	{
		if (ct_word_is(word, len, ct_name_text(i)))
		{
			*name = i;
			return true;
		}
	}
	if (ct_field_lookup(word, len, &field))
	{
		*name = (int) field;
		return true;
	}
	nearest = nearest_name(word, len);
	if (nearest != NULL)
		return ct_fail(err, CT_ERR_SYNTAX, pos, len, "Unknown name",
					   "Perhaps \"%s\" is meant.", nearest);
	return ct_fail(err, CT_ERR_SYNTAX, pos, len, "Unknown name",
				   "Names are tpp, pd, xfer, mbd and the fields of gpu_spec, "
				   "such as fp16, mem, bw, io, die, dc, released.");
}

/* ---- numbers and dates ------------------------------------------------- */

/*
 * Length of a date written in one piece (2024-01, 2024-01-15) at the start of
 * the text, or 0: "2000-5" is a subtraction.
 */
static size_t
date_length(const char *text, size_t len)
{
	static const char shape[] = "dddd-dd-dd";
	size_t n = 0;

	while (n < 10 && n < len &&
		   (shape[n] == 'd' ? ct_is_digit(text[n]) : text[n] == '-'))
		n++;
	if (n < 7)
		return 0;
	if (n < 10)
		n = 7;
	return n < len && ct_is_digit(text[n]) ? 0 : n;
}

static bool
read_number(const char *text, size_t len, size_t *pos, CtToken *token,
			CtError *err)
{
	const char *start = text + *pos;
	size_t n = date_length(start, len - *pos);
	uint64_t value;

	if (n > 0)
	{
		int year;
		int month;
		int day;

		if (!ct_date_parse(start, n, *pos, &token->precision, &year, &month,
						   &day, err))
			return false;
		token->kind = CT_TOKEN_DATE;
		ct_query_span(token->precision, year, month, day, &token->first,
					  &token->last);
	}
	else
	{
		if (!ct_decimal_parse(start, len - *pos, *pos, CT_LITERAL_DECIMALS, 0,
							  CT_LITERAL_MAX, &value, &n, err))
			return false;
		token->kind = CT_TOKEN_NUMBER;
		token->number = (int64_t) value;
		token->bare = true;
		for (size_t i = 0; i < n; i++)
			token->bare = token->bare && ct_is_digit(start[i]);
	}
	token->len = n;
	*pos += n;
	if (*pos < len && is_word_char(text[*pos]))
	{
		while (*pos < len && is_word_char(text[*pos]))
			(*pos)++;
		return ct_fail(err, CT_ERR_SYNTAX, token->pos + n,
					   *pos - token->pos - n, "Unexpected unit",
					   "Write numbers without a unit: GB, GB/s, mm2, W, dense "
					   "TOPS or TFLOPS are implied.");
	}
	if (*pos < len && text[*pos] == '.')
		return unexpected(err, *pos, 1, "A number has one decimal point.");
	return true;
}

/* ---- signs ------------------------------------------------------------- */

typedef struct Sign
{
	const char *text;
	CtTokenKind kind;
	CtNodeKind node;
	const char *hint; /* refused, if there is one */
} Sign;

/* longer signs stand before their beginnings */
static const Sign signs[] = {
	{"<>", CT_TOKEN_COMPARE, CT_NODE_NE, NULL},
	{"!=", CT_TOKEN_COMPARE, CT_NODE_NE, NULL},
	{"<=", CT_TOKEN_COMPARE, CT_NODE_LE, NULL},
	{">=", CT_TOKEN_COMPARE, CT_NODE_GE, NULL},
	{"==", CT_TOKEN_END, CT_NODE_EQ, "Write \"=\"."},
	{"=<", CT_TOKEN_END, CT_NODE_LE, "Write \"<=\"."},
	{"=>", CT_TOKEN_END, CT_NODE_GE, "Write \">=\"."},
	{"<", CT_TOKEN_COMPARE, CT_NODE_LT, NULL},
	{">", CT_TOKEN_COMPARE, CT_NODE_GT, NULL},
	{"=", CT_TOKEN_COMPARE, CT_NODE_EQ, NULL},
	{"+", CT_TOKEN_PLUS, CT_NODE_ADD, NULL},
	{"-", CT_TOKEN_MINUS, CT_NODE_SUB, NULL},
	{"**", CT_TOKEN_END, CT_NODE_MUL, "Write a power as a product."},
	{"*", CT_TOKEN_TIMES, CT_NODE_MUL, NULL},
	{"/", CT_TOKEN_DIVIDE, CT_NODE_DIV, NULL},
	{"(", CT_TOKEN_OPEN, CT_NODE_NUMBER, NULL},
	{")", CT_TOKEN_CLOSE, CT_NODE_NUMBER, NULL},
	{"&&", CT_TOKEN_END, CT_NODE_AND, "Write \"and\"."},
	{"&", CT_TOKEN_END, CT_NODE_AND, "Write \"and\"."},
	{"||", CT_TOKEN_END, CT_NODE_OR, "Write \"or\"."},
	{"|", CT_TOKEN_END, CT_NODE_OR, "Write \"or\"."},
	{"!", CT_TOKEN_END, CT_NODE_NOT, "Write \"not\"."},
	{"^", CT_TOKEN_END, CT_NODE_MUL, "Write a power as a product."},
	{"%", CT_TOKEN_END, CT_NODE_NUMBER, "Write a percentage as a fraction."},
	{",", CT_TOKEN_END, CT_NODE_NUMBER,
	 "Write numbers without thousands separators, with a decimal point."},
	{"'", CT_TOKEN_END, CT_NODE_NUMBER,
	 "Names, numbers and dates stand without quotes."},
	{"\"", CT_TOKEN_END, CT_NODE_NUMBER,
	 "Names, numbers and dates stand without quotes."},
	{"\xE2\x89\xA4", CT_TOKEN_END, CT_NODE_LE, "Write \"<=\"."},
	{"\xE2\x89\xA5", CT_TOKEN_END, CT_NODE_GE, "Write \">=\"."},
	{"\xE2\x89\xA0", CT_TOKEN_END, CT_NODE_NE, "Write \"<>\"."},
	{"\xC3\x97", CT_TOKEN_END, CT_NODE_MUL, "Write \"*\"."},
	{"\xE2\x88\x92", CT_TOKEN_END, CT_NODE_SUB, "Write \"-\"."},
};

/* bytes of the UTF-8 character at the start, at most what there is */
static size_t
character_length(const char *text, size_t len)
{
	size_t n = 1;

	while (n < len && n < 4 && ((unsigned char) text[0] & 0x80) != 0 &&
		   ((unsigned char) text[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static bool
read_sign(const char *text, size_t len, size_t *pos, CtToken *token,
		  CtError *err)
{
	const char *start = text + *pos;
	size_t left = len - *pos;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
	{
		const Sign *sign = &signs[i];
		size_t n = 0;

		while (n < left && sign->text[n] != '\0' && sign->text[n] == start[n])
			n++;
		if (sign->text[n] != '\0')
			continue;
		if (sign->hint != NULL)
			return ct_fail(err, CT_ERR_SYNTAX, *pos, n, "Unexpected operator",
						   "%s", sign->hint);
		token->kind = sign->kind;
		token->node = sign->node;
		token->len = n;
		*pos += n;
		return true;
	}
	return unexpected(err, *pos, character_length(start, left),
					  "A condition consists of names, numbers, dates, and, "
					  "or, not, comparisons, + - * / and parentheses.");
}

bool
ct_query_token(const char *text, size_t len, size_t *pos, CtToken *token,
			   CtError *err)
{
	char c;

	while (*pos < len && ct_is_space(text[*pos]))
		(*pos)++;
	token->pos = *pos;
	token->len = 0;
	token->kind = CT_TOKEN_END;
	if (*pos == len)
		return true;
	c = text[*pos];
	if (ct_is_alpha(c) || c == '_')
		return read_word(text, len, pos, token, err);
	if (ct_is_digit(c) ||
		(c == '.' && *pos + 1 < len && ct_is_digit(text[*pos + 1])))
		return read_number(text, len, pos, token, err);
	return read_sign(text, len, pos, token, err);
}
