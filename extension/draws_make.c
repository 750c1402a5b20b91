/*
 * draws_make.c
 *		Samples made from an estimate and a key, from given numbers, and back.
 */
#include "glue.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "draws_value.h"
#include "estimate_value.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"

/* what a call site keeps: the grids for samples of one size */
typedef struct Workshop
{
	int n;
	double *normal;
	double *uniform; /* NULL until it is needed */
} Workshop;

static Workshop *
workshop_for(FunctionCallInfo fcinfo, int n)
{
	Workshop *w = fcinfo->flinfo->fn_extra;
	MemoryContext memory = fcinfo->flinfo->fn_mcxt;

	if (w != NULL && w->n == n)
		return w;
	if (w == NULL)
		w = MemoryContextAllocZero(memory, sizeof(Workshop));
	else
	{
		w->n = 0;
		pfree(w->normal);
		if (w->uniform)
			pfree(w->uniform);
	}
	fcinfo->flinfo->fn_extra = w;
	w->uniform = NULL;
	w->normal = MemoryContextAlloc(memory, sizeof(double) * (n / 2));
	ct_draws_normal_grid(n, w->normal);
	w->n = n;
	return w;
}

static const double *
grid_for(FunctionCallInfo fcinfo, Workshop *w, const CtDrawsFit *fit)
{
	if (fit->shape != CT_SHAPE_UNIFORM)
		return w->normal;
	if (w->uniform == NULL)
	{
		w->uniform = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt,
										sizeof(double) * (w->n / 2));
		ct_draws_uniform_grid(w->n, w->uniform);
	}
	return w->uniform;
}

/* XXH64 of the key's bytes in UTF-8, in whatever encoding it is stored */
static uint64
key_seed(const text *key)
{
	int len = VARSIZE_ANY_EXHDR(key);
	char *bytes = VARDATA_ANY(key);
	char *utf8 = pg_server_to_any(bytes, len, PG_UTF8);

	if (utf8 != bytes)
		len = (int) strlen(utf8);
	return ct_xxh64((unsigned char *) utf8, len, 0);
}

/*
 * An error and not NULL: sum() leaves NULL out, which would count the quantity
 * as 0, the one figure that a bound from below rules out.
 */
static void
refuse_open(const CtEstimate *e)
{
	char text[CT_ESTIMATE_TEXT_MAX];
	const char *missing = "lower and no upper";

	if (ct_estimate_has_low(e))
		missing = "upper";
	else if (ct_estimate_has_high(e))
		missing = "lower";
	ct_estimate_format(e, text);
	ereport(
		ERROR,
		(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		 errmsg("estimate \"%s\" has no %s bound to draw from", text, missing),
		 errdetail("An open end says nothing of how far the quantity may "
				   "go."),
		 errhint("Write the missing bound as your own assumption, as in "
				 "estimate '300k [200k, 500k] 90%%', or leave such rows "
				 "out: WHERE NOT is_open(e).")));
}

/*
 * draws(estimate estimate, key text, size integer) returns draws
 *
 * Strict.  The distribution is that of core/draws_fit.c, one sample in the
 * middle of each of "size" strata (a midpoint Latin hypercube: McKay, Beckman
 * and Conover 1979; one dimension a key), in an order that the key determines:
 * XXH64 of its bytes in UTF-8 seeds a shuffle.  Strata are ordered from low to
 * high alike for all estimates, so that estimates with one key rise and fall
 * together.  Errors: 22023 an estimate with an open end, or a size out of
 * bounds.
 */
PG_FUNCTION_INFO_V1(draws_make);
Datum
draws_make(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);
	text *key = PG_GETARG_TEXT_PP(1);
	int n = PG_GETARG_INT32(2);
	double mid = ct_estimate_mid(e);
	CtDrawsFit fit;
	Workshop *w;
	Draws *d;

	draws_check_size(n);
	if (ct_estimate_kind(e) == CT_EST_OPEN)
		refuse_open(e);
	ct_draws_fit(ct_estimate_low(e), ct_estimate_has_mid(e) ? &mid : NULL,
				 ct_estimate_high(e), ct_estimate_level(e), &fit);
	w = workshop_for(fcinfo, n);
	d = draws_new(n);
	ct_draws_strata(&fit, n, grid_for(fcinfo, w, &fit), d->x);
	if (fit.shape != CT_SHAPE_POINT)
		ct_draws_shuffle(d->x, n, key_seed(key));
	PG_RETURN_DRAWS(d);
}

/*
 * draws_of(samples float8[]) returns draws
 *
 * Strict.  The samples as given, in their order.  Errors: 22023 for a number
 * of samples out of bounds, 2202E for more than one dimension, 22004 for a
 * NULL among them, 22003 for NaN and infinity.
 */
PG_FUNCTION_INFO_V1(draws_of);
Datum
draws_of(PG_FUNCTION_ARGS)
{
	ArrayType *array = PG_GETARG_ARRAYTYPE_P(0);
	int n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	Draws *d;

	draws_check_size(n);
	if (ARR_NDIM(array) != 1)
		ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
						errmsg("samples must be a one-dimensional array")));
	if (array_contains_nulls(array))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("a sample is NULL")));
	d = draws_new(n);
	memcpy(d->x, ARR_DATA_PTR(array), sizeof(double) * n);
	draws_normalize(d->x, n);
	PG_RETURN_DRAWS(d);
}

/*
 * draws_samples(draws) returns float8[]
 *
 * Strict.  In their order: the k-th samples of two values belong together.
 */
PG_FUNCTION_INFO_V1(draws_samples);
Datum
draws_samples(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	Size bytes = ARR_OVERHEAD_NONULLS(1) + sizeof(double) * d->n;
	ArrayType *array = palloc0(bytes);

	SET_VARSIZE(array, bytes);
	array->ndim = 1;
	array->elemtype = FLOAT8OID;
	ARR_DIMS(array)[0] = (int) d->n;
	ARR_LBOUND(array)[0] = 1;
	memcpy(ARR_DATA_PTR(array), d->x, sizeof(double) * d->n);
	PG_RETURN_ARRAYTYPE_P(array);
}

/*
 * draws_size(draws) returns integer
 *
 * Strict.  The number of samples; reads no more than the header.
 */
PG_FUNCTION_INFO_V1(draws_size);
Datum
draws_size(PG_FUNCTION_ARGS)
{
	Size bytes = toast_raw_datum_size(PG_GETARG_DATUM(0));

	PG_RETURN_INT32((bytes - offsetof(Draws, x)) / sizeof(double));
}
