/*
 * export_limit.c
 *		The comparisons of a spec test as words and exact numbers.
 */
#include "export_limit.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "chiptrade.h"
#include "glue.h"

static bool side_value(const CtQuery *q, int at, const CtFacts *facts,
					   Datum *value);

static bool
field_value(const GpuSpec *s, CtField f, Datum *value)
{
	if (!ct_known(s, f))
		return false;
	*value = NumericGetDatum(ct_thousandths_numeric(ct_thousandths(s, f)));
	return true;
}

static bool
tpp_value(const CtFacts *facts, Datum *value)
{
	if (!facts->tpp_known)
		return false;
	*value = NumericGetDatum(ct_thousandths_numeric(facts->tpp));
	return true;
}

/* nothing where it is undefined */
static bool
quotient(Datum above, Datum below, Datum *value)
{
	Datum zero = DirectFunctionCall1(int4_numeric, Int32GetDatum(0));

	if (DatumGetBool(DirectFunctionCall2(numeric_eq, below, zero)))
		return false;
	*value = DirectFunctionCall1(
		numeric_trim_scale, DirectFunctionCall2(numeric_div, above, below));
	return true;
}

static bool
name_value(int name, const CtFacts *facts, Datum *value)
{
	const GpuSpec *s = facts->spec;
	Datum a;
	Datum b;

	switch (name)
	{
		case CT_NAME_TPP:
			return tpp_value(facts, value);
		case CT_NAME_PD:
			return tpp_value(facts, &a) && field_value(s, CT_DIE, &b) &&
				   quotient(a, b, value);
		case CT_NAME_MBD:
			return field_value(s, CT_BW, &a) && field_value(s, CT_AREA, &b) &&
				   quotient(a, b, value);
		case CT_NAME_XFER:
			if (!field_value(s, CT_IO, &a) || !field_value(s, CT_PCIE, &b))
				return false;
			*value = DirectFunctionCall2(numeric_add, a, b);
			return true;
		default:
			return name < CT_NUMBERS && field_value(s, (CtField) name, value);
	}
}

static bool
pair_value(const CtQuery *q, const CtNode *node, const CtFacts *facts,
		   Datum *value)
{
	Datum a;
	Datum b;

	if (!side_value(q, node->left, facts, &a) ||
		!side_value(q, node->right, facts, &b))
		return false;
	switch (node->kind)
	{
		case CT_NODE_ADD:
			*value = DirectFunctionCall2(numeric_add, a, b);
			return true;
		case CT_NODE_SUB:
			*value = DirectFunctionCall2(numeric_sub, a, b);
			return true;
		case CT_NODE_MUL:
			*value = DirectFunctionCall2(numeric_mul, a, b);
			return true;
		default:
			return quotient(a, b, value);
	}
}

/* The value of one side of a comparison; none where unknown or undefined. */
static bool
side_value(const CtQuery *q, int at, const CtFacts *facts, Datum *value)
{
	const CtNode *node = &q->nodes[at];

	switch (node->kind)
	{
		case CT_NODE_NUMBER:
			*value = DirectFunctionCall1(
				numeric_trim_scale, NumericGetDatum(int64_div_fast_to_numeric(
										node->u.number, CT_LITERAL_DECIMALS)));
			return true;
		case CT_NODE_NAME:
			return name_value(node->name, facts, value);
		case CT_NODE_DATE:
			return false;
		default:
			return pair_value(q, node, facts, value);
	}
}

static char *
part_text(const CtQuery *q, int at)
{
	char *buf = palloc(CT_QUERY_MAX_TEXT * 2);

	ct_query_format_node(q, at, buf, CT_QUERY_MAX_TEXT * 2);
	return buf;
}

static bool
is_constant(const CtQuery *q, int at)
{
	const CtNode *node = &q->nodes[at];

	if (node->kind == CT_NODE_NUMBER || node->kind == CT_NODE_DATE)
		return true;
	return node->kind != CT_NODE_NAME && is_constant(q, node->left) &&
		   is_constant(q, node->right);
}

/* the operator, where sides may be swapped and "not" stand before it */
static const char *
operator_text(int kind, bool negated, bool swapped)
{
	static const char *const texts[] = {
		[CT_NODE_LT] = "<",  [CT_NODE_LE] = "<=", [CT_NODE_EQ] = "=",
		[CT_NODE_NE] = "<>", [CT_NODE_GE] = ">=", [CT_NODE_GT] = ">"};
	static const uint8_t contrary[] = {
		[CT_NODE_LT] = CT_NODE_GE, [CT_NODE_LE] = CT_NODE_GT,
		[CT_NODE_EQ] = CT_NODE_NE, [CT_NODE_NE] = CT_NODE_EQ,
		[CT_NODE_GE] = CT_NODE_LT, [CT_NODE_GT] = CT_NODE_LE};
	static const uint8_t mirrored[] = {
		[CT_NODE_LT] = CT_NODE_GT, [CT_NODE_LE] = CT_NODE_GE,
		[CT_NODE_EQ] = CT_NODE_EQ, [CT_NODE_NE] = CT_NODE_NE,
		[CT_NODE_GE] = CT_NODE_LE, [CT_NODE_GT] = CT_NODE_LT};

	if (negated)
		kind = contrary[kind];
	if (swapped)
		kind = mirrored[kind];
	return texts[kind];
}

static void
comparison_text(const CtQuery *q, const CtLeaf *leaf, const CtFacts *facts,
				LimitText *out)
{
	const CtNode *node = &q->nodes[leaf->node];
	bool swapped = is_constant(q, node->left) && !is_constant(q, node->right);
	int value = swapped ? node->right : node->left;
	int limit = swapped ? node->left : node->right;

	out->field = part_text(q, value);
	out->operator= operator_text(node->kind, leaf->negated, swapped);
	if (q->nodes[limit].kind == CT_NODE_DATE)
	{
		out->words = part_text(q, limit);
		if (ct_precision(facts->spec) != CT_DATE_UNKNOWN)
		{
			out->date = palloc(CT_DATE_MAX);
			ct_date_format(facts->spec, out->date);
		}
	}
	out->has_value = side_value(q, value, facts, &out->value);
	out->has_limit = side_value(q, limit, facts, &out->limit);
	if (out->has_value && out->has_limit)
	{
		out->margin = DirectFunctionCall2(numeric_sub, out->limit, out->value);
		out->has_ratio = quotient(out->value, out->limit, &out->ratio);
	}
}

void
export_limit_text(const CtQuery *q, const CtLeaf *leaf, const CtFacts *facts,
				  LimitText *out)
{
	const CtNode *node = &q->nodes[leaf->node];

	memset(out, 0, sizeof(*out));
	out->is_flag = node->kind == CT_NODE_NAME || node->kind == CT_NODE_KNOWN;
	if (node->kind == CT_NODE_NAME)
	{
		out->field = pstrdup(ct_name_text(node->name));
		out->operator= leaf->negated ? "is not" : "is";
	}
	else if (node->kind == CT_NODE_KNOWN)
	{
		out->field = part_text(q, node->left);
		out->operator= leaf->negated ? "is unknown" : "is known";
	}
	else
		comparison_text(q, leaf, facts, out);
}

/* places of the forms with a policy, which end with facts */
#define POLICY_ARGS (ARG_WITHIN + 1)

void
export_args_read(const NullableDatum *given, int ngiven, bool by_name,
				 bool with_policy, ExportArgs *args)
{
	args->by_name = by_name;
	args->with_policy = with_policy;
	for (int i = 0; i < ARG_WITHIN; i++)
		args->arg[i] = given[export_arg_place(i, with_policy ? 1 : 0, ngiven)];
	if (with_policy)
		args->policy = given[ARG_POLICY];
}

/*
 * The call site of the arguments in their usual order is not this function's:
 * which of them are constants cannot be told from its expression, so it is
 * taken away while they are read.
 */
void
export_question_from(FunctionCallInfo fcinfo, const ExportArgs *args,
					 ExportQuestion *question)
{
	LOCAL_FCINFO(inner, POLICY_ARGS);
	fmNodePtr expression = fcinfo->flinfo->fn_expr;
	int shift = args->with_policy ? 1 : 0;
	int nargs = ARG_WITHIN + shift;

	InitFunctionCallInfoData(*inner, fcinfo->flinfo, nargs,
							 fcinfo->fncollation, NULL, NULL);
	for (int i = 0; i < ARG_WITHIN; i++)
		inner->args[export_arg_place(i, shift, nargs)] = args->arg[i];
	if (args->with_policy)
		inner->args[ARG_POLICY] = args->policy;
	fcinfo->flinfo->fn_expr = NULL;
	export_question(inner, args->by_name, args->with_policy, question);
	fcinfo->flinfo->fn_expr = expression;
}
