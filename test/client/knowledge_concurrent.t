#!/usr/bin/perl
# Two sessions that write the same key or name: one of them wins.
use strict;
use warnings;
use Test::More tests => 6;

my $path = 'SET search_path = chiptrade, public;';

# Start psql on a script; returns a handle on its output.
sub start
{
	my ($script) = @_;
	open my $fh, '-|', 'sh', '-c', 'exec psql -XAtq -c "$1" 2>&1', 'sh',
	  $script
	  or die $!;
	return $fh;
}

sub finish
{
	my ($fh) = @_;
	local $/;
	my $output = <$fh> // '';
	close $fh;
	return $output;
}

sub query { return finish(start("$path $_[0]")) }

# Run the first in a transaction that stays open until the second waits for it.
sub race
{
	my ($first, $second) = @_;
	my $tag = "chiptrade race $$";
	my $one = start("BEGIN; $path $first;
		SET LOCAL application_name = '$tag';
		DO \$\$ BEGIN
			FOR i IN 1 .. 200 LOOP
				PERFORM pg_sleep(0.05);
				PERFORM pg_stat_clear_snapshot();
				EXIT WHEN EXISTS (SELECT FROM pg_stat_activity
					WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)));
			END LOOP;
		END \$\$; COMMIT");
	for (1 .. 200)
	{
		last if query("SELECT count(*) FROM pg_stat_activity
			WHERE application_name = '$tag'") > 0;
		select undef, undef, undef, 0.05;
	}
	my $two = query($second);
	return (finish($one), $two);
}

my ($one, $two) = race("INSERT INTO chip (chip) VALUES ('Race 1')",
	"INSERT INTO chip (chip) VALUES ('Race 1')");
is($one, '', 'the first of two equal chips is stored');
like($two, qr/"Race 1" is in chip already/, 'the second is refused');

($one, $two) = race("INSERT INTO chip (chip) VALUES ('Race 2')",
	"INSERT INTO chip_alias (alias, chip) VALUES ('race-2', 'Race 1')");
like($two, qr/alias "race-2" is ambiguous/, 'so is an alias of that name');

($one, $two) = race("INSERT INTO source (source_id) VALUES ('race')",
	"INSERT INTO source (source_id) VALUES ('race')");
like($two, qr/"race" is in source already/, 'and an equal key elsewhere');

query("DELETE FROM source WHERE source_id = 'epoch-ml-hardware'");
($one, $two) = race(
	"INSERT INTO source (source_id) VALUES ('epoch-ml-hardware')",
	"INSERT INTO source (source_id) VALUES ('epoch-ml-hardware')");
like($two, qr/"epoch-ml-hardware" is in source already/,
	'and over a tombstone');

query("DELETE FROM chip WHERE chip LIKE 'Race %';
	DELETE FROM source WHERE source_id = 'race';
	SELECT knowledge_reset('source', 'epoch-ml-hardware')");
is(query("SELECT count(*) FROM chip_user; SELECT count(*) FROM source_user"),
	"0\n0\n", 'nothing is left');
