-- Overrides whose bundled row is no longer what they replaced
--
-- A bundled row may gain columns in an update, which bundled_then does not
-- have: so the row of today must contain it, not equal it.  The view is made
-- of every R_user that there is, with the columns of its primary key.

DO $$
DECLARE
	arms text;
BEGIN
	SELECT string_agg(format(
			'SELECT %L::text AS relation, pg_catalog.concat_ws('', '', %s) AS key,
					u.hidden, u.bundled_then, pg_catalog.to_jsonb(b) AS bundled_now
			   FROM @extschema@.%I u
			   LEFT JOIN @extschema@.%I b USING (%s)',
			k.relation, k.vals, k.relation || '_user', k.relation || '_bundled',
			k.cols), E'\nUNION ALL\n' ORDER BY k.made)
	  INTO arms
	  FROM (SELECT regexp_replace(c.relname::text, '_user$', '') AS relation,
				   c.oid AS made,
				   string_agg(format('u.%I', a.attname::text), ', '
							  ORDER BY i.o) AS vals,
				   string_agg(format('%I', a.attname::text), ', '
							  ORDER BY i.o) AS cols
			  FROM pg_class c
			  JOIN pg_depend d ON d.classid = 'pg_class'::regclass
			   AND d.objid = c.oid AND d.deptype = 'e'
			  JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass
			   AND d.refobjid = e.oid AND e.extname::text = 'chiptrade'
			  JOIN pg_index x ON x.indrelid = c.oid AND x.indisprimary
			 CROSS JOIN unnest(x.indkey) WITH ORDINALITY i(attnum, o)
			  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.attnum
			 WHERE c.relkind = 'r' AND c.relname::text ~ '_user$'
			 GROUP BY c.oid, c.relname) k;
	EXECUTE format(
		'CREATE VIEW @extschema@.v_override WITH (security_invoker = true) AS
		 SELECT o.relation, o.key,
				CASE WHEN o.hidden THEN ''tombstone'' ELSE ''override'' END AS kind,
				o.bundled_then, o.bundled_now
		   FROM (%s) o
		  WHERE (o.bundled_then IS NOT NULL OR o.bundled_now IS NOT NULL)
			AND (o.bundled_now OPERATOR(pg_catalog.@>) o.bundled_then) IS NOT TRUE',
		arms);
END
$$;
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
