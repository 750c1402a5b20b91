/*
 * export_policy_value.c
 *		From rows to the bytes of an export_policy and back.
 *
 * The bytes are UTF-8 whatever the server's encoding, so that a value means
 * the same, and is the same, in every database.
 */
#include "export_policy.h"

#include "mb/pg_wchar.h"
#include "utils/memutils.h"

#include "glue.h"

/* how much of a cell an error message quotes, in bytes */
#define MAX_QUOTED 120

static void *
allocate(void *context, size_t size)
{
	return MemoryContextAllocExtended((MemoryContext) context, size,
									  MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

CtAllocator
policy_allocator(MemoryContext memory)
{
	CtAllocator a = {allocate, memory};

	return a;
}

static char *
quoted(const char *text)
{
	int len = (int) strlen(text);

	if (len <= MAX_QUOTED)
		return pstrdup(text);
	return psprintf("%.*s...", pg_mbcliplen(text, len, MAX_QUOTED), text);
}

void *
policy_report(fmNodePtr escontext, int sqlstate, const CtPolicyError *err)
{
	const CtError *e = &err->error;

	if (e->code == CT_ERR_LIMIT &&
		sqlstate != ERRCODE_INVALID_BINARY_REPRESENTATION)
		sqlstate = ERRCODE_PROGRAM_LIMIT_EXCEEDED;
	ereturn(
		escontext, NULL,
		(errcode(sqlstate),
		 err->rule_id ? errmsg("invalid export policy in column \"%s\" of "
							   "\"%s\": \"%s\"",
							   err->column, err->rule_id, quoted(err->text))
					  : errmsg("invalid export policy in \"%s\": \"%s\"",
							   err->column, quoted(err->text)),
		 e->pos == CT_NO_POSITION ? errdetail("%s.", e->what)
								  : errdetail("%s at position %d.", e->what,
											  ct_character(err->text, e->pos)),
		 e->hint[0] ? errhint("%s", e->hint) : 0,
		 err_generic_string(PG_DIAG_COLUMN_NAME, err->column)));
}

/* ---- encodings ---------------------------------------------------------- */

typedef char *(*Converter)(const char *s, int len);

static char *
to_utf8(const char *s, int len)
{
	return pg_server_to_any(s, len, PG_UTF8);
}

static char *
from_utf8(const char *s, int len)
{
	return pg_any_to_server(s, len, PG_UTF8);
}

/*
 * Convert all texts of a source, in place, into the current memory context.
 * There is nothing to do where the server speaks UTF-8 or does not say what it
 * speaks.
 */
static void
convert_texts(CtPolicySource *source, Converter convert)
{
	if (GetDatabaseEncoding() == PG_UTF8 ||
		GetDatabaseEncoding() == PG_SQL_ASCII)
		return;
	for (int t = 0; t < CT_TABLES; t++)
	{
		int n;
		char *row = ct_source_rows(source, (CtTableId) t, &n);

		for (int i = 0; i < n; i++, row += ct_tables[t].row_size)
		{
			for (int c = 0; c < ct_tables[t].ncolumns; c++)
			{
				const CtColumn *column = &ct_tables[t].columns[c];
				const char **text;

				if (!ct_cell_is_text(column))
					continue;
				text = ct_cell_text(column, row);
				if (*text)
					*text = convert(*text, (int) strlen(*text));
			}
		}
	}
}

/* ---- rows to bytes ------------------------------------------------------ */

static void
copy_rows(const CtPolicySource *source, CtPolicySource *copy)
{
	for (int t = 0; t < CT_TABLES; t++)
	{
		size_t size = ct_tables[t].row_size;
		int n;
		const char *rows = ct_source_rows(source, (CtTableId) t, &n);
		char *copied = palloc0(size * (n + 1));

		if (n > 0)
			memcpy(copied, rows, size * n);
		ct_source_set(copy, (CtTableId) t, copied, n);
	}
}

static struct varlena *
encode(const CtPolicySource *source, MemoryContext memory)
{
	size_t size = ct_value_size(source);
	struct varlena *value;

	if (size > MaxAllocSize - VARHDRSZ)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("export policy is too large"),
						errdetail("It would take %zu bytes.", size)));
	value = MemoryContextAlloc(memory, VARHDRSZ + size);
	SET_VARSIZE(value, VARHDRSZ + size);
	ct_value_encode(source, (unsigned char *) VARDATA(value));
	return value;
}

struct varlena *
policy_value_make(const CtPolicySource *source, int sqlstate,
				  fmNodePtr escontext)
{
	MemoryContext old = CurrentMemoryContext;
	MemoryContext scratch = AllocSetContextCreate(
		old, "chiptrade policy value", ALLOCSET_DEFAULT_SIZES);
	CtAllocator allocator = policy_allocator(scratch);
	CtPolicySource rows = *source;
	CtPolicyError err;
	struct varlena *value = NULL;

	MemoryContextSwitchTo(scratch);
	copy_rows(source, &rows);
	convert_texts(&rows, to_utf8);
	if (ct_value_canonical(&rows, &allocator, &err))
	{
		value = encode(&rows, old);
		policy_value_open(value, scratch, &rows);
		if (ct_policy_compile(&rows, &allocator, &err) == NULL)
			value = NULL;
	}
	MemoryContextSwitchTo(old);
	if (value == NULL)
		(void) policy_report(escontext, sqlstate, &err);
	MemoryContextDelete(scratch);
	return value;
}

/* ---- bytes to rows ------------------------------------------------------ */

bool
policy_value_read(const struct varlena *value, MemoryContext memory,
				  CtPolicySource *source, const char **what, size_t *pos)
{
	CtAllocator allocator = policy_allocator(memory);
	MemoryContext old;

	if (!ct_value_decode((const unsigned char *) VARDATA_ANY(value),
						 VARSIZE_ANY_EXHDR(value), &allocator, source, what,
						 pos))
		return false;
	old = MemoryContextSwitchTo(memory);
	convert_texts(source, from_utf8);
	MemoryContextSwitchTo(old);
	return true;
}

void
policy_value_open(const struct varlena *value, MemoryContext memory,
				  CtPolicySource *source)
{
	const char *what;
	size_t pos;

	if (!policy_value_read(value, memory, source, &what, &pos))
		ereport(ERROR, (errcode(ERRCODE_DATA_CORRUPTED),
						errmsg("export policy is damaged"),
						errdetail("%s, at byte %zu.", what, pos)));
}

CtPolicy *
policy_value_compile(const struct varlena *value, MemoryContext memory)
{
	size_t size = VARSIZE_ANY(value);
	struct varlena *copy = MemoryContextAlloc(memory, size);
	CtAllocator allocator = policy_allocator(memory);
	CtPolicySource *source = allocator.alloc(memory, sizeof(CtPolicySource));
	CtPolicyError err;
	CtPolicy *policy;

	memcpy(copy, value, size);
	policy_value_open(copy, memory, source);
	policy = ct_policy_compile(source, &allocator, &err);
	if (policy == NULL)
		(void) policy_report(NULL, ERRCODE_INVALID_PARAMETER_VALUE, &err);
	return policy;
}
