#!/usr/bin/perl
# Two sessions that write the same key or name: one of them wins.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Session;
use Test::More tests => 41;

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

# ---- edits of one row ------------------------------------------------------

my $database = query('SELECT current_database()');
chomp $database;
my ($a, $b) = map { Session->new(database => $database) } 1 .. 2;
my $changed =
  qr/^ERROR:  could not serialize access due to concurrent update\nDETAIL:  Row "[^"]+" of \w+ was changed by another transaction\.\nHINT:  Try again\./;

# What the second session prints that waits until the first has committed.
sub after
{
	my ($first, $second) = @_;
	$a->run("BEGIN; $first");
	$b->start($second);
	my $blocked = $a->wait_blocked($b);
	$a->run('COMMIT');
	return $blocked ? $b->answer : 'did not wait: ' . $b->answer;
}

my $l4 = q{SELECT note, scope, origin FROM chip WHERE chip = 'L4'};
my $bundled = $a->run($l4);
my $note_a = q{UPDATE chip SET note = 'A' WHERE chip = 'L4'};
my $code_b = q{UPDATE chip SET status = 'announced' WHERE chip = 'L4'};
my $gone   = q{DELETE FROM chip WHERE chip = 'L4'};
my $reset  = q{SELECT knowledge_reset('chip', 'L4')};

like(after($note_a, $code_b), $changed,
	'UPDATE of a bundled row after another: refused');
is($a->run($l4), 'A|package|override', 'the first is there');
is($b->run("$code_b; SELECT note, status FROM chip WHERE chip = 'L4'"),
	'A|announced', 'run again, it adds to it');
like(after(q{UPDATE chip SET note = 'A2' WHERE chip = 'L4'}, $code_b),
	$changed, 'UPDATE of an override likewise');
like(after(q{UPDATE chip SET note = 'A3' WHERE chip = 'L4'}, $gone),
	$changed, 'DELETE of a row that has changed');
like(after($gone, $note_a), $changed, 'UPDATE of an override that is gone');
is($a->run($l4), '', 'it stays gone');
$a->run($reset);
like(after($gone, $note_a), $changed, 'UPDATE of a bundled row that is gone');
is($a->run($l4), '', 'it stays gone, too');
$a->run("$reset; $note_a");
like(after($reset, $code_b), $changed, 'UPDATE of an override that was reset');
is($a->run($l4), $bundled, 'the bundled row shows');

# a user's own row that is gone is no row, as in a table
$a->run(q{INSERT INTO source (source_id) VALUES ('race')});
is(after(q{DELETE FROM source WHERE source_id = 'race'},
		q{UPDATE source SET title = 'x' WHERE source_id = 'race'
			RETURNING title}),
	'', 'UPDATE of a row of the user that is gone: no row');

# SQLSTATE and the fields that a program reads; the other isolation levels
$b->psql('\set VERBOSITY verbose');
like(after($note_a, $code_b), qr/^ERROR:  40001: .*TABLE NAME:  chip\n/s,
	'its SQLSTATE and relation');
$b->psql('\set VERBOSITY default');
$a->run($reset);
for my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	for my $name ('first override', 'second')
	{
		$b->run("BEGIN ISOLATION LEVEL $level;
			SELECT note FROM chip WHERE chip = 'L4'");
		$a->run("UPDATE chip SET note = '$name' WHERE chip = 'L4'");
		like($b->run($code_b), qr/^ERROR:  could not serialize access/,
			"$level: $name");
		$b->run('ROLLBACK');
	}
	$a->run($reset);
}

# more rows in one transaction than the server can hold locks
is($a->run("BEGIN; INSERT INTO source (source_id)
		SELECT 'race-' || i FROM generate_series(1, 3000) i;
	UPDATE source SET title = 'x' WHERE source_id LIKE 'race-%';
	SELECT count(*) FROM source WHERE title = 'x';
	SELECT count(*) < 1000 FROM pg_locks; ROLLBACK"),
	"3000\nt", 'UPDATE of many rows takes no lock for each');

# what is rolled back leaves no trace
$a->run("BEGIN; $note_a");
$b->start($code_b);
ok($a->wait_blocked($b), 'UPDATE waits');
$a->run('ROLLBACK');
is($b->answer . $b->run('SELECT status FROM chip WHERE chip = \'L4\''),
	'announced', 'and goes on where the first is rolled back');
$a->run($reset);

# other rows do not wait, and nobody waits for himself
$a->run("BEGIN; $note_a");
is($b->run(q{UPDATE chip SET note = 'B' WHERE chip = 'T4' RETURNING note}),
	'B', 'another row does not wait');
is($a->run("SAVEPOINT s; $code_b; ROLLBACK TO s; $code_b;
	UPDATE chip SET note = note || x FROM (VALUES ('1'), ('2')) v (x)
	 WHERE chip = 'L4'; $gone; COMMIT; $l4"), '',
	'a transaction edits its own row as often as it likes');
$a->run("$reset; SELECT knowledge_reset('chip', 'T4')");
is($a->run('SELECT count(*) FROM chip_user; SELECT count(*) FROM source_user'),
	"0\n0", 'nothing is left after all');

# ---- edits that are bad only together ---------------------------------------

my $rule = q{INSERT INTO policy_rule (rule_id, regime, effective_from, precedence, destinations, verdict)
	VALUES ('race', 'us_letter', '2026-01-01', 10, 'XQ', 'prohibited')};
my $away = q{DELETE FROM country WHERE country = 'XQ'};
my $ask  = q{SELECT export_verdict('H200', 'XQ', '2026-01-15', regimes => '{us_letter}')};
$a->run(q{INSERT INTO country (country, name) VALUES ('XQ', 'Quux')});
like(after($rule, $away),
	qr/^ERROR:  invalid export rule in column "destinations" of "race": "XQ"\nDETAIL:  Unknown country or country group at position 1/,
	'a country does not go while a rule comes that names it');
is($b->run($ask), 'prohibited', 'the rule decides');
$a->run(q{DELETE FROM policy_rule WHERE rule_id = 'race'});
like(after($away, $rule), qr/^ERROR:  unknown country or group "XQ"/,
	'a rule does not come while a country goes that it names');
is($b->run($ask), '', 'to a country that nobody knows the answer is open');
$a->run(q{INSERT INTO country (country, name) VALUES ('XQ', 'Quux')});
for my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	$b->run("BEGIN ISOLATION LEVEL $level; SELECT count(*) FROM policy_rule");
	$a->run($rule);
	like($b->run($away), qr/^ERROR:  invalid export rule in column "destinations" of "race"/,
		"$level: nor where the rule is too new to be seen");
	$b->run('ROLLBACK');
	$a->run(q{DELETE FROM policy_rule WHERE rule_id = 'race'});
}

# a check that is deferred refuses the COMMIT
$a->run($rule);
like($a->run("BEGIN; SET CONSTRAINTS policy_consistent DEFERRED; $away; COMMIT"),
	qr/^ERROR:  invalid export rule in column "destinations" of "race": "XQ"/,
	'the end of a transaction is refused');
is($a->run($ask), 'prohibited', 'and nothing has changed');
$a->run("BEGIN; SET CONSTRAINTS policy_consistent DEFERRED; SAVEPOINT s; $away;
	ROLLBACK TO s; UPDATE country SET note = 'x' WHERE country = 'XQ'; COMMIT");
is($a->run(q{SELECT note FROM country WHERE country = 'XQ'}), 'x',
	'what was rolled back does not count');

# who mends rules that were bad before is warned, not stopped
$a->run(q{UPDATE policy_rule_user SET destinations = 'XZ|QX' WHERE rule_id = 'race'});
like($a->run(q{UPDATE policy_rule SET destinations = 'XQ' WHERE rule_id = 'race'; UPDATE country SET note = 'y' WHERE country = 'XQ'}),
	qr/^$/, 'a bad row is mended');
$a->run(q{UPDATE policy_rule_user SET destinations = 'XZ|QX' WHERE rule_id = 'race'});
like($a->run(q{UPDATE country SET note = 'z' WHERE country = 'XQ'}),
	qr/^WARNING:  invalid export rule in column "destinations" of "race": "XZ\|QX".*It was so before/s,
	'another row can be changed meanwhile');
$a->run(q{DELETE FROM policy_rule WHERE rule_id = 'race'; DELETE FROM country WHERE country = 'XQ'});
is($a->run('SELECT count(*) FROM policy_rule_user; SELECT count(*) FROM country_user'),
	"0\n0", 'all is as it came');
