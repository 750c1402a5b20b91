/*
 * policy_quota.c
 *		Where shipments stand against a volume limit: the transition function
 *		of the aggregate quota_status().
 *
 * The limit, its destinations and its percentage come from a row of
 * policy_quota that the caller passes; nothing of the law stands here.
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "glue.h"

/*
 * The state: sum, rows, and rows of unknown amount of each side, then the
 * limit in percent, NULL where no quota was given.  A sum of states is a
 * state, so that workers can take parts.
 */
enum
{
	STATE_MAX_PCT = 9,
	STATE_LENGTH
};

/* offset of a side within the state */
typedef enum QuotaSide
{
	SIDE_NONE = -1,
	SIDE_LIMITED = 0,
	SIDE_REFERENCE = 3,
	SIDE_UNKNOWN = 6
} QuotaSide;

static bool
is_code(const char *text, int len)
{
	return len == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' &&
		   text[1] <= 'Z';
}

/* Is a code one of a list with a bar between its items? */
static bool
lists_code(Datum list, const char *code)
{
	text *items = DatumGetTextPP(list);
	const char *p = VARDATA_ANY(items);
	const char *end = p + VARSIZE_ANY_EXHDR(items);

	for (; end - p >= 2; p += 3)
		if (p[0] == code[0] && p[1] == code[1])
			return true;
	return false;
}

/* Only a code of two letters is a destination; anything else is unknown. */
static QuotaSide
side_of(FunctionCallInfo fcinfo, HeapTupleHeader quota)
{
	bool isnull;
	Datum list;
	text *place;

	if (PG_ARGISNULL(2))
		return SIDE_UNKNOWN;
	place = PG_GETARG_TEXT_PP(2);
	if (!is_code(VARDATA_ANY(place), VARSIZE_ANY_EXHDR(place)))
		return SIDE_UNKNOWN;
	if (quota == NULL)
		return SIDE_NONE;
	list = GetAttributeByName(quota, "limited", &isnull);
	if (!isnull && lists_code(list, VARDATA_ANY(place)))
		return SIDE_LIMITED;
	list = GetAttributeByName(quota, "reference", &isnull);
	if (!isnull && lists_code(list, VARDATA_ANY(place)))
		return SIDE_REFERENCE;
	return SIDE_NONE;
}

static void
check_amount(Datum amount)
{
	Datum zero = NumericGetDatum(int64_to_numeric(0));
	Numeric value = DatumGetNumeric(amount);

	if (!numeric_is_nan(value) && !numeric_is_inf(value) &&
		DatumGetBool(DirectFunctionCall2(numeric_ge, amount, zero)))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("amount %s of a shipment is out of range",
					DatumGetCString(DirectFunctionCall1(numeric_out, amount))),
			 errdetail("Expected a finite number that is not negative."),
			 errhint("Leave returns out, or take them off the shipment they "
					 "belong to.")));
}

/* The limit, or NaN where rows of one group came with different limits. */
static void
note_limit(HeapTupleHeader quota, Datum *values, bool *nulls)
{
	bool isnull = true;
	Datum limit = 0;

	if (quota != NULL)
		limit = GetAttributeByName(quota, "max_pct", &isnull);
	if (isnull)
		return;
	if (!nulls[STATE_MAX_PCT] &&
		!DatumGetBool(
			DirectFunctionCall2(numeric_eq, limit, values[STATE_MAX_PCT])))
		limit = ct_decimal_datum("NaN");
	values[STATE_MAX_PCT] = limit;
	nulls[STATE_MAX_PCT] = false;
}

/*
 * quota_add(state numeric[], amount numeric, destination text,
 *			 quota policy_quota) RETURNS numeric[]
 *
 * Amounts are in any unit, the same for all rows of a group.  NULL amount:
 * unknown, at least zero; destination NULL or no ISO code: unknown.  Error
 * 22003 for an amount that is negative or not finite, whatever its
 * destination.  Source: 15 CFR Part 748 Supp. No. 2 (dd)(1)(iii) as read by
 * secondary readers; the figures stand in policy_quota.
 */
PG_FUNCTION_INFO_V1(policy_quota_add);
Datum
policy_quota_add(PG_FUNCTION_ARGS)
{
	HeapTupleHeader quota = NULL;
	Datum one = NumericGetDatum(int64_to_numeric(1));
	Datum *values;
	bool *nulls;
	int n;
	int dims[1] = {STATE_LENGTH};
	int lbs[1] = {1};
	QuotaSide side;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), NUMERICOID, -1, false,
					  TYPALIGN_INT, &values, &nulls, &n);
	if (n != STATE_LENGTH)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("state of quota_status() has %d elements", n),
						errdetail("Expected %d.", STATE_LENGTH)));
	for (int i = 0; i < STATE_MAX_PCT; i++)
		if (nulls[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
							errmsg("state of quota_status() holds NULL")));
	if (!PG_ARGISNULL(1))
		check_amount(PG_GETARG_DATUM(1));
	if (!PG_ARGISNULL(3))
		quota = PG_GETARG_HEAPTUPLEHEADER(3);
	side = side_of(fcinfo, quota);
	note_limit(quota, values, nulls);
	if (side != SIDE_NONE)
	{
		Datum *sum = &values[side];

		sum[1] = DirectFunctionCall2(numeric_add, sum[1], one);
		if (PG_ARGISNULL(1))
			sum[2] = DirectFunctionCall2(numeric_add, sum[2], one);
		else
			sum[0] = DirectFunctionCall2(numeric_add, sum[0],
										 PG_GETARG_DATUM(1));
	}
	PG_RETURN_ARRAYTYPE_P(construct_md_array(
		values, nulls, 1, dims, lbs, NUMERICOID, -1, false, TYPALIGN_INT));
}
