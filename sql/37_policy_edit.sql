-- An edit must leave rules behind that can be decided by

CREATE FUNCTION @extschema@.policy_edit() RETURNS trigger
	AS 'MODULE_PATHNAME', 'policy_edit'
	LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION @extschema@.policy_edit() IS
'statement trigger of the views country, country_group, policy_regime and policy_rule, and trigger of constraint policy_consistent on their tables of the user: once for a statement, or at the end of the transaction where the constraint is deferred, the rules as they are then must compile. 23514, or 23503 where a row of another relation is in the way.';

-- A view cannot have a constraint, so it is on the table; what is written to
-- the table past the view is not checked.
DO $$
DECLARE
	r text;
BEGIN
	FOREACH r IN ARRAY ARRAY['country', 'country_group', 'policy_regime',
							 'policy_rule'] LOOP
		EXECUTE pg_catalog.format(
			'CREATE TRIGGER policy_edit_lock BEFORE INSERT OR UPDATE OR DELETE
				ON %1$s FOR EACH STATEMENT
				EXECUTE FUNCTION @extschema@.policy_edit();
			 CREATE TRIGGER policy_edit_check AFTER INSERT OR UPDATE OR DELETE
				ON %1$s FOR EACH STATEMENT
				EXECUTE FUNCTION @extschema@.policy_edit();
			 CREATE CONSTRAINT TRIGGER policy_consistent
				AFTER INSERT OR UPDATE OR DELETE ON %1$s_user
				DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
				EXECUTE FUNCTION @extschema@.policy_edit()',
			'@extschema@.' || r);
	END LOOP;
END
$$;
