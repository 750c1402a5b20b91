/*
 * estimate_test.c
 *		Unit tests of the value behind estimate; prints TAP, needs no server.
 */
#include <string.h>

#include "estimate.h"
#include "tap.h"

static CtEstimate
estimate(const char *text)
{
	CtEstimate e;
	CtError err;

	if (!ct_estimate_parse(text, strlen(text), &e, &err))
	{
		memset(&e, 0, sizeof(e));
		printf("# %s: %s at %d\n", text, err.what, (int) err.pos);
	}
	return e;
}

static bool
shows(const CtEstimate *e, const char *text)
{
	char buf[CT_ESTIMATE_TEXT_MAX];

	(void) ct_estimate_format(e, buf);
	if (strcmp(buf, text) == 0)
		return true;
	printf("# %s, expected %s\n", buf, text);
	return false;
}

static void
test_scalars(void)
{
	CtScalar s;
	CtError err;

	check(ct_scalar_parse("-2.50", 5, &s, &err) && s.coef == -25 &&
			  s.scale == 1,
		  "a number", "");
	check(ct_scalar_parse("1234567890123456785", 19, &s, &err) &&
			  s.coef == INT64_C(123456789012345679) && s.scale == -1,
		  "18 digits that count, ties away from zero", "");
	check(!ct_scalar_parse("NaN", 3, &s, &err) &&
			  !ct_scalar_parse("", 0, &s, &err) &&
			  !ct_scalar_parse("1x", 2, &s, &err),
		  "no number", "");
	check(ct_scalar_parse("100000000000000000000", 21, &s, &err) &&
			  s.coef == 100 && s.scale == -18,
		  "a large number of few digits", "");
	check(ct_scalar_parse("1e36", 4, &s, &err) && s.coef == CT_EST_MAX_COEF &&
			  s.scale == -18 && !ct_scalar_parse("1e37", 4, &s, &err) &&
			  ct_scalar_parse("0e1000000", 9, &s, &err) && s.coef == 0 &&
			  s.scale == 0,
		  "the largest number, and zero", "");
	s = ct_scalar_from_int(INT64_MIN);
	check(s.coef == INT64_C(-922337203685477581) && s.scale == -1,
		  "the least integer", "");
}

static void
test_doubles(void)
{
	CtEstimate e;
	CtError err;
	double low = 0.1;
	double high = 1.0 / 3.0;
	double nan = 0.0 / strlen("");

	check(ct_estimate_from_doubles(&low, NULL, &high, 0.9, &e, &err) &&
			  shows(&e, "[0.1, 0.333333333] 90%"),
		  "nine decimals", "");
	check(!ct_estimate_from_doubles(&high, NULL, &low, 0, &e, &err),
		  "reversed ends", "");
	check(!ct_estimate_from_doubles(&nan, NULL, NULL, 0, &e, &err), "NaN", "");
	check(!ct_estimate_from_doubles(NULL, NULL, NULL, 0, &e, &err),
		  "no figure", "");
	check(!ct_estimate_from_doubles(&low, NULL, NULL, 0.9, &e, &err),
		  "a level without both ends", "");
	e = estimate("0.1 [-2.5, 1e16]");
	check(ct_estimate_mid(&e) == 0.1 && ct_estimate_low(&e) == -2.5 &&
			  ct_estimate_high(&e) == 1e16,
		  "figures as doubles", "");
}

static void
test_arithmetic(void)
{
	CtEstimate a = estimate(">200k");
	CtEstimate b = estimate("[2, 8]");
	CtEstimate out;

	check(ct_estimate_multiply(&a, (CtScalar){-1, 0}, &out) == CT_OUTCOME_OK &&
			  shows(&out, "<-200k"),
		  "a bound flips", "");
	check(ct_estimate_ratio(&b, &a, &out) == CT_OUTCOME_OK &&
			  shows(&out, "(0, 0.00004)"),
		  "a ratio by a bound", "");
	check(ct_estimate_over((CtScalar){149, 11}, &b, &out) == CT_OUTCOME_OK &&
			  shows(&out, "[0, 0.000000001]"),
		  "a small number by a range", "");
	check(ct_estimate_over((CtScalar){100, -18}, &a, &out) == CT_OUTCOME_OK &&
			  shows(&out, "(0, 500T)"),
		  "a large number by a bound", "");
	check(ct_estimate_add(&b, (CtScalar){149, 11}, &out) == CT_OUTCOME_OK &&
			  shows(&out, "[2.000000001, 8.000000002]"),
		  "ends take a number of many digits away from the middle", "");
	check(ct_estimate_divide(&b, (CtScalar){0, 0}, &out) == CT_OUTCOME_ZERO,
		  "division by zero", "");
	check(ct_estimate_multiply(&b, (CtScalar){1, -18}, &out) ==
			  CT_OUTCOME_RANGE,
		  "out of range", "");
	check(ct_estimate_divide(&b, (CtScalar){7, 0}, &out) == CT_OUTCOME_OK &&
			  shows(&out, "[0.285714285, 1.142857143]"),
		  "ends are rounded away from the middle", "");
	check(ct_estimate_rounded(&b, -1, &out) == CT_OUTCOME_OK &&
			  shows(&out, "[0, 10]"),
		  "tens", "");
	check(ct_estimate_holds(&b, (CtScalar){2, 0}) &&
			  !ct_estimate_holds(&b, (CtScalar){INT64_C(8000000001), 9}),
		  "a number within", "");
}

static void
test_valid(void)
{
	CtEstimate e = estimate("9.2k [3k, 20k] 90%");
	CtEstimate broken = e;

	check(ct_estimate_valid(&e), "a value is valid", "");
	broken.low = 9201;
	check(!ct_estimate_valid(&broken), "a mid outside", "");
	broken = e;
	broken.kind = CT_EST_RANGE;
	check(!ct_estimate_valid(&broken), "a range with a level", "");
	broken = e;
	broken.reserved = 1;
	check(!ct_estimate_valid(&broken), "a reserved bit", "");
	broken = e;
	broken.scale = 1;
	broken.low *= 10;
	broken.mid *= 10;
	broken.high *= 10;
	check(!ct_estimate_valid(&broken), "a scale larger than need be", "");
}

int
main(void)
{
	test_scalars();
	test_doubles();
	test_arithmetic();
	test_valid();
	return tap_done();
}
