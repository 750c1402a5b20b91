/*
 * verdict.h
 *		The answer of an export rule: one byte with a gapped, fixed order from
 *		free to forbidden.  Plain C.  The numbers are on disk and never move.
 */
#ifndef CHIPTRADE_VERDICT_H
#define CHIPTRADE_VERDICT_H

#include "core.h"

#define CT_VERDICT_NONE                 10 /* no licence, no notice */
#define CT_VERDICT_NOTIFY               20 /* licence exception with notice */
#define CT_VERDICT_DISCOURAGED          25 /* guidance without force of law */
#define CT_VERDICT_PRESUMPTION_APPROVAL 30
#define CT_VERDICT_CASE_BY_CASE         40
#define CT_VERDICT_PRESUMPTION_DENIAL   50
#define CT_VERDICT_PROHIBITED           60

/* "case_by_case" and so on; NULL for a number that is no verdict */
extern const char *ct_verdict_name(int verdict);

/* "licence: case-by-case review" and so on; NULL likewise */
extern const char *ct_verdict_label(int verdict);

/* the verdict of this name in any case, or 0 */
extern int ct_verdict_lookup(const char *word, size_t len);

/* all names, for hints */
extern const char *ct_verdict_names(void);

#endif /* CHIPTRADE_VERDICT_H */
