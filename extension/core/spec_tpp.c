/*
 * spec_tpp.c
 *		Total processing performance.
 *
 * Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes: TPP is
 * 2 x MacTOPS x bit length, the highest over the supported bit lengths; a
 * multiply-accumulate counts as two operations, so 2 x MacTOPS is the dense
 * rate in TOPS or TFLOPS.
 */
#include "spec_tpp.h"

/* widths of the rates in the order of CtField; they never fall */
static const uint8_t rate_bits[CT_RATES] = {4, 4, 6, 8, 8, 16, 19, 32, 64};

int
ct_rate_bits(CtField rate, int tf32_bits)
{
	return rate == CT_TF32 ? tf32_bits : rate_bits[rate];
}

static CtField
widest_format(const GpuSpec *s, int tf32_bits, int64_t best)
{
	int f;

	for (f = CT_RATES - 1; f >= 0; f--)
	{
		int bits = ct_rate_bits((CtField) f, tf32_bits);

		if (ct_known(s, (CtField) f) && ct_weighted(s, f, bits) == best)
			return (CtField) f;
	}
	return CT_FIELDS;
}

bool
ct_tpp(const GpuSpec *s, int tf32_bits, uint64_t *thousandths, CtField *format)
{
	int64_t best = ct_tpp_best(s, tf32_bits);

	*thousandths = (uint64_t) best;
	if (format)
		*format = widest_format(s, tf32_bits, best);
	return ct_tpp_known(s);
}
