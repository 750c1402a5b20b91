/*
 * policy.h
 *		Compiled export rules and the decision they give.  Plain C.
 *
 * A CtPolicy is built once from rule rows, dated country groups and countries
 * (ct_policy_compile) and then answers any number of questions (ct_decide).
 * Everything of the law is in the rows: this code knows the order of
 * evaluation, the closed lists of facts and nothing else.
 *
 * Order of evaluation: a row's own test is the three-valued AND of its
 * columns; an exception is looked at only where a row that it overrides
 * matches (the gate); in a regime the highest precedence decides, equal
 * precedence to the strictest; across regimes the strictest.  Undecided rows
 * match or not, each on its own, which gives a set of possible outcomes.
 */
#ifndef CHIPTRADE_POLICY_H
#define CHIPTRADE_POLICY_H

#include "country_set.h"
#include "query.h"
#include "verdict.h"

/* an open end of validity */
#define CT_DAY_MIN (-1000000000)
#define CT_DAY_MAX 1000000000
#define CT_NO_DAY  INT32_MIN /* of a day that need not be given */

/* ---- closed lists of facts -------------------------------------------- */

#define CT_ROUTE_EXPORT   0x01
#define CT_ROUTE_REEXPORT 0x02
#define CT_ROUTE_TRANSFER 0x04
#define CT_ROUTE_ANY      0x07

/* knowledge and attestation: evaluated only when given */
typedef enum CtFactKey
{
	CT_FACT_BUYER,
	CT_FACT_END_USE,
	CT_FACT_ITEM,
	CT_FACT_SELLER_ROLE,
	CT_FACT_ATTEST,
	CT_FACT_VOLUME,
	CT_FACT_DESIGN,
	CT_FACT_KEYS
} CtFactKey;

/* bit mask of the values given for each key; 0 = not given */
typedef struct CtFactSet
{
	uint16_t given[CT_FACT_KEYS];
} CtFactSet;

extern const char *ct_fact_key_name(CtFactKey key);

/* "export|transfer" -> mask */
extern bool ct_route_parse(const char *text, size_t len, uint8_t *mask,
						   CtError *err);

/* values of one key, "|" between them, added to the set */
extern bool ct_fact_values(const char *text, size_t len, CtFactKey key,
						   CtFactSet *set, CtError *err);

/* "key=value|value" terms, joined by "and" or blanks; empty = nothing */
extern bool ct_facts_parse(const char *text, size_t len, CtFactSet *set,
						   CtError *err);

/* ---- what a policy is compiled from ----------------------------------- */

/* One rule row.  Texts are zero-terminated; NULL = empty column. */
typedef struct CtRuleRow
{
	const char *rule_id;
	const char *regime;
	const char *title;
	const char *eccn;
	int32_t effective_from;
	int32_t effective_to;
	int precedence;
	const char *overrides;
	const char *destinations;
	const char *hq;
	const char *ships_from;
	const char *route;
	const char *seller;
	const char *product;
	const char *spec_test;
	int verdict;
	const char *fee_pct;
	const char *fee_basis;
	const char *conditions;
	const char *applies_when;
	const char *confidence;
	const char *citation;
	const char *url;
	/* plain facts that deciding does not look at */
	int32_t announced_on; /* CT_NO_DAY: not given */
	int32_t published_on;
	int32_t compliance_from;
	const char *buyer;
	const char *end_use;
	const char *note;
} CtRuleRow;

typedef struct CtGroupRow
{
	const char *group;
	const char *country;
	int32_t valid_from;
	int32_t valid_to;
} CtGroupRow;

typedef struct CtRegimeRow
{
	const char *regime;
	int ask_order;
	bool asked_by_default;
	bool gives_eccn; /* its rows classify an item */
	int32_t known_through;
	const char *gate; /* licence, duty, origin, destination; NULL = none */
} CtRegimeRow;

typedef struct CtCountryRow
{
	const char *code;
	const char *name;
	const char *aliases; /* "|" between them, or NULL */
} CtCountryRow;

typedef struct CtPolicySource
{
	const CtRuleRow *rules;
	int nrules;
	const CtGroupRow *groups;
	int ngroups;
	const CtRegimeRow *regimes;
	int nregimes;
	const CtCountryRow *countries;
	int ncountries;
} CtPolicySource;

/*
 * Memory is the caller's: alloc returns zeroed memory that lives as long as
 * the policy, and does not return without it.
 */
typedef struct CtAllocator
{
	void *(*alloc)(void *context, size_t size);
	void *context;
} CtAllocator;

/* Where in the source a compile error stands. */
typedef struct CtPolicyError
{
	CtError error;
	const char *relation; /* policy_rule, country_group, ... */
	const char *rule_id;  /* or the group's name; NULL: no row alone */
	const char *column;
	const char *text; /* the column's content */
} CtPolicyError;

typedef struct CtPolicy CtPolicy;

/*
 * The rows are referred to, not copied.  Returns NULL with *err filled when a
 * row is wrong.
 */
extern CtPolicy *ct_policy_compile(const CtPolicySource *source,
								   const CtAllocator *allocator,
								   CtPolicyError *err);

/* index of a country by code, alias or name (any case), or -1 */
extern int ct_policy_country(const CtPolicy *policy, const char *word,
							 size_t len);
extern const char *ct_policy_country_code(const CtPolicy *policy, int country);

/* what an expression of the group algebra holds on a day; groups are dated */
extern bool ct_policy_set_on(CtPolicy *policy, const char *text, size_t len,
							 int32_t day, CtCountrySet *out, CtError *err);

/*
 * The seller of this name (any case) as some rule names it, or "" for all
 * whom no rule names: to the rules they are alike.
 */
extern const char *ct_policy_seller(const CtPolicy *policy, const char *word,
									size_t len);

/* index of a regime, or -1 */
extern int ct_policy_regime(const CtPolicy *policy, const char *word,
							size_t len);
extern int ct_policy_regimes(const CtPolicy *policy);
extern const CtRegimeRow *ct_policy_regime_row(const CtPolicy *policy,
											   int regime);

#define CT_MAX_REGIMES 64

/* ---- a question -------------------------------------------------------- */

typedef enum CtFactState
{
	CT_FACT_ORDINARY = 0, /* left out: the ordinary case */
	CT_FACT_GIVEN,
	CT_FACT_UNKNOWN /* passed as NULL */
} CtFactState;

/*
 * Everything but the item, the destination and the day; equal bytes mean
 * equal questions, so clear it with memset() before filling it.
 */
typedef struct CtDeal
{
	uint8_t nregimes;
	uint8_t regimes[CT_MAX_REGIMES]; /* in the order of asking */
	int32_t hq; /* country where hq_state is CT_FACT_GIVEN */
	int32_t ships_from;
	uint8_t hq_state;
	uint8_t ships_from_state;
	uint8_t route_state;
	uint8_t route; /* mask where given */
	uint8_t seller_state;
	CtFactSet facts;
	const char *seller; /* where given: from ct_policy_seller() */
	const struct CtItem *item;
} CtDeal;

/* A named chip, for the product, seller and design tests; NULL = bare spec. */
typedef struct CtItem
{
	const char *const *names; /* name and aliases */
	int nnames;
	const char *maker;         /* NULL = unknown */
	const char *maker_country; /* ISO code; NULL = unknown */
} CtItem;

/*
 * Answers for one deal.  Keeps what does not depend on the specification per
 * destination and span of days, so that deciding in bulk costs the
 * specification tests alone and allocates nothing after the first row of each
 * destination and span.
 */
typedef struct CtDecider CtDecider;

extern CtDecider *ct_decider_create(CtPolicy *policy, const CtDeal *deal,
									const CtAllocator *allocator);

/* missing facts beside the fields of a spec, in the bits above them */
#define CT_MISSING_HQ         (UINT32_C(1) << (CT_FIELDS + 0))
#define CT_MISSING_SHIPS_FROM (UINT32_C(1) << (CT_FIELDS + 1))
#define CT_MISSING_ROUTE      (UINT32_C(1) << (CT_FIELDS + 2))
#define CT_MISSING_SELLER     (UINT32_C(1) << (CT_FIELDS + 3))

#define CT_NO_ANSWER          0 /* in place of a verdict: out of scope */

typedef struct CtAnswer
{
	uint8_t at_best;  /* CT_NO_ANSWER or a verdict */
	uint8_t at_worst; /* equal to at_best when the verdict is known */
} CtAnswer;

extern CtAnswer ct_decide(CtDecider *decider, const GpuSpec *spec,
						  int destination, int32_t day);

/*
 * The same with reasons.  rules[] are the rows that may decide, in order of
 * preference; unasked[] the rows that wait for a fact of knowledge or
 * attestation.
 */
#define CT_MAX_DECIDING 64

typedef struct CtDecision
{
	CtAnswer answer;
	int nrules;
	const CtRuleRow *rules[CT_MAX_DECIDING];
	int nunasked;
	const CtRuleRow *unasked[CT_MAX_DECIDING];
	uint32_t missing;
	int32_t known_through; /* the earliest of the regimes asked */
	/* the transaction facts as they were read */
	int hq; /* -1 unknown */
	int ships_from;
	uint8_t route;
} CtDecision;

extern void ct_decide_fully(CtDecider *decider, const GpuSpec *spec,
							int destination, int32_t day,
							CtDecision *decision);

/*
 * The ECCN of an item on a day: a label such as "3A090.a", ct_eccn_outside()
 * where no row classifies it, NULL where unknown fields (*missing) leave it
 * open.
 */
extern const char *ct_eccn(CtPolicy *policy, const GpuSpec *spec, int32_t day,
						   uint32_t *missing);
extern const char *ct_eccn_outside(void);

/* does this ECCN column classify (begin with 3A090)? */
extern bool ct_eccn_classifies(const char *eccn);

#endif /* CHIPTRADE_POLICY_H */
