-- The bundled rows: counts, codes, and references that hold.
BEGIN;
SELECT plan(27);

SELECT is((SELECT count(*) FROM chip_bundled), 225::bigint, '225 chips');
SELECT is((SELECT count(*) FROM policy_rule_bundled), 87::bigint,
	'77 rules and 10 of scenarios');
SELECT is((SELECT count(*) FROM country_bundled), 249::bigint,
	'249 countries of ISO 3166-1');
SELECT is((SELECT count(*) FROM ONLY price_bundled), 51::bigint, '51 prices');
SELECT is((SELECT count(DISTINCT family) FROM chip_family_bundled),
	13::bigint, '13 families');
SELECT is((SELECT count(*) FROM policy_regime_bundled), 14::bigint,
	'10 regimes and 4 scenarios');

-- codes
SELECT is_empty($$SELECT chip FROM chip_bundled WHERE code IS NULL
	OR code !~ '^[A-Z0-9-]{1,12}$'$$, 'every chip has a code');
SELECT is_empty($$SELECT code FROM chip_bundled GROUP BY 1
	HAVING count(*) > 1$$, 'codes are unique');
SELECT is_empty($$SELECT code FROM chip_bundled WHERE code ~ '^[0-9-]+$'$$,
	'no code looks like a number');
SELECT results_eq(
	$$SELECT chip || '=' || code FROM chip WHERE chip IN ('H100 SXM',
		'H200 SXM', 'H20 96GB', 'A100 SXM 80GB', 'MI300X', 'RTX 4090 D',
		'Ascend 910C', 'Ascend 910B3', 'GB200 (per GPU)')
	  ORDER BY chip COLLATE "C"$$,
	ARRAY['A100 SXM 80GB=A100SXM80', 'Ascend 910B3=910B3', 'Ascend 910C=910C',
		'GB200 (per GPU)=GB200', 'H100 SXM=H100SXM', 'H20 96GB=H20-96',
		'H200 SXM=H200SXM', 'MI300X=MI300X', 'RTX 4090 D=RTX4090D'],
	'codes that an analyst would guess');
SELECT is_empty(
	$$SELECT c.code FROM chip_bundled c
	  JOIN (SELECT chip AS name, chip FROM chip_bundled
			UNION ALL SELECT alias, chip FROM chip_alias_bundled) n
		ON knowledge_name(n.name) = knowledge_name(c.code)
	  WHERE n.chip <> c.chip$$,
	'no code is the name of another chip');

-- one name, one chip
SELECT is_empty(
	$$SELECT knowledge_name(name)
	  FROM (SELECT chip AS name, chip FROM chip_bundled
			UNION ALL SELECT alias, chip FROM chip_alias_bundled
			UNION ALL SELECT DISTINCT family, '(family)'
			FROM chip_family_bundled) n
	  GROUP BY 1 HAVING count(DISTINCT chip) > 1$$,
	'no name stands for two chips');

-- references
SELECT is_empty($$SELECT chip FROM chip_bundled c LEFT JOIN country_bundled k
	ON k.country = c.vendor_country WHERE k.country IS NULL$$,
	'countries of makers are known');
SELECT is_empty($$SELECT chip FROM chip_bundled c LEFT JOIN source_bundled s
	USING (source_id) WHERE s.source_id IS NULL$$,
	'every chip has a known source');
SELECT is_empty($$SELECT alias FROM chip_alias_bundled a
	LEFT JOIN chip_bundled c USING (chip) WHERE c.chip IS NULL$$,
	'aliases have their chip');
SELECT is_empty($$SELECT member FROM chip_family_bundled f
	LEFT JOIN chip_bundled c ON c.chip = f.member
	WHERE c.chip IS NULL AND f.member <> '*'$$,
	'members of families are chips');
SELECT is_empty($$SELECT price_id FROM price_bundled p
	LEFT JOIN chip_bundled c USING (chip)
	LEFT JOIN source_bundled s ON s.source_id = p.source_id
	WHERE c.chip IS NULL OR (p.source_id IS NOT NULL AND s.source_id IS NULL)$$,
	'prices have their chip and source');
SELECT is_empty($$SELECT group_code, country FROM country_group_bundled g
	LEFT JOIN country_bundled c USING (country) WHERE c.country IS NULL$$,
	'members of country groups are known');
SELECT is_empty($$SELECT rule_id FROM policy_rule_bundled r
	LEFT JOIN policy_regime_bundled g USING (regime) WHERE g.regime IS NULL$$,
	'rules have their regime');
SELECT is_empty(
	$$SELECT r.rule_id, w FROM policy_rule_bundled r,
		string_to_table(r.overrides, '|') w
	  WHERE NOT EXISTS (SELECT FROM policy_rule_bundled o
		WHERE o.rule_id = w AND o.regime = r.regime
		  AND o.precedence < r.precedence)$$,
	'exceptions override lower rules of their own regime');
SELECT is_empty(
	$$SELECT r.rule_id, w[1] FROM policy_rule_bundled r,
		regexp_matches(concat_ws('|', destinations, hq, ships_from),
					   '[^][|+*() -]+', 'g') w
	  WHERE NOT EXISTS (SELECT FROM country_bundled c WHERE c.country = w[1])
		AND NOT EXISTS (SELECT FROM country_group_bundled g
						WHERE g.group_code = w[1])$$,
	'rules name known countries and groups');
SELECT is_empty($$SELECT event_id FROM policy_event_bundled e
	WHERE rule_id IS NOT NULL AND NOT EXISTS (SELECT FROM policy_rule_bundled r
		WHERE r.rule_id = e.rule_id)$$, 'rules of events are known');
SELECT is_empty(
	$$SELECT a.group_code, a.country FROM country_group_bundled a
	  JOIN country_group_bundled b USING (group_code, country)
	  WHERE a.valid_from < b.valid_from
		AND daterange(a.valid_from, a.valid_to, '[]')
			&& daterange(b.valid_from, b.valid_to, '[]')$$,
	'memberships do not overlap');

-- regimes asked by default, in the order of asking
SELECT results_eq(
	'SELECT regime FROM policy_regime WHERE asked_by_default
	 ORDER BY ask_order',
	ARRAY['us_bis', 'us_letter', 'us_end_use', 'us_foundry'],
	'the default regimes are US licence law');
SELECT is_empty($$SELECT regime FROM policy_regime
	WHERE known_through IS DISTINCT FROM '2026-10-08'$$,
	'the sources end on 2026-10-08');

-- country aliases that data files use
SELECT is((SELECT country FROM country
		   WHERE 'UK' = ANY (string_to_array(aliases, '|'))), 'GB', 'UK is GB');
SELECT is((SELECT country FROM country
		   WHERE 'EL' = ANY (string_to_array(aliases, '|'))), 'GR', 'EL is GR');

SELECT * FROM finish();
ROLLBACK;
