/*
 * draws_hash.c
 *		From a key to an order of samples: XXH64 and a Fisher-Yates shuffle
 *		with SplitMix64.
 *
 * XXH64 as in the algorithm's description (xxHash, doc/xxhash_spec.md); its
 * reading of eight and four bytes is little-endian on every machine.
 */
#include "draws.h"

#define P1 UINT64_C(0x9E3779B185EBCA87)
#define P2 UINT64_C(0xC2B2AE3D27D4EB4F)
#define P3 UINT64_C(0x165667B19E3779F9)
#define P4 UINT64_C(0x85EBCA77C2B2AE63)
#define P5 UINT64_C(0x27D4EB2F165667C5)

static uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

/* n bytes, the first one lowest */
static uint64_t
load(const unsigned char *p, int n)
{
	uint64_t x = 0;
	int i;

	for (i = 0; i < n; i++)
		x |= (uint64_t) p[i] << (8 * i);
	return x;
}

static uint64_t
mix(uint64_t acc, uint64_t lane)
{
	return rotate(acc + lane * P2, 31) * P1;
}

static uint64_t
merge(uint64_t hash, uint64_t acc)
{
	return (hash ^ mix(0, acc)) * P1 + P4;
}

/* whole stripes of 32 bytes; *bytes moves past them */
static uint64_t
stripes(const unsigned char **bytes, const unsigned char *end, uint64_t seed)
{
	uint64_t acc[4];
	uint64_t hash;
	int i;

	acc[0] = seed + P1 + P2;
	acc[1] = seed + P2;
	acc[2] = seed;
	acc[3] = seed - P1;
	for (; end - *bytes >= 32; *bytes += 32)
	{
		for (i = 0; i < 4; i++)
			acc[i] = mix(acc[i], load(*bytes + 8 * i, 8));
	}
	hash = rotate(acc[0], 1) + rotate(acc[1], 7) + rotate(acc[2], 12) +
		   rotate(acc[3], 18);
	for (i = 0; i < 4; i++)
		hash = merge(hash, acc[i]);
	return hash;
}

uint64_t
ct_xxh64(const unsigned char *bytes, size_t len, uint64_t seed)
{
	const unsigned char *end = bytes + len;
	uint64_t hash = len >= 32 ? stripes(&bytes, end, seed) : seed + P5;

	hash += len;
	for (; end - bytes >= 8; bytes += 8)
		hash = rotate(hash ^ mix(0, load(bytes, 8)), 27) * P1 + P4;
	for (; end - bytes >= 4; bytes += 4)
		hash = rotate(hash ^ load(bytes, 4) * P1, 23) * P2 + P3;
	for (; bytes < end; bytes++)
		hash = rotate(hash ^ *bytes * P5, 11) * P1;
	hash = (hash ^ hash >> 33) * P2;
	hash = (hash ^ hash >> 29) * P3;
	return hash ^ hash >> 32;
}

/*
 * A number below limit from the random fraction *bits / 2^48, of which the
 * next one is taken: uneven by at most the product of the limits / 2^48
 * (Brackett-Rozinsky and Lemire, Batched Ranged Random Integer Generation,
 * 2024).  limit is at most 2^16, so that 64 bits suffice.
 */
static inline uint32_t
below(uint64_t *bits, int limit)
{
	uint64_t product = *bits * (uint64_t) limit;

	*bits = product & ((UINT64_C(1) << 48) - 1);
	return (uint32_t) (product >> 48);
}

/* sample i goes to position j <= i, and what was there to position i */
static inline void
exchange(double *x, int i, uint64_t *bits)
{
	uint32_t j = below(bits, i + 1);
	double sample = x[i];

	x[i] = x[j];
	x[j] = sample;
}

/*
 * Up to this many samples, three numbers come from 48 bits, uneven by at most
 * 2^-18; then two, uneven by at most 2^-16.
 */
#define THREE_BELOW 1024

void
ct_draws_shuffle(double *x, int n, uint64_t seed)
{
	uint64_t bits;
	int i;

	for (i = 0; i + 3 <= n && i + 3 <= THREE_BELOW; i += 3)
	{
		bits = ct_splitmix64(&seed) >> 16;
		exchange(x, i, &bits);
		exchange(x, i + 1, &bits);
		exchange(x, i + 2, &bits);
	}
	for (; i < n; i += 2)
	{
		bits = ct_splitmix64(&seed) >> 16;
		exchange(x, i, &bits);
		if (i + 1 < n)
			exchange(x, i + 1, &bits);
	}
}
