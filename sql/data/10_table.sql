-- The tables of the market's rows: children of chiptrade's R_bundled, so that
-- its views show them and DROP EXTENSION chiptrade_data takes them away.

DO $$
DECLARE
	r text;
	k text;
	col record;
BEGIN
	FOREACH r IN ARRAY ARRAY['source', 'price', 'series', 'shipment',
							 'vendor_revenue', 'trade_flow', 'demand', 'supply',
							 'published_figure', 'claim', 'dataset',
							 'universe_series'] LOOP
		SELECT pg_catalog.pg_get_constraintdef(c.oid) INTO STRICT k
		  FROM pg_catalog.pg_constraint c
		 WHERE c.conrelid OPERATOR(pg_catalog.=)
			   pg_catalog.format('@extschema@.%s_bundled', r)::pg_catalog.regclass
		   AND c.contype OPERATOR(pg_catalog.=) 'p'::"char";
		EXECUTE pg_catalog.format(
			'CREATE TABLE @extschema@.%1$s_data (%2$s)
				INHERITS (@extschema@.%1$s_bundled);
			 GRANT SELECT ON @extschema@.%1$s_data TO PUBLIC;
			 COMMENT ON TABLE @extschema@.%1$s_data IS %3$L', r, k,
			pg_catalog.format('Rows of chiptrade_data in %s_bundled, read-only; use the view %s.',
							  r, r));
		FOR col IN
			SELECT a.attname, pg_catalog.col_description(i.inhparent, a.attnum)
				AS description
			  FROM pg_catalog.pg_inherits i
			  JOIN pg_catalog.pg_attribute a
				ON a.attrelid OPERATOR(pg_catalog.=) i.inhparent
			 WHERE i.inhrelid OPERATOR(pg_catalog.=)
				   pg_catalog.format('@extschema@.%s_data', r)::pg_catalog.regclass
			   AND a.attnum OPERATOR(pg_catalog.>) 0::smallint
			   AND NOT a.attisdropped
		LOOP
			EXECUTE pg_catalog.format('COMMENT ON COLUMN @extschema@.%s_data.%I IS %L',
									  r, col.attname::text, col.description);
		END LOOP;
	END LOOP;
END
$$;

