-- Lint of every object of the two extensions.
BEGIN;
SELECT plan(69);

CREATE TEMP VIEW member AS
	SELECT d.classid, d.objid
	FROM pg_depend AS d
	JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE d.deptype = 'e' AND e.extname IN ('chiptrade', 'chiptrade_data');
CREATE TEMP VIEW fn AS
	SELECT p.*, l.lanname, p.oid::regprocedure::text AS signature
	FROM pg_proc AS p
	JOIN pg_language AS l ON l.oid = p.prolang
	WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass);
CREATE TEMP VIEW op AS
	SELECT o.*, o.oid::regoperator::text AS signature FROM pg_operator AS o
	WHERE o.oid IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass);
CREATE TEMP VIEW rel AS
	SELECT c.* FROM pg_class AS c
	WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass);
-- not the row and array types that come with a relation or a type
CREATE TEMP VIEW typ AS
	SELECT t.* FROM pg_type AS t
	WHERE t.typrelid = 0 AND t.typelem = 0 AND t.oid IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass);
CREATE TEMP VIEW opc AS
	SELECT c.*, a.amname FROM pg_opclass AS c
	JOIN pg_am AS a ON a.oid = c.opcmethod
	WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_opclass'::regclass);

-- the lint looks at something
SELECT cmp_ok((SELECT count(*) FROM fn), '>=', 100::bigint, 'there are functions');
SELECT cmp_ok((SELECT count(*) FROM op), '>=', 20::bigint, 'there are operators');
SELECT cmp_ok((SELECT count(*) FROM rel), '>=', 30::bigint, 'there are relations');
SELECT is(ARRAY(SELECT typname::text FROM typ WHERE typtype = 'b' AND typelem = 0 ORDER BY 1),
	ARRAY['bounds_summary', 'draws', 'draws_state', 'equivalents', 'equivalents_draws', 'equivalents_range', 'estimate', 'export_policy', 'gpu_spec', 'independent_summary', 'shares', 'spec_query', 'verdict'], 'the base types');
SELECT is((SELECT count(DISTINCT extnamespace) FROM pg_extension WHERE extname IN ('chiptrade', 'chiptrade_data')),
	1::bigint, 'the two extensions share a schema');
SELECT is((SELECT count(*) FROM pg_extension WHERE extname IN ('chiptrade', 'chiptrade_data') AND NOT extrelocatable),
	2::bigint, 'and do not move by ALTER EXTENSION');
SELECT is_empty($$
	SELECT 'function', oid::regprocedure::text FROM pg_proc
	WHERE pronamespace = 'chiptrade'::regnamespace AND oid NOT IN (SELECT oid FROM fn)
	UNION ALL
	SELECT 'operator', oid::regoperator::text FROM pg_operator
	WHERE oprnamespace = 'chiptrade'::regnamespace AND oid NOT IN (SELECT oid FROM op)
	UNION ALL
	SELECT 'relation', relname FROM pg_class
	WHERE relnamespace = 'chiptrade'::regnamespace AND relkind NOT IN ('i', 't', 'c')
		AND oid NOT IN (SELECT oid FROM rel)$$, 'nothing in the schema is left outside the extensions');

-- comments
SELECT is_empty($$SELECT signature FROM fn WHERE coalesce(obj_description(oid, 'pg_proc'), '') = ''$$,
	'every function and aggregate has a comment');
SELECT is_empty($$SELECT signature FROM op WHERE coalesce(obj_description(oid, 'pg_operator'), '') = ''$$,
	'every operator has a comment');
SELECT is_empty($$SELECT oid::regclass FROM rel WHERE coalesce(obj_description(oid, 'pg_class'), '') = ''$$,
	'every table and view has a comment');
SELECT is_empty($$
	SELECT a.attrelid::regclass, a.attname FROM rel JOIN pg_attribute AS a ON a.attrelid = rel.oid
	WHERE a.attnum > 0 AND NOT a.attisdropped
		AND coalesce(col_description(a.attrelid, a.attnum), '') = ''$$, 'every column has a comment');
SELECT is_empty($$SELECT oid::regtype FROM typ WHERE coalesce(obj_description(oid, 'pg_type'), '') = ''$$,
	'every type has a comment');
SELECT is_empty($$SELECT opcname, amname FROM opc WHERE coalesce(obj_description(oid, 'pg_opclass'), '') = ''$$,
	'every operator class has a comment');
SELECT is_empty($$
	SELECT f.opfname, f.opfmethod FROM pg_opfamily AS f
	WHERE f.oid IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass
					UNION SELECT opcfamily FROM opc)
		AND coalesce(obj_description(f.oid, 'pg_opfamily'), '') = ''$$, 'every operator family has a comment');
SELECT is_empty($$
	SELECT castsource::regtype, casttarget::regtype FROM pg_cast
	WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass)
		AND coalesce(obj_description(oid, 'pg_cast'), '') = ''$$, 'every cast has a comment');
SELECT is_empty($$
	SELECT classid::regclass FROM member
	WHERE classid::regclass::text NOT IN ('pg_proc', 'pg_operator', 'pg_class', 'pg_type', 'pg_opclass',
		'pg_opfamily', 'pg_cast')$$, 'there is no kind of object that these tests do not know');
SELECT is_empty($$SELECT extname FROM pg_extension WHERE extname IN ('chiptrade', 'chiptrade_data')
	AND coalesce(obj_description(oid, 'pg_extension'), '') = ''$$, 'the extensions have a comment');
SELECT is_empty($$
	SELECT p.signature, array_agg(o.signature) FROM fn AS p JOIN op AS o ON o.oprcode = p.oid
	WHERE p.prokind = 'f' AND p.provolatile <> 'i' GROUP BY 1$$, 'functions behind operators are IMMUTABLE');

-- volatility and parallel label
CREATE TEMP TABLE may_write (f regprocedure, why text);
INSERT INTO may_write VALUES
	('knowledge_write()', 'trigger'), ('policy_edit()', 'trigger'), ('knowledge_insert()', 'trigger'), ('knowledge_update()', 'trigger'), ('knowledge_delete()', 'trigger'),
	('knowledge_refer()', 'trigger'), ('knowledge_refer_row()', 'trigger'), ('knowledge_referred()', 'trigger'), ('chip_name_check()', 'trigger'),
	('chip_fill()', 'trigger'), ('chip_agree()', 'trigger'), ('price_fill()', 'trigger'), ('policy_rule_check()', 'trigger'),
	('country_group_check()', 'trigger'), ('shipment_fill()', 'trigger'), ('market_key()', 'trigger'), ('trade_flow_check()', 'trigger'), ('policy_cache_invalidate()', 'trigger'),
	('knowledge_define(regclass, text, text[])', 'creates tables, in the install script only'),
	('knowledge_hold(name, name, text[], record)', 'locks a row or makes it, for the triggers'),
	('knowledge_reset(regclass, text[])', 'deletes the override of a row'),
	('load_run(regclass, regclass, text, boolean)', 'inserts lines of a file'), ('load_rows(regclass, regclass, text)', 'inserts lines of a file'),
	('load_check(regclass, regclass, text)', 'inserts lines of a file, and undoes it'), ('load_blame(regclass, text[], text[])', 'tries casts, which may fail');
SELECT is_empty($$SELECT f FROM may_write AS m JOIN fn ON fn.oid = m.f
	WHERE (m.why = 'trigger') <> (fn.prorettype = 'trigger'::regtype)$$, 'the list of writers says why');
SELECT set_eq($$SELECT oid::regprocedure FROM fn WHERE provolatile = 'v'$$,
	$$SELECT f FROM may_write$$, 'VOLATILE: triggers, three writers and the loader, no more');
SELECT set_eq($$SELECT oid::regprocedure FROM fn WHERE proparallel = 'u'$$,
	$$SELECT f FROM may_write$$, 'PARALLEL UNSAFE: the same');
SELECT is_empty($$SELECT signature FROM fn WHERE proparallel = 'r'$$, 'no function is PARALLEL RESTRICTED');
SELECT is_empty($$SELECT signature FROM fn
	WHERE lanname = 'c' AND prorettype <> 'trigger'::regtype
		AND (provolatile = 'v' OR proparallel <> 's')$$, 'no C function is VOLATILE or unsafe but triggers');

-- what reads tables is STABLE, all else of the values is IMMUTABLE
CREATE TEMP VIEW reader AS
	SELECT * FROM fn
	WHERE proname IN ('chip_spec', 'chip_find', 'eccn', 'export_verdict', 'export_ok', 'export_denied',
					  'license_required', 'export_decision', 'export_explain', 'export_headroom',
					  'policy_timeline', 'trade_gates', 'export_fee', 'knowledge_parts', 'knowledge_check', 'knowledge_is_own', 'chiptrade_data_version',
					  'policy', 'policy_diff', 'export_policy_agg_final', 'family_spec', 'fiscal_period', 'universe', 'mirror_gap', 'to_packages',
					  'shipment_parts', 'load_text', 'dependency', 'policy_matrix', 'affected_shipments')
			AND NOT ('gpu_spec'::regtype = ANY (proargtypes) AND 'export_policy'::regtype = ANY (proargtypes))
		OR prokind = 'f' AND 'chip' = ANY (proargnames[1:2]);
SELECT is_empty($$SELECT signature, provolatile FROM reader WHERE provolatile <> 's'$$,
	'what reads tables is STABLE');
SELECT is_empty($$SELECT signature, provolatile FROM fn
	WHERE provolatile = 's' AND oid NOT IN (SELECT oid FROM reader)$$, 'and nothing else is');
SELECT is_empty($$SELECT f.signature, g.signature FROM fn AS f
	JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = f.oid
		AND d.refclassid = 'pg_proc'::regclass
	JOIN fn AS g ON g.oid = d.refobjid
	WHERE f.provolatile = 'i' AND f.prokind = 'f' AND g.provolatile <> 'i'$$, 'no IMMUTABLE body calls a function that is not');
SELECT is_empty($$SELECT f.signature, d.refobjid::regclass FROM fn AS f
	JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = f.oid
		AND d.refclassid = 'pg_class'::regclass
	WHERE f.provolatile = 'i'
		-- a column of an argument that is a row is no reading
		AND d.refobjid NOT IN (SELECT t.typrelid FROM unnest(f.proargtypes) AS a JOIN pg_type AS t ON t.oid = a)$$,
	'no IMMUTABLE body reads a table');
SELECT is_empty($$
	SELECT s.signature FROM fn AS s
	WHERE s.proargtypes[0] = 'gpu_spec'::regtype AND s.proargnames[1] = 'spec' AND s.prokind = 'f'
		AND s.oid NOT IN (SELECT oprcode FROM op) AND s.oid NOT IN (SELECT castfunc FROM pg_cast)
		AND NOT EXISTS (SELECT FROM fn AS n
			WHERE n.proname = s.proname AND n.proargtypes[0] = 'text'::regtype AND n.proargnames[1] = 'chip'
				AND n.pronargs = s.pronargs AND n.prorettype = s.prorettype
				AND n.proargnames[2:] IS NOT DISTINCT FROM s.proargnames[2:])$$,
	'every function of a spec has a form for a chip name, with the same argument names');

-- NULL
SELECT is_empty($$SELECT signature FROM fn
	WHERE proisstrict AND pg_get_expr(proargdefaults, 0) ~ '(NULL::|''ordinary'')'$$,
	'functions with arguments that take NULL are not STRICT');
SELECT is((SELECT count(*) FROM fn WHERE NOT proisstrict AND lanname = 'c'
		AND (proname ~ '^export_' OR proname IN ('license_required', 'policy_timeline', 'trade_gates', 'gpu_spec'))),
	43::bigint, 'the decisions and the constructor are not');
SELECT is_empty($$SELECT signature FROM fn
	WHERE lanname = 'c' AND NOT proisstrict AND proname !~ '^export_'
		AND prorettype <> 'trigger'::regtype
		AND proname !~ '^(equivalents|equivalents_range|equivalents_draws|draws_state)_(add|move|remove|combine)'
		AND proname NOT IN ('license_required', 'policy_timeline', 'trade_gates', 'gpu_spec', 'policy_with', 'quota_add',
			'shares_agg_step', 'shares_combine', 'estimate', 'load_fields')$$,
	'all other C functions are STRICT');
SELECT is_empty($$SELECT signature FROM fn WHERE proisstrict AND prokind = 'a'$$, 'no aggregate is STRICT');

-- operators
CREATE TEMP TABLE algebra (name text, commutator text, negator text);
INSERT INTO algebra VALUES ('=', '=', '<>'), ('<>', '<>', '='), ('<', '>', '>='), ('>', '<', '<='),
	('<=', '>=', '>'), ('>=', '<=', '<'), ('@>', '<@', NULL), ('<@', '@>', NULL), ('@@', '@@', NULL),
	('<->', '<->', NULL), ('->', NULL, NULL), ('->>', NULL, NULL), ('&&', '&&', NULL),
	('+', '+', NULL), ('-', NULL, NULL), ('*', '*', NULL), ('/', NULL, NULL);
SELECT is_empty($$SELECT signature FROM op WHERE oprname NOT IN (SELECT name FROM algebra)$$,
	'the algebra of every operator is written down here');
SELECT is_empty($$SELECT o.signature, c.signature FROM op AS o JOIN algebra AS a ON a.name = o.oprname
	LEFT JOIN op AS c ON c.oid = o.oprcom
	WHERE c.oprname IS DISTINCT FROM a.commutator
		OR a.commutator IS NOT NULL
		AND (c.oprleft <> o.oprright OR c.oprright <> o.oprleft OR c.oprcom <> o.oid)$$,
	'every operator declares its commutator, and back');
SELECT is_empty($$SELECT o.signature, n.signature FROM op AS o JOIN algebra AS a ON a.name = o.oprname
	LEFT JOIN op AS n ON n.oid = o.oprnegate
	WHERE n.oprname IS DISTINCT FROM a.negator
		OR a.negator IS NOT NULL
		AND (n.oprleft <> o.oprleft OR n.oprright <> o.oprright OR n.oprnegate <> o.oid)$$,
	'every operator declares its negator, and back');
SELECT is((SELECT count(*) FROM op WHERE oprname = '='), 6::bigint, 'every type with an order has =');
SELECT is_empty($$SELECT signature FROM op WHERE oprname = '=' AND NOT (oprcanhash AND oprcanmerge)$$,
	'= hashes and merges');
SELECT is_empty($$SELECT signature, oprrest, oprjoin FROM op WHERE oprname = '='
	AND (oprrest <> 'eqsel'::regproc OR oprjoin <> 'eqjoinsel'::regproc)$$, 'estimators of =');
SELECT is_empty($$SELECT signature, oprrest, oprjoin FROM op WHERE oprname = '<>'
	AND (oprrest <> 'neqsel'::regproc OR oprjoin <> 'neqjoinsel'::regproc)$$, 'estimators of <>');
SELECT is_empty($$SELECT signature, oprrest, oprjoin FROM op
	JOIN (VALUES ('<', 'lt'), ('<=', 'le'), ('>', 'gt'), ('>=', 'ge')) AS v (name, letters)
		ON v.name = op.oprname
	WHERE oprrest::text <> format('scalar%ssel', letters)
		OR oprjoin::text <> format('scalar%sjoinsel', letters)$$, 'estimators of < <= > >=');
SELECT is_empty($$SELECT signature FROM op
	WHERE oprresult = 'boolean'::regtype AND (oprrest = 0 OR oprjoin = 0)$$,
	'every operator that is a condition has estimators');
SELECT is_empty($$SELECT o.signature FROM op AS o JOIN fn AS f ON f.oid = o.oprcode
	JOIN fn AS n ON n.oid = (SELECT oprcode FROM op WHERE oid = o.oprnegate)
	WHERE f.proleakproof <> n.proleakproof$$, 'an operator and its negator leak alike');

-- types; samples and the states of aggregates have no order
CREATE TEMP TABLE unordered (typname name);
INSERT INTO unordered VALUES ('bounds_summary'), ('independent_summary'), ('equivalents'), ('equivalents_range'), ('equivalents_draws'), ('draws'), ('draws_state');
SELECT is_empty($$SELECT typname FROM typ
	WHERE typtype = 'b' AND typelem = 0 AND (typsend = 0 OR typreceive = 0)$$,
	'every type has binary input and output');
SELECT is_empty($$SELECT typname FROM typ WHERE typispreferred OR typcategory <> 'U'
	AND typelem = 0 AND typtype = 'b'$$, 'no type of ours competes in the choice of an overload');
SELECT is_empty($$
	SELECT t.typname, m.amname
	FROM typ AS t, (VALUES ('btree'), ('hash')) AS m (amname)
	WHERE t.typtype = 'b' AND t.typelem = 0 AND t.typname NOT IN (TABLE unordered)
		AND (SELECT count(*) FROM opc
			 WHERE opc.opcintype = t.oid AND opc.amname = m.amname AND opc.opcdefault) <> 1$$,
	'every type with an order has a default class for btree and hash');
SELECT is_empty($$
	SELECT t.typname, v.name FROM typ AS t, (VALUES ('min', '<'), ('max', '>')) AS v (name, sorts)
	WHERE t.typtype = 'b' AND t.typelem = 0 AND t.typname NOT IN (TABLE unordered) AND NOT EXISTS (
		SELECT FROM fn JOIN pg_aggregate AS g ON g.aggfnoid = fn.oid
		JOIN op AS o ON o.oid = g.aggsortop
		WHERE fn.proname = v.name AND fn.proargtypes[0] = t.oid AND fn.prorettype = t.oid
			AND g.aggcombinefn <> 0 AND fn.proparallel = 's'
			AND o.oprname = v.sorts AND o.oprleft = t.oid)$$,
	'every type with an order has min and max, with a combine function and a sort operator');
SELECT is_empty($$
	SELECT opcname, amname FROM opc WHERE amname = 'hash' AND NOT EXISTS (
		SELECT FROM pg_amproc AS p WHERE p.amprocfamily = opc.opcfamily AND p.amprocnum = 2
			AND p.amproclefttype = opc.opcintype AND p.amprocrighttype = opc.opcintype)$$,
	'hash classes have the extended function');
SELECT is_empty($$
	SELECT opcname, amname FROM opc WHERE amname = 'btree' AND NOT EXISTS (
		SELECT FROM pg_amproc AS p WHERE p.amprocfamily = opc.opcfamily AND p.amprocnum = 4
			AND p.amproclefttype = opc.opcintype AND p.amprocrighttype = opc.opcintype)$$,
	'btree classes say that equal values are equal bytes');
SELECT ok((SELECT bool_and(EXISTS (SELECT FROM pg_amproc AS p
		WHERE p.amprocfamily = opc.opcfamily AND p.amprocnum = 2))
	FROM opc WHERE amname = 'btree' AND opcintype IN ('gpu_spec'::regtype, 'spec_query'::regtype, 'estimate'::regtype)),
	'btree classes of the long types have sort support');
SELECT is_empty($$SELECT opcname FROM opc WHERE NOT amvalidate(oid)$$, 'the server finds the classes valid');
SELECT is_empty($$
	SELECT castsource::regtype, casttarget::regtype FROM pg_cast
	WHERE oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass) AND castcontext <> 'e'
		AND NOT (castcontext = 'a' AND casttarget = 'estimate'::regtype
			AND castsource IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'double precision'::regtype))$$,
	'every cast is explicit, but that of a number written to a column of estimates');
SELECT is_empty($$SELECT c.castsource::regtype, c.casttarget::regtype FROM pg_cast AS c
	JOIN pg_proc AS p ON p.oid = c.castfunc
	WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass) AND p.provolatile <> 'i'$$,
	'and IMMUTABLE');

-- names
SELECT is_empty($$SELECT relname FROM pg_class WHERE quote_ident(relname) <> relname
	AND (oid IN (SELECT oid FROM rel)
		OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM rel)))$$,
	'no relation or index needs quoting');
SELECT is_empty($$SELECT rel.relname, a.attname FROM rel JOIN pg_attribute AS a ON a.attrelid = rel.oid
	WHERE a.attnum > 0 AND NOT a.attisdropped AND quote_ident(a.attname) <> a.attname$$,
	'no column needs quoting');
SELECT is_empty($$SELECT proname FROM fn WHERE quote_ident(proname) <> proname$$, 'no function needs quoting');
SELECT is_empty($$SELECT signature, arg FROM fn, unnest(proargnames) AS arg
	WHERE quote_ident(arg) <> arg AND arg <> ''$$, 'no argument needs quoting');
SELECT is_empty($$SELECT typname FROM typ WHERE quote_ident(typname) <> typname$$, 'no type needs quoting');
SELECT is_empty($$SELECT conname FROM pg_constraint WHERE conrelid IN (SELECT oid FROM rel)
	AND quote_ident(conname) <> conname$$, 'no constraint needs quoting');
SELECT is_empty($$SELECT signature FROM fn
	WHERE prokind = 'f' AND proargnames IS NOT NULL AND '' = ANY (proargnames[:pronargs])$$,
	'a function that names one argument names all');
SELECT is_empty($$SELECT signature, prosrc FROM fn
	WHERE lanname = 'c' AND prosrc !~ '^(h100e|equivalents|gpu_spec|spec_query|verdict|chip|export|eccn|license|policy|knowledge|shares|estimate|bounds_summary|independent_summary|growth|surviving|draws|generate|load)_'$$,
	'symbols of C functions carry a prefix');

-- bodies and privileges
SELECT is_empty($$SELECT signature FROM fn WHERE lanname = 'sql' AND prosqlbody IS NULL$$,
	'no SQL body is resolved when it runs');
SELECT is_empty($$SELECT signature FROM fn WHERE lanname = 'plpgsql'
	AND NOT coalesce(proconfig::text, '') ~ 'search_path='$$, 'every plpgsql function fixes its search_path');
SELECT is_empty($$SELECT signature FROM fn WHERE prosecdef$$, 'no function is SECURITY DEFINER');
SELECT is_empty($$SELECT signature FROM fn WHERE lanname NOT IN ('c', 'sql', 'plpgsql', 'internal')$$,
	'no other language is needed');
SELECT is_empty($$SELECT relname FROM rel WHERE relkind = 'v'
	AND NOT coalesce(reloptions::text, '') ~ 'security_invoker=true'$$, 'every view is security_invoker');
SELECT set_eq($$
	SELECT u::regclass FROM pg_extension, unnest(extconfig) AS u
	WHERE extname IN ('chiptrade', 'chiptrade_data')$$,
	$$SELECT oid::regclass FROM rel WHERE relkind = 'r' AND relname ~ '_user$'$$,
	'the tables of the user are dumped, and no others');
SELECT is_empty($$SELECT relname FROM rel WHERE relkind IN ('r', 'v') AND NOT EXISTS (
	SELECT FROM aclexplode(relacl) WHERE grantee = 0 AND privilege_type = 'SELECT')$$,
	'PUBLIC reads every relation');
SELECT is_empty($$
	SELECT relname, privilege_type FROM rel, aclexplode(relacl)
	WHERE grantee = 0 AND privilege_type <> 'SELECT'
	UNION ALL
	SELECT a.attname, x.privilege_type FROM rel JOIN pg_attribute AS a ON a.attrelid = rel.oid,
		aclexplode(a.attacl) AS x WHERE x.grantee = 0$$, 'and writes none');
SELECT is_empty($$SELECT relname FROM rel WHERE relkind = 'r' AND NOT EXISTS (
	SELECT FROM pg_constraint WHERE conrelid = rel.oid AND contype = 'p')$$, 'every table has a primary key');

SELECT * FROM finish();
ROLLBACK;
