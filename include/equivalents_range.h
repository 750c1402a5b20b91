/*
 * equivalents_range.h
 *		The value behind SQL type equivalents_range: sums of H100-equivalents
 *		of quantities that are ranges, end to end.  Plain C.
 *
 * On-disk form: CT_EQUIVALENTS_RANGE_SIZE bytes, 8-byte alignment, fixed
 * length.  Exact as estimate_sum.h says: no order of rows leaves a trace.
 */
#ifndef CHIPTRADE_EQUIVALENTS_RANGE_H
#define CHIPTRADE_EQUIVALENTS_RANGE_H

#include "equivalents.h"
#include "estimate_sum.h"

/* the three sums, of kind CT_SUM_BOUNDS */
enum
{
	CT_PART_RATED,     /* units times rate, or what was published */
	CT_PART_COVERED,   /* units with a rate */
	CT_PART_UNCOVERED, /* units without one */
	CT_PARTS
};

typedef struct CtEquivalentsRange
{
	uint8_t format; /* CT_EQUIVALENTS_FORMAT */
	uint8_t basis;
	uint8_t reserved[6];
	uint64_t nulls; /* rows without a quantity */
	uint64_t part[CT_PARTS][CT_BOUNDS_SUM_SIZE / sizeof(uint64_t)];
} CtEquivalentsRange;

#define CT_EQUIVALENTS_RANGE_SIZE 400
_Static_assert(sizeof(CtEquivalentsRange) == CT_EQUIVALENTS_RANGE_SIZE,
			   "equivalents_range is on disk");

static inline CtEstimateSum *
ct_range_part(CtEquivalentsRange *e, int part)
{
	return (CtEstimateSum *) e->part[part];
}

static inline const CtEstimateSum *
ct_range_sum(const CtEquivalentsRange *e, int part)
{
	return (const CtEstimateSum *) e->part[part];
}

extern void ct_equivalents_range_init(CtEquivalentsRange *e, CtBasis basis);

/* Is everything in it 0, but for the basis? */
extern bool ct_equivalents_range_empty(const CtEquivalentsRange *e);

/* how many rows: with a quantity, and without */
extern uint64_t ct_equivalents_range_rows(const CtEquivalentsRange *e);

/*
 * Add a row, or take it away again: its units, NULL without a quantity, and
 * units times rate (or what was published), NULL when that is unknown.  False
 * when there are too many rows, or fewer than none; *e is then spoilt.
 */
extern bool ct_equivalents_range_add(CtEquivalentsRange *e,
									 const CtEstimate *units,
									 const CtEstimate *rated, bool remove);

/* both must have one basis */
extern bool ct_equivalents_range_merge(CtEquivalentsRange *e,
									   const CtEquivalentsRange *other);

/*
 * covered / (covered + uncovered) as far as it is known, an estimate within 0
 * and 1.  NOTHING without units, and when a quantity is not known or may be
 * negative.
 */
extern CtOutcome ct_equivalents_range_coverage(const CtEquivalentsRange *e,
											   CtEstimate *out);

/* Can rows have these sums? */
extern bool ct_equivalents_range_valid(const CtEquivalentsRange *e);

/*
 * Text form "tpp nulls=1 rated={rows=2 ...} covered={...} uncovered={...}",
 * parts that are 0 or have no rows left out; the canonical text and no other.
 */
#define CT_EQUIVALENTS_RANGE_TEXT_MAX (CT_PARTS * CT_SUM_TEXT_MAX + 128)
extern size_t ct_equivalents_range_format(const CtEquivalentsRange *e,
										  char *buf);
extern bool ct_equivalents_range_parse(const char *text, size_t len,
									   CtEquivalentsRange *out, CtError *err);

#endif /* CHIPTRADE_EQUIVALENTS_RANGE_H */
