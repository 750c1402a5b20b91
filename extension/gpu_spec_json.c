/*
 * gpu_spec_json.c
 *		gpu_spec to jsonb and back.
 *
 * The object has the names of the fields as keys, numbers for numeric fields,
 * booleans for dc and hbm, a string for released.  What is unknown is absent
 * on output, absent or null on input.
 */
#include "glue.h"
#include "spec_unit.h"

#include "utils/builtins.h"
#include "utils/jsonb.h"

PG_FUNCTION_INFO_V1(gpu_spec_to_jsonb);
PG_FUNCTION_INFO_V1(gpu_spec_from_jsonb);

static void
push_pair(JsonbParseState **state, CtField field, JsonbValue *value)
{
	JsonbValue key;

	key.type = jbvString;
	key.val.string.val = unconstify(char *, ct_field_name(field));
	key.val.string.len = (int) strlen(ct_field_name(field));
	pushJsonbValue(state, WJB_KEY, &key);
	pushJsonbValue(state, WJB_VALUE, value);
}

/*
 * gpu_spec_to_jsonb(spec gpu_spec) returns jsonb
 *
 * Strict, never fails.  {} for the all-unknown spec.
 */
Datum
gpu_spec_to_jsonb(PG_FUNCTION_ARGS)
{
	const GpuSpec *spec = PG_GETARG_GPUSPEC_P(0);
	JsonbParseState *state = NULL;
	JsonbValue value;
	char date[CT_DATE_MAX];
	int f;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	value.type = jbvNumeric;
	for (f = 0; f < CT_NUMBERS; f++)
	{
		if (!ct_known(spec, (CtField) f))
			continue;
		value.val.numeric = ct_thousandths_numeric(
			ct_thousandths(spec, (CtField) f));
		push_pair(&state, (CtField) f, &value);
	}
	value.type = jbvBool;
	value.val.boolean = ct_dc(spec) == CT_TRUE;
	if (ct_dc(spec) != CT_UNKNOWN)
		push_pair(&state, CT_DC, &value);
	value.val.boolean = true;
	if (ct_hbm(spec))
		push_pair(&state, CT_HBM, &value);
	if (ct_precision(spec) != CT_DATE_UNKNOWN)
	{
		value.type = jbvString;
		value.val.string.len = (int) ct_date_format(spec, date);
		value.val.string.val = date;
		push_pair(&state, CT_RELEASED, &value);
	}
	PG_RETURN_JSONB_P(
		JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

/* the field of a key, or an error; keys may be aliases */
static CtField
field_of_key(const JsonbValue *key)
{
	const char *word = key->val.string.val;
	int len = key->val.string.len;
	const char *nearest;
	CtField field;

	if (ct_mentions_sparsity(word, len))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid key for type gpu_spec: \"%.*s\"", len, word),
				 errdetail("Sparse rates are not accepted."),
				 errhint("%s", CT_SPARSE_HINT)));
	if (ct_field_lookup(word, len, &field))
		return field;
	nearest = ct_field_nearest(word, len);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid key for type gpu_spec: \"%.*s\"", len, word),
			 errdetail("There is no such field."),
			 nearest
				 ? errhint("Did you mean \"%s\"?", nearest)
				 : errhint("The keys are int4 fp4 fp6 int8 fp8 fp16 tf32 fp32 "
						   "fp64 mem bw io pcie die transistors tdp area dc "
						   "hbm released.")));
	return CT_FIELDS; /* not reached */
}

static void
wrong_json_type(const JsonbValue *key, const JsonbValue *value,
				const char *expected)
{
	const char *found = "an array or object";

	if (value->type == jbvString)
		found = "a string";
	else if (value->type == jbvNumeric)
		found = "a number";
	else if (value->type == jbvBool)
		found = "a boolean";
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("invalid value for key \"%.*s\" of type gpu_spec",
						   key->val.string.len, key->val.string.val),
					errdetail("Expected %s, found %s.", expected, found),
					errhint("Use null, or leave the key out, for what is not "
							"known.")));
}

static void
set_number(GpuSpec *spec, CtField field, const JsonbValue *key,
		   const JsonbValue *value)
{
	uint64_t number;
	char *text;
	CtError err;

	if (value->type != jbvNumeric)
		wrong_json_type(key, value, "a number");
	if (!ct_numeric_scaled(value->val.numeric, 3, CT_MAX_THOUSANDTHS, &number,
						   &text, &err))
		ct_report_field(NULL, &err, "gpu_spec",
						pnstrdup(key->val.string.val, key->val.string.len),
						text);
	spec->number[field] = (uint32_t) number + 1;
}

static void
set_field(GpuSpec *spec, CtField field, const JsonbValue *key,
		  const JsonbValue *value)
{
	CtError err;

	if (value->type == jbvNull)
		return;
	if (field < CT_NUMBERS)
		set_number(spec, field, key, value);
	else if (field == CT_RELEASED)
	{
		if (value->type != jbvString)
			wrong_json_type(key, value, "a string such as \"2023-11\"");
		if (!ct_spec_set_date(spec, value->val.string.val,
							  value->val.string.len, 0, &err))
			ct_report_field(
				NULL, &err, "gpu_spec",
				pnstrdup(key->val.string.val, key->val.string.len),
				pnstrdup(value->val.string.val, value->val.string.len));
	}
	else
	{
		if (value->type != jbvBool)
			wrong_json_type(key, value, "true or false");
		if (field == CT_HBM)
			ct_spec_set_hbm(spec, value->val.boolean);
		else
			ct_spec_set_dc(spec, value->val.boolean ? CT_TRUE : CT_FALSE);
	}
}

/*
 * gpu_spec_from_jsonb(object jsonb) returns gpu_spec
 *
 * Strict.  Errors name the key: 22023 not an object or a value of the wrong
 * JSON type; 22P02 unknown, repeated or sparse key, malformed date; 22003
 * negative, too large or more than three decimals; 22008 impossible date.
 */
Datum
gpu_spec_from_jsonb(PG_FUNCTION_ARGS)
{
	Jsonb *object = PG_GETARG_JSONB_P(0);
	GpuSpec *spec = palloc(sizeof(GpuSpec));
	JsonbIterator *it;
	JsonbValue key;
	JsonbValue value;
	uint32_t seen = 0;

	if (!JB_ROOT_IS_OBJECT(object))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cannot cast this jsonb to type gpu_spec"),
				 errdetail("Expected an object, found an array or a single "
						   "value."),
				 errhint("Write an object such as {\"fp8\": 1979, \"mem\": "
						 "141}.")));
	ct_spec_init(spec);
	it = JsonbIteratorInit(&object->root);
	(void) JsonbIteratorNext(&it, &key, true);
	while (JsonbIteratorNext(&it, &key, true) == WJB_KEY)
	{
		CtField field = field_of_key(&key);

		if (seen & CT_FIELD_BIT(field))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid key for type gpu_spec: \"%.*s\"",
							key.val.string.len, key.val.string.val),
					 errdetail("The field \"%s\" is given more than once.",
							   ct_field_name(field)),
					 errhint("Aliases count as the same field.")));
		seen |= CT_FIELD_BIT(field);
		(void) JsonbIteratorNext(&it, &value, true);
		set_field(spec, field, &key, &value);
	}
	PG_RETURN_GPUSPEC_P(spec);
}
