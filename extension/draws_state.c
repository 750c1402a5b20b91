/*
 * draws_state.c
 *		Type draws_state, an exact sum of draws: flat and expanded form, text
 *		and binary.
 *
 * The flat form is canonical: equal sums of as many rows are equal bytes,
 * whatever the order in which the rows came or in which sums were merged.
 */
#include "glue.h"

#include "draws_value.h"
#include "libpq/pqformat.h"
#include "utils/memutils.h"

static Size
get_flat_size(ExpandedObjectHeader *header)
{
	return DRAWS_STATE_BYTES(((ExpandedDraws *) header)->sum.n);
}

static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	const CtDrawsSum *sum = &((ExpandedDraws *) header)->sum;
	DrawsState *flat = result;
	bool valid = true;

	SET_VARSIZE(flat, size);
	flat->version = DRAWS_VERSION;
	flat->format = DRAWS_STATE_PAIRS;
	flat->unused = 0;
	flat->n = sum->n;
	flat->padding = 0;
	flat->rows = sum->rows;
	for (int i = 0; i < sum->n; i++)
	{
		int64_t hi;
		int64_t lo;

		ct_draws_sum_pair(sum, i, &hi, &lo);
		valid &= ct_draws_sum_pair_valid(hi, lo);
		flat->pair[i] = hi;
		flat->pair[sum->n + i] = lo;
	}
	draws_state_check(valid);
}

static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};

void
draws_state_check(bool ok)
{
	if (!ok)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of draws out of range"),
				 errdetail("Sums are exact for samples below 2^63 (9.2e18) "
						   "and totals up to 2^73 (9.4e21)."),
				 errhint("Divide by a power of ten before summing.")));
}

ExpandedDraws *
draws_state_new(int n, MemoryContext parent)
{
	MemoryContext memory = AllocSetContextCreate(parent, "sum of draws",
												 ALLOCSET_START_SMALL_SIZES);
	ExpandedDraws *state = MemoryContextAllocZero(memory,
												  sizeof(ExpandedDraws));

	EOH_init_header(&state->header, &methods, memory);
	state->magic = DRAWS_STATE_MAGIC;
	state->sum.n = n;
	state->sum.hi = MemoryContextAllocZero(memory, sizeof(uint64) * 2 * n);
	state->sum.lo = state->sum.hi + n;
	return state;
}

/* the expanded object behind a datum, if it is one */
static ExpandedDraws *
expanded(Datum state)
{
	ExpandedDraws *e;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(state)))
		return NULL;
	e = (ExpandedDraws *) DatumGetEOHP(state);
	if (e->magic != DRAWS_STATE_MAGIC)
		elog(ERROR, "no sum of draws");
	return e;
}

void
draws_state_view(Datum state, DrawsStateView *view)
{
	ExpandedDraws *e = expanded(state);
	DrawsState *flat;

	if (e != NULL)
	{
		Size size = EOH_get_flat_size(&e->header);

		flat = palloc(size);
		EOH_flatten_into(&e->header, flat, size);
	}
	else
		flat = (DrawsState *) PG_DETOAST_DATUM(state);
	view->flat = flat;
	view->n = (int) flat->n;
	view->rows = flat->rows;
	view->hi = flat->pair;
	view->lo = flat->pair + flat->n;
}

ExpandedDraws *
draws_state_writable(Datum state, MemoryContext parent)
{
	DrawsStateView view;
	ExpandedDraws *e;

	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(state)))
		return expanded(state);
	draws_state_view(state, &view);
	e = draws_state_new(view.n, parent);
	draws_state_check(
		ct_draws_sum_merge(&e->sum, view.rows, view.hi, view.lo));
	return e;
}

/* ---- text -------------------------------------------------------- */

#define PREFIX "rows="
#define OPEN   " units={"

static bool
refuse(const char *text, size_t pos, const char *what, CtError *err)
{
	size_t len = strcspn(text + pos, ", {}");

	return ct_fail(err, CT_ERR_SYNTAX, pos,
				   len == 0 && text[pos] != '\0' ? 1 : len, what,
				   "Write rows=2 units={1099511627776,...}, or make it by "
				   "draws_agg(draws).");
}

bool
draws_word_parse(const char *text, size_t *pos, const char *word,
				 const char *what, CtError *err)
{
	if (strncmp(text + *pos, word, strlen(word)) != 0)
		return refuse(text, *pos, what, err);
	*pos += strlen(word);
	return true;
}

/* an integer at *pos as the pair of a sum; looks no farther than it must */
static bool
parse_pair(const char *text, size_t *pos, int64_t *hi, int64_t *lo,
		   CtError *err)
{
	size_t used;

	if (!ct_draws_sum_parse(text + *pos, CT_DRAWS_SUM_TEXT_MAX, hi, lo, &used))
		return refuse(text, *pos, "Expected an integer up to 2^113, found",
					  err);
	*pos += used;
	return true;
}

bool
draws_rows_parse(const char *text, size_t *pos, int64 *rows, CtError *err)
{
	size_t start = *pos;
	int64_t hi;
	int64_t lo;

	if (!parse_pair(text, pos, &hi, &lo, err))
		return false;
	if (hi > CT_DRAWS_SUM_MAX_ROWS >> CT_DRAWS_SUM_LO_BITS || hi < 0)
		return refuse(text, start, "Too many rows, or fewer than one:", err);
	*rows = hi * (INT64CONST(1) << CT_DRAWS_SUM_LO_BITS) + lo;
	if (*rows < 1 || *rows > CT_DRAWS_SUM_MAX_ROWS)
		return refuse(text, start, "Too many rows, or fewer than one:", err);
	return true;
}

bool
draws_sums_parse(const char *text, size_t *pos, int max, int64 *rows, int *n,
				 int64_t *hi, int64_t *lo, CtError *err)
{
	if (!draws_word_parse(text, pos, PREFIX, "Expected rows=, found", err) ||
		!draws_rows_parse(text, pos, rows, err) ||
		!draws_word_parse(text, pos, OPEN,
						  "Expected a blank and units={, found", err))
		return false;
	for (*n = 0;; ++*pos)
	{
		size_t start = *pos;

		if (*n >= max)
			return ct_fail(err, CT_ERR_LIMIT, CT_NO_POSITION, 0,
						   "There are too many samples",
						   "There are from %d to %d.", CT_DRAWS_MIN_SIZE,
						   CT_DRAWS_MAX_SIZE);
		if (!parse_pair(text, pos, &hi[*n], &lo[*n], err))
			return false;
		if (!ct_draws_sum_possible(*rows, hi[*n], lo[*n]))
			return refuse(text, start, "So many rows cannot give", err);
		++*n;
		if (text[*pos] != ',')
			break;
	}
	if (text[*pos] != '}')
		return refuse(text, *pos, "Expected , or }, found", err);
	++*pos;
	if (*n < CT_DRAWS_MIN_SIZE)
		return ct_fail(err, CT_ERR_LIMIT, CT_NO_POSITION, 0,
					   "There are too few samples", "There are from %d to %d.",
					   CT_DRAWS_MIN_SIZE, CT_DRAWS_MAX_SIZE);
	return true;
}

/* The lo parts come behind the hi parts, at "max" until n is known. */
static bool
parse_state(const char *text, DrawsState *flat, int max, CtError *err)
{
	size_t pos = 0;
	int n;

	if (!draws_sums_parse(text, &pos, max, &flat->rows, &n, flat->pair,
						  flat->pair + max, err))
		return false;
	if (text[pos] != '\0')
		return refuse(text, pos, "Unexpected text behind }:", err);
	memmove(&flat->pair[n], &flat->pair[max], sizeof(int64) * n);
	flat->n = n;
	return true;
}

/*
 * draws_state_in(cstring) returns draws_state
 *
 * Strict.  As draws_state_out() writes it, without blanks or leading zeros.
 * Errors (soft where the server can): 22P02 malformed, or a sum that so many
 * rows cannot have; 54000 fewer than 16 or more than 65536 samples.
 */
PG_FUNCTION_INFO_V1(draws_state_in);
Datum
draws_state_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	int max = 1;
	DrawsState *flat;
	CtError err;

	for (const char *p = text; *p && max < CT_DRAWS_MAX_SIZE; p++)
		max += *p == ',';
	flat = palloc0(DRAWS_STATE_BYTES(max));
	if (!parse_state(text, flat, max, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "draws_state", text,
						 strlen(text));
	flat->version = DRAWS_VERSION;
	flat->format = DRAWS_STATE_PAIRS;
	SET_VARSIZE(flat, DRAWS_STATE_BYTES(flat->n));
	PG_RETURN_POINTER(flat);
}

void
draws_sums_append(StringInfo buf, int64 rows, int n, const int64_t *hi,
				  const int64_t *lo)
{
	char number[CT_DRAWS_SUM_TEXT_MAX];

	appendStringInfo(buf, PREFIX INT64_FORMAT OPEN, rows);
	for (int i = 0; i < n; i++)
	{
		if (i > 0)
			appendStringInfoChar(buf, ',');
		appendBinaryStringInfo(
			buf, number, (int) ct_draws_sum_format(hi[i], lo[i], number));
	}
	appendStringInfoChar(buf, '}');
}

/*
 * draws_state_out(draws_state) returns cstring
 *
 * Strict.  The sums as integers in units of 2^-40.
 */
PG_FUNCTION_INFO_V1(draws_state_out);
Datum
draws_state_out(PG_FUNCTION_ARGS)
{
	DrawsStateView view;
	StringInfoData buf;

	draws_state_view(PG_GETARG_DATUM(0), &view);
	initStringInfo(&buf);
	draws_sums_append(&buf, view.rows, view.n, view.hi, view.lo);
	PG_RETURN_CSTRING(buf.data);
}

/* ---- binary ------------------------------------------------------ */

#define HEADER_SIZE (1 + 1 + 4 + 8)

static void
refuse_binary(const char *detail)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					errmsg("invalid binary draws_state"),
					errdetail_internal("%s", detail),
					errhint("Send what draws_state_send() gives, or the text "
							"form.")));
}

bool
draws_sums_recv(StringInfo buf, int64 rows, int n, int64_t *hi, int64_t *lo)
{
	bool valid = true;

	for (int i = 0; i < n; i++)
	{
		hi[i] = pq_getmsgint64(buf);
		lo[i] = pq_getmsgint64(buf);
		valid &= ct_draws_sum_possible(rows, hi[i], lo[i]);
	}
	return valid;
}

void
draws_sums_send(StringInfo buf, int n, const int64_t *hi, const int64_t *lo)
{
	for (int i = 0; i < n; i++)
	{
		pq_sendint64(buf, hi[i]);
		pq_sendint64(buf, lo[i]);
	}
}

/*
 * draws_state_recv(internal) returns draws_state
 *
 * Strict.  Version 1, format 1, number of samples (32 bits), rows (64 bits),
 * then hi and lo of each sample (64 bits each), in network byte order.
 * Errors: 22P03 another form, or a sum that so many rows cannot have.
 */
PG_FUNCTION_INFO_V1(draws_state_recv);
Datum
draws_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	int size = buf->len - buf->cursor;
	DrawsState *flat;
	int version;
	int format;
	uint32 n;

	if (size < HEADER_SIZE)
		refuse_binary(psprintf("It has %d bytes.", size));
	version = pq_getmsgbyte(buf);
	format = pq_getmsgbyte(buf);
	n = pq_getmsgint(buf, 4);
	if (version != DRAWS_VERSION || format != DRAWS_STATE_PAIRS)
		refuse_binary(psprintf("Expected version %d and format %d, found %d "
							   "and %d.",
							   DRAWS_VERSION, DRAWS_STATE_PAIRS, version,
							   format));
	if (n < CT_DRAWS_MIN_SIZE || n > CT_DRAWS_MAX_SIZE ||
		(Size) (size - HEADER_SIZE) != 2 * sizeof(int64) * n)
		refuse_binary(psprintf("It has %d bytes for %u samples.", size, n));
	flat = palloc0(DRAWS_STATE_BYTES(n));
	SET_VARSIZE(flat, DRAWS_STATE_BYTES(n));
	flat->version = DRAWS_VERSION;
	flat->format = DRAWS_STATE_PAIRS;
	flat->n = n;
	flat->rows = pq_getmsgint64(buf);
	if (flat->rows < 1 || flat->rows > CT_DRAWS_SUM_MAX_ROWS)
		refuse_binary(psprintf("Found " INT64_FORMAT " rows.", flat->rows));
	if (!draws_sums_recv(buf, flat->rows, (int) n, flat->pair, flat->pair + n))
		refuse_binary("A sum is not in its canonical form, or beyond what so "
					  "many rows give.");
	PG_RETURN_POINTER(flat);
}

/*
 * draws_state_send(draws_state) returns bytea
 *
 * Strict.  The form described at draws_state_recv().
 */
PG_FUNCTION_INFO_V1(draws_state_send);
Datum
draws_state_send(PG_FUNCTION_ARGS)
{
	DrawsStateView view;
	StringInfoData buf;

	draws_state_view(PG_GETARG_DATUM(0), &view);
	pq_begintypsend(&buf);
	pq_sendbyte(&buf, DRAWS_VERSION);
	pq_sendbyte(&buf, DRAWS_STATE_PAIRS);
	pq_sendint32(&buf, view.n);
	pq_sendint64(&buf, view.rows);
	draws_sums_send(&buf, view.n, view.hi, view.lo);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
