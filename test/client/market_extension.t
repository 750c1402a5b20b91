#!/usr/bin/perl
# chiptrade_data comes and goes: its rows with it, the user's stay.  All by the
# owner of a database, who is no superuser.
use strict;
use warnings;
use File::Temp qw(tempfile);
use Test::More;

my $owner = "chiptrade_market_$$";
my $database = "chiptrade_market_$$";

sub sql
{
	my ($db, $sql, $role) = @_;
	my ($fh, $name) = tempfile(UNLINK => 1);
	print $fh "SET client_min_messages = warning;\n";
	print $fh "SET SESSION AUTHORIZATION $role; SET search_path = chip;\n" if $role;
	print $fh $sql, "\n";
	close $fh;
	my $output = qx{psql -XAtq -v ON_ERROR_STOP=1 -d $db -f $name 2>&1};
	$output =~ s/\n\z//;
	return $output;
}

sub cleanup
{
	sql('postgres', "DROP DATABASE IF EXISTS $database WITH (FORCE)");
	sql('postgres', "DROP ROLE IF EXISTS $owner");
	return;
}

plan skip_all => 'needs a superuser'
  if sql('postgres', 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user') ne 't';
plan tests => 15;

END
{
	local $?;
	cleanup() if defined $database;
}

sql('postgres', "CREATE ROLE $owner LOGIN");
sql('postgres', "CREATE DATABASE $database OWNER $owner");

# rows by relation
my $counts = join ' UNION ALL ', map { "SELECT '$_', count(*) FROM $_" }
  qw(series shipment vendor_revenue trade_flow demand supply published_figure claim);
my $bundled = "series|67\nshipment|256\nvendor_revenue|131\ntrade_flow|57\ndemand|40\nsupply|19\n"
  . "published_figure|35\nclaim|34";
my $none = $bundled =~ s/\d+$/0/gmr;

is(sql($database, 'CREATE SCHEMA chip; CREATE EXTENSION chiptrade SCHEMA chip', $owner), '',
	'chiptrade alone');
is(sql($database, $counts, $owner), $none, 'has the views, and no rows of the market');
is(sql($database, 'SELECT count(*) FROM v_shipment; SELECT count(*) FROM price; SELECT count(*) FROM dataset',
		$owner), "0\n51\n11", 'and its own');
is(sql($database, "INSERT INTO shipment (shipment_id, period, status, series, product, unit, quantity)
	VALUES ('mine', '[2026-01-01,2026-03-31]', 'delivered', 'mine', 'H20', 'card', '5k')", $owner), '',
	'which can be written');
is(sql($database, 'CREATE EXTENSION chiptrade_data SCHEMA chip', $owner), '', 'chiptrade_data');
is(sql($database, $counts, $owner), $bundled =~ s/256/257/r, 'brings its rows');
is(sql($database, 'SELECT count(*) FROM price; SELECT count(*) FROM dataset; SELECT count(*) FROM source', $owner),
	"60\n24\n315", 'prices, files and sources, too');
is(sql($database, "UPDATE shipment SET quantity = '900k' WHERE shipment_id = 'idc-cn-2025-huawei';
	DELETE FROM shipment WHERE shipment_id = 'idc-cn-2025-amd'", $owner), '', 'an override and a tombstone');
like(sql($database, "UPDATE shipment_data SET note = 'x'", $owner), qr/permission denied/, 'the rows are read-only');

like(sql($database, 'DROP EXTENSION chiptrade', $owner), qr/chiptrade_data depends on/,
	'chiptrade cannot go before it');
is(sql($database, 'DROP EXTENSION chiptrade_data', $owner), '', 'chiptrade_data goes');
is(sql($database, $counts, $owner), $none =~ s/shipment\|0/shipment|2/r, 'with its rows; the user\'s stay');
is(sql($database, 'SELECT relation, key, kind FROM v_override ORDER BY key', $owner),
	"shipment|idc-cn-2025-amd|tombstone\nshipment|idc-cn-2025-huawei|override", 'and are told apart');
is(sql($database, 'CREATE EXTENSION chiptrade_data SCHEMA chip', $owner), '', 'it comes again');
is(sql($database, "$counts; SELECT count(*) FROM v_override; SELECT quantity FROM shipment
	WHERE shipment_id IN ('idc-cn-2025-huawei', 'idc-cn-2025-amd')", $owner),
	$bundled . "\n0\n900k", 'and all is as before');
