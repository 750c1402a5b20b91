/*
 * export_limit.h
 *		What export_explain() and its kin share: a comparison of a spec test in
 *		words and numbers, questions whose arguments stand in another order,
 *		and the gates of a shipment.
 */
#ifndef CHIPTRADE_EXPORT_LIMIT_H
#define CHIPTRADE_EXPORT_LIMIT_H

#include "deal.h"
#include "policy_explain.h"

/*
 * One comparison with its value and limit.  Numbers are numeric, exact but for
 * the rounding of quotients; a flag, a date and "is known" have none.
 */
typedef struct LimitText
{
	char *field;          /* "tpp", "bw + io", "dc", "released" */
	const char *operator; /* with its "not": ">=", "is", "is known" */
	bool has_value;
	bool has_limit;
	bool has_ratio; /* the limit is not zero, and there is a value */
	Datum value;
	Datum limit;
	Datum margin; /* limit - value, where both are there */
	Datum ratio;  /* value / limit */
	char *words;  /* in place of the limit, where it is a date */
	char *date;   /* in place of the value then; NULL = unknown */
	bool is_flag; /* or "is known": no limit */
} LimitText;

extern void export_limit_text(const CtQuery *q, const CtLeaf *leaf,
							  const CtFacts *facts, LimitText *out);

/* Arguments in the order of deal.h, wherever a function has them. */
typedef struct ExportArgs
{
	NullableDatum arg[ARG_WITHIN];
	NullableDatum policy;
	bool with_policy;
	bool by_name;
} ExportArgs;

extern void export_args_read(const NullableDatum *given, int ngiven,
							 bool by_name, bool with_policy, ExportArgs *args);

/* export_question() of these */
extern void export_question_from(FunctionCallInfo fcinfo,
								 const ExportArgs *args,
								 ExportQuestion *question);

/* One gate of a shipment and its answer. */
typedef struct Gate
{
	const char *name;
	Datum regimes; /* text[] */
	bool asked;    /* else note says why not */
	bool stops_known;
	bool stops;
	CtDecision decision;
	char *note; /* NULL = nothing to say */
} Gate;

#define MAX_GATES 4

/* The gates of a question, in the order of passing them; returns how many. */
extern int export_gates(FunctionCallInfo fcinfo, const ExportArgs *args,
						Gate *gates);

#endif /* CHIPTRADE_EXPORT_LIMIT_H */
