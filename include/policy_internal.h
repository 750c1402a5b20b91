/*
 * policy_internal.h
 *		What the files policy_*.c of the core share about a compiled policy.
 */
#ifndef CHIPTRADE_POLICY_INTERNAL_H
#define CHIPTRADE_POLICY_INTERNAL_H

#include "policy.h"

#define CT_MAX_RULE_DAYS 400000 /* between the first and the last change */

/* A rule row with its texts parsed as far as they do not depend on a day. */
typedef struct CtRule
{
	const CtRuleRow *row;
	int regime;
	int query; /* index into queries, or -1 for every item */
	uint8_t route;
	bool has_applies;
	CtFactSet applies;
	bool gated;     /* has an overrides column */
	int noverrides; /* those that exist */
	int *overrides; /* rule indexes */
} CtRule;

/* Days between two changes of any rule or group: everything is constant. */
typedef struct CtSegment
{
	CtCountrySet *groups;       /* by group index */
	CtCountrySet *destinations; /* by rule index; empty when not live */
	CtCountrySet *hq;
	CtCountrySet *ships_from;
} CtSegment;

struct CtPolicy
{
	CtPolicySource source;
	CtAllocator allocator;
	CtRule *rules; /* by regime, precedence, id: exceptions come last */
	int nrules;
	CtQuery **queries; /* distinct spec tests */
	int nqueries;
	const char **groups; /* distinct names */
	int ngroups;
	const char **sellers; /* distinct names */
	int nsellers;
	int32_t *starts; /* first day of each segment, ascending */
	int nsegments;
	CtSegment **segments; /* built when first asked */
	uint16_t *by_day;     /* segment of each day from first_day on */
	int32_t first_day;    /* of the second segment */
	int32_t days;         /* from there to the last segment's first day */
	int16_t by_code[26 * 26];
	bool has_scope[CT_MAX_REGIMES];
	CtCountrySet all;
	int home;  /* US: where goods ship from unless said otherwise */
	int china; /* with Hong Kong one place for transfers */
	int hk;
};

static inline void *
ct_alloc(const CtAllocator *a, size_t size)
{
	return a->alloc(a->context, size > 0 ? size : 1);
}

static inline int
ct_policy_segment_of(const CtPolicy *policy, int32_t day)
{
	int64_t at = (int64_t) day - policy->first_day;

	if (at < 0)
		return 0;
	return at < policy->days ? policy->by_day[at] : policy->nsegments - 1;
}

extern const CtSegment *ct_policy_segment(CtPolicy *policy, int segment);

/* index of a country group, or -1 */
extern int ct_policy_group(const CtPolicy *policy, const char *word,
						   size_t len);

/* fill in where an error stands, after ct_fail() or with its own sentence */
extern bool ct_row_fail(CtPolicyError *err, const char *rule_id,
						const char *column, const char *text);
extern bool ct_row_error(CtPolicyError *err, const char *rule_id,
						 const char *column, const char *text,
						 const char *what, const char *hint);

/* do syntax and names of a country set hold? */
extern bool ct_policy_check_set(CtPolicy *p, const CtRuleRow *row,
								const char *column, const char *text,
								CtPolicyError *err);

/* find the segments of constant law, and the segment of each day */
extern void ct_policy_compile_days(CtPolicy *p);
extern bool ct_policy_index_days(CtPolicy *p, CtPolicyError *err);

/* is word one of the "|"-separated values of list, without case? */
extern bool ct_list_has(const char *list, const char *word);

/* does a product list name this item? */
extern bool ct_list_fits(const char *list, const CtItem *item);

static inline CtBool
ct_and(CtBool a, CtBool b)
{
	if (a == CT_FALSE || b == CT_FALSE)
		return CT_FALSE;
	return (a == CT_UNKNOWN || b == CT_UNKNOWN) ? CT_UNKNOWN : CT_TRUE;
}

/*
 * What remains of the rules for one deal, destination and segment: those whose
 * transaction facts do not fail, in rule order.
 */
typedef struct CtCandidate
{
	int rule;
	int query;
	uint8_t base; /* CtBool of everything but the spec test */
	bool gated;
	int gate;         /* first of its gates in CtCell.gates */
	int ngates;       /* candidate indexes */
	uint32_t missing; /* transaction facts that leave base unknown */
} CtCandidate;

typedef struct CtRange
{
	int regime;
	int first; /* candidates [first, end) */
	int end;
} CtRange;

#define CT_MEMO_BITS   9
#define CT_MEMO_PLACES (1 << CT_MEMO_BITS)

/* A specification that was met, and which one of those at its place. */
typedef struct CtMemoSpec
{
	GpuSpec spec;
	uint16_t version; /* 0 = none yet */
} CtMemoSpec;

typedef struct CtMemoAnswer
{
	uint16_t version;
	CtAnswer answer;
} CtMemoAnswer;

typedef struct CtCell
{
	bool prepared;  /* floor and open are filled in */
	CtAnswer floor; /* of the ranges without spec test or unknown */
	int nopen;
	int *open;          /* the other ranges */
	CtMemoAnswer *memo; /* by place; NULL until the first answer */
	int n;
	CtCandidate *candidates;
	int *gates;
	int nranges;
	CtRange *ranges; /* by order of asking */
	int nunasked;
	CtCandidate *unasked;
	int *unasked_gates;
} CtCell;

/* in place of a verdict that depends on the specification */
#define CT_NOT_SETTLED UINT8_MAX

/* Consecutive days on which one destination has one verdict for every item. */
typedef struct CtQuietSpan
{
	int32_t first;
	int32_t last;
	uint8_t verdict;
} CtQuietSpan;

struct CtDecider
{
	CtPolicy *policy;
	CtDeal deal;
	CtAllocator allocator;
	CtCell ***cells; /* by segment, by destination; built when first asked */
	CtQuietSpan *quiet; /* by destination; grows as days are asked */
	uint8_t *settled;   /* the verdict, by segment and destination */
	CtMemoSpec *met;    /* by place; NULL until the first question */
	/* scratch while a cell is built */
	CtCandidate *candidates;
	CtCandidate *unasked;
	/* scratch: a byte for each candidate, and one for each query */
	uint8_t *truth;
	uint8_t *possible;
	uint8_t *serves;
	uint8_t *on_chain;
	uint8_t *match;
	uint8_t *decides;
	uint8_t *memo;
	int *brings; /* scratch, by candidate: another candidate */
};

/* The transaction facts after the ordinary case has been filled in. */
typedef struct CtDealFacts
{
	int hq;         /* -1 unknown */
	int ships_from; /* -1 unknown */
	uint8_t route;  /* mask of possible routes */
	const char *seller;
	CtBool seller_known; /* CT_FALSE: nobody */
	CtFactSet facts;
} CtDealFacts;

extern void ct_deal_facts(const CtPolicy *policy, const CtDeal *deal,
						  int destination, CtDealFacts *out);

/* The tests of single columns of a row; set and route in three values. */
extern CtBool ct_test_set(const CtPolicy *policy, const CtCountrySet *set,
						  int country);
extern CtBool ct_test_route(uint8_t rule, uint8_t deal);
extern CtBool ct_test_seller(const char *list, const CtDealFacts *facts);
extern CtBool ct_test_applies(const CtRule *rule, const CtFactSet *facts);

extern CtCell *ct_decider_cell(CtDecider *d, int destination, int segment);

/* the place of a specification, or -1 where it is not remembered */
extern int ct_memo_place(CtDecider *d, const GpuSpec *spec);
extern bool ct_memo_recall(const CtDecider *d, const CtCell *cell, int place,
						   CtAnswer *answer);
extern void ct_memo_keep(CtDecider *d, CtCell *cell, int place,
						 CtAnswer answer);

/* One question while it is being answered. */
typedef struct CtQuestion
{
	CtDecider *d;
	const CtCell *cell;
	CtFacts facts;
} CtQuestion;

/* What may decide, over all regimes asked. */
typedef struct CtOutcomes
{
	bool nothing[CT_MAX_REGIMES]; /* by range: no row may match */
	uint8_t *decides;             /* by candidate */
	int certain[CT_MAX_REGIMES];  /* by range: decides if no undecided row
								   * matches */
} CtOutcomes;

#define CT_NO_ROW (-1)

extern void ct_question_begin(CtQuestion *q, CtDecider *d, const CtCell *cell,
							  const GpuSpec *spec);
extern void ct_find_outcomes(CtQuestion *q, CtOutcomes *out);
extern CtAnswer ct_outcomes_answer(const CtQuestion *q, const CtOutcomes *out);

/* the facts that would settle the verdict */
extern uint32_t ct_outcomes_missing(CtQuestion *q, const CtOutcomes *out);

/* the verdict of a candidate of a range, CT_NO_ANSWER where it is none */
extern int ct_rank(const CtQuestion *q, const CtRange *range, int candidate);

/* may this row's gate be open?  asked after ct_find_outcomes() */
extern bool ct_gate_possible(const CtQuestion *q, const CtCandidate *c);
extern CtBool ct_candidate_truth(CtQuestion *q, const CtCandidate *c);

#endif /* CHIPTRADE_POLICY_INTERNAL_H */
