#!/usr/bin/perl
# The binary form of gpu_spec through COPY: what is sent is read back, and
# nothing else is accepted.
use strict;
use warnings;
use File::Temp qw(tempdir);
use FindBin qw($Bin);
use lib $Bin;
use Binary;
use Test::More;

my $dir = tempdir(CLEANUP => 1);

# version, flags, date, numbers
sub value {
    my ($version, $flags, $date, %number) = @_;
    return pack 'C C n N17', $version, $flags, $date,
        map { $number{$_} || 0 } 0 .. 16;
}

# days since 1970-01-01 plus one, as stored
my $november = 19663;    # 2023-11-01
my $year     = 19359;    # 2023-01-01

my %good = (
    'unknown'           => value(1, 0,    0),
    'dc=no'             => value(1, 1,    0),
    'dc hbm'            => value(1, 6,    0),
    'int4=0'            => value(1, 0,    0, 0 => 1),
    'area=4294967.294mm2' => value(1, 0,  0, 16 => 0xffffffff),
    'fp8=1979 mem=141GB' => value(1, 0,   0, 4 => 1979001, 9 => 141001),
    'released=2023-11'  => value(1, 0x10, $november),
    'released=2023-11-01' => value(1, 0x18, $november),
    'released=2023'     => value(1, 0x08, $year),
    'released=2148-12-31' => value(1, 0x18, 65379),
);
for my $text (sort keys %good) {
    is(receive(gpu_spec => $good{$text}), $text, "reads $text");
    is(bytes_of(gpu_spec => $text), $good{$text}, "sends $text");
}

my $plain = value(1, 0x12, $november, 4 => 1979001);
my %bad = (
    'nothing'                    => '',
    'one byte'                   => "\1",
    'a byte too few'             => substr($plain, 0, 71),
    'a number too few'           => substr($plain, 0, 68),
    'a byte too many'            => "$plain\0",
    'twice the value'            => $plain x 2,
    'the bytes in memory'        => $plain . "\0" x 4,
    'a long value'               => "\1" x 100_000,
    'the text form'              => 'fp8=1979',
    'the text form, 72 bytes'    => 'fp8=1979' . ' ' x 64,
    'all ones'                   => "\xff" x 72,
    'all zeros'                  => "\0" x 72,
    'little-endian date'         => pack('C C v N17', 1, 0x12, $november, (0) x 17),
    'dc of 3'                    => value(1, 3,    0),
    'unused flag 0x20'           => value(1, 0x20, 0),
    'unused flag 0x40'           => value(1, 0x40, 0),
    'unused flag 0x80'           => value(1, 0x80, 0),
    'a date without a precision' => value(1, 0,    $november),
    'a day without a date'       => value(1, 0x18, 0),
    'a month without a date'     => value(1, 0x10, 0),
    'a year without a date'      => value(1, 0x08, 0),
    'a month from its second'    => value(1, 0x10, $november + 1),
    'a month from its last'      => value(1, 0x10, $november - 1),
    'a year from its second'     => value(1, 0x08, $year + 1),
    'a year from November'       => value(1, 0x08, $november),
    'the first day of 2149'      => value(1, 0x18, 65380),
    'the year 2149'              => value(1, 0x08, 65380),
    'the last 16-bit date'       => value(1, 0x18, 65535),
);
is(receive(gpu_spec => $bad{$_}), '22P03', "refuses $_") for sort keys %bad;

# Every bit of version, flags and date turned, judged by the rules in words.
sub allowed {
    my ($version, $flags, $date) = @_;
    my $precision = $flags >> 3 & 3;
    return 0 if $version != 1 || $flags & 0xe0 || ($flags & 3) == 3;
    return $date == 0 if $precision == 0;
    return 0 if $date == 0;
    my (undef, undef, undef, $day, $month, $year) = gmtime(($date - 1) * 86400);
    return 0 if $year + 1900 > 2148;
    return 0 if $precision < 3 && $day != 1;
    return $precision > 1 || $month == 0;
}
for my $bit (0 .. 31) {
    my $value = $plain;
    vec($value, $bit, 1) ^= 1;
    my $expect = allowed(unpack 'C C n', $value) ? 'taken' : '22P03';
    my $got = receive(gpu_spec => $value);
    is($got =~ /fp8=1979/ ? 'taken' : $got, $expect, "bit $bit turned: $expect");
}

# through a file and back
my $spec = 'fp8=1979 fp16=989.5 mem=141GB bw=4800GB/s io=0GB/s dc released=2023-11';
my $same = qx(psql -XAtq -v ON_ERROR_STOP=1 -c "\\copy (SELECT gpu_spec '$spec') to '$dir/out' (format binary)" \\
    -c 'CREATE TEMP TABLE received (s gpu_spec)' \\
    -c "\\copy received from '$dir/out' (format binary)" -c 'TABLE received' 2>&1);
is($same, "$spec\n", 'COPY out and in');

done_testing(2 * keys(%good) + keys(%bad) + 32 + 1);
