/*
 * knowledge.h
 *		What decisions and name look-ups read from the tables: the compiled
 *		rules and the chips.  A backend keeps them from one statement to the
 *		next (knowledge_cache.c); a call site pins what its statement sees, so
 *		that one statement sees one rule set.
 */
#ifndef CHIPTRADE_KNOWLEDGE_H
#define CHIPTRADE_KNOWLEDGE_H

#include "compat.h"

#include "access/xact.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/snapmgr.h"

#include "policy.h"

/* One row of view chip, with every name it goes by. */
typedef struct Chip
{
	CtItem item; /* names[0] is the name itself */
	const char *code;
	bool has_spec;
	GpuSpec spec; /* of one package */
	int packages; /* of the board that was divided; 1 = a package */
} Chip;

/*
 * What a snapshot sees.  Of two snapshots with the same xmax the later one has
 * fewer transactions running; a command of our own moves curcid, and what a
 * subtransaction did is gone when it is rolled back.
 */
typedef struct SeenBy
{
	TransactionId xmin;
	TransactionId xmax;
	uint32 xcnt;
	int32 subxcnt;
	CommandId curcid;
	SubTransactionId subtransaction;
} SeenBy;

/* What is read and kept together. */
typedef enum KnowledgeKind
{
	KNOWLEDGE_RULES,
	KNOWLEDGE_CHIPS,
	KNOWLEDGE_KINDS
} KnowledgeKind;

struct KnowledgeSet;

/* What a call site holds. */
typedef struct Knowledge
{
	MemoryContext context; /* the call site's own */
	SeenBy seen_by;
	Oid user;    /* whose privileges were checked */
	void *extra; /* the call site's to hang something on */
	Oid schema;  /* the extension's */
	struct KnowledgeSet *sets[KNOWLEDGE_KINDS]; /* pinned when first asked */
	MemoryContextCallback unpin;
} Knowledge;

extern Knowledge *knowledge_renew(FmgrInfo *flinfo);

/*
 * The knowledge of this call site, looked at anew where the data that its
 * snapshot sees may have changed since, or the user has: PL/pgSQL keeps a call
 * site for a transaction.  Asked once a row, and nearly always still good.
 */
static inline Knowledge *
knowledge_of_call(FunctionCallInfo fcinfo)
{
	Knowledge *k = fcinfo->flinfo->fn_extra;
	Snapshot snapshot = GetActiveSnapshot();

	if (k && k->seen_by.curcid == snapshot->curcid &&
		k->seen_by.xmax == snapshot->xmax &&
		k->seen_by.xcnt == snapshot->xcnt &&
		k->seen_by.xmin == snapshot->xmin &&
		k->seen_by.subxcnt == snapshot->subxcnt &&
		k->seen_by.subtransaction == GetCurrentSubTransactionId() &&
		k->user == GetUserId())
		return k;
	return knowledge_renew(fcinfo->flinfo);
}

/*
 * The compiled rules.  Throws with the row and column when one is wrong, where
 * the user may not read the tables, and where row-level security would show
 * the user a part of them.
 */
extern CtPolicy *knowledge_policy(Knowledge *knowledge);

/*
 * The chip of this name or alias.  Throws when nobody or more than one chip
 * goes by it, and lists the nearest.
 */
extern const Chip *knowledge_chip(Knowledge *knowledge, const char *name,
								  size_t len);

/* memory of the call site, for what is built on its knowledge */
extern CtAllocator knowledge_allocator(Knowledge *knowledge);

/* A name near to one that was asked for. */
typedef struct NearName
{
	const Chip *chip;
	const char *name;
	double likeness;
} NearName;

/*
 * The names nearest to this one, nearest first, one a chip: fills at most max
 * and returns how many.
 */
extern int knowledge_near(Knowledge *knowledge, const char *name, size_t len,
						  NearName *near, int max);

#endif /* CHIPTRADE_KNOWLEDGE_H */
