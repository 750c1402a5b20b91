#!/usr/bin/perl
# The binary form of equivalents_draws: what is sent is read back, and nothing
# else is accepted.
use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Binary;
use Test::More;

my @none = (0);

# the sums of so many rows: 16 samples of 2^-40 each by default
sub sums
{
	my ($rows, @pairs) = @_;
	return ($rows, @pairs ? @pairs : (0, 1) x 16);
}

# version, basis, samples, nulls, then the rows of the parts, then their pairs
sub value
{
	my ($version, $basis, $n, $nulls, @parts) = @_;
	return pack('C2 N q>4', $version, $basis, $n, $nulls, map { $_->[0] } @parts)
	  . join '', map { pack 'q>*', @$_[1 .. $#$_] } @parts;
}

my @one = sums(1);
my $one = 'rows=1 units={' . join(',', (1) x 16) . '}';
my @deep = sums(2, (-1, 5) x 15, 3, -2251799813685248);
my $deep = 'rows=2 units={' . join(',', ('-4503599627370491') x 15, '11258999068426240') . '}';
my %good = (
	'tpp nulls=5' => value(1, 1, 0, 5, \@none, \@none, \@none),
	"dense8 rated={$one} covered={$one}" => value(1, 2, 16, 0, \@one, \@one, \@none),
	"memory uncovered={$one}" => value(1, 5, 16, 0, \@none, \@none, \@one),
	"as_published nulls=1 rated={$one}" => value(1, 6, 16, 1, \@one, \@none, \@none),
	"bandwidth uncovered={$deep}" => value(1, 4, 16, 0, \@none, \@none, \@deep),
);
for my $text (sort keys %good)
{
	is(receive(equivalents_draws => $good{$text}), $text, "reads $text");
	is(unpack('H*', bytes_of(equivalents_draws => $text)), unpack('H*', $good{$text}), "sends $text");
}

my $plain = value(1, 1, 16, 1, \@one, \@one, \@one);
my %bad = (
	'nothing' => '',
	'a byte too few' => substr($plain, 0, -1),
	'a byte too many' => "$plain\0",
	'one sum too few' => substr($plain, 0, -256),
	'one sample too few' => substr($plain, 0, -16),
	'version 0' => value(0, 1, 0, 5, \@none, \@none, \@none),
	'version 2' => value(2, 1, 0, 5, \@none, \@none, \@none),
	'basis 0' => value(1, 0, 0, 5, \@none, \@none, \@none),
	'basis 7' => value(1, 7, 0, 5, \@none, \@none, \@none),
	'no rows' => value(1, 1, 0, 0, \@none, \@none, \@none),
	'too many nulls' => value(1, 1, 0, 2**62 + 1024, \@none, \@none, \@none),
	'nulls below zero' => value(1, 1, 0, -1, \@none, \@none, \@none),
	'covered but not rated' => value(1, 1, 16, 0, \@none, \@one, \@none),
	'rated but not covered' => value(1, 1, 16, 0, \@one, \@none, \@none),
	'samples but no rows' => value(1, 1, 16, 5, \@none, \@none, \@none),
	'rows but no samples' => value(1, 1, 0, 5, \@none, \@none, [1]),
	'a sum without rows' => value(1, 1, 16, 1, \@none, \@none, [sums(0)]),
	'too few samples' => value(1, 1, 15, 0, \@none, \@none, [1, (0, 1) x 15]),
	'too many samples' => value(1, 1, 65537, 0, \@none, \@none, [1, (0, 1) x 65537]),
	'samples beyond memory' => value(1, 1, 4294967295, 0, \@none, \@none, \@one),
	'rows below zero' => value(1, 1, 16, 0, \@none, \@none, [sums(-1)]),
	'too many rows' => value(1, 1, 16, 0, \@none, \@none, [sums(2**62 + 1024)]),
	'lo that is hi' => value(1, 1, 16, 0, \@none, \@none, [sums(1, (0, 2251799813685248) x 16)]),
	'a sum too large' => value(1, 1, 16, 0, \@none, \@none, [sums(1, (2**61 + 512, 0) x 16)]),
	'the text form' => 'tpp nulls=1',
	'all ones' => "\xff" x length $plain,
	'all zeros' => "\0" x length $plain,
);
for my $what (sort keys %bad)
{
	like(receive(equivalents_draws => $bad{$what}), qr/^(22P03|08P01)$/, "refuses $what");
}
# one part: its sums are read as those of the others
is(flip_bits(equivalents_draws => value(1, 1, 16, 1, \@none, \@none, \@one)), 0, 'every bit turned: refused, or the same bytes back');

done_testing(2 * keys(%good) + keys(%bad) + 1);
