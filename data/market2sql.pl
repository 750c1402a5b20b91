#!/usr/bin/perl
#
# market2sql.pl DIRECTORY
#
# Prints the rows of the market as INSERT statements for the script of
# extension chiptrade_data, from the CSV files in DIRECTORY.  Core modules only.
#
# Values are kept as the files have them; what is put together here are the
# estimates (from their low, middle and high column), the periods (from first
# and last day) and, by name, chips, families, sources.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Rows qw(read_csv complain insert insert_datasets);

Rows::from(shift // die "usage: market2sql.pl DIRECTORY\n");

# ---------------------------------------------------------------------------
# Estimates and periods
# ---------------------------------------------------------------------------

# The text of an estimate.  Of one figure alone a middle is a point, a low is
# "at least" and a high "at most".
sub estimate
{
	my ($row, $low, $mid, $high, $level) = @_;
	for my $figure ($low, $mid, $high)
	{
		complain($row, "no plain number: $figure")
		  if $figure !~ /^(?:\d+(?:\.\d+)?)?$/;
	}
	return '' if $low . $mid . $high eq '';
	return ($low ne '' ? ">=$low" : "<=$high")
	  if $mid eq '' and ($low eq '' or $high eq '');
	return "$low..$high" if $mid eq '';
	return $mid          if $low . $high eq '';
	return "$mid [$low, $high]"
	  . ($level && $low ne '' && $high ne '' ? " $level%" : '');
}

sub period
{
	my ($row) = @_;
	return "[$row->{period_start},$row->{period_end}]";
}

# first and last day of 2025, 2025H1, 2026Q1, or of two of them with a dash
sub days_of
{
	my ($row, $label) = @_;
	my ($from, $to) = split /-/, $label;
	my %half = (1 => [ '01-01', '06-30' ], 2 => [ '07-01', '12-31' ]);
	my %quarter = (
		1 => [ '01-01', '03-31' ],
		2 => [ '04-01', '06-30' ],
		3 => [ '07-01', '09-30' ],
		4 => [ '10-01', '12-31' ]);
	my @ends;
	for my $part ($from, $to // $from)
	{
		my ($year, $kind, $n) = $part =~ /^(\d{4})(?:([HQ])(\d))?$/
		  or complain($row, "no year, half or quarter: $part");
		my $ends = !$kind ? [ '01-01', '12-31' ]
		  : $kind eq 'H'  ? $half{$n}
		  :                 $quarter{$n};
		push @ends, [ map { "$year-$_" } @{$ends // complain($row, "bad $part")} ];
	}
	return "[$ends[0][0],$ends[1][1]]";
}

# the probability between the ends of a row of shipments, in percent
sub level
{
	my ($row) = @_;
	return 90 if $row->{source} =~ /^Epoch AI, AI chip/;
	return $1 if $row->{note} =~ /\b(\d+)% interval/;
	return '';
}

# ---------------------------------------------------------------------------
# Names
# ---------------------------------------------------------------------------

my (%chip, %family, %vendor_country, %citation, %series);

sub simple_name { return lc($_[0]) =~ s/[^a-z0-9]//gr }

sub read_names
{
	for my $row (read_csv('chips.csv'))
	{
		$chip{ simple_name($_) } = $row->{chip}
		  for $row->{chip}, split /\|/, $row->{aliases};
		$vendor_country{ $row->{vendor} } = $row->{vendor_country_iso2};
	}
	$family{ simple_name($_->{family}) } = $_->{family}
	  for read_csv('families.csv');
	$citation{"$_->{cited}\n$_->{url}"} = $_ for read_csv('citations.csv');
	$series{ $_->{series} } = $_ for read_csv('series.csv');
	# makers of which chips.csv has no row
	$vendor_country{$_} //= 'CN' for 'all Chinese vendors', 'Sunrise', 'Tsingmicro';
	return;
}

# the row of citations.csv for a row of another file
sub cited
{
	my ($row) = @_;
	return $citation{"$row->{source}\n$row->{source_url}"}
	  // complain($row, "citations.csv has no line for: $row->{source}");
}

my @CITED = (
	[ source_id => sub { cited($_[0])->{source_id} } ],
	[ cited     => sub { $_[0]{source} } ]);
my @GRADED = (@CITED, [ confidence => sub { cited($_[0])->{confidence} } ]);

# ---------------------------------------------------------------------------
# Shipments
# ---------------------------------------------------------------------------

sub is_family
{
	my ($row) = @_;
	my $name = simple_name($row->{chip});
	complain($row, "unknown chip or family: $row->{chip}")
	  if !exists $chip{$name} and !exists $family{$name};
	return !exists $chip{$name};
}

# Who is said to use and to own it.  A buyer of smuggled goods, a reseller and
# the maker itself are no users.
sub roles
{
	my ($row) = @_;
	my $buyer = $row->{buyer};
	return ($1, $2 // '') if $buyer =~ /^(.*?) \(user\)(?:, (.*?) \(owner\))?$/;
	return ('', '')
	  if $buyer eq '' or $row->{channel} eq 'gray' or $buyer =~ /\((?:from|reseller)\b/;
	return ($buyer, '');
}

sub shipments
{
	my %placed = map { $_->{shipment_id} => $_ } read_csv('shipments_series.csv');
	my @shipments = read_csv('shipments.csv');
	for my $row (@shipments)
	{
		my $place = delete $placed{ $row->{shipment_id} }
		  // complain($row, "shipments_series.csv has no line for $row->{shipment_id}");
		my $series = $series{ $place->{series_id} }
		  // complain($row, "series.csv has no line for $place->{series_id}");
		@$row{qw(level additive)} = @$place{qw(level additive)};
		$row->{series}          = $place->{series_id};
		$row->{overlaps_series} = $place->{overlaps_series} =~ tr/;/|/r;
		$row->{quantity} =
		  estimate($row, @$row{qw(qty_low qty_mid qty_high)}, level($row));
		$row->{unit} = $row->{quantity} eq '' ? '' : $series->{unit};
		complain($row, "series.csv has no unit for $row->{series}")
		  if $row->{quantity} ne '' and $row->{unit} eq '';
		$row->{value} = estimate($row,
			@$row{qw(value_usd_low value_usd_mid value_usd_high)}, '');
		$vendor_country{ $row->{vendor} }
		  // complain($row, "country of $row->{vendor} not known");
	}
	complain($_, "shipments.csv has no $_->{shipment_id}") for values %placed;
	insert('shipment_data',
		[
			'shipment_id',
			[ period => \&period ],
			'vendor',
			[ product => sub { $_[0]{chip} } ],
			[
				chip => sub {
					is_family($_[0]) ? '' : $chip{ simple_name($_[0]{chip}) };
				}
			],
			[
				family => sub {
					is_family($_[0]) ? $family{ simple_name($_[0]{chip}) } : '';
				}
			],
			[ made_in        => sub { $_[0]{origin_iso2} } ],
			[ vendor_country => sub { $vendor_country{ $_[0]{vendor} } } ],
			[ destination    => sub { $_[0]{destination_iso2} } ],
			'buyer',
			[ end_user => sub { (roles($_[0]))[0] } ],
			[ owner    => sub { (roles($_[0]))[1] } ],
			'channel',
			[ status => sub { $_[0]{kind} } ],
			'unit',
			'quantity',
			'value',
			[ currency => sub { $_[0]{value} eq '' ? '' : 'USD' } ],
			[
				h100e_published =>
				  sub { $_[0]{note} =~ /\bH100e median (\d+)\b/ ? $1 : '' }
			],
			qw(series level additive overlaps_series),
			@CITED,
			[ published => sub { $_[0]{source_date} } ],
			qw(confidence note)
		],
		@shipments);
	return;
}

# ---------------------------------------------------------------------------
# Revenue, trade, demand, supply
# ---------------------------------------------------------------------------

sub revenue_status
{
	my ($row) = @_;
	my $text = $row->{source};
	return 'forecast' if $text =~ /\b(?:guidance|target)\b/;
	return 'estimate' if $text =~ /^Press report/;
	return 'derived'
	  if $text =~ /^(?:Derived|Sum of)|derived by the publisher|converted/;
	return 'reported';
}

sub revenue
{
	my %country = (
		'China including Hong Kong' => 'CN',
		'World'                     => 'XW',
		'Taiwan'                    => 'TW',
		'Singapore'                 => 'SG',
		'United States'             => 'US',
		'Other'                     => '');
	my @rows = read_csv('vendor_revenue.csv');
	for my $row (@rows)
	{
		my $segment = $row->{segment};
		($row->{measure}, $row->{basis}) = split m{/}, $segment;
		($row->{measure}, $row->{product}) = split /:/, $segment
		  if $segment =~ /:/;
		$row->{product} //= '';
		$row->{basis}   //= '';
		$row->{country} = $country{ $row->{geography} }
		  // complain($row, "unknown geography $row->{geography}");
		$row->{status} = revenue_status($row);
	}
	insert('vendor_revenue_data',
		[
			[
				revenue_id => sub {
					my $row = $_[0];
					join '/', grep { $_ ne '' }
					  @$row{qw(vendor fiscal_period geography measure basis product)};
				}
			],
			'vendor',
			'fiscal_period',
			[ period => \&period ],
			qw(geography country measure basis product status),
			[ revenue  => sub { "$_[0]{revenue_usd_m}M" } ],
			[ currency => sub { 'USD' } ],
			@GRADED
		],
		@rows);
	return;
}

sub trade
{
	insert('trade_flow_data',
		[
			[
				flow_id => sub {
					my $row = $_[0];
					join '/', grep { $_ ne '' }
					  @$row{qw(reporter partner hs_code flow period_start period_end)};
				}
			],
			qw(reporter partner hs_code flow),
			[ period   => \&period ],
			[ value    => sub { $_[0]{value_usd} } ],
			[ currency => sub { $_[0]{value_usd} eq '' ? '' : 'USD' } ],
			qw(quantity unit),
			[
				status => sub {
					$_[0]{source} =~ /\b(?:derived|converted)\b/ ? 'derived' : 'reported';
				}
			],
			@GRADED
		],
		read_csv('trade_flows.csv'));
	return;
}

sub demand_measure
{
	my ($row) = @_;
	return 'units'
	  if $row->{units_low} . $row->{units_mid} . $row->{units_high} ne '';
	my ($last) = $row->{buyer_segment} =~ m{([^/]+)$};
	return 'market' if $last =~ /^(?:accelerated_servers|ai_chip_|addressable_market|domestic_gpu_revenue)/;
	return 'purchases' if $last =~ /^nvidia_/;
	return 'capex';
}

sub demand_status
{
	my ($row) = @_;
	my $text = $row->{source};
	return 'ordered'  if $text =~ /\bordered, not delivered\b/;
	return 'forecast' if $text =~ /\b(?:forecast|plan|planned|budget)\b/;
	return 'delivered'
	  if $row->{buyer_segment} =~ m{/(?:delivered|accelerated_servers)$};
	return 'estimate';
}

# Money is in billions; two figures are said to be lower bounds.
sub demand_value
{
	my ($row) = @_;
	my $value = $row->{capex_usd_b};
	return '' if $value eq '';
	return ($row->{source} =~ /\(lower bound\b/ ? '>' : '') . $value . 'bn';
}

sub demand
{
	my %seen;
	my @rows = read_csv('demand.csv');
	for my $row (@rows)
	{
		my $key = "$row->{year}/$row->{buyer_segment}";
		$row->{demand_id} = $seen{$key}++ ? "$key/$seen{$key}" : $key;
	}
	insert('demand_data',
		[
			'demand_id',
			'year',
			[ period => sub { days_of($_[0], $_[0]{year}) } ],
			'buyer_segment',
			[ measure => \&demand_measure ],
			[ status  => \&demand_status ],
			[
				unit => sub {
					my ($row) = @_;
					demand_measure($row) ne 'units' ? ''
					  : $row->{buyer_segment} =~ /hopper|H200/ ? 'package'
					  :                                          'card';
				}
			],
			[
				units => sub {
					estimate($_[0], @{ $_[0] }{qw(units_low units_mid units_high)}, '');
				}
			],
			[ value    => \&demand_value ],
			[ currency => sub { $_[0]{capex_usd_b} eq '' ? '' : 'USD' } ],
			@GRADED
		],
		@rows);
	return;
}

# The chip that an item goes into or is.  The HBM stock is the one that its
# source weighs against the Ascend 910C.
sub supplied_chip
{
	my ($row) = @_;
	my $item = $row->{item};
	return $chip{ simple_name($1) } // complain($row, "unknown chip in $item")
	  if $item =~ /^(Ascend 910[BC]|H20|H200) (?:yield|inventory)$/;
	return 'Ascend 910C' if $item =~ /^Ascend .*logic die$|^HBM stack$/;
	return '';
}

sub supply
{
	insert('supply_data',
		[
			'supply_id',
			[ period => \&period ],
			qw(supplier item),
			[ chip => \&supplied_chip ],
			'unit',
			[
				quantity =>
				  sub { estimate($_[0], @{ $_[0] }{qw(qty_low qty_mid qty_high)}, '') }
			],
			[ status => sub { $_[0]{kind} } ],
			@CITED,
			qw(confidence note)
		],
		read_csv('supply.csv'));
	return;
}

# ---------------------------------------------------------------------------

binmode STDOUT, ':encoding(UTF-8)';

read_names();
insert('source_data',
	[qw(source_id publisher via title url published tier licence)],
	read_csv('market_sources.csv'));
insert('price_data',
	[qw(price_id chip market on_date amount currency pack source_id note)],
	read_csv('market_prices.csv'));
insert('series_data', [qw(series title counted unit note)], read_csv('series.csv'));
shipments();
revenue();
trade();
demand();
supply();
insert('universe_series_data',
	[qw(universe series level status products as_destination assumption)],
	read_csv('universes.csv'));
insert('published_figure_data',
	[
		qw(figure_id subject metric unit basis scope period kind value series
		  source_id cited published confidence note)
	],
	read_csv('published_figures.csv'));
insert('claim_data',
	[
		qw(claim_id topic paraphrase numbers unit),
		[ claim_date => sub { "$_[0]{claim_date}-01" } ],
		[ claim_date_precision => sub { 'month' } ],
		'speaker',
		[ relations => sub { $_[0]{tables} } ],
		[ test      => sub { $_[0]{sql_test} } ],
		qw(expected verdict evidence evidence_url),
		[ source_id => sub { 'xinzhi-reportify' } ]
	],
	read_csv('seed_claims.csv'));
insert_datasets('chiptrade_data');
