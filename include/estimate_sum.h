/*
 * estimate_sum.h
 *		Sums of estimates that can be kept: the values behind SQL types
 *		bounds_summary and independent_summary.  Plain C.
 *
 * Everything is an exact integer, so that the order of rows, their split over
 * workers, partitions or stored summaries leaves no trace in the bytes.
 *
 * On-disk form: an array of 64-bit words, 8-byte alignment, fixed length; a
 * wider integer is several words, least significant first, in two's
 * complement.  A bounds_summary is the words up to high; the type says which
 * it is.  128 bytes, so that a state takes no more than that of a hash
 * aggregate's memory.
 */
#ifndef CHIPTRADE_ESTIMATE_SUM_H
#define CHIPTRADE_ESTIMATE_SUM_H

#include "estimate.h"

typedef enum CtSumKind
{
	CT_SUM_BOUNDS = 1,
	CT_SUM_INDEPENDENT = 2
} CtSumKind;

typedef struct CtEstimateSum
{
	uint64_t rows;
	uint64_t no_low; /* rows whose low is open, ... */
	uint64_t no_mid;
	uint64_t no_high;
	uint64_t strict_low; /* rows whose low is strict */
	uint64_t strict_high;
	uint64_t ranges;        /* rows with both ends and no level */
	uint64_t intervals;     /* rows with a level */
	uint64_t level_sum;     /* of their levels, in 1/100 % */
	uint64_t level_squares; /* of the squares of their levels */
	uint64_t mid[2];        /* in 10^-9 */
	/* bounds: the ends in 10^-9; independent: their centres in 10^-9 / 2 */
	uint64_t low[2];
	uint64_t high[2];
	/* independent: squares of the distance from centre to end */
	uint64_t low_squares[4];
	uint64_t high_squares[4];
} CtEstimateSum;

#define CT_BOUNDS_SUM_SIZE      offsetof(CtEstimateSum, low_squares)
#define CT_INDEPENDENT_SUM_SIZE sizeof(CtEstimateSum)
_Static_assert(CT_BOUNDS_SUM_SIZE == 128, "bounds_summary is on disk");
_Static_assert(CT_INDEPENDENT_SUM_SIZE == 192,
			   "independent_summary is on disk");

/*
 * So many rows cannot overflow an integer above: a figure is at most 10^27 in
 * its unit, a centre 2 10^27, a distance 4 10^27, a level 9999.
 */
#define CT_SUM_MAX_ROWS UINT64_C(10000000000)

/* how many bytes of a CtEstimateSum a kind has; only these are touched */
extern size_t ct_sum_size(CtSumKind kind);

/* the sum of no rows: all words 0 */
extern void ct_sum_init(CtSumKind kind, CtEstimateSum *sum);

/*
 * Add a row, take one away again; add another sum of the same kind, take one
 * away again.  False, and nothing changed, when there would be more than
 * CT_SUM_MAX_ROWS, or fewer than none.
 */
extern bool ct_sum_add(CtSumKind kind, CtEstimateSum *sum,
					   const CtEstimate *e);
extern bool ct_sum_subtract(CtSumKind kind, CtEstimateSum *sum,
							const CtEstimate *e);
extern bool ct_sum_merge(CtSumKind kind, CtEstimateSum *sum,
						 const CtEstimateSum *other);
extern bool ct_sum_unmerge(CtSumKind kind, CtEstimateSum *sum,
						   const CtEstimateSum *other);

/*
 * The sum, or with average the sum divided by the number of rows.
 *
 * An end is open when it is open in a row, strict when it is strict in one;
 * mid is known when it is in every row.  The level is that of the rows when
 * all that are not points have one and the same, else there is none.
 *
 * Bounds: lows, mids and highs are added.
 *
 * Independent: to the sum of the mids the root of the sum of the squared
 * distances between mid and end, either side by itself.  The centre of a row
 * without mid is the middle of its ends, or its only end, which is then not
 * spread at all.  A root is rounded up to 10^-9.
 *
 * NOTHING for no rows, and when nothing is known of the result.
 */
extern CtOutcome ct_sum_result(CtSumKind kind, const CtEstimateSum *sum,
							   bool average, CtEstimate *out);

/*
 * Text form "rows=3 mid=... low=...": the words that are not 0, in order, as
 * decimal integers; "rows=0" for no rows.  Lossless and canonical.
 */
#define CT_SUM_TEXT_MAX 1024
extern size_t ct_sum_format(CtSumKind kind, const CtEstimateSum *sum,
							char *buf);
extern bool ct_sum_parse(CtSumKind kind, const char *text, size_t len,
						 CtEstimateSum *out, CtError *err);

/*
 * Can rows have this sum?  Refuses what cannot be by the counts, the size and
 * the order of the sums; what passes is safe to calculate with, and so is
 * every merger of what passes.
 */
extern bool ct_sum_valid(CtSumKind kind, const CtEstimateSum *sum);

#endif /* CHIPTRADE_ESTIMATE_SUM_H */
