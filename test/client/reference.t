#!/usr/bin/perl
# doc/reference.md is what doc/reference.sql prints: the COMMENTs and the page
# cannot drift apart.
use strict;
use warnings;
use Test::More tests => 2;
use File::Basename;

my $doc = dirname(__FILE__) . '/../../doc';
my $printed = `psql -XAtq -v ON_ERROR_STOP=1 -f $doc/reference.sql 2>&1`;
is($?, 0, 'doc/reference.sql runs') or diag($printed);
open my $in, '<', "$doc/reference.md" or die "reference.md: $!";
my $page = do { local $/; <$in> };
ok($printed eq $page, 'doc/reference.md is up to date')
	or diag('run: make reference');
