/*
 * shares_state.c
 *		Values of type shares in memory: opened for reading, and as the
 *		expanded state of an aggregate that rows are added to.
 *
 * The state is the SQL type itself.  Flattened, which is how it leaves a
 * worker, a hash table that spills, or the aggregate, it is the canonical
 * value, whatever the order of the rows was.
 */
#include "shares_value.h"

#include "common/hashfn.h"
#include "utils/memutils.h"

#include "amount_numeric.h"

#define FEW_KEYS 8 /* up to so many are looked for one by one */

/* ---- flat values -------------------------------------------------------- */

struct varlena *
shares_make(const CtShares *s)
{
	int decimals = ct_shares_decimals(s);
	Size size = VARHDRSZ + ct_shares_size(s, decimals);
	struct varlena *value = palloc(size);

	SET_VARSIZE(value, size);
	ct_shares_encode(s, decimals, (unsigned char *) VARDATA(value));
	return value;
}

bool
shares_read(const struct varlena *value, CtShares *s, const char **what)
{
	const unsigned char *bytes = (const unsigned char *) VARDATA_ANY(value);
	size_t len = VARSIZE_ANY_EXHDR(value);
	int n = ct_shares_count(bytes, len);

	return ct_shares_decode(bytes, len, palloc(sizeof(CtShare) * (n + 1)), s,
							what);
}

void
shares_open(Datum value, CtShares *s)
{
	const char *what;

	if (!shares_read(PG_DETOAST_DATUM_PACKED(value), s, &what))
		ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
						errmsg("invalid bytes in a value of type shares"),
						errdetail_internal("%s.", what)));
}

/* ---- the expanded object ------------------------------------------------ */

/* Enter every key into a table of this many slots, a power of two. */
static void
fill_slots(ExpandedShares *state, int nslots)
{
	if (state->slots)
		pfree(state->slots);
	state->slots = MemoryContextAlloc(state->hdr.eoh_context,
									  sizeof(int) * nslots);
	state->nslots = nslots;
	memset(state->slots, -1, sizeof(int) * nslots);
	for (int i = 0; i < state->s.n; i++)
	{
		uint32 at = state->s.items[i].hash & (nslots - 1);

		while (state->slots[at] >= 0)
			at = (at + 1) & (nslots - 1);
		state->slots[at] = i;
	}
}

static Size
get_flat_size(ExpandedObjectHeader *eohptr)
{
	ExpandedShares *state = (ExpandedShares *) eohptr;

	if (!state->sorted)
	{
		qsort(state->s.items, state->s.n, sizeof(CtShare), ct_share_compare);
		if (state->nslots > 0)
			fill_slots(state, state->nslots);
		state->sorted = true;
	}
	state->flat_decimals = ct_shares_decimals(&state->s);
	state->flat_size = VARHDRSZ +
					   ct_shares_size(&state->s, state->flat_decimals);
	return state->flat_size;
}

static void
flatten_into(ExpandedObjectHeader *eohptr, void *result, Size allocated_size)
{
	ExpandedShares *state = (ExpandedShares *) eohptr;

	Assert(allocated_size == state->flat_size);
	SET_VARSIZE(result, allocated_size);
	ct_shares_encode(&state->s, state->flat_decimals,
					 (unsigned char *) VARDATA(result));
}

static const ExpandedObjectMethods shares_methods = {get_flat_size,
													 flatten_into};

static ExpandedShares *
create_state(MemoryContext parent)
{
	MemoryContext context = AllocSetContextCreate(parent, "shares",
												  ALLOCSET_SMALL_SIZES);
	ExpandedShares *state = MemoryContextAllocZero(context,
												   sizeof(ExpandedShares));

	EOH_init_header(&state->hdr, &shares_methods, context);
	state->capacity = 4;
	state->s.items = MemoryContextAlloc(context,
										sizeof(CtShare) * state->capacity);
	state->s.decimals = CT_SHARES_DECIMALS;
	state->sorted = true;
	return state;
}

ExpandedShares *
shares_state(Datum value, bool isnull, MemoryContext parent)
{
	ExpandedShares *state;
	CtShares s;

	if (!isnull && VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(value)) &&
		DatumGetEOHP(value)->eoh_methods == &shares_methods)
		return (ExpandedShares *) DatumGetEOHP(value);
	state = create_state(parent);
	if (isnull)
		return state;
	shares_open(value, &s);
	shares_add_all(state, &s);
	state->s.total = s.total;
	return state;
}

/* ---- adding ------------------------------------------------------------- */

static void
refuse_sum(void)
{
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					errmsg("the sum of the weights of shares is out of range"),
					errdetail("A sum has at most %d digits before the point.",
							  CT_SHARES_DIGITS - CT_SHARES_DECIMALS),
					errhint("Count in larger units.")));
}

static void
refuse_key(size_t len)
{
	if (len > CT_SHARES_MAX_KEY)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("key of shares is too long"),
						errdetail("Expected at most %d bytes, found %zu.",
								  CT_SHARES_MAX_KEY, len),
						errhint("Use a short code as the key.")));
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("too many keys in a value of type shares"),
			 errdetail("Expected at most %d keys.", CT_SHARES_MAX_KEYS),
			 errhint("Group by fewer keys, or pass NULL as the key of the "
					 "small ones: their weight is then unnamed.")));
}

/* Where the key is, or where its slot should be (not for few keys). */
static CtShare *
find(const ExpandedShares *state, const char *key, uint32 len, uint32 hash,
	 uint32 *slot)
{
	CtShare *items = state->s.items;

	*slot = 0;
	if (state->nslots == 0)
	{
		for (int i = 0; i < state->s.n; i++)
		{
			if (items[i].hash == hash && items[i].len == len &&
				memcmp(items[i].key, key, len) == 0)
				return &items[i];
		}
		return NULL;
	}
	*slot = hash & (state->nslots - 1);
	while (state->slots[*slot] >= 0)
	{
		CtShare *item = &items[state->slots[*slot]];

		if (item->hash == hash && item->len == len &&
			memcmp(item->key, key, len) == 0)
			return item;
		*slot = (*slot + 1) & (state->nslots - 1);
	}
	return NULL;
}

static CtShare *
append_key(ExpandedShares *state, const char *key, uint32 len, uint32 hash,
		   uint32 slot)
{
	MemoryContext context = state->hdr.eoh_context;
	CtShares *s = &state->s;
	char *copy;
	CtShare *item;

	if (len > CT_SHARES_MAX_KEY || s->n >= CT_SHARES_MAX_KEYS)
		refuse_key(len);
	if (s->n == state->capacity)
	{
		state->capacity *= 2;
		s->items = repalloc(s->items, sizeof(CtShare) * state->capacity);
	}
	copy = MemoryContextAlloc(context, len + 1);
	memcpy(copy, key, len);
	item = &s->items[s->n++];
	item->key = copy;
	item->len = len;
	item->hash = hash;
	item->weight = ct_wide(0);
	item->pos = CT_NO_POSITION;
	state->sorted = state->sorted &&
					(s->n == 1 || ct_share_compare(item - 1, item) < 0);
	if (state->nslots > 0)
		state->slots[slot] = s->n - 1;
	if (s->n > FEW_KEYS && s->n * 2 > state->nslots)
		fill_slots(state, Max(4 * FEW_KEYS, 2 * state->nslots));
	return item;
}

void
shares_add(ExpandedShares *state, const char *key, size_t len, CtAmount weight)
{
	uint32 hash = hash_bytes((const unsigned char *) key, (int) len);
	uint32 slot;
	CtShare *item = find(state, key, (uint32) len, hash, &slot);

	if (unlikely(item == NULL))
		item = append_key(state, key, (uint32) len, hash, slot);
	if (unlikely(!ct_shares_grow(&state->s, &state->s.named, weight)))
		refuse_sum();
	item->weight = ct_wide(ct_amount(item->weight) + weight);
}

void
shares_add_unnamed(ExpandedShares *state, CtAmount weight)
{
	if (!ct_shares_grow(&state->s, &state->s.unnamed, weight))
		refuse_sum();
}

void
shares_add_nulls(ExpandedShares *state, uint64 nulls)
{
	state->s.nulls += nulls;
	if (state->s.nulls >= (uint64) ct_power_of_ten(CT_SHARES_NULLS))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("the number of NULL weights is out of "
							   "range")));
}

void
shares_add_all(ExpandedShares *state, CtShares *s)
{
	if (!ct_shares_widen(s))
		elog(ERROR, "shares out of range");
	for (int i = 0; i < s->n; i++)
		shares_add(state, s->items[i].key, s->items[i].len,
				   ct_amount(s->items[i].weight));
	shares_add_unnamed(state, ct_amount(s->unnamed));
	shares_add_nulls(state, s->nulls);
}
