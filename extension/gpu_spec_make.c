/*
 * gpu_spec_make.c
 *		The constructor gpu_spec(fp8 => 1979, mem => 141, ...).
 */
#include "glue.h"

#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gpu_spec_make);

/*
 * gpu_spec(int4, fp4, fp6, int8, fp8, fp16, tf32, fp32, fp64, mem, bw, io,
 *		pcie, die, transistors, tdp, area numeric, dc boolean, hbm boolean,
 *		released text) returns gpu_spec
 *
 * Units as in the text form.  Not strict: NULL, the default of each, is
 * unknown (hbm: no).  Errors name the field: 22003 negative, too large or more
 * than three decimals; 22P02 NaN, infinity or a malformed date; 22008 an
 * impossible date.
 */
Datum
gpu_spec_make(PG_FUNCTION_ARGS)
{
	GpuSpec *spec = palloc(sizeof(GpuSpec));
	CtError err;
	int f;

	/* the arguments stand in the order of CtField */
	ct_spec_init(spec);
	for (f = 0; f < CT_NUMBERS; f++)
	{
		uint64_t value;
		char *text;

		if (PG_ARGISNULL(f))
			continue;
		if (!ct_numeric_scaled(PG_GETARG_NUMERIC(f), 3, CT_MAX_THOUSANDTHS,
							   &value, &text, &err))
			return ct_report_field(NULL, &err, "gpu_spec",
								   ct_field_name((CtField) f), text);
		spec->number[f] = (uint32_t) value + 1;
	}
	if (!PG_ARGISNULL(CT_DC))
		ct_spec_set_dc(spec, PG_GETARG_BOOL(CT_DC) ? CT_TRUE : CT_FALSE);
	if (!PG_ARGISNULL(CT_HBM))
		ct_spec_set_hbm(spec, PG_GETARG_BOOL(CT_HBM));
	if (!PG_ARGISNULL(CT_RELEASED))
	{
		char *date = text_to_cstring(PG_GETARG_TEXT_PP(CT_RELEASED));

		if (!ct_spec_set_date(spec, date, strlen(date), 0, &err))
			return ct_report_field(NULL, &err, "gpu_spec", "released", date);
	}
	PG_RETURN_GPUSPEC_P(spec);
}
