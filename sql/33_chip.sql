-- Chips, their other names, families and prices

CREATE TABLE @extschema@.chip_bundled (
	chip text NOT NULL CONSTRAINT chip_name_check
		CHECK (chip <> '' AND chip = pg_catalog.btrim(chip)),
	code text CONSTRAINT chip_code_check CHECK (code ~ '^[A-Z0-9-]{1,12}$'),
	vendor text,
	vendor_country text,
	architecture text,
	released date,
	released_precision text CONSTRAINT chip_released_precision_check
		CHECK (released_precision IN ('year', 'month', 'day')),
	status text CONSTRAINT chip_status_check
		CHECK (status IN ('shipping', 'announced', 'cancelled',
						  'china_variant')),
	segment text CONSTRAINT chip_segment_check
		CHECK (segment IN ('datacenter', 'workstation', 'consumer', 'edge')),
	scope text NOT NULL DEFAULT 'package' CONSTRAINT chip_scope_check
		CHECK (scope IN ('package', 'board')),
	packages integer NOT NULL DEFAULT 1 CONSTRAINT chip_packages_check
		CHECK (packages > 0),
	software text CONSTRAINT chip_software_check
		CHECK (software IN ('cuda', 'rocm', 'cann', 'neuware', 'other')),
	spec @extschema@.gpu_spec,
	board_spec @extschema@.gpu_spec,
	confidence text CONSTRAINT chip_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	source_id text,
	note text,
	spec_note text,
	fab text,
	node_nm numeric CONSTRAINT chip_node_nm_check CHECK (node_nm > 0::numeric),
	die_count integer CONSTRAINT chip_die_count_check CHECK (die_count > 0),
	die_area_mm2 numeric CONSTRAINT chip_die_area_mm2_check
		CHECK (die_area_mm2 > 0::numeric),
	mem_type text,
	onchip_bw_gbs numeric CONSTRAINT chip_onchip_bw_gbs_check
		CHECK (onchip_bw_gbs >= 0::numeric
			   AND onchip_bw_gbs <> 'NaN'::numeric),
	url_checked boolean,
	cuda boolean,
	CONSTRAINT chip_released_check
		CHECK ((released IS NULL) = (released_precision IS NULL)),
	CONSTRAINT chip_released_first_day_check
		CHECK (released_precision = 'day'
			   OR released_precision = 'month'
			   AND pg_catalog.date_part('day', released) = 1::double precision
			   OR released_precision = 'year'
			   AND pg_catalog.date_part('doy', released)
				   = 1::double precision),
	CONSTRAINT chip_board_check
		CHECK (scope = 'board' OR packages = 1 AND board_spec IS NULL)
);
COMMENT ON COLUMN @extschema@.chip_bundled.chip IS
'name of one product as sold';
COMMENT ON COLUMN @extschema@.chip_bundled.code IS
'short unique code, at most 12 of A-Z, 0-9 and -; NULL where the user gave none';
COMMENT ON COLUMN @extschema@.chip_bundled.vendor IS 'maker';
COMMENT ON COLUMN @extschema@.chip_bundled.vendor_country IS
'country of the maker, ISO 3166-1 alpha-2 code';
COMMENT ON COLUMN @extschema@.chip_bundled.architecture IS
'architecture or generation';
COMMENT ON COLUMN @extschema@.chip_bundled.released IS
'general availability or first volume where known, otherwise announcement: first day of the span that released_precision says; filled in from spec where left out';
COMMENT ON COLUMN @extschema@.chip_bundled.released_precision IS
'year, month or day';
COMMENT ON COLUMN @extschema@.chip_bundled.status IS
'shipping (sold now or in the past), announced, cancelled, china_variant (made to fit an export limit)';
COMMENT ON COLUMN @extschema@.chip_bundled.segment IS
'datacenter (designed or marketed for data centres), workstation, consumer, edge';
COMMENT ON COLUMN @extschema@.chip_bundled.scope IS
'what the printed figures are of: package or board (with several packages)';
COMMENT ON COLUMN @extschema@.chip_bundled.packages IS
'packages that the printed figures sum';
COMMENT ON COLUMN @extschema@.chip_bundled.software IS
'software stack: cuda, rocm, cann, neuware, other';
COMMENT ON COLUMN @extschema@.chip_bundled.spec IS
'specification of one package, the form that rules are judged on';
COMMENT ON COLUMN @extschema@.chip_bundled.board_spec IS
'figures of the whole board as printed; NULL where scope is package';
COMMENT ON COLUMN @extschema@.chip_bundled.confidence IS
'high (vendor data sheet or documentation), medium (consistent press, benchmark or operator documents), low (rumour, estimate or one weak source)';
COMMENT ON COLUMN @extschema@.chip_bundled.source_id IS
'main source of the rates';
COMMENT ON COLUMN @extschema@.chip_bundled.note IS
'remarks on the figures and their sources';
COMMENT ON COLUMN @extschema@.chip_bundled.spec_note IS
'where and why spec differs from the printed figures';
COMMENT ON COLUMN @extschema@.chip_bundled.fab IS 'foundry, / between several';
COMMENT ON COLUMN @extschema@.chip_bundled.node_nm IS
'process node of the compute die, nm';
COMMENT ON COLUMN @extschema@.chip_bundled.die_count IS
'logic dies in what the printed figures are of';
COMMENT ON COLUMN @extschema@.chip_bundled.die_area_mm2 IS
'area of the logic dies in what the printed figures are of, mm2, planar dies included';
COMMENT ON COLUMN @extschema@.chip_bundled.mem_type IS 'memory technology';
COMMENT ON COLUMN @extschema@.chip_bundled.onchip_bw_gbs IS
'bandwidth of on-chip SRAM of parts that have no DRAM, GB/s';
COMMENT ON COLUMN @extschema@.chip_bundled.url_checked IS
'the address of the source was found in the check of November 2026; it vouches for the address, not for every figure';
COMMENT ON COLUMN @extschema@.chip_bundled.cuda IS 'runs CUDA';
SELECT @extschema@.knowledge_define('@extschema@.chip_bundled'::pg_catalog.regclass,
	'AI accelerators, one product as sold a row.'::pg_catalog.text,
	VARIADIC ARRAY['chip']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.chip_user', '');
ALTER TABLE @extschema@.chip_bundled
	ADD CONSTRAINT chip_bundled_code_key UNIQUE (code);
CREATE UNIQUE INDEX chip_user_code_key ON @extschema@.chip_user (code)
	WHERE NOT hidden;
CREATE INDEX chip_bundled_name ON @extschema@.chip_bundled
	(@extschema@.knowledge_name(chip));
CREATE INDEX chip_user_name ON @extschema@.chip_user
	(@extschema@.knowledge_name(chip));
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.chip, @extschema@.chip_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.chip_alias_bundled (
	alias text NOT NULL CONSTRAINT chip_alias_name_check
		CHECK (alias <> '' AND alias = pg_catalog.btrim(alias)),
	chip text NOT NULL
);
COMMENT ON COLUMN @extschema@.chip_alias_bundled.alias IS
'another name of the chip';
COMMENT ON COLUMN @extschema@.chip_alias_bundled.chip IS
'name of the chip in chip';
SELECT @extschema@.knowledge_define('@extschema@.chip_alias_bundled'::pg_catalog.regclass,
	'Other names of chips.'::pg_catalog.text,
	VARIADIC ARRAY['alias', 'chip']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.chip_alias_user', '');
CREATE INDEX chip_alias_bundled_name ON @extschema@.chip_alias_bundled
	(@extschema@.knowledge_name(alias));
CREATE INDEX chip_alias_user_name ON @extschema@.chip_alias_user
	(@extschema@.knowledge_name(alias));
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.chip_alias, @extschema@.chip_alias_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.chip_family_bundled (
	family text NOT NULL CONSTRAINT chip_family_name_check
		CHECK (family <> '' AND family = pg_catalog.btrim(family)),
	member text NOT NULL,
	share numeric CONSTRAINT chip_family_share_check
		CHECK (share >= 0::numeric AND share <= 1::numeric),
	period daterange NOT NULL DEFAULT '(,)' CONSTRAINT chip_family_period_check
		CHECK (NOT pg_catalog.isempty(period)),
	assumption text,
	source_id text
);
COMMENT ON COLUMN @extschema@.chip_family_bundled.family IS
'name under which several chips are counted together';
COMMENT ON COLUMN @extschema@.chip_family_bundled.member IS
'name of a chip in chip; * for members that are not published';
COMMENT ON COLUMN @extschema@.chip_family_bundled.share IS
'share of the member in units, 0 to 1; NULL where the mix is not published';
COMMENT ON COLUMN @extschema@.chip_family_bundled.period IS
'days for which the row holds; (,) for all';
COMMENT ON COLUMN @extschema@.chip_family_bundled.assumption IS
'what the membership or the share rests on';
COMMENT ON COLUMN @extschema@.chip_family_bundled.source_id IS
'source of the family or the mix';
SELECT @extschema@.knowledge_define('@extschema@.chip_family_bundled'::pg_catalog.regclass,
	'Families and mixtures of chips that sources count together.'::pg_catalog.text,
	VARIADIC ARRAY['family', 'member', 'period']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.chip_family_user', '');
CREATE INDEX chip_family_bundled_name ON @extschema@.chip_family_bundled
	(@extschema@.knowledge_name(family));
CREATE INDEX chip_family_user_name ON @extschema@.chip_family_user
	(@extschema@.knowledge_name(family));
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.chip_family, @extschema@.chip_family_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.price_bundled (
	price_id text NOT NULL CONSTRAINT price_id_check CHECK (price_id <> ''),
	chip text NOT NULL,
	market text NOT NULL DEFAULT 'reported',
	on_date date,
	amount numeric NOT NULL CONSTRAINT price_amount_check
		CHECK (amount >= 0::numeric AND amount <> 'NaN'::numeric),
	currency text NOT NULL DEFAULT 'USD' CONSTRAINT price_currency_check
		CHECK (currency ~ '^[A-Z]{3}$'),
	pack integer NOT NULL DEFAULT 1 CONSTRAINT price_pack_check
		CHECK (pack > 0),
	source_id text,
	note text
);
COMMENT ON COLUMN @extschema@.price_bundled.price_id IS
'key; left out, it is made of chip, market, day and source';
COMMENT ON COLUMN @extschema@.price_bundled.chip IS 'name of the chip in chip';
COMMENT ON COLUMN @extschema@.price_bundled.market IS
'which price: list (launch price, or else a reported price), or a market of the user''s';
COMMENT ON COLUMN @extschema@.price_bundled.on_date IS
'day of the price; NULL: not recorded';
COMMENT ON COLUMN @extschema@.price_bundled.amount IS
'price of the pack in the currency';
COMMENT ON COLUMN @extschema@.price_bundled.currency IS 'ISO 4217 code';
COMMENT ON COLUMN @extschema@.price_bundled.pack IS
'number of units, as the row in chip counts them, that the amount buys';
COMMENT ON COLUMN @extschema@.price_bundled.source_id IS
'source of the price, where recorded';
COMMENT ON COLUMN @extschema@.price_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.price_bundled'::pg_catalog.regclass,
	'Prices of chips.'::pg_catalog.text,
	VARIADIC ARRAY['price_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.price_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.price, @extschema@.price_user TO @extowner@
	WITH GRANT OPTION;

-- ---------------------------------------------------------------------------
-- Checks
-- ---------------------------------------------------------------------------

-- Chips, aliases and families share one name space.  The lock makes sessions
-- that write names take turns: each sees what the other has committed.
CREATE FUNCTION @extschema@.chip_name_check() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	is_family boolean := TG_TABLE_NAME = 'chip_family';
	new_name text;
	old_name text;
	new_chip text;
	old_chip text;
	taken boolean;
	other record;
BEGIN
	EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO new_name USING NEW;
	IF NOT is_family THEN
		new_chip := NEW.chip;
	END IF;
	IF TG_OP = 'UPDATE' THEN
		EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO old_name USING OLD;
		IF NOT is_family THEN
			old_chip := OLD.chip;
		END IF;
		-- nobody waits for a change of something else
		IF new_name = old_name AND new_chip IS NOT DISTINCT FROM old_chip THEN
			RETURN NEW;
		END IF;
	END IF;
	PERFORM pg_advisory_xact_lock(hashtext('chiptrade names'),
		format('%I.chip', TG_TABLE_SCHEMA)::regclass::oid::integer);
	-- hardly any name is taken: look at the bare tables first
	EXECUTE format(
		'SELECT EXISTS (SELECT FROM %1$I.chip_bundled c
						 WHERE %1$I.knowledge_name(c.chip) = n)
			 OR EXISTS (SELECT FROM %1$I.chip_user c
						 WHERE %1$I.knowledge_name(c.chip) = n)
			 OR EXISTS (SELECT FROM %1$I.chip_alias_bundled a
						 WHERE %1$I.knowledge_name(a.alias) = n)
			 OR EXISTS (SELECT FROM %1$I.chip_alias_user a
						 WHERE %1$I.knowledge_name(a.alias) = n)
			 OR EXISTS (SELECT FROM %1$I.chip_family_bundled f
						 WHERE %1$I.knowledge_name(f.family) = n)
			 OR EXISTS (SELECT FROM %1$I.chip_family_user f
						 WHERE %1$I.knowledge_name(f.family) = n)
		   FROM %1$I.knowledge_name($1) n', TG_TABLE_SCHEMA)
	INTO taken USING new_name;
	IF taken IS NOT TRUE THEN
		RETURN NEW;
	END IF;
	EXECUTE format(
		'SELECT n.kind, n.name, n.chip
		   FROM (SELECT ''chip'' AS kind, c.chip AS name, c.chip
				   FROM %1$I.chip c
				 UNION ALL
				 SELECT ''alias'', a.alias, a.chip FROM %1$I.chip_alias a
				  WHERE EXISTS (SELECT FROM %1$I.chip c
								 WHERE c.chip = a.chip)
				 UNION ALL
				 SELECT ''family'', f.family, NULL FROM %1$I.chip_family f
				) n
		  WHERE %1$I.knowledge_name(n.name) = %1$I.knowledge_name($1)
			AND CASE WHEN $2 THEN n.kind <> ''family''
				ELSE (n.chip = ANY (ARRAY[$3, $4])) IS NOT TRUE END
		  LIMIT 1', TG_TABLE_SCHEMA)
	INTO other USING new_name, is_family, new_chip, old_chip;
	IF other.kind IS NOT NULL THEN
		RAISE EXCEPTION '% "%" is ambiguous (column %)', TG_ARGV[0], new_name,
			TG_ARGV[0]
		USING ERRCODE = 'unique_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
			  COLUMN = TG_ARGV[0],
			  DETAIL = CASE other.kind
				  WHEN 'alias' THEN format('"%s" is an alias of chip "%s".',
										   other.name, other.chip)
				  ELSE format('There is a %s "%s".', other.kind, other.name)
				  END,
			  HINT = 'Names must differ in their letters and digits. Choose another, or DELETE or UPDATE that row.';
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.chip_name_check() IS
'INSTEAD OF trigger of chip, chip_alias and chip_family: a name stands for one thing. Argument: the column of the name. 23505.';

CREATE FUNCTION @extschema@.chip_fill() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	day text;
	other text;
BEGIN
	IF NEW.released IS NULL THEN
		day := substring(NEW.spec::text FROM '(?:^| )released=([0-9-]+)');
		NEW.released := (day || CASE length(day) WHEN 4 THEN '-01-01'
						 WHEN 7 THEN '-01' ELSE '' END)::date;
		NEW.released_precision := CASE length(day) WHEN 4 THEN 'year'
			WHEN 7 THEN 'month' WHEN 10 THEN 'day' END;
	ELSIF NEW.released_precision IS NULL THEN
		NEW.released_precision := 'day';
	END IF;
	IF NEW.code IS NOT NULL THEN
		EXECUTE format('SELECT c.chip FROM %I.chip c
						WHERE c.code = $1 AND c.chip <> $2 AND c.chip <> $3',
					   TG_TABLE_SCHEMA)
		INTO other
		USING NEW.code, NEW.chip,
			  CASE TG_OP WHEN 'UPDATE' THEN OLD.chip ELSE NEW.chip END;
		IF other IS NOT NULL THEN
			RAISE EXCEPTION 'code "%" is taken (column code)', NEW.code
			USING ERRCODE = 'unique_violation',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				  COLUMN = 'code',
				  DETAIL = format('It is the code of chip "%s".', other),
				  HINT = 'Choose another code, or leave it out.';
		END IF;
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.chip_fill() IS
'INSTEAD OF trigger of chip: takes released from spec where it is left out, and refuses a code that another chip has (23505).';

-- What two columns say of one fact must agree; where the spec is silent the
-- column speaks for it.
CREATE FUNCTION @extschema@.chip_agree() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	is_dc boolean;
	first_day date;
	more text := '';
BEGIN
	IF NEW.spec IS NULL THEN
		RETURN NEW;
	END IF;
	EXECUTE format('SELECT %1$I.dc($1), lower(%1$I.released($1))',
				   TG_TABLE_SCHEMA)
	INTO is_dc, first_day USING NEW.spec;
	IF is_dc <> (NEW.segment = 'datacenter') THEN
		RAISE EXCEPTION 'segment "%" contradicts the spec (column segment)',
			NEW.segment
		USING ERRCODE = 'check_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
			  COLUMN = 'segment',
			  DETAIL = CASE WHEN is_dc
				THEN 'The spec says dc: designed or marketed for data centres.'
				ELSE 'The spec says dc=no.' END,
			  HINT = 'Change both: dc goes with segment datacenter, dc=no with the others.';
	END IF;
	IF first_day <> NEW.released THEN
		RAISE EXCEPTION 'released "%" contradicts the spec (column released)',
			NEW.released
		USING ERRCODE = 'check_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
			  COLUMN = 'released',
			  DETAIL = format('The spec says released from %s on.', first_day),
			  HINT = 'Change both.';
	END IF;
	IF is_dc IS NULL AND NEW.segment IS NOT NULL THEN
		more := CASE NEW.segment WHEN 'datacenter' THEN ' dc' ELSE ' dc=no' END;
	END IF;
	IF first_day IS NULL AND NEW.released IS NOT NULL THEN
		more := more || ' released=' || to_char(NEW.released,
			CASE NEW.released_precision WHEN 'year' THEN 'YYYY'
				WHEN 'month' THEN 'YYYY-MM' ELSE 'YYYY-MM-DD' END);
	END IF;
	IF more <> '' THEN
		EXECUTE format('SELECT ltrim(concat(nullif($1, ''unknown''), $2))::%I.gpu_spec',
					   TG_TABLE_SCHEMA)
		INTO NEW.spec USING NEW.spec::text, more;
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.chip_agree() IS
'INSTEAD OF trigger of chip: segment and released agree with the spec (23514), and fill in what it leaves open.';

CREATE FUNCTION @extschema@.price_fill() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
	IF NEW.price_id IS NULL THEN
		NEW.price_id := concat_ws('/', NEW.chip, NEW.market, NEW.on_date,
								  NEW.source_id);
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.price_fill() IS
'INSTEAD OF trigger of price: makes price_id where it is left out.';

CREATE TRIGGER knowledge_1_name INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.chip_name_check('chip');
CREATE TRIGGER knowledge_2_country INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('vendor_country', 'country',
												 'country');
CREATE TRIGGER knowledge_3_source INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('source_id', 'source',
												 'source_id');
CREATE TRIGGER knowledge_4_fill INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.chip_fill();
CREATE TRIGGER knowledge_4_specs INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.chip_agree();
CREATE TRIGGER knowledge_5_referred INSTEAD OF UPDATE OR DELETE
	ON @extschema@.chip FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('chip', 'chip_alias.chip',
		'price.chip', 'chip_family.member');

CREATE TRIGGER knowledge_1_chip INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip_alias FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('chip', 'chip', 'chip');
CREATE TRIGGER knowledge_2_name INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip_alias FOR EACH ROW
	EXECUTE FUNCTION @extschema@.chip_name_check('alias');

CREATE TRIGGER knowledge_1_member INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip_family FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('member', 'chip', 'chip', '*');
CREATE TRIGGER knowledge_2_name INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip_family FOR EACH ROW
	EXECUTE FUNCTION @extschema@.chip_name_check('family');
CREATE TRIGGER knowledge_3_source INSTEAD OF INSERT OR UPDATE
	ON @extschema@.chip_family FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('source_id', 'source',
												 'source_id');

CREATE TRIGGER knowledge_1_chip INSTEAD OF INSERT OR UPDATE
	ON @extschema@.price FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('chip', 'chip', 'chip');
CREATE TRIGGER knowledge_2_source INSTEAD OF INSERT OR UPDATE
	ON @extschema@.price FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('source_id', 'source',
												 'source_id');
CREATE TRIGGER knowledge_3_fill INSTEAD OF INSERT OR UPDATE
	ON @extschema@.price FOR EACH ROW
	EXECUTE FUNCTION @extschema@.price_fill();
