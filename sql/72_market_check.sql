-- The market: checks that look at other rows, and what is filled in

CREATE FUNCTION @extschema@.chip_identity(chip text, OUT name text,
	OUT vendor text, OUT vendor_country text)
	AS 'MODULE_PATHNAME', 'chip_identity'
	LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.chip_identity(text) IS
'the chip of this name or alias as chip has it, and its maker; as forgiving as chip_spec(): an unknown or ambiguous name is an error that lists the nearest';

-- Chips are looked up first: they come from the session's cache.
CREATE FUNCTION @extschema@.shipment_fill() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	col text := 'product';
	wanted text;
	hit record;
	kin text;
	about text;
BEGIN
	IF TG_OP = 'UPDATE' THEN
		-- another product is another chip
		IF NEW.product IS DISTINCT FROM OLD.product
			AND NEW.chip IS NOT DISTINCT FROM OLD.chip
			AND NEW.family IS NOT DISTINCT FROM OLD.family THEN
			NEW.chip := NULL;
			NEW.family := NULL;
		END IF;
		IF NEW.chip = OLD.chip OR NEW.family = OLD.family THEN
			RETURN NEW;
		END IF;
	END IF;
	IF NEW.chip IS NOT NULL THEN
		col := 'chip';
	ELSIF NEW.family IS NOT NULL THEN
		col := 'family';
	END IF;
	wanted := coalesce(NEW.chip, NEW.family, NEW.product);
	IF wanted IS NULL THEN
		RAISE EXCEPTION 'no chip and no family in the row (column product)'
		USING ERRCODE = 'not_null_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = col,
			  HINT = 'Give product, the name that the source uses, or one of chip and family.';
	END IF;
	IF col <> 'family' THEN
		BEGIN
			EXECUTE format('SELECT * FROM %I.chip_identity($1)', TG_TABLE_SCHEMA)
			INTO hit USING wanted;
			NEW.chip := hit.name;
			NEW.vendor := coalesce(NEW.vendor, hit.vendor);
			IF NEW.vendor = hit.vendor THEN
				NEW.vendor_country := coalesce(NEW.vendor_country,
											   hit.vendor_country);
			END IF;
		EXCEPTION WHEN undefined_object OR ambiguous_alias THEN
			NEW.chip := NULL;
			GET STACKED DIAGNOSTICS about = PG_EXCEPTION_DETAIL;
		END;
	END IF;
	IF NEW.chip IS NULL AND col <> 'chip' THEN
		EXECUTE format(
			'SELECT f.family FROM %1$I.chip_family f
			  WHERE %1$I.knowledge_name(f.family) = %1$I.knowledge_name($1)
			  LIMIT 1', TG_TABLE_SCHEMA)
		INTO kin USING wanted;
		NEW.family := kin;
	END IF;
	IF NEW.chip IS NULL AND NEW.family IS NULL THEN
		RAISE EXCEPTION 'unknown % "%" in column %',
			CASE col WHEN 'product' THEN 'chip or family' ELSE col END, wanted, col
		USING ERRCODE = 'foreign_key_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = col,
			  DETAIL = coalesce(about, format('There is none in %s.',
				CASE col WHEN 'family' THEN 'chip_family' ELSE 'chip' END)),
			  HINT = CASE col WHEN 'family' THEN 'INSERT it INTO chip_family first.'
				ELSE 'Look it up with chip_find(), or INSERT it INTO chip, chip_alias or chip_family first.' END;
	END IF;
	NEW.product := coalesce(NEW.product, wanted);
	IF NEW.vendor_country IS NULL AND NEW.vendor IS NOT NULL THEN
		EXECUTE format('SELECT c.vendor_country FROM %I.chip c
						WHERE c.vendor = $1 LIMIT 1', TG_TABLE_SCHEMA)
		INTO NEW.vendor_country USING NEW.vendor;
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.shipment_fill() IS
'INSTEAD OF trigger of shipment: finds chip or family by product, and takes vendor and vendor_country from the chip where they are left out. A name that nobody has: 23503; none given: 23502.';

-- A key of the columns that tell rows apart, where it is left out.
CREATE FUNCTION @extschema@.market_key() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	given jsonb := to_jsonb(NEW);
	key text;
BEGIN
	IF given ->> TG_ARGV[0] IS NOT NULL THEN
		RETURN NEW;
	END IF;
	key := (SELECT string_agg(given ->> a, '/' ORDER BY o)
			  FROM unnest(TG_ARGV[1:]) WITH ORDINALITY u(a, o));
	RETURN jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], key));
END
$body$;
COMMENT ON FUNCTION @extschema@.market_key() IS
'INSTEAD OF trigger of the market''s views: makes the key where it is left out. Arguments: the key column, the columns it is made of.';

-- XW is the world, letters joined by + are several countries, a longer word is
-- the name of a group.
CREATE FUNCTION @extschema@.trade_flow_check() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	code text;
	known boolean;
BEGIN
	FOREACH code IN ARRAY string_to_array(NEW.partner, '+') LOOP
		CONTINUE WHEN length(code) > 2 OR code = 'XW';
		EXECUTE format('SELECT EXISTS (SELECT FROM %I.country c
						WHERE c.country = $1)', TG_TABLE_SCHEMA)
		INTO known USING code;
		IF NOT known THEN
			RAISE EXCEPTION 'unknown country "%" in column partner', code
			USING ERRCODE = 'foreign_key_violation',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				  COLUMN = 'partner',
				  DETAIL = format('There is no country "%s" in country.', code),
				  HINT = 'Write an ISO code, XW for the world, codes joined by +, or the name of a group.';
		END IF;
	END LOOP;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.trade_flow_check() IS
'INSTEAD OF trigger of trade_flow, called by knowledge_refer() where partner is no country: countries in it must be known. 23503.';

CREATE TRIGGER knowledge_1_fill INSTEAD OF INSERT OR UPDATE
	ON @extschema@.shipment FOR EACH ROW
	EXECUTE FUNCTION @extschema@.shipment_fill();
CREATE TRIGGER knowledge_2_destination INSTEAD OF INSERT OR UPDATE
	ON @extschema@.shipment FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('destination', 'country',
												 'country', 'XW');
CREATE TRIGGER knowledge_2_made_in INSTEAD OF INSERT OR UPDATE
	ON @extschema@.shipment FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('made_in', 'country', 'country');
CREATE TRIGGER knowledge_2_vendor_country INSTEAD OF INSERT OR UPDATE
	ON @extschema@.shipment FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('vendor_country', 'country',
												 'country');
CREATE TRIGGER knowledge_1_chip INSTEAD OF INSERT OR UPDATE
	ON @extschema@.supply FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('chip', 'chip', 'chip');
CREATE TRIGGER knowledge_1_country INSTEAD OF INSERT OR UPDATE
	ON @extschema@.vendor_revenue FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('country', 'country',
												 'country', 'XW');
CREATE TRIGGER knowledge_1_reporter INSTEAD OF INSERT OR UPDATE
	ON @extschema@.trade_flow FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('reporter', 'country', 'country');
CREATE TRIGGER knowledge_2_partner INSTEAD OF INSERT OR UPDATE
	ON @extschema@.trade_flow FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('partner', 'country', 'country',
												 'XW', 'trade_flow_check');

DO $$
DECLARE
	r text;
BEGIN
	FOREACH r IN ARRAY ARRAY['shipment', 'vendor_revenue', 'trade_flow', 'demand',
							 'supply', 'published_figure', 'claim'] LOOP
		EXECUTE pg_catalog.format(
			'CREATE TRIGGER knowledge_3_source INSTEAD OF INSERT OR UPDATE
				ON %s FOR EACH ROW
				EXECUTE FUNCTION @extschema@.knowledge_refer(''source_id'',
					''source'', ''source_id'')', '@extschema@.' || r);
	END LOOP;
END
$$;

CREATE TRIGGER knowledge_4_key INSTEAD OF INSERT OR UPDATE
	ON @extschema@.vendor_revenue FOR EACH ROW
	EXECUTE FUNCTION @extschema@.market_key('revenue_id', 'vendor',
		'fiscal_period', 'geography', 'measure', 'basis', 'product');
CREATE TRIGGER knowledge_4_key INSTEAD OF INSERT OR UPDATE
	ON @extschema@.trade_flow FOR EACH ROW
	EXECUTE FUNCTION @extschema@.market_key('flow_id', 'reporter', 'partner',
		'hs_code', 'flow', 'period');
CREATE TRIGGER knowledge_4_key INSTEAD OF INSERT OR UPDATE
	ON @extschema@.demand FOR EACH ROW
	EXECUTE FUNCTION @extschema@.market_key('demand_id', 'buyer_segment',
		'period', 'measure', 'source_id');
CREATE TRIGGER knowledge_4_key INSTEAD OF INSERT OR UPDATE
	ON @extschema@.published_figure FOR EACH ROW
	EXECUTE FUNCTION @extschema@.market_key('figure_id', 'subject', 'metric',
		'basis', 'scope', 'period', 'source_id');

CREATE TRIGGER knowledge_6_market INSTEAD OF UPDATE OR DELETE
	ON @extschema@.source FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('source_id',
		'shipment.source_id', 'vendor_revenue.source_id',
		'trade_flow.source_id', 'demand.source_id', 'supply.source_id',
		'published_figure.source_id', 'claim.source_id');
CREATE TRIGGER knowledge_6_market INSTEAD OF UPDATE OR DELETE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('chip', 'shipment.chip',
		'supply.chip');
CREATE TRIGGER knowledge_6_market INSTEAD OF UPDATE OR DELETE
	ON @extschema@.country FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('country',
		'shipment.destination', 'shipment.made_in', 'shipment.vendor_country',
		'vendor_revenue.country', 'trade_flow.reporter');
