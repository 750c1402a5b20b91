/*
 * policy_memo.c
 *		Remembers answers by specification.
 *
 * Rows in bulk repeat few specifications: those of the chips on the market.
 * Telling that a specification was met before costs a tenth of judging it.
 * Each specification has one place, found by hashing its bytes; one that takes
 * the place of another gets the next version, so that what cells remember of
 * the other is not taken for its answer.
 */
#include "policy_internal.h"

#include <string.h>

#define WORDS (CT_SPEC_SIZE / sizeof(uint32_t))

/* odd constants from the binary digits of the golden ratio, one a word */
static unsigned int
place_of(const GpuSpec *spec)
{
	uint32_t words[WORDS];
	uint64_t hash = 0;

	memcpy(words, spec, sizeof(words));
	for (size_t i = 0; i < WORDS; i++)
		hash += (words[i] ^ (uint32_t) i) *
				(UINT64_C(0x9E3779B97F4A7C15) * (2 * i + 1));
	hash ^= hash >> 32;
	hash *= UINT64_C(0x9E3779B97F4A7C15);
	return (unsigned int) (hash >> (64 - CT_MEMO_BITS));
}

int
ct_memo_place(CtDecider *d, const GpuSpec *spec)
{
	unsigned int place = place_of(spec);
	CtMemoSpec *met;

	if (d->met == NULL)
		d->met = ct_alloc(&d->allocator, sizeof(CtMemoSpec) * CT_MEMO_PLACES);
	met = &d->met[place];
	if (met->version != 0 && memcmp(&met->spec, spec, CT_SPEC_SIZE) == 0)
		return (int) place;
	if (met->version == UINT16_MAX)
		return -1; /* versions are used up: judge it each time */
	met->spec = *spec;
	met->version++;
	return (int) place;
}

bool
ct_memo_recall(const CtDecider *d, const CtCell *cell, int place,
			   CtAnswer *answer)
{
	if (place < 0 || cell->memo == NULL ||
		cell->memo[place].version != d->met[place].version)
		return false;
	*answer = cell->memo[place].answer;
	return true;
}

void
ct_memo_keep(CtDecider *d, CtCell *cell, int place, CtAnswer answer)
{
	if (place < 0)
		return;
	if (cell->memo == NULL)
		cell->memo = ct_alloc(&d->allocator,
							  sizeof(CtMemoAnswer) * CT_MEMO_PLACES);
	cell->memo[place].version = d->met[place].version;
	cell->memo[place].answer = answer;
}
