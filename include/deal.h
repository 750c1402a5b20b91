/*
 * deal.h
 *		From the arguments of an export function to a question of the core.
 */
#ifndef CHIPTRADE_DEAL_H
#define CHIPTRADE_DEAL_H

#include "knowledge.h"

/*
 * Arguments shared by all export functions, in this order.  The first is a
 * gpu_spec or, in the forms for a chip name, text.
 */
enum
{
	ARG_ITEM,
	ARG_DESTINATION,
	ARG_ON_DATE,
	ARG_HQ,
	ARG_SHIPS_FROM,
	ARG_ROUTE,
	ARG_SELLER,
	ARG_BUYER,
	ARG_END_USE,
	ARG_FACTS,
	ARG_REGIMES,
	ARG_WITHIN /* export_ok only */
};

/*
 * Forms for an explicit policy have it in the fourth place.  What follows
 * stands one place further on (shift is 1), and facts stands last, so that
 * regimes and within keep their places: a call with untyped literals alone,
 * however long, is then never ambiguous.
 */
#define ARG_POLICY ARG_HQ

static inline int
export_arg_place(int arg, int shift, int nargs)
{
	if (shift == 0 || arg < ARG_HQ || arg > ARG_FACTS)
		return arg;
	return arg == ARG_FACTS ? nargs - 1 : arg + shift;
}

/* What one call asks, ready for ct_decide(). */
typedef struct ExportQuestion
{
	Knowledge *knowledge; /* NULL: spec and policy were given */
	CtPolicy *policy;
	CtDecider *decider; /* NULL when spec, destination or day is missing */
	const Chip *chip;   /* NULL for a bare spec */
	const GpuSpec *spec;
	int destination;
	int32 day;
	uint32 unread; /* CT_UNREAD_* */
	int shift;     /* of the arguments from ARG_HQ on */
} ExportQuestion;

/* arguments that say nothing: NULL, or a country that nobody knows */
#define CT_UNREAD_SPEC        0x01
#define CT_UNREAD_DESTINATION 0x02
#define CT_UNREAD_ON_DATE     0x04
#define CT_UNREAD_POLICY      0x08 /* and nothing else was read */

/*
 * Read the arguments of the current call.  by_name: the first is a chip's
 * name; with_policy: the fourth is a policy.  Throws on a value outside a
 * closed list and on an unknown chip name.
 */
extern void export_question(FunctionCallInfo fcinfo, bool by_name,
							bool with_policy, ExportQuestion *question);

/* the short answer of the current call; CT_NO_ANSWER where something is NULL
 */
extern CtAnswer export_answer_spec(FunctionCallInfo fcinfo);
extern CtAnswer export_answer_chip(FunctionCallInfo fcinfo);
extern CtAnswer export_answer_policy_spec(FunctionCallInfo fcinfo);
extern CtAnswer export_answer_policy_chip(FunctionCallInfo fcinfo);

/* is this argument the default 'ordinary'? */
extern bool export_left_out(FunctionCallInfo fcinfo, int arg);

/* one column (offset in CtRuleRow) of the rows that may decide, "|" between
 * what differs; NULL where all are empty */
extern char *export_joined(const CtDecision *decision, size_t offset);

/*
 * A deciding row that has a 3A090 ECCN of its own shows that, else the item's
 * ECCN on the day.
 */
extern const char *export_eccn(const ExportQuestion *question,
							   const CtDecision *decision);

/* name of one route, NULL where it may be several */
extern const char *export_route_name(uint8 route);

#endif /* CHIPTRADE_DEAL_H */
