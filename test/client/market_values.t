#!/usr/bin/perl
# Every value of every file of the market is in the database, and nothing else
# is.  The server's own CSV reader reads the files a second time, into
# temporary tables of text; what the build put together (estimates, periods,
# chips, sources) is taken apart again and compared with the columns.
use strict;
use warnings;
use File::Temp 'tempfile';
use FindBin;
use Test::More;

my $data = "$FindBin::Bin/../../data";

# The figures of an estimate d against three columns of the file: a middle
# alone is a point, all else is as the file has it.
sub figures
{
	my ($d, $low, $mid, $high) = @_;
	my $alone = "f.$low IS NULL AND f.$high IS NULL";
	return (
		["low($d)"  => "CASE WHEN $alone THEN f.$mid ELSE f.$low END::numeric"],
		["mid($d)"  => "f.$mid\::numeric"],
		["high($d)" => "CASE WHEN $alone THEN f.$mid ELSE f.$high END::numeric"],
		# no end is said to be excluded
		["low($d) IS NOT NULL AND NOT low_inc($d) OR high($d) IS NOT NULL AND NOT high_inc($d)" => 'false']);
}

my @period = (
	[ 'lower(d.period)'     => 'f.period_start::date' ],
	[ 'upper(d.period) - 1' => 'f.period_end::date' ]);

# the citation, and through it publisher and address
my @cited = (
	[ 'd.cited' => 'f.source' ],
	[ '(SELECT s.url FROM source s WHERE s.source_id = d.source_id)' => 'f.source_url' ],
	[
		'd.source_id' => '(SELECT c.source_id FROM csv_citations c
			WHERE c.cited = f.source AND c.url IS NOT DISTINCT FROM f.source_url)'
	]);
my @graded = (@cited,
	[
		'd.confidence' => '(SELECT c.confidence FROM csv_citations c
			WHERE c.cited = f.source AND c.url IS NOT DISTINCT FROM f.source_url)'
	]);

sub plain { return map { [ "d.$_\::text" => "f.$_" ] } @_ }

# file => [view, key of the view, key of the file, pairs]
my %files = (
	shipments => [
		'shipment', 'd.shipment_id', 'f.shipment_id',
		plain(qw(shipment_id vendor buyer channel confidence note)),
		@period, @cited,
		[ 'd.product' => 'f.chip' ],
		[ 'd.made_in' => 'f.origin_iso2' ],
		[ 'd.destination' => 'f.destination_iso2' ],
		[ 'd.status' => 'f.kind' ],
		[ 'd.published::text' => 'f.source_date' ],
		figures('d.quantity', qw(qty_low qty_mid qty_high)),
		figures('d.value', qw(value_usd_low value_usd_mid value_usd_high)),
		[ 'd.currency' => q{CASE WHEN f.value_usd_low <> '' OR f.value_usd_mid <> ''
			OR f.value_usd_high <> '' THEN 'USD' END} ],
		[ 'level(d.quantity)' => q{CASE WHEN f.qty_low IS NULL OR f.qty_high IS NULL THEN NULL
			WHEN f.shipment_id ~ '^epoch-(cn|world)-' THEN 0.9
			WHEN f.note ~ '95% interval' THEN 0.95 END} ],
		# the publisher's H100-equivalents stand in the note
		[ 'mid(d.h100e_published)' => q{substring(f.note FROM 'H100e median ([0-9]+)')::numeric} ],
		[ '(d.h100e_published IS NOT NULL)' => q{f.shipment_id ~ '^epoch-(cn|world)-'} ],
		# the short names of the press, by the names and aliases of chips.csv
		[ 'd.chip' => q{(SELECT c.chip FROM csv_chips c
			WHERE regexp_replace(lower(f.chip), '[^a-z0-9]', '', 'g') IN (
				SELECT regexp_replace(lower(n), '[^a-z0-9]', '', 'g')
				FROM string_to_table(concat_ws('|', c.chip, c.aliases), '|') n))} ],
		[ 'd.family' => '(SELECT DISTINCT m.family FROM csv_families m WHERE m.family = f.chip)' ],
		[ 'd.vendor_country' => q{CASE WHEN f.vendor IN ('NVIDIA', 'AMD', 'Amazon') THEN 'US' ELSE 'CN' END} ],
	],
	shipments_series => [
		'shipment', 'd.shipment_id', 'f.shipment_id',
		plain(qw(shipment_id level)),
		[ 'd.series' => 'f.series_id' ],
		[ 'd.additive' => 'f.additive::boolean' ],
		[ q{replace(d.overlaps_series, '|', ';')} => 'f.overlaps_series' ],
		[ 'd.unit' => 'CASE WHEN d.quantity IS NOT NULL THEN (SELECT s.unit FROM csv_series s
			WHERE s.series = f.series_id) END' ],
	],
	series => [ 'series', 'd.series', 'f.series', plain(qw(series title counted unit note)) ],
	vendor_revenue => [
		'vendor_revenue',
		q{concat_ws('|', d.vendor, d.fiscal_period, d.geography, d.measure, d.basis, d.product)},
		q{concat_ws('|', f.vendor, f.fiscal_period, f.geography, translate(f.segment, '/:', '||'))},
		plain(qw(vendor fiscal_period geography)), @period, @graded,
		[ q{d.measure || coalesce('/' || d.basis, '') || coalesce(':' || d.product, '')} => 'f.segment' ],
		[ 'd.revenue::numeric' => 'f.revenue_usd_m::numeric * 1000000' ],
		[ 'estimate_kind(d.revenue)' => q{'point'} ],
		[ 'd.currency' => q{'USD'} ],
		[ 'd.country' => q{CASE f.geography WHEN 'World' THEN 'XW' WHEN 'China including Hong Kong' THEN 'CN'
			WHEN 'Taiwan' THEN 'TW' WHEN 'Singapore' THEN 'SG' WHEN 'United States' THEN 'US' END} ],
		[ q{d.status = 'forecast'} => q{f.source ~ 'guidance|target'} ],
	],
	trade_flows => [
		'trade_flow',
		q{concat_ws('|', d.reporter, d.partner, d.hs_code, d.flow, lower(d.period), upper(d.period) - 1)},
		q{concat_ws('|', f.reporter, f.partner, f.hs_code, f.flow, f.period_start, f.period_end)},
		plain(qw(reporter partner hs_code flow unit)), @period, @graded,
		[ 'd.value::numeric' => 'f.value_usd::numeric' ],
		[ 'd.quantity::numeric' => 'f.quantity::numeric' ],
		[ 'd.currency' => q{CASE WHEN f.value_usd <> '' THEN 'USD' END} ],
	],
	demand => [
		'demand', q{concat_ws('|', d.year, d.buyer_segment, d.cited)},
		q{concat_ws('|', f.year, f.buyer_segment, f.source)},
		plain(qw(year buyer_segment)), @graded,
		figures('d.units', qw(units_low units_mid units_high)),
		[ q{coalesce(mid(d.value), low(d.value))} => 'f.capex_usd_b::numeric * 1000000000' ],
		[ q{mid(d.value) IS NULL AND d.value IS NOT NULL} =>
			q{f.source ~ '\(lower bound' AND f.capex_usd_b IS NOT NULL} ],
		[ 'd.currency' => q{CASE WHEN f.capex_usd_b <> '' THEN 'USD' END} ],
		[ 'lower(d.period)' => q{make_date(left(f.year, 4)::integer, CASE substring(f.year FROM '^\d{4}(..)')
			WHEN 'H2' THEN 7 WHEN 'Q2' THEN 4 WHEN 'Q3' THEN 7 WHEN 'Q4' THEN 10 ELSE 1 END, 1)} ],
		[ 'upper(d.period)' => q{(make_date(substring(f.year FROM '(\d{4})(..)?$')::integer,
			CASE substring(f.year FROM '\d{4}(H1|Q.)$') WHEN 'H1' THEN 6 WHEN 'Q1' THEN 3 WHEN 'Q2' THEN 6
			WHEN 'Q3' THEN 9 ELSE 12 END, 1) + interval '1 month')::date} ],
	],
	supply => [
		'supply', 'd.supply_id', 'f.supply_id',
		plain(qw(supply_id supplier item unit confidence note)), @period, @cited,
		[ 'd.status' => 'f.kind' ],
		figures('d.quantity', qw(qty_low qty_mid qty_high)),
		[ 'd.chip' => q{CASE WHEN f.item ~ '^(Ascend 910C yield|HBM stack)$|logic die$' THEN 'Ascend 910C'
			WHEN f.item ~ '^Ascend 910B yield' THEN 'Ascend 910B' WHEN f.item ~ '^H20 ' THEN 'H20 96GB'
			WHEN f.item ~ '^H200 ' THEN 'H200 SXM' END} ],
	],
	universes => [
		'universe_series', q{concat_ws('|', d.universe, d.series)}, q{concat_ws('|', f.universe, f.series)},
		plain(qw(universe series level status products as_destination assumption)),
	],
	seed_claims => [
		'claim', 'd.claim_id', 'f.claim_id',
		plain(qw(claim_id topic paraphrase numbers unit speaker expected verdict evidence evidence_url)),
		[ q{to_char(d.claim_date, 'YYYY-MM')} => 'f.claim_date' ],
		[ 'd.claim_date_precision' => q{'month'} ],
		[ 'd.relations' => 'f.tables' ],
		[ 'd.test' => 'f.sql_test' ],
	],
	published_figures => [
		'published_figure', 'd.figure_id', 'f.figure_id',
		plain(qw(figure_id subject metric unit basis scope kind series source_id cited published
			confidence note)),
		[ 'd.period' => 'f.period::daterange' ],
		[ q{d.value::text} => q{f.value::estimate::text} ],
		[ 'coalesce(low(d.value), mid(d.value), high(d.value))' =>
			q{substring(f.value FROM '[0-9]+(?:\.[0-9]+)?')::numeric} ],
	],
	market_prices => [
		'price', 'd.price_id', 'f.price_id',
		plain(qw(price_id chip market on_date currency pack source_id note)),
		[ 'd.amount' => 'f.amount::numeric' ],
	],
	market_sources => [
		'source', 'd.source_id', 'f.source_id',
		plain(qw(source_id publisher via title url published tier licence)),
	],
	datasets => [
		'dataset', 'd.file', 'f.file',
		plain(qw(file relation provenance licence attribution)),
		# the tables of chiptrade_data hold what it brings
		[
			q{CASE WHEN EXISTS (SELECT FROM chiptrade.dataset_data e WHERE e.file = d.file)
				THEN 'chiptrade_data' ELSE 'chiptrade' END} => 'f.extension'
		],
	]);

# views that hold rows of other files, too: only that the file's are there
my %more = map { $_ => 1 } qw(market_prices market_sources shipments_series);

my $script = "SET client_min_messages = warning;
SET search_path = pg_temp, chiptrade, public;\n";
my %columns;

sub load
{
	my ($file) = @_;
	open my $fh, '<:raw', "$data/$file.csv" or die "$file: $!";
	my $head = <$fh>;
	chomp $head;
	$columns{$file} = [ split /,/, $head ];
	my $columns = join ', ', map { qq{"$_" text} } @{ $columns{$file} };
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
	$script .= "SELECT '#' || coalesce(string_agg(d::text, '; '), '') FROM"
	  . " ($query) q(d);\n";
	return;
}

load($_) for sort keys %files;
load($_) for qw(chips families citations);

my %uncovered;
for my $file (sort keys %files)
{
	my ($view, $key, $file_key, @pairs) = @{ $files{$file} };
	check("$file.csv: the same rows as in $view",
		"SELECT coalesce(k, l) FROM (SELECT $key AS k, count(*) AS n FROM chiptrade.$view d GROUP BY 1) d
		 FULL JOIN (SELECT $file_key AS l, count(*) AS m FROM csv_$file f GROUP BY 1) f ON k = l
		 WHERE n IS DISTINCT FROM m" . ($more{$file} ? ' AND m IS NOT NULL' : ''));
	for my $pair (@pairs)
	{
		my ($db, $csv) = @$pair;
		check("$file.csv: " . ($db =~ s/\s+/ /gr),
			"SELECT $file_key FROM chiptrade.$view d JOIN csv_$file f ON $key = $file_key
			 WHERE ($db) IS DISTINCT FROM ($csv)");
	}
	my $all = join ' ', map { $_->[1] } @pairs;
	$uncovered{"$file.$_"} = 1 for grep { $all !~ /\bf\.$_\b/ } @{ $columns{$file} };
}

# what the files do not say is not in the database either
check('every source that a row names is known',
	join ' UNION ALL ', map { "SELECT d.source_id FROM chiptrade.$_ d
		LEFT JOIN chiptrade.source s USING (source_id)
		WHERE d.source_id IS NOT NULL AND s.source_id IS NULL" }
	  qw(shipment vendor_revenue trade_flow demand supply published_figure claim price));
check('every row of the facts has a source',
	join ' UNION ALL ', map { "SELECT '$_' FROM chiptrade.$_ d WHERE d.source_id IS NULL" }
	  qw(shipment vendor_revenue trade_flow demand supply published_figure claim));
check('every citation is used',
	'SELECT c.cited FROM csv_citations c WHERE NOT EXISTS (
		SELECT FROM csv_shipments f WHERE f.source = c.cited AND f.source_url IS NOT DISTINCT FROM c.url
		UNION ALL SELECT FROM csv_vendor_revenue f WHERE f.source = c.cited AND f.source_url IS NOT DISTINCT FROM c.url
		UNION ALL SELECT FROM csv_trade_flows f WHERE f.source = c.cited AND f.source_url IS NOT DISTINCT FROM c.url
		UNION ALL SELECT FROM csv_demand f WHERE f.source = c.cited AND f.source_url IS NOT DISTINCT FROM c.url
		UNION ALL SELECT FROM csv_supply f WHERE f.source = c.cited AND f.source_url IS NOT DISTINCT FROM c.url)');

my ($fh, $file) = tempfile(UNLINK => 1);
binmode $fh;
print $fh $script;
close $fh;
my ($noise, @lines) =
  split /^#/m, qx{psql -XAtq -v ON_ERROR_STOP=1 -f "$file" 2>&1}, -1;
chomp @lines;

plan tests => @names + 3;
is($noise, '', 'the script runs');
is(scalar @lines, scalar @names, 'to its end') or diag $lines[-1] // $noise;
is(join(', ', sort keys %uncovered), '', 'every column of every file is compared');
is($lines[$_] // 'missing', '', $names[$_]) for 0 .. $#names;
