/*
 * estimate_sum.c
 *		Exact sums of estimates, their merging and their result.
 */
#include "estimate_internal.h"
#include "estimate_sum.h"

#include <string.h>

size_t
ct_sum_size(CtSumKind kind)
{
	return kind == CT_SUM_BOUNDS ? CT_BOUNDS_SUM_SIZE
								 : CT_INDEPENDENT_SUM_SIZE;
}

void
ct_sum_init(CtEstimateSum *sum, CtSumKind kind)
{
	memset(sum, 0, ct_sum_size(kind));
	sum->kind = kind;
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
static void
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

static inline void
add_bounds(CtEstimateSum *sum, const CtEstimate *e, ct_i128 unit)
{
	add(sum->low, e->low * unit);
	add(sum->mid, e->mid * unit);
	add(sum->high, e->high * unit);
}

/* One side, in half units: the centre, and from it to the end. */
static void
add_side(uint64_t centre_sum[2], uint64_t squares[4], ct_i128 centre,
		 ct_i128 end, bool negative)
{
	ct_i128 distance = centre - end;
	uint64_t squared[4];

	add(centre_sum, negative ? -centre : centre);
	if (distance == 0)
		return;
	square((ct_u128) (distance < 0 ? -distance : distance), squared);
	add_wide(squares, squared, negative);
}

/* unit is that of the row, negative to take it away */
static void
add_independent(CtEstimateSum *sum, const CtEstimate *e, ct_i128 unit)
{
	bool negative = unit < 0;
	ct_i128 size = negative ? -unit : unit;
	ct_i128 low = e->low * size * 2;
	ct_i128 high = e->high * size * 2;
	ct_i128 centre;

	add(sum->mid, e->mid * unit);
	if (ct_estimate_has_mid(e))
		centre = e->mid * size * 2;
	else if (ct_estimate_has_low(e))
		centre = ct_estimate_has_high(e) ? (low + high) / 2 : low;
	else
		centre = high;
	if (ct_estimate_has_low(e))
		add_side(sum->low, sum->low_squares, centre, low, negative);
	if (ct_estimate_has_high(e))
		add_side(sum->high, sum->high_squares, centre, high, negative);
}

bool
ct_sum_add(CtEstimateSum *sum, const CtEstimate *e)
{
	ct_i128 unit = (ct_i128) ct_power10[CT_EST_MAX_SCALE - e->scale];

	if (sum->rows >= CT_SUM_MAX_ROWS)
		return false;
	sum->rows++;
	if (e->kind != CT_EST_POINT)
		count(sum, e, 1);
	if (sum->kind == CT_SUM_BOUNDS)
		add_bounds(sum, e, unit);
	else
		add_independent(sum, e, unit);
	return true;
}

bool
ct_sum_subtract(CtEstimateSum *sum, const CtEstimate *e)
{
	ct_i128 unit = (ct_i128) ct_power10[CT_EST_MAX_SCALE - e->scale];

	if (sum->rows == 0)
		return false;
	sum->rows--;
	if (e->kind != CT_EST_POINT)
		count(sum, e, UINT64_MAX);
	if (sum->kind == CT_SUM_BOUNDS)
		add_bounds(sum, e, -unit);
	else
		add_independent(sum, e, -unit);
	return true;
}

bool
ct_sum_merge(CtEstimateSum *sum, const CtEstimateSum *other)
{
	if (sum->rows + other->rows > CT_SUM_MAX_ROWS)
		return false;
	sum->rows += other->rows;
	sum->no_low += other->no_low;
	sum->no_mid += other->no_mid;
	sum->no_high += other->no_high;
	sum->strict_low += other->strict_low;
	sum->strict_high += other->strict_high;
	sum->ranges += other->ranges;
	sum->intervals += other->intervals;
	sum->level_sum += other->level_sum;
	sum->level_squares += other->level_squares;
	add(sum->mid, get(other->mid));
	add(sum->low, get(other->low));
	add(sum->high, get(other->high));
	if (sum->kind == CT_SUM_INDEPENDENT)
	{
		add_wide(sum->low_squares, other->low_squares, false);
		add_wide(sum->high_squares, other->high_squares, false);
	}
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

/* the smallest integer whose square is at least the number */
static ct_i128
root_up(const uint64_t number[4])
{
	ct_u128 root = 0;
	int bit;

	for (bit = 126; bit >= 0; bit--)
	{
		if (compare_square(root | (ct_u128) 1 << bit, number) <= 0)
			root |= (ct_u128) 1 << bit;
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

CtOutcome
ct_sum_result(const CtEstimateSum *sum, bool average, CtEstimate *out)
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
	if (sum->strict_low > 0 && sum->no_low == 0)
		f.flags |= CT_EST_LOW_STRICT;
	if (sum->strict_high > 0 && sum->no_high == 0)
		f.flags |= CT_EST_HIGH_STRICT;
	f.level = common_level(sum);
	if (f.flags & CT_EST_HAS_MID)
		f.mid = ct_div_near(get(sum->mid), by);
	if (sum->kind == CT_SUM_INDEPENDENT)
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
