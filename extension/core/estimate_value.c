/*
 * estimate_value.c
 *		From figures to the value and back, its validity and its order.
 */
#include "estimate_internal.h"

#include <string.h>

const uint64_t ct_power10[19] = {UINT64_C(1),
								 UINT64_C(10),
								 UINT64_C(100),
								 UINT64_C(1000),
								 UINT64_C(10000),
								 UINT64_C(100000),
								 UINT64_C(1000000),
								 UINT64_C(10000000),
								 UINT64_C(100000000),
								 UINT64_C(1000000000),
								 UINT64_C(10000000000),
								 UINT64_C(100000000000),
								 UINT64_C(1000000000000),
								 UINT64_C(10000000000000),
								 UINT64_C(100000000000000),
								 UINT64_C(1000000000000000),
								 UINT64_C(10000000000000000),
								 UINT64_C(100000000000000000),
								 UINT64_C(1000000000000000000)};

#define ENDS (CT_EST_HAS_LOW | CT_EST_HAS_HIGH)

/* Both are exact up to 2^53, so the quotient is rounded once there. */
static double
as_double(int64_t coef, int scale)
{
	return (double) coef / (double) ct_power10[scale];
}

double
ct_estimate_low(const CtEstimate *e)
{
	return as_double(e->low, e->scale);
}

double
ct_estimate_mid(const CtEstimate *e)
{
	return as_double(e->mid, e->scale);
}

double
ct_estimate_high(const CtEstimate *e)
{
	return as_double(e->high, e->scale);
}

ct_i128
ct_div_down(ct_i128 n, ct_i128 d)
{
	ct_i128 q = n / d;

	return n % d < 0 ? q - 1 : q;
}

ct_i128
ct_div_up(ct_i128 n, ct_i128 d)
{
	ct_i128 q = n / d;

	return n % d > 0 ? q + 1 : q;
}

ct_i128
ct_div_near(ct_i128 n, ct_i128 d)
{
	ct_i128 q = n / d;
	ct_i128 rest = n % d;

	if (rest < 0)
		return -rest >= d + rest ? q - 1 : q;
	return rest >= d - rest ? q + 1 : q;
}

void
ct_estimate_figures(const CtEstimate *e, CtFigures *f)
{
	ct_i128 unit = (ct_i128) ct_power10[CT_EST_MAX_SCALE - e->scale];

	f->low = e->low * unit;
	f->mid = e->mid * unit;
	f->high = e->high * unit;
	f->flags = e->flags;
	f->level = e->level;
}

/* An end that is reached is not strict, one that is open neither. */
static void
settle_flags(CtFigures *f)
{
	bool meet = (f->flags & ENDS) == ENDS && f->low == f->high;
	bool mid = (f->flags & CT_EST_HAS_MID) != 0;

	if (!(f->flags & CT_EST_HAS_LOW) || meet || (mid && f->mid == f->low))
		f->flags &= (uint8_t) ~CT_EST_LOW_STRICT;
	if (!(f->flags & CT_EST_HAS_HIGH) || meet || (mid && f->mid == f->high))
		f->flags &= (uint8_t) ~CT_EST_HIGH_STRICT;
	if (meet)
	{
		f->mid = f->low;
		f->flags = CT_EST_HAS_ALL;
	}
	if (meet || (f->flags & ENDS) != ENDS)
		f->level = 0;
}

static CtEstimateKind
kind_of(uint8_t flags, bool meet, uint16_t level)
{
	if ((flags & ENDS) != ENDS)
		return CT_EST_OPEN;
	if (meet)
		return CT_EST_POINT;
	return level > 0 ? CT_EST_INTERVAL : CT_EST_RANGE;
}

static bool
all_divide(const CtFigures *f, ct_i128 by)
{
	return f->low % by == 0 && f->mid % by == 0 && f->high % by == 0;
}

static bool
all_fit(const CtFigures *f, ct_i128 unit)
{
	ct_i128 most = CT_EST_MAX_COEF * unit;

	return f->low >= -most && f->low <= most && f->mid >= -most &&
		   f->mid <= most && f->high >= -most && f->high <= most;
}

/* the largest power of ten, of at most 9, that divides all figures */
static int
common_zeros(const CtFigures *f)
{
	int zeros = 0;

	/* most figures are whole */
	if (all_divide(f, (ct_i128) CT_EST_NANO))
		return CT_EST_MAX_SCALE;
	while (all_divide(f, (ct_i128) ct_power10[zeros + 1]))
		zeros++;
	return zeros;
}

/* Round to at most 18 digits; returns the power of ten that divides all. */
static int
round_figures(CtFigures *f, int drop)
{
	ct_i128 unit;

	while (!all_fit(f, (ct_i128) ct_power10[drop]))
		drop++;
	unit = (ct_i128) ct_power10[drop];
	f->mid = ct_div_near(f->mid, unit) * unit;
	f->low = ct_div_down(f->low, unit) * unit;
	f->high = ct_div_up(f->high, unit) * unit;
	return common_zeros(f);
}

CtOutcome
ct_figures_estimate(CtFigures *f, bool exact, CtEstimate *out)
{
	bool point = (f->flags & ENDS) == ENDS && f->low == f->high;
	int drop;
	ct_i128 unit;

	if ((f->flags & CT_EST_HAS_ALL) == 0)
		return CT_OUTCOME_NOTHING;
	if (!all_fit(f, (ct_i128) CT_EST_NANO))
		return CT_OUTCOME_RANGE;
	if (point)
		f->mid = f->low;
	drop = common_zeros(f);
	if (!all_fit(f, (ct_i128) ct_power10[drop]))
	{
		if (exact)
			return CT_OUTCOME_DIGITS;
		drop = round_figures(f, drop);
		if (point)
			f->low = f->high = f->mid;
		drop = point ? common_zeros(f) : drop;
	}
	settle_flags(f);
	unit = (ct_i128) ct_power10[drop];
	memset(out, 0, sizeof(*out));
	out->low = (int64_t) (f->low / unit);
	out->mid = (int64_t) (f->mid / unit);
	out->high = (int64_t) (f->high / unit);
	out->format = CT_EST_FORMAT;
	out->flags = f->flags;
	out->scale = (uint8_t) (CT_EST_MAX_SCALE - drop);
	out->level = f->level;
	out->kind = (uint8_t) kind_of(f->flags, f->low == f->high, f->level);
	return CT_OUTCOME_OK;
}

/* Are the figures of f in order, and what is strict not reached? */
static bool
in_order(const CtEstimate *e)
{
	bool low = ct_estimate_has_low(e);
	bool mid = ct_estimate_has_mid(e);
	bool high = ct_estimate_has_high(e);

	if (low && high &&
		(e->low > e->high ||
		 (e->low == e->high && (e->flags != CT_EST_HAS_ALL || e->level != 0))))
		return false;
	if (low && mid &&
		(e->mid < e->low || (e->mid == e->low && ct_estimate_low_strict(e))))
		return false;
	return !(high && mid &&
			 (e->mid > e->high ||
			  (e->mid == e->high && ct_estimate_high_strict(e))));
}

static bool
coefficient_valid(int64_t coef, bool there)
{
	return there ? coef >= -CT_EST_MAX_COEF && coef <= CT_EST_MAX_COEF
				 : coef == 0;
}

bool
ct_estimate_valid(const CtEstimate *e)
{
	bool low = ct_estimate_has_low(e);
	bool high = ct_estimate_has_high(e);

	if (e->format != CT_EST_FORMAT || e->reserved != 0 ||
		(e->flags & ~CT_EST_FLAGS) != 0 || e->scale > CT_EST_MAX_SCALE ||
		(e->flags & CT_EST_HAS_ALL) == 0)
		return false;
	if (!coefficient_valid(e->low, low) ||
		!coefficient_valid(e->mid, ct_estimate_has_mid(e)) ||
		!coefficient_valid(e->high, high))
		return false;
	if ((ct_estimate_low_strict(e) && !low) ||
		(ct_estimate_high_strict(e) && !high) ||
		e->level >= CT_EST_LEVEL_UNIT || (e->level > 0 && !(low && high)))
		return false;
	/* the scale is the smallest that holds all figures */
	if (e->scale > 0 && e->low % 10 == 0 && e->mid % 10 == 0 &&
		e->high % 10 == 0)
		return false;
	return in_order(e) &&
		   e->kind == kind_of(e->flags, e->low == e->high, e->level);
}

/* twice what the order goes by first, in 10^-scale; at most 2 10^18 */
static int64_t
twice_position(const CtEstimate *e)
{
	if (ct_estimate_has_mid(e))
		return 2 * e->mid;
	if (ct_estimate_has_low(e))
		return ct_estimate_has_high(e) ? e->low + e->high : 2 * e->low;
	return 2 * e->high;
}

static int
compare_scaled(int64_t a, int a_scale, int64_t b, int b_scale)
{
	if (a_scale == b_scale)
		return (a > b) - (a < b);
	{
		ct_i128 x = (ct_i128) a * ct_power10[CT_EST_MAX_SCALE - a_scale];
		ct_i128 y = (ct_i128) b * ct_power10[CT_EST_MAX_SCALE - b_scale];

		return (x > y) - (x < y);
	}
}

int
ct_estimate_compare(const CtEstimate *a, const CtEstimate *b)
{
	int c = compare_scaled(twice_position(a), a->scale, twice_position(b),
						   b->scale);

	if (c != 0)
		return c;
	c = (int) ct_estimate_has_low(a) - (int) ct_estimate_has_low(b);
	if (c == 0)
		c = compare_scaled(a->low, a->scale, b->low, b->scale);
	if (c == 0)
		c = (int) ct_estimate_low_strict(a) - (int) ct_estimate_low_strict(b);
	if (c == 0)
		c = (int) ct_estimate_has_high(b) - (int) ct_estimate_has_high(a);
	if (c == 0)
		c = compare_scaled(a->high, a->scale, b->high, b->scale);
	if (c == 0)
		c = (int) ct_estimate_high_strict(b) -
			(int) ct_estimate_high_strict(a);
	if (c == 0)
		c = (int) a->kind - (int) b->kind;
	if (c == 0)
		c = (int) ct_estimate_has_mid(a) - (int) ct_estimate_has_mid(b);
	if (c == 0)
		c = (int) a->level - (int) b->level;
	return (c > 0) - (c < 0);
}

/* One rounding of an exact integer, so that it is monotonic over all scales */
double
ct_estimate_sort_key(const CtEstimate *e)
{
	return (double) ((ct_i128) twice_position(e) *
					 ct_power10[CT_EST_MAX_SCALE - e->scale]);
}

/* Does a end before b begins? */
static bool
ends_before(const CtEstimate *a, const CtEstimate *b)
{
	int c;

	if (!ct_estimate_has_high(a) || !ct_estimate_has_low(b))
		return false;
	c = compare_scaled(a->high, a->scale, b->low, b->scale);
	return c < 0 || (c == 0 && (ct_estimate_high_strict(a) ||
								ct_estimate_low_strict(b)));
}

bool
ct_estimate_overlaps(const CtEstimate *a, const CtEstimate *b)
{
	return !ends_before(a, b) && !ends_before(b, a);
}
