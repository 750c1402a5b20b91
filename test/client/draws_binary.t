#!/usr/bin/perl
# The binary forms of draws and draws_state: what is sent is read back, and
# nothing else is accepted; stored sums go through a file to the same bytes.
use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Binary;
use File::Temp qw(tempdir);
use Test::More;

my $tests = 0;

# version, format, size, then doubles
sub draws
{
	my ($head, $n, @samples) = @_;
	return pack('C2 N', @$head, $n) . pack 'd>*', @samples;
}

# version, format, size, rows, then pairs
sub state
{
	my ($head, $n, $rows, @pairs) = @_;
	return pack('C2 N', @$head, $n) . pack 'q>*', $rows, @pairs;
}

sub refused
{
	my ($type, %bad) = @_;
	for my $what (sort keys %bad)
	{
		like(receive($type => $bad{$what}), qr/^(22P03|08P01)$/, "$type refuses $what");
		$tests++;
	}
	return;
}

sub accepted
{
	my ($type, %good) = @_;
	for my $text (sort keys %good)
	{
		my $short = length $text > 60 ? substr($text, 0, 60) . ' ...' : $text;
		ok(receive($type => $good{$text}) eq $text, "reads $short");
		ok(bytes_of($type => $text) eq $good{$text}, "sends $short");
		$tests += 2;
	}
	return;
}

# ---- draws ----------------------------------------------------------

my @one = (1) x 15;
accepted(draws => (
	'{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}' => draws([1, 1], 16, 1 .. 16),
	'{-0.5,0,0.1,-1e-05,1e+300,5e-324,1.7976931348623157e+308,-1.7976931348623157e+308' . ',1' x 9 . '}' =>
	  draws([1, 1], 17, -0.5, 0, 0.1, -1e-5, 1e300, unpack('d>', pack('Q>', 1)), 1.7976931348623157e308, -1.7976931348623157e308, (1) x 9),
	'{' . join(',', 1 .. 4096) . '}' => draws([1, 1], 4096, 1 .. 4096)));
my $plain = draws([1, 1], 16, map { $_ * 0.37 } 1 .. 16);
refused(draws => (
	'nothing' => '', 'one byte' => "\1", 'five bytes' => substr($plain, 0, 5), 'the head alone' => substr($plain, 0, 6),
	'a byte too few' => substr($plain, 0, -1), 'a byte too many' => "$plain\0", 'a sample too few' => substr($plain, 0, -8),
	'a sample too many' => $plain . pack('d>', 1), 'half of it' => substr($plain, 0, 67), 'it twice' => $plain . $plain,
	(map { ("version $_" => draws([$_, 1], 16, 1 .. 16)) } 0, 2, 3, 255), (map { ("format $_" => draws([1, $_], 16, 1 .. 16)) } 0, 2, 3, 255),
	(map { ("size $_ with as many samples" => draws([1, 1], $_, (1) x $_)) } 0, 1, 2, 8, 15, 65537, 70000),
	(map { ("size $_ with 16 samples" => draws([1, 1], $_, 1 .. 16)) } 0, 1, 15, 17, 18, 1000, 65536, 65537, 2**24, 2**28, 2**29 + 16, 2**30, 2**31, 2**31 + 16, 2**32 - 1),
	'the size the other way round' => "\1\1" . pack('V', 16) . pack('d>16', 1 .. 16),
	'samples the other way round, -0 at the end' => "\1\1" . pack('N', 16) . pack('d<15', @one) . "\x80" . "\0" x 7,
	(map { ("$_->[0] at the beginning" => "\1\1" . pack('N', 16) . pack('H16', $_->[1]) . pack('d>15', @one),
		"$_->[0] at the end" => "\1\1" . pack('N', 16) . pack('d>15', @one) . pack('H16', $_->[1]),
		"$_->[0] within" => "\1\1" . pack('N', 16) . pack('d>7', @one) . pack('H16', $_->[1]) . pack('d>8', @one)) }
		(['infinity', '7ff0000000000000'], ['-infinity', 'fff0000000000000'], ['NaN', '7ff8000000000000'], ['-NaN', 'fff8000000000000'],
		['a signalling NaN', '7ff0000000000001'], ['NaN with all bits', '7fffffffffffffff'], ['all ones', 'ffffffffffffffff'], ['a negative zero', '8000000000000000'])),
	'infinity beside -infinity' => draws([1, 1], 17, 9**9**9, -9**9**9, @one),
	'a draws_state' => state([1, 1], 16, 1, (0) x 32), 'the text form' => '{' . '1,' x 15 . '1}', 'a long text' => 'x' x 134,
	'all ones' => "\xff" x 134, 'all zeros' => "\0" x 134, 'all zeros, for 1000 samples' => "\0" x 8006));
is(flip_bits(draws => $plain), 0, 'every bit of draws turned: refused, or the same bytes back');
$tests++;

# ---- draws_state ----------------------------------------------------

my ($half, $most) = (1 << 51, 1 << 61);
accepted(draws_state => (
	'rows=1 units={1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16}' => state([1, 1], 16, 1, map { (0, $_) } 1 .. 16),
	'rows=4611686018427387904 units={-1,-2251799813685248,2251799813685247,2251799813685248,4503599627370496' . ',0' x 12 . '}' =>
	  state([1, 1], 17, 1 << 62, 0, -1, 0, -$half, 0, $half - 1, 1, -$half, 1, 0, (0) x 24),
	# 2^113 and 2^103
	'rows=1024 units={10384593717069655257060992658440192,-10384593717069655257060992658440192' . ',0' x 14 . '}' =>
	  state([1, 1], 16, 1024, $most, 0, -$most, 0, (0) x 28),
	'rows=1 units={10141204801825835211973625643008,-10141204801825835211973625643008' . ',0' x 14 . '}' =>
	  state([1, 1], 16, 1, $half, 0, -$half, 0, (0) x 28)));
my $sum = state([1, 1], 16, 5, map { ($_ - 8, $_ * 1234567 - 9999999) } 1 .. 16);
my @zero = (0) x 15;
refused(draws_state => (
	'nothing' => '', 'one byte' => "\1", 'thirteen bytes' => substr($sum, 0, 13), 'the head alone' => substr($sum, 0, 14),
	'a byte too few' => substr($sum, 0, -1), 'a byte too many' => "$sum\0", 'half a pair too few' => substr($sum, 0, -8),
	'a pair too few' => substr($sum, 0, -16), 'half a pair too many' => $sum . "\0" x 8, 'a pair too many' => $sum . "\0" x 16, 'it twice' => $sum . $sum,
	(map { ("version $_" => state([$_, 1], 16, 1, (0) x 32)) } 0, 2, 3, 255), (map { ("format $_" => state([1, $_], 16, 1, (0) x 32)) } 0, 2, 3, 255),
	(map { ("size $_ with as many pairs" => state([1, 1], $_, 1, (0) x (2 * $_))) } 0, 1, 2, 8, 15, 65537),
	(map { ("size $_ with 16 pairs" => state([1, 1], $_, 1, (0) x 32)) } 0, 1, 15, 17, 18, 32, 1000, 65536, 65537, 2**24, 2**27, 2**28 + 16, 2**31, 2**31 + 16, 2**32 - 1),
	(map { ("$_ rows" => state([1, 1], 16, $_, (0) x 32)) } 0, -1, -5, -(1 << 62), (1 << 62) + 1, ~0 >> 1, -(~0 >> 1) - 1),
	(map { my ($what, @pair) = @$_;
		("$what first" => state([1, 1], 16, 2000, @pair, (0) x 30), "$what last" => state([1, 1], 16, 2000, (0) x 30, @pair)) }
		(['a low part of 2^51', 0, $half], ['a low part below -2^51', 0, -$half - 1], ['a low part of 2^52', 0, 2 * $half], ['the greatest low part', 0, ~0 >> 1],
		['the least low part', 0, -(~0 >> 1) - 1], ['a sum above 2^113 by its high part', $most + 1, 0], ['a sum below -2^113', -$most - 1, 0],
		['a high part of 2^62', 1 << 62, 0], ['the greatest high part', ~0 >> 1, 0], ['the least high part', -(~0 >> 1) - 1, 0], ['both too large', $most + 1, $half])),
	(map { my ($what, $rows, @pair) = @$_; ("$what of $rows rows" => state([1, 1], 16, $rows, (0) x 30, @pair)) }
		(['a sum above 2^103', 1, $half, 1], ['a sum below -2^103', 1, -$half, -1], ['a sum far too large', 1, $most, 0], ['a sum above 3 * 2^103', 3, 3 * $half, 1],
		['a sum below -3 * 2^103', 3, -3 * $half, -1], ['a sum of 2^113', 1023, $most, 0])),
	'the size the other way round' => "\1\1" . pack('V', 16) . pack('q>33', 1, (0) x 32), 'rows the other way round' => "\1\1" . pack('N', 16) . pack('q<', 255) . pack('q>32', (0) x 32),
	'draws' => draws([1, 1], 16, 1 .. 16), 'draws of the same length' => draws([1, 1], 33, 1 .. 33), 'the text form' => 'rows=1 units={' . '1,' x 15 . '1}', 'a long text' => 'x' x 270,
	'all ones' => "\xff" x 270, 'all zeros' => "\0" x 270));
is(flip_bits(draws_state => $sum), 0, 'every bit of a draws_state turned: refused, or the same bytes back');
$tests++;

# ---- through a file -------------------------------------------------

my $dir = tempdir(CLEANUP => 1);
open my $script, '>', "$dir/script" or die "script: $!";
print {$script} <<"SQL";
CREATE TEMP TABLE lot AS SELECT i, i % 7 AS kind, draws('9.2k [3k, 20k] 90%', 'key ' || i, 100) / 3 - i AS d FROM generate_series(1, 500) AS i;
CREATE TEMP TABLE stored AS SELECT kind, draws_agg(d) AS s FROM lot GROUP BY kind;
CREATE TEMP TABLE lot_again (LIKE lot);
CREATE TEMP TABLE stored_again (LIKE stored);
\\copy lot to '$dir/lot' (format binary)
\\copy lot_again from '$dir/lot' (format binary)
\\copy stored to '$dir/stored' (format binary)
\\copy stored_again from '$dir/stored' (format binary)
SELECT 'draws', count(*) FROM lot JOIN lot_again AS a USING (i) WHERE draws_send(lot.d) = draws_send(a.d);
SELECT 'sums', count(*) FROM stored JOIN stored_again AS a USING (kind) WHERE draws_state_send(stored.s) = draws_state_send(a.s);
SELECT 'rolled up', draws_state_send(rollup(s)) = (SELECT draws_state_send(draws_agg(d)) FROM lot) FROM stored_again;
SELECT 'summed again', draws_send(sum(d)) = (SELECT draws_send(sum(d)) FROM lot) FROM lot_again;
SQL
close $script or die "script: $!";
my $said = qx(psql -XAtq -f $dir/script 2>&1);
is($said, "draws|500\nsums|7\nrolled up|t\nsummed again|t\n", 'stored in binary and read back: the same bytes, the same sums');
done_testing($tests + 1);
