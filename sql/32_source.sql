-- Sources

CREATE TABLE @extschema@.source_bundled (
	source_id text NOT NULL CONSTRAINT source_id_check
		CHECK (source_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
	publisher text,
	via text,
	title text,
	url text,
	published date,
	tier text CONSTRAINT source_tier_check
		CHECK (tier IN ('vendor', 'operator', 'regulator', 'research', 'press',
						'community', 'code', 'other')),
	licence text
);
COMMENT ON COLUMN @extschema@.source_bundled.source_id IS
'short readable key';
COMMENT ON COLUMN @extschema@.source_bundled.publisher IS
'who publishes the page: the owner of the domain or of the repository';
COMMENT ON COLUMN @extschema@.source_bundled.via IS
'through whom it was read, where that is somebody else';
COMMENT ON COLUMN @extschema@.source_bundled.title IS 'title, where known';
COMMENT ON COLUMN @extschema@.source_bundled.url IS 'address';
COMMENT ON COLUMN @extschema@.source_bundled.published IS
'day of publication, where known';
COMMENT ON COLUMN @extschema@.source_bundled.tier IS
'kind of publisher: vendor, operator (rents or sells the parts), regulator, research, press, community, code (a repository), other';
COMMENT ON COLUMN @extschema@.source_bundled.licence IS
'licence of the source, where it states one';
SELECT @extschema@.knowledge_define('@extschema@.source_bundled'::pg_catalog.regclass,
	'Where the facts come from.'::pg_catalog.text,
	VARIADIC ARRAY['source_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.source_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.source, @extschema@.source_user TO @extowner@
	WITH GRANT OPTION;

CREATE TRIGGER knowledge_1_referred INSTEAD OF UPDATE OR DELETE
	ON @extschema@.source FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('source_id',
		'chip.source_id', 'price.source_id', 'chip_family.source_id');
