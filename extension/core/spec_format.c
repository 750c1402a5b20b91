/*
 * spec_format.c
 *		The canonical text of a gpu_spec: known fields in the order of CtField,
 *		shortest decimals, one unit for each quantity.
 */
#include "spec.h"

#include <string.h>

static const char *
canonical_unit(CtField f)
{
	switch (f)
	{
		case CT_MEM:
			return "GB";
		case CT_BW:
		case CT_IO:
		case CT_PCIE:
			return "GB/s";
		case CT_DIE:
		case CT_AREA:
			return "mm2";
		case CT_TRANSISTORS:
			return "B";
		case CT_TDP:
			return "W";
		default:
			return "";
	}
}

static size_t
append(char *buf, size_t at, const char *text)
{
	size_t len = strlen(text);

	memcpy(buf + at, text, len + 1);
	return at + len;
}

/* the name of a field, after a blank unless it is the first */
static size_t
append_name(char *buf, size_t at, CtField f)
{
	if (at > 0)
		at = append(buf, at, " ");
	return append(buf, at, ct_field_name(f));
}

size_t
ct_date_format(const GpuSpec *s, char *buf)
{
	int part[3];
	size_t at = 0;
	int i;

	ct_civil((int32_t) s->released - 1, &part[0], &part[1], &part[2]);
	for (i = 0; i < (int) ct_precision(s); i++)
	{
		if (i == 0)
		{
			buf[at++] = (char) ('0' + part[0] / 1000);
			buf[at++] = (char) ('0' + part[0] / 100 % 10);
		}
		else
			buf[at++] = '-';
		buf[at++] = (char) ('0' + part[i] / 10 % 10);
		buf[at++] = (char) ('0' + part[i] % 10);
	}
	buf[at] = '\0';
	return at;
}

size_t
ct_spec_format(const GpuSpec *s, char *buf)
{
	size_t at = 0;
	int f;

	buf[0] = '\0';
	for (f = 0; f < CT_NUMBERS; f++)
	{
		if (!ct_known(s, (CtField) f))
			continue;
		at = append_name(buf, at, (CtField) f);
		at = append(buf, at, "=");
		at += ct_decimal_format(ct_thousandths(s, (CtField) f), buf + at);
		at = append(buf, at, canonical_unit((CtField) f));
	}
	if (ct_dc(s) != CT_UNKNOWN)
	{
		at = append_name(buf, at, CT_DC);
		if (ct_dc(s) == CT_FALSE)
			at = append(buf, at, "=no");
	}
	if (ct_hbm(s))
		at = append_name(buf, at, CT_HBM);
	if (ct_precision(s) != CT_DATE_UNKNOWN)
	{
		at = append_name(buf, at, CT_RELEASED);
		at = append(buf, at, "=");
		at += ct_date_format(s, buf + at);
	}
	if (at == 0)
		at = append(buf, at, "unknown");
	return at;
}
