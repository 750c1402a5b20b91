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

/* the n-th eight bytes of a specification, wherever it is aligned */
static inline uint64_t
word(const GpuSpec *spec, size_t n)
{
	uint64_t w;

	memcpy(&w, (const char *) spec + 8 * n, sizeof(w));
	return w;
}

/*
 * Sum of words times odd constants: the products do not wait for each other.
 * They cover all but the reserved bytes at the end, which are zero.
 */
static inline unsigned int
place_of(const GpuSpec *spec)
{
	uint64_t hash = word(spec, 0) * UINT64_C(0x9E3779B97F4A7C15) +
					word(spec, 1) * UINT64_C(0xBF58476D1CE4E5B9) +
					word(spec, 2) * UINT64_C(0x94D049BB133111EB) +
					word(spec, 3) * UINT64_C(0xD6E8FEB86659FD93) +
					word(spec, 4) * UINT64_C(0xC2B2AE3D27D4EB4F) +
					word(spec, 5) * UINT64_C(0x165667B19E3779F9) +
					word(spec, 6) * UINT64_C(0xFF51AFD7ED558CCD) +
					word(spec, 7) * UINT64_C(0xC4CEB9FE1A85EC53) +
					word(spec, 8) * UINT64_C(0x2545F4914F6CDD1D);

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
