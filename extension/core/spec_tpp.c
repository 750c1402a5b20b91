/*
 * spec_tpp.c
 *		Total processing performance.
 *
 * Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes: TPP is
 * 2 x MacTOPS x bit length, the highest over the supported bit lengths; a
 * multiply-accumulate counts as two operations, so 2 x MacTOPS is the dense
 * rate in TOPS or TFLOPS.
 */
#include "spec.h"

/* widths of the rates in the order of CtField; they never fall */
static const uint8_t rate_bits[CT_RATES] = {4, 4, 6, 8, 8, 16, 19, 32, 64};

int
ct_rate_bits(CtField rate, int tf32_bits)
{
	return rate == CT_TF32 ? tf32_bits : rate_bits[rate];
}

/* thousandths x bits; negative for an unknown rate */
static inline int64_t
weighted(const GpuSpec *s, int rate, int bits)
{
	return ((int64_t) s->number[rate] - 1) * bits;
}

/*
 * The greater without a branch, which compilers would otherwise make.  The
 * shift repeats the sign, as it does on every compiler PostgreSQL knows.
 */
static inline int64_t
greater(int64_t a, int64_t b)
{
	int64_t difference = a - b;

	return a - (difference & (difference >> 63));
}

static CtField
widest_format(const GpuSpec *s, int tf32_bits, int64_t best)
{
	int f;

	for (f = CT_RATES - 1; f >= 0; f--)
	{
		int bits = ct_rate_bits((CtField) f, tf32_bits);

		if (ct_known(s, (CtField) f) && weighted(s, f, bits) == best)
			return (CtField) f;
	}
	return CT_FIELDS;
}

/*
 * Read once a row in sums over millions: no branch depends on which rates are
 * known, and the comparisons form a tree, so that they overlap.
 */
bool
ct_tpp(const GpuSpec *s, int tf32_bits, uint64_t *thousandths, CtField *format)
{
	const uint32_t *n = s->number;
	int64_t narrow = greater(
		greater(weighted(s, CT_INT4, 4), weighted(s, CT_FP4, 4)),
		greater(weighted(s, CT_FP6, 6), weighted(s, CT_INT8, 8)));
	int64_t wide = greater(
		greater(weighted(s, CT_FP8, 8), weighted(s, CT_FP16, 16)),
		greater(weighted(s, CT_TF32, tf32_bits), weighted(s, CT_FP32, 32)));
	int64_t best = greater(greater(narrow, wide),
						   greater(0, weighted(s, CT_FP64, 64)));

	*thousandths = (uint64_t) best;
	if (format)
		*format = widest_format(s, tf32_bits, best);
	return (n[CT_INT4] | n[CT_FP4] | n[CT_FP6] | n[CT_INT8] | n[CT_FP8] |
			n[CT_FP16] | n[CT_TF32] | n[CT_FP32] | n[CT_FP64]) != 0 ||
		   ct_hbm(s);
}
