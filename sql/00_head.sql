/* chiptrade: install script, joined from the parts in sql/ and the rows of data/ */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION chiptrade" to load this file. \quit

-- The schema may belong to somebody who planted functions and operators there
-- to have them run by the superuser under whom a trusted script runs: every
-- name of our own is written with the schema, all others are the server's.
SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);

