-- The market: named selections whose rows may be added

CREATE TABLE @extschema@.universe_series_bundled (
	universe text NOT NULL CONSTRAINT universe_series_universe_check
		CHECK (universe ~ '^[a-z0-9][a-z0-9-]*$'),
	series text NOT NULL,
	level text NOT NULL,
	status text NOT NULL,
	products text,
	as_destination text,
	assumption text
);
COMMENT ON COLUMN @extschema@.universe_series_bundled.universe IS
'name of the selection';
COMMENT ON COLUMN @extschema@.universe_series_bundled.series IS
'series in shipment of which it takes rows: the additive ones';
COMMENT ON COLUMN @extschema@.universe_series_bundled.level IS 'of this level';
COMMENT ON COLUMN @extschema@.universe_series_bundled.status IS
'and this status';
COMMENT ON COLUMN @extschema@.universe_series_bundled.products IS
'and of these products, | between them; NULL: of all';
COMMENT ON COLUMN @extschema@.universe_series_bundled.as_destination IS
'destination that the rows are counted under; NULL: their own';
COMMENT ON COLUMN @extschema@.universe_series_bundled.assumption IS
'what the selection rests on';
SELECT @extschema@.knowledge_define('@extschema@.universe_series_bundled'::pg_catalog.regclass,
	'Named selections of shipments whose rows may be added: which series they are put together of. Read by universe().'::pg_catalog.text,
	VARIADIC ARRAY['universe', 'series']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.universe_series_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.universe_series, @extschema@.universe_series_user TO @extowner@
	WITH GRANT OPTION;

CREATE FUNCTION @extschema@.universe_unknown(name text, known text) RETURNS boolean
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
	IF name IS NULL THEN
		RETURN NULL;
	END IF;
	RAISE EXCEPTION 'unknown universe "%"', name
	USING ERRCODE = 'undefined_object',
		  DETAIL = format('There are: %s.', coalesce(known, 'none')),
		  HINT = 'INSERT its series INTO universe_series, or CREATE EXTENSION chiptrade_data, which brings some.';
END
$body$;
COMMENT ON FUNCTION @extschema@.universe_unknown(text, text) IS
'the error of universe() for a name that it does not know: 42704; NULL for NULL';

-- The second arm has no rows; it is there for the error.
CREATE FUNCTION @extschema@.universe(name text)
	RETURNS SETOF @extschema@.shipment
	LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 100
BEGIN ATOMIC
	SELECT s.shipment_id, s.period, s.vendor, s.product, s.chip, s.family,
		   s.made_in, s.vendor_country, coalesce(u.as_destination, s.destination),
		   s.buyer, s.end_user, s.owner, s.channel, s.status, s.unit,
		   s.quantity, s.value, s.currency, s.h100e_published,
		   universe.name AS series, universe.name AS level, s.additive,
		   s.overlaps_series, s.source_id, s.cited, s.published, s.confidence,
		   s.note, s.origin
	  FROM @extschema@.universe_series u
	  JOIN @extschema@.shipment s ON s.series = u.series AND s.level = u.level
	   AND s.status = u.status AND s.additive
	   AND (u.products IS NULL
			OR s.product = ANY (string_to_array(u.products, '|')))
	 WHERE u.universe = universe.name
	UNION ALL
	SELECT s.*
	  FROM @extschema@.shipment s
	 WHERE CASE WHEN EXISTS (SELECT FROM @extschema@.universe_series u
							  WHERE u.universe = universe.name) THEN false
			ELSE @extschema@.universe_unknown(universe.name,
				(SELECT string_agg(DISTINCT u.universe, ', ')
				   FROM @extschema@.universe_series u)) END;
END;
COMMENT ON FUNCTION @extschema@.universe(text) IS
'the rows of shipment that a named selection of universe_series puts together, with its name as series and level: SELECT sum_quantity(s) FROM universe(''cn-epoch'') s. An unknown name: 42704';
