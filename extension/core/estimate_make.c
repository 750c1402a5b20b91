/*
 * estimate_make.c
 *		Estimates from numbers: scalars read from text, and doubles.
 */
#include "estimate_internal.h"

#include <string.h>

/* the largest |exponent| of a scalar's last digit; see CtScalar */
#define MAX_SCALAR_SCALE 27
#define MIN_SCALAR_SCALE (-18)

bool
ct_scalar_parse(const char *text, size_t len, CtScalar *out, CtError *err)
{
	bool negative = len > 0 && text[0] == '-';
	size_t start = negative ? 1 : 0;
	uint64_t digits;
	int exponent;
	bool fits;
	size_t used = ct_estimate_digits(text + start, len - start, &digits,
									 &exponent, &fits);

	if (used == 0 || start + used < len)
		return ct_fail(err, CT_ERR_SYNTAX, 0, len, "Expected a number, found",
					   "What is not known is NULL; NaN and infinity are no "
					   "figures.");
	if (exponent < -MAX_SCALAR_SCALE)
	{
		int drop = -MAX_SCALAR_SCALE - exponent;

		digits = drop > 18
					 ? 0
					 : (digits + ct_power10[drop] / 2) / ct_power10[drop];
		exponent = -MAX_SCALAR_SCALE;
	}
	/* few digits may stand for a large number */
	for (; digits > 0 && digits <= CT_EST_MAX_COEF / 10 &&
		   exponent > -MIN_SCALAR_SCALE;
		 exponent--)
		digits *= 10;
	out->coef = negative ? -(int64_t) digits : (int64_t) digits;
	out->scale = digits > 0 ? -exponent : 0;
	if (out->scale >= MIN_SCALAR_SCALE)
		return true;
	return ct_fail(err, CT_ERR_RANGE, 0, len, "Number too large:",
				   "The largest possible figure is 10^18.");
}

CtScalar
ct_scalar_from_int(int64_t value)
{
	/* the 19th digit of a bigint is rounded away */
	CtScalar s = {value, 0};

	if (value > CT_EST_MAX_COEF || value < -CT_EST_MAX_COEF)
	{
		s.coef = (int64_t) ct_div_near(value, 10);
		s.scale = -1;
	}
	return s;
}

/* a scalar in 10^-9 exactly */
static CtOutcome
exact_nano(const CtScalar *s, ct_i128 *value)
{
	int exponent = CT_EST_MAX_SCALE - s->scale;

	*value = s->coef;
	for (; exponent < 0; exponent++)
	{
		if (*value % 10 != 0)
			return CT_OUTCOME_DIGITS;
		*value /= 10;
	}
	for (; exponent > 0; exponent--)
	{
		if (*value > CT_EST_MAX_NANO || *value < -CT_EST_MAX_NANO)
			return CT_OUTCOME_RANGE;
		*value *= 10;
	}
	return *value > CT_EST_MAX_NANO || *value < -CT_EST_MAX_NANO
			   ? CT_OUTCOME_RANGE
			   : CT_OUTCOME_OK;
}

/* figures in order, nothing strict reached, a level only between ends */
static bool
figures_in_order(const CtFigures *f)
{
	bool low = (f->flags & CT_EST_HAS_LOW) != 0;
	bool mid = (f->flags & CT_EST_HAS_MID) != 0;
	bool high = (f->flags & CT_EST_HAS_HIGH) != 0;
	ct_i128 over_low = f->flags & CT_EST_LOW_STRICT ? 1 : 0;
	ct_i128 under_high = f->flags & CT_EST_HIGH_STRICT ? 1 : 0;

	if (low && high &&
		f->high - f->low < (over_low > under_high ? over_low : under_high))
		return false;
	if (low && mid && f->mid < f->low + over_low)
		return false;
	if (high && mid && f->mid > f->high - under_high)
		return false;
	return f->level == 0 || (low && high);
}

static CtOutcome
from_figures(CtFigures *f, CtEstimate *out)
{
	/* what is open is not strict: nothing is lost by saying so */
	if (!(f->flags & CT_EST_HAS_LOW))
		f->flags &= (uint8_t) ~CT_EST_LOW_STRICT;
	if (!(f->flags & CT_EST_HAS_HIGH))
		f->flags &= (uint8_t) ~CT_EST_HIGH_STRICT;
	return figures_in_order(f) ? ct_figures_estimate(f, true, out)
							   : CT_OUTCOME_ORDER;
}

CtOutcome
ct_estimate_make(const CtScalar *low, const CtScalar *mid,
				 const CtScalar *high, uint16_t level, bool low_strict,
				 bool high_strict, CtEstimate *out)
{
	CtFigures f = {0, 0, 0, 0, level};
	CtOutcome outcome = CT_OUTCOME_OK;

	if (low)
		outcome = exact_nano(low, &f.low);
	if (mid && outcome == CT_OUTCOME_OK)
		outcome = exact_nano(mid, &f.mid);
	if (high && outcome == CT_OUTCOME_OK)
		outcome = exact_nano(high, &f.high);
	if (outcome != CT_OUTCOME_OK)
		return outcome;
	f.flags = (uint8_t) ((low ? CT_EST_HAS_LOW : 0) |
						 (mid ? CT_EST_HAS_MID : 0) |
						 (high ? CT_EST_HAS_HIGH : 0) |
						 (low_strict ? CT_EST_LOW_STRICT : 0) |
						 (high_strict ? CT_EST_HIGH_STRICT : 0));
	return from_figures(&f, out);
}

/*
 * The nearest multiple of 10^-9 with at most 15 digits that count: the bits of
 * a double are an integer times a power of two, so integers do it.
 */
static bool
double_nano(double x, ct_i128 *value)
{
	uint64_t bits;
	int exponent;
	ct_i128 unit = 1;

	if (!(x >= -1e18 && x <= 1e18))
		return false;
	memcpy(&bits, &x, sizeof(bits));
	exponent = (int) (bits >> 52 & 2047) - 1075;
	*value = (ct_i128) ((bits & UINT64_C(0xFFFFFFFFFFFFF)) |
						UINT64_C(0x10000000000000)) *
			 (ct_i128) CT_EST_NANO;
	if (exponent >= 0)
		*value <<= exponent;
	else if (exponent < -100)
		*value = 0;
	else
		*value = (*value + ((ct_i128) 1 << (-exponent - 1))) >> -exponent;
	while (*value / unit >= (ct_i128) ct_power10[15])
		unit *= 10;
	*value = ct_div_near(*value, unit) * unit;
	if (bits >> 63)
		*value = -*value;
	return true;
}

static bool
fail_double(CtError *err, CtErrorCode code, const char *what)
{
	return ct_fail(
		err, code, CT_NO_POSITION, 0, what,
		"Figures are finite, at most 10^18 and in order: low <= mid "
		"<= high; a level lies between two ends.");
}

bool
ct_estimate_from_doubles(const double *low, const double *mid,
						 const double *high, double level, CtEstimate *out,
						 CtError *err)
{
	CtFigures f = {0, 0, 0, 0, 0};

	if ((low && !double_nano(*low, &f.low)) ||
		(mid && !double_nano(*mid, &f.mid)) ||
		(high && !double_nano(*high, &f.high)))
		return fail_double(err, CT_ERR_RANGE, "A figure is out of range");
	if (!(level >= 0.0 && level < 0.99995))
		return fail_double(err, CT_ERR_RANGE, "The level is out of range");
	f.level = (uint16_t) (level * CT_EST_LEVEL_UNIT + 0.5);
	f.flags = (uint8_t) ((low ? CT_EST_HAS_LOW : 0) |
						 (mid ? CT_EST_HAS_MID : 0) |
						 (high ? CT_EST_HAS_HIGH : 0));
	switch (figures_in_order(&f) ? ct_figures_estimate(&f, false, out)
								 : CT_OUTCOME_ORDER)
	{
		case CT_OUTCOME_OK:
			return true;
		case CT_OUTCOME_NOTHING:
			return fail_double(err, CT_ERR_SYNTAX, "There is no figure");
		default:
			return fail_double(err, CT_ERR_SYNTAX,
							   "The figures are not in order");
	}
}
