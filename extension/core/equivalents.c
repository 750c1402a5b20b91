/*
 * equivalents.c
 *		Bases of H100-equivalents, and exact sums of units times rate.
 */
#include "equivalents.h"

const CtBasisRow ct_basis_row[] = {
	[CT_BASIS_TPP] = {"tpp", 15832000},
	[CT_BASIS_DENSE8] = {"dense8", 1979000},
	[CT_BASIS_DENSE16] = {"dense16", 989500},
	[CT_BASIS_BANDWIDTH] = {"bandwidth", 3350000},
	[CT_BASIS_MEMORY] = {"memory", 80000},
	[CT_BASIS_AS_PUBLISHED] = {"as_published", 1000},
};

bool
ct_basis_lookup(const char *name, size_t len, CtBasis *basis)
{
	int b;

	for (b = CT_BASIS_TPP; b <= CT_BASIS_LAST; b++)
		if (ct_basis_is((CtBasis) b, name, len))
		{
			*basis = (CtBasis) b;
			return true;
		}
	return false;
}

void
ct_equivalents_init(CtEquivalents *e, CtBasis basis)
{
	static const CtEquivalents zero = {.format = CT_EQUIVALENTS_FORMAT};

	*e = zero;
	e->basis = (uint8_t) basis;
}

bool
ct_equivalents_merge(CtEquivalents *e, const CtEquivalents *other)
{
	CtUnits rated = ct_int128(e->rated) + ct_int128(other->rated);
	CtUnits covered = ct_int128(e->covered) + ct_int128(other->covered);
	CtUnits uncovered = ct_int128(e->uncovered) + ct_int128(other->uncovered);

	if (!ct_equivalents_in_range(rated) || !ct_equivalents_in_range(covered) ||
		!ct_equivalents_in_range(uncovered) ||
		e->rows + other->rows > CT_EQUIVALENTS_ROWS)
		return false;
	e->rated = ct_int128_of(rated);
	e->covered = ct_int128_of(covered);
	e->uncovered = ct_int128_of(uncovered);
	e->rows += other->rows;
	e->nulls += other->nulls;
	e->counted += other->counted;
	return true;
}

bool
ct_equivalents_empty(const CtEquivalents *e)
{
	return (e->rows | e->nulls | e->counted | e->rated.low | e->rated.high |
			e->covered.low | e->covered.high | e->uncovered.low |
			e->uncovered.high) == 0;
}

bool
ct_equivalents_valid(const CtEquivalents *e)
{
	size_t i;

	for (i = 0; i < sizeof(e->reserved); i++)
		if (e->reserved[i] != 0)
			return false;
	return e->format == CT_EQUIVALENTS_FORMAT && e->basis >= CT_BASIS_TPP &&
		   e->basis <= CT_BASIS_LAST && e->rows > 0 &&
		   e->rows <= CT_EQUIVALENTS_ROWS && e->nulls <= e->rows &&
		   e->counted <= e->rows &&
		   (e->counted > 0 || ct_int128(e->rated) == 0) &&
		   ct_equivalents_in_range(ct_int128(e->rated)) &&
		   ct_equivalents_in_range(ct_int128(e->covered)) &&
		   ct_equivalents_in_range(ct_int128(e->uncovered));
}
