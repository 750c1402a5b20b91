-- Knowledge tables: the machinery
--
-- Every relation R of the knowledge is three objects:
--
--   R_bundled   the rows that come with the extension; read-only, replaced by
--               updates of the extension, not dumped
--   R_user      the user's rows: new ones, whole-row overrides of bundled rows
--               and tombstones (hidden) of deleted ones; the only part dumped
--   R           the view that joins them, and takes INSERT, UPDATE, DELETE and
--               COPY FROM
--
-- A part creates R_bundled; knowledge_define() makes the other two from it.
-- Checks of one row stand as CHECK constraints on both tables; checks that
-- look at other rows are INSTEAD OF triggers of the view, numbered so that
-- they fire before "knowledge_9_write".  A restore fills R_user directly and
-- so does not depend on the order of the tables.
--
-- The trigger functions find their schema in TG_TABLE_SCHEMA and write every
-- name with it: they work with any search_path and after a rename.
--
-- The role that creates the extension may write, also where it is no
-- superuser.  These grants come with CREATE EXTENSION and are not dumped; who
-- restores as another role, or lets others write, grants both objects:
--   GRANT INSERT, UPDATE, DELETE ON chip, chip_user TO somebody;

-- Only ASCII letters are folded: the locale has no say.
CREATE FUNCTION @extschema@.knowledge_name(name text) RETURNS text
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
		RETURN pg_catalog.lower(pg_catalog.translate(name,
		E' \t\n\r!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~', '')
		COLLATE pg_catalog."C");
COMMENT ON FUNCTION @extschema@.knowledge_name(text) IS
'The letters and digits of a name in lower case: two names of which this form is the same are one name, as look-up by name takes them.';

-- The SQL fragments from which the triggers build their statements.  $1 is
-- the row of the view; "b" is the table that is looked at.
CREATE FUNCTION @extschema@.knowledge_parts(
	schema_name name, relation name, keys text[],
	OUT bundled text, OUT mine text, OUT cols text, OUT vals text,
	OUT sets text, OUT key_cols text, OUT same_key text, OUT key_text text)
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
	bundled := format('%I.%I', schema_name, relation || '_bundled');
	mine := format('%I.%I', schema_name, relation || '_user');
	SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
		   string_agg(format('($1).%I', a.attname), ', ' ORDER BY a.attnum),
		   string_agg(format('%1$I = ($1).%1$I', a.attname), ', ')
	  INTO cols, vals, sets
	  FROM pg_catalog.pg_attribute a
	 WHERE a.attrelid = bundled::pg_catalog.regclass AND a.attnum > 0
	   AND NOT a.attisdropped;
	SELECT string_agg(quote_ident(k), ', ' ORDER BY o),
		   string_agg(format('b.%1$I = ($1).%1$I', k), ' AND ' ORDER BY o),
		   format('pg_catalog.concat_ws('', '', %s)',
				  string_agg(format('($1).%I', k), ', ' ORDER BY o))
	  INTO key_cols, same_key, key_text
	  FROM unnest(keys) WITH ORDINALITY u(k, o);
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_parts(name, name, text[]) IS
'SQL fragments for the columns and the key of a knowledge relation; used by its triggers.';

CREATE FUNCTION @extschema@.knowledge_insert() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	p record;
	key text;
	known boolean;
	n bigint;
BEGIN
	EXECUTE format('SELECT * FROM %I.knowledge_parts($1, $2, $3)',
				   TG_TABLE_SCHEMA)
	INTO p USING TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV::text[];

	-- over a tombstone: show the row again
	EXECUTE format(
		'UPDATE %s b SET %s, hidden = false, bundled_then =
			(SELECT pg_catalog.to_jsonb(b) FROM %s b WHERE %s)
		 WHERE hidden AND %s', p.mine, p.sets, p.bundled, p.same_key, p.same_key)
	USING NEW;
	GET DIAGNOSTICS n = ROW_COUNT;
	EXECUTE format('SELECT EXISTS (SELECT FROM %s b WHERE %s), %s', p.bundled,
				   p.same_key, p.key_text)
	INTO known, key USING NEW;
	NEW.origin := CASE WHEN known THEN 'override' ELSE 'user' END;
	IF n > 0 THEN
		RETURN NEW;
	END IF;

	IF NOT known THEN
		-- the primary key decides between two sessions
		EXECUTE format('INSERT INTO %s (%s) VALUES (%s)
						ON CONFLICT (%s) DO NOTHING',
					   p.mine, p.cols, p.vals, p.key_cols)
		USING NEW;
		GET DIAGNOSTICS n = ROW_COUNT;
		IF n > 0 THEN
			RETURN NEW;
		END IF;
	END IF;

	RAISE EXCEPTION '"%" is in % already', key, TG_TABLE_NAME
	USING ERRCODE = 'unique_violation',
		  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
		  COLUMN = TG_ARGV[0],
		  DETAIL = format('Key: %s.', p.key_cols),
		  HINT = 'UPDATE the row to override it.';
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_insert() IS
'INSERT for knowledge_write(), the INSTEAD OF trigger of the knowledge views; arguments: the key columns. A key that is there already: 23505.';

-- The row that a trigger is given comes from the snapshot of the statement, and
-- another session may have written it since.  A bundled row is copied to the
-- user's table first: there its primary key makes two sessions wait for each
-- other, and nobody but the owner can lock the bundled one.
CREATE FUNCTION @extschema@.knowledge_is_own(writer xid) RETURNS boolean
	AS 'MODULE_PATHNAME', 'knowledge_is_own'
	LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.knowledge_is_own(xid) IS
'true where the current transaction, or a part of it that was not rolled back, has this number: compare with xmin of a row';

CREATE FUNCTION @extschema@.knowledge_hold(
	schema_name name, relation name, keys text[], old_row record)
	RETURNS boolean
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	p record;
	was_bundled boolean;
	key text;
	own boolean;
	gone boolean;
	same boolean;
	known boolean;
	n bigint;
BEGIN
	EXECUTE format('SELECT * FROM %I.knowledge_parts($1, $2, $3)', schema_name)
	INTO p USING schema_name, relation, keys;
	EXECUTE format('SELECT ($1).origin = ''bundled'', %s', p.key_text)
	INTO was_bundled, key USING old_row;
	EXECUTE format(
		'SELECT %I.knowledge_is_own(b.xmin), b.hidden,
				pg_catalog.record_image_eq(ROW(%s), ROW(%s))
		   FROM %s b WHERE %s FOR UPDATE', schema_name,
		replace(p.vals, '($1)', 'b'), p.vals, p.mine, p.same_key)
	INTO own, gone, same USING old_row;
	IF own OR (NOT gone AND same AND NOT was_bundled) THEN
		RETURN NOT gone;
	END IF;
	IF own IS NULL AND was_bundled THEN
		EXECUTE format(
			'INSERT INTO %s (%s, bundled_then)
			 SELECT %s, pg_catalog.to_jsonb(b) FROM %s b WHERE %s
			 ON CONFLICT (%s) DO NOTHING',
			p.mine, p.cols, p.cols, p.bundled, p.same_key, p.key_cols)
		USING old_row;
		GET DIAGNOSTICS n = ROW_COUNT;
		IF n > 0 THEN
			RETURN true;
		END IF;
	ELSIF own IS NULL THEN
		-- a row of the user's own that is gone is left out, as in a table
		EXECUTE format('SELECT EXISTS (SELECT FROM %s b WHERE %s)', p.bundled,
					   p.same_key)
		INTO known USING old_row;
		IF NOT known THEN
			RETURN false;
		END IF;
	END IF;
	RAISE EXCEPTION 'could not serialize access due to concurrent update'
	USING ERRCODE = 'serialization_failure',
		  SCHEMA = schema_name, TABLE = relation,
		  DETAIL = format('Row "%s" of %s was changed by another transaction.',
						  key, relation),
		  HINT = 'Try again.';
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_hold(name, name, text[], record) IS
'Locks the user''s row for a row of a knowledge view until the transaction ends, and makes it of the bundled row where there is none; used by its triggers. False where it is gone; a row that another transaction has changed since the statement began: 40001.';

CREATE FUNCTION @extschema@.knowledge_update() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	p record;
	old_key text;
	new_key text;
	known boolean;
	held boolean;
BEGIN
	EXECUTE format('SELECT * FROM %I.knowledge_parts($1, $2, $3)',
				   TG_TABLE_SCHEMA)
	INTO p USING TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV::text[];

	EXECUTE format('SELECT %s', p.key_text) INTO new_key USING NEW;
	EXECUTE format('SELECT %s, EXISTS (SELECT FROM %s b WHERE %s)', p.key_text,
				   p.bundled, p.same_key)
	INTO old_key, known USING OLD;
	IF known AND new_key IS DISTINCT FROM old_key THEN
		RAISE EXCEPTION 'cannot change the key of bundled row "%" of %',
			old_key, TG_TABLE_NAME
		USING ERRCODE = 'feature_not_supported',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
			  COLUMN = TG_ARGV[0],
			  DETAIL = format('Key: %s.', p.key_cols),
			  HINT = 'INSERT a row with the new key and DELETE this one.';
	END IF;
	IF new_key IS DISTINCT FROM old_key THEN
		EXECUTE format('SELECT EXISTS (SELECT FROM %s b WHERE %s)', p.bundled,
					   p.same_key)
		INTO known USING NEW;
		IF known THEN
			RAISE EXCEPTION '"%" is in % already', new_key, TG_TABLE_NAME
			USING ERRCODE = 'unique_violation',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				  COLUMN = TG_ARGV[0],
				  DETAIL = format('Key: %s.', p.key_cols),
				  HINT = 'UPDATE that row to override it.';
		END IF;
	END IF;

	EXECUTE format('SELECT %I.knowledge_hold($1, $2, $3, $4)', TG_TABLE_SCHEMA)
	INTO held USING TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV::text[], OLD;
	IF NOT held THEN
		RETURN NULL;
	END IF;
	EXECUTE format(
		'UPDATE %s b SET %s, bundled_then =
			(SELECT pg_catalog.to_jsonb(b) FROM %s b WHERE %s)
		 WHERE %s', p.mine, p.sets, p.bundled, p.same_key,
		replace(p.same_key, '($1)', '($2)'))
	USING NEW, OLD;
	NEW.origin := CASE WHEN known THEN 'override' ELSE 'user' END;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_update() IS
'UPDATE for knowledge_write(), the INSTEAD OF trigger of the knowledge views; arguments: the key columns. The whole new row becomes the user''s; the key of a bundled row cannot be changed: 0A000; a row that another session has changed since: 40001.';

CREATE FUNCTION @extschema@.knowledge_delete() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	p record;
	held boolean;
	n bigint;
BEGIN
	EXECUTE format('SELECT %I.knowledge_hold($1, $2, $3, $4)', TG_TABLE_SCHEMA)
	INTO held USING TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV::text[], OLD;
	IF NOT held THEN
		RETURN NULL;
	END IF;
	EXECUTE format('SELECT * FROM %I.knowledge_parts($1, $2, $3)',
				   TG_TABLE_SCHEMA)
	INTO p USING TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV::text[];

	-- a bundled row, overridden or not, becomes a tombstone
	EXECUTE format(
		'UPDATE %s b SET hidden = true, bundled_then =
			(SELECT pg_catalog.to_jsonb(b) FROM %s b WHERE %s)
		 WHERE %s AND EXISTS (SELECT FROM %s b WHERE %s)', p.mine, p.bundled,
		p.same_key, p.same_key, p.bundled, p.same_key)
	USING OLD;
	GET DIAGNOSTICS n = ROW_COUNT;
	IF n = 0 THEN
		EXECUTE format('DELETE FROM %s b WHERE %s', p.mine, p.same_key)
		USING OLD;
	END IF;
	RETURN OLD;
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_delete() IS
'DELETE for knowledge_write(), the INSTEAD OF trigger of the knowledge views; arguments: the key columns. Hides a bundled row, deletes a row of the user''s own. A row that another session has changed since: 40001.';

CREATE FUNCTION @extschema@.knowledge_write() RETURNS trigger
	AS 'MODULE_PATHNAME', 'knowledge_write'
	LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION @extschema@.knowledge_write() IS
'INSTEAD OF trigger of the knowledge views; arguments: the key columns. Calls knowledge_insert(), knowledge_update() or knowledge_delete(); the message names the columns of a CHECK constraint that refuses the row.';

-- A reference from one view to another.  Country names and aliases such as UK
-- are replaced by the code.
CREATE FUNCTION @extschema@.knowledge_refer() RETURNS trigger
	AS 'MODULE_PATHNAME', 'knowledge_refer'
	LANGUAGE C VOLATILE PARALLEL UNSAFE;
COMMENT ON FUNCTION @extschema@.knowledge_refer() IS
'INSTEAD OF trigger of the knowledge views: a value must be in another view. Arguments: column, view, its column, a value that is exempt, the function that is called for a value that is not there as it is (knowledge_refer_row() if left out).';

CREATE FUNCTION @extschema@.knowledge_refer_row() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	col text := TG_ARGV[0];
	target text := TG_ARGV[1];
	val text;
	old_val text;
	hit text;
BEGIN
	EXECUTE format('SELECT ($1).%I', col) INTO val USING NEW;
	IF TG_OP = 'UPDATE' THEN
		EXECUTE format('SELECT ($1).%I', col) INTO old_val USING OLD;
	END IF;
	IF val IS NULL OR val = old_val OR val = TG_ARGV[3] THEN
		RETURN NEW;
	END IF;

	EXECUTE format('SELECT t.%2$I FROM %1$I.%3$I t WHERE t.%2$I = $1 LIMIT 1',
				   TG_TABLE_SCHEMA, TG_ARGV[2], target)
	INTO hit USING val;
	IF hit IS NULL AND target = 'country' THEN
		EXECUTE format(
			'SELECT c.country FROM %I.country c
			  WHERE pg_catalog.lower($1) IN (pg_catalog.lower(c.country),
											 pg_catalog.lower(c.name))
				 OR pg_catalog.lower($1) = ANY (pg_catalog.string_to_array(
					pg_catalog.lower(c.aliases), ''|''))
			  LIMIT 1', TG_TABLE_SCHEMA)
		INTO hit USING val;
		IF hit IS NOT NULL THEN
			RETURN jsonb_populate_record(NEW, jsonb_build_object(col, hit));
		END IF;
	END IF;
	IF hit IS NULL THEN
		RAISE EXCEPTION 'unknown % "%" in column %', target, val, col
		USING ERRCODE = 'foreign_key_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = col,
			  DETAIL = format('There is no %s "%s" in %s.', TG_ARGV[2], val,
							  target),
			  HINT = format('Correct the value, or INSERT it INTO %s first.',
							target);
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_refer_row() IS
'INSTEAD OF trigger of the knowledge views: a value must be in another view. Arguments: column, view, its column, a value that is exempt. Unknown: 23503.';

-- The other side: what the user's own rows refer to stays.
CREATE FUNCTION @extschema@.knowledge_referred() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	val text;
	new_val text;
	by_rel text;
	by_col text;
	found_one boolean;
BEGIN
	EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO val USING OLD;
	IF TG_OP = 'UPDATE' THEN
		EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO new_val USING NEW;
		IF new_val = val THEN
			RETURN NEW;
		END IF;
	END IF;
	FOR i IN 1 .. TG_NARGS - 1 LOOP
		by_rel := split_part(TG_ARGV[i], '.', 1);
		by_col := split_part(TG_ARGV[i], '.', 2);
		EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I t
						WHERE t.%I = $1 AND NOT t.hidden)',
					   TG_TABLE_SCHEMA, by_rel || '_user', by_col)
		INTO found_one USING val;
		IF found_one THEN
			RAISE EXCEPTION 'cannot remove % "%": rows of % refer to it',
				TG_TABLE_NAME, val, by_rel
			USING ERRCODE = 'foreign_key_violation',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				  COLUMN = TG_ARGV[0],
				  DETAIL = format('Column %s of %s holds it.', by_col, by_rel),
				  HINT = format('DELETE or UPDATE those rows of %s first.',
								by_rel);
		END IF;
	END LOOP;
	RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_referred() IS
'INSTEAD OF trigger of the knowledge views: a value that rows of the user refer to cannot go. Arguments: column, then relation.column of those that refer. 23503.';

-- "relation" is R_bundled.  Called by the install scripts.
CREATE FUNCTION @extschema@.knowledge_define(
	relation regclass, about text, VARIADIC keys text[]) RETURNS void
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	s text;
	r text;
	p record;
	key_match text;
	col record;
BEGIN
	SELECT n.nspname, regexp_replace(c.relname, '_bundled$', '')
	  INTO s, r
	  FROM pg_catalog.pg_class c
	  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	 WHERE c.oid = relation;
	EXECUTE format('SELECT * FROM %I.knowledge_parts($1, $2, $3)', s)
	INTO p USING s::name, r::name, keys;
	SELECT string_agg(format('u.%1$I = b.%1$I', k), ' AND ')
	  INTO key_match FROM unnest(keys) k;

	EXECUTE format('ALTER TABLE %s ADD PRIMARY KEY (%s)', p.bundled,
				   p.key_cols);
	EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS
					INCLUDING CONSTRAINTS INCLUDING COMMENTS,
					hidden boolean NOT NULL DEFAULT false,
					bundled_then jsonb,
					PRIMARY KEY (%s))', p.mine, p.bundled, p.key_cols);
	EXECUTE format(
		'CREATE VIEW %1$I.%2$I WITH (security_invoker = true) AS
		 SELECT %3$s, ''bundled''::text AS origin
		   FROM %4$s b
		  WHERE NOT EXISTS (SELECT FROM %5$s u WHERE %6$s)
		 UNION ALL
		 SELECT %3$s,
				CASE WHEN EXISTS (SELECT FROM %4$s b WHERE %6$s)
					 THEN ''override'' ELSE ''user'' END
		   FROM %5$s u
		  WHERE NOT u.hidden', s, r, p.cols, p.bundled, p.mine, key_match);
	EXECUTE format('GRANT SELECT ON %s, %s, %I.%I TO PUBLIC',
				   p.bundled, p.mine, s, r);

	EXECUTE format('COMMENT ON TABLE %s IS %L', p.bundled, about
		|| ' Rows of the extension, read-only; use the view ' || r || '.');
	EXECUTE format('COMMENT ON TABLE %s IS %L', p.mine, about
		|| ' Rows of the user, overrides and tombstones; write through the view '
		|| r || ', which checks them.');
	EXECUTE format('COMMENT ON VIEW %I.%I IS %L', s, r, about
		|| ' Bundled rows and the user''s; takes INSERT, UPDATE, DELETE and COPY.');
	EXECUTE format('COMMENT ON COLUMN %s.hidden IS %L', p.mine,
		'a tombstone: the bundled row of this key is not shown');
	EXECUTE format('COMMENT ON COLUMN %s.bundled_then IS %L', p.mine,
		'the bundled row that this row replaced or hid, as it was at the last change; NULL for a row of the user''s own');
	EXECUTE format('COMMENT ON COLUMN %I.%I.origin IS %L', s, r,
		'bundled, user (a row of the user''s own) or override (the user''s version of a bundled row); ignored on input');
	FOR col IN
		SELECT a.attname, pg_catalog.col_description(a.attrelid, a.attnum) AS
			   description, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS def
		  FROM pg_catalog.pg_attribute a
		  LEFT JOIN pg_catalog.pg_attrdef d
			ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		 WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
	LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', s, r, col.attname,
					   col.description);
		IF col.def IS NOT NULL THEN
			EXECUTE format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s',
						   s, r, col.attname, col.def);
		END IF;
	END LOOP;

	FOR col IN SELECT unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS op LOOP
		EXECUTE format('CREATE TRIGGER knowledge_9_write_%1$s INSTEAD OF %1$s
						ON %2$I.%3$I FOR EACH ROW
						EXECUTE FUNCTION %2$I.knowledge_write(%4$s)',
					   lower(col.op), s, r,
					   (SELECT string_agg(quote_literal(k), ', ' ORDER BY o)
						  FROM unnest(keys) WITH ORDINALITY u(k, o)));
	END LOOP;
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_define(regclass, text, text[]) IS
'Makes the user''s table, the view and its triggers for a bundled table; keys are its key columns. Used by install scripts only.';
REVOKE EXECUTE ON FUNCTION @extschema@.knowledge_define(regclass, text, text[])
	FROM PUBLIC;

-- The schema comes with the view, so no name is looked up.
CREATE FUNCTION @extschema@.knowledge_reset(relation regclass,
											VARIADIC key text[]) RETURNS boolean
	LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	bundled regclass;
	mine regclass;
	cond text;
	n bigint;
BEGIN
	SELECT to_regclass(format('%I.%I', n.nspname, c.relname || '_bundled')),
		   to_regclass(format('%I.%I', n.nspname, c.relname || '_user'))
	  INTO bundled, mine
	  FROM pg_catalog.pg_class c
	  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
	 WHERE c.oid = relation;
	IF bundled IS NULL OR mine IS NULL THEN
		RAISE EXCEPTION '% is not a knowledge view', relation
		USING ERRCODE = 'wrong_object_type',
			  HINT = 'Name the view, for example chip or policy_rule.';
	END IF;
	SELECT string_agg(format('u.%1$I = ($1)[%2$s]::%3$s AND u.%1$I = b.%1$I',
							 a.attname, k.o,
							 format_type(a.atttypid, a.atttypmod)), ' AND '),
		   count(*)
	  INTO cond, n
	  FROM pg_catalog.pg_index i,
		   unnest(i.indkey) WITH ORDINALITY k(attnum, o),
		   pg_catalog.pg_attribute a
	 WHERE i.indrelid = mine AND i.indisprimary
	   AND a.attrelid = mine AND a.attnum = k.attnum;
	IF n <> cardinality(key) THEN
		RAISE EXCEPTION 'the key of % has % columns, not %', relation, n,
			cardinality(key)
		USING ERRCODE = 'invalid_parameter_value',
			  DETAIL = pg_get_constraintdef((SELECT oid FROM pg_constraint
				WHERE conrelid = mine AND contype = 'p'));
	END IF;
	-- an edit like those of the view: this sets off its statement triggers
	EXECUTE format('DELETE FROM %s WHERE false', relation);
	EXECUTE format('DELETE FROM %s u USING %s b WHERE %s', mine, bundled, cond)
	USING key;
	GET DIAGNOSTICS n = ROW_COUNT;
	RETURN n > 0;
END
$body$;
COMMENT ON FUNCTION @extschema@.knowledge_reset(regclass, text[]) IS
'Drops the user''s override or tombstone of a bundled row, which shows again: knowledge_reset(''chip'', ''H20 96GB''). True if there was one; rows of the user''s own stay.';
