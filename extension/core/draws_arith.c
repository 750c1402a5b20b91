/*
 * draws_arith.c
 *		Arithmetic of samples, element by element, and what a sample says.
 *
 * Zero is added to every result, which turns a negative zero into zero and
 * changes nothing else.  The compiler makes vector code of the loops.
 */
#include "draws.h"

#include <math.h>
#include <string.h>

#define LANES 8

/*
 * Are all of these finite?  Zero times a finite number is a zero, and times
 * anything else is NaN; the sums run side by side.
 */
static bool
all_finite(const double *x, int n)
{
	double lane[LANES] = {0};
	double sum = 0;
	int i;
	int k;

	for (i = 0; i + LANES <= n; i += LANES)
	{
		for (k = 0; k < LANES; k++)
			lane[k] += x[i + k] * 0.0;
	}
	for (; i < n; i++)
		sum += x[i] * 0.0;
	for (k = 0; k < LANES; k++)
		sum += lane[k];
	return sum == 0;
}

static bool
any_zero(const double *x, int n)
{
	int found = 0;
	int i;

	for (i = 0; i < n; i++)
		found |= x[i] == 0;
	return found != 0;
}

static inline double
smaller(double a, double b)
{
	return a < b ? a : b;
}

static inline double
greater(double a, double b)
{
	return a > b ? a : b;
}

/* clang-format off */
#define EACH(expression)    \
	for (i = 0; i < n; i++) \
		out[i] = (expression) + 0.0; \
	break
/* clang-format on */

CtDrawsStatus
ct_draws_apply(CtDrawsOp op, const double *a, const double *b,
			   double *restrict out, int n)
{
	int i;

	switch (op)
	{
		case CT_OP_ADD:
			EACH(a[i] + b[i]);
		case CT_OP_SUB:
			EACH(a[i] - b[i]);
		case CT_OP_MUL:
			EACH(a[i] * b[i]);
		case CT_OP_DIV:
			if (any_zero(b, n))
				return CT_DRAWS_ZERO;
			EACH(a[i] / b[i]);
		case CT_OP_MIN:
			EACH(smaller(a[i], b[i]));
		case CT_OP_MAX:
			EACH(greater(a[i], b[i]));
	}
	return all_finite(out, n) ? CT_DRAWS_OK : CT_DRAWS_OVERFLOW;
}

CtDrawsStatus
ct_draws_apply_scalar(CtDrawsOp op, const double *a, double b,
					  double *restrict out, int n)
{
	int i;

	switch (op)
	{
		case CT_OP_ADD:
			EACH(a[i] + b);
		case CT_OP_SUB:
			EACH(a[i] - b);
		case CT_OP_MUL:
			EACH(a[i] * b);
		case CT_OP_DIV:
			if (b == 0)
				return CT_DRAWS_ZERO;
			EACH(a[i] / b);
		case CT_OP_MIN:
			EACH(smaller(a[i], b));
		case CT_OP_MAX:
			EACH(greater(a[i], b));
	}
	return all_finite(out, n) ? CT_DRAWS_OK : CT_DRAWS_OVERFLOW;
}

CtDrawsStatus
ct_scalar_apply_draws(CtDrawsOp op, double a, const double *b,
					  double *restrict out, int n)
{
	int i;

	switch (op)
	{
		case CT_OP_SUB:
			EACH(a - b[i]);
		case CT_OP_DIV:
			if (any_zero(b, n))
				return CT_DRAWS_ZERO;
			EACH(a / b[i]);
		default:
			return ct_draws_apply_scalar(op, b, a, out, n);
	}
	return all_finite(out, n) ? CT_DRAWS_OK : CT_DRAWS_OVERFLOW;
}

void
ct_draws_negate(const double *a, double *out, int n)
{
	int i;

	for (i = 0; i < n; i++)
		out[i] = 0.0 - a[i];
}

bool
ct_draws_root(const double *a, double *out, int n)
{
	int negative = 0;
	int i;

	for (i = 0; i < n; i++)
		negative |= a[i] < 0;
	if (negative)
		return false;
	for (i = 0; i < n; i++)
		out[i] = sqrt(a[i]);
	return true;
}

bool
ct_draws_valid(const double *x, int n)
{
	uint64_t bits;
	int i;

	for (i = 0; i < n; i++)
	{
		memcpy(&bits, &x[i], sizeof(bits));
		if (bits == UINT64_C(1) << 63)
			return false;
	}
	return all_finite(x, n);
}

double
ct_draws_between(double a, double b, double share)
{
	double width = b - a;
	double x = a + share * width;

	if (!all_finite(&width, 1))
		x = 2 * (a / 2 + share * (b / 2 - a / 2));
	return smaller(x, b) + 0.0;
}

double
ct_draws_quantile(const double *sorted, int n, double p)
{
	double at = p * n - 0.5;
	int i;

	if (at <= 0)
		return sorted[0];
	if (at >= n - 1)
		return sorted[n - 1];
	i = (int) at;
	return ct_draws_between(sorted[i], sorted[i + 1], at - i);
}

/* sum of (x - shift)^power, compensated (Neumaier, 1974) */
static double
compensated(const double *x, int n, double shift, bool squared)
{
	double sum = 0;
	double lost = 0;
	int i;

	for (i = 0; i < n; i++)
	{
		double term = x[i] - shift;
		double total;

		if (squared)
			term *= term;
		total = sum + term;
		if (fabs(sum) >= fabs(term))
			lost += (sum - total) + term;
		else
			lost += (term - total) + sum;
		sum = total;
	}
	return sum + lost;
}

bool
ct_draws_mean(const double *x, int n, double *mean)
{
	double least = x[0];
	double most = x[0];
	int i;

	*mean = compensated(x, n, 0, false) / n + 0.0;
	if (!all_finite(mean, 1))
		return false;
	for (i = 1; i < n; i++)
	{
		least = smaller(x[i], least);
		most = greater(x[i], most);
	}
	*mean = smaller(greater(*mean, least), most);
	return true;
}

bool
ct_draws_variance(const double *x, int n, double *variance)
{
	double mean;

	if (!ct_draws_mean(x, n, &mean))
		return false;
	*variance = compensated(x, n, mean, true) / (n - 1);
	return all_finite(variance, 1);
}

static inline bool
holds(double x, CtComparison op, double y)
{
	switch (op)
	{
		case CT_LESS:
			return x < y;
		case CT_LESS_EQUAL:
			return x <= y;
		case CT_GREATER:
			return x > y;
		default:
			return x >= y;
	}
}

int
ct_draws_count(const double *x, int n, CtComparison op, double y)
{
	int count = 0;
	int i;

	for (i = 0; i < n; i++)
		count += holds(x[i], op, y);
	return count;
}

int
ct_draws_count_pairs(const double *x, const double *y, int n, CtComparison op)
{
	int count = 0;
	int i;

	for (i = 0; i < n; i++)
		count += holds(x[i], op, y[i]);
	return count;
}
