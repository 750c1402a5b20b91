/*
 * draws_sum.c
 *		Exact sums of samples over rows (see draws.h).
 *
 * A sample is split into hi = round(x / 2^12) and lo = round((x - hi * 2^12) *
 * 2^40), both by adding 1.5 * 2^52 and taking the bits of the result for an
 * integer, so that a loop needs no conversion.  x / 2^12 - hi is exact.  The
 * constant's bits are taken out when the sum is settled, modulo 2^64.
 */
#include "draws.h"

#include <string.h>

#define ROUNDER      6755399441055744.0           /* 1.5 * 2^52 */
#define ROUNDER_BITS UINT64_C(0x4338000000000000) /* its bits */
#define TO_HI        (1.0 / 4096)                 /* 2^-12 */
#define TO_LO        4503599627370496.0           /* 2^52 */
#define LO_UNIT      (1.0 / 1099511627776.0)      /* 2^-40 */
#define SIGN_EXP     UINT64_C(0xFFF0000000000000)

/* |lo| grows by at most 2^51 a row, and starts from as much */
#define MAX_CALLS 2047

static inline uint64_t
bits_of(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	return bits;
}

/*
 * Add the rounded samples, or with the negative factor their opposites, which
 * round alike.  The bits that differ from the constant's in sign or exponent:
 * not 0 when a sample was too large.  hi may be from -2^51 to 2^51 - 1, and
 * its opposite from one more.
 */
static uint64_t
add_bits(const double *restrict x, double factor, uint64_t *restrict hi,
		 uint64_t *restrict lo, int n)
{
	const uint64_t lowest = factor < 0;
	uint64_t wrong = 0;
	int i;

	for (i = 0; i < n; i++)
	{
		double scaled = x[i] * factor;
		double high = scaled + ROUNDER;
		double low = (scaled - (high - ROUNDER)) * TO_LO + ROUNDER;
		uint64_t bits = bits_of(high);

		hi[i] += bits;
		lo[i] += bits_of(low);
		wrong |= (bits - lowest) ^ ROUNDER_BITS;
	}
	return wrong & SIGN_EXP;
}

void
ct_draws_sum_pair(const CtDrawsSum *sum, int i, int64_t *hi, int64_t *lo)
{
	uint64_t constant = (uint64_t) sum->calls * ROUNDER_BITS;
	int64_t low = (int64_t) (sum->lo[i] - constant);
	int64_t half = INT64_C(1) << (CT_DRAWS_SUM_LO_BITS - 1);
	/* floor((low + half) / 2^52), whatever >> does to negative numbers */
	int64_t carry = (int64_t) (((uint64_t) (low + half) +
								(UINT64_C(1) << 63)) >>
							   CT_DRAWS_SUM_LO_BITS) -
					(INT64_C(1) << (63 - CT_DRAWS_SUM_LO_BITS));

	*hi = (int64_t) (sum->hi[i] - constant) + carry;
	*lo = low - carry * (INT64_C(1) << CT_DRAWS_SUM_LO_BITS);
}

bool
ct_draws_sum_pair_valid(int64_t hi, int64_t lo)
{
	int64_t half = INT64_C(1) << (CT_DRAWS_SUM_LO_BITS - 1);

	return hi >= -CT_DRAWS_SUM_MAX_HI && hi <= CT_DRAWS_SUM_MAX_HI &&
		   lo >= -half && lo < half;
}

bool
ct_draws_sum_possible(int64_t rows, int64_t hi, int64_t lo)
{
	__int128 value = (__int128) hi * (INT64_C(1) << CT_DRAWS_SUM_LO_BITS) + lo;
	__int128 most = (__int128) CT_DRAWS_SUM_SAMPLE_HI *
					(INT64_C(1) << CT_DRAWS_SUM_LO_BITS);

	if (rows < CT_DRAWS_SUM_MAX_HI / CT_DRAWS_SUM_SAMPLE_HI &&
		(value < -most * rows || value > most * rows))
		return false;
	return ct_draws_sum_pair_valid(hi, lo);
}

bool
ct_draws_sum_settle(CtDrawsSum *sum)
{
	bool valid = true;
	int i;

	for (i = 0; i < sum->n; i++)
	{
		int64_t hi;
		int64_t lo;

		ct_draws_sum_pair(sum, i, &hi, &lo);
		sum->hi[i] = (uint64_t) hi;
		sum->lo[i] = (uint64_t) lo;
		valid &= ct_draws_sum_pair_valid(hi, lo);
	}
	sum->calls = 0;
	return valid;
}

static bool
account(CtDrawsSum *sum, const double *x, double factor)
{
	sum->calls++;
	return add_bits(x, factor, sum->hi, sum->lo, sum->n) == 0 &&
		   (sum->calls < MAX_CALLS || ct_draws_sum_settle(sum));
}

bool
ct_draws_sum_add(CtDrawsSum *sum, const double *x)
{
	return ++sum->rows <= CT_DRAWS_SUM_MAX_ROWS && account(sum, x, TO_HI);
}

bool
ct_draws_sum_remove(CtDrawsSum *sum, const double *x)
{
	sum->rows--;
	return account(sum, x, -TO_HI);
}

bool
ct_draws_sum_merge(CtDrawsSum *sum, int64_t rows, const int64_t *hi,
				   const int64_t *lo)
{
	int i;

	if (!ct_draws_sum_settle(sum) || rows > CT_DRAWS_SUM_MAX_ROWS - sum->rows)
		return false;
	for (i = 0; i < sum->n; i++)
	{
		sum->hi[i] += (uint64_t) hi[i];
		sum->lo[i] += (uint64_t) lo[i];
	}
	sum->rows += rows;
	return ct_draws_sum_settle(sum);
}

double
ct_draws_sum_value(int64_t hi, int64_t lo)
{
	return (double) hi * 4096 + (double) lo * LO_UNIT + 0.0;
}

size_t
ct_draws_sum_format(int64_t hi, int64_t lo, char *buf)
{
	__int128 value = (__int128) hi * (INT64_C(1) << CT_DRAWS_SUM_LO_BITS) + lo;
	unsigned __int128 rest = value < 0 ? -(unsigned __int128) value
									   : (unsigned __int128) value;
	char digits[CT_DRAWS_SUM_TEXT_MAX];
	size_t n = 0;
	size_t len = 0;

	do
		digits[n++] = (char) ('0' + (int) (rest % 10));
	while ((rest /= 10) > 0);
	if (value < 0)
		buf[len++] = '-';
	while (n > 0)
		buf[len++] = digits[--n];
	buf[len] = '\0';
	return len;
}

bool
ct_draws_sum_parse(const char *text, size_t len, int64_t *hi, int64_t *lo,
				   size_t *used)
{
	const __int128 unit = INT64_C(1) << CT_DRAWS_SUM_LO_BITS;
	const __int128 half = unit / 2;
	bool negative = len > 0 && text[0] == '-';
	size_t i = negative ? 1 : 0;
	size_t first = i;
	__int128 value = 0;
	__int128 floor;

	for (; i < len && ct_is_digit(text[i]); i++)
	{
		if (i - first >= 36)
			return false;
		value = value * 10 + (text[i] - '0');
	}
	if (i == first || (i - first > 1 && text[first] == '0') ||
		(negative && value == 0))
		return false;
	value = negative ? -value : value;
	floor = value + half;
	floor = floor >= 0 ? floor / unit : -((unit - 1 - floor) / unit);
	if (floor < -CT_DRAWS_SUM_MAX_HI || floor > CT_DRAWS_SUM_MAX_HI)
		return false;
	*hi = (int64_t) floor;
	*lo = (int64_t) (value - floor * unit);
	*used = i;
	return ct_draws_sum_pair_valid(*hi, *lo);
}
