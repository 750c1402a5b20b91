#!/usr/bin/perl
# doc/reference.md is what doc/reference.sql prints, and the tables of
# doc/policy.md what doc/policy.sql prints: the COMMENTs, the rows and the
# pages cannot drift apart.
use strict;
use warnings;
use Test::More tests => 6;
use File::Basename;

my $doc = dirname(__FILE__) . '/../../doc';
my $printed = `psql -XAtq -v ON_ERROR_STOP=1 -f $doc/reference.sql 2>&1`;
is($?, 0, 'doc/reference.sql runs') or diag($printed);
open my $in, '<', "$doc/reference.md" or die "reference.md: $!";
my $page = do { local $/; <$in> };
ok($printed eq $page, 'doc/reference.md is up to date')
	or diag('run: make reference');

$printed = `psql -XAtq -v ON_ERROR_STOP=1 -f $doc/policy.sql 2>&1`;
is($?, 0, 'doc/policy.sql runs') or diag($printed);
open $in, '<', "$doc/policy.md" or die "policy.md: $!";
$page = do { local $/; <$in> };
my ($tables) = $page =~ /^<!-- generated [^\n]*-->\n\n(.*)\z/ms;
ok($printed eq ($tables // ''), 'the tables of doc/policy.md are up to date')
	or diag('run: make reference');

# Every row is there, with its citation; the files are the independent source.
my ($rows, $wrong) = (0, '');
for my $file ('policy_rules.csv', 'scenario_rules.csv')
{
	open my $csv, '<', "$doc/../data/$file" or die "$file: $!";
	for my $id (map { /^(\w+),\w+,/ ? $1 : () } <$csv>)
	{
		next if $id eq 'rule_id';
		$rows++;
		$wrong .= " $id" unless $page =~ /^\| `$id`<br>.*\|\s[^|]+\|$/m;
	}
}
is($rows, 87, 'all rules are looked for');
is($wrong, '', 'every rule has its line');
