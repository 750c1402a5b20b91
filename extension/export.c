/*
 * export.c
 *		export_verdict(), export_ok(), export_denied(), license_required() and
 *		eccn(): the short answers.
 *
 * Each exists for a specification and, STABLE all the same, for a chip's
 * name, which adds its maker (sellers' letters bind their addressee) and its
 * names (rules that name products).  All evaluate the rule tables as they
 * stand for the statement.  Source of the order of evaluation: policy.h;
 * source of every test and verdict: the rule rows and their citations.
 */
#include "compat.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "chiptrade.h"
#include "deal.h"
#include "export_policy.h"
#include "glue.h"

/*
 * Is the verdict certainly on one side of a limit?  Below or at it at worst:
 * true; above it at best: false; else unknown, and so where nothing answers.
 */
static CtBool
within(CtAnswer answer, int limit)
{
	if (answer.at_best == CT_NO_ANSWER || answer.at_worst == CT_NO_ANSWER)
		return answer.at_best > limit ? CT_FALSE : CT_UNKNOWN;
	if (answer.at_worst <= limit)
		return CT_TRUE;
	return answer.at_best > limit ? CT_FALSE : CT_UNKNOWN;
}

static Datum
return_truth(FunctionCallInfo fcinfo, CtBool truth, bool negate)
{
	if (truth == CT_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL((truth == CT_TRUE) != negate);
}

static Datum
return_verdict(FunctionCallInfo fcinfo, CtAnswer answer)
{
	if (answer.at_best != answer.at_worst || answer.at_best == CT_NO_ANSWER)
		PG_RETURN_NULL();
	PG_RETURN_CHAR((char) answer.at_best);
}

/*
 * export_verdict(spec gpu_spec, destination text, on_date date, hq text,
 *     ships_from text, route text, seller text, buyer text, end_use text,
 *     facts text, regimes text[]) returns verdict
 *
 * NULL where the possible verdicts differ, where no rule covers the case, and
 * where spec, destination or day is NULL or unknown; export_decision() says
 * which.  A value outside a closed list: 22023.
 */
PG_FUNCTION_INFO_V1(export_verdict_spec);
Datum
export_verdict_spec(PG_FUNCTION_ARGS)
{
	return return_verdict(fcinfo, export_answer_spec(fcinfo));
}

/* export_verdict(chip text, ...): the same by name; unknown name: 42704 */
PG_FUNCTION_INFO_V1(export_verdict_chip);
Datum
export_verdict_chip(PG_FUNCTION_ARGS)
{
	return return_verdict(fcinfo, export_answer_chip(fcinfo));
}

/* is the answer this verdict or a stricter one? */
static Datum
beyond(FunctionCallInfo fcinfo, CtAnswer answer, int verdict)
{
	return return_truth(fcinfo, within(answer, verdict - 1), true);
}

static Datum
export_ok(FunctionCallInfo fcinfo, CtAnswer answer)
{
	if (PG_ARGISNULL(ARG_WITHIN))
		PG_RETURN_NULL();
	return return_truth(
		fcinfo, within(answer, (unsigned char) PG_GETARG_CHAR(ARG_WITHIN)),
		false);
}

/*
 * export_ok(spec gpu_spec, ..., within verdict DEFAULT 'notify') returns
 *     boolean
 *
 * May it ship without an individual licence?  True if the verdict is at worst
 * within, false if it is at best beyond it, else NULL.
 */
PG_FUNCTION_INFO_V1(export_ok_spec);
Datum
export_ok_spec(PG_FUNCTION_ARGS)
{
	return export_ok(fcinfo, export_answer_spec(fcinfo));
}

/* export_ok(chip text, ...): the same by name */
PG_FUNCTION_INFO_V1(export_ok_chip);
Datum
export_ok_chip(PG_FUNCTION_ARGS)
{
	return export_ok(fcinfo, export_answer_chip(fcinfo));
}

/*
 * export_denied(spec gpu_spec, ...) returns boolean
 *
 * Is the answer a presumption of denial or a prohibition?  NULL where that is
 * not certain either way.
 */
PG_FUNCTION_INFO_V1(export_denied_spec);
Datum
export_denied_spec(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_spec(fcinfo),
				  CT_VERDICT_PRESUMPTION_DENIAL);
}

/* export_denied(chip text, ...): the same by name */
PG_FUNCTION_INFO_V1(export_denied_chip);
Datum
export_denied_chip(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_chip(fcinfo),
				  CT_VERDICT_PRESUMPTION_DENIAL);
}

/*
 * license_required(spec gpu_spec, ...) returns boolean
 *
 * Is an individual licence needed, whatever its chances?  NULL where that is
 * not certain either way.
 */
PG_FUNCTION_INFO_V1(license_required_spec);
Datum
license_required_spec(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_spec(fcinfo),
				  CT_VERDICT_PRESUMPTION_APPROVAL);
}

/* license_required(chip text, ...): the same by name */
PG_FUNCTION_INFO_V1(license_required_chip);
Datum
license_required_chip(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_chip(fcinfo),
				  CT_VERDICT_PRESUMPTION_APPROVAL);
}

/* arguments: spec, day */
static Datum
return_eccn(FunctionCallInfo fcinfo, CtPolicy *policy)
{
	DateADT date = PG_GETARG_DATEADT(1);
	const char *label;
	uint32 missing;

	if (DATE_NOT_FINITE(date))
		PG_RETURN_NULL();
	label = ct_eccn(policy, PG_GETARG_GPUSPEC_P(0), ct_day_of(date), &missing);
	if (label == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(label));
}

/*
 * eccn(spec gpu_spec, on_date date) returns text
 *
 * The export control classification number of an item on a day by the rows of
 * the classifying regime: 3A090.a, 3A090.b, 3A090.c, 3A090.a (2022), or
 * "not 3A090" where no row fits.  NULL where unknown fields leave it open.
 * The letter of the law: 15 CFR 774 Supp. 1, ECCN 3A090, by the dated rows.
 */
PG_FUNCTION_INFO_V1(eccn_spec);
Datum
eccn_spec(PG_FUNCTION_ARGS)
{
	return return_eccn(fcinfo, knowledge_policy(knowledge_of_call(fcinfo)));
}

/* ---- by the rules of a policy ------------------------------------------- */

/*
 * export_verdict(spec gpu_spec, destination text, on_date date,
 *     policy export_policy, hq text, ships_from text, route text, seller text,
 *     buyer text, end_use text, regimes text[], facts text) returns verdict
 *
 * The answer depends on the arguments alone.  NULL for a NULL policy; the
 * regimes asked are those of the policy: another one is an error (22023).
 */
PG_FUNCTION_INFO_V1(export_verdict_policy_spec);
Datum
export_verdict_policy_spec(PG_FUNCTION_ARGS)
{
	return return_verdict(fcinfo, export_answer_policy_spec(fcinfo));
}

/* export_verdict(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_verdict_policy_chip);
Datum
export_verdict_policy_chip(PG_FUNCTION_ARGS)
{
	return return_verdict(fcinfo, export_answer_policy_chip(fcinfo));
}

/* export_ok(spec gpu_spec, ..., policy export_policy, ...) returns boolean */
PG_FUNCTION_INFO_V1(export_ok_policy_spec);
Datum
export_ok_policy_spec(PG_FUNCTION_ARGS)
{
	return export_ok(fcinfo, export_answer_policy_spec(fcinfo));
}

/* export_ok(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_ok_policy_chip);
Datum
export_ok_policy_chip(PG_FUNCTION_ARGS)
{
	return export_ok(fcinfo, export_answer_policy_chip(fcinfo));
}

/* export_denied(spec gpu_spec, ..., policy export_policy, ...) returns
 * boolean
 */
PG_FUNCTION_INFO_V1(export_denied_policy_spec);
Datum
export_denied_policy_spec(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_policy_spec(fcinfo),
				  CT_VERDICT_PRESUMPTION_DENIAL);
}

/* export_denied(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(export_denied_policy_chip);
Datum
export_denied_policy_chip(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_policy_chip(fcinfo),
				  CT_VERDICT_PRESUMPTION_DENIAL);
}

/* license_required(spec gpu_spec, ..., policy export_policy, ...) returns
 * boolean
 */
PG_FUNCTION_INFO_V1(license_required_policy_spec);
Datum
license_required_policy_spec(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_policy_spec(fcinfo),
				  CT_VERDICT_PRESUMPTION_APPROVAL);
}

/* license_required(chip text, ..., policy export_policy, ...): by name */
PG_FUNCTION_INFO_V1(license_required_policy_chip);
Datum
license_required_policy_chip(PG_FUNCTION_ARGS)
{
	return beyond(fcinfo, export_answer_policy_chip(fcinfo),
				  CT_VERDICT_PRESUMPTION_APPROVAL);
}

/*
 * eccn(spec gpu_spec, on_date date, policy export_policy) returns text
 *
 * The classification by the rules of a policy.  Strict.
 */
PG_FUNCTION_INFO_V1(eccn_policy_spec);
Datum
eccn_policy_spec(PG_FUNCTION_ARGS)
{
	void **extra = &fcinfo->flinfo->fn_extra;

	if (*extra == NULL)
		*extra = policy_cache_create(fcinfo->flinfo, 2,
									 fcinfo->flinfo->fn_mcxt);
	return return_eccn(fcinfo, policy_of_call(fcinfo, *extra)->policy);
}
