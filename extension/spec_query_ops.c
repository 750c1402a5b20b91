/*
 * spec_query_ops.c
 *		Operators and functions of spec_query: matching a spec, what is missing
 *		for an answer, comparison, hashing.
 */
#include "glue.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "query.h"

PG_FUNCTION_INFO_V1(spec_query_match);
PG_FUNCTION_INFO_V1(spec_query_matched);
PG_FUNCTION_INFO_V1(spec_query_missing);
PG_FUNCTION_INFO_V1(spec_query_fields);
PG_FUNCTION_INFO_V1(spec_query_eq);
PG_FUNCTION_INFO_V1(spec_query_ne);
PG_FUNCTION_INFO_V1(spec_query_lt);
PG_FUNCTION_INFO_V1(spec_query_le);
PG_FUNCTION_INFO_V1(spec_query_gt);
PG_FUNCTION_INFO_V1(spec_query_ge);
PG_FUNCTION_INFO_V1(spec_query_cmp);
PG_FUNCTION_INFO_V1(spec_query_hash);
PG_FUNCTION_INFO_V1(spec_query_hash_extended);
PG_FUNCTION_INFO_V1(spec_query_smaller);
PG_FUNCTION_INFO_V1(spec_query_larger);

/* ---- the compiled form of one call site -------------------------------- */

/*
 * Kept in fn_extra.  The key is the datum's own bytes, compressed or not, so
 * that a constant is neither detoasted nor compiled again; the bytes are
 * always compared, since another row's value may stand at the same address.
 * A datum out of line is fetched first and its content is the key: the bytes
 * of a TOAST pointer do not prove that what they point to is the same.
 */
typedef struct CompiledQuery
{
	Size size; /* of the key; 0 = nothing compiled */
	Size room;
	struct varlena *key;
	CtQuery query;
} CompiledQuery;

static void
remember_key(CompiledQuery *compiled, const struct varlena *key, Size size,
			 MemoryContext context)
{
	if (size > compiled->room)
	{
		if (compiled->key != NULL)
			pfree(compiled->key);
		compiled->key = NULL;
		compiled->room = 0;
		compiled->key = MemoryContextAlloc(context, size);
		compiled->room = size;
	}
	memcpy(compiled->key, key, size);
	compiled->size = size;
}

static void
compile(CompiledQuery *compiled, struct varlena *key, Size size,
		MemoryContext context)
{
	text *source = DatumGetTextPP(PointerGetDatum(key));
	CtError err;

	compiled->size = 0;
	if (!ct_query_parse(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source),
						&compiled->query, &err))
		ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
						errmsg("a stored spec_query cannot be read"),
						errdetail("%s.", err.what),
						errhint("Write the row again from its text.")));
	remember_key(compiled, key, size, context);
	if ((struct varlena *) source != key)
		pfree(source);
}

/* the compiled form of argument n, which is not NULL */
static const CtQuery *
compiled_query(FunctionCallInfo fcinfo, int n)
{
	struct varlena *key = (struct varlena *) PG_GETARG_POINTER(n);
	MemoryContext context = fcinfo->flinfo->fn_mcxt;
	CompiledQuery *compiled = fcinfo->flinfo->fn_extra;
	Size size;

	if (compiled == NULL)
	{
		compiled = MemoryContextAllocZero(context, sizeof(CompiledQuery));
		fcinfo->flinfo->fn_extra = compiled;
	}
	if (VARATT_IS_EXTERNAL(key))
		key = pg_detoast_datum(key);
	size = VARSIZE_ANY(key);
	if (compiled->size != size || memcmp(compiled->key, key, size) != 0)
		compile(compiled, key, size, context);
	return &compiled->query;
}

/* ---- matching ---------------------------------------------------------- */

static Datum
match(FunctionCallInfo fcinfo, const CtQuery *query, const GpuSpec *spec)
{
	CtBool result = ct_query_eval(query, spec);

	if (result == CT_UNKNOWN)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(result == CT_TRUE);
}

/*
 * spec_query_match(spec gpu_spec, query spec_query) returns boolean
 *
 * Operator gpu_spec @@ spec_query.  Strict.  Exact; units are those of
 * gpu_spec.  NULL where unknown fields leave the answer open; a comparison
 * with an undefined figure (a division by zero) is false.
 * Source: 15 CFR Part 774 Supp. 1, ECCN 3A090, technical notes, for tpp, pd
 * and mbd; 87 FR 62186 for xfer.
 */
Datum
spec_query_match(PG_FUNCTION_ARGS)
{
	const CtQuery *query = compiled_query(fcinfo, 1);

	return match(fcinfo, query, PG_GETARG_GPUSPEC_P(0));
}

/*
 * spec_query_matched(query spec_query, spec gpu_spec) returns boolean
 *
 * Operator spec_query @@ gpu_spec: spec_query_match() with the sides swapped.
 */
Datum
spec_query_matched(PG_FUNCTION_ARGS)
{
	const CtQuery *query = compiled_query(fcinfo, 0);

	return match(fcinfo, query, PG_GETARG_GPUSPEC_P(1));
}

/* ---- names ------------------------------------------------------------- */

static Datum
text_array(Datum *names, int n)
{
	return PointerGetDatum(
		construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * spec_query_missing(spec gpu_spec, query spec_query) returns text[]
 *
 * SQL name spec_missing.  Strict.  The fields that are unknown and keep the
 * answer from being known, in the order of gpu_spec; empty where it is known.
 * No error.
 */
Datum
spec_query_missing(PG_FUNCTION_ARGS)
{
	const CtQuery *query = compiled_query(fcinfo, 1);
	uint32_t fields = ct_query_missing(query, PG_GETARG_GPUSPEC_P(0));
	Datum names[CT_FIELDS];
	int n = 0;

	for (int f = 0; f < CT_FIELDS; f++)
	{
		if (fields & CT_FIELD_BIT(f))
			names[n++] = CStringGetTextDatum(ct_field_name((CtField) f));
	}
	PG_RETURN_DATUM(text_array(names, n));
}

/*
 * spec_query_fields(query spec_query) returns text[]
 *
 * Strict.  The names that a query uses: fields of gpu_spec in their order,
 * then tpp, pd, xfer, mbd.  No error.
 */
Datum
spec_query_fields(PG_FUNCTION_ARGS)
{
	const CtQuery *query = compiled_query(fcinfo, 0);
	bool used[CT_NAMES] = {false};
	Datum names[CT_NAMES];
	int n = 0;

	for (int i = 0; i < query->count; i++)
	{
		if (query->nodes[i].kind == CT_NODE_NAME)
			used[query->nodes[i].name] = true;
	}
	for (int i = 0; i < CT_NAMES; i++)
	{
		if (used[i])
			names[n++] = CStringGetTextDatum(ct_name_text(i));
	}
	PG_RETURN_DATUM(text_array(names, n));
}

/* ---- order and hash ---------------------------------------------------- */

/* by the bytes of the canonical text */
static int
compare_texts(const text *a, const text *b)
{
	int a_len = (int) VARSIZE_ANY_EXHDR(a);
	int b_len = (int) VARSIZE_ANY_EXHDR(b);
	int order = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_len, b_len));

	return order != 0 ? order : a_len - b_len;
}

static int
compare_args(FunctionCallInfo fcinfo)
{
	text *a = PG_GETARG_TEXT_PP(0);
	text *b = PG_GETARG_TEXT_PP(1);
	int order = compare_texts(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	return order;
}

/*
 * The comparisons of spec_query with spec_query, all strict, in the order of
 * the canonical texts' bytes.  Two queries are equal when their canonical
 * texts are: equal queries match the same specs, unequal ones may do so too.
 */

/* spec_query_eq(spec_query, spec_query) returns boolean */
Datum
spec_query_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) == 0);
}

/* spec_query_ne(spec_query, spec_query) returns boolean */
Datum
spec_query_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) != 0);
}

/* spec_query_lt(spec_query, spec_query) returns boolean */
Datum
spec_query_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) < 0);
}

/* spec_query_le(spec_query, spec_query) returns boolean */
Datum
spec_query_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) <= 0);
}

/* spec_query_gt(spec_query, spec_query) returns boolean */
Datum
spec_query_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) > 0);
}

/* spec_query_ge(spec_query, spec_query) returns boolean */
Datum
spec_query_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_args(fcinfo) >= 0);
}

/* spec_query_cmp(spec_query, spec_query) returns integer: btree support */
Datum
spec_query_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_args(fcinfo));
}

/* spec_query_hash(spec_query) returns integer: hash support, strict */
Datum
spec_query_hash(PG_FUNCTION_ARGS)
{
	text *query = PG_GETARG_TEXT_PP(0);
	Datum hash = hash_any((const unsigned char *) VARDATA_ANY(query),
						  (int) VARSIZE_ANY_EXHDR(query));

	PG_FREE_IF_COPY(query, 0);
	return hash;
}

/*
 * spec_query_hash_extended(spec_query, bigint) returns bigint: hash support
 * with a seed, strict
 */
Datum
spec_query_hash_extended(PG_FUNCTION_ARGS)
{
	text *query = PG_GETARG_TEXT_PP(0);
	Datum hash = hash_any_extended((const unsigned char *) VARDATA_ANY(query),
								   (int) VARSIZE_ANY_EXHDR(query),
								   (uint64) PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(query, 0);
	return hash;
}

/*
 * spec_query_smaller(spec_query, spec_query) returns spec_query
 *
 * Step of min(), strict.
 */
Datum
spec_query_smaller(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare_args(fcinfo) <= 0 ? PG_GETARG_DATUM(0)
											  : PG_GETARG_DATUM(1));
}

/*
 * spec_query_larger(spec_query, spec_query) returns spec_query
 *
 * Step of max(), strict.
 */
Datum
spec_query_larger(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(compare_args(fcinfo) >= 0 ? PG_GETARG_DATUM(0)
											  : PG_GETARG_DATUM(1));
}
