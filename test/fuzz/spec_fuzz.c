/*
 * spec_fuzz.c
 *		Fuzzes the reader of gpu_spec.
 *
 * What is accepted must be a valid value whose canonical text reads back to
 * the same bytes, and everything that is computed from it must be sane.
 */
#include "spec.h"

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
require_sane(const GpuSpec *s)
{
	GpuSpec half;
	GpuSpec none;
	CtField format;
	uint64_t tpp;
	bool known = ct_tpp(s, 19, &tpp, &format);

	require(known || format == CT_FIELDS, "no TPP, no format");
	require(!known || tpp < UINT64_C(1) << 38, "TPP is within its bound");
	require(ct_spec_compare(s, s) == 0, "a value equals itself");
	require(ct_spec_contains(s, s), "a value contains itself");
	require(ct_spec_distance(s, s) == 0, "a value is at no distance");
	ct_spec_init(&none);
	require(ct_spec_distance(s, &none) == ct_spec_distance(&none, s),
			"distance is symmetric");
	require(ct_spec_scale(s, 500000000, &half) && ct_spec_valid(&half),
			"half of a valid value is valid");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[CT_SPEC_TEXT_MAX];
	GpuSpec s;
	GpuSpec again;
	CtError err = {.code = CT_OK};
	size_t len;

	if (!ct_spec_parse((const char *) data, size, &s, &err))
	{
		require(err.code != CT_OK && err.what[0] != '\0', "an error says why");
		require(err.pos == CT_NO_POSITION || err.pos + err.len <= size,
				"an error lies within the input");
		return 0;
	}
	require(ct_spec_valid(&s), "an accepted value is valid");
	len = ct_spec_format(&s, text);
	require(len < CT_SPEC_TEXT_MAX && text[len] == '\0',
			"the canonical text fits");
	require(ct_spec_parse(text, len, &again, &err),
			"the canonical text is accepted");
	require(memcmp(&s, &again, sizeof(s)) == 0,
			"the canonical text reads back to the same bytes");
	require_sane(&s);
	return 0;
}
