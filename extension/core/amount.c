/*
 * amount.c
 *		Exact decimals of 128 bits, read and written without printf.
 */
#include "amount.h"
#include "spec.h"

#define MAX_EXPONENT 1000000

static bool
fail_not_number(const char *text, size_t len, size_t pos, CtError *err)
{
	size_t word = 0;

	while (word < len && !ct_is_space(text[word]) && text[word] != ',')
		word++;
	if (word > 1 && text[0] == '-' && ct_number_span(text + 1, len - 1) > 0)
		return ct_fail(err, CT_ERR_RANGE, pos, word, "Negative number",
					   "No quantity is negative; where there is none write "
					   "0.");
	return ct_fail(err, CT_ERR_SYNTAX, pos, word, "Expected a number, found",
				   "Write a plain decimal such as 989.5 or 4.8e3.");
}

/* Digits before the point, and the exponent after the e. */
static void
read_shape(const char *text, size_t len, int64_t *whole, int64_t *exponent)
{
	bool point = false;
	bool negative = false;
	size_t i;

	*whole = 0;
	*exponent = 0;
	for (i = 0; i < len && ct_lower(text[i]) != 'e'; i++)
	{
		if (text[i] == '.')
			point = true;
		else if (!point)
			(*whole)++;
	}
	for (i++; i < len; i++)
	{
		if (text[i] == '-')
			negative = true;
		else if (ct_is_digit(text[i]) && *exponent < MAX_EXPONENT)
			*exponent = *exponent * 10 + (text[i] - '0');
	}
	if (negative)
		*exponent = -*exponent;
}

/* value = value * 10 + digit, unless that reaches limit */
static bool
append_digit(CtAmount *value, int digit, CtAmount limit)
{
	if (*value > (limit - 1 - (CtAmount) digit) / 10)
		return false;
	*value = *value * 10 + (CtAmount) digit;
	return true;
}

bool
ct_amount_parse(const char *text, size_t len, size_t pos, int decimals,
				int digits, bool round, CtAmount *value, size_t *used,
				CtError *err)
{
	CtAmount limit = ct_power_of_ten(digits);
	int64_t kept;
	int64_t exponent;
	int64_t k = 0;
	bool up = false;
	bool fits = true;
	bool extra = false;
	size_t i;

	*value = 0;
	*used = ct_number_span(text, len);
	if (*used == 0)
		return fail_not_number(text, len, pos, err);
	read_shape(text, *used, &kept, &exponent);
	kept += exponent + decimals;
	for (i = 0; i < *used && ct_lower(text[i]) != 'e'; i++)
	{
		int digit = text[i] - '0';

		if (text[i] == '.')
			continue;
		if (k < kept)
			fits = fits && append_digit(value, digit, limit);
		else
		{
			up = up || (k == kept && digit >= 5);
			extra = extra || digit != 0;
		}
		k++;
	}
	for (; fits && *value != 0 && k < kept; k++)
		fits = append_digit(value, 0, limit);
	if (fits && up && round && ++*value == limit)
		fits = false;
	if (!fits)
		return ct_fail(err, CT_ERR_RANGE, pos, *used, "Number too large:",
					   "A number has at most %d digits before the point.",
					   digits - decimals);
	if (extra && !round)
		return ct_fail(err, CT_ERR_RANGE, pos, *used, "Too many decimals in",
					   "At most %d decimals are kept; round the number.",
					   decimals);
	return true;
}

/* at least this many digits; returns how many were written */
static size_t
write_digits(CtAmount value, size_t least, char *buf)
{
	char reversed[CT_AMOUNT_TEXT];
	size_t n = 0;
	size_t out = 0;

	while (n < least || value > 0)
	{
		reversed[n++] = (char) ('0' + (int) (value % 10));
		value /= 10;
	}
	while (n > 0)
		buf[out++] = reversed[--n];
	return out;
}

size_t
ct_amount_format(CtAmount value, int decimals, char *buf)
{
	CtAmount power;
	size_t n;

	while (decimals > 0 && value % 10 == 0)
	{
		value /= 10;
		decimals--;
	}
	power = ct_power_of_ten(decimals);
	n = write_digits(value / power, 1, buf);
	if (decimals > 0)
	{
		buf[n++] = '.';
		n += write_digits(value % power, (size_t) decimals, buf + n);
	}
	buf[n] = '\0';
	return n;
}
