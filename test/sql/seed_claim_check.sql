-- seed_claim_check: the claims of the article, computed from the tables.
-- Verdicts and numbers are those of the researchers (data/seed_claims.csv).
BEGIN;
SELECT plan(60);

SELECT is((SELECT count(DISTINCT claim_id) FROM seed_claim_check), 34::bigint, '34 claims');
SELECT results_eq('SELECT claim_id, min(verdict), max(verdict) FROM seed_claim_check GROUP BY 1 ORDER BY 1',
	'SELECT claim_id, verdict, verdict FROM claim ORDER BY 1', 'each verdict is the researchers''');
SELECT results_eq('SELECT verdict, count(DISTINCT claim_id) FROM seed_claim_check GROUP BY 1 ORDER BY 1',
	$$VALUES ('fails', 6::bigint), ('holds', 11), ('partly', 13), ('untestable', 4)$$, '11 hold, 13 in part, 6 fail, 4 cannot be tested');
SELECT is_empty($$SELECT claim_id FROM seed_claim_check WHERE (computed IS NULL) <> (missing IS NOT NULL)$$, 'what was not computed says what is missing');

-- the numbers that they expected
SELECT is((SELECT string_agg(round(computed, decimals)::text, '; ' ORDER BY place) FROM seed_claim_check AS s
	WHERE s.claim_id = v.claim_id AND (s.counts OR v.shown)), expected, format('%s: %s', v.claim_id, expected))
FROM (VALUES
	('S01', 0, false, '141'), ('S02', 1, false, '4.8'), ('S03', 4, true, '1.4328; 80.0000; 3.3500; 1.7625'), ('S04', 0, false, '2023; 2024'),
	('S05', 2, false, '1.43; 1.90'), ('S06', 3, false, '9.895; 6.597; 3.298; 6.686'), ('S07', 2, false, '6.69; 1.20; 1.47'),
	('S09', 0, false, '7940; 1'), ('S10', 0, true, '265000; 70000'), ('S11', 0, true, '812000; 800000; 805000; 200000'), ('S13', 0, false, '0'),
	('S15', 0, false, '116000; 110000; 142000'), ('S16', 3, false, '0.875; 1.143; 0.293'), ('S17', 0, false, '4000000; 460000'),
	('S18', 2, false, '3.75; 2.90'), ('S19', 0, true, '50; 37'), ('S20', 1, true, '9.1; 19.2; 13.1; 20.2; 16.9; 21.4; 26.4; 23.3'),
	('S21', 0, true, '25; 0; 15'), ('S22', 0, false, '0; 2025'), ('S23', 2, false, '0.00; 0.01'), ('S25', 0, true, '3; 2; 1'),
	('S26', 0, false, '2024; 2024'), ('S27', 2, false, '3.09; 1.32'), ('S31', 3, false, '0.596')) AS v (claim_id, decimals, shown, expected);

-- each query gives the number that stands beside it, for whoever runs it
CREATE FUNCTION pg_temp.run(query text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
	result numeric;
BEGIN
	EXECUTE query INTO STRICT result;
	RETURN round(result, 4);
END $$;
SET LOCAL search_path = tap, pg_catalog;
SELECT is_empty($$SELECT claim_id, basis, computed FROM chiptrade.seed_claim_check WHERE pg_temp.run(query) IS DISTINCT FROM computed$$,
	'each query gives its number, whatever the search_path');
SET LOCAL search_path = chiptrade, tap, public;

-- changing a row changes what rests on it and nothing else
CREATE TEMP TABLE before AS SELECT claim_id, basis, computed, verdict FROM seed_claim_check;
CREATE FUNCTION pg_temp.changed(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE statement;
	SELECT string_agg(DISTINCT claim_id || CASE WHEN b.verdict <> s.verdict THEN ' ' || s.verdict ELSE '' END, ', ' ORDER BY claim_id
			|| CASE WHEN b.verdict <> s.verdict THEN ' ' || s.verdict ELSE '' END)
		INTO result FROM seed_claim_check AS s JOIN before AS b USING (claim_id, basis)
		WHERE (s.computed, s.verdict) IS DISTINCT FROM (b.computed, b.verdict);
	RAISE EXCEPTION 'undo' USING DETAIL = coalesce(result, 'none');
EXCEPTION WHEN OTHERS THEN
	IF SQLERRM <> 'undo' THEN
		RETURN SQLSTATE || ' ' || SQLERRM;
	END IF;
	GET STACKED DIAGNOSTICS result = PG_EXCEPTION_DETAIL;
	RETURN result;
END $$;
SELECT is(pg_temp.changed(statement), expected, statement)
FROM (VALUES
	-- chips
	($$UPDATE chip SET spec = replace(spec::text, 'mem=141GB', 'mem=150GB')::gpu_spec WHERE chip = 'H200 SXM'$$, 'S01 fails, S03, S07'),
	($$UPDATE chip SET spec = replace(spec::text, 'mem=141GB', 'mem=400GB')::gpu_spec WHERE chip = 'H200 SXM'$$, 'S01 fails, S03, S07, S25 holds'),
	($$UPDATE chip SET spec = replace(spec::text, 'bw=4800GB/s', 'bw=6400GB/s')::gpu_spec WHERE chip = 'H200 SXM'$$,
		'S02 fails, S03 holds, S05 holds, S07, S21'),
	($$UPDATE chip SET spec = replace(replace(replace(spec::text, 'fp8=296', 'fp8=400'), 'int8=296', 'int8=400'), 'fp16=148', 'fp16=200')::gpu_spec WHERE chip = 'H20 96GB'$$,
		'S06, S07 fails'),
	($$UPDATE chip SET spec = replace(spec::text, 'released=2024-06', 'released=2023-12')::gpu_spec, released = '2023-12-01' WHERE chip = 'H200 SXM'$$, 'S04 holds'),
	($$UPDATE chip SET spec = replace(spec::text, 'released=2024-11', 'released=2025-01')::gpu_spec, released = '2025-01-01' WHERE chip = 'B100'$$, 'S26 partly'),
	-- shipments
	($$UPDATE shipment SET quantity = '450k' WHERE shipment_id = 'idc-cn-2025-huawei'$$, 'S11 partly, S31'),
	($$UPDATE shipment SET quantity = '75k' WHERE shipment_id = 'idc-cn-2025-cambricon'$$, 'S15 partly, S16 holds, S18, S31'),
	($$UPDATE shipment SET quantity = '90k' WHERE shipment_id IN ('idc-cn-2025-thead', 'idc-cn-2025-cambricon', 'idc-cn-2025-kunlunxin')$$,
		'S10 holds, S15, S16, S18, S31'),
	($$UPDATE shipment SET quantity = '1.5M' WHERE shipment_id = 'idc-cn-2024-domestic'$$, 'S31 fails'),
	($$UPDATE shipment SET value = '3bn' WHERE shipment_id = 'nvda-h20-fy26q3'$$, 'S23 partly'),
	($$UPDATE shipment SET quantity = '5k' WHERE shipment_id = 'baidu-kunlun-p800-cluster'$$, 'S14 holds'),
	($$INSERT INTO shipment (shipment_id, period, status, series, level, product, vendor, destination, unit, quantity, channel)
		VALUES ('mine', '[2025-01-01,2025-12-31]', 'delivered', 'mine', 'report', 'H20', 'NVIDIA', 'CN', 'card', '10', 'xinchuang')$$, 'S13 fails'),
	-- rules and events
	($$UPDATE policy_rule SET spec_test = 'dc and (tpp >= 4800 or tpp >= 1000 and pd >= 5.92)' WHERE rule_id = 'us_bis_2023_a_d5'$$, 'S06 fails'),
	($$UPDATE policy_rule SET fee_pct = 30 WHERE rule_id = 'us_customs_232_h200'$$, 'S21 fails'),
	($$DELETE FROM policy_event WHERE event_id = '2025-12-03-nvidia'$$, 'S24 fails'),
	-- revenue, demand, published figures
	($$UPDATE vendor_revenue SET revenue = '60bn' WHERE revenue_id = 'NVIDIA/FY2026/China including Hong Kong/total/hq'$$, 'S20 partly'),
	($$UPDATE vendor_revenue SET revenue = '10bn' WHERE revenue_id = 'NVIDIA/FY2025/China including Hong Kong/total/hq'$$, 'S09 fails, S20'),
	($$UPDATE demand SET value = '30bn' WHERE demand_id = '2025/cn_all_buyers/addressable_market'$$, 'S19 fails'),
	($$UPDATE published_figure SET value = '3M' WHERE figure_id = 'idc-cn-2025-total'$$, 'S17 fails, S18'),
	($$UPDATE published_figure SET value = '1.4' WHERE figure_id = 'h200-llama2-70b'$$, 'S05 fails'),
	-- the user's own sourced facts answer what could not be tested
	($$INSERT INTO published_figure (figure_id, subject, metric, unit, kind, value) VALUES
		('mine', 'offshore', 'chips used from China abroad', 'package', 'total', '200k')$$, 'S29 holds'),
	($$INSERT INTO published_figure (figure_id, subject, metric, unit, kind, value) VALUES
		('mine', 'firms', 'share of firms that use H20 or domestic chips only', 'percent', 'share', '80')$$, 'S08 fails'),
	-- and what is no fact of a claim changes none
	($$UPDATE chip SET spec = spec WHERE chip = 'A100 SXM 80GB'$$, 'none'),
	($$UPDATE shipment SET quantity = '1' WHERE shipment_id = 'epoch-cn-nvidia-a100-2022q1'$$, 'none'),
	($$UPDATE price SET amount = 1 WHERE chip = 'H100 SXM'$$, 'none')) AS v (statement, expected);

SELECT is_empty($$SELECT claim_id, basis FROM seed_claim_check WHERE unit IS NULL AND computed IS NOT NULL$$, 'each number has a unit');
SELECT is_empty($$SELECT claim_id FROM claim EXCEPT SELECT claim_id FROM seed_claim_check WHERE counts$$, 'each claim has a reading that counts');
-- whatever the rows say, the other claims are still there to read
UPDATE shipment SET quantity = CASE WHEN quantity IS NOT NULL THEN '0'::estimate END, value = CASE WHEN value IS NOT NULL THEN '0'::estimate END;
UPDATE published_figure SET value = '0';
UPDATE demand SET units = CASE WHEN units IS NOT NULL THEN '0'::estimate END;
UPDATE chip SET spec = 'fp8=0 int8=0 fp16=0 mem=0 bw=0 dc' WHERE chip IN ('H200 SXM', 'H100 SXM', 'H20 96GB', 'Ascend 910B', 'Ascend 910C');
SELECT is((SELECT count(DISTINCT claim_id) FROM seed_claim_check), 34::bigint, 'noughts everywhere');
DELETE FROM shipment;
DELETE FROM published_figure;
DELETE FROM policy_event;
SELECT is((SELECT count(DISTINCT claim_id) FROM seed_claim_check), 34::bigint, 'no rows');
DELETE FROM claim WHERE claim_id = 'S01';
SELECT is((SELECT count(*) FROM seed_claim_check WHERE claim_id = 'S01'), 0::bigint, 'a claim that is deleted is no longer tested');

SELECT * FROM finish();
ROLLBACK;
