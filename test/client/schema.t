#!/usr/bin/perl
# Both extensions in a schema whose name needs quoting: everything works with
# an empty search_path, with one that leads to impostors of the server's own
# functions, operators and types, and after the schema is renamed.  Impostors
# that an owner of the schema has planted there do not run when the extension
# is created, which the server does with a superuser's rights.
use strict;
use warnings;
use File::Temp qw(tempfile);
use Test::More;

my $owner = "chiptrade_schema_$$";
my @databases = map { "chiptrade_schema_${_}_$$" } 1 .. 2;
my $schema = 'My Odd-Schema';
my $s = qq{"$schema"};

# SQL through psql; what it prints, errors included
sub sql
{
	my ($database, $sql, $role) = @_;
	my ($fh, $name) = tempfile(UNLINK => 1);
	print $fh "SET client_min_messages = warning;\n";
	print $fh "SET SESSION AUTHORIZATION $role;\n" if $role;
	print $fh $sql, "\n";
	close $fh;
	my $output = qx{psql -XAtq -v ON_ERROR_STOP=1 -d $database -f $name 2>&1};
	$output =~ s/^psql:\S+?:\d+: //mg;
	$output =~ s/\n\z//;
	return $output;
}

sub cleanup
{
	sql('postgres', "DROP DATABASE IF EXISTS $_ WITH (FORCE)") for @databases;
	sql('postgres', "DROP ROLE IF EXISTS $owner");
	return;
}

plan skip_all => 'needs a superuser'
  if sql('postgres', 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user') ne 't';

END
{
	local $?;
	cleanup() if @databases;
}

sql('postgres', "CREATE ROLE $owner LOGIN");
sql('postgres', "CREATE DATABASE $_ OWNER $owner") for @databases;

# What is tried with each search_path: SQL in which nothing but names of ours
# has to be found, and what it prints.
my @reads = (
	[qq{SELECT $s.tpp('H200');}, '15832', 'a function of a chip by name'],
	[qq{SELECT $s.tpp('fp8=1979'::$s.gpu_spec);}, '15832', 'a function of a spec'],
	[qq{SELECT $s.bw($s.chip_spec('nvidia h200 sxm'));}, '4800', 'chip_spec'],
	[qq{SELECT chip FROM $s.chip_find('H200', 1);}, 'H200 SXM', 'chip_find'],
	[qq{SELECT $s.export_verdict('H200', 'CN', '2026-01-15');}, 'case_by_case', 'export_verdict'],
	[qq{SELECT $s.export_ok('H200', 'CN', '2026-01-15', within => 'case_by_case');}, 't', 'export_ok'],
	[qq{SELECT $s.export_denied('H200', 'CN', '2026-01-14');}, 't', 'export_denied'],
	[qq{SELECT $s.license_required('H200', 'DE', '2026-01-15');}, 'f', 'license_required'],
	[qq{SELECT rule FROM $s.export_decision('H200', 'CN', '2026-01-15');}, 'us_bis_2026_cn_cbc',
		'export_decision'],
	[qq{SELECT rule_id FROM $s.export_explain('H200', 'CN', '2026-01-15') LIMIT 1;},
		'us_bis_2026_cn_cbc', 'export_explain'],
	[qq{SELECT field FROM $s.export_headroom('H20', 'CN', '2025-04-08') WHERE binding;}, 'tpp',
		'export_headroom'],
	[qq{SELECT rule FROM $s.policy_timeline('H200', 'CN', to_date => '2022-01-31');}, 'us_bis_scope',
		'policy_timeline'],
	[qq{SELECT gate FROM $s.trade_gates('H200', 'CN', '2026-01-15') WHERE stopping;}, 'destination',
		'trade_gates'],
	[qq{SELECT amount FROM $s.export_fee(1000, 'H200', 'CN', '2026-01-15');}, '250.00', 'export_fee'],
	[qq{SELECT $s.eccn('H20', '2024-06-01');}, 'not 3A090', 'eccn'],
	[qq{SELECT $s.mem('H100'), $s.io('H100'), $s.dc('H100'), $s.rate('H100', 'fp8');},
		'80|900|t|1979', 'fields'],
	[qq{SELECT 'fp8=1979'::$s.gpu_spec OPERATOR($s.@@) 'tpp >= 4800'::$s.spec_query;}, 't', 'a query'],
	[qq{SELECT $s.knowledge_name('H-100 SXM');}, 'h100sxm', 'knowledge_name'],
	[qq{SELECT $s.chiptrade_data_version();}, qr/^\d+\.\d+/, 'the version of the data'],
	[qq{SELECT pg_catalog.count(*) FROM $s.v_override;}, '0', 'v_override'],
	map({ [qq{SELECT pg_catalog.bool_or(true) FROM $s.$_;},
			't', "view $_"] }
		qw(chip chip_alias chip_family price source country country_group policy_regime policy_rule
		policy_event policy_quota series shipment vendor_revenue trade_flow demand supply published_figure claim dataset universe_series v_shipment
		v_chip v_revenue_geography v_mirror_gap v_published v_supply_bound v_compute_by_quarter
		v_dependency v_concentration v_price_per_h100e v_policy_matrix v_affected_shipments v_fee seed_claim_check)),
	[qq{SELECT pg_catalog.count(*) FROM $s.v_overlap;}, '0', 'v_overlap'],
	[qq{SELECT $s.mid($s.sum_quantity(s)) FROM $s.shipment AS s WHERE series OPERATOR(pg_catalog.=) 'idc-cn-agg'
		AND level OPERATOR(pg_catalog.=) 'aggregate-year';}, '820000', 'sum_quantity'],
	[qq{SELECT $s.mid($s.sum_quantity(s)) FROM $s.universe('cn-idc') AS s
		WHERE period OPERATOR(pg_catalog.&&) '[2025-01-01,2025-12-31]'::pg_catalog.daterange;}, '3669000', 'universe'],
	[qq{SELECT $s.prorate('12', '[2025-01-01,2025-12-31]', '[2025-01-01,2025-01-31]');}, '1', 'prorate'],
	[qq{SELECT pg_catalog.count(*) FROM $s.calendar_split('[2025-01-01,2025-12-31]');}, '12', 'calendar_split'],
	[qq{SELECT $s.fiscal_period('AMD', '2024');}, '[2023-12-31,2024-12-29)', 'fiscal_period'],
	[qq{SELECT $s.to_packages('3', 'die', 'Ascend 910C');}, '1.5', 'to_packages'],
	[qq{SELECT $s.family_spec('H100/H200');}, qr/die=814mm2/, 'family_spec'],
	[qq{SELECT $s.chip_identity('nvidia h200');}, '("H200 SXM",NVIDIA,US)', 'chip_identity']);
my @writes = (
	[qq{INSERT INTO $s.source (source_id, publisher) VALUES ('me', 'Me');
		INSERT INTO $s.shipment (shipment_id, period, status, series, product, destination, unit, quantity, source_id)
		VALUES ('mine', '[2026-01-01,2026-03-31]', 'delivered', 'mine', 'nvidia h200', 'UK', 'card', '5k', 'me');
		INSERT INTO $s.trade_flow (reporter, partner, flow, period) VALUES ('TW', 'MY+SG', 'export', '[2026-01-01,2026-01-31]');
		INSERT INTO $s.published_figure (subject, metric, unit, kind, value) VALUES ('Me', 'share', 'percent', 'share', '5');
		SELECT chip, vendor_country, destination FROM $s.v_shipment WHERE shipment_id OPERATOR(pg_catalog.=) 'mine';},
		'H200 SXM|US|GB', 'rows of the market'],
	[qq{INSERT INTO $s.source (source_id, publisher) VALUES ('me', 'Me');
		INSERT INTO $s.chip (chip, vendor, vendor_country, spec, source_id)
		VALUES ('Odd NPU', 'Me', 'UK', 'fp8=600 die=100 bw=1000 dc released=2025-03', 'me');
		INSERT INTO $s.chip_alias (alias, chip) VALUES ('odd one', 'Odd NPU');
		INSERT INTO $s.chip_family (family, member, share) VALUES ('odds', 'Odd NPU', 1);
		INSERT INTO $s.price (chip, amount) VALUES ('Odd NPU', 12.50);
		SELECT vendor_country, released FROM $s.chip WHERE chip OPERATOR(pg_catalog.=) 'Odd NPU';
		SELECT $s.export_verdict('odd one', 'CN', '2026-01-15');},
		"GB|2025-03-01\ncase_by_case", 'INSERT, and the row answers at once'],
	[qq{UPDATE $s.chip SET spec = 'fp8=100 die=800 dc' WHERE chip OPERATOR(pg_catalog.=) 'H200 SXM';
		SELECT $s.export_verdict('H200 SXM', 'CN', '2024-06-01');
		SELECT $s.knowledge_reset('$s.chip', 'H200 SXM');
		SELECT $s.export_verdict('H200 SXM', 'CN', '2024-06-01');},
		"none\nt\npresumption_denial", 'UPDATE, and knowledge_reset'],
	[qq{DELETE FROM $s.policy_rule WHERE rule_id OPERATOR(pg_catalog.=) 'us_bis_2026_cn_cbc';
		SELECT $s.export_verdict('H200 SXM', 'CN', '2026-01-15');}, 'presumption_denial', 'DELETE'],
	[qq{INSERT INTO $s.country (country, name) VALUES ('XW', 'World');
		INSERT INTO $s.country_group (group_code, country, valid_from) VALUES ('X:MINE', 'XW', '2020-01-01');
		INSERT INTO $s.policy_regime (regime) VALUES ('mine');
		INSERT INTO $s.policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
		VALUES ('mine_1', 'mine', '2026-01-01', 10, 'X:MINE|CN', 'prohibited');
		INSERT INTO $s.policy_event (event_id, on_date, event, rule_id)
		VALUES ('mine-1', '2026-01-01', 'x', 'mine_1');
		SELECT $s.export_verdict('H200', 'XW', '2026-01-15', regimes => '{mine}');}, 'prohibited',
		'countries, groups, regimes, rules, events'],
	[qq{INSERT INTO $s.chip (chip) VALUES ('h200-sxm');}, qr/chip "h200-sxm" is ambiguous/,
		'checks of names'],
	[qq{INSERT INTO $s.chip_alias (alias, chip) VALUES ('x', 'No such');}, qr/unknown chip "No such"/,
		'checks of references'],
	[qq{INSERT INTO $s.policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
		VALUES ('r', 'us_bis', '2026-01-01', 1, 'D:5|ZZ', 'none');},
		qr/unknown country or group "ZZ"/, 'checks of rules']);

# with impostors in front of, or instead of, what the server brings
my $hostile = <<'SQL';
CREATE SCHEMA hostile;
GRANT USAGE ON SCHEMA hostile TO PUBLIC;
DO $$
DECLARE
	o record;
BEGIN
	FOR o IN SELECT DISTINCT oprname, oprleft::regtype AS l, oprright::regtype AS r
		FROM pg_operator JOIN pg_type AS lt ON lt.oid = oprleft JOIN pg_type AS rt ON rt.oid = oprright
		WHERE oprname IN ('=', '<>', '<', '<=', '>', '>=', '||', '~', '!~', '~~', '@>', '&&', '+', '-')
			AND lt.typtype = 'b' AND rt.typtype = 'b' AND oprnamespace = 'pg_catalog'::regnamespace
		UNION SELECT n, 'name', t FROM unnest(ARRAY['=', '||']) AS n, unnest(ARRAY['name', 'text']::regtype[]) AS t
	LOOP
		EXECUTE format('CREATE OR REPLACE FUNCTION hostile.op(%s, %s) RETURNS boolean LANGUAGE plpgsql
			AS $f$BEGIN RAISE EXCEPTION ''impostor of an operator''; END$f$', o.l, o.r);
		BEGIN
			EXECUTE format('CREATE OPERATOR hostile.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = hostile.op)',
				o.oprname, o.l, o.r);
		EXCEPTION WHEN duplicate_function THEN NULL;
		END;
	END LOOP;
	FOR o IN SELECT DISTINCT p.proname, p.prokind, oidvectortypes(p.proargtypes) AS args
		FROM pg_proc AS p
		WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.pronargs > 0 AND p.provariadic = 0
			AND p.proname IN ('lower', 'upper', 'quote_ident', 'quote_literal', 'replace', 'regexp_replace',
				'regexp_matches', 'translate', 'substring', 'split_part', 'length', 'btrim', 'hashtext',
				'to_regclass', 'format_type', 'array_to_string', 'string_to_array', 'string_to_table',
				'pg_advisory_xact_lock', 'pg_get_constraintdef', 'daterange', 'isempty', 'date_part')
			AND NOT EXISTS (SELECT FROM unnest(p.proargtypes) AS a JOIN pg_type AS t ON t.oid = a
							WHERE t.typtype <> 'b')
		UNION SELECT n, 'f', 'name' FROM unnest(ARRAY['quote_ident', 'lower', 'length', 'hashtext']) AS n
		UNION SELECT 'format', 'f', a FROM unnest(ARRAY['text', 'text, text', 'text, name', 'text, name, text',
			'text, name, name', 'text, text, text', 'text, name, text, text']) AS a
	LOOP
		EXECUTE format('CREATE FUNCTION hostile.%s(%s) RETURNS text LANGUAGE plpgsql
			AS $f$BEGIN RAISE EXCEPTION ''impostor of a function''; END$f$', o.proname, o.args);
	END LOOP;
END
$$;
CREATE FUNCTION hostile.fail(text, text, text) RETURNS text LANGUAGE plpgsql
	AS $$BEGIN RAISE EXCEPTION 'impostor of an aggregate'; END$$;
CREATE AGGREGATE hostile.string_agg(text, text) (SFUNC = hostile.fail, STYPE = text, INITCOND = '');
CREATE TYPE hostile.text AS (impostor integer);
CREATE TYPE hostile.name AS (impostor integer);
CREATE TYPE hostile.date AS (impostor integer);
CREATE TYPE hostile.jsonb AS (impostor integer);
CREATE TYPE hostile.regclass AS (impostor integer);
CREATE TYPE hostile.oid AS (impostor integer);
CREATE TYPE hostile.gpu_spec AS (impostor integer);
CREATE TYPE hostile.verdict AS (impostor integer);
CREATE TABLE hostile.chip (impostor integer);
CREATE TABLE hostile.country (impostor integer);
CREATE TABLE hostile.policy_rule (impostor integer);
CREATE TABLE hostile.pg_class (impostor integer);
CREATE TABLE hostile.pg_constraint (impostor integer);
CREATE TABLE hostile.pg_attribute (impostor integer);
SQL

my @paths = (
	["''", 'empty search_path'],
	['hostile', 'impostors behind pg_catalog'],
	['hostile, pg_catalog', 'impostors before pg_catalog'],
	["hostile, pg_temp, pg_catalog, $s", 'impostors before everything']);
my @planted = (
	# Functions and operators whose argument types fit a call in the script
	# better than the server's own do, planted in the schema; each tells on
	# itself and then answers as the server would.
	["FUNCTION %s.quote_ident(name) RETURNS text LANGUAGE plpgsql AS
		\$\$BEGIN RAISE WARNING 'ran: quote_ident(name)'; RETURN pg_catalog.quote_ident(\$1::text); END\$\$"],
	["FUNCTION %s.format(text, text, name) RETURNS text LANGUAGE plpgsql AS
		\$\$BEGIN RAISE WARNING 'ran: format(text, text, name)';
		RETURN pg_catalog.format(\$1, \$2, VARIADIC ARRAY[\$3]); END\$\$"],
	["FUNCTION %s.cat(name, name) RETURNS text LANGUAGE plpgsql AS
		\$\$BEGIN RAISE WARNING 'ran: name || name'; RETURN \$1::text OPERATOR(pg_catalog.||) \$2::text; END\$\$",
		"OPERATOR %s.|| (LEFTARG = name, RIGHTARG = name, FUNCTION = %s.cat)"],
	map({
		my ($op, $l, $r, $f) = @$_;
		["FUNCTION %s.$f($l, $r) RETURNS boolean LANGUAGE plpgsql AS
			\$\$BEGIN RAISE WARNING 'ran: $l $op $r'; RETURN \$1 OPERATOR(pg_catalog.$op) \$2::$l; END\$\$",
			"OPERATOR %s.$op (LEFTARG = $l, RIGHTARG = $r, FUNCTION = %s.$f)"]
	} ['>=', 'numeric', 'integer', 'ge'], ['<=', 'numeric', 'integer', 'le'],
		['>', 'numeric', 'integer', 'gt'], ['=', 'double precision', 'integer', 'eq'],
		['=', 'name', 'name', 'eqname']));

plan tests => 9 + @paths * (@reads + @writes) + 5;

# -- creating ------------------------------------------------------------------

my $database = $databases[0];
is(sql($database, qq{CREATE SCHEMA $s; CREATE SCHEMA elsewhere;
	CREATE EXTENSION chiptrade SCHEMA $s;}, $owner), '', 'CREATE EXTENSION chiptrade');
my $refused = sql($database,
	"\\set VERBOSITY verbose\nCREATE EXTENSION chiptrade_data SCHEMA elsewhere;", $owner);
like($refused, qr/55000: .*"chiptrade_data" must be in the schema of extension "chiptrade"/,
	'chiptrade_data refuses another schema');
like($refused, qr/HINT: .*\Q$s\E/, 'and says which one to write');
is(sql($database, "SELECT count(*) FROM pg_extension WHERE extname = 'chiptrade_data'"), '0',
	'nothing of it is left');
is(sql($database, qq{CREATE EXTENSION chiptrade_data SCHEMA $s;}, $owner), '',
	'CREATE EXTENSION chiptrade_data');
is(sql($database, "SELECT count(*) FROM pg_namespace AS n JOIN pg_extension ON extnamespace = n.oid
	WHERE extname ~ '^chiptrade' AND nspname = '$schema'"), '2', 'both are in the schema');

# -- search paths ----------------------------------------------------------------

is(sql($database, $hostile), '', 'impostors are in place');
like(sql($database, "SET search_path = hostile, pg_catalog; SELECT lower('A')"),
	qr/^ERROR:  impostor of a function/, 'and work') or diag 'the tests below prove little';
for my $path (@paths)
{
	my ($setting, $about) = @$path;
	for my $case (@reads, @writes)
	{
		my ($query, $expected, $what) = @$case;
		my $got = sql($database, "SET search_path = $setting;\nBEGIN;\n$query\nROLLBACK;");
		ref $expected
		  ? like($got, $expected, "$about: $what")
		  : is($got, $expected, "$about: $what");
	}
}

# -- planted impostors, and a rename ---------------------------------------------

# The server runs the script of a trusted extension with a superuser's rights.
my $plant = "CREATE SCHEMA $s;\n"
  . join('', map { my $statement = "CREATE $_;\n"; $statement =~ s/%s/$s/g; $statement }
	map { @$_ } @planted);
is(sql($databases[1], $plant, $owner), '', 'the owner of a schema plants impostors');
my $created = sql($databases[1], "CREATE EXTENSION chiptrade SCHEMA $s;
	CREATE EXTENSION chiptrade_data SCHEMA $s;", $owner);
my %ran = map { $_ => 1 } $created =~ /ran: ([^\n]*)/g;
is(join('; ', sort keys %ran), '', 'CREATE EXTENSION runs none of them');
unlike($created, qr/ERROR/, 'and succeeds');
is(sql($databases[1], qq{SELECT DISTINCT pg_describe_object(d.refclassid, d.refobjid, 0)
	FROM pg_depend AS d
	WHERE (d.refclassid = 'pg_proc'::regclass AND d.refobjid IN (SELECT oid FROM pg_proc
			WHERE pronamespace = '$s'::regnamespace AND proowner = '$owner'::regrole)
		OR d.refclassid = 'pg_operator'::regclass AND d.refobjid IN (SELECT oid FROM pg_operator
			WHERE oprnamespace = '$s'::regnamespace AND oprowner = '$owner'::regrole))
		AND d.classid NOT IN ('pg_proc'::regclass, 'pg_operator'::regclass)
		AND d.deptype <> 'e';}), '', 'and no object is built on them');
is(sql($databases[1], qq{SELECT $s.export_verdict('H200', 'CN', '2026-01-15');}), 'case_by_case',
	'the decision is right');
is(sql($database, qq{ALTER SCHEMA $s RENAME TO plain; SET search_path = '';
	SELECT plain.export_verdict('H200', 'CN', '2026-01-15'), plain.tpp('H200'), plain.tdp('H200');
	INSERT INTO plain.chip (chip, vendor_country) VALUES ('Odd NPU', 'UK');
	SELECT vendor_country FROM plain.chip WHERE chip = 'Odd NPU';}),
	"case_by_case|15832|700\nGB", 'all goes on after the schema is renamed');
