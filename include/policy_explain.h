/*
 * policy_explain.h
 *		Why the rules answer as they do: what became of each rule, how far a
 *		specification is from each limit, and on which days the law changes.
 *		Plain C.
 */
#ifndef CHIPTRADE_POLICY_EXPLAIN_H
#define CHIPTRADE_POLICY_EXPLAIN_H

#include "policy.h"

/* ---- the comparisons of a spec test ------------------------------------ */

/* A leaf takes a node, and joining two leaves takes another. */
#define CT_MAX_LEAVES ((CT_QUERY_MAX_NODES + 1) / 2)

/* One comparison, flag or "is known" of a query. */
typedef struct CtLeaf
{
	int node;
	bool negated; /* below an odd number of "not" */
} CtLeaf;

/* A set of leaves that make the query true when all of them hold. */
typedef struct CtBranch
{
	uint64_t leaves[(CT_MAX_LEAVES + 63) / 64];
} CtBranch;

#define CT_MAX_BRANCHES 64

/* The query in disjunctive form. */
typedef struct CtForm
{
	int nleaves;
	CtLeaf leaves[CT_MAX_LEAVES];
	int nbranches;
	CtBranch branches[CT_MAX_BRANCHES];
} CtForm;

/*
 * A query of more than CT_MAX_BRANCHES alternatives gets one branch that holds
 * every leaf.
 */
extern void ct_query_form(const CtQuery *q, CtForm *form);

static inline bool
ct_branch_has(const CtBranch *branch, int leaf)
{
	return (branch->leaves[leaf / 64] >> (leaf % 64)) & 1;
}

/* does the leaf, with its "not", hold? */
extern CtBool ct_leaf_truth(const CtQuery *q, const CtLeaf *leaf,
							const CtFacts *facts);

/* ---- what became of each rule ------------------------------------------ */

typedef enum CtTest
{
	CT_TEST_DESTINATION,
	CT_TEST_HQ,
	CT_TEST_SHIPS_FROM,
	CT_TEST_ROUTE,
	CT_TEST_SELLER,
	CT_TEST_PRODUCT,
	CT_TEST_APPLIES_WHEN, /* unknown: a fact was not given */
	CT_TEST_SPEC,
	CT_TEST_OVERRIDES, /* the gate; unknown too where it was not looked at */
	CT_TESTS
} CtTest;

typedef enum CtStatus
{
	CT_STATUS_DECIDES,
	CT_STATUS_MAY_DECIDE,
	CT_STATUS_OUTRANKED,
	CT_STATUS_GATE_CLOSED,
	CT_STATUS_UNDECIDED,
	CT_STATUS_NO,
	CT_STATUS_WAITS
} CtStatus;

typedef struct CtRuleReport
{
	const CtRuleRow *row;
	int asked; /* place of its regime in the order of asking */
	int rank;  /* among the deciding rows, else nrules of the decision */
	CtStatus status;
	CtBool applies;        /* unknown too while it waits for a fact */
	uint8_t has[CT_TESTS]; /* does the row ask for this? */
	CtBool test[CT_TESTS];
	const CtQuery *query; /* NULL = every item */
} CtRuleReport;

extern int ct_policy_rules(const CtPolicy *policy);

/*
 * A report for every rule of the regimes asked that is live on the day, in
 * the order: those that decide, then by regime and falling precedence.
 * reports has room for ct_policy_rules().  Returns how many; *decision is what
 * ct_decide_fully() gives.
 */
extern int ct_explain(CtDecider *decider, const GpuSpec *spec, int destination,
					  int32_t day, CtDecision *decision,
					  CtRuleReport *reports);

/* ---- how far from each limit ------------------------------------------- */

typedef struct CtLimit
{
	const CtRuleRow *row;
	const CtQuery *query;
	int branch; /* from 1 */
	CtLeaf leaf;
	CtBool outcome;  /* of the leaf, with its "not" */
	CtAnswer now;    /* as ct_decide() answers */
	CtAnswer beyond; /* if the comparison came out otherwise, wherever the
					  * rules make it; now, where it is unknown */
} CtLimit;

typedef void (*CtLimitReport)(void *context, const CtLimit *limit);

/*
 * Every comparison of the spec tests of the rules that bear on the question:
 * transaction facts do not fail and the gate may be open.  By regime, falling
 * precedence, rule, branch.
 */
extern void ct_headroom(CtDecider *decider, const GpuSpec *spec,
						int destination, int32_t day, CtLimitReport report,
						void *context);

/* ---- spans of constant law --------------------------------------------- */

/* the span of days around a day on which no rule and no group changes */
extern void ct_policy_span(const CtPolicy *policy, int32_t day, int32_t *first,
						   int32_t *last);

/* place from which goods ship unless said otherwise, or -1 */
extern int ct_policy_home(const CtPolicy *policy);

#endif /* CHIPTRADE_POLICY_EXPLAIN_H */
