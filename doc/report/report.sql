-- The data of the report of "make report": one JSON object.  Every number that
-- the page shows is here, or is a sum of numbers that are.
SET client_min_messages = warning;
WITH limits AS (
	SELECT (regexp_match(a.spec_test::text, 'tpp >= ([0-9.]+) or'))[1]::numeric AS a_tpp,
		   (regexp_match(a.spec_test::text, 'tpp >= ([0-9.]+) and pd'))[1]::numeric AS a_low_tpp,
		   (regexp_match(a.spec_test::text, 'pd >= ([0-9.]+)'))[1]::numeric AS a_pd,
		   (regexp_match(b.spec_test::text, 'tpp >= ([0-9.]+) and pd >= [0-9.]+ or'))[1]::numeric AS b_tpp,
		   (regexp_match(b.spec_test::text, 'pd >= ([0-9.]+) or'))[1]::numeric AS b_pd,
		   (regexp_match(b.spec_test::text, 'or tpp >= ([0-9.]+)'))[1]::numeric AS b_low_tpp,
		   (regexp_match(b.spec_test::text, 'or tpp >= [0-9.]+ and pd >= ([0-9.]+)'))[1]::numeric AS b_low_pd,
		   (regexp_match(c.spec_test::text, 'tpp < ([0-9.]+)'))[1]::numeric AS box_tpp,
		   (regexp_match(c.spec_test::text, 'bw < ([0-9.]+)'))[1]::numeric AS box_bw,
		   a.citation AS a_citation, c.citation AS box_citation
	  FROM policy_rule a, policy_rule b, policy_rule c
	 WHERE a.rule_id = 'us_bis_2023_a_d5' AND b.rule_id = 'us_bis_2023_b'
	   AND c.rule_id = 'us_bis_2026_cn_cbc'
), band AS (
	SELECT rule_id, citation,
		   (regexp_match(spec_test::text, 'tpp > ([0-9.]+)'))[1]::numeric AS tpp_from,
		   (regexp_match(spec_test::text, 'tpp < ([0-9.]+)'))[1]::numeric AS tpp_to,
		   (regexp_match(spec_test::text, 'bw > ([0-9.]+)'))[1]::numeric AS bw_from,
		   (regexp_match(spec_test::text, 'bw < ([0-9.]+)'))[1]::numeric AS bw_to
	  FROM policy_rule WHERE rule_id ~ '^us_customs_232_' AND spec_test IS NOT NULL
), scenario (n, name, rules) AS (
	SELECT 1, 'as it is', policy()
	UNION ALL SELECT 2, 'no case-by-case rule', policy_without(policy(), 'us_bis_2026_cn_cbc')
	UNION ALL SELECT 3, 'limits 40,000 and 8,000 GB/s',
		policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 40000 and bw < 8000')
), asked AS (
	SELECT c.chip, c.vendor, c.spec FROM chip c
	 WHERE c.chip IN ('H20 96GB', 'H100 SXM', 'H200 SXM', 'B200', 'B300', 'B30A', 'GB300 (per GPU)',
		'RTX PRO 6000D', 'MI300X', 'MI325X', 'MI355X', 'Gaudi 3', 'L20', 'L40S')
)
SELECT jsonb_build_object(
	'version', (SELECT extversion FROM pg_extension WHERE extname = 'chiptrade'),
	'made', CURRENT_DATE,
	'known_through', (SELECT min(known_through) FROM policy_regime WHERE asked_by_default),
	'limits', (SELECT to_jsonb(l) FROM limits l),
	'bands', (SELECT jsonb_agg(to_jsonb(b) ORDER BY rule_id) FROM band b),
	'chips', (SELECT jsonb_agg(jsonb_build_object('chip', chip, 'vendor', vendor, 'country', vendor_country,
			'tpp', tpp, 'density', round(performance_density::numeric, 3), 'bw', bw_gbs, 'mem', mem_gb,
			'released', to_char(released, 'YYYY-MM'), 'confidence', confidence,
			'verdict', verdict_label(export_verdict(chip, 'CN', CURRENT_DATE)), 'source', publisher) ORDER BY tpp, chip)
		FROM v_chip WHERE tpp >= 200 AND dc),
	'events', (SELECT jsonb_agg(jsonb_build_object('day', on_date, 'actor', actor, 'event', event,
			'chips', chips_affected, 'citation', citation, 'side', CASE WHEN actor ~ '^China' THEN 'China'
				WHEN actor ~ '^(US|President|White House)' THEN 'United States' ELSE 'others' END) ORDER BY on_date, event_id)
		FROM policy_event),
	'compute', (SELECT jsonb_agg(jsonb_build_object('quarter', quarter, 'start', period_start, 'country', vendor_country,
			'vendors', vendors, 'basis', basis, 'mid', h100e_mid, 'p5', h100e_p5, 'p95', h100e_p95,
			'coverage', coverage, 'units', shipped_mid) ORDER BY basis, period_start, vendor_country)
		FROM v_compute_by_quarter WHERE series = 'cn-epoch'),
	'dependency', (SELECT jsonb_agg(jsonb_build_object('universe', universe, 'year', year, 'measure', measure,
			'basis', basis, 'named', share_of_named, 'p5', share_p5, 'p95', share_p95,
			'least', share_remainder_domestic, 'most', share_remainder_foreign, 'uncovered', uncovered_units)
			ORDER BY universe, measure DESC, basis, year)
		FROM v_dependency WHERE year IN (2024, 2025) AND share_of_named IS NOT NULL
		 AND basis IN ('units', 'value', 'tpp', 'bandwidth', 'memory')),
	'fees', (SELECT jsonb_agg(jsonb_build_object('row', shipment_id, 'chip', chip, 'status', status, 'charge', charge,
			'pct', pct, 'low', fee_low, 'mid', fee_mid, 'high', fee_high, 'base', base_from, 'rule', rule,
			'standing', standing) ORDER BY chip, period_start, shipment_id)
		FROM v_fee WHERE coalesce(fee_low, fee_mid, fee_high) > 0),
	'claims', (SELECT jsonb_agg(jsonb_build_object('id', claim_id, 'claim', claim, 'verdict', verdict,
			'expected', expected_verdict, 'basis', basis, 'counts', counts, 'computed', computed, 'unit', unit,
			'want', would_bear_it_out, 'bears', bears, 'missing', missing, 'query', query, 'evidence', evidence)
			ORDER BY place) FROM seed_claim_check),
	'scenarios', (SELECT jsonb_agg(name ORDER BY n) FROM scenario),
	'whatif', (SELECT jsonb_agg(jsonb_build_object('chip', a.chip, 'vendor', a.vendor, 'tpp', tpp(a.spec), 'bw', bw(a.spec),
			'verdicts', (SELECT jsonb_agg(coalesce(verdict_label(export_verdict(a.chip, 'CN', CURRENT_DATE, s.rules)),
				'not known') ORDER BY s.n) FROM scenario s)) ORDER BY a.vendor, tpp(a.spec), a.chip) FROM asked a),
	'credits', (SELECT jsonb_agg(DISTINCT attribution) FROM v_shipment WHERE attribution IS NOT NULL
		AND series ~ '^epoch-cn')
)::text;
