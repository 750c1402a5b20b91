/*
 * equivalents.h
 *		H100-equivalents: what a basis counts of a chip, and the value behind
 *		SQL type equivalents, an exact sum of units times rate with the units
 *		that have no rate beside it.  Plain C.
 */
#ifndef CHIPTRADE_EQUIVALENTS_H
#define CHIPTRADE_EQUIVALENTS_H

#include "spec_tpp.h"

/* Numbers are on disk: only ever append. */
typedef enum CtBasis
{
	CT_BASIS_TPP = 1,
	CT_BASIS_DENSE8,    /* the greater of dense fp8 and int8 */
	CT_BASIS_DENSE16,   /* dense fp16 (bf16) */
	CT_BASIS_BANDWIDTH, /* DRAM */
	CT_BASIS_MEMORY,
	CT_BASIS_AS_PUBLISHED /* the source's own figure */
} CtBasis;

#define CT_BASIS_LAST CT_BASIS_AS_PUBLISHED

/*
 * unit is what one H100-equivalent counts, in thousandths: the H100 SXM 80GB
 * of NVIDIA's data sheet (dense: fp8 1979, fp16 989.5 TFLOPS; 3350 GB/s; 80
 * GB).  A unit of measure, which does not move with anybody's chip table.
 */
typedef struct CtBasisRow
{
	const char *name;
	int64_t unit;
} CtBasisRow;

extern const CtBasisRow ct_basis_row[];

static inline const char *
ct_basis_name(CtBasis basis)
{
	return ct_basis_row[basis].name;
}

static inline int64_t
ct_basis_unit(CtBasis basis)
{
	return ct_basis_row[basis].unit;
}

/* Is this the basis's name, in lower case? */
static inline bool
ct_basis_is(CtBasis basis, const char *word, size_t len)
{
	const char *name = ct_basis_name(basis);
	size_t i;

	for (i = 0; i < len; i++)
		if (word[i] != name[i]) /* at its end a name has a zero */
			return false;
	return name[len] == '\0';
}

/* false for a word that is no basis */
extern bool ct_basis_lookup(const char *name, size_t len, CtBasis *basis);

/*
 * What one chip counts on a basis, in thousandths of TPP, TFLOPS, GB/s or GB;
 * negative where the specification does not say, and for
 * CT_BASIS_AS_PUBLISHED.
 */
static inline int64_t
ct_basis_rate(const GpuSpec *s, CtBasis basis)
{
	/* an unknown field is 0, a known one its value plus one */
	switch (basis)
	{
		case CT_BASIS_TPP:
			return ct_tpp_known(s) ? ct_tpp_best(s, CT_TF32_BITS) : -1;
		case CT_BASIS_DENSE8:
			return ct_greater(s->number[CT_FP8], s->number[CT_INT8]) - 1;
		case CT_BASIS_DENSE16:
			return (int64_t) s->number[CT_FP16] - 1;
		case CT_BASIS_BANDWIDTH:
			return (int64_t) s->number[CT_BW] - 1;
		case CT_BASIS_MEMORY:
			return (int64_t) s->number[CT_MEM] - 1;
		case CT_BASIS_AS_PUBLISHED:
			break;
	}
	return -1;
}

/* Quantities are in 10^-9 and below 10^15 units either way. */
typedef __int128 CtUnits;
#define CT_UNIT_DECIMALS 9
#define CT_UNIT_DIGITS   15
#define CT_UNIT          INT64_C(1000000000)
#define CT_UNIT_LIMIT    ((CtUnits) CT_UNIT * INT64_C(1000000000000000))

/* A sum of units times rate has 9 + 3 decimals. */
#define CT_RATED_DECIMALS 12

/* a 128-bit integer in memory that is aligned to 8 bytes only */
typedef struct CtInt128
{
	uint64_t low;
	uint64_t high; /* two's complement */
} CtInt128;

static inline CtUnits
ct_int128(CtInt128 w)
{
	return (CtUnits) (((unsigned __int128) w.high << 64) | w.low);
}

static inline CtInt128
ct_int128_of(CtUnits value)
{
	CtInt128 w = {(uint64_t) value,
				  (uint64_t) ((unsigned __int128) value >> 64)};

	return w;
}

/*
 * On-disk form: CT_EQUIVALENTS_SIZE bytes, 8-byte alignment, fixed length.
 * Exact integers, so that the order of rows and their split over workers,
 * partitions or stored summaries leave no trace in the bytes.
 */
typedef struct CtEquivalents
{
	uint8_t format; /* CT_EQUIVALENTS_FORMAT */
	uint8_t basis;
	uint8_t reserved[6];
	uint64_t rows;      /* all of them */
	uint64_t nulls;     /* of them without a quantity */
	uint64_t counted;   /* of them with a part in rated */
	CtInt128 rated;     /* sum of units times rate, in 10^-12 */
	CtInt128 covered;   /* units with a rate, in 10^-9 */
	CtInt128 uncovered; /* units without one */
} CtEquivalents;

#define CT_EQUIVALENTS_FORMAT 1
#define CT_EQUIVALENTS_SIZE   80
_Static_assert(sizeof(CtEquivalents) == CT_EQUIVALENTS_SIZE,
			   "equivalents is on disk");

/* sums stay below 10^37 units in the last place, either way */
#define CT_EQUIVALENTS_LIMIT                                                 \
	((CtUnits) INT64_C(1000000000000000000) * INT64_C(1000000000000000000) * \
	 10)
#define CT_EQUIVALENTS_ROWS UINT64_C(1000000000000000000)

extern void ct_equivalents_init(CtEquivalents *e, CtBasis basis);

static inline bool
ct_equivalents_in_range(CtUnits sum)
{
	return sum < CT_EQUIVALENTS_LIMIT && sum > -CT_EQUIVALENTS_LIMIT;
}

/* One summand and a sum within the limits: their sum fits 128 bits. */
static inline bool
ct_equivalents_grow(CtInt128 *part, CtUnits by)
{
	CtUnits sum = ct_int128(*part) + by;

	*part = ct_int128_of(sum);
	return ct_equivalents_in_range(sum);
}

/*
 * Add a row: its units in 10^-9, NULL when there is no quantity, and units
 * times rate in 10^-12, NULL when the rate is unknown.  To take a row away
 * again give both negative and count -1.  False when a sum gets out of range;
 * *e is then spoilt.
 */
static inline bool
ct_equivalents_add(CtEquivalents *e, const CtUnits *units,
				   const CtUnits *rated, int64_t count)
{
	bool fits = e->rows < CT_EQUIVALENTS_ROWS;

	if (rated)
	{
		e->counted += (uint64_t) count;
		fits = fits & ct_equivalents_grow(&e->rated, *rated);
	}
	if (units)
		fits = fits & ct_equivalents_grow(rated ? &e->covered : &e->uncovered,
										  *units);
	else
		e->nulls += (uint64_t) count;
	e->rows += (uint64_t) count;
	return fits;
}

/* Is there a row with a quantity and a rate? */
static inline bool
ct_equivalents_rated(const CtEquivalents *e)
{
	return e->counted > 0;
}

/* Is everything in it 0, but for the basis? */
extern bool ct_equivalents_empty(const CtEquivalents *e);

/* both must have one basis */
extern bool ct_equivalents_merge(CtEquivalents *e, const CtEquivalents *other);

/* Could these functions have made this from at least one row? */
extern bool ct_equivalents_valid(const CtEquivalents *e);

/*
 * Text form "tpp rated=2368000000 covered=1000000 uncovered=5 rows=3
 * counted=1 nulls=1": parts that are 0 are left out; rows never are.
 */
#define CT_EQUIVALENTS_TEXT_MAX 320
extern size_t ct_equivalents_format(const CtEquivalents *e, char *buf);
extern bool ct_equivalents_parse(const char *text, size_t len,
								 CtEquivalents *out, CtError *err);

#endif /* CHIPTRADE_EQUIVALENTS_H */
