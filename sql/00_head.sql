/* chiptrade: install script, joined from the parts in sql/ and the rows of data/ */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION chiptrade" to load this file. \quit

