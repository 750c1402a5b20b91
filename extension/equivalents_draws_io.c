/*
 * equivalents_draws_io.c
 *		Type equivalents_draws: flat and expanded form, text and binary.
 */
#include "glue.h"

#include "equivalents_draws.h"
#include "libpq/pqformat.h"
#include "utils/memutils.h"

static const char *const part_name[CT_PARTS] = {
	[CT_PART_RATED] = "rated",
	[CT_PART_COVERED] = "covered",
	[CT_PART_UNCOVERED] = "uncovered",
};

int64
equivalents_draws_rows(const ExpandedEquivalents *e)
{
	int64 rows = 0;

	for (int part = 0; part < CT_PARTS; part++)
		rows += e->part[part].rows;
	return rows;
}

static int
size_of(const ExpandedEquivalents *e)
{
	return equivalents_draws_rows(e) > 0 ? e->part[0].n : 0;
}

static Size
get_flat_size(ExpandedObjectHeader *header)
{
	return EQUIVALENTS_DRAWS_BYTES(size_of((ExpandedEquivalents *) header));
}

static void
flatten_into(ExpandedObjectHeader *header, void *result, Size size)
{
	const ExpandedEquivalents *e = (ExpandedEquivalents *) header;
	EquivalentsDraws *flat = result;
	bool valid = true;

	memset(flat, 0, offsetof(EquivalentsDraws, pair));
	SET_VARSIZE(flat, size);
	flat->version = EQUIVALENTS_DRAWS_VERSION;
	flat->basis = (uint8) e->basis;
	flat->n = size_of(e);
	flat->nulls = e->nulls;
	for (int part = 0; part < CT_PARTS; part++)
	{
		int64_t *hi = EQUIVALENTS_HI(flat, part);
		int64_t *lo = EQUIVALENTS_LO(flat, part);

		flat->rows[part] = e->part[part].rows;
		for (uint32 i = 0; i < flat->n; i++)
		{
			ct_draws_sum_pair(&e->part[part], (int) i, &hi[i], &lo[i]);
			valid &= ct_draws_sum_pair_valid(hi[i], lo[i]);
		}
	}
	draws_state_check(valid);
}

static const ExpandedObjectMethods methods = {get_flat_size, flatten_into};

ExpandedEquivalents *
equivalents_draws_new(CtBasis basis, MemoryContext parent)
{
	MemoryContext memory = AllocSetContextCreate(
		parent, "equivalents of draws", ALLOCSET_START_SMALL_SIZES);
	ExpandedEquivalents *e = MemoryContextAllocZero(
		memory, sizeof(ExpandedEquivalents));

	EOH_init_header(&e->header, &methods, memory);
	e->magic = EQUIVALENTS_DRAWS_MAGIC;
	e->basis = basis;
	return e;
}

void
equivalents_draws_resize(ExpandedEquivalents *e, int n)
{
	if (e->part[0].n == n)
		return;
	if (equivalents_draws_rows(e) > 0)
		draws_check_same(e->part[0].n, n);
	for (int part = 0; part < CT_PARTS; part++)
	{
		CtDrawsSum *sum = &e->part[part];

		if (sum->hi)
			pfree(sum->hi);
		memset(sum, 0, sizeof(*sum));
		sum->hi = MemoryContextAllocZero(e->header.eoh_context,
										 2 * sizeof(uint64) * n);
		sum->lo = sum->hi + n;
		sum->n = n;
	}
}

void
equivalents_draws_merge(ExpandedEquivalents *e, EquivalentsDraws *other)
{
	e->nulls += other->nulls;
	if (other->n == 0)
		return;
	equivalents_draws_resize(e, (int) other->n);
	for (int part = 0; part < CT_PARTS; part++)
		draws_state_check(ct_draws_sum_merge(&e->part[part], other->rows[part],
											 EQUIVALENTS_HI(other, part),
											 EQUIVALENTS_LO(other, part)));
}

EquivalentsDraws *
equivalents_draws_flat(Datum datum)
{
	ExpandedObjectHeader *header;
	EquivalentsDraws *flat;
	Size size;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(datum)))
		return (EquivalentsDraws *) PG_DETOAST_DATUM(datum);
	header = DatumGetEOHP(datum);
	size = EOH_get_flat_size(header);
	flat = palloc(size);
	EOH_flatten_into(header, flat, size);
	return flat;
}

ExpandedEquivalents *
equivalents_draws_writable(Datum datum, MemoryContext parent)
{
	EquivalentsDraws *flat;
	ExpandedEquivalents *e;

	if (VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(datum)))
	{
		e = (ExpandedEquivalents *) DatumGetEOHP(datum);
		if (e->magic != EQUIVALENTS_DRAWS_MAGIC)
			elog(ERROR, "no equivalents of draws");
		return e;
	}
	flat = equivalents_draws_flat(datum);
	e = equivalents_draws_new((CtBasis) flat->basis, parent);
	equivalents_draws_merge(e, flat);
	return e;
}

/* Can rows have these numbers?  The sums themselves are looked at before. */
static bool
rows_valid(const EquivalentsDraws *e)
{
	int64 rated = e->rows[CT_PART_RATED];
	int64 covered = e->rows[CT_PART_COVERED];
	int64 spare = e->basis == CT_BASIS_AS_PUBLISHED ? e->nulls : 0;

	/* only what was published may be known without the units */
	return e->basis >= CT_BASIS_TPP && e->basis <= CT_BASIS_LAST &&
		   e->nulls >= 0 && e->nulls <= CT_DRAWS_SUM_MAX_ROWS &&
		   (e->nulls > 0 || covered > 0 || e->rows[CT_PART_UNCOVERED] > 0) &&
		   rated >= covered && rated - covered <= spare;
}

/* ---- text -------------------------------------------------------- */

/* the part whose " name={" is at pos, of those from "part" on */
static int
find_part(const char *text, size_t pos, int part)
{
	for (; part < CT_PARTS; part++)
	{
		size_t len = strlen(part_name[part]);

		if (text[pos] == ' ' &&
			strncmp(text + pos + 1, part_name[part], len) == 0 &&
			text[pos + 1 + len] == '=')
			break;
	}
	return part;
}

/* one " name={rows=1 units={...}}"; the sums go to their place for size max */
static bool
parse_part(const char *text, size_t *pos, int part, int max,
		   EquivalentsDraws *out, CtError *err)
{
	int64_t *hi = out->pair + 2 * (Size) max * part;
	int n;

	*pos += strlen(part_name[part]) + 2;
	if (!draws_word_parse(text, pos, "{", "Expected {, found", err) ||
		!draws_sums_parse(text, pos, max, &out->rows[part], &n, hi, hi + max,
						  err) ||
		!draws_word_parse(text, pos, "}", "Expected }, found", err))
		return false;
	if (out->n != 0 && (int) out->n != n)
		return ct_fail(err, CT_ERR_LIMIT, CT_NO_POSITION, 0,
					   "The parts have different numbers of samples",
					   "There are as many in rated, covered and uncovered.");
	out->n = n;
	return true;
}

static bool
parse_equivalents(const char *text, int max, EquivalentsDraws *out,
				  CtError *err)
{
	size_t pos = strcspn(text, " ");
	int part = 0;
	CtBasis basis;

	if (!ct_basis_lookup(text, pos, &basis) || !ct_basis_is(basis, text, pos))
		return ct_fail(err, CT_ERR_SYNTAX, 0, pos, "Unknown basis",
					   "The text begins with tpp, dense8, dense16, bandwidth, "
					   "memory or as_published.");
	out->basis = (uint8) basis;
	if (strncmp(text + pos, " nulls=", 7) == 0)
	{
		pos += 7;
		if (!draws_rows_parse(text, &pos, &out->nulls, err))
			return false;
	}
	for (; (part = find_part(text, pos, part)) < CT_PARTS; part++)
		if (!parse_part(text, &pos, part, max, out, err))
			return false;
	if (text[pos] != '\0')
		return ct_fail(err, CT_ERR_SYNTAX, pos, strcspn(text + pos, "="),
					   "Unexpected",
					   "Write what the server writes: a basis, nulls=, "
					   "rated={}, covered={} and uncovered={} in this order.");
	if (!rows_valid(out))
		return ct_fail(err, CT_ERR_SYNTAX, CT_NO_POSITION, 0,
					   "No rows have these sums",
					   "Write what the server writes.");
	return true;
}

/* from the places for size max to those for size n */
static void
pack(EquivalentsDraws *e, int max)
{
	int n = (int) e->n;

	for (int half = 1; half < 2 * CT_PARTS && n < max; half++)
		memmove(e->pair + (Size) n * half, e->pair + (Size) max * half,
				sizeof(int64) * n);
	SET_VARSIZE(e, EQUIVALENTS_DRAWS_BYTES(n));
}

/*
 * equivalents_draws_in(cstring) returns equivalents_draws
 *
 * Strict.  Only what equivalents_draws_out() writes.  Errors (soft where the
 * server can): 22P02, 54000 a number of samples that draws do not have, or one
 * that differs.
 */
PG_FUNCTION_INFO_V1(equivalents_draws_in);
Datum
equivalents_draws_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	int max = 1;
	EquivalentsDraws *e;
	CtError err;

	for (const char *p = text; *p && max < CT_DRAWS_MAX_SIZE; p++)
		max += *p == ',';
	e = palloc0(EQUIVALENTS_DRAWS_BYTES(max));
	e->version = EQUIVALENTS_DRAWS_VERSION;
	if (!parse_equivalents(text, max, e, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "equivalents_draws", text,
						 strlen(text));
	pack(e, max);
	PG_RETURN_POINTER(e);
}

/* equivalents_draws_out(equivalents_draws) returns cstring: lossless; strict
 */
PG_FUNCTION_INFO_V1(equivalents_draws_out);
Datum
equivalents_draws_out(PG_FUNCTION_ARGS)
{
	EquivalentsDraws *e = PG_GETARG_EQUIVALENTS_DRAWS(0);
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoString(&buf, ct_basis_name((CtBasis) e->basis));
	if (e->nulls > 0)
		appendStringInfo(&buf, " nulls=" INT64_FORMAT, e->nulls);
	for (int part = 0; part < CT_PARTS; part++)
	{
		if (e->rows[part] == 0)
			continue;
		appendStringInfo(&buf, " %s={", part_name[part]);
		draws_sums_append(&buf, e->rows[part], (int) e->n,
						  EQUIVALENTS_HI(e, part), EQUIVALENTS_LO(e, part));
		appendStringInfoChar(&buf, '}');
	}
	PG_RETURN_CSTRING(buf.data);
}

/* ---- binary ------------------------------------------------------ */

#define HEADER_SIZE (1 + 1 + 4 + 8 + 8 * CT_PARTS)

static void
refuse_binary(const char *detail)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					errmsg("invalid binary equivalents_draws"),
					errdetail_internal("%s", detail),
					errhint("Send what equivalents_draws_send() gives, or the "
							"text form.")));
}

static void
recv_part(StringInfo buf, EquivalentsDraws *e, int part)
{
	if (e->rows[part] < 0 || e->rows[part] > CT_DRAWS_SUM_MAX_ROWS)
		refuse_binary(psprintf("Found " INT64_FORMAT " rows.", e->rows[part]));
	if (e->rows[part] > 0 &&
		!draws_sums_recv(buf, e->rows[part], (int) e->n,
						 EQUIVALENTS_HI(e, part), EQUIVALENTS_LO(e, part)))
		refuse_binary("A sum is not in its canonical form, or beyond what so "
					  "many rows give.");
}

/*
 * equivalents_draws_recv(internal) returns equivalents_draws
 *
 * Strict.  Version 1, basis, number of samples (32 bits), nulls, rows of the
 * three parts (64 bits each), then of each part that has rows hi and lo of
 * each sample (64 bits each), in network byte order.  Errors: 22P03 for
 * anything that equivalents_draws_send() does not write.
 */
PG_FUNCTION_INFO_V1(equivalents_draws_recv);
Datum
equivalents_draws_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	EquivalentsDraws head = {0};
	EquivalentsDraws *e;
	int parts = 0;

	if (buf->len - buf->cursor < HEADER_SIZE)
		refuse_binary(psprintf("It has %d bytes.", buf->len - buf->cursor));
	head.version = (uint8) pq_getmsgbyte(buf);
	head.basis = (uint8) pq_getmsgbyte(buf);
	head.n = pq_getmsgint(buf, 4);
	head.nulls = pq_getmsgint64(buf);
	for (int part = 0; part < CT_PARTS; part++)
	{
		head.rows[part] = pq_getmsgint64(buf);
		parts += head.rows[part] != 0;
	}
	if (head.version != EQUIVALENTS_DRAWS_VERSION || !rows_valid(&head))
		refuse_binary(psprintf("Version %d, basis %d, or numbers of rows that "
							   "no sum has.",
							   head.version, head.basis));
	if ((parts == 0) != (head.n == 0) ||
		(head.n != 0 &&
		 (head.n < CT_DRAWS_MIN_SIZE || head.n > CT_DRAWS_MAX_SIZE)) ||
		(Size) (buf->len - buf->cursor) !=
			2 * sizeof(int64) * (Size) head.n * parts)
		refuse_binary(psprintf("It has %d bytes of sums for %u samples.",
							   buf->len - buf->cursor, head.n));
	e = palloc0(EQUIVALENTS_DRAWS_BYTES(head.n));
	memcpy(e, &head, offsetof(EquivalentsDraws, pair));
	SET_VARSIZE(e, EQUIVALENTS_DRAWS_BYTES(head.n));
	for (int part = 0; part < CT_PARTS; part++)
		recv_part(buf, e, part);
	PG_RETURN_POINTER(e);
}

/* equivalents_draws_send(equivalents_draws) returns bytea: see recv; strict */
PG_FUNCTION_INFO_V1(equivalents_draws_send);
Datum
equivalents_draws_send(PG_FUNCTION_ARGS)
{
	EquivalentsDraws *e = PG_GETARG_EQUIVALENTS_DRAWS(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, e->version);
	pq_sendbyte(&buf, e->basis);
	pq_sendint32(&buf, e->n);
	pq_sendint64(&buf, e->nulls);
	for (int part = 0; part < CT_PARTS; part++)
		pq_sendint64(&buf, e->rows[part]);
	for (int part = 0; part < CT_PARTS; part++)
		if (e->rows[part] > 0)
			draws_sums_send(&buf, (int) e->n, EQUIVALENTS_HI(e, part),
							EQUIVALENTS_LO(e, part));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
