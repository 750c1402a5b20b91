/*
 * draws_io.c
 *		Text and binary input and output of draws, and what all files on draws
 *		need.
 *
 * The text is {1.5,2,...}: every number in the fewest digits that give the
 * same double, whatever extra_float_digits says.
 */
#include "glue.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "draws_value.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"

Draws *
draws_new(int n)
{
	Draws *d = palloc(DRAWS_BYTES(n));

	SET_VARSIZE(d, DRAWS_BYTES(n));
	d->version = DRAWS_VERSION;
	d->format = DRAWS_FLOAT8;
	d->unused = 0;
	d->n = n;
	d->padding = 0;
	return d;
}

void
draws_check_size(int64 n)
{
	if (n < CT_DRAWS_MIN_SIZE || n > CT_DRAWS_MAX_SIZE)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid number of samples: " INT64_FORMAT, n),
						errdetail("Draws have from %d to %d samples.",
								  CT_DRAWS_MIN_SIZE, CT_DRAWS_MAX_SIZE),
						errhint("The default is %d.", CT_DRAWS_DEFAULT_SIZE)));
}

void
draws_check_same(int a, int b)
{
	if (a != b)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("draws of different size: %d and %d samples", a, b),
				 errdetail("Sample by sample, both sides must have as many."),
				 errhint("Give both the same size: draws(estimate, key, "
						 "%d).",
						 Max(a, b))));
}

void
draws_normalize(double *x, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (!isfinite(x[i]))
			ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							errmsg("sample %d is not a finite number", i + 1),
							errhint("Draws hold neither NaN nor infinity.")));
		x[i] += 0.0;
	}
}

/* qsort() with the comparison inlined */
#define ST_SORT          sort_samples
#define ST_ELEMENT_TYPE  double
#define ST_COMPARE(a, b) ((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE         static
#define ST_DEFINE
#include "lib/sort_template.h"

double *
draws_sorted(const Draws *d)
{
	double *sorted = palloc(sizeof(double) * d->n);

	memcpy(sorted, d->x, sizeof(double) * d->n);
	sort_samples(sorted, d->n);
	return sorted;
}

/* ---- text -------------------------------------------------------- */

static size_t
skip_spaces(const char *text, size_t pos)
{
	while (ct_is_space(text[pos]))
		pos++;
	return pos;
}

static size_t
skip_digits(const char *text, size_t pos)
{
	while (ct_is_digit(text[pos]))
		pos++;
	return pos;
}

/* the end of the number at pos, or pos if there is none */
static size_t
number_end(const char *text, size_t pos)
{
	size_t at = pos + (text[pos] == '-' || text[pos] == '+');
	size_t digits = skip_digits(text, at) - at;

	at += digits;
	if (text[at] == '.')
	{
		size_t end = skip_digits(text, at + 1);

		digits += end - at - 1;
		at = end;
	}
	if (digits == 0)
		return pos;
	if (text[at] == 'e' || text[at] == 'E')
	{
		size_t first = at + 1 + (text[at + 1] == '-' || text[at + 1] == '+');

		if (!ct_is_digit(text[first]))
			return pos;
		at = skip_digits(text, first);
	}
	return at;
}

/* the word at pos, for a message */
static size_t
word_length(const char *text, size_t pos)
{
	size_t len = strcspn(text + pos, ", {}\t\n\r\f\v");

	return len == 0 && text[pos] != '\0' ? 1 : len;
}

static bool
refuse(const char *text, size_t pos, const char *what, CtError *err)
{
	return ct_fail(err, CT_ERR_SYNTAX, pos, word_length(text, pos), what,
				   "Write the samples as {1.5,2,3.25,...}, or make them by "
				   "draws(estimate, key); a plain number beside draws stands "
				   "without quotes.");
}

/* One number at *pos, which moves to behind the blanks that follow it. */
static bool
parse_sample(const char *text, size_t *pos, double *x, CtError *err)
{
	size_t end = number_end(text, *pos);

	if (end == *pos || end - *pos != word_length(text, *pos))
		return refuse(text, *pos, "Expected a finite number, found", err);
	*x = strtod(text + *pos, NULL);
	if (!isfinite(*x))
		return ct_fail(err, CT_ERR_RANGE, *pos, end - *pos,
					   "Number beyond double precision",
					   "Draws hold neither NaN nor infinity.");
	*x += 0.0;
	*pos = skip_spaces(text, end);
	return true;
}

static bool
parse_draws(const char *text, Draws *d, int max, CtError *err)
{
	size_t pos = skip_spaces(text, 0);

	d->n = 0;
	if (text[pos] != '{')
		return refuse(text, pos, "Expected {, found", err);
	do
	{
		pos = skip_spaces(text, pos + 1);
		if ((int) d->n >= max)
			return ct_fail(err, CT_ERR_LIMIT, CT_NO_POSITION, 0,
						   "There are too many samples",
						   "Draws have from %d to %d samples.",
						   CT_DRAWS_MIN_SIZE, CT_DRAWS_MAX_SIZE);
		if (!parse_sample(text, &pos, &d->x[d->n], err))
			return false;
		d->n++;
	} while (text[pos] == ',');
	if (text[pos] != '}')
		return refuse(text, pos, "Expected , or }, found", err);
	pos = skip_spaces(text, pos + 1);
	if (text[pos] != '\0')
		return refuse(text, pos, "Unexpected text behind }:", err);
	if (d->n < CT_DRAWS_MIN_SIZE)
		return ct_fail(err, CT_ERR_LIMIT, CT_NO_POSITION, 0,
					   "There are too few samples",
					   "Draws have from %d to %d samples.", CT_DRAWS_MIN_SIZE,
					   CT_DRAWS_MAX_SIZE);
	return true;
}

/*
 * draws_in(cstring) returns draws
 *
 * Strict.  Errors (soft where the server can): 22P02 malformed, NaN, infinity;
 * 22003 a number beyond double precision; 54000 fewer than 16 or more than
 * 65536 samples.
 */
PG_FUNCTION_INFO_V1(draws_in);
Datum
draws_in(PG_FUNCTION_ARGS)
{
	char *text = PG_GETARG_CSTRING(0);
	int max = 1;
	Draws *d;
	CtError err;

	for (const char *p = text; *p && max < CT_DRAWS_MAX_SIZE; p++)
		max += *p == ',';
	d = draws_new(max);
	if (!parse_draws(text, d, max, &err))
		return ct_report(CT_ESCONTEXT(fcinfo), &err, "draws", text,
						 strlen(text));
	SET_VARSIZE(d, DRAWS_BYTES(d->n));
	PG_RETURN_DRAWS(d);
}

/*
 * draws_out(draws) returns cstring
 *
 * Strict.  draws_in() reads it back to the same bytes.
 */
PG_FUNCTION_INFO_V1(draws_out);
Datum
draws_out(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	char *text = palloc((Size) d->n * DOUBLE_SHORTEST_DECIMAL_LEN + 3);
	char *at = text;

	for (uint32 i = 0; i < d->n; i++)
	{
		*at++ = i == 0 ? '{' : ',';
		at += double_to_shortest_decimal_buf(d->x[i], at);
	}
	strcpy(at, "}");
	PG_RETURN_CSTRING(text);
}

/* ---- binary ------------------------------------------------------ */

static void
refuse_binary(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary draws"), errdetail_internal("%s", detail),
			 errhint("Send what draws_send() gives, or the text "
					 "form.")));
}

/*
 * draws_recv(internal) returns draws
 *
 * Strict.  Version 1, format 1, number of samples (32 bits), samples (64 bits
 * each), in network byte order.  Errors: 22P03 for anything that draws_send()
 * does not write.
 */
PG_FUNCTION_INFO_V1(draws_recv);
Datum
draws_recv(PG_FUNCTION_ARGS)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);
	int size = buf->len - buf->cursor;
	int version;
	int format;
	uint32 n;
	Draws *d;

	if (size < 6)
		refuse_binary(psprintf("It has %d bytes.", size));
	version = pq_getmsgbyte(buf);
	format = pq_getmsgbyte(buf);
	n = pq_getmsgint(buf, 4);
	if (version != DRAWS_VERSION || format != DRAWS_FLOAT8)
		refuse_binary(psprintf("Expected version %d and format %d, found %d "
							   "and %d.",
							   DRAWS_VERSION, DRAWS_FLOAT8, version, format));
	if (n < CT_DRAWS_MIN_SIZE || n > CT_DRAWS_MAX_SIZE ||
		(Size) (size - 6) != sizeof(double) * n)
		refuse_binary(psprintf("It has %d bytes for %u samples.", size, n));
	d = draws_new((int) n);
	for (uint32 i = 0; i < n; i++)
		d->x[i] = pq_getmsgfloat8(buf);
	if (!ct_draws_valid(d->x, (int) n))
		refuse_binary("A sample is NaN, infinite or a negative zero.");
	PG_RETURN_DRAWS(d);
}

/*
 * draws_send(draws) returns bytea
 *
 * Strict.  The form described at draws_recv().
 */
PG_FUNCTION_INFO_V1(draws_send);
Datum
draws_send(PG_FUNCTION_ARGS)
{
	const Draws *d = PG_GETARG_DRAWS(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, DRAWS_VERSION);
	pq_sendbyte(&buf, DRAWS_FLOAT8);
	pq_sendint32(&buf, d->n);
	for (uint32 i = 0; i < d->n; i++)
		pq_sendfloat8(&buf, d->x[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
