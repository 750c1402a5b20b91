-- Volume limits of rules

CREATE TABLE @extschema@.policy_quota_bundled (
	quota_id text NOT NULL CONSTRAINT policy_quota_id_check
		CHECK (quota_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
	rule_id text,
	title text,
	limited text NOT NULL CONSTRAINT policy_quota_limited_check
		CHECK (limited ~ '^[A-Z]{2}([|][A-Z]{2})*$'),
	reference text NOT NULL CONSTRAINT policy_quota_reference_check
		CHECK (reference ~ '^[A-Z]{2}([|][A-Z]{2})*$'),
	max_pct numeric NOT NULL CONSTRAINT policy_quota_max_pct_check
		CHECK (max_pct >= 0::numeric AND max_pct < 'Infinity'::numeric),
	measure text,
	confidence text CONSTRAINT policy_quota_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	citation text,
	url text,
	note text,
	CONSTRAINT policy_quota_sides_check CHECK (NOT
		pg_catalog.string_to_array(limited, '|') OPERATOR(pg_catalog.&&)
		pg_catalog.string_to_array(reference, '|'))
);
COMMENT ON COLUMN @extschema@.policy_quota_bundled.quota_id IS 'key';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.rule_id IS
'rule in policy_rule whose condition it is';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.title IS 'readable name';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.limited IS
'ISO codes of the destinations that are limited, | between them';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.reference IS
'ISO codes of the destinations that they are measured against, | between them';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.max_pct IS
'what the limited destinations may get at most, in percent of the others; exactly this much is within';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.measure IS
'what is added up, and for what';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.confidence IS
'high, medium, low';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.citation IS
'legal citation or the report that stands for it';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.url IS 'address of the text';
COMMENT ON COLUMN @extschema@.policy_quota_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.policy_quota_bundled'::pg_catalog.regclass,
	'Limits on volumes that rules set as a condition.'::pg_catalog.text,
	VARIADIC ARRAY['quota_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_quota_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.policy_quota, @extschema@.policy_quota_user TO @extowner@
	WITH GRANT OPTION;

CREATE TRIGGER knowledge_1_rule INSTEAD OF INSERT OR UPDATE
	ON @extschema@.policy_quota FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('rule_id', 'policy_rule',
												 'rule_id');
CREATE TRIGGER knowledge_5_referred INSTEAD OF UPDATE OR DELETE
	ON @extschema@.policy_rule FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('rule_id',
		'policy_quota.rule_id');
