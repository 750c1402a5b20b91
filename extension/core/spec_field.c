/*
 * spec_field.c
 *		Names of the fields of a gpu_spec, their aliases, and the nearest name
 *		to a misspelt one.
 */
#include "spec.h"

#include <string.h>

typedef struct FieldName
{
	const char *name;
	CtField field;
} FieldName;

/* the canonical names first, in the order of CtField; then the aliases */
static const FieldName field_names[] = {
	{"int4", CT_INT4},
	{"fp4", CT_FP4},
	{"fp6", CT_FP6},
	{"int8", CT_INT8},
	{"fp8", CT_FP8},
	{"fp16", CT_FP16},
	{"tf32", CT_TF32},
	{"fp32", CT_FP32},
	{"fp64", CT_FP64},
	{"mem", CT_MEM},
	{"bw", CT_BW},
	{"io", CT_IO},
	{"pcie", CT_PCIE},
	{"die", CT_DIE},
	{"transistors", CT_TRANSISTORS},
	{"tdp", CT_TDP},
	{"area", CT_AREA},
	{"dc", CT_DC},
	{"hbm", CT_HBM},
	{"released", CT_RELEASED},
	/* aliases */
	{"int4_tops", CT_INT4},
	{"fp4_tflops", CT_FP4},
	{"nvfp4", CT_FP4},
	{"mxfp4", CT_FP4},
	{"fp6_tflops", CT_FP6},
	{"mxfp6", CT_FP6},
	{"int8_tops", CT_INT8},
	{"fp8_tflops", CT_FP8},
	{"mxfp8", CT_FP8},
	{"bf16", CT_FP16},
	{"bfloat16", CT_FP16},
	{"float16", CT_FP16},
	{"fp16_tflops", CT_FP16},
	{"bf16_tflops", CT_FP16},
	{"tf32_tflops", CT_TF32},
	{"float32", CT_FP32},
	{"fp32_tflops", CT_FP32},
	{"float64", CT_FP64},
	{"fp64_tflops", CT_FP64},
	{"memory", CT_MEM},
	{"mem_gb", CT_MEM},
	{"memory_gb", CT_MEM},
	{"bandwidth", CT_BW},
	{"mem_bw", CT_BW},
	{"mem_bw_gbs", CT_BW},
	{"memory_bw", CT_BW},
	{"memory_bandwidth", CT_BW},
	{"bw_gbs", CT_BW},
	{"io_bw", CT_IO},
	{"io_bw_gbs", CT_IO},
	{"nvlink", CT_IO},
	{"interconnect", CT_IO},
	{"pcie_bw", CT_PCIE},
	{"pcie_gbs", CT_PCIE},
	{"die_area", CT_DIE},
	{"die_area_mm2", CT_DIE},
	{"die_mm2", CT_DIE},
	{"transistors_bn", CT_TRANSISTORS},
	{"transistor_count", CT_TRANSISTORS},
	{"tdp_w", CT_TDP},
	{"power", CT_TDP},
	{"area_mm2", CT_AREA},
	{"package_area", CT_AREA},
	{"package_area_mm2", CT_AREA},
	{"datacenter", CT_DC},
	{"datacentre", CT_DC},
	{"data_center", CT_DC},
	{"data_centre", CT_DC},
	{"memory_stack", CT_HBM},
	{"hbm_stack", CT_HBM},
	{"release", CT_RELEASED},
	{"release_date", CT_RELEASED},
};

#define FIELD_NAMES ((int) (sizeof(field_names) / sizeof(field_names[0])))

const char *
ct_field_name(CtField f)
{
	return field_names[f].name;
}

bool
ct_field_lookup(const char *word, size_t len, CtField *field)
{
	int i;

	for (i = 0; i < FIELD_NAMES; i++)
	{
		if (ct_word_is(word, len, field_names[i].name))
		{
			*field = field_names[i].field;
			return true;
		}
	}
	return false;
}

#define MAX_NAME 24

/* Levenshtein distance; neither side is longer than MAX_NAME */
static int
edit_distance(const char *a, int alen, const char *b, int blen)
{
	int row[MAX_NAME + 1];
	int i;
	int j;

	for (j = 0; j <= blen; j++)
		row[j] = j;
	for (i = 1; i <= alen; i++)
	{
		int diagonal = row[0];

		row[0] = i;
		for (j = 1; j <= blen; j++)
		{
			int same = ct_lower(a[i - 1]) == ct_lower(b[j - 1]);
			int best = diagonal + (same ? 0 : 1);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[blen];
}

/*
 * A name is near when it differs in at most a third of the word, or in one
 * letter; the first of equals wins, and the canonical names come first.
 */
const char *
ct_field_nearest(const char *word, size_t len)
{
	const char *nearest = NULL;
	int best;
	int i;

	if (len < 2 || len > MAX_NAME)
		return NULL;
	best = (int) len / 3 + 1;
	for (i = 0; i < FIELD_NAMES; i++)
	{
		const char *name = field_names[i].name;
		int distance = edit_distance(word, (int) len, name,
									 (int) strlen(name));

		if (distance < best ||
			(distance == best && nearest == NULL && distance < (int) len))
		{
			best = distance;
			nearest = ct_field_name(field_names[i].field);
		}
	}
	return nearest;
}
