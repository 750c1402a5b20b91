/*
 * query.h
 *		The predicate language behind SQL type spec_query.  Plain C.
 *
 *	  query    = or
 *	  or       = and { "or" and }
 *	  and      = not { "and" not }
 *	  not      = "not" not | test
 *	  test     = sum op sum | sum "is" ["not"] ("known" | "unknown")
 *	           | flag | "(" query ")"
 *	  op       = "<" | "<=" | "=" | "<>" | "!=" | ">=" | ">"
 *	  sum      = product { ("+" | "-") product }
 *	  product  = atom { ("*" | "/") atom }
 *	  atom     = number | date | name | "(" sum ")"
 *
 * Names are the numeric fields and their aliases, "released", the flags "dc"
 * and "hbm", and the derived "tpp", "pd", "xfer", "mbd".  Evaluation is
 * three-valued and exact (rational arithmetic over thousandths):
 *
 * - no field is negative: an unknown one is the interval [0, infinity);
 * - undefined (a division by zero, such as pd of a planar part) is not
 *   unknown: every comparison with it is false;
 * - a release date of month or year precision is the span of its days, and a
 *   date literal of lesser precision is one too;
 * - "x is known" is always true or false: true where no unknown field is
 *   needed, or where there is no value whatever the unknown fields are.
 *
 * Each side of a comparison is judged on its own, as the interval of values it
 * can take: "bw = bw" is unknown where bw is, and so is "bw - bw = 0".  A
 * divisor that may be zero may make its quotient undefined, so a comparison
 * that would be true is unknown.
 *
 * Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes (tpp, pd, mbd);
 * 87 FR 62186 (xfer).
 */
#ifndef CHIPTRADE_QUERY_H
#define CHIPTRADE_QUERY_H

#include "spec.h"

#define CT_QUERY_MAX_TEXT  8192 /* bytes of input */
#define CT_QUERY_MAX_NODES 256
#define CT_QUERY_MAX_DEPTH 64 /* nesting of parentheses and "not" */

typedef enum CtName
{
	/* 0 .. CT_FIELDS - 1 are the fields of spec.h */
	CT_NAME_TPP = CT_FIELDS,
	CT_NAME_PD,
	CT_NAME_XFER,
	CT_NAME_MBD,
	CT_NAMES
} CtName;

typedef enum CtNodeKind
{
	CT_NODE_OR,
	CT_NODE_AND,
	CT_NODE_NOT,
	CT_NODE_LT,
	CT_NODE_LE,
	CT_NODE_EQ,
	CT_NODE_NE,
	CT_NODE_GE,
	CT_NODE_GT,
	CT_NODE_KNOWN, /* left is known; "is not known" is NOT of it */
	CT_NODE_ADD,
	CT_NODE_SUB,
	CT_NODE_MUL,
	CT_NODE_DIV,
	CT_NODE_NUMBER, /* value / 10^6 */
	CT_NODE_DATE,   /* first .. last day */
	CT_NODE_NAME    /* name; a flag where a truth value is asked */
} CtNodeKind;

typedef struct CtNode
{
	uint8_t kind;      /* CtNodeKind */
	uint8_t name;      /* CtName, for CT_NODE_NAME */
	uint8_t fast;      /* CtFast in query_internal.h, set by the parser */
	uint8_t precision; /* CtPrecision of a date literal */
	uint16_t left;     /* indexes into nodes[] */
	uint16_t right;
	union
	{
		int64_t number; /* millionths */
		struct
		{
			int32_t first;
			int32_t last;
		} date;
	} u;
} CtNode;

#define CT_LITERAL_DECIMALS 6
#define CT_LITERAL_MAX      INT64_C(1000000000000000000) /* 10^12 in millionths */

/* The root is the last node; children stand before their parents. */
typedef struct CtQuery
{
	uint16_t count;
	uint32_t fields; /* CT_FIELD_BIT of every field it reads */
	CtNode nodes[CT_QUERY_MAX_NODES];
} CtQuery;

/*
 * Checks syntax, names, types (a flag is no number, a date compares only with
 * "released") and that exact evaluation cannot overflow (CT_ERR_LIMIT
 * otherwise), so that evaluation never fails.
 */
extern bool ct_query_parse(const char *text, size_t len, CtQuery *out,
						   CtError *err);

/* canonical text, zero-terminated; size must be at least CT_QUERY_MAX_TEXT *
 * 2; returns the length */
extern size_t ct_query_format(const CtQuery *q, char *buf, size_t size);

/* the same of a part, such as one side of a comparison */
extern size_t ct_query_format_node(const CtQuery *q, int node, char *buf,
								   size_t size);

/*
 * What several queries on one spec share.  A rule engine fills it once and
 * asks ct_query_eval_facts() for each test; the spec must outlive it.
 */
typedef struct CtFacts
{
	const GpuSpec *spec;
	uint64_t tpp; /* thousandths, at 19 bits for tf32 */
	bool tpp_known;
} CtFacts;

extern void ct_facts_init(CtFacts *facts, const GpuSpec *s);
extern CtBool ct_query_eval_facts(const CtQuery *q, const CtFacts *facts);

/* The same of one test within the query, or of a part joined by and, or, not.
 */
extern CtBool ct_query_eval_node(const CtQuery *q, int node,
								 const CtFacts *facts);
extern CtBool ct_query_eval(const CtQuery *q, const GpuSpec *s);

/*
 * The unknown fields that keep the answer from being known, as field bits;
 * 0 when the answer is known.
 */
extern uint32_t ct_query_missing(const CtQuery *q, const GpuSpec *s);

/* name of a CtName: a field's or "tpp", "pd", "xfer", "mbd" */
extern const char *ct_name_text(int name);

#endif /* CHIPTRADE_QUERY_H */
