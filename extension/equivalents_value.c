/*
 * equivalents_value.c
 *		From SQL arguments to the core of H100-equivalents.
 */
#include "equivalents_value.h"

#include "utils/builtins.h"

#include "amount_numeric.h"
#include "knowledge.h"

#define BASES "tpp, dense8, dense16, bandwidth, memory or as_published"

static CtBasis
basis_of(const text *name)
{
	CtBasis basis;

	if (!ct_basis_lookup(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &basis))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown basis \"%s\"", text_to_cstring(name)),
				 errdetail("A basis says what is compared with an H100: total "
						   "processing performance, dense 8-bit or 16-bit "
						   "rates, bandwidth or memory."),
				 errhint("Write " BASES ".")));
	return basis;
}

CtBasis
equivalents_computed_basis(const text *name)
{
	CtBasis basis = basis_of(name);

	if (basis == CT_BASIS_AS_PUBLISHED)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("basis as_published needs a published figure"),
				 errdetail("A specification does not say what a source "
						   "published."),
				 errhint("Give it as the last argument of h100e_agg(spec, "
						 "quantity, basis, published).")));
	return basis;
}

CtBasis
equivalents_first_basis(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("basis must not be NULL"),
						errhint("Write " BASES ".")));
	return PG_NARGS() > n + 1
			   ? basis_of(PG_GETARG_TEXT_PP(n))
			   : equivalents_computed_basis(PG_GETARG_TEXT_PP(n));
}

void
equivalents_check_same(CtBasis basis, CtBasis other)
{
	if (basis != other)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot add equivalents on basis %s to those on "
						"basis %s",
						ct_basis_name(other), ct_basis_name(basis)),
				 errdetail("A sum has one basis."),
				 errhint("Group by the basis.")));
}

const GpuSpec *
equivalents_named_spec(FunctionCallInfo fcinfo, int n)
{
	const text *name = PG_GETARG_TEXT_PP(n);
	const Chip *chip = knowledge_chip(
		knowledge_of_call(fcinfo), VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	return chip->has_spec ? &chip->spec : NULL;
}

static void
refuse(const char *what, const char *value)
{
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					errmsg("%s out of range: %.60s", what, value),
					errdetail("Expected a number with at most %d digits "
							  "before the point.",
							  CT_UNIT_DIGITS),
					errhint("Where it is not known write NULL.")));
}

CtUnits
units_of_fraction(float8 value, const char *what)
{
	int64 whole;

	/* also false for NaN */
	if (unlikely(!(value < 1e15 && value > -1e15)))
		refuse(what, DatumGetCString(DirectFunctionCall1(
						 float8out, Float8GetDatum(value))));
	whole = (int64) value;
	value -= (float8) whole; /* exact */
	value *= (float8) CT_UNIT;
	return (CtUnits) whole * CT_UNIT +
		   (int64) (value < 0 ? value - 0.5 : value + 0.5);
}

CtUnits
units_of_numeric(Numeric value, const char *what)
{
	char *text = numeric_normalize(value);
	bool minus = text[0] == '-';
	const char *digits = text + (minus ? 1 : 0);
	CtAmount amount = 0;
	CtError err;
	size_t used;

	if (ct_number_span(digits, strlen(digits)) == 0 ||
		!ct_amount_parse(digits, strlen(digits), 0, CT_UNIT_DECIMALS,
						 CT_UNIT_DECIMALS + CT_UNIT_DIGITS, true, &amount,
						 &used, &err))
		refuse(what, text);
	return minus ? -(CtUnits) amount : (CtUnits) amount;
}

Numeric
units_numeric(CtUnits value, int decimals)
{
	Numeric number = amount_numeric((CtAmount) (value < 0 ? -value : value),
									decimals);

	if (value < 0)
		number = DatumGetNumeric(
			DirectFunctionCall1(numeric_uminus, NumericGetDatum(number)));
	return number;
}

void
equivalents_out_of_range(void)
{
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					errmsg("sum of equivalents out of range"),
					errhint("Count in larger units.")));
}

void
equivalents_not_added(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cannot take away from a sum what was not added to it")));
}
