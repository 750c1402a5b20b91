/*
 * export_fee.c
 *		export_fee(): what is charged on a shipment, gate by gate.
 */
#include "export_limit.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "glue.h"

enum
{
	COL_CHARGE,
	COL_PCT,
	COL_BASE,
	COL_AMOUNT,
	COL_RULE,
	COL_STANDING,
	COL_CITATION,
	COLUMNS
};

/* the arguments: value, those of the other functions, basis */
#define FEE_VALUE 0
#define FEE_FIRST 1
#define FEE_BASIS (FEE_FIRST + ARG_WITHIN) /* with a policy as without */

static const char *const charges[] = {"revenue_share", "duty"};
static const char *const bases[] = {"revenue of the sale", "import value"};

static int
charge_of(const char *basis)
{
	for (int i = 0; basis && i < (int) lengthof(charges); i++)
	{
		if (strcmp(basis, charges[i]) == 0)
			return i;
	}
	return -1;
}

/* the charge asked, or -1 for every one */
static int
read_basis(FunctionCallInfo fcinfo)
{
	char *basis;
	int charge;

	if (PG_ARGISNULL(FEE_BASIS))
		return -1;
	basis = text_to_cstring(PG_GETARG_TEXT_PP(FEE_BASIS));
	charge = charge_of(basis);
	if (charge < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid value for argument \"basis\": \"%s\"", basis),
				 errhint("Charges are revenue_share and duty.")));
	return charge;
}

static bool
is_positive(const char *fee_pct)
{
	return fee_pct &&
		   DatumGetBool(DirectFunctionCall2(
			   numeric_gt, ct_decimal_datum(fee_pct), ct_decimal_datum("0")));
}

/* What a rule's row says of the charge's standing, in its own words. */
static const char *
standing_of(const CtRuleRow *rule)
{
	if (rule->confidence == NULL)
		return rule->note;
	if (rule->note == NULL)
		return psprintf("confidence %s", rule->confidence);
	return psprintf("confidence %s: %s", rule->confidence, rule->note);
}

static void
set_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	if (text)
		values[column] = CStringGetTextDatum(text);
}

/*
 * The charge of one rule.  Where another rule may decide in its place, it is
 * not certain and has no percentage.
 */
static void
put_charge(FunctionCallInfo fcinfo, const CtRuleRow *rule, bool certain)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int charge = charge_of(rule->fee_basis);
	Datum values[COLUMNS] = {0};
	bool nulls[COLUMNS] = {false};

	set_text(values, nulls, COL_CHARGE, charges[charge]);
	nulls[COL_PCT] = !certain;
	values[COL_PCT] = ct_decimal_datum(rule->fee_pct);
	set_text(values, nulls, COL_BASE, bases[charge]);
	nulls[COL_AMOUNT] = !certain || PG_ARGISNULL(FEE_VALUE);
	if (!nulls[COL_AMOUNT])
		values[COL_AMOUNT] = DirectFunctionCall2(
			numeric_mul, PG_GETARG_DATUM(FEE_VALUE),
			DirectFunctionCall2(numeric_mul, values[COL_PCT],
								ct_decimal_datum("0.01")));
	set_text(values, nulls, COL_RULE, rule->rule_id);
	set_text(values, nulls, COL_STANDING, standing_of(rule));
	set_text(values, nulls, COL_CITATION, rule->citation);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static Datum
export_fee(FunctionCallInfo fcinfo, bool by_name, bool with_policy)
{
	int asked = read_basis(fcinfo);
	Gate gates[MAX_GATES];
	ExportArgs args;
	int n;

	InitMaterializedSRF(fcinfo, 0);
	export_args_read(&fcinfo->args[FEE_FIRST], PG_NARGS() - FEE_FIRST, by_name,
					 with_policy, &args);
	n = export_gates(fcinfo, &args, gates);
	for (int i = 0; i < n; i++)
	{
		const CtDecision *d = &gates[i].decision;
		bool certain = d->nrules == 1 &&
					   d->answer.at_best == d->answer.at_worst;

		for (int j = 0; j < d->nrules; j++)
		{
			const CtRuleRow *rule = d->rules[j];

			if (is_positive(rule->fee_pct) &&
				(asked < 0 || charge_of(rule->fee_basis) == asked))
				put_charge(fcinfo, rule, certain);
		}
	}
	return (Datum) 0;
}

/*
 * export_fee(value numeric, spec gpu_spec, destination text, on_date date,
 *     hq text, ships_from text, route text, seller text, buyer text,
 *     end_use text, facts text, regimes text[], basis text)
 * returns setof charge, pct, base, amount, rule, standing, citation
 *
 * A row per charge by the rules that decide at the gates of trade_gates();
 * none where nothing is charged.  value is what the charge is taken on, in any
 * currency; amount is value * pct / 100, exact, NULL where value is.  pct and
 * amount are NULL where it is open which rule decides.  basis: revenue_share
 * or duty alone; a value outside a closed list: 22023.  Source: the rule rows;
 * standing is their confidence and note.
 */
PG_FUNCTION_INFO_V1(export_fee_spec);
Datum
export_fee_spec(PG_FUNCTION_ARGS)
{
	return export_fee(fcinfo, false, false);
}

/* export_fee(value, chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(export_fee_chip);
Datum
export_fee_chip(PG_FUNCTION_ARGS)
{
	return export_fee(fcinfo, true, false);
}

/*
 * export_fee(value numeric, spec gpu_spec, destination text, on_date date,
 *     policy export_policy, hq text, ships_from text, route text, seller text,
 *     buyer text, end_use text, regimes text[], basis text, facts text)
 *
 * The same rows by the rules of a policy; none for a NULL policy.
 */
PG_FUNCTION_INFO_V1(export_fee_policy_spec);
Datum
export_fee_policy_spec(PG_FUNCTION_ARGS)
{
	return export_fee(fcinfo, false, true);
}

/* export_fee(value, chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_fee_policy_chip);
Datum
export_fee_policy_chip(PG_FUNCTION_ARGS)
{
	return export_fee(fcinfo, true, true);
}
