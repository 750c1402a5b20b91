-- The report of "make demo": chips, verdicts for China on the days that
-- mattered, the H200 decision in full, the market.  Runs in any database that has
-- chiptrade in its search_path: psql -f doc/demo.sql
\set QUIET on
\pset pager off
\pset footer off
\pset border 1
\pset linestyle ascii
\pset null '?'
SET client_min_messages = warning;

\echo
\echo 'CHIPS: total processing performance (TPP) by 15 CFR 774, ECCN 3A090'
\echo '-------------------------------------------------------------------'
\echo 'dense rates; density = TPP per mm2 of non-planar logic; ? = nobody published it;'
\echo 'dc = designed or marketed for data centres; confidence grades the rates: die areas'
\echo 'of Blackwell parts are estimates, and B30A is known from the press alone'
\echo
CREATE TEMP VIEW demo_chip AS
SELECT line, n, chip_name
FROM (VALUES
	('Ampere', 1, 'A100 SXM 80GB'),
	('Hopper', 2, 'H100 SXM'), ('Hopper', 3, 'H200 SXM'),
	('Hopper', 4, 'H200 NVL'), ('Hopper', 5, 'GH200 96GB'),
	('Ada', 6, 'L4'), ('Ada', 7, 'RTX 4090'),
	('Blackwell', 8, 'B200'), ('Blackwell', 9, 'B300'),
	('Blackwell', 10, 'GB300 (per GPU)'), ('AMD', 11, 'MI325X'),
	('China variant', 20, 'A800 SXM 80GB'), ('China variant', 21, 'H800 SXM'),
	('China variant', 22, 'H20 96GB'), ('China variant', 23, 'L20'),
	('China variant', 24, 'RTX 4090 D'), ('China variant', 25, 'RTX PRO 6000D'),
	('China variant', 26, 'B30A'), ('China variant', 27, 'MI308X'),
	('domestic', 30, 'Ascend 910B'), ('domestic', 31, 'Ascend 910C'),
	('domestic', 32, 'Ascend 950PR'), ('domestic', 33, 'MLU590'),
	('domestic', 34, 'Kunlun P800'), ('domestic', 35, 'BW1000'),
	('domestic', 36, 'MTT S5000'), ('domestic', 37, 'Zhenwu 810E')
) AS demo(line, n, chip_name);

SELECT d.line, c.chip,
	   CASE WHEN dc(c.spec) THEN 'yes' ELSE 'no' END AS dc,
	   round(tpp(c.spec)::numeric) AS "TPP",
	   tpp_format(c.spec) AS format,
	   round(performance_density(c.spec)::numeric, 2) AS density,
	   mem(c.spec) AS "GB",
	   bw(c.spec) AS "GB/s",
	   round((tpp(c.spec) / tpp('H100 SXM'))::numeric, 2) AS "TPP/H100",
	   round((tpp(c.spec) / tpp('H20 96GB'))::numeric, 2) AS "TPP/H20",
	   round(bw(c.spec) / bw('H100 SXM'), 2) AS "bw/H100",
	   c.confidence
FROM demo_chip d JOIN chip c ON c.chip = d.chip_name
ORDER BY d.n;

\echo 'MAY IT GO TO CHINA?  US licence law on the days that mattered'
\echo '-------------------------------------------------------------'
\echo 'exported from the US to a buyer headquartered in China, by the maker'
\echo 'free = no licence; notice = licence exception NAC; case = case by case;'
\echo 'denial = presumption of denial; ? = the rule asks for a fact nobody published;'
\echo '- = not released yet (rumoured parts: their planned release)'
SELECT 'today = ' || CURRENT_DATE || ', by the last rules known (' || min(known_through) || ')' AS today_note
FROM policy_regime WHERE asked_by_default \gset
\echo :today_note
\echo
CREATE TEMP VIEW demo_word AS
SELECT v::verdict AS verdict, word
FROM (VALUES ('none', 'free'), ('notify', 'notice'),
	('presumption_approval', 'approval'), ('case_by_case', 'case'),
	('presumption_denial', 'denial'), ('prohibited', 'prohibited')) AS w(v, word);

WITH day(i, on_date) AS (
	VALUES (1, DATE '2022-10-20'), (2, '2022-10-21'), (3, '2023-11-16'),
		(4, '2023-11-17'), (5, '2025-04-08'), (6, '2025-04-09'),
		(7, '2026-01-14'), (8, '2026-01-15'), (9, CURRENT_DATE)
), answer AS (
	SELECT c.n, c.chip_name, d.i,
		   CASE WHEN lower(released(c.chip_name)) > d.on_date THEN '-'
				ELSE w.word END AS word
	FROM day d
	CROSS JOIN (SELECT * FROM demo_chip WHERE line <> 'domestic') c
	LEFT JOIN demo_word w
		ON w.verdict = export_verdict(c.chip_name, 'CN', d.on_date)
)
SELECT chip_name AS chip,
	   max(word) FILTER (WHERE i = 1) AS "2022-10-20",
	   max(word) FILTER (WHERE i = 2) AS "2022-10-21",
	   max(word) FILTER (WHERE i = 3) AS "2023-11-16",
	   max(word) FILTER (WHERE i = 4) AS "2023-11-17",
	   max(word) FILTER (WHERE i = 5) AS "2025-04-08",
	   max(word) FILTER (WHERE i = 6) AS "2025-04-09",
	   max(word) FILTER (WHERE i = 7) AS "2026-01-14",
	   max(word) FILTER (WHERE i = 8) AS "2026-01-15",
	   max(word) FILTER (WHERE i = 9) AS today
FROM answer
GROUP BY n, chip_name
ORDER BY n;

\echo 'THE H200 DECISION: exported from the US to China on 2026-01-15'
\echo '--------------------------------------------------------------'
\pset format unaligned
\pset tuples_only on
\pset fieldsep ''
SELECT rpad(k, 16), v
FROM export_decision('H200 SXM', 'CN', '2026-01-15') d
CROSS JOIN LATERAL (VALUES
	('verdict', d.verdict || ' (' || d.review_policy || ')'),
	('ECCN', d.eccn),
	('rule', d.rule || ': ' || d.title),
	('fee', coalesce(d.fee_pct || '% ' || d.fee_basis, 'none in the rule itself; '
		|| 'entry into the US draws a duty of ' || (SELECT fee_pct FROM export_decision(
			'H200 SXM', 'US', '2026-01-15', regimes => '{us_customs}')) || '%')),
	('assumed', d.assumed),
	('conditions', array_to_string(d.conditions, E'\n' || repeat(' ', 16))),
	('if told that', array_to_string(d.not_evaluated, E'\n' || repeat(' ', 16))),
	('known through', d.known_through::text || coalesce(' (' || d.scope_note || ')', '')),
	('confidence', d.confidence),
	('citation', d.citation),
	('', d.url)) AS line(k, v)
WHERE v IS NOT NULL;

\echo
\echo 'The same chip, another route or party:'
SELECT '  ' || rpad(what, 44), verdict || '  (' || rule || ')'
FROM (VALUES
	(1, 'reexported from Taiwan'),
	(2, 'to a Chinese firm''s subsidiary in Germany'),
	(3, 'to Germany'),
	(4, 'to Saudi Arabia'),
	(5, 'to Russia')) AS asked(n, what)
CROSS JOIN LATERAL (
	SELECT * FROM export_decision('H200 SXM', 'CN', '2026-01-15', ships_from => 'TW') WHERE n = 1
	UNION ALL
	SELECT * FROM export_decision('H200 SXM', 'DE', '2026-01-15', hq => 'CN') WHERE n = 2
	UNION ALL
	SELECT * FROM export_decision('H200 SXM', 'DE', '2026-01-15') WHERE n = 3
	UNION ALL
	SELECT * FROM export_decision('H200 SXM', 'SA', '2026-01-15') WHERE n = 4
	UNION ALL
	SELECT * FROM export_decision('H200 SXM', 'RU', '2026-01-15') WHERE n = 5) d
ORDER BY n;
\echo
\ir demo_market.sql
