/*
 * shares_value.h
 *		SQL type shares: a varlena that holds the bytes of shares.h, or, as the
 *		state of an aggregate, an expanded object with a table of its keys.
 */
#ifndef CHIPTRADE_SHARES_VALUE_H
#define CHIPTRADE_SHARES_VALUE_H

#include "compat.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"

#include "shares.h"

/* the value of these items, which are in order */
extern struct varlena *shares_make(const CtShares *s);

/* what a value holds; the keys point into it or a copy */
extern void shares_open(Datum value, CtShares *s);

/* the same for bytes that are not known to be right; false with why */
extern bool shares_read(const struct varlena *value, CtShares *s,
						const char **what);

/* ---- the state of an aggregate ------------------------------------------ */

typedef struct ExpandedShares
{
	ExpandedObjectHeader hdr;
	CtShares s; /* 12 decimals; items in hdr's context */
	int capacity;
	int nslots; /* 0: few keys, looked for one by one */
	int *slots; /* indexes into items, -1 = free */
	bool sorted;
	int flat_decimals; /* of the last EOM_get_flat_size() */
	Size flat_size;
} ExpandedShares;

/*
 * A state that may be changed: the one that is passed, or a new one below
 * parent with what the value holds (nothing where isnull).
 */
extern ExpandedShares *shares_state(Datum value, bool isnull,
									MemoryContext parent);

extern void shares_add(ExpandedShares *state, const char *key, size_t len,
					   CtAmount weight);
extern void shares_add_unnamed(ExpandedShares *state, CtAmount weight);
extern void shares_add_nulls(ExpandedShares *state, uint64 nulls);

/* all that s holds, which gets 12 decimals */
extern void shares_add_all(ExpandedShares *state, CtShares *s);

#endif /* CHIPTRADE_SHARES_VALUE_H */
