/*
 * spec_unit.h
 *		Units in the text form of a gpu_spec.  Plain C.
 */
#ifndef CHIPTRADE_SPEC_UNIT_H
#define CHIPTRADE_SPEC_UNIT_H

#include "spec.h"

#define CT_SPARSE_HINT                                                  \
	"Rates are dense. Replace a figure \"with sparsity\" by the dense " \
	"one: check the vendor, usually it is half."

/* Does the word contain "sparse" or "sparsity", in any case? */
extern bool ct_mentions_sparsity(const char *word, size_t len);

/*
 * The power of ten that turns a number in this unit into the field's own
 * unit.  Fails on a unit that does not fit the field.
 */
extern bool ct_unit_parse(const char *unit, size_t len, size_t pos,
						  CtField field, int *shift, CtError *err);

#endif /* CHIPTRADE_SPEC_UNIT_H */
