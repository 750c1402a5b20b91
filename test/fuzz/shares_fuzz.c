/*
 * shares_fuzz.c
 *		Fuzzes both readers of shares: the first byte chooses the text (even)
 *		or the bytes (odd) of a value.
 *
 * A text that is accepted must have a canonical text that reads back to the
 * same value; bytes that are accepted must be those that the value is written
 * as.
 */
#include "shares.h"

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

/* The bytes of a value, which the caller frees. */
static unsigned char *
bytes_of(const CtShares *s, size_t *size)
{
	int decimals = ct_shares_decimals(s);
	unsigned char *bytes;

	*size = ct_shares_size(s, decimals);
	bytes = malloc(*size);
	require(bytes != NULL, "memory");
	ct_shares_encode(s, decimals, bytes);
	return bytes;
}

/* Text there and back gives the same bytes. */
static void
require_round_trip(const CtShares *s)
{
	char *text = malloc(ct_shares_text_max(s));
	CtShare *items = calloc((size_t) s->n + 1, sizeof(CtShare));
	unsigned char *wanted;
	unsigned char *got;
	size_t wanted_size;
	size_t got_size;
	size_t len;
	char *buf;
	CtShares again;
	CtError err;

	require(text != NULL && items != NULL, "memory");
	len = ct_shares_format(s, text);
	require(len < ct_shares_text_max(s) && text[len] == '\0', "a text fits");
	buf = malloc(len + 1);
	require(ct_shares_parse(text, len, items, s->n, buf, &again, &err),
			"the canonical text is accepted");
	wanted = bytes_of(s, &wanted_size);
	got = bytes_of(&again, &got_size);
	require(wanted_size == got_size && memcmp(wanted, got, got_size) == 0,
			"the canonical text reads back to the same bytes");
	free(got);
	free(wanted);
	free(buf);
	free(items);
	free(text);
}

static void
read_text(const char *text, size_t size)
{
	CtShare *items = calloc(size + 1, sizeof(CtShare));
	char *buf = malloc(size + 1);
	CtError err = {.code = CT_OK};
	CtShares s;

	require(items != NULL && buf != NULL, "memory");
	if (ct_shares_parse(text, size, items, (int) size, buf, &s, &err))
		require_round_trip(&s);
	else
	{
		require(err.code != CT_OK && err.what[0] != '\0', "an error says why");
		require(err.pos + err.len <= size, "an error lies within the input");
	}
	free(buf);
	free(items);
}

static void
read_bytes(const unsigned char *bytes, size_t size)
{
	int n = ct_shares_count(bytes, size);
	CtShare *items = calloc((size_t) (n + 1), sizeof(CtShare));
	const char *what = NULL;
	CtShares s;

	require(n < 0 || items != NULL, "memory");
	if (ct_shares_decode(bytes, size, items, &s, &what))
	{
		size_t again_size;
		unsigned char *again = bytes_of(&s, &again_size);

		require(again_size == size && memcmp(again, bytes, size) == 0,
				"a value has one byte pattern");
		require_round_trip(&s);
		require(ct_shares_widen(&s), "every value fits with 12 decimals");
		require_round_trip(&s);
		free(again);
	}
	else
		require(what != NULL, "a refusal says why");
	free(items);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] % 2 == 0)
		read_text((const char *) data + 1, size - 1);
	else
		read_bytes(data + 1, size - 1);
	return 0;
}
