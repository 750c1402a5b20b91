/* chiptrade_data: install script, joined from the parts in sql/data/ */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION chiptrade_data" to load this file. \quit

-- The schema may belong to somebody who planted functions and operators there
-- to have them run by the superuser under whom a trusted script runs: every
-- name of our own is written with the schema, all others are the server's.
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

-- Rows refer to chiptrade's tables and types by schema: both extensions live
-- in one.
DO $check$
DECLARE
	home pg_catalog.oid := (SELECT extnamespace
							FROM pg_catalog.pg_extension
							WHERE extname OPERATOR(pg_catalog.=) 'chiptrade');
BEGIN
	IF home OPERATOR(pg_catalog.<>) '@extschema@'::pg_catalog.regnamespace::pg_catalog.oid THEN
		RAISE EXCEPTION 'extension "chiptrade_data" must be in the schema of extension "chiptrade"'
			USING ERRCODE = 'object_not_in_prerequisite_state',
			DETAIL = pg_catalog.format('"chiptrade" is in schema %s, "chiptrade_data" was to go to schema %s.',
									   home::pg_catalog.regnamespace,
									   '@extschema@'::pg_catalog.regnamespace),
			HINT = pg_catalog.format('Write CREATE EXTENSION chiptrade_data SCHEMA %s.',
									 home::pg_catalog.regnamespace);
	END IF;
END
$check$;

CREATE FUNCTION @extschema@.chiptrade_data_version()
RETURNS pg_catalog.text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT e.extversion
	FROM pg_catalog.pg_extension AS e
	WHERE e.extname OPERATOR(pg_catalog.=) 'chiptrade_data';
END;

COMMENT ON FUNCTION @extschema@.chiptrade_data_version() IS
	'version of the installed market data (extension chiptrade_data)';
