-- Who may not read the knowledge learns nothing from any function: each
-- function that reads it is found in the catalog and called.
BEGIN;
SELECT plan(16);

CREATE ROLE chiptrade_blind;
GRANT USAGE ON SCHEMA chiptrade, tap TO chiptrade_blind;

-- a call of each STABLE function with the arguments that it must have; of a
-- step that only an aggregate may call, one of the aggregate
CREATE TEMP TABLE call AS
	SELECT p.oid, p.proname::text AS name, p.oid::regprocedure::text AS signature,
		'gpu_spec'::regtype = ANY (p.proargtypes::oid[]) AS by_spec,
		'export_policy'::regtype = ANY (p.proargtypes::oid[]) AS by_policy,
		format(CASE
				WHEN p.proname ~ '^equivalents_draws_' THEN 'SELECT chiptrade.h100e_agg(%2$s)'
				WHEN p.proname ~ '^draws_state_' THEN 'SELECT chiptrade.total_tpp(%2$s)'
				ELSE 'SELECT * FROM chiptrade.%1$I(%2$s)' END, p.proname, (
			SELECT coalesce(string_agg(CASE
				WHEN p.provariadic <> 0 THEN '''us_bis'''
				WHEN t.oid = 'gpu_spec'::regtype THEN '''fp8=1979 die=814 dc''::chiptrade.gpu_spec'
				WHEN t.oid = 'export_policy'::regtype THEN '%1$L::chiptrade.export_policy'
				WHEN t.oid = 'text[]'::regtype THEN '''{CN}'''
				WHEN t.oid = 'spec_query'::regtype THEN '''tpp > 1''::chiptrade.spec_query'
				WHEN t.oid = 'date'::regtype THEN '''2026-01-15''::date'
				WHEN t.oid IN ('numeric'::regtype, 'integer'::regtype, 'double precision'::regtype)
					THEN format('1::%s', t.oid::regtype)
				WHEN t.oid = 'estimate'::regtype THEN '''5..6''::chiptrade.estimate'
				WHEN t.oid = 'equivalents'::regtype
					THEN 'chiptrade.equivalents_add(NULL, ''fp8=1979''::chiptrade.gpu_spec, 1::numeric, ''tpp'')'
				WHEN t.oid = 'equivalents_range'::regtype
					THEN 'chiptrade.equivalents_range_add(NULL, ''fp8=1979''::chiptrade.gpu_spec, ''5..6'', ''tpp'')'
				WHEN t.oid = 'draws'::regtype THEN 'chiptrade.draws(''5..6'', ''k'')'
				WHEN p.proargnames[a.i] = 'basis' THEN '''tpp'''
				WHEN p.proargnames[a.i] = 'quantity' THEN '''5..6'''
				WHEN p.proargnames[a.i] = 'destination' THEN '''CN'''
				WHEN p.proargnames[a.i] = 'format' THEN '''fp8'''
				ELSE '''H200''' END, ', ' ORDER BY a.i), '')
			FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, i)
			JOIN pg_type AS t ON t.oid = a.type
			WHERE a.i <= p.pronargs - p.pronargdefaults
				AND t.oid NOT IN ('equivalents_draws'::regtype, 'draws_state'::regtype))) AS sql
	FROM pg_proc AS p
	JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'chiptrade'
	WHERE p.provolatile = 's' AND p.prokind = 'f'
		-- these read the catalog alone, or cannot be called
		AND p.proname NOT IN ('load_text', 'knowledge_check', 'knowledge_is_own', 'knowledge_parts', 'export_policy_agg_final')
		-- those of the market are in market_views.sql
		AND p.proname NOT IN ('family_spec', 'fiscal_period', 'universe', 'mirror_gap', 'to_packages');
UPDATE call SET sql = format(sql, (SELECT policy()::text));

-- what a role gets from a statement: '' or SQLSTATE and everything it is told
CREATE FUNCTION pg_temp.attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	hint text;
BEGIN
	PERFORM set_config('role', 'chiptrade_blind', true);
	EXECUTE statement;
	PERFORM set_config('role', 'none', true);
	RETURN '';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' ', SQLSTATE, SQLERRM, nullif(detail, ''), nullif(hint, ''));
END $$;

SELECT cmp_ok((SELECT count(*) FROM call), '>=', 50::bigint, 'the functions are found');
SELECT is_empty('SELECT signature, sql, pg_temp.attempt(sql) FROM call WHERE pg_temp.attempt(sql) <> ''''',
	'who may read calls each of them');

-- nothing may be read, in a session that has just answered the same questions
DO $$
DECLARE
	relation regclass;
BEGIN
	FOR relation IN SELECT c.oid FROM pg_class AS c
		JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
		JOIN pg_extension AS e ON e.oid = d.refobjid AND e.extname = 'chiptrade'
		WHERE c.relkind IN ('r', 'v')
	LOOP
		EXECUTE format('REVOKE SELECT ON %s FROM PUBLIC', relation);
	END LOOP;
END $$;
SELECT is_empty($$SELECT signature, told FROM call, pg_temp.attempt(sql) AS told
	WHERE told !~ '^42501 permission denied for (table|view) \w+$'$$,
	'who may read nothing is told that, by each of them');

-- nor by a mistake, which elsewhere is answered with what there is
CREATE TEMP TABLE mistake AS
	SELECT replace(sql, '''H200''', '''H2OO''') AS sql FROM call WHERE NOT by_policy AND sql ~ 'H200'
	UNION ALL SELECT replace(sql, '''CN''', '''Chima''') FROM call WHERE NOT by_policy AND sql ~ '''CN'''
	UNION ALL SELECT replace(sql, '''us_bis''', '''us_biz''') FROM call WHERE sql ~ '''us_bis'''
	UNION ALL SELECT regexp_replace(sql, '\)$', ', regimes => ''{us_biz}'')') FROM call WHERE NOT by_policy AND sql ~ '''CN'''
	UNION ALL SELECT regexp_replace(sql, '\)$', ', hq => ''Chima'', seller => ''NVIDEA'')') FROM call WHERE NOT by_policy AND sql ~ '''CN''';
SELECT cmp_ok((SELECT count(*) FROM mistake), '>', 50::bigint, 'mistakes are made');
SELECT is_empty($$SELECT sql, told FROM mistake, pg_temp.attempt(sql) AS told
	WHERE told !~ '^42501 permission denied for (table|view) \w+$'$$, 'a mistake tells nothing either');

-- what is passed may be used: the specification and the policy hold it all
CREATE TEMP TABLE passed AS
	SELECT p.oid::regprocedure::text AS signature, format('SELECT * FROM chiptrade.%I(%s%L::chiptrade.gpu_spec, ''CN'', %s%L::chiptrade.export_policy)',
		proname, CASE WHEN proname = 'export_fee' THEN '100, ' END, 'fp8=1979 die=814 dc',
		CASE WHEN proname <> 'policy_timeline' THEN '''2026-01-15'', ' END, (SELECT policy()::text)) AS sql
	FROM pg_proc AS p WHERE 'gpu_spec'::regtype = ANY (proargtypes::oid[]) AND 'export_policy'::regtype = ANY (proargtypes::oid[])
		AND proname <> 'eccn';
SELECT is((SELECT count(*) FROM passed), 10::bigint, 'ten functions of a spec and a policy');
SELECT is_empty('SELECT signature, pg_temp.attempt(sql) FROM passed WHERE pg_temp.attempt(sql) <> ''''',
	'and they answer all the same');

-- everything but one table
CREATE FUNCTION pg_temp.reader_of_rules(c call) RETURNS boolean LANGUAGE sql AS
$$SELECT NOT c.by_policy AND c.name ~ '^(export_|license_|trade_|policy|eccn|affected_)'$$;
GRANT SELECT ON ALL TABLES IN SCHEMA chiptrade TO chiptrade_blind;
SELECT is_empty('SELECT signature FROM call WHERE pg_temp.attempt(sql) <> ''''', 'granted, each answers again');
REVOKE SELECT ON policy_rule_user FROM chiptrade_blind;
SELECT is_empty($$SELECT signature, told FROM call AS c, pg_temp.attempt(sql) AS told
	WHERE (told = '42501 permission denied for table policy_rule_user') IS DISTINCT FROM pg_temp.reader_of_rules(c)
	   OR told <> '' AND NOT pg_temp.reader_of_rules(c)$$, 'without the user''s rules: who needs rules is refused, nobody else');
GRANT SELECT ON policy_rule_user TO chiptrade_blind;
REVOKE SELECT ON chip_bundled FROM chiptrade_blind;
SELECT is_empty($$SELECT signature, told FROM call AS c, pg_temp.attempt(sql) AS told
	WHERE (told ~ '^42501 permission denied for table chip_bundled$') IS DISTINCT FROM
		(NOT by_spec AND name <> 'policy')$$, 'without the chips: who needs chips is refused, nobody else');
GRANT SELECT ON chip_bundled TO chiptrade_blind;

-- row-level security
INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
	VALUES ('hidden', 'us_bis', '2020-01-01', 999, '*', 'prohibited');
ALTER TABLE policy_rule_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON policy_rule_user TO chiptrade_blind USING (rule_id <> 'hidden');
SELECT is_empty($$SELECT signature, told FROM call AS c, pg_temp.attempt(sql) AS told
	WHERE (told ~ '^0A000 ') IS DISTINCT FROM (pg_temp.reader_of_rules(c) AND name <> 'policy')$$,
	'under row-level security on rules the short forms refuse');
SELECT is_empty($$SELECT signature, told FROM call AS c, pg_temp.attempt(sql) AS told WHERE told ~ 'us_bis|us_letter|hidden'$$,
	'and name no rule');
SELECT is_empty('SELECT signature, pg_temp.attempt(sql) FROM passed WHERE pg_temp.attempt(sql) <> ''''',
	'an explicit policy works');
SELECT is(pg_temp.attempt($$SELECT export_verdict('fp8=1979 die=814 dc'::gpu_spec, 'CN', '2024-01-15',
	(SELECT export_policy_agg(r) FROM policy_rule AS r))$$), '', 'as does one of the rows that are seen');
SELECT is(pg_temp.attempt($$DO 'BEGIN ASSERT (SELECT count(*) > 50 AND bool_and(rule_id <> ''hidden'') FROM policy_rules(policy())); END'$$), '',
	'policy() is made of the rows that are seen');
ALTER TABLE policy_rule_user DISABLE ROW LEVEL SECURITY;
SELECT is_empty('SELECT signature FROM call WHERE pg_temp.attempt(sql) <> ''''', 'without it each answers again');

SELECT * FROM finish();
ROLLBACK;
