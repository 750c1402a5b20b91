/*
 * export_decision.c
 *		export_decision(): the verdict with everything that an analyst must
 *		quote beside it.
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "chiptrade.h"
#include "deal.h"
#include "glue.h"

/* the columns of the result, in order */
enum
{
	COL_VERDICT,
	COL_AT_BEST,
	COL_AT_WORST,
	COL_ECCN,
	COL_RULE,
	COL_TITLE,
	COL_REVIEW_POLICY,
	COL_FEE_PCT,
	COL_FEE_BASIS,
	COL_CONDITIONS,
	COL_NOT_EVALUATED,
	COL_ASSUMED,
	COL_MISSING,
	COL_SCOPE_NOTE,
	COL_KNOWN_THROUGH,
	COL_CONFIDENCE,
	COL_CITATION,
	COL_URL,
	COLUMNS
};

typedef struct Row
{
	Datum values[COLUMNS];
	bool nulls[COLUMNS];
} Row;

/* a growing text[] */
typedef struct TextList
{
	Datum *items;
	int n;
	int room;
} TextList;

static void
set_text(Row *row, int column, const char *value)
{
	row->nulls[column] = value == NULL;
	if (value)
		row->values[column] = CStringGetTextDatum(value);
}

static void
add_item(TextList *list, const char *item, size_t len)
{
	if (list->n == list->room)
	{
		list->room = list->room ? 2 * list->room : 8;
		list->items = list->items
						  ? repalloc(list->items, sizeof(Datum) * list->room)
						  : palloc(sizeof(Datum) * list->room);
	}
	list->items[list->n++] = PointerGetDatum(
		cstring_to_text_with_len(item, len));
}

static void
set_list(Row *row, int column, const TextList *list)
{
	row->nulls[column] = false;
	row->values[column] = PointerGetDatum(construct_array(
		list->items, list->n, TEXTOID, -1, false, TYPALIGN_INT));
}

static void
set_verdict(Row *row, int column, int verdict)
{
	row->nulls[column] = verdict == CT_NO_ANSWER;
	row->values[column] = CharGetDatum((char) verdict);
}

/* One column of the rows that may decide, "|" between what differs. */
char *
export_joined(const CtDecision *d, size_t offset)
{
	StringInfoData joined;

	initStringInfo(&joined);
	for (int i = 0; i < d->nrules; i++)
	{
		const char *value = *(
			const char *const *) ((const char *) d->rules[i] + offset);
		bool repeated = false;

		for (int j = 0; j < i; j++)
		{
			const char *other = *(
				const char *const *) ((const char *) d->rules[j] + offset);

			repeated |= value && other && strcmp(value, other) == 0;
		}
		if (value && !repeated)
			appendStringInfo(&joined, "%s%s", joined.len ? "|" : "", value);
	}
	return joined.len ? joined.data : NULL;
}

static void
set_joined(Row *row, int column, const CtDecision *d, size_t offset)
{
	set_text(row, column, export_joined(d, offset));
}

/* The items of "a|b" columns of the deciding rows, each once. */
static void
add_conditions(TextList *list, const char *conditions)
{
	while (conditions && *conditions)
	{
		size_t len = strcspn(conditions, "|");
		bool repeated = false;

		for (int i = 0; i < list->n; i++)
		{
			text *t = DatumGetTextPP(list->items[i]);

			repeated |= VARSIZE_ANY_EXHDR(t) == len &&
						memcmp(VARDATA_ANY(t), conditions, len) == 0;
		}
		if (!repeated)
			add_item(list, conditions, len);
		conditions += len;
		conditions += *conditions == '|';
	}
}

static void
set_conditions(Row *row, const CtDecision *d)
{
	TextList conditions = {0};
	TextList waiting = {0};

	for (int i = 0; i < d->nrules; i++)
		add_conditions(&conditions, d->rules[i]->conditions);
	for (int i = 0; i < d->nunasked; i++)
	{
		const CtRuleRow *r = d->unasked[i];
		char *item = psprintf("%s: %s if %s", r->rule_id,
							  ct_verdict_name(r->verdict), r->applies_when);

		add_item(&waiting, item, strlen(item));
	}
	set_list(row, COL_CONDITIONS, &conditions);
	set_list(row, COL_NOT_EVALUATED, &waiting);
}

static void
set_fee(Row *row, const CtDecision *d)
{
	const CtRuleRow *r = d->nrules == 1 ? d->rules[0] : NULL;

	row->nulls[COL_FEE_PCT] = r == NULL || r->fee_pct == NULL;
	if (!row->nulls[COL_FEE_PCT])
		row->values[COL_FEE_PCT] = ct_decimal_datum(r->fee_pct);
	set_text(row, COL_FEE_BASIS, r ? r->fee_basis : NULL);
}

const char *
export_route_name(uint8 route)
{
	switch (route)
	{
		case CT_ROUTE_EXPORT:
			return "export";
		case CT_ROUTE_REEXPORT:
			return "reexport";
		case CT_ROUTE_TRANSFER:
			return "transfer";
		default:
			return NULL;
	}
}

/* The ordinary case that stands in for each fact that was left out. */
static void
set_assumed(Row *row, FunctionCallInfo fcinfo, const ExportQuestion *q,
			const CtDecision *d)
{
	StringInfoData s;

	initStringInfo(&s);
	if (export_left_out(fcinfo, ARG_HQ + q->shift) && d->hq >= 0)
		appendStringInfo(&s, "hq=%s ",
						 ct_policy_country_code(q->policy, d->hq));
	if (export_left_out(fcinfo, ARG_SHIPS_FROM + q->shift) &&
		d->ships_from >= 0)
		appendStringInfo(&s, "ships_from=%s ",
						 ct_policy_country_code(q->policy, d->ships_from));
	if (export_left_out(fcinfo, ARG_ROUTE + q->shift) &&
		export_route_name(d->route))
		appendStringInfo(&s, "route=%s ", export_route_name(d->route));
	if (export_left_out(fcinfo, ARG_SELLER + q->shift))
	{
		const char *maker = q->chip ? q->chip->item.maker : NULL;

		if (q->chip == NULL)
			appendStringInfoString(&s, "seller=nobody ");
		else if (maker)
			appendStringInfo(&s, "seller=\"%s\" ", maker);
	}
	if (q->chip && q->chip->packages > 1)
		appendStringInfo(&s, "board of %d divided to one package ",
						 q->chip->packages);
	if (s.len > 0)
		s.data[s.len - 1] = '\0';
	set_text(row, COL_ASSUMED, s.len > 0 ? s.data : NULL);
}

static void
add_name(TextList *list, const char *name)
{
	add_item(list, name, strlen(name));
}

static void
set_missing(Row *row, const ExportQuestion *q, uint32 missing)
{
	TextList list = {0};

	if (q->unread & CT_UNREAD_SPEC)
		add_name(&list, "spec");
	if (q->unread & CT_UNREAD_DESTINATION)
		add_name(&list, "destination");
	if (q->unread & CT_UNREAD_ON_DATE)
		add_name(&list, "on_date");
	if (q->unread & CT_UNREAD_POLICY)
		add_name(&list, "policy");
	for (int f = 0; f < CT_FIELDS; f++)
	{
		if (missing & CT_FIELD_BIT(f))
			add_name(&list, ct_field_name((CtField) f));
	}
	if (missing & CT_MISSING_HQ)
		add_name(&list, "hq");
	if (missing & CT_MISSING_SHIPS_FROM)
		add_name(&list, "ships_from");
	if (missing & CT_MISSING_ROUTE)
		add_name(&list, "route");
	if (missing & CT_MISSING_SELLER)
		add_name(&list, "seller");
	set_list(row, COL_MISSING, &list);
}

static void
add_note(StringInfo s, const char *note)
{
	appendStringInfo(s, "%s%s", s->len ? "; " : "", note);
}

/* a country that was given and that nobody knows is not silently unknown */
static void
note_fact(StringInfo s, FunctionCallInfo fcinfo, const ExportQuestion *q,
		  int arg, const char *name)
{
	text *value;

	if (PG_ARGISNULL(arg) || export_left_out(fcinfo, arg))
		return;
	value = PG_GETARG_TEXT_PP(arg);
	if (ct_policy_country(q->policy, VARDATA_ANY(value),
						  VARSIZE_ANY_EXHDR(value)) < 0)
		add_note(s, psprintf("%s \"%s\" is not a known country", name,
							 text_to_cstring(value)));
}

/* Letters bind the seller they name: say where none can apply. */
static void
note_seller(StringInfo s, FunctionCallInfo fcinfo, const ExportQuestion *q)
{
	text *value;

	if (PG_ARGISNULL(ARG_SELLER + q->shift))
		return;
	if (export_left_out(fcinfo, ARG_SELLER + q->shift))
	{
		if (q->chip == NULL)
			add_note(s, "a bare specification has no seller and no name: "
						"letters to a seller and rules for a named product "
						"are not applied");
		return;
	}
	value = PG_GETARG_TEXT_PP(ARG_SELLER + q->shift);
	if (*ct_policy_seller(q->policy, VARDATA_ANY(value),
						  VARSIZE_ANY_EXHDR(value)) == '\0')
		add_note(s, psprintf("no rule names the seller \"%s\"",
							 text_to_cstring(value)));
}

static void
set_scope_note(Row *row, FunctionCallInfo fcinfo, const ExportQuestion *q,
			   const CtDecision *d)
{
	StringInfoData s;

	initStringInfo(&s);
	if ((q->unread & CT_UNREAD_DESTINATION) && !PG_ARGISNULL(ARG_DESTINATION))
		appendStringInfo(&s, "destination \"%s\" is not a known country",
						 text_to_cstring(PG_GETARG_TEXT_PP(ARG_DESTINATION)));
	else if (q->unread == 0 && d->answer.at_worst == CT_NO_ANSWER)
		appendStringInfo(
			&s,
			"out_of_scope: no rule of the regimes asked covers %s on this day",
			ct_policy_country_code(q->policy, q->destination));
	if (q->unread == 0)
	{
		note_fact(&s, fcinfo, q, ARG_HQ + q->shift, "hq");
		note_fact(&s, fcinfo, q, ARG_SHIPS_FROM + q->shift, "ships_from");
		note_seller(&s, fcinfo, q);
		if (q->day > d->known_through)
			add_note(&s, "the last rules known are applied; changes after "
						 "known_through are not known");
	}
	set_text(row, COL_SCOPE_NOTE, s.len ? s.data : NULL);
}

const char *
export_eccn(const ExportQuestion *q, const CtDecision *d)
{
	const char *own = NULL;
	uint32 ignored;

	for (int i = 0; i < d->nrules; i++)
	{
		const char *e = d->rules[i]->eccn;

		if (!ct_eccn_classifies(e) || (own && strcmp(own, e) != 0))
		{
			own = NULL;
			break;
		}
		own = e;
	}
	return own ? own : ct_eccn(q->policy, q->spec, q->day, &ignored);
}

static void
set_decision(Row *row, const ExportQuestion *q, const CtDecision *d)
{
	bool known = d->answer.at_best == d->answer.at_worst;

	set_verdict(row, COL_VERDICT, known ? d->answer.at_best : CT_NO_ANSWER);
	set_verdict(row, COL_AT_BEST, d->answer.at_best);
	set_verdict(row, COL_AT_WORST, d->answer.at_worst);
	set_text(row, COL_ECCN, export_eccn(q, d));
	set_joined(row, COL_RULE, d, offsetof(CtRuleRow, rule_id));
	set_joined(row, COL_TITLE, d, offsetof(CtRuleRow, title));
	set_text(row, COL_REVIEW_POLICY,
			 known ? ct_verdict_label(d->answer.at_best) : NULL);
	set_fee(row, d);
	set_joined(row, COL_CONFIDENCE, d, offsetof(CtRuleRow, confidence));
	set_joined(row, COL_CITATION, d, offsetof(CtRuleRow, citation));
	set_joined(row, COL_URL, d, offsetof(CtRuleRow, url));
	row->nulls[COL_KNOWN_THROUGH] = d->known_through == CT_DAY_MAX ||
									d->known_through == CT_DAY_MIN;
	row->values[COL_KNOWN_THROUGH] = ct_date_datum(d->known_through);
}

static Datum
export_decision(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	TupleDesc tupdesc;
	ExportQuestion q;
	CtDecision d = {0};
	Row row;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	if (tupdesc->natts != COLUMNS)
		elog(ERROR, "export_decision returns %d columns, expected %d",
			 tupdesc->natts, COLUMNS);
	memset(&row, 0, sizeof(row));
	memset(row.nulls, true, sizeof(row.nulls));
	export_question(fcinfo, by_name, with_policy, &q);
	if (q.decider)
	{
		ct_decide_fully(q.decider, q.spec, q.destination, q.day, &d);
		set_decision(&row, &q, &d);
		set_assumed(&row, fcinfo, &q, &d);
	}
	set_conditions(&row, &d);
	set_missing(&row, &q, d.missing);
	set_scope_note(&row, fcinfo, &q, &d);
	return HeapTupleGetDatum(
		heap_form_tuple(BlessTupleDesc(tupdesc), row.values, row.nulls));
}

/*
 * export_decision(spec gpu_spec, destination text, on_date date, hq text,
 *     ships_from text, route text, seller text, buyer text, end_use text,
 *     facts text, regimes text[])
 * returns one row: verdict, at_best, at_worst, eccn, rule, title,
 *     review_policy, fee_pct, fee_basis, conditions, not_evaluated, assumed,
 *     missing, scope_note, known_through, confidence, citation, url
 *
 * Never errors for want of a fact: the row says what is missing.  A value
 * outside a closed list: 22023.
 */
PG_FUNCTION_INFO_V1(export_decision_spec);
Datum
export_decision_spec(PG_FUNCTION_ARGS)
{
	return export_decision(fcinfo, false, false);
}

/* export_decision(chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(export_decision_chip);
Datum
export_decision_chip(PG_FUNCTION_ARGS)
{
	return export_decision(fcinfo, true, false);
}

/*
 * export_decision(spec gpu_spec, destination text, on_date date,
 *     policy export_policy, hq text, ships_from text, route text, seller text,
 *     buyer text, end_use text, regimes text[], facts text)
 *
 * The same columns by the rules of a policy; a NULL policy is missing.
 */
PG_FUNCTION_INFO_V1(export_decision_policy_spec);
Datum
export_decision_policy_spec(PG_FUNCTION_ARGS)
{
	return export_decision(fcinfo, false, true);
}

/* export_decision(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_decision_policy_chip);
Datum
export_decision_policy_chip(PG_FUNCTION_ARGS)
{
	return export_decision(fcinfo, true, true);
}
