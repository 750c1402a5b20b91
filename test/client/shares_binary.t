#!/usr/bin/perl
# The binary form of shares through COPY: what is sent is read back, and
# nothing else is accepted; the same bytes from a database in another encoding.
use strict;
use warnings;
use FindBin qw($Bin);
use lib $Bin;
use Binary;
use Test::More;

# numbers of 7 bits a byte, lowest first
sub number {
    my ($n) = @_;
    my $bytes = '';
    while ($n >= 128) { $bytes .= chr($n % 128 + 128); $n = int($n / 128) }
    return $bytes . chr $n;
}

# head: version, flags, decimals; then keys, nulls, unnamed, items
sub value {
    my ($head, $nulls, $unnamed, @items) = @_;
    my $bytes = pack('C3', @$head) . number(@items / 2) . number($nulls) . number($unnamed);
    while (my ($key, $weight) = splice @items, 0, 2) {
        $bytes .= number(length $key) . $key . number($weight);
    }
    return $bytes;
}

my $huge = "\x80" x 17;    # a number of 18 bytes follows
my %good = (
    'empty'             => value([1, 0, 0], 0, 0),
    'a=1'               => value([1, 0, 0], 0, 0, a => 1),
    'a=0'               => value([1, 0, 0], 0, 0, a => 0),
    'a=300, b=128'      => value([1, 0, 0], 0, 0, a => 300, b => 128),
    'a=1.5, b=1'        => value([1, 0, 1], 0, 0, a => 15, b => 10),
    'a=0.000000000001'  => value([1, 0, 12], 0, 0, a => 1),
    'a=1, total=5'      => value([1, 1, 0], 0, 4, a => 1),
    'a=1, *=4, nulls=7' => value([1, 0, 0], 7, 4, a => 1),
    'total=0'           => value([1, 1, 0], 0, 0),
    '""=1, A=1, AB=1'   => value([1, 0, 0], 0, 0, '' => 1, A => 1, AB => 1),
    "\xc3\xa9=1"        => value([1, 0, 0], 0, 0, "\xc3\xa9" => 1),
    ('k' x 255) . '=1'  => value([1, 0, 0], 0, 0, 'k' x 255 => 1),
);
for my $text (sort keys %good) {
    is(receive(shares => $good{$text}), $text, 'reads ' . substr $text, 0, 40);
    is(unpack('H*', bytes_of(shares => $text)), unpack('H*', $good{$text}), 'sends ' . substr $text, 0, 40);
}

my $plain = value([1, 0, 0], 0, 0, a => 1, b => 2);
my %bad = (
    'nothing'                  => '',
    'one byte'                 => "\1",
    'the head alone'           => "\1\0\0",
    'version 0'                => value([0, 0, 0], 0, 0, a => 1),
    'version 2'                => value([2, 0, 0], 0, 0, a => 1),
    'an unknown flag'          => value([1, 2, 0], 0, 0, a => 1),
    'all flags'                => value([1, 255, 0], 0, 0, a => 1),
    '13 decimals'              => value([1, 0, 13], 0, 0, a => 1),
    '255 decimals'             => value([1, 0, 255], 0, 0, a => 1),
    'decimals without need'    => value([1, 0, 1], 0, 0, a => 10),
    'decimals of nothing'      => value([1, 0, 3], 0, 0),
    'a byte too few'           => substr($plain, 0, -1),
    'a key too few'            => substr($plain, 0, -3),
    'a byte too many'          => "$plain\0",
    'twice the value'          => $plain x 2,
    'keys not in order'        => value([1, 0, 0], 0, 0, b => 1, a => 2),
    'a key twice'              => value([1, 0, 0], 0, 0, a => 1, a => 2),
    'a prefix after'           => value([1, 0, 0], 0, 0, ab => 1, a => 2),
    'a key of 256 bytes'       => value([1, 0, 0], 0, 0, 'k' x 256 => 1),
    'a key beyond the end'     => "\1\0\0\1\0\0\5a\1",
    'more keys than bytes'     => "\1\0\0" . number(60000) . "\0\0\1a\1",
    'too many keys'            => "\1\0\0" . number(65537) . "\0\0" . "\1a\1" x 65537,
    'a number longer than it needs' => "\1\0\0\1\0\0\1a\x81\0",
    'a zero of two bytes'      => "\1\0\0\1\0\0\1a\x80\0",
    'a number without an end'  => "\1\0\0\1\0\0\1a\x81",
    'a number of 19 bytes'     => "\1\0\0\1\0\0\1a" . "\x81" x 18 . "\1",
    'a weight of 10^38'        => "\1\0\0\1\0\0\1a" . "\xff" x 18 . "\3",
    'a weight of 2^128'        => "\1\0\0\1\0\0\1a" . $huge . "\x80\4",
    'an unnamed weight too large' => "\1\0\0\0\0" . "\xff" x 18 . "\3",
    'too many nulls'           => "\1\0\0\0" . "\xff" x 8 . "\x7f" . "\0",
    'a key that is not UTF-8'  => value([1, 0, 0], 0, 0, "\xff" => 1),
    'a key cut within a letter' => value([1, 0, 0], 0, 0, "\xc3" => 1),
    'a zero byte in a key'     => value([1, 0, 0], 0, 0, "a\0b" => 1),
    'the text form'            => 'a=1, b=2',
    'all ones'                 => "\xff" x 20,
    'all zeros'                => "\0" x 20,
);
is(receive(shares => $bad{$_}), '22P03', "refuses $_") for sort keys %bad;

is(flip_bits(shares => $plain), 0, 'every bit turned: refused, or the same bytes back');

# another encoding: keys sorted by its bytes inside, by UTF-8 outside
my $other = "shares_latin_$$";
system("createdb -T template0 -E LATIN1 --locale=C $other") == 0 or BAIL_OUT('createdb');
my $made = qx(psql -XAtq -d $other -v ON_ERROR_STOP=1 \\
    -c 'CREATE EXTENSION chiptrade' -c 'SET client_encoding = utf8' \\
    -c "SELECT encode(shares_send('\xc3\xa9=1, z=2, \xc3\xbf=3'), 'hex')" \\
    -c "SELECT shares_out('\xc3\xa9=1, z=2')" 2>&1);
my $wanted = unpack 'H*', value([1, 0, 0], 0, 0, z => 2, "\xc3\xa9" => 1, "\xc3\xbf" => 3);
is($made, "$wanted\nz=2, \xc3\xa9=1\n", 'sent from LATIN1 in UTF-8');
my $file = copy_file(value([1, 0, 0], 0, 0, z => 2, "\xc3\xa9" => 1));
my $got = qx(psql -XAtq -d $other -v ON_ERROR_STOP=1 -c 'SET client_encoding = utf8' \\
    -c 'CREATE TEMP TABLE r (s shares)' -c '\\copy r from pstdin (format binary)' \\
    -c "SELECT s, s = '\xc3\xa9=1, z=2' FROM r" <$file 2>&1);
is($got, "z=2, \xc3\xa9=1|t\n", 'read into LATIN1');
$file = copy_file(value([1, 0, 0], 0, 0, "\xe5\x8d\x8e" => 1));
$got = qx(psql -XAtq -d $other -v VERBOSITY=sqlstate -c 'CREATE TEMP TABLE r (s shares)' \\
    -c '\\copy r from pstdin (format binary)' <$file 2>&1);
like($got, qr/22P05/, 'a letter that LATIN1 does not have');
system("dropdb $other");

done_testing(2 * keys(%good) + keys(%bad) + 4);
