-- Edits that would leave rules behind that nobody can decide by are refused
-- when they are written; the policy stays as it was.
BEGIN;
SELECT plan(54);

-- What is refused: SQLSTATE, relation.column, message, and where in the value.
CREATE FUNCTION pg_temp.refusal(edit text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rel text;
	col text;
	msg text;
	det text;
BEGIN
	EXECUTE edit;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS rel = TABLE_NAME, col = COLUMN_NAME, msg = MESSAGE_TEXT, det = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' ', SQLSTATE, nullif(concat_ws('.', nullif(rel, ''), nullif(col, '')), ''), msg,
		'/ ' || nullif(regexp_replace(det, '^Failing row.*', ''), ''));
END $$;
CREATE FUNCTION pg_temp.answers() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(export_decision(c, d, on_date)::text, E'\n' ORDER BY c, d, on_date)
	  FROM unnest(ARRAY['H200', 'H20', 'B200', 'MI308X', 'RTX 4090', 'Ascend 910C']) c,
		   unnest(ARRAY['CN', 'RU', 'FR', 'AE', 'MO', 'TW', 'XQ']) d,
		   unnest(ARRAY['2022-10-21', '2024-01-01', '2025-04-09', '2026-06-01']::date[]) on_date $$;
CREATE FUNCTION pg_temp.knowledge() RETURNS text LANGUAGE sql AS $$
	SELECT md5((SELECT string_agg(t::text, '' ORDER BY t::text) FROM country t)
			|| (SELECT string_agg(t::text, '' ORDER BY t::text) FROM country_group t)
			|| (SELECT string_agg(t::text, '' ORDER BY t::text) FROM policy_regime t)
			|| (SELECT string_agg(t::text, '' ORDER BY t::text) FROM policy_rule t)) $$;

INSERT INTO country (country, name) VALUES ('XQ', 'Quux');
INSERT INTO country_group (group_code, country, valid_from) VALUES ('BAD:1', 'XQ', '2020-01-01');
INSERT INTO policy_regime (regime) VALUES ('bad');
INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, overrides, destinations, hq, verdict, fee_pct, fee_basis)
VALUES ('bad_base', 'bad', '2020-01-01', 10, NULL, 'FR|XQ', NULL, 'prohibited', 10, 'duty'),
	   ('bad_but', 'bad', '2020-01-01', 20, 'bad_base', 'FR', 'BAD:1', 'notify', NULL, NULL);
CREATE TEMP TABLE before AS SELECT pg_temp.answers() AS answers, pg_temp.knowledge() AS knowledge;
SELECT ok(length(answers) > 10000, 'there are answers') FROM before;

CREATE TEMP TABLE bad (id serial, name text, edit text, refusal text);
INSERT INTO bad (name, edit, refusal) VALUES
-- countries, groups and regimes that rules name
('a country that groups hold', $$DELETE FROM country WHERE country = 'CN'$$,
 '23503 country_group.country invalid country group in column "country" of "D:1": "CN" / Unknown country.'),
('a country of a group that a rule names', $$DELETE FROM country_group WHERE group_code = 'BAD:1';
	DELETE FROM country WHERE country = 'XQ'$$,
 '23503 policy_rule.hq invalid export rule in column "hq" of "bad_but": "BAD:1" / Unknown country or country group at position 1.'),
('a country that a rule names itself', $$UPDATE policy_rule SET hq = NULL WHERE rule_id = 'bad_but';
	DELETE FROM country_group WHERE group_code = 'BAD:1';
	DELETE FROM country WHERE country = 'XQ'$$,
 '23503 policy_rule.destinations invalid export rule in column "destinations" of "bad_base": "FR|XQ" / Unknown country or country group at position 4.'),
('another code for it', $$UPDATE policy_rule SET hq = NULL WHERE rule_id = 'bad_but';
	DELETE FROM country_group WHERE group_code = 'BAD:1';
	UPDATE country SET country = 'XR' WHERE country = 'XQ'$$,
 '23503 policy_rule.destinations invalid export rule in column "destinations" of "bad_base": "FR|XQ" / Unknown country or country group at position 4.'),
('the last member of a group', $$DELETE FROM country_group WHERE group_code = 'BAD:1'$$,
 '23503 policy_rule.hq invalid export rule in column "hq" of "bad_but": "BAD:1" / Unknown country or country group at position 1.'),
('another name for it', $$UPDATE country_group SET group_code = 'BAD:2' WHERE group_code = 'BAD:1'$$,
 '23503 policy_rule.hq invalid export rule in column "hq" of "bad_but": "BAD:1" / Unknown country or country group at position 1.'),
('a bundled group', $$DELETE FROM country_group WHERE group_code = 'D:5'$$,
 '23503 policy_rule.destinations invalid export rule in column "destinations" of "us_bis_2023_b": "(D:1|D:4|D:5|MO)-(A:5|A:6)" / Unknown country or country group at position 10.'),
('a bundled regime', $$DELETE FROM policy_regime WHERE regime = 'us_letter'$$,
 '23503 policy_rule.regime invalid export rule in column "regime" of "us_letter_2022_amd": "us_letter" / Unknown regime.'),
('a regime of rules of the user', $$DELETE FROM policy_regime WHERE regime = 'bad'$$,
 '23503 policy_regime.regime cannot remove policy_regime "bad": rows of policy_rule refer to it / Column regime of policy_rule holds it.'),
-- precedence against overrides
('a base lifted to its exception', $$UPDATE policy_rule SET precedence = 20 WHERE rule_id = 'bad_base'$$,
 '23514 policy_rule.overrides invalid export rule in column "overrides" of "bad_but": "bad_base" / An exception stands above the rows that it overrides, in the same regime.'),
('a base lifted above it', $$UPDATE policy_rule SET precedence = 21 WHERE rule_id = 'bad_base'$$,
 '23514 policy_rule.overrides invalid export rule in column "overrides" of "bad_but": "bad_base" / An exception stands above the rows that it overrides, in the same regime.'),
('a bundled base lifted', $$UPDATE policy_rule SET precedence = 30 WHERE rule_id = 'us_bis_2023_a_d5'$$,
 '23514 policy_rule.overrides invalid export rule in column "overrides" of "us_bis_2026_cn_cbc": "us_bis_2023_a_d5" / An exception stands above the rows that it overrides, in the same regime.'),
('an exception lowered', $$UPDATE policy_rule SET precedence = 10 WHERE rule_id = 'bad_but'$$,
 '23514 policy_rule.overrides invalid export rule in column "overrides" of "bad_but": "bad_base" / An exception stands above the rows that it overrides, in the same regime.'),
('a base in another regime', $$UPDATE policy_rule SET regime = 'us_bis' WHERE rule_id = 'bad_base'$$,
 '23514 policy_rule.overrides invalid export rule in column "overrides" of "bad_but": "bad_base" / An exception stands above the rows that it overrides, in the same regime.'),
('a circle', $$UPDATE policy_rule SET overrides = 'bad_but' WHERE rule_id = 'bad_base'$$,
 '23503 policy_rule.overrides rule "bad_base" cannot override "bad_but" (column overrides) / There is no rule "bad_but" in regime "bad" with a precedence below 10.'),
('a rule that overrides itself', $$UPDATE policy_rule SET overrides = 'bad_but' WHERE rule_id = 'bad_but'$$,
 '23503 policy_rule.overrides rule "bad_but" cannot override "bad_but" (column overrides) / There is no rule "bad_but" in regime "bad" with a precedence below 20.'),
('a new rule over one that is not there', $$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, overrides, destinations, verdict)
	VALUES ('bad_3', 'bad', '2020-01-01', 30, 'bad_bse', 'FR', 'none')$$,
 '23503 policy_rule.overrides rule "bad_3" cannot override "bad_bse" (column overrides) / There is no rule "bad_bse" in regime "bad" with a precedence below 30.'),
-- limits
('321 countries', $$INSERT INTO country (country, name)
	SELECT code, code FROM (SELECT chr(65 + i / 26) || chr(65 + i % 26) AS code FROM generate_series(0, 675) i) c
	 WHERE NOT EXISTS (SELECT FROM country WHERE country = code)
	 ORDER BY code LIMIT 321 - (SELECT count(*) FROM country)$$,
 '23514 country.country invalid country in column "country" / More than 320 countries.'),
('65 regimes', $$INSERT INTO policy_regime (regime) SELECT 'bad' || i
	  FROM generate_series(1, 65 - (SELECT count(*) FROM policy_regime)) i$$,
 '23514 policy_regime.regime invalid regime in column "regime" / More than 64 regimes.'),
-- rows that are bad by themselves
('a fee of 250%', $$UPDATE policy_rule SET fee_pct = 250 WHERE rule_id = 'bad_base'$$,
 '23514 policy_rule_user.fee_pct new row for relation "policy_rule_user" violates check constraint "policy_rule_fee_pct_check" (column fee_pct)'),
('a fee below zero', $$UPDATE policy_rule SET fee_pct = -1 WHERE rule_id = 'bad_base'$$,
 '23514 policy_rule_user.fee_pct new row for relation "policy_rule_user" violates check constraint "policy_rule_fee_pct_check" (column fee_pct)'),
('reversed dates', $$UPDATE policy_rule SET effective_to = '2019-12-31' WHERE rule_id = 'bad_base'$$,
 '23514 policy_rule_user.effective_to new row for relation "policy_rule_user" violates check constraint "policy_rule_effective_check" (columns effective_to, effective_from)'),
('reversed dates of a member', $$UPDATE country_group SET valid_to = '2019-12-31' WHERE group_code = 'BAD:1'$$,
 '22000 range lower bound must be less than or equal to range upper bound'),
('an id that is there', $$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
	VALUES ('bad_base', 'bad', '2020-01-01', 30, 'FR', 'none')$$,
 '23505 policy_rule.rule_id "bad_base" is in policy_rule already / Key: rule_id.'),
('a bundled id', $$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
	VALUES ('us_bis_scope', 'bad', '2020-01-01', 30, 'FR', 'none')$$,
 '23505 policy_rule.rule_id "us_bis_scope" is in policy_rule already / Key: rule_id.'),
('an id of another rule', $$UPDATE policy_rule SET rule_id = 'us_bis_scope' WHERE rule_id = 'bad_but'$$,
 '23505 policy_rule.rule_id "us_bis_scope" is in policy_rule already / Key: rule_id.'),
('a group that does not exist', $$UPDATE policy_rule SET destinations = 'FR|(BAD:7-XQ)' WHERE rule_id = 'bad_base'$$,
 '23503 policy_rule.destinations unknown country or group "BAD:7" in column destinations / Expected codes of country and groups of country_group, joined by |, + and -.'),
('a country that does not exist', $$UPDATE policy_rule SET ships_from = 'UK' WHERE rule_id = 'bad_base'$$,
 '23503 policy_rule.ships_from unknown country or group "UK" in column ships_from / Expected codes of country and groups of country_group, joined by |, + and -.'),
('a country set that does not parse', $$UPDATE policy_rule SET hq = '(FR|XQ' WHERE rule_id = 'bad_base'$$,
 '22023 hq invalid country set in column "hq": "(FR|XQ" / Expected ")" at position 7.'),
('an unknown field', $$UPDATE policy_rule SET spec_test = 'tpp >= 1 and speed > 2' WHERE rule_id = 'bad_base'$$,
 '22P02 invalid input syntax for type spec_query: "tpp >= 1 and speed > 2" / Unknown name "speed" at character 14.'),
('an unknown fact', $$UPDATE policy_rule SET applies_when = 'buyer=friend' WHERE rule_id = 'bad_base'$$,
 '22023 applies_when invalid facts in column "applies_when": "buyer=friend" / Unknown value at position 7.'),
('an unknown verdict', $$UPDATE policy_rule SET verdict = 'perhaps' WHERE rule_id = 'bad_base'$$,
 '22P02 invalid input syntax for type verdict: "perhaps"'),
('an unknown regime', $$UPDATE policy_rule SET regime = 'worse' WHERE rule_id = 'bad_base'$$,
 '23503 policy_rule.regime unknown policy_regime "worse" in column regime / There is no regime "worse" in policy_regime.'),
-- through knowledge_reset()
('a reset that lowers an exception', $$UPDATE policy_rule SET precedence = 95 WHERE rule_id = 'us_bis_2026_cn_cbc';
	UPDATE policy_rule SET precedence = 40 WHERE rule_id = 'us_bis_2023_a_d5';
	SELECT knowledge_reset('policy_rule', 'us_bis_2026_cn_cbc')$$,
 '23514 policy_rule.overrides invalid export rule in column "overrides" of "us_bis_2026_cn_cbc": "us_bis_2023_a_d5" / An exception stands above the rows that it overrides, in the same regime.');

SELECT is(pg_temp.refusal(edit), refusal, name) FROM bad ORDER BY id;
SELECT is(pg_temp.answers(), before.answers, 'every answer is as before') FROM before;
SELECT is(pg_temp.knowledge(), before.knowledge, 'and every row') FROM before;

-- one statement, however it gets there
SELECT lives_ok($$UPDATE policy_rule SET precedence = precedence + 15 WHERE regime = 'bad'$$,
	'one statement lifts a base and its exception');
SELECT lives_ok($$UPDATE policy_rule SET regime = 'us_letter' WHERE regime = 'bad'$$, 'and moves both');
SELECT lives_ok($$WITH gone AS (DELETE FROM policy_rule WHERE rule_id LIKE 'bad%'),
		groups AS (DELETE FROM country_group WHERE group_code = 'BAD:1')
	DELETE FROM policy_regime WHERE regime = 'bad'$$, 'rules, group and regime go together');
SELECT lives_ok($$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, overrides, destinations, verdict)
	VALUES ('base', 'us_letter', '2020-01-01', 50, NULL, 'XQ', 'prohibited'),
		   ('but', 'us_letter', '2020-01-01', 60, 'base', 'XQ', 'notify')$$, 'base and exception come together');

-- a transaction that defers the check
SET CONSTRAINTS policy_consistent DEFERRED;
SELECT lives_ok($$UPDATE policy_rule SET precedence = 60 WHERE rule_id = 'base'$$, 'deferred: a bad step');
SELECT throws_ok($$SELECT export_verdict('H200', 'XQ', '2026-01-15')$$, '22023',
	'invalid export rule in column "overrides" of "but": "base"', 'by which nobody decides');
SELECT throws_ok('SET CONSTRAINTS policy_consistent IMMEDIATE', '23514',
	'invalid export rule in column "overrides" of "but": "base"', 'nor commits');
SET CONSTRAINTS policy_consistent DEFERRED;
SELECT lives_ok($$UPDATE policy_rule SET precedence = 70 WHERE rule_id = 'but'$$, 'then the other');
SELECT lives_ok('SET CONSTRAINTS policy_consistent IMMEDIATE', 'and all is well');
SELECT is(export_verdict('H200', 'XQ', '2026-01-15')::text, 'notify', 'the rules decide');

-- past the views nothing is checked, and deciding says what is wrong
SELECT lives_ok($$UPDATE policy_rule_user SET precedence = 80 WHERE rule_id = 'base'$$, 'a bad row past the view');
SELECT throws_ok($$SELECT export_verdict('H200', 'XQ', '2026-01-15')$$, '22023',
	'invalid export rule in column "overrides" of "but": "base"', 'nobody decides by it');
SELECT lives_ok($$UPDATE policy_rule_user SET overrides = 'base' WHERE rule_id = 'base'$$, 'another');
SET LOCAL client_min_messages = error;
SELECT lives_ok($$UPDATE policy_rule SET precedence = 90 WHERE rule_id = 'but'$$,
	'edits that mend one at a time are taken');
SELECT lives_ok($$UPDATE policy_rule SET overrides = NULL WHERE rule_id = 'base'$$, 'the last of them');
SELECT is(export_verdict('H200', 'XQ', '2026-01-15')::text, 'notify', 'the rules decide again');
SELECT throws_ok($$UPDATE policy_rule SET precedence = 90 WHERE rule_id = 'base'$$, '23514',
	'invalid export rule in column "overrides" of "but": "base"', 'and are guarded again');
SELECT * FROM finish();
ROLLBACK;
