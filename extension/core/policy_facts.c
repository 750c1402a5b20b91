/*
 * policy_facts.c
 *		The closed lists of facts that a rule may ask for: routes, and the
 *		facts of knowledge and attestation with their values.
 *
 * The lists are a vocabulary, not law: which value leads to which verdict
 * stands in the rule rows.
 */
#include "policy.h"

#include <string.h>

#define MAX_VALUES 16

typedef struct FactKey
{
	const char *name;
	const char *list; /* for hints */
	const char *values[MAX_VALUES + 1];
} FactKey;

static const FactKey fact_keys[CT_FACT_KEYS] = {
	[CT_FACT_BUYER] = {"buyer",
					   "listed_owned_50, named_in_letter, ae_government, "
					   "supp8_entity, us_ai_firm, large_platform, "
					   "state_funded_dc, state_sector, huawei_or_smic",
					   {"listed_owned_50", "named_in_letter", "ae_government",
						"supp8_entity", "us_ai_firm", "large_platform",
						"state_funded_dc", "state_sector", "huawei_or_smic"}},
	[CT_FACT_END_USE] = {"end_use",
						 "supercomputer, us_data_centre, "
						 "repair_or_replacement, us_research, startup, "
						 "consumer_non_dc, civil_industrial, "
						 "us_public_sector",
						 {"supercomputer", "us_data_centre",
						  "repair_or_replacement", "us_research", "startup",
						  "consumer_non_dc", "civil_industrial",
						  "us_public_sector"}},
	[CT_FACT_ITEM] = {"item", "holds_3a090_ic", {"holds_3a090_ic"}},
	[CT_FACT_SELLER_ROLE] = {"seller_role", "foundry", {"foundry"}},
	[CT_FACT_ATTEST] = {"attest",
						"hbm_exception, designer_approved, "
						"designer_authorized, packager_count, "
						"packager_count_no_hbm",
						{"hbm_exception", "designer_approved",
						 "designer_authorized", "packager_count",
						 "packager_count_no_hbm"}},
	[CT_FACT_VOLUME] = {"volume",
						"within_lpp, allocation_used_up",
						{"within_lpp", "allocation_used_up"}},
	[CT_FACT_DESIGN] = {"design",
						"foreign, domestic",
						{"foreign", "domestic"}},
};

static const char *const routes[] = {"export", "reexport", "transfer"};

const char *
ct_fact_key_name(CtFactKey key)
{
	return fact_keys[key].name;
}

/* the next run of text between "|", trimmed */
static bool
next_value(const char *text, size_t len, size_t *pos, size_t *start,
		   size_t *word_len)
{
	size_t end;

	if (*pos > len)
		return false;
	*start = *pos;
	while (*pos < len && text[*pos] != '|')
		(*pos)++;
	end = *pos;
	(*pos)++; /* past the bar, or past the end */
	while (*start < end && ct_is_space(text[*start]))
		(*start)++;
	while (end > *start && ct_is_space(text[end - 1]))
		end--;
	*word_len = end - *start;
	return true;
}

bool
ct_route_parse(const char *text, size_t len, uint8_t *mask, CtError *err)
{
	size_t pos = 0;
	size_t start;
	size_t n;

	*mask = 0;
	while (next_value(text, len, &pos, &start, &n))
	{
		int found = -1;

		for (int i = 0; i < 3; i++)
		{
			if (ct_word_is(text + start, n, routes[i]))
				found = i;
		}
		if (found < 0)
			return ct_fail(err, CT_ERR_SYNTAX, start, n, "Unknown route",
						   "A route is export, reexport or transfer.");
		*mask |= (uint8_t) (1 << found);
	}
	return true;
}

bool
ct_fact_values(const char *text, size_t len, CtFactKey key, CtFactSet *set,
			   CtError *err)
{
	size_t pos = 0;
	size_t start;
	size_t n;

	while (next_value(text, len, &pos, &start, &n))
	{
		const FactKey *k = &fact_keys[key];
		int i = 0;

		while (k->values[i] && !ct_word_is(text + start, n, k->values[i]))
			i++;
		if (k->values[i] == NULL)
			return ct_fail(err, CT_ERR_SYNTAX, start, n, "Unknown value",
						   "Values of %s are %s.", k->name, k->list);
		set->given[key] |= (uint16_t) (1 << i);
	}
	return true;
}

static bool
parse_term(const char *text, size_t start, size_t end, CtFactSet *set,
		   CtError *err)
{
	const char *eq = memchr(text + start, '=', end - start);
	size_t key_len;

	if (eq == NULL)
		return ct_fail(err, CT_ERR_SYNTAX, start, end - start,
					   "Expected key=value", "%s", "");
	key_len = (size_t) (eq - (text + start));
	for (int key = 0; key < CT_FACT_KEYS; key++)
	{
		size_t value = start + key_len + 1;

		if (!ct_word_is(text + start, key_len, fact_keys[key].name))
			continue;
		if (!ct_fact_values(text + value, end - value, (CtFactKey) key, set,
							err))
		{
			err->pos += value;
			return false;
		}
		return true;
	}
	return ct_fail(err, CT_ERR_SYNTAX, start, key_len, "Unknown fact",
				   "Facts are buyer, end_use, item, seller_role, attest, "
				   "volume and design.");
}

bool
ct_facts_parse(const char *text, size_t len, CtFactSet *set, CtError *err)
{
	size_t pos = 0;

	for (;;)
	{
		size_t start;

		while (pos < len && ct_is_space(text[pos]))
			pos++;
		if (pos >= len)
			return true;
		start = pos;
		while (pos < len && !ct_is_space(text[pos]))
			pos++;
		if (ct_word_is(text + start, pos - start, "and"))
			continue;
		if (!parse_term(text, start, pos, set, err))
			return false;
	}
}
