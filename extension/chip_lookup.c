/*
 * chip_lookup.c
 *		chip_spec(), chip_identity() and chip_find(): chips by forgiving names.
 */
#include "compat.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "chiptrade.h"
#include "knowledge.h"

#define MAX_FOUND 1000

/*
 * chip_spec(chip text) returns gpu_spec
 *
 * The specification of the chip of this name or alias, a board divided to one
 * package; NULL where the row has none.  A name that nobody has: 42704, one
 * that several have: 42P09, both listing candidates.
 */
PG_FUNCTION_INFO_V1(chip_spec);
Datum
chip_spec(PG_FUNCTION_ARGS)
{
	text *name = PG_GETARG_TEXT_PP(0);
	const Chip *chip = knowledge_chip(
		knowledge_of_call(fcinfo), VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	GpuSpec *spec;

	if (!chip->has_spec)
		PG_RETURN_NULL();
	spec = palloc(sizeof(GpuSpec));
	*spec = chip->spec;
	PG_RETURN_GPUSPEC_P(spec);
}

/*
 * chip_identity(chip text, OUT name text, OUT vendor text,
 *     OUT vendor_country text) returns record
 *
 * The chip of this name or alias as the table has it; its maker and the
 * maker's country, NULL where the table has none.  Errors as of chip_spec().
 */
PG_FUNCTION_INFO_V1(chip_identity);
Datum
chip_identity(PG_FUNCTION_ARGS)
{
	text *name = PG_GETARG_TEXT_PP(0);
	const Chip *chip = knowledge_chip(
		knowledge_of_call(fcinfo), VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	const char *found[3] = {chip->item.names[0], chip->item.maker,
							chip->item.maker_country};
	Datum values[3] = {0};
	bool nulls[3];
	TupleDesc tupdesc;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	for (int i = 0; i < 3; i++)
	{
		nulls[i] = found[i] == NULL;
		if (!nulls[i])
			values[i] = CStringGetTextDatum(found[i]);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(
		heap_form_tuple(BlessTupleDesc(tupdesc), values, nulls)));
}

/*
 * chip_find(name text, max_rows integer DEFAULT 10)
 *     returns table (chip text, code text, matched text, likeness float8)
 *
 * The chips whose name or alias is nearest, nearest first: what to write
 * where a name is not understood.  Likeness is 1 for the same letters and
 * digits, above 0.9 for a name that begins with them (ct_name_likeness()).
 */
PG_FUNCTION_INFO_V1(chip_find);
Datum
chip_find(PG_FUNCTION_ARGS)
{
	text *name = PG_GETARG_TEXT_PP(0);
	int32 max_rows = PG_GETARG_INT32(1);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Knowledge *knowledge;
	NearName *near;
	int n;

	if (max_rows < 0 || max_rows > MAX_FOUND)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("argument \"max_rows\" must be between 0 and "
							   "%d, not %d",
							   MAX_FOUND, max_rows)));
	knowledge = knowledge_of_call(fcinfo);
	InitMaterializedSRF(fcinfo, 0);
	near = palloc(sizeof(NearName) * (max_rows + 1));
	n = knowledge_near(knowledge, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name),
					   near, max_rows);
	for (int i = 0; i < n; i++)
	{
		Datum values[4];
		bool nulls[4] = {false};

		values[0] = CStringGetTextDatum(near[i].chip->item.names[0]);
		nulls[1] = near[i].chip->code == NULL;
		values[1] = nulls[1] ? (Datum) 0
							 : CStringGetTextDatum(near[i].chip->code);
		values[2] = CStringGetTextDatum(near[i].name);
		values[3] = Float8GetDatum(near[i].likeness);
		tuplestore_putvalues(result->setResult, result->setDesc, values,
							 nulls);
	}
	return (Datum) 0;
}
