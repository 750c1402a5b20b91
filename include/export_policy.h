/*
 * export_policy.h
 *		SQL type export_policy: a varlena that holds the bytes of
 *		policy_value.h.  Shared by the files export_policy_*.c and deal.c.
 */
#ifndef CHIPTRADE_EXPORT_POLICY_H
#define CHIPTRADE_EXPORT_POLICY_H

#include "compat.h"

#include "access/detoast.h"
#include "access/htup_details.h"
#include "fmgr.h"

#include "policy_value.h"

/* memory of the core in a context of the server */
extern CtAllocator policy_allocator(MemoryContext memory);

/*
 * The value of these rows, which are checked as a whole: every cell, every
 * name and the rules compiled.  The rows are not changed.  A wrong row is
 * reported with this SQLSTATE, a limit with 54000 (22P03 where that is the
 * SQLSTATE); NULL after a soft error.
 */
extern struct varlena *policy_value_make(const CtPolicySource *source,
										 int sqlstate, fmNodePtr escontext);

/*
 * The rows of a flat value, in the server's encoding; texts may point into the
 * value.  False with what is wrong and where.
 */
extern bool policy_value_read(const struct varlena *value,
							  MemoryContext memory, CtPolicySource *source,
							  const char **what, size_t *pos);

/* the same for a value that was checked when it came in: throws */
extern void policy_value_open(const struct varlena *value,
							  MemoryContext memory, CtPolicySource *source);

/* the compiled rules of a value; the value is copied */
extern CtPolicy *policy_value_compile(const struct varlena *value,
									  MemoryContext memory);

/* say which cell of which row is wrong */
extern void *policy_report(fmNodePtr escontext, int sqlstate,
						   const CtPolicyError *err);

/* ---- rows as tuples ----------------------------------------------------- */

/* attribute numbers of the columns of a table; 22023 where one is missing */
extern int *policy_tuple_map(const CtTable *table, TupleDesc desc);

/* texts are put into the current memory context */
extern void policy_tuple_read(const CtTable *table, HeapTuple tuple,
							  TupleDesc desc, const int *map, char *row);

/* ---- text form ---------------------------------------------------------- */

extern char *policy_json_write(const CtPolicySource *source);

/* false after a soft error */
extern bool policy_json_read(Datum jsonb, fmNodePtr escontext,
							 CtPolicySource *source);

/* ---- compiled policies of a call site ----------------------------------- */

#define MAX_COMPILED      16
#define MAX_SEEN_POINTERS 64

typedef struct CompiledPolicy
{
	unsigned char digest[CT_DIGEST_SIZE];
	uint64 used; /* when last; 0: this place is free */
	MemoryContext memory;
	CtPolicy *policy;
	struct CallSite *site; /* deal.c's to hang on */
} CompiledPolicy;

/* A toasted value that was met: its content does not change. */
typedef struct SeenPointer
{
	struct varatt_external pointer;
	CompiledPolicy *compiled;
} SeenPointer;

typedef struct PolicyCache
{
	MemoryContext memory;
	int arg;
	bool constant; /* the policy is written as a constant */
	uint64 clock;
	CompiledPolicy *last;
	CompiledPolicy compiled[MAX_COMPILED];
	SeenPointer seen[MAX_SEEN_POINTERS];
} PolicyCache;

extern PolicyCache *policy_cache_create(const FmgrInfo *flinfo, int arg,
										MemoryContext parent);
extern CompiledPolicy *policy_cache_find(PolicyCache *cache,
										 const struct varlena *value);

static inline SeenPointer *
policy_cache_place(PolicyCache *cache, const struct varatt_external *pointer)
{
	return &cache->seen[(pointer->va_valueid ^ pointer->va_toastrelid) %
						MAX_SEEN_POINTERS];
}

/*
 * The compiled policy of this argument.  A constant is looked at once, a
 * toasted value is known by its pointer and never fetched again, any other by
 * the digest in its first bytes.
 */
static inline CompiledPolicy *
policy_of_call(FunctionCallInfo fcinfo, PolicyCache *cache)
{
	const struct varlena *value;

	if (cache->constant && cache->last)
		return cache->last;
	value = (const struct varlena *) DatumGetPointer(
		PG_GETARG_DATUM(cache->arg));
	if (VARATT_IS_4B_U(value))
	{
		if (cache->last && memcmp(VARDATA(value) + 1, cache->last->digest,
								  CT_DIGEST_SIZE) == 0)
			return cache->last;
	}
	else if (VARATT_IS_EXTERNAL_ONDISK(value))
	{
		struct varatt_external pointer;
		const SeenPointer *seen;

		VARATT_EXTERNAL_GET_POINTER(pointer, value);
		seen = policy_cache_place(cache, &pointer);
		if (seen->compiled &&
			memcmp(&seen->pointer, &pointer, sizeof(pointer)) == 0)
		{
			seen->compiled->used = ++cache->clock;
			return seen->compiled;
		}
	}
	return policy_cache_find(cache, value);
}

/* is an argument written as a constant? */
extern bool is_constant_argument(const FmgrInfo *flinfo, int arg);

#endif /* CHIPTRADE_EXPORT_POLICY_H */
