/*
 * knowledge.h
 *		What decisions and name look-ups read from the tables: the compiled
 *		rules and the chips.  Loaded once for a call site and the snapshot of
 *		its statement, so that one statement sees one rule set.
 */
#ifndef CHIPTRADE_KNOWLEDGE_H
#define CHIPTRADE_KNOWLEDGE_H

#include "compat.h"

#include "fmgr.h"

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

typedef struct Knowledge Knowledge;

/*
 * The knowledge of this call site, made anew where the data that its snapshot
 * sees may have changed since: PL/pgSQL keeps a call site for a transaction.
 * **extra is the caller's to hang something on it, and NULL when it is new.
 */
extern Knowledge *knowledge_of_call(FunctionCallInfo fcinfo, void ***extra);

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
