/*
 * shares_rows.c
 *		Shares as rows: how much is covered, all keys, the largest.
 */
#include "shares_value.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "amount_numeric.h"

static const char *
coverage_word(const CtShares *s)
{
	if (!s->total)
		return "unknown";
	return ct_amount(s->unnamed) == 0 ? "complete" : "partial";
}

/*
 * coverage(shares shares, OUT coverage text, OUT named numeric, OUT unnamed
 *		numeric, OUT total numeric, OUT named_share numeric, OUT keys integer,
 *		OUT null_weights bigint)
 *
 * "complete": the named are all there is; "partial": a remainder is known;
 * "unknown": nobody has said what the total is, total and named_share are
 * NULL, and unnamed is what the rows with a NULL key hold.  null_weights is
 * the number of rows whose weight was NULL: their keys hold more than it
 * seems.  Strict.
 */
PG_FUNCTION_INFO_V1(shares_coverage);
Datum
shares_coverage(PG_FUNCTION_ARGS)
{
	Datum values[7] = {0};
	bool nulls[7] = {false};
	TupleDesc desc;
	CtShares s;
	CtAmount sum;

	shares_open(PG_GETARG_DATUM(0), &s);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	sum = ct_shares_sum(&s);
	values[0] = CStringGetTextDatum(coverage_word(&s));
	values[1] = NumericGetDatum(
		amount_numeric(ct_amount(s.named), s.decimals));
	values[2] = NumericGetDatum(
		amount_numeric(ct_amount(s.unnamed), s.decimals));
	nulls[3] = !s.total;
	nulls[4] = !s.total || sum == 0;
	if (!nulls[3])
		values[3] = NumericGetDatum(amount_numeric(sum, s.decimals));
	if (!nulls[4])
		values[4] = NumericGetDatum(amount_ratio(
			amount_numeric(ct_amount(s.named), 0), amount_numeric(sum, 0)));
	values[5] = Int32GetDatum(s.n);
	values[6] = Int64GetDatum((int64) s.nulls);
	return HeapTupleGetDatum(
		heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* larger first, then in the order of the keys */
static int
compare_weights(const void *a, const void *b)
{
	CtAmount x = ct_amount(((const CtShare *) a)->weight);
	CtAmount y = ct_amount(((const CtShare *) b)->weight);

	if (x != y)
		return x > y ? -1 : 1;
	return ct_share_compare(a, b);
}

/* rank 0 and item NULL: the remainder */
static void
put_row(ReturnSetInfo *result, const CtShares *s, int rank,
		const CtShare *item)
{
	CtAmount weight = ct_amount(item ? item->weight : s->unnamed);
	CtAmount sum = ct_shares_sum(s);
	bool ranked = result->setDesc->natts == 5;
	Datum values[5];
	bool nulls[5] = {false};
	int n = 0;

	if (ranked)
		values[n++] = Int32GetDatum(rank);
	nulls[n] = item == NULL;
	values[n++] = item ? PointerGetDatum(cstring_to_text_with_len(
							 item->key, (int) item->len))
					   : (Datum) 0;
	values[n++] = NumericGetDatum(amount_numeric(weight, s->decimals));
	nulls[n] = sum == 0;
	values[n++] = sum == 0
					  ? (Datum) 0
					  : NumericGetDatum(amount_ratio(amount_numeric(weight, 0),
													 amount_numeric(sum, 0)));
	values[n] = CStringGetTextDatum(coverage_word(s));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * shares_rows(shares shares, OUT key text, OUT weight numeric, OUT share
 *		numeric, OUT coverage text) returns setof record
 *
 * The keys in the order of their bytes, and last, with a NULL key, what is
 * unnamed where that is not 0.  Share is that of the known sum, NULL where
 * that is 0.  Strict.
 */
PG_FUNCTION_INFO_V1(shares_rows);
Datum
shares_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	CtShares s;

	InitMaterializedSRF(fcinfo, 0);
	shares_open(PG_GETARG_DATUM(0), &s);
	for (int i = 0; i < s.n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_row(result, &s, 0, &s.items[i]);
	}
	if (ct_amount(s.unnamed) != 0)
		put_row(result, &s, 0, NULL);
	return (Datum) 0;
}

/*
 * top(shares shares, n integer, OUT rank integer, OUT key text, OUT weight
 *		numeric, OUT share numeric, OUT coverage text) returns setof record
 *
 * The n keys of the largest weight; of equal ones those first in the order of
 * their bytes.  The remainder has no rank: who holds it is not known.  Strict.
 * Error 22023: n is negative.
 */
PG_FUNCTION_INFO_V1(shares_top);
Datum
shares_top(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int32 n = PG_GETARG_INT32(1);
	CtShares s;

	if (n < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("argument \"n\" must not be negative, and is "
							   "%d",
							   n)));
	InitMaterializedSRF(fcinfo, 0);
	shares_open(PG_GETARG_DATUM(0), &s);
	qsort(s.items, s.n, sizeof(CtShare), compare_weights);
	for (int i = 0; i < s.n && i < n; i++)
		put_row(result, &s, i + 1, &s.items[i]);
	return (Datum) 0;
}
