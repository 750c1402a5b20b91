#!/usr/bin/perl
# Bad loads: COPY into a view stops with an error that names line and column,
# and leaves the table as it was.
use strict;
use warnings;
use Test::More;
use IPC::Open3;
use Symbol 'gensym';

my $path = 'SET search_path = chiptrade, public;';

# Run psql on a script; returns standard output and error.
sub psql
{
	my ($script) = @_;
	my $err = gensym;
	my $pid = open3(my $in, my $out, $err, 'psql', '-XAtq', '-v',
		'VERBOSITY=verbose', '-f', '-');
	print $in $script;
	close $in;
	local $/;
	my $stdout = <$out>;
	my $stderr = <$err>;
	waitpid $pid, 0;
	return ($stdout // '', $stderr // '');
}

sub counts
{
	my ($stdout) = psql("$path SELECT count(*) FROM chip_user;
		SELECT count(*) FROM chip_alias_user; SELECT count(*) FROM price_user;
		SELECT count(*) FROM policy_rule_user; SELECT count(*) FROM shipment_user;
		SELECT count(*) FROM vendor_revenue_user; SELECT count(*) FROM trade_flow_user;");
	return $stdout;
}

# name, COPY command, lines, SQLSTATE, patterns of the message
my @bad = (
	[
		'an unknown chip', 'COPY price (chip, amount) FROM STDIN (FORMAT csv)',
		[ 'A16,3000', 'A17,3000' ], '23503',
		qr/unknown chip "A17" in column chip/,
		qr/COPY price, line 2/, qr/COLUMN NAME:  chip\b/
	],
	[
		'a bad unit in a spec',
		'COPY chip (chip, spec) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1,fp8=10', 'My NPU 2,fp8=10 bw=4.8parsec/s' ], '22P02',
		qr/COPY chip, line 2, column spec/
	],
	[
		'a sparse rate in a spec',
		'COPY chip (chip, spec) FROM STDIN (FORMAT csv)',
		['My NPU 1,fp8=10 sparse'], '22P02', qr/COPY chip, line 1, column spec/
	],
	[
		'a name that is there', 'COPY chip (chip) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1', 'My NPU 2', 'H200 SXM' ], '23505',
		qr/"H200 SXM" is in chip already/,
		qr/COPY chip, line 3/, qr/COLUMN NAME:  chip\b/
	],
	[
		'a name twice in the file',
		'COPY chip (chip) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1', 'My NPU 1' ], '23505', qr/COPY chip, line 2/
	],
	[
		'a name that is an alias', 'COPY chip (chip) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1', 'h200' ], '23505',
		qr/chip "h200" is ambiguous \(column chip\)/, qr/COPY chip, line 2/
	],
	[
		'an impossible date',
		'COPY chip (chip, released) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1,2025-02-28', 'My NPU 2,2025-02-30' ], '22008',
		qr/COPY chip, line 2, column released/
	],
	[
		'too few columns',
		'COPY chip (chip, vendor) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1,Me', 'My NPU 2' ], '22P04',
		qr/missing data for column "vendor"/, qr/COPY chip, line 2/
	],
	[
		'too many columns',
		'COPY chip (chip, vendor) FROM STDIN (FORMAT csv)',
		['My NPU 1,Me,CN'], '22P04', qr/COPY chip, line 1/
	],
	[
		'an unknown country',
		'COPY chip (chip, vendor_country) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1,CN', 'My NPU 2,QQ' ], '23503',
		qr/unknown country "QQ" in column vendor_country/,
		qr/COPY chip, line 2/, qr/COLUMN NAME:  vendor_country/
	],
	[
		'a bad status', 'COPY chip (chip, status) FROM STDIN (FORMAT csv)',
		[ 'My NPU 1,shipping', 'My NPU 2,sold' ], '23514',
		qr/chip_status_check" \(column status\)/, qr/COPY chip, line 2/,
		qr/COLUMN NAME:  status\b/
	],
	[
		'an unknown regime',
		'COPY policy_rule (rule_id, regime, effective_from, precedence, '
		  . 'destinations, verdict) FROM STDIN (FORMAT csv)',
		[ 'r1,us_bis,2026-01-01,1,CN,none', 'r2,us_biz,2026-01-01,1,CN,none' ],
		'23503', qr/unknown policy_regime "us_biz" in column regime/,
		qr/COPY policy_rule, line 2/, qr/COLUMN NAME:  regime/
	],
	[
		'an unknown destination',
		'COPY policy_rule (rule_id, regime, effective_from, precedence, '
		  . 'destinations, verdict) FROM STDIN (FORMAT csv)',
		['r1,us_bis,2026-01-01,1,CN|QQ,none'], '23503',
		qr/unknown country or group "QQ" in column destinations/,
		qr/COPY policy_rule, line 1/, qr/COLUMN NAME:  destinations/
	],
	[
		'an unknown verdict',
		'COPY policy_rule (rule_id, regime, effective_from, precedence, '
		  . 'destinations, verdict) FROM STDIN (FORMAT csv)',
		['r1,us_bis,2026-01-01,1,CN,maybe'], '22P02',
		qr/COPY policy_rule, line 1, column verdict/
	],
	[
		'a fee of 250 percent',
		'COPY policy_rule (rule_id, regime, effective_from, precedence, '
		  . 'destinations, verdict, fee_pct, fee_basis) FROM STDIN (FORMAT csv)',
		[
			'r1,us_bis,2026-01-01,1,CN,none,100,duty',
			'r2,us_bis,2026-01-01,1,CN,none,250,duty'
		],
		'23514', qr/policy_rule_fee_pct_check" \(column fee_pct\)/,
		qr/COPY policy_rule, line 2/, qr/COLUMN NAME:  fee_pct\b/
	],
	[
		'more regimes than can be asked',
		'COPY policy_regime (regime) FROM STDIN (FORMAT csv)',
		[ map { "r$_" } 1 .. 64 ],
		'23514', qr/invalid regime in column "regime"/,
		qr/More than 64 regimes/, qr/COLUMN NAME:  regime\b/
	],
	[
		'an unknown chip or family',
		'COPY shipment (shipment_id, period, status, series, product) FROM STDIN (FORMAT csv)',
		[
			'm1,"[2026-01-01,2026-03-31]",delivered,mine,H20',
			'm2,"[2026-01-01,2026-03-31]",delivered,mine,H2000'
		],
		'23503', qr/unknown chip or family "H2000" in column product/,
		qr/COPY shipment, line 2/, qr/COLUMN NAME:  product\b/, qr/HINT: .*INSERT it INTO chip/
	],
	[
		'a quantity with a separator',
		'COPY shipment (shipment_id, period, status, series, product, unit, quantity) '
		  . 'FROM STDIN (FORMAT csv)',
		[
			'm1,"[2026-01-01,2026-03-31]",delivered,mine,H20,card,"120k [100k, 130k] 90%"',
			'm2,"[2026-01-01,2026-03-31]",delivered,mine,H20,card,"120,000"'
		],
		'22P02', qr/COPY shipment, line 2, column quantity/
	],
	[
		'a quantity without a unit',
		'COPY shipment (shipment_id, period, status, series, product, quantity) '
		  . 'FROM STDIN (FORMAT csv)',
		['m1,"[2026-01-01,2026-03-31]",delivered,mine,H20,120'],
		'23514', qr/shipment_quantity_unit_check" \(columns /, qr/COPY shipment, line 1/
	],
	[
		'a shipment that is there',
		'COPY shipment (shipment_id, period, status, series, product) FROM STDIN (FORMAT csv)',
		['idc-cn-2025-huawei,"[2026-01-01,2026-03-31]",delivered,mine,H20'],
		'23505', qr/"idc-cn-2025-huawei" is in shipment already/, qr/COPY shipment, line 1/
	],
	[
		'an impossible day',
		'COPY shipment (shipment_id, period, status, series, product) FROM STDIN (FORMAT csv)',
		['m1,"[2026-01-01,2026-02-30]",delivered,mine,H20'],
		'22008', qr/COPY shipment, line 1, column period/
	],
	[
		'revenue on an unknown basis',
		'COPY vendor_revenue (vendor, fiscal_period, period, geography, measure, basis, revenue, '
		  . 'currency) FROM STDIN (FORMAT csv)',
		[
			'Me,FY2026,"[2026-01-01,2026-12-31]",World,total,hq,5bn,USD',
			'Me,FY2026,"[2026-01-01,2026-12-31]",China,total,invoice,1bn,USD'
		],
		'23514', qr/vendor_revenue_basis_check" \(column basis\)/, qr/COPY vendor_revenue, line 2/
	],
	[
		'a trade partner that is none',
		'COPY trade_flow (reporter, partner, flow, period) FROM STDIN (FORMAT csv)',
		['TW,QQ,export,"[2026-01-01,2026-01-31]"'],
		'23503', qr/unknown country "QQ" in column partner/, qr/COPY trade_flow, line 1/
	],
	[
		'a bad spec test',
		'COPY policy_rule (rule_id, regime, effective_from, precedence, '
		  . 'destinations, spec_test, verdict) FROM STDIN (FORMAT csv)',
		['r1,us_bis,2026-01-01,1,CN,tpp >> 3,none'], '22P02',
		qr/COPY policy_rule, line 1, column spec_test/
	],
);

plan tests => 1 + 2 * @bad;

my $before = counts();
like($before, qr/^(?:\d+\n){7}$/, 'the tables can be counted');
for my $case (@bad)
{
	my ($name, $copy, $lines, $state, @patterns) = @$case;
	my (undef, $stderr) =
	  psql("$path\n$copy;\n" . join("\n", @$lines) . "\n\\.\n");
	my @missing =
	  grep { $stderr !~ $_ } qr/ERROR:  $state:/, @patterns;
	ok(!@missing, $name) or diag($stderr, "does not match: @missing");
	is(counts(), $before, "$name: the tables are as before");
}
