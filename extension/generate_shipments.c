/*
 * generate_shipments.c
 *		Made-up shipments for trials and benchmarks.
 */
#include "glue.h"

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "draws.h"
#include "estimate_value.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

/* names as the bundled chips have them; the price is a round number in USD */
typedef struct MadeUpChip
{
	const char *chip;
	const char *vendor;
	const char *destination;
	const char *channel;
	int64 price;
	int first_year;
	int last_year;
} MadeUpChip;

static const MadeUpChip chips[] = {
	{"A100 SXM 80GB", "NVIDIA", "XW", "unknown", 10000, 2021, 2023},
	{"A800 SXM 80GB", "NVIDIA", "CN", "direct", 10000, 2022, 2023},
	{"H100 SXM", "NVIDIA", "XW", "unknown", 30000, 2022, 2025},
	{"H800 SXM", "NVIDIA", "CN", "direct", 30000, 2023, 2023},
	{"H20 96GB", "NVIDIA", "CN", "csp", 12000, 2024, 2025},
	{"H200 SXM", "NVIDIA", "XW", "unknown", 30000, 2024, 2026},
	{"B200", "NVIDIA", "XW", "unknown", 40000, 2024, 2026},
	{"MI300X", "AMD", "XW", "unknown", 15000, 2024, 2025},
	{"MI325X", "AMD", "XW", "unknown", 20000, 2025, 2026},
	{"Ascend 910B", "Huawei", "CN", "domestic", 15000, 2023, 2025},
	{"Ascend 910C", "Huawei", "CN", "domestic", 25000, 2024, 2026},
	{"MLU590", "Cambricon", "CN", "domestic", 10000, 2023, 2026},
	{"Kunlun P800", "Baidu Kunlunxin", "CN", "xinchuang", 10000, 2024, 2026},
};

#define COLUMNS 14

/* a number from 0 to below "limit", which is small */
static uint64
pick(uint64_t *state, uint64 limit)
{
	return (ct_splitmix64(state) >> 32) * limit >> 32;
}

/* about mid: a point, a range, an interval of 90% or a lower bound */
static CtEstimate *
made_up_quantity(uint64_t *state, int64 mid)
{
	static const CtScalar *const none = NULL;
	CtEstimate *e = palloc(sizeof(CtEstimate));
	CtScalar figure = {mid, 0};
	CtScalar low = {mid * (int64) (60 + pick(state, 36)) / 100, 0};
	CtScalar high = {mid * (int64) (105 + pick(state, 76)) / 100, 0};
	CtOutcome outcome;

	switch (pick(state, 20))
	{
		case 0:
			outcome = ct_estimate_make(&low, none, none, 0, false, false, e);
			break;
		case 1:
		case 2:
			outcome = ct_estimate_make(&low, none, &high, 0, false, false, e);
			break;
		case 3:
		case 4:
		case 5:
			outcome = ct_estimate_make(&figure, &figure, &figure, 0, false,
									   false, e);
			break;
		default:
			outcome = ct_estimate_make(&low, &figure, &high,
									   CT_EST_LEVEL_UNIT / 10 * 9, false,
									   false, e);
	}
	if (outcome != CT_OUTCOME_OK)
		elog(ERROR, "a made-up quantity is out of range");
	return e;
}

static Datum
month_range(int year, int month)
{
	TypeCacheEntry *cache = lookup_type_cache(DATERANGEOID,
											  TYPECACHE_RANGE_INFO);
	int next = month == 12 ? 1 : month + 1;
	RangeBound lower = {0};
	RangeBound upper = {0};

	lower.val = DateADTGetDatum(
		(DateADT) (date2j(year, month, 1) - POSTGRES_EPOCH_JDATE));
	lower.inclusive = lower.lower = true;
	upper.val = DateADTGetDatum(
		(DateADT) (date2j(year + (month == 12), next, 1) -
				   POSTGRES_EPOCH_JDATE));
	return RangeTypePGetDatum(CT_MAKE_RANGE(cache, &lower, &upper));
}

static Datum
text_datum(const char *text)
{
	return PointerGetDatum(cstring_to_text(text));
}

/* row n of a seed depends on both alone */
static Datum
made_up_row(TupleDesc columns, int64 n, int64 seed)
{
	uint64_t state = (uint64_t) seed * UINT64CONST(0x9E3779B97F4A7C15) ^
					 (uint64_t) n;
	const MadeUpChip *c;
	Datum values[COLUMNS];
	bool nulls[COLUMNS] = {false};
	int64 units;
	int year;
	CtEstimate *quantity;
	CtEstimate *value = palloc(sizeof(CtEstimate));

	(void) ct_splitmix64(&state);
	c = &chips[pick(&state, lengthof(chips))];
	year = c->first_year +
		   (int) pick(&state, (uint64) (c->last_year - c->first_year + 1));
	/* from 100 to 99,000, as many of each size */
	units = (int64) (1 + pick(&state, 99));
	for (uint64 zeros = 2 + pick(&state, 2); zeros > 0; zeros--)
		units *= 10;
	quantity = made_up_quantity(&state, units);

	values[0] = text_datum(
		psprintf("synthetic-" INT64_FORMAT "-" INT64_FORMAT, seed, n));
	values[1] = month_range(year, 1 + (int) pick(&state, 12));
	values[2] = text_datum(c->vendor);
	values[3] = text_datum(c->chip);
	values[4] = text_datum(c->destination);
	values[5] = text_datum(c->channel);
	values[6] = text_datum("estimate");
	values[7] = text_datum("package");
	values[8] = EstimatePGetDatum(quantity);
	/* one in four has a value */
	nulls[9] = nulls[10] = pick(&state, 4) != 0 ||
						   ct_estimate_multiply(quantity,
												ct_scalar_from_int(c->price),
												value) != CT_OUTCOME_OK;
	values[9] = EstimatePGetDatum(value);
	values[10] = text_datum("USD");
	values[11] = text_datum("synthetic");
	values[12] = text_datum("chip-month");
	values[13] = text_datum("synthetic: made up by generate_shipments()");
	return HeapTupleGetDatum(heap_form_tuple(columns, values, nulls));
}

/*
 * generate_shipments(n bigint, seed bigint) returns setof record
 *
 * Strict.  n rows for the view shipment, of which each depends on its number
 * and the seed alone.  Error 22023: n below 0.
 */
PG_FUNCTION_INFO_V1(generate_shipments);
Datum
generate_shipments(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;

	if (SRF_IS_FIRSTCALL())
	{
		int64 n = PG_GETARG_INT64(0);
		MemoryContext old;
		TupleDesc columns;

		if (n < 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("invalid number of rows: " INT64_FORMAT, n),
							errhint("Ask for 0 rows or more.")));
		call = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &columns) !=
				TYPEFUNC_COMPOSITE ||
			columns->natts != COLUMNS)
			elog(ERROR, "generate_shipments() has other columns");
		call->tuple_desc = BlessTupleDesc(columns);
		call->max_calls = (uint64) n;
		MemoryContextSwitchTo(old);
	}
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr < call->max_calls)
	{
		/* the macro counts before it looks at its argument */
		Datum row = made_up_row(call->tuple_desc, (int64) call->call_cntr + 1,
								PG_GETARG_INT64(1));

		SRF_RETURN_NEXT(call, row);
	}
	SRF_RETURN_DONE(call);
}
