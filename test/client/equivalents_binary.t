#!/usr/bin/perl
# The binary form of equivalents: what is sent is read back, and nothing else
# is accepted.
use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Binary;
use Math::BigInt;
use Test::More;

sub int128
{
	my ($n) = @_;
	my $x = Math::BigInt->new($n);
	$x->badd(Math::BigInt->new(2)->bpow(128)) if $x->is_neg;
	return pack 'H*', substr('0' x 32 . substr($x->as_hex, 2), -32);
}

# format, basis, then rows, nulls, counted; rated, covered, uncovered
sub value
{
	my ($head, $rows, @sums) = @_;
	return pack('C2', @$head) . pack('Q>3', @$rows) . join '', map { int128($_) } @sums;
}

my %good = (
	'tpp rows=1'                       => value([1, 1], [1, 0, 0], 0, 0, 0),
	'dense8 rows=3 nulls=2'            => value([1, 2], [3, 2, 0], 0, 0, 0),
	'dense16 covered=1 rows=2 counted=1' => value([1, 3], [2, 0, 1], 0, '1000000000', 0),
	'bandwidth rated=-0.000000000001 rows=1 counted=1' => value([1, 4], [1, 0, 1], -1, 0, 0),
	'memory uncovered=-2.5 rows=1'     => value([1, 5], [1, 0, 0], 0, 0, '-2500000000'),
	'as_published rated=9999999999999999999999999.999999999999 rows=1000000000000000 counted=1' =>
	  value([1, 6], ['1000000000000000', 0, 1], '9' x 37, 0, 0),
);
for my $text (sort keys %good)
{
	is(receive(equivalents => $good{$text}), $text, "reads $text");
	is(unpack('H*', bytes_of(equivalents => $text)), unpack('H*', $good{$text}), "sends $text");
}

my $plain = value([1, 1], [5, 1, 3], '2368000000000000', '1000000000', '7000000000');
my $limit = '1' . '0' x 37;
my %bad = (
	'nothing'               => '',
	'a byte too few'        => substr($plain, 0, -1),
	'a byte too many'       => "$plain\0",
	'half of it'            => substr($plain, 0, 37),
	'format 0'              => value([0, 1], [1, 0, 0], 0, 0, 0),
	'format 2'              => value([2, 1], [1, 0, 0], 0, 0, 0),
	'basis 0'               => value([1, 0], [1, 0, 0], 0, 0, 0),
	'basis 7'               => value([1, 7], [1, 0, 0], 0, 0, 0),
	'basis 255'             => value([1, 255], [1, 0, 0], 0, 0, 0),
	'no rows'               => value([1, 1], [0, 0, 0], 0, 0, 0),
	'too many rows'         => value([1, 1], ['1000000000000000001', 0, 0], 0, 0, 0),
	'rows below zero'       => value([1, 1], ['18446744073709551615', 0, 0], 0, 0, 0),
	'more nulls than rows'  => value([1, 1], [1, 2, 0], 0, 0, 0),
	'more counted than rows' => value([1, 1], [1, 0, 2], 0, 0, 0),
	'nothing counted but a sum' => value([1, 1], [1, 0, 0], 1, 0, 0),
	'rated too large'       => value([1, 1], [1, 0, 1], $limit, 0, 0),
	'rated too small'       => value([1, 1], [1, 0, 1], "-$limit", 0, 0),
	'covered too large'     => value([1, 1], [1, 0, 1], 0, $limit, 0),
	'covered too small'     => value([1, 1], [1, 0, 1], 0, "-$limit", 0),
	'uncovered too large'   => value([1, 1], [1, 0, 0], 0, 0, $limit),
	'the smallest integer'  => value([1, 1], [1, 0, 1], '-170141183460469231731687303715884105728', 0, 0),
	'the text form'         => 'tpp rows=1',
	'all ones'              => "\xff" x 74,
	'all zeros'             => "\0" x 74,
);
for my $what (sort keys %bad)
{
	like(receive(equivalents => $bad{$what}), qr/^(22P03|08P01)$/, "refuses $what");
}

is(flip_bits(equivalents => $plain), 0, 'every bit turned: refused, or the same bytes back');

done_testing(2 * keys(%good) + keys(%bad) + 1);
