/*
 * draws.h
 *		Monte Carlo samples as values: hash, generator, Latin hypercube,
 *		distributions, arithmetic and exact sums.  Plain C.
 *
 * Every result depends on the arguments alone: no libm, only + - * / of
 * doubles, integers and a table, so that all machines with IEEE doubles give
 * the same bytes.  Samples are finite and never a negative zero.
 */
#ifndef CHIPTRADE_DRAWS_H
#define CHIPTRADE_DRAWS_H

#include <float.h>

#include "core.h"

/* x87 registers would round otherwise; the flags below change that. */
#if FLT_EVAL_METHOD != 0
#error "doubles must be evaluated as doubles: build with -msse2 -mfpmath=sse"
#endif

#define CT_DRAWS_MIN_SIZE     16
#define CT_DRAWS_MAX_SIZE     65536
#define CT_DRAWS_DEFAULT_SIZE 1000

/* XXH64 of len bytes (Y. Collet, xxHash fast digest algorithm, 0.1.1) */
extern uint64_t ct_xxh64(const unsigned char *bytes, size_t len,
						 uint64_t seed);

/* the next number of SplitMix64 (Steele, Lea, Flood, 2014; as Vigna's C) */
static inline uint64_t
ct_splitmix64(uint64_t *state)
{
	uint64_t x = (*state += UINT64_C(0x9E3779B97F4A7C15));

	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

/* Put n samples in an order that seed and n determine (Fisher and Yates). */
extern void ct_draws_shuffle(double *x, int n, uint64_t seed);

/* ---- the normal distribution ------------------------------------- */

/* node k: u = 2^(k / 16 - 18) * (1 + k % 16 / 16); the last one is u = 1/2 */
#define CT_NORMAL_STEPS   16
#define CT_NORMAL_LOWEST  18
#define CT_NORMAL_OCTAVES 17
#define CT_NORMAL_NODES   (CT_NORMAL_OCTAVES * CT_NORMAL_STEPS + 1)

typedef struct CtNormalNode
{
	double z;     /* Phi(z) = u */
	double slope; /* dz/du */
} CtNormalNode;

extern const CtNormalNode ct_normal_node[CT_NORMAL_NODES];

/*
 * z with Phi(z) = u, for 2^-18 <= u <= 1 - 2^-18: quintic Hermite
 * interpolation of the table, error below 1e-10.
 */
extern double ct_normal_quantile(double u);

/* ---- distributions ----------------------------------------------- */

typedef enum CtDrawsShape
{
	CT_SHAPE_POINT,     /* one value */
	CT_SHAPE_UNIFORM,   /* half of it uniform on either side of the median */
	CT_SHAPE_NORMAL,    /* half a normal on either side of the median */
	CT_SHAPE_LOGNORMAL, /* shifted, skewed up: Tukey's g, g > 0 */
	CT_SHAPE_MIRRORED   /* the same with the long tail below */
} CtDrawsShape;

typedef struct CtDrawsFit
{
	CtDrawsShape shape;
	bool floor;   /* no sample below 0 */
	bool ceiling; /* no sample above 0 */
	double mid;
	double below; /* width of the lower half; of both when g is used */
	double above;
	double g;
} CtDrawsFit;

/*
 * What an estimate says: the figures, whether mid is given, and the level of
 * the interval (0: a range; not looked at when low = high).  low <= mid <=
 * high; 0 <= level < 1.  Never fails.
 */
extern void ct_draws_fit(double low, const double *mid, double high,
						 double level, CtDrawsFit *fit);

/*
 * The upper half of the strata's centres, in rising order: of a normal
 * distribution, and as distance from the median (0 to 1).  n/2 doubles each.
 */
extern void ct_draws_normal_grid(int n, double *z);
extern void ct_draws_uniform_grid(int n, double *t);

/*
 * One sample in each of n strata, in an order that is the same for all
 * distributions: down from the median, the median if n is odd, up from it.
 * grid is the normal one, or the uniform one for CT_SHAPE_UNIFORM.
 */
extern void ct_draws_strata(const CtDrawsFit *fit, int n, const double *grid,
							double *strata);

/* ln(a / b) of positive numbers; relative error below 3e-14 */
extern double ct_log_ratio(double a, double b);

/* ---- element by element ------------------------------------------ */

typedef enum CtDrawsOp
{
	CT_OP_ADD,
	CT_OP_SUB,
	CT_OP_MUL,
	CT_OP_DIV,
	CT_OP_MIN,
	CT_OP_MAX
} CtDrawsOp;

typedef enum CtDrawsStatus
{
	CT_DRAWS_OK,
	CT_DRAWS_ZERO,    /* a divisor is 0 */
	CT_DRAWS_OVERFLOW /* a result is not finite */
} CtDrawsStatus;

/* out is memory of its own; a and b may be the same */
extern CtDrawsStatus ct_draws_apply(CtDrawsOp op, const double *a,
									const double *b, double *restrict out,
									int n);

/* the same with one number on one side of the operator */
extern CtDrawsStatus ct_draws_apply_scalar(CtDrawsOp op, const double *a,
										   double b, double *restrict out,
										   int n);
extern CtDrawsStatus ct_scalar_apply_draws(CtDrawsOp op, double a,
										   const double *b,
										   double *restrict out, int n);

extern void ct_draws_negate(const double *a, double *out, int n);

/* square roots; false where a sample is negative */
extern bool ct_draws_root(const double *a, double *out, int n);

/* Are these samples as the type has them? */
extern bool ct_draws_valid(const double *x, int n);

/* ---- what a sample says ------------------------------------------ */

/*
 * The number that is this share (0 to 1) of the way from a to b; a <= b.  It
 * is never outside, rises with the share, and is a if both are equal.
 */
extern double ct_draws_between(double a, double b, double share);

/*
 * Quantile p of sorted samples: sample i (from 0) is the quantile (i + 1/2)/n,
 * linear between (Hazen; type 5 of Hyndman and Fan), constant outside.
 */
extern double ct_draws_quantile(const double *sorted, int n, double p);

/*
 * Mean (compensated sum, never outside the samples) and variance with n - 1;
 * false when a sum is not finite.
 */
extern bool ct_draws_mean(const double *x, int n, double *mean);
extern bool ct_draws_variance(const double *x, int n, double *variance);

typedef enum CtComparison
{
	CT_LESS,
	CT_LESS_EQUAL,
	CT_GREATER,
	CT_GREATER_EQUAL
} CtComparison;

/* in how many samples the comparison holds */
extern int ct_draws_count(const double *x, int n, CtComparison op, double y);
extern int ct_draws_count_pairs(const double *x, const double *y, int n,
								CtComparison op);

/* ---- exact sums -------------------------------------------------- */

/*
 * A sum of many rows, sample by sample.  A sample is rounded to the nearest
 * multiple of 2^-40 (ties to even) and then added as an integer, so that the
 * order of the rows does not matter.  An integer is hi * 2^52 + lo.  Between
 * two calls of ct_draws_sum_settle() both carry the bits of the constant that
 * converts samples, once for each of "calls".
 */
typedef struct CtDrawsSum
{
	int n;
	int64_t rows;
	int calls; /* additions and removals since it was settled */
	uint64_t *hi;
	uint64_t *lo;
} CtDrawsSum;

#define CT_DRAWS_SUM_LO_BITS   52
#define CT_DRAWS_SUM_UNIT_BITS 40
#define CT_DRAWS_SUM_SAMPLE_HI (INT64_C(1) << 51) /* samples up to 2^63 */
#define CT_DRAWS_SUM_MAX_HI    (INT64_C(1) << 61) /* sums up to 2^73 */
#define CT_DRAWS_SUM_MAX_ROWS  (INT64_C(1) << 62)

/*
 * Each returns false when a sample or a sum is too large; the sum is then
 * spoilt.  The values of the other side are not changed.
 */
extern bool ct_draws_sum_add(CtDrawsSum *sum, const double *x);
extern bool ct_draws_sum_remove(CtDrawsSum *sum, const double *x);
extern bool ct_draws_sum_merge(CtDrawsSum *sum, int64_t rows,
							   const int64_t *hi, const int64_t *lo);
extern bool ct_draws_sum_settle(CtDrawsSum *sum);

/* sample i as it would be when settled; -2^51 <= lo < 2^51 */
extern void ct_draws_sum_pair(const CtDrawsSum *sum, int i, int64_t *hi,
							  int64_t *lo);
extern bool ct_draws_sum_pair_valid(int64_t hi, int64_t lo);

/* may it be the sum of so many samples? */
extern bool ct_draws_sum_possible(int64_t rows, int64_t hi, int64_t lo);

/* the nearest double (of sums below 2^65; deterministic beyond) */
extern double ct_draws_sum_value(int64_t hi, int64_t lo);

/*
 * The integer hi * 2^52 + lo in decimal; CT_DRAWS_SUM_TEXT_MAX bytes suffice.
 * The other way: false if the text does not begin with one or it is too large.
 */
#define CT_DRAWS_SUM_TEXT_MAX 48
extern size_t ct_draws_sum_format(int64_t hi, int64_t lo, char *buf);
extern bool ct_draws_sum_parse(const char *text, size_t len, int64_t *hi,
							   int64_t *lo, size_t *used);

#endif /* CHIPTRADE_DRAWS_H */
