-- What a backend keeps of rules and chips, and what tells it to look again

-- Backends listen to messages about this relation; nothing is stored in it and
-- nobody reads it, so no plan is made anew with them.
CREATE TYPE @extschema@.knowledge_mark AS ();
COMMENT ON TYPE @extschema@.knowledge_mark IS
'no value has this type: the name under which sessions tell each other that rules or chips have changed';

CREATE FUNCTION @extschema@.policy_cache_invalidate() RETURNS trigger
	AS 'MODULE_PATHNAME', 'policy_cache_invalidate'
	LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION @extschema@.policy_cache_invalidate() IS
'AFTER ROW and statement trigger of the tables that rules and chips are read from: tells every session to read them anew once the transaction has committed.';

-- ALWAYS: replicated changes are changes, too.
DO $$
DECLARE
	r text;
	t text;
BEGIN
	FOREACH r IN ARRAY ARRAY['country', 'country_group', 'policy_regime',
							 'policy_rule', 'chip', 'chip_alias'] LOOP
		FOREACH t IN ARRAY ARRAY['_bundled', '_user'] LOOP
			EXECUTE pg_catalog.format(
				'CREATE TRIGGER knowledge_change
					BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %1$s
					FOR EACH STATEMENT
					EXECUTE FUNCTION @extschema@.policy_cache_invalidate();
				 CREATE TRIGGER knowledge_change_row
					AFTER INSERT OR UPDATE OR DELETE ON %1$s FOR EACH ROW
					EXECUTE FUNCTION @extschema@.policy_cache_invalidate();
				 ALTER TABLE %1$s ENABLE ALWAYS TRIGGER knowledge_change;
				 ALTER TABLE %1$s ENABLE ALWAYS TRIGGER knowledge_change_row',
				'@extschema@.' || r || t);
		END LOOP;
	END LOOP;
END
$$;

-- tgtype: 1 row, 2 before, 4 INSERT, 8 DELETE, 16 UPDATE, 32 TRUNCATE
CREATE FUNCTION @extschema@.knowledge_check(
	OUT relation text, OUT problem text) RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT needed.relation::text,
		   CASE WHEN t.tgname IS NULL THEN 'trigger ' || needed.name || ' is missing'
				WHEN t.tgenabled = 'D' THEN 'trigger ' || needed.name || ' is disabled'
				WHEN t.tgenabled <> 'A' THEN 'trigger ' || needed.name || ' is not ENABLE ALWAYS'
				ELSE 'trigger ' || needed.name || ' does not fire on every change' END
	  FROM pg_catalog.unnest(ARRAY[
				'@extschema@.country_bundled'::regclass,
				'@extschema@.country_user'::regclass,
				'@extschema@.country_group_bundled'::regclass,
				'@extschema@.country_group_user'::regclass,
				'@extschema@.policy_regime_bundled'::regclass,
				'@extschema@.policy_regime_user'::regclass,
				'@extschema@.policy_rule_bundled'::regclass,
				'@extschema@.policy_rule_user'::regclass,
				'@extschema@.chip_bundled'::regclass,
				'@extschema@.chip_user'::regclass,
				'@extschema@.chip_alias_bundled'::regclass,
				'@extschema@.chip_alias_user'::regclass]) r(relation)
	 CROSS JOIN (VALUES ('knowledge_change', 2 + 4 + 8 + 16 + 32),
						('knowledge_change_row', 1 + 4 + 8 + 16)) k(name, type)
	 CROSS JOIN LATERAL (SELECT r.relation, k.name, k.type) needed
	  LEFT JOIN pg_catalog.pg_trigger t
		ON t.tgrelid = needed.relation AND t.tgname::text = needed.name
	   AND t.tgfoid = '@extschema@.policy_cache_invalidate()'::regprocedure
	 WHERE (t.tgenabled = 'A' AND t.tgtype = needed.type
			AND t.tgqual IS NULL AND t.tgattr::text = '') IS NOT TRUE
	UNION ALL
	SELECT r.relation::text,
		   CASE WHEN t.tgname IS NULL THEN 'trigger policy_consistent is missing'
				ELSE 'trigger policy_consistent is disabled' END
	  FROM pg_catalog.unnest(ARRAY[
				'@extschema@.country_user'::regclass,
				'@extschema@.country_group_user'::regclass,
				'@extschema@.policy_regime_user'::regclass,
				'@extschema@.policy_rule_user'::regclass]) r(relation)
	  LEFT JOIN pg_catalog.pg_trigger t
		ON t.tgrelid = r.relation AND t.tgname::text = 'policy_consistent'
	 WHERE (t.tgenabled IN ('O', 'A')) IS NOT TRUE
	 ORDER BY 1, 2;
END;
COMMENT ON FUNCTION @extschema@.knowledge_check() IS
'a row for each trigger that is missing or not ENABLE ALWAYS where rules and chips are read: without it every statement reads them anew; and for policy_consistent where it is off, and edits of rules are not checked as a whole; no row: all is well. ALTER TABLE ... ENABLE ALWAYS TRIGGER mends it';
