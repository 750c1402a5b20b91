-- Overrides whose bundled row is no longer what they replaced
--
-- A bundled row may gain columns in an update, which bundled_then does not
-- have: so the row of today must contain it, not equal it.

CREATE VIEW @extschema@.v_override WITH (security_invoker = true) AS
SELECT o.relation, o.key,
	   CASE WHEN o.hidden THEN 'tombstone' ELSE 'override' END AS kind,
	   o.bundled_then, o.bundled_now
  FROM (
	SELECT 'country'::text AS relation, u.country AS key, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b) AS bundled_now
	  FROM @extschema@.country_user u
	  LEFT JOIN @extschema@.country_bundled b
			USING (country)
	UNION ALL
	SELECT 'country_group'::text, pg_catalog.concat_ws(', ', u.group_code, u.country, u.valid_from), u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.country_group_user u
	  LEFT JOIN @extschema@.country_group_bundled b
			USING (group_code, country, valid_from)
	UNION ALL
	SELECT 'source'::text, u.source_id, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.source_user u
	  LEFT JOIN @extschema@.source_bundled b
			USING (source_id)
	UNION ALL
	SELECT 'chip'::text, u.chip, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.chip_user u
	  LEFT JOIN @extschema@.chip_bundled b
			USING (chip)
	UNION ALL
	SELECT 'chip_alias'::text, pg_catalog.concat_ws(', ', u.alias, u.chip), u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.chip_alias_user u
	  LEFT JOIN @extschema@.chip_alias_bundled b
			USING (alias, chip)
	UNION ALL
	SELECT 'chip_family'::text, pg_catalog.concat_ws(', ', u.family, u.member, u.period), u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.chip_family_user u
	  LEFT JOIN @extschema@.chip_family_bundled b
			USING (family, member, period)
	UNION ALL
	SELECT 'price'::text, u.price_id, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.price_user u
	  LEFT JOIN @extschema@.price_bundled b
			USING (price_id)
	UNION ALL
	SELECT 'policy_regime'::text, u.regime, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.policy_regime_user u
	  LEFT JOIN @extschema@.policy_regime_bundled b
			USING (regime)
	UNION ALL
	SELECT 'policy_rule'::text, u.rule_id, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.policy_rule_user u
	  LEFT JOIN @extschema@.policy_rule_bundled b
			USING (rule_id)
	UNION ALL
	SELECT 'policy_event'::text, u.event_id, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.policy_event_user u
	  LEFT JOIN @extschema@.policy_event_bundled b
			USING (event_id)
	UNION ALL
	SELECT 'policy_quota'::text, u.quota_id, u.hidden, u.bundled_then,
		   pg_catalog.to_jsonb(b)
	  FROM @extschema@.policy_quota_user u
	  LEFT JOIN @extschema@.policy_quota_bundled b
			USING (quota_id)
  ) o
 WHERE (o.bundled_then IS NOT NULL OR o.bundled_now IS NOT NULL)
   AND (o.bundled_now OPERATOR(pg_catalog.@>) o.bundled_then) IS NOT TRUE;
COMMENT ON VIEW @extschema@.v_override IS
'Overrides and tombstones of the user whose bundled row has changed, come or gone since. UPDATE the row through its view to keep it, knowledge_reset() to return to the bundled row.';
COMMENT ON COLUMN @extschema@.v_override.relation IS 'knowledge view';
COMMENT ON COLUMN @extschema@.v_override.key IS 'key of the row, ", " between its columns';
COMMENT ON COLUMN @extschema@.v_override.kind IS 'override or tombstone';
COMMENT ON COLUMN @extschema@.v_override.bundled_then IS
'the bundled row that was replaced or hidden; NULL where there was none yet';
COMMENT ON COLUMN @extschema@.v_override.bundled_now IS
'the bundled row of today; NULL where it is gone';
GRANT SELECT ON @extschema@.v_override TO PUBLIC;
