/*
 * query_internal.h
 *		What the files behind query.h share.  Plain C.
 */
#ifndef CHIPTRADE_QUERY_INTERNAL_H
#define CHIPTRADE_QUERY_INTERNAL_H

#include "query.h"

/* ---- words ------------------------------------------------------------- */

typedef enum CtTokenKind
{
	CT_TOKEN_END,
	CT_TOKEN_NUMBER,
	CT_TOKEN_DATE,
	CT_TOKEN_WORD, /* a name */
	CT_TOKEN_OR,
	CT_TOKEN_AND,
	CT_TOKEN_NOT,
	CT_TOKEN_IS,
	CT_TOKEN_KNOWN,
	CT_TOKEN_UNKNOWN,
	CT_TOKEN_COMPARE, /* node holds which */
	CT_TOKEN_PLUS,
	CT_TOKEN_MINUS,
	CT_TOKEN_TIMES,
	CT_TOKEN_DIVIDE,
	CT_TOKEN_OPEN,
	CT_TOKEN_CLOSE
} CtTokenKind;

typedef struct CtToken
{
	CtTokenKind kind;
	CtNodeKind node; /* of a comparison */
	size_t pos;      /* bytes */
	size_t len;
	int64_t number;        /* millionths */
	bool bare;             /* digits only: may be a year */
	CtPrecision precision; /* of a date, with its span */
	int32_t first;
	int32_t last;
} CtToken;

/* The token at or after *pos; moves *pos behind it. */
extern bool ct_query_token(const char *text, size_t len, size_t *pos,
						   CtToken *token, CtError *err);

/* first and last day of a date of that precision */
extern void ct_query_span(CtPrecision precision, int year, int month, int day,
						  int32_t *first, int32_t *last);

/* The name of that spelling, or fails with the nearest one as a hint. */
extern bool ct_query_name(const char *word, size_t len, size_t pos, int *name,
						  CtError *err);

/* ---- checked once, at parse time --------------------------------------- */

/* how a comparison is evaluated; kept in CtNode.fast */
typedef enum CtFast
{
	CT_FAST_NONE,   /* exact intervals of rationals */
	CT_FAST_NAME,   /* a field or tpp on the left, a number on the right */
	CT_FAST_LINEAR, /* sums of names and numbers on both sides: 64 bits */
	CT_FAST_RATIO,  /* pd or mbd on the left, a number on the right */
	CT_FAST_DATE    /* released on the left, a date on the right */
} CtFast;

/*
 * A bound on every finite end that a node's interval can have, written
 * num / den: |num| < 2^num_bits, 0 < den < 2^den_bits.  The arithmetic of
 * query_interval.c stays below 2^126 as long as ct_bound_*() accept.
 */
typedef struct CtBound
{
	int num_bits;
	int den_bits;
	uint64_t den; /* the denominator where it is always the same, else 0 */
	bool nonnegative;
} CtBound;

extern void ct_bound_leaf(const CtNode *node, CtBound *bound);
extern bool ct_bound_arith(CtNodeKind kind, const CtBound *a, const CtBound *b,
						   CtBound *result);
extern bool ct_bound_compare(const CtBound *a, const CtBound *b);

/* the cheapest evaluation that is still exact, for a comparison of numbers */
extern CtFast ct_query_fast(const CtNode *nodes, const CtNode *comparison);

/* a literal as a fraction with one of three denominators: 1, 10^3, 10^6 */
static inline int64_t
ct_literal_fraction(int64_t millionths, int64_t *den)
{
	if (millionths % 1000000 == 0)
	{
		*den = 1;
		return millionths / 1000000;
	}
	if (millionths % 1000 == 0)
	{
		*den = 1000;
		return millionths / 1000;
	}
	*den = 1000000;
	return millionths;
}

/* ---- evaluation -------------------------------------------------------- */

/* one numerical comparison by exact intervals */
extern CtBool ct_interval_compare(const CtQuery *q, const CtNode *comparison,
								  const CtFacts *facts);

/* Has a sum of numbers no value, whatever its unknown fields are? */
extern bool ct_interval_undefined(const CtQuery *q, const CtNode *node,
								  const CtFacts *facts);

#endif /* CHIPTRADE_QUERY_INTERNAL_H */
