/*
 * policy_canonical.c
 *		The canonical form of the rows of a policy: each cell by itself, and
 *		the order of rows.
 *
 * What several cells say together, and the names that they refer to, is
 * judged by ct_policy_compile().
 */
#include "policy_internal.h"
#include "policy_value.h"

#include <stdlib.h>
#include <string.h>

/* a cell under judgement */
typedef struct Cell
{
	const CtTable *table;
	const CtColumn *column;
	char *row;
	const CtAllocator *allocator;
	CtPolicyError *err;
} Cell;

static bool
fail(CtPolicyError *err, CtErrorCode code, const char *id, const char *column,
	 const char *text, const char *what, const char *hint)
{
	(void) ct_fail(&err->error, code, CT_NO_POSITION, 0, what, "%s", hint);
	return ct_row_fail(err, id, column, text);
}

static const char *
row_id(const CtTable *table, const char *row)
{
	const char *id = *ct_cell_text(&table->columns[table->id], row);

	return id ? id : "";
}

static bool
cell_fail(const Cell *c, CtErrorCode code, const char *what, const char *hint)
{
	const char *text = ct_cell_is_text(c->column)
						   ? *ct_cell_text(c->column, c->row)
						   : NULL;

	return fail(c->err, code, row_id(c->table, c->row), c->column->name, text,
				what, hint);
}

static char *
copy_text(const CtAllocator *allocator, const char *text, size_t len)
{
	char *copy = ct_alloc(allocator, len + 1);

	memcpy(copy, text, len);
	return copy;
}

static bool
check_word(const Cell *c, const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz"
							  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:");

	if (len == 0 || text[len] != '\0' ||
		!(ct_is_alpha(*text) || ct_is_digit(*text)))
		return cell_fail(c, CT_ERR_SYNTAX, "Not a name",
						 "Names are letters, digits and . _ - : and begin "
						 "with a letter or digit.");
	return true;
}

static bool
check_one(const Cell *c, const char *text)
{
	const char *p = c->column->one;
	size_t len = strlen(text);

	while (len > 0)
	{
		size_t n = strcspn(p, "|");

		if (n == len && memcmp(p, text, n) == 0)
			return true;
		if (p[n] == '\0')
			break;
		p += n + 1;
	}
	(void) ct_fail(&c->err->error, CT_ERR_SYNTAX, CT_NO_POSITION, 0,
				   "Not one of the values of this column",
				   "The values are %s.", c->column->one);
	return ct_row_fail(c->err, row_id(c->table, c->row), c->column->name,
					   text);
}

static bool
canonical_test(const Cell *c, const char *text)
{
	size_t size = (size_t) CT_QUERY_MAX_TEXT * 2;
	CtQuery *q = ct_alloc(c->allocator, sizeof(CtQuery));
	char *buf = ct_alloc(c->allocator, size);
	size_t len;

	if (!ct_query_parse(text, strlen(text), q, &c->err->error))
		return ct_row_fail(c->err, row_id(c->table, c->row), c->column->name,
						   text);
	len = ct_query_format(q, buf, size);
	*ct_cell_text(c->column, c->row) = copy_text(c->allocator, buf, len);
	return true;
}

#define FEE_DECIMALS 6
#define FEE_SCALE    UINT64_C(1000000)

/* without trailing zeros, as the server prints the number */
static void
format_fee(uint64_t fee, char *buf)
{
	size_t n = 0;
	char digits[24];
	uint64_t whole = fee / FEE_SCALE;
	uint64_t rest = fee % FEE_SCALE;

	do
		digits[n++] = (char) ('0' + whole % 10);
	while ((whole /= 10) > 0);
	while (n > 0)
		*buf++ = digits[--n];
	if (rest > 0)
		*buf++ = '.';
	for (; rest > 0; rest = rest * 10 % FEE_SCALE)
		*buf++ = (char) ('0' + rest * 10 / FEE_SCALE);
	*buf = '\0';
}

static bool
canonical_fee(const Cell *c, const char *text)
{
	uint64_t fee;
	size_t used;
	CtError ignored;
	char buf[32];

	if (!ct_decimal_parse(text, strlen(text), 0, FEE_DECIMALS, 0,
						  CT_VALUE_MAX_FEE * FEE_SCALE, &fee, &used,
						  &ignored) ||
		text[used] != '\0')
		return cell_fail(c, CT_ERR_RANGE, "Not a charge in percent",
						 "A fee is a number from 0 to " CT_TEXT_OF(
							 CT_VALUE_MAX_FEE) " with at most six decimals.");
	format_fee(fee, buf);
	*ct_cell_text(c->column, c->row) = copy_text(c->allocator, buf,
												 strlen(buf));
	return true;
}

static bool
canonical_text(const Cell *c)
{
	const char *text = *ct_cell_text(c->column, c->row);

	if (text == NULL)
		return true;
	if (strlen(text) > CT_VALUE_MAX_TEXT)
		return fail(
			c->err, CT_ERR_LIMIT, row_id(c->table, c->row), c->column->name,
			"", "A text is too long",
			"A text has at most " CT_TEXT_OF(CT_VALUE_MAX_TEXT) " bytes.");
	if (c->column->one && !check_one(c, text))
		return false;
	switch (c->column->kind)
	{
		case CT_CELL_WORD:
			return check_word(c, text);
		case CT_CELL_TEST:
			return canonical_test(c, text);
		case CT_CELL_FEE:
			return canonical_fee(c, text);
		default:
			return true;
	}
}

static bool
canonical_number(const Cell *c)
{
	const int32_t *value = ct_cell_number(c->column, c->row);

	if (c->column->kind == CT_CELL_VERDICT && ct_verdict_name(*value) == NULL)
		return cell_fail(c, CT_ERR_SYNTAX, "Not a verdict", "");
	if (c->column->kind == CT_CELL_RANK && *value < 0)
		return cell_fail(c, CT_ERR_RANGE, "Less than 0", "");
	if (c->column->kind == CT_CELL_DAY && *value != c->column->no_day &&
		*value != CT_DAY_MIN && *value != CT_DAY_MAX &&
		(*value < ct_days(1, 1, 1) || *value > ct_days(9999, 12, 31)))
		return cell_fail(c, CT_ERR_DATE, "Not a day of the years 1 to 9999",
						 "An open end is empty or infinity.");
	return true;
}

static bool
canonical_row(const CtTable *table, char *row, const CtAllocator *allocator,
			  CtPolicyError *err)
{
	for (int i = 0; i < table->ncolumns; i++)
	{
		const CtColumn *column = &table->columns[i];
		Cell c = {table, column, row, allocator, err};

		if (column->required && ct_cell_empty(column, row))
			return cell_fail(&c, CT_ERR_SYNTAX, "This column has no value",
							 "Every row needs one.");
		if (ct_cell_is_text(column)
				? !canonical_text(&c)
				: column->kind != CT_CELL_FLAG && !canonical_number(&c))
			return false;
	}
	return true;
}

/* ---- order -------------------------------------------------------------- */

static int
compare_rows(const CtTable *table, const void *left, const void *right)
{
	for (int i = 0; i < table->nkeys; i++)
	{
		const CtColumn *column = &table->columns[table->keys[i]];
		int order;

		if (ct_cell_is_text(column))
			order = strcmp(*ct_cell_text(column, left),
						   *ct_cell_text(column, right));
		else
		{
			int32_t a = *ct_cell_number(column, left);
			int32_t b = *ct_cell_number(column, right);

			order = a < b ? -1 : a > b;
		}
		if (order != 0)
			return order;
	}
	return 0;
}

static int
compare_regimes(const void *left, const void *right)
{
	return compare_rows(&ct_tables[CT_TABLE_REGIMES], left, right);
}

static int
compare_rules(const void *left, const void *right)
{
	return compare_rows(&ct_tables[CT_TABLE_RULES], left, right);
}

static int
compare_countries(const void *left, const void *right)
{
	return compare_rows(&ct_tables[CT_TABLE_COUNTRIES], left, right);
}

static int
compare_groups(const void *left, const void *right)
{
	return compare_rows(&ct_tables[CT_TABLE_GROUPS], left, right);
}

static bool
twice(CtTableId t, const char *row, CtPolicyError *err)
{
	const CtTable *table = &ct_tables[t];

	return fail(err, CT_ERR_SYNTAX, row_id(table, row),
				table->columns[table->id].name, row_id(table, row),
				"Two rows have this key", "");
}

static bool
check_regimes(const CtPolicySource *source, CtPolicyError *err)
{
	for (int i = 1; i < source->nregimes; i++)
	{
		for (int j = 0; j < i; j++)
		{
			if (strcmp(source->regimes[i].regime, source->regimes[j].regime) ==
				0)
				return twice(CT_TABLE_REGIMES,
							 (const char *) &source->regimes[i], err);
		}
	}
	return true;
}

static bool
sort_rows(const CtPolicySource *source, CtTableId t, CtPolicyError *err)
{
	static int (*const compare[CT_TABLES])(const void *, const void *) = {
		[CT_TABLE_REGIMES] = compare_regimes,
		[CT_TABLE_RULES] = compare_rules,
		[CT_TABLE_COUNTRIES] = compare_countries,
		[CT_TABLE_GROUPS] = compare_groups,
	};
	size_t size = ct_tables[t].row_size;
	int n;
	char *rows = ct_source_rows(source, t, &n);

	if (n > 1)
		qsort(rows, (size_t) n, size, compare[t]);
	for (int i = 1; i < n; i++)
	{
		const char *row = rows + size * (size_t) i;

		if (compare[t](row - size, row) == 0)
			return twice(t, row, err);
	}
	return true;
}

static bool
check_country_code(const CtPolicySource *source, CtPolicyError *err)
{
	for (int i = 0; i < source->ncountries; i++)
	{
		const char *code = source->countries[i].code;

		if (strlen(code) != 2 || code[0] < 'A' || code[0] > 'Z' ||
			code[1] < 'A' || code[1] > 'Z')
			return fail(err, CT_ERR_SYNTAX, code, "country", code,
						"Not a two-letter country code",
						"Write the ISO 3166-1 code in capitals.");
	}
	return true;
}

bool
ct_value_canonical(CtPolicySource *source, const CtAllocator *allocator,
				   CtPolicyError *err)
{
	memset(err, 0, sizeof(*err));
	for (int t = 0; t < CT_TABLES; t++)
	{
		const CtTable *table = &ct_tables[t];
		int n;
		char *rows = ct_source_rows(source, (CtTableId) t, &n);

		if (n > table->max_rows)
			return fail(err, CT_ERR_LIMIT, NULL, table->name, "",
						"There are too many rows",
						"A policy holds at most " CT_TEXT_OF(CT_VALUE_MAX_RULES) " rules, " CT_TEXT_OF(CT_MAX_REGIMES) " regimes, " CT_TEXT_OF(
							CT_MAX_COUNTRIES) " countries and " CT_TEXT_OF(CT_VALUE_MAX_GROUPS) " rows of groups.");
		for (int i = 0; i < n; i++)
		{
			if (!canonical_row(table, rows + table->row_size * (size_t) i,
							   allocator, err))
				return false;
		}
		if (!sort_rows(source, (CtTableId) t, err))
			return false;
	}
	for (int i = 0; i < source->nrules; i++)
	{
		const CtRuleRow *r = &source->rules[i];

		if (r->fee_pct && r->fee_basis == NULL)
			return fail(err, CT_ERR_SYNTAX, r->rule_id, "fee_basis", "",
						"A fee has no basis", "Give revenue_share or duty.");
	}
	return check_regimes(source, err) && check_country_code(source, err);
}

/* ---- days --------------------------------------------------------------- */

static void
put_digits(char *buf, int value, int n)
{
	while (n-- > 0)
	{
		buf[n] = (char) ('0' + value % 10);
		value /= 10;
	}
}

void
ct_day_format(int32_t day, char *buf)
{
	int year;
	int month;
	int of_month;

	if (day <= CT_DAY_MIN || day >= CT_DAY_MAX)
	{
		strcpy(buf, day <= CT_DAY_MIN ? "-infinity" : "infinity");
		return;
	}
	ct_civil(day, &year, &month, &of_month);
	strcpy(buf, "0000-00-00");
	put_digits(buf, year, 4);
	put_digits(buf + 5, month, 2);
	put_digits(buf + 8, of_month, 2);
}

static bool
digits_at(const char *text, size_t n, int *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++)
	{
		if (!ct_is_digit(text[i]))
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

bool
ct_day_parse(const char *text, size_t len, int32_t *day)
{
	int y;
	int m;
	int d;

	if (ct_word_is(text, len, "infinity") ||
		ct_word_is(text, len, "-infinity"))
	{
		*day = *text == '-' ? CT_DAY_MIN : CT_DAY_MAX;
		return true;
	}
	if (len != 10 || text[4] != '-' || text[7] != '-' ||
		!digits_at(text, 4, &y) || !digits_at(text + 5, 2, &m) ||
		!digits_at(text + 8, 2, &d) || !ct_valid_date(y, m, d))
		return false;
	*day = ct_days(y, m, d);
	return true;
}
