-- The user's rows through the views: new rows, overrides, tombstones, reset.
BEGIN;
SELECT plan(78);

-- new rows
SELECT lives_ok(
	$$INSERT INTO chip (chip, vendor, spec)
	  VALUES ('My NPU', 'Me', 'fp8=10 mem=8 released=2025-03')$$,
	'a chip needs few columns');
SELECT results_eq(
	$$SELECT scope, packages, released, released_precision, code, origin
	  FROM chip WHERE chip = 'My NPU'$$,
	$$VALUES ('package', 1, '2025-03-01'::date, 'month', NULL::text, 'user')$$,
	'defaults, and released from the spec');
SELECT results_eq(
	$$INSERT INTO chip (chip, vendor_country) VALUES ('My TPU', 'UK')
	  RETURNING vendor_country$$, ARRAY['GB'], 'UK is stored as GB');
SELECT results_eq(
	$$UPDATE chip SET vendor_country = 'GRC' WHERE chip = 'My TPU'
	  RETURNING vendor_country$$, ARRAY['GR'], 'so are three letters');
SELECT results_eq(
	$$UPDATE chip SET chip = 'My TPU 2' WHERE chip = 'My TPU'
	  RETURNING chip$$, ARRAY['My TPU 2'], 'a row of the user''s own is renamed');
SELECT lives_ok($$DELETE FROM chip WHERE chip = 'My TPU 2'$$, 'and deleted');
SELECT is_empty($$SELECT chip FROM chip_user WHERE chip LIKE 'My TPU%'$$,
	'without a tombstone');

-- RETURNING shows the row as it is now
SELECT results_eq(
	$$INSERT INTO chip (chip) VALUES ('My TPU 3') RETURNING origin$$,
	ARRAY['user'], 'origin of a new row');
SELECT results_eq(
	$$UPDATE chip SET note = 'x' WHERE chip = 'My TPU 3' RETURNING origin$$,
	ARRAY['user'], 'and of one that is changed');
SELECT results_eq(
	$$UPDATE chip SET note = 'x' WHERE chip = 'A16' RETURNING origin$$,
	ARRAY['override'], 'origin of an override');
DELETE FROM chip WHERE chip = 'My TPU 3';
SELECT results_eq($$DELETE FROM chip WHERE chip = 'A16' RETURNING origin$$,
	ARRAY['override'], 'what DELETE took away');
SELECT results_eq(
	$$INSERT INTO chip (chip) VALUES ('A16') RETURNING origin$$,
	ARRAY['override'], 'origin of a row over a tombstone');
SELECT knowledge_reset('chip', 'A16');

-- override
SELECT lives_ok(
	$$UPDATE chip SET note = 'mine' WHERE chip = 'H100 SXM'$$,
	'UPDATE of a bundled row');
SELECT results_eq(
	$$SELECT note, vendor, code, origin FROM chip WHERE chip = 'H100 SXM'$$,
	$$VALUES ('mine', 'NVIDIA', 'H100SXM', 'override')$$,
	'the override is the whole row');
SELECT results_eq(
	$$SELECT count(*), count(*) FILTER (WHERE origin = 'override')
	  FROM chip WHERE chip = 'H100 SXM'$$, $$VALUES (1::bigint, 1::bigint)$$,
	'one row only');
SELECT ok((SELECT bundled_then ->> 'code' = 'H100SXM' FROM chip_user
		   WHERE chip = 'H100 SXM'), 'the bundled row is remembered');
SELECT is((SELECT note FROM chip_bundled WHERE chip = 'H100 SXM'),
	(SELECT bundled_then ->> 'note' FROM chip_user WHERE chip = 'H100 SXM'),
	'and unharmed');
SELECT lives_ok(
	$$UPDATE chip SET note = 'mine again' WHERE chip = 'H100 SXM'$$,
	'UPDATE of an override');
SELECT is((SELECT note FROM chip WHERE chip = 'H100 SXM'), 'mine again',
	'shows');
SELECT throws_ok(
	$$UPDATE chip SET chip = 'H100 XXL' WHERE chip = 'H100 SXM'$$, '0A000',
	NULL, 'the key of an override stays');
SELECT throws_ok(
	$$UPDATE chip SET chip = 'H100 XXL' WHERE chip = 'H100 PCIe'$$, '0A000',
	NULL, 'and that of a bundled row');

-- reset
SELECT is(knowledge_reset('chip', 'H100 SXM'), true, 'reset');
SELECT is((SELECT origin FROM chip WHERE chip = 'H100 SXM'), 'bundled',
	'brings the bundled row back');
SELECT is(knowledge_reset('chip', 'H100 SXM'), false, 'nothing left to reset');
SELECT is(knowledge_reset('chip', 'My NPU'), false,
	'reset leaves rows of the user''s own');
SELECT throws_ok($$SELECT knowledge_reset('chip', 'a', 'b')$$, '22023', NULL,
	'reset with a wrong key');
SELECT throws_ok($$SELECT knowledge_reset('pg_class', 'a')$$, '42809', NULL,
	'reset of something else');
SELECT is(knowledge_reset('country_group', 'D:5', 'CN', '2022-10-07'), false,
	'reset takes keys of several columns');

-- tombstone
SELECT lives_ok($$DELETE FROM chip WHERE chip = 'H100 SXM'$$,
	'DELETE of a bundled row');
SELECT is_empty($$SELECT chip FROM chip WHERE chip = 'H100 SXM'$$, 'hides it');
SELECT results_eq(
	$$SELECT hidden, bundled_then IS NOT NULL FROM chip_user
	  WHERE chip = 'H100 SXM'$$, $$VALUES (true, true)$$, 'with a tombstone');
SELECT lives_ok(
	$$INSERT INTO chip (chip, vendor) VALUES ('H100 SXM', 'again')$$,
	'INSERT over a tombstone');
SELECT results_eq(
	$$SELECT vendor, code, origin FROM chip WHERE chip = 'H100 SXM'$$,
	$$VALUES ('again', NULL::text, 'override')$$, 'shows the new row');
SELECT lives_ok($$DELETE FROM chip WHERE chip = 'H100 SXM'$$,
	'DELETE of an override');
SELECT is_empty($$SELECT chip FROM chip WHERE chip = 'H100 SXM'$$,
	'hides the bundled row too');
SELECT is(knowledge_reset('chip', 'H100 SXM'), true, 'reset of a tombstone');
SELECT is((SELECT origin FROM chip WHERE chip = 'H100 SXM'), 'bundled',
	'shows the bundled row');
SELECT results_eq(
	$$DELETE FROM chip WHERE chip LIKE 'RTX 40%' RETURNING chip$$,
	ARRAY['RTX 4090', 'RTX 4090 D', 'RTX 4080'], 'DELETE of several rows');

-- what is refused: SQLSTATE
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('H200 SXM')$$, '23505',
	'"H200 SXM" is in chip already', 'INSERT of a bundled key');
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('My NPU')$$, '23505',
	'"My NPU" is in chip already', 'INSERT of a key of the user');
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('h200-sxm')$$, '23505',
	'chip "h200-sxm" is ambiguous (column chip)', 'a name in another spelling');
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('H200')$$, '23505',
	'chip "H200" is ambiguous (column chip)', 'an alias of another chip');
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('Hopper (all)')$$, '23505',
	'chip "Hopper (all)" is ambiguous (column chip)', 'a family');
SELECT throws_ok(
	$$INSERT INTO chip (chip, code) VALUES ('My GPU', 'H200SXM')$$, '23505',
	'code "H200SXM" is taken (column code)', 'a code that is taken');
SELECT throws_ok($$INSERT INTO chip (chip, code) VALUES ('My GPU', 'h1')$$,
	'23514', NULL, 'a code in lower case');
SELECT throws_ok(
	$$INSERT INTO chip (chip, vendor_country) VALUES ('My GPU', 'XX')$$,
	'23503', 'unknown country "XX" in column vendor_country',
	'an unknown country');
SELECT throws_ok(
	$$INSERT INTO chip (chip, source_id) VALUES ('My GPU', 'hearsay')$$,
	'23503', 'unknown source "hearsay" in column source_id',
	'an unknown source');
SELECT throws_ok(
	$$INSERT INTO chip (chip, status) VALUES ('My GPU', 'sold')$$, '23514',
	NULL, 'an unknown status');
SELECT throws_ok(
	$$INSERT INTO chip (chip, packages) VALUES ('My GPU', 2)$$, '23514', NULL,
	'two packages that are no board');
SELECT throws_ok($$INSERT INTO chip (chip) VALUES ('')$$, '23514', NULL,
	'an empty name');
SELECT throws_ok($$INSERT INTO chip (vendor) VALUES ('Me')$$, '23502', NULL,
	'no name');
SELECT throws_ok(
	$$INSERT INTO chip_alias (alias, chip) VALUES ('x', 'No such')$$, '23503',
	'unknown chip "No such" in column chip', 'an alias of an unknown chip');
SELECT throws_ok(
	$$INSERT INTO chip_alias (alias, chip) VALUES ('h-200', 'My NPU')$$,
	'23505', 'alias "h-200" is ambiguous (column alias)',
	'an alias of another chip');
SELECT throws_ok(
	$$INSERT INTO chip_family (family, member) VALUES ('f', 'No such')$$,
	'23503', NULL, 'a family of an unknown chip');
SELECT throws_ok(
	$$INSERT INTO chip_family (family, member, share)
	  VALUES ('f', 'My NPU', 1.5)$$, '23514', NULL, 'a share above one');
SELECT throws_ok(
	$$INSERT INTO chip_family (family, member) VALUES ('H200', 'My NPU')$$,
	'23505', NULL, 'a family with the name of a chip');
SELECT throws_ok(
	$$INSERT INTO price (chip, amount) VALUES ('No such', 1)$$, '23503', NULL,
	'a price of an unknown chip');
SELECT throws_ok(
	$$INSERT INTO price (chip, amount, currency) VALUES ('My NPU', 1, 'usd')$$,
	'23514', NULL, 'a currency in lower case');
SELECT throws_ok(
	$$INSERT INTO country (country, name) VALUES ('x1', 'X')$$, '23514', NULL,
	'a country code of the wrong form');
SELECT throws_ok(
	$$INSERT INTO country_group (group_code, country, valid_from)
	  VALUES ('D:5', 'CN', '2024-01-01')$$, '23514', NULL,
	'a membership that overlaps');
SELECT throws_ok(
	$$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence,
		destinations, verdict)
	  VALUES ('r', 'us_biz', '2026-01-01', 1, 'CN', 'none')$$, '23503',
	'unknown policy_regime "us_biz" in column regime', 'an unknown regime');
SELECT throws_ok(
	$$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence,
		destinations, verdict)
	  VALUES ('r', 'us_bis', '2026-01-01', 1, '(D:5|ZZ)-CN', 'none')$$,
	'23503', 'unknown country or group "ZZ" in column destinations',
	'an unknown country in a rule');
SELECT throws_ok(
	$$INSERT INTO policy_rule (rule_id, regime, effective_from, precedence,
		destinations, verdict, overrides)
	  VALUES ('r', 'us_bis', '2026-01-01', 1, 'CN', 'none', 'us_bis_2023_b')$$,
	'23503', NULL, 'an exception below what it overrides');
SELECT throws_ok(
	$$INSERT INTO policy_rule (rule_id, regime, effective_from, effective_to,
		precedence, destinations, verdict)
	  VALUES ('r', 'us_bis', '2026-01-02', '2026-01-01', 1, 'CN', 'none')$$,
	'23514', NULL, 'a rule that ends before it begins');
SELECT throws_ok(
	$$INSERT INTO policy_event (event_id, on_date, event, rule_id)
	  VALUES ('e', '2026-01-01', 'x', 'nope')$$, '23503', NULL,
	'an event of an unknown rule');
SELECT is((SELECT count(*) FROM chip_user WHERE NOT hidden), 1::bigint,
	'what was refused left nothing behind');

-- rows of the user that refer to each other
INSERT INTO chip_alias (alias, chip) VALUES ('mynpu v1', 'My NPU');
INSERT INTO price (chip, amount) VALUES ('My NPU', 100);
SELECT is((SELECT price_id FROM price WHERE chip = 'My NPU'), 'My NPU/reported',
	'a price makes its key');
SELECT lives_ok($$INSERT INTO price (chip, amount, on_date)
	VALUES ('My NPU', 90, '2026-01-01')$$, 'a price of another day');
SELECT throws_ok($$INSERT INTO price (chip, amount) VALUES ('My NPU', 80)$$,
	'23505', NULL, 'the same price twice');
SELECT throws_ok($$DELETE FROM chip WHERE chip = 'My NPU'$$, '23503', NULL,
	'a chip with aliases stays');
SELECT throws_ok(
	$$UPDATE chip SET chip = 'Our NPU' WHERE chip = 'My NPU'$$, '23503', NULL,
	'and keeps its name');
SELECT lives_ok($$UPDATE chip SET note = 'x' WHERE chip = 'My NPU'$$,
	'but takes a change');
DELETE FROM chip_alias WHERE chip = 'My NPU';
DELETE FROM price WHERE chip = 'My NPU';
SELECT lives_ok($$DELETE FROM chip WHERE chip = 'My NPU'$$,
	'without them it goes');

-- the alias of a hidden chip is free
DELETE FROM chip WHERE chip = 'H200 SXM';
SELECT lives_ok($$INSERT INTO chip (chip) VALUES ('H200')$$,
	'the alias of a hidden chip may name another');

-- what-if in one row, and every relation takes writes
SELECT lives_ok(
	$$UPDATE policy_rule SET spec_test = 'tpp >= 6000'
	  WHERE rule_id = 'us_bis_2023_ndc'$$, 'one number in one rule');
SELECT lives_ok(
	$$INSERT INTO policy_regime (regime) VALUES ('mine');
	  INSERT INTO policy_rule (rule_id, regime, effective_from, precedence,
		destinations, verdict)
	  VALUES ('mine_1', 'mine', '2026-01-01', 10, '*-US', 'none');
	  INSERT INTO policy_event (event_id, on_date, event, rule_id)
	  VALUES ('mine-1', '2026-01-01', 'x', 'mine_1')$$,
	'a regime, a rule and an event of the user''s own');
SELECT throws_ok($$DELETE FROM policy_regime WHERE regime = 'mine'$$, '23503',
	NULL, 'a regime with rules stays');
SELECT lives_ok(
	$$INSERT INTO source (source_id, publisher) VALUES ('me', 'Me');
	  INSERT INTO country (country, name) VALUES ('XW', 'World');
	  INSERT INTO country_group (group_code, country, valid_from)
	  VALUES ('MINE', 'XW', '2020-01-01');
	  INSERT INTO chip_family (family, member, source_id)
	  VALUES ('mine', 'A16', 'me'), ('mine', '*', 'me')$$,
	'the other relations too');

SELECT * FROM finish();
ROLLBACK;
