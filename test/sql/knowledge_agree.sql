-- segment and released against the spec; decisions see edits at once
BEGIN;
SELECT plan(15);

-- what a column says and the spec leaves open is filled in
INSERT INTO chip (chip, vendor, segment, spec) VALUES ('Agree 1', 'NVIDIA', 'datacenter', 'fp16=400');
SELECT is(chip_spec('Agree 1')::text, 'fp16=400 dc', 'segment datacenter means dc');
INSERT INTO chip (chip, segment, spec) VALUES ('Agree 2', 'consumer', 'fp16=400');
SELECT is(chip_spec('Agree 2')::text, 'fp16=400 dc=no', 'another segment means dc=no');
INSERT INTO chip (chip, released, released_precision, spec) VALUES ('Agree 3', '2024-06-01', 'month', 'fp16=1');
SELECT is(chip_spec('Agree 3')::text, 'fp16=1 released=2024-06', 'a month of release');
INSERT INTO chip (chip, released, spec) VALUES ('Agree 4', '2024-06-05', 'unknown');
SELECT is(chip_spec('Agree 4')::text, 'released=2024-06-05', 'a day of release beside nothing else');
INSERT INTO chip (chip, spec) VALUES ('Agree 5', 'fp16=1');
SELECT is(chip_spec('Agree 5')::text, 'fp16=1', 'nothing is filled in from nothing');
SELECT is(export_verdict('Agree 1', 'CN', '2024-06-01')::text, 'presumption_denial', 'and decides');

-- a contradiction is refused and names the column
SELECT throws_ok($$INSERT INTO chip (chip, segment, spec) VALUES ('Agree 6', 'consumer', 'fp16=400 dc')$$,
	'23514', 'segment "consumer" contradicts the spec (column segment)', 'a consumer part for data centres');
SELECT throws_ok($$INSERT INTO chip (chip, segment, spec) VALUES ('Agree 6', 'datacenter', 'fp16=400 dc=no')$$,
	'23514', 'segment "datacenter" contradicts the spec (column segment)', 'a data-centre part that is none');
SELECT throws_ok($$UPDATE chip SET released = '2026-06-01' WHERE chip = 'H200 SXM'$$,
	'23514', 'released "2026-06-01" contradicts the spec (column released)', 'another day of release');
SELECT lives_ok($$UPDATE chip SET released = '2026-06-01', released_precision = 'day',
	spec = (replace(spec::text, 'released=2024-06', 'released=2026-06-01'))::gpu_spec
	WHERE chip = 'H200 SXM'$$, 'both together');
SELECT is(export_verdict('H200 SXM', 'CN', '2026-07-01')::text, 'presumption_denial',
	'first released after the rule: outside the 2026 review');

-- one call site, rules that change between two evaluations of it: PL/pgSQL
-- keeps what a function hangs on an expression for the whole transaction
CREATE FUNCTION pg_temp.loop_over_edits() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	answers text[] := '{}';
	tests text[] := ARRAY['tpp >= 99999', 'tpp >= 4800', 'tpp >= 99999'];
BEGIN
	FOR i IN 1 .. 3 LOOP
		UPDATE policy_rule SET spec_test = tests[i]::spec_query WHERE rule_id = 'us_bis_2023_a_d5';
		answers := answers || export_verdict('dc fp16=989.5 die=814'::gpu_spec, 'CN', '2024-06-01')::text;
	END LOOP;
	RETURN answers;
END $$;
SELECT is(pg_temp.loop_over_edits(), ARRAY['notify', 'presumption_denial', 'notify'],
	'each evaluation sees the rules of its moment');
CREATE FUNCTION pg_temp.loop_over_savepoints() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	answers text[] := '{}';
BEGIN
	FOR i IN 1 .. 4 LOOP
		BEGIN
			IF i % 2 = 0 THEN
				UPDATE policy_rule SET spec_test = 'tpp >= 4800' WHERE rule_id = 'us_bis_2023_a_d5';
			END IF;
			answers := answers || export_verdict('dc fp16=989.5 die=814'::gpu_spec, 'CN', '2024-06-01')::text;
			RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = answers[i];
		EXCEPTION WHEN raise_exception THEN
			answers := answers[1:i-1] || SQLERRM;
		END;
	END LOOP;
	RETURN answers;
END $$;
SELECT is(pg_temp.loop_over_savepoints(), ARRAY['notify', 'presumption_denial', 'notify', 'presumption_denial'],
	'an edit that is rolled back is gone');

-- facts that vary from row to row, more of them than a call site keeps
SELECT is((SELECT count(*) FROM country h CROSS JOIN country s
		WHERE export_verdict('dc fp16=989.5 die=814'::gpu_spec, 'DE', '2024-06-01',
			hq => h.country, ships_from => s.country) = 'presumption_denial'
		AND s.country < 'D'),
	(SELECT count(*) FROM country s WHERE s.country < 'D') *
	(SELECT count(*) FROM country c
		WHERE (c.country = 'MO' OR EXISTS (SELECT FROM country_group g WHERE g.country = c.country
				AND g.group_code = 'D:5' AND '2024-06-01' BETWEEN g.valid_from AND coalesce(g.valid_to, 'infinity')))
			AND NOT EXISTS (SELECT FROM country_group g WHERE g.country = c.country
				AND g.group_code IN ('A:5', 'A:6')
				AND '2024-06-01' BETWEEN g.valid_from AND coalesce(g.valid_to, 'infinity'))),
	'headquarters in D:5 or Macau but not A:5 or A:6, whatever the place of shipment');
SELECT is((SELECT count(*) FROM generate_series(1, 3000) i
		WHERE export_verdict('dc fp16=1 io=900 bw=4000'::gpu_spec, 'CN', '2025-06-01',
			seller => CASE WHEN i % 3 = 0 THEN 'nvidia' ELSE 'seller ' || i END) = 'presumption_denial'),
	1000::bigint, 'a letter binds its addressee among thousands of sellers');
SELECT * FROM finish();
ROLLBACK;
