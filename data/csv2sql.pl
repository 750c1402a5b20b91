#!/usr/bin/perl
#
# csv2sql.pl DIRECTORY
#
# Prints the bundled rows of the knowledge tables as INSERT statements for the
# script of extension chiptrade, from the CSV files in DIRECTORY.  Core modules
# only.
#
# A value is kept as the file has it; what a chip's spec text says is put
# together here from the columns, and nothing else is derived.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Rows qw(read_csv complain insert insert_datasets);

# Dense rates, memory, bandwidths, die, transistors and power: field of the
# spec text and column of chips.csv.
my @SPEC = (
	[ fp4         => 'fp4_tflops' ],
	[ fp6         => 'fp6_tflops' ],
	[ int8        => 'int8_tops' ],
	[ fp8         => 'fp8_tflops' ],
	[ fp16        => 'fp16_tflops' ],
	[ tf32        => 'tf32_tflops' ],
	[ fp32        => 'fp32_tflops' ],
	[ fp64        => 'fp64_tflops' ],
	[ mem         => 'mem_gb' ],
	[ bw          => 'mem_bw_gbs' ],
	[ io          => 'io_bw_gbs' ],
	[ pcie        => 'pcie_gbs' ],
	[ die         => 'die_area_mm2' ],
	[ transistors => 'transistors_bn' ],
	[ tdp         => 'tdp_w' ],
);

# FinFET and newer transistors begin at 16 nm; a die of an older node is
# planar, and the rule counts no area for it.
my $FIRST_PLANAR_NM = 20;

my $EPOCH = 'epoch-ml-hardware';

Rows::from(shift // die "usage: csv2sql.pl DIRECTORY\n");

# ---------------------------------------------------------------------------
# Chips
# ---------------------------------------------------------------------------

# A decimal with at most three digits after the point, divided by a whole
# number without a remainder, in thousandths; or undef.
sub divide
{
	my ($number, $by) = @_;
	my ($int, $frac) = $number =~ /^(\d+)(?:\.(\d{1,3}))?$/ or return;
	my $thousandths = $int * 1000 + substr(($frac // '') . '000', 0, 3);
	return if $thousandths % $by;
	my $quotient = $thousandths / $by;
	my $text = sprintf '%d.%03d', int($quotient / 1000), $quotient % 1000;
	$text =~ s/\.?0+$//;
	return $text;
}

sub is_sram { return $_[0]{mem_type} eq 'SRAM' }

sub is_planar
{
	my ($row) = @_;
	return $row->{node_nm} ne '' && $row->{node_nm} >= $FIRST_PLANAR_NM;
}

# The gpu_spec text of one of "by" packages of a row.
sub spec
{
	my ($row, $by) = @_;
	my @words;
	for my $pair (@SPEC)
	{
		my ($field, $column) = @$pair;
		my $value = $row->{$column};
		next if $value eq '' or ($field eq 'bw' and is_sram($row));
		$value = 0 if $field eq 'die' and is_planar($row);
		$value = divide($value, $by)
		  // complain($row,
			"$column $value is no decimal of three places divisible by $by");
		push @words, "$field=$value";
	}
	push @words, $row->{segment} eq 'datacenter' ? 'dc' : 'dc=no';
	push @words, "released=$row->{released}" if $row->{released} ne '';
	return join ' ', @words;
}

# What the spec does not say as the data sheet does, and why.
sub spec_note
{
	my ($row) = @_;
	my @notes;
	push @notes,
	  "The printed figures are totals of a board with $row->{packages} packages"
	  . ' (board_spec); spec holds one package. Whether the US rule adds the'
	  . ' packages of a board is disputed.'
	  if $row->{packages} > 1;
	push @notes,
	  'The printed memory bandwidth is of on-chip SRAM (onchip_bw_gbs); the part'
	  . ' has no DRAM, so bw is unknown in spec.'
	  if is_sram($row) and $row->{mem_bw_gbs} ne '';
	push @notes,
	  'Planar process: the US rule counts no die area, so die is 0 in spec and'
	  . ' the density undefined.'
	  if is_planar($row);
	return join ' ', @notes;
}

# The first day and the precision of yyyy, yyyy-mm or yyyy-mm-dd.
sub first_day
{
	my ($row) = @_;
	my ($y, $m, $d) = $row->{released} =~ /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/
	  or return '';
	return sprintf '%s-%s-%s', $y, $m // '01', $d // '01';
}

sub precision
{
	my ($row) = @_;
	return '' if $row->{released} eq '';
	my %by_length = (4 => 'year', 7 => 'month', 10 => 'day');
	return $by_length{ length $row->{released} }
	  // complain($row, "bad date $row->{released}");
}

sub chips
{
	my @sources = @_;
	my %source = map { $_->{url} => $_->{source_id} } @sources;
	my @chips = read_csv('chips.csv');

	for my $chip (@chips)
	{
		my $url = $chip->{source_url};
		complain($chip, "source_url is not in sources.csv: $url")
		  if $url ne '' and !exists $source{$url};
		complain($chip, "bad number of packages: $chip->{packages}")
		  if $chip->{packages} !~ /^[1-9]\d*$/;
		complain($chip, 'scope and packages disagree')
		  if ($chip->{scope} eq 'board') != ($chip->{packages} > 1);
	}

	insert('chip_bundled',
		[
			'chip',
			'code',
			'vendor',
			[ vendor_country => sub { $_[0]{vendor_country_iso2} } ],
			'architecture',
			[ released           => \&first_day ],
			[ released_precision => \&precision ],
			'status',
			'segment',
			'scope',
			'packages',
			'software',
			[ spec => sub { spec($_[0], $_[0]{packages}) } ],
			[
				board_spec =>
				  sub { $_[0]{packages} > 1 ? spec($_[0], 1) : '' }
			],
			'confidence',
			[ source_id => sub { $source{ $_[0]{source_url} } } ],
			[ note      => sub { $_[0]{source_note} } ],
			[ spec_note => \&spec_note ],
			'fab',
			'node_nm',
			'die_count',
			'die_area_mm2',
			'mem_type',
			[
				onchip_bw_gbs =>
				  sub { is_sram($_[0]) ? $_[0]{mem_bw_gbs} : '' }
			],
			'url_checked',
			'cuda',
		],
		@chips);

	my @aliases = map {
		my $chip = $_;
		map { { alias => $_, chip => $chip->{chip} } }
		  split /\|/, $chip->{aliases};
	} @chips;
	insert('chip_alias_bundled', [ 'alias', 'chip' ], @aliases);

	# The column holds a launch price or else a reported one.  A price has
	# Epoch AI as its source where the note says so; the source of the other
	# prices is not recorded.
	insert('price_bundled',
		[
			[ price_id => sub { "$_[0]{chip}/list or reported" } ],
			'chip',
			[ market   => sub { 'list or reported' } ],
			[ amount   => sub { $_[0]{list_price_usd} } ],
			[ currency => sub { 'USD' } ],
			[ pack     => sub { 1 } ],
			[
				source_id => sub {
					$_[0]{source_note} =~
					  /\bprice (?:as recorded by|from) Epoch AI/i
					  ? $EPOCH
					  : '';
				}
			],
			[
				note => sub {
					'Launch price, or else a reported one: a range as its'
					  . ' midpoint, yuan converted at the rate of the time.'
				}
			],
		],
		grep { $_->{list_price_usd} ne '' } @chips);
	return;
}

# ---------------------------------------------------------------------------

binmode STDOUT, ':encoding(UTF-8)';

my @sources = read_csv('sources.csv');
insert('source_bundled',
	[qw(source_id publisher via title url published tier licence)], @sources);
insert('country_bundled', [qw(country name aliases note)],
	read_csv('countries.csv'));
insert('country_group_bundled',
	[
		[ group_code => sub { $_[0]{group} } ],
		[ country    => sub { $_[0]{country_iso2} } ],
		qw(country_name valid_from valid_to citation note)
	],
	read_csv('country_groups.csv'));
chips(@sources);
insert('chip_family_bundled',
	[
		qw(family member share),
		[ period => sub { $_[0]{period} eq '' ? '(,)' : $_[0]{period} } ],
		qw(assumption source_id)
	],
	read_csv('families.csv'));
insert('policy_regime_bundled',
	[qw(regime title ask_order asked_by_default gives_eccn known_through gate
		note scenario)],
	read_csv('regimes.csv'));
insert('policy_rule_bundled',
	[
		qw(rule_id regime title eccn effective_from effective_to announced_on
		  published_on compliance_from precedence overrides destinations hq
		  ships_from route seller product buyer end_use spec_test verdict
		  fee_pct fee_basis conditions applies_when confidence citation url
		  note)
	],
	read_csv('policy_rules.csv'), read_csv('scenario_rules.csv'));
insert('policy_quota_bundled',
	[qw(quota_id rule_id title limited reference max_pct measure confidence
		citation url note)],
	read_csv('quotas.csv'));
insert('policy_event_bundled',
	[
		'event_id',
		[ on_date => sub { $_[0]{date} } ],
		qw(actor event chips_affected rule_id citation url)
	],
	read_csv('policy_events.csv'));
insert_datasets('chiptrade');
