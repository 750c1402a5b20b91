#!/usr/bin/perl
# Every form of answer sees an edit that another session has committed, of
# every table that decisions read; see cache_races.t for the races.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Session;
use Test::More;

my $database = "chiptrade_forms_$$";

sub admin
{
	my ($sql, $db) = @_;
	open my $fh, '-|', 'sh', '-c', 'exec psql -XAtq -d "$1" -c "$2" 2>&1',
	  'sh', $db // 'postgres', $sql
	  or die $!;
	my $text = do { local $/; <$fh> // '' };
	close $fh;
	chomp $text;
	return $text;
}

plan skip_all => 'needs a superuser'
  if admin('SELECT rolsuper FROM pg_roles WHERE rolname = current_user') ne
  't';

my ($one, $two);

END
{
	local $?;
	undef $_ for $one, $two;
	admin("DROP DATABASE IF EXISTS $database WITH (FORCE)");
}

admin("CREATE DATABASE $database");
admin('CREATE SCHEMA chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade',
	$database);
($one, $two) = map { Session->new(database => $database) } 1 .. 2;
is($two->run(q{
	INSERT INTO policy_regime (regime, title, ask_order, asked_by_default, gives_eccn, gate)
		VALUES ('forms', 'Test', 99, false, true, 'licence');
	INSERT INTO policy_rule (rule_id, regime, title, effective_from, precedence,
			destinations, spec_test, verdict, fee_pct, fee_basis, eccn)
		VALUES ('forms', 'forms', 'Test', '2020-01-01', 10, 'FM', 'tpp >= 100',
			'case_by_case', 10, 'duty', '3A090.z');
	INSERT INTO chip (chip, spec) VALUES ('Forms 1', 'fp8=100 mem=64')}),
	'', 'a rule and a chip of ours');

# each asks for what the rule of ours says, one line
my $deal = q{'FM', '2026-06-01', regimes => '{forms}'};
my $span = q{'FM', from_date => '2026-01-01', to_date => '2026-12-31', regimes => '{forms}'};
my %forms;
for my $item ([ 'a spec', q{'fp8=100'::gpu_spec} ], [ 'a name', q{'Forms 1'} ])
{
	my ($by, $of) = @$item;
	$forms{"export_verdict of $by"} = "SELECT export_verdict($of, $deal)";
	$forms{"export_ok of $by"} = "SELECT export_ok($of, $deal, within => 'case_by_case')";
	$forms{"export_denied of $by"} = "SELECT export_denied($of, $deal)";
	$forms{"license_required of $by"} = "SELECT license_required($of, $deal)";
	$forms{"export_decision of $by"} = "SELECT rule, verdict, fee_pct FROM export_decision($of, $deal)";
	$forms{"export_explain of $by"} = "SELECT rule_id, status FROM export_explain($of, $deal)";
	$forms{"export_headroom of $by"} = "SELECT verdict_now, limit_value FROM export_headroom($of, $deal)";
	$forms{"policy_timeline of $by"} = "SELECT verdict, rule FROM policy_timeline($of, $span)";
	$forms{"trade_gates of $by"} = "SELECT gate, verdict FROM trade_gates($of, $deal)";
	$forms{"export_fee of $by"} = "SELECT charge, amount FROM export_fee(100, $of, $deal)";
	$forms{"eccn of $by"} = "SELECT eccn($of, '2026-06-01')";
	$forms{"policy() and $by"} =
	  "SELECT export_verdict($of, 'FM', '2026-06-01', (SELECT policy('forms')))";
}
my %before = map { $_ => $one->run($forms{$_}) } keys %forms;

# the edit, its end, and what it does not touch
my @edits = (
	[ 'a rule is deleted',
		q{DELETE FROM policy_rule WHERE rule_id = 'forms'},
		q{INSERT INTO policy_rule (rule_id, regime, title, effective_from, precedence,
				destinations, spec_test, verdict, fee_pct, fee_basis, eccn)
			VALUES ('forms', 'forms', 'Test', '2020-01-01', 10, 'FM', 'tpp >= 100',
				'case_by_case', 10, 'duty', '3A090.z')},
		qr/^$/ ],
	[ 'a chip is weaker',
		q{UPDATE chip SET spec = 'fp8=10 mem=64' WHERE chip = 'Forms 1'},
		q{UPDATE chip SET spec = 'fp8=100 mem=64' WHERE chip = 'Forms 1'},
		qr/ spec$/ ],
	[ 'a rule means a group that loses the country',
		q{INSERT INTO country_group (group_code, country, valid_from) VALUES ('T:1', 'FM', '2020-01-01');
		UPDATE policy_rule SET destinations = 'T:1' WHERE rule_id = 'forms';
		INSERT INTO country_group (group_code, country, valid_from) VALUES ('T:1', 'WS', '2020-01-01');
		DELETE FROM country_group WHERE group_code = 'T:1' AND country = 'FM'},
		q{INSERT INTO country_group (group_code, country, valid_from) VALUES ('T:1', 'FM', '2020-01-01')},
		qr/^eccn/ ],
	[ 'a rule wants more',
		q{UPDATE policy_rule SET spec_test = 'tpp >= 5000' WHERE rule_id = 'forms'},
		q{UPDATE policy_rule SET spec_test = 'tpp >= 100' WHERE rule_id = 'forms'},
		qr/^$/ ]);
for my $edit (@edits)
{
	my ($what, $do, $undo, $spared) = @$edit;
	is($two->run($do), '', $what);
	for my $form (sort keys %forms)
	{
		my $now = $one->run($forms{$form});
		if ($form =~ $spared)
		{
			is($now, $before{$form}, "$form: as before");
		}
		else
		{
			isnt($now, $before{$form}, "$form: changed");
		}
	}
	is($two->run($undo), '', 'undone');
	is($one->run($forms{$_}), $before{$_}, "$_: as it was") for sort keys %forms;
}

# TRUNCATE taken back, by savepoint and by rollback
$one->run('BEGIN; SAVEPOINT s; TRUNCATE policy_rule_user');
my $form = 'export_verdict of a spec';
is($one->run($forms{$form}), '', 'TRUNCATE after a savepoint');
$one->run('ROLLBACK TO s');
is($one->run($forms{$form}), $before{$form}, 'rolled back to it');
$one->run('TRUNCATE policy_rule_user; ROLLBACK');
is($one->run($forms{$form}), $before{$form}, 'and with the transaction');

done_testing();
