/*
 * export_policy_with.c
 *		policy_with() and policy_without(): a policy with one rule changed or
 *		taken away.
 */
#include "export_policy.h"

#include <limits.h>

#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"
#include "utils/varlena.h"

#include "glue.h"

/* the columns of the arguments of policy_with(), from the third on */
static const char *const changed[] = {
	"spec_test",    "verdict", "effective_from", "effective_to",
	"destinations", "hq",      "ships_from",     "route",
	"seller",       "product", "applies_when",   "precedence",
	"overrides",    "eccn",    "fee_pct",        "fee_basis",
	"conditions",
};

#define FIRST_CHANGE 2
#define MAX_NEAR     5
#define MAX_EDITS    255 /* what varstr_levenshtein() takes */

/* how many letters to change to get from one id to the other */
static int
distance(const char *a, const char *b)
{
	size_t x = strlen(a);
	size_t y = strlen(b);

	if (x > MAX_EDITS || y > MAX_EDITS)
		return INT_MAX;
	return varstr_levenshtein(a, (int) x, b, (int) y, 1, 1, 1, true);
}

static void
report_unknown(const CtPolicySource *source, const char *rule_id)
{
	StringInfoData near;
	int *far = palloc(sizeof(int) * (source->nrules + 1));

	initStringInfo(&near);
	for (int i = 0; i < source->nrules; i++)
		far[i] = distance(rule_id, source->rules[i].rule_id);
	for (int k = 0; k < MAX_NEAR && k < source->nrules; k++)
	{
		int best = 0;

		for (int i = 1; i < source->nrules; i++)
		{
			if (far[i] < far[best])
				best = i;
		}
		appendStringInfo(&near, "%s%s", k > 0 ? ", " : "",
						 source->rules[best].rule_id);
		far[best] = INT_MAX;
	}
	ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
					errmsg("no rule \"%s\" in this policy", rule_id),
					near.len ? errhint("The nearest are %s.", near.data)
							 : errhint("The policy has no rules.")));
}

/* the rule that the second argument names */
static int
find_rule(const CtPolicySource *source, text *name)
{
	char *rule_id = text_to_cstring(name);

	for (int i = 0; i < source->nrules; i++)
	{
		if (strcmp(source->rules[i].rule_id, rule_id) == 0)
			return i;
	}
	report_unknown(source, rule_id);
	return -1; /* not reached */
}

static void
change_cell(FunctionCallInfo fcinfo, int arg, const CtColumn *column,
			char *row)
{
	switch (column->kind)
	{
		case CT_CELL_FEE:
			*ct_cell_text(column,
						  row) = numeric_normalize(PG_GETARG_NUMERIC(arg));
			break;
		case CT_CELL_DAY:
			*ct_cell_number(column, row) = ct_day_of(PG_GETARG_DATEADT(arg));
			break;
		case CT_CELL_VERDICT:
			*ct_cell_number(column, row) = (unsigned char) PG_GETARG_CHAR(arg);
			break;
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			*ct_cell_number(column, row) = PG_GETARG_INT32(arg);
			break;
		default:
			*ct_cell_text(column,
						  row) = text_to_cstring(PG_GETARG_TEXT_PP(arg));
			if (**ct_cell_text(column, row) == '\0')
				*ct_cell_text(column, row) = NULL;
			break;
	}
}

static Datum
made_of(const CtPolicySource *source)
{
	return PointerGetDatum(
		policy_value_make(source, ERRCODE_INVALID_PARAMETER_VALUE, NULL));
}

/*
 * policy_with(policy export_policy, rule_id text, test text, verdict verdict,
 *     effective_from date, effective_to date, destinations text, hq text,
 *     ships_from text, route text, seller text, product text,
 *     applies_when text, precedence integer, overrides text, eccn text,
 *     fee_pct numeric, fee_basis text, conditions text)
 * returns export_policy
 *
 * The policy with other values in one rule.  NULL leaves a column as it is;
 * an empty text empties it, 'infinity' is an open end; an empty fee_basis
 * takes the fee away.  Unknown rule: 42704 with the nearest; a value that is
 * refused: 22023 with rule, column and position.
 */
PG_FUNCTION_INFO_V1(policy_with);
Datum
policy_with(PG_FUNCTION_ARGS)
{
	const CtTable *table = &ct_tables[CT_TABLE_RULES];
	CtPolicySource source;
	CtRuleRow *rule;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	policy_value_open(PG_DETOAST_DATUM(PG_GETARG_DATUM(0)),
					  CurrentMemoryContext, &source);
	rule = (CtRuleRow *) &source
			   .rules[find_rule(&source, PG_GETARG_TEXT_PP(1))];
	for (int i = 0; i < (int) lengthof(changed); i++)
	{
		int arg = FIRST_CHANGE + i;
		int c = ct_table_column(table, changed[i], strlen(changed[i]));

		if (!PG_ARGISNULL(arg))
			change_cell(fcinfo, arg, &table->columns[c], (char *) rule);
	}
	if (rule->fee_basis == NULL)
		rule->fee_pct = NULL;
	return made_of(&source);
}

/*
 * policy_without(policy export_policy, rule_id text) returns export_policy
 *
 * The policy without one rule; exceptions to it no longer apply.  Strict.
 * Unknown rule: 42704 with the nearest.
 */
PG_FUNCTION_INFO_V1(policy_without);
Datum
policy_without(PG_FUNCTION_ARGS)
{
	CtPolicySource source;
	CtRuleRow *rules;
	int at;

	policy_value_open(PG_DETOAST_DATUM(PG_GETARG_DATUM(0)),
					  CurrentMemoryContext, &source);
	at = find_rule(&source, PG_GETARG_TEXT_PP(1));
	rules = (CtRuleRow *) source.rules;
	memmove(&rules[at], &rules[at + 1],
			sizeof(CtRuleRow) * (source.nrules - at - 1));
	source.nrules--;
	return made_of(&source);
}
