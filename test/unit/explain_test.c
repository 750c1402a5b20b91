/*
 * explain_test.c
 *		Unit tests of policy_explain.h on a small made-up law: alternatives of
 *		a test, what became of each rule, limits and spans.  Prints TAP.
 *
 * Expected answers follow from the rows below and the order of evaluation in
 * words.
 */
#include "policy_explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

#define DAY(y, m, d) ct_days(y, m, d)
#define TODAY        DAY(2026, 1, 15)

static const CtCountryRow countries[] = {
	{"US", "United States", NULL},
	{"CN", "China", NULL},
	{"DE", "Germany", NULL},
};

static CtGroupRow groups[] = {
	{"D:5", "CN", 0, CT_DAY_MAX},
};

static const CtRegimeRow regimes[] = {
	{"law", 1, true, true, CT_DAY_MAX, NULL},
	{"letter", 2, true, false, CT_DAY_MAX, NULL},
};

enum
{
	SCOPE,
	BASE,
	EXCEPTION,
	GIVEN,
	PARTY,
	LETTER,
	BIG,
	ENDED,
	RULES
};

#define ROW(id, of, level, above, where, what)                        \
	.rule_id = (id), .regime = (of), .precedence = (level),           \
	.overrides = (above), .destinations = (where), .verdict = (what), \
	.effective_to = CT_DAY_MAX

static CtRuleRow rules[RULES] = {
	[SCOPE] = {ROW("scope", "law", 0, NULL, "*-US", CT_VERDICT_NONE)},
	[BASE] = {ROW("base", "law", 10, NULL, "D:5",
				  CT_VERDICT_PRESUMPTION_DENIAL),
			  .spec_test = "tpp >= 4800 or (tpp >= 1600 and pd >= 5.92)"},
	[EXCEPTION] = {ROW("exception", "law", 20, "base", "*",
					   CT_VERDICT_CASE_BY_CASE),
				   .route = "export", .spec_test = "bw < 6500"},
	[GIVEN] = {ROW("given", "law", 30, "exception", "*", CT_VERDICT_NOTIFY),
			   .applies_when = "buyer=state_sector"},
	[PARTY] = {ROW("party", "law", 10, NULL, "*-D:5",
				   CT_VERDICT_PRESUMPTION_DENIAL),
			   .hq = "D:5", .spec_test = "not tpp < 4800"},
	[LETTER] = {ROW("letter", "letter", 10, NULL, "D:5",
					CT_VERDICT_PROHIBITED),
				.seller = "NVIDIA", .product = "H20"},
	[BIG] = {ROW("big", "letter", 20, NULL, "DE", CT_VERDICT_PROHIBITED),
			 .spec_test = "tpp >= 4800"},
	[ENDED] = {ROW("ended", "law", 50, NULL, "*", CT_VERDICT_PROHIBITED)},
};

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
static CtPolicy *policy;

static GpuSpec
spec_of(const char *text)
{
	GpuSpec s;
	CtError err;

	if (!ct_spec_parse(text, strlen(text), &s, &err))
		printf("Bail out! bad spec \"%s\": %s\n", text, err.what);
	return s;
}

static CtQuery *
query_of(const char *text)
{
	static CtQuery q;
	CtError err;

	if (!ct_query_parse(text, strlen(text), &q, &err))
		printf("Bail out! bad query \"%s\": %s\n", text, err.what);
	return &q;
}

static int
country(const char *code)
{
	return ct_policy_country(policy, code, 2);
}

static CtDeal
ordinary(void)
{
	CtDeal deal;

	memset(&deal, 0, sizeof(deal));
	deal.nregimes = 2;
	deal.regimes[1] = 1;
	return deal;
}

/* ---- alternatives ------------------------------------------------------- */

/* "0+1|2": leaves of each branch, "!" before those below a "not" */
static bool
form_is(const char *query, const char *expected)
{
	static CtForm form;
	char text[256];
	size_t len = 0;

	ct_query_form(query_of(query), &form);
	text[0] = '\0';
	for (int b = 0; b < form.nbranches; b++)
	{
		const char *between = b > 0 ? "|" : "";

		for (int i = 0; i < form.nleaves && len < sizeof(text) - 8; i++)
		{
			if (!ct_branch_has(&form.branches[b], i))
				continue;
			len += (size_t) snprintf(text + len, sizeof(text) - len, "%s%s%d",
									 between,
									 form.leaves[i].negated ? "!" : "", i);
			between = "+";
		}
	}
	if (strcmp(text, expected) != 0)
		printf("# %s\n", text);
	return strcmp(text, expected) == 0;
}

static void
test_form(void)
{
	check(form_is("dc", "0"), "one flag", "");
	check(form_is("dc and tpp > 1", "0+1"), "and", "");
	check(form_is("dc or tpp > 1", "0|1"), "or", "");
	check(form_is("dc and (tpp > 1 or bw > 2)", "0+1|0+2"), "and over or", "");
	check(form_is("(dc or hbm) and (bw > 1 or io > 2)", "0+2|0+3|1+2|1+3"),
		  "each alternative with each", "");
	check(form_is("not (dc and tpp > 1)", "!0|!1"), "not over and", "");
	check(form_is("not (dc or not tpp > 1)", "!0+1"), "not over or and not",
		  "");
	check(form_is("(dc or bw>1) and (dc or bw>2) and (dc or bw>3) and "
				  "(dc or bw>4) and (dc or bw>5) and (dc or bw>6) and "
				  "(dc or bw>7)",
				  "0+1+2+3+4+5+6+7+8+9+10+11+12+13"),
		  "more than 64 alternatives are one", "");
}

static CtBool
leaf_truth(const char *query, const char *spec)
{
	static CtForm form;
	CtQuery *q = query_of(query);
	GpuSpec s = spec_of(spec);
	CtFacts facts;

	ct_query_form(q, &form);
	ct_facts_init(&facts, &s);
	return ct_leaf_truth(q, &form.leaves[0], &facts);
}

static void
test_leaf_truth(void)
{
	check(leaf_truth("tpp >= 4800", "fp16=300") == CT_TRUE, "on the limit",
		  "");
	check(leaf_truth("not tpp >= 4800", "fp16=300") == CT_FALSE, "not of it",
		  "");
	check(leaf_truth("not tpp >= 4800", "bw=1") == CT_UNKNOWN,
		  "not of the unknown is unknown", "");
	check(leaf_truth("pd >= 1", "fp16=300 die=0") == CT_FALSE,
		  "undefined is false", "");
	check(leaf_truth("not pd >= 1", "fp16=300 die=0") == CT_TRUE,
		  "and not of it true", "");
}

/* ---- what became of each rule ------------------------------------------- */

static CtRuleReport reports[RULES];
static CtDecision decision;

static int
explain(const CtDeal *deal, const char *spec, const char *to, int32_t day)
{
	CtDecider *d = ct_decider_create(policy, deal, &allocator);
	GpuSpec s = spec_of(spec);

	return ct_explain(d, &s, country(to), day, &decision, reports);
}

static const CtRuleReport *
report_of(int n, int rule)
{
	for (int i = 0; i < n; i++)
	{
		if (reports[i].row == &rules[rule])
			return &reports[i];
	}
	return NULL;
}

static bool
status_is(int n, int rule, CtStatus status)
{
	const CtRuleReport *r = report_of(n, rule);

	if (r == NULL || r->status == status)
		return r != NULL;
	printf("# %s: %d\n", r->row->rule_id, r->status);
	return false;
}

static void
test_explain(void)
{
	static const char *const names[] = {"H20 96GB"};
	static const CtItem item = {names, 1, "NVIDIA", "US"};
	CtDeal deal = ordinary();
	int n = explain(&deal, "fp16=989.5 bw=4800", "CN", TODAY);

	check(n == RULES - 1 && report_of(n, ENDED) == NULL,
		  "the rules of the day, each once", "");
	check(reports[0].row == &rules[EXCEPTION] &&
			  reports[1].row == &rules[GIVEN] &&
			  reports[n - 2].row == &rules[BIG] &&
			  reports[n - 1].row == &rules[LETTER],
		  "first what decides, then by regime and falling precedence", "");
	check(status_is(n, EXCEPTION, CT_STATUS_DECIDES) &&
			  status_is(n, BASE, CT_STATUS_OUTRANKED) &&
			  status_is(n, SCOPE, CT_STATUS_OUTRANKED) &&
			  status_is(n, GIVEN, CT_STATUS_WAITS) &&
			  status_is(n, PARTY, CT_STATUS_NO) &&
			  status_is(n, LETTER, CT_STATUS_NO),
		  "decides, outranked, waits, no", "");
	check(report_of(n, EXCEPTION)->test[CT_TEST_OVERRIDES] == CT_TRUE &&
			  report_of(n, EXCEPTION)->has[CT_TEST_ROUTE] &&
			  !report_of(n, EXCEPTION)->has[CT_TEST_HQ] &&
			  report_of(n, GIVEN)->test[CT_TEST_APPLIES_WHEN] == CT_UNKNOWN &&
			  report_of(n, PARTY)->test[CT_TEST_DESTINATION] == CT_FALSE &&
			  report_of(n, PARTY)->test[CT_TEST_HQ] == CT_TRUE &&
			  report_of(n, LETTER)->test[CT_TEST_PRODUCT] == CT_FALSE,
		  "test by test", "");

	n = explain(&deal, "fp16=10 die=100 bw=1", "CN", TODAY);
	check(status_is(n, SCOPE, CT_STATUS_DECIDES) &&
			  status_is(n, BASE, CT_STATUS_NO) &&
			  status_is(n, EXCEPTION, CT_STATUS_GATE_CLOSED) &&
			  status_is(n, GIVEN, CT_STATUS_GATE_CLOSED),
		  "an exception to what does not match: gate closed", "");
	n = explain(&deal, "fp16=989.5", "CN", TODAY);
	check(decision.nrules == 2 && status_is(n, BASE, CT_STATUS_MAY_DECIDE) &&
			  status_is(n, EXCEPTION, CT_STATUS_MAY_DECIDE) &&
			  report_of(n, EXCEPTION)->applies == CT_UNKNOWN,
		  "unknown bandwidth: both may decide", "");
	deal.item = &item;
	n = explain(&deal, "bw=1", "CN", TODAY);
	check(status_is(n, LETTER, CT_STATUS_DECIDES) &&
			  status_is(n, BASE, CT_STATUS_UNDECIDED) &&
			  status_is(n, SCOPE, CT_STATUS_OUTRANKED),
		  "undecided, and of no account beside the letter", "");
	deal = ordinary();
	deal.hq_state = CT_FACT_UNKNOWN;
	n = explain(&deal, "bw=1", "DE", TODAY);
	check(status_is(n, PARTY, CT_STATUS_MAY_DECIDE) &&
			  report_of(n, PARTY)->test[CT_TEST_HQ] == CT_UNKNOWN &&
			  report_of(n, PARTY)->test[CT_TEST_SPEC] == CT_UNKNOWN,
		  "unknown party and rate", "");
}

/* ---- limits ------------------------------------------------------------- */

#define MAX_LIMITS 32

typedef struct Limits
{
	int n;
	CtLimit list[MAX_LIMITS];
} Limits;

static void
add_limit(void *context, const CtLimit *limit)
{
	Limits *l = context;

	if (l->n < MAX_LIMITS)
		l->list[l->n++] = *limit;
}

static void
headroom(const CtDeal *deal, const char *spec, const char *to, Limits *l)
{
	CtDecider *d = ct_decider_create(policy, deal, &allocator);
	GpuSpec s = spec_of(spec);

	l->n = 0;
	ct_headroom(d, &s, country(to), TODAY, add_limit, l);
}

/* now and beyond as one verdict each, CT_NO_ANSWER: open */
static bool
limit_is(const Limits *l, int at, int rule, int branch, CtBool outcome,
		 int now, int beyond)
{
	const CtLimit *x = &l->list[at];

	return at < l->n && x->row == &rules[rule] && x->branch == branch &&
		   x->outcome == outcome && x->now.at_best == now &&
		   x->now.at_worst == now && x->beyond.at_best == beyond &&
		   x->beyond.at_worst == beyond;
}

static void
test_headroom(void)
{
	CtDeal deal = ordinary();
	Limits l;

	headroom(&deal, "fp16=989.5 die=1000 bw=4800", "CN", &l);
	check(l.n == 4 &&
			  limit_is(&l, 0, EXCEPTION, 1, CT_TRUE, CT_VERDICT_CASE_BY_CASE,
					   CT_VERDICT_PRESUMPTION_DENIAL),
		  "the exception's limit first: beyond it the base row decides", "");
	check(limit_is(&l, 1, BASE, 1, CT_TRUE, CT_VERDICT_CASE_BY_CASE,
				   CT_VERDICT_CASE_BY_CASE) &&
			  limit_is(&l, 2, BASE, 2, CT_TRUE, CT_VERDICT_CASE_BY_CASE,
					   CT_VERDICT_CASE_BY_CASE) &&
			  limit_is(&l, 3, BASE, 2, CT_TRUE, CT_VERDICT_CASE_BY_CASE,
					   CT_VERDICT_CASE_BY_CASE),
		  "one of two alternatives that hold changes nothing", "");
	headroom(&deal, "fp16=299 die=2000 bw=8000", "CN", &l);
	check(l.n == 3 &&
			  limit_is(&l, 0, BASE, 1, CT_FALSE, CT_VERDICT_NONE,
					   CT_VERDICT_PRESUMPTION_DENIAL) &&
			  limit_is(&l, 1, BASE, 2, CT_TRUE, CT_VERDICT_NONE,
					   CT_VERDICT_NONE) &&
			  limit_is(&l, 2, BASE, 2, CT_FALSE, CT_VERDICT_NONE,
					   CT_VERDICT_PRESUMPTION_DENIAL),
		  "TPP or density would bring the base row; no exception bears", "");
	headroom(&deal, "fp16=299 die=2000 bw=4800", "CN", &l);
	check(l.n == 3 && limit_is(&l, 0, BASE, 1, CT_FALSE, CT_VERDICT_NONE,
							   CT_VERDICT_CASE_BY_CASE),
		  "and the base row its exception", "");
	deal.ships_from_state = CT_FACT_GIVEN;
	deal.ships_from = country("DE");
	headroom(&deal, "fp16=989.5 die=1000 bw=4800", "CN", &l);
	check(l.n == 3 && l.list[0].row == &rules[BASE],
		  "an exception for another route does not bear", "");
	deal = ordinary();
	deal.hq_state = CT_FACT_GIVEN;
	deal.hq = country("CN");
	headroom(&deal, "fp16=989.5", "DE", &l);
	check(l.n == 2 && l.list[0].leaf.negated &&
			  limit_is(&l, 0, PARTY, 1, CT_TRUE, CT_VERDICT_PROHIBITED,
					   CT_VERDICT_NONE),
		  "a comparison below \"not\", and its opposite in another row", "");
	headroom(&deal, "bw=1", "DE", &l);
	check(l.n == 2 && l.list[0].outcome == CT_UNKNOWN &&
			  l.list[0].beyond.at_best == l.list[0].now.at_best &&
			  l.list[0].beyond.at_worst == l.list[0].now.at_worst,
		  "unknown: no side is beyond", "");
	headroom(&deal, "fp16=1", "US", &l);
	check(l.n == 1 && limit_is(&l, 0, PARTY, 1, CT_FALSE, CT_NO_ANSWER,
							   CT_VERDICT_PRESUMPTION_DENIAL),
		  "out of scope until a rule answers", "");
}

/* ---- spans -------------------------------------------------------------- */

static void
test_spans(void)
{
	int32_t first;
	int32_t last;

	ct_policy_span(policy, TODAY, &first, &last);
	check(first == DAY(2024, 1, 1) && last == CT_DAY_MAX,
		  "open at the end, from the day after a rule has ended", "");
	ct_policy_span(policy, DAY(2023, 12, 31), &first, &last);
	check(first == DAY(2022, 10, 7) && last == DAY(2023, 12, 31),
		  "between a group's first day and a rule's last", "");
	ct_policy_span(policy, DAY(1969, 12, 31), &first, &last);
	check(last == DAY(1969, 12, 31), "before every rule", "");
	check(ct_policy_home(policy) == country("US"), "goods ship from the US",
		  "");
	check(ct_policy_rules(policy) == RULES, "all rules are counted", "");
}

int
main(void)
{
	CtPolicyError err;
	CtPolicySource source = {
		rules,     RULES,
		groups,    sizeof(groups) / sizeof(groups[0]),
		regimes,   sizeof(regimes) / sizeof(regimes[0]),
		countries, sizeof(countries) / sizeof(countries[0])};

	groups[0].valid_from = DAY(2022, 10, 7);
	rules[ENDED].effective_to = DAY(2023, 12, 31);
	policy = ct_policy_compile(&source, &allocator, &err);
	if (policy == NULL)
	{
		printf("Bail out! %s: %s\n", err.column, err.error.what);
		return 1;
	}
	test_form();
	test_leaf_truth();
	test_explain();
	test_headroom();
	test_spans();
	return tap_done();
}
