/*
 * draws_test.c
 *		Unit tests of the core of draws (draws.h).  Prints TAP.
 *
 * The hashes are those of xxHash's own sanity check (its buffer is made here
 * as there), the random numbers those of the reference SplitMix64.  Quantiles,
 * logarithms and powers are compared with the C library's erfc(), log() and
 * exp2(), sums with integers.
 */
#include "draws.h"
#include "draws_exp2.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

static void
ok(bool passed, const char *name)
{
	check(passed, name, "");
}

/* ---- hash and generator ------------------------------------------ */

#define PRIME32 UINT64_C(2654435761)
#define PRIME64 UINT64_C(11400714785074694797)

static const struct
{
	size_t len;
	uint64_t seed;
	uint64_t hash;
} vectors[] = {
	{0, 0, UINT64_C(0xEF46DB3751D8E999)},
	{0, PRIME32, UINT64_C(0xAC75FDA2929B17EF)},
	{1, 0, UINT64_C(0xE934A84ADB052768)},
	{1, PRIME32, UINT64_C(0x5014607643A9B4C3)},
	{4, 0, UINT64_C(0x9136A0DCA57457EE)},
	{14, 0, UINT64_C(0x8282DCC4994E35C8)},
	{14, PRIME32, UINT64_C(0xC3BD6BF63DEB6DF0)},
	{222, 0, UINT64_C(0xB641AE8CB691C174)},
	{222, PRIME32, UINT64_C(0x20CB8AB7AE10C14A)},
};

static void
test_hash(void)
{
	unsigned char buffer[222];
	uint64_t gen = PRIME32;
	uint64_t state = 1234567;
	size_t i;

	for (i = 0; i < sizeof(buffer); i++)
	{
		buffer[i] = (unsigned char) (gen >> 56);
		gen *= PRIME64;
	}
	for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++)
		ok(ct_xxh64(buffer, vectors[i].len, vectors[i].seed) ==
			   vectors[i].hash,
		   "XXH64 as its publisher has it");
	ok(ct_splitmix64(&state) == UINT64_C(6457827717110365317) &&
		   ct_splitmix64(&state) == UINT64_C(3203168211198807973) &&
		   ct_splitmix64(&state) == UINT64_C(9817491932198370423) &&
		   ct_splitmix64(&state) == UINT64_C(4593380528125082431) &&
		   ct_splitmix64(&state) == UINT64_C(16408922859458223821),
	   "SplitMix64 from 1234567");
}

static void
test_shuffle(void)
{
	static const int sizes[] = {16, 17, 999, 1000, 65536};
	static double in[CT_DRAWS_MAX_SIZE];
	static double out[CT_DRAWS_MAX_SIZE];
	static int where[16][16];
	static char seen[CT_DRAWS_MAX_SIZE];
	double squares = 0;
	size_t s;
	int i;
	int k;

	for (i = 0; i < CT_DRAWS_MAX_SIZE; i++)
		in[i] = i;
	for (s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++)
	{
		memset(seen, 0, sizeof(seen));
		memcpy(out, in, sizeof(in));
		ct_draws_shuffle(out, sizes[s], 42 + s);
		for (i = 0; i < sizes[s]; i++)
			seen[(int) out[i]]++;
		for (i = 0; i < sizes[s] && seen[i] == 1; i++)
			;
		ok(i == sizes[s], "a shuffle has each sample once");
	}
	for (k = 0; k < 16000; k++)
	{
		memcpy(out, in, 16 * sizeof(double));
		ct_draws_shuffle(out, 16, (uint64_t) k);
		for (i = 0; i < 16; i++)
			where[i][(int) out[i]]++;
	}
	/* 256 cells of 1000 on average: chi squared has 225 degrees of freedom */
	for (i = 0; i < 256; i++)
		squares += pow(where[i / 16][i % 16] - 1000.0, 2) / 1000;
	ok(squares > 225 - 5 * sqrt(450) && squares < 225 + 5 * sqrt(450),
	   "each sample is at each place equally often");
}

/* ---- normal distribution ----------------------------------------- */

static double
phi(double z)
{
	return 0.5 * erfc(-z / sqrt(2));
}

static double
density(double z)
{
	return exp(-z * z / 2) / sqrt(2 * acos(-1));
}

/* the error of a power of 2, beyond rounding, in units of 2^x - 1 */
static double
exp_error(double found, double x)
{
	double rounding = 4 * DBL_EPSILON * exp2(x);

	return (fabs(found - exp2(x)) - rounding) / fabs(expm1(x * log(2)));
}

static void
test_normal(void)
{
	double worst = 0;
	double worst_log = 0;
	double worst_exp = 0;
	double one;
	double inverse;
	double u;
	double x;

	/* one step of Newton from z is its error */
	for (u = 1.0 / 262144; u <= 0.5; u *= 1.0001)
	{
		double z = ct_normal_quantile(u);
		double error = fabs((phi(z) - u) / density(z));

		if (error > worst)
			worst = error;
	}
	printf("# worst quantile error %g\n", worst);
	ok(worst < 1e-10, "quantiles to 1e-10");
	ok(ct_normal_quantile(0.5) == 0, "the median is 0");
	ok(fabs(ct_normal_quantile(0.95) - 1.6448536269514722) < 1e-10 &&
		   ct_normal_quantile(0.9375) == -ct_normal_quantile(0.0625),
	   "both halves");
	for (x = 1e-6; x < 1e6; x *= 1.01)
	{
		double error = fabs(ct_log_ratio(3 * x, 3) / log(x) - 1);

		if (error > worst_log)
			worst_log = error;
	}
	for (x = -20; x < 20; x += 0.00137)
	{
		double up;
		double down;

		draws_exp2(x, &up, &down);
		worst_exp = fmax(worst_exp, exp_error(up, x));
		worst_exp = fmax(worst_exp, exp_error(down, -x));
	}
	printf("# worst logarithm %g, power %g\n", worst_log, worst_exp);
	ok(worst_log < 3e-14, "logarithms to 3e-14");
	ok(worst_exp < 5e-8, "powers of 2 to 5e-8");
	draws_exp2(0, &one, &inverse);
	ok(one == 1 && inverse == 1, "2^0 is 1");
}

/* ---- distributions ----------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

/* the sorted samples of an estimate */
static void
sample(double low, const double *mid, double high, double level, int n,
	   CtDrawsFit *fit, double *out)
{
	static double grid[CT_DRAWS_MAX_SIZE];

	ct_draws_fit(low, mid, high, level, fit);
	if (fit->shape == CT_SHAPE_UNIFORM)
		ct_draws_uniform_grid(n, grid);
	else
		ct_draws_normal_grid(n, grid);
	ct_draws_strata(fit, n, grid, out);
	qsort(out, (size_t) n, sizeof(double), compare);
}

static const struct
{
	double low;
	double mid;
	double high;
	double level;
	CtDrawsShape shape;
	const char *name;
} fits[] = {
	{19344, 29857, 46304, 0.9, CT_SHAPE_LOGNORMAL, "nearly lognormal"},
	{3000, 9200, 20000, 0.9, CT_SHAPE_LOGNORMAL, "skewed up, near 0"},
	{1600, 18000, 200000, 0.95, CT_SHAPE_LOGNORMAL, "very wide"},
	{0, 230000, 300000, 0.9, CT_SHAPE_MIRRORED, "skewed down, floor"},
	{-300, -230, 0, 0.9, CT_SHAPE_LOGNORMAL, "skewed up, ceiling"},
	{-5, 1, 20, 0.8, CT_SHAPE_LOGNORMAL, "across 0"},
	{90, 100, 110, 0.5, CT_SHAPE_NORMAL, "normal"},
	{90, 100.00001, 110, 0.5, CT_SHAPE_MIRRORED, "a little skewed"},
	{90, 100.0000001, 110, 0.5, CT_SHAPE_NORMAL, "hardly skewed"},
	{10, 11, 1011, 0.9, CT_SHAPE_NORMAL, "too skewed: two halves"},
	{10, 10, 20, 0.9, CT_SHAPE_NORMAL, "mid is an end"},
	{10, 11, 20, 0, CT_SHAPE_UNIFORM, "a range"},
};

/* Is the quantile p of these where it should be: between two neighbours? */
static bool
between(const double *sorted, int n, double p, double value)
{
	double at = p * n - 0.5;
	double slack = (sorted[n - 1] - sorted[0]) * 1e-7;
	int i = (int) at;
	int k = i + 1;

	/* beyond the outermost centres of strata */
	if (at < 0)
		return value <= sorted[0] + slack;
	if (at > n - 1)
		return value >= sorted[n - 1] - slack;
	return sorted[i] - slack <= value && value <= sorted[k] + slack &&
		   fabs(ct_draws_quantile(sorted, n, p) - value) <=
			   sorted[k] - sorted[i] + slack;
}

static void
test_fit(int n)
{
	static double x[CT_DRAWS_MAX_SIZE];
	CtDrawsFit fit;
	size_t k;

	for (k = 0; k < sizeof(fits) / sizeof(fits[0]); k++)
	{
		double p = (1 - fits[k].level) / 2;
		bool ends = true;

		sample(fits[k].low, &fits[k].mid, fits[k].high, fits[k].level, n, &fit,
			   x);
		if (fits[k].level > 0)
			ends = between(x, n, p, fits[k].low) &&
				   between(x, n, 1 - p, fits[k].high);
		else
			ends = fabs(x[0] - fits[k].low) < 1.001 / n &&
				   fabs(x[n - 1] - fits[k].high) < 9.001 / n;
		check(fit.shape == fits[k].shape, fits[k].name, "shape");
		check(ends, fits[k].name, "ends");
		check(between(x, n, 0.5, fits[k].mid), fits[k].name, "mid");
		check(fits[k].low < 0 || x[0] >= 0, fits[k].name, "floor");
		check(fits[k].high > 0 || x[n - 1] <= 0, fits[k].name, "ceiling");
		check(ct_draws_valid(x, n), fits[k].name, "valid");
	}
}

/*
 * The hash of all samples, low byte first: what the first machine had.  These
 * figures come from nowhere else; they tell of a machine, compiler or flag
 * that computes otherwise.  test/oracle compares the samples with another
 * program's.
 */
static const uint64_t fit_bytes[] = {
	UINT64_C(0xD046665428696D1F), UINT64_C(0x1FD69155C16976F5),
	UINT64_C(0xE305ABD276D94B5A), UINT64_C(0xBAF1CAC69686F74C),
	UINT64_C(0x6C28E5001196084D), UINT64_C(0xAE789BAD1D49A25A),
	UINT64_C(0xA066DA6B92303A91), UINT64_C(0x54549731297345A1),
	UINT64_C(0x12372D5A8255AC35), UINT64_C(0x3F02BAA9FFC4AC76),
	UINT64_C(0xF2A1E4CC4DD3D58F), UINT64_C(0x1F2F645CCEA25E59)};

static void
test_bytes(void)
{
	static double x[1000];
	static unsigned char bytes[8000];
	uint64_t seed = ct_xxh64((const unsigned char *) "shipments", 9, 0);
	size_t k;

	for (k = 0; k < sizeof(fits) / sizeof(fits[0]); k++)
	{
		CtDrawsFit fit;
		char detail[40];
		uint64_t hash;
		int i;

		sample(fits[k].low, &fits[k].mid, fits[k].high, fits[k].level, 1000,
			   &fit, x);
		ct_draws_shuffle(x, 1000, seed);
		for (i = 0; i < 8000; i++)
		{
			uint64_t bits;

			memcpy(&bits, &x[i / 8], sizeof(bits));
			bytes[i] = (unsigned char) (bits >> i % 8 * 8);
		}
		hash = ct_xxh64(bytes, sizeof(bytes), 0);
		(void) snprintf(detail, sizeof(detail), "%016llX",
						(unsigned long long) hash);
		check(hash == fit_bytes[k], fits[k].name, detail);
	}
}

static void
test_implied(void)
{
	static double x[1001];
	CtDrawsFit fit;
	double mid = 5;
	int i;

	sample(100, NULL, 400, 0.9, 1000, &fit, x);
	ok(fit.shape == CT_SHAPE_LOGNORMAL && fit.mid == 200,
	   "an interval above 0 without mid is lognormal");
	sample(-400, NULL, -100, 0.9, 1000, &fit, x);
	ok(fit.shape == CT_SHAPE_MIRRORED && fit.mid == -200, "or its mirror");
	sample(0, NULL, 400, 0.9, 1000, &fit, x);
	ok(fit.shape == CT_SHAPE_NORMAL && fit.mid == 200 && x[0] == 0,
	   "from 0 it is normal, cut at 0");
	sample(0, NULL, 1000, 0, 1000, &fit, x);
	for (i = 0; i < 1000 && fabs(x[i] - (i + 0.5)) < 1e-9; i++)
		;
	ok(i == 1000, "a range without mid is uniform");
	sample(5, &mid, 5, 0.9, 1001, &fit, x);
	ok(fit.shape == CT_SHAPE_POINT && x[0] == 5 && x[999] == 5, "a point");
}

/* ---- arithmetic -------------------------------------------------- */

static void
test_arithmetic(void)
{
	double a[19];
	double b[19];
	double out[19];
	double mean;
	int i;

	for (i = 0; i < 19; i++)
	{
		a[i] = i - 9;
		b[i] = 2 * i + 1;
	}
	ok(ct_draws_apply(CT_OP_SUB, a, a, out, 19) == CT_DRAWS_OK &&
		   out[0] == 0 && out[18] == 0 && !signbit(out[0]),
	   "x - x is 0");
	ok(ct_draws_apply(CT_OP_MUL, a, b, out, 19) == CT_DRAWS_OK &&
		   out[3] == -42 && !signbit(out[9]),
	   "times");
	ok(ct_draws_apply_scalar(CT_OP_MUL, a, -1, out, 19) == CT_DRAWS_OK &&
		   ct_draws_valid(out, 19) && out[0] == 9,
	   "no negative zero");
	ct_draws_negate(a, out, 19);
	ok(ct_draws_valid(out, 19) && out[18] == -9, "negation");
	ok(ct_draws_apply(CT_OP_DIV, b, a, out, 19) == CT_DRAWS_ZERO &&
		   ct_scalar_apply_draws(CT_OP_DIV, 1, a, out, 19) == CT_DRAWS_ZERO &&
		   ct_draws_apply_scalar(CT_OP_DIV, a, 0, out, 19) == CT_DRAWS_ZERO,
	   "division by 0");
	ok(ct_scalar_apply_draws(CT_OP_SUB, 1, a, out, 19) == CT_DRAWS_OK &&
		   out[0] == 10 &&
		   ct_scalar_apply_draws(CT_OP_DIV, 1, b, out, 19) == CT_DRAWS_OK &&
		   out[1] == 1.0 / 3,
	   "scalar first");
	ok(ct_draws_apply(CT_OP_MIN, a, b, out, 19) == CT_DRAWS_OK &&
		   out[18] == 9 &&
		   ct_draws_apply_scalar(CT_OP_MAX, a, 0, out, 19) == CT_DRAWS_OK &&
		   out[0] == 0,
	   "min and max");
	for (i = 0; i < 19; i++)
	{
		a[i] = i == 17 ? 1e308 : 1;
		b[i] = i == 17 ? -1e308 : 1;
	}
	ok(ct_draws_apply(CT_OP_SUB, a, b, out, 19) == CT_DRAWS_OVERFLOW &&
		   ct_draws_apply(CT_OP_ADD, a, b, out, 19) == CT_DRAWS_OK &&
		   ct_draws_apply_scalar(CT_OP_MUL, a, 10, out, 19) ==
			   CT_DRAWS_OVERFLOW,
	   "overflow is seen in every lane");
	a[18] = NAN;
	ok(!ct_draws_valid(a, 19), "NaN is no sample");
	a[18] = -0.0;
	ok(!ct_draws_valid(a, 19), "nor is a negative zero");
	for (i = 0; i < 19; i++)
		a[i] = 1e308;
	ok(!ct_draws_mean(a, 19, &mean), "a mean beyond the doubles");
	for (i = 0; i < 19; i++)
		a[i] = i == 0 ? 1e17 : i == 18 ? -1e17 : 1;
	ok(ct_draws_mean(a, 19, &mean) && mean == 17.0 / 19,
	   "mean keeps small samples beside large ones");
	for (i = 0; i < 19; i++)
		a[i] = i;
	ok(ct_draws_variance(a, 19, &mean) && fabs(mean - 95.0 / 3) < 1e-12,
	   "variance of 0 to 18");
	ok(!ct_draws_root(b, out, 19) && ct_draws_root(a, out, 19) && out[16] == 4,
	   "roots");
	ok(ct_draws_count(a, 19, CT_LESS, 3) == 3 &&
		   ct_draws_count(a, 19, CT_LESS_EQUAL, 3) == 4 &&
		   ct_draws_count(a, 19, CT_GREATER, 3) == 15 &&
		   ct_draws_count(a, 19, CT_GREATER_EQUAL, 3) == 16,
	   "comparisons with a number");
	ok(ct_draws_count_pairs(a, out, 19, CT_GREATER) == 17 &&
		   ct_draws_count_pairs(a, out, 19, CT_LESS_EQUAL) == 2,
	   "comparisons of pairs");
}

/* ---- sums -------------------------------------------------------- */

#define WIDTH 16

static uint64_t sum_memory[4][WIDTH];

static CtDrawsSum
new_sum(int at)
{
	CtDrawsSum sum;

	memset(sum_memory[at], 0, sizeof(sum_memory[at]));
	memset(sum_memory[at + 1], 0, sizeof(sum_memory[at]));
	memset(&sum, 0, sizeof(sum));
	sum.n = WIDTH;
	sum.hi = sum_memory[at];
	sum.lo = sum_memory[at + 1];
	return sum;
}

/* a number of any size and sign, and it rounded, in units of 2^-40 */
static double
arbitrary(uint64_t *state, __int128 *units)
{
	uint64_t bits = ct_splitmix64(state);
	int exponent = (int) (bits % 70) - 42;
	double x = ldexp((double) (int64_t) ct_splitmix64(state), exponent - 40);
	int shift;
	double fraction = frexp(x, &shift);
	int64_t whole = (int64_t) ldexp(fraction, 53);

	/* x = whole * 2^(shift - 53) */
	shift = shift - 53 + 40;
	if (shift >= 0)
		*units = (__int128) whole * ((__int128) 1 << shift);
	else
		*units = (__int128) rint(ldexp((double) whole, shift));
	return x;
}

static void
test_sum(void)
{
	CtDrawsSum a = new_sum(0);
	CtDrawsSum b = new_sum(2);
	__int128 exact[WIDTH] = {0};
	double x[WIDTH];
	uint64_t state = 7;
	int64_t hi;
	int64_t lo;
	int64_t hi2;
	int64_t lo2;
	char text[CT_DRAWS_SUM_TEXT_MAX];
	size_t used;
	bool same = true;
	int row;
	int i;

	for (row = 0; row < 10000; row++)
	{
		for (i = 0; i < WIDTH; i++)
		{
			__int128 units;

			x[i] = arbitrary(&state, &units);
			exact[i] += units;
		}
		same &= ct_draws_sum_add(row % 3 == 0 ? &a : &b, x);
		if (row % 7 == 0)
			same &= ct_draws_sum_add(&b, x) && ct_draws_sum_remove(&b, x);
	}
	ok(same && a.rows + b.rows == 10000, "ten thousand rows in two sums");
	same = ct_draws_sum_settle(&b) &&
		   ct_draws_sum_merge(&a, b.rows, (int64_t *) b.hi, (int64_t *) b.lo);
	for (i = 0; i < WIDTH; i++)
	{
		ct_draws_sum_pair(&a, i, &hi, &lo);
		same &= (__int128) hi * (INT64_C(1) << 52) + lo == exact[i];
		same &= ct_draws_sum_pair_valid(hi, lo);
		(void) ct_draws_sum_format(hi, lo, text);
		same &= ct_draws_sum_parse(text, strlen(text), &hi2, &lo2, &used) &&
				hi2 == hi && lo2 == lo && used == strlen(text);
	}
	ok(same && a.rows == 10000, "merged: the integers, and through text");

	a = new_sum(0);
	for (i = 0; i < WIDTH; i++)
		x[i] = i == 3 ? 9.3e18 : 1;
	ok(!ct_draws_sum_add(&a, x), "a sample of 9.3e18 is too large");
	a = new_sum(0);
	x[3] = -9.3e18;
	ok(!ct_draws_sum_add(&a, x), "so is -9.3e18");
	a = new_sum(0);
	x[3] = -9.2e18;
	for (row = 0; row < 1000; row++)
		same &= ct_draws_sum_add(&a, x);
	ok(same && ct_draws_sum_settle(&a), "a thousand of -9.2e18 are not");
	ct_draws_sum_pair(&a, 3, &hi, &lo);
	ok(ct_draws_sum_value(hi, lo) == -9.2e21, "their sum");
	for (row = 0; same && row < 3000; row++)
		same = ct_draws_sum_add(&a, x);
	ok(!same || !ct_draws_sum_settle(&a), "two thousand are");

	a = new_sum(0);
	for (i = 0; i < WIDTH; i++)
		x[i] = 0.1;
	for (row = 0; row < 10; row++)
		(void) ct_draws_sum_add(&a, x);
	ct_draws_sum_pair(&a, 0, &hi, &lo);
	/* round(0.1 * 2^40) = 109951162778 */
	ok(ct_draws_sum_value(hi, lo) == 1099511627780.0 / 1099511627776.0,
	   "a tenth is rounded to 2^-40");
	x[0] = ldexp(1, -41);
	a = new_sum(0);
	(void) ct_draws_sum_add(&a, x);
	ct_draws_sum_pair(&a, 0, &hi, &lo);
	ok(hi == 0 && lo == 0, "half a unit goes to the even one");
	ok(!ct_draws_sum_parse("", 0, &hi, &lo, &used) &&
		   !ct_draws_sum_parse("-", 1, &hi, &lo, &used) &&
		   !ct_draws_sum_parse("-0", 2, &hi, &lo, &used) &&
		   !ct_draws_sum_parse("01", 2, &hi, &lo, &used) &&
		   !ct_draws_sum_parse("x", 1, &hi, &lo, &used) &&
		   !ct_draws_sum_parse("99999999999999999999999999999999999", 35, &hi,
							   &lo, &used) &&
		   !ct_draws_sum_parse("1234567890123456789012345678901234567", 37,
							   &hi, &lo, &used),
	   "no integers of a sum");
}

int
main(void)
{
	test_hash();
	test_shuffle();
	test_normal();
	test_fit(1000);
	test_fit(1001);
	test_fit(16);
	test_fit(65536);
	test_bytes();
	test_implied();
	test_arithmetic();
	test_sum();
	return tap_done();
}
