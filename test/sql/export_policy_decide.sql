-- Decisions by an explicit policy: the answers of the short forms, in every
-- place where a value may stand.
BEGIN;
SELECT plan(77);

CREATE FUNCTION pg_temp.error(expression text, OUT state text, OUT message text, OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
DECLARE
	ignored text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO ignored;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END
$$;
CREATE FUNCTION pg_temp.value(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE 'SELECT (' || expression || ')::text' INTO result;
	RETURN result;
END
$$;

CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE 'EXPLAIN ' || query;
END
$$;

-- the short forms, over all chips, 12 countries and 12 days
CREATE TEMP TABLE place AS
	SELECT unnest('{CN,HK,MO,US,DE,SA,AE,RU,IN,VN,TW,CU}'::text[]) AS country;
CREATE TEMP TABLE day AS
	SELECT unnest('{2015-06-01,2022-08-26,2022-10-21,2023-10-23,2023-11-17,2024-04-04,2025-01-13,2025-04-09,2025-08-08,2026-01-15,2026-07-10,2027-01-01}'::date[]) AS day;
CREATE TEMP TABLE deal AS
	SELECT chip, spec, country, day FROM chip, place, day WHERE spec IS NOT NULL;
SELECT cmp_ok((SELECT count(*) FROM deal), '>=', 25000::bigint, 'the questions are many');
SELECT cmp_ok((SELECT count(DISTINCT export_verdict(spec, country, day)) FROM deal), '>=', 5::bigint, 'and their answers differ');
SELECT is_empty(format('SELECT chip, country, day, %1$s(%2$s, country, day), %1$s(%2$s, country, day, (SELECT policy())) FROM deal
		WHERE %1$s(%2$s, country, day) IS DISTINCT FROM %1$s(%2$s, country, day, (SELECT policy())) LIMIT 5', f, item),
	format('%s(%s) by policy()', f, item))
FROM (VALUES ('export_verdict'), ('export_ok'), ('export_denied'), ('license_required')) AS v (f),
	(VALUES ('spec'), ('chip')) AS w (item);
SELECT is_empty(format('SELECT chip, country, day FROM deal,
		LATERAL export_decision(%1$s, country, day) a, LATERAL export_decision(%1$s, country, day, (SELECT policy())) b
		WHERE a::text <> b::text LIMIT 5', item), format('export_decision(%s) by policy(), all columns', item))
FROM (VALUES ('spec'), ('chip')) AS w (item);
SELECT is_empty(format('SELECT chip, day FROM deal WHERE country = ''CN''
		AND eccn(%1$s, day) IS DISTINCT FROM eccn(%1$s, day, (SELECT policy())) LIMIT 5', item), format('eccn(%s) by policy()', item))
FROM (VALUES ('spec'), ('chip')) AS w (item);

-- facts and regimes go through as with the short forms
SELECT is(pg_temp.value(format('export_decision(''H200'', ''DE'', ''2026-01-15'', policy(), %s)', facts)),
	pg_temp.value(format('export_decision(''H200'', ''DE'', ''2026-01-15'', %s)', facts)), facts)
FROM (VALUES
	('hq => ''CN'''), ('hq => NULL'), ('hq => ''nowhere'''), ('ships_from => ''TW'''), ('route => ''transfer'''), ('route => NULL'),
	('seller => ''NVIDIA'''), ('seller => NULL'), ('buyer => ''listed_owned_50'''), ('end_use => ''supercomputer'''),
	('facts => ''seller_role=foundry'''), ('regimes => ''{us_letter}'''), ('regimes => ''{us_bis,us_bis_unenforced}'''),
	('regimes => ''{us_bis}'', facts => ''seller_role=foundry''')
) AS v (facts);
SELECT is(pg_temp.value(format('export_verdict(''H20'', ''CN'', ''2025-10-01'', regimes => ''{%s}'')', regime)),
	pg_temp.value(format('export_verdict(''H20'', ''CN'', ''2025-10-01'', policy(%L))', regime)), 'policy() of one regime asks it: ' || regime)
FROM policy_regime ORDER BY regime;
SELECT is(export_ok('H200', 'CN', '2026-01-15', policy(), within => 'case_by_case'), true, 'within stands behind the policy');
SELECT is(export_ok('H200', 'CN', '2026-01-15', policy(), within => NULL), NULL, 'within => NULL');

-- nothing, and what cannot be
SELECT is(pg_temp.value(call), NULL, call)
FROM (VALUES ('export_verdict(''H200'', ''CN'', ''2026-01-15'', policy => NULL)'), ('export_ok(NULL::gpu_spec, ''CN'', ''2026-01-15'', policy())'),
	('export_denied(''H200'', NULL, ''2026-01-15'', policy())'), ('license_required(''H200'', ''CN'', NULL, policy())'),
	('eccn(''H200'', ''2026-01-15'', NULL::export_policy)'), ('export_verdict(''H200'', ''Atlantis'', ''2026-01-15'', policy())')) AS v (call);
SELECT is((export_decision('H200', 'CN', '2026-01-15', policy => NULL)).missing, '{policy}', 'a NULL policy is missing');
SELECT is((pg_temp.error($$export_verdict('H200', 'CN', '2026-01-15', policy('us_bis'), regimes => '{us_letter}')$$)).hint,
	'Regimes are us_bis.', 'regimes are those of the policy');
SELECT is((pg_temp.error($$export_verdict('H200', 'CN', '2026-01-15', policy(), buyer => 'me')$$)).state, '22023', 'a closed list');
SELECT is((pg_temp.error($$export_verdict('H200', 'CN', policy => policy())$$)).state, '42883', 'a policy wants its day: there is no hidden today');

-- what if: one number, and only what it decides
SELECT set_eq($$
	SELECT DISTINCT chip FROM deal
	WHERE country = 'CN' AND day = '2026-01-15' AND export_verdict(spec, country, day, (SELECT policy()))
		IS DISTINCT FROM export_verdict(spec, country, day, (SELECT policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 10000 and bw < 6500 and not (released is known and released > 2026-01-15)')))$$,
	$$SELECT DISTINCT chip FROM deal
	WHERE country = 'CN' AND day = '2026-01-15' AND spec @@ 'tpp >= 10000 and tpp < 21000 and bw < 6500'
		AND export_verdict(spec, country, day) = 'case_by_case'$$,
	'a lower limit takes in what lies between the two');
SELECT is_empty($$SELECT chip, country, day FROM deal
	WHERE (country NOT IN ('CN', 'MO', 'HK') OR day < '2026-01-15')
		AND export_verdict(spec, country, day, (SELECT policy())) IS DISTINCT FROM
			export_verdict(spec, country, day, (SELECT policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 10000')))$$,
	'and changes nothing elsewhere or earlier');

-- a column of policies, toasted
CREATE TABLE scenario (name text PRIMARY KEY, rules export_policy);
INSERT INTO scenario VALUES ('as is', policy()), ('again', policy()), ('nothing', NULL);
INSERT INTO scenario SELECT 'tpp ' || n, policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < ' || n) FROM generate_series(1000, 30000, 1000) n;
SELECT cmp_ok((SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE oid = 'scenario'::regclass), '>', 100000::bigint, 'policies lie toasted');
SELECT is((SELECT string_agg(name, ',' ORDER BY length(name), name) FROM scenario WHERE export_verdict('fp8=1979 bw=4800 dc die=814'::gpu_spec, 'CN', '2026-01-15', rules) = 'case_by_case'),
	(SELECT string_agg(n, ',' ORDER BY length(n), n) FROM (SELECT 'tpp ' || n FROM generate_series(16000, 30000, 1000) n UNION ALL VALUES ('as is'), ('again')) AS s (n)),
	'each row answers by its own policy');
SELECT is((SELECT count(*) FROM scenario s, deal d WHERE d.country = 'CN' AND d.day = '2026-01-15' AND name IN ('as is', 'again', 'tpp 5000')
		AND export_verdict(d.spec, d.country, d.day, s.rules) IS DISTINCT FROM
			CASE WHEN name <> 'tpp 5000' THEN export_verdict(d.spec, d.country, d.day)
				ELSE export_verdict(d.spec, d.country, d.day, (SELECT policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 5000'))) END),
	0::bigint, 'scenarios joined to rows');
SELECT is((SELECT policy_digest(rules) FROM scenario WHERE name = 'as is'), policy_digest(policy()), 'a toasted value keeps its digest');
SELECT is((SELECT count(DISTINCT rules) FROM scenario), 31::bigint, 'toasted values compare');
UPDATE scenario SET rules = policy('us_bis') WHERE name = 'as is';
SELECT is((SELECT rules FROM scenario WHERE name = 'as is'), policy('us_bis'), 'and are replaced');

-- more policies than a call site keeps, met in turn
SELECT is((SELECT count(*) FROM generate_series(1, 3), (SELECT * FROM scenario WHERE name LIKE 'tpp %' ORDER BY name OFFSET 0) s
		WHERE export_verdict('fp8=1979 bw=4800 dc die=814'::gpu_spec, 'CN', '2026-01-15', rules) = 'case_by_case'), 45::bigint, '30 policies, three times');

-- more toasted values than a call site remembers pointers, in an order in which
-- some that it compiled just before share a place
CREATE TABLE crowd AS SELECT n, policy_with(base, 'us_bis_2026_cn_cbc', test => 'tpp < ' || n) AS rules
	FROM (SELECT policy() AS base OFFSET 0) p, generate_series(15701, 15900) n;
SELECT is((SELECT array_agg(n) FROM (SELECT n FROM generate_series(1, 2) t, (SELECT * FROM crowd ORDER BY md5(n::text) OFFSET 0) c
		WHERE export_verdict('fp8=1979 bw=4800 dc die=814'::gpu_spec, 'CN', '2026-01-15', rules) = 'case_by_case' ORDER BY t, n) s),
	(SELECT array_agg(n) FROM (SELECT n FROM generate_series(1, 2) t, generate_series(15833, 15900) n ORDER BY t, n) s),
	'200 policies, twice: TPP 15,832 is below 68 of their limits');

-- a place where nothing but IMMUTABLE may stand
CREATE TABLE part (spec gpu_spec, place text, day date);
DO $do$ BEGIN EXECUTE format('ALTER TABLE part ADD verdict verdict GENERATED ALWAYS AS (export_verdict(spec, place, day, %L::export_policy)) STORED', policy('us_bis')); END $do$;
INSERT INTO part VALUES ('fp8=1979 bw=4800 dc die=814', 'CN', '2026-01-15'), ('fp8=100 bw=100 io=0 dc die=814', 'CN', '2026-01-15'), (NULL, 'CN', '2026-01-15');
SELECT results_eq('SELECT verdict FROM part', ARRAY['case_by_case', 'none', NULL]::verdict[], 'a generated column');
-- pg_index holds no long constants: a function gives the policy its name
DO $do$ BEGIN EXECUTE format('CREATE FUNCTION law_then() RETURNS export_policy IMMUTABLE PARALLEL SAFE RETURN %L::export_policy', policy('us_bis')); END $do$;
CREATE INDEX part_denied ON part (export_denied(spec, place, day, law_then()));
INSERT INTO part SELECT 'fp8=100 bw=100 io=0 dc die=814', 'CN', date '2026-01-15' + n FROM generate_series(1, 2000) n;
INSERT INTO part VALUES ('fp8=1979 bw=9000 dc die=814', 'CN', '2026-01-15');
ANALYZE part;
SET LOCAL enable_seqscan = off;
SELECT alike((SELECT string_agg(j::text, '') FROM pg_temp.plan('SELECT * FROM part WHERE export_denied(spec, place, day, law_then())') j),
	'%part_denied%', 'an index on an expression is used');
SELECT results_eq('SELECT verdict FROM part WHERE export_denied(spec, place, day, law_then())', ARRAY['presumption_denial']::verdict[], 'and gives the rows');
RESET enable_seqscan;
SELECT is(provolatile, CASE WHEN proargtypes[0] = 'gpu_spec'::regtype THEN 'i'::"char" ELSE 's' END, oid::regprocedure::text) FROM pg_proc
WHERE 'export_policy'::regtype = ANY (proargtypes) AND proname = 'export_ok' ORDER BY oid;

-- prepared statements, loops, parallel workers
PREPARE ask (export_policy) AS SELECT export_verdict('fp8=1979 bw=4800 dc die=814'::gpu_spec, 'CN', '2026-01-15', $1);
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT results_eq('EXECUTE ask (policy())', ARRAY['case_by_case']::verdict[], 'a generic plan');
SELECT results_eq($$EXECUTE ask (policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 10000'))$$,
	ARRAY['presumption_denial']::verdict[], 'asked with another policy');
SELECT results_eq('EXECUTE ask (policy())', ARRAY['case_by_case']::verdict[], 'and with the first again');
SELECT results_eq('EXECUTE ask (NULL)', ARRAY[NULL]::verdict[], 'and with none');
CREATE FUNCTION pg_temp.turn(n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	p export_policy;
	base export_policy := policy();
	answers text := '';
BEGIN
	FOR i IN 1 .. n LOOP
		p := policy_with(base, 'us_bis_2026_cn_cbc', test => 'tpp < ' || i * 4000);
		answers := answers || left(export_verdict('fp8=1979 bw=4800 dc die=814'::gpu_spec, 'CN', '2026-01-15', p)::text, 1);
	END LOOP;
	RETURN answers;
END
$$;
SELECT is(pg_temp.turn(20), 'ppp' || repeat('c', 17), 'a loop with a policy of its own each time');
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
CREATE TABLE many AS SELECT spec, country, day FROM deal;
ANALYZE many;
SELECT alike((SELECT string_agg(j, '') FROM pg_temp.plan('SELECT count(*) FROM many WHERE export_ok(spec, country, day, (SELECT policy()))') j),
	'%Gather%Parallel Seq Scan on many%', 'a parallel plan');
SELECT is((SELECT count(*) FROM many WHERE export_ok(spec, country, day, (SELECT policy())) IS DISTINCT FROM export_ok(spec, country, day)),
	0::bigint, 'parallel workers, policy from an InitPlan');
SELECT is((SELECT count(*) FROM many, scenario WHERE name = 'again' AND export_ok(spec, country, day, rules) IS DISTINCT FROM export_ok(spec, country, day)),
	0::bigint, 'parallel workers, policy from a table');

SELECT * FROM finish();
ROLLBACK;
