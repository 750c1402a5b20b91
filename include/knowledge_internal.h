/*
 * knowledge_internal.h
 *		Shared by the files knowledge_*.c.
 */
#ifndef CHIPTRADE_KNOWLEDGE_INTERNAL_H
#define CHIPTRADE_KNOWLEDGE_INTERNAL_H

#include "knowledge.h"

#include "commands/trigger.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/hsearch.h"

#define KNOWLEDGE_QUERIES_MAX 4

/* "SELECT columns FROM schema.relation order"; relation is a view */
typedef struct KnowledgeQuery
{
	const char *relation;
	const char *columns;
	const char *order;
} KnowledgeQuery;

/* What a query gave, in the memory of the SPI connection. */
typedef struct KnowledgeRows
{
	SPITupleTable *table;
	uint64 n;
} KnowledgeRows;

/* What was read at one time, and what was made of it. */
typedef struct KnowledgeSet
{
	MemoryContext context;
	int pins;             /* by call sites and by the cache */
	StringInfoData bytes; /* the rows as they were read */
	CtPolicy *policy;     /* of the rules */
	Chip *chips;          /* of the chips, by name */
	int nchips;
	HTAB *names; /* spellings asked before -> Chip */
} KnowledgeSet;

/* How a kind of knowledge is read and compiled. */
typedef struct KnowledgeSource
{
	int nqueries;
	const KnowledgeQuery *queries;
	void (*compile)(KnowledgeSet *set, const KnowledgeRows *rows);
} KnowledgeSource;

extern const KnowledgeSource knowledge_rules;
extern const KnowledgeSource knowledge_chips;

/*
 * Would the rules that the active snapshot sees compile?  Where not, *err says
 * why, in the caller's memory.  Asks for no privilege: the caller does.
 */
extern bool knowledge_rules_hold(Oid schema, CtPolicyError *err);

/* Does a table have the triggers that tell of its changes, always enabled? */
extern bool knowledge_is_guarded(Oid relation);

/* the row and column of an error, as a message of this level */
extern void knowledge_report(int level, int code, const CtPolicyError *err,
							 const char *hint);

/*
 * Run a query over SPI, read-only, under the active snapshot; the caller has
 * connected.
 */
extern KnowledgeRows knowledge_select(Oid schema, const KnowledgeQuery *query);

/* column value of a row as text in the set's memory; NULL likewise */
extern char *knowledge_text(const KnowledgeSet *set, const KnowledgeRows *rows,
							uint64 row, int column);

static inline Datum
knowledge_value(const KnowledgeRows *rows, uint64 row, int column,
				bool *isnull)
{
	return SPI_getbinval(rows->table->vals[row], rows->table->tupdesc, column,
						 isnull);
}

/*
 * What the active snapshot sees, from the cache where that is known to be the
 * same, else read now.  Checks the current user's privileges every time.  The
 * set is pinned for the caller.
 */
extern KnowledgeSet *knowledge_pin(Oid schema, KnowledgeKind kind);
extern void knowledge_unpin(KnowledgeSet *set);

/* the set that this call site pinned, pinned now if need be */
extern KnowledgeSet *knowledge_set(Knowledge *k, KnowledgeKind kind);

extern void knowledge_stamp(SeenBy *stamp, Snapshot snapshot);

/* What a row trigger keeps while a statement goes on. */
typedef struct KnowledgeTrigger
{
	MemoryContext context; /* of the statement */
	SPIPlanPtr plan;       /* for the usual case; NULL until it is needed */
	MemoryContextCallback callback;
	FmgrInfo otherwise; /* the function in PL/pgSQL for all else */
} KnowledgeTrigger;

extern KnowledgeTrigger *knowledge_trigger(FunctionCallInfo fcinfo,
										   const char *otherwise);
extern Datum knowledge_otherwise(FunctionCallInfo fcinfo, KnowledgeTrigger *t);

/* Insert a row whose key is new; NULL where it is not. */
extern HeapTuple knowledge_insert_new(KnowledgeTrigger *t,
									  const TriggerData *data);

#endif /* CHIPTRADE_KNOWLEDGE_INTERNAL_H */
