/*
 * country_set.h
 *		Sets of countries and the group algebra of rule destinations, such as
 *		"(D:1|D:4|D:5|MO)-(A:5|A:6)".  Plain C.
 *
 *	  expr = term { ("|" | "+" | "-") term }     one level, left to right
 *	  term = group | country | "*" | "(" expr ")"
 *
 * "|" and "+" are both the union, "-" is the difference, "*" every country.
 * A word is a group ("D:5", "AID:TIER1") or an ISO 3166 two-letter code; which
 * countries a group holds depends on the day and is the caller's to know.
 */
#ifndef CHIPTRADE_COUNTRY_SET_H
#define CHIPTRADE_COUNTRY_SET_H

#include "core.h"

#define CT_MAX_COUNTRIES 320

typedef struct CtCountrySet
{
	uint64_t bits[CT_MAX_COUNTRIES / 64];
} CtCountrySet;

static inline bool
ct_set_has(const CtCountrySet *set, int country)
{
	return (set->bits[country / 64] >> (country % 64)) & 1;
}

static inline void
ct_set_add(CtCountrySet *set, int country)
{
	set->bits[country / 64] |= UINT64_C(1) << (country % 64);
}

/*
 * What one word stands for.  Returns false when nobody knows the word; "*" is
 * passed too.
 */
typedef bool (*CtSetResolver)(void *context, const char *word, size_t len,
							  CtCountrySet *out);

#define CT_SET_MAX_DEPTH 32

/*
 * Evaluate an expression.  With a NULL resolver only the syntax is checked
 * and *out is empty.
 */
extern bool ct_country_set(const char *text, size_t len,
						   CtSetResolver resolver, void *context,
						   CtCountrySet *out, CtError *err);

#endif /* CHIPTRADE_COUNTRY_SET_H */
