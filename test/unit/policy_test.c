/*
 * policy_test.c
 *		Unit tests of country sets, facts, chip names and of the order of
 *		evaluation (policy.h), on a small made-up law.  Prints TAP.
 *
 * Expected answers follow from the order of evaluation in words: gate,
 * precedence, strictest regime, three-valued tests.
 */
#include "chip_name.h"
#include "policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

/* ---- a small law -------------------------------------------------------- */

#define DAY(y, m, d) ct_days(y, m, d)

static const CtCountryRow countries[] = {
	{"US", "United States", NULL},  {"CN", "China", NULL},
	{"HK", "Hong Kong", NULL},      {"DE", "Germany", NULL},
	{"GB", "United Kingdom", "UK"}, {"TW", "Taiwan", NULL},
};

static CtGroupRow groups[] = {
	{"D:5", "CN", 0, CT_DAY_MAX},
	{"D:5", "HK", 0, CT_DAY_MAX},
	{"A:5", "DE", 0, CT_DAY_MAX},
	{"A:5", "GB", 0, CT_DAY_MAX},
};

static const CtRegimeRow regimes[] = {
	{"law", 1, true, true, CT_DAY_MAX, NULL},
	{"letter", 2, true, false, CT_DAY_MAX, NULL},
	{"extra", 3, true, false, CT_DAY_MAX, NULL},
};

enum
{
	SCOPE,
	BASE,
	EXCEPTION,
	DEEPER,
	HEADQUARTERS,
	LETTER_SCOPE,
	LETTER,
	EXTRA,
	EXTRA_LIFTED,
	SECOND,
	ALLIED,
	RULES
};

static CtRuleRow rules[RULES];

static void
rule(int at, const char *id, const char *regime, int precedence,
	 const char *overrides, const char *destinations, int verdict)
{
	CtRuleRow *r = &rules[at];

	memset(r, 0, sizeof(*r));
	r->rule_id = id;
	r->regime = regime;
	r->precedence = precedence;
	r->overrides = overrides;
	r->destinations = destinations;
	r->verdict = verdict;
	r->effective_from = DAY(2020, 1, 1);
	r->effective_to = CT_DAY_MAX;
}

static void
reset_rules(void)
{
	rule(SCOPE, "scope", "law", 0, NULL, "*-US", CT_VERDICT_NONE);
	rule(BASE, "base", "law", 10, NULL, "D:5", CT_VERDICT_PRESUMPTION_DENIAL);
	rules[BASE].spec_test = "tpp >= 4800";
	rules[BASE].eccn = "3A090.a";
	rules[BASE].effective_from = DAY(2023, 11, 17);
	rule(EXCEPTION, "exception", "law", 20, "base|second", "*",
		 CT_VERDICT_CASE_BY_CASE);
	rules[EXCEPTION].spec_test = "bw < 6500";
	rules[EXCEPTION].route = "export";
	rule(DEEPER, "deeper", "law", 30, "exception", "*", CT_VERDICT_NOTIFY);
	rules[DEEPER].applies_when = "buyer=state_sector";
	rule(HEADQUARTERS, "headquarters", "law", 10, NULL, "*-D:5",
		 CT_VERDICT_PRESUMPTION_DENIAL);
	rules[HEADQUARTERS].hq = "D:5-A:5";
	rule(LETTER_SCOPE, "letter_scope", "letter", 0, NULL, "*-US",
		 CT_VERDICT_NONE);
	rule(LETTER, "letter", "letter", 10, NULL, "D:5", CT_VERDICT_PROHIBITED);
	rules[LETTER].seller = "NVIDIA";
	rules[LETTER].product = "H20";
	rule(EXTRA, "extra", "extra", 10, NULL, "*",
		 CT_VERDICT_PRESUMPTION_DENIAL);
	rules[EXTRA].applies_when = "seller_role=foundry";
	rule(EXTRA_LIFTED, "extra_lifted", "extra", 20, "extra", "*",
		 CT_VERDICT_NONE);
	rules[EXTRA_LIFTED].applies_when = "attest=designer_approved";
	rule(SECOND, "second", "law", 10, NULL, "D:5",
		 CT_VERDICT_PRESUMPTION_DENIAL);
	rules[SECOND].spec_test = "hbm and die >= 100";
	rule(ALLIED, "allied", "extra", 30, "extra", "CN", CT_VERDICT_NONE);
	rules[ALLIED].hq = "A:5";
}

static void *
allocate(void *context, size_t size)
{
	void *p = calloc(1, size);

	(void) context;
	if (p == NULL)
		exit(2);
	return p;
}

static const CtAllocator allocator = {allocate, NULL};

static CtPolicy *
compile(CtPolicyError *err)
{
	CtPolicySource source = {
		rules,     RULES,
		groups,    sizeof(groups) / sizeof(groups[0]),
		regimes,   sizeof(regimes) / sizeof(regimes[0]),
		countries, sizeof(countries) / sizeof(countries[0])};

	return ct_policy_compile(&source, &allocator, err);
}

/* ---- asking --------------------------------------------------------------
 */

static CtPolicy *policy;

static CtDeal
ordinary(void)
{
	CtDeal deal;

	memset(&deal, 0, sizeof(deal));
	deal.nregimes = 3;
	for (uint8_t i = 0; i < 3; i++)
		deal.regimes[i] = i;
	return deal;
}

static GpuSpec
spec_of(const char *text)
{
	GpuSpec s;
	CtError err;

	if (!ct_spec_parse(text, strlen(text), &s, &err))
		printf("Bail out! bad spec \"%s\": %s\n", text, err.what);
	return s;
}

static CtDecision
decide(const CtDeal *deal, const char *spec, const char *destination,
	   int32_t day)
{
	CtDecider *d = ct_decider_create(policy, deal, &allocator);
	GpuSpec s = spec_of(spec);
	int to = ct_policy_country(policy, destination, strlen(destination));
	CtDecision decision;
	CtAnswer quick;

	ct_decide_fully(d, &s, to, day, &decision);
	quick = ct_decide(d, &s, to, day);
	if (quick.at_best != decision.answer.at_best ||
		quick.at_worst != decision.answer.at_worst)
		check(false, "the short and the full answer agree", "");
	return decision;
}

static bool
decides(const CtDecision *d, int verdict, int rule_at)
{
	return d->answer.at_best == verdict && d->answer.at_worst == verdict &&
		   d->nrules == 1 && d->rules[0] == &rules[rule_at];
}

#define TODAY      DAY(2026, 1, 15)
#define BIG        "fp16=989.5 bw=4800"
#define SMALL      "fp16=100 bw=4800"
#define FAST       "fp16=989.5 bw=8000"
#define UNKNOWN_BW "fp16=989.5"

static void
test_gate_and_precedence(void)
{
	CtDeal deal = ordinary();
	CtDecision d;

	d = decide(&deal, SMALL, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NONE, SCOPE),
		  "an exception alone does not match: the scope row answers", "");
	d = decide(&deal, FAST, "CN", TODAY);
	check(decides(&d, CT_VERDICT_PRESUMPTION_DENIAL, BASE),
		  "the base row decides where the exception fails", "");
	d = decide(&deal, BIG, "CN", TODAY);
	check(decides(&d, CT_VERDICT_CASE_BY_CASE, EXCEPTION),
		  "the exception outranks its base row", "");
	d = decide(&deal, BIG, "CN", DAY(2023, 11, 16));
	check(decides(&d, CT_VERDICT_NONE, SCOPE), "the day before the base row",
		  "");
	d = decide(&deal, BIG, "CN", DAY(2023, 11, 17));
	check(decides(&d, CT_VERDICT_CASE_BY_CASE, EXCEPTION),
		  "the first day of the base row", "");
	deal.ships_from_state = CT_FACT_GIVEN;
	deal.ships_from = ct_policy_country(policy, "TW", 2);
	d = decide(&deal, BIG, "CN", TODAY);
	check(decides(&d, CT_VERDICT_PRESUMPTION_DENIAL, BASE) &&
			  d.route == CT_ROUTE_REEXPORT,
		  "from a third country it is a reexport", "");
	deal.ships_from = ct_policy_country(policy, "HK", 2);
	d = decide(&deal, BIG, "CN", TODAY);
	check(d.route == CT_ROUTE_TRANSFER, "China and Hong Kong are one place",
		  "");
	deal = ordinary();
	d = decide(&deal, BIG, "US", TODAY);
	check(d.route == CT_ROUTE_EXPORT, "from the US it is an export", "");
}

static void
test_unknown_facts(void)
{
	CtDeal deal = ordinary();
	CtDecision d;

	d = decide(&deal, UNKNOWN_BW, "CN", TODAY);
	check(d.answer.at_best == CT_VERDICT_CASE_BY_CASE &&
			  d.answer.at_worst == CT_VERDICT_PRESUMPTION_DENIAL &&
			  d.nrules == 2 && d.missing == CT_FIELD_BIT(CT_BW),
		  "an unknown bandwidth leaves base and exception, and is named", "");
	d = decide(&deal, "bw=8000", "CN", TODAY);
	check(d.answer.at_best == CT_VERDICT_NONE &&
			  d.answer.at_worst == CT_VERDICT_PRESUMPTION_DENIAL &&
			  d.missing == CT_RATE_BITS,
		  "without any rate, any rate is missing", "");
	deal.hq_state = CT_FACT_UNKNOWN;
	d = decide(&deal, SMALL, "DE", TODAY);
	check(d.answer.at_best == CT_VERDICT_NONE &&
			  d.answer.at_worst == CT_VERDICT_PRESUMPTION_DENIAL &&
			  d.missing == CT_MISSING_HQ,
		  "an unknown headquarters is named", "");
	d = decide(&deal, SMALL, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NONE, SCOPE) && d.missing == 0,
		  "a fact that decides nothing is not missing", "");
}

/* missing names what the verdict hangs on, and nothing else that is unknown */
static void
test_missing(void)
{
	CtDeal deal = ordinary();
	CtDecision d;
	CtError err;
	const char *names[] = {"H20"};
	CtItem item = {names, 1, "NVIDIA", "US"};

	d = decide(&deal, "hbm fp16=989.5", "CN", TODAY);
	check(d.nrules == 2 && d.missing == CT_FIELD_BIT(CT_BW),
		  "not what a second base row waits for, where the first holds", "");
	d = decide(&deal, "hbm fp16=1 bw=1", "CN", TODAY);
	check(d.answer.at_worst == CT_VERDICT_CASE_BY_CASE &&
			  d.missing == CT_FIELD_BIT(CT_DIE),
		  "but where it alone may hold", "");
	deal.item = &item;
	deal.seller_state = CT_FACT_UNKNOWN;
	d = decide(&deal, UNKNOWN_BW, "CN", TODAY);
	check(d.answer.at_best == CT_VERDICT_CASE_BY_CASE &&
			  d.answer.at_worst == CT_VERDICT_PROHIBITED &&
			  d.missing == (CT_FIELD_BIT(CT_BW) | CT_MISSING_SELLER),
		  "facts of two regimes", "");
	(void) ct_facts_parse("seller_role=foundry", 19, &deal.facts, &err);
	d = decide(&deal, UNKNOWN_BW, "CN", TODAY);
	check(d.answer.at_best == CT_VERDICT_PRESUMPTION_DENIAL &&
			  d.missing == CT_MISSING_SELLER,
		  "not those of one that a third outweighs in every case", "");
	deal.nregimes = 1;
	deal.regimes[0] = 2;
	deal.hq_state = CT_FACT_UNKNOWN;
	d = decide(&deal, SMALL, "CN", TODAY);
	check(d.answer.at_best == CT_NO_ANSWER && d.nrules == 1 &&
			  d.rules[0] == &rules[EXTRA] && d.missing == CT_MISSING_HQ,
		  "a row that lifts and answers nothing alone is not named", "");
}

static void
test_transaction_facts(void)
{
	CtDeal deal = ordinary();
	CtDecision d;
	const char *names[] = {"H20 96GB"};
	CtItem item = {names, 1, "NVIDIA", "US"};

	deal.hq_state = CT_FACT_GIVEN;
	deal.hq = ct_policy_country(policy, "CN", 2);
	d = decide(&deal, SMALL, "DE", TODAY);
	check(decides(&d, CT_VERDICT_PRESUMPTION_DENIAL, HEADQUARTERS),
		  "headquarters counts worldwide", "");
	deal = ordinary();
	d = decide(&deal, SMALL, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NONE, SCOPE),
		  "a bare spec has no name and nobody sells it", "");
	deal.item = &item;
	d = decide(&deal, SMALL, "CN", TODAY);
	check(decides(&d, CT_VERDICT_PROHIBITED, LETTER),
		  "a letter binds its addressee for the product it names", "");
	deal.seller_state = CT_FACT_GIVEN;
	deal.seller = ct_policy_seller(policy, "AMD", 3);
	d = decide(&deal, SMALL, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NONE, SCOPE), "and nobody else", "");
	deal.seller_state = CT_FACT_UNKNOWN;
	d = decide(&deal, SMALL, "CN", TODAY);
	check(d.answer.at_worst == CT_VERDICT_PROHIBITED &&
			  d.answer.at_best == CT_VERDICT_NONE &&
			  d.missing == CT_MISSING_SELLER,
		  "an unknown seller is named", "");
	names[0] = "H200 SXM";
	deal = ordinary();
	deal.item = &item;
	d = decide(&deal, SMALL, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NONE, SCOPE),
		  "H20 names H20 96GB and not H200", "");
}

static void
test_given_facts(void)
{
	CtDeal deal = ordinary();
	CtDecision d;
	CtError err;

	d = decide(&deal, BIG, "CN", TODAY);
	check(d.nunasked == 2 && d.unasked[0] == &rules[DEEPER] &&
			  d.unasked[1] == &rules[EXTRA],
		  "rows that wait for a fact are listed, closed gates are not", "");
	check(ct_facts_parse("buyer=state_sector", 18, &deal.facts, &err),
		  "a fact of the closed list", "");
	d = decide(&deal, BIG, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NOTIFY, DEEPER),
		  "an exception to an exception", "");
	deal = ordinary();
	(void) ct_facts_parse("buyer=ae_government", 19, &deal.facts, &err);
	d = decide(&deal, BIG, "CN", TODAY);
	check(decides(&d, CT_VERDICT_CASE_BY_CASE, EXCEPTION) && d.nunasked == 1,
		  "another value is an answer, not a want of one", "");
	deal = ordinary();
	(void) ct_facts_parse("seller_role=foundry", 19, &deal.facts, &err);
	d = decide(&deal, SMALL, "DE", TODAY);
	check(decides(&d, CT_VERDICT_PRESUMPTION_DENIAL, EXTRA),
		  "across regimes the strictest counts", "");
	(void) ct_facts_parse("attest=designer_approved", 24, &deal.facts, &err);
	d = decide(&deal, SMALL, "DE", TODAY);
	check(decides(&d, CT_VERDICT_NONE, EXTRA_LIFTED),
		  "of equal verdicts a rule stands before a scope row", "");
	deal.nregimes = 1;
	deal.regimes[0] = 2;
	d = decide(&deal, SMALL, "DE", TODAY);
	check(d.answer.at_best == CT_NO_ANSWER &&
			  d.answer.at_worst == CT_NO_ANSWER && d.nrules == 0,
		  "a regime without a scope row lifts but does not answer alone", "");
	deal = ordinary();
	d = decide(&deal, BIG, "US", TODAY);
	check(d.answer.at_worst == CT_NO_ANSWER && d.nrules == 0,
		  "delivery at home is outside the scope rows", "");
}

static void
test_eccn(void)
{
	GpuSpec big = spec_of(BIG);
	GpuSpec small = spec_of(SMALL);
	GpuSpec open = spec_of("bw=1");
	uint32_t missing;
	const char *label = ct_eccn(policy, &big, TODAY, &missing);

	check(label && strcmp(label, "3A090.a") == 0, "the row's own ECCN", "");
	label = ct_eccn(policy, &big, DAY(2023, 11, 16), &missing);
	check(label && strcmp(label, "not 3A090") == 0, "not before its day", "");
	label = ct_eccn(policy, &small, TODAY, &missing);
	check(label && strcmp(label, "not 3A090") == 0, "outside", "");
	label = ct_eccn(policy, &open, TODAY, &missing);
	check(label == NULL && missing == CT_RATE_BITS, "open for want of a rate",
		  "");
}

/* ---- bad rules -----------------------------------------------------------
 */

static void
refused(const char *column, size_t pos, const char *what)
{
	CtPolicyError err;
	bool ok = compile(&err) == NULL && strcmp(err.column, column) == 0 &&
			  err.error.pos == pos;

	check(ok, what, "");
	reset_rules();
}

static void
test_bad_rules(void)
{
	rules[BASE].destinations = "D:5-(A:5";
	refused("destinations", 8, "an open parenthesis");
	rules[BASE].destinations = "D:5|D:9";
	refused("destinations", 4, "a group that does not exist");
	rules[BASE].hq = "CN|QQ";
	refused("hq", 3, "a country that does not exist");
	rules[BASE].spec_test = "tpp >= 4800 and speed > 1";
	refused("spec_test", 16, "an unknown name in a spec test");
	rules[BASE].route = "export|smuggle";
	refused("route", 7, "a route outside the list");
	rules[DEEPER].applies_when = "buyer=nobody";
	refused("applies_when", 6, "a fact outside the list");
	rules[BASE].effective_to = rules[BASE].effective_from - 1;
	refused("effective_to", CT_NO_POSITION, "reversed dates");
	rules[EXCEPTION].precedence = 10;
	refused("overrides", CT_NO_POSITION, "an exception that stands no higher");
	rules[EXCEPTION].rule_id = "base";
	refused("rule_id", CT_NO_POSITION, "two rules of one name");
	rules[BASE].verdict = 11;
	refused("verdict", CT_NO_POSITION, "no verdict");
	rules[BASE].regime = "moon";
	refused("regime", CT_NO_POSITION, "an unknown regime");
	groups[0].country = "QQ";
	refused("country", CT_NO_POSITION, "an unknown member of a group");
	groups[0].country = "CN";
}

static void
test_repeal(void)
{
	CtPolicyError err;
	CtDeal deal = ordinary();
	CtDecision d;

	/* the base row is repealed: its exception falls silent */
	rules[BASE].rule_id = "another";
	rules[BASE].destinations = "GB";
	policy = compile(&err);
	d = decide(&deal, BIG, "CN", TODAY);
	check(decides(&d, CT_VERDICT_NONE, SCOPE),
		  "an exception to a rule that is gone falls silent", "");
	reset_rules();
}

/*
 * Forty layers, each an exception to all below it: 2^39 chains.  Undecided or
 * not, the answer comes at once, and the layers alternate.
 */
#define LAYERS 40

static void
test_deep_nest(void)
{
	static CtRuleRow layers[LAYERS];
	static char ids[LAYERS][16];
	static char overrides[LAYERS][LAYERS * 16];
	size_t len = 0;
	CtPolicySource source = {
		layers,    LAYERS,
		groups,    sizeof(groups) / sizeof(groups[0]),
		regimes,   sizeof(regimes) / sizeof(regimes[0]),
		countries, sizeof(countries) / sizeof(countries[0])};
	CtPolicyError err;
	CtDeal deal = ordinary();
	CtDecision d;

	for (int i = 0; i < LAYERS; i++)
	{
		(void) snprintf(ids[i], sizeof(ids[i]), "r%d", i);
		layers[i].rule_id = ids[i];
		layers[i].regime = "law";
		layers[i].precedence = 10 + i;
		layers[i].destinations = "*";
		layers[i].spec_test = "bw < 6500";
		layers[i].verdict = i % 2 ? CT_VERDICT_CASE_BY_CASE
								  : CT_VERDICT_PRESUMPTION_DENIAL;
		layers[i].effective_to = CT_DAY_MAX;
		if (i > 0)
		{
			/* those of the layer below, and that layer */
			memcpy(overrides[i], overrides[i - 1], len);
			len += (size_t) snprintf(overrides[i] + len,
									 sizeof(overrides[i]) - len, "%s%s",
									 i > 1 ? "|" : "", ids[i - 1]);
			layers[i].overrides = overrides[i];
		}
	}
	policy = ct_policy_compile(&source, &allocator, &err);
	check(policy != NULL, "forty layers compile", "");
	d = decide(&deal, "bw=1", "DE", TODAY);
	check(d.answer.at_best == CT_VERDICT_CASE_BY_CASE && d.nrules == 1 &&
			  d.rules[0] == &layers[LAYERS - 1],
		  "the last of forty layers decides", "");
	d = decide(&deal, "bw=8000", "DE", TODAY);
	check(d.answer.at_worst == CT_NO_ANSWER, "or none of them does", "");
	d = decide(&deal, "fp16=1", "DE", TODAY);
	check(d.answer.at_worst == CT_VERDICT_PRESUMPTION_DENIAL &&
			  d.nrules == LAYERS && d.missing == CT_FIELD_BIT(CT_BW),
		  "undecided, each of them may", "");
}

/* ---- names ---------------------------------------------------------------
 */

static bool
same_words(const char *a, const char *b, const char *maker)
{
	char x[CT_NAME_MAX];
	char y[CT_NAME_MAX];

	ct_name_words(a, strlen(a), maker, x);
	ct_name_words(b, strlen(b), maker, y);
	return strcmp(x, y) == 0;
}

static void
test_names(void)
{
	char key[CT_NAME_MAX];

	check(ct_name_squeeze(" H100-SXM5 ", 11, key) == 8 &&
			  strcmp(key, "h100sxm5") == 0,
		  "letters and digits in lower case", "");
	check(same_words("NVIDIA H100 SXM", "sxm h100", "NVIDIA"),
		  "word order and maker are forgiven", "");
	check(same_words("A100 SXM 80 GB", "A100 80GB SXM", NULL),
		  "a number and its unit are one word", "");
	check(!same_words("A100", "A1000", NULL), "A100 is not A1000", "");
	check(ct_name_likeness("h100", "h100") == 1.0, "equal keys", "");
	check(ct_name_likeness("h100", "h200") > ct_name_likeness("h100", "mi250"),
		  "a near name is nearer than a far one", "");
	check(ct_name_likeness("", "h100") == 0.0, "nothing is like nothing", "");
}

static void
test_countries(void)
{
	check(ct_policy_country(policy, "uk", 2) ==
			  ct_policy_country(policy, "GB", 2),
		  "an alias in any case", "");
	check(ct_policy_country(policy, "Hong Kong", 9) ==
			  ct_policy_country(policy, "HK", 2),
		  "a country by name", "");
	check(ct_policy_country(policy, "QQ", 2) < 0, "an unknown country", "");
}

int
main(void)
{
	CtPolicyError err;

	reset_rules();
	policy = compile(&err);
	if (policy == NULL)
	{
		printf("Bail out! %s: %s\n", err.column, err.error.what);
		return 1;
	}
	test_countries();
	test_gate_and_precedence();
	test_unknown_facts();
	test_missing();
	test_transaction_facts();
	test_given_facts();
	test_eccn();
	test_names();
	test_bad_rules();
	test_repeal();
	test_deep_nest();
	return tap_done();
}
