# Sessions that take turns: psql on two pipes, one statement list at a time.
package Session;
use strict;
use warnings;
use IPC::Open2;

# Session->new(database => ..., host => ..., port => ..., setup => SQL)
sub new
{
	my ($class, %with) = @_;
	my $s = bless { step => 0 }, $class;
	local $ENV{PGHOST} = $with{host} if $with{host};
	local $ENV{PGPORT} = $with{port} if $with{port};
	$s->{pid} = open2($s->{out}, $s->{in},
		"exec psql -XAtq -d $with{database} 2>&1");
	$s->run("SET search_path = chiptrade, public; SET client_min_messages = warning");
	$s->run($with{setup}) if $with{setup};
	$s->{backend} = $s->run('SELECT pg_backend_pid()');
	return $s;
}

# a line for psql itself
sub psql
{
	my ($s, $line) = @_;
	print { $s->{in} } "$line\n";
	return;
}

# Send SQL and do not wait for it.
sub start
{
	my ($s, $sql) = @_;
	$s->{step}++;
	print { $s->{in} } "$sql;\n\\echo done $s->{step}\n";
	$s->{in}->flush;
	return;
}

# What the SQL sent last has printed, errors included.
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
	$s->start($sql);
	return $s->answer;
}

# Until the other session waits for a lock, as the server itself sees it.
sub wait_blocked
{
	my ($s, $other) = @_;
	for (1 .. 100_000)
	{
		return 1
		  if $s->run("SELECT count(*) FROM pg_locks
			WHERE pid = $other->{backend} AND NOT granted") > 0;
	}
	return 0;
}

sub finish
{
	my ($s) = @_;
	return unless $s->{pid};
	close $s->{in};
	close $s->{out};
	waitpid delete $s->{pid}, 0;
	return;
}

sub DESTROY
{
	my ($s) = @_;
	local ($?, $!);
	$s->finish;
	return;
}

1;
