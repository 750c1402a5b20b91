/*
 * query_refuse_test.c
 *		What the predicate language (query.h) refuses, where and with which
 *		hint, and its limits.  Prints TAP.
 */
#include "query.h"

#include <string.h>

#include "tap.h"

typedef struct Refusal
{
	const char *text;
	CtErrorCode code;
	size_t pos;
	size_t len;
	const char *hint; /* a part of it */
} Refusal;

static const Refusal refusals[] = {
	{"", CT_ERR_SYNTAX, 0, 0, "tpp >= 4800"},
	{"  ", CT_ERR_SYNTAX, 2, 0, "tpp >= 4800"},
	{"tpp >=", CT_ERR_SYNTAX, 6, 0, "expected"},
	{"tpp", CT_ERR_SYNTAX, 0, 3, "tpp >= 4800"},
	{"4800", CT_ERR_SYNTAX, 0, 4, "is known"},
	{"released", CT_ERR_SYNTAX, 0, 8, "released >="},
	{"tpq >= 4800", CT_ERR_SYNTAX, 0, 3, "\"tpp\""},
	{"bww > 1", CT_ERR_SYNTAX, 0, 3, "\"bw\""},
	{"mbt > 1", CT_ERR_SYNTAX, 0, 3, "\"mbd\""},
	{"xfr > 1", CT_ERR_SYNTAX, 0, 3, "\"xfer\""},
	{"colour > 1", CT_ERR_SYNTAX, 0, 6, "Names are"},
	{"tpp >= -5", CT_ERR_SYNTAX, 7, 1, "no sign"},
	{"tpp >= +5", CT_ERR_SYNTAX, 7, 1, "no sign"},
	{"tpp == 5", CT_ERR_SYNTAX, 4, 2, "\"=\""},
	{"dc && hbm", CT_ERR_SYNTAX, 3, 2, "and"},
	{"dc || hbm", CT_ERR_SYNTAX, 3, 2, "or"},
	{"!dc", CT_ERR_SYNTAX, 0, 1, "not"},
	{"tpp between 1 and 2", CT_ERR_SYNTAX, 4, 7, "limits"},
	{"tpp in (1, 2)", CT_ERR_SYNTAX, 4, 2, "alternatives"},
	{"bw >= 4.8TB/s", CT_ERR_SYNTAX, 9, 2, "without a unit"},
	{"mem >= 141 GB", CT_ERR_SYNTAX, 11, 2, "operator"},
	{"fp16_sparse > 1", CT_ERR_SYNTAX, 0, 11, "dense"},
	{"1 < bw < 2", CT_ERR_SYNTAX, 7, 1, "and"},
	{"dc > 1", CT_ERR_SYNTAX, 0, 2, "flag"},
	{"1 + dc > 1", CT_ERR_SYNTAX, 4, 2, "flag"},
	{"dc and 5", CT_ERR_SYNTAX, 7, 1, "Compare"},
	{"not bw", CT_ERR_SYNTAX, 4, 2, "Compare"},
	{"bw > 2024-01-15", CT_ERR_SYNTAX, 5, 10, "released"},
	{"released > bw", CT_ERR_SYNTAX, 11, 2, "2024-01"},
	{"released > 5", CT_ERR_SYNTAX, 11, 1, "1970"},
	{"released > 2024.5", CT_ERR_SYNTAX, 11, 6, "1970"},
	{"released > released", CT_ERR_SYNTAX, 11, 8, "2024-01"},
	{"released + 1 > 2024", CT_ERR_SYNTAX, 0, 8, "released"},
	{"released > 2024-13", CT_ERR_DATE, 11, 7, ""},
	{"released > 2023-02-29", CT_ERR_DATE, 11, 10, ""},
	{"released > 1969-12", CT_ERR_DATE, 11, 7, ""},
	{"2024-01 is known", CT_ERR_SYNTAX, 0, 7, "name"},
	{"(bw > 3) is known", CT_ERR_SYNTAX, 0, 8, "name"},
	{"bw is null", CT_ERR_SYNTAX, 6, 4, "known"},
	{"bw is", CT_ERR_SYNTAX, 5, 0, "known"},
	{"dc = true", CT_ERR_SYNTAX, 5, 4, "alone"},
	{"(bw > 3", CT_ERR_SYNTAX, 7, 0, "closed"},
	{"bw > 3)", CT_ERR_SYNTAX, 6, 1, "open"},
	{"bw > 1,000", CT_ERR_SYNTAX, 6, 1, "separators"},
	{"bw > 1.2.3", CT_ERR_SYNTAX, 8, 1, "point"},
	{"bw > 1 2", CT_ERR_SYNTAX, 7, 1, "operator"},
	{"bw / 0 > 1", CT_ERR_SYNTAX, 5, 1, "above zero"},
	{"bw > 0.0000001", CT_ERR_RANGE, 5, 9, ""},
	{"bw > 1000000000001", CT_ERR_RANGE, 5, 13, ""},
	{"bw > 1e99", CT_ERR_RANGE, 5, 4, ""},
	{"bw*io*mem*die*tdp > 1", CT_ERR_LIMIT, 0, 13, "Multiply"},
	{"bw*io*mem > bw/io/mem", CT_ERR_LIMIT, 0, 21, "Multiply"},
	{"bw \xE2\x89\xA5 1", CT_ERR_SYNTAX, 3, 3, ">="},
	{"bw > \xC3\xA9", CT_ERR_SYNTAX, 5, 2, "names"},
	{"bw > '5'", CT_ERR_SYNTAX, 5, 1, "quotes"},
	{"bw > 5;", CT_ERR_SYNTAX, 6, 1, "names"},
};

static void
test_refusals(void)
{
	CtQuery q;
	CtError err;

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
	{
		const Refusal *r = &refusals[i];
		char name[128];
		char detail[512];

		(void) snprintf(name, sizeof(name), "refused: '%s'", r->text);
		if (ct_query_parse(r->text, strlen(r->text), &q, &err))
		{
			check(false, name, "accepted");
			continue;
		}
		(void) snprintf(detail, sizeof(detail), "%d at %zu+%zu: %s (%s)",
						(int) err.code, err.pos, err.len, err.what, err.hint);
		check(err.code == r->code && err.pos == r->pos && err.len == r->len &&
				  strstr(err.hint, r->hint) != NULL,
			  name, detail);
	}
}

/* n copies of a piece between a beginning and an end */
static size_t
repeat(char *buf, const char *begin, const char *piece, int n, const char *end)
{
	char *p = buf;

	p += sprintf(p, "%s", begin);
	for (int i = 0; i < n; i++)
		p += sprintf(p, "%s", piece);
	p += sprintf(p, "%s", end);
	return (size_t) (p - buf);
}

static void
test_limits(void)
{
	static char text[CT_QUERY_MAX_TEXT * 2];
	CtQuery q;
	CtError err;
	size_t len;

	len = repeat(text, "", "not ", CT_QUERY_MAX_DEPTH, "dc");
	check(ct_query_parse(text, len, &q, &err), "64 times not", err.what);
	len = repeat(text, "", "not ", CT_QUERY_MAX_DEPTH + 1, "dc");
	check(!ct_query_parse(text, len, &q, &err) && err.code == CT_ERR_LIMIT,
		  "65 times not", "");
	len = repeat(text, "", "(", CT_QUERY_MAX_DEPTH + 1, "dc");
	check(!ct_query_parse(text, len, &q, &err) && err.code == CT_ERR_LIMIT,
		  "65 parentheses", "");
	len = repeat(text, "dc", " and dc", 127, "");
	check(ct_query_parse(text, len, &q, &err) && q.count == 255, "255 nodes",
		  err.what);
	len = repeat(text, "dc", " and dc", 128, "");
	check(!ct_query_parse(text, len, &q, &err) && err.code == CT_ERR_LIMIT,
		  "257 nodes", "");
	len = repeat(text, "dc", " ", CT_QUERY_MAX_TEXT - 2, "");
	check(ct_query_parse(text, len, &q, &err), "8192 bytes", err.what);
	len = repeat(text, "dc", " ", CT_QUERY_MAX_TEXT - 1, "");
	check(!ct_query_parse(text, len, &q, &err) && err.code == CT_ERR_LIMIT,
		  "8193 bytes", "");
	check(!ct_query_parse("dc\0or", 5, &q, &err) && err.pos == 2,
		  "a zero byte is refused", "");
}

int
main(void)
{
	test_refusals();
	test_limits();
	return tap_done();
}
