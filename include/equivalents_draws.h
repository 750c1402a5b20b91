/*
 * equivalents_draws.h
 *		SQL type equivalents_draws: exact sums of H100-equivalents of samples,
 *		flat and expanded.  Not installed.
 */
#ifndef CHIPTRADE_EQUIVALENTS_DRAWS_H
#define CHIPTRADE_EQUIVALENTS_DRAWS_H

#include "draws_value.h"
#include "equivalents_range.h"

/*
 * The flat form, which is canonical: of each part (CT_PART_RATED ...) n times
 * hi, then n times lo, as in draws_state; a part without rows is zeros.  n is
 * 0 when no part has rows.
 */
typedef struct EquivalentsDraws
{
	int32 vl_len_;
	uint8 version;
	uint8 basis;
	uint16 unused;
	uint32 n;
	uint32 padding;
	int64 nulls; /* rows without a quantity */
	int64 rows[CT_PARTS];
	int64_t pair[FLEXIBLE_ARRAY_MEMBER];
} EquivalentsDraws;

#define EQUIVALENTS_DRAWS_VERSION 1
#define EQUIVALENTS_DRAWS_BYTES(n)      \
	(offsetof(EquivalentsDraws, pair) + \
	 2 * CT_PARTS * sizeof(int64) * (Size) (n))

/* where the sums of a part are */
#define EQUIVALENTS_HI(e, part) ((e)->pair + 2 * (Size) (e)->n * (part))
#define EQUIVALENTS_LO(e, part) (EQUIVALENTS_HI(e, part) + (e)->n)

#define EQUIVALENTS_DRAWS_MAGIC 0x65716472

/* what an aggregate changes in place */
typedef struct ExpandedEquivalents
{
	ExpandedObjectHeader header;
	int magic;
	CtBasis basis;
	int64 nulls;
	CtDrawsSum part[CT_PARTS]; /* all of one size */
} ExpandedEquivalents;

/* sums of no rows and no size, in a context below "parent" */
extern ExpandedEquivalents *equivalents_draws_new(CtBasis basis,
												  MemoryContext parent);

/* make the size n while no row has another: 22023 when one has */
extern void equivalents_draws_resize(ExpandedEquivalents *e, int n);

/* how many rows are in its parts together */
extern int64 equivalents_draws_rows(const ExpandedEquivalents *e);

/* the flat form of a datum, to be read only */
extern EquivalentsDraws *equivalents_draws_flat(Datum datum);

/* one that may be changed: the given one if it is, or a copy below "parent" */
extern ExpandedEquivalents *equivalents_draws_writable(Datum datum,
													   MemoryContext parent);

/* add all sums of "other", of one basis */
extern void equivalents_draws_merge(ExpandedEquivalents *e,
									EquivalentsDraws *other);

#define PG_GETARG_EQUIVALENTS_DRAWS(i) \
	equivalents_draws_flat(PG_GETARG_DATUM(i))

#endif /* CHIPTRADE_EQUIVALENTS_DRAWS_H */
