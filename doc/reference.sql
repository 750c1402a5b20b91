-- Prints doc/reference.md from the COMMENTs of the extension's objects:
--   psql -XAtq -f doc/reference.sql > doc/reference.md
-- A test compares the two, so the page cannot drift from the SQL.
SET client_min_messages = warning;
SET search_path = pg_catalog;
CREATE TEMP TABLE own AS
SELECT d.classid, d.objid, e.extname
FROM pg_depend d JOIN pg_extension e
	ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE d.deptype = 'e' AND e.extname IN ('chiptrade', 'chiptrade_data');

-- the schema is the user's choice, so names are printed without it
CREATE FUNCTION pg_temp.short(t text) RETURNS text LANGUAGE sql AS
$$SELECT regexp_replace(t, (SELECT quote_ident(n.nspname) FROM pg_extension e
	JOIN pg_namespace n ON n.oid = e.extnamespace
	WHERE e.extname = 'chiptrade') || '\.', '', 'g')$$;
CREATE FUNCTION pg_temp.cell(t text) RETURNS text LANGUAGE sql AS
$$SELECT replace(coalesce(t, ''), '|', '\|')$$;

SELECT '# Reference

Generated from the COMMENTs of the installed objects by `doc/reference.sql`;
do not edit. Functions that only stand behind an operator, a type or an
operator class are left out.

## Types

| type | what it is |
| --- | --- |';
SELECT format('| `%s` | %s |', t.typname, pg_temp.cell(obj_description(t.oid, 'pg_type')))
FROM own JOIN pg_type t ON own.classid = 'pg_type'::regclass AND t.oid = own.objid
WHERE t.typtype IN ('b', 'd') AND t.typelem = 0
ORDER BY t.typname COLLATE "C";

SELECT '
## Functions

| function | returns | |
| --- | --- | --- |';
SELECT format('| `%s(%s)` | `%s` | %s |', p.proname,
	pg_temp.cell(pg_temp.short(pg_get_function_arguments(p.oid))),
	pg_temp.cell(pg_temp.short(pg_get_function_result(p.oid))),
	pg_temp.cell(obj_description(p.oid, 'pg_proc')))
FROM own JOIN pg_proc p ON own.classid = 'pg_proc'::regclass AND p.oid = own.objid
WHERE p.prokind = 'f'
  AND p.prorettype NOT IN ('trigger'::regtype, 'cstring'::regtype)
  AND NOT ('internal'::regtype = ANY (p.proargtypes) OR 'cstring'::regtype = ANY (p.proargtypes))
  AND NOT EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
  AND NOT EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = p.oid)
  AND NOT EXISTS (SELECT FROM pg_aggregate a WHERE p.oid IN (a.aggtransfn, a.aggminvtransfn))
  AND NOT (p.proname ~ '_final$' AND EXISTS (SELECT FROM pg_aggregate a WHERE p.oid = a.aggfinalfn))
  AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typsend, t.typoutput))
ORDER BY p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C";

SELECT '
## Aggregates

| aggregate | returns | |
| --- | --- | --- |';
SELECT format('| `%s(%s)` | `%s` | %s |', p.proname,
	pg_temp.cell(pg_temp.short(pg_get_function_arguments(p.oid))),
	pg_temp.cell(pg_temp.short(pg_get_function_result(p.oid))),
	pg_temp.cell(obj_description(p.oid, 'pg_proc')))
FROM own JOIN pg_proc p ON own.classid = 'pg_proc'::regclass AND p.oid = own.objid
WHERE p.prokind = 'a'
ORDER BY p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C";

SELECT '
## Operators

| operator | returns | |
| --- | --- | --- |';
SELECT format('| `%s %s %s` | `%s` | %s |',
	pg_temp.short(format_type(o.oprleft, NULL)), pg_temp.cell(o.oprname),
	pg_temp.short(format_type(o.oprright, NULL)),
	pg_temp.short(format_type(o.oprresult, NULL)),
	pg_temp.cell(obj_description(o.oid, 'pg_operator')))
FROM own JOIN pg_operator o ON own.classid = 'pg_operator'::regclass AND o.oid = own.objid
ORDER BY pg_temp.short(format_type(o.oprleft, NULL)) COLLATE "C", o.oprname COLLATE "C",
	pg_temp.short(format_type(o.oprright, NULL)) COLLATE "C";

SELECT '
## Views
';
SELECT format(E'### %s\n\n%s\n\n| column | type | |\n| --- | --- | --- |\n%s\n', c.relname,
	obj_description(c.oid, 'pg_class'), string_agg(
		format('| `%s` | `%s` | %s |', a.attname,
			pg_temp.short(format_type(a.atttypid, a.atttypmod)),
			pg_temp.cell(col_description(c.oid, a.attnum))), E'\n' ORDER BY a.attnum))
FROM own JOIN pg_class c ON own.classid = 'pg_class'::regclass AND c.oid = own.objid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'v'
GROUP BY c.oid, c.relname
ORDER BY c.relname COLLATE "C";

SELECT '## Tables behind the views

| table | |
| --- | --- |';
SELECT format('| `%s` | %s |', c.relname, pg_temp.cell(obj_description(c.oid, 'pg_class')))
FROM own JOIN pg_class c ON own.classid = 'pg_class'::regclass AND c.oid = own.objid
WHERE c.relkind = 'r'
ORDER BY c.relname COLLATE "C";
