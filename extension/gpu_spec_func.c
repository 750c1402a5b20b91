/*
 * gpu_spec_func.c
 *		What is computed from a gpu_spec: performance by the rule's text, cards
 *		for a model, decoding speed, cut-down parts.
 */
#include "glue.h"
#include "spec_tpp.h"

#include <math.h>

#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gpu_spec_tpp);
PG_FUNCTION_INFO_V1(gpu_spec_tpp_format);
PG_FUNCTION_INFO_V1(gpu_spec_performance_density);
PG_FUNCTION_INFO_V1(gpu_spec_min_cards);
PG_FUNCTION_INFO_V1(gpu_spec_decode_tokens_per_s);
PG_FUNCTION_INFO_V1(gpu_spec_scale);

static inline int
checked_tf32_bits(int32 bits)
{
	if (unlikely(bits != 19 && bits != 32))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid width of TF32: %d bits", bits),
						errdetail("TF32 is read as 19 bits (used) or 32 bits "
								  "(nominal)."),
						errhint("Write tf32_bits => 19 or tf32_bits => 32.")));
	return bits;
}

/*
 * tpp(spec gpu_spec, tf32_bits integer DEFAULT 19) returns double precision
 *
 * Total processing performance: TOPS x bits, the largest over the known dense
 * rates.  Strict; NULL without any rate, except that a stand-alone memory
 * stack has 0.  Error 22023: tf32_bits neither 19 nor 32.
 * Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes.
 */
Datum
gpu_spec_tpp(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	int bits = checked_tf32_bits(PG_GETARG_INT32(1));

	if (unlikely(!ct_tpp_known(spec)))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) ct_tpp_best(spec, bits) / CT_SCALE);
}

/*
 * tpp_format(spec gpu_spec, tf32_bits integer DEFAULT 19) returns text
 *
 * The format that decides TPP; of formats that tie the widest, and of equal
 * widths the floating-point one (tf32 and fp32 at 32 bits: fp32).  Strict;
 * NULL without any rate.  Error 22023 as for tpp().
 */
Datum
gpu_spec_tpp_format(PG_FUNCTION_ARGS)
{
	int bits = checked_tf32_bits(PG_GETARG_INT32(1));
	uint64_t tpp;
	CtField format;

	ct_tpp(PG_GETARG_GPUSPEC_P(0), bits, &tpp, &format);
	if (format == CT_FIELDS)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(ct_field_name(format)));
}

/*
 * performance_density(spec gpu_spec, tf32_bits integer DEFAULT 19)
 *		returns double precision
 *
 * TPP / applicable die area, per mm2.  Strict; NULL when TPP or the area is
 * unknown, or the area is 0 (planar dies only: undefined).  Error 22023 as for
 * tpp().  Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes.
 */
Datum
gpu_spec_performance_density(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	int bits = checked_tf32_bits(PG_GETARG_INT32(1));
	uint64_t tpp;

	if (!ct_tpp(spec, bits, &tpp, NULL) || !ct_known(spec, CT_DIE) ||
		ct_thousandths(spec, CT_DIE) == 0)
		PG_RETURN_NULL();
	/* one division of exact integers, so rounded once */
	PG_RETURN_FLOAT8((double) tpp / (double) ct_thousandths(spec, CT_DIE));
}

/* the arguments that describe a model: parameters in billions, bits each */
static void
check_model(Numeric params, int32 bits)
{
	bool positive = !numeric_is_nan(params) && !numeric_is_inf(params) &&
					DatumGetBool(DirectFunctionCall2(
						numeric_gt, NumericGetDatum(params),
						NumericGetDatum(int64_to_numeric(0))));

	if (!positive)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid number of parameters: %s",
							   numeric_normalize(params)),
						errdetail("Expected a positive number of billions."),
						errhint("A model of 70 billion parameters is 70.")));
	if (bits < 1 || bits > 64)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid number of bits per parameter: %d", bits),
				 errdetail("Expected 1 to 64 bits."),
				 errhint("FP16 is 16, FP8 is 8, 4-bit weights are "
						 "4.")));
}

static Numeric
times(Numeric number, int64 factor)
{
	return DatumGetNumeric(
		DirectFunctionCall2(numeric_mul, NumericGetDatum(number),
							NumericGetDatum(int64_to_numeric(factor))));
}

/*
 * min_cards(spec gpu_spec, params_bn numeric, bits integer) returns integer
 *
 * The least number of packages whose memory holds the weights alone:
 * ceil(params_bn x bits / 8 / mem), exactly.  Strict; NULL when the memory is
 * unknown.  Errors: 22023 params_bn not positive and finite, bits outside 1 to
 * 64; 22012 memory 0; 22003 result above the range of integer.
 */
Datum
gpu_spec_min_cards(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	Numeric params = PG_GETARG_NUMERIC(1);
	int32 bits = PG_GETARG_INT32(2);
	Datum need;
	Datum have;
	Datum cards;
	Datum zero = NumericGetDatum(int64_to_numeric(0));
	Datum rest;

	check_model(params, bits);
	if (!ct_known(spec, CT_MEM))
		PG_RETURN_NULL();
	if (ct_thousandths(spec, CT_MEM) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DIVISION_BY_ZERO),
				 errmsg("no number of cards without memory holds a model"),
				 errdetail("The field \"mem\" is 0."),
				 errhint("Write mem=unknown if the memory is not known.")));
	/* GB x 1000 x 8 on both sides, so that nothing is rounded */
	need = NumericGetDatum(times(params, (int64) bits * CT_SCALE));
	have = NumericGetDatum(
		int64_to_numeric((int64) ct_thousandths(spec, CT_MEM) * 8));
	cards = DirectFunctionCall2(numeric_div_trunc, need, have);
	rest = DirectFunctionCall2(numeric_mod, need, have);
	if (DatumGetBool(DirectFunctionCall2(numeric_gt, rest, zero)))
		cards = DirectFunctionCall1(numeric_inc, cards);
	PG_RETURN_DATUM(DirectFunctionCall1(numeric_int4, cards));
}

/*
 * decode_tokens_per_s(spec gpu_spec, params_bn numeric, bits integer)
 *		returns double precision
 *
 * Upper bound of tokens per second when decoding one sequence, where every
 * token reads all weights once: bw / (params_bn x bits / 8).  Strict; NULL
 * when bw is unknown.  Errors: 22023 as for min_cards(); 22003 overflow.
 */
Datum
gpu_spec_decode_tokens_per_s(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	Numeric params = PG_GETARG_NUMERIC(1);
	int32 bits = PG_GETARG_INT32(2);
	double weights; /* GB x 8000 */
	double result;

	check_model(params, bits);
	if (!ct_known(spec, CT_BW))
		PG_RETURN_NULL();
	weights = DatumGetFloat8(DirectFunctionCall1(
		numeric_float8, NumericGetDatum(times(params, (int64) bits * 1000))));
	result = (double) ct_thousandths(spec, CT_BW) * 8.0 / weights;
	if (isinf(result))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("value out of range: overflow")));
	PG_RETURN_FLOAT8(result);
}

/* the digits after the point of a normalized decimal */
static int
decimals_of(const char *text)
{
	const char *point = strchr(text, '.');

	return point ? (int) strlen(point + 1) : 0;
}

/*
 * scale(spec gpu_spec, factor numeric) returns gpu_spec
 *
 * A cut-down (or doubled) part: rates, mem, bw, io and pcie times the factor,
 * rounded half up to the thousandth; die, area, transistors, power, flags and
 * date stay, as the rule takes the area of the full die.  Strict.  Errors:
 * 22023 factor negative, not finite or with more than nine decimals; 22003 a
 * field leaves its range.
 */
Datum
gpu_spec_scale(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	Numeric factor = PG_GETARG_NUMERIC(1);
	GpuSpec *result = palloc(sizeof(GpuSpec));
	char *text = numeric_normalize(factor);
	uint64_t scaled;
	CtError err;

	if (text[0] == '-' || numeric_is_nan(factor) || numeric_is_inf(factor) ||
		decimals_of(text) > CT_FACTOR_DECIMALS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid scale factor: %s", text),
						errdetail("Expected a number from 0 with at most %d "
								  "decimals.",
								  CT_FACTOR_DECIMALS),
						errhint("Round it, as in round(factor, %d).",
								CT_FACTOR_DECIMALS)));
	if (!ct_numeric_scaled(factor, CT_FACTOR_DECIMALS, UINT64_MAX, &scaled,
						   &text, &err) ||
		!ct_spec_scale(spec, scaled, result))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("gpu_spec out of range when scaled by %s", text),
				 errdetail("A field would exceed %.3f.",
						   (double) CT_MAX_THOUSANDTHS / CT_SCALE),
				 errhint("Use a smaller factor.")));
	PG_RETURN_GPUSPEC_P(result);
}
