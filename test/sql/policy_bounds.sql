-- Rule rows at the edges of what a day, a precedence or a fee may be.
BEGIN;
SELECT plan(10);

PREPARE rule_of(date, date, integer, text, numeric) AS
	INSERT INTO policy_rule (rule_id, regime, effective_from, effective_to, precedence, overrides, destinations,
		verdict, fee_pct, fee_basis)
	VALUES ('edge', 'us_bis', $1, $2, $3, $4, 'FR', 'prohibited', $5, CASE WHEN $5 IS NOT NULL THEN 'duty' END);
SELECT throws_ok($$EXECUTE rule_of('infinity', NULL, 50, NULL, NULL)$$, '23514', NULL, 'a rule that never begins');
SELECT throws_ok($$EXECUTE rule_of('-infinity', NULL, 50, NULL, NULL)$$, '23514', NULL, 'a rule that always was');
SELECT throws_ok($$EXECUTE rule_of('2026-01-01', 'infinity', 50, NULL, NULL)$$, '23514', NULL,
	'an open end is NULL');
SELECT throws_ok($$EXECUTE rule_of('5874897-12-31', NULL, 50, NULL, NULL)$$, '23514', NULL, 'the last day there is');
SELECT throws_ok($$EXECUTE rule_of('0001-01-01 BC', NULL, 50, NULL, NULL)$$, '23514', NULL, 'before our era');
SELECT throws_ok($$EXECUTE rule_of('2026-01-01', NULL, -5, NULL, NULL)$$, '23514', NULL, 'a precedence below scope');
SELECT throws_ok($$EXECUTE rule_of('2026-01-01', NULL, 50, '', NULL)$$, '23514', NULL, 'overrides of nothing');
SELECT throws_ok($$EXECUTE rule_of('2026-01-01', NULL, 50, NULL, 'NaN')$$, '23514', NULL, 'a fee that is no number');
SELECT lives_ok($$EXECUTE rule_of('1900-01-01', '2899-12-31', 50, NULL, 100)$$, 'the widest span');
SELECT is(export_verdict('fp8=1'::gpu_spec, 'FR', '2026-01-01')::text, 'prohibited', 'and it decides');
SELECT * FROM finish();
ROLLBACK;
