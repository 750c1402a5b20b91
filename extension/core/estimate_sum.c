/*
 * estimate_sum.c
 *		Exact sums of estimates, their merging and their result.
 */
#include "estimate_internal.h"
#include "estimate_sum.h"

#include <math.h>
#include <string.h>

size_t
ct_sum_size(CtSumKind kind)
{
	return kind == CT_SUM_BOUNDS ? CT_BOUNDS_SUM_SIZE
								 : CT_INDEPENDENT_SUM_SIZE;
}

void
ct_sum_init(CtSumKind kind, CtEstimateSum *sum)
{
	memset(sum, 0, ct_sum_size(kind));
}

static inline ct_i128
get(const uint64_t word[2])
{
	return (ct_i128) ((ct_u128) word[1] << 64 | word[0]);
}

static inline void
put(uint64_t word[2], ct_i128 value)
{
	word[0] = (uint64_t) (ct_u128) value;
	word[1] = (uint64_t) ((ct_u128) value >> 64);
}

static inline void
add(uint64_t word[2], ct_i128 value)
{
	put(word, get(word) + value);
}

/* word += by, or with negative word -= by, modulo 2^256 */
static inline void
add_wide(uint64_t word[4], const uint64_t by[4], bool negative)
{
	ct_u128 carry = negative ? 1 : 0;
	int i;

	for (i = 0; i < 4; i++)
	{
		carry += (ct_u128) word[i] + (negative ? ~by[i] : by[i]);
		word[i] = (uint64_t) carry;
		carry >>= 64;
	}
}

/* the square of a number of at most 128 bits */
static void
square(ct_u128 n, uint64_t result[4])
{
	uint64_t low = (uint64_t) n;
	uint64_t high = (uint64_t) (n >> 64);
	ct_u128 part = (ct_u128) low * low;
	ct_u128 cross = (ct_u128) low * high;

	result[0] = (uint64_t) part;
	part = (part >> 64) + (uint64_t) cross + (uint64_t) cross;
	result[1] = (uint64_t) part;
	part = (part >> 64) + (cross >> 64) + (cross >> 64) +
		   (uint64_t) ((ct_u128) high * high);
	result[2] = (uint64_t) part;
	part = (part >> 64) + ((ct_u128) high * high >> 64);
	result[3] = (uint64_t) part;
}

/* word += n^2, or with negative word -= n^2, modulo 2^256 */
static inline void
add_square(uint64_t word[4], ct_u128 n, bool negative)
{
	if (n >> 64 == 0)
	{
		/* most often: the upper words change with a carry only */
		ct_u128 by = (ct_u128) (uint64_t) n * (uint64_t) n;
		ct_u128 old = (ct_u128) word[1] << 64 | word[0];
		ct_u128 sum = negative ? old - by : old + by;

		put(word, (ct_i128) sum);
		if (negative && old < by)
			word[3] -= word[2]-- == 0 ? 1 : 0;
		else if (!negative && sum < by)
			word[3] += ++word[2] == 0 ? 1 : 0;
	}
	else
	{
		uint64_t squared[4];

		square(n, squared);
		add_wide(word, squared, negative);
	}
}

/*
 * What is counted of a row that is not a point, the common case apart.  by is
 * 1 or, modulo 2^64, -1.
 */
static void
count(CtEstimateSum *sum, const CtEstimate *e, uint64_t by)
{
	uint64_t level = e->level;

	sum->no_low += ct_estimate_has_low(e) ? 0 : by;
	sum->no_mid += ct_estimate_has_mid(e) ? 0 : by;
	sum->no_high += ct_estimate_has_high(e) ? 0 : by;
	sum->strict_low += ct_estimate_low_strict(e) ? by : 0;
	sum->strict_high += ct_estimate_high_strict(e) ? by : 0;
	sum->ranges += e->kind == CT_EST_RANGE ? by : 0;
	sum->intervals += e->kind == CT_EST_INTERVAL ? by : 0;
	sum->level_sum += level * by;
	sum->level_squares += level * level * by;
}

/*
 * unit is 10^-scale of the row in 10^-9, negative to take the row away: a
 * product of two 64-bit numbers.
 */
static inline void
add_bounds(CtEstimateSum *sum, const CtEstimate *e, int64_t unit)
{
	add(sum->mid, (ct_i128) e->mid * unit);
	add(sum->low, (ct_i128) e->low * unit);
	add(sum->high, (ct_i128) e->high * unit);
}

/* One side, in half units: the centre, and from it to the end. */
static inline void
add_side(uint64_t centre_sum[2], uint64_t squares[4], ct_i128 centre,
		 ct_i128 end, bool negative)
{
	ct_i128 distance = centre - end;

	add(centre_sum, negative ? -centre : centre);
	add_square(squares, (ct_u128) (distance < 0 ? -distance : distance),
			   negative);
}

static void
add_independent(CtEstimateSum *sum, const CtEstimate *e, int64_t unit)
{
	bool negative = unit < 0;
	int64_t half = (negative ? -unit : unit) * 2;
	ct_i128 low = (ct_i128) e->low * half;
	ct_i128 high = (ct_i128) e->high * half;
	ct_i128 centre;

	add(sum->mid, (ct_i128) e->mid * unit);
	if (ct_estimate_has_mid(e))
		centre = (ct_i128) e->mid * half;
	else if (ct_estimate_has_low(e))
		centre = ct_estimate_has_high(e) ? (low + high) / 2 : low;
	else
		centre = high;
	if (ct_estimate_has_low(e))
		add_side(sum->low, sum->low_squares, centre, low, negative);
	if (ct_estimate_has_high(e))
		add_side(sum->high, sum->high_squares, centre, high, negative);
}

static inline int64_t
unit_of(const CtEstimate *e)
{
	return (int64_t) ct_power10[CT_EST_MAX_SCALE - e->scale];
}

bool
ct_sum_add(CtSumKind kind, CtEstimateSum *sum, const CtEstimate *e)
{
	if (sum->rows >= CT_SUM_MAX_ROWS)
		return false;
	sum->rows++;
	if (e->kind != CT_EST_POINT)
		count(sum, e, 1);
	if (kind == CT_SUM_BOUNDS)
		add_bounds(sum, e, unit_of(e));
	else
		add_independent(sum, e, unit_of(e));
	return true;
}

bool
ct_sum_subtract(CtSumKind kind, CtEstimateSum *sum, const CtEstimate *e)
{
	if (sum->rows == 0)
		return false;
	sum->rows--;
	if (e->kind != CT_EST_POINT)
		count(sum, e, UINT64_MAX);
	if (kind == CT_SUM_BOUNDS)
		add_bounds(sum, e, -unit_of(e));
	else
		add_independent(sum, e, -unit_of(e));
	return true;
}

/* by is 1 or, modulo 2^64, -1 */
static void
add_sum(CtSumKind kind, CtEstimateSum *sum, const CtEstimateSum *other,
		uint64_t by)
{
	ct_i128 sign = by == 1 ? 1 : -1;

	sum->rows += other->rows * by;
	sum->no_low += other->no_low * by;
	sum->no_mid += other->no_mid * by;
	sum->no_high += other->no_high * by;
	sum->strict_low += other->strict_low * by;
	sum->strict_high += other->strict_high * by;
	sum->ranges += other->ranges * by;
	sum->intervals += other->intervals * by;
	sum->level_sum += other->level_sum * by;
	sum->level_squares += other->level_squares * by;
	add(sum->mid, get(other->mid) * sign);
	add(sum->low, get(other->low) * sign);
	add(sum->high, get(other->high) * sign);
	if (kind == CT_SUM_INDEPENDENT)
	{
		add_wide(sum->low_squares, other->low_squares, sign < 0);
		add_wide(sum->high_squares, other->high_squares, sign < 0);
	}
}

bool
ct_sum_merge(CtSumKind kind, CtEstimateSum *sum, const CtEstimateSum *other)
{
	if (sum->rows + other->rows > CT_SUM_MAX_ROWS)
		return false;
	add_sum(kind, sum, other, 1);
	return true;
}

bool
ct_sum_unmerge(CtSumKind kind, CtEstimateSum *sum, const CtEstimateSum *other)
{
	if (sum->rows < other->rows)
		return false;
	add_sum(kind, sum, other, UINT64_MAX);
	return true;
}

/* -1, 0 or 1: the square of n against the number */
static int
compare_square(ct_u128 n, const uint64_t number[4])
{
	uint64_t squared[4];
	int i;

	square(n, squared);
	for (i = 3; i >= 0; i--)
	{
		if (squared[i] != number[i])
			return squared[i] > number[i] ? 1 : -1;
	}
	return 0;
}

/*
 * The root of a number below 2^128, rounded down: a step of Newton's leads
 * from the rounded root to the exact one, or a little above.
 */
static ct_u128
small_root(const uint64_t number[4])
{
	ct_u128 n = (ct_u128) number[1] << 64 | number[0];
	ct_u128 root = (ct_u128) sqrt((double) n);

	if (root == 0)
		return 0;
	root = (root + n / root) / 2;
	while (compare_square(root, number) > 0)
		root--;
	return root;
}

/* The smallest integer whose square is at least the number, below 2^254. */
static ct_i128
root_up(const uint64_t number[4])
{
	ct_u128 root = 0;
	int bit;

	if ((number[2] | number[3]) == 0)
		root = small_root(number);
	else
	{
		for (bit = 126; bit >= 0; bit--)
		{
			if (compare_square(root | (ct_u128) 1 << bit, number) <= 0)
				root |= (ct_u128) 1 << bit;
		}
	}
	return (ct_i128) (compare_square(root, number) == 0 ? root : root + 1);
}

/* the level that all intervals have; else 0 */
static uint16_t
common_level(const CtEstimateSum *sum)
{
	if (sum->intervals == 0 || sum->ranges > 0)
		return 0;
	/* the mean of squares is the square of the mean only for equal numbers */
	if ((ct_u128) sum->intervals * sum->level_squares !=
		(ct_u128) sum->level_sum * sum->level_sum)
		return 0;
	return (uint16_t) (sum->level_sum / sum->intervals);
}

/*
 * Independent lies within bounds, both around the mid: the root of squares is
 * at most the sum of the distances, an integer, and so is the root rounded up;
 * what follows (division, digits) rounds both alike, away from the mid.
 */
CtOutcome
ct_sum_result(CtSumKind kind, const CtEstimateSum *sum, bool average,
			  CtEstimate *out)
{
	CtFigures f = {0, 0, 0, 0, 0};
	ct_i128 by = average ? (ct_i128) sum->rows : 1;
	ct_i128 low = get(sum->low);
	ct_i128 high = get(sum->high);

	if (sum->rows == 0)
		return CT_OUTCOME_NOTHING;
	if (sum->no_low == 0)
		f.flags |= CT_EST_HAS_LOW;
	if (sum->no_mid == 0)
		f.flags |= CT_EST_HAS_MID;
	if (sum->no_high == 0)
		f.flags |= CT_EST_HAS_HIGH;
	/* of an end that is open the value drops it */
	if (sum->strict_low > 0)
		f.flags |= CT_EST_LOW_STRICT;
	if (sum->strict_high > 0)
		f.flags |= CT_EST_HIGH_STRICT;
	f.level = common_level(sum);
	if (f.flags & CT_EST_HAS_MID)
		f.mid = ct_div_near(get(sum->mid), by);
	if (kind == CT_SUM_INDEPENDENT)
	{
		low -= root_up(sum->low_squares);
		high += root_up(sum->high_squares);
		by *= 2;
	}
	if (f.flags & CT_EST_HAS_LOW)
		f.low = ct_div_down(low, by);
	if (f.flags & CT_EST_HAS_HIGH)
		f.high = ct_div_up(high, by);
	/* points divided stay one */
	if ((f.flags & CT_EST_HAS_ALL) == CT_EST_HAS_ALL && low == high)
		f.low = f.high = f.mid;
	return ct_figures_estimate(&f, false, out);
}
