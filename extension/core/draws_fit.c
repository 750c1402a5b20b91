/*
 * draws_fit.c
 *		The distribution that an estimate stands for, and one sample in each
 *		of n strata of equal probability.
 *
 * The median is mid, always.  An interval with a level says that low and high
 * are quantiles: with p = (1 - level)/2 and z = -Phi^-1(p),
 *
 *		x(u) = mid + K * (exp(g * q) - 1),  q = Phi^-1(u)
 *		g = ln((high - mid)/(mid - low)) / z
 *		K = (high - mid) * (mid - low) / (high - 2 mid + low)
 *
 * has all three quantiles (Tukey's g distribution, a shifted lognormal: Tukey
 * 1977; Hoaglin 1985).  It is the normal distribution where mid is the centre,
 * the lognormal one where mid^2 = low * high, and as skewed between and beyond
 * as the three figures say: an interval has three, so a distribution with
 *three parameters meets all of them, and a fourth would be invented.  Where
 *one side is so much wider that |g| > 3, or mid is an end, the tail would have
 *no use (its mean is far beyond high): each side is half a normal distribution
 *of its own width.  Without mid, the median is the root of low * high where
 *both have one sign, since such quantities are estimated by factors, else the
 *centre.
 *
 * Floors at 0: samples do not cross 0 unless the interval does.  What the tail
 * has beyond 0 lies at 0, which changes none of the three quantiles.
 *
 * A range without a level says that nothing is outside: either side of mid is
 * uniform, the distribution that adds least (of the largest entropy) to a
 * median and two bounds.
 *
 * An open end has no distribution.  Neither has it beside a mid: to mirror the
 * known side would be a guess of the figure that the publisher left out.
 */
#include "draws.h"

#include <math.h>

#include "draws_exp2.h"

#define MAX_SKEW 3.0
#define MIN_SKEW 1e-7 /* below, K is so large that digits would be lost */
#define LOG2_E   1.44269504088896340736

/* the mid that an interval without one stands for */
static double
implied_mid(double low, double high, double level)
{
	if (level > 0 && low > 0)
		return sqrt(low * high);
	if (level > 0 && high < 0)
		return -sqrt(low * high);
	return low + (high - low) / 2;
}

/* widths of an interval with a level, from those of its sides */
static void
fit_interval(double below, double above, double level, CtDrawsFit *fit)
{
	double z = 0.0 - ct_normal_quantile((1 - level) / 2);
	double g = 0;

	if (below > 0 && above > 0)
		g = ct_log_ratio(above, below) / z;
	if (fabs(g) < MIN_SKEW || fabs(g) > MAX_SKEW)
	{
		fit->shape = CT_SHAPE_NORMAL;
		fit->below = below / z;
		fit->above = above / z;
	}
	else if (g > 0)
	{
		fit->shape = CT_SHAPE_LOGNORMAL;
		fit->g = g;
		fit->below = fit->above = above * below / (above - below);
	}
	else
	{
		fit->shape = CT_SHAPE_MIRRORED;
		fit->g = -g;
		fit->below = fit->above = above * below / (below - above);
	}
}

void
ct_draws_fit(double low, const double *mid, double high, double level,
			 CtDrawsFit *fit)
{
	double median;

	fit->floor = fit->ceiling = false;
	fit->below = fit->above = fit->g = 0;
	if (low == high)
	{
		fit->shape = CT_SHAPE_POINT;
		fit->mid = low + 0.0;
		return;
	}
	median = mid ? *mid : implied_mid(low, high, level);
	fit->mid = median + 0.0;
	if (level > 0)
	{
		fit->floor = low >= 0;
		fit->ceiling = high <= 0;
		fit_interval(median - low, high - median, level, fit);
		return;
	}
	fit->shape = CT_SHAPE_UNIFORM;
	fit->below = median - low;
	fit->above = high - median;
}

void
ct_draws_normal_grid(int n, double *z)
{
	int i;

	for (i = 0; i < n / 2; i++)
		z[i] = ct_normal_quantile(((n + 1) / 2 + i + 0.5) / n);
}

void
ct_draws_uniform_grid(int n, double *t)
{
	int i;

	for (i = 0; i < n / 2; i++)
		t[i] = (2 * i + 1 + n % 2) / (double) n;
}

/* down and up: the two halves, from the median outwards */
static void
straight(const CtDrawsFit *fit, int half, const double *restrict grid,
		 double *restrict down, double *restrict up)
{
	double mid = fit->mid;
	double below = fit->below;
	double above = fit->above;
	int i;

	for (i = 0; i < half; i++)
	{
		down[i] = mid - below * grid[i];
		up[i] = mid + above * grid[i];
	}
}

/* scale is negative for the mirror image, with the halves changed over */
static void
skewed(double mid, double scale, double g, int half,
	   const double *restrict grid, double *restrict short_tail,
	   double *restrict long_tail)
{
	double rate = g * LOG2_E;
	double base = mid - scale;
	double up;
	double down;
	int i;

	for (i = 0; i < half; i++)
	{
		draws_exp2(rate * grid[i], &up, &down);
		short_tail[i] = base + scale * down;
		long_tail[i] = base + scale * up;
	}
}

/* The samples run monotonically: those beyond 0 are at the end. */
static void
limit(const CtDrawsFit *fit, int half, double *down, double *up)
{
	int i;

	for (i = half - 1; fit->floor && i >= 0 && down[i] < 0; i--)
		down[i] = 0;
	for (i = half - 1; fit->ceiling && i >= 0 && up[i] > 0; i--)
		up[i] = 0;
}

void
ct_draws_strata(const CtDrawsFit *fit, int n, const double *grid,
				double *strata)
{
	int half = n / 2;
	double *down = strata;
	double *up = strata + n - half;
	int i;

	switch (fit->shape)
	{
		case CT_SHAPE_POINT:
			for (i = 0; i < half; i++)
				down[i] = up[i] = fit->mid;
			break;
		case CT_SHAPE_UNIFORM:
		case CT_SHAPE_NORMAL:
			straight(fit, half, grid, down, up);
			break;
		case CT_SHAPE_LOGNORMAL:
			skewed(fit->mid, fit->above, fit->g, half, grid, down, up);
			break;
		case CT_SHAPE_MIRRORED:
			skewed(fit->mid, 0.0 - fit->above, fit->g, half, grid, up, down);
			break;
	}
	if (n % 2 == 1)
		strata[half] = fit->mid;
	limit(fit, half, down, up);
}
