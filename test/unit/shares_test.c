/*
 * shares_test.c
 *		Unit tests of amounts and of the value behind shares; prints TAP, needs
 *		no server.
 */
#include <stdlib.h>
#include <string.h>

#include "shares.h"
#include "tap.h"

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

/* ---- amounts ------------------------------------------------------------ */

typedef struct Number
{
	const char *text;
	int decimals;
	int digits;
	bool round;
	const char *expected; /* NULL: refused */
} Number;

static const Number numbers[] = {
	{"0", 12, 38, false, "0"},
	{"007", 0, 18, false, "7"},
	{"1.5", 1, 38, false, "1.5"},
	{"1.5", 0, 38, false, NULL},
	{"1.5", 0, 38, true, "2"},
	{"1.4999", 0, 38, true, "1"},
	{"0.0000000000005", 12, 38, true, "0.000000000001"},
	{"0.00000000000049", 12, 38, true, "0"},
	{"4.8e3", 12, 38, false, "4800"},
	{"25E-2", 12, 38, false, "0.25"},
	{"1e-999999999999", 12, 38, false, NULL},
	{"1e-999999999999", 12, 38, true, "0"},
	{"0e999999999999", 12, 38, false, "0"},
	{"1e999999999999", 12, 38, true, NULL},
	{"99999999999999999999999999.999999999999", 12, 38, false,
	 "99999999999999999999999999.999999999999"},
	{"99999999999999999999999999.9999999999995", 12, 38, true, NULL},
	{"100000000000000000000000000", 12, 38, false, NULL},
	{"999999999999999999", 0, 18, false, "999999999999999999"},
	{"999999999999999999.5", 0, 18, true, NULL},
	{"-1", 12, 38, true, NULL},
	{"", 12, 38, true, NULL},
	{".", 12, 38, true, NULL},
	{"NaN", 12, 38, true, NULL},
};

static void
test_numbers(void)
{
	int i;

	for (i = 0; i < COUNT(numbers); i++)
	{
		const Number *n = &numbers[i];
		char text[CT_AMOUNT_TEXT] = "";
		CtAmount value;
		CtError err;
		size_t used;
		bool read = ct_amount_parse(n->text, strlen(n->text), 0, n->decimals,
									n->digits, n->round, &value, &used, &err);

		if (read)
			(void) ct_amount_format(value, n->decimals, text);
		check(n->expected ? read && used == strlen(n->text) &&
								strcmp(text, n->expected) == 0
						  : !read,
			  n->text[0] ? n->text : "(empty)", text);
	}
}

/* ---- values ------------------------------------------------------------- */

#define ROOM 16

/* A value from its text; the keys stay in text and buf. */
static bool
value_of(const char *text, CtShare *items, char *buf, CtShares *s)
{
	CtError err;

	return ct_shares_parse(text, strlen(text), items, ROOM, buf, s, &err);
}

/* the bytes by hand: version, flags, decimals, keys, nulls, unnamed, items */
static const struct
{
	const char *text;
	size_t size;
	const char *bytes;
} values[] = {
	{"empty", 6, "\1\0\0\0\0\0"},
	{"total=0", 6, "\1\1\0\0\0\0"},
	{"a=1", 9, "\1\0\0\1\0\0\1a\1"},
	{"a=0.5, b=300, nulls=2", 13, "\1\0\1\2\2\0\1a\5\1b\xb8\x17"},
	{"a=1, total=129", 10, "\1\1\0\1\0\x80\1\1a\1"},
	{"\"\"=1, A=2, AB=3", 15, "\1\0\0\3\0\0\0\1\1A\2\2AB\3"},
};

static void
test_values(void)
{
	int i;

	for (i = 0; i < COUNT(values); i++)
	{
		CtShare items[ROOM];
		char buf[64];
		char text[1024] = "";
		unsigned char bytes[64];
		const char *what = "";
		CtShares s;
		size_t size;

		if (!value_of(values[i].text, items, buf, &s))
		{
			check(false, values[i].text, "not read");
			continue;
		}
		size = ct_shares_size(&s, ct_shares_decimals(&s));
		ct_shares_encode(&s, ct_shares_decimals(&s), bytes);
		check(size == values[i].size &&
				  memcmp(bytes, values[i].bytes, size) == 0,
			  values[i].text, "other bytes");
		check(ct_shares_decode((const unsigned char *) values[i].bytes,
							   values[i].size, items, &s, &what) &&
				  ct_shares_format(&s, text) == strlen(values[i].text) &&
				  strcmp(text, values[i].text) == 0,
			  values[i].text, what);
		check(ct_shares_widen(&s) && s.decimals == CT_SHARES_DECIMALS &&
				  ct_shares_format(&s, text) == strlen(values[i].text),
			  "and with twelve decimals", text);
	}
}

/* Every shorter and every longer run of bytes is refused. */
static void
test_cut(void)
{
	static const char whole[] = "\1\0\1\2\2\0\1a\5\1b\xb8\x17";
	CtShare items[ROOM];
	bool refused = true;
	CtShares s;
	const char *what;
	size_t len;

	for (len = 0; len <= sizeof(whole); len++)
	{
		unsigned char *copy = malloc(len + 1); /* for the sanitizers */

		memcpy(copy, whole, len);
		if (len != sizeof(whole) - 1)
			refused = refused &&
					  !ct_shares_decode(copy, len, items, &s, &what);
		free(copy);
	}
	check(refused, "cut or longer bytes are refused", "");
}

static void
test_sums(void)
{
	CtShares s = {.named = {0, 0}};

	check(ct_shares_grow(&s, &s.named, CT_AMOUNT_LIMIT - 1),
		  "a sum up to the limit", "");
	check(!ct_shares_grow(&s, &s.unnamed, 1), "and no further", "");
	check(ct_shares_sum(&s) == CT_AMOUNT_LIMIT - 1, "and is kept", "");
	check(!ct_shares_widen(&s), "too large for twelve decimals", "");
}

int
main(void)
{
	test_numbers();
	test_values();
	test_cut();
	test_sums();
	return tap_done();
}
