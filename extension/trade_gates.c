/*
 * trade_gates.c
 *		trade_gates(): the gates that a shipment passes one after the other.
 *
 * Which regime speaks for which gate stands in policy_regime.gate.  Answers
 * of different gates are never merged: what is licensed may not be importable.
 */
#include "export_limit.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "glue.h"

enum
{
	COL_GATE,
	COL_REGIMES,
	COL_VERDICT,
	COL_STOPS,
	COL_STOPPING,
	COL_FEE_PCT,
	COL_RULE,
	COL_NOTE,
	COL_CITATION,
	COLUMNS
};

/* in the order of passing them */
enum
{
	GATE_LICENCE,
	GATE_DUTY,
	GATE_ORIGIN,
	GATE_DESTINATION
};

static const char *const gate_names[MAX_GATES] = {"us_licence", "us_duty",
												  "origin", "destination"};

/* values of policy_regime.gate */
static const char *const gate_values[MAX_GATES] = {"licence", "duty", "origin",
												   "destination"};

/* ---- which regimes ----------------------------------------------------- */

static int
gate_of(const CtRegimeRow *row)
{
	if (row->gate == NULL)
		return row->asked_by_default ? GATE_LICENCE : -1;
	for (int i = 0; i < MAX_GATES; i++)
	{
		if (strcmp(row->gate, gate_values[i]) == 0)
			return i;
	}
	return -1;
}

/* Is a regime asked for its gate?  Names are checked by export_question(). */
static bool
is_asked(const CtRegimeRow *row, const CtPolicy *policy,
		 const NullableDatum *regimes)
{
	Datum *names;
	bool *nulls;
	int n;

	if (regimes->isnull)
		return gate_of(row) != GATE_LICENCE || row->asked_by_default;
	deconstruct_array(DatumGetArrayTypeP(regimes->value), TEXTOID, -1, false,
					  TYPALIGN_INT, &names, &nulls, &n);
	for (int i = 0; i < n; i++)
	{
		text *name = DatumGetTextPP(names[i]);
		int regime = ct_policy_regime(policy, VARDATA_ANY(name),
									  VARSIZE_ANY_EXHDR(name));

		if (ct_policy_regime_row(policy, regime) == row)
			return true;
	}
	return false;
}

/* the regimes asked for a gate as text[]; false where there are none */
static bool
gate_regimes(const CtPolicy *policy, int gate, const NullableDatum *regimes,
			 Datum *result)
{
	Datum *items = palloc(sizeof(Datum) * (ct_policy_regimes(policy) + 1));
	int n = 0;

	for (int i = 0; i < ct_policy_regimes(policy); i++)
	{
		const CtRegimeRow *row = ct_policy_regime_row(policy, i);

		if (gate_of(row) == gate && is_asked(row, policy, regimes))
			items[n++] = CStringGetTextDatum(row->regime);
	}
	*result = PointerGetDatum(
		construct_array(items, n, TEXTOID, -1, false, TYPALIGN_INT));
	return n > 0;
}

/* ---- one gate ---------------------------------------------------------- */

/* Denied or prohibited stops; a licence that may be had does not. */
static void
set_stops(Gate *gate)
{
	CtAnswer a = gate->decision.answer;

	gate->stops = a.at_best >= CT_VERDICT_PRESUMPTION_DENIAL;
	gate->stops_known = gate->stops ||
						(a.at_best != CT_NO_ANSWER &&
						 a.at_worst < CT_VERDICT_PRESUMPTION_DENIAL);
}

static void
add_note(StringInfo s, const char *text)
{
	appendStringInfo(s, "%s%s", s->len ? "; " : "", text);
}

static char *
gate_note(const ExportQuestion *q, const CtDecision *d)
{
	StringInfoData s;

	initStringInfo(&s);
	if (d->answer.at_worst == CT_NO_ANSWER)
		add_note(&s,
				 psprintf("out_of_scope: no rule covers %s on this day",
						  ct_policy_country_code(q->policy, q->destination)));
	else if (d->answer.at_best != d->answer.at_worst)
		add_note(&s, "open for want of a fact: see export_decision()");
	for (int i = 0; i < d->nunasked; i++)
		add_note(&s, psprintf("%s: %s if %s", d->unasked[i]->rule_id,
							  ct_verdict_name(d->unasked[i]->verdict),
							  d->unasked[i]->applies_when));
	if (q->day > d->known_through)
		add_note(&s, "the last rules known are applied; later changes are not "
					 "known");
	return s.len > 0 ? s.data : NULL;
}

/* Ask the regimes of a gate; false where it has nothing to say. */
static bool
ask_gate(FunctionCallInfo fcinfo, const ExportArgs *args, int which,
		 Gate *gate)
{
	ExportArgs own = *args;
	ExportQuestion q;

	own.arg[ARG_REGIMES].value = gate->regimes;
	own.arg[ARG_REGIMES].isnull = false;
	export_question_from(fcinfo, &own, &q);
	ct_decide_fully(q.decider, q.spec, q.destination, q.day, &gate->decision);
	gate->asked = true;
	gate->note = gate_note(&q, &gate->decision);
	set_stops(gate);
	return which != GATE_ORIGIN || gate->decision.nunasked > 0 ||
		   gate->decision.answer.at_worst != CT_NO_ANSWER;
}

/*
 * The duty is due on entry into the US, which the goods pass where they ship
 * from there or go there.
 */
static bool
ask_duty(FunctionCallInfo fcinfo, const ExportArgs *args,
		 const ExportQuestion *q, int ships_from, Gate *gate)
{
	int home = ct_policy_home(q->policy);
	ExportArgs own = *args;

	if (home >= 0 && (ships_from == home || q->destination == home))
	{
		own.arg[ARG_DESTINATION].isnull = false;
		own.arg[ARG_DESTINATION].value = CStringGetTextDatum(
			ct_policy_country_code(q->policy, home));
		return ask_gate(fcinfo, &own, GATE_DUTY, gate);
	}
	gate->stops_known = ships_from >= 0;
	gate->note = ships_from >= 0 ? "the goods do not enter the US"
								 : "whether the goods enter the US is unknown";
	return true;
}

static char *
unread_note(const ExportArgs *args, uint32 unread)
{
	const NullableDatum *destination = &args->arg[ARG_DESTINATION];

	if ((unread & CT_UNREAD_DESTINATION) && !destination->isnull)
		return psprintf("destination \"%s\" is not a known country",
						TextDatumGetCString(destination->value));
	return psprintf("%s is unknown", (unread & CT_UNREAD_SPEC) ? "spec"
									 : (unread & CT_UNREAD_DESTINATION)
										 ? "destination"
										 : "on_date");
}

int
export_gates(FunctionCallInfo fcinfo, const ExportArgs *args, Gate *gates)
{
	CtDecision whole = {0};
	ExportQuestion q;
	int n = 0;

	export_question_from(fcinfo, args, &q);
	if (q.unread & CT_UNREAD_POLICY)
		return 0;
	if (q.decider)
		ct_decide_fully(q.decider, q.spec, q.destination, q.day, &whole);
	for (int i = 0; i < MAX_GATES; i++)
	{
		Gate *gate = &gates[n];
		bool speaks = i != GATE_ORIGIN;

		memset(gate, 0, sizeof(*gate));
		gate->name = gate_names[i];
		if (!gate_regimes(q.policy, i, &args->arg[ARG_REGIMES],
						  &gate->regimes))
			continue;
		if (q.decider == NULL)
			gate->note = unread_note(args, q.unread);
		else if (i == GATE_DUTY)
			speaks = ask_duty(fcinfo, args, &q, whole.ships_from, gate);
		else
			speaks = ask_gate(fcinfo, args, i, gate);
		n += speaks;
	}
	return n;
}

/* ---- rows -------------------------------------------------------------- */

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	if (text)
		values[column] = CStringGetTextDatum(text);
}

static void
put_gate(ReturnSetInfo *result, const Gate *gate, bool stopping)
{
	const CtDecision *d = &gate->decision;
	const CtRuleRow *rule = d->nrules == 1 ? d->rules[0] : NULL;
	Datum values[COLUMNS] = {0};
	bool nulls[COLUMNS] = {false};

	set_text(values, nulls, COL_GATE, gate->name);
	values[COL_REGIMES] = gate->regimes;
	nulls[COL_VERDICT] = d->answer.at_best == CT_NO_ANSWER ||
						 d->answer.at_best != d->answer.at_worst;
	values[COL_VERDICT] = CharGetDatum((char) d->answer.at_best);
	nulls[COL_STOPS] = !gate->stops_known;
	values[COL_STOPS] = BoolGetDatum(gate->stops);
	values[COL_STOPPING] = BoolGetDatum(stopping);
	nulls[COL_FEE_PCT] = rule == NULL || rule->fee_pct == NULL;
	if (!nulls[COL_FEE_PCT])
		values[COL_FEE_PCT] = ct_decimal_datum(rule->fee_pct);
	set_text(values, nulls, COL_RULE,
			 export_joined(d, offsetof(CtRuleRow, rule_id)));
	set_text(values, nulls, COL_NOTE, gate->note);
	set_text(values, nulls, COL_CITATION,
			 export_joined(d, offsetof(CtRuleRow, citation)));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static Datum
trade_gates(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Gate gates[MAX_GATES];
	ExportArgs args;
	bool stopped = false;
	int n;

	InitMaterializedSRF(fcinfo, 0);
	export_args_read(fcinfo->args, PG_NARGS(), by_name, with_policy, &args);
	n = export_gates(fcinfo, &args, gates);
	for (int i = 0; i < n; i++)
	{
		bool stops = gates[i].stops_known && gates[i].stops;

		put_gate(result, &gates[i], stops && !stopped);
		stopped |= stops;
	}
	return (Datum) 0;
}

/*
 * trade_gates(spec gpu_spec, destination text, on_date date, hq text,
 *     ships_from text, route text, seller text, buyer text, end_use text,
 *     facts text, regimes text[])
 * returns setof gate, regimes, verdict, stops, stopping, fee_pct, rule, note,
 *     citation
 *
 * A row per gate, in the order of passing them: us_licence, us_duty (entry
 * into the US), origin where rules of the place of shipment speak, and
 * destination.  regimes left out: those that policy_regime.gate names, for the
 * licence those asked by default.  stops is NULL where it is not certain;
 * stopping marks the first gate that stops.  Columns are NULL and note says
 * why where spec, destination or day is NULL or unknown.  A value outside a
 * closed list: 22023.  Source: the rule rows.
 */
PG_FUNCTION_INFO_V1(export_gates_spec);
Datum
export_gates_spec(PG_FUNCTION_ARGS)
{
	return trade_gates(fcinfo, false, false);
}

/* trade_gates(chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(export_gates_chip);
Datum
export_gates_chip(PG_FUNCTION_ARGS)
{
	return trade_gates(fcinfo, true, false);
}

/*
 * trade_gates(spec gpu_spec, destination text, on_date date,
 *     policy export_policy, hq text, ships_from text, route text, seller text,
 *     buyer text, end_use text, regimes text[], facts text)
 *
 * The same rows by the regimes and rules of a policy; none for a NULL policy.
 */
PG_FUNCTION_INFO_V1(export_gates_policy_spec);
Datum
export_gates_policy_spec(PG_FUNCTION_ARGS)
{
	return trade_gates(fcinfo, false, true);
}

/* trade_gates(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_gates_policy_chip);
Datum
export_gates_policy_chip(PG_FUNCTION_ARGS)
{
	return trade_gates(fcinfo, true, true);
}
