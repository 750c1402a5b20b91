/*
 * spec_unit.c
 *		Units: decimal factors only, in any case.
 *
 * The case counts in one place.  "Gb" is a gigabit where the prefix is a
 * capital and the b is not, and "gbps" is read as gigabits by most people, so
 * both are refused; "gb" and "gb/s" all in small letters are bytes.
 */
#include "spec_unit.h"

#include <string.h>

typedef enum UnitKind
{
	UNIT_RATE,
	UNIT_BYTES,
	UNIT_BANDWIDTH,
	UNIT_AREA,
	UNIT_COUNT,
	UNIT_POWER
} UnitKind;

typedef struct Unit
{
	const char *name;
	UnitKind kind;
	int shift;
} Unit;

static const Unit units[] = {
	{"tops", UNIT_RATE, 0},
	{"top/s", UNIT_RATE, 0},
	{"tflops", UNIT_RATE, 0},
	{"tflop/s", UNIT_RATE, 0},
	{"gops", UNIT_RATE, -3},
	{"gop/s", UNIT_RATE, -3},
	{"gflops", UNIT_RATE, -3},
	{"gflop/s", UNIT_RATE, -3},
	{"pops", UNIT_RATE, 3},
	{"pop/s", UNIT_RATE, 3},
	{"pflops", UNIT_RATE, 3},
	{"pflop/s", UNIT_RATE, 3},
	{"gb", UNIT_BYTES, 0},
	{"tb", UNIT_BYTES, 3},
	{"mb", UNIT_BYTES, -3},
	{"gb/s", UNIT_BANDWIDTH, 0},
	{"tb/s", UNIT_BANDWIDTH, 3},
	{"mb/s", UNIT_BANDWIDTH, -3},
	{"gbps", UNIT_BANDWIDTH, 0},
	{"tbps", UNIT_BANDWIDTH, 3},
	{"mbps", UNIT_BANDWIDTH, -3},
	{"mm2", UNIT_AREA, 0},
	{"mm^2", UNIT_AREA, 0},
	{"mm\xc2\xb2", UNIT_AREA, 0}, /* superscript two in UTF-8 */
	{"b", UNIT_COUNT, 0},
	{"bn", UNIT_COUNT, 0},
	{"billion", UNIT_COUNT, 0},
	{"m", UNIT_COUNT, -3},
	{"mn", UNIT_COUNT, -3},
	{"million", UNIT_COUNT, -3},
	{"t", UNIT_COUNT, 3},
	{"tn", UNIT_COUNT, 3},
	{"trillion", UNIT_COUNT, 3},
	{"w", UNIT_POWER, 0},
	{"kw", UNIT_POWER, 3},
};

#define UNITS ((int) (sizeof(units) / sizeof(units[0])))

/* by UnitKind */
static const char *const expected_units[] = {
	"TOPS, TFLOPS, GOPS, GFLOPS, POPS or PFLOPS",
	"GB, TB or MB",
	"GB/s, TB/s or MB/s",
	"mm2",
	"B (billions), M (millions) or T (trillions)",
	"W or kW",
};

static UnitKind
kind_of(CtField field)
{
	switch (field)
	{
		case CT_MEM:
			return UNIT_BYTES;
		case CT_BW:
		case CT_IO:
		case CT_PCIE:
			return UNIT_BANDWIDTH;
		case CT_DIE:
		case CT_AREA:
			return UNIT_AREA;
		case CT_TRANSISTORS:
			return UNIT_COUNT;
		case CT_TDP:
			return UNIT_POWER;
		default:
			return UNIT_RATE;
	}
}

static bool
contains(const char *word, size_t len, const char *part)
{
	size_t part_len = strlen(part);
	size_t i;

	for (i = 0; i + part_len <= len; i++)
	{
		if (ct_word_is(word + i, part_len, part))
			return true;
	}
	return false;
}

bool
ct_mentions_sparsity(const char *word, size_t len)
{
	return contains(word, len, "sparse") || contains(word, len, "sparsity");
}

/* "Gb", "Gb/s", "Gbps", "gbps", "Gbit/s" */
static bool
is_bits(const char *unit, size_t len)
{
	if (contains(unit, len, "bit"))
		return true;
	return len >= 2 && strchr("GgTtMm", unit[0]) != NULL && unit[1] == 'b' &&
		   (!(unit[0] >= 'a') || contains(unit, len, "ps"));
}

bool
ct_unit_parse(const char *unit, size_t len, size_t pos, CtField field,
			  int *shift, CtError *err)
{
	UnitKind kind = kind_of(field);
	bool bytes = kind == UNIT_BYTES || kind == UNIT_BANDWIDTH;
	int i;

	if (bytes && is_bits(unit, len))
		return ct_fail(err, CT_ERR_SYNTAX, pos, len,
					   "A unit of bits cannot be taken for bytes:",
					   "Divide by 8 and write %s, with a capital B.",
					   expected_units[kind]);
	for (i = 0; i < UNITS; i++)
	{
		if (units[i].kind == kind && ct_word_is(unit, len, units[i].name))
		{
			*shift = units[i].shift;
			return true;
		}
	}
	if (bytes && len >= 3 && ct_word_is(unit + 1, 2, "ib"))
		return ct_fail(err, CT_ERR_SYNTAX, pos, len,
					   "Binary units are not accepted:",
					   "Convert to decimal: 1 GiB is 1.073741824 GB. Write "
					   "%s.",
					   expected_units[kind]);
	return ct_fail(err, CT_ERR_SYNTAX, pos, len, "Wrong unit",
				   "Field \"%s\" takes %s, or no unit.", ct_field_name(field),
				   expected_units[kind]);
}
