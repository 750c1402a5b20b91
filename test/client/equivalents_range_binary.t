#!/usr/bin/perl
# The binary form of equivalents_range: what is sent is read back, and nothing
# else is accepted.
use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Binary;
use Test::More;

# rows, no_low, no_mid, no_high, strict_low, strict_high, ranges, intervals,
# level_sum, level_squares; mid, low and high of two words, the lower first
my @none = (0) x 16;
my @one = (1, (0) x 9, 7, 0, 7, 0, 7, 0);         # the point 0.000000007
my @open = (1, 0, 1, 1, (0) x 6, 0, 0, 7, 0, 0, 0);    # >=0.000000007

# format, basis, nulls, then the three sums
sub value
{
	my ($head, $nulls, @sums) = @_;
	return pack('C2', @$head) . pack 'Q>*', $nulls, map { @$_ } @sums;
}

my $point = 'rows=1 mid=7 low=7 high=7';
my %good = (
	'tpp nulls=5'                      => value([1, 1], 5, \@none, \@none, \@none),
	"dense8 rated={$point} covered={$point}" => value([1, 2], 0, \@one, \@one, \@none),
	"memory uncovered={$point}"        => value([1, 5], 0, \@none, \@none, \@one),
	"as_published nulls=1 rated={$point}" => value([1, 6], 1, \@one, \@none, \@none),
	'bandwidth uncovered={rows=1 no_mid=1 no_high=1 low=7}' => value([1, 4], 0, \@none, \@none, \@open),
);
for my $text (sort keys %good)
{
	is(receive(equivalents_range => $good{$text}), $text, "reads $text");
	is(unpack('H*', bytes_of(equivalents_range => $text)), unpack('H*', $good{$text}), "sends $text");
}

my $plain = value([1, 1], 1, \@one, \@one, \@open);
my %bad = (
	'nothing'              => '',
	'a byte too few'       => substr($plain, 0, -1),
	'a byte too many'      => "$plain\0",
	'one sum too few'      => substr($plain, 0, -128),
	'format 0'             => value([0, 1], 5, \@none, \@none, \@none),
	'format 2'             => value([2, 1], 5, \@none, \@none, \@none),
	'basis 0'              => value([1, 0], 5, \@none, \@none, \@none),
	'basis 7'              => value([1, 7], 5, \@none, \@none, \@none),
	'no rows'              => value([1, 1], 0, \@none, \@none, \@none),
	'too many nulls'       => value([1, 1], 10000000001, \@none, \@none, \@none),
	'nulls below zero'     => value([1, 1], '18446744073709551615', \@none, \@none, \@none),
	'covered but not rated' => value([1, 1], 0, \@none, \@one, \@none),
	'rated but not covered' => value([1, 1], 0, \@one, \@none, \@none),
	'a sum without rows'   => value([1, 1], 1, \@none, \@none, [0, (0) x 9, 7, 0, 7, 0, 7, 0]),
	'more open than rows'  => value([1, 1], 1, \@none, \@none, [1, 2, (0) x 14]),
	'a mid above the high' => value([1, 1], 1, \@none, \@none, [1, (0) x 9, 8, 0, 7, 0, 7, 0]),
	'too many rows'        => value([1, 1], 1, \@none, \@none, [10000000001, (0) x 15]),
	'the text form'        => 'tpp nulls=1',
	'all ones'             => "\xff" x 394,
	'all zeros'            => "\0" x 394,
);
for my $what (sort keys %bad)
{
	like(receive(equivalents_range => $bad{$what}), qr/^(22P03|08P01)$/, "refuses $what");
}
is(flip_bits(equivalents_range => $plain), 0, 'every bit turned: refused, or the same bytes back');

done_testing(2 * keys(%good) + keys(%bad) + 1);
