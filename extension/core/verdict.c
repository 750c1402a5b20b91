/*
 * verdict.c
 *		Names of the verdicts, from free to forbidden.
 */
#include "verdict.h"

typedef struct Verdict
{
	int number;
	const char *name;
	const char *label;
} Verdict;

static const Verdict verdicts[] = {
	{CT_VERDICT_NONE, "none", "no licence, no notice"},
	{CT_VERDICT_NOTIFY, "notify", "licence exception with notice"},
	{CT_VERDICT_DISCOURAGED, "discouraged", "discouraged by guidance"},
	{CT_VERDICT_PRESUMPTION_APPROVAL, "presumption_approval",
	 "licence required: presumption of approval"},
	{CT_VERDICT_CASE_BY_CASE, "case_by_case",
	 "licence required: case-by-case review"},
	{CT_VERDICT_PRESUMPTION_DENIAL, "presumption_denial",
	 "licence required: presumption of denial"},
	{CT_VERDICT_PROHIBITED, "prohibited", "prohibited"},
};

#define VERDICTS (sizeof(verdicts) / sizeof(verdicts[0]))

static const Verdict *
find_number(int number)
{
	for (size_t i = 0; i < VERDICTS; i++)
	{
		if (verdicts[i].number == number)
			return &verdicts[i];
	}
	return NULL;
}

const char *
ct_verdict_name(int verdict)
{
	const Verdict *v = find_number(verdict);

	return v ? v->name : NULL;
}

const char *
ct_verdict_label(int verdict)
{
	const Verdict *v = find_number(verdict);

	return v ? v->label : NULL;
}

int
ct_verdict_lookup(const char *word, size_t len)
{
	for (size_t i = 0; i < VERDICTS; i++)
	{
		if (ct_word_is(word, len, verdicts[i].name))
			return verdicts[i].number;
	}
	return 0;
}

const char *
ct_verdict_names(void)
{
	return "none, notify, discouraged, presumption_approval, case_by_case, "
		   "presumption_denial, prohibited";
}
