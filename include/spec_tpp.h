/*
 * spec_tpp.h
 *		Total processing performance inline, for the function that reads it
 *		once a row in sums over millions.  Plain C; others use ct_tpp().
 */
#ifndef CHIPTRADE_SPEC_TPP_H
#define CHIPTRADE_SPEC_TPP_H

#include "spec.h"

/* thousandths x bits; negative for an unknown rate */
static inline int64_t
ct_weighted(const GpuSpec *s, int rate, int bits)
{
	return ((int64_t) s->number[rate] - 1) * bits;
}

/* the greater without a branch, which compilers would otherwise make */
static inline int64_t
ct_greater(int64_t a, int64_t b)
{
	int64_t difference = a - b;

	return a - (difference & -(int64_t) ((uint64_t) difference >> 63));
}

/*
 * The largest known rate x bits in thousandths, 0 without any.  No branch
 * depends on which rates are known, and the comparisons form a tree, so that
 * they overlap.
 */
static inline int64_t
ct_tpp_best(const GpuSpec *s, int tf32_bits)
{
	int64_t narrow = ct_greater(
		ct_greater(ct_weighted(s, CT_INT4, 4), ct_weighted(s, CT_FP4, 4)),
		ct_greater(ct_weighted(s, CT_FP6, 6), ct_weighted(s, CT_INT8, 8)));
	int64_t wide = ct_greater(
		ct_greater(ct_weighted(s, CT_FP8, 8), ct_weighted(s, CT_FP16, 16)),
		ct_greater(ct_weighted(s, CT_TF32, tf32_bits),
				   ct_weighted(s, CT_FP32, 32)));

	return ct_greater(ct_greater(narrow, wide),
					  ct_greater(0, ct_weighted(s, CT_FP64, 64)));
}

/* Is TPP known: is there a rate, or is this a stand-alone memory stack? */
static inline bool
ct_tpp_known(const GpuSpec *s)
{
	const uint32_t *n = s->number;

	return (n[CT_INT4] | n[CT_FP4] | n[CT_FP6] | n[CT_INT8] | n[CT_FP8] |
			n[CT_FP16] | n[CT_TF32] | n[CT_FP32] | n[CT_FP64]) != 0 ||
		   ct_hbm(s);
}

#endif /* CHIPTRADE_SPEC_TPP_H */
