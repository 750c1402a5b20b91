#!/usr/bin/perl
# What sessions keep of rules and chips never outlives the rows it came from.
# Two or three sessions take turns, step by step; a session that has to stop in
# the middle of a statement waits for an advisory lock.  Answers are compared
# with what the statement's own snapshot shows in policy_rule and chip.
use strict;
use warnings;
use IPC::Open2;
use Test::More;

my $database = "chiptrade_cache_$$";
my @roles = map { "chiptrade_cache_${_}_$$" } qw(blind filtered);
my ($blind, $filtered) = @roles;
my @open;

# A session: psql on two pipes.
sub session
{
	my ($name) = @_;
	my $s = { name => $name };
	$s->{pid} = open2($s->{out}, $s->{in},
		'psql -XAtq -d ' . $database . ' 2>&1');
	push @open, $s;
	run($s, q{SET search_path = chiptrade, public; SET client_min_messages = warning});
	$s->{backend} = run($s, 'SELECT pg_backend_pid()');
	return $s;
}

sub send_sql
{
	my ($s, $sql) = @_;
	$s->{step}++;
	print { $s->{in} } "$sql;\n\\echo done $s->{step}\n";
	$s->{in}->flush;
	return;
}

# What the statements sent last have printed, errors included.
sub answer
{
	my ($s) = @_;
	my $text = '';
	while (defined(my $line = readline $s->{out}))
	{
		last if $line eq "done $s->{step}\n";
		$text .= $line;
	}
	chomp $text;
	return $text;
}

sub run
{
	my ($s, $sql) = @_;
	send_sql($s, $sql);
	return answer($s);
}

sub finish
{
	my ($s) = @_;
	@open = grep { $_ != $s } @open;
	close $s->{in};
	close $s->{out};
	waitpid $s->{pid}, 0;
	return;
}

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

# Until a session waits for a lock, as the server itself sees it.
sub wait_blocked
{
	my ($watcher, $s) = @_;
	for (1 .. 100_000)
	{
		return 1
		  if run($watcher, "SELECT pg_stat_clear_snapshot();
			SELECT count(*) FROM pg_locks
			 WHERE pid = $s->{backend} AND NOT granted") =~ /1\z/;
	}
	return 0;
}

plan skip_all => 'needs a superuser'
  if admin('SELECT rolsuper FROM pg_roles WHERE rolname = current_user') ne
  't';

END
{
	local $?;
	finish($_) for @open;
	admin("DROP DATABASE IF EXISTS $database WITH (FORCE)");
	admin("DROP ROLE IF EXISTS $_") for @roles;
}

admin("CREATE DATABASE $database");
admin('CREATE SCHEMA chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade',
	$database);
admin("CREATE ROLE $_") for @roles;
admin("GRANT USAGE ON SCHEMA chiptrade TO $_", $database) for @roles;

# One rule of ours decides for a country that no bundled row names alone: FM
# on a day far ahead of every other rule.  Its verdict says which rules a
# statement used; 64 MB of memory which chips.
my $verdict =
  q{export_verdict('fp8=10000 dc die=800mm2'::gpu_spec, 'FM', '2026-06-01', regimes => '{cache_test}')};
my $rule  = q{(SELECT verdict FROM policy_rule WHERE rule_id = 'cache-test')};
my $ask   = "SELECT $verdict";
my $both  = "SELECT $verdict, $rule";
my $chip  = q{SELECT mem('Cache 1')};

sub edit_rule { return "UPDATE policy_rule SET verdict = '$_[0]' WHERE rule_id = 'cache-test'" }
sub edit_chip { return "UPDATE chip SET spec = 'fp8=1 mem=$_[0]' WHERE chip = 'Cache 1'" }

my $setup = q{
	INSERT INTO policy_regime (regime, title, ask_order, asked_by_default, gives_eccn)
		VALUES ('cache_test', 'Test', 99, false, false);
	INSERT INTO policy_rule (rule_id, regime, title, effective_from, precedence,
			destinations, verdict, confidence, citation)
		VALUES ('cache-test', 'cache_test', 'Test', '2020-01-01', 10, 'FM',
			'notify', 'high', 'none');
	INSERT INTO chip (chip, spec) VALUES ('Cache 1', 'fp8=1 mem=64')};

my $a = session('a');
my $b = session('b');
my $c = session('c');

is(run($b, $setup), '', 'a rule and a chip to edit');
is(run($a, $both), 'notify|notify', 'the rule answers');
is(run($a, $chip), '64', 'and the chip');

# ---- the plain case --------------------------------------------------------

run($b, edit_rule('case_by_case'));
is(run($a, $ask), 'case_by_case', 'a commit elsewhere: the next statement knows');
run($b, edit_chip(65));
is(run($a, $chip), '65', 'and of a chip');

run($a, 'BEGIN');
is(run($a, $ask), 'case_by_case', 'in an open transaction');
run($b, edit_rule('prohibited'));
is(run($a, $ask), 'prohibited', 'READ COMMITTED: the next statement knows, though it locks no table');
run($a, 'COMMIT');

# ---- race: a statement whose snapshot predates another session's commit ------

sub snapshot_predates_commit
{
	my ($expression, $edit, $old, $new, $what) = @_;
	run($c, 'SELECT pg_advisory_lock(1)');
	# the statement has its snapshot, then waits, then decides for the first time
	send_sql($a, "WITH w AS MATERIALIZED (SELECT pg_advisory_lock_shared(1))
		SELECT $expression FROM w");
	wait_blocked($c, $a);
	run($b, $edit);
	run($c, 'SELECT pg_advisory_unlock(1)');
	is(answer($a), $old, "a statement whose snapshot predates another session's commit sees its snapshot ($what)");
	run($a, 'SELECT pg_advisory_unlock_shared(1)');
	is(run($a, "SELECT $expression"), $new, 'and leaves nothing stale behind');
	return;
}

for my $state ('cold', 'warm', 'invalid')
{
	finish($a), $a = session('a') if $state eq 'cold';
	run($b, edit_rule('notify'));
	run($a, $ask) if $state eq 'warm';
	snapshot_predates_commit("$verdict, $rule", edit_rule('prohibited'),
		'notify|notify', 'prohibited|prohibited', "rules, $state");
}
run($b, edit_chip(64));
snapshot_predates_commit(q{mem('Cache 1')}, edit_chip(80), '64', '80', 'chips');

# ---- race: REPEATABLE READ, then a new transaction in the same session -------

for my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	run($b, edit_rule('notify'));
	run($a, "BEGIN ISOLATION LEVEL $level; SELECT 1");
	run($b, edit_rule('case_by_case'));
	is(run($a, $both), 'notify|notify', "$level decides by its snapshot");
	run($b, edit_rule('prohibited'));
	is(run($a, $both), 'notify|notify', 'and goes on so');
	run($a, 'COMMIT');
	is(run($a, $both), 'prohibited|prohibited', "$level, then a new transaction in the same session");
}

# an old cursor beside newer statements, which refresh what is kept
run($b, edit_rule('notify'));
run($a, "BEGIN; DECLARE old CURSOR FOR $both");
run($b, edit_rule('prohibited'));
is(run($a, $both), 'prohibited|prohibited', 'a newer statement beside an open cursor');
is(run($a, 'FETCH old'), 'notify|notify', 'the cursor, first fetched later, sees its snapshot');
is(run($a, $both), 'prohibited|prohibited', 'and the newer statement its own');
run($a, 'COMMIT');

# a transaction that is older than what its session keeps
run($b, edit_rule('notify'));
run($c, 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
my ($exported) = run($c, 'SELECT pg_export_snapshot()');
run($b, edit_rule('prohibited'));
is(run($a, $ask), 'prohibited', 'a session keeps new rules');
run($a, "BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '$exported'");
is(run($a, $both), 'notify|notify', 'and does not use them under an older snapshot');
run($a, 'COMMIT');
run($c, 'COMMIT');
is(run($a, $both), 'prohibited|prohibited', 'later it does');

# another transaction stays open all the time
run($c, 'BEGIN; CREATE TEMP TABLE keeps_an_xid (a int)');
run($b, edit_rule('notify'));
is(run($a, $both), 'notify|notify', 'beside a long transaction');
run($b, edit_rule('prohibited'));
is(run($a, $both), 'prohibited|prohibited', 'edits are seen');
run($c, 'COMMIT');
is(run($a, $both), 'prohibited|prohibited', 'also when it ends');

# ---- own edits -------------------------------------------------------------

run($b, edit_rule('notify'));
is(run($a, $ask), 'notify', 'before own edits');
run($a, 'BEGIN;' . edit_rule('prohibited'));
is(run($a, $both), 'prohibited|prohibited', 'a transaction sees its own edit');
is(run($b, $both), 'notify|notify', 'nobody else does');
run($a, 'ROLLBACK');
is(run($a, $both), 'notify|notify', 'rolled back');

run($a, 'BEGIN; SAVEPOINT s;' . edit_rule('prohibited'));
is(run($a, $both), 'prohibited|prohibited', 'an edit after a savepoint');
run($a, 'ROLLBACK TO s');
is(run($a, $both), 'notify|notify', 'rolled back to it');
run($a, edit_rule('case_by_case') . '; RELEASE s');
is(run($a, $both), 'case_by_case|case_by_case', 'another, released');
run($a, 'COMMIT');
is(run($a, $both) . ' ' . run($b, $both), join(' ', ('case_by_case|case_by_case') x 2), 'committed');

run($a, 'BEGIN;' . edit_chip(96));
is(run($a, $chip) . ' ' . run($b, $chip), '96 80', 'a chip likewise');
run($a, 'ROLLBACK');
is(run($a, $chip), '80', 'rolled back');

is(run($a, "DO \$\$
	DECLARE used verdict; wanted verdict; bad int := 0; n int := 0;
	BEGIN
		FOR i IN 1 .. 40 LOOP
			wanted := (ARRAY['notify', 'case_by_case', 'prohibited'])[1 + i % 3];
			BEGIN
				UPDATE policy_rule SET verdict = wanted WHERE rule_id = 'cache-test';
				used := $verdict;
				bad := bad + (used IS DISTINCT FROM wanted)::int;
				IF i % 4 = 0 THEN
					RAISE EXCEPTION 'undo';
				END IF;
			EXCEPTION WHEN raise_exception THEN
				NULL;
			END;
			used := $verdict;
			SELECT verdict INTO wanted FROM policy_rule WHERE rule_id = 'cache-test';
			bad := bad + (used IS DISTINCT FROM wanted)::int;
			n := n + 1;
		END LOOP;
		RAISE WARNING '% rounds, % wrong', n, bad;
	END \$\$"), 'WARNING:  40 rounds, 0 wrong', 'PL/pgSQL edits rules between evaluations, and takes some back');

# a function of a trigger of the user's that decides while rows are edited
is(run($a, "BEGIN;
	CREATE FUNCTION decide_now() RETURNS trigger LANGUAGE plpgsql SET search_path = chiptrade AS \$\$
	BEGIN
		RAISE WARNING '%, %', $verdict, (SELECT verdict FROM policy_rule WHERE rule_id = 'cache-test');
		RETURN NULL;
	END \$\$;
	CREATE TRIGGER aaa AFTER UPDATE ON policy_rule_user FOR EACH ROW EXECUTE FUNCTION decide_now();
	UPDATE policy_rule_user SET verdict = 'discouraged' WHERE rule_id = 'cache-test';
	ROLLBACK"), 'WARNING:  discouraged, discouraged', 'a trigger that fires before ours sees the edit');
is(run($a, 'SELECT ' . "$verdict = $rule"), 't', 'and leaves nothing behind');

# ---- TRUNCATE, prepared statements -------------------------------------------

run($b, edit_rule('notify'));
run($a, "PREPARE p AS $both; PREPARE q AS $chip");
is(run($a, 'EXECUTE p; EXECUTE p; EXECUTE p; EXECUTE p; EXECUTE p; EXECUTE p'),
	join("\n", ('notify|notify') x 6), 'a prepared statement');
run($b, edit_rule('prohibited'));
is(run($a, 'EXECUTE p'), 'prohibited|prohibited', 'after an edit');
is(run($a, 'EXECUTE q'), '80', 'one of a chip');
run($b, 'TRUNCATE policy_rule_user');
is(run($a, 'EXECUTE p'), '|', 'TRUNCATE of the rules of the user');
run($b, 'BEGIN; TRUNCATE chip_user');
is(run($b, 'SELECT chip_spec(\'Cache 1\')') =~ /is not known/, 1, 'TRUNCATE of the chips, in its own transaction');
run($b, 'ROLLBACK');
is(run($b, 'EXECUTE q') . run($b, $chip) . ' ' . run($a, 'EXECUTE q'),
	'ERROR:  prepared statement "q" does not exist80 80', 'rolled back');
run($b, q{DELETE FROM policy_regime WHERE regime = 'cache_test';
	DELETE FROM chip WHERE chip = 'Cache 1'});
run($b, $setup);
is(run($a, $both), 'notify|notify', 'and back again');

# ---- parallel workers --------------------------------------------------------

run($c, 'CREATE TABLE public.many AS SELECT i, spec FROM generate_series(1, 20000) i, chip WHERE chip = \'Cache 1\'; ANALYZE public.many');
my $many = q{SELECT count(*) FILTER (WHERE export_ok(spec, 'FM', '2026-06-01', regimes => '{cache_test}')) FROM public.many};
run($a, "SET debug_parallel_query = on; SET force_parallel_mode = on;
	SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
	SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2");
like(run($a, "EXPLAIN (COSTS off) $many"), qr/Gather/, 'a parallel plan');
is(run($a, $many), '20000', 'workers decide');
run($b, edit_rule('prohibited'));
is(run($a, $many), '0', 'after an edit elsewhere');
run($a, 'BEGIN;' . edit_rule('notify'));
is(run($a, $many), '20000', 'by an edit of their own transaction');
run($a, 'ROLLBACK');
is(run($a, $many), '0', 'not after it is rolled back');
run($a, 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
run($b, edit_rule('notify'));
is(run($a, $many), '0', 'under the snapshot of their leader');
run($a, 'COMMIT');
is(run($a, $many), '20000', 'and then the new one');
finish($a);
$a = session('a');

# ---- triggers ----------------------------------------------------------------

is(run($a, 'SELECT * FROM knowledge_check()'), '', 'knowledge_check() finds nothing');
run($b, 'ALTER TABLE policy_rule_user DISABLE TRIGGER knowledge_change_row');
is(run($a, 'SELECT * FROM knowledge_check()'), 'policy_rule_user|trigger knowledge_change_row is disabled', 'DISABLE TRIGGER is reported');
run($b, 'ALTER TABLE policy_rule_user ENABLE TRIGGER knowledge_change_row');
is(run($a, 'SELECT * FROM knowledge_check()'), 'policy_rule_user|trigger knowledge_change_row is not ENABLE ALWAYS', 'so is ENABLE without ALWAYS');
run($b, 'ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER knowledge_change_row;
	DROP TRIGGER knowledge_change ON chip_user');
is(run($a, 'SELECT * FROM knowledge_check()'), 'chip_user|trigger knowledge_change is missing', 'so is a missing one');
run($b, 'CREATE TRIGGER knowledge_change BEFORE INSERT OR TRUNCATE ON chip_user
	EXECUTE FUNCTION policy_cache_invalidate();
	ALTER TABLE chip_user ENABLE ALWAYS TRIGGER knowledge_change');
is(run($a, 'SELECT * FROM knowledge_check()'), 'chip_user|trigger knowledge_change does not fire on every change', 'and one that sleeps through UPDATE');
run($b, 'DROP TRIGGER knowledge_change ON chip_user;
	CREATE TRIGGER knowledge_change BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON chip_user
	EXECUTE FUNCTION policy_cache_invalidate();
	ALTER TABLE chip_user ENABLE ALWAYS TRIGGER knowledge_change');
is(run($a, 'SELECT * FROM knowledge_check()'), '', 'mended');
like(run($b, 'CREATE TEMP TABLE wrong (a int);
	CREATE TRIGGER t BEFORE INSERT ON wrong FOR EACH ROW EXECUTE FUNCTION policy_cache_invalidate();
	INSERT INTO wrong VALUES (1)'), qr/must be called by an AFTER ROW or a statement trigger/, 'another kind of trigger is refused');

run($b, 'DROP TABLE wrong');

# while a trigger was off: closing the gap makes everybody look again
is(run($a, $ask), 'notify', 'before a trigger is off');
run($b, "ALTER TABLE policy_rule_user DISABLE TRIGGER ALL;
	UPDATE policy_rule_user SET verdict = 'prohibited' WHERE rule_id = 'cache-test';
	ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER knowledge_change;
	ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER knowledge_change_row");
is(run($a, $ask), 'prohibited', 'switching it on again tells the others');

run($b, 'SET session_replication_role = replica');
run($b, "UPDATE policy_rule_user SET verdict = 'case_by_case' WHERE rule_id = 'cache-test'");
is(run($a, $ask), 'case_by_case', 'session_replication_role = replica: edits are seen all the same');
run($b, 'RESET session_replication_role');

# ---- schema and extension ------------------------------------------------------

run($b, 'ALTER SCHEMA chiptrade RENAME TO renamed');
run($a, 'SET search_path = renamed, public');
is(run($a, $both), 'case_by_case|case_by_case', 'the schema is renamed');
run($b, 'SET search_path = renamed, public;' . edit_rule('notify'));
is(run($a, $both), 'notify|notify', 'and edited under its new name');
run($b, 'ALTER SCHEMA renamed RENAME TO chiptrade; SET search_path = chiptrade, public');
run($a, 'SET search_path = chiptrade, public');
is(run($a, $both), 'notify|notify', 'and back');

run($c, 'DROP TABLE public.many');
run($a, 'BEGIN; DROP EXTENSION chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade');
is(run($a, q{SELECT tpp('H200'), export_verdict('H200', 'CN', '2026-01-15')}), '15832|case_by_case', 'DROP and CREATE EXTENSION in one transaction');
like(run($a, $chip), qr/chip "Cache 1" is not known/, 'the rows of the old one are gone');
run($a, 'ROLLBACK');
is(run($a, "$both; $chip"), "notify|notify\n64", 'rolled back');
run($a, 'DROP EXTENSION chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade');
like(run($a, $ask), qr/unknown policy regime "cache_test"/, 'DROP and CREATE in one session: nothing of the old rules');
like(run($b, $chip), qr/chip "Cache 1" is not known/, 'nor in another session');
run($b, $setup);
is(run($a, "$both; $chip") . ' ' . run($b, $both), "notify|notify\n64 notify|notify", 'the new extension works as the old did');
run($b, edit_rule('prohibited'));
is(run($a, $both), 'prohibited|prohibited', 'and is listened to');
run($a, 'DROP EXTENSION chiptrade; CREATE SCHEMA second; CREATE EXTENSION chiptrade SCHEMA second; SET search_path = second, public');
is(run($a, q{SELECT tpp('H200')}), '15832', 'in another schema');
run($a, 'DROP EXTENSION chiptrade; DROP SCHEMA second; CREATE EXTENSION chiptrade SCHEMA chiptrade; SET search_path = chiptrade, public');
run($a, $setup);
is(run($b, "$both; $chip"), "notify|notify\n64", 'and in the first again');

# ---- privileges ----------------------------------------------------------------

is(run($a, "SET ROLE $blind; $both; $chip; RESET ROLE"), "notify|notify\n64", 'everybody may read');
run($b, "REVOKE SELECT ON policy_rule_user FROM PUBLIC; GRANT SELECT ON policy_rule_user TO $filtered");
is(run($a, $ask), 'notify', 'the owner has an answer at hand');
like(run($a, "SET ROLE $blind; $ask; RESET ROLE"), qr/permission denied for table policy_rule_user/, 'who may not read gets none');
is(run($a, "SET ROLE $blind; $chip; RESET ROLE"), '64', 'but what he may read');
like(run($a, "PREPARE r AS $ask; EXECUTE r; SET ROLE $blind; EXECUTE r; RESET ROLE"), qr/\Anotify\n.*permission denied/, 'nor from a prepared statement');
like(run($a, "DO \$\$
	BEGIN
		FOR i IN 1 .. 2 LOOP
			RAISE WARNING '%', $verdict;
			SET LOCAL ROLE $blind;
		END LOOP;
	END \$\$"), qr/\AWARNING:  notify\nERROR:  permission denied/, 'nor from an expression that another user has evaluated');
run($b, 'GRANT SELECT ON policy_rule_user TO PUBLIC; REVOKE USAGE ON SCHEMA chiptrade FROM ' . $blind);
like(run($b, "CREATE FUNCTION public.ask() RETURNS verdict LANGUAGE sql RETURN $verdict;
	SELECT public.ask(); SET ROLE $blind; SELECT public.ask(); RESET ROLE"), qr/permission denied for schema chiptrade/, 'nor without USAGE on the schema');
run($b, "GRANT USAGE ON SCHEMA chiptrade TO $blind");

run($b, "ALTER TABLE policy_rule_user ENABLE ROW LEVEL SECURITY;
	CREATE POLICY p ON policy_rule_user TO $filtered USING (rule_id <> 'cache-test')");
is(run($a, $ask), 'notify', 'row-level security spares the owner');
print { $a->{in} } "\\set VERBOSITY verbose\n";
like(run($a, "SET ROLE $filtered; $ask; RESET ROLE"),
	qr/0A000: cannot decide by rows of "policy_rule_user" that row-level security selects.*HINT: +Query the rule rows you see\./s,
	'and refuses others');
print { $a->{in} } "\\set VERBOSITY default\n";
is(run($a, "SET ROLE $filtered; $chip; RESET ROLE"), '64', 'who still have what it does not cover');
is(run($a, "SET ROLE $filtered; SELECT count(*) FROM policy_rule WHERE rule_id = 'cache-test'; RESET ROLE"), '0', 'and the rows they see');
run($b, 'ALTER TABLE policy_rule_user DISABLE ROW LEVEL SECURITY; DROP POLICY p ON policy_rule_user');
is(run($a, "SET ROLE $filtered; $ask; RESET ROLE"), 'notify', 'after it is off');

# ---- an error while building ----------------------------------------------------

my $bad = q{INSERT INTO policy_rule_user (rule_id, regime, title, effective_from, precedence, destinations, verdict, confidence, citation)
	VALUES ('cache-bad', 'cache_test', 'Bad', '2020-01-01', 20, 'NOSUCH:1', 'notify', 'high', 'none')};
like(run($b, $bad), qr/\A\z/, 'a rule that names no group, past the view');
for (1 .. 2)
{
	like(run($a, $ask), qr/invalid export rule in column "destinations" of "cache-bad"/, 'cannot be compiled');
}
is(run($a, $chip), '64', 'chips do not mind');
my $kept = q{SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'chiptrade knowledge'};
my $before = run($a, $kept);
for my $i (1 .. 50)
{
	run($a, $ask);
}
is(run($a, $kept), $before, 'fifty failures leave no memory behind');
run($b, q{DELETE FROM policy_rule_user WHERE rule_id = 'cache-bad'});
is(run($a, $both), 'notify|notify', 'removed: the rules answer again');
for my $i (1 .. 50)
{
	run($b, edit_rule($i % 2 ? 'prohibited' : 'notify'));
	run($a, $ask);
}
is(run($a, $both), 'notify|notify', 'after fifty edits');
is(run($a, $kept), '2', 'one set of rules and one of chips is kept');

done_testing();
