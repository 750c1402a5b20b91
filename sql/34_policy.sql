-- Regimes and rules

CREATE TABLE @extschema@.policy_regime_bundled (
	regime text NOT NULL CONSTRAINT policy_regime_name_check
		CHECK (regime ~ '^[a-z][a-z0-9_]*$'),
	title text,
	ask_order integer NOT NULL DEFAULT 1000,
	asked_by_default boolean NOT NULL DEFAULT false,
	gives_eccn boolean NOT NULL DEFAULT false,
	known_through date,
	gate text CONSTRAINT policy_regime_gate_check
		CHECK (gate IN ('licence', 'duty', 'origin', 'destination')),
	note text,
	scenario boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN @extschema@.policy_regime_bundled.regime IS 'key';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.title IS 'readable name';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.ask_order IS
'rank among the regimes asked: of equal verdicts the lower one names the rule';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.asked_by_default IS
'asked where the caller names no regimes';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.gives_eccn IS
'its rows with a 3A090 ECCN and a spec_test classify an item';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.known_through IS
'day on which the sources end; later days are answered by the last rules known';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.gate IS
'which gate of a shipment it speaks for: licence (US licence law), duty (entry into the US), origin (the place of shipment), destination (the buyer''s side); NULL: the licence where asked by default, else none';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.note IS 'remark';
COMMENT ON COLUMN @extschema@.policy_regime_bundled.scenario IS
'a bill, or a rule as printed or as it would stand, that is not in force; bundled ones are asked by name only';
SELECT @extschema@.knowledge_define('@extschema@.policy_regime_bundled'::pg_catalog.regclass,
	'Bodies of rules that are asked together.'::pg_catalog.text,
	VARIADIC ARRAY['regime']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_regime_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.policy_regime, @extschema@.policy_regime_user TO @extowner@
	WITH GRANT OPTION;

CREATE TABLE @extschema@.policy_rule_bundled (
	rule_id text NOT NULL CONSTRAINT policy_rule_id_check
		CHECK (rule_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
	regime text NOT NULL,
	title text,
	eccn text,
	effective_from date NOT NULL,
	effective_to date,
	announced_on date,
	published_on date,
	compliance_from date,
	precedence integer NOT NULL,
	overrides text,
	destinations text NOT NULL,
	hq text,
	ships_from text,
	route text,
	seller text,
	product text,
	buyer text,
	end_use text,
	spec_test @extschema@.spec_query,
	verdict @extschema@.verdict NOT NULL,
	fee_pct numeric CONSTRAINT policy_rule_fee_pct_check
		CHECK (fee_pct >= 0::numeric AND fee_pct <= 100::numeric),
	fee_basis text CONSTRAINT policy_rule_fee_basis_check
		CHECK (fee_basis IN ('revenue_share', 'duty')),
	conditions text,
	applies_when text,
	confidence text CONSTRAINT policy_rule_confidence_check
		CHECK (confidence IN ('high', 'medium', 'low')),
	citation text,
	url text,
	note text,
	CONSTRAINT policy_rule_effective_check
		CHECK (effective_to >= effective_from),
	-- one span of days that a table can hold; no infinity
	CONSTRAINT policy_rule_effective_from_check CHECK (effective_from
		BETWEEN '1900-01-01'::date AND '2899-12-31'::date),
	CONSTRAINT policy_rule_effective_to_check CHECK (effective_to
		BETWEEN '1900-01-01'::date AND '2899-12-31'::date),
	CONSTRAINT policy_rule_precedence_check CHECK (precedence >= 0),
	CONSTRAINT policy_rule_overrides_check CHECK (overrides <> ''),
	CONSTRAINT policy_rule_fee_check
		CHECK (fee_pct IS NULL OR fee_basis IS NOT NULL),
	CONSTRAINT policy_rule_route_check
		CHECK (route ~ '^(export|reexport|transfer)([|](export|reexport|transfer))*$')
);
COMMENT ON COLUMN @extschema@.policy_rule_bundled.rule_id IS 'key';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.regime IS
'regime of the rule in policy_regime';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.title IS 'readable name';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.eccn IS
'classification of the items it covers; NULL on exceptions';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.effective_from IS
'first day on which it is evaluated; the compliance date where an instrument set a later one';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.effective_to IS
'last day on which it is evaluated; NULL: open';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.announced_on IS
'day of the announcement; a plain fact';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.published_on IS
'day of publication; a plain fact';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.compliance_from IS
'compliance date where one was set apart; a plain fact';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.precedence IS
'within the regime the highest decides; 0 marks the scope of the regime';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.overrides IS
'rules of the regime to which it is an exception, | between them';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.destinations IS
'group algebra over countries and groups: * all, | or + union, - difference';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.hq IS
'group algebra for the headquarters of the ultimate parent; NULL: any';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.ships_from IS
'group algebra for the place of shipment; NULL: any';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.route IS
'export, reexport, transfer, | between them; NULL: any';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.seller IS
'maker or seller, | between them; NULL: any';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.product IS
'chip names, | between them; a name fits a chip whose name or alias is it or begins with it and a blank; NULL: any';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.buyer IS
'kinds of buyer, repeated in applies_when';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.end_use IS
'end uses, repeated in applies_when';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.spec_test IS
'test of the specification; NULL: every item';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.verdict IS
'answer where the rule decides';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.fee_pct IS
'charge in percent';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.fee_basis IS
'revenue_share or duty';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.conditions IS
'what must be certified or checked, | between them; listed, not evaluated';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.applies_when IS
'facts that must be given: key=value|value, terms joined by " and "; NULL: always evaluated';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.confidence IS
'high, medium, low';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.citation IS
'legal citation or the report that stands for it';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.url IS 'address of the text';
COMMENT ON COLUMN @extschema@.policy_rule_bundled.note IS 'remark';
SELECT @extschema@.knowledge_define('@extschema@.policy_rule_bundled'::pg_catalog.regclass,
	'Export rules, one clause or letter a row.'::pg_catalog.text,
	VARIADIC ARRAY['rule_id']::pg_catalog.text[]);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.policy_rule_user', '');
GRANT INSERT, UPDATE, DELETE
	ON @extschema@.policy_rule, @extschema@.policy_rule_user TO @extowner@
	WITH GRANT OPTION;

CREATE TRIGGER knowledge_1_referred INSTEAD OF UPDATE OR DELETE
	ON @extschema@.policy_regime FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_referred('regime',
		'policy_rule.regime');
CREATE TRIGGER knowledge_1_regime INSTEAD OF INSERT OR UPDATE
	ON @extschema@.policy_rule FOR EACH ROW
	EXECUTE FUNCTION @extschema@.knowledge_refer('regime', 'policy_regime',
												 'regime');

-- Countries and groups that a rule names must be known, and the rules that it
-- overrides stand in its regime with a lower precedence.
CREATE FUNCTION @extschema@.policy_rule_check() RETURNS trigger
	LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	col text;
	bad text;
BEGIN
	EXECUTE format('SELECT %I.facts_check(($1).applies_when, ''applies_when'')',
				   TG_TABLE_SCHEMA)
	USING NEW;
	FOREACH col IN ARRAY ARRAY['destinations', 'hq', 'ships_from'] LOOP
		EXECUTE format('SELECT %1$I.country_set_check(($1).%2$I, %2$L)',
					   TG_TABLE_SCHEMA, col)
		USING NEW;
		EXECUTE format(
			'SELECT w[1] FROM pg_catalog.regexp_matches(
				($1).%2$I, ''[^][|+*() -]+'', ''g'') w
			  WHERE NOT EXISTS (SELECT FROM %1$I.country c
								 WHERE c.country = w[1])
				AND NOT EXISTS (SELECT FROM %1$I.country_group g
								 WHERE g.group_code = w[1])
			  LIMIT 1', TG_TABLE_SCHEMA, col)
		INTO bad USING NEW;
		IF bad IS NOT NULL THEN
			RAISE EXCEPTION 'unknown country or group "%" in column %', bad, col
			USING ERRCODE = 'foreign_key_violation',
				  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				  COLUMN = col,
				  DETAIL = 'Expected codes of country and groups of country_group, joined by |, + and -.',
				  HINT = 'Countries are written with their ISO code, for example GB.';
		END IF;
	END LOOP;

	-- UPDATE may reach the base next, and policy_edit() looks at the end of it
	IF TG_OP = 'UPDATE' AND NEW.overrides = OLD.overrides THEN
		RETURN NEW;
	END IF;
	EXECUTE format(
		'SELECT w FROM pg_catalog.string_to_table($1.overrides, ''|'') w
		  WHERE NOT EXISTS (SELECT FROM %1$I.policy_rule r
							 WHERE r.rule_id = w AND r.regime = $1.regime
							   AND r.precedence < $1.precedence)
		  LIMIT 1', TG_TABLE_SCHEMA)
	INTO bad USING NEW;
	IF bad IS NOT NULL THEN
		RAISE EXCEPTION 'rule "%" cannot override "%" (column overrides)',
			NEW.rule_id, bad
		USING ERRCODE = 'foreign_key_violation',
			  SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
			  COLUMN = 'overrides',
			  DETAIL = format('There is no rule "%s" in regime "%s" with a precedence below %s.',
							  bad, NEW.regime, NEW.precedence),
			  HINT = 'An exception names rules of its own regime and has the higher precedence.';
	END IF;
	RETURN NEW;
END
$body$;
COMMENT ON FUNCTION @extschema@.policy_rule_check() IS
'INSTEAD OF trigger of policy_rule: syntax of country sets and facts (22023), known countries, groups and overridden rules (23503).';
CREATE TRIGGER knowledge_2_check INSTEAD OF INSERT OR UPDATE
	ON @extschema@.policy_rule FOR EACH ROW
	EXECUTE FUNCTION @extschema@.policy_rule_check();
