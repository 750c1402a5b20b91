/*
 * estimate_arith.c
 *		Arithmetic of an estimate with a number, and the ratio of two.
 *
 * Every result is computed in units of 10^-9: ends away from the middle, so
 * that they stay ends, mid to the nearest.
 */
#include "estimate_internal.h"

typedef enum Rounding
{
	DOWN,
	NEAREST,
	UP
} Rounding;

/* 256 bits, least significant first */
typedef struct Wide
{
	uint64_t limb[4];
} Wide;

/* false when the product needs more than 256 bits */
static bool
wide_multiply(Wide *w, uint64_t by)
{
	ct_u128 carry = 0;
	int i;

	for (i = 0; i < 4; i++)
	{
		carry += (ct_u128) w->limb[i] * by;
		w->limb[i] = (uint64_t) carry;
		carry >>= 64;
	}
	return carry == 0;
}

/* the quotient, rounded down; the remainder */
static uint64_t
wide_divide(Wide *w, uint64_t by)
{
	ct_u128 rest = 0;
	int i;

	for (i = 3; i >= 0; i--)
	{
		rest = rest << 64 | w->limb[i];
		w->limb[i] = (uint64_t) (rest / by);
		rest %= by;
	}
	return (uint64_t) rest;
}

/*
 * a * b * 10^exponent / d rounded down; *inexact says whether it was.  a, b
 * and d are at most 10^18, so that the exponents of scalars (at most 37) stay
 * within 256 bits.  False when the result exceeds the largest figure.
 */
static bool
scaled_down(uint64_t a, uint64_t b, uint64_t d, int exponent, ct_i128 *value,
			bool *inexact)
{
	Wide w = {{0, 0, 0, 0}};
	ct_u128 product = (ct_u128) a * b;
	ct_u128 result;
	int step;

	/* whole figures times whole numbers */
	if (d == 1 && exponent >= 0 && exponent <= 18 && product >> 62 == 0)
	{
		result = product * ct_power10[exponent];
		*inexact = false;
	}
	else
	{
		w.limb[0] = (uint64_t) product;
		w.limb[1] = (uint64_t) (product >> 64);
		for (; exponent > 0; exponent -= step)
		{
			step = exponent < 18 ? exponent : 18;
			if (!wide_multiply(&w, ct_power10[step]))
				return false;
		}
		*inexact = wide_divide(&w, d) != 0;
		for (; exponent < 0; exponent += step)
		{
			step = exponent > -18 ? -exponent : 18;
			*inexact |= wide_divide(&w, ct_power10[step]) != 0;
		}
		if (w.limb[3] != 0 || w.limb[2] != 0)
			return false;
		result = (ct_u128) w.limb[1] << 64 | w.limb[0];
	}
	/* ten times as much is still a number, for the digit that rounds */
	if (result > (ct_u128) CT_EST_MAX_NANO * 10)
		return false;
	*value = (ct_i128) result;
	return true;
}

static uint64_t
magnitude(int64_t value)
{
	return value < 0 ? 0 - (uint64_t) value : (uint64_t) value;
}

/* a * b * 10^exponent / d with signs, in 10^-9 */
static bool
scaled(int64_t a, int64_t b, int64_t d, int exponent, Rounding rounding,
	   ct_i128 *value)
{
	bool negative = ((a < 0) != (b < 0)) != (d < 0);
	bool inexact;

	exponent += CT_EST_MAX_SCALE;
	if (rounding == NEAREST)
	{
		if (!scaled_down(magnitude(a), magnitude(b), magnitude(d),
						 exponent + 1, value, &inexact))
			return false;
		*value = (*value + 5) / 10;
	}
	else
	{
		if (!scaled_down(magnitude(a), magnitude(b), magnitude(d), exponent,
						 value, &inexact))
			return false;
		if (inexact && (rounding == UP) != negative)
			(*value)++;
	}
	if (negative)
		*value = -*value;
	return *value >= -CT_EST_MAX_NANO && *value <= CT_EST_MAX_NANO;
}

static uint8_t
swapped(uint8_t flags)
{
	return (uint8_t) ((flags & CT_EST_HAS_MID) |
					  (flags & CT_EST_HAS_LOW ? CT_EST_HAS_HIGH : 0) |
					  (flags & CT_EST_HAS_HIGH ? CT_EST_HAS_LOW : 0) |
					  (flags & CT_EST_LOW_STRICT ? CT_EST_HIGH_STRICT : 0) |
					  (flags & CT_EST_HIGH_STRICT ? CT_EST_LOW_STRICT : 0));
}

void
ct_estimate_negate(const CtEstimate *e, CtEstimate *out)
{
	CtEstimate result = *e;

	result.low = -e->high;
	result.mid = -e->mid;
	result.high = -e->low;
	result.flags = swapped(e->flags);
	*out = result;
}

static void
point_zero(CtEstimate *out)
{
	CtFigures f = {0, 0, 0, CT_EST_HAS_ALL, 0};

	(void) ct_figures_estimate(&f, true, out);
}

/* e times s, or e divided by s that is not zero; e_scale is that of e */
static CtOutcome
by_scalar(const CtEstimate *e, int e_scale, CtScalar s, bool divide,
		  CtEstimate *out)
{
	CtEstimate turned = *e;
	int exponent = divide ? s.scale - e_scale : -s.scale - e_scale;
	int64_t by = s.coef < 0 ? -s.coef : s.coef;
	int64_t factor = divide ? 1 : by;
	int64_t divisor = divide ? by : 1;
	CtFigures f;

	if (s.coef < 0)
		ct_estimate_negate(e, &turned);
	f.flags = turned.flags;
	f.level = turned.level;
	if (!scaled(turned.low, factor, divisor, exponent, DOWN, &f.low) ||
		!scaled(turned.mid, factor, divisor, exponent, NEAREST, &f.mid) ||
		!scaled(turned.high, factor, divisor, exponent, UP, &f.high))
		return CT_OUTCOME_RANGE;
	/* a point stays one, rounded to the nearest */
	if (e->kind == CT_EST_POINT)
		f.low = f.high = f.mid;
	return ct_figures_estimate(&f, false, out);
}

CtOutcome
ct_estimate_multiply(const CtEstimate *e, CtScalar s, CtEstimate *out)
{
	if (s.coef == 0)
	{
		point_zero(out);
		return CT_OUTCOME_OK;
	}
	return by_scalar(e, e->scale, s, false, out);
}

CtOutcome
ct_estimate_divide(const CtEstimate *e, CtScalar s, CtEstimate *out)
{
	return s.coef == 0 ? CT_OUTCOME_ZERO
					   : by_scalar(e, e->scale, s, true, out);
}

/* a scalar in 10^-9 */
static bool
scalar_nano(CtScalar s, Rounding rounding, ct_i128 *value)
{
	return scaled(s.coef, 1, 1, -s.scale, rounding, value);
}

CtOutcome
ct_estimate_add(const CtEstimate *e, CtScalar s, CtEstimate *out)
{
	CtFigures f;
	ct_i128 down;
	ct_i128 nearest;
	ct_i128 up;

	if (!scalar_nano(s, DOWN, &down) || !scalar_nano(s, NEAREST, &nearest) ||
		!scalar_nano(s, UP, &up))
		return CT_OUTCOME_RANGE;
	ct_estimate_figures(e, &f);
	f.low += f.flags & CT_EST_HAS_LOW ? down : 0;
	f.mid += f.flags & CT_EST_HAS_MID ? nearest : 0;
	f.high += f.flags & CT_EST_HAS_HIGH ? up : 0;
	if (e->kind == CT_EST_POINT)
		f.low = f.high = f.mid;
	return ct_figures_estimate(&f, false, out);
}

/*
 * One end of a / b for b at least 0: the figure of a over the end of b that
 * makes the quotient the most extreme, which is far (the high end, open: the
 * quotient goes to 0) or near (the low end, 0: it goes beyond every figure).
 */
static CtOutcome
ratio_end(int64_t a, int a_scale, bool a_strict, const CtEstimate *b, bool far,
		  Rounding rounding, ct_i128 *value, bool *there, bool *strict)
{
	int64_t d = far ? b->high : b->low;
	bool open = far && !ct_estimate_has_high(b);

	*value = 0;
	*there = true;
	*strict = a_strict;
	if (a == 0)
		return CT_OUTCOME_OK;
	if (open)
	{
		*strict = true;
		return CT_OUTCOME_OK;
	}
	if (d == 0)
	{
		*there = false;
		return CT_OUTCOME_OK;
	}
	*strict |= far ? ct_estimate_high_strict(b) : ct_estimate_low_strict(b);
	return scaled(a, 1, d, b->scale - a_scale, rounding, value)
			   ? CT_OUTCOME_OK
			   : CT_OUTCOME_RANGE;
}

/* the ends of a / b for b at least 0; a_scale is that of a */
static CtOutcome
ratio_ends(const CtEstimate *a, int a_scale, const CtEstimate *b, CtFigures *f)
{
	CtOutcome outcome;
	bool there;
	bool strict;

	if (ct_estimate_has_low(a))
	{
		outcome = ratio_end(a->low, a_scale, ct_estimate_low_strict(a), b,
							a->low > 0, DOWN, &f->low, &there, &strict);
		if (outcome != CT_OUTCOME_OK)
			return outcome;
		if (there)
			f->flags |= (uint8_t) (CT_EST_HAS_LOW |
								   (strict ? CT_EST_LOW_STRICT : 0));
	}
	if (ct_estimate_has_high(a))
	{
		outcome = ratio_end(a->high, a_scale, ct_estimate_high_strict(a), b,
							a->high < 0, UP, &f->high, &there, &strict);
		if (outcome != CT_OUTCOME_OK)
			return outcome;
		if (there)
			f->flags |= (uint8_t) (CT_EST_HAS_HIGH |
								   (strict ? CT_EST_HIGH_STRICT : 0));
	}
	return CT_OUTCOME_OK;
}

/*
 * a / b.  The scale of a stands apart, since that of a number may be one that
 * no estimate has.
 */
static CtOutcome
ratio(const CtEstimate *a, int a_scale, const CtEstimate *b, CtEstimate *out)
{
	CtFigures f = {0, 0, 0, 0, 0};
	CtEstimate over;
	CtEstimate under;
	bool below = ct_estimate_has_high(b) && b->high <= 0;
	CtOutcome outcome;

	if (b->kind == CT_EST_POINT)
		return b->mid == 0
				   ? CT_OUTCOME_ZERO
				   : by_scalar(a, a_scale, (CtScalar){b->mid, b->scale}, true,
							   out);
	if (below)
	{
		ct_estimate_negate(a, &over);
		ct_estimate_negate(b, &under);
	}
	else
	{
		over = *a;
		under = *b;
	}
	if (ct_estimate_has_low(&under) && under.low >= 0)
	{
		outcome = ratio_ends(&over, a_scale, &under, &f);
		if (outcome != CT_OUTCOME_OK)
			return outcome;
		f.level = a->kind == CT_EST_POINT ? b->level : 0;
	}
	/* zero, of which nothing but the sign of the divisor is not known */
	else if (a->kind == CT_EST_POINT && a->mid == 0)
	{
		point_zero(out);
		return CT_OUTCOME_OK;
	}
	if (ct_estimate_has_mid(a) && ct_estimate_has_mid(b) && b->mid != 0)
	{
		if (!scaled(a->mid, 1, b->mid, b->scale - a_scale, NEAREST, &f.mid))
			return CT_OUTCOME_RANGE;
		f.flags |= CT_EST_HAS_MID;
	}
	return ct_figures_estimate(&f, false, out);
}

CtOutcome
ct_estimate_ratio(const CtEstimate *a, const CtEstimate *b, CtEstimate *out)
{
	return ratio(a, a->scale, b, out);
}

CtOutcome
ct_estimate_over(CtScalar s, const CtEstimate *b, CtEstimate *out)
{
	CtEstimate a = {.low = s.coef,
					.mid = s.coef,
					.high = s.coef,
					.format = CT_EST_FORMAT,
					.kind = CT_EST_POINT,
					.flags = CT_EST_HAS_ALL};

	return ratio(&a, s.scale, b, out);
}

CtOutcome
ct_estimate_rounded(const CtEstimate *e, int decimals, CtEstimate *out)
{
	CtFigures f;
	ct_i128 unit = 1;
	int i;

	for (i = decimals; i < CT_EST_MAX_SCALE; i++)
		unit *= 10;
	ct_estimate_figures(e, &f);
	f.mid = ct_div_near(f.mid, unit) * unit;
	if (e->kind == CT_EST_POINT)
		f.low = f.high = f.mid;
	else
	{
		f.low = ct_div_down(f.low, unit) * unit;
		f.high = ct_div_up(f.high, unit) * unit;
	}
	return ct_figures_estimate(&f, false, out);
}

/* the sign of figure / 10^scale - s */
static int
compare_scalar(int64_t figure, int scale, CtScalar s)
{
	/* what the smaller unit adds is at most 27 + 18 digits: two steps */
	ct_i128 a = figure;
	ct_i128 b = s.coef;
	int up = s.scale - scale;

	for (; up > 0; up--)
	{
		if (a > CT_EST_MAX_NANO || a < -CT_EST_MAX_NANO)
			return a > 0 ? 1 : -1;
		a *= 10;
	}
	for (; up < 0; up++)
	{
		if (b > CT_EST_MAX_NANO || b < -CT_EST_MAX_NANO)
			return b > 0 ? -1 : 1;
		b *= 10;
	}
	return (a > b) - (a < b);
}

bool
ct_estimate_holds(const CtEstimate *e, CtScalar s)
{
	int c;

	if (ct_estimate_has_low(e))
	{
		c = compare_scalar(e->low, e->scale, s);
		if (c > 0 || (c == 0 && ct_estimate_low_strict(e)))
			return false;
	}
	if (ct_estimate_has_high(e))
	{
		c = compare_scalar(e->high, e->scale, s);
		if (c < 0 || (c == 0 && ct_estimate_high_strict(e)))
			return false;
	}
	return true;
}
