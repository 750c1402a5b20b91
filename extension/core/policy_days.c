/*
 * policy_days.c
 *		The days on which anything changes, and what the country sets of the
 *		rules hold between two of them.
 */
#include "policy_internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct SetContext
{
	const CtPolicy *policy;
	const CtCountrySet *groups; /* NULL: only check that names exist */
} SetContext;

static bool
resolve(void *context, const char *word, size_t len, CtCountrySet *out)
{
	const SetContext *c = context;
	int i;

	if (len == 1 && *word == '*')
	{
		*out = c->policy->all;
		return true;
	}
	i = ct_policy_group(c->policy, word, len);
	if (i >= 0)
	{
		if (c->groups)
			*out = c->groups[i];
		return true;
	}
	i = ct_policy_country(c->policy, word, len);
	if (i < 0)
		return false;
	ct_set_add(out, i);
	return true;
}

static void
segment_groups(CtPolicy *policy, int32_t day, CtCountrySet *groups)
{
	for (int i = 0; i < policy->source.ngroups; i++)
	{
		const CtGroupRow *g = &policy->source.groups[i];

		if (g->valid_from <= day && day <= g->valid_to)
			ct_set_add(
				&groups[ct_policy_group(policy, g->group, strlen(g->group))],
				ct_policy_country(policy, g->country, strlen(g->country)));
	}
}

/* An empty column is every country. */
static void
segment_set(CtPolicy *policy, const CtSegment *segment, const char *text,
			CtCountrySet *out)
{
	SetContext c = {policy, segment->groups};
	CtError ignored;

	if (text == NULL)
		*out = policy->all;
	else
		(void) ct_country_set(text, strlen(text), resolve, &c, out, &ignored);
}

const CtSegment *
ct_policy_segment(CtPolicy *policy, int index)
{
	CtSegment *s = policy->segments[index];
	int32_t day = policy->starts[index];
	size_t bytes = sizeof(CtCountrySet) * (size_t) policy->nrules;

	if (s)
		return s;
	s = ct_alloc(&policy->allocator, sizeof(CtSegment));
	s->groups = ct_alloc(&policy->allocator,
						 sizeof(CtCountrySet) * (size_t) policy->ngroups);
	s->destinations = ct_alloc(&policy->allocator, bytes);
	s->hq = ct_alloc(&policy->allocator, bytes);
	s->ships_from = ct_alloc(&policy->allocator, bytes);
	segment_groups(policy, day, s->groups);
	for (int i = 0; i < policy->nrules; i++)
	{
		const CtRuleRow *row = policy->rules[i].row;

		if (day < row->effective_from || day > row->effective_to)
			continue;
		segment_set(policy, s, row->destinations, &s->destinations[i]);
		segment_set(policy, s, row->hq, &s->hq[i]);
		segment_set(policy, s, row->ships_from, &s->ships_from[i]);
	}
	policy->segments[index] = s;
	return s;
}

bool
ct_policy_check_set(CtPolicy *p, const CtRuleRow *row, const char *column,
					const char *text, CtPolicyError *err)
{
	SetContext c = {p, NULL};
	CtCountrySet ignored;

	if (text == NULL ||
		ct_country_set(text, strlen(text), resolve, &c, &ignored, &err->error))
		return true;
	return ct_row_fail(err, row->rule_id, column, text);
}

bool
ct_policy_set_on(CtPolicy *policy, const char *text, size_t len, int32_t day,
				 CtCountrySet *out, CtError *err)
{
	int segment = ct_policy_segment_of(policy, day);
	SetContext c = {policy, ct_policy_segment(policy, segment)->groups};

	return ct_country_set(text, len, resolve, &c, out, err);
}

static int
compare_days(const void *left, const void *right)
{
	int32_t a = *(const int32_t *) left;
	int32_t b = *(const int32_t *) right;

	return a < b ? -1 : a > b;
}

/* every day on which a rule or a group membership starts or has ended */
void
ct_policy_compile_days(CtPolicy *p)
{
	size_t n = 0;
	size_t most = 2 * (size_t) p->source.nrules +
				  2 * (size_t) p->source.ngroups + 1;
	int32_t *days = ct_alloc(&p->allocator, sizeof(int32_t) * most);

	days[n++] = CT_DAY_MIN;
	for (int i = 0; i < p->source.nrules; i++)
	{
		days[n++] = p->source.rules[i].effective_from;
		days[n++] = p->source.rules[i].effective_to + 1;
	}
	for (int i = 0; i < p->source.ngroups; i++)
	{
		days[n++] = p->source.groups[i].valid_from;
		days[n++] = p->source.groups[i].valid_to + 1;
	}
	qsort(days, n, sizeof(int32_t), compare_days);
	p->starts = days;
	p->nsegments = 0;
	for (size_t i = 0; i < n; i++)
	{
		if (i == 0 || days[i] != days[i - 1])
			p->starts[p->nsegments++] = days[i];
	}
	p->segments = ct_alloc(&p->allocator,
						   sizeof(CtSegment *) * (size_t) p->nsegments);
}

/*
 * The span of each day in a table, which is short: rules are dated within a
 * few decades.  Days in front belong to the first span, days behind to the
 * last.
 */
bool
ct_policy_index_days(CtPolicy *p, CtPolicyError *err)
{
	int last = p->nsegments - 1;

	/* nothing happens after an open end */
	while (last > 0 && p->starts[last] >= CT_DAY_MAX)
		last--;
	p->nsegments = last + 1;
	if (last < 1)
		return true;
	p->first_day = p->starts[1];
	p->days = p->starts[last] - p->first_day;
	if (p->days > CT_MAX_RULE_DAYS || p->nsegments > UINT16_MAX)
		return ct_row_error(err, NULL, "effective_from", "",
							"Rules and groups span too many years", "");
	p->by_day = ct_alloc(&p->allocator,
						 sizeof(uint16_t) * (size_t) (p->days + 1));
	for (int i = 1; i < last; i++)
	{
		for (int32_t day = p->starts[i]; day < p->starts[i + 1]; day++)
			p->by_day[day - p->first_day] = (uint16_t) i;
	}
	return true;
}
