/*
 * policy_value.h
 *		A policy as bytes: everything that ct_policy_compile() needs, with its
 *		provenance, in one canonical portable form.  Plain C.
 *
 * The bytes are a version, a digest of what follows, and four tables: regimes,
 * rules, countries and dated groups.  A table is its number of rows (32 bits,
 * network order) and the rows in the order of their keys; a cell is
 *
 *	  text	length (16 bits; 0xFFFF: empty column), bytes in UTF-8, a zero
 *	  day	32 bits from 1970-01-01; number: 32 bits; verdict, flag: 8 bits
 *
 * Equal content gives equal bytes, whatever the order in which rows came.
 */
#ifndef CHIPTRADE_POLICY_VALUE_H
#define CHIPTRADE_POLICY_VALUE_H

#include "policy.h"

#define CT_VALUE_VERSION    1
#define CT_DIGEST_SIZE      16
#define CT_VALUE_HEADER     (1 + CT_DIGEST_SIZE)

#define CT_VALUE_MAX_RULES  2000
#define CT_VALUE_MAX_GROUPS 20000
#define CT_VALUE_MAX_TEXT   32000
#define CT_VALUE_MAX_FEE    100 /* percent, as in the tables */

typedef enum CtCellKind
{
	CT_CELL_TEXT,
	CT_CELL_WORD, /* a key: letters, digits and . _ - : */
	CT_CELL_TEST, /* the text of a spec_query */
	CT_CELL_FEE,  /* the text of a decimal, percent */
	CT_CELL_DAY,
	CT_CELL_NUMBER,
	CT_CELL_RANK, /* a number from 0 */
	CT_CELL_VERDICT,
	CT_CELL_FLAG
} CtCellKind;

typedef struct CtColumn
{
	const char *name; /* of the column of the view */
	CtCellKind kind;
	bool required;
	size_t offset;   /* in the row */
	int32_t no_day;  /* the day that stands for an empty column */
	const char *one; /* the values allowed, "|" between them, or NULL */
} CtColumn;

typedef enum CtTableId
{
	CT_TABLE_REGIMES,
	CT_TABLE_RULES,
	CT_TABLE_COUNTRIES,
	CT_TABLE_GROUPS,
	CT_TABLES
} CtTableId;

#define CT_TABLE_KEYS 3

typedef struct CtTable
{
	const char *name; /* key of the JSON form */
	const char *view;
	const CtColumn *columns;
	int ncolumns;
	size_t row_size;
	int max_rows;
	int nkeys;
	int keys[CT_TABLE_KEYS]; /* columns that order the rows */
	int id;                  /* column that names a row in errors */
} CtTable;

extern const CtTable ct_tables[CT_TABLES];

/* the column of this name, or -1 */
extern int ct_table_column(const CtTable *table, const char *name, size_t len);

extern char *ct_source_rows(const CtPolicySource *source, CtTableId id,
							int *n);
extern void ct_source_set(CtPolicySource *source, CtTableId id, void *rows,
						  int n);

static inline bool
ct_cell_is_text(const CtColumn *column)
{
	return column->kind <= CT_CELL_FEE;
}

static inline const char **
ct_cell_text(const CtColumn *column, const char *row)
{
	return (const char **) (row + column->offset);
}

static inline int32_t *
ct_cell_number(const CtColumn *column, const char *row)
{
	return (int32_t *) (row + column->offset);
}

static inline bool *
ct_cell_flag(const CtColumn *column, const char *row)
{
	return (bool *) (row + column->offset);
}

/* is the column empty in this row? */
extern bool ct_cell_empty(const CtColumn *column, const char *row);

/* a row with nothing in it */
extern void ct_row_clear(const CtTable *table, char *row);

/*
 * Check every cell by itself, write tests and fees in their canonical form and
 * sort the rows, in place; the rows are the caller's.  False with *err filled:
 * CT_ERR_LIMIT beyond a limit, else what is wrong with which cell.
 */
extern bool ct_value_canonical(CtPolicySource *source,
							   const CtAllocator *allocator,
							   CtPolicyError *err);

/* of a source that ct_value_canonical() has passed */
extern size_t ct_value_size(const CtPolicySource *source);
extern void ct_value_encode(const CtPolicySource *source, unsigned char *out);

/*
 * The rows of a value.  Texts point into the bytes.  False with a sentence in
 * *what (its beginning) and the place in *pos when the bytes are no value:
 * version, digest, lengths; cells are not judged.
 */
extern bool ct_value_decode(const unsigned char *bytes, size_t len,
							const CtAllocator *allocator,
							CtPolicySource *source, const char **what,
							size_t *pos);

/* "YYYY-MM-DD", "infinity" or "-infinity"; 16 bytes suffice */
#define CT_DAY_TEXT 16
extern void ct_day_format(int32_t day, char *buf);
extern bool ct_day_parse(const char *text, size_t len, int32_t *day);

#endif /* CHIPTRADE_POLICY_VALUE_H */
