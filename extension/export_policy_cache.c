/*
 * export_policy_cache.c
 *		The compiled policies of a call site.
 *
 * A query that joins scenarios meets several policies row by row, so a few
 * stay compiled; the one unused for longest gives way.
 */
#include "export_policy.h"

#include "nodes/primnodes.h"
#include "nodes/pg_list.h"
#include "utils/memutils.h"

bool
is_constant_argument(const FmgrInfo *flinfo, int arg)
{
	const FuncExpr *call = (const FuncExpr *) flinfo->fn_expr;

	return call && IsA(call, FuncExpr) && arg < list_length(call->args) &&
		   IsA(list_nth(call->args, arg), Const);
}

PolicyCache *
policy_cache_create(const FmgrInfo *flinfo, int arg, MemoryContext parent)
{
	PolicyCache *cache = MemoryContextAllocZero(parent, sizeof(PolicyCache));

	cache->memory = parent;
	cache->arg = arg;
	cache->constant = is_constant_argument(flinfo, arg);
	return cache;
}

static CompiledPolicy *
find_digest(PolicyCache *cache, const unsigned char *digest)
{
	for (int i = 0; i < MAX_COMPILED; i++)
	{
		CompiledPolicy *c = &cache->compiled[i];

		if (c->used > 0 && memcmp(c->digest, digest, CT_DIGEST_SIZE) == 0)
			return c;
	}
	return NULL;
}

/* a free place, or that of the policy unused for longest */
static CompiledPolicy *
make_room(PolicyCache *cache)
{
	CompiledPolicy *oldest = &cache->compiled[0];

	for (int i = 1; i < MAX_COMPILED; i++)
	{
		if (cache->compiled[i].used < oldest->used)
			oldest = &cache->compiled[i];
	}
	for (int i = 0; i < MAX_SEEN_POINTERS; i++)
	{
		if (cache->seen[i].compiled == oldest)
			memset(&cache->seen[i], 0, sizeof(SeenPointer));
	}
	if (cache->last == oldest)
		cache->last = NULL;
	if (oldest->memory)
		MemoryContextDelete(oldest->memory);
	memset(oldest, 0, sizeof(*oldest));
	return oldest;
}

static CompiledPolicy *
compile(PolicyCache *cache, const struct varlena *value)
{
	MemoryContext memory = AllocSetContextCreate(
		CurrentMemoryContext, "chiptrade policy", ALLOCSET_DEFAULT_SIZES);
	struct varlena *flat = PG_DETOAST_DATUM(PointerGetDatum(value));
	CtPolicy *policy = policy_value_compile(flat, memory);
	CompiledPolicy *c = make_room(cache);

	MemoryContextSetParent(memory, cache->memory);
	c->memory = memory;
	c->policy = policy;
	memcpy(c->digest, VARDATA_ANY(flat) + 1, CT_DIGEST_SIZE);
	if (flat != value)
		pfree(flat);
	return c;
}

static CompiledPolicy *
find_value(PolicyCache *cache, const struct varlena *value)
{
	Datum datum = PointerGetDatum(value);
	struct varlena *head;
	CompiledPolicy *c = NULL;

	if (VARATT_IS_4B_U(value))
		c = find_digest(cache, (unsigned char *) VARDATA(value) + 1);
	else
	{
		head = PG_DETOAST_DATUM_SLICE(datum, 0, CT_VALUE_HEADER);
		c = find_digest(cache, (unsigned char *) VARDATA_ANY(head) + 1);
		if (head != value)
			pfree(head);
	}
	return c ? c : compile(cache, value);
}

CompiledPolicy *
policy_cache_find(PolicyCache *cache, const struct varlena *value)
{
	CompiledPolicy *c = find_value(cache, value);

	if (VARATT_IS_EXTERNAL_ONDISK(value))
	{
		struct varatt_external pointer;
		SeenPointer *seen;

		VARATT_EXTERNAL_GET_POINTER(pointer, value);
		seen = policy_cache_place(cache, &pointer);
		memcpy(&seen->pointer, &pointer, sizeof(pointer));
		seen->compiled = c;
	}
	c->used = ++cache->clock;
	cache->last = c;
	return c;
}
