/*
 * policy_cell.c
 *		What remains of the rules for one deal, destination and span of days.
 *
 * Everything that does not depend on the specification is settled here once,
 * so that deciding a row in bulk costs the specification tests alone.
 */
#include "policy_internal.h"

#include <string.h>

static bool
same_place(const CtPolicy *p, int a, int b)
{
	if (a == p->hk)
		a = p->china;
	if (b == p->hk)
		b = p->china;
	return a == b;
}

/* the route that follows from the place of shipment */
static uint8_t
route_from(const CtPolicy *p, int ships_from, int destination)
{
	if (ships_from < 0)
		return CT_ROUTE_ANY;
	if (ships_from == p->home)
		return CT_ROUTE_EXPORT;
	return same_place(p, ships_from, destination) ? CT_ROUTE_TRANSFER
												  : CT_ROUTE_REEXPORT;
}

/* the place of shipment that follows from a given route, -1 unknown */
static int
place_from(const CtPolicy *p, uint8_t route, int destination)
{
	if (route == CT_ROUTE_EXPORT)
		return p->home;
	if (route == CT_ROUTE_TRANSFER)
		return destination;
	return -1;
}

static void
seller_facts(const CtDeal *deal, CtDealFacts *out)
{
	out->seller = deal->seller;
	out->seller_known = CT_TRUE;
	if (deal->seller_state == CT_FACT_UNKNOWN)
		out->seller_known = CT_UNKNOWN;
	else if (deal->seller_state == CT_FACT_ORDINARY)
	{
		out->seller = deal->item ? deal->item->maker : NULL;
		if (out->seller == NULL)
			out->seller_known = deal->item ? CT_UNKNOWN : CT_FALSE;
	}
}

/* The ordinary case, filled in where a transaction fact was left out. */
void
ct_deal_facts(const CtPolicy *p, const CtDeal *deal, int destination,
			  CtDealFacts *out)
{
	memset(out, 0, sizeof(*out));
	out->hq = deal->hq_state == CT_FACT_ORDINARY
				  ? destination
				  : (deal->hq_state == CT_FACT_GIVEN ? deal->hq : -1);

	out->route = deal->route_state == CT_FACT_GIVEN ? deal->route
													: CT_ROUTE_ANY;
	if (deal->ships_from_state == CT_FACT_GIVEN)
		out->ships_from = deal->ships_from;
	else if (deal->ships_from_state == CT_FACT_UNKNOWN)
		out->ships_from = -1;
	else if (deal->route_state == CT_FACT_ORDINARY)
		out->ships_from = p->home;
	else
		out->ships_from = place_from(p, out->route, destination);
	if (deal->route_state == CT_FACT_ORDINARY)
		out->route = route_from(p, out->ships_from, destination);

	seller_facts(deal, out);
	out->facts = deal->facts;
	if (deal->item && deal->item->maker_country && p->china >= 0 &&
		out->facts.given[CT_FACT_DESIGN] == 0)
	{
		CtError ignored;
		const char *code = deal->item->maker_country;
		int maker = ct_policy_country(p, code, strlen(code));
		const char *design = maker == p->china ? "domestic" : "foreign";

		if (maker >= 0)
			(void) ct_fact_values(design, strlen(design), CT_FACT_DESIGN,
								  &out->facts, &ignored);
	}
}

CtBool
ct_test_set(const CtPolicy *p, const CtCountrySet *set, int country)
{
	bool some = false;
	bool every = true;

	if (country >= 0)
		return ct_set_has(set, country) ? CT_TRUE : CT_FALSE;
	for (size_t i = 0; i < CT_MAX_COUNTRIES / 64; i++)
	{
		some |= (set->bits[i] & p->all.bits[i]) != 0;
		every &= (set->bits[i] & p->all.bits[i]) == p->all.bits[i];
	}
	return every ? CT_TRUE : (some ? CT_UNKNOWN : CT_FALSE);
}

CtBool
ct_test_route(uint8_t rule, uint8_t deal)
{
	if ((rule & deal) == 0)
		return CT_FALSE;
	return (deal & ~rule) == 0 ? CT_TRUE : CT_UNKNOWN;
}

CtBool
ct_test_seller(const char *list, const CtDealFacts *f)
{
	if (f->seller_known == CT_TRUE)
		return ct_list_has(list, f->seller) ? CT_TRUE : CT_FALSE;
	return f->seller_known;
}

/* Kleene AND that remembers which facts left it open */
static void
add_test(CtCandidate *c, CtBool test, uint32_t fact)
{
	if (test == CT_UNKNOWN)
		c->missing |= fact;
	c->base = (uint8_t) ct_and((CtBool) c->base, test);
}

/*
 * The row's test without its spec test and without applies_when.  False
 * leaves the row out.
 */
static bool
transaction_test(const CtDecider *d, const CtSegment *s, int rule,
				 const CtDealFacts *f, int destination, CtCandidate *c)
{
	const CtPolicy *p = d->policy;
	const CtRule *r = &p->rules[rule];

	memset(c, 0, sizeof(*c));
	c->rule = rule;
	c->query = r->query;
	c->gated = r->gated;
	c->base = ct_set_has(&s->destinations[rule], destination) ? CT_TRUE
															  : CT_FALSE;
	if (c->base == CT_FALSE)
		return false;
	add_test(c, ct_test_set(p, &s->hq[rule], f->hq), CT_MISSING_HQ);
	add_test(c, ct_test_set(p, &s->ships_from[rule], f->ships_from),
			 CT_MISSING_SHIPS_FROM);
	add_test(c, ct_test_route(r->route, f->route), CT_MISSING_ROUTE);
	if (r->row->seller)
		add_test(c, ct_test_seller(r->row->seller, f), CT_MISSING_SELLER);
	if (r->row->product &&
		(d->deal.item == NULL || !ct_list_fits(r->row->product, d->deal.item)))
		c->base = CT_FALSE;
	return c->base != CT_FALSE;
}

/* unknown: the row waits for a fact that was not given */
CtBool
ct_test_applies(const CtRule *r, const CtFactSet *facts)
{
	CtBool result = CT_TRUE;

	for (int key = 0; key < CT_FACT_KEYS; key++)
	{
		uint16_t wanted = r->applies.given[key];
		uint16_t given = facts->given[key];

		if (wanted == 0 || (wanted & given))
			continue;
		if (given)
			return CT_FALSE;
		result = CT_UNKNOWN;
	}
	return result;
}

/* Turn a rule's overrides into indexes of the candidates that remain. */
static void
link_gates(const CtPolicy *p, const CtCell *cell, CtCandidate *c, int *gates,
		   int *ngates)
{
	const CtRule *r = &p->rules[c->rule];

	c->gate = *ngates;
	for (int i = 0; i < r->noverrides; i++)
	{
		for (int j = 0; j < cell->n; j++)
		{
			if (cell->candidates[j].rule == r->overrides[i])
				gates[(*ngates)++] = j;
		}
	}
	c->ngates = *ngates - c->gate;
}

static void
link_all(CtDecider *d, CtCell *cell)
{
	const CtPolicy *p = d->policy;
	size_t total = 0;
	int n = 0;

	for (int i = 0; i < cell->n; i++)
		total += (size_t) p->rules[cell->candidates[i].rule].noverrides;
	for (int i = 0; i < cell->nunasked; i++)
		total += (size_t) p->rules[cell->unasked[i].rule].noverrides;
	cell->gates = ct_alloc(&d->allocator, sizeof(int) * total);
	for (int i = 0; i < cell->n; i++)
		link_gates(p, cell, &cell->candidates[i], cell->gates, &n);
	for (int i = 0; i < cell->nunasked; i++)
		link_gates(p, cell, &cell->unasked[i], cell->gates, &n);
}

static CtCandidate *
keep_candidates(CtDecider *d, const CtCandidate *scratch, int n)
{
	size_t size = sizeof(CtCandidate) * (size_t) n;
	CtCandidate *kept = ct_alloc(&d->allocator, size);

	memcpy(kept, scratch, size);
	return kept;
}

static CtCell *
build_cell(CtDecider *d, int destination, int segment)
{
	CtPolicy *p = d->policy;
	const CtSegment *s = ct_policy_segment(p, segment);
	CtCell *cell = ct_alloc(&d->allocator, sizeof(CtCell));
	CtDealFacts facts;

	ct_deal_facts(p, &d->deal, destination, &facts);
	cell->ranges = ct_alloc(&d->allocator, sizeof(CtRange) * d->deal.nregimes);
	cell->open = ct_alloc(&d->allocator, sizeof(int) * d->deal.nregimes);
	for (int k = 0; k < d->deal.nregimes; k++)
	{
		CtRange *range = &cell->ranges[cell->nranges++];

		range->regime = d->deal.regimes[k];
		range->first = cell->n;
		for (int i = 0; i < p->nrules; i++)
		{
			CtCandidate c;
			CtBool applies;

			if (p->rules[i].regime != range->regime ||
				!transaction_test(d, s, i, &facts, destination, &c))
				continue;
			applies = ct_test_applies(&p->rules[i], &facts.facts);
			if (applies == CT_TRUE)
				d->candidates[cell->n++] = c;
			else if (applies == CT_UNKNOWN)
				d->unasked[cell->nunasked++] = c;
		}
		range->end = cell->n;
	}
	cell->candidates = keep_candidates(d, d->candidates, cell->n);
	cell->unasked = keep_candidates(d, d->unasked, cell->nunasked);
	link_all(d, cell);
	return cell;
}

CtCell *
ct_decider_cell(CtDecider *d, int destination, int segment)
{
	CtPolicy *p = d->policy;

	if (d->cells[segment] == NULL)
		d->cells[segment] = ct_alloc(
			&d->allocator, sizeof(CtCell *) * (size_t) p->source.ncountries);
	if (d->cells[segment][destination] == NULL)
		d->cells[segment][destination] = build_cell(d, destination, segment);
	return d->cells[segment][destination];
}

CtDecider *
ct_decider_create(CtPolicy *policy, const CtDeal *deal,
				  const CtAllocator *allocator)
{
	CtDecider *d = ct_alloc(allocator, sizeof(CtDecider));
	size_t rules = (size_t) policy->nrules;
	size_t answers = (size_t) policy->nsegments *
					 (size_t) policy->source.ncountries;

	d->policy = policy;
	d->deal = *deal;
	d->allocator = *allocator;
	d->cells = ct_alloc(allocator,
						sizeof(CtCell **) * (size_t) policy->nsegments);
	/* no days yet */
	d->quiet = ct_alloc(allocator, sizeof(CtQuietSpan) *
									   (size_t) policy->source.ncountries);
	for (int i = 0; i < policy->source.ncountries; i++)
		d->quiet[i].last = -1;
	d->settled = ct_alloc(allocator, answers);
	memset(d->settled, CT_NOT_SETTLED, answers);
	d->candidates = ct_alloc(allocator, sizeof(CtCandidate) * rules);
	d->unasked = ct_alloc(allocator, sizeof(CtCandidate) * rules);
	d->truth = ct_alloc(allocator, rules);
	d->possible = ct_alloc(allocator, rules);
	d->serves = ct_alloc(allocator, rules);
	d->on_chain = ct_alloc(allocator, rules);
	d->brings = ct_alloc(allocator, sizeof(int) * rules);
	d->match = ct_alloc(allocator, rules);
	d->decides = ct_alloc(allocator, rules);
	d->memo = ct_alloc(allocator, rules);
	return d;
}
