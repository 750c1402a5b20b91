/*
 * query_test.c
 *		Unit tests of the predicate language (query.h).  Prints TAP.
 *
 * Expected answers follow from the rule's words: no field is negative,
 * undefined is not unknown, a month is the span of its days.
 */
#include "query.h"

#include <string.h>

#include "tap.h"

static GpuSpec
spec_of(const char *text)
{
	GpuSpec s;
	CtError err;

	ct_spec_init(&s);
	if (text[0] != '\0' && !ct_spec_parse(text, strlen(text), &s, &err))
		printf("Bail out! bad spec \"%s\": %s\n", text, err.what);
	return s;
}

static const char *
truth_name(CtBool b)
{
	return b == CT_UNKNOWN ? "unknown" : (b == CT_TRUE ? "true" : "false");
}

/* ---- answers ----------------------------------------------------------- */

typedef struct Case
{
	const char *spec;
	const char *query;
	CtBool expected;
} Case;

#define T CT_TRUE
#define F CT_FALSE
#define U CT_UNKNOWN

static const Case cases[] = {
	/* one field: known, unknown, never negative */
	{"bw=1000", "bw >= 1000", T},
	{"bw=1000", "bw > 1000", F},
	{"bw=1000", "bw <= 1000", T},
	{"bw=1000", "bw < 1000", F},
	{"bw=1000", "bw = 1000", T},
	{"bw=1000", "bw <> 1000", F},
	{"bw=1000", "bw != 1000.001", T},
	{"", "bw >= 1000", U},
	{"", "bw >= 0", T},
	{"", "bw < 0", F},
	{"", "bw <= 0", U},
	{"", "bw > 0", U},
	{"", "bw = 0", U},
	{"", "bw <> 0", U},
	{"", "0 <= bw", T},
	{"", "0 > bw", F},
	{"bw=0", "bw = 0", T},
	/* finer than a spec can say */
	{"bw=1000", "bw < 1000.000001", T},
	{"bw=1000", "bw > 999.999999", T},
	/* sums with an unknown part */
	{"io=900", "xfer >= 600", T},
	{"io=500", "xfer >= 600", U},
	{"io=500 pcie=100", "xfer >= 600", T},
	{"io=500 pcie=99.999", "xfer >= 600", F},
	{"io=900", "xfer < 600", F},
	{"io=900", "xfer = 600", F},
	{"io=900", "xfer <> 600", T},
	{"bw=1700", "bw + io >= 1700", T},
	{"io=1700", "bw + io >= 1700", T},
	{"io=1699.999", "bw + io >= 1700", U},
	{"io=600 bw=1100", "bw + io >= 1700", T},
	{"io=600 bw=1099.999", "bw + io >= 1700", F},
	{"mem=80", "mem < bw + 81", T},
	{"mem=80", "mem < bw", U},
	{"", "bw = bw", U},
	{"bw=3", "bw = bw", T},
	/* differences, products, quotients */
	{"bw=1000 io=900", "bw - io = 100", T},
	{"bw=900 io=1000", "bw - io < 0", T},
	{"io=1000", "0 - io < 0", T},
	{"bw=1000", "bw - io <= 1000", T},
	{"bw=1000", "bw - io > 1000", F},
	{"bw=1000", "bw - io > 999", U},
	{"", "bw - io >= 0", U},
	{"bw=1000", "bw * io >= 0", T},
	{"io=0", "bw * io = 0", T},
	{"io=0", "bw * io <= 0", T},
	{"bw=5 io=7", "bw * io = 35", T},
	{"bw=5 io=7 mem=9", "(bw - io) * (mem - io) = 0 - 4", T},
	{"bw=5 io=7", "(bw - io) * mem <= 0", T},
	{"bw=5 io=7", "(bw - io) * mem > 0", F},
	{"bw=5 io=7", "(bw - io) * (mem - 1) > 3", F},
	{"bw=5 io=7", "(bw - io) * (mem - 1) > 2", F},
	{"bw=5 io=7", "(bw - io) * (mem - 1) > 1", U},
	{"bw=1 mem=3", "bw / mem * 3 = 1", T},
	{"bw=1 mem=3", "bw / mem < 0.333334", T},
	{"bw=1 mem=3", "bw / mem > 0.333333", T},
	{"mem=80 bw=3350", "bw / mem >= 41.875", T},
	{"mem=80 bw=3350", "bw / mem > 41.875", F},
	{"mem=80 bw=3350", "bw / 2 / mem * 4 = 83.75", T},
	{"mem=80 bw=3350", "bw / (mem - 90) < 0", T},
	{"mem=80 bw=3350", "bw / (mem - 90) = 0 - 335", T},
	{"bw=10", "bw / (mem + 5) <= 2", T},
	{"bw=10", "bw / (mem + 5) > 2", F},
	{"bw=10", "bw / (mem + 5) > 1", U},
	{"bw=10", "(0 - bw) / (mem + 5) >= 0 - 2", T},
	{"bw=10", "bw / (mem - 5) >= 0", U},
	{"bw=10", "bw / (0 - mem - 5) >= 0 - 2", T},
	/* undefined is not unknown; perhaps undefined spoils only "true" */
	{"fp16=300 die=0", "pd >= 5.92", F},
	{"fp16=300 die=0", "pd < 5.92", F},
	{"fp16=300 die=0", "pd = 5.92", F},
	{"fp16=300 die=0", "pd <> 5.92", F},
	{"fp16=300 die=0", "5.92 > pd", F},
	{"fp16=300 die=0", "not pd >= 5.92", T},
	{"fp16=300 die=0", "pd + 1 >= 0", F},
	{"fp16=300 die=0", "pd * 0 = 0", F},
	{"die=0", "pd >= 0", F},
	{"fp16=300", "pd >= 5.92", U},
	{"fp16=300", "pd >= 0", U},
	{"fp16=300", "pd < 0", F},
	{"die=100", "pd >= 0", T},
	{"die=100", "pd >= 1", U},
	{"", "pd < 0", F},
	/* a quotient by something unbounded never reaches zero */
	{"fp16=300", "pd <= 0", F},
	{"fp16=300", "pd = 0", F},
	{"fp16=300", "pd <> 0", U},
	{"fp16=0", "pd <= 0", U},
	{"fp16=0", "pd > 0", F},
	{"bw=10", "bw / (mem + 5) > 0", T},
	{"bw=10", "bw / (mem + 5) <= 0", F},
	{"bw=10", "mem / (bw / (mem + 5)) >= 0", T},
	{"bw=0", "bw / (mem - 5) > 0", F},
	{"bw=5", "bw / (mem - mem) > 1", U},
	{"bw=5 mem=1", "bw / (mem - 1) > 1", F},
	{"bw=5 mem=1", "bw / (mem - 1) <= 1", F},
	{"mem=1", "bw / (mem - 1) <= 1", F},
	/* tpp: one known rate is enough; 19 bits of tf32 */
	{"fp16=300", "tpp = 4800", T},
	{"fp16=300", "tpp >= 4800", T},
	{"fp16=299.999", "tpp >= 4800", F},
	{"fp16=300.001", "tpp > 4800", T},
	{"int8=600", "tpp >= 4800", T},
	{"int8=600 fp16=299", "tpp = 4800", T},
	{"tf32=100", "tpp = 1900", T},
	{"tf32=100", "tpp * 1 = 1900", T},
	{"fp4=1000 fp64=62.5", "tpp = 4000", T},
	{"mem=80", "tpp >= 4800", U},
	{"mem=80", "tpp >= 0", T},
	{"hbm bw=1200", "tpp = 0", T},
	{"hbm bw=1200", "tpp >= 4800", F},
	{"hbm fp16=300", "tpp >= 4800", T},
	/* both sides of the limits */
	{"fp16=100", "tpp >= 1600", T},
	{"fp16=99.999", "tpp >= 1600", F},
	{"fp16=150", "tpp >= 2400", T},
	{"fp16=149.999", "tpp >= 2400", F},
	{"int8=2625", "tpp < 21000", F},
	{"int8=2624.999", "tpp < 21000", T},
	{"bw=6500", "bw < 6500", F},
	{"bw=6499.999", "bw < 6500", T},
	{"fp16=37 die=100", "pd >= 5.92", T},
	{"fp16=37 die=100.001", "pd >= 5.92", F},
	{"fp16=36.999 die=100", "pd >= 5.92", F},
	{"fp16=37 die=100", "tpp / die >= 5.92", T},
	{"fp16=37 die=100.001", "tpp / die >= 5.92", F},
	{"fp16=20 die=100", "pd >= 3.2", T},
	{"fp16=20 die=100.001", "pd >= 3.2", F},
	{"fp16=10 die=100", "pd >= 1.6", T},
	{"fp16=10 die=100.001", "pd >= 1.6", F},
	{"hbm bw=1229 area=121", "hbm and mbd > 2", T},
	{"hbm bw=242 area=121", "mbd > 2", F},
	{"hbm bw=242.001 area=121", "mbd > 2", T},
	{"hbm bw=330 area=100", "mbd < 3.3", F},
	{"hbm bw=329.999 area=100", "mbd < 3.3", T},
	{"bw=330 area=0", "mbd < 3.3", F},
	{"bw=330", "mbd < 3.3", U},
	/* largest literal and field */
	{"bw=4294967.293", "bw < 1000000000000", T},
	{"bw=4294967.293", "bw * 1000 > 4294967292.999999", T},
	{"bw=4294967.293 io=1", "bw * bw * io > 1000000000000", T},
	{"fp64=4294967.293 die=0.001", "pd <= 1000000000000", T},
	{"fp64=4294967.293 die=0.001", "pd = 274877906752", T},
	/* flags */
	{"dc", "dc", T},
	{"dc=no", "dc", F},
	{"", "dc", U},
	{"hbm", "hbm", T},
	{"", "hbm", F},
	/* known */
	{"", "bw is known", F},
	{"", "bw is unknown", T},
	{"", "bw is not known", T},
	{"", "bw is not unknown", F},
	{"bw=0", "bw is known", T},
	{"fp8=1", "tpp is known", T},
	{"hbm", "tpp is known", T},
	{"mem=1", "tpp is known", F},
	{"fp16=1 die=0", "pd is known", T},
	{"die=0", "pd is known", T},
	{"die=0", "pd + bw is known", T},
	{"io=0", "bw * io is known", F},
	{"fp16=1", "pd is known", F},
	{"die=1", "pd is known", F},
	{"io=1", "xfer is known", F},
	{"io=1 pcie=0", "xfer is known", T},
	{"bw=1", "mbd is known", F},
	{"bw=1 area=0", "mbd is known", T},
	{"bw=1", "bw + io is known", F},
	{"bw=1 io=1", "bw + io is known", T},
	{"bw=1 io=1", "bw * (io + 3) is known", T},
	{"", "5 is known", T},
	{"", "dc is known", F},
	{"dc=no", "dc is known", T},
	{"", "hbm is known", T},
	{"", "released is known", F},
	{"released=2024", "released is known", T},
	{"", "released is known and released > 2026-01-15", F},
	/* dates of a day */
	{"released=2024-02-10", "released > 2024-02-09", T},
	{"released=2024-02-10", "released > 2024-02-10", F},
	{"released=2024-02-10", "released >= 2024-02-10", T},
	{"released=2024-02-10", "released < 2024-02-10", F},
	{"released=2024-02-10", "released <= 2024-02-10", T},
	{"released=2024-02-10", "released = 2024-02-10", T},
	{"released=2024-02-10", "released <> 2024-02-10", F},
	{"released=2024-02-10", "released <> 2024-02-11", T},
	/* a day against a month and a year */
	{"released=2024-02-29", "released = 2024-02", T},
	{"released=2024-02-29", "released > 2024-02", F},
	{"released=2024-03-01", "released > 2024-02", T},
	{"released=2024-02-01", "released >= 2024-02", T},
	{"released=2024-01-31", "released >= 2024-02", F},
	{"released=2024-01-31", "released < 2024-02", T},
	{"released=2024-02-01", "released < 2024-02", F},
	{"released=2024-02-29", "released <= 2024-02", T},
	{"released=2024-03-01", "released <= 2024-02", F},
	{"released=2024-12-31", "released = 2024", T},
	{"released=2024-12-31", "released > 2024", F},
	{"released=2025-01-01", "released > 2024", T},
	{"released=2025-01-01", "2024 < released", T},
	{"released=2024-01-01", "2024 <= released", T},
	{"released=2023-12-31", "2024 <= released", F},
	{"released=2023-12-31", "2024 > released", T},
	{"released=2023-12-31", "2023 >= released", T},
	/* a month or a year against a day */
	{"released=2024-02", "released > 2024-01-31", T},
	{"released=2024-02", "released > 2024-02-01", U},
	{"released=2024-02", "released > 2024-02-29", F},
	{"released=2024-02", "released >= 2024-02-01", T},
	{"released=2024-02", "released >= 2024-02-02", U},
	{"released=2024-02", "released >= 2024-03-01", F},
	{"released=2024-02", "released < 2024-02-01", F},
	{"released=2024-02", "released < 2024-02-29", U},
	{"released=2024-02", "released < 2024-03-01", T},
	{"released=2024-02", "released <= 2024-02-29", T},
	{"released=2024-02", "released <= 2024-02-28", U},
	{"released=2024-02", "released <= 2024-01-31", F},
	{"released=2024-02", "released = 2024-02-10", U},
	{"released=2024-02", "released <> 2024-02-10", U},
	{"released=2024-02", "released = 2024-02", T},
	{"released=2024-02", "released <> 2024-02", F},
	{"released=2024-02", "released = 2024-03", F},
	{"released=2024", "released = 2024-02", U},
	{"released=2024", "released > 2023", T},
	{"released=2024", "released >= 2024", T},
	{"released=2024", "released > 2024-11", U},
	{"released=2024", "released > 2024-12", F},
	{"", "released > 2024", U},
	/* the rule of January 2026: out only if known to be later */
	{"released=2026-01-15",
	 "not (released is known and released > 2026-01-15)", T},
	{"released=2026-01-16",
	 "not (released is known and released > 2026-01-15)", F},
	{"released=2026-01", "not (released is known and released > 2026-01-15)",
	 U},
	{"", "not (released is known and released > 2026-01-15)", T},
	/* precedence */
	{"dc bw=1", "dc or dc and bw > 5", T},
	{"dc bw=1", "(dc or dc) and bw > 5", F},
	{"dc=no bw=1", "not dc or bw > 5", T},
	{"dc=no bw=1", "not (dc or bw < 5)", F},
	{"dc=no bw=9", "not dc and bw > 5", T},
	{"bw=1", "not bw > 5", T},
	{"bw=2 io=3 mem=4", "bw + io * mem = 14", T},
	{"bw=2 io=3 mem=4", "(bw + io) * mem = 20", T},
	{"bw=2 io=3 mem=4", "mem - io - bw = 0 - 1", T},
	{"bw=2 io=3 mem=4", "mem - (io - bw) = 3", T},
	{"bw=2 mem=8", "mem / bw / 2 = 2", T},
	{"bw=2 mem=8", "mem / (bw / 2) = 8", T},
	{"bw=2", "not not bw = 2", T},
};

static void
test_answers(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const Case *c = &cases[i];
		GpuSpec s = spec_of(c->spec);
		CtQuery q;
		CtFacts facts;
		CtError err;
		char name[256];
		char detail[256];
		CtBool got;

		(void) snprintf(name, sizeof(name), "'%s' @@ '%s' is %s", c->spec,
						c->query, truth_name(c->expected));
		if (!ct_query_parse(c->query, strlen(c->query), &q, &err))
		{
			check(false, name, err.what);
			continue;
		}
		got = ct_query_eval(&q, &s);
		(void) snprintf(detail, sizeof(detail), "got %s", truth_name(got));
		ct_facts_init(&facts, &s);
		check(got == c->expected && ct_query_eval_facts(&q, &facts) == got &&
				  (ct_query_missing(&q, &s) != 0) == (got == CT_UNKNOWN),
			  name, detail);
	}
}

/* ---- Kleene's tables --------------------------------------------------- */

static void
test_truth_tables(void)
{
	static const char *const parts[] = {"bw < 0", "bw >= 0", "dc"};
	static const CtBool values[] = {CT_FALSE, CT_TRUE, CT_UNKNOWN};
	static const CtBool ands[3][3] = {{F, F, F}, {F, T, U}, {F, U, U}};
	static const CtBool ors[3][3] = {{F, T, U}, {T, T, T}, {U, T, U}};
	static const CtBool nots[3] = {T, F, U};
	GpuSpec s = spec_of("");
	CtQuery q;
	CtError err;
	char text[128];

	for (int i = 0; i < 3; i++)
	{
		(void) snprintf(text, sizeof(text), "not %s", parts[i]);
		check(ct_query_parse(text, strlen(text), &q, &err) &&
				  ct_query_eval(&q, &s) == nots[i],
			  text, truth_name(values[i]));
		for (int j = 0; j < 3; j++)
		{
			(void) snprintf(text, sizeof(text), "%s and %s", parts[i],
							parts[j]);
			check(ct_query_parse(text, strlen(text), &q, &err) &&
					  ct_query_eval(&q, &s) == ands[i][j],
				  text, "");
			(void) snprintf(text, sizeof(text), "%s or %s", parts[i],
							parts[j]);
			check(ct_query_parse(text, strlen(text), &q, &err) &&
					  ct_query_eval(&q, &s) == ors[i][j],
				  text, "");
		}
	}
}

/* ---- canonical text ---------------------------------------------------- */

static const char *const formats[][2] = {
	{"TPP>=4800", "tpp >= 4800"},
	{"tpp>=4.8e3", "tpp >= 4800"},
	{"tpp >= 4800.000000", "tpp >= 4800"},
	{"pd >= .50", "pd >= 0.5"},
	{"bf16 > 0.000001", "fp16 > 0.000001"},
	{"BANDWIDTH + Io>=1700", "bw + io >= 1700"},
	{"dc And(tpp>=4800 OR(tpp>=1600 and pd>=5.92))",
	 "dc and (tpp >= 4800 or tpp >= 1600 and pd >= 5.92)"},
	{"((dc))", "dc"},
	{"dc and (hbm and dc)", "dc and hbm and dc"},
	{"(dc or hbm) or dc", "dc or hbm or dc"},
	{"not(not(dc))", "not not dc"},
	{"not (dc and hbm)", "not (dc and hbm)"},
	{"not (bw > 3)", "not bw > 3"},
	{"bw != 3", "bw <> 3"},
	{"bw is unknown", "bw is not known"},
	{"not (bw is known)", "bw is not known"},
	{"bw is not unknown", "bw is known"},
	{"not bw is unknown", "not bw is not known"},
	{"(bw + io) is known", "bw + io is known"},
	{"(bw * io) + mem > 1", "bw * io + mem > 1"},
	{"bw * (io + mem) > 1", "bw * (io + mem) > 1"},
	{"bw - (io - mem) > 1", "bw - (io - mem) > 1"},
	{"bw + (io + mem) > 1", "bw + (io + mem) > 1"},
	{"bw / (io / mem) > 1", "bw / (io / mem) > 1"},
	{"(bw / io) / mem > 1", "bw / io / mem > 1"},
	{"2000-5 < bw", "2000 - 5 < bw"},
	{"released > 2024", "released > 2024"},
	{"released>=2024-05", "released >= 2024-05"},
	{"2024-05-06=Release_Date", "2024-05-06 = released"},
	{"\t tpp\n>=\r1e12 ", "tpp >= 1000000000000"},
};

static void
test_format(void)
{
	static char buf[CT_QUERY_MAX_TEXT * 2];
	static char again[CT_QUERY_MAX_TEXT * 2];
	CtQuery q;
	CtError err;

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
	{
		const char *text = formats[i][0];
		size_t len;

		if (!ct_query_parse(text, strlen(text), &q, &err))
		{
			check(false, formats[i][1], err.what);
			continue;
		}
		len = ct_query_format(&q, buf, sizeof(buf));
		check(len == strlen(buf) && strcmp(buf, formats[i][1]) == 0,
			  formats[i][1], buf);
		check(ct_query_parse(buf, len, &q, &err) &&
				  ct_query_format(&q, again, sizeof(again)) == len &&
				  strcmp(buf, again) == 0,
			  "reads back the same", again);
	}
}

/* ---- what is missing --------------------------------------------------- */

typedef struct Missing
{
	const char *spec;
	const char *query;
	uint32_t fields;
} Missing;

#define BIT(f) CT_FIELD_BIT(f)

static const Missing missings[] = {
	{"dc", "dc and tpp >= 4800", CT_RATE_BITS},
	{"", "dc and tpp >= 4800", CT_RATE_BITS | BIT(CT_DC)},
	{"dc=no", "dc and tpp >= 4800", 0},
	{"fp16=300", "tpp >= 4800 or pd >= 5.92", 0},
	{"fp16=200", "tpp >= 4800 or pd >= 5.92", BIT(CT_DIE)},
	{"die=100", "pd >= 5.92", CT_RATE_BITS},
	{"", "pd >= 5.92", CT_RATE_BITS | BIT(CT_DIE)},
	{"io=1", "xfer >= 600", BIT(CT_PCIE)},
	{"io=1", "bw + io + pcie >= 600", BIT(CT_BW) | BIT(CT_PCIE)},
	{"hbm", "mbd > 2", BIT(CT_BW) | BIT(CT_AREA)},
	{"released=2024", "released > 2024-05", BIT(CT_RELEASED)},
	{"", "released > 2024-05", BIT(CT_RELEASED)},
	{"bw=1", "not (bw < 5 and mem > 3)", BIT(CT_MEM)},
	{"", "bw is known", 0},
};

static void
test_missing(void)
{
	for (size_t i = 0; i < sizeof(missings) / sizeof(missings[0]); i++)
	{
		const Missing *m = &missings[i];
		GpuSpec s = spec_of(m->spec);
		CtQuery q;
		CtError err;
		char name[128];

		(void) snprintf(name, sizeof(name), "missing in '%s' for '%s'",
						m->spec, m->query);
		check(ct_query_parse(m->query, strlen(m->query), &q, &err) &&
				  ct_query_missing(&q, &s) == m->fields,
			  name, "");
	}
}

static void
test_fields(void)
{
	CtQuery q;
	CtError err;
	const char *text = "pd > 1 and xfer > 1 and released is known";
	uint32_t expected = CT_RATE_BITS | BIT(CT_HBM) | BIT(CT_DIE) | BIT(CT_IO) |
						BIT(CT_PCIE) | BIT(CT_RELEASED);

	check(ct_query_parse(text, strlen(text), &q, &err) && q.fields == expected,
		  "fields that a query reads", "");
}

int
main(void)
{
	test_answers();
	test_truth_tables();
	test_format();
	test_missing();
	test_fields();
	return tap_done();
}
