/*
 * draws_normal.c
 *		Quantiles of the normal distribution from the table, and
 *		logarithms, with nothing but + - * / and integers.
 */
#include "draws.h"

#include <string.h>

#define EXPONENT_BITS 52
#define EXPONENT_BIAS 1023
#define FRACTION      ((UINT64_C(1) << EXPONENT_BITS) - 1)

static uint64_t
bits_of(double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof(bits));
	return bits;
}

static double
from_bits(uint64_t bits)
{
	double x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

/*
 * Between two nodes with values, slopes and second derivatives: the polynomial
 * of degree five that has them all.  s runs from 0 to 1, h is the distance of
 * the nodes.  The second derivative is z * slope^2, since slope = 1/phi(z).
 */
static double
hermite(const CtNormalNode *node, double h, double s)
{
	double z = node[0].z;
	double m = node[0].slope * h;
	double m1 = node[1].slope * h;
	double c = node[0].z * m * m;
	double c1 = node[1].z * m1 * m1;
	double d = node[1].z - z - m - c / 2;
	double e = m1 - m - c;
	double f = c1 - c;
	double a3 = 10 * d - 4 * e + f / 2;
	double a4 = -15 * d + 7 * e - f;
	double a5 = 6 * d - 3 * e + f / 2;

	return z + s * (m + s * (c / 2 + s * (a3 + s * (a4 + s * a5))));
}

/* of 2^-18 <= u <= 1/2 */
static double
lower_quantile(double u)
{
	uint64_t bits = bits_of(u);
	int octave = (int) (bits >> EXPONENT_BITS) - EXPONENT_BIAS;
	double power = from_bits(bits & ~FRACTION);
	double step = power / CT_NORMAL_STEPS;
	double at = (u - power) / step;
	int j = (int) at;
	int k = (octave + CT_NORMAL_LOWEST) * CT_NORMAL_STEPS + j;

	if (k >= CT_NORMAL_NODES - 1)
		return ct_normal_node[CT_NORMAL_NODES - 1].z;
	return hermite(&ct_normal_node[k], step, at - j);
}

double
ct_normal_quantile(double u)
{
	return u <= 0.5 ? lower_quantile(u) : 0.0 - lower_quantile(1 - u);
}

/* 2 atanh(s) for |s| <= 0.172: ln((1 + s) / (1 - s)) */
static double
twice_atanh(double s)
{
	double square = s * s;
	double sum = 0;
	int k;

	for (k = 23; k >= 1; k -= 2)
		sum = sum * square + 1.0 / k;
	return 2 * s * sum;
}

#define LN2      0.693147180559945309417232121458
#define ROOT_TWO 1.41421356237309504880168872421

double
ct_log_ratio(double a, double b)
{
	double q = a / b;
	double s = (a - b) / (a + b);
	uint64_t bits;
	int exponent;

	/* near 1 the difference says more than the quotient */
	if (s > -0.17 && s < 0.17)
		return twice_atanh(s);
	bits = bits_of(q);
	exponent = (int) (bits >> EXPONENT_BITS) - EXPONENT_BIAS;
	q = from_bits((bits & FRACTION) | (uint64_t) EXPONENT_BIAS
										  << EXPONENT_BITS);
	if (q > ROOT_TWO)
	{
		q /= 2;
		exponent++;
	}
	return exponent * LN2 + twice_atanh((q - 1) / (q + 1));
}
