/*
 * estimate_format.c
 *		The canonical text of an estimate.
 */
#include "estimate_internal.h"

static const struct
{
	int power;
	const char *name;
} units[] = {{12, "T"}, {9, "bn"}, {6, "M"}, {3, "k"}, {0, ""}};

#define UNITS (sizeof(units) / sizeof(units[0]))

/* decimal digits of n, least first; returns how many, at least one */
static int
split_digits(uint64_t n, char *digits)
{
	int count = 0;

	do
	{
		digits[count++] = (char) ('0' + n % 10);
		n /= 10;
	} while (n > 0);
	return count;
}

/*
 * The unit in which count digits times 10^exponent are shortest, a suffix
 * counting as one character, the largest of those; at least 1 in that unit.
 */
static size_t
best_unit(int count, int exponent)
{
	size_t best = UNITS - 1;
	int shortest = 0;
	size_t i;

	for (i = UNITS; i-- > 0;)
	{
		int decimals = units[i].power - exponent;
		int length = decimals > 0 ? count + 1 : count - decimals;

		if (units[i].power > 0)
		{
			if (count - decimals < 1)
				break;
			length++;
		}
		if (i == UNITS - 1 || length <= shortest)
		{
			best = i;
			shortest = length;
		}
	}
	return best;
}

static char *
put_text(char *out, const char *text)
{
	while (*text)
		*out++ = *text++;
	return out;
}

/* count digits, least first, of which the last decimals follow the point */
static char *
put_digits(char *out, const char *digits, int count, int decimals)
{
	int i;

	if (decimals >= count)
		*out++ = '0';
	for (i = (decimals > count ? decimals : count); i > 0; i--)
	{
		if (i == decimals)
			*out++ = '.';
		*out++ = i > count ? '0' : digits[i - 1];
	}
	for (i = decimals; i < 0; i++)
		*out++ = '0';
	return out;
}

/* coef / 10^scale with the suffix that makes it shortest */
static char *
put_figure(char *out, int64_t coef, int scale)
{
	uint64_t n = coef < 0 ? (uint64_t) -coef : (uint64_t) coef;
	char digits[20];
	int exponent = -scale;
	int count;
	size_t unit;

	if (coef < 0)
		*out++ = '-';
	if (n == 0)
		exponent = 0;
	for (; n > 0 && n % 10 == 0; n /= 10)
		exponent++;
	count = split_digits(n, digits);
	unit = n == 0 ? UNITS - 1 : best_unit(count, exponent);
	out = put_digits(out, digits, count, units[unit].power - exponent);
	return put_text(out, units[unit].name);
}

/* " 97.5%" */
static char *
put_level(char *out, uint16_t level)
{
	uint64_t n = level;
	int decimals = 2;
	char digits[20];
	int count;

	for (; decimals > 0 && n % 10 == 0; n /= 10)
		decimals--;
	count = split_digits(n, digits);
	*out++ = ' ';
	out = put_digits(out, digits, count, decimals);
	*out++ = '%';
	return out;
}

static char *
put_brackets(char *out, const CtEstimate *e)
{
	*out++ = ct_estimate_low_strict(e) ? '(' : '[';
	if (ct_estimate_has_low(e))
		out = put_figure(out, e->low, e->scale);
	out = put_text(out, ", ");
	if (ct_estimate_has_high(e))
		out = put_figure(out, e->high, e->scale);
	*out++ = ct_estimate_high_strict(e) ? ')' : ']';
	return out;
}

/* a single end without a mid: ">=200k" */
static char *
put_bound(char *out, const CtEstimate *e)
{
	if (ct_estimate_has_low(e))
	{
		out = put_text(out, ct_estimate_low_strict(e) ? ">" : ">=");
		return put_figure(out, e->low, e->scale);
	}
	out = put_text(out, ct_estimate_high_strict(e) ? "<" : "<=");
	return put_figure(out, e->high, e->scale);
}

size_t
ct_estimate_format(const CtEstimate *e, char *buf)
{
	bool ends = ct_estimate_has_low(e) || ct_estimate_has_high(e);
	char *out = buf;

	if (e->kind == CT_EST_POINT)
		out = put_figure(out, e->mid, e->scale);
	else if (!ends)
	{
		*out++ = '~';
		out = put_figure(out, e->mid, e->scale);
	}
	else if (e->kind == CT_EST_OPEN && !ct_estimate_has_mid(e))
		out = put_bound(out, e);
	else
	{
		if (ct_estimate_has_mid(e))
		{
			out = put_figure(out, e->mid, e->scale);
			*out++ = ' ';
		}
		out = put_brackets(out, e);
		if (e->level > 0)
			out = put_level(out, e->level);
	}
	*out = '\0';
	return (size_t) (out - buf);
}
