#!/usr/bin/perl
# What sessions keep of rules and chips never outlives the rows it came from.
# Two or three sessions take turns, step by step; a session that has to stop in
# the middle of a statement waits for an advisory lock.  Answers are compared
# with what the statement's own snapshot shows in policy_rule and chip.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Session;
use Test::More;

my $database = "chiptrade_cache_$$";
my @roles = map { "chiptrade_cache_${_}_$$" } qw(blind filtered);
my ($blind, $filtered) = @roles;
my ($one, $two, $three);

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

END
{
	local $?;
	undef $_ for $one, $two, $three;
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

($one, $two, $three) = map { Session->new(database => $database) } 1 .. 3;

is($two->run($setup), '', 'a rule and a chip to edit');
is($one->run($both), 'notify|notify', 'the rule answers');
is($one->run($chip), '64', 'and the chip');

# ---- the plain case --------------------------------------------------------

$two->run(edit_rule('case_by_case'));
is($one->run($ask), 'case_by_case', 'a commit elsewhere: the next statement knows');
$two->run(edit_chip(65));
is($one->run($chip), '65', 'and of a chip');

$one->run('BEGIN');
is($one->run($ask), 'case_by_case', 'in an open transaction');
$two->run(edit_rule('prohibited'));
is($one->run($ask), 'prohibited', 'READ COMMITTED: the next statement knows, though it locks no table');
$one->run('COMMIT');

# ---- race: a statement whose snapshot predates another session's commit ------

sub snapshot_predates_commit
{
	my ($expression, $edit, $old, $new, $what) = @_;
	$three->run('SELECT pg_advisory_lock(1)');
	# the statement has its snapshot, then waits, then decides for the first time
	$one->start("WITH w AS MATERIALIZED (SELECT pg_advisory_lock_shared(1))
		SELECT $expression FROM w");
	$three->wait_blocked($one);
	$two->run($edit);
	$three->run('SELECT pg_advisory_unlock(1)');
	is($one->answer, $old, "a statement whose snapshot predates another session's commit sees its snapshot ($what)");
	$one->run('SELECT pg_advisory_unlock_shared(1)');
	is($one->run("SELECT $expression"), $new, 'and leaves nothing stale behind');
	return;
}

for my $state ('cold', 'warm', 'invalid')
{
	$one = Session->new(database => $database) if $state eq 'cold';
	$two->run(edit_rule('notify'));
	$one->run($ask) if $state eq 'warm';
	snapshot_predates_commit("$verdict, $rule", edit_rule('prohibited'),
		'notify|notify', 'prohibited|prohibited', "rules, $state");
}
$two->run(edit_chip(64));
snapshot_predates_commit(q{mem('Cache 1')}, edit_chip(80), '64', '80', 'chips');

# ---- race: REPEATABLE READ, then a new transaction in the same session -------

for my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	$two->run(edit_rule('notify'));
	$one->run("BEGIN ISOLATION LEVEL $level; SELECT 1");
	$two->run(edit_rule('case_by_case'));
	is($one->run($both), 'notify|notify', "$level decides by its snapshot");
	$two->run(edit_rule('prohibited'));
	is($one->run($both), 'notify|notify', 'and goes on so');
	$one->run('COMMIT');
	is($one->run($both), 'prohibited|prohibited', "$level, then a new transaction in the same session");
}

# an old cursor beside newer statements, which refresh what is kept
$two->run(edit_rule('notify'));
$one->run("BEGIN; DECLARE old CURSOR FOR $both");
$two->run(edit_rule('prohibited'));
is($one->run($both), 'prohibited|prohibited', 'a newer statement beside an open cursor');
is($one->run('FETCH old'), 'notify|notify', 'the cursor, first fetched later, sees its snapshot');
is($one->run($both), 'prohibited|prohibited', 'and the newer statement its own');
$one->run('COMMIT');

# a transaction that is older than what its session keeps
$two->run(edit_rule('notify'));
$three->run('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
my ($exported) = $three->run('SELECT pg_export_snapshot()');
$two->run(edit_rule('prohibited'));
is($one->run($ask), 'prohibited', 'a session keeps new rules');
$one->run("BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '$exported'");
is($one->run($both), 'notify|notify', 'and does not use them under an older snapshot');
$one->run('COMMIT');
$three->run('COMMIT');
is($one->run($both), 'prohibited|prohibited', 'later it does');

# another transaction stays open all the time
$three->run('BEGIN; CREATE TEMP TABLE keeps_an_xid (a int)');
$two->run(edit_rule('notify'));
is($one->run($both), 'notify|notify', 'beside a long transaction');
$two->run(edit_rule('prohibited'));
is($one->run($both), 'prohibited|prohibited', 'edits are seen');
$three->run('COMMIT');
is($one->run($both), 'prohibited|prohibited', 'also when it ends');

# ---- own edits -------------------------------------------------------------

$two->run(edit_rule('notify'));
is($one->run($ask), 'notify', 'before own edits');
$one->run('BEGIN;' . edit_rule('prohibited'));
is($one->run($both), 'prohibited|prohibited', 'a transaction sees its own edit');
is($two->run($both), 'notify|notify', 'nobody else does');
$one->run('ROLLBACK');
is($one->run($both), 'notify|notify', 'rolled back');

$one->run('BEGIN; SAVEPOINT s;' . edit_rule('prohibited'));
is($one->run($both), 'prohibited|prohibited', 'an edit after a savepoint');
$one->run('ROLLBACK TO s');
is($one->run($both), 'notify|notify', 'rolled back to it');
$one->run(edit_rule('case_by_case') . '; RELEASE s');
is($one->run($both), 'case_by_case|case_by_case', 'another, released');
$one->run('COMMIT');
is($one->run($both) . ' ' . $two->run($both), join(' ', ('case_by_case|case_by_case') x 2), 'committed');

$one->run('BEGIN;' . edit_chip(96));
is($one->run($chip) . ' ' . $two->run($chip), '96 80', 'a chip likewise');
$one->run('ROLLBACK');
is($one->run($chip), '80', 'rolled back');

is($one->run("DO \$\$
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
is($one->run("BEGIN;
	CREATE FUNCTION decide_now() RETURNS trigger LANGUAGE plpgsql SET search_path = chiptrade AS \$\$
	BEGIN
		RAISE WARNING '%, %', $verdict, (SELECT verdict FROM policy_rule WHERE rule_id = 'cache-test');
		RETURN NULL;
	END \$\$;
	CREATE TRIGGER aaa AFTER UPDATE ON policy_rule_user FOR EACH ROW EXECUTE FUNCTION decide_now();
	UPDATE policy_rule_user SET verdict = 'discouraged' WHERE rule_id = 'cache-test';
	ROLLBACK"), 'WARNING:  discouraged, discouraged', 'a trigger that fires before ours sees the edit');
is($one->run('SELECT ' . "$verdict = $rule"), 't', 'and leaves nothing behind');

# ---- TRUNCATE, prepared statements -------------------------------------------

$two->run(edit_rule('notify'));
$one->run("PREPARE p AS $both; PREPARE q AS $chip");
is($one->run('EXECUTE p; EXECUTE p; EXECUTE p; EXECUTE p; EXECUTE p; EXECUTE p'),
	join("\n", ('notify|notify') x 6), 'a prepared statement');
$two->run(edit_rule('prohibited'));
is($one->run('EXECUTE p'), 'prohibited|prohibited', 'after an edit');
is($one->run('EXECUTE q'), '80', 'one of a chip');
$two->run('TRUNCATE policy_rule_user');
is($one->run('EXECUTE p'), '|', 'TRUNCATE of the rules of the user');
$two->run('BEGIN; TRUNCATE chip_user');
is($two->run('SELECT chip_spec(\'Cache 1\')') =~ /is not known/, 1, 'TRUNCATE of the chips, in its own transaction');
$two->run('ROLLBACK');
is($two->run('EXECUTE q') . $two->run($chip) . ' ' . $one->run('EXECUTE q'),
	'ERROR:  prepared statement "q" does not exist80 80', 'rolled back');
$two->run(q{DELETE FROM policy_regime WHERE regime = 'cache_test';
	DELETE FROM chip WHERE chip = 'Cache 1'});
$two->run($setup);
is($one->run($both), 'notify|notify', 'and back again');

# ---- parallel workers --------------------------------------------------------

$three->run('CREATE TABLE public.many AS SELECT i, spec FROM generate_series(1, 20000) i, chip WHERE chip = \'Cache 1\'; ANALYZE public.many');
my $many = q{SELECT count(*) FILTER (WHERE export_ok(spec, 'FM', '2026-06-01', regimes => '{cache_test}')) FROM public.many};
$one->run("SET debug_parallel_query = on; SET force_parallel_mode = on;
	SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
	SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2");
like($one->run("EXPLAIN (COSTS off) $many"), qr/Gather/, 'a parallel plan');
is($one->run($many), '20000', 'workers decide');
$two->run(edit_rule('prohibited'));
is($one->run($many), '0', 'after an edit elsewhere');
$one->run('BEGIN;' . edit_rule('notify'));
is($one->run($many), '20000', 'by an edit of their own transaction');
$one->run('ROLLBACK');
is($one->run($many), '0', 'not after it is rolled back');
$one->run('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1');
$two->run(edit_rule('notify'));
is($one->run($many), '0', 'under the snapshot of their leader');
$one->run('COMMIT');
is($one->run($many), '20000', 'and then the new one');
$one = Session->new(database => $database);

# ---- triggers ----------------------------------------------------------------

is($one->run('SELECT * FROM knowledge_check()'), '', 'knowledge_check() finds nothing');
$two->run('ALTER TABLE policy_rule_user DISABLE TRIGGER knowledge_change_row');
is($one->run('SELECT * FROM knowledge_check()'), 'policy_rule_user|trigger knowledge_change_row is disabled', 'DISABLE TRIGGER is reported');
$two->run('ALTER TABLE policy_rule_user ENABLE TRIGGER knowledge_change_row');
is($one->run('SELECT * FROM knowledge_check()'), 'policy_rule_user|trigger knowledge_change_row is not ENABLE ALWAYS', 'so is ENABLE without ALWAYS');
$two->run('ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER knowledge_change_row;
	DROP TRIGGER knowledge_change ON chip_user');
is($one->run('SELECT * FROM knowledge_check()'), 'chip_user|trigger knowledge_change is missing', 'so is a missing one');
$two->run('CREATE TRIGGER knowledge_change BEFORE INSERT OR TRUNCATE ON chip_user
	EXECUTE FUNCTION policy_cache_invalidate();
	ALTER TABLE chip_user ENABLE ALWAYS TRIGGER knowledge_change');
is($one->run('SELECT * FROM knowledge_check()'), 'chip_user|trigger knowledge_change does not fire on every change', 'and one that sleeps through UPDATE');
$two->run('DROP TRIGGER knowledge_change ON chip_user;
	CREATE TRIGGER knowledge_change BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON chip_user
	EXECUTE FUNCTION policy_cache_invalidate();
	ALTER TABLE chip_user ENABLE ALWAYS TRIGGER knowledge_change');
is($one->run('SELECT * FROM knowledge_check()'), '', 'mended');
like($two->run('CREATE TEMP TABLE wrong (a int);
	CREATE TRIGGER t BEFORE INSERT ON wrong FOR EACH ROW EXECUTE FUNCTION policy_cache_invalidate();
	INSERT INTO wrong VALUES (1)'), qr/must be called by an AFTER ROW or a statement trigger/, 'another kind of trigger is refused');

$two->run('DROP TABLE wrong');

# while a trigger was off: closing the gap makes everybody look again
is($one->run($ask), 'notify', 'before a trigger is off');
$two->run("ALTER TABLE policy_rule_user DISABLE TRIGGER ALL;
	UPDATE policy_rule_user SET verdict = 'prohibited' WHERE rule_id = 'cache-test';
	ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER knowledge_change;
	ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER knowledge_change_row");
is($one->run($ask), 'prohibited', 'switching it on again tells the others');
is($one->run('SELECT * FROM knowledge_check()'), 'policy_rule_user|trigger policy_consistent is disabled', 'the check of edits is still off');
$two->run('ALTER TABLE policy_rule_user ENABLE TRIGGER policy_consistent');
is($one->run('SELECT * FROM knowledge_check()'), '', 'and on again');

# nothing is kept while a trigger is off
my $off  = 'ALTER TABLE policy_rule_user DISABLE TRIGGER ALL';
my $on   = join '; ', map { "ALTER TABLE policy_rule_user ENABLE ALWAYS TRIGGER $_" } qw(knowledge_change knowledge_change_row policy_consistent);
my $past = sub { return "UPDATE policy_rule_user SET verdict = '$_[0]' WHERE rule_id = 'cache-test'" };
$one->run("BEGIN; $off");
is($one->run($ask), 'prohibited', 'triggers off in a transaction');
$one->run($past->('notify'));
is($one->run($ask), 'notify', 'which sees what it writes unheard');
is($one->run('SAVEPOINT s; ' . $past->('case_by_case')), '', 'an edit');
is($one->run($ask), 'case_by_case', 'in a subtransaction');
$one->run('ROLLBACK TO s');
is($one->run($ask), 'notify', 'that is rolled back');
$one->run($on);
is($one->run($ask), 'notify', 'triggers on again');
$one->run('ROLLBACK');
is($one->run($ask), 'prohibited', 'and all rolled back');
$one->run("BEGIN; $ask; $off; " . $past->('notify') . "; $on");
is($one->run($ask), 'notify', 'off, an edit, on, and nobody asked between');
$one->run('ROLLBACK');
is($one->run($ask), 'prohibited', 'rolled back');
$two->run($off);
is($one->run($ask), 'prohibited', 'another session has them off');
$two->run($past->('notify'));
is($one->run($ask), 'notify', 'its edit is seen');
$two->run($past->('prohibited') . "; $on");
is($one->run($ask), 'prohibited', 'and the next, with them on');
$two->run('ALTER TABLE policy_rule_user ENABLE TRIGGER policy_consistent');

$two->run('SET session_replication_role = replica');
$two->run("UPDATE policy_rule_user SET verdict = 'case_by_case' WHERE rule_id = 'cache-test'");
is($one->run($ask), 'case_by_case', 'session_replication_role = replica: edits are seen all the same');
$two->run('RESET session_replication_role');

# ---- schema and extension ------------------------------------------------------

$two->run('ALTER SCHEMA chiptrade RENAME TO renamed');
$one->run('SET search_path = renamed, public');
is($one->run($both), 'case_by_case|case_by_case', 'the schema is renamed');
$two->run('SET search_path = renamed, public;' . edit_rule('notify'));
is($one->run($both), 'notify|notify', 'and edited under its new name');
$two->run('ALTER SCHEMA renamed RENAME TO chiptrade; SET search_path = chiptrade, public');
$one->run('SET search_path = chiptrade, public');
is($one->run($both), 'notify|notify', 'and back');

$three->run('DROP TABLE public.many');
$one->run('BEGIN; DROP EXTENSION chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade');
is($one->run(q{SELECT tpp('H200'), export_verdict('H200', 'CN', '2026-01-15')}), '15832|case_by_case', 'DROP and CREATE EXTENSION in one transaction');
like($one->run($chip), qr/chip "Cache 1" is not known/, 'the rows of the old one are gone');
$one->run('ROLLBACK');
is($one->run("$both; $chip"), "notify|notify\n64", 'rolled back');
$one->run('DROP EXTENSION chiptrade; CREATE EXTENSION chiptrade SCHEMA chiptrade');
like($one->run($ask), qr/unknown policy regime "cache_test"/, 'DROP and CREATE in one session: nothing of the old rules');
like($two->run($chip), qr/chip "Cache 1" is not known/, 'nor in another session');
$two->run($setup);
is($one->run("$both; $chip") . ' ' . $two->run($both), "notify|notify\n64 notify|notify", 'the new extension works as the old did');
$two->run(edit_rule('prohibited'));
is($one->run($both), 'prohibited|prohibited', 'and is listened to');
$one->run('DROP EXTENSION chiptrade; CREATE SCHEMA second; CREATE EXTENSION chiptrade SCHEMA second; SET search_path = second, public');
is($one->run(q{SELECT tpp('H200')}), '15832', 'in another schema');
$one->run('DROP EXTENSION chiptrade; DROP SCHEMA second; CREATE EXTENSION chiptrade SCHEMA chiptrade; SET search_path = chiptrade, public');
$one->run($setup);
is($two->run("$both; $chip"), "notify|notify\n64", 'and in the first again');

# ---- privileges ----------------------------------------------------------------

is($one->run("SET ROLE $blind; $both; $chip; RESET ROLE"), "notify|notify\n64", 'everybody may read');
$two->run("REVOKE SELECT ON policy_rule_user FROM PUBLIC; GRANT SELECT ON policy_rule_user TO $filtered");
is($one->run($ask), 'notify', 'the owner has an answer at hand');
like($one->run("SET ROLE $blind; $ask; RESET ROLE"), qr/permission denied for table policy_rule_user/, 'who may not read gets none');
is($one->run("SET ROLE $blind; $chip; RESET ROLE"), '64', 'but what he may read');
like($one->run("PREPARE r AS $ask; EXECUTE r; SET ROLE $blind; EXECUTE r; RESET ROLE"), qr/\Anotify\n.*permission denied/, 'nor from a prepared statement');
like($one->run("DO \$\$
	BEGIN
		FOR i IN 1 .. 2 LOOP
			RAISE WARNING '%', $verdict;
			SET LOCAL ROLE $blind;
		END LOOP;
	END \$\$"), qr/\AWARNING:  notify\nERROR:  permission denied/, 'nor from an expression that another user has evaluated');
$two->run('GRANT SELECT ON policy_rule_user TO PUBLIC; REVOKE USAGE ON SCHEMA chiptrade FROM ' . $blind);
like($two->run("CREATE FUNCTION public.ask() RETURNS verdict LANGUAGE sql RETURN $verdict;
	SELECT public.ask(); SET ROLE $blind; SELECT public.ask(); RESET ROLE"), qr/permission denied for schema chiptrade/, 'nor without USAGE on the schema');
$two->run("GRANT USAGE ON SCHEMA chiptrade TO $blind");

$two->run("ALTER TABLE policy_rule_user ENABLE ROW LEVEL SECURITY;
	CREATE POLICY p ON policy_rule_user TO $filtered USING (rule_id <> 'cache-test')");
is($one->run($ask), 'notify', 'row-level security spares the owner');
$one->psql('\set VERBOSITY verbose');
like($one->run("SET ROLE $filtered; $ask; RESET ROLE"),
	qr/0A000: cannot decide by rows of "policy_rule_user" that row-level security selects.*HINT: +Query the rule rows you see\./s,
	'and refuses others');
$one->psql('\set VERBOSITY default');
is($one->run("SET ROLE $filtered; $chip; RESET ROLE"), '64', 'who still have what it does not cover');
is($one->run("SET ROLE $filtered; SELECT count(*) FROM policy_rule WHERE rule_id = 'cache-test'; RESET ROLE"), '0', 'and the rows they see');
$two->run('ALTER TABLE policy_rule_user DISABLE ROW LEVEL SECURITY; DROP POLICY p ON policy_rule_user');
is($one->run("SET ROLE $filtered; $ask; RESET ROLE"), 'notify', 'after it is off');

# ---- an error while building ----------------------------------------------------

my $bad = q{INSERT INTO policy_rule_user (rule_id, regime, title, effective_from, precedence, destinations, verdict, confidence, citation)
	VALUES ('cache-bad', 'cache_test', 'Bad', '2020-01-01', 20, 'NOSUCH:1', 'notify', 'high', 'none')};
like($two->run($bad), qr/\A\z/, 'a rule that names no group, past the view');
for (1 .. 2)
{
	like($one->run($ask), qr/invalid export rule in column "destinations" of "cache-bad"/, 'cannot be compiled');
}
is($one->run($chip), '64', 'chips do not mind');
my $kept = q{SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'chiptrade knowledge'};
my $before = $one->run($kept);
for my $i (1 .. 50)
{
	$one->run($ask);
}
is($one->run($kept), $before, 'fifty failures leave no memory behind');
$two->run(q{DELETE FROM policy_rule_user WHERE rule_id = 'cache-bad'});
is($one->run($both), 'notify|notify', 'removed: the rules answer again');
for my $i (1 .. 50)
{
	$two->run(edit_rule($i % 2 ? 'prohibited' : 'notify'));
	$one->run($ask);
}
is($one->run($both), 'notify|notify', 'after fifty edits');
is($one->run($kept), '2', 'one set of rules and one of chips is kept');

done_testing();
