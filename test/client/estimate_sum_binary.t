#!/usr/bin/perl
# The binary forms of bounds_summary and independent_summary through COPY: what
# is sent is read back, and nothing that no rows can give is accepted.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Math::BigInt;
use Test::More;

my $dir   = tempdir(CLEANUP => 1);
my @count = qw(rows no_low no_mid no_high strict_low strict_high
    ranges intervals level_sum level_squares);
my %wide = (
    bounds_summary      => [ [ mid => 2 ], [ low => 2 ], [ high => 2 ] ],
    independent_summary => [
        [ mid => 2 ], [ low => 2 ], [ high => 2 ],
        [ low_squares => 4 ], [ high_squares => 4 ]
    ],
);
my $largest = Math::BigInt->new(10)->bpow(27);    # 10^18 in 10^-9

# The 64-bit words of a number, least significant first, in network order.
sub words {
    my ($number, $words) = @_;
    my $n = Math::BigInt->new($number);
    $n += Math::BigInt->new(2)->bpow(64 * $words) if $n < 0;
    my $hex = substr $n->as_hex, 2;
    $hex = '0' x (16 * $words - length $hex) . $hex;
    return join '', map { pack 'H16', substr $hex, 16 * $_, 16 }
        reverse 0 .. $words - 1;
}

sub number {
    my ($bytes, $signed) = @_;
    my $hex = join '', reverse map { unpack 'H16', $_ } unpack '(a8)*', $bytes;
    my $n = Math::BigInt->from_hex($hex);
    $n -= Math::BigInt->new(16)->bpow(length $hex)
        if $signed && hex(substr $hex, 0, 1) > 7;
    return $n;
}

# version and words of a sum: fields that are left out are 0
sub value {
    my ($type, %field) = @_;
    return "\1" . join '', (map { words($field{$_} || 0, 1) } @count),
        map { words($field{ $_->[0] } || 0, $_->[1]) } @{ $wide{$type} };
}

sub text {
    my ($type, %field) = @_;
    return join ' ', map { "$_=$field{$_}" }
        grep { $field{$_} } @count, map { $_->[0] } @{ $wide{$type} };
}

# The fields of a value.
sub fields {
    my ($type, $bytes) = @_;
    my %f;
    my $at = 1;
    for my $field ((map { [ $_ => 1 ] } @count), @{ $wide{$type} }) {
        my ($name, $words) = @$field;
        $f{$name} = number(substr($bytes, $at, 8 * $words),
            $name =~ /^(mid|low|high)$/);
        $at += 8 * $words;
    }
    return %f;
}

# Can rows have these counts and levels?
sub counts_allowed {
    my (%f) = @_;
    my $n    = $f{rows};
    my $both = $f{ranges} + $f{intervals};
    return 0 if $n > 10**10;
    for my $end (qw(low high)) {
        return 0 if $f{"no_$end"} + $f{"strict_$end"} > $n;
        return 0 if $f{"no_$end"} + $both > $n;
    }
    # a row without either end has a mid
    return 0 if $f{no_mid} > $n || $f{no_low} + $f{no_high} + $f{no_mid} > 2 * $n;
    # levels of 0.01 to 99.99 %
    my ($sum, $squares) = @f{qw(level_sum level_squares)};
    return 0 if $sum < $f{intervals} || $sum > 9999 * $f{intervals};
    return 0 if $squares < $sum || $squares > 9999 * $sum || ($sum + $squares) % 2;
    my $spread = $f{intervals} * $squares - $sum * $sum;
    return $spread > 0 || ($spread == 0 && (!$f{intervals} || $sum % $f{intervals} == 0));
}

# Can rows have this sum?
sub allowed {
    my ($type, $bytes) = @_;
    my %f    = fields($type, $bytes);
    my $n    = $f{rows};
    my $unit = $type eq 'bounds_summary' ? 1 : 2;
    return 0 if unpack('C', $bytes) != 1 || !counts_allowed(%f);
    for my $name (qw(low mid high)) {
        my $most = ($n - $f{"no_$name"}) * $largest * ($name eq 'mid' ? 1 : $unit);
        return 0 if $f{$name} > $most || $f{$name} < -$most;
        my $squares = $f{"${name}_squares"};
        return 0 if defined $squares
            && ($f{"no_$name"} == $n ? $squares != 0
                : $squares >= ($n - $f{"no_$name"}) * Math::BigInt->new(2)->bpow(184));
    }
    # where no row leaves a figure open
    my %all   = map { $_ => $f{"no_$_"} == 0 } qw(low mid high);
    my $point = $all{low} && $all{high} && $f{ranges} + $f{intervals} == 0;
    return 0 if $point && !$all{mid};
    for ([qw(low mid)], [qw(mid high)], [qw(low high)]) {
        my ($a, $b) = @$_;
        next unless $all{$a} && $all{$b};
        my $c = $f{$a} * ($a eq 'mid' ? $unit : 1) - $f{$b} * ($b eq 'mid' ? $unit : 1);
        return 0 if $unit == 1 && !$point ? $c > 0 : $c != 0;
    }
    return !$point || $unit == 1 || ($f{low_squares} == 0 && $f{high_squares} == 0);
}

# What the server makes of values: the text and the bytes again, or the
# SQLSTATE of the refusal.  All in one session.
sub receive {
    my ($type, @values) = @_;
    open my $in, '>', "$dir/script" or die "script: $!";
    print {$in} "CREATE TEMP TABLE received (n int, s $type);\n";
    for my $n (0 .. $#values) {
        open my $out, '>:raw', "$dir/$n" or die "$n: $!";
        print {$out} "PGCOPY\n\xff\r\n\0", pack('N2', 0, 0),
            pack('n N', 1, length $values[$n]), $values[$n], pack('n', 0xffff);
        close $out or die "$n: $!";
        print {$in} "\\copy received (s) from '$dir/$n' (format binary)\n",
            "\\warn $n\n",
            "UPDATE received SET n = $n WHERE n IS NULL;\n";
    }
    # results are worked out of each, whatever it is
    print {$in} 'SELECT count(*) FROM (SELECT average(s) FROM received OFFSET 0) a', ";\n",
        "SELECT 'row', n, s, encode(${type}_send(s), 'hex') FROM received ORDER BY n;\n";
    close $in or die "script: $!";
    my ($state, @got) = 'none';
    for (qx(psql -XAtq -F'|' -v VERBOSITY=sqlstate -f $dir/script 2>&1 >$dir/rows)) {
        $state = $1 if /ERROR:\s+(\w{5})/;
        ($got[$1], $state) = ([$state], 'none') if /^(?:psql:.*: )?(\d+)$/;
    }
    open my $rows, '<', "$dir/rows" or die "rows: $!";
    while (<$rows>) {
        $got[$1] = [ $2, pack 'H*', $3 ] if /^row\|(\d+)\|([^|]*)\|(\w+)$/;
    }
    close $rows;
    return @got;
}

my $tests = 0;
for my $type (sort keys %wide) {
    my $unit   = $type eq 'bounds_summary' ? 1 : 2;
    my $length = 1 + 8 * @count + 8 * eval { my $w = 0; $w += $_->[1] for @{ $wide{$type} }; $w };
    my @good   = (
        { rows => 1 },
        { rows => 10**10 },
        { rows => 3, intervals => 2, level_sum => 18000, level_squares => 162000000,
            mid => '109205000000000', $unit == 1
            ? (low => '93005000000000', high => '130005000000000')
            : (low => '218410000000000', high => '218410000000000',
                low_squares  => '553760000000000000000000000',
                high_squares => '866560000000000000000000000') },
        { rows => 1, mid => -$largest, low => -$largest * $unit, high => -$largest * $unit },
        { rows => 2, no_low => 2, no_mid => 1, no_high => 1, strict_high => 1, mid => -5,
            high => '-12345678901234567890' },
    );
    my @got = receive($type, map { value($type, %$_) } @good);
    for my $n (0 .. $#good) {
        my $text = text($type, %{ $good[$n] });
        is($got[$n][0], $text, "$type: reads $text");
        is($got[$n][1], value($type, %{ $good[$n] }), "$type: sends $text");
    }
    @got = receive($type, value($type));
    is($got[0][0], 'rows=0', "$type: reads no rows");
    is($got[0][1], value($type), "$type: sends no rows");
    $tests += 2 * @good + 2;

    my $plain = value($type, %{ $good[2] });
    is(length $plain, $length, "$type: the length");
    my %bad = (
        'nothing'                => '',
        'one byte'               => "\1",
        'a byte too few'         => substr($plain, 0, $length - 1),
        'a word too few'         => substr($plain, 0, $length - 8),
        'a byte too many'        => "$plain\0",
        'a word too many'        => $plain . "\0" x 8,
        'twice the value'        => $plain x 2,
        'a long value'           => "\1" x 100_000,
        'the text form'          => 'rows=1',
        'the text form, padded'  => 'rows=1' . ' ' x ($length - 6),
        'all ones'               => "\xff" x $length,
        'all zeros'              => "\0" x $length,
        'version 0'              => "\0" . substr($plain, 1),
        'version 2'              => "\2" . substr($plain, 1),
        'words in memory order'  => "\1" . join('', map { scalar reverse $_ } unpack '(a8)*', substr $plain, 1),
        'most significant first' => "\1" . substr($plain, 1, 80)
            . join('', map { join '', reverse unpack '(a8)*', $_ } unpack '(a16)*', substr $plain, 81),
        'a sum without rows'     => value($type, mid => 1, low => $unit, high => $unit),
        'a row too many'         => value($type, rows => 10**10 + 1),
        'a negative count'       => value($type, rows => 2, ranges => -1),
        'the other type'         => value($type eq 'bounds_summary'
            ? 'independent_summary' : 'bounds_summary', rows => 1),
    );
    my @names = sort keys %bad;
    @got = receive($type, map { $bad{$_} } @names);
    is($got[$_][0], '22P03', "$type: refuses $names[$_]") for 0 .. $#names;
    $tests += 1 + @names;

    # every bit turned, of a sum of intervals and of one of ranges
    my $ranges = value($type, rows => 2, ranges => 2, $unit == 1
        ? (low => '-1099511627776', high => '1099511627776')
        : (low_squares => '1099511627776', high_squares => '1099511627776'));
    for ([ intervals => $plain ], [ ranges => $ranges ]) {
        my ($name, $value) = @$_;
        my @turned = map { my $v = $value; vec($v, $_, 1) ^= 1; $v } 0 .. 8 * $length - 1;
        my ($wrong, $taken, $refused) = ('', 0, 0);
        @got = receive($type, @turned);
        for my $bit (0 .. $#turned) {
            my ($first, $bytes) = @{ $got[$bit] || ['no answer'] };
            if (allowed($type, $turned[$bit])) {
                $taken++;
                $wrong .= " $bit" unless defined $bytes && $bytes eq $turned[$bit];
            }
            else {
                $refused++;
                $wrong .= " $bit" unless $first eq '22P03';
            }
        }
        is($wrong, '', "$type, $name: each bit turned is taken or refused as the rules say");
        cmp_ok($taken,   '>=', 5,   "$type, $name: $taken taken");
        cmp_ok($refused, '>=', 500, "$type, $name: $refused refused");
        $tests += 3;
    }
}

done_testing($tests);
