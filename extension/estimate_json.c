/*
 * estimate_json.c
 *		estimate to jsonb and back.
 *
 * The object has the keys low, mid, high (numbers), level (between 0 and 1),
 * and low_inc or high_inc only where an end is excluded: false.  What is open
 * or not known is absent on output, absent or null on input.
 */
#include "estimate_value.h"
#include "glue.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

PG_FUNCTION_INFO_V1(estimate_to_jsonb);
PG_FUNCTION_INFO_V1(estimate_from_jsonb);

typedef enum Key
{
	KEY_LOW,
	KEY_MID,
	KEY_HIGH,
	KEY_LEVEL,
	KEY_LOW_INC,
	KEY_HIGH_INC
} Key;

#define KEYS 6

/* so many bytes of an unknown key are told */
#define MAX_KEY 60

static const char *const key_names[KEYS] = {"low",   "mid",     "high",
											"level", "low_inc", "high_inc"};

static void
push_pair(JsonbParseState **state, Key which, JsonbValue *value)
{
	JsonbValue key;

	key.type = jbvString;
	key.val.string.val = unconstify(char *, key_names[which]);
	key.val.string.len = (int) strlen(key_names[which]);
	pushJsonbValue(state, WJB_KEY, &key);
	pushJsonbValue(state, WJB_VALUE, value);
}

static void
push_number(JsonbParseState **state, Key which, int64 coefficient, int scale)
{
	JsonbValue value;

	value.type = jbvNumeric;
	value.val.numeric = ct_figure_numeric(coefficient, scale);
	push_pair(state, which, &value);
}

/*
 * estimate_to_jsonb(value estimate) returns jsonb
 *
 * Strict, never fails.
 */
Datum
estimate_to_jsonb(PG_FUNCTION_ARGS)
{
	const CtEstimate *e = PG_GETARG_ESTIMATE(0);
	JsonbParseState *state = NULL;
	JsonbValue excluded;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	if (ct_estimate_has_low(e))
		push_number(&state, KEY_LOW, e->low, e->scale);
	if (ct_estimate_has_mid(e))
		push_number(&state, KEY_MID, e->mid, e->scale);
	if (ct_estimate_has_high(e))
		push_number(&state, KEY_HIGH, e->high, e->scale);
	if (e->level > 0)
		push_number(&state, KEY_LEVEL, e->level, 4);
	excluded.type = jbvBool;
	excluded.val.boolean = false;
	if (ct_estimate_low_strict(e))
		push_pair(&state, KEY_LOW_INC, &excluded);
	if (ct_estimate_high_strict(e))
		push_pair(&state, KEY_HIGH_INC, &excluded);
	PG_RETURN_JSONB_P(
		JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

/* what of an object has been read */
typedef struct Parts
{
	CtScalar scalar[3];
	bool there[3];
	bool inc[2];
	uint16 level;
} Parts;

static Key
key_of(const JsonbValue *key)
{
	const char *word = key->val.string.val;
	int len = key->val.string.len;
	int i;

	for (i = 0; i < KEYS; i++)
	{
		if ((int) strlen(key_names[i]) == len &&
			memcmp(key_names[i], word, len) == 0)
			return (Key) i;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid key for type estimate: \"%.*s\"",
					pg_mbcliplen(word, len, MAX_KEY), word),
			 errdetail("There is no such field."),
			 errhint("The keys are low mid high level low_inc high_inc.")));
	return KEY_LOW; /* not reached */
}

static const char *
json_type_name(const JsonbValue *value)
{
	if (value->type == jbvString)
		return "a string";
	if (value->type == jbvNumeric)
		return "a number";
	return value->type == jbvBool ? "a boolean" : "an array or object";
}

static void
wrong_json_type(Key key, const JsonbValue *value, const char *expected)
{
	ereport(
		ERROR,
		(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		 errmsg("invalid value for key \"%s\" of type estimate",
				key_names[key]),
		 errdetail("Expected %s, found %s.", expected, json_type_name(value)),
		 errhint("Use null, or leave the key out, for what is open or not "
				 "known.")));
}

static void
set_part(Parts *parts, Key key, const JsonbValue *value)
{
	if (value->type == jbvNull)
		return;
	if (key == KEY_LOW_INC || key == KEY_HIGH_INC)
	{
		if (value->type != jbvBool)
			wrong_json_type(key, value, "true or false");
		parts->inc[key - KEY_LOW_INC] = value->val.boolean;
		return;
	}
	if (value->type != jbvNumeric)
		wrong_json_type(key, value, "a number");
	if (key == KEY_LEVEL)
		parts->level = ct_level_of(value->val.numeric);
	else
	{
		parts->scalar[key] = ct_figure_scalar(value->val.numeric,
											  key_names[key]);
		parts->there[key] = true;
	}
}

static bool
from_object(Jsonb *object, CtEstimate *e)
{
	Parts parts = {.inc = {true, true}};
	JsonbIterator *it = JsonbIteratorInit(&object->root);
	JsonbValue key;
	JsonbValue value;

	(void) JsonbIteratorNext(&it, &key, true);
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		Key which = key_of(&key);

		(void) JsonbIteratorNext(&it, &value, true);
		set_part(&parts, which, &value);
	}
	return ct_estimate_build(parts.there[0] ? &parts.scalar[0] : NULL,
							 parts.there[1] ? &parts.scalar[1] : NULL,
							 parts.there[2] ? &parts.scalar[2] : NULL,
							 parts.level, parts.inc[0], parts.inc[1], e);
}

static void
from_text(const char *text, size_t len, CtEstimate *e)
{
	CtError err;

	if (!ct_estimate_parse(text, len, e, &err))
		ct_report(NULL, &err, "estimate", text, len);
}

/*
 * estimate_from_jsonb(object jsonb) returns estimate
 *
 * Strict.  An object as above, a number (a point) or a string (the text form).
 * NULL for null and for an object without a figure.  Errors: 22023 another
 * JSON type, figures out of order, a level without both ends; 22P02 an unknown
 * key, a malformed string; 22003 too many digits, an impossible level.
 */
Datum
estimate_from_jsonb(PG_FUNCTION_ARGS)
{
	Jsonb *json = PG_GETARG_JSONB_P(0);
	CtEstimate *e = palloc(sizeof(CtEstimate));
	JsonbValue value;
	char *text;

	if (JB_ROOT_IS_OBJECT(json))
	{
		if (!from_object(json, e))
			PG_RETURN_NULL();
		PG_RETURN_ESTIMATE(e);
	}
	if (!JB_ROOT_IS_SCALAR(json) || !JsonbExtractScalar(&json->root, &value) ||
		value.type == jbvBool)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot cast this jsonb to type estimate"),
				 errdetail("Expected an object, a number or a string, found "
						   "an array or a boolean."),
				 errhint("Write an object such as {\"low\": 500000, \"high\": "
						 "1000000}.")));
	if (value.type == jbvNull)
		PG_RETURN_NULL();
	if (value.type == jbvNumeric)
	{
		text = numeric_normalize(value.val.numeric);
		from_text(text, strlen(text), e);
	}
	else
		from_text(value.val.string.val, value.val.string.len, e);
	PG_RETURN_ESTIMATE(e);
}
