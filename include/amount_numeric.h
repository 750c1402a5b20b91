/*
 * amount_numeric.h
 *		Amounts of the core from and to SQL numbers.
 */
#ifndef CHIPTRADE_AMOUNT_NUMERIC_H
#define CHIPTRADE_AMOUNT_NUMERIC_H

#include "compat.h"

#include "utils/numeric.h"

#include "amount.h"
#include "spec.h"

/* value / 10^decimals, without zeros at the end */
extern Numeric amount_numeric(CtAmount value, int decimals);

/* a / b to at least 16 digits, without zeros at the end */
extern Numeric amount_ratio(Numeric a, Numeric b);
extern Numeric amount_times(Numeric a, Numeric b);
extern Numeric amount_plus(Numeric a, Numeric b);

/*
 * An argument in units of 10^-decimals, rounded half up, below 10^digits
 * units.  "what" names it in the errors, all 22003: negative, infinite, not a
 * number, too large.  A float8 is taken at its shortest decimal, so that 0.1
 * is 0.1.
 */
extern CtAmount amount_of_numeric(Numeric value, int decimals, int digits,
								  const char *what);
extern CtAmount amount_of_text(const char *text, int decimals, int digits,
							   const char *what);
extern CtAmount amount_of_fraction(float8 value, int decimals, int digits,
								   const char *what);
extern void amount_refuse(const char *text, int whole_digits,
						  const char *what);

static inline CtAmount
amount_of_int8(int64 value, int decimals, const char *what)
{
	if (unlikely(value < 0))
		amount_refuse(psprintf(INT64_FORMAT, value), 0, what);
	return (CtAmount) (uint64) value * (uint64) ct_power_of_ten(decimals);
}

static inline CtAmount
amount_of_float8(float8 value, int decimals, int digits, const char *what)
{
	/* most are whole numbers */
	if (likely(value >= 0 && value < 9007199254740992.0))
	{
		int64 whole = (int64) value;

		if (likely((float8) whole == value))
			return (CtAmount) (uint64) whole *
				   (uint64) ct_power_of_ten(decimals);
	}
	return amount_of_fraction(value, decimals, digits, what);
}

#endif /* CHIPTRADE_AMOUNT_NUMERIC_H */
