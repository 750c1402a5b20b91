#!/usr/bin/perl
# A trusted extension's script runs as a superuser in a schema that somebody
# else may own: nothing that was planted there is run by it, or later by
# whoever reads what it made.
use strict;
use warnings;
use Test::More;

my $db   = "chiptrade_attack_$$";
my $role = "mallory_$$";

sub psql {
	my ($database, $sql) = @_;
	open my $in, '|-', "psql -XAtq -v ON_ERROR_STOP=1 -d $database > /dev/null 2>&1"
		or die "psql: $!";
	print $in $sql;
	close $in;
	return $? == 0;
}

sub value {
	my ($sql) = @_;
	my $got = `psql -XAtq -d $db -c "$sql" 2>&1`;
	chomp $got;
	return $got;
}

# the schema's own functions and operators, each of which leaves a trace and
# tries to rise
my @operators = (
	[ '=',  'daterange',        'daterange' ],
	[ '=',  'oid',              'regclass' ],
	[ '=',  'oid',              'regprocedure' ],
	[ '>=', 'numeric',          'integer' ],
	[ '<=', 'numeric',          'integer' ],
	[ '>',  'numeric',          'integer' ],
	[ '=',  'double precision', 'integer' ],
	[ '=',  'name',             'text' ],
	[ '||', 'text',             'name' ],
);
my $planted = <<"SQL";
CREATE SCHEMA evil;
CREATE TABLE evil.trace (what text);
GRANT ALL ON evil.trace TO PUBLIC;
CREATE FUNCTION evil.knowledge_define(a text, b text, c text) RETURNS void LANGUAGE plpgsql AS \$\$
BEGIN
	INSERT INTO evil.trace VALUES ('knowledge_define');
	PERFORM evil.knowledge_define(a::regclass, b, VARIADIC ARRAY[c]);
	EXECUTE 'ALTER ROLE $role SUPERUSER';
END \$\$;
SQL
my $n = 0;
for my $operator (@operators) {
	my ($name, $left, $right) = @$operator;
	$n++;
	my $returns = $name eq '||' ? 'text' : 'boolean';
	my $result  = $name eq '||' ? "''"   : 'true';
	$planted .= <<"SQL";
CREATE FUNCTION evil.f$n($left, $right) RETURNS $returns LANGUAGE plpgsql AS \$\$
BEGIN INSERT INTO evil.trace VALUES ('$left $name $right'); RETURN $result; END \$\$;
CREATE OPERATOR evil.$name (LEFTARG = $left, RIGHTARG = $right, FUNCTION = evil.f$n);
SQL
}

plan tests => 8;
ok(psql('postgres', "CREATE ROLE $role LOGIN; CREATE DATABASE $db;"), 'a database');
ok(psql($db, "GRANT CREATE ON DATABASE $db TO $role; SET SESSION AUTHORIZATION $role; $planted"),
	'a schema full of traps, owned by a plain role');
ok(psql($db, "SET SESSION AUTHORIZATION $role; CREATE EXTENSION chiptrade SCHEMA evil;
	CREATE EXTENSION chiptrade_data SCHEMA evil;"), 'the role creates the trusted extensions there');
ok(psql($db, "SET SESSION AUTHORIZATION $role;
	INSERT INTO evil.chip_family_user SELECT * FROM evil.chip_family_bundled LIMIT 1;
	UPDATE evil.chip SET note = 'mine' WHERE chip = 'L4';"), 'and edits');
ok(psql($db, 'SELECT count(*) FROM evil.v_override; SELECT * FROM evil.knowledge_check();
	SELECT count(*) FROM evil.chip; SELECT evil.export_verdict(\'H200\', \'CN\', \'2026-01-15\');'),
	'a superuser reads');
is(value("SELECT rolsuper FROM pg_roles WHERE rolname = '$role'"), 'f', 'the role has not risen');
is(value('SELECT string_agg(DISTINCT what, \',\') FROM evil.trace'), '', 'no trap has sprung');
is(value("SELECT count(*) FROM pg_depend d JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass
	AND d.refobjid = p.oid WHERE p.proowner = '$role'::regrole
	AND d.objid NOT IN (SELECT oid FROM pg_operator WHERE oprowner = '$role'::regrole)
	AND d.classid <> 'pg_operator'::regclass"), '0', 'and nothing was built on one');

END {
	if (defined $db) {
		my $status = $?;
		psql('postgres', "DROP DATABASE IF EXISTS $db");
		psql('postgres', "DROP ROLE IF EXISTS $role");
		$? = $status;
	}
}
