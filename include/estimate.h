/*
 * estimate.h
 *		The value behind SQL type estimate: a published quantity with its low,
 *		mid and high figure and what its interval is.  Plain C.
 *
 * On-disk form: CT_ESTIMATE_SIZE bytes, 8-byte alignment, fixed length.  The
 * three figures are exact decimals that share one scale: figure = coefficient
 * / 10^scale.  A figure that is absent has the coefficient 0 and no flag: an
 * absent low or high is an open end, an absent mid is not known.
 *
 * One value has exactly one byte pattern (the scale is the smallest that
 * holds all figures, kind follows from the rest), so equality, hashing and
 * deduplication work on the bytes.
 */
#ifndef CHIPTRADE_ESTIMATE_H
#define CHIPTRADE_ESTIMATE_H

#include "core.h"

typedef enum CtEstimateKind
{
	CT_EST_POINT = 1,    /* low = mid = high: a single figure, exact */
	CT_EST_INTERVAL = 2, /* both ends, with the probability between them */
	CT_EST_RANGE = 3,    /* both ends, as published, without a probability */
	CT_EST_OPEN = 4      /* at least one end is open */
} CtEstimateKind;

#define CT_EST_HAS_LOW     0x01
#define CT_EST_HAS_MID     0x02
#define CT_EST_HAS_HIGH    0x04
#define CT_EST_HAS_ALL     0x07
#define CT_EST_LOW_STRICT  0x08 /* more than low, not low itself */
#define CT_EST_HIGH_STRICT 0x10 /* less than high, not high itself */
#define CT_EST_FLAGS       0x1F

#define CT_EST_FORMAT      1
#define CT_EST_MAX_SCALE   9
#define CT_EST_MAX_COEF    INT64_C(1000000000000000000) /* 10^18 */
#define CT_EST_LEVEL_UNIT  10000                        /* level 1.0 */

typedef struct CtEstimate
{
	int64_t low; /* coefficients, at most CT_EST_MAX_COEF either way */
	int64_t mid;
	int64_t high;
	uint8_t format; /* CT_EST_FORMAT */
	uint8_t kind;   /* CtEstimateKind */
	uint8_t flags;  /* CT_EST_HAS_LOW ... */
	uint8_t scale;  /* 0 to CT_EST_MAX_SCALE */
	uint16_t level; /* of an interval, in 1/100 %: 9000 is 90 %; else 0 */
	uint16_t reserved;
} CtEstimate;

#define CT_ESTIMATE_SIZE 32
_Static_assert(sizeof(CtEstimate) == CT_ESTIMATE_SIZE, "estimate is on disk");

/* Is the figure there?  A point has all three. */
static inline bool
ct_estimate_has_low(const CtEstimate *e)
{
	return (e->flags & CT_EST_HAS_LOW) != 0;
}

static inline bool
ct_estimate_has_mid(const CtEstimate *e)
{
	return (e->flags & CT_EST_HAS_MID) != 0;
}

static inline bool
ct_estimate_has_high(const CtEstimate *e)
{
	return (e->flags & CT_EST_HAS_HIGH) != 0;
}

/*
 * The figures as the nearest doubles (at most one unit in the last place off
 * beyond 2^53, the same on every machine); 0 where the figure is absent.
 */
extern double ct_estimate_low(const CtEstimate *e);
extern double ct_estimate_mid(const CtEstimate *e);
extern double ct_estimate_high(const CtEstimate *e);

static inline CtEstimateKind
ct_estimate_kind(const CtEstimate *e)
{
	return (CtEstimateKind) e->kind;
}

/* the probability between the ends of an interval, 0 < level < 1; else 0 */
static inline double
ct_estimate_level(const CtEstimate *e)
{
	return e->level / (double) CT_EST_LEVEL_UNIT;
}

/* Is the end itself excluded?  Never so for an open end. */
static inline bool
ct_estimate_low_strict(const CtEstimate *e)
{
	return (e->flags & CT_EST_LOW_STRICT) != 0;
}

static inline bool
ct_estimate_high_strict(const CtEstimate *e)
{
	return (e->flags & CT_EST_HIGH_STRICT) != 0;
}

/*
 * An estimate from doubles, each rounded to 15 significant digits and nine
 * decimals; a NULL pointer is an absent figure.  level 0 is none.  Refused
 * with *err filled: figures out of order or range, no figure at all, a level
 * without both ends.
 */
extern bool ct_estimate_from_doubles(const double *low, const double *mid,
									 const double *high, double level,
									 CtEstimate *out, CtError *err);

/*
 * Text form.  ct_estimate_parse() reads len bytes that need not end in a
 * zero.  ct_estimate_format() writes the canonical form, zero-terminated, and
 * returns its length; CT_ESTIMATE_TEXT_MAX is always enough.
 */
#define CT_ESTIMATE_TEXT_MAX 128
extern bool ct_estimate_parse(const char *text, size_t len, CtEstimate *out,
							  CtError *err);
extern size_t ct_estimate_format(const CtEstimate *e, char *buf);

/* Is this byte pattern one that ct_estimate_parse() could have made? */
extern bool ct_estimate_valid(const CtEstimate *e);

/*
 * Total order: by mid, without one by the middle of the ends, of a single end
 * by that; then low (open first), high (open last), kind, mid known or not,
 * level.  A strict low is after, a strict high before the same figure
 * included.  Equal only for equal bytes.
 */
extern int ct_estimate_compare(const CtEstimate *a, const CtEstimate *b);

/* What the order goes by first, rounded: never against the order. */
extern double ct_estimate_sort_key(const CtEstimate *e);

/* Have both a figure in common?  Open ends reach beyond every figure. */
extern bool ct_estimate_overlaps(const CtEstimate *a, const CtEstimate *b);

/*
 * A number to calculate with: coef / 10^scale, at most 18 digits that count
 * (a longer number is rounded, ties away from zero), -18 <= scale <= 27 (what
 * is smaller is 0).
 */
typedef struct CtScalar
{
	int64_t coef;
	int scale;
} CtScalar;

typedef enum CtOutcome
{
	CT_OUTCOME_OK,
	CT_OUTCOME_RANGE,   /* a figure beyond 10^18 */
	CT_OUTCOME_DIGITS,  /* more digits than a value holds */
	CT_OUTCOME_ZERO,    /* division by zero */
	CT_OUTCOME_NOTHING, /* neither end nor mid is known: SQL's NULL */
	CT_OUTCOME_ORDER    /* low above high, mid outside, level without ends */
} CtOutcome;

/* from "[-]digits[.digits]"; refuses NaN, infinity and what is beyond 10^36 */
extern bool ct_scalar_parse(const char *text, size_t len, CtScalar *out,
							CtError *err);
extern CtScalar ct_scalar_from_int(int64_t value);

/*
 * Arithmetic with a scalar.  Results are exact where a value holds them;
 * otherwise low is rounded down, high up and mid to the nearest, ties away
 * from zero, at nine decimals and 18 digits.  A negative factor swaps the
 * ends with their strictness; a factor of zero gives the point 0.  Sums take
 * the scalar to nine decimals, rounded for each figure as that figure is.
 */
extern void ct_estimate_negate(const CtEstimate *e, CtEstimate *out);
extern CtOutcome ct_estimate_add(const CtEstimate *e, CtScalar s,
								 CtEstimate *out);
extern CtOutcome ct_estimate_multiply(const CtEstimate *e, CtScalar s,
									  CtEstimate *out);
extern CtOutcome ct_estimate_divide(const CtEstimate *e, CtScalar s,
									CtEstimate *out);

/*
 * a / b where nothing is known of how they depend: the ends are the smallest
 * and the largest quotient of any figure of a and any of b, so they hold
 * whatever the dependence; mid is mid / mid.  A divisor that can be zero or
 * beyond (or, when open, may be) leaves the quotient open on the side where
 * it grows without limit.  The level stays only where the other is a point.
 */
extern CtOutcome ct_estimate_ratio(const CtEstimate *a, const CtEstimate *b,
								   CtEstimate *out);

/* the same of a number and b */
extern CtOutcome ct_estimate_over(CtScalar s, const CtEstimate *b,
								  CtEstimate *out);

/* ends and mid at 10^-decimals (-18 to 9), rounded as above */
extern CtOutcome ct_estimate_rounded(const CtEstimate *e, int decimals,
									 CtEstimate *out);

/* Does s lie within the ends of e? */
extern bool ct_estimate_holds(const CtEstimate *e, CtScalar s);

/*
 * An estimate from scalars; NULL is an absent figure.  Exact: refuses more
 * digits than a value holds.
 */
extern CtOutcome ct_estimate_make(const CtScalar *low, const CtScalar *mid,
								  const CtScalar *high, uint16_t level,
								  bool low_strict, bool high_strict,
								  CtEstimate *out);

#endif /* CHIPTRADE_ESTIMATE_H */
