/*
 * chip_name.h
 *		Forgiving comparison of chip names.  Plain C.
 *
 * The press writes "NVIDIA H100 80 GB SXM", "H100-SXM5-80GB" and "h100sxm".
 * Names are compared by keys that leave out what does not distinguish chips.
 */
#ifndef CHIPTRADE_CHIP_NAME_H
#define CHIPTRADE_CHIP_NAME_H

#include "core.h"

/*
 * Keys hold this many bytes with the zero; a name whose key is longer has none
 * (length 0) and is like no other.
 */
#define CT_NAME_MAX 128

/*
 * Letters and digits in lower case, in their order: forgives case, blanks and
 * punctuation.  Writes a zero-terminated key and returns its length.
 */
extern size_t ct_name_squeeze(const char *name, size_t len,
							  char key[CT_NAME_MAX]);

/*
 * The words in lower case and alphabetical order without those of the maker:
 * forgives word order and the maker's name besides.  A number and a unit of
 * memory after it are one word.
 */
extern size_t ct_name_words(const char *name, size_t len, const char *maker,
							char key[CT_NAME_MAX]);

/*
 * Likeness of a squeezed key that was asked for and a candidate's, between 0
 * and 1: 1 for equal keys, above 0.9 for a candidate that begins with what was
 * asked, else 0.9 times Dice's coefficient of their pairs of neighbouring
 * characters.
 */
extern double ct_name_likeness(const char *asked, const char *candidate);

#endif /* CHIPTRADE_CHIP_NAME_H */
