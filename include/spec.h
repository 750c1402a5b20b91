/*
 * spec.h
 *		The value behind SQL type gpu_spec: what is known of one accelerator
 *		package.  Plain C.
 *
 * On-disk form: CT_SPEC_SIZE bytes, int alignment, fixed length.  Every number
 * is held in thousandths plus one, so that 0 means "unknown" and 1 means a
 * known zero; a larger stored number is a larger or better-known value, which
 * is what containment compares.  Reserved bits and bytes are zero: a field
 * that is added later reads as unknown in old values.
 *
 * One value has exactly one byte pattern (a canonical form), so equality,
 * hashing and deduplication work on the bytes.
 */
#ifndef CHIPTRADE_SPEC_H
#define CHIPTRADE_SPEC_H

#include "core.h"

typedef enum CtField
{
	/* dense rates in TOPS or TFLOPS, two operations per multiply-accumulate */
	CT_INT4,
	CT_FP4,
	CT_FP6,
	CT_INT8,
	CT_FP8,
	CT_FP16, /* bf16 too */
	CT_TF32,
	CT_FP32,
	CT_FP64,
	CT_RATES,           /* number of rates */
	CT_MEM = CT_RATES,  /* GB */
	CT_BW,              /* GB/s of DRAM, summed */
	CT_IO,              /* GB/s both directions; 0 = no link */
	CT_PCIE,            /* GB/s both directions */
	CT_DIE,             /* mm2 of non-planar logic; 0 = planar only */
	CT_TRANSISTORS,     /* billions */
	CT_TDP,             /* W */
	CT_AREA,            /* mm2 of the package or stack */
	CT_NUMBERS,         /* number of numeric fields */
	CT_DC = CT_NUMBERS, /* designed or marketed for data centres */
	CT_HBM,             /* a stand-alone memory stack */
	CT_RELEASED,        /* date with its precision */
	CT_FIELDS
} CtField;

#define CT_FIELD_BIT(f)    (UINT32_C(1) << (f))
#define CT_RATE_BITS       (CT_FIELD_BIT(CT_RATES) - 1)

#define CT_SCALE           1000 /* thousandths */
#define CT_MAX_THOUSANDTHS UINT32_C(4294967294)

typedef enum CtPrecision
{
	CT_DATE_UNKNOWN = 0,
	CT_DATE_YEAR = 1,
	CT_DATE_MONTH = 2,
	CT_DATE_DAY = 3
} CtPrecision;

#define CT_SPEC_FORMAT 1

/* flags: bits 0-1 dc (0 unknown, 1 no, 2 yes), bit 2 hbm, bits 3-4 precision
 */
#define CT_FLAG_DC_SHIFT        0
#define CT_FLAG_HBM             0x04
#define CT_FLAG_PRECISION_SHIFT 3
#define CT_FLAG_ALL             0x1F

typedef struct GpuSpec
{
	uint8_t format; /* low nibble: CT_SPEC_FORMAT; rest zero */
	uint8_t flags;
	uint16_t released;           /* first day of the span, days since
								  * 1970-01-01 plus one; 0 = unknown */
	uint32_t number[CT_NUMBERS]; /* thousandths plus one; 0 = unknown */
	uint32_t reserved;           /* zero */
} GpuSpec;

#define CT_SPEC_SIZE 76
_Static_assert(sizeof(GpuSpec) == CT_SPEC_SIZE, "gpu_spec is on disk");

static inline bool
ct_known(const GpuSpec *s, CtField f)
{
	return s->number[f] != 0;
}

/* value of a known number in thousandths */
static inline uint32_t
ct_thousandths(const GpuSpec *s, CtField f)
{
	return s->number[f] - 1;
}

static inline CtBool
ct_dc(const GpuSpec *s)
{
	int v = (s->flags >> CT_FLAG_DC_SHIFT) & 3;

	return v == 0 ? CT_UNKNOWN : (v == 2 ? CT_TRUE : CT_FALSE);
}

static inline bool
ct_hbm(const GpuSpec *s)
{
	return (s->flags & CT_FLAG_HBM) != 0;
}

static inline CtPrecision
ct_precision(const GpuSpec *s)
{
	return (CtPrecision) ((s->flags >> CT_FLAG_PRECISION_SHIFT) & 3);
}

/* First and last day of the release span; false when it is unknown. */
extern bool ct_released(const GpuSpec *s, int32_t *first, int32_t *last);

/* all fields unknown */
extern void ct_spec_init(GpuSpec *s);
extern void ct_spec_set_dc(GpuSpec *s, CtBool dc);
extern void ct_spec_set_hbm(GpuSpec *s, bool hbm);
extern void ct_spec_set_released(GpuSpec *s, CtPrecision precision, int year,
								 int month, int day);

/* canonical field names ("fp8", "mem", "dc", "released") and their aliases */
extern const char *ct_field_name(CtField f);
extern bool ct_field_lookup(const char *word, size_t len, CtField *field);

/* the field whose name is nearest to a misspelt word, for hints; or NULL */
extern const char *ct_field_nearest(const char *word, size_t len);

/* bit length of a rate's operands (int4 4 ... fp64 64); tf32 as given */
extern int ct_rate_bits(CtField rate, int tf32_bits);

/*
 * Total processing performance in thousandths: the largest dense rate times
 * bit length over the known rates.  Unknown (false) without any rate, except
 * that a stand-alone memory stack has 0.  *format is the widest format that
 * reaches it, CT_FIELDS where there is none.
 * Source: 15 CFR 774 Supp. 1, ECCN 3A090, technical notes.
 */
extern bool ct_tpp(const GpuSpec *s, int tf32_bits, uint64_t *thousandths,
				   CtField *format);

/*
 * Text form.  ct_spec_parse() reads len bytes that need not end in a zero.
 * ct_spec_format() writes the canonical form, zero-terminated, and returns
 * its length; CT_SPEC_TEXT_MAX is always enough.
 */
#define CT_SPEC_TEXT_MAX 512
extern bool ct_spec_parse(const char *text, size_t len, GpuSpec *out,
						  CtError *err);
extern size_t ct_spec_format(const GpuSpec *s, char *buf);

/* one number in thousandths as the shortest decimal, e.g. 989500 -> "989.5" */
#define CT_DECIMAL_MAX 24
extern size_t ct_decimal_format(uint64_t thousandths, char *buf);

/*
 * An unsigned decimal ("989.5", "4.8e3") as an integer scaled by 10^decimals
 * and by a further 10^shift (a unit's factor).  Refuses what is not exactly
 * representable (CT_ERR_RANGE) and what exceeds max.  *used is the number of
 * bytes read.  pos is where text stands in the whole input, for the error.
 */
extern bool ct_decimal_parse(const char *text, size_t len, size_t pos,
							 int decimals, int shift, uint64_t max,
							 uint64_t *value, size_t *used, CtError *err);

/* bytes of "digits[.digits][e[+-]digits]" at the start of text; 0 if none */
extern size_t ct_number_span(const char *text, size_t len);

/* yyyy, yyyy-mm or yyyy-mm-dd, all of len; years 1970 to 2148 */
#define CT_MIN_YEAR 1970
#define CT_MAX_YEAR 2148
extern bool ct_date_parse(const char *text, size_t len, size_t pos,
						  CtPrecision *precision, int *year, int *month,
						  int *day, CtError *err);

/* ct_date_parse() into the release date of s */
extern bool ct_spec_set_date(GpuSpec *s, const char *text, size_t len,
							 size_t pos, CtError *err);

/*
 * The release date as far as it is known ("2023-11"), zero-terminated; it
 * must be known.  Returns the length.
 */
#define CT_DATE_MAX 11
extern size_t ct_date_format(const GpuSpec *s, char *buf);

/* Is this byte pattern one that ct_spec_parse() could have made? */
extern bool ct_spec_valid(const GpuSpec *s);

/*
 * Total order: TPP at 19 bits (unknown first), then the fields in the order
 * of CtField as stored (unknown first), then dc, hbm, released and its
 * precision.  Equal only for equal bytes.
 */
#define CT_TF32_BITS 19
extern int ct_spec_compare(const GpuSpec *a, const GpuSpec *b);

/* The first key of that order: 0 for unknown, else TPP in thousandths + 1. */
extern uint64_t ct_spec_sort_key(const GpuSpec *s);

/*
 * a contains b: every field known in b is known in a and at least as large
 * (dc: yes over no; released: no earlier at either end of its span).
 */
extern bool ct_spec_contains(const GpuSpec *a, const GpuSpec *b);

/*
 * Euclidean distance over log1p of each number (in its unit), with a fixed
 * penalty for a field that only one side knows; dc counts 0 or 1.  Never NaN,
 * symmetric, zero for equal values of these fields.
 */
#define CT_DISTANCE_PENALTY 1.0
extern double ct_spec_distance(const GpuSpec *a, const GpuSpec *b);

/*
 * A cut-down part: rates, memory and bandwidths (mem, bw, io, pcie) times
 * factor / 10^9, rounded half up to the thousandth; die, area, transistors,
 * power, flags and date are kept, as the rule takes the area of the full die.
 * Returns false on overflow.
 */
#define CT_FACTOR_DECIMALS 9
extern bool ct_spec_scale(const GpuSpec *s, uint64_t factor, GpuSpec *out);

#endif /* CHIPTRADE_SPEC_H */
