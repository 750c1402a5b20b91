/*
 * shares.h
 *		The value behind SQL type shares: weights by key, what is known to
 *		belong to no named key, and whether that is all there is.  Plain C.
 *
 * Bytes, the same on every machine:
 *	  version 1, flags (1: the total is known), decimals of the weights
 *	  (0 to 12, as few as hold them all), then numbers of 7 bits a byte,
 *	  lowest first, the high bit set on all but the last byte: number of keys,
 *	  rows whose weight was NULL, the unnamed weight, and for each key in the
 *	  order of its bytes: its length, its bytes, its weight.
 * One value has exactly one byte pattern.
 */
#ifndef CHIPTRADE_SHARES_H
#define CHIPTRADE_SHARES_H

#include "amount.h"

#define CT_SHARES_VERSION  1
#define CT_SHARES_DECIMALS 12
#define CT_SHARES_DIGITS   38    /* a sum stays below 10^38 units */
#define CT_SHARES_MAX_KEYS 65536 /* of one value */
#define CT_SHARES_MAX_KEY  255   /* bytes of a key */
#define CT_SHARES_NULLS    18    /* digits of the number of NULL weights */

typedef struct CtShare
{
	const char *key;
	uint32_t len;
	uint32_t hash; /* the caller's */
	CtWide weight;
	size_t pos; /* in the text, for errors */
} CtShare;

typedef struct CtShares
{
	CtShare *items;
	int n;
	int decimals;   /* of the weights */
	CtWide named;   /* sum over the items */
	CtWide unnamed; /* the remainder; without a total, its known part */
	uint64_t nulls; /* rows whose weight was NULL */
	bool total;     /* named + unnamed is all there is */
} CtShares;

/* order of the keys' bytes, a prefix first */
extern int ct_share_compare(const void *a, const void *b);

/* named + unnamed */
static inline CtAmount
ct_shares_sum(const CtShares *s)
{
	return ct_amount(s->named) + ct_amount(s->unnamed);
}

/* Add to a sum that with its other part must stay in range; false if not. */
static inline bool
ct_shares_grow(CtShares *s, CtWide *part, CtAmount by)
{
	if (by >= CT_AMOUNT_LIMIT - ct_shares_sum(s))
		return false;
	*part = ct_wide(ct_amount(*part) + by);
	return true;
}

/* from fewer decimals to 12; false when that is out of range */
extern bool ct_shares_widen(CtShares *s);

/* ---- bytes: the items are in order -------------------------------------- */

extern int ct_shares_decimals(const CtShares *s); /* as few as are needed */
extern size_t ct_shares_size(const CtShares *s, int decimals);
extern void ct_shares_encode(const CtShares *s, int decimals,
							 unsigned char *bytes);

/* number of keys that these bytes claim to hold, or -1 */
extern int ct_shares_count(const unsigned char *bytes, size_t len);

/*
 * items has room for that many; keys point into the bytes.  False with what
 * is wrong for anything that ct_shares_encode() does not write.
 */
extern bool ct_shares_decode(const unsigned char *bytes, size_t len,
							 CtShare *items, CtShares *out, const char **what);

/* ---- text: NVIDIA=28, "A, B"=21, *=37, total=100, nulls=2; or "empty" ----
 */

/*
 * items has room for room keys, buf for len bytes of quoted keys.  The items
 * come out in order, with 12 decimals.
 */
extern bool ct_shares_parse(const char *text, size_t len, CtShare *items,
							int room, char *buf, CtShares *out, CtError *err);

/* enough for ct_shares_format(), which ends with a zero */
extern size_t ct_shares_text_max(const CtShares *s);
extern size_t ct_shares_format(const CtShares *s, char *text);

#endif /* CHIPTRADE_SHARES_H */
