-- Checks of rule columns when they are written

CREATE FUNCTION @extschema@.country_set_check(expression text, column_name text)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'policy_country_set_check'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.country_set_check(text, text) IS
	'true for an expression of the group algebra, such as (D:1|D:4|D:5|MO)-(A:5|A:6); an error with the position otherwise';

CREATE FUNCTION @extschema@.facts_check(terms text, column_name text)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'policy_facts_check'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.facts_check(text, text) IS
	'true for facts of the closed lists, such as buyer=state_sector and design=foreign; an error with the position otherwise';
