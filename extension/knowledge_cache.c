/*
 * knowledge_cache.c
 *		Keeps compiled rules and chips from one statement to the next.
 *
 * Rule edits are ordinary writes and send no invalidation of their own, so
 * triggers on every table that is read send one for an agreed relation, the
 * mark.  That alone would be unsound: a statement whose snapshot is older than
 * another session's commit reads old rows after it has taken the message, and
 * would keep them for ever.  So what was read is kept only
 *
 *	- if the tables read the same under the latest snapshot, and no message
 *	  came since before the reading began;
 *	- outside transactions that edited the tables themselves, which may be
 *	  rolled back, and outside parallel mode, where there is no latest
 *	  snapshot;
 *
 * and what is kept answers only
 *
 *	- snapshots that see all that the latest snapshot of then saw: a cursor or
 *	  a REPEATABLE READ transaction may be older than what its session keeps;
 *	- outside serializable transactions, whose reads must be noticed.
 *
 * Everything else is read under the active snapshot and shared by the call
 * sites with that snapshot until the transaction ends.
 *
 * A commit is visible to others an instant before its message is sent.  A
 * statement that begins in that instant, before COMMIT has returned to the
 * session that edits, may still take the rules of before; no later one does.
 */
#include "knowledge_internal.h"

#include "access/htup_details.h"
#include "access/heaptoast.h"
#include "catalog/pg_namespace.h"
#include "commands/trigger.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rls.h"

#define MARK "knowledge_mark"

/* of a relation of the knowledge: the view and its two tables */
#define RELATIONS_EACH 3
#define RELATIONS_MAX  (KNOWLEDGE_QUERIES_MAX * RELATIONS_EACH)

/* What a snapshot sees, for comparison with later and earlier ones. */
typedef struct AsOf
{
	TransactionId xmax;
	int nrunning;
	int room;
	TransactionId *running; /* sorted */
} AsOf;

/* One kind of knowledge of one schema. */
typedef struct Slot
{
	int nrelations;
	Oid relations[RELATIONS_MAX];
	uint64 changes;        /* messages that came */
	uint64 relations_then; /* changes when the relations were looked up */
	bool guarded;          /* do triggers tell of every change? */
	KnowledgeSet *kept;
	uint64 kept_then; /* changes before it was read: good if still the same */
	AsOf kept_as_of;
	KnowledgeSet *scoped; /* until the transaction ends */
	SeenBy scoped_by;
	uint64 scoped_then;
} Slot;

typedef struct Cache
{
	struct Cache *next;
	Oid schema;
	Oid mark;
	Slot slots[KNOWLEDGE_KINDS];
} Cache;

static Cache *caches = NULL;

/* has the current transaction written to a table that is read? */
static bool edited = false;

/* ---- sets -------------------------------------------------------------- */

void
knowledge_unpin(KnowledgeSet *set)
{
	if (--set->pins == 0)
		MemoryContextDelete(set->context);
}

/* Put a set, or none, in place of another. */
static void
replace_set(KnowledgeSet **place, KnowledgeSet *set)
{
	KnowledgeSet *old = *place;

	if (set)
		set->pins++;
	*place = set;
	if (old)
		knowledge_unpin(old);
}

/* Goes with the caller's memory if building it fails. */
static KnowledgeSet *
create_set(void)
{
	MemoryContext context = AllocSetContextCreate(
		CurrentMemoryContext, "chiptrade knowledge", ALLOCSET_DEFAULT_SIZES);
	KnowledgeSet *set = MemoryContextAllocZero(context, sizeof(KnowledgeSet));
	MemoryContext caller = MemoryContextSwitchTo(context);

	set->context = context;
	initStringInfo(&set->bytes);
	MemoryContextSwitchTo(caller);
	return set;
}

/* ---- snapshots --------------------------------------------------------- */

void
knowledge_stamp(SeenBy *stamp, Snapshot snapshot)
{
	stamp->xmin = snapshot->xmin;
	stamp->xmax = snapshot->xmax;
	stamp->xcnt = snapshot->xcnt;
	stamp->subxcnt = snapshot->subxcnt;
	stamp->curcid = snapshot->curcid;
	stamp->subtransaction = GetCurrentSubTransactionId();
}

/* Do two snapshots see the same of other transactions? */
static bool
same_others(const SeenBy *a, const SeenBy *b)
{
	return a->xmin == b->xmin && a->xmax == b->xmax && a->xcnt == b->xcnt &&
		   a->subxcnt == b->subxcnt;
}

/* Our own commands matter only where they wrote to the tables. */
static bool
same_rows(const SeenBy *a, const SeenBy *b)
{
	return same_others(a, b) &&
		   (!edited || (a->curcid == b->curcid &&
						a->subtransaction == b->subtransaction));
}

/* An overflowed copy counts subtransactions that it does not list. */
static int
listed_subtransactions(Snapshot snapshot)
{
	return snapshot->subxip ? snapshot->subxcnt : 0;
}

static void
reserve_as_of(AsOf *as_of, Snapshot snapshot)
{
	int n = (int) snapshot->xcnt + listed_subtransactions(snapshot);

	if (n <= as_of->room)
		return;
	n = Max(n, 64);
	as_of->running = as_of->running
						 ? repalloc(as_of->running, sizeof(TransactionId) * n)
						 : MemoryContextAlloc(TopMemoryContext,
											  sizeof(TransactionId) * n);
	as_of->room = n;
}

/* Room is reserved before; this cannot fail. */
static void
set_as_of(AsOf *as_of, Snapshot snapshot)
{
	int n = (int) snapshot->xcnt;
	int m = listed_subtransactions(snapshot);

	as_of->xmax = snapshot->xmax;
	as_of->nrunning = n + m;
	if (n > 0)
		memcpy(as_of->running, snapshot->xip, sizeof(TransactionId) * n);
	if (m > 0)
		memcpy(as_of->running + n, snapshot->subxip,
			   sizeof(TransactionId) * m);
	if (n + m > 1)
		qsort(as_of->running, n + m, sizeof(TransactionId), xidComparator);
}

/* Were all these transactions unfinished then too? */
static bool
all_unfinished(const TransactionId *xids, int n, const AsOf *then)
{
	for (int i = 0; i < n; i++)
	{
		if (TransactionIdPrecedes(xids[i], then->xmax) &&
			(then->nrunning == 0 ||
			 bsearch(&xids[i], then->running, then->nrunning,
					 sizeof(TransactionId), xidComparator) == NULL))
			return false;
	}
	return true;
}

/* Does a snapshot see every transaction that was seen then? */
static bool
sees_all_of(Snapshot snapshot, const AsOf *then)
{
	if (TransactionIdFollowsOrEquals(snapshot->xmin, then->xmax))
		return true;
	return TransactionIdFollowsOrEquals(snapshot->xmax, then->xmax) &&
		   all_unfinished(snapshot->xip, (int) snapshot->xcnt, then) &&
		   all_unfinished(snapshot->subxip, listed_subtransactions(snapshot),
						  then);
}

/* ---- messages ---------------------------------------------------------- */

static bool
is_relation_of(const Slot *slot, Oid relation)
{
	for (int i = 0; i < slot->nrelations; i++)
	{
		if (slot->relations[i] == relation)
			return true;
	}
	return false;
}

static void
relation_changed(Datum arg pg_attribute_unused(), Oid relation)
{
	for (Cache *c = caches; c; c = c->next)
	{
		for (int i = 0; i < KNOWLEDGE_KINDS; i++)
		{
			if (!OidIsValid(relation) || relation == c->mark ||
				is_relation_of(&c->slots[i], relation))
				c->slots[i].changes++;
		}
	}
}

static void
transaction_ended(XactEvent event, void *arg pg_attribute_unused())
{
	if (event == XACT_EVENT_PRE_COMMIT || event == XACT_EVENT_PRE_PREPARE ||
		event == XACT_EVENT_PARALLEL_PRE_COMMIT)
		return;
	edited = false;
	for (Cache *c = caches; c; c = c->next)
	{
		for (int i = 0; i < KNOWLEDGE_KINDS; i++)
			replace_set(&c->slots[i].scoped, NULL);
	}
}

static void
register_callbacks(void)
{
	static bool registered = false;

	if (registered)
		return;
	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
	RegisterXactCallback(transaction_ended, NULL);
	registered = true;
}

/*
 * policy_cache_invalidate() returns trigger
 *
 * For AFTER ROW and for statement triggers, ENABLE ALWAYS, on every table that
 * rules and chips are read from.  AFTER ROW is what the apply of logical
 * replication fires; BEFORE STATEMENT comes before any function that the
 * statement itself calls, and with TRUNCATE.  As another kind of trigger:
 * 39P01.
 */
PG_FUNCTION_INFO_V1(policy_cache_invalidate);
Datum
policy_cache_invalidate(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Oid mark;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		(TRIGGER_FIRED_FOR_ROW(trigger->tg_event) &&
		 !TRIGGER_FIRED_AFTER(trigger->tg_event)))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be called by an AFTER ROW or a "
						"statement trigger",
						"policy_cache_invalidate")));
	register_callbacks();
	edited = true;
	mark = get_relname_relid(MARK, get_func_namespace(fcinfo->flinfo->fn_oid));
	if (OidIsValid(mark))
		CacheInvalidateRelcacheByRelid(mark);
	PG_RETURN_POINTER(NULL);
}

/* ---- relations and privileges ------------------------------------------ */

static const KnowledgeSource *
source_of(KnowledgeKind kind)
{
	return kind == KNOWLEDGE_RULES ? &knowledge_rules : &knowledge_chips;
}

static Cache *
cache_of(Oid schema)
{
	Cache *c = caches;

	while (c && c->schema != schema)
		c = c->next;
	if (c)
		return c;
	register_callbacks();
	c = MemoryContextAllocZero(TopMemoryContext, sizeof(Cache));
	c->schema = schema;
	for (int i = 0; i < KNOWLEDGE_KINDS; i++)
		c->slots[i].changes = 1; /* nothing was looked up yet */
	c->next = caches;
	caches = c;
	return c;
}

/*
 * Look the relations up again where one may have gone: they are known by OID,
 * so that a new extension in the same schema is not taken for the old one.
 */
static void
find_relations(Cache *cache, KnowledgeKind kind)
{
	static const char *const endings[RELATIONS_EACH] = {"", "_bundled",
														"_user"};
	const KnowledgeSource *source = source_of(kind);
	Slot *slot = &cache->slots[kind];
	uint64 then = slot->changes;
	int n = 0;

	if (slot->relations_then == then)
		return;
	cache->mark = get_relname_relid(MARK, cache->schema);
	slot->guarded = OidIsValid(cache->mark);
	for (int i = 0; i < source->nqueries; i++)
	{
		for (int j = 0; j < RELATIONS_EACH; j++)
		{
			char *name = psprintf("%s%s", source->queries[i].relation,
								  endings[j]);
			Oid relation = get_relname_relid(name, cache->schema);

			if (!OidIsValid(relation))
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_TABLE),
						 errmsg("relation \"%s\" of extension chiptrade does "
								"not exist",
								name),
						 errhint("DROP EXTENSION and CREATE it again.")));
			slot->relations[n++] = relation;
			if (j > 0 && !knowledge_is_guarded(relation))
				slot->guarded = false;
		}
	}
	slot->nrelations = n;
	slot->relations_then = then;
}

/*
 * Asked for every statement: what one user has read is no answer for another.
 */
static void
check_access(const Cache *cache, const Slot *slot)
{
	Oid user = GetUserId();
	AclResult result = CT_SCHEMA_ACLCHECK(cache->schema, user, ACL_USAGE);

	if (result != ACLCHECK_OK)
		aclcheck_error(result, OBJECT_SCHEMA,
					   get_namespace_name(cache->schema));
	for (int i = 0; i < slot->nrelations; i++)
	{
		Oid relation = slot->relations[i];

		result = pg_class_aclcheck(relation, user, ACL_SELECT);
		if (result != ACLCHECK_OK)
			aclcheck_error(result,
						   get_relkind_objtype(get_rel_relkind(relation)),
						   get_rel_name(relation));
		if (check_enable_rls(relation, InvalidOid, true) == RLS_ENABLED)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("cannot decide by rows of \"%s\" that row-level "
							"security selects",
							get_rel_name(relation)),
					 errdetail("An answer from a part of the rows would be a "
							   "wrong one."),
					 errhint("Query the rule rows you see.")));
	}
}

/* ---- reading ----------------------------------------------------------- */

/*
 * The rows as bytes, to compare by.  Values stored out of line are fetched: a
 * pointer to one may come to mean another.
 */
static void
append_rows(StringInfo bytes, const KnowledgeRows *rows)
{
	const Size skipped = offsetof(HeapTupleHeaderData, t_bits);

	appendBinaryStringInfo(bytes, (const char *) &rows->n, sizeof(rows->n));
	for (uint64 i = 0; i < rows->n; i++)
	{
		HeapTuple tuple = rows->table->vals[i];
		uint32 head[2];

		if (HeapTupleHasExternal(tuple))
			tuple = toast_flatten_tuple(tuple, rows->table->tupdesc);
		head[0] = tuple->t_len;
		head[1] = tuple->t_data->t_infomask & HEAP_HASNULL;
		appendBinaryStringInfo(bytes, (const char *) head, sizeof(head));
		appendBinaryStringInfo(bytes, (const char *) tuple->t_data + skipped,
							   (int) (tuple->t_len - skipped));
	}
}

/* Under the active snapshot, within an SPI connection. */
static void
read_rows(Oid schema, const KnowledgeSource *source, KnowledgeRows *rows,
		  StringInfo bytes)
{
	for (int i = 0; i < source->nqueries; i++)
	{
		rows[i] = knowledge_select(schema, &source->queries[i]);
		append_rows(bytes, &rows[i]);
	}
}

static bool
same_bytes(const StringInfoData *a, const StringInfoData *b)
{
	return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* Is a set of these very rows there already? */
static KnowledgeSet *
find_compiled(const Slot *slot, const KnowledgeSet *read)
{
	if (slot->kept && same_bytes(&slot->kept->bytes, &read->bytes))
		return slot->kept;
	if (slot->scoped && same_bytes(&slot->scoped->bytes, &read->bytes))
		return slot->scoped;
	return NULL;
}

/* Do the tables read the same under the latest snapshot? */
static bool
is_latest(Oid schema, const KnowledgeSource *source, const KnowledgeSet *set,
		  Snapshot latest)
{
	KnowledgeRows rows[KNOWLEDGE_QUERIES_MAX];
	StringInfoData bytes;
	SeenBy active;
	SeenBy now;

	knowledge_stamp(&active, GetActiveSnapshot());
	knowledge_stamp(&now, latest);
	if (same_others(&active, &now))
		return true;
	initStringInfo(&bytes);
	PushActiveSnapshot(latest);
	read_rows(schema, source, rows, &bytes);
	PopActiveSnapshot();
	return same_bytes(&bytes, &set->bytes);
}

static bool
may_keep(void)
{
	return !edited && !IsInParallelMode() && !IsolationIsSerializable();
}

/* The extension was in another schema before: what was kept there is of no
 * use. */
static void
release_others(const Cache *cache)
{
	for (Cache *c = caches; c; c = c->next)
	{
		for (int i = 0; i < KNOWLEDGE_KINDS; i++)
		{
			if (c != cache && c->slots[i].kept_then != c->slots[i].changes)
				replace_set(&c->slots[i].kept, NULL);
		}
	}
}

/*
 * Read and compile aside; what the cache holds is changed at the very end,
 * where nothing can fail.
 */
static KnowledgeSet *
load(Cache *cache, KnowledgeKind kind)
{
	const KnowledgeSource *source = source_of(kind);
	Slot *slot = &cache->slots[kind];
	uint64 then = slot->changes; /* before the reading begins */
	KnowledgeRows rows[KNOWLEDGE_QUERIES_MAX];
	KnowledgeSet *set = create_set();
	KnowledgeSet *compiled;
	Snapshot latest = NULL;
	bool keep = false;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	read_rows(cache->schema, source, rows, &set->bytes);
	compiled = find_compiled(slot, set);
	if (compiled == NULL)
		source->compile(set, rows);
	if (may_keep())
	{
		latest = RegisterSnapshot(GetLatestSnapshot());
		keep = is_latest(cache->schema, source, set, latest);
		reserve_as_of(&slot->kept_as_of, latest);
	}
	SPI_finish();

	if (compiled)
	{
		MemoryContextDelete(set->context);
		set = compiled;
	}
	else
		MemoryContextSetParent(set->context, TopMemoryContext);
	set->pins++;
	if (keep && slot->changes == then)
	{
		set_as_of(&slot->kept_as_of, latest);
		replace_set(&slot->kept, set);
		slot->kept_then = then;
		release_others(cache);
	}
	if (latest)
		UnregisterSnapshot(latest);
	return set;
}

static bool
is_kept_good(const Slot *slot, Snapshot snapshot)
{
	return slot->kept && slot->kept_then == slot->changes && !edited &&
		   !IsolationIsSerializable() &&
		   sees_all_of(snapshot, &slot->kept_as_of);
}

KnowledgeSet *
knowledge_pin(Oid schema, KnowledgeKind kind)
{
	Cache *cache = cache_of(schema);
	Slot *slot = &cache->slots[kind];
	Snapshot snapshot = GetActiveSnapshot();
	KnowledgeSet *set;
	SeenBy seen_by;
	uint64 then;

	/* a statement without a table takes no lock that would do this */
	AcceptInvalidationMessages();
	find_relations(cache, kind);
	check_access(cache, slot);
	then = slot->changes;
	knowledge_stamp(&seen_by, snapshot);
	/* any command may have written unheard, until the transaction ends */
	if (!slot->guarded)
		edited = true;
	if (slot->scoped && slot->scoped_then == slot->changes &&
		same_rows(&slot->scoped_by, &seen_by))
		set = slot->scoped;
	else if (is_kept_good(slot, snapshot))
		set = slot->kept;
	else
	{
		set = load(cache, kind);
		set->pins--;
	}
	replace_set(&slot->scoped, set);
	slot->scoped_by = seen_by;
	slot->scoped_then = then;
	set->pins++;
	return set;
}
