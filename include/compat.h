/*
 * compat.h
 *		The only place that looks at PG_VERSION_NUM.  PostgreSQL 15 to 18.
 */
#ifndef CHIPTRADE_COMPAT_H
#define CHIPTRADE_COMPAT_H

#include "postgres.h"

#if PG_VERSION_NUM < 150000
#error "chiptrade needs PostgreSQL 15 or newer"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* 18 has the word of C11 in front of the function, not one behind it. */
#if PG_VERSION_NUM < 180000
#define pg_noreturn _Noreturn
#endif

/*
 * Soft errors came with 16.  Below it, an input function has no context to
 * report to and throws.
 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#define CT_ESCONTEXT(fcinfo) ((fcinfo)->context)
#else
#define CT_ESCONTEXT(fcinfo) NULL
#define ereturn(context, value, ...) \
	do                               \
	{                                \
		(void) (context);            \
		ereport(ERROR, __VA_ARGS__); \
		return value;                \
	} while (0)
#endif

/* jsonb from text; false after a soft error */
#if PG_VERSION_NUM >= 160000
#define CT_JSONB_IN(text, context, result)                               \
	DirectInputFunctionCallSafe(jsonb_in, text, InvalidOid, -1, context, \
								result)
#else
#define CT_JSONB_IN(text, context, result) \
	((void) (context),                     \
	 *(result) = DirectFunctionCall1(jsonb_in, CStringGetDatum(text)), true)
#endif

/* 16 gave make_range() a context for soft errors; ours never fail. */
#if PG_VERSION_NUM >= 160000
#define CT_MAKE_RANGE(cache, lower, upper) \
	make_range(cache, lower, upper, false, NULL)
#else
#define CT_MAKE_RANGE(cache, lower, upper) \
	make_range(cache, lower, upper, false)
#endif

/* 16 made one function of the checks of privileges. */
#if PG_VERSION_NUM >= 160000
#define CT_SCHEMA_ACLCHECK(schema, user, mode) \
	object_aclcheck(NamespaceRelationId, schema, user, mode)
#else
#define CT_SCHEMA_ACLCHECK(schema, user, mode) \
	pg_namespace_aclcheck(schema, user, mode)
#endif

/* 18 shows the name of a loaded module in pg_get_loaded_modules(). */
#if PG_VERSION_NUM >= 180000
#define CT_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "chiptrade")
#else
#define CT_MODULE_MAGIC PG_MODULE_MAGIC
#endif

#endif /* CHIPTRADE_COMPAT_H */
