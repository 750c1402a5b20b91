/*
 * shares_bytes.c
 *		The bytes of a shares value, written and checked.
 */
#include "shares.h"

#include <string.h>

#define FLAG_TOTAL 1
#define HEAD       3 /* version, flags, decimals */

int
ct_share_compare(const void *a, const void *b)
{
	const CtShare *x = a;
	const CtShare *y = b;
	uint32_t len = x->len < y->len ? x->len : y->len;
	int order = memcmp(x->key, y->key, len);

	if (order == 0 && x->len != y->len)
		order = x->len < y->len ? -1 : 1;
	return order;
}

static bool
widen(CtWide *weight, CtAmount power)
{
	CtAmount value = ct_amount(*weight);

	if (value >= CT_AMOUNT_LIMIT / power)
		return false;
	*weight = ct_wide(value * power);
	return true;
}

bool
ct_shares_widen(CtShares *s)
{
	CtAmount power = ct_power_of_ten(CT_SHARES_DECIMALS - s->decimals);
	int i;

	if (ct_shares_sum(s) >= CT_AMOUNT_LIMIT / power)
		return false;
	(void) widen(&s->named, power);
	(void) widen(&s->unnamed, power);
	for (i = 0; i < s->n; i++)
		(void) widen(&s->items[i].weight, power);
	s->decimals = CT_SHARES_DECIMALS;
	return true;
}

/* decimals that are left of value's when its zeros at the end go */
static int
decimals_of(CtAmount value, int decimals, int least)
{
	/* most weights are whole numbers */
	if (value % ct_power_of_ten(decimals - least) == 0)
		return least;
	while (decimals > least && value % 10 == 0)
	{
		value /= 10;
		decimals--;
	}
	return decimals;
}

int
ct_shares_decimals(const CtShares *s)
{
	int needed = 0;
	int i;

	if (ct_amount(s->unnamed) != 0)
		needed = decimals_of(ct_amount(s->unnamed), s->decimals, needed);
	for (i = 0; i < s->n && needed < s->decimals; i++)
	{
		CtAmount weight = ct_amount(s->items[i].weight);

		if (weight != 0)
			needed = decimals_of(weight, s->decimals, needed);
	}
	return needed;
}

static size_t
number_size(CtAmount number)
{
	size_t n = 1;

	for (; number >= 128; number >>= 7)
		n++;
	return n;
}

static unsigned char *
write_number(unsigned char *p, CtAmount number)
{
	for (; number >= 128; number >>= 7)
		*p++ = (unsigned char) ((unsigned) (number & 127) | 128);
	*p++ = (unsigned char) number;
	return p;
}

size_t
ct_shares_size(const CtShares *s, int decimals)
{
	CtAmount power = ct_power_of_ten(s->decimals - decimals);
	size_t size = HEAD + number_size((CtAmount) s->n) + number_size(s->nulls) +
				  number_size(ct_amount(s->unnamed) / power);
	int i;

	for (i = 0; i < s->n; i++)
	{
		const CtShare *item = &s->items[i];

		size += number_size(item->len) + item->len +
				number_size(ct_amount(item->weight) / power);
	}
	return size;
}

void
ct_shares_encode(const CtShares *s, int decimals, unsigned char *bytes)
{
	CtAmount power = ct_power_of_ten(s->decimals - decimals);
	unsigned char *p = bytes;
	int i;

	*p++ = CT_SHARES_VERSION;
	*p++ = s->total ? FLAG_TOTAL : 0;
	*p++ = (unsigned char) decimals;
	p = write_number(p, (CtAmount) s->n);
	p = write_number(p, s->nulls);
	p = write_number(p, ct_amount(s->unnamed) / power);
	for (i = 0; i < s->n; i++)
	{
		const CtShare *item = &s->items[i];

		p = write_number(p, item->len);
		memcpy(p, item->key, item->len);
		p += item->len;
		p = write_number(p, ct_amount(item->weight) / power);
	}
}

/* where a reader stands */
typedef struct Reader
{
	const unsigned char *p;
	const unsigned char *end;
} Reader;

/* a number in its shortest form, not above max */
static bool
read_number(Reader *r, CtAmount max, CtAmount *number)
{
	CtAmount value = 0;
	int shift = 0;

	while (r->p < r->end && shift < 128)
	{
		unsigned char byte = *r->p++;
		CtAmount part = byte & 127;

		if (shift == 126 && part > 3)
			return false;
		value |= part << shift;
		if (byte < 128)
		{
			*number = value;
			return value <= max && (byte != 0 || shift == 0);
		}
		shift += 7;
	}
	return false;
}

int
ct_shares_count(const unsigned char *bytes, size_t len)
{
	Reader r = {bytes + HEAD, bytes + len};
	CtAmount n;

	if (len < HEAD || !read_number(&r, CT_SHARES_MAX_KEYS, &n))
		return -1;
	/* a key has a byte for its length and one for its weight */
	if (n > (CtAmount) (r.end - r.p) / 2)
		return -1;
	return (int) n;
}

static bool
read_item(Reader *r, CtShares *out, CtShare *item)
{
	CtAmount number;

	if (!read_number(r, CT_SHARES_MAX_KEY, &number) ||
		number > (CtAmount) (r->end - r->p))
		return false;
	item->key = (const char *) r->p;
	item->len = (uint32_t) number;
	item->hash = 0;
	item->pos = CT_NO_POSITION;
	r->p += item->len;
	if (!read_number(r, CT_AMOUNT_LIMIT - 1, &number))
		return false;
	item->weight = ct_wide(number);
	return ct_shares_grow(out, &out->named, number);
}

static bool
fail(const char **what, const char *why)
{
	*what = why;
	return false;
}

/* Checks what the head says of the body. */
static bool
check_whole(const CtShares *s, const Reader *r, const char **what)
{
	int i;

	if (r->p != r->end)
		return fail(what, "There are bytes after the last key");
	for (i = 1; i < s->n; i++)
	{
		if (ct_share_compare(&s->items[i - 1], &s->items[i]) >= 0)
			return fail(what, "The keys are not in the order of their bytes");
	}
	if (ct_shares_decimals(s) != s->decimals)
		return fail(what, "The weights have more decimals than they need");
	if (ct_shares_sum(s) >=
		CT_AMOUNT_LIMIT / ct_power_of_ten(CT_SHARES_DECIMALS - s->decimals))
		return fail(what, "The sum of the weights is out of range");
	return true;
}

bool
ct_shares_decode(const unsigned char *bytes, size_t len, CtShare *items,
				 CtShares *out, const char **what)
{
	Reader r = {bytes + HEAD, bytes + len};
	int n = ct_shares_count(bytes, len);
	CtAmount number;

	memset(out, 0, sizeof(*out));
	if (len < HEAD || bytes[0] != CT_SHARES_VERSION)
		return fail(what, "The version is not 1");
	if (bytes[1] > FLAG_TOTAL)
		return fail(what, "An unknown flag is set");
	if (bytes[2] > CT_SHARES_DECIMALS)
		return fail(what, "There are more than 12 decimals");
	if (n < 0)
		return fail(what, "The number of keys is wrong");
	out->total = bytes[1] == FLAG_TOTAL;
	out->decimals = bytes[2];
	out->items = items;
	(void) read_number(&r, CT_SHARES_MAX_KEYS, &number);
	if (!read_number(&r, ct_power_of_ten(CT_SHARES_NULLS) - 1, &number))
		return fail(what, "The number of NULL weights is wrong");
	out->nulls = (uint64_t) number;
	if (!read_number(&r, CT_AMOUNT_LIMIT - 1, &number))
		return fail(what, "The unnamed weight is wrong");
	out->unnamed = ct_wide(number);
	for (out->n = 0; out->n < n; out->n++)
	{
		if (!read_item(&r, out, &items[out->n]))
			return fail(what, "A key or its weight is wrong");
	}
	return check_whole(out, &r, what);
}
