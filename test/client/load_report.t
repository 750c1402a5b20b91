#!/usr/bin/perl
# A large file with broken lines: each is reported with line and reason, none
# is loaded, the table is as before.  LOAD_LINES (4000) lines, one in a hundred
# of them broken, in one of eight ways.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $lines = $ENV{LOAD_LINES} // 4000;
my $dir = tempdir(CLEANUP => 1);
srand(20261126);

# what a file may have wrong: the line, and the SQLSTATE that says so
my @breaks = (
	[ 'encoding',   sub { (my $l = $_[0]) =~ s/H20/H20\xff/; $l }, '22021' ],
	[ 'quotes',     sub { (my $l = $_[0]) =~ s/"//; $l }, '22P04' ],
	[ 'fields',     sub { "$_[0],x" }, '22P04' ],
	[ 'date',       sub { (my $l = $_[0]) =~ s/\[\d{4}-\d\d-\d\d/[2025-02-30/; $l }, '22008' ],
	[ 'unit',       sub { (my $l = $_[0]) =~ s/,package,/,parsec,/; $l }, '23514' ],
	[ 'chip',       sub { (my $l = $_[0]) =~ s/H20/H2O/; $l }, '23503' ],
	[ 'number',     sub { (my $l = $_[0]) =~ s/,\d+k,/,9e99,/; $l }, '22003' ],
	[ 'range',      sub { (my $l = $_[0]) =~ s/,\d+k,/,"5k [6k, 7k]",/; $l }, '22P02' ],
);

sub row
{
	my ($n) = @_;
	my $month = 1 + $n % 12;
	return sprintf 'load-%d,"[20%02d-%02d-01,20%02d-%02d-28]",H20,CN,estimate,mine,chip-month,package,%dk,"a ""quoted"", note"',
	  $n, 15 + $n % 10, $month, 15 + $n % 10, $month, 1 + $n % 900;
}

my (%broken, @file);
push @file, 'shipment_id,period,product,destination,status,series,level,unit,quantity,note';
for my $n (1 .. $lines)
{
	push @file, row($n);
}
# duplicate keys take the line of another
my @at = (2 .. $lines);
for my $i (0 .. $lines / 100 - 1)
{
	my $n = splice @at, int rand(@at - 1), 1;
	my $kind = $i % (@breaks + 1);
	if ($kind == @breaks)
	{
		$file[$n] =~ s/^load-\d+/load-1/;
		$broken{ $n + 1 } = '23505';
		next;
	}
	my ($name, $break, $state) = @{ $breaks[$kind] };
	my $was = $file[$n];
	$file[$n] = $break->($was);
	die "$name did not break: $was" if $file[$n] eq $was;
	$broken{ $n + 1 } = $state;
}

open my $out, '>:raw', "$dir/rows.csv" or die "rows.csv: $!";
print {$out} map { "$_\n" } @file;
close $out or die "rows.csv: $!";

sub psql
{
	my ($script) = @_;
	open my $in, '>:raw', "$dir/script.sql" or die "script: $!";
	print {$in} "SET search_path = chiptrade, public;\nSET client_min_messages = warning;\n$script";
	close $in or die "script: $!";
	return scalar qx(psql -XAtq -v VERBOSITY=verbose -f $dir/script.sql 2>&1);
}

my $staging = <<"SQL";
CREATE TEMP TABLE staged (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text);
\\copy staged (line) FROM '$dir/rows.csv' (FORMAT csv, DELIMITER E'\\x01', QUOTE E'\\x02', ENCODING 'LATIN1')
SQL

my $before = psql('SELECT count(*), md5(string_agg(s::text, chr(10) ORDER BY shipment_id)) FROM shipment s;');
my @report = split /\n/, psql("$staging SELECT line, code FROM load_check('staged', 'shipment');");
is(scalar @report, scalar keys %broken, 'every broken line is reported: ' . keys %broken);
my @wrong = grep { my ($line, $code) = split /\|/; ($broken{$line} // '') ne $code } @report;
is("@wrong[0 .. ($#wrong < 3 ? $#wrong : 3)]", '', 'each with its SQLSTATE, and no other line');
is(psql('SELECT count(*), md5(string_agg(s::text, chr(10) ORDER BY shipment_id)) FROM shipment s;'), $before, 'the check changes nothing');

my $refusal = psql("$staging SELECT load_rows('staged', 'shipment');");
my $bad = keys %broken;
like($refusal, qr/ERROR:  22000: $bad of $lines lines are refused, none is loaded/, 'none is loaded');
like($refusal, qr/DETAIL:  line \d+.*; line \d+/, 'the first of them are named');
is(psql('SELECT count(*), md5(string_agg(s::text, chr(10) ORDER BY shipment_id)) FROM shipment s;'), $before, 'and the table is as before');

# columns and values
my %said = map { my ($code, $column, $value) = split /\|/; ($code => "$column|$value") }
  split /\n/, psql("$staging SELECT DISTINCT ON (code) code, column_name, left(value, 4) FROM load_check('staged', 'shipment') ORDER BY code, line;");
is($said{22003}, 'quantity|9e99', 'a number too large: column and value');
is($said{23503}, 'product|H2O', 'a chip that nobody knows');
is($said{23514}, 'unit|pars', 'a unit that is none');
like($said{22008}, qr/^period\|\[202/, 'a day that is none');

# without the broken lines all are loaded; what psql says of progress
psql("$staging DELETE FROM staged WHERE n IN (" . join(',', keys %broken) . ");\nSELECT load_rows('staged', 'shipment');\n")
  =~ /^(\d+)$/m and my $loaded = $1;
is($loaded, $lines - keys %broken, 'without them the rest is loaded');
is(psql(q(SELECT count(*), sum(mid(quantity)), min(note) FROM shipment WHERE shipment_id ~ '^load-';)),
	join('|', $lines - keys %broken, do { my $sum = 0; $sum += $broken{ $_ + 1 } ? 0 : 1000 * (1 + $_ % 900) for 1 .. $lines; $sum }, 'a "quoted", note') . "\n",
	'with their figures');
psql(q(DELETE FROM shipment WHERE shipment_id ~ '^load-';));
is(psql('SELECT count(*), md5(string_agg(s::text, chr(10) ORDER BY shipment_id)) FROM shipment s;'), $before, 'and gone again');
done_testing();
