/*
 * estimate_fuzz.c
 *		Fuzzes the reader of estimate, and calculates with what it accepts.
 *
 * What is accepted must be a valid value whose canonical text reads back to
 * the same bytes, and every result of arithmetic must be valid too.
 */
#include "estimate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void
require_result(CtOutcome outcome, const CtEstimate *result)
{
	require(outcome != CT_OUTCOME_ORDER && outcome != CT_OUTCOME_DIGITS,
			"arithmetic keeps figures in order and rounds");
	require(outcome != CT_OUTCOME_OK || ct_estimate_valid(result),
			"a result is a valid value");
}

static void
require_sane(const CtEstimate *e)
{
	static const CtScalar numbers[] = {
		{3, 0},  {-7, 1},   {INT64_C(999999999999999999), 9},
		{1, 27}, {-1, -18}, {0, 0}};
	CtEstimate out;
	size_t i;
	int decimals;

	require(ct_estimate_compare(e, e) == 0, "a value equals itself");
	require(ct_estimate_overlaps(e, e), "a value overlaps itself");
	ct_estimate_negate(e, &out);
	require(ct_estimate_valid(&out), "the negative is valid");
	ct_estimate_negate(&out, &out);
	require(memcmp(&out, e, sizeof(out)) == 0, "twice negative is the same");
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
	{
		require_result(ct_estimate_add(e, numbers[i], &out), &out);
		require_result(ct_estimate_multiply(e, numbers[i], &out), &out);
		require_result(ct_estimate_divide(e, numbers[i], &out), &out);
		require_result(ct_estimate_over(numbers[i], e, &out), &out);
		(void) ct_estimate_holds(e, numbers[i]);
	}
	require_result(ct_estimate_ratio(e, e, &out), &out);
	for (decimals = -18; decimals <= 9; decimals++)
		require_result(ct_estimate_rounded(e, decimals, &out), &out);
	require(memcmp(&out, e, sizeof(out)) == 0, "nine decimals are all");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[CT_ESTIMATE_TEXT_MAX];
	CtEstimate e;
	CtEstimate again;
	CtError err = {.code = CT_OK};
	size_t len;

	if (!ct_estimate_parse((const char *) data, size, &e, &err))
	{
		require(err.code != CT_OK && err.what[0] != '\0', "an error says why");
		require(err.pos == CT_NO_POSITION || err.pos + err.len <= size,
				"an error lies within the input");
		return 0;
	}
	require(ct_estimate_valid(&e), "an accepted value is valid");
	len = ct_estimate_format(&e, text);
	require(len < CT_ESTIMATE_TEXT_MAX && text[len] == '\0',
			"the canonical text fits");
	require(ct_estimate_parse(text, len, &again, &err),
			"the canonical text is accepted");
	require(memcmp(&e, &again, sizeof(e)) == 0,
			"the canonical text reads back to the same bytes");
	require_sane(&e);
	return 0;
}
