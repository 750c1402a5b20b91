/*
 * spec_number.c
 *		Exact decimals, read and written without strtod and printf: no
 *		rounding, no locale.
 */
#include "spec.h"

#define MAX_EXPONENT 1000000

/* bytes of "digits[.digits][e[+-]digits]" at the start of text; 0 if none */
size_t
ct_number_span(const char *text, size_t len)
{
	size_t i = 0;
	size_t digits = 0;

	while (i < len && ct_is_digit(text[i]))
		i++, digits++;
	if (i < len && text[i] == '.')
	{
		i++;
		while (i < len && ct_is_digit(text[i]))
			i++, digits++;
	}
	if (digits == 0)
		return 0;
	if (i < len && ct_lower(text[i]) == 'e')
	{
		size_t j = i + 1;

		if (j < len && (text[j] == '+' || text[j] == '-'))
			j++;
		if (j < len && ct_is_digit(text[j]))
		{
			while (j < len && ct_is_digit(text[j]))
				j++;
			i = j;
		}
	}
	return i;
}

static bool
fail_not_number(const char *text, size_t len, size_t pos, CtError *err)
{
	size_t word = 0;

	while (word < len && !ct_is_space(text[word]))
		word++;
	if (word > 1 && text[0] == '-' && ct_number_span(text + 1, len - 1) > 0)
		return ct_fail(err, CT_ERR_RANGE, pos, word, "Negative number",
					   "No quantity is negative; where there is none write 0, "
					   "where it is not known write unknown.");
	return ct_fail(err, CT_ERR_SYNTAX, pos, word, "Expected a number, found",
				   "Write a plain decimal such as 989.5 or 4.8e3.");
}

/* the exponent of "e[+-]digits", held within +-MAX_EXPONENT */
static int64_t
read_exponent(const char *text, size_t len)
{
	bool negative = len > 1 && text[1] == '-';
	int64_t exponent = 0;
	size_t i;

	for (i = 1; i < len; i++)
	{
		if (ct_is_digit(text[i]) && exponent < MAX_EXPONENT)
			exponent = exponent * 10 + (text[i] - '0');
	}
	return negative ? -exponent : exponent;
}

/*
 * Digits up to the last one that is not zero, as an integer: the number is
 * *value times 10^*exponent.  Returns false when they exceed 64 bits.
 */
static bool
read_digits(const char *text, size_t len, uint64_t *value, int64_t *exponent)
{
	bool point = false;
	bool fits = true;
	int64_t zeros = 0;
	size_t i;

	*value = 0;
	*exponent = 0;
	for (i = 0; i < len && ct_lower(text[i]) != 'e'; i++)
	{
		if (text[i] == '.')
		{
			point = true;
			continue;
		}
		if (point)
			(*exponent)--;
		zeros++;
		if (text[i] == '0')
			continue;
		for (; zeros > 0; zeros--)
		{
			uint64_t digit = zeros == 1 ? (uint64_t) (text[i] - '0') : 0;

			if (*value > (UINT64_MAX - digit) / 10)
				fits = false;
			else
				*value = *value * 10 + digit;
		}
	}
	*exponent += zeros;
	if (i < len)
		*exponent += read_exponent(text + i, len - i);
	return fits;
}

bool
ct_decimal_parse(const char *text, size_t len, size_t pos, int decimals,
				 int shift, uint64_t max, uint64_t *value, size_t *used,
				 CtError *err)
{
	int64_t exponent;
	uint64_t limit = max;
	bool fits;
	int i;

	*used = ct_number_span(text, len);
	*value = 0;
	if (*used == 0)
		return fail_not_number(text, len, pos, err);
	fits = read_digits(text, *used, value, &exponent);
	if (*value == 0)
		return true;
	exponent += decimals + shift;
	if (exponent < 0)
		return ct_fail(err, CT_ERR_RANGE, pos, *used, "Too many decimals in",
					   "At most %d decimals are kept, after the unit is "
					   "applied; round the number.",
					   decimals);
	for (; fits && exponent > 0; exponent--)
	{
		if (*value > max / 10)
			fits = false;
		else
			*value *= 10;
	}
	if (fits && *value <= max)
		return true;
	for (i = 0; i < decimals; i++)
		limit /= 10;
	return ct_fail(err, CT_ERR_RANGE, pos, *used, "Number too large:",
				   "The largest possible value is about %llu.",
				   (unsigned long long) limit);
}

size_t
ct_decimal_format(uint64_t thousandths, char *buf)
{
	char digits[CT_DECIMAL_MAX];
	uint64_t whole = thousandths / CT_SCALE;
	int rest = (int) (thousandths % CT_SCALE);
	size_t n = 0;
	size_t out = 0;

	do
	{
		digits[n++] = (char) ('0' + whole % 10);
		whole /= 10;
	} while (whole > 0);
	while (n > 0)
		buf[out++] = digits[--n];
	if (rest > 0)
		buf[out++] = '.';
	for (; rest > 0; rest = rest % 100 * 10)
		buf[out++] = (char) ('0' + rest / 100);
	buf[out] = '\0';
	return out;
}
