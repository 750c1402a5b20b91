/*
 * estimate_sum_text.c
 *		Text form and validity of the sums of estimates.
 */
#include "estimate_internal.h"
#include "estimate_sum.h"

#include <string.h>

typedef struct Field
{
	const char *name;
	size_t offset;
	int words;
	bool is_signed;
} Field;

#define FIELD(name, words, is_signed)                            \
	{                                                            \
#name, offsetof(CtEstimateSum, name), (words), is_signed \
	}

/* in the order of the struct */
static const Field fields[] = {
	FIELD(rows, 1, false),         FIELD(no_low, 1, false),
	FIELD(no_mid, 1, false),       FIELD(no_high, 1, false),
	FIELD(strict_low, 1, false),   FIELD(strict_high, 1, false),
	FIELD(ranges, 1, false),       FIELD(intervals, 1, false),
	FIELD(level_sum, 1, false),    FIELD(level_squares, 1, false),
	FIELD(mid, 2, true),           FIELD(low, 2, true),
	FIELD(high, 2, true),          FIELD(low_squares, 4, false),
	FIELD(high_squares, 4, false),
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/* decimal digits of 2^256 */
#define MAX_DIGITS 78

static const uint64_t *
words_of(const CtEstimateSum *sum, const Field *field)
{
	return (const uint64_t *) (const void *) ((const char *) sum +
											  field->offset);
}

static bool
is_zero(const uint64_t *word, int words)
{
	int i;

	for (i = 0; i < words; i++)
	{
		if (word[i] != 0)
			return false;
	}
	return true;
}

/* two's complement */
static void
negate(uint64_t *word, int words)
{
	uint64_t carry = 1;
	int i;

	for (i = 0; i < words; i++)
	{
		word[i] = ~word[i] + carry;
		carry = carry && word[i] == 0 ? 1 : 0;
	}
}

static bool
is_negative(const uint64_t *word, const Field *field)
{
	return field->is_signed && word[field->words - 1] >> 63 != 0;
}

static char *
put_integer(char *out, const uint64_t *from, const Field *field)
{
	uint64_t word[4];
	char digits[MAX_DIGITS];
	char *first = digits + sizeof(digits);
	size_t count;
	int i;

	memcpy(word, from, sizeof(uint64_t) * (size_t) field->words);
	if (is_negative(word, field))
	{
		*out++ = '-';
		negate(word, field->words);
	}
	while (!is_zero(word, field->words))
	{
		ct_u128 rest = 0;

		for (i = field->words - 1; i >= 0; i--)
		{
			rest = rest << 64 | word[i];
			word[i] = (uint64_t) (rest / 10);
			rest %= 10;
		}
		*--first = (char) ('0' + (int) rest);
	}
	count = (size_t) (digits + sizeof(digits) - first);
	memcpy(out, first, count);
	return out + count;
}

/* how many fields a kind has */
static size_t
field_count(CtSumKind kind)
{
	size_t count = FIELDS;

	while (fields[count - 1].offset >= ct_sum_size(kind))
		count--;
	return count;
}

/* the text of the sum of no rows */
static const char no_rows[] = "rows=0";
#define NO_ROWS_LEN (sizeof(no_rows) - 1)

size_t
ct_sum_format(CtSumKind kind, const CtEstimateSum *sum, char *buf)
{
	char *out = buf;
	size_t i;

	if (sum->rows == 0)
	{
		memcpy(buf, no_rows, sizeof(no_rows));
		return NO_ROWS_LEN;
	}
	for (i = 0; i < field_count(kind); i++)
	{
		const uint64_t *word = words_of(sum, &fields[i]);
		size_t len = strlen(fields[i].name);

		if (is_zero(word, fields[i].words))
			continue;
		if (out > buf)
			*out++ = ' ';
		memcpy(out, fields[i].name, len);
		out += len;
		*out++ = '=';
		out = put_integer(out, word, &fields[i]);
	}
	*out = '\0';
	return (size_t) (out - buf);
}

/* A decimal integer, not 0, without leading zeros; false if it is none. */
static bool
read_integer(const char *text, size_t len, uint64_t *word, const Field *field)
{
	bool minus = len > 0 && text[0] == '-';
	size_t i = minus ? 1 : 0;

	memset(word, 0, sizeof(uint64_t) * (size_t) field->words);
	if (i >= len || text[i] == '0' || len - i > MAX_DIGITS ||
		(minus && !field->is_signed))
		return false;
	for (; i < len; i++)
	{
		ct_u128 carry;
		int w;

		if (!ct_is_digit(text[i]))
			return false;
		carry = (ct_u128) (text[i] - '0');
		for (w = 0; w < field->words; w++)
		{
			carry += (ct_u128) word[w] * 10;
			word[w] = (uint64_t) carry;
			carry >>= 64;
		}
		if (carry != 0 || is_negative(word, field))
			return false;
	}
	if (minus)
		negate(word, field->words);
	return true;
}

static bool
fail_word(CtError *err, size_t pos, size_t len, const char *what)
{
	return ct_fail(err, CT_ERR_SYNTAX, pos, len, what,
				   "Keep the text as it was given out.");
}

/* the field from number first on that has the name; field_count() if none */
static size_t
find_field(CtSumKind kind, size_t first, const char *name, size_t len)
{
	while (first < field_count(kind) &&
		   !(strlen(fields[first].name) == len &&
			 memcmp(fields[first].name, name, len) == 0))
		first++;
	return first;
}

/* "name=integer" from pos to end into field *next or a later one */
static bool
read_field(CtSumKind kind, const char *text, size_t pos, size_t end,
		   size_t *next, CtEstimateSum *out, CtError *err)
{
	const char *equals = memchr(text + pos, '=', end - pos);
	size_t name;
	size_t i;

	if (equals == NULL)
		return fail_word(err, pos, end - pos, "Expected name=integer, found");
	name = (size_t) (equals - text) - pos;
	i = find_field(kind, *next, text + pos, name);
	if (i == field_count(kind))
		return fail_word(err, pos, name > 0 ? name : 1,
						 "Unknown, repeated or misplaced field");
	if (!read_integer(equals + 1, end - pos - name - 1,
					  (uint64_t *) (void *) ((char *) out + fields[i].offset),
					  &fields[i]))
		return fail_word(err, pos, end - pos,
						 "Expected name=integer of its size, not 0, found");
	*next = i + 1;
	return true;
}

bool
ct_sum_parse(CtSumKind kind, const char *text, size_t len, CtEstimateSum *out,
			 CtError *err)
{
	size_t pos = 0;
	size_t next = 0;

	ct_sum_init(kind, out);
	if (len == NO_ROWS_LEN && memcmp(text, no_rows, len) == 0)
		return true;
	while (pos < len)
	{
		size_t end = pos;

		while (end < len && text[end] != ' ')
			end++;
		if (end == pos || end + 1 == len)
			return fail_word(err, end, 1, "Superfluous");
		if (!read_field(kind, text, pos, end, &next, out, err))
			return false;
		pos = end + 1;
	}
	if (out->rows > 0 && ct_sum_valid(kind, out))
		return true;
	return fail_word(err, CT_NO_POSITION, 0, "No rows can have this sum");
}

static ct_i128
signed_of(const uint64_t word[2])
{
	return (ct_i128) ((ct_u128) word[1] << 64 | word[0]);
}

/* |value| <= rows * most, in the unit of the kind; 0 where rows is 0 */
static bool
within(const uint64_t word[2], uint64_t rows, int unit)
{
	ct_i128 value = signed_of(word);
	ct_i128 most = (ct_i128) rows * unit * CT_EST_MAX_NANO;

	return value >= -most && value <= most;
}

/*
 * A square of a distance, of at most 4 10^27, is below 2^184; rows without the
 * end have none.
 */
static bool
squares_valid(const uint64_t word[4], uint64_t rows)
{
	return rows == 0
			   ? is_zero(word, 4)
			   : word[3] >> 26 == 0 && (word[3] << 8 | word[2] >> 56) < rows;
}

/* Each level is an integer from 1 to 9999. */
static bool
levels_valid(const CtEstimateSum *sum)
{
	ct_u128 squares = (ct_u128) sum->intervals * sum->level_squares;
	ct_u128 square = (ct_u128) sum->level_sum * sum->level_sum;

	if (sum->level_sum < sum->intervals ||
		sum->level_sum > sum->intervals * (CT_EST_LEVEL_UNIT - 1) ||
		sum->level_squares < sum->level_sum ||
		sum->level_squares > sum->level_sum * (CT_EST_LEVEL_UNIT - 1))
		return false;
	/* a square is odd where its root is */
	if (((sum->level_squares ^ sum->level_sum) & 1) != 0)
		return false;
	/* the mean of squares is above the square of the mean, but for equals */
	return squares > square ||
		   (squares == square &&
			(sum->intervals == 0 || sum->level_sum % sum->intervals == 0));
}

static bool
counts_valid(const CtEstimateSum *sum)
{
	uint64_t rows = sum->rows;
	uint64_t open = sum->no_low > sum->no_high ? sum->no_low : sum->no_high;
	uint64_t no_end;

	if (rows > CT_SUM_MAX_ROWS || sum->no_low > rows || sum->no_mid > rows ||
		sum->no_high > rows || sum->strict_low > rows - sum->no_low ||
		sum->strict_high > rows - sum->no_high || sum->ranges > rows ||
		sum->intervals > rows - sum->ranges)
		return false;
	/* at least so many rows have neither end, hence a mid */
	no_end = sum->no_low + sum->no_high > rows
				 ? sum->no_low + sum->no_high - rows
				 : 0;
	/* rows with both ends, which open rows are not */
	return sum->no_mid <= rows - no_end &&
		   sum->ranges + sum->intervals <= rows - open;
}

/* Where all rows have two of the figures, their sums are in order. */
static bool
order_valid(CtSumKind kind, const CtEstimateSum *sum)
{
	bool low = sum->no_low == 0;
	bool mid = sum->no_mid == 0;
	bool high = sum->no_high == 0;
	ct_i128 low_sum = signed_of(sum->low);
	ct_i128 high_sum = signed_of(sum->high);
	ct_i128 mid_sum = signed_of(sum->mid);
	bool points = low && high && sum->ranges + sum->intervals == 0;

	if (kind == CT_SUM_INDEPENDENT)
	{
		/* low and high are both the sum of the centres, twice the mids */
		return (!low || !high || low_sum == high_sum) &&
			   (!low || !mid || low_sum == 2 * mid_sum) &&
			   (!high || !mid || high_sum == 2 * mid_sum) &&
			   (!points || (mid && is_zero(sum->low_squares, 4) &&
							is_zero(sum->high_squares, 4)));
	}
	return (!low || !high || low_sum <= high_sum) &&
		   (!low || !mid || low_sum <= mid_sum) &&
		   (!high || !mid || high_sum >= mid_sum) &&
		   (!points || (mid && low_sum == high_sum));
}

bool
ct_sum_valid(CtSumKind kind, const CtEstimateSum *sum)
{
	int unit = kind == CT_SUM_INDEPENDENT ? 2 : 1;
	uint64_t rows = sum->rows;

	if (!counts_valid(sum) || !levels_valid(sum) ||
		!within(sum->low, rows - sum->no_low, unit) ||
		!within(sum->mid, rows - sum->no_mid, 1) ||
		!within(sum->high, rows - sum->no_high, unit))
		return false;
	if (kind == CT_SUM_INDEPENDENT &&
		(!squares_valid(sum->low_squares, rows - sum->no_low) ||
		 !squares_valid(sum->high_squares, rows - sum->no_high)))
		return false;
	return order_valid(kind, sum);
}
