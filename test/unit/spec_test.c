/*
 * spec_test.c
 *		Unit tests of the values behind gpu_spec; prints TAP, needs no server.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "spec.h"
#include "tap.h"

static void
ok(bool passed, const char *name)
{
	check(passed, name, "");
}

static GpuSpec
spec(const char *text)
{
	GpuSpec s;
	CtError err;

	if (!ct_spec_parse(text, strlen(text), &s, &err))
	{
		ct_spec_init(&s);
		printf("# %s: %s at %d\n", text, err.what, (int) err.pos);
	}
	return s;
}

/* input and its canonical form */
static const char *const canonical[][2] = {
	{"unknown", "unknown"},
	{"  UNKNOWN ", "unknown"},
	{"mem=unknown", "unknown"},
	{"hbm=no", "unknown"},
	{"fp8=1979 fp16=989.5 mem=141GB bw=4.8TB/s io=900GB/s die=814mm2 dc "
	 "released=2023-11",
	 "fp8=1979 fp16=989.5 mem=141GB bw=4800GB/s io=900GB/s die=814mm2 dc "
	 "released=2023-11"},
	{"released=2023 hbm dc=no area=121 bw=819.2", "bw=819.2GB/s area=121mm2 "
												  "dc=no hbm released=2023"},
	{"BF16 = 989.500 tflops", "fp16=989.5"},
	{"fp4=20PFLOPS", "fp4=20000"},
	{"int8=47000 GOPS", "int8=47"},
	{"mem=80000MB", "mem=80GB"},
	{"memory=0.5TB", "mem=500GB"},
	{"nvlink=1.8TBps", "io=1800GB/s"},
	{"die=814 mm^2", "die=814mm2"},
	{"die=814mm\xc2\xb2", "die=814mm2"},
	{"transistors=80B", "transistors=80B"},
	{"transistors=80bn", "transistors=80B"},
	{"transistors=54200 million", "transistors=54.2B"},
	{"tdp=0.7kW", "tdp=700W"},
	{"fp8=1e3", "fp8=1000"},
	{"fp8=1E-3", "fp8=0.001"},
	{"fp8=2500e-3", "fp8=2.5"},
	{"fp8=4294967.294", "fp8=4294967.294"},
	{"fp8=0", "fp8=0"},
	{"fp8=0e-999999999", "fp8=0"},
	{"fp8=.5", "fp8=0.5"},
	{"fp8=0000005.", "fp8=5"},
	{"mem=141 dc", "mem=141GB dc"},
	{"mem=141\tGB\ndc", "mem=141GB dc"},
	{"mem=141 bw =4800", "mem=141GB bw=4800GB/s"},
	{"datacenter=true", "dc"},
	{"released=1970", "released=1970"},
	{"released=2148-12-31", "released=2148-12-31"},
	{"released=2024-02-29", "released=2024-02-29"},
};

/* inputs that are refused: the code, and the byte where the word begins */
typedef struct Bad
{
	const char *text;
	CtErrorCode code;
	int pos;
	int len;
} Bad;

static const Bad bad[] = {
	{"", CT_ERR_SYNTAX, -1, 0},
	{"fp8", CT_ERR_SYNTAX, 0, 3},
	{"fp8=", CT_ERR_SYNTAX, 4, 0},
	{"fp8==1", CT_ERR_SYNTAX, 4, 1},
	{"=5", CT_ERR_SYNTAX, 0, 1},
	{"fp8=1 fp8=2", CT_ERR_SYNTAX, 6, 3},
	{"fp16=1 bf16=2", CT_ERR_SYNTAX, 7, 4},
	{"mem=1 memm=2", CT_ERR_SYNTAX, 6, 4},
	{"fp8=-1", CT_ERR_RANGE, 4, 2},
	{"fp8=nan", CT_ERR_SYNTAX, 4, 3},
	{"fp8=1.2345", CT_ERR_RANGE, 4, 6},
	{"mem=0.5MB", CT_ERR_RANGE, 4, 3},
	{"fp8=4294967.295", CT_ERR_RANGE, 4, 11},
	{"fp8=1e999999999999", CT_ERR_RANGE, 4, 14},
	{"fp8=100000000000000000000000000001", CT_ERR_RANGE, 4, 30},
	{"fp8=1e-9999999999", CT_ERR_RANGE, 4, 13},
	{"mem=141GiB", CT_ERR_SYNTAX, 7, 3},
	{"pcie=128gbps", CT_ERR_SYNTAX, 8, 4},
	{"bw=100Gb/s", CT_ERR_SYNTAX, 6, 4},
	{"mem=141 GB/s", CT_ERR_SYNTAX, 8, 4},
	{"fp8_sparse=1", CT_ERR_SYNTAX, 0, 10},
	{"fp8=3958 SPARSITY", CT_ERR_SYNTAX, 9, 8},
	{"released=2023-13", CT_ERR_DATE, 9, 7},
	{"released=2023-02-29", CT_ERR_DATE, 9, 10},
	{"released=1969", CT_ERR_DATE, 9, 4},
	{"released=2023-1", CT_ERR_SYNTAX, 9, 6},
	{"mem=1,bw=2", CT_ERR_SYNTAX, 5, 1},
	{"unknown mem=1", CT_ERR_SYNTAX, 0, 7},
};

#define COUNT(array) ((int) (sizeof(array) / sizeof((array)[0])))

static void
test_text(void)
{
	int i;

	for (i = 0; i < COUNT(canonical); i++)
	{
		const char *text = canonical[i][0];
		GpuSpec s;
		GpuSpec again;
		char buf[CT_SPEC_TEXT_MAX];

		s = spec(text);
		ct_spec_format(&s, buf);
		again = spec(buf);
		ok(strcmp(buf, canonical[i][1]) == 0 &&
			   memcmp(&s, &again, sizeof(s)) == 0 && ct_spec_valid(&s),
		   canonical[i][1]);
	}
	for (i = 0; i < COUNT(bad); i++)
	{
		GpuSpec s;
		CtError err = {CT_OK, 0, 0, "", ""};
		bool passed = !ct_spec_parse(bad[i].text, strlen(bad[i].text), &s,
									 &err) &&
					  err.code == bad[i].code &&
					  err.pos == (size_t) bad[i].pos &&
					  err.len == (size_t) bad[i].len && err.hint[0] != '\0';

		if (!passed)
			printf("# code %d pos %d len %d: %s\n", (int) err.code,
				   (int) err.pos, (int) err.len, err.what);
		ok(passed, bad[i].text[0] ? bad[i].text : "(empty)");
	}
}

static void
test_longest(void)
{
	GpuSpec s;
	char buf[CT_SPEC_TEXT_MAX];
	int f;

	ct_spec_init(&s);
	for (f = 0; f < CT_NUMBERS; f++)
		s.number[f] = UINT32_MAX;
	ct_spec_set_dc(&s, CT_FALSE);
	ct_spec_set_hbm(&s, true);
	ct_spec_set_released(&s, CT_DATE_DAY, 2148, 12, 31);
	ok(ct_spec_format(&s, buf) < CT_SPEC_TEXT_MAX, "the longest text fits");
	ok(strlen(buf) + 1 <= CT_SPEC_TEXT_MAX && ct_spec_valid(&s),
	   "and is valid");
}

/* every day from 1970 to 2148 there and back, counted without the core */
static void
test_dates(void)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t expected = 0;
	bool there = true;
	bool back = true;
	bool valid = true;
	int year;
	int month;
	int day;

	for (year = 1970; year <= 2148; year++)
	{
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

		for (month = 1; month <= 12; month++)
		{
			int length = days[month - 1] + (month == 2 && leap);

			for (day = 1; day <= length; day++, expected++)
			{
				int y;
				int m;
				int d;

				there = there && ct_days(year, month, day) == expected;
				ct_civil(expected, &y, &m, &d);
				back = back && y == year && m == month && d == day;
				valid = valid && ct_valid_date(year, month, day);
			}
			valid = valid && !ct_valid_date(year, month, length + 1);
		}
	}
	ok(there, "ct_days of every day from 1970 to 2148");
	ok(back, "ct_civil of every day from 1970 to 2148");
	ok(valid, "the length of every month from 1970 to 2148");
	ok(ct_days(1900, 1, 1) == -25567 && ct_days(1, 1, 1) == -719162,
	   "days before 1970");
}

static bool
spans(const char *text, int32_t first, int32_t last)
{
	GpuSpec s = spec(text);
	int32_t a;
	int32_t b;

	return ct_released(&s, &a, &b) && a == first && b == last;
}

static void
test_spans(void)
{
	GpuSpec s = spec("unknown");
	int32_t a;
	int32_t b;

	ok(spans("released=1970", 0, 364), "a year is the span of its days");
	ok(spans("released=2024-02", 19754, 19782), "a leap February");
	ok(spans("released=1971-12", 699, 729), "a December");
	ok(spans("released=1970-01-02", 1, 1), "a day");
	ok(!ct_released(&s, &a, &b), "an unknown date has no span");
}

static bool
tpp_is(const char *text, int tf32_bits, uint64_t expected, CtField expect_fmt)
{
	GpuSpec s = spec(text);
	uint64_t tpp;
	CtField format;

	return ct_tpp(&s, tf32_bits, &tpp, &format) && tpp == expected &&
		   format == expect_fmt;
}

static void
test_tpp(void)
{
	GpuSpec s = spec("mem=80");
	uint64_t tpp;
	CtField format;

	ok(tpp_is("fp8=1979 fp16=989.5", 19, 15832000, CT_FP16),
	   "H100: 15832, the wider of the formats that tie");
	ok(tpp_is("fp8=296 fp16=148", 19, 2368000, CT_FP16), "H20: 2368");
	ok(tpp_is("fp16=312 int8=624", 19, 4992000, CT_FP16), "A100: 4992");
	ok(tpp_is("fp8=4500 fp4=9000", 19, 36000000, CT_FP8), "B200: 36000");
	ok(tpp_is("fp16=300", 19, 4800000, CT_FP16), "300 x 16 is on 4800");
	ok(tpp_is("fp16=299.999", 19, 4799984, CT_FP16), "a thousandth below it");
	ok(tpp_is("tf32=300", 19, 5700000, CT_TF32), "TF32 at 19 bits");
	ok(tpp_is("tf32=300", 32, 9600000, CT_TF32), "TF32 at 32 bits");
	ok(tpp_is("tf32=300 fp32=300", 32, 9600000, CT_FP32), "fp32 over tf32");
	ok(tpp_is("int8=10 fp8=10", 19, 80000, CT_FP8), "fp8 over int8");
	ok(tpp_is("int4=0", 19, 0, CT_INT4), "a known zero is known");
	ok(tpp_is("hbm bw=819", 19, 0, CT_FIELDS), "a memory stack has 0");
	ok(tpp_is("fp64=4294967.294", 19, UINT64_C(274877906816), CT_FP64),
	   "the largest");
	ok(!ct_tpp(&s, 19, &tpp, &format) && format == CT_FIELDS,
	   "unknown without any rate");
}

/* in ascending order */
static const char *const ascending[] = {
	"unknown",
	"released=2023",
	"released=2023-01",
	"released=2023-01-01",
	"released=2023-02",
	"dc=no",
	"dc",
	"dc released=2000",
	"tdp=1",
	"mem=0",
	"mem=0.001",
	"hbm",
	"fp8=0",
	"int4=0",
	"fp8=1",
	"fp6=2",
	"fp8=2",
	"fp8=2 mem=5",
	"fp4=4",
	"int4=4",
	"fp64=4294967.294",
};

static void
test_order(void)
{
	bool total = true;
	int n = COUNT(ascending);
	int i;
	int j;

	for (i = 0; i < n; i++)
	{
		for (j = 0; j < n; j++)
		{
			GpuSpec a = spec(ascending[i]);
			GpuSpec b = spec(ascending[j]);
			int expected = (i > j) - (i < j);

			if (ct_spec_compare(&a, &b) != expected)
			{
				printf("# %s against %s\n", ascending[i], ascending[j]);
				total = false;
			}
		}
	}
	ok(total, "a total order, unknown first");
}

static bool
contains(const char *a, const char *b)
{
	GpuSpec sa = spec(a);
	GpuSpec sb = spec(b);

	return ct_spec_contains(&sa, &sb);
}

static void
test_contains(void)
{
	ok(contains("mem=80", "mem=80") && contains("mem=80 bw=1", "mem=80"),
	   "contains itself and less");
	ok(!contains("mem=80", "mem=80.001") && !contains("bw=1", "mem=0"),
	   "neither more nor what is unknown");
	ok(contains("mem=0", "unknown") && !contains("unknown", "mem=0"),
	   "zero contains unknown, not the other way");
	ok(contains("dc", "dc=no") && !contains("dc=no", "dc") &&
		   !contains("unknown", "dc=no"),
	   "dc: yes over no over unknown");
	ok(contains("hbm", "unknown") && !contains("unknown", "hbm"), "hbm");
	ok(contains("released=2024", "released=2023-11") &&
		   contains("released=2023-12", "released=2023-11-30") &&
		   !contains("released=2023", "released=2023-11") &&
		   !contains("released=2023-11", "released=2023") &&
		   !contains("unknown", "released=2023"),
	   "released: no earlier at either end");
}

static bool
near(const char *a, const char *b, double expected)
{
	GpuSpec sa = spec(a);
	GpuSpec sb = spec(b);
	double there = ct_spec_distance(&sa, &sb);
	double back = ct_spec_distance(&sb, &sa);

	return there == back && fabs(there - expected) < 1e-12;
}

static void
test_distance(void)
{
	ok(near("mem=80 dc", "mem=80 dc", 0.0), "zero to itself");
	ok(near("mem=1", "mem=3", 0.69314718055994530942), "ln 2");
	ok(near("mem=1 bw=0", "mem=1", 1.0), "a field known on one side");
	ok(near("dc", "dc=no", 1.0) && near("dc", "unknown", 1.0), "dc");
	ok(near("mem=1 dc", "bw=1", sqrt(3.0)), "Euclidean");
}

static void
test_scale(void)
{
	GpuSpec s = spec("fp8=10.001 mem=80 bw=3 io=2 pcie=1 die=814 tdp=7 dc");
	GpuSpec out;
	char buf[CT_SPEC_TEXT_MAX];

	ok(ct_spec_scale(&s, UINT64_C(500000000), &out) &&
		   ct_spec_format(&out, buf) > 0 &&
		   strcmp(buf, "fp8=5.001 mem=40GB bw=1.5GB/s io=1GB/s pcie=0.5GB/s "
					   "die=814mm2 tdp=7W dc") == 0,
	   "half a part, half up, the full die");
	ok(ct_spec_scale(&s, UINT64_C(1000000000), &out) &&
		   memcmp(&s, &out, sizeof(s)) == 0,
	   "times one is the same");
	ok(!ct_spec_scale(&s, UINT64_MAX, &out), "overflow");
}

static void
test_valid(void)
{
	GpuSpec s = spec("released=2023-11");
	GpuSpec t = s;

	t.released++;
	ok(ct_spec_valid(&s) && !ct_spec_valid(&t), "a month begins on its first");
	t = s;
	t.reserved = 1;
	ok(!ct_spec_valid(&t), "reserved bytes are zero");
	t = s;
	t.flags |= 3;
	ok(!ct_spec_valid(&t), "dc is not 3");
	t = s;
	t.flags |= 0x20;
	ok(!ct_spec_valid(&t), "unused flags are zero");
	t = s;
	t.format = 2;
	ok(!ct_spec_valid(&t), "format is 1");
	t = spec("released=2148-12-31");
	t.released++;
	ok(!ct_spec_valid(&t), "no date after 2148");
	t = spec("unknown");
	t.released = 1;
	ok(!ct_spec_valid(&t), "no date without a precision");
}

static void
test_names(void)
{
	bool found = true;
	CtField field;
	int f;

	for (f = 0; f < CT_FIELDS; f++)
	{
		const char *name = ct_field_name((CtField) f);

		found = found && ct_field_lookup(name, strlen(name), &field) &&
				field == (CtField) f;
	}
	ok(found, "every name is found");
	ok(strcmp(ct_field_nearest("memm", 4), "mem") == 0 &&
		   strcmp(ct_field_nearest("fp1", 3), "fp8") != 0,
	   "nearest names");
	ok(ct_field_nearest("x", 1) == NULL &&
		   ct_field_nearest("completely_else", 15) == NULL,
	   "no nearest name for what is far");
}

int
main(void)
{
	test_text();
	test_longest();
	test_dates();
	test_spans();
	test_tpp();
	test_order();
	test_contains();
	test_distance();
	test_scale();
	test_valid();
	test_names();
	return tap_done();
}
