-- Countries and country groups

CREATE TABLE @extschema@.country_bundled (
	country text NOT NULL
		CONSTRAINT country_code_check CHECK (country ~ '^[A-Z]{2}$'),
	name text NOT NULL CONSTRAINT country_name_check CHECK (name <> ''),
	aliases text,
	note text
);
COMMENT ON COLUMN @extschema@.country_bundled.country IS
'ISO 3166-1 alpha-2 code';
COMMENT ON COLUMN @extschema@.country_bundled.name IS 'short English name';
COMMENT ON COLUMN @extschema@.country_bundled.aliases IS
'other codes and names that stand for it, | between them';
COMMENT ON COLUMN @extschema@.country_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.country_bundled'::pg_catalog.regclass,
	'Countries and territories of ISO 3166-1.'::pg_catalog.text,
	VARIADIC ARRAY['country']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.country_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.country, @extschema@.country_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.country_group_bundled (
	group_code text NOT NULL CONSTRAINT country_group_code_check
		CHECK (group_code ~ '^[A-Z][A-Z0-9_]*(:[A-Z0-9_]+)?$'
			   AND group_code !~ '^[A-Z]{2}$'),
	country text NOT NULL,
	country_name text,
	valid_from date NOT NULL,
	valid_to date,
	citation text,
	note text,
	CONSTRAINT country_group_valid_check CHECK (valid_to >= valid_from),
	CONSTRAINT country_group_valid_from_check CHECK (valid_from
		BETWEEN '1900-01-01'::date AND '2899-12-31'::date),
	CONSTRAINT country_group_valid_to_check CHECK (valid_to
		BETWEEN '1900-01-01'::date AND '2899-12-31'::date)
);
COMMENT ON COLUMN @extschema@.country_group_bundled.group_code IS
'country group, for example D:5 of 15 CFR 740 Supp. 1';
COMMENT ON COLUMN @extschema@.country_group_bundled.country IS
'member, ISO 3166-1 alpha-2 code';
COMMENT ON COLUMN @extschema@.country_group_bundled.country_name IS
'name as the source prints it';
COMMENT ON COLUMN @extschema@.country_group_bundled.valid_from IS
'first day of membership';
COMMENT ON COLUMN @extschema@.country_group_bundled.valid_to IS
'last day of membership; NULL: still a member';
COMMENT ON COLUMN @extschema@.country_group_bundled.citation IS
'where the membership is published';
COMMENT ON COLUMN @extschema@.country_group_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.country_group_bundled'::pg_catalog.regclass,
	'Membership of countries in the groups that export rules name, by date.'::pg_catalog.text,
	VARIADIC ARRAY['group_code', 'country', 'valid_from']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.country_group_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.country_group, @extschema@.country_group_user TO @extowner@
	WITH GRANT OPTION;

CREATE TRIGGER knowledge_1_country INSTEAD OF INSERT OR UPDATE
	ON @extschema@.country_group FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('country', 'country', 'country');
CREATE TRIGGER knowledge_1_referred INSTEAD OF UPDATE OR DELETE
	ON @extschema@.country FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('country',
		'country_group.country', 'chip.vendor_country');

-- A country is a member once on any day.
CREATE FUNCTION @extschema@.country_group_check() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	other record;
BEGIN
	EXECUTE format(
		'SELECT g.valid_from, g.valid_to FROM %I.country_group g
		  WHERE g.group_code = $1.group_code AND g.country = $1.country
			AND pg_catalog.daterange(g.valid_from, g.valid_to, ''[]'')
				&& pg_catalog.daterange($1.valid_from, $1.valid_to, ''[]'')
			AND g.valid_from <> $1.valid_from
			AND ($2 IS NULL OR g.valid_from <> $2)
		  LIMIT 1', TG_TABLE_SCHEMA)
	INTO other
	USING NEW, CASE TG_OP WHEN 'UPDATE' THEN OLD.valid_from END;
	IF other.valid_from IS NOT NULL THEN
		RAISE EXCEPTION 'country "%" is in group "%" already on some of these days (column valid_from)',
			NEW.country, NEW.group_code
		USING ERRCODE = 'check_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
			  COLUMN = 'valid_from',
			  DETAIL = format('A row runs from %s to %s.', other.valid_from,
							  coalesce(other.valid_to::text, 'now on')),
			  HINT = 'UPDATE valid_to of that row first.';
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.country_group_check() IS
'INSTEAD OF trigger of country_group: memberships of one country in one group do not overlap. 23514.';
CREATE TRIGGER knowledge_2_overlap INSTEAD OF INSERT OR UPDATE
	ON @extschema@.country_group FOR EACH ROW
	EXECUTE FUNCTION @extschema@.country_group_check();
