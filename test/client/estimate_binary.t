#!/usr/bin/perl
# The binary form of estimate through COPY: what is sent is read back, and
# nothing else is accepted.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Binary;
use File::Temp qw(tempdir);
use Test::More;

my $dir = tempdir(CLEANUP => 1);

# version, kind, flags, scale, level, low, mid, high
sub value {
    my ($kind, $flags, $scale, $level, @figures) = @_;
    return pack 'C4 n q>3', 1, $kind, $flags, $scale, $level, @figures;
}

# kinds 1 point, 2 interval, 3 range, 4 open; flags 1 low, 2 mid, 4 high, 8 and
# 16 for an end that is excluded; the level in 1/100 %
my %good = (
    '7'                  => value(1, 7,  0, 0,    7,     7,      7),
    '0'                  => value(1, 7,  0, 0,    0,     0,      0),
    '-2.5'               => value(1, 7,  1, 0,    -25,   -25,    -25),
    '~5'                 => value(4, 2,  0, 0,    0,     5,      0),
    '>=200k'             => value(4, 1,  0, 0,    200000, 0,     0),
    '>5k'                => value(4, 9,  0, 0,    5000,  0,      0),
    '<0'                 => value(4, 20, 0, 0,    0,     0,      0),
    '140k [10k, ]'       => value(4, 3,  0, 0,    10000, 140000, 0),
    '[70k, 80k]'         => value(3, 5,  0, 0,    70000, 0,      80000),
    '(1, 2)'             => value(3, 29, 0, 0,    1,     0,      2),
    '9.2k [3k, 20k] 90%' => value(2, 7,  0, 9000, 3000,  9200,   20000),
    '0.1 [0, 0.25] 0.01%' => value(2, 7, 2, 1,    0,     10,     25),
    '1000000T'           => value(1, 7,  0, 0,    (1_000_000_000_000_000_000) x 3),
);
for my $text (sort keys %good) {
    is(receive('estimate', $good{$text}), $text, "reads $text");
    is(bytes_of('estimate', $text), $good{$text}, "sends $text");
}

my $plain = $good{'9.2k [3k, 20k] 90%'};
my %bad = (
    'nothing'                   => '',
    'one byte'                  => "\1",
    'a byte too few'            => substr($plain, 0, 29),
    'a byte too many'           => "$plain\0",
    'twice the value'           => $plain x 2,
    'a long value'              => "\1" x 100_000,
    'the text form'             => '9.2k [3k, 20k] 90%',
    'all ones'                  => "\xff" x 30,
    'all zeros'                 => "\0" x 30,
    'version 2'                 => "\2" . substr($plain, 1),
    'little-endian figures'     => pack('C4 n q<3', 1, 2, 7, 0, 9000, 3000, 9200, 20000),
    'kind 0'                    => value(0, 7, 0, 0,     7, 7, 7),
    'kind 5'                    => value(5, 7, 0, 0,     7, 7, 7),
    'a point said a range'      => value(3, 7, 0, 0,     7, 7, 7),
    'a range said a point'      => value(1, 7, 0, 0,     6, 7, 8),
    'an interval without level' => value(2, 7, 0, 0,     6, 7, 8),
    'a range with a level'      => value(3, 7, 0, 9000,  6, 7, 8),
    'an open one with a level'  => value(4, 3, 0, 9000,  6, 7, 0),
    'open, and yet both ends'   => value(4, 7, 0, 0,     6, 7, 8),
    'a point without mid'       => value(1, 5, 0, 0,     7, 0, 7),
    'no figure'                 => value(4, 0, 0, 0,     0, 0, 0),
    'an absent low that is not 0' => value(4, 2, 0, 0,   1, 7, 0),
    'an absent mid that is not 0' => value(3, 5, 0, 0,   6, 7, 8),
    'an absent high that is not 0' => value(4, 3, 0, 0,  6, 7, 8),
    'reversed ends'             => value(3, 5, 0, 0,     8, 0, 6),
    'a mid below'               => value(3, 7, 0, 0,     6, 5, 8),
    'a mid above'               => value(3, 7, 0, 0,     6, 9, 8),
    'a mid at an excluded low'  => value(3, 15, 0, 0,    6, 6, 8),
    'a mid at an excluded high' => value(3, 23, 0, 0,    6, 8, 8),
    'an excluded low of a point' => value(1, 15, 0, 0,   7, 7, 7),
    'an open low excluded'      => value(4, 12, 0, 0,    0, 0, 7),
    'unused flag 0x20'          => value(1, 0x27, 0, 0,  7, 7, 7),
    'unused flag 0x80'          => value(1, 0x87, 0, 0,  7, 7, 7),
    'a level of 100%'           => value(2, 7, 0, 10000, 6, 7, 8),
    'a level of 655.35%'        => value(2, 7, 0, 65535, 6, 7, 8),
    'ten decimals'              => value(1, 7, 10, 0,    7, 7, 7),
    'a scale larger than need be' => value(1, 7, 1, 0,   70, 70, 70),
    'zero with a decimal'       => value(1, 7, 1, 0,     0, 0, 0),
    'beyond 10^18'              => value(1, 7, 0, 0,     (1_000_000_000_000_000_001) x 3),
    'below -10^18'              => value(4, 1, 0, 0,     -1_000_000_000_000_000_001, 0, 0),
    'the least integer'         => value(4, 1, 0, 0,     -9223372036854775807 - 1, 0, 0),
);
is(receive('estimate', $bad{$_}), '22P03', "refuses $_") for sort keys %bad;

is(flip_bits('estimate', $good{$_}), 0, "every bit of $_ turned") for sort keys %good;

# every beginning of a value, and the value with up to as many bytes after it
for my $text (sort keys %good) {
    my $value = $good{$text};
    my @said = Binary::receive_all('estimate',
        map { $_ < 30 ? substr($value, 0, $_) : $value . substr($value, 0, $_ - 29) } 0 .. 59);
    is_deeply([map { $_->[0] } @said], [('22P03') x 60], "no other length of $text");
}

# all values and a NULL through COPY, out and in and out again
sub psql {
    open my $out, '>', "$dir/script" or die "script: $!";
    print {$out} @_;
    close $out or die "script: $!";
    return qx(psql -XAtq -v ON_ERROR_STOP=1 -f $dir/script 2>&1);
}

sub content {
    open my $in, '<:raw', $_[0] or die "$_[0]: $!";
    local $/;
    return scalar <$in>;
}
my @texts = sort keys %good;
my $values = join ', ', map { "('$_')" } @texts;
is(psql("CREATE TEMP TABLE sent (e estimate);
INSERT INTO sent VALUES $values, (NULL);
\\copy sent to '$dir/first' (format binary)
CREATE TEMP TABLE got (e estimate);
\\copy got from '$dir/first' (format binary)
\\copy got to '$dir/second' (format binary)
SELECT coalesce(e::text, 'null') FROM got;
"), join('', map { "$_\n" } @texts, 'null'), 'COPY out and in: the same texts');
is(content("$dir/first"), join('', "PGCOPY\n\xff\r\n\0", pack('N2', 0, 0),
    (map { pack('n N', 1, 30) . $good{$_} } @texts), pack('n N', 1, 0xffffffff), pack('n', 0xffff)),
    'COPY out: the bytes of every value');
is(content("$dir/second"), content("$dir/first"), 'COPY out, in and out: the same bytes');

done_testing(4 * keys(%good) + keys(%bad) + 3);
