#!/usr/bin/perl
# Every value of every CSV file is in the database.  The server's own CSV
# reader reads the files a second time, into temporary tables of text.
use strict;
use warnings;
use File::Temp 'tempfile';
use FindBin;
use Test::More;

my $data = "$FindBin::Bin/../../data";

# columns of a file as SQL expressions over its table of text, in the order of
# the columns of the view
my %plain = (
	countries => [ 'country', [qw(country name aliases note)] ],
	sources   => [
		'source', [qw(source_id publisher via title url published tier licence)]
	],
	regimes => [
		'policy_regime',
		[qw(regime title ask_order asked_by_default gives_eccn known_through
			gate note scenario)]
	],
	policy_rules => [
		'policy_rule',
		[
			qw(rule_id regime title eccn effective_from effective_to
			  announced_on published_on compliance_from precedence overrides
			  destinations hq ships_from route seller product buyer end_use
			  spec_test verdict fee_pct fee_basis conditions applies_when
			  confidence citation url note)
		]
	],
	quotas => [
		'policy_quota',
		[qw(quota_id rule_id title limited reference max_pct measure confidence
			citation url note)]
	],
	policy_events => [
		'policy_event',
		[qw(event_id on_date actor event chips_affected rule_id citation url)]
	],
	families =>
	  [ 'chip_family', [qw(family member share period assumption source_id)] ],
	country_groups => [
		'country_group',
		[
			qw(group_code country country_name valid_from valid_to citation
			  note)
		]
	],
);

# a column of the file that has another name, type or form than the view's
my %as = (
	'country_groups.group_code' => '"group"',
	'country_groups.country'    => 'country_iso2',
	'policy_events.on_date'     => 'date',
	'families.period'           => q{coalesce(period, '(,)')},
	'policy_rules.spec_test'    => 'spec_test::spec_query::text',
	'regimes.asked_by_default'  => 'asked_by_default::boolean::text',
	'regimes.gives_eccn'        => 'gives_eccn::boolean::text',
	'regimes.scenario'          => 'scenario::boolean::text',
);

# a second file whose rows are in the same view
my %second = (policy_rules => 'scenario_rules', sources => 'market_sources');

# f is the row of chips.csv, c the row of the view
my @chip = (
	(map { [ "c.$_" => "f.$_" ] }
		  qw(chip code vendor architecture status segment scope software
		  confidence fab mem_type)),
	[ 'c.vendor_country'     => 'f.vendor_country_iso2' ],
	[ 'c.note'               => 'f.source_note' ],
	[ 'c.packages'           => 'f.packages::integer' ],
	[ 'c.node_nm'            => 'f.node_nm::numeric' ],
	[ 'c.die_count'          => 'f.die_count::integer' ],
	[ 'c.die_area_mm2'       => 'f.die_area_mm2::numeric' ],
	[ 'c.url_checked'        => 'f.url_checked::boolean' ],
	[ 'c.cuda'               => 'f.cuda::boolean' ],
	[ 'c.released'           => q{(f.released || '-01')::date} ],
	[ 'c.released_precision' => q{'month'} ],
	[ 'dc(c.spec)'           => q{f.segment = 'datacenter'} ],
	[ 'hbm(c.spec)'          => 'false' ],
	[ 'lower(released(c.spec))' => q{(f.released || '-01')::date} ],
	[
		'c.onchip_bw_gbs' =>
		  q{CASE f.mem_type WHEN 'SRAM' THEN f.mem_bw_gbs::numeric END}
	],
	[
		'(SELECT s.url FROM source s WHERE s.source_id = c.source_id)' =>
		  'f.source_url'
	],
	[
		q{(SELECT string_agg(a.alias, '|' ORDER BY a.alias COLLATE "C")
		   FROM chip_alias a WHERE a.chip = c.chip)} =>
		  q{(SELECT string_agg(w, '|' ORDER BY w COLLATE "C")
			 FROM string_to_table(f.aliases, '|') w)}
	],
	[
		q{(SELECT p.amount FROM price p WHERE p.chip = c.chip
		   AND p.market = 'list or reported' AND p.currency = 'USD' AND p.pack = 1)} =>
		  'f.list_price_usd::numeric'
	],
);
my %spec = (
	q{rate(%s, 'int4')} => 'NULL',
	q{rate(%s, 'fp4')}  => 'f.fp4_tflops',
	q{rate(%s, 'fp6')}  => 'f.fp6_tflops',
	q{rate(%s, 'int8')} => 'f.int8_tops',
	q{rate(%s, 'fp8')}  => 'f.fp8_tflops',
	q{rate(%s, 'fp16')} => 'f.fp16_tflops',
	q{rate(%s, 'tf32')} => 'f.tf32_tflops',
	q{rate(%s, 'fp32')} => 'f.fp32_tflops',
	q{rate(%s, 'fp64')} => 'f.fp64_tflops',
	'mem(%s)'           => 'f.mem_gb',
	'bw(%s)' => q{(CASE WHEN f.mem_type = 'SRAM' THEN NULL ELSE f.mem_bw_gbs END)},
	'io(%s)'          => 'f.io_bw_gbs',
	'pcie(%s)'        => 'f.pcie_gbs',
	'die(%s)'         => 'f.die_area_mm2',
	'transistors(%s)' => 'f.transistors_bn',
	'tdp(%s)'         => 'f.tdp_w',
);
for my $field (sort keys %spec)
{
	push @chip,
	  [ sprintf("$field * c.packages", 'c.spec'), "$spec{$field}::numeric" ],
	  [
		sprintf($field, 'c.board_spec'),
		"CASE f.scope WHEN 'board' THEN $spec{$field}::numeric END"
	  ];
}

my $script = "SET client_min_messages = warning;
SET search_path = pg_temp, chiptrade, public;\n";

sub load
{
	my ($file) = @_;
	open my $fh, '<:raw', "$data/$file.csv" or die "$file: $!";
	my $head = <$fh>;
	chomp $head;
	my $columns = join ', ', map { qq{"$_" text} } split /,/, $head;
	my $rest = do { local $/; <$fh> };
	$script .= "CREATE TEMP TABLE csv_$file ($columns);\n"
	  . "COPY csv_$file FROM STDIN (FORMAT csv);\n$rest\\.\n";
	return;
}

my @names;

sub check
{
	my ($name, $query) = @_;
	push @names, $name;
	$script .= "SELECT '#' || coalesce(string_agg(d, '; '), '') FROM"
	  . " ($query) q(d);\n";
	return;
}

for my $file (sort keys %plain)
{
	my ($view, $columns) = @{ $plain{$file} };
	my @loaded = ($file, $second{$file} // ());
	load($_) for @loaded;
	my $rows = '(' . join(' UNION ALL ', map { "TABLE csv_$_" } @loaded) . ') f';
	my $csv = join ', ', map { '(' . ($as{"$file.$_"} // $_) . ')::text' }
	  @$columns;
	my $db = join ', ', map { "$_\::text" } @$columns;
	check(join(' and ', @loaded) . " and $view hold the same rows",
		"(SELECT ROW($csv)::text FROM $rows
		  EXCEPT ALL SELECT ROW($db)::text FROM chiptrade.$view)
		 UNION ALL
		 (SELECT ROW($db)::text FROM chiptrade.$view
		  EXCEPT ALL SELECT ROW($csv)::text FROM $rows)");
}

load('chips');
for my $pair (@chip)
{
	my ($db, $csv) = @$pair;
	check('chips.csv: ' . ($db =~ s/\s+/ /gr),
		"SELECT f.chip FROM chiptrade.chip c JOIN csv_chips f USING (chip)
		 WHERE ($db) IS DISTINCT FROM ($csv)");
}
check('chips.csv: the same chips',
	'SELECT coalesce(c.chip, f.chip) FROM chiptrade.chip c
	 FULL JOIN csv_chips f USING (chip) WHERE c.chip IS NULL OR f.chip IS NULL');

my ($fh, $file) = tempfile(UNLINK => 1);
binmode $fh;
print $fh $script;
close $fh;
my ($noise, @lines) =
  split /^#/m, qx{psql -XAtq -v ON_ERROR_STOP=1 -f "$file" 2>&1}, -1;
chomp @lines;

plan tests => @names + 1;
is($noise, '', 'the script runs');
is($lines[$_], '', $names[$_]) for 0 .. $#names;
