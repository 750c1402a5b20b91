#!/usr/bin/perl
# Rule edits that arrive by logical replication or on a hot standby are seen by
# sessions that have decided before.  COMMIT returns when both have applied it,
# so the steps need no waiting.
use strict;
use warnings;
use File::Temp qw(tempdir);
use FindBin;
use lib $FindBin::Bin;
use Session;
use Test::More;

my $cluster = "$FindBin::Bin/../cluster.sh";
my $root = $> == 0;
my $as_server = $root ? 'runuser -u postgres --' : '';
my $dir = tempdir('chiptrade-repl-XXXXXX', TMPDIR => 1, CLEANUP => 1);
chmod 0755, $dir;
my @sessions;

# a command's status and output
sub shell
{
	my ($command) = @_;
	my $output = qx{($command) 2>&1};
	return ($?, $output);
}

sub must
{
	my ($command) = @_;
	my ($status, $output) = shell($command);
	BAIL_OUT("$command: $output") if $status != 0;
	chomp $output;
	return $output;
}

plan skip_all => 'needs pg_basebackup, and runuser where root runs it'
  if (shell('command -v pg_basebackup >/dev/null && command -v pg_ctl'
		  . ($root ? ' >/dev/null && command -v runuser' : '')))[0] != 0;

END
{
	local $?;
	@sessions = ();
	shell("$as_server pg_ctl -D $dir/standby -m immediate -w stop")
	  if -d "$dir/standby";
	shell("sh $cluster remove $dir/$_") for qw(publisher subscriber);
}

# host and port of a cluster
sub address
{
	my ($name) = @_;
	must("sh $cluster env $dir/$name") =~ /PGHOST='(.*?)' PGPORT='(.*?)'/
	  or BAIL_OUT('no address');
	return (host => $1, port => $2);
}

sub connect_to
{
	my (%at) = @_;
	local $ENV{PGUSER} = 'postgres';
	my $s = Session->new(database => 'postgres', %at);
	push @sessions, $s;
	return $s;
}

must("sh $cluster start $dir/$_") for qw(publisher subscriber);
my $publisher = connect_to(address('publisher'));
$publisher->run($_)
  for "ALTER SYSTEM SET wal_level = logical",
  "ALTER SYSTEM SET synchronous_commit = local";
undef $publisher;
@sessions = ();
must("sh $cluster stop $dir/publisher; sh $cluster start $dir/publisher");
my %publisher  = address('publisher');
my %subscriber = address('subscriber');
$publisher = connect_to(%publisher);
my $subscriber = connect_to(%subscriber);

my @tables = map { "chiptrade.${_}_user" } qw(policy_regime policy_rule chip);
for my $s ($publisher, $subscriber)
{
	is($s->run('CREATE SCHEMA chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade'),
		'', 'the extension is there');
}
$publisher->run('CREATE PUBLICATION knowledge FOR TABLE ' . join ', ', @tables);

my $standby = "$dir/standby";
mkdir $standby, 0700 or die $!;
must("chown postgres: $standby") if $root;
my $backup = "pg_basebackup -h $publisher{host} -p $publisher{port} -U postgres";
must("$as_server $backup -D $standby -c fast -R");
open my $conf, '>>', "$standby/postgresql.auto.conf" or die $!;
print $conf "primary_conninfo = 'host=$publisher{host} port=$publisher{port}"
  . " user=postgres application_name=standby'\n";
close $conf;
my $socket = "$dir/socket";
mkdir $socket, 0700 or die $!;
must("chown postgres: $socket") if $root;
must("$as_server pg_ctl -D $standby -l $standby/log -w -s"
	  . qq{ -o "-c listen_addresses='' -p 5432 -k $socket" start});
my $standby_session = connect_to(host => $socket, port => 5432);

$subscriber->run("CREATE SUBSCRIPTION subscriber CONNECTION
	'host=$publisher{host} port=$publisher{port} user=postgres dbname=postgres'
	PUBLICATION knowledge");
for (1 .. 100_000)
{
	last
	  if $publisher->run(q{SELECT count(*) FROM pg_stat_replication
		WHERE state = 'streaming' AND application_name IN ('standby', 'subscriber')})
	  == 2
	  and $subscriber->run(q{SELECT count(*) FROM pg_subscription_rel
		WHERE srsubstate <> 'r'}) == 0;
}
$publisher->run($_)
  for "ALTER SYSTEM SET synchronous_standby_names = 'FIRST 2 (standby, subscriber)'",
  'ALTER SYSTEM SET synchronous_commit = remote_apply',
  'SELECT pg_reload_conf()';
$publisher = connect_to(%publisher);
$publisher->run('SELECT 1')
  until $publisher->run('SHOW synchronous_commit') eq 'remote_apply'
  and $publisher->run(q{SELECT count(*) FROM pg_stat_replication
	WHERE sync_state = 'sync'}) == 2;

my $ask = q{SELECT export_verdict('fp8=10000 dc die=800mm2'::gpu_spec, 'FM',
	'2026-06-01', regimes => '{us_bis}'), (SELECT verdict FROM policy_rule
	WHERE rule_id = 'replicated')};
my $chip = q{SELECT mem('Replicated 1')};
my %at = (
	'the publisher'    => $publisher,
	'the subscriber'   => $subscriber,
	'the hot standby'  => $standby_session);

sub everywhere
{
	my ($question, $answer, $what) = @_;
	is($at{$_}->run($question), $answer, "$what: $_") for sort keys %at;
	return;
}

my $before = $subscriber->run($ask);
is($at{$_}->run($ask), $before, "before: $_") for sort keys %at;
is($publisher->run(q{
	INSERT INTO policy_rule (rule_id, regime, title, effective_from, precedence,
			destinations, verdict, confidence, citation)
		VALUES ('replicated', 'us_bis', 'Test', '2020-01-01', 100000, 'FM',
			'prohibited', 'high', 'none');
	INSERT INTO chip (chip, spec) VALUES ('Replicated 1', 'fp8=1 mem=64')}),
	'', 'a rule and a chip are written');
everywhere($ask, 'prohibited|prohibited', 'a new rule');
everywhere($chip, '64', 'a new chip');

$standby_session->run('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
$publisher->run(q{UPDATE policy_rule SET verdict = 'notify' WHERE rule_id = 'replicated';
	UPDATE chip SET spec = 'fp8=1 mem=80' WHERE chip = 'Replicated 1'});
is($standby_session->run($ask), 'prohibited|prohibited', 'REPEATABLE READ on the standby decides by its snapshot');
$standby_session->run('COMMIT');
everywhere($ask, 'notify|notify', 'an edited rule');
everywhere($chip, '80', 'an edited chip');

$publisher->run(q{DELETE FROM policy_rule WHERE rule_id = 'replicated'});
everywhere($ask, $before, 'a deleted rule');
$publisher->run('TRUNCATE chip_user');
like($at{$_}->run($chip), qr/chip "Replicated 1" is not known/, "TRUNCATE: $_")
  for sort keys %at;

done_testing();
