/*
 * estimate_sum_test.c
 *		Unit tests of the sums of estimates: extremes, order, text; prints TAP,
 *		needs no server.
 */
#include <stdio.h>
#include <string.h>

#include "estimate_sum.h"
#include "tap.h"

static const CtSumKind kinds[] = {CT_SUM_BOUNDS, CT_SUM_INDEPENDENT};

static void
ok(bool passed, const char *name)
{
	check(passed, name, "");
}

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

/* the total or average of rows as text, "" for none, "range" beyond it */
static const char *
result(CtSumKind kind, const CtEstimateSum *sum, bool average)
{
	static char text[CT_ESTIMATE_TEXT_MAX];
	CtEstimate e;

	switch (ct_sum_result(kind, sum, average, &e))
	{
		case CT_OUTCOME_OK:
			ct_estimate_format(&e, text);
			return ct_estimate_valid(&e) ? text : "invalid";
		case CT_OUTCOME_NOTHING:
			return "";
		default:
			return "range";
	}
}

static bool
same_sum(CtSumKind kind, const CtEstimateSum *a, const CtEstimateSum *b)
{
	return memcmp(a, b, ct_sum_size(kind)) == 0;
}

/* times copies of one row, times a power of ten */
static CtEstimateSum
many(CtSumKind kind, const char *row, int tens)
{
	CtEstimate e = estimate(row);
	CtEstimateSum sum;

	ct_sum_init(kind, &sum);
	ct_sum_add(kind, &sum, &e);
	while (tens-- > 0)
	{
		CtEstimateSum part = sum;
		int i;

		for (i = 0; i < 9; i++)
			ct_sum_merge(kind, &sum, &part);
	}
	return sum;
}

typedef struct Extreme
{
	CtSumKind kind;
	const char *row;
	int tens; /* 10^tens copies */
	const char *total;
	const char *average;
	const char *sums; /* the end of the text form */
} Extreme;

/* By hand.  10^18 is 10^27 in units of 10^-9, its half unit 2 10^27. */
static const Extreme extremes[] = {
	{CT_SUM_BOUNDS, "1000000T", 10, "range", "1000000T",
	 " mid=10000000000000000000000000000000000000"
	 " low=10000000000000000000000000000000000000"
	 " high=10000000000000000000000000000000000000"},
	{CT_SUM_BOUNDS, "-1000000T", 10, "range", "-1000000T",
	 " mid=-10000000000000000000000000000000000000"
	 " low=-10000000000000000000000000000000000000"
	 " high=-10000000000000000000000000000000000000"},
	{CT_SUM_BOUNDS, "-1000000T..1000000T", 10, "range",
	 "[-1000000T, 1000000T]",
	 " low=-10000000000000000000000000000000000000"
	 " high=10000000000000000000000000000000000000"},
	/* 10^10 rows spread 10^5 times as much as one: ends of +-10^23 */
	{CT_SUM_INDEPENDENT, "-1000000T..1000000T", 10, "range", "[-10T, 10T]",
	 "ranges=10000000000"
	 " low_squares="
	 "40000000000000000000000000000000000000000000000000000000000000000"
	 " high_squares="
	 "40000000000000000000000000000000000000000000000000000000000000000"},
	/* the longest distance there is: 4 10^27 half units */
	{CT_SUM_INDEPENDENT, "1000000T [-1000000T, 1000000T]", 10, "range",
	 "1000000T [999980T, 1000000T]",
	 "mid=10000000000000000000000000000000000000"
	 " low=20000000000000000000000000000000000000"
	 " high=20000000000000000000000000000000000000"
	 " low_squares="
	 "160000000000000000000000000000000000000000000000000000000000000000"},
	{CT_SUM_INDEPENDENT, "0 [-0.000000001, 0.000000001]", 10,
	 "0 [-0.0001, 0.0001]", "0 [-0.000000001, 0.000000001]",
	 "low_squares=40000000000 high_squares=40000000000"},
	{CT_SUM_INDEPENDENT, "2..4", 4, "[29.9k, 30.1k]", "[2.99, 3.01]", ""},
	{CT_SUM_BOUNDS, "2..4", 4, "[20k, 40k]", "[2, 4]", ""},
	{CT_SUM_BOUNDS, "0.000000001", 10, "10", "0.000000001", ""},
};

static void
test_extremes(void)
{
	size_t i;

	for (i = 0; i < sizeof(extremes) / sizeof(extremes[0]); i++)
	{
		const Extreme *x = &extremes[i];
		CtEstimateSum sum = many(x->kind, x->row, x->tens);
		CtEstimateSum before = sum;
		CtEstimate e = estimate(x->row);
		char text[CT_SUM_TEXT_MAX];
		size_t len = ct_sum_format(x->kind, &sum, text);
		const char *got;

		ok(ct_sum_valid(x->kind, &sum), x->row);
		check(len >= strlen(x->sums) &&
				  strcmp(text + len - strlen(x->sums), x->sums) == 0,
			  "sums", text);
		got = result(x->kind, &sum, false);
		check(strcmp(got, x->total) == 0, "total", got);
		got = result(x->kind, &sum, true);
		check(strcmp(got, x->average) == 0, "average", got);
		if (x->tens < 10)
			continue;
		ok(!ct_sum_add(x->kind, &sum, &e) &&
			   !ct_sum_merge(x->kind, &sum, &before) &&
			   same_sum(x->kind, &sum, &before),
		   "no row more than 10^10, and nothing is changed");
	}
}

/* k^2 rows spread k times as far as one, whatever the size */
static void
test_roots(void)
{
	static const char *const distance[] = {
		"0.000000001", "0.5", "3", "123456789", "1M", "4.3bn", "999T"};
	char row[64];
	size_t i;
	int tens;

	for (i = 0; i < sizeof(distance) / sizeof(distance[0]); i++)
	{
		CtScalar k = {1, 0};
		bool good = true;

		snprintf(row, sizeof(row), "0 [-%s, %s]", distance[i], distance[i]);
		for (tens = 0; tens <= 8; tens += 2)
		{
			CtEstimateSum sum = many(CT_SUM_INDEPENDENT, row, tens);
			CtEstimate one = estimate(row);
			CtEstimate got;
			CtEstimate expected;
			CtOutcome outcome = ct_estimate_multiply(&one, k, &expected);

			good = good &&
				   ct_sum_result(CT_SUM_INDEPENDENT, &sum, false, &got) ==
					   outcome &&
				   (outcome != CT_OUTCOME_OK ||
					memcmp(&got, &expected, sizeof(got)) == 0);
			k.coef *= 10;
		}
		ok(good, row);
	}
}

/*
 * Squares of just under 2^128, whose sum carries into the next words: row by
 * row as by merging, and back.  k^2 rows spread k times as far.
 */
static void
test_carry(void)
{
	CtEstimate e = estimate("0 [-9bn, 9bn]");
	CtEstimateSum sum[101];
	CtEstimateSum merged;
	bool same = true;
	bool back = true;
	int i;

	ct_sum_init(CT_SUM_INDEPENDENT, &sum[0]);
	merged = sum[0];
	for (i = 1; i <= 100; i++)
	{
		sum[i] = sum[i - 1];
		ct_sum_add(CT_SUM_INDEPENDENT, &sum[i], &e);
		ct_sum_merge(CT_SUM_INDEPENDENT, &merged, &sum[1]);
		same = same && same_sum(CT_SUM_INDEPENDENT, &sum[i], &merged);
	}
	ok(same, "squares carry");
	for (i = 100; i > 0; i--)
	{
		ct_sum_subtract(CT_SUM_INDEPENDENT, &merged, &e);
		back = back && same_sum(CT_SUM_INDEPENDENT, &sum[i - 1], &merged);
	}
	ok(back, "and borrow");
	ok(strcmp(result(CT_SUM_INDEPENDENT, &sum[4], false), "0 [-18bn, 18bn]") ==
		   0,
	   "the root of four");
	ok(strcmp(result(CT_SUM_INDEPENDENT, &sum[100], false),
			  "0 [-90bn, 90bn]") == 0,
	   "the root of a hundred");
}

/* xorshift, so that the rows are the same everywhere */
static uint64_t state = UINT64_C(88172645463325252);

static uint64_t
any(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static CtEstimate
any_estimate(void)
{
	for (;;)
	{
		CtEstimate e;
		CtScalar figure[3];
		int i;
		uint64_t largest = any(4) == 0 ? UINT64_C(1000000000000000000)
									   : UINT64_C(1000000);
		int scale = (int) any(10);
		uint64_t has = any(8);

		for (i = 0; i < 3; i++)
		{
			figure[i].coef = (int64_t) any(2 * largest + 1) -
							 (int64_t) largest;
			figure[i].scale = scale;
		}
		if (ct_estimate_make(has & 1 ? &figure[0] : NULL,
							 has & 2 ? &figure[1] : NULL,
							 has & 4 ? &figure[2] : NULL,
							 (uint16_t) (any(2) * (1 + any(9999))),
							 any(2) == 1, any(2) == 1, &e) == CT_OUTCOME_OK)
			return e;
	}
}

#define ROWS 24

/* a sum of rows in the order given, in parts of any size, merged in any way */
static void
sum_in_parts(CtSumKind kind, const CtEstimate *row, CtEstimateSum *sum)
{
	CtEstimateSum part[ROWS];
	int order[ROWS] = {0};
	int parts = 1 + (int) any(ROWS);
	int i;

	for (i = 0; i < ROWS; i++)
	{
		int j = (int) any((uint64_t) i + 1);

		order[i] = order[j];
		order[j] = i;
	}
	for (i = 0; i < parts; i++)
		ct_sum_init(kind, &part[i]);
	for (i = 0; i < ROWS; i++)
		ct_sum_add(kind, &part[any((uint64_t) parts)], &row[order[i]]);
	while (parts > 1)
	{
		int from = (int) any((uint64_t) parts - 1);

		parts--;
		ct_sum_merge(kind, &part[from], &part[parts]);
	}
	*sum = part[0];
}

/* Does inner lie in outer?  Where inner has no end, neither has outer. */
static bool
inside(const CtEstimate *inner, const CtEstimate *outer)
{
	return (!ct_estimate_has_low(outer) ||
			(ct_estimate_has_low(inner) &&
			 ct_estimate_low(inner) >= ct_estimate_low(outer))) &&
		   (!ct_estimate_has_high(outer) ||
			(ct_estimate_has_high(inner) &&
			 ct_estimate_high(inner) <= ct_estimate_high(outer))) &&
		   ct_estimate_has_mid(inner) == ct_estimate_has_mid(outer);
}

static void
test_order(CtSumKind kind)
{
	bool same = true;
	bool back = true;
	bool text = true;
	bool valid = true;
	int round;

	for (round = 0; round < 2000; round++)
	{
		CtEstimate row[ROWS];
		CtEstimateSum sum;
		CtEstimateSum parts;
		CtEstimateSum nothing;
		CtEstimateSum read;
		CtError err;
		char buf[CT_SUM_TEXT_MAX];
		int i;

		ct_sum_init(kind, &nothing);
		ct_sum_init(kind, &sum);
		for (i = 0; i < ROWS; i++)
		{
			row[i] = any_estimate();
			ct_sum_add(kind, &sum, &row[i]);
			valid = valid && ct_sum_valid(kind, &sum);
		}
		sum_in_parts(kind, row, &parts);
		same = same && same_sum(kind, &sum, &parts);
		text = text &&
			   ct_sum_parse(kind, buf, ct_sum_format(kind, &sum, buf), &read,
							&err) &&
			   same_sum(kind, &sum, &read);
		parts = sum;
		ct_sum_unmerge(kind, &parts, &sum);
		back = back && same_sum(kind, &parts, &nothing);
		for (i = 0; i < ROWS; i++)
			back = back && ct_sum_subtract(kind, &sum, &row[i]);
		back = back && same_sum(kind, &sum, &nothing) &&
			   !ct_sum_subtract(kind, &sum, &row[0]);
	}
	ok(same, "any order, split and merger: the same bytes");
	ok(back, "what is added can be taken away again, to zero bytes");
	ok(text, "the text reads back to the same bytes");
	ok(valid, "what rows give is valid");
}

static void
test_bracket(void)
{
	bool bracket = true;
	bool valid = true;
	int seen = 0;
	int round;

	for (round = 0; round < 20000; round++)
	{
		CtEstimateSum bounds;
		CtEstimateSum independent;
		CtEstimate b;
		CtEstimate i;
		int rows = 1 + (int) any(5);
		bool average = any(2) == 1;

		ct_sum_init(CT_SUM_BOUNDS, &bounds);
		ct_sum_init(CT_SUM_INDEPENDENT, &independent);
		while (rows-- > 0)
		{
			CtEstimate e = any_estimate();

			ct_sum_add(CT_SUM_BOUNDS, &bounds, &e);
			ct_sum_add(CT_SUM_INDEPENDENT, &independent, &e);
		}
		if (ct_sum_result(CT_SUM_BOUNDS, &bounds, average, &b) !=
				CT_OUTCOME_OK ||
			ct_sum_result(CT_SUM_INDEPENDENT, &independent, average, &i) !=
				CT_OUTCOME_OK)
			continue;
		seen++;
		valid = valid && ct_estimate_valid(&b) && ct_estimate_valid(&i);
		bracket = bracket && inside(&i, &b) &&
				  ct_estimate_mid(&b) == ct_estimate_mid(&i);
	}
	ok(seen > 5000, "there are sums to compare");
	ok(valid, "results are valid estimates, mid within the ends");
	ok(bracket, "independent lies within bounds, around the same mid");
}

/* A character changed, dropped or doubled: refused, or canonical. */
static void
test_text(CtSumKind kind)
{
	static const char letters[] = "0123456789-= _rowslhigmde";
	const char *const row[] = {"9.2k [3k, 20k] 90%", "~70k..80k", ">5000",
							   "140k [10k, ]",       "-7",        "<2"};
	CtEstimateSum sum;
	CtEstimateSum read;
	CtError err;
	char text[CT_SUM_TEXT_MAX];
	char again[CT_SUM_TEXT_MAX];
	bool canonical = true;
	int taken = 0;
	size_t len;
	size_t i;
	int round;

	ct_sum_init(kind, &sum);
	len = ct_sum_format(kind, &sum, text);
	ok(strcmp(text, "rows=0") == 0 &&
		   ct_sum_parse(kind, text, len, &read, &err) &&
		   same_sum(kind, &sum, &read),
	   "the sum of no rows");
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
	{
		CtEstimate e = estimate(row[i]);

		ct_sum_add(kind, &sum, &e);
	}
	len = ct_sum_format(kind, &sum, text);
	for (i = 0; i < len; i++)
		canonical = canonical && (!ct_sum_parse(kind, text, i, &read, &err) ||
								  ct_sum_format(kind, &read, again) == i);
	ok(canonical, "a beginning of a text is refused or canonical");
	canonical = true;
	for (round = 0; round < 200000; round++)
	{
		char changed[CT_SUM_TEXT_MAX];
		size_t at = (size_t) any(len);

		memcpy(changed, text, len + 1);
		changed[at] = letters[any(sizeof(letters) - 1)];
		if (!ct_sum_parse(kind, changed, len, &read, &err))
			continue;
		taken++;
		canonical = canonical && ct_sum_valid(kind, &read) &&
					ct_sum_format(kind, &read, again) == len &&
					strcmp(again, changed) == 0;
		/* must not trap */
		result(kind, &read, true);
	}
	ok(canonical && taken > 100, "what is read is written the same");
}

int
main(void)
{
	size_t i;

	test_extremes();
	test_roots();
	test_carry();
	for (i = 0; i < 2; i++)
	{
		test_order(kinds[i]);
		test_text(kinds[i]);
	}
	test_bracket();
	return tap_done();
}
