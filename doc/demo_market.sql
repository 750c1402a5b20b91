-- The second half of the report of "make demo": what reached China, how much of
-- it is foreign, what is charged, and the claims put to the test.  Needs
-- chiptrade_data.  Settings as demo.sql leaves them.

\echo 'WHAT HAPPENED: rules and measures on the H20 and the H200'
\echo '---------------------------------------------------------'
SELECT '  ' || on_date || '  ' || rpad(actor, 14) || '  ' || event
FROM policy_event
WHERE chips_affected ~ '\mH20\M|\mH200\M' AND on_date >= '2025-01-01'
ORDER BY on_date, event_id;
\echo 'source: policy_event, each with its citation (SELECT * FROM policy_event)'

\echo
\echo 'COMPUTE REACHING CHINA, thousand H100-equivalents a quarter by TPP'
\echo '------------------------------------------------------------------'
\echo 'licensed NVIDIA (#, with its 90% interval) and Huawei (=; single figures of the source)'
WITH side AS (
	SELECT quarter, period_start,
		   max(h100e_mid) FILTER (WHERE series = 'epoch-cn-nvidia') AS nvidia,
		   max(h100e_p5) FILTER (WHERE series = 'epoch-cn-nvidia') AS least,
		   max(h100e_p95) FILTER (WHERE series = 'epoch-cn-nvidia') AS most,
		   max(h100e_mid) FILTER (WHERE series = 'epoch-cn-huawei') AS huawei
	  FROM v_compute_by_quarter
	 WHERE series IN ('epoch-cn-nvidia', 'epoch-cn-huawei') AND basis = 'tpp'
	 GROUP BY 1, 2
)
SELECT '  ' || quarter || lpad(coalesce(round(nvidia / 1000, 1)::text, '-'), 7)
	   || rpad(coalesce(' [' || round(least / 1000, 1) || ', ' || round(most / 1000, 1) || ']', ''), 16)
	   || lpad(coalesce(round(huawei / 1000, 1)::text, '-'), 7) || '  '
	   || repeat('#', round(coalesce(nvidia, 0) / 4000)::integer)
	   || repeat('=', round(coalesce(huawei, 0) / 4000)::integer)
FROM side ORDER BY period_start;
\echo 'Chips that were smuggled or are used abroad are in neither. Another basis is another picture:'
SELECT '  Huawei passes licensed NVIDIA by ' || rpad(basis, 12) || ' in ' || min(quarter)
FROM (
	SELECT basis, quarter,
		   max(h100e_mid) FILTER (WHERE series = 'epoch-cn-nvidia') AS nvidia,
		   max(h100e_mid) FILTER (WHERE series = 'epoch-cn-huawei') AS huawei
	  FROM v_compute_by_quarter
	 WHERE series IN ('epoch-cn-nvidia', 'epoch-cn-huawei') GROUP BY 1, 2) AS q
WHERE huawei > nvidia GROUP BY basis ORDER BY min(quarter), basis;
SELECT 'source: ' || string_agg(DISTINCT attribution, ' ')
FROM v_compute_by_quarter WHERE series IN ('epoch-cn-nvidia', 'epoch-cn-huawei');

\pset format aligned
\pset tuples_only off
\echo
\echo 'HOW MUCH OF CHINA''S SUPPLY IS FOREIGN, percent'
\echo '----------------------------------------------'
\echo 'named = of what the rows name; 5% to 95% by draws; least and most = the unnamed rest'
\echo 'of the published total taken for domestic and for foreign; ? = nobody published it'
SELECT universe, year, measure, basis, round(100 * share_of_named, 1) AS named,
	   round(100 * share_p5, 1) AS "5%", round(100 * share_p95, 1) AS "95%",
	   round(100 * share_remainder_domestic, 1) AS least,
	   round(100 * share_remainder_foreign, 1) AS most,
	   uncovered_units AS "no rate"
FROM v_dependency
WHERE year IN (2024, 2025) AND basis IN ('units', 'value', 'tpp', 'bandwidth')
  AND share_of_named IS NOT NULL AND (universe = 'cn-epoch' OR measure = 'shipped')
ORDER BY universe, measure DESC, basis, year;
SELECT DISTINCT 'source: ' || u.universe || ' = ' || string_agg(DISTINCT s.title, '; ') AS sources
FROM universe_series u JOIN series s ON s.series = u.series
WHERE u.universe ~ '^cn-' GROUP BY u.universe ORDER BY 1 \g (tuples_only=on format=unaligned)

\echo
\echo 'WHAT THE RULES WOULD CHARGE, million USD'
\echo '----------------------------------------'
\echo 'on the value of the row, or its units at the price last reported; what was paid is another'
\echo 'matter: the 15% of 2025 was announced and never codified, the 25% is a duty on entry'
SELECT shipment_id, chip, status, charge, pct, round(base_low / 1000000) AS "from low",
	   round(base_high / 1000000) AS "high", round(fee_low / 1000000) AS "fee low",
	   round(fee_mid / 1000000) AS mid, round(fee_high / 1000000) AS "fee high"
FROM v_fee
WHERE coalesce(fee_low, fee_mid, fee_high) > 0
ORDER BY chip, period_start, shipment_id;

\echo 'THE CLAIMS OF THE ARTICLE, put to the test'
\echo '------------------------------------------'
SELECT claim_id AS id, verdict, left(claim, 72) || CASE WHEN length(claim) > 72 THEN '...' ELSE '' END AS claim,
	   string_agg(coalesce(computed::text, '?') || ' ' || coalesce(unit, ''), '; ' ORDER BY place)
		   FILTER (WHERE counts) AS computed
FROM seed_claim_check GROUP BY claim_id, verdict, claim ORDER BY claim_id;
SELECT verdict || ': ' || count(DISTINCT claim_id) AS sum
FROM seed_claim_check GROUP BY verdict ORDER BY count(DISTINCT claim_id) DESC \g (tuples_only=on format=unaligned)
\echo 'every reading with its query: SELECT * FROM seed_claim_check ORDER BY place'
\pset format unaligned
\pset tuples_only on
\echo
