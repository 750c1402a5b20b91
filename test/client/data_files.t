#!/usr/bin/perl
# data/SOURCES.md states rows and checksum of every file of data/, as view dataset
# does, and csv2sql.pl and market2sql.pl read them correctly and refuse what is
# not CSV.
use strict;
use warnings;
use Digest::SHA;
use File::Temp 'tempdir';
use FindBin;
use Test::More;

my $data = "$FindBin::Bin/../../data";

sub slurp
{
	my ($path) = @_;
	open my $fh, '<:raw', $path or die "$path: $!";
	local $/;
	return scalar <$fh>;
}

sub spew
{
	my ($path, $text) = @_;
	open my $fh, '>:raw', $path or die "$path: $!";
	print $fh $text;
	close $fh;
	return;
}

# Lines that begin within a quoted field are no records.
sub records
{
	my ($text) = @_;
	my ($records, $quoted) = (0, 0);
	for my $line (split /\n/, $text)
	{
		$quoted ^= ($line =~ tr/"//) & 1;
		$records++ unless $quoted;
	}
	return $records - 1;
}

my %stated;
for (split /\n/, slurp("$data/SOURCES.md"))
{
	$stated{$1} = { rows => $2, sha256 => $3 }
	  if /^\| `(\w+\.csv)` \| (\d+) \| `([0-9a-f]{64})` \|$/;
}
my @files = map { s{.*/}{}r } glob "$data/*.csv";
is_deeply([ sort keys %stated ], [ sort @files ], 'every file is stated');
for my $file (@files)
{
	my $text = slurp("$data/$file");
	is(records($text), $stated{$file}{rows}, "$file: rows");
	is(Digest::SHA::sha256_hex($text), $stated{$file}{sha256},
		"$file: checksum");
	unlike($text, qr/\r/, "$file: plain line ends");
}

# The database says the same of every file.
my %in_database = map { my ($file, @rest) = split /\|/; $file => "@rest" }
  split /\n/, qx{psql -XAtqc "SELECT file, rows, sha256 FROM chiptrade.dataset"};
is_deeply(\%in_database,
	{ map { $_ => "$stated{$_}{rows} $stated{$_}{sha256}" } keys %stated },
	'view dataset has the same rows and checksums');

# The printed scripts have nothing in the values that the server would replace.
my %tables = ('csv2sql.pl' => 12, 'market2sql.pl' => 12);
for my $program (sort keys %tables)
{
	my $sql = qx{perl "$data/$program" "$data"};
	is($?, 0, "$program succeeds");
	(my $values = $sql) =~ s/^INSERT INTO \@extschema\@\.\w+ //mg;
	unlike($values, qr/\@ext|MODULE_PATHNAME|\\/, "$program: nothing to be replaced");
	my $inserts = () = $sql =~ /^INSERT INTO/mg;
	is($inserts, $tables{$program}, "$program: $tables{$program} tables");
}

# Mutilated copies of the files
sub try_file
{
	my ($name, $change, $expected, $test, $program) = @_;
	$program //= 'csv2sql.pl';
	my $dir = tempdir(CLEANUP => 1);
	for my $file (@files)
	{
		my $text = slurp("$data/$file");
		$text = $change->($text) if $file eq $name;
		spew("$dir/$file", $text);
	}
	my $out = qx{perl "$data/$program" "$dir" 2>&1};
	like($out, $expected, $test) or diag substr $out, 0, 500;
	return;
}

try_file('regimes.csv', sub { $_[0] . "a,b\n" },
	qr/regimes\.csv:16: 2 fields, expected 9/, 'a short row');
try_file('regimes.csv', sub { $_[0] . "a,b,1,true,false,2026-01-01,licence,x,false,y\n" },
	qr/regimes\.csv:16: 10 fields, expected 9/, 'a long row');
try_file('regimes.csv', sub { $_[0] . "a,\"b,1,true,false,2026-01-01,licence,x,false\n" },
	qr/regimes\.csv:16: quoted field does not end/, 'an open quote');
try_file('regimes.csv', sub { $_[0] . "a,b\"c,1,true,false,2026-01-01,licence,x,false\n" },
	qr/regimes\.csv:16: stray quote/, 'a quote within a field');
try_file('regimes.csv',
	sub { $_[0] . "a,\"l1\nl2 \"\"q\"\", 'z'\",1,true,false,2026-01-01,licence,,false\n" },
	qr/\('a', 'l1' \|\| pg_catalog\.chr\(10\) \|\| 'l2 "q", ''z''', '1', 'true', 'false', '2026-01-01', 'licence', NULL, 'false'\)/,
	'line ends, commas and quotes in a field');
try_file('regimes.csv',
	sub { $_[0] . "a,\@extschema\@ \@x MODULE_PATHNAME \\echo,1,true,false,,,,false\n" },
	qr/'' \|\| pg_catalog\.chr\(64\) \|\| 'extschema\@ \@x MODULE' \|\| '_PATHNAME ' \|\| pg_catalog\.chr\(92\) \|\| 'echo'/,
	'words that the server would replace');
try_file('regimes.csv', sub { my $t = $_[0]; chomp $t; $t =~ s/\n/\r\n/g; $t },
	qr/us_bis/, 'CRLF and no last line end');
try_file('chips.csv', sub { $_[0] =~ s/^(A16,.*),143\.6,/$1,143.61,/mr },
	qr/chips\.csv:28: int8_tops 143\.61 is no decimal of three places divisible by 4/,
	'a board that cannot be divided');
try_file('chips.csv', sub { $_[0] =~ s/,package,1$/,package,2/mr },
	qr/chips\.csv:2: scope and packages disagree/, 'a package of two packages');
try_file('chips.csv', sub { $_[0] =~ s/,TSMC,16,1,610,/,TSMC,28,1,610,/r },
	qr/die=0 .*Planar process.*'610'/, 'a planar die counts no area');
try_file('sources.csv', sub { $_[0] =~ s/^ml-engineering.*\n//mr },
	qr/chips\.csv:\d+: source_url is not in sources\.csv/, 'a missing source');


# what the market's rows lean on in other files
sub try_market { return try_file(@_, 'market2sql.pl') }

try_market('shipments.csv', sub { $_[0] =~ s/,NVIDIA,A800,/,NVIDIA,A801,/r },
	qr/shipments\.csv:5: unknown chip or family: A801/, 'an unknown chip');
try_market('shipments.csv', sub { $_[0] =~ s/,NVIDIA,A800,/,Nobody,A800,/r },
	qr/shipments\.csv:5: country of Nobody not known/, 'an unknown maker');
try_market('shipments.csv', sub { $_[0] =~ s/,29857,/,29 857,/r },
	qr/shipments\.csv:2: no plain number: 29 857/, 'no number');
try_market('shipments_series.csv', sub { $_[0] =~ s/^epoch-cn-nvidia-a100-2022q1,.*\n//mr },
	qr/shipments\.csv:2: shipments_series\.csv has no line for epoch-cn-nvidia-a100-2022q1/,
	'a shipment without its series');
try_market('shipments_series.csv', sub { "$_[0]extra,idc-cn,vendor-year,t,\n" },
	qr/shipments_series\.csv:258: shipments\.csv has no extra/, 'a series of no shipment');
try_market('series.csv', sub { $_[0] =~ s/^idc-cn,.*\n//mr },
	qr/shipments\.csv:\d+: series\.csv has no line for idc-cn/, 'a series that is not described');
try_market('series.csv', sub { $_[0] =~ s/^(omdia-2024,.*),package,/$1,,/mr },
	qr/shipments\.csv:\d+: series\.csv has no unit for omdia-2024/, 'quantities of no unit');
try_market('citations.csv', sub { $_[0] =~ s/^bloomberg,.*\n//mr },
	qr/supply\.csv:16: citations\.csv has no line for: Bloomberg, Dec 2025/, 'an unknown citation');
try_market('vendor_revenue.csv', sub { $_[0] =~ s/,Singapore,/,Singapura,/r },
	qr/vendor_revenue\.csv:\d+: unknown geography Singapura/, 'an unknown region');
try_market('demand.csv', sub { $_[0] =~ s/^2025H1,/2025H3,/mr },
	qr/demand\.csv:5: bad 2025H3/, 'no half of a year');
try_market('demand.csv', sub { $_[0] =~ s/^2025H1,/mid 2025,/mr },
	qr/demand\.csv:5: no year, half or quarter: mid 2025/, 'no period');

done_testing();
