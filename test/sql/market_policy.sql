-- Shipments and rules: the matrix of verdicts, what a rule reached, fees.
BEGIN;
SELECT plan(21);

-- v_policy_matrix
SELECT is_empty($$SELECT chip, on_date, verdict, eccn FROM (SELECT * FROM v_policy_matrix ORDER BY md5(chip || on_date) LIMIT 300) AS m
	WHERE verdict IS DISTINCT FROM export_verdict(chip, 'CN', on_date) OR eccn IS DISTINCT FROM eccn(chip, on_date)$$, 'each row is the decision');
SELECT results_eq($$SELECT on_date::text, verdict::text, rule FROM v_policy_matrix WHERE chip = 'H200 SXM'
	AND on_date IN ('2023-11-16', '2023-11-17', '2026-01-15') ORDER BY on_date$$,
	$$VALUES ('2023-11-16', 'presumption_denial', 'us_bis_2022_3a090'), ('2023-11-17', 'presumption_denial', 'us_bis_2023_a_d5'),
		('2026-01-15', 'case_by_case', 'us_bis_2026_cn_cbc')$$, 'the H200 on three days of the Federal Register');
SELECT set_eq('SELECT DISTINCT on_date FROM v_policy_matrix', $$SELECT d FROM policy_rule, unnest(ARRAY[effective_from, effective_to]) AS d
	WHERE d <= CURRENT_DATE$$, 'the days on which a rule begins or ends');
SELECT is_empty($$SELECT chip FROM v_policy_matrix WHERE vendor_country = 'CN'$$, 'chips of the country itself are not exported to it');
SELECT is((SELECT count(DISTINCT chip) FROM v_policy_matrix), (SELECT count(*) FROM chip WHERE vendor_country IS DISTINCT FROM 'CN'), 'all others are there');
SELECT results_eq($$SELECT destination, verdict::text FROM policy_matrix('{AE,DE}', '{2024-06-01}') WHERE chip = 'H100 SXM' ORDER BY 1$$,
	$$SELECT d, export_verdict('H100 SXM', d, '2024-06-01')::text FROM unnest('{AE,DE}'::text[]) AS d$$, 'other destinations and days');

-- v_affected_shipments: which shipped chips became restricted within 12 months?
SELECT set_eq($$SELECT DISTINCT chip FROM v_affected_shipments WHERE licence_within$$,
	$$VALUES ('A100 SXM 80GB'), ('A800 SXM 80GB'), ('H800 SXM'), ('H20 96GB')$$, 'A100, A800, H800 and H20 needed a licence within a year');
SELECT results_eq($$SELECT shipment_id, verdict_start::text, verdict_end::text, verdict_later::text, licence_within FROM v_affected_shipments
	WHERE shipment_id IN ('epoch-cn-nvidia-a100-2022q3', 'epoch-cn-nvidia-h20-2024q1', 'epoch-cn-nvidia-h20-2024q2') ORDER BY 1$$,
	$$VALUES ('epoch-cn-nvidia-a100-2022q3', 'none', 'presumption_denial', 'presumption_denial', true),
		('epoch-cn-nvidia-h20-2024q1', 'none', 'none', 'none', false),
		('epoch-cn-nvidia-h20-2024q2', 'none', 'none', 'presumption_denial', true)$$,
	'the letter of 26 August 2022 fell into the third quarter; that of 9 April 2025 came twelve months after the second');
SELECT is((SELECT bool_or(licence_within) FROM affected_shipments(13) WHERE shipment_id = 'epoch-cn-nvidia-h20-2024q1'), true, 'thirteen months see more');
SELECT is_empty($$SELECT shipment_id FROM v_affected_shipments WHERE destination = 'XW' OR chip IS NULL
	OR chip IN (SELECT chip FROM chip WHERE vendor_country = destination)$$, 'only chips that go to another country');
SELECT is_empty($$SELECT shipment_id FROM v_affected_shipments WHERE chip = 'MI308X' AND stricter_within IS NOT NULL$$, 'no published rate: not known');
UPDATE chip SET spec = 'fp8=100 mem=96GB bw=4TB/s die=814mm2 dc released=2024-02' WHERE chip = 'H20 96GB';
SELECT is_empty($$SELECT shipment_id FROM v_affected_shipments WHERE chip = 'H20 96GB' AND verdict_start IS DISTINCT FROM
	export_verdict('H20 96GB', destination, period_start)$$, 'another specification, other verdicts');

-- v_fee
SELECT is((SELECT concat_ws(' ', charge, pct, base_from, base_mid, fee_mid) FROM v_fee WHERE shipment_id = 'bi-h200-annual'),
	'duty 25 value of the row 10000000000 2500000000', '25% of 10bn');
SELECT is((SELECT concat_ws(' ', base_low, base_high, fee_low, fee_high) FROM v_fee WHERE shipment_id = 'h200-first-batch-plan'),
	(SELECT concat_ws(' ', quantity_low * 27000, quantity_high * 27000, quantity_low * 6750, quantity_high * 6750) FROM v_shipment
	 WHERE shipment_id = 'h200-first-batch-plan'), 'units at the last reported price');
SELECT is((SELECT fee_mid FROM v_fee WHERE shipment_id = 'h200-delivered-to-2026-02'), 0::numeric, 'nothing delivered, nothing due');
SELECT is((SELECT count(fee_mid) FROM v_fee WHERE chip = 'MI308X'), 0::bigint, 'where it is open which rule decides, no amount');
SELECT is_empty($$SELECT shipment_id FROM v_fee WHERE pct IS NOT NULL AND (rule IS NULL OR standing IS NULL)$$, 'each charge has a rule and what is known of it');
CREATE TEMP TABLE before AS SELECT shipment_id, fee_low, fee_mid, fee_high FROM v_fee;
INSERT INTO price (chip, market, on_date, amount, currency) VALUES ('H200 SXM', 'reported', '2026-02-10', 30000, 'USD');
SELECT set_eq($$SELECT shipment_id FROM (SELECT shipment_id, fee_low, fee_mid, fee_high FROM v_fee EXCEPT TABLE before) AS d$$,
	$$SELECT shipment_id FROM v_fee WHERE chip = 'H200 SXM' AND base_from ~ '^units' AND coalesce(base_low, base_high) > 0$$,
	'a price of one''s own changes the fees that rest on it and no others');
SELECT is((SELECT fee_high FROM v_fee WHERE shipment_id = 'h200-us-cap-2026-05'), (SELECT quantity_high * 7500 FROM v_shipment
	WHERE shipment_id = 'h200-us-cap-2026-05'), 'by its amount');
UPDATE policy_rule SET fee_pct = 30 WHERE rule_id = 'us_customs_232_h200';
SELECT is((SELECT fee_mid FROM v_fee WHERE shipment_id = 'bi-h200-annual'), 3000000000::numeric, 'another rate of the rule, another fee');
SELECT is((SELECT fee_mid FROM v_fee WHERE shipment_id = 'bank-h20-2025h2-ubs'), 1950000000::numeric, 'of its chips alone: 15% of 13bn');

SELECT * FROM finish();
ROLLBACK;
