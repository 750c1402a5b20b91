/*
 * amount_numeric.c
 *		Amounts of the core from and to SQL numbers.
 */
#include "amount_numeric.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "utils/fmgrprotos.h"

Numeric
amount_numeric(CtAmount value, int decimals)
{
	char text[CT_AMOUNT_TEXT];

	if (decimals == 0 && value <= (CtAmount) PG_INT64_MAX)
		return int64_to_numeric((int64) value);
	(void) ct_amount_format(value, decimals, text);
	return DatumGetNumeric(
		DirectFunctionCall3(numeric_in, CStringGetDatum(text),
							ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

Numeric
amount_ratio(Numeric a, Numeric b)
{
	Datum ratio = DirectFunctionCall2(numeric_div, NumericGetDatum(a),
									  NumericGetDatum(b));

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, ratio));
}

Numeric
amount_times(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

Numeric
amount_plus(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

/* whole_digits 0: the value is no amount at all */
void
amount_refuse(const char *text, int whole_digits, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s out of range: %.60s", what, text),
			 whole_digits == 0
				 ? errdetail("Expected a number that is not negative.")
				 : errdetail("Expected at most %d digits before the point.",
							 whole_digits),
			 whole_digits == 0
				 ? errhint("Where it is not known write NULL; leave out or "
						   "subtract afterwards what was taken back.")
				 : errhint("Count in larger units.")));
}

CtAmount
amount_of_text(const char *text, int decimals, int digits, const char *what)
{
	CtAmount value;
	CtError err;
	size_t used;

	if (ct_number_span(text, strlen(text)) == 0)
		amount_refuse(text, 0, what);
	if (!ct_amount_parse(text, strlen(text), 0, decimals, digits, true, &value,
						 &used, &err))
		amount_refuse(text, digits - decimals, what);
	return value;
}

CtAmount
amount_of_numeric(Numeric value, int decimals, int digits, const char *what)
{
	return amount_of_text(numeric_normalize(value), decimals, digits, what);
}

CtAmount
amount_of_fraction(float8 value, int decimals, int digits, const char *what)
{
	char text[DOUBLE_SHORTEST_DECIMAL_LEN];

	if (isnan(value) || isinf(value))
		amount_refuse(isnan(value) ? "NaN"
					  : value > 0  ? "inf"
								   : "-inf",
					  0, what);
	(void) double_to_shortest_decimal_buf(value, text);
	return amount_of_text(text, decimals, digits, what);
}
