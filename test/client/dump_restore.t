#!/usr/bin/perl
# pg_dump and restore bring the user's rows back, and nothing else: new rows,
# an override, a tombstone.  CREATE EXTENSION and all writes are done by the
# owner of the database, who is no superuser.
use strict;
use warnings;
use Test::More;

my $owner = "chiptrade_owner_$$";
my ($from, $to) = ("chiptrade_from_$$", "chiptrade_to_$$");
my $schema = 'Know "how';    # needs quoting
$schema =~ s/"//;

sub run
{
	my ($command) = @_;
	my $output = qx{$command 2>&1};
	return ($? >> 8, $output);
}

# SQL as the superuser, or in the name of the owner
sub sql
{
	my ($database, $sql, $role) = @_;
	$sql = "SET SESSION AUTHORIZATION $role; $sql" if $role;
	open my $fh, '>', "/tmp/$owner.sql" or die $!;
	print $fh $sql;
	close $fh;
	my ($status, $output) =
	  run("psql -XAtq -v ON_ERROR_STOP=1 -d $database -f /tmp/$owner.sql");
	unlink "/tmp/$owner.sql";
	return wantarray ? ($status, $output) : $output;
}

sub cleanup
{
	sql('postgres', "DROP DATABASE IF EXISTS $_") for $from, $to;
	sql('postgres', "DROP ROLE IF EXISTS $owner");
	unlink "/tmp/$owner.dump";
	return;
}

my ($status, $output) =
  sql('postgres', 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user');
plan skip_all => 'needs a superuser' if $status or $output !~ /^t/;
plan tests => 33;

END
{
	local $?;
	cleanup() if defined $from;
}

sql('postgres', "CREATE ROLE $owner LOGIN");
for my $database ($from, $to)
{
	sql('postgres', "CREATE DATABASE $database OWNER $owner");
}

($status, $output) = sql($from,
	qq{CREATE SCHEMA "$schema"; CREATE EXTENSION chiptrade SCHEMA "$schema";
	CREATE EXTENSION chiptrade_data SCHEMA "$schema";},
	$owner);
is($status, 0, 'the owner of a database creates the extension') or diag $output;

# With an empty search_path every name is written out.
my $s = qq{"$schema"};
my $write = qq{
SET search_path = '';
INSERT INTO $s.source (source_id, publisher) VALUES ('me', 'It''s "me"');
INSERT INTO $s.chip (chip, vendor, vendor_country, spec, source_id, note)
VALUES ('My NPU', 'Me', 'UK', 'fp8=10 mem=8 released=2025-03', 'me', E'a\\tb');
INSERT INTO $s.chip_alias (alias, chip) VALUES ('mine', 'My NPU');
INSERT INTO $s.price (chip, amount) VALUES ('My NPU', 12.50);
INSERT INTO $s.chip_family (family, member) VALUES ('mine (all)', 'My NPU');
UPDATE $s.chip SET note = 'mine' WHERE chip = 'H20 96GB';
DELETE FROM $s.chip WHERE chip = 'L4';
UPDATE $s.policy_rule SET spec_test = 'tpp >= 6000'
 WHERE rule_id = 'us_bis_2023_ndc';
INSERT INTO $s.country (country, name) VALUES ('XW', 'World');
INSERT INTO $s.country_group (group_code, country, valid_from)
VALUES ('MINE', 'XW', '2020-01-01');
INSERT INTO $s.policy_regime (regime) VALUES ('mine');
INSERT INTO $s.policy_rule (rule_id, regime, effective_from, precedence,
	destinations, verdict) VALUES ('mine_1', 'mine', '2026-01-01', 10, 'MINE',
	'case_by_case');
INSERT INTO $s.policy_event (event_id, on_date, event, rule_id)
VALUES ('mine-1', '2026-01-01', 'x', 'mine_1');
INSERT INTO $s.policy_quota (quota_id, rule_id, limited, reference, max_pct)
VALUES ('mine_1', 'mine_1', 'XW', 'US', 10);
INSERT INTO $s.series (series, unit) VALUES ('mine', 'card');
INSERT INTO $s.shipment (shipment_id, period, status, series, product, unit, quantity)
VALUES ('mine-1', '[2026-01-01,2026-03-31]', 'delivered', 'mine', 'My NPU', 'card', '9.2k [3k, 20k] 90%');
UPDATE $s.shipment SET quantity = '>=800k' WHERE shipment_id = 'idc-cn-2025-huawei';
DELETE FROM $s.shipment WHERE shipment_id = 'idc-cn-2025-amd';
INSERT INTO $s.vendor_revenue (vendor, fiscal_period, period, geography, measure, basis, revenue, currency)
VALUES ('Me', 'FY2026', '[2026-01-01,2026-12-31]', 'World', 'total', 'hq', '5M', 'USD');
INSERT INTO $s.trade_flow (reporter, partner, flow, period) VALUES ('TW', 'MY', 'export', '[2026-01-01,2026-01-31]');
INSERT INTO $s.demand (period, buyer_segment, measure, value, currency)
VALUES ('[2026-01-01,2026-12-31]', 'me', 'capex', '~5M', 'USD');
INSERT INTO $s.supply (supply_id, period, supplier, item, unit, quantity)
VALUES ('mine', '[2026-01-01,2026-12-31]', 'Me', 'die', 'dies', '<1M');
INSERT INTO $s.published_figure (subject, metric, unit, kind, value, source_id)
VALUES ('Me', 'share', 'percent', 'share', '5', 'me');
INSERT INTO $s.claim (claim_id, paraphrase) VALUES ('mine', 'x');
INSERT INTO $s.universe_series (universe, series, level, status) VALUES ('mine', 'mine', 'report', 'delivered');
INSERT INTO $s.dataset (file, rows) VALUES ('mine.csv', 5);
};
($status, $output) = sql($from, $write, $owner);
is($status, 0, 'and writes every relation') or diag $output;

($status, $output) =
  run("pg_dump -Fp -d $from -f /tmp/$owner.dump");
is($status, 0, 'pg_dump') or diag $output;
{
	open my $fh, '<', "/tmp/$owner.dump" or die $!;
	local $/;
	my $dump = <$fh>;
	unlike($dump, qr/H100 SXM/, 'the dump holds no bundled row');
	like($dump, qr/My NPU/, 'and the user\'s');
}
# The grants to the installing role come with CREATE EXTENSION: restore as it.
($status, $output) = run("psql -Xq -v ON_ERROR_STOP=1 -d $to -f /tmp/$owner.dump");
is($status, 0, 'restore into another database') or diag $output;

for my $relation (qw(country country_group source chip chip_alias chip_family
	price policy_regime policy_rule policy_event policy_quota series shipment vendor_revenue trade_flow demand supply published_figure claim dataset universe_series))
{
	my $query = "SELECT to_jsonb(v) FROM $s.$relation v ORDER BY 1;
		SELECT to_jsonb(u) FROM $s.${relation}_user u ORDER BY 1;";
	my $then = sql($from, $query);
	my $now = sql($to, $query);
	ok($then ne '' && $then !~ /ERROR/ && $then eq $now,
		"$relation is as it was");
}

is(sql($to, "SELECT string_agg(chip || ' ' || origin, ', ' ORDER BY chip)
	FROM $s.chip WHERE origin <> 'bundled' OR chip = 'L4'"),
	"H20 96GB override, My NPU user\n", 'the override and the new row');
is(sql($to, "SELECT chip FROM $s.chip_user WHERE hidden"), "L4\n",
	'the tombstone');
is(sql($to, "SELECT count(*) FROM $s.v_override"), "0\n",
	'nothing changed under the user');
($status, $output) = sql($to, "SELECT $s.knowledge_reset('$s.chip', 'L4');
	SELECT count(*) FROM $s.chip WHERE chip = 'L4'");
is($output, "t\n1\n", 'the tombstone can be lifted');
is(sql($to, "SELECT quantity FROM $s.shipment WHERE shipment_id IN ('idc-cn-2025-huawei', 'idc-cn-2025-amd')"),
	">=800k\n", 'an override and a tombstone of the market');
like(scalar sql($to, "INSERT INTO $s.chip (chip) VALUES ('L4')"),
	qr/"L4" is in chip already/, 'the checks work in the copy');
