/*
 * knowledge_chip.c
 *		Chips by name: exact first, then by keys that forgive spelling.
 */
#include "knowledge_internal.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "chip_name.h"
#include "chiptrade.h"

#define NEAREST_SHOWN 5

/* names in the dynamic hash are cut at this length; longer ones miss it */
#define SPELLING_MAX 128

/* the set lives as long as the backend, and callers can write a name so */
#define SPELLINGS_KEPT 4096

typedef struct Spelling
{
	char name[SPELLING_MAX];
	const Chip *chip;
} Spelling;

typedef bool (*NameTest)(const Chip *chip, const char *candidate,
						 const char *name, size_t len);

/* in the order of the queries below */
enum
{
	ROWS_CHIP,
	ROWS_ALIAS
};

/* Both come in the order of the chip's name and are merged. */
static const KnowledgeQuery chip_queries[] = {
	[ROWS_CHIP] = {"chip",
				   "chip, code, vendor, vendor_country, spec, packages",
				   "ORDER BY 1"},
	[ROWS_ALIAS] =
		{"chip_alias",
		 "chip, pg_catalog.string_agg(alias, E'\\n' ORDER BY alias)",
		 "GROUP BY 1 ORDER BY 1"},
};

static void
copy_chip(const KnowledgeSet *set, const KnowledgeRows *rows, uint64 row,
		  Chip *chip)
{
	const char **names = MemoryContextAllocZero(set->context, sizeof(char *));
	bool isnull;
	Datum spec;

	names[0] = knowledge_text(set, rows, row, 1);
	chip->item.names = names;
	chip->item.nnames = 1;
	chip->code = knowledge_text(set, rows, row, 2);
	chip->item.maker = knowledge_text(set, rows, row, 3);
	chip->item.maker_country = knowledge_text(set, rows, row, 4);
	spec = knowledge_value(rows, row, 5, &isnull);
	chip->has_spec = !isnull;
	if (!isnull)
		chip->spec = *DatumGetGpuSpecP(spec);
	chip->packages = DatumGetInt32(knowledge_value(rows, row, 6, &isnull));
	if (isnull)
		chip->packages = 1;
}

/* The chip's own name, then its aliases. */
static void
copy_aliases(const KnowledgeSet *set, const KnowledgeRows *rows, uint64 row,
			 Chip *chip)
{
	char *list = knowledge_text(set, rows, row, 2);
	const char *own = chip->item.names[0];
	const char **names;
	int n = 2;

	for (const char *p = list; *p; p++)
		n += (*p == '\n');
	names = MemoryContextAllocZero(set->context, sizeof(char *) * n);
	names[0] = own;
	chip->item.nnames = 1;
	while (list)
	{
		char *end = strchr(list, '\n');

		names[chip->item.nnames++] = list;
		if (end)
			*end++ = '\0';
		list = end;
	}
	chip->item.names = names;
}

static void
compile_chips(KnowledgeSet *set, const KnowledgeRows *rows)
{
	const KnowledgeRows *chips = &rows[ROWS_CHIP];
	const KnowledgeRows *aliases = &rows[ROWS_ALIAS];
	int at = 0;

	set->nchips = (int) chips->n;
	set->chips = MemoryContextAllocZero(set->context,
										sizeof(Chip) * (chips->n + 1));
	for (uint64 i = 0; i < chips->n; i++)
		copy_chip(set, chips, i, &set->chips[i]);
	for (uint64 i = 0; i < aliases->n; i++)
	{
		const char *name = knowledge_text(set, aliases, i, 1);
		int found = at;

		while (found < set->nchips &&
			   strcmp(set->chips[found].item.names[0], name) != 0)
			found++;
		if (found == set->nchips)
			continue; /* an alias of a chip that was hidden */
		copy_aliases(set, aliases, i, &set->chips[found]);
		at = found + 1;
	}
}

const KnowledgeSource knowledge_chips = {lengthof(chip_queries), chip_queries,
										 compile_chips};

static bool
same_name(const Chip *chip pg_attribute_unused(), const char *candidate,
		  const char *name, size_t len)
{
	return ct_word_is(name, len, candidate);
}

static bool
same_letters(const Chip *chip pg_attribute_unused(), const char *candidate,
			 const char *name, size_t len)
{
	char a[CT_NAME_MAX];
	char b[CT_NAME_MAX];

	return ct_name_squeeze(name, len, a) > 0 &&
		   ct_name_squeeze(candidate, strlen(candidate), b) > 0 &&
		   strcmp(a, b) == 0;
}

static bool
same_words(const Chip *chip, const char *candidate, const char *name,
		   size_t len)
{
	char a[CT_NAME_MAX];
	char b[CT_NAME_MAX];

	return ct_name_words(name, len, chip->item.maker, a) > 0 &&
		   ct_name_words(candidate, strlen(candidate), chip->item.maker, b) >
			   0 &&
		   strcmp(a, b) == 0;
}

/* The chips that pass a test under one of their names; returns how many. */
static int
chips_by(const KnowledgeSet *set, NameTest test, bool aliases,
		 const char *name, size_t len, const Chip **found, int max)
{
	int n = 0;

	for (int i = 0; i < set->nchips; i++)
	{
		const Chip *chip = &set->chips[i];
		int names = aliases ? chip->item.nnames : 1;
		bool hit = false;

		for (int j = 0; j < names && !hit; j++)
			hit = test(chip, chip->item.names[j], name, len);
		if (!hit)
			continue;
		if (n < max)
			found[n] = chip;
		n++;
	}
	return n;
}

int
knowledge_near(Knowledge *k, const char *name, size_t len, NearName *near,
			   int max)
{
	const KnowledgeSet *set = knowledge_set(k, KNOWLEDGE_CHIPS);
	char asked[CT_NAME_MAX];
	int n = 0;

	ct_name_squeeze(name, Min(len, CT_NAME_MAX - 1), asked);
	for (int i = 0; i < set->nchips; i++)
	{
		NearName best = {&set->chips[i], NULL, 0.0};
		int at;

		for (int j = 0; j < best.chip->item.nnames; j++)
		{
			const char *candidate = best.chip->item.names[j];
			char key[CT_NAME_MAX];
			double likeness;

			ct_name_squeeze(candidate, strlen(candidate), key);
			likeness = ct_name_likeness(asked, key);
			if (likeness > best.likeness)
			{
				best.likeness = likeness;
				best.name = candidate;
			}
		}
		if (best.name == NULL)
			continue;
		/* insertion into the short sorted list; chips come in name order */
		at = n < max ? n++ : max;
		while (at > 0 && near[at - 1].likeness < best.likeness)
		{
			if (at < max)
				near[at] = near[at - 1];
			at--;
		}
		if (at < max)
			near[at] = best;
	}
	return n;
}

/* a name as it is shown in messages */
#define SHOWN_MAX 64

static const char *
shown(const char *name, size_t len)
{
	if (len <= SHOWN_MAX)
		return pnstrdup(name, len);
	return psprintf("%.*s...", pg_mbcliplen(name, (int) len, SHOWN_MAX), name);
}

/* Tell who goes by a name that more than one chip has. */
static void
report_ambiguous(const char *name, size_t len, const Chip **found, int n)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < n && i < NEAREST_SHOWN; i++)
		appendStringInfo(&list, "%s\"%s\"", i > 0 ? ", " : "",
						 found[i]->item.names[0]);
	ereport(ERROR, (errcode(ERRCODE_AMBIGUOUS_ALIAS),
					errmsg("chip name \"%s\" is ambiguous", shown(name, len)),
					errdetail("It may be %s.", list.data),
					errhint("Write the whole name.")));
}

/* asked only for an error, so nothing is kept */
static bool
is_family(const Knowledge *k, const char *name, size_t len)
{
	static const KnowledgeQuery query = {"chip_family", "family",
										 "GROUP BY 1"};
	bool found = false;
	KnowledgeRows rows;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	rows = knowledge_select(k->schema, &query);
	for (uint64 i = 0; i < rows.n && !found; i++)
	{
		char *family = SPI_getvalue(rows.table->vals[i], rows.table->tupdesc,
									1);

		found = family && ct_word_is(name, len, family);
	}
	SPI_finish();
	return found;
}

static void
report_unknown(Knowledge *k, const char *name, size_t len)
{
	NearName near[NEAREST_SHOWN];
	StringInfoData list;
	int n;

	if (memchr(name, '=', len))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("chip \"%s\" is not known", shown(name, len)),
				 errdetail("A text without a cast is the name of a chip."),
				 errhint("Write '%s'::gpu_spec if you mean a "
						 "specification.",
						 shown(name, len))));
	if (is_family(k, name, len))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
						errmsg("\"%s\" is a family of chips, not a chip",
							   shown(name, len)),
						errhint("Its members are in chip_family; name one of "
								"them.")));
	n = knowledge_near(k, name, len, near, NEAREST_SHOWN);
	initStringInfo(&list);
	for (int i = 0; i < n; i++)
		appendStringInfo(&list, "%s\"%s\"", i > 0 ? ", " : "",
						 near[i].chip->item.names[0]);
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("chip \"%s\" is not known", shown(name, len)),
			 n > 0 ? errdetail("The nearest names are %s.", list.data) : 0,
			 errhint("Look it up with chip_find(), or add it to chip or "
					 "chip_alias.")));
}

static const Chip *
find_chip(Knowledge *k, const char *name, size_t len)
{
	static const struct
	{
		NameTest test;
		bool aliases;
	} tiers[] = {
		{same_name, false},
		{same_name, true},
		{same_letters, true},
		{same_words, true},
	};
	const KnowledgeSet *set = knowledge_set(k, KNOWLEDGE_CHIPS);
	const Chip *found[NEAREST_SHOWN];

	for (int i = 0; i < (int) lengthof(tiers); i++)
	{
		int n = chips_by(set, tiers[i].test, tiers[i].aliases, name, len,
						 found, NEAREST_SHOWN);

		if (n == 1)
			return found[0];
		if (n > 1)
			report_ambiguous(name, len, found, n);
	}
	report_unknown(k, name, len);
	return NULL; /* not reached */
}

/* Start over where callers have found too many ways to write a name. */
static void
create_names(KnowledgeSet *set)
{
	HASHCTL ctl = {0};

	if (set->names)
	{
		HTAB *full = set->names;

		set->names = NULL;
		hash_destroy(full);
	}
	ctl.keysize = SPELLING_MAX;
	ctl.entrysize = sizeof(Spelling);
	ctl.hcxt = set->context;
	set->names = hash_create("chiptrade chip names", 256, &ctl,
							 HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
}

const Chip *
knowledge_chip(Knowledge *k, const char *name, size_t len)
{
	KnowledgeSet *set = knowledge_set(k, KNOWLEDGE_CHIPS);
	char key[SPELLING_MAX];
	Spelling *spelling;
	const Chip *chip;

	while (len > 0 && ct_is_space(*name))
	{
		name++;
		len--;
	}
	while (len > 0 && ct_is_space(name[len - 1]))
		len--;
	if (len >= SPELLING_MAX)
		return find_chip(k, name, len);
	if (set->names == NULL ||
		hash_get_num_entries(set->names) >= SPELLINGS_KEPT)
		create_names(set);
	memcpy(key, name, len);
	key[len] = '\0';
	spelling = hash_search(set->names, key, HASH_FIND, NULL);
	if (spelling)
		return spelling->chip;
	chip = find_chip(k, name, len);
	spelling = hash_search(set->names, key, HASH_ENTER, NULL);
	spelling->chip = chip;
	return chip;
}
