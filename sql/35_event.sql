-- Events

CREATE TABLE @extschema@.policy_event_bundled (
	event_id text NOT NULL CONSTRAINT policy_event_id_check
		CHECK (event_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
	on_date date NOT NULL,
	actor text,
	event text NOT NULL,
	chips_affected text,
	rule_id text,
	citation text,
	url text
);
COMMENT ON COLUMN @extschema@.policy_event_bundled.event_id IS
'key: day and actor';
COMMENT ON COLUMN @extschema@.policy_event_bundled.on_date IS
'day of the event';
COMMENT ON COLUMN @extschema@.policy_event_bundled.actor IS 'who acted';
COMMENT ON COLUMN @extschema@.policy_event_bundled.event IS 'what happened';
COMMENT ON COLUMN @extschema@.policy_event_bundled.chips_affected IS
'chips or items it concerns, as the sources name them';
COMMENT ON COLUMN @extschema@.policy_event_bundled.rule_id IS
'rule in policy_rule that it made, changed or ended';
COMMENT ON COLUMN @extschema@.policy_event_bundled.citation IS
'legal citation or report';
COMMENT ON COLUMN @extschema@.policy_event_bundled.url IS 'address';
SELECT @extschema@.knowledge_define('@extschema@.policy_event_bundled'::pg_catalog.regclass,
	'What happened in chip trade policy, by day.'::pg_catalog.text,
	VARIADIC ARRAY['event_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_event_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.policy_event, @extschema@.policy_event_user TO @extowner@
	WITH GRANT OPTION;

CREATE TRIGGER knowledge_1_rule INSTEAD OF INSERT OR UPDATE
	ON @extschema@.policy_event FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('rule_id', 'policy_rule',
												 'rule_id');
CREATE TRIGGER knowledge_4_referred INSTEAD OF UPDATE OR DELETE
	ON @extschema@.policy_rule FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('rule_id',
		'policy_event.rule_id');
