/*
 * equivalents_text.c
 *		Text form of exact sums of H100-equivalents.
 */
#include "equivalents.h"

#include "amount.h"

/* the parts in the order in which they are written; decimals of each */
enum
{
	PART_RATED,
	PART_COVERED,
	PART_UNCOVERED,
	PART_ROWS,
	PART_COUNTED,
	PART_NULLS,
	PARTS
};

static const struct
{
	const char *name;
	int decimals;
	int digits;
	bool is_signed;
} parts[PARTS] = {
	[PART_RATED] = {"rated", CT_RATED_DECIMALS, 37, true},
	[PART_COVERED] = {"covered", CT_UNIT_DECIMALS, 37, true},
	[PART_UNCOVERED] = {"uncovered", CT_UNIT_DECIMALS, 37, true},
	[PART_ROWS] = {"rows", 0, 18, false},
	[PART_COUNTED] = {"counted", 0, 18, false},
	[PART_NULLS] = {"nulls", 0, 18, false},
};

static size_t
put(char *buf, size_t n, const char *word)
{
	while (*word)
		buf[n++] = *word++;
	buf[n] = '\0';
	return n;
}

size_t
ct_equivalents_format(const CtEquivalents *e, char *buf)
{
	const CtUnits value[PARTS] = {
		ct_int128(e->rated), ct_int128(e->covered), ct_int128(e->uncovered),
		(CtUnits) e->rows,   (CtUnits) e->counted,  (CtUnits) e->nulls};
	size_t n = put(buf, 0, ct_basis_name((CtBasis) e->basis));
	int p;

	for (p = 0; p < PARTS; p++)
	{
		if (value[p] == 0)
			continue;
		n = put(buf, n, " ");
		n = put(buf, n, parts[p].name);
		n = put(buf, n, value[p] < 0 ? "=-" : "=");
		n += ct_amount_format((CtAmount) (value[p] < 0 ? -value[p] : value[p]),
							  parts[p].decimals, buf + n);
	}
	return n;
}

/* where the word that begins at pos ends: at a space, "=" or the end */
static size_t
word_end(const char *text, size_t len, size_t pos)
{
	while (pos < len && !ct_is_space(text[pos]) && text[pos] != '=')
		pos++;
	return pos;
}

static size_t
skip_space(const char *text, size_t len, size_t pos)
{
	while (pos < len && ct_is_space(text[pos]))
		pos++;
	return pos;
}

static int
part_named(const char *word, size_t len)
{
	int p = 0;

	while (p < PARTS && !ct_word_is(word, len, parts[p].name))
		p++;
	return p;
}

/* the number of part p at *pos */
static bool
parse_number(const char *text, size_t len, size_t *pos, int p, CtUnits *value,
			 CtError *err)
{
	bool minus = parts[p].is_signed && *pos < len && text[*pos] == '-';
	size_t start = *pos + (minus ? 1 : 0);
	CtAmount amount;
	size_t used;

	if (!ct_amount_parse(text + start, len - start, start, parts[p].decimals,
						 parts[p].digits, false, &amount, &used, err))
		return false;
	*pos = start + used;
	if (*pos < len && !ct_is_space(text[*pos]))
		return ct_fail(err, CT_ERR_SYNTAX, *pos, 1, "Unexpected",
					   "Put a space between the parts.");
	*value = minus ? -(CtUnits) amount : (CtUnits) amount;
	return true;
}

static bool
parse_parts(const char *text, size_t len, size_t pos, CtUnits *value,
			CtError *err)
{
	unsigned seen = 0;

	while ((pos = skip_space(text, len, pos)) < len)
	{
		size_t end = word_end(text, len, pos);
		int p = part_named(text + pos, end - pos);

		if (p == PARTS)
			return ct_fail(err, CT_ERR_SYNTAX, pos, end - pos, "Unknown part",
						   "The parts are rated, covered, uncovered, rows, "
						   "counted and nulls.");
		if (seen & (1U << p))
			return ct_fail(err, CT_ERR_SYNTAX, pos, end - pos, "Repeated part",
						   "Give every part once.");
		seen |= 1U << p;
		if (end == len || text[end] != '=')
			return ct_fail(err, CT_ERR_SYNTAX, end, end < len ? 1 : 0,
						   "Expected \"=\" and a number, found",
						   "Write rows=3.");
		pos = end + 1;
		if (!parse_number(text, len, &pos, p, &value[p], err))
			return false;
	}
	return true;
}

bool
ct_equivalents_parse(const char *text, size_t len, CtEquivalents *out,
					 CtError *err)
{
	size_t start = skip_space(text, len, 0);
	size_t end = word_end(text, len, start);
	CtUnits value[PARTS] = {0};
	CtBasis basis;

	if (!ct_basis_lookup(text + start, end - start, &basis))
		return ct_fail(err, CT_ERR_SYNTAX, start, end - start, "Unknown basis",
					   "The text begins with tpp, dense8, dense16, bandwidth, "
					   "memory or as_published.");
	if (!parse_parts(text, len, end, value, err))
		return false;
	ct_equivalents_init(out, basis);
	out->rated = ct_int128_of(value[PART_RATED]);
	out->covered = ct_int128_of(value[PART_COVERED]);
	out->uncovered = ct_int128_of(value[PART_UNCOVERED]);
	out->rows = (uint64_t) value[PART_ROWS];
	out->counted = (uint64_t) value[PART_COUNTED];
	out->nulls = (uint64_t) value[PART_NULLS];
	if (!ct_equivalents_valid(out))
		return ct_fail(err, CT_ERR_SYNTAX, CT_NO_POSITION, 0,
					   out->rows == 0 ? "No rows"
									  : "The numbers of rows do not agree",
					   "Write rows=, how many there are, and of them "
					   "counted=, those in rated=, and nulls=, those without "
					   "a quantity.");
	return true;
}
