/*
 * policy_value_test.c
 *		Unit tests of the bytes of a policy (policy_value.h) on a small made-up
 *		law.  Prints TAP.
 *
 * The bytes of the empty policy are written out by hand; its digest was
 * computed by another implementation of MurmurHash3.
 */
#include "policy_value.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"

static CtRegimeRow regimes[2];
static CtRuleRow rules[3];
static CtCountryRow countries[3];
static CtGroupRow groups[2];

static void *
test_alloc(void *context, size_t size)
{
	(void) context;
	return calloc(1, size);
}

static const CtAllocator allocator = {test_alloc, NULL};

static void
rule(int at, const char *id, const char *test, int verdict)
{
	ct_row_clear(&ct_tables[CT_TABLE_RULES], (char *) &rules[at]);
	rules[at].rule_id = id;
	rules[at].regime = "law";
	rules[at].effective_from = ct_days(2024, 1, 1);
	rules[at].precedence = at;
	rules[at].destinations = "G:1";
	rules[at].spec_test = test;
	rules[at].verdict = verdict;
}

/* the same law every time, its rows in no order */
static CtPolicySource
law(void)
{
	CtPolicySource s = {rules, 3, groups, 2, regimes, 2, countries, 3};

	memset(regimes, 0, sizeof(regimes));
	memset(countries, 0, sizeof(countries));
	memset(groups, 0, sizeof(groups));
	regimes[0] = (CtRegimeRow){
		.regime = "zeta", .ask_order = 1, .known_through = CT_DAY_MAX};
	regimes[1] = (CtRegimeRow){.regime = "law",
							   .ask_order = 1,
							   .asked_by_default = true,
							   .known_through = ct_days(2026, 10, 8)};
	countries[0].code = "US";
	countries[1].code = "CN";
	countries[1].aliases = "CHN";
	countries[2].code = "DE";
	groups[0] = (CtGroupRow){"G:1", "DE", ct_days(2021, 1, 1), CT_DAY_MAX};
	groups[1] = (CtGroupRow){"G:1", "CN", ct_days(2020, 1, 1), CT_DAY_MAX};
	rule(0, "c", NULL, CT_VERDICT_NONE);
	rule(1, "a", "TPP>=4800.0", CT_VERDICT_PRESUMPTION_DENIAL);
	rule(2, "b", "tpp < 100", CT_VERDICT_NOTIFY);
	rules[2].fee_pct = "25.50";
	rules[2].fee_basis = "duty";
	return s;
}

static unsigned char *
encoded(const CtPolicySource *s, size_t *len)
{
	unsigned char *bytes;

	*len = ct_value_size(s);
	bytes = malloc(*len);
	ct_value_encode(s, bytes);
	return bytes;
}

static void
check_empty(void)
{
	/* version, digest of 16 zero bytes, four tables without rows */
	static const unsigned char expected[CT_VALUE_HEADER + 16] = {
		1,    0x4b, 0xbd, 0x1b, 0xf2, 0x7d, 0xa9, 0x18, 0xd6,
		0xb4, 0x65, 0xa9, 0xec, 0xcd, 0x79, 0x1c, 0xb6,
	};
	CtPolicySource s = {0};
	unsigned char out[CT_VALUE_HEADER + 16];

	check(ct_value_size(&s) == sizeof(expected), "size of nothing", "");
	ct_value_encode(&s, out);
	check(memcmp(out, expected, sizeof(out)) == 0, "bytes of nothing", "");
}

static void
check_canonical(void)
{
	CtPolicySource s = law();
	CtPolicyError err;

	check(ct_value_canonical(&s, &allocator, &err), "a good law",
		  err.error.what);
	check(strcmp(rules[0].rule_id, "a") == 0 &&
			  strcmp(rules[2].rule_id, "c") == 0,
		  "rules by id", "");
	check(strcmp(countries[0].code, "CN") == 0, "countries by code", "");
	check(strcmp(groups[0].country, "CN") == 0, "groups by country", "");
	check(strcmp(regimes[0].regime, "law") == 0,
		  "regimes by order of asking, then name", "");
	check(strcmp(rules[0].spec_test, "tpp >= 4800") == 0, "a test",
		  rules[0].spec_test);
	check(strcmp(rules[1].fee_pct, "25.5") == 0, "a fee", rules[1].fee_pct);
}

static void
check_round_trip(void)
{
	CtPolicySource s = law();
	CtPolicySource back;
	CtPolicyError err;
	const char *what;
	unsigned char *bytes;
	unsigned char *again;
	size_t len;
	size_t len_again;
	size_t pos;

	(void) ct_value_canonical(&s, &allocator, &err);
	bytes = encoded(&s, &len);
	check(ct_value_decode(bytes, len, &allocator, &back, &what, &pos),
		  "reads what it wrote", what ? what : "");
	again = encoded(&back, &len_again);
	check(len == len_again && memcmp(bytes, again, len) == 0,
		  "and writes the same bytes", "");
	check(back.nrules == 3 && back.ncountries == 3 && back.ngroups == 2 &&
			  back.nregimes == 2,
		  "all rows", "");
	check(back.rules[0].title == NULL &&
			  back.rules[0].announced_on == CT_NO_DAY,
		  "empty columns", "");
	free(bytes);
	free(again);
}

/* every byte turned, every length: nothing is read outside the bytes */
static void
check_damage(void)
{
	CtPolicySource s = law();
	CtPolicySource back;
	CtPolicyError err;
	const char *what;
	unsigned char *bytes;
	size_t len;
	size_t pos;
	int accepted = 0;

	(void) ct_value_canonical(&s, &allocator, &err);
	bytes = encoded(&s, &len);
	for (size_t i = 0; i < len; i++)
	{
		bytes[i] ^= 0x41;
		accepted += ct_value_decode(bytes, len, &allocator, &back, &what,
									&pos);
		bytes[i] ^= 0x41;
	}
	check(accepted == 0, "a turned byte is noticed", "");
	accepted = 0;
	for (size_t i = 0; i < len; i++)
	{
		unsigned char *cut = malloc(i + 1);

		memcpy(cut, bytes, i);
		accepted += ct_value_decode(cut, i, &allocator, &back, &what, &pos);
		free(cut);
	}
	check(accepted == 0, "a cut is noticed", "");
	free(bytes);
}

static void
refuses(const char *name, const CtPolicySource *source, CtErrorCode code,
		const char *column)
{
	CtPolicySource s = *source;
	CtPolicyError err;
	bool good = ct_value_canonical(&s, &allocator, &err);

	check(!good && err.error.code == code && strcmp(err.column, column) == 0,
		  name, good ? "taken" : err.error.what);
}

static void
check_refusals(void)
{
	static char text[CT_VALUE_MAX_TEXT + 2];
	CtPolicySource s = law();

	memset(text, 'x', CT_VALUE_MAX_TEXT + 1);
	rules[0].title = text;
	refuses("a long text", &s, CT_ERR_LIMIT, "title");
	s = law();
	rules[0].rule_id = "b";
	refuses("a rule twice", &s, CT_ERR_SYNTAX, "rule_id");
	s = law();
	rules[0].rule_id = "";
	refuses("a rule without a name", &s, CT_ERR_SYNTAX, "rule_id");
	s = law();
	rules[0].effective_to = ct_days(9999, 12, 31) + 1;
	refuses("a day in the year 10000", &s, CT_ERR_DATE, "effective_to");
	s = law();
	rules[0].effective_from = CT_NO_DAY;
	refuses("no day", &s, CT_ERR_SYNTAX, "effective_from");
	s = law();
	rules[0].verdict = 11;
	refuses("no verdict", &s, CT_ERR_SYNTAX, "verdict");
	s = law();
	rules[1].precedence = -1;
	refuses("a precedence below 0", &s, CT_ERR_RANGE, "precedence");
	s = law();
	rules[2].fee_pct = "200.000001";
	refuses("a fee over 200%", &s, CT_ERR_RANGE, "fee_pct");
	s = law();
	rules[2].fee_basis = NULL;
	refuses("a fee without a basis", &s, CT_ERR_SYNTAX, "fee_basis");
	s = law();
	regimes[0].regime = "law";
	refuses("a regime twice", &s, CT_ERR_SYNTAX, "regime");
	s = law();
	regimes[0].ask_order = 2;
	regimes[0].regime = "law";
	refuses("and at another rank", &s, CT_ERR_SYNTAX, "regime");
	s = law();
	regimes[0].gate = "garden";
	refuses("an unknown gate", &s, CT_ERR_SYNTAX, "gate");
	s = law();
	countries[0].code = "us";
	refuses("a code in small letters", &s, CT_ERR_SYNTAX, "country");
	s = law();
	groups[1] = groups[0];
	refuses("a membership twice", &s, CT_ERR_SYNTAX, "group_code");
}

static void
check_days(void)
{
	static const char *const good[] = {"1970-01-01", "0001-01-01",
									   "9999-12-31", "2024-02-29",
									   "infinity",   "-infinity"};
	static const char *const bad[] = {
		"",           "1970-1-1",   "1970-13-01",
		"2023-02-29", "0000-01-01", "10000-01-01",
		"1970/01/01", "19700101",   " 1970-01-01",
		"today"};
	char buf[CT_DAY_TEXT];
	int32_t day;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
	{
		bool parsed = ct_day_parse(good[i], strlen(good[i]), &day);

		if (parsed)
			ct_day_format(day, buf);
		check(parsed && strcmp(buf, good[i]) == 0, good[i], "");
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		check(!ct_day_parse(bad[i], strlen(bad[i]), &day), bad[i], "taken");
}

int
main(void)
{
	check_empty();
	check_canonical();
	check_round_trip();
	check_damage();
	check_refusals();
	check_days();
	return tap_done();
}
