/*
 * estimate_internal.h
 *		What the parts of the estimate core share: figures as 128-bit integers
 *		in units of 10^-9, and the way back to a value.
 */
#ifndef CHIPTRADE_ESTIMATE_INTERNAL_H
#define CHIPTRADE_ESTIMATE_INTERNAL_H

#include "estimate.h"

typedef __int128 ct_i128;
typedef unsigned __int128 ct_u128;

#define CT_EST_NANO UINT64_C(1000000000)
/* 10^18 in units of 10^-9, the largest figure */
#define CT_EST_MAX_NANO ((ct_i128) CT_EST_MAX_COEF * (ct_i128) CT_EST_NANO)

/* 10^0 to 10^18 */
extern const uint64_t ct_power10[19];

/* A value on its way: absent figures are 0, as in CtEstimate. */
typedef struct CtFigures
{
	ct_i128 low; /* in 10^-9 */
	ct_i128 mid;
	ct_i128 high;
	uint8_t flags;
	uint16_t level;
} CtFigures;

extern void ct_estimate_figures(const CtEstimate *e, CtFigures *f);

/*
 * The value of figures in order.  Ends that meet make a point.  Where the
 * digits are more than a value holds: exact refuses, else low is rounded down,
 * high up and mid to the nearest (ties away from zero), and an end that mid
 * or the other end then reaches is not strict any more.
 */
extern CtOutcome ct_figures_estimate(CtFigures *f, bool exact,
									 CtEstimate *out);

/* quotients of integers, d > 0: down, up, and nearest with ties away from 0 */
extern ct_i128 ct_div_down(ct_i128 n, ct_i128 d);
extern ct_i128 ct_div_up(ct_i128 n, ct_i128 d);
extern ct_i128 ct_div_near(ct_i128 n, ct_i128 d);

/*
 * The digits of an unsigned decimal "digits[.digits][e[+-]digits]" at the
 * start of text: value = *digits times 10^*exponent.  Returns its length, 0 if
 * there is none.  *fits is false when more than 18 digits are not zero; then
 * *digits is rounded to 18, half away.  A point that a second one follows is
 * not part of it ("70..80").
 */
extern size_t ct_estimate_digits(const char *text, size_t len,
								 uint64_t *digits, int *exponent, bool *fits);

#endif /* CHIPTRADE_ESTIMATE_INTERNAL_H */
