#!/usr/bin/perl
# The binary form of spec_query through COPY: what is sent is read back, and
# nothing else is accepted.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $dir = tempdir(CLEANUP => 1);

# A file of COPY's binary format with one value.
sub copy_file {
    my ($value) = @_;
    my $file = "$dir/in";
    open my $out, '>:raw', $file or die "$file: $!";
    print {$out} "PGCOPY\n\xff\r\n\0", pack('N2', 0, 0),
        pack('n N', 1, length $value), $value, pack('n', 0xffff);
    close $out or die "$file: $!";
    return $file;
}

# The text of a value, or the SQLSTATE of its refusal.
sub receive {
    my ($value) = @_;
    my $file = copy_file($value);
    my $said = qx(psql -XAtq -v VERBOSITY=sqlstate -v ON_ERROR_STOP=1 \\
        -c 'CREATE TEMP TABLE received (q spec_query)' \\
        -c '\\copy received from pstdin (format binary)' \\
        -c 'TABLE received' <$file 2>&1);
    return $1 if $said =~ /ERROR:\s+(\w{5})/;
    chomp $said;
    return $said;
}

my @good = (
    ["\x01tpp >= 4800",         'tpp >= 4800'],
    ["\x01TPP>=4.8e3",          'tpp >= 4800'],
    ["\x01dc",                  'dc'],
    ["\x01" . ' ' x 8190 . 'dc', 'dc'],
    ["\x01released>2024-02",    'released > 2024-02'],
);

my @bad = (
    ['',                                    '22P03', 'nothing'],
    ["\x00",                                '22P03', 'version 0'],
    ["\x02dc",                              '22P03', 'version 2'],
    ["\xffdc",                              '22P03', 'version 255'],
    ['dc',                                  '22P03', 'no version'],
    ["1dc",                                 '22P03', 'version as a digit'],
    ["\x00\x00\x00\x01dc",                  '22P03', 'a long version'],
    ["\x01",                                '22P02', 'no text'],
    ["\x01 ",                               '22P02', 'a blank'],
    ["\x01\x01dc",                          '22P02', 'two versions'],
    ["\x01dc\x01",                          '22P02', 'a control character'],
    ["\x01tpp",                             '22P02', 'a number alone'],
    ["\x01tpp >=",                          '22P02', 'half a test'],
    ["\x01dc;",                             '22P02', 'a semicolon'],
    ["\x01nonsense > 1",                    '22P02', 'an unknown name'],
    ["\x01bw / 0 > 1",                      '22P02', 'division by zero'],
    ["\x01bw > \xc3\xa9",                   '22P02', 'a letter with accent'],
    ["\x01bw > 1GB",                        '22P02', 'a unit'],
    ["\x01dc\x00",                          '22021', 'a zero byte behind'],
    ["\x01\x00dc",                          '22021', 'a zero byte before'],
    ["\x01dc\xff",                          '22021', 'no UTF-8'],
    ["\x01\xc3",                            '22021', 'half a character'],
    ["\x01bw > 1e13",                       '22003', 'a large number'],
    ["\x01bw > 0.0000001",                  '22003', 'seven decimals'],
    ["\x01released > 2024-02-30",           '22008', 'an impossible date'],
    ["\x01" . '(' x 100000,                 '54000', 'deep nesting'],
    ["\x01" . ' ' x 8191 . 'dc',            '54000', 'a long text'],
    ["\x01dc" . ' or dc' x 200,             '54000', 'many flags'],
    ["\x01bw*bw*bw*bw*bw > 1",              '54000', 'many digits'],
);

# random bytes from a fixed seed: refused or read, the server lives
my $seed = 20261123;
sub random_bytes {
    my ($n) = @_;
    my $bytes = "\x01";
    for (1 .. $n) {
        $seed = ($seed * 1103515245 + 12345) & 0x7fffffff;
        $bytes .= chr($seed >> 16 & 0xff);
    }
    return $bytes;
}

plan tests => @good + @bad + 3;

is(receive($_->[0]), $_->[1], "read: $_->[1]") for @good;
is(receive($_->[0]), $_->[1], "refused: $_->[2]") for @bad;

my $file = "$dir/out";
my $sent = qx(psql -XAtq -c "SELECT encode(spec_query_send('DC And BW>1'), 'hex')");
chomp $sent;
is($sent, unpack('H*', "\x01dc and bw > 1"), 'sent: version and text');
is(receive(pack 'H*', $sent), 'dc and bw > 1', 'and read back');

my $survived = grep { receive(random_bytes(1 + $_)) =~ /^22\w{3}$/ } 1 .. 20;
is($survived, 20, 'random bytes are refused');
