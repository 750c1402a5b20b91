/*
 * h100e.c
 *		h100e(): H100-equivalents of a quantity of one chip.
 */
#include "equivalents_value.h"

#include "amount_numeric.h"
#include "glue.h"

/*
 * h100e(spec gpu_spec, quantity double precision, basis text)
 *		returns double precision
 *
 * quantity x rate / rate of an H100 SXM, on the named basis: tpp (15832),
 * dense8 (the greater of fp8 and int8: 1979), dense16 (fp16: 989.5), bandwidth
 * (3350 GB/s), memory (80 GB).  Strict; NULL when the specification has no
 * rate on the basis.  Error 22023: another basis.
 * Source: NVIDIA H100 Tensor Core GPU data sheet, SXM column, dense rates.
 */
PG_FUNCTION_INFO_V1(h100e_float8);
Datum
h100e_float8(PG_FUNCTION_ARGS)
{
	CtBasis basis = equivalents_computed_basis(PG_GETARG_TEXT_PP(2));
	int64_t rate = ct_basis_rate(PG_GETARG_GPUSPEC_P(0), basis);

	if (rate < 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(PG_GETARG_FLOAT8(1) * (float8) rate /
					 (float8) ct_basis_unit(basis));
}

/*
 * h100e(spec gpu_spec, quantity numeric, basis text) returns numeric
 *
 * The same to at least 16 digits.
 */
PG_FUNCTION_INFO_V1(h100e_numeric);
Datum
h100e_numeric(PG_FUNCTION_ARGS)
{
	CtBasis basis = equivalents_computed_basis(PG_GETARG_TEXT_PP(2));
	int64_t rate = ct_basis_rate(PG_GETARG_GPUSPEC_P(0), basis);

	if (rate < 0)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(amount_ratio(
		amount_times(PG_GETARG_NUMERIC(1), int64_to_numeric(rate)),
		int64_to_numeric(ct_basis_unit(basis))));
}
