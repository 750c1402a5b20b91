/*
 * knowledge.h
 *		What decisions and name look-ups read from the tables: the compiled
 *		rules and the chips.  Loaded once for a call site and the snapshot of
 *		its statement, so that one statement sees one rule set.
 */
#ifndef CHIPTRADE_KNOWLEDGE_H
#define CHIPTRADE_KNOWLEDGE_H

#include "compat.h"

#include "access/xact.h"
#include "fmgr.h"
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

typedef struct Knowledge
{
	MemoryContext context;
	SeenBy seen_by;
	void *extra;        /* the call site's to hang something on */
	const char *schema; /* quoted */
	CtPolicy *policy;   /* NULL until first asked */
	Chip *chips;        /* by name */
	int nchips;
	bool chips_loaded;
	struct HTAB *names; /* spellings asked before -> Chip */
} Knowledge;

extern Knowledge *knowledge_renew(FmgrInfo *flinfo);

/*
 * The knowledge of this call site, made anew where the data that its snapshot
 * sees may have changed since: PL/pgSQL keeps a call site for a transaction.
 * Asked once a row, and nearly always still good.
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
		k->seen_by.subtransaction == GetCurrentSubTransactionId())
		return k;
	return knowledge_renew(fcinfo->flinfo);
}

/* the compiled rules; throws with the row and column when one is wrong */
extern CtPolicy *knowledge_policy(Knowledge *knowledge);

/*
 * The chip of this name or alias.  Throws when nobody or more than one chip
 * goes by it, and lists the nearest.
 */
extern const Chip *knowledge_chip(Knowledge *knowledge, const char *name,
								  size_t len);

/* memory of the knowledge, for what is built on it */
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
