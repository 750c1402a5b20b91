/*
 * amount.h
 *		Non-negative exact decimals of up to 38 digits: integers of 128 bits
 *		in a power of ten.  Plain C.
 */
#ifndef CHIPTRADE_AMOUNT_H
#define CHIPTRADE_AMOUNT_H

#include "core.h"

typedef unsigned __int128 CtAmount;

/* The same in memory that is aligned to 8 bytes only. */
typedef struct CtWide
{
	uint64_t low;
	uint64_t high;
} CtWide;

static inline CtAmount
ct_amount(CtWide w)
{
	return ((CtAmount) w.high << 64) | w.low;
}

static inline CtWide
ct_wide(CtAmount a)
{
	CtWide w = {(uint64_t) a, (uint64_t) (a >> 64)};

	return w;
}

/* 10^38: what a sum of amounts stays below; 128 bits hold three times it */
#define CT_AMOUNT_LIMIT                          \
	((CtAmount) UINT64_C(10000000000000000000) * \
	 UINT64_C(10000000000000000000))

static inline CtAmount
ct_power_of_ten(int exponent)
{
	CtAmount power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/*
 * An unsigned decimal ("989.5", "4.8e3") as an integer scaled by 10^decimals.
 * Further decimals are refused (CT_ERR_RANGE), or rounded half up where
 * "round" is set; so is what is not below 10^digits units (digits at most 38).
 * *used is the number of bytes read.  pos is where text stands in the whole
 * input, for the error.
 */
extern bool ct_amount_parse(const char *text, size_t len, size_t pos,
							int decimals, int digits, bool round,
							CtAmount *value, size_t *used, CtError *err);

/* The shortest decimal, zero-terminated; returns its length. */
#define CT_AMOUNT_TEXT 48
extern size_t ct_amount_format(CtAmount value, int decimals, char *buf);

#endif /* CHIPTRADE_AMOUNT_H */
