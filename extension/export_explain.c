/*
 * export_explain.c
 *		export_explain(): what became of each rule of a question, and why.
 */
#include "export_limit.h"

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"

#include "chiptrade.h"

enum
{
	COL_REGIME,
	COL_RULE_ID,
	COL_TITLE,
	COL_PRECEDENCE,
	COL_VERDICT,
	COL_STATUS,
	COL_APPLIES,
	COL_REASON,
	COL_TESTS,
	COL_CITATION,
	COLUMNS
};

static const char *const status_names[] = {
	[CT_STATUS_DECIDES] = "decides",
	[CT_STATUS_MAY_DECIDE] = "may decide",
	[CT_STATUS_OUTRANKED] = "outranked",
	[CT_STATUS_GATE_CLOSED] = "gate closed",
	[CT_STATUS_UNDECIDED] = "undecided",
	[CT_STATUS_NO] = "does not apply",
	[CT_STATUS_WAITS] = "waits for a fact",
};

static const char *const test_names[CT_TESTS] = {
	[CT_TEST_DESTINATION] = "destination",
	[CT_TEST_HQ] = "hq",
	[CT_TEST_SHIPS_FROM] = "ships_from",
	[CT_TEST_ROUTE] = "route",
	[CT_TEST_SELLER] = "seller",
	[CT_TEST_PRODUCT] = "product",
	[CT_TEST_APPLIES_WHEN] = "applies_when",
	[CT_TEST_SPEC] = "spec_test",
	[CT_TEST_OVERRIDES] = "overrides",
};

/* One question while its rules are written out. */
typedef struct Explanation
{
	ExportQuestion q;
	CtFacts facts;
	CtDecision decision;
	const char *given[CT_TESTS]; /* what the deal says; NULL = nothing known */
	char *deciding;              /* rule ids, NULL where none answers */
} Explanation;

static const char *
limit_of(const CtRuleRow *row, CtTest test)
{
	switch (test)
	{
		case CT_TEST_DESTINATION:
			return row->destinations;
		case CT_TEST_HQ:
			return row->hq;
		case CT_TEST_SHIPS_FROM:
			return row->ships_from;
		case CT_TEST_ROUTE:
			return row->route;
		case CT_TEST_SELLER:
			return row->seller;
		case CT_TEST_PRODUCT:
			return row->product;
		case CT_TEST_APPLIES_WHEN:
			return row->applies_when;
		case CT_TEST_SPEC:
			return row->spec_test;
		default:
			return row->overrides;
	}
}

static const char *
country_code(const ExportQuestion *q, int country)
{
	return country < 0 ? NULL : ct_policy_country_code(q->policy, country);
}

static void
read_given(FunctionCallInfo fcinfo, Explanation *e)
{
	const Chip *chip = e->q.chip;
	int seller = ARG_SELLER + e->q.shift;

	e->given[CT_TEST_DESTINATION] = country_code(&e->q, e->q.destination);
	e->given[CT_TEST_HQ] = country_code(&e->q, e->decision.hq);
	e->given[CT_TEST_SHIPS_FROM] = country_code(&e->q, e->decision.ships_from);
	e->given[CT_TEST_ROUTE] = export_route_name(e->decision.route);
	e->given[CT_TEST_PRODUCT] = chip ? chip->item.names[0] : NULL;
	if (PG_ARGISNULL(seller))
		return;
	if (!export_left_out(fcinfo, seller))
		e->given[CT_TEST_SELLER] = text_to_cstring(PG_GETARG_TEXT_PP(seller));
	else
		e->given[CT_TEST_SELLER] = chip ? chip->item.maker : "nobody";
}

static char *
number_text(Datum value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, value));
}

/* ---- tests as JSON ----------------------------------------------------- */

static void
json_string(StringInfo s, const char *key, const char *value)
{
	appendStringInfo(s, ", \"%s\": ", key);
	if (value)
		escape_json(s, value);
	else
		appendStringInfoString(s, "null");
}

static void
json_number(StringInfo s, const char *key, bool known, Datum value)
{
	appendStringInfo(s, ", \"%s\": %s", key,
					 known ? number_text(value) : "null");
}

static void
json_begin(StringInfo s, const char *name, CtBool result)
{
	appendStringInfo(s, "%s{\"name\": ", s->len > 1 ? ", " : "");
	escape_json(s, name);
	appendStringInfo(s, ", \"result\": %s",
					 result == CT_UNKNOWN ? "null"
										  : (result ? "true" : "false"));
}

static void
json_leaf(StringInfo s, CtBool result, const LimitText *t)
{
	json_begin(s, t->field, result);
	json_string(s, "operator", t->operator);
	if (t->words)
	{
		json_string(s, "value", t->date);
		json_string(s, "limit", t->words);
	}
	else
	{
		json_number(s, "value", t->has_value, t->value);
		json_number(s, "limit", t->has_limit, t->limit);
	}
	json_number(s, "distance", t->has_value && t->has_limit, t->margin);
	appendStringInfoChar(s, '}');
}

/* ---- reasons ----------------------------------------------------------- */

/* "tpp 2368 >= 2400 fails by 32", "bw >= 1400 is unknown", "hbm is: no" */
static char *
leaf_reason(CtBool result, const LimitText *t)
{
	StringInfoData s;

	initStringInfo(&s);
	appendStringInfoString(&s, t->field);
	if (t->is_flag)
	{
		appendStringInfo(&s, " %s: %s", t->operator,
						 result == CT_FALSE ? "no" : "unknown");
		return s.data;
	}
	if (t->has_value || t->date)
		appendStringInfo(&s, " %s", t->date ? t->date : number_text(t->value));
	appendStringInfo(&s, " %s", t->operator);
	if (t->words || t->has_limit)
		appendStringInfo(&s, " %s",
						 t->words ? t->words : number_text(t->limit));
	appendStringInfoString(&s, result == CT_FALSE ? " fails" : " is unknown");
	if (result == CT_FALSE && t->has_value && t->has_limit)
		appendStringInfo(
			&s, " by %s",
			number_text(DirectFunctionCall1(numeric_abs, t->margin)));
	return s.data;
}

static char *
test_reason(const Explanation *e, const CtRuleReport *r, CtTest test)
{
	const char *given = e->given[test];

	if (test == CT_TEST_APPLIES_WHEN)
		return psprintf("the facts given are not %s", r->row->applies_when);
	if (r->test[test] == CT_UNKNOWN)
		return psprintf("%s is unknown; the rule asks for %s",
						test_names[test], limit_of(r->row, test));
	if (test == CT_TEST_PRODUCT && given == NULL)
		return psprintf("a specification without a name is not %s",
						r->row->product);
	return psprintf("%s %s is not %s%s", test_names[test], given,
					test <= CT_TEST_SHIPS_FROM ? "in " : "",
					limit_of(r->row, test));
}

/* the first test with this outcome; leaf is that of the spec test, or NULL */
static char *
first_reason(const Explanation *e, const CtRuleReport *r, CtBool outcome,
			 char *leaf)
{
	for (int t = 0; t < CT_TEST_SPEC; t++)
	{
		if (r->has[t] && r->test[t] == outcome)
			return test_reason(e, r, (CtTest) t);
	}
	if (leaf && r->test[CT_TEST_SPEC] == outcome)
		return leaf;
	return psprintf("it is open whether any of %s applies", r->row->overrides);
}

static char *
reason(const Explanation *e, const CtRuleReport *r, char *leaf)
{
	switch (r->status)
	{
		case CT_STATUS_DECIDES:
			return "every test holds, and no stricter rule applies";
		case CT_STATUS_MAY_DECIDE:
			if (r->applies != CT_UNKNOWN)
				return "every test holds; whether another rule outranks it is "
					   "open";
			return first_reason(e, r, CT_UNKNOWN, leaf);
		case CT_STATUS_OUTRANKED:
			if (e->deciding == NULL)
				return "every test holds, but its regime only adds to others";
			return psprintf("every test holds, but %s decides", e->deciding);
		case CT_STATUS_GATE_CLOSED:
			return psprintf("none of %s applies", r->row->overrides);
		case CT_STATUS_WAITS:
			return psprintf("waits for %s", r->row->applies_when);
		case CT_STATUS_UNDECIDED:
			return first_reason(e, r, CT_UNKNOWN, leaf);
		default:
			return first_reason(e, r, CT_FALSE, leaf);
	}
}

/* ---- rows -------------------------------------------------------------- */

/*
 * The comparisons of the spec test as JSON; returns what to say of the first
 * that came out as the whole test did.
 */
static char *
write_leaves(StringInfo s, const Explanation *e, const CtRuleReport *r)
{
	CtForm *form = palloc(sizeof(CtForm));
	char *first = NULL;

	ct_query_form(r->query, form);
	for (int i = 0; i < form->nleaves; i++)
	{
		CtBool truth = ct_leaf_truth(r->query, &form->leaves[i], &e->facts);
		LimitText t;

		export_limit_text(r->query, &form->leaves[i], &e->facts, &t);
		json_leaf(s, truth, &t);
		if (first == NULL && truth == r->test[CT_TEST_SPEC] &&
			truth != CT_TRUE)
			first = leaf_reason(truth, &t);
	}
	return first;
}

/* All tests of a rule as a JSON array; returns as write_leaves() does. */
static char *
write_tests(StringInfo s, const Explanation *e, const CtRuleReport *r)
{
	char *leaf = NULL;

	appendStringInfoChar(s, '[');
	for (int t = 0; t < CT_TESTS; t++)
	{
		if (!r->has[t])
			continue;
		json_begin(s, test_names[t], r->test[t]);
		json_string(s, "value", e->given[t]);
		json_string(s, "limit", limit_of(r->row, (CtTest) t));
		appendStringInfoString(s, ", \"distance\": null}");
		if (t == CT_TEST_SPEC)
			leaf = write_leaves(s, e, r);
	}
	appendStringInfoChar(s, ']');
	return leaf;
}

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	if (text)
		values[column] = CStringGetTextDatum(text);
}

static void
put_rule(ReturnSetInfo *result, const Explanation *e, const CtRuleReport *r)
{
	Datum values[COLUMNS] = {0};
	bool nulls[COLUMNS] = {false};
	StringInfoData tests;
	char *leaf;

	initStringInfo(&tests);
	leaf = write_tests(&tests, e, r);
	set_text(values, nulls, COL_REGIME, r->row->regime);
	set_text(values, nulls, COL_RULE_ID, r->row->rule_id);
	set_text(values, nulls, COL_TITLE, r->row->title);
	values[COL_PRECEDENCE] = Int32GetDatum(r->row->precedence);
	values[COL_VERDICT] = CharGetDatum((char) r->row->verdict);
	set_text(values, nulls, COL_STATUS, status_names[r->status]);
	nulls[COL_APPLIES] = r->applies == CT_UNKNOWN;
	values[COL_APPLIES] = BoolGetDatum(r->applies == CT_TRUE);
	set_text(values, nulls, COL_REASON, reason(e, r, leaf));
	values[COL_TESTS] = DirectFunctionCall1(jsonb_in,
											CStringGetDatum(tests.data));
	set_text(values, nulls, COL_CITATION, r->row->citation);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static Datum
export_explain(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Explanation e = {0};
	CtRuleReport *reports;
	int n;

	InitMaterializedSRF(fcinfo, 0);
	export_question(fcinfo, by_name, with_policy, &e.q);
	if (e.q.decider == NULL)
		return (Datum) 0;
	reports = palloc(sizeof(CtRuleReport) * (ct_policy_rules(e.q.policy) + 1));
	n = ct_explain(e.q.decider, e.q.spec, e.q.destination, e.q.day,
				   &e.decision, reports);
	ct_facts_init(&e.facts, e.q.spec);
	read_given(fcinfo, &e);
	e.deciding = export_joined(&e.decision, offsetof(CtRuleRow, rule_id));
	for (int i = 0; i < n; i++)
		put_rule(result, &e, &reports[i]);
	return (Datum) 0;
}

/*
 * export_explain(spec gpu_spec, destination text, on_date date, hq text,
 *     ships_from text, route text, seller text, buyer text, end_use text,
 *     facts text, regimes text[])
 * returns setof regime, rule_id, title, precedence, verdict, status, applies,
 *     reason, tests, citation
 *
 * A row per rule of the regimes asked that is live on the day; those that
 * decide first, then by regime and falling precedence.  applies is NULL where
 * it is unknown or waits for a fact.  tests lists every test of the row with
 * its value and limit, and after spec_test its comparisons with their
 * distance (limit - value) in the field's unit.  No row where spec,
 * destination or day is NULL or unknown.  A value outside a closed list:
 * 22023.  Source: the rule rows.
 */
PG_FUNCTION_INFO_V1(export_explain_spec);
Datum
export_explain_spec(PG_FUNCTION_ARGS)
{
	return export_explain(fcinfo, false, false);
}

/* export_explain(chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(export_explain_chip);
Datum
export_explain_chip(PG_FUNCTION_ARGS)
{
	return export_explain(fcinfo, true, false);
}

/*
 * export_explain(spec gpu_spec, destination text, on_date date,
 *     policy export_policy, hq text, ships_from text, route text, seller text,
 *     buyer text, end_use text, regimes text[], facts text)
 *
 * The same rows by the rules of a policy; none for a NULL policy.
 */
PG_FUNCTION_INFO_V1(export_explain_policy_spec);
Datum
export_explain_policy_spec(PG_FUNCTION_ARGS)
{
	return export_explain(fcinfo, false, true);
}

/* export_explain(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_explain_policy_chip);
Datum
export_explain_policy_chip(PG_FUNCTION_ARGS)
{
	return export_explain(fcinfo, true, true);
}
