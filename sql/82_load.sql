-- Loading files of one's own: lines as they are, a report of every bad one, and
-- then all of them or none
--
--   CREATE TEMP TABLE staged (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text);
--   \copy staged (line) FROM 'rows.csv' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02', ENCODING 'LATIN1')
--   SELECT * FROM load_check('staged', 'trade_flow');
--   SELECT load_rows('staged', 'trade_flow');
--
-- A delimiter and a quote that no line has make COPY take any line whatever is
-- wrong with it, and LATIN1 keeps its bytes, of which load_text() makes text.

CREATE FUNCTION @extschema@.load_text(line text, encoding text DEFAULT 'UTF8') RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN CASE WHEN load_text.encoding IS NULL THEN load_text.line
		ELSE pg_catalog.convert_from(pg_catalog.convert_to(load_text.line, 'LATIN1'), load_text.encoding) END;
COMMENT ON FUNCTION @extschema@.load_text(text, text) IS
'the text of a line that was copied byte for byte (ENCODING ''LATIN1'') and is in this encoding; a line that is not: 22021. NULL: the line as it is';

CREATE FUNCTION @extschema@.load_fields(line text, expected integer DEFAULT NULL) RETURNS text[]
	AS 'MODULE_PATHNAME', 'load_fields'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.load_fields(text, integer) IS
'the fields of a line of a CSV file (RFC 4180, one line a row); an empty field without quotes is NULL. Quotes that do not match, or another number of fields than expected: 22P04';

CREATE FUNCTION @extschema@.load_blame(target regclass, columns text[], fields text[],
	OUT column_name text, OUT value text)
	LANGUAGE plpgsql VOLATILE STRICT
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	type text;
BEGIN
	FOR i IN 1 .. cardinality(columns) LOOP
		SELECT format_type(a.atttypid, a.atttypmod) INTO type
		  FROM pg_attribute a WHERE a.attrelid = target AND a.attname = columns[i];
		BEGIN
			EXECUTE format('SELECT $1::%s', type) USING fields[i];
		EXCEPTION WHEN data_exception OR integrity_constraint_violation OR syntax_error_or_access_rule_violation THEN
			column_name := columns[i];
			value := fields[i];
			RETURN;
		END;
	END LOOP;
END
$body$;
COMMENT ON FUNCTION @extschema@.load_blame(regclass, text[], text[]) IS
'the first field that its column''s type does not take; NULL if each does';

CREATE FUNCTION @extschema@.load_run(staged regclass, target regclass, encoding text, keep boolean,
	OUT line bigint, OUT column_name text, OUT value text, OUT code text,
	OUT message text, OUT detail text, OUT hint text)
	RETURNS SETOF record
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	batch CONSTANT bigint := 256;
	columns text[];
	header bigint;
	last bigint;
	statement text;
	refused jsonb[] := '{}';
	lows bigint[];
	highs bigint[];
	low bigint;
	high bigint;
	said integer := 0;
	fields text[];
	blamed record;
	field text;
BEGIN
	IF staged IS NULL OR target IS NULL THEN
		RETURN;
	END IF;
	-- each batch is looked up by it: without an index the time would grow as the square
	IF NOT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
					WHERE i.indrelid = staged AND a.attname = 'n' AND i.indisvalid) THEN
		RAISE EXCEPTION 'there is no index on column n of %', staged
		USING ERRCODE = 'object_not_in_prerequisite_state',
			  DETAIL = 'The staging table has columns n, in the order of the lines, and line.',
			  HINT = format('ALTER TABLE %s ADD PRIMARY KEY (n);', staged);
	END IF;
	EXECUTE format('SELECT min(n), max(n) FROM %s', staged) INTO header, last;
	IF header IS NULL THEN
		RAISE EXCEPTION '% has no lines', staged
		USING ERRCODE = 'no_data_found', HINT = 'Copy the file into it first, with its header.';
	END IF;
	EXECUTE format('SELECT @extschema@.load_fields(@extschema@.load_text(line, $2)) FROM %s WHERE n = $1', staged)
	   INTO columns USING header, encoding;
	FOREACH field IN ARRAY columns LOOP
		IF NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = target AND a.attname = field
			AND a.attnum > 0 AND NOT a.attisdropped) THEN
			RAISE EXCEPTION 'column "%" of the header is no column of %', field, target
			USING ERRCODE = 'undefined_column',
				  DETAIL = format('There are: %s.', (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum)
					FROM pg_attribute a WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped)),
				  HINT = 'The first line names the columns of the fields.';
		END IF;
	END LOOP;
	SELECT format('INSERT INTO %s (%s) SELECT %s FROM (SELECT @extschema@.load_fields('
				  '@extschema@.load_text(line, $3), %s) AS f FROM %s WHERE n BETWEEN $1 AND $2 ORDER BY n) s',
				  target, string_agg(quote_ident(c.name), ', ' ORDER BY c.i),
				  string_agg(format('f[%s]::%s', c.i, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY c.i),
				  cardinality(columns), staged)
	  INTO statement
	  FROM unnest(columns) WITH ORDINALITY c(name, i)
	  JOIN pg_attribute a ON a.attrelid = target AND a.attname = c.name;
	BEGIN
		lows := ARRAY(SELECT g FROM generate_series(header + 1, last, batch) g ORDER BY g DESC);
		highs := ARRAY(SELECT least(g + batch - 1, last) FROM generate_series(header + 1, last, batch) g ORDER BY g DESC);
		-- a stack: the part of a batch that fails is halved until one line is left
		WHILE cardinality(lows) > 0 LOOP
			low := lows[cardinality(lows)];
			high := highs[cardinality(highs)];
			lows := trim_array(lows, 1);
			highs := trim_array(highs, 1);
			BEGIN
				EXECUTE statement USING low, high, encoding;
			EXCEPTION WHEN OTHERS THEN
				GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
					detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, column_name = COLUMN_NAME;
				-- what is not the data's fault is not the data's to report
				IF code !~ '^(22|23|42704|42P09|42703|P0)' THEN
					RAISE;
				END IF;
				IF low < high THEN
					lows := lows || ((low + high) / 2 + 1) || low;
					highs := highs || high || ((low + high) / 2);
					high := header; -- nothing is done yet that a notice could tell
				ELSE
					blamed := NULL;
					value := NULL;
					fields := NULL;
					IF code NOT IN ('22021', '22P04') THEN
						EXECUTE format('SELECT @extschema@.load_fields(@extschema@.load_text(line, $2)) FROM %s WHERE n = $1', staged)
						   INTO fields USING low, encoding;
						SELECT * INTO blamed FROM @extschema@.load_blame(target, columns, fields);
						column_name := coalesce(blamed.column_name, nullif(column_name, ''));
						value := coalesce(blamed.value, fields[array_position(columns, column_name)]);
					END IF;
					refused := refused || jsonb_build_object('line', low - header + 1, 'column', nullif(column_name, ''),
						'value', left(value, 80), 'code', code, 'message', message,
						'detail', nullif(detail, ''), 'hint', nullif(hint, ''));
				END IF;
			END;
			IF (high - header) * 20 / greatest(last - header, 1) > said THEN
				said := ((high - header) * 20 / greatest(last - header, 1))::integer;
				RAISE NOTICE '% of % lines, % refused', high - header, last - header, cardinality(refused);
			END IF;
		END LOOP;
		IF NOT keep OR cardinality(refused) > 0 THEN
			RAISE EXCEPTION USING ERRCODE = 'CT000', MESSAGE = 'undo';
		END IF;
	EXCEPTION WHEN SQLSTATE 'CT000' THEN
		NULL;
	END;
	RETURN QUERY
		SELECT (r ->> 'line')::bigint, r ->> 'column', r ->> 'value', r ->> 'code',
			   r ->> 'message', r ->> 'detail', r ->> 'hint'
		  FROM unnest(refused) r;
END
$body$;
COMMENT ON FUNCTION @extschema@.load_run(regclass, regclass, text, boolean) IS
'what load_check() and load_rows() do: inserts the staged lines in batches, halves a batch that fails until the bad line stands alone, and undoes all unless it is to be kept and no line was refused';

CREATE FUNCTION @extschema@.load_check(staged regclass, target regclass, encoding text DEFAULT 'UTF8',
	OUT line bigint, OUT column_name text, OUT value text, OUT code text,
	OUT message text, OUT detail text, OUT hint text)
	RETURNS SETOF record
	LANGUAGE sql
BEGIN ATOMIC
	SELECT r.* FROM @extschema@.load_run(load_check.staged, load_check.target, load_check.encoding, false) r
	 ORDER BY 1;
END;
COMMENT ON FUNCTION @extschema@.load_check(regclass, regclass, text) IS
'every line of a staged CSV file that the table or view would not take, with column, value, SQLSTATE and reason, counted as in the file (the header is line 1); changes nothing. The staging table has columns n (in the order of the lines, with an index) and line';

CREATE FUNCTION @extschema@.load_rows(staged regclass, target regclass, encoding text DEFAULT 'UTF8')
	RETURNS bigint
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	lines bigint;
	bad bigint;
	first text;
BEGIN
	IF staged IS NULL OR target IS NULL THEN
		RETURN NULL;
	END IF;
	EXECUTE format('SELECT count(*) - 1 FROM %s', staged) INTO lines;
	SELECT count(*), string_agg(format('line %s%s: %s', r.line, ', column ' || r.column_name, r.message), '; ' ORDER BY r.line)
		FILTER (WHERE r.place <= 5)
	  INTO bad, first
	  FROM (SELECT u.*, row_number() OVER (ORDER BY u.line) AS place
			  FROM @extschema@.load_run(staged, target, encoding, true) u) r;
	IF bad > 0 THEN
		RAISE EXCEPTION '% of % lines are refused, none is loaded', bad, lines
		USING ERRCODE = 'data_exception', DETAIL = first,
			  HINT = format('SELECT * FROM load_check(%L, %L) lists them all.', staged, target);
	END IF;
	RETURN lines;
END
$body$;
COMMENT ON FUNCTION @extschema@.load_rows(regclass, regclass, text) IS
'loads all lines of a staged CSV file, or none: 22000 with the first of the lines that are refused. How many were loaded';
