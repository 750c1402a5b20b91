/*
 * query_fuzz.c
 *		Fuzzes the reader and the evaluation of spec_query.
 *
 * What is accepted must have a canonical text that reads back to itself and
 * means the same; no evaluation may trap on any valid spec; the quick ways of
 * evaluation must agree with the general one; facts are missing exactly where
 * the answer is unknown.
 */
#include "query_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SPECS 16

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

/* xorshift: the same specs for the same input */
static uint64_t
next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* unknown, zero, the least, the greatest, or anything between */
static uint32_t
random_number(uint64_t *state)
{
	uint64_t r = next(state);

	switch (r % 8)
	{
		case 0:
		case 1:
			return 0;
		case 2:
			return 1;
		case 3:
			return 2;
		case 4:
			return UINT32_MAX;
		case 5:
			return (uint32_t) ((r >> 8) % 10000) * CT_SCALE + 1;
		default:
			return (uint32_t) (r >> 16);
	}
}

static void
random_spec(uint64_t *state, GpuSpec *s)
{
	uint64_t r = next(state);

	ct_spec_init(s);
	for (int f = 0; f < CT_NUMBERS; f++)
		s->number[f] = random_number(state);
	ct_spec_set_dc(s, (CtBool) (r % 3));
	ct_spec_set_hbm(s, (r >> 8) % 4 == 0);
	ct_spec_set_released(s, (CtPrecision) ((r >> 16) % 4),
						 CT_MIN_YEAR + (int) ((r >> 24) % 179),
						 1 + (int) ((r >> 32) % 12),
						 1 + (int) ((r >> 40) % 28));
	require(ct_spec_valid(s), "a random spec is valid");
}

/* without the quick ways for numbers */
static void
slow_copy(const CtQuery *q, CtQuery *slow)
{
	*slow = *q;
	for (int i = 0; i < slow->count; i++)
	{
		if (slow->nodes[i].fast != CT_FAST_DATE)
			slow->nodes[i].fast = CT_FAST_NONE;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char text[CT_QUERY_MAX_TEXT * 2];
	static char again[CT_QUERY_MAX_TEXT * 2];
	static CtQuery q;
	static CtQuery canonical;
	static CtQuery slow;
	uint64_t state = UINT64_C(0x9E3779B97F4A7C15) ^ size;
	CtError err = {.code = CT_OK};
	size_t len;

	if (!ct_query_parse((const char *) data, size, &q, &err))
	{
		require(err.code != CT_OK && err.what[0] != '\0', "an error says why");
		require(err.pos == CT_NO_POSITION || err.pos + err.len <= size,
				"an error lies within the input");
		return 0;
	}
	len = ct_query_format(&q, text, sizeof(text));
	require(len <= CT_QUERY_MAX_TEXT, "the canonical text is short enough");
	require(ct_query_parse(text, len, &canonical, &err),
			"the canonical text is accepted");
	require(ct_query_format(&canonical, again, sizeof(again)) == len &&
				memcmp(text, again, len) == 0,
			"the canonical text is canonical");
	require(canonical.fields == q.fields, "the same fields are read");
	slow_copy(&q, &slow);
	for (size_t i = 0; i < size; i++)
		state = (state ^ data[i]) * UINT64_C(0x100000001B3);
	state |= 1;
	for (int i = 0; i < SPECS; i++)
	{
		GpuSpec s;
		CtBool answer;

		random_spec(&state, &s);
		answer = ct_query_eval(&q, &s);
		require(ct_query_eval(&canonical, &s) == answer,
				"the canonical text means the same");
		require(ct_query_eval(&slow, &s) == answer,
				"quick and general evaluation agree");
		require((ct_query_missing(&q, &s) == 0) == (answer != CT_UNKNOWN),
				"facts are missing where the answer is unknown");
		require((ct_query_missing(&q, &s) & ~q.fields) == 0,
				"only fields that are read can be missing");
	}
	return 0;
}
