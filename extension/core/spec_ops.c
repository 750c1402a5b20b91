/*
 * spec_ops.c
 *		Making, checking, comparing and scaling the values behind gpu_spec.
 */
#include "spec.h"

#include <math.h>
#include <string.h>

void
ct_spec_init(GpuSpec *s)
{
	memset(s, 0, sizeof(*s));
	s->format = CT_SPEC_FORMAT;
}

void
ct_spec_set_dc(GpuSpec *s, CtBool dc)
{
	int v = dc == CT_UNKNOWN ? 0 : (dc == CT_TRUE ? 2 : 1);

	s->flags = (uint8_t) ((s->flags & ~(3 << CT_FLAG_DC_SHIFT)) |
						  (v << CT_FLAG_DC_SHIFT));
}

void
ct_spec_set_hbm(GpuSpec *s, bool hbm)
{
	s->flags &= (uint8_t) ~CT_FLAG_HBM;
	if (hbm)
		s->flags |= CT_FLAG_HBM;
}

bool
ct_spec_valid(const GpuSpec *s)
{
	CtPrecision precision = ct_precision(s);
	int year;
	int month;
	int day;

	if (s->format != CT_SPEC_FORMAT || (s->flags & ~CT_FLAG_ALL) != 0 ||
		((s->flags >> CT_FLAG_DC_SHIFT) & 3) == 3 || s->reserved != 0)
		return false;
	if (precision == CT_DATE_UNKNOWN)
		return s->released == 0;
	if (s->released == 0)
		return false;
	ct_civil((int32_t) s->released - 1, &year, &month, &day);
	if (year > CT_MAX_YEAR)
		return false;
	return (precision == CT_DATE_DAY || day == 1) &&
		   (precision != CT_DATE_YEAR || month == 1);
}

/* TPP at 19 bits in thousandths plus one; 0 = unknown, as in stored numbers */
uint64_t
ct_spec_sort_key(const GpuSpec *s)
{
	uint64_t tpp;

	return ct_tpp(s, CT_TF32_BITS, &tpp, NULL) ? tpp + 1 : 0;
}

static int
order(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int
ct_spec_compare(const GpuSpec *a, const GpuSpec *b)
{
	int result = order(ct_spec_sort_key(a), ct_spec_sort_key(b));
	int f;

	for (f = 0; result == 0 && f < CT_NUMBERS; f++)
		result = order(a->number[f], b->number[f]);
	if (result == 0)
		result = order((a->flags >> CT_FLAG_DC_SHIFT) & 3,
					   (b->flags >> CT_FLAG_DC_SHIFT) & 3);
	if (result == 0)
		result = order(ct_hbm(a), ct_hbm(b));
	if (result == 0)
		result = order(a->released, b->released);
	if (result == 0)
		result = order(ct_precision(a), ct_precision(b));
	return result;
}

bool
ct_spec_contains(const GpuSpec *a, const GpuSpec *b)
{
	int32_t first_a;
	int32_t last_a;
	int32_t first_b;
	int32_t last_b;
	int f;

	/* stored numbers grow with the value, and unknown is below all */
	for (f = 0; f < CT_NUMBERS; f++)
	{
		if (a->number[f] < b->number[f])
			return false;
	}
	if (((a->flags >> CT_FLAG_DC_SHIFT) & 3) <
		((b->flags >> CT_FLAG_DC_SHIFT) & 3))
		return false;
	if (ct_hbm(b) && !ct_hbm(a))
		return false;
	if (!ct_released(b, &first_b, &last_b))
		return true;
	return ct_released(a, &first_a, &last_a) && first_a >= first_b &&
		   last_a >= last_b;
}

/*
 * The only use of libm in the core; the result is never stored or indexed, so
 * it may differ in the last digit between platforms.
 */
double
ct_spec_distance(const GpuSpec *a, const GpuSpec *b)
{
	double sum = 0.0;
	CtBool dc_a = ct_dc(a);
	CtBool dc_b = ct_dc(b);
	int f;

	for (f = 0; f < CT_NUMBERS; f++)
	{
		double diff;

		if (a->number[f] == b->number[f])
			continue;
		if (a->number[f] == 0 || b->number[f] == 0)
			diff = CT_DISTANCE_PENALTY;
		else
			diff = log1p((double) ct_thousandths(a, (CtField) f) / CT_SCALE) -
				   log1p((double) ct_thousandths(b, (CtField) f) / CT_SCALE);
		sum += diff * diff;
	}
	if (dc_a == dc_b)
		return sqrt(sum);
	if (dc_a == CT_UNKNOWN || dc_b == CT_UNKNOWN)
		sum += CT_DISTANCE_PENALTY * CT_DISTANCE_PENALTY;
	else
		sum += 1.0;
	return sqrt(sum);
}

bool
ct_spec_scale(const GpuSpec *s, uint64_t factor, GpuSpec *out)
{
	const uint64_t one = UINT64_C(1000000000); /* 10^CT_FACTOR_DECIMALS */
	int f;

	*out = *s;
	for (f = 0; f <= CT_PCIE; f++)
	{
		unsigned __int128 scaled;

		if (!ct_known(s, (CtField) f))
			continue;
		scaled = (unsigned __int128) ct_thousandths(s, (CtField) f) * factor;
		scaled = (scaled + one / 2) / one;
		if (scaled > CT_MAX_THOUSANDTHS)
			return false;
		out->number[f] = (uint32_t) scaled + 1;
	}
	return true;
}
