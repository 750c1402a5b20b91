/*
 * equivalents_range.c
 *		Sums of H100-equivalents of quantities that are ranges.
 */
#include "equivalents_range.h"

#include <string.h>

#include "estimate_internal.h"

void
ct_equivalents_range_init(CtEquivalentsRange *e, CtBasis basis)
{
	memset(e, 0, sizeof(*e));
	e->format = CT_EQUIVALENTS_FORMAT;
	e->basis = (uint8_t) basis;
}

bool
ct_equivalents_range_empty(const CtEquivalentsRange *e)
{
	const uint64_t *word = &e->part[0][0];
	uint64_t any = e->nulls;
	size_t i;

	for (i = 0; i < sizeof(e->part) / sizeof(*word); i++)
		any |= word[i];
	return any == 0;
}

uint64_t
ct_equivalents_range_rows(const CtEquivalentsRange *e)
{
	return ct_range_sum(e, CT_PART_COVERED)->rows +
		   ct_range_sum(e, CT_PART_UNCOVERED)->rows + e->nulls;
}

static bool
change(CtEquivalentsRange *e, int part, const CtEstimate *by, bool remove)
{
	CtEstimateSum *sum = ct_range_part(e, part);

	return remove ? ct_sum_subtract(CT_SUM_BOUNDS, sum, by)
				  : ct_sum_add(CT_SUM_BOUNDS, sum, by);
}

bool
ct_equivalents_range_add(CtEquivalentsRange *e, const CtEstimate *units,
						 const CtEstimate *rated, bool remove)
{
	bool fits = true;

	if (rated)
		fits = change(e, CT_PART_RATED, rated, remove);
	if (units)
		return fits && change(e, rated ? CT_PART_COVERED : CT_PART_UNCOVERED,
							  units, remove);
	e->nulls += remove ? UINT64_MAX : 1;
	return fits && e->nulls <= CT_SUM_MAX_ROWS;
}

bool
ct_equivalents_range_merge(CtEquivalentsRange *e,
						   const CtEquivalentsRange *other)
{
	int part;

	for (part = 0; part < CT_PARTS; part++)
		if (!ct_sum_merge(CT_SUM_BOUNDS, ct_range_part(e, part),
						  ct_range_sum(other, part)))
			return false;
	e->nulls += other->nulls;
	return e->nulls <= CT_SUM_MAX_ROWS;
}

/* a sum of units, of which there are not less than none; false if there are */
static bool
units_of(const CtEquivalentsRange *e, int part, CtEstimate *units)
{
	CtFigures f;

	if (ct_sum_result(CT_SUM_BOUNDS, ct_range_sum(e, part), false, units) !=
		CT_OUTCOME_OK)
		return false;
	ct_estimate_figures(units, &f);
	if (!ct_estimate_has_low(units))
	{
		f.flags |= CT_EST_HAS_LOW;
		f.flags &= (uint8_t) ~CT_EST_LOW_STRICT;
		f.low = 0;
	}
	return f.low >= 0 && (!ct_estimate_has_high(units) || f.high > 0) &&
		   ct_figures_estimate(&f, false, units) == CT_OUTCOME_OK;
}

CtOutcome
ct_equivalents_range_coverage(const CtEquivalentsRange *e, CtEstimate *out)
{
	const CtScalar zero = {0, 0};
	const CtScalar one = {1, 0};
	bool covered_rows = ct_range_sum(e, CT_PART_COVERED)->rows > 0;
	bool uncovered_rows = ct_range_sum(e, CT_PART_UNCOVERED)->rows > 0;
	CtEstimate covered;
	CtEstimate uncovered;
	CtEstimate whole;

	if (e->nulls > 0 ||
		(covered_rows && !units_of(e, CT_PART_COVERED, &covered)) ||
		(uncovered_rows && !units_of(e, CT_PART_UNCOVERED, &uncovered)))
		return CT_OUTCOME_NOTHING;
	if (!covered_rows && !uncovered_rows)
		return CT_OUTCOME_NOTHING;
	ct_estimate_make(&one, &one, &one, 0, false, false, &whole);
	if (!covered_rows)
		return ct_estimate_make(&zero, &zero, &zero, 0, false, false, out);
	if (!uncovered_rows)
	{
		*out = whole;
		return CT_OUTCOME_OK;
	}
	/* 1 / (1 + uncovered / covered): each figure is used once */
	if (ct_estimate_ratio(&uncovered, &covered, out) != CT_OUTCOME_OK ||
		ct_estimate_add(out, one, out) != CT_OUTCOME_OK)
		return CT_OUTCOME_NOTHING;
	return ct_estimate_ratio(&whole, out, out);
}

bool
ct_equivalents_range_valid(const CtEquivalentsRange *e)
{
	uint64_t rated;
	uint64_t covered;
	uint64_t spare;
	size_t i;
	int part;

	for (i = 0; i < sizeof(e->reserved); i++)
		if (e->reserved[i] != 0)
			return false;
	for (part = 0; part < CT_PARTS; part++)
		if (!ct_sum_valid(CT_SUM_BOUNDS, ct_range_sum(e, part)))
			return false;
	rated = ct_range_sum(e, CT_PART_RATED)->rows;
	covered = ct_range_sum(e, CT_PART_COVERED)->rows;
	/* only what was published may be known without the units */
	spare = e->basis == CT_BASIS_AS_PUBLISHED ? e->nulls : 0;
	return e->format == CT_EQUIVALENTS_FORMAT && e->basis >= CT_BASIS_TPP &&
		   e->basis <= CT_BASIS_LAST && e->nulls <= CT_SUM_MAX_ROWS &&
		   ct_equivalents_range_rows(e) > 0 && rated >= covered &&
		   rated - covered <= spare;
}
