-- What if: the chips that two policies treat differently

CREATE FUNCTION @extschema@.policy_countries(
	policy @extschema@.export_policy,
	expression text,
	on_date date
)
	RETURNS SETOF text
	AS 'MODULE_PATHNAME', 'policy_countries'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 50;
COMMENT ON FUNCTION @extschema@.policy_countries(@extschema@.export_policy, text, date) IS
	'codes of the countries that an expression of the group algebra, such as (D:1|D:4|D:5|MO)-(A:5|A:6), holds on a day by the dated groups of the policy; * is every country';

-- The test that binds is the nearest limit whose crossing gives the other
-- answer: under the second policy, else under the first.  The policies are
-- materialized so that an inlined call does not make them again for each row.
CREATE FUNCTION @extschema@.policy_diff(
	before @extschema@.export_policy,
	after @extschema@.export_policy,
	destination text DEFAULT '*',
	on_date date DEFAULT CURRENT_DATE,
	hq text DEFAULT 'ordinary',
	ships_from text DEFAULT 'ordinary',
	route text DEFAULT 'ordinary',
	seller text DEFAULT 'ordinary',
	buyer text DEFAULT NULL,
	end_use text DEFAULT NULL,
	regimes text[] DEFAULT NULL,
	facts text DEFAULT NULL
)
	RETURNS TABLE (
		chip text,
		destination text,
		verdict_before @extschema@.verdict,
		verdict_after @extschema@.verdict,
		rule_before text,
		rule_after text,
		test_rule text,
		field text,
		operator text,
		value numeric,
		limit_value numeric,
		ratio numeric
	)
	LANGUAGE sql STABLE PARALLEL SAFE COST 1000000 ROWS 100
BEGIN ATOMIC
	WITH p AS MATERIALIZED (SELECT $1 AS before, $2 AS after
		WHERE $1 IS NOT NULL AND $2 IS NOT NULL)
	SELECT c.chip, d.country, b.verdict, a.verdict, b.rule, a.rule,
		h.rule_id, h.field, h.operator, h.value, h.limit_value, h.ratio
	FROM p
		CROSS JOIN LATERAL (SELECT @extschema@.policy_countries(p.before, $3, $4)
			UNION
			SELECT @extschema@.policy_countries(p.after, $3, $4)) AS d (country)
		CROSS JOIN @extschema@.chip AS c
		CROSS JOIN LATERAL @extschema@.export_decision(c.chip, d.country, $4,
			p.before, $5, $6, $7, $8, $9, $10, $11, $12) AS b
		CROSS JOIN LATERAL @extschema@.export_decision(c.chip, d.country, $4,
			p.after, $5, $6, $7, $8, $9, $10, $11, $12) AS a
		LEFT JOIN LATERAL (
			SELECT u.*
			FROM (SELECT 1 AS side, n.*
				FROM @extschema@.export_headroom(c.chip, d.country, $4, p.after,
					$5, $6, $7, $8, $9, $10, $11, $12) AS n
				WHERE n.verdict_beyond OPERATOR(@extschema@.=) b.verdict
				UNION ALL
				SELECT 2, n.*
				FROM @extschema@.export_headroom(c.chip, d.country, $4, p.before,
					$5, $6, $7, $8, $9, $10, $11, $12) AS n
				WHERE n.verdict_beyond OPERATOR(@extschema@.=) a.verdict) AS u
			ORDER BY u.side, abs(u.ratio - 1), u.rule_id, u.branch, u.field
			LIMIT 1) AS h ON true
	WHERE b.at_best::text IS DISTINCT FROM a.at_best::text
		OR b.at_worst::text IS DISTINCT FROM a.at_worst::text
	ORDER BY d.country, c.chip;
END;
COMMENT ON FUNCTION @extschema@.policy_diff(@extschema@.export_policy, @extschema@.export_policy, text, date, text, text, text, text, text, text, text[], text) IS
	'the chips whose verdict (or its bounds) differs between two policies on a day, for every country of a destination set (* is all): both verdicts with their rules, and the test that binds: the nearest limit whose crossing gives the other verdict, NULL where no limit of a specification does';
