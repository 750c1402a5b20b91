/*
 * draws_value.h
 *		SQL types draws and draws_state: their bytes, and what the files
 *		draws_*.c share.  Not installed.
 */
#ifndef CHIPTRADE_DRAWS_VALUE_H
#define CHIPTRADE_DRAWS_VALUE_H

#include "compat.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/expandeddatum.h"

#include "draws.h"

#define DRAWS_VERSION 1
#define DRAWS_FLOAT8  1 /* format of the samples */

/* a sample: n doubles, all finite, none a negative zero */
typedef struct Draws
{
	int32 vl_len_;
	uint8 version;
	uint8 format;
	uint16 unused; /* 0 */
	uint32 n;
	uint32 padding; /* 0 */
	double x[FLEXIBLE_ARRAY_MEMBER];
} Draws;

#define DRAWS_BYTES(n)     (offsetof(Draws, x) + sizeof(double) * (Size) (n))
#define DRAWS_DETOAST(d)   ((Draws *) PG_DETOAST_DATUM(d))
#define PG_GETARG_DRAWS(i) DRAWS_DETOAST(PG_GETARG_DATUM(i))
#define PG_RETURN_DRAWS(x) return PointerGetDatum(x)

/* room for n samples; zeros where "cleared" is not left to the caller */
extern Draws *draws_new(int n);

/* 22023 if the size is out of bounds */
extern void draws_check_size(int64 n);

/* 22023, with both sizes, if they differ */
extern void draws_check_same(int a, int b);

/* 22003 if a sample is NaN or infinite; negative zeros become zeros */
extern void draws_normalize(double *x, int n);

/* the samples in rising order, in memory of their own */
extern double *draws_sorted(const Draws *d);

/*
 * A sum of rows.  Flat: settled pairs (see draws.h), first all hi, then all
 * lo, as int64 of the machine.  In an aggregate it is an expanded object that
 * the transition function changes in place.
 */
typedef struct DrawsState
{
	int32 vl_len_;
	uint8 version;
	uint8 format; /* 1: pairs of int64 */
	uint16 unused;
	uint32 n;
	uint32 padding;
	int64 rows; /* 0 in memory only, in a moving window without rows */
	int64_t pair[FLEXIBLE_ARRAY_MEMBER];
} DrawsState;

#define DRAWS_STATE_PAIRS 1
#define DRAWS_STATE_BYTES(n) \
	(offsetof(DrawsState, pair) + 2 * sizeof(int64) * (Size) (n))

#define DRAWS_STATE_MAGIC 0x64726177

typedef struct ExpandedDraws
{
	ExpandedObjectHeader header;
	int magic;
	CtDrawsSum sum;
} ExpandedDraws;

/* a new sum of no rows, in a context below "parent" */
extern ExpandedDraws *draws_state_new(int n, MemoryContext parent);

/* the sum as it is, to be read only: flat or expanded */
typedef struct DrawsStateView
{
	DrawsState *flat;
	int n;
	int64 rows;
	int64_t *hi;
	int64_t *lo;
} DrawsStateView;

extern void draws_state_view(Datum state, DrawsStateView *view);

/* one that may be changed: the given one if it is, or a copy below "parent" */
extern ExpandedDraws *draws_state_writable(Datum state, MemoryContext parent);

/* 22003 unless ok, which a function on sums returned */
extern void draws_state_check(bool ok);

/* the state with a row more; a new one where there is none, or none yet */
extern Datum draws_state_add_row(ExpandedDraws *state, Draws *row,
								 MemoryContext memory);

/* each sum as the nearest double */
extern Draws *draws_of_sums(int n, const int64_t *hi, const int64_t *lo);

/* the context of the aggregate that calls; 0A000 if none does */
extern MemoryContext draws_aggregate_context(FunctionCallInfo fcinfo);

/* 22012, 22003 unless arithmetic had a result */
extern void draws_check_status(CtDrawsStatus status);

/*
 * "rows=2 units={1,2,...}" at *pos, which moves behind it: up to max numbers.
 * hi and lo have room for them.  A whole number above 0 at *pos.
 */
extern bool draws_sums_parse(const char *text, size_t *pos, int max,
							 int64 *rows, int *n, int64_t *hi, int64_t *lo,
							 CtError *err);
extern bool draws_rows_parse(const char *text, size_t *pos, int64 *rows,
							 CtError *err);
extern bool draws_word_parse(const char *text, size_t *pos, const char *word,
							 const char *what, CtError *err);
extern void draws_sums_append(StringInfo buf, int64 rows, int n,
							  const int64_t *hi, const int64_t *lo);

/* pairs of sums on the wire; false if one is not canonical, or
 * more than so many rows give */
extern void draws_sums_send(StringInfo buf, int n, const int64_t *hi,
							const int64_t *lo);
extern bool draws_sums_recv(StringInfo buf, int64 rows, int n, int64_t *hi,
							int64_t *lo);

#endif /* CHIPTRADE_DRAWS_VALUE_H */
