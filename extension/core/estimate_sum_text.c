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

/* in the order of the struct, kind left out */
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
	char digits[MAX_DIGITS + 1];
	int count = 0;
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
		digits[count++] = (char) ('0' + (int) rest);
	}
	while (count > 0)
		*out++ = digits[--count];
	return out;
}

size_t
ct_sum_format(const CtEstimateSum *sum, char *buf)
{
	char *out = buf;
	size_t i;

	for (i = 0; i < FIELDS && fields[i].offset < ct_sum_size(sum->kind); i++)
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

bool
ct_sum_parse(CtSumKind kind, const char *text, size_t len, CtEstimateSum *out,
			 CtError *err)
{
	size_t pos = 0;
	size_t i = 0;

	ct_sum_init(out, kind);
	while (pos < len)
	{
		size_t name = 0;
		size_t end = pos;

		while (end < len && text[end] != ' ')
			end++;
		while (pos + name < end && text[pos + name] != '=')
			name++;
		while (i < FIELDS && fields[i].offset < ct_sum_size(kind) &&
			   !(strlen(fields[i].name) == name &&
				 memcmp(fields[i].name, text + pos, name) == 0))
			i++;
		if (i == FIELDS || fields[i].offset >= ct_sum_size(kind))
			return ct_fail(err, CT_ERR_SYNTAX, pos, end - pos,
						   "Unknown, repeated or misplaced field",
						   "Keep the text as it was given out.");
		if (pos + name == end ||
			!read_integer(
				text + pos + name + 1, end - pos - name - 1,
				(uint64_t *) (void *) ((char *) out + fields[i].offset),
				&fields[i]))
			return ct_fail(err, CT_ERR_SYNTAX, pos, end - pos,
						   "Expected name=integer, found",
						   "Keep the text as it was given out.");
		i++;
		pos = end < len ? end + 1 : end;
		if (pos == len && end < len)
			return ct_fail(err, CT_ERR_SYNTAX, end, 1, "Unexpected",
						   "Keep the text as it was given out.");
	}
	if (ct_sum_valid(out))
		return true;
	return ct_fail(err, CT_ERR_SYNTAX, CT_NO_POSITION, 0,
				   "No rows can have this sum",
				   "Keep the text as it was given out.");
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
 * A square of a distance is below 2^186 and there are fewer than 2^34 rows;
 * rows without the end have none.
 */
static bool
squares_valid(const uint64_t word[4], uint64_t rows)
{
	return rows > 0 ? word[3] < UINT64_C(1) << 28 : is_zero(word, 4);
}

static bool
levels_valid(const CtEstimateSum *sum)
{
	ct_u128 squares = (ct_u128) sum->intervals * sum->level_squares;

	/* each level is 1 to 9999, and the mean of squares no less than the
	 * square of the mean */
	return sum->level_sum >= sum->intervals &&
		   sum->level_sum <= sum->intervals * (CT_EST_LEVEL_UNIT - 1) &&
		   sum->level_squares >= sum->level_sum &&
		   sum->level_squares <= sum->level_sum * (CT_EST_LEVEL_UNIT - 1) &&
		   squares >= (ct_u128) sum->level_sum * sum->level_sum;
}

bool
ct_sum_valid(const CtEstimateSum *sum)
{
	int unit = sum->kind == CT_SUM_INDEPENDENT ? 2 : 1;
	uint64_t rows = sum->rows;
	ct_i128 twice_mid = signed_of(sum->mid) * unit;

	if (rows == 0 || rows > CT_SUM_MAX_ROWS || sum->no_low > rows ||
		sum->no_mid > rows || sum->no_high > rows ||
		sum->strict_low > rows - sum->no_low ||
		sum->strict_high > rows - sum->no_high || sum->ranges > rows ||
		sum->intervals > rows - sum->ranges)
		return false;
	/* rows with both ends, which open rows are not */
	if (sum->ranges + sum->intervals >
			rows - (sum->no_low > sum->no_high ? sum->no_low : sum->no_high) ||
		!levels_valid(sum))
		return false;
	if (!within(sum->low, rows - sum->no_low, unit) ||
		!within(sum->mid, rows - sum->no_mid, 1) ||
		!within(sum->high, rows - sum->no_high, unit))
		return false;
	if (sum->kind == CT_SUM_INDEPENDENT &&
		(!squares_valid(sum->low_squares, rows - sum->no_low) ||
		 !squares_valid(sum->high_squares, rows - sum->no_high)))
		return false;
	/* where all rows have the figures these are in order */
	if (sum->no_low == 0 && sum->no_high == 0 &&
		signed_of(sum->low) > signed_of(sum->high))
		return false;
	if (sum->no_mid > 0)
		return true;
	return (sum->no_low > 0 || signed_of(sum->low) <= twice_mid) &&
		   (sum->no_high > 0 || signed_of(sum->high) >= twice_mid);
}
