/*
 * draws_exp2.h
 *		Powers of 2 for the core's inner loops: no branch, so that compilers
 *		make vector code of it.  Not installed.
 */
#ifndef CHIPTRADE_DRAWS_EXP2_H
#define CHIPTRADE_DRAWS_EXP2_H

#include <stdint.h>
#include <string.h>

/*
 * Added to a number below 2^51, it leaves the nearest integer in the low bits
 * of the sum: 1.5 * 2^52.
 */
#define CT_ROUNDER 6755399441055744.0

/*
 * *up = 2^x and *down = 2^-x, for |x| <= 1000.  Off by at most 5e-8 of 2^x - 1
 * (of 2^-x - 1) and the rounding of a few operations.
 *
 * x = k + r with |r| <= 1/2; even and odd are the parts of the series of 2^r
 * to r^7, whose last term is expressed by lower ones through the Chebyshev
 * polynomial T7(2r), which is left out: with a = ln(2), the coefficients of
 * r^n are a^n/n!, of r, r^3 and r^5 plus 7/4096, -7/128 and 7/16 of a^7/7!.
 */
static inline void
draws_exp2(double x, double *up, double *down)
{
	double shifted = x + CT_ROUNDER;
	double r = x - (shifted - CT_ROUNDER);
	double s = r * r;
	double even = 1.0 +
				  s * (0.24022650695910072 +
					   s * (0.009618129107628477 + s * 0.0001540353039338161));
	double odd = r * (0.6931472066266291 +
					  s * (0.05550327453094167 + s * 0.0013400288856821206));
	uint64_t bits;
	double power;
	double inverse;

	memcpy(&bits, &shifted, sizeof(bits));
	bits = (bits + 1023) << 52;
	memcpy(&power, &bits, sizeof(power));
	bits = (UINT64_C(2046) << 52) - bits;
	memcpy(&inverse, &bits, sizeof(inverse));
	*up = power * (even + odd);
	*down = inverse * (even - odd);
}

#endif /* CHIPTRADE_DRAWS_EXP2_H */
