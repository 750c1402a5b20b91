/*
 * shares_func.c
 *		What is asked of shares: totals, shares, bounds, concentration.
 *
 * A remainder is weight that belongs to no named key; with a total it is known
 * how much.  Its holders are not: each bound takes the case that is worst for
 * it.  Without a total nothing bounds the remainder, so bounds are NULL, and a
 * share is one of the known sum.
 */
#include "shares_value.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "amount_numeric.h"

/* squares of such sums fit in 128 bits */
#define SMALL_SUM ((CtAmount) PG_INT64_MAX)

static Numeric
numeric_of(const CtShares *s, CtAmount value)
{
	return amount_numeric(value, s->decimals);
}

/* value / the known sum, which is not zero */
static Numeric
share_of_sum(const CtShares *s, CtAmount value)
{
	return amount_ratio(amount_numeric(value, 0),
						amount_numeric(ct_shares_sum(s), 0));
}

/*
 * with_total(shares shares, total numeric) returns shares
 *
 * The same weights, and what is missing up to the total as the unnamed
 * remainder.  Strict.  Errors: 22023 total below the known sum, or another
 * total known already; 22003 negative, infinite, not a number, too large.
 */
PG_FUNCTION_INFO_V1(shares_with_total);
Datum
shares_with_total(PG_FUNCTION_ARGS)
{
	Numeric given = PG_GETARG_NUMERIC(1);
	CtAmount total = amount_of_numeric(given, CT_SHARES_DECIMALS,
									   CT_SHARES_DIGITS, "total");
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	if (!ct_shares_widen(&s))
		elog(ERROR, "shares out of range");
	if (total < ct_shares_sum(&s) || (s.total && total != ct_shares_sum(&s)))
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 s.total ? errmsg("the total of these shares is known already")
					 : errmsg("total is below the sum of the weights"),
			 errdetail("The sum is %s, the total given %s.",
					   numeric_normalize(numeric_of(&s, ct_shares_sum(&s))),
					   numeric_normalize(given)),
			 s.total ? errhint("Take the remainder away with named_part() "
							   "first.")
					 : errhint("Total and weights must be of the same "
							   "universe: same unit, period and scope.")));
	s.unnamed = ct_wide(total - ct_amount(s.named));
	s.total = true;
	PG_RETURN_POINTER(shares_make(&s));
}

/*
 * named_part(shares shares) returns shares
 *
 * The named keys alone, as if they were all there is: without remainder,
 * total, and count of NULL weights.  Strict.
 */
PG_FUNCTION_INFO_V1(shares_named_part);
Datum
shares_named_part(PG_FUNCTION_ARGS)
{
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	s.unnamed = ct_wide(0);
	s.nulls = 0;
	s.total = false;
	PG_RETURN_POINTER(shares_make(&s));
}

/* the item of a key, or NULL */
static const CtShare *
find_key(const CtShares *s, const char *key, size_t len)
{
	CtShare asked = {.key = key, .len = (uint32) len};

	if (len > CT_SHARES_MAX_KEY || s->n == 0)
		return NULL;
	return bsearch(&asked, s->items, s->n, sizeof(CtShare), ct_share_compare);
}

/*
 * share_of(shares shares, key text) returns numeric
 *
 * Weight of the key / the known sum, 0 to 1.  The known sum is the total where
 * that is known, else the sum of what the rows say: coverage() tells which.  A
 * key that is not there has 0 where the total is known and nothing unnamed,
 * else NULL: it may be in the remainder.  Strict; NULL for a sum of 0.
 */
PG_FUNCTION_INFO_V1(shares_share_of);
Datum
shares_share_of(PG_FUNCTION_ARGS)
{
	text *key = PG_GETARG_TEXT_PP(1);
	const CtShare *item;
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	item = find_key(&s, VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key));
	if (ct_shares_sum(&s) == 0 ||
		(item == NULL && !(s.total && ct_amount(s.unnamed) == 0)))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(share_of_sum(&s, item ? ct_amount(item->weight) : 0));
}

/* a row of two numbers, NULL where not known */
static Datum
row_of_bounds(FunctionCallInfo fcinfo, Numeric low, Numeric high)
{
	Datum values[2] = {NumericGetDatum(low), NumericGetDatum(high)};
	bool nulls[2] = {low == NULL, high == NULL};
	TupleDesc desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	return HeapTupleGetDatum(
		heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* the weight of the named among keys, each once */
static CtAmount
weight_of_keys(const CtShares *s, ArrayType *keys)
{
	bool *seen = palloc0(sizeof(bool) * (s->n + 1));
	CtAmount weight = 0;
	Datum *texts;
	bool *nulls;
	int n;

	deconstruct_array(keys, TEXTOID, -1, false, TYPALIGN_INT, &texts, &nulls,
					  &n);
	for (int i = 0; i < n; i++)
	{
		const CtShare *item;

		if (nulls[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
							errmsg("a key is NULL"),
							errdetail("The unnamed remainder is nobody's, or "
									  "anybody's."),
							errhint("Leave it out: the bounds count it both "
									"ways.")));
		item = find_key(s, VARDATA_ANY(DatumGetPointer(texts[i])),
						VARSIZE_ANY_EXHDR(DatumGetPointer(texts[i])));
		if (item == NULL || seen[item - s->items])
			continue;
		seen[item - s->items] = true;
		weight += ct_amount(item->weight);
	}
	return weight;
}

/*
 * share_bounds(shares shares, keys text[], OUT low numeric, OUT high numeric)
 *
 * What the keys hold together, 0 to 1: low when nothing of the remainder is
 * theirs, high when all of it is.  Both NULL without a total, or for a total
 * of 0.  Keys that are not there count as holders of nothing named.  Strict.
 * Error 22004: a NULL among the keys.
 */
PG_FUNCTION_INFO_V1(shares_share_bounds);
Datum
shares_share_bounds(PG_FUNCTION_ARGS)
{
	ArrayType *keys = PG_GETARG_ARRAYTYPE_P(1);
	CtAmount weight;
	CtAmount most;
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	weight = weight_of_keys(&s, keys);
	if (!s.total || ct_shares_sum(&s) == 0)
		return row_of_bounds(fcinfo, NULL, NULL);
	most = weight;
	if (ArrayGetNItems(ARR_NDIM(keys), ARR_DIMS(keys)) > 0)
		most += ct_amount(s.unnamed);
	return row_of_bounds(fcinfo, share_of_sum(&s, weight),
						 share_of_sum(&s, most));
}

/* ---- concentration ------------------------------------------------------ */

static Numeric
square(CtAmount value)
{
	Numeric n = amount_numeric(value, 0);

	return amount_times(n, n);
}

/* sum of the squares of the named weights */
static Numeric
sum_of_squares(const CtShares *s)
{
	Numeric sum = int64_to_numeric(0);
	CtAmount small = 0;

	if (ct_amount(s->named) <= SMALL_SUM)
	{
		for (int i = 0; i < s->n; i++)
			small += (CtAmount) s->items[i].weight.low *
					 s->items[i].weight.low;
		return amount_numeric(small, 0);
	}
	for (int i = 0; i < s->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		sum = amount_plus(sum, square(ct_amount(s->items[i].weight)));
	}
	return sum;
}

/* 10,000 x squares / sum^2 */
static Numeric
index_of(Numeric squares, CtAmount sum)
{
	return amount_ratio(amount_times(int64_to_numeric(10000), squares),
						square(sum));
}

/*
 * hhi(shares shares) returns numeric
 *
 * Herfindahl-Hirschman index, 0 to 10,000: the sum of the squares of the
 * shares in percent, of the named as if they were all there is.  NULL where
 * something unnamed is known to be there, or, without a total, rows whose
 * weight was NULL: then the index has bounds only (hhi_bounds), and
 * named_part() is what to ask about the named alone.  Strict; NULL for a sum
 * of 0.
 * Source: U.S. Department of Justice and Federal Trade Commission, Merger
 * Guidelines (2023), guideline 1.
 */
PG_FUNCTION_INFO_V1(shares_hhi);
Datum
shares_hhi(PG_FUNCTION_ARGS)
{
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	if (ct_amount(s.unnamed) != 0 || ct_amount(s.named) == 0 ||
		(s.nulls != 0 && !s.total))
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(index_of(sum_of_squares(&s), ct_amount(s.named)));
}

typedef enum Remainder
{
	REMAINDER_ANYONE,
	REMAINDER_OTHERS,
	REMAINDER_SMALLER
} Remainder;

static Remainder
remainder_of(const text *word)
{
	static const char *const words[] = {"anyone", "others", "smaller"};

	for (int i = 0; i < (int) lengthof(words); i++)
	{
		if (ct_word_is(VARDATA_ANY(word), VARSIZE_ANY_EXHDR(word), words[i]))
			return (Remainder) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid holder of the remainder: \"%s\"",
					text_to_cstring(word)),
			 errdetail("Expected anyone, others or smaller."),
			 errhint("anyone: the named may hold it too; others: no named "
					 "one does; smaller: nor does anyone who is larger than "
					 "the smallest named.")));
	return REMAINDER_ANYONE; /* not reached */
}

static CtAmount
largest(const CtShares *s)
{
	CtAmount most = 0;

	for (int i = 0; i < s->n; i++)
		most = Max(most, ct_amount(s->items[i].weight));
	return most;
}

/* of those above zero; 0 if there is none */
static CtAmount
smallest(const CtShares *s)
{
	CtAmount least = 0;

	for (int i = 0; i < s->n; i++)
	{
		CtAmount weight = ct_amount(s->items[i].weight);

		if (weight > 0 && (least == 0 || weight < least))
			least = weight;
	}
	return least;
}

/* the most that the remainder can add to the sum of squares */
static Numeric
remainder_squares(const CtShares *s, Remainder holder)
{
	CtAmount rest = ct_amount(s->unnamed);
	CtAmount size = smallest(s);
	Numeric whole;

	if (holder == REMAINDER_ANYONE)
	{
		/* (w + r)^2 - w^2 = r^2 + 2 w r, most for the largest w */
		Numeric cross = amount_times(amount_numeric(largest(s), 0),
									 amount_numeric(rest, 0));

		return amount_plus(square(rest), amount_plus(cross, cross));
	}
	if (holder == REMAINDER_OTHERS || size == 0)
		return square(rest);
	/* as many as there can be of the size of the smallest, and one more */
	whole = amount_times(amount_numeric(rest / size, 0), square(size));
	return amount_plus(whole, square(rest % size));
}

/*
 * hhi_bounds(shares shares, remainder text DEFAULT 'anyone',
 *		OUT low numeric, OUT high numeric)
 *
 * Low when the remainder is spread over so many that their squares vanish;
 * high when it is in one hand: of anyone, the largest named (anyone), of one
 * who is not named (others), or of as few unnamed ones as can be when none is
 * larger than the smallest named (smaller; as others where no key has a
 * weight).  Both NULL without a total, or for a total of 0.  Strict.  Error
 * 22023: another word.
 */
PG_FUNCTION_INFO_V1(shares_hhi_bounds);
Datum
shares_hhi_bounds(PG_FUNCTION_ARGS)
{
	Remainder holder = remainder_of(PG_GETARG_TEXT_PP(1));
	Numeric squares;
	CtAmount sum;
	CtShares s;

	shares_open(PG_GETARG_DATUM(0), &s);
	sum = ct_shares_sum(&s);
	if (!s.total || sum == 0)
		return row_of_bounds(fcinfo, NULL, NULL);
	squares = sum_of_squares(&s);
	return row_of_bounds(
		fcinfo, index_of(squares, sum),
		index_of(amount_plus(squares, remainder_squares(&s, holder)), sum));
}
