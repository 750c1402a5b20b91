/*
 * policy_value.c
 *		A policy as bytes (policy_value.h): the tables, the bytes, the digest.
 */
#include "policy_value.h"

#include <string.h>

#define NO_TEXT UINT16_MAX

/* clang-format off */
#define CELL(type, name, field, kind, required, no_day, one) \
	{name, kind, required, offsetof(type, field), no_day, one}
#define RULE_TEXT(name) CELL(CtRuleRow, #name, name, CT_CELL_TEXT, false, 0, NULL)
#define RULE_FACT(name) CELL(CtRuleRow, #name, name, CT_CELL_DAY, false, CT_NO_DAY, NULL)

/* in the order of the columns of the view */
static const CtColumn rule_columns[] = {
	CELL(CtRuleRow, "rule_id", rule_id, CT_CELL_WORD, true, 0, NULL),
	CELL(CtRuleRow, "regime", regime, CT_CELL_WORD, true, 0, NULL),
	RULE_TEXT(title),
	RULE_TEXT(eccn),
	CELL(CtRuleRow, "effective_from", effective_from, CT_CELL_DAY, true, CT_NO_DAY, NULL),
	CELL(CtRuleRow, "effective_to", effective_to, CT_CELL_DAY, false, CT_DAY_MAX, NULL),
	RULE_FACT(announced_on),
	RULE_FACT(published_on),
	RULE_FACT(compliance_from),
	CELL(CtRuleRow, "precedence", precedence, CT_CELL_RANK, true, 0, NULL),
	RULE_TEXT(overrides),
	CELL(CtRuleRow, "destinations", destinations, CT_CELL_TEXT, true, 0, NULL),
	RULE_TEXT(hq),
	RULE_TEXT(ships_from),
	RULE_TEXT(route),
	RULE_TEXT(seller),
	RULE_TEXT(product),
	RULE_TEXT(buyer),
	RULE_TEXT(end_use),
	CELL(CtRuleRow, "spec_test", spec_test, CT_CELL_TEST, false, 0, NULL),
	CELL(CtRuleRow, "verdict", verdict, CT_CELL_VERDICT, true, 0, NULL),
	CELL(CtRuleRow, "fee_pct", fee_pct, CT_CELL_FEE, false, 0, NULL),
	CELL(CtRuleRow, "fee_basis", fee_basis, CT_CELL_TEXT, false, 0, "revenue_share|duty"),
	RULE_TEXT(conditions),
	RULE_TEXT(applies_when),
	CELL(CtRuleRow, "confidence", confidence, CT_CELL_TEXT, false, 0, "high|medium|low"),
	RULE_TEXT(citation),
	RULE_TEXT(url),
	RULE_TEXT(note),
};

static const CtColumn regime_columns[] = {
	CELL(CtRegimeRow, "regime", regime, CT_CELL_WORD, true, 0, NULL),
	CELL(CtRegimeRow, "ask_order", ask_order, CT_CELL_NUMBER, true, 0, NULL),
	CELL(CtRegimeRow, "asked_by_default", asked_by_default, CT_CELL_FLAG, true, 0, NULL),
	CELL(CtRegimeRow, "gives_eccn", gives_eccn, CT_CELL_FLAG, true, 0, NULL),
	CELL(CtRegimeRow, "known_through", known_through, CT_CELL_DAY, false, CT_DAY_MAX, NULL),
	CELL(CtRegimeRow, "gate", gate, CT_CELL_TEXT, false, 0, "licence|duty|origin|destination"),
};

static const CtColumn country_columns[] = {
	CELL(CtCountryRow, "country", code, CT_CELL_WORD, true, 0, NULL),
	CELL(CtCountryRow, "name", name, CT_CELL_TEXT, false, 0, NULL),
	CELL(CtCountryRow, "aliases", aliases, CT_CELL_TEXT, false, 0, NULL),
};

static const CtColumn group_columns[] = {
	CELL(CtGroupRow, "group_code", group, CT_CELL_WORD, true, 0, NULL),
	CELL(CtGroupRow, "country", country, CT_CELL_WORD, true, 0, NULL),
	CELL(CtGroupRow, "valid_from", valid_from, CT_CELL_DAY, true, CT_NO_DAY, NULL),
	CELL(CtGroupRow, "valid_to", valid_to, CT_CELL_DAY, false, CT_DAY_MAX, NULL),
};

#define COLUMNS(list) list, (int) (sizeof(list) / sizeof(list[0]))

const CtTable ct_tables[CT_TABLES] = {
	[CT_TABLE_REGIMES] = {"regimes", "policy_regime", COLUMNS(regime_columns),
		sizeof(CtRegimeRow), CT_MAX_REGIMES, 2, {1, 0}, 0},
	[CT_TABLE_RULES] = {"rules", "policy_rule", COLUMNS(rule_columns),
		sizeof(CtRuleRow), CT_VALUE_MAX_RULES, 1, {0}, 0},
	[CT_TABLE_COUNTRIES] = {"countries", "country", COLUMNS(country_columns),
		sizeof(CtCountryRow), CT_MAX_COUNTRIES, 1, {0}, 0},
	[CT_TABLE_GROUPS] = {"groups", "country_group", COLUMNS(group_columns),
		sizeof(CtGroupRow), CT_VALUE_MAX_GROUPS, 3, {0, 1, 2}, 0},
};
/* clang-format on */

int
ct_table_column(const CtTable *table, const char *name, size_t len)
{
	for (int i = 0; i < table->ncolumns; i++)
	{
		if (strlen(table->columns[i].name) == len &&
			memcmp(table->columns[i].name, name, len) == 0)
			return i;
	}
	return -1;
}

char *
ct_source_rows(const CtPolicySource *source, CtTableId id, int *n)
{
	switch (id)
	{
		case CT_TABLE_REGIMES:
			*n = source->nregimes;
			return (char *) source->regimes;
		case CT_TABLE_RULES:
			*n = source->nrules;
			return (char *) source->rules;
		case CT_TABLE_COUNTRIES:
			*n = source->ncountries;
			return (char *) source->countries;
		default:
			*n = source->ngroups;
			return (char *) source->groups;
	}
}

void
ct_source_set(CtPolicySource *source, CtTableId id, void *rows, int n)
{
	switch (id)
	{
		case CT_TABLE_REGIMES:
			source->regimes = rows;
			source->nregimes = n;
			break;
		case CT_TABLE_RULES:
			source->rules = rows;
			source->nrules = n;
			break;
		case CT_TABLE_COUNTRIES:
			source->countries = rows;
			source->ncountries = n;
			break;
		default:
			source->groups = rows;
			source->ngroups = n;
			break;
	}
}

bool
ct_cell_empty(const CtColumn *column, const char *row)
{
	if (ct_cell_is_text(column))
		return *ct_cell_text(column, row) == NULL;
	return column->kind == CT_CELL_DAY &&
		   *ct_cell_number(column, row) == column->no_day;
}

void
ct_row_clear(const CtTable *table, char *row)
{
	memset(row, 0, table->row_size);
	for (int i = 0; i < table->ncolumns; i++)
	{
		if (table->columns[i].kind == CT_CELL_DAY)
			*ct_cell_number(&table->columns[i],
							row) = table->columns[i].no_day;
	}
}

/* ---- digest ------------------------------------------------------------- */

static uint64_t
rotate(uint64_t x, int bits)
{
	return (x << bits) | (x >> (64 - bits));
}

static uint64_t
finish(uint64_t x)
{
	x ^= x >> 33;
	x *= UINT64_C(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ (x >> 33);
}

/* up to eight bytes, the first one lowest, on every machine alike */
static uint64_t
load(const unsigned char *p, size_t n)
{
	uint64_t x = 0;

	for (size_t i = 0; i < n && i < 8; i++)
		x |= (uint64_t) p[i] << (8 * i);
	return x;
}

#define C1 UINT64_C(0x87c37b91114253d5)
#define C2 UINT64_C(0x4cf5ad432745937f)

/* MurmurHash3 x64 128 (A. Appleby, public domain), seed 0 */
static void
digest(const unsigned char *bytes, size_t len, unsigned char *out)
{
	uint64_t a = 0;
	uint64_t b = 0;
	size_t i = 0;

	for (; i + 16 <= len; i += 16)
	{
		a ^= rotate(load(bytes + i, 8) * C1, 31) * C2;
		a = (rotate(a, 27) + b) * 5 + 0x52dce729;
		b ^= rotate(load(bytes + i + 8, 8) * C2, 33) * C1;
		b = (rotate(b, 31) + a) * 5 + 0x38495ab5;
	}
	if (len - i > 8)
		b ^= rotate(load(bytes + i + 8, len - i - 8) * C2, 33) * C1;
	a ^= rotate(load(bytes + i, len - i) * C1, 31) * C2;
	a ^= len;
	b ^= len;
	a += b;
	b += a;
	a = finish(a);
	b = finish(b);
	a += b;
	b += a;
	for (i = 0; i < 8; i++)
	{
		out[i] = (unsigned char) (a >> (56 - 8 * i));
		out[8 + i] = (unsigned char) (b >> (56 - 8 * i));
	}
}

/* ---- writing ------------------------------------------------------------ */

/* Counts where there is nowhere to write to. */
typedef struct Writer
{
	unsigned char *out;
	size_t len;
} Writer;

static void
put(Writer *w, const void *bytes, size_t n)
{
	if (w->out)
		memcpy(w->out + w->len, bytes, n);
	w->len += n;
}

static void
put_number(Writer *w, uint32_t value, int bytes)
{
	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
	{
		unsigned char byte = (unsigned char) (value >> shift);

		put(w, &byte, 1);
	}
}

static void
put_cell(Writer *w, const CtColumn *column, const char *row)
{
	const char *text;

	switch (column->kind)
	{
		case CT_CELL_DAY:
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			put_number(w, (uint32_t) *ct_cell_number(column, row), 4);
			break;
		case CT_CELL_VERDICT:
			put_number(w, (uint32_t) *ct_cell_number(column, row), 1);
			break;
		case CT_CELL_FLAG:
			put_number(w, *ct_cell_flag(column, row), 1);
			break;
		default:
			text = *ct_cell_text(column, row);
			put_number(w, text ? (uint32_t) strlen(text) : NO_TEXT, 2);
			if (text)
				put(w, text, strlen(text) + 1);
			break;
	}
}

static void
put_tables(Writer *w, const CtPolicySource *source)
{
	for (int t = 0; t < CT_TABLES; t++)
	{
		const CtTable *table = &ct_tables[t];
		int n;
		const char *row = ct_source_rows(source, (CtTableId) t, &n);

		put_number(w, (uint32_t) n, 4);
		for (int i = 0; i < n; i++, row += table->row_size)
		{
			for (int c = 0; c < table->ncolumns; c++)
				put_cell(w, &table->columns[c], row);
		}
	}
}

size_t
ct_value_size(const CtPolicySource *source)
{
	Writer w = {NULL, CT_VALUE_HEADER};

	put_tables(&w, source);
	return w.len;
}

void
ct_value_encode(const CtPolicySource *source, unsigned char *out)
{
	Writer w = {out, CT_VALUE_HEADER};

	put_tables(&w, source);
	out[0] = CT_VALUE_VERSION;
	digest(out + CT_VALUE_HEADER, w.len - CT_VALUE_HEADER, out + 1);
}

/* ---- reading ------------------------------------------------------------ */

typedef struct Reader
{
	const unsigned char *bytes;
	size_t len;
	size_t pos;
	const char *what; /* what is wrong, or NULL */
} Reader;

static bool
refuse(Reader *r, const char *what)
{
	if (r->what == NULL)
		r->what = what;
	return false;
}

static uint32_t
get_number(Reader *r, int bytes)
{
	uint32_t value = 0;

	if (r->len - r->pos < (size_t) bytes)
	{
		(void) refuse(r, "The bytes end early");
		return 0;
	}
	for (int i = 0; i < bytes; i++)
		value = value << 8 | r->bytes[r->pos++];
	return value;
}

static const char *
get_text(Reader *r)
{
	uint32_t len = get_number(r, 2);
	const char *text = (const char *) r->bytes + r->pos;

	if (r->what || len == NO_TEXT)
		return NULL;
	if (r->len - r->pos < (size_t) len + 1)
		(void) refuse(r, "A text ends beyond the bytes");
	else if (text[len] != '\0' || memchr(text, '\0', len))
		(void) refuse(r, "A text has a zero within, or none at its end");
	else
	{
		r->pos += len + 1;
		return text;
	}
	return NULL;
}

static void
get_cell(Reader *r, const CtColumn *column, char *row)
{
	uint32_t value;

	switch (column->kind)
	{
		case CT_CELL_DAY:
		case CT_CELL_NUMBER:
		case CT_CELL_RANK:
			*ct_cell_number(column, row) = (int32_t) get_number(r, 4);
			break;
		case CT_CELL_VERDICT:
			*ct_cell_number(column, row) = (int32_t) get_number(r, 1);
			break;
		case CT_CELL_FLAG:
			value = get_number(r, 1);
			if (value > 1)
				(void) refuse(r, "A flag is neither 0 nor 1");
			*ct_cell_flag(column, row) = value != 0;
			break;
		default:
			*ct_cell_text(column, row) = get_text(r);
			break;
	}
}

static bool
get_table(Reader *r, const CtAllocator *allocator, CtTableId id,
		  CtPolicySource *source)
{
	const CtTable *table = &ct_tables[id];
	uint32_t n = get_number(r, 4);
	char *rows;

	if (r->what)
		return false;
	if (n > (uint32_t) table->max_rows)
		return refuse(r, "A table has too many rows");
	rows = allocator->alloc(allocator->context, table->row_size * (n + 1));
	ct_source_set(source, id, rows, (int) n);
	for (uint32_t i = 0; i < n && r->what == NULL; i++)
	{
		for (int c = 0; c < table->ncolumns; c++)
			get_cell(r, &table->columns[c], rows + table->row_size * i);
	}
	return r->what == NULL;
}

bool
ct_value_decode(const unsigned char *bytes, size_t len,
				const CtAllocator *allocator, CtPolicySource *source,
				const char **what, size_t *pos)
{
	Reader r = {bytes, len, CT_VALUE_HEADER, NULL};
	unsigned char sum[CT_DIGEST_SIZE];

	memset(source, 0, sizeof(*source));
	*pos = 0;
	if (len < CT_VALUE_HEADER)
		(void) refuse(&r, "The header is cut short");
	else if (bytes[0] != CT_VALUE_VERSION)
		(void) refuse(&r, "The version is not known");
	else
	{
		digest(bytes + CT_VALUE_HEADER, len - CT_VALUE_HEADER, sum);
		if (memcmp(bytes + 1, sum, CT_DIGEST_SIZE) != 0)
			(void) refuse(&r, "The digest does not fit the content");
		for (int t = 0; t < CT_TABLES && r.what == NULL; t++)
			(void) get_table(&r, allocator, (CtTableId) t, source);
		if (r.what == NULL && r.pos != len)
			(void) refuse(&r, "There are bytes behind the last table");
		*pos = r.what ? r.pos : 0;
	}
	*what = r.what;
	return r.what == NULL;
}
