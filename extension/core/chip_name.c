/*
 * chip_name.c
 *		Keys under which two spellings of a chip's name are the same.
 */
#include "chip_name.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 24

typedef struct Word
{
	const char *start;
	size_t len;
} Word;

/* letters, digits and every byte of a multibyte character */
static bool
is_name_char(char c)
{
	return ct_is_alpha(c) || ct_is_digit(c) || (unsigned char) c >= 0x80;
}

size_t
ct_name_squeeze(const char *name, size_t len, char key[CT_NAME_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
	{
		if (!is_name_char(name[i]))
			continue;
		if (n == CT_NAME_MAX - 1)
		{
			n = 0;
			break;
		}
		key[n++] = ct_lower(name[i]);
	}
	key[n] = '\0';
	return n;
}

/* MAX_WORDS + 1 where there are more */
static size_t
split_words(const char *name, size_t len, Word *words)
{
	size_t n = 0;
	size_t i = 0;

	while (i < len)
	{
		size_t start;

		while (i < len && !is_name_char(name[i]))
			i++;
		start = i;
		while (i < len && is_name_char(name[i]))
			i++;
		if (i > start && n == MAX_WORDS)
			return MAX_WORDS + 1;
		if (i > start)
		{
			words[n].start = name + start;
			words[n].len = i - start;
			n++;
		}
	}
	return n;
}

static int
compare_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
	for (size_t i = 0; i < a_len && i < b_len; i++)
	{
		int d = (unsigned char) ct_lower(a[i]) -
				(unsigned char) ct_lower(b[i]);

		if (d != 0)
			return d;
	}
	return a_len < b_len ? -1 : a_len > b_len;
}

static int
compare_words(const void *left, const void *right)
{
	const Word *a = left;
	const Word *b = right;

	return compare_bytes(a->start, a->len, b->start, b->len);
}

static bool
is_maker_word(const Word *word, const Word *maker, size_t nmaker)
{
	for (size_t i = 0; i < nmaker; i++)
	{
		if (compare_words(word, &maker[i]) == 0)
			return true;
	}
	return false;
}

static bool
all_digits(const Word *word)
{
	for (size_t i = 0; i < word->len; i++)
	{
		if (!ct_is_digit(word->start[i]))
			return false;
	}
	return true;
}

/* "80 GB" is the word "80gb": drop the unit where it stands alone */
static bool
is_memory_unit(const Word *words, size_t i)
{
	return i > 0 && ct_word_is(words[i].start, words[i].len, "gb") &&
		   all_digits(&words[i - 1]);
}

/* false where it does not fit */
static bool
append(char *key, size_t *n, const char *text, size_t len)
{
	if (*n + len > CT_NAME_MAX - 1)
		return false;
	for (size_t i = 0; i < len; i++)
		key[(*n)++] = ct_lower(text[i]);
	return true;
}

size_t
ct_name_words(const char *name, size_t len, const char *maker,
			  char key[CT_NAME_MAX])
{
	Word words[MAX_WORDS];
	Word makers[MAX_WORDS];
	size_t nwords = split_words(name, len, words);
	size_t nmakers = maker ? split_words(maker, strlen(maker), makers) : 0;
	size_t kept = 0;
	size_t n = 0;

	key[0] = '\0';
	if (nwords > MAX_WORDS || nmakers > MAX_WORDS)
		return 0;
	for (size_t i = 0; i < nwords; i++)
	{
		if (is_maker_word(&words[i], makers, nmakers))
			continue;
		if (is_memory_unit(words, i) && kept > 0 &&
			words[kept - 1].start == words[i - 1].start)
		{
			/* the unit belongs to the number: mark it by its length */
			words[kept - 1].len = (size_t) (words[i].start + words[i].len -
											words[kept - 1].start);
			continue;
		}
		words[kept++] = words[i];
	}
	qsort(words, kept, sizeof(Word), compare_words);
	for (size_t i = 0; i < kept; i++)
	{
		char squeezed[CT_NAME_MAX];
		size_t squeezed_len = ct_name_squeeze(words[i].start, words[i].len,
											  squeezed);

		if (squeezed_len == 0 || (i > 0 && !append(key, &n, " ", 1)) ||
			!append(key, &n, squeezed, squeezed_len))
		{
			key[0] = '\0';
			return 0;
		}
	}
	key[n] = '\0';
	return n;
}

double
ct_name_likeness(const char *asked, const char *candidate)
{
	size_t asked_len = strlen(asked);
	size_t candidate_len = strlen(candidate);
	bool used[CT_NAME_MAX] = {false};
	size_t shared = 0;

	if (strcmp(asked, candidate) == 0)
		return 1.0;
	if (asked_len < 2 || candidate_len < 2 || candidate_len > CT_NAME_MAX)
		return 0.0;
	for (size_t i = 0; i + 1 < asked_len; i++)
	{
		for (size_t j = 0; j + 1 < candidate_len; j++)
		{
			if (used[j] || asked[i] != candidate[j] ||
				asked[i + 1] != candidate[j + 1])
				continue;
			used[j] = true;
			shared++;
			break;
		}
	}
	/* what begins with all that was asked is nearer than what resembles it */
	if (candidate_len > asked_len && memcmp(asked, candidate, asked_len) == 0)
		return 0.9 + 0.1 * (double) asked_len / (double) candidate_len;
	return 0.9 * 2.0 * (double) shared /
		   (double) (asked_len - 1 + candidate_len - 1);
}
