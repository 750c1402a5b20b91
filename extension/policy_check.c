/*
 * policy_check.c
 *		Checks of rule columns at the moment they are written, so that no rule
 *		gets in that deciding would stumble over.
 */
#include "compat.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "glue.h"

static void
report_column(const char *kind, text *value, text *column, const CtError *err)
{
	const char *name = text_to_cstring(column);

	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("invalid %s in column \"%s\": \"%s\"", kind, name,
						   text_to_cstring(value)),
					errdetail("%s at position %d.", err->what,
							  ct_character(VARDATA_ANY(value), err->pos)),
					err->hint[0] ? errhint("%s", err->hint) : 0,
					err_generic_string(PG_DIAG_COLUMN_NAME, name)));
}

/*
 * country_set_check(expression text, column_name text) returns boolean
 *
 * True for an expression of the group algebra such as
 * "(D:1|D:4|D:5|MO)-(A:5|A:6)", whatever groups exist; otherwise 22023 with
 * the position, naming the column.  Strict.
 */
PG_FUNCTION_INFO_V1(policy_country_set_check);
Datum
policy_country_set_check(PG_FUNCTION_ARGS)
{
	text *value = PG_GETARG_TEXT_PP(0);
	CtCountrySet ignored;
	CtError err;

	if (!ct_country_set(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), NULL,
						NULL, &ignored, &err))
		report_column("country set", value, PG_GETARG_TEXT_PP(1), &err);
	PG_RETURN_BOOL(true);
}

/*
 * facts_check(terms text, column_name text) returns boolean
 *
 * True for terms of the closed lists such as "buyer=a|b and design=foreign";
 * otherwise 22023 with the position, naming the column.  Strict.
 */
PG_FUNCTION_INFO_V1(policy_facts_check);
Datum
policy_facts_check(PG_FUNCTION_ARGS)
{
	text *value = PG_GETARG_TEXT_PP(0);
	CtFactSet ignored = {{0}};
	CtError err;

	if (!ct_facts_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), &ignored,
						&err))
		report_column("facts", value, PG_GETARG_TEXT_PP(1), &err);
	PG_RETURN_BOOL(true);
}
