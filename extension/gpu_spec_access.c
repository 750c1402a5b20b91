/*
 * gpu_spec_access.c
 *		The fields of a gpu_spec, by name and by function.
 */
#include "glue.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/rangetypes.h"

PG_FUNCTION_INFO_V1(gpu_spec_get);
PG_FUNCTION_INFO_V1(gpu_spec_get_text);
PG_FUNCTION_INFO_V1(gpu_spec_rate);
PG_FUNCTION_INFO_V1(gpu_spec_dc);
PG_FUNCTION_INFO_V1(gpu_spec_hbm);
PG_FUNCTION_INFO_V1(gpu_spec_released);

/* the derived figures follow the fields */
typedef enum Derived
{
	DERIVED_TPP = CT_FIELDS,
	DERIVED_PD,
	DERIVED_XFER,
	DERIVED_MBD,
	NAMES
} Derived;

static const char *const derived_names[] = {"tpp", "pd", "xfer", "mbd"};

static void
unknown_name(const char *word, int len)
{
	const char *nearest = ct_field_nearest(word, len);

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown field of gpu_spec: \"%.*s\"", len, word),
			 errdetail("The fields are int4 fp4 fp6 int8 fp8 fp16 tf32 fp32 "
					   "fp64 mem bw io pcie die transistors tdp area dc hbm "
					   "released, and tpp pd xfer mbd are derived."),
			 nearest ? errhint("Did you mean \"%s\"?", nearest)
					 : errhint("Write one of these names.")));
}

/* a field or derived figure by name or alias, in any case */
static int
lookup_name(const text *name)
{
	const char *word = VARDATA_ANY(name);
	int len = VARSIZE_ANY_EXHDR(name);
	CtField field;
	int i;

	if (ct_field_lookup(word, len, &field))
		return (int) field;
	for (i = DERIVED_TPP; i < NAMES; i++)
	{
		if (ct_word_is(word, len, derived_names[i - CT_FIELDS]))
			return i;
	}
	unknown_name(word, len);
	return -1; /* not reached */
}

/* a quotient of two numbers in thousandths; NULL (no result) over zero */
static Numeric
quotient(uint64_t a, uint64_t b)
{
	if (b == 0)
		return NULL;
	return DatumGetNumeric(DirectFunctionCall2(
		numeric_div, NumericGetDatum(ct_thousandths_numeric(a)),
		NumericGetDatum(ct_thousandths_numeric(b))));
}

/* the value of a numeric field or derived figure; NULL when unknown */
static Numeric
number_of(const GpuSpec *spec, int name)
{
	uint64_t tpp;

	if (name < CT_NUMBERS)
		return ct_known(spec, (CtField) name)
				   ? ct_thousandths_numeric(
						 ct_thousandths(spec, (CtField) name))
				   : NULL;
	switch (name)
	{
		case DERIVED_TPP:
			return ct_tpp(spec, CT_TF32_BITS, &tpp, NULL)
					   ? ct_thousandths_numeric(tpp)
					   : NULL;
		case DERIVED_PD:
			if (!ct_known(spec, CT_DIE) ||
				!ct_tpp(spec, CT_TF32_BITS, &tpp, NULL))
				return NULL;
			return quotient(tpp, ct_thousandths(spec, CT_DIE));
		case DERIVED_XFER:
			if (!ct_known(spec, CT_IO) || !ct_known(spec, CT_PCIE))
				return NULL;
			return ct_thousandths_numeric(
				(uint64_t) ct_thousandths(spec, CT_IO) +
				ct_thousandths(spec, CT_PCIE));
		default:
			if (!ct_known(spec, CT_BW) || !ct_known(spec, CT_AREA))
				return NULL;
			return quotient(ct_thousandths(spec, CT_BW),
							ct_thousandths(spec, CT_AREA));
	}
}

/*
 * gpu_spec -> text returns numeric
 *
 * A numeric field in its unit, or tpp, pd (per mm2), xfer (GB/s), mbd (GB/s
 * per mm2).  Strict; NULL when unknown or undefined.  Error 22023: unknown
 * name, or dc, hbm, released, which are no numbers.
 */
Datum
gpu_spec_get(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	int name = lookup_name(PG_GETARG_TEXT_PP(1));
	Numeric number;

	if (name >= CT_NUMBERS && name < CT_FIELDS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("field \"%s\" of gpu_spec is not a number",
							   ct_field_name((CtField) name)),
						errdetail("The operator -> gives numbers."),
						errhint("Use ->> '%s' or the function %s(spec).",
								ct_field_name((CtField) name),
								ct_field_name((CtField) name))));
	number = number_of(spec, name);
	if (number == NULL)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(number);
}

/*
 * gpu_spec ->> text returns text
 *
 * Any field or derived figure as text: numbers without their unit, dc and hbm
 * as yes or no, released as precisely as it is known ("2023-11").  Strict;
 * NULL when unknown or undefined.  Error 22023: unknown name.
 */
Datum
gpu_spec_get_text(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	int name = lookup_name(PG_GETARG_TEXT_PP(1));
	Numeric number;
	char date[CT_DATE_MAX];

	switch (name)
	{
		case CT_DC:
			if (ct_dc(spec) == CT_UNKNOWN)
				PG_RETURN_NULL();
			PG_RETURN_TEXT_P(
				cstring_to_text(ct_dc(spec) == CT_TRUE ? "yes" : "no"));
		case CT_HBM:
			PG_RETURN_TEXT_P(cstring_to_text(ct_hbm(spec) ? "yes" : "no"));
		case CT_RELEASED:
			if (ct_precision(spec) == CT_DATE_UNKNOWN)
				PG_RETURN_NULL();
			ct_date_format(spec, date);
			PG_RETURN_TEXT_P(cstring_to_text(date));
		default:
			number = number_of(spec, name);
			if (number == NULL)
				PG_RETURN_NULL();
			PG_RETURN_TEXT_P(cstring_to_text(numeric_normalize(number)));
	}
}

/*
 * rate(spec gpu_spec, format text) returns numeric
 *
 * The dense rate of a format in TOPS or TFLOPS.  Strict; NULL when unknown.
 * Error 22023: not a format.
 */
Datum
gpu_spec_rate(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	const text *format = PG_GETARG_TEXT_PP(1);
	int name = lookup_name(format);
	Numeric number;

	if (name >= CT_RATES)
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("not a number format: \"%s\"", text_to_cstring(format)),
			 errdetail("The formats are int4 fp4 fp6 int8 fp8 fp16 tf32 "
					   "fp32 fp64."),
			 errhint("Use spec -> '%s' for other fields.",
					 text_to_cstring(format))));
	number = number_of(spec, name);
	if (number == NULL)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(number);
}

/*
 * mem(spec gpu_spec) returns numeric, and bw, io, pcie, die, transistors, tdp
 *
 * One numeric field in its unit (GB, GB/s, mm2, billions, W).  Strict; NULL
 * when unknown; never fail.
 */
#define NUMBER_ACCESSOR(symbol, field)                             \
	PG_FUNCTION_INFO_V1(symbol);                                   \
	Datum symbol(PG_FUNCTION_ARGS)                                 \
	{                                                              \
		Numeric number = number_of(PG_GETARG_GPUSPEC_P(0), field); \
		if (number == NULL)                                        \
			PG_RETURN_NULL();                                      \
		PG_RETURN_NUMERIC(number);                                 \
	}                                                              \
	StaticAssertDecl((field) < CT_NUMBERS, "not a numeric field")

NUMBER_ACCESSOR(gpu_spec_mem, CT_MEM);
NUMBER_ACCESSOR(gpu_spec_bw, CT_BW);
NUMBER_ACCESSOR(gpu_spec_io, CT_IO);
NUMBER_ACCESSOR(gpu_spec_pcie, CT_PCIE);
NUMBER_ACCESSOR(gpu_spec_die, CT_DIE);
NUMBER_ACCESSOR(gpu_spec_transistors, CT_TRANSISTORS);
NUMBER_ACCESSOR(gpu_spec_tdp, CT_TDP);

/*
 * dc(spec gpu_spec) returns boolean
 *
 * Designed or marketed for data centres.  Strict; NULL when unknown.
 */
Datum
gpu_spec_dc(PG_FUNCTION_ARGS)
{
	CtBool dc = ct_dc(PG_GETARG_GPUSPEC_P(0));

	if (dc == CT_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(dc == CT_TRUE);
}

/*
 * hbm(spec gpu_spec) returns boolean
 *
 * Whether the part is a stand-alone memory stack.  Strict; never NULL: what
 * does not say so is none.
 */
Datum
gpu_spec_hbm(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(ct_hbm(PG_GETARG_GPUSPEC_P(0)));
}

static RangeBound
day_bound(int32_t unix_day, bool lower)
{
	RangeBound bound;

	bound.val = ct_date_datum(unix_day);
	bound.infinite = false;
	bound.inclusive = lower;
	bound.lower = lower;
	return bound;
}

/*
 * released(spec gpu_spec) returns daterange
 *
 * The days on which the part may have been released: one day, a month or a
 * year.  Strict; NULL when unknown.
 */
Datum
gpu_spec_released(PG_FUNCTION_ARGS)
{
	TypeCacheEntry *cache = range_get_typcache(fcinfo, DATERANGEOID);
	RangeBound lower;
	RangeBound upper;
	int32_t first;
	int32_t last;

	if (!ct_released(PG_GETARG_GPUSPEC_P(0), &first, &last))
		PG_RETURN_NULL();
	lower = day_bound(first, true);
	upper = day_bound(last + 1, false);
	PG_RETURN_RANGE_P(CT_MAKE_RANGE(cache, &lower, &upper));
}
