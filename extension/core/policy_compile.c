/*
 * policy_compile.c
 *		From rule rows, groups and countries to a CtPolicy.
 *
 * Every text of every row is parsed and every name looked up here, so that
 * deciding cannot fail.  Country sets depend on the day; they are checked
 * now and evaluated per span of days when first asked (policy_days.c).
 */
#include "policy_internal.h"

#include <stdlib.h>
#include <string.h>

/* word lists of rule columns ("a|b"): call fn for each trimmed value */
typedef bool (*ValueFunc)(void *context, const char *word, size_t len);

static bool
any_value(const char *list, ValueFunc fn, void *context)
{
	const char *p = list;

	for (;;)
	{
		const char *end = strchr(p, '|');
		size_t len = end ? (size_t) (end - p) : strlen(p);

		while (len > 0 && ct_is_space(*p))
		{
			p++;
			len--;
		}
		while (len > 0 && ct_is_space(p[len - 1]))
			len--;
		if (fn(context, p, len))
			return true;
		if (end == NULL)
			return false;
		p = end + 1;
	}
}

static bool
value_is(void *context, const char *word, size_t len)
{
	return ct_word_is(word, len, (const char *) context);
}

bool
ct_list_has(const char *list, const char *word)
{
	return any_value(list, value_is, (void *) word);
}

/* A product names an item: its name, or the name's beginning and a blank. */
static bool
product_fits(void *context, const char *word, size_t len)
{
	const CtItem *item = context;

	for (int i = 0; i < item->nnames; i++)
	{
		const char *name = item->names[i];
		size_t n = 0;

		while (n < len && name[n] && ct_lower(name[n]) == ct_lower(word[n]))
			n++;
		if (n == len && (name[n] == '\0' || name[n] == ' '))
			return true;
	}
	return false;
}

bool
ct_list_fits(const char *list, const CtItem *item)
{
	return any_value(list, product_fits, (void *) item);
}

/* ---- names ------------------------------------------------------------- */

/* place of a two-letter code in a table of 26 x 26; it is looked up per row */
static inline int
code_slot(const char *word, size_t len)
{
	unsigned int first;
	unsigned int second;

	if (len != 2)
		return -1;
	first = ((unsigned char) word[0] | 0x20) - 'a';
	second = ((unsigned char) word[1] | 0x20) - 'a';
	return first < 26 && second < 26 ? (int) (first * 26 + second) : -1;
}

static bool
is_mark(char c)
{
	return (unsigned char) c < 0x80 && !ct_is_alpha(c) && !ct_is_digit(c);
}

/* "P.R.C." is "PRC": compare without case, blanks and punctuation */
static bool
same_letters(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t i = 0;
	size_t j = 0;

	for (;;)
	{
		while (i < a_len && is_mark(a[i]))
			i++;
		while (j < b_len && is_mark(b[j]))
			j++;
		if (i == a_len || j == b_len)
			return i == a_len && j == b_len && i > 0;
		if (ct_lower(a[i++]) != ct_lower(b[j++]))
			return false;
	}
}

typedef struct CountedWord
{
	const char *word;
	size_t len;
} CountedWord;

static bool
same_word(void *context, const char *word, size_t len)
{
	const CountedWord *w = context;

	return same_letters(w->word, w->len, word, len);
}

int
ct_policy_country(const CtPolicy *policy, const char *word, size_t len)
{
	CountedWord w;
	int slot = code_slot(word, len);

	if (slot >= 0)
		return policy->by_code[slot];
	while (len > 0 && ct_is_space(*word))
	{
		word++;
		len--;
	}
	while (len > 0 && ct_is_space(word[len - 1]))
		len--;
	slot = code_slot(word, len);
	if (slot >= 0)
		return policy->by_code[slot];
	w.word = word;
	w.len = len;
	for (int i = 0; i < policy->source.ncountries; i++)
	{
		const CtCountryRow *c = &policy->source.countries[i];

		if ((c->name && same_letters(word, len, c->name, strlen(c->name))) ||
			(c->aliases && any_value(c->aliases, same_word, &w)))
			return i;
	}
	return -1;
}

const char *
ct_policy_country_code(const CtPolicy *policy, int country)
{
	return policy->source.countries[country].code;
}

int
ct_policy_regimes(const CtPolicy *policy)
{
	return policy->source.nregimes;
}

const CtRegimeRow *
ct_policy_regime_row(const CtPolicy *policy, int regime)
{
	return &policy->source.regimes[regime];
}

int
ct_policy_regime(const CtPolicy *policy, const char *word, size_t len)
{
	for (int i = 0; i < policy->source.nregimes; i++)
	{
		if (ct_word_is(word, len, policy->source.regimes[i].regime))
			return i;
	}
	return -1;
}

int
ct_policy_group(const CtPolicy *policy, const char *word, size_t len)
{
	for (int i = 0; i < policy->ngroups; i++)
	{
		if (ct_word_is(word, len, policy->groups[i]))
			return i;
	}
	return -1;
}

const char *
ct_policy_seller(const CtPolicy *policy, const char *word, size_t len)
{
	for (int i = 0; i < policy->nsellers; i++)
	{
		if (ct_word_is(word, len, policy->sellers[i]))
			return policy->sellers[i];
	}
	return "";
}

/* ---- compilation ------------------------------------------------------- */

bool
ct_row_fail(CtPolicyError *err, const char *rule_id, const char *column,
			const char *text)
{
	err->rule_id = rule_id;
	err->column = column;
	err->text = text ? text : "";
	return false;
}

bool
ct_row_error(CtPolicyError *err, const char *rule_id, const char *column,
			 const char *text, const char *what, const char *hint)
{
	(void) ct_fail(&err->error, CT_ERR_SYNTAX, CT_NO_POSITION, 0, what, "%s",
				   hint);
	return ct_row_fail(err, rule_id, column, text);
}

static bool
index_countries(CtPolicy *p, CtPolicyError *err)
{
	err->relation = "country";
	memset(p->by_code, 0xFF, sizeof(p->by_code));
	if (p->source.ncountries > CT_MAX_COUNTRIES)
		return ct_row_error(
			err, NULL, "country", "",
			"More than " CT_TEXT_OF(CT_MAX_COUNTRIES) " countries", "");
	for (int i = 0; i < p->source.ncountries; i++)
	{
		const CtCountryRow *c = &p->source.countries[i];
		int slot = code_slot(c->code, strlen(c->code));

		if (slot < 0)
			return ct_row_error(err, NULL, "country", c->code,
								"Not a two-letter country code", "");
		p->by_code[slot] = (int16_t) i;
		ct_set_add(&p->all, i);
	}
	/* an alias never hides a code */
	for (int i = 0; i < p->source.ncountries; i++)
	{
		const char *a = p->source.countries[i].aliases;

		while (a && *a)
		{
			size_t n = strcspn(a, "|");
			int slot = code_slot(a, n);

			if (slot >= 0 && p->by_code[slot] < 0)
				p->by_code[slot] = (int16_t) i;
			a += n;
			a += (*a == '|');
		}
	}
	p->home = ct_policy_country(p, "US", 2);
	p->china = ct_policy_country(p, "CN", 2);
	p->hk = ct_policy_country(p, "HK", 2);
	return true;
}

static bool
index_groups(CtPolicy *p, CtPolicyError *err)
{
	err->relation = "country_group";
	p->groups = ct_alloc(&p->allocator,
						 sizeof(char *) * (size_t) p->source.ngroups);
	for (int i = 0; i < p->source.ngroups; i++)
	{
		const CtGroupRow *g = &p->source.groups[i];

		if (ct_policy_country(p, g->country, strlen(g->country)) < 0)
			return ct_row_error(err, g->group, "country", g->country,
								"Unknown country", "Add it to country first.");
		if (g->valid_from > g->valid_to)
			return ct_row_error(err, g->group, "valid_to", g->country,
								"Ends before it begins", "");
		if (ct_policy_group(p, g->group, strlen(g->group)) < 0)
			p->groups[p->ngroups++] = g->group;
	}
	return true;
}

/* the same test written in several rows is compiled and evaluated once */
static bool
compile_query(CtPolicy *p, CtRule *rule, CtPolicyError *err)
{
	const char *text = rule->row->spec_test;
	CtQuery *q;

	rule->query = -1;
	if (text == NULL)
		return true;
	for (int i = 0; i < p->nrules; i++)
	{
		if (p->rules[i].query >= 0 && &p->rules[i] != rule &&
			p->rules[i].row && p->rules[i].row->spec_test &&
			strcmp(p->rules[i].row->spec_test, text) == 0)
		{
			rule->query = p->rules[i].query;
			return true;
		}
	}
	q = ct_alloc(&p->allocator, sizeof(CtQuery));
	if (!ct_query_parse(text, strlen(text), q, &err->error))
		return ct_row_fail(err, rule->row->rule_id, "spec_test", text);
	rule->query = p->nqueries;
	p->queries[p->nqueries++] = q;
	return true;
}

/* keep a seller's name once */
static bool
add_seller(void *context, const char *word, size_t len)
{
	CtPolicy *p = context;
	char *name;

	if (*ct_policy_seller(p, word, len) != '\0' || len == 0)
		return false;
	name = ct_alloc(&p->allocator, len + 1);
	memcpy(name, word, len);
	p->sellers[p->nsellers++] = name;
	return false;
}

static void
compile_sellers(CtPolicy *p)
{
	size_t n = 0;

	for (int i = 0; i < p->nrules; i++)
	{
		for (const char *c = p->rules[i].row->seller; c && *c; c++)
			n += *c == '|';
		n++;
	}
	p->sellers = ct_alloc(&p->allocator, sizeof(char *) * n);
	for (int i = 0; i < p->nrules; i++)
	{
		if (p->rules[i].row->seller)
			any_value(p->rules[i].row->seller, add_seller, p);
	}
}

static bool
compile_rule(CtPolicy *p, CtRule *rule, CtPolicyError *err)
{
	const CtRuleRow *row = rule->row;
	const char *id = row->rule_id;

	if (row->effective_from > row->effective_to)
		return ct_row_error(err, id, "effective_to", "",
							"Ends before it begins", "");
	if (ct_verdict_name(row->verdict) == NULL)
		return ct_row_error(err, id, "verdict", "", "Not a verdict", "");
	if (row->destinations == NULL)
		return ct_row_error(err, id, "destinations", "",
							"A rule needs destinations",
							"Write * for every country.");
	rule->route = CT_ROUTE_ANY;
	if (row->route && !ct_route_parse(row->route, strlen(row->route),
									  &rule->route, &err->error))
		return ct_row_fail(err, id, "route", row->route);
	if (row->applies_when)
	{
		rule->has_applies = true;
		if (!ct_facts_parse(row->applies_when, strlen(row->applies_when),
							&rule->applies, &err->error))
			return ct_row_fail(err, id, "applies_when", row->applies_when);
	}
	if (row->precedence == 0)
		p->has_scope[rule->regime] = true;
	return ct_policy_check_set(p, row, "destinations", row->destinations,
							   err) &&
		   ct_policy_check_set(p, row, "hq", row->hq, err) &&
		   ct_policy_check_set(p, row, "ships_from", row->ships_from, err) &&
		   compile_query(p, rule, err);
}

typedef struct OverrideContext
{
	CtPolicy *policy;
	CtRule *rule;
	const char *bad; /* an id that stands no lower or in another regime */
} OverrideContext;

/* An id that no row has any more is a repealed rule: its gate stays shut. */
static bool
add_override(void *context, const char *word, size_t len)
{
	OverrideContext *c = context;

	for (int i = 0; i < c->policy->nrules; i++)
	{
		const CtRule *base = &c->policy->rules[i];

		if (strlen(base->row->rule_id) != len ||
			memcmp(base->row->rule_id, word, len) != 0)
			continue;
		if (base->regime != c->rule->regime ||
			base->row->precedence >= c->rule->row->precedence)
			c->bad = base->row->rule_id;
		else
			c->rule->overrides[c->rule->noverrides++] = i;
	}
	return false;
}

static bool
compile_overrides(CtPolicy *p, CtRule *rule, CtPolicyError *err)
{
	OverrideContext c = {p, rule, NULL};

	if (rule->row->overrides == NULL)
		return true;
	rule->gated = true;
	rule->overrides = ct_alloc(&p->allocator,
							   sizeof(int) * (size_t) p->nrules);
	any_value(rule->row->overrides, add_override, &c);
	if (c.bad)
		return ct_row_error(err, rule->row->rule_id, "overrides",
							rule->row->overrides,
							"An exception stands above the rows that it "
							"overrides, in the same regime",
							"Give it a higher precedence.");
	return true;
}

static int
compare_rules(const void *left, const void *right)
{
	const CtRule *a = left;
	const CtRule *b = right;

	if (a->regime != b->regime)
		return a->regime - b->regime;
	if (a->row->precedence != b->row->precedence)
		return a->row->precedence < b->row->precedence ? -1 : 1;
	return strcmp(a->row->rule_id, b->row->rule_id);
}

static bool
compile_rules(CtPolicy *p, CtPolicyError *err)
{
	err->relation = "policy_rule";
	p->nrules = p->source.nrules;
	p->rules = ct_alloc(&p->allocator, sizeof(CtRule) * (size_t) p->nrules);
	p->queries = ct_alloc(&p->allocator,
						  sizeof(CtQuery *) * (size_t) p->nrules);
	for (int i = 0; i < p->nrules; i++)
	{
		const CtRuleRow *row = &p->source.rules[i];
		int regime = ct_policy_regime(p, row->regime, strlen(row->regime));

		if (regime < 0)
			return ct_row_error(err, row->rule_id, "regime", row->regime,
								"Unknown regime", "Add it to policy_regime.");
		p->rules[i].row = row;
		p->rules[i].regime = regime;
		p->rules[i].query = -1;
	}
	qsort(p->rules, (size_t) p->nrules, sizeof(CtRule), compare_rules);
	for (int i = 1; i < p->nrules; i++)
	{
		for (int j = 0; j < i; j++)
		{
			if (strcmp(p->rules[i].row->rule_id, p->rules[j].row->rule_id) ==
				0)
				return ct_row_error(err, p->rules[i].row->rule_id, "rule_id",
									p->rules[i].row->rule_id,
									"Two rules of one name", "");
		}
	}
	for (int i = 0; i < p->nrules; i++)
	{
		if (!compile_rule(p, &p->rules[i], err) ||
			!compile_overrides(p, &p->rules[i], err))
			return false;
	}
	return true;
}

CtPolicy *
ct_policy_compile(const CtPolicySource *source, const CtAllocator *allocator,
				  CtPolicyError *err)
{
	CtPolicy *p = ct_alloc(allocator, sizeof(CtPolicy));

	memset(err, 0, sizeof(*err));
	p->source = *source;
	p->allocator = *allocator;
	err->relation = "policy_regime";
	if (source->nregimes > CT_MAX_REGIMES)
	{
		(void) ct_row_error(err, NULL, "regime", "",
							"More than " CT_TEXT_OF(CT_MAX_REGIMES) " regimes",
							"");
		return NULL;
	}
	if (!index_countries(p, err) || !index_groups(p, err) ||
		!compile_rules(p, err))
		return NULL;
	compile_sellers(p);
	ct_policy_compile_days(p);
	return ct_policy_index_days(p, err) ? p : NULL;
}
