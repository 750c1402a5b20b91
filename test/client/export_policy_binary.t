#!/usr/bin/perl
# The binary form of export_policy: from one database to another and back, and
# nothing else is accepted.  The damaged values have a digest that fits, so
# that what refuses them is the check of their content.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Math::BigInt;
use Test::More;

my $dir   = tempdir(CLEANUP => 1);
my $other = "chiptrade_policy_$$";

# ---- bytes -------------------------------------------------------------------

my $mask = Math::BigInt->from_hex('ffffffffffffffff');

sub big { return Math::BigInt->from_hex($_[0]) }
sub low { return $_[0]->copy->band($mask) }

sub rotate {
	my ($x, $bits) = @_;
	return low($x->copy->blsft($bits)->bior($x->copy->brsft(64 - $bits)));
}

sub finish {
	my ($x) = @_;
	for my $factor ('ff51afd7ed558ccd', 'c4ceb9fe1a85ec53') {
		$x = low($x->copy->bxor($x->copy->brsft(33)) * big($factor));
	}
	return $x->copy->bxor($x->copy->brsft(33));
}

# MurmurHash3 x64 128, as published
sub digest {
	my ($bytes) = @_;
	my ($c1, $c2) = (big('87c37b91114253d5'), big('4cf5ad432745937f'));
	my ($a, $b) = (Math::BigInt->bzero, Math::BigInt->bzero);
	my $len  = length $bytes;
	my $last = $len - $len % 16;
	my $word = sub { return big(unpack('H*', reverse($_[0])) || '0') };

	for (my $i = 0; $i <= $len; $i += 16) {
		my $k1 = $word->(substr($bytes, $i, 8));
		my $k2 = $i + 8 < $len ? $word->(substr($bytes, $i + 8, 8)) : Math::BigInt->bzero;
		$a = $a->copy->bxor(low(rotate(low($k1 * $c1), 31) * $c2));
		$a = low(low(rotate($a, 27) + $b) * 5 + 0x52dce729) if $i < $last;
		$b = $b->copy->bxor(low(rotate(low($k2 * $c2), 33) * $c1));
		$b = low(low(rotate($b, 31) + $a) * 5 + 0x38495ab5) if $i < $last;
	}
	$a = $a->copy->bxor(Math::BigInt->new($len));
	$b = $b->copy->bxor(Math::BigInt->new($len));
	$a = low($a + $b);
	$b = low($b + $a);
	($a, $b) = (finish($a), finish($b));
	$a = low($a + $b);
	$b = low($b + $a);
	return pack 'H*', join '', map { sprintf '%016s', substr($_->as_hex, 2) } $a, $b;
}

sub text { return defined $_[0] ? pack('n', length $_[0]) . $_[0] . "\0" : "\xff\xff" }
sub day  { return pack 'l>', $_[0] }

my $open  = 1000000000;     # an open end
my $never = -2147483648;    # a day that is not given
my $day   = 19723;          # 2024-01-01

sub rule {
	my %r = (
		rule_id => 'a', regime => 'law', destinations => 'CN', precedence => 1,
		from => $day, to => $open, verdict => 50, @_);
	return text($r{rule_id}) . text($r{regime}) . text($r{title}) . text(undef)
		. day($r{from}) . day($r{to}) . day($never) x 3 . pack('l>', $r{precedence})
		. text($r{overrides}) . text($r{destinations}) . text(undef) x 2 . text($r{route}) . text(undef) x 4
		. text($r{test}) . pack('C', $r{verdict}) . text($r{fee}) . text($r{basis})
		. text(undef) x 2 . text($r{confidence}) . text(undef) x 3;
}
sub regime {
	my %r = (name => 'law', asked => 1, gate => undef, @_);
	return text($r{name}) . pack('l> C C', 1, $r{asked}, 0) . day($open) . text($r{gate});
}
sub country { return text($_[0]) . text($_[1]) . text(undef) }
sub group   { return text($_[0]) . text($_[1]) . day($day) . day($open) }
sub table   { return pack('N', scalar @_) . join '', @_ }

sub value {
	my ($content, $version) = @_;
	return pack('C', $version || 1) . digest($content) . $content;
}

# regimes, rules, countries, groups
sub law {
	my %l = (
		regimes => [regime()], rules => [rule()], countries => [country('CN', 'China'), country('US')],
		groups  => [group('G:1', 'CN')], @_);
	return join '', map { table(@{ $l{$_} }) } qw(regimes rules countries groups);
}

# ---- the server ----------------------------------------------------------------

sub copy_file {
	my ($value) = @_;
	my $file = "$dir/in";
	open my $out, '>:raw', $file or die "$file: $!";
	print {$out} "PGCOPY\n\xff\r\n\0", pack('N2', 0, 0),
		pack('n N', 1, length $value), $value, pack('n', 0xffff);
	close $out or die "$file: $!";
	return $file;
}

# the value sent back in hexadecimal, or the SQLSTATE of its refusal
sub receive {
	my ($value) = @_;
	my $file = copy_file($value);
	my $said = qx(psql -XAtq -v VERBOSITY=sqlstate -v ON_ERROR_STOP=1 \\
		-c 'CREATE TEMP TABLE received (p export_policy)' \\
		-c '\\copy received from pstdin (format binary)' \\
		-c "SELECT encode(export_policy_send(p), 'hex') FROM received" <$file 2>&1);
	return $1 if $said =~ /ERROR:\s+(\w{5})/;
	chomp $said;
	return $said;
}

sub query {
	my ($sql, $database) = @_;
	my $db = $database ? "-d $database" : '';
	open my $in, '>', "$dir/sql" or die "sql: $!";
	print {$in} $sql;
	close $in or die "sql: $!";
	my $said = qx(psql -XAtq -v ON_ERROR_STOP=1 $db -f $dir/sql 2>&1);
	chomp $said;
	return $said;
}

# ---- what is written by hand is read --------------------------------------------

my %good = (
	'a small law'         => value(law()),
	'nothing'             => value(law(regimes => [], rules => [], countries => [], groups => [])),
	'no rules'            => value(law(rules => [])),
	'a test and a fee'    => value(law(rules => [rule(test => 'tpp >= 4800', fee => '25.5', basis => 'duty')])),
	'two rules'           => value(law(rules => [rule(), rule(rule_id => 'b', destinations => 'G:1', title => 'T')])),
	'letters beyond ASCII' => value(law(countries => [country('CN', "Chin\xc3\xa9"), country('US')])),
	'a gate'              => value(law(regimes => [regime(gate => 'duty')])),
);
for my $what (sort keys %good) {
	is(receive($good{$what}), unpack('H*', $good{$what}), "reads and sends $what");
}

# ---- what is not written is not read --------------------------------------------

my $law = value(law());
my %bad = (
	'nothing at all'          => '',
	'a version alone'         => "\1",
	'a header alone'          => substr($law, 0, 17),
	'a byte too few'          => substr($law, 0, -1),
	'a byte too many'         => $law . "\0",
	'twice the value'         => $law x 2,
	'the text form'           => '{"format": 1, "regimes": [], "rules": [], "countries": [], "groups": []}',
	'all zeros'               => "\0" x 100,
	'all ones'                => "\xff" x 100,
	'version 0'               => "\0" . substr($law, 1),
	'version 2'               => value(law(), 2),
	'a digest of another law' => substr(value(law(rules => [])), 0, 17) . law(),
	'a cut with its digest'   => value(substr(law(), 0, -3)),
	'bytes behind the tables' => value(law() . "\0"),
	'a table too few'         => value(substr(law(), 0, -length(table(group('G:1', 'CN'))))),
	'a count of 4 billion'    => value("\xff\xff\xff\xff" . law()),
	'65 regimes'              => value(law(regimes => [map { regime(name => sprintf 'r%02d', $_) } 1 .. 65])),
	'a text beyond the end'   => value(table(pack('n', 60000) . 'law')),
	'a text without its zero' => value(table(pack('n', 3) . 'lawx' . pack('l> C C', 1, 1, 0) . day($open) . text(undef))),
	'a zero within a text'    => value(law(rules => [rule(title => "a\0b")])),
	'no UTF-8'                => value(law(countries => [country('CN', "Chin\xe9"), country('US')])),
	'a cut letter'            => value(law(countries => [country('CN', "Chin\xc3"), country('US')])),
	'a flag of 2'             => value(law(regimes => [regime(asked => 2)])),
	'verdict 0'               => value(law(rules => [rule(verdict => 0)])),
	'verdict 51'              => value(law(rules => [rule(verdict => 51)])),
	'precedence below 0'      => value(law(rules => [rule(precedence => -1)])),
	'a rule without a name'   => value(law(rules => [rule(rule_id => '')])),
	'a rule of NULL'          => value(law(rules => [rule(rule_id => undef)])),
	'no destinations'         => value(law(rules => [rule(destinations => undef)])),
	'an unknown group'        => value(law(rules => [rule(destinations => 'G:2')])),
	'an unknown regime'       => value(law(rules => [rule(regime => 'war')])),
	'a test that is none'     => value(law(rules => [rule(test => 'tpp >=')])),
	'a test in other words'   => value(law(rules => [rule(test => 'TPP>=4800')])),
	'a fee with zeros'        => value(law(rules => [rule(fee => '25.50', basis => 'duty')])),
	'a fee of 201'            => value(law(rules => [rule(fee => '201', basis => 'duty')])),
	'a fee without basis'     => value(law(rules => [rule(fee => '25')])),
	'an unknown route'        => value(law(rules => [rule(route => 'swim')])),
	'an unknown confidence'   => value(law(rules => [rule(confidence => 'sure')])),
	'an unknown gate'         => value(law(regimes => [regime(gate => 'garden')])),
	'an end before its start' => value(law(rules => [rule(to => $day - 1)])),
	'a day of the year 10000' => value(law(rules => [rule(to => 2932897)])),
	'no first day'            => value(law(rules => [rule(from => $never)])),
	'rules out of order'      => value(law(rules => [rule(rule_id => 'b'), rule()])),
	'a rule twice'            => value(law(rules => [rule(), rule()])),
	'countries out of order'  => value(law(countries => [country('US'), country('CN')])),
	'a country of 3 letters'  => value(law(countries => [country('CHN'), country('CN'), country('US')])),
	'a stranger in a group'   => value(law(groups => [group('G:1', 'DE')])),
	'an exception to itself'  => value(law(rules => [rule(overrides => 'a')])),
	'a text of 32001 bytes'   => value(law(rules => [rule(title => 'x' x 32001)])),
);
for my $what (sort keys %bad) {
	is(receive($bad{$what}), '22P03', "refuses $what");
}

# ---- from one database to another ------------------------------------------------

is(query("CREATE DATABASE $other TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"), '', 'another database, in Latin-1');
is(query("CREATE EXTENSION chiptrade", $other), '', 'with the extension');
query("CREATE TABLE carried AS SELECT policy() AS p; UPDATE carried SET p = policy_with(p, 'us_bis_2026_cn_cbc', test => 'tpp < 9999')", $other);
query('CREATE TABLE carried AS SELECT NULL::export_policy AS p');
my $same = query('SELECT policy_digest(policy())');
is(query('SELECT policy_digest(policy())', $other), $same, 'the same law has the same digest in another encoding');
is(query("SELECT md5(export_policy_send(policy()))", $other), query("SELECT md5(export_policy_send(policy()))"), 'and the same bytes');
for my $format ('binary', 'text') {
	query("\\copy carried to '$dir/carried' (format $format, encoding 'UTF8')", $other);
	query("TRUNCATE carried;\n\\copy carried from '$dir/carried' (format $format, encoding 'UTF8')");
	is(query('SELECT policy_digest(p) FROM carried'), query('SELECT policy_digest(p) FROM carried', $other), "$format carries a policy");
	is(query(q{SELECT p = policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 9999') FROM carried}), 't', "$format: to the same value");
	is(query(q{SELECT export_verdict('H200', 'CN', '2026-01-15', p) FROM carried}), 'presumption_denial', "$format: with the same answer");
	query("\\copy carried to '$dir/back' (format $format, encoding 'UTF8')");
	query("TRUNCATE carried;\n\\copy carried from '$dir/back' (format $format, encoding 'UTF8')", $other);
	is(query(q{SELECT p = policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 9999') FROM carried}, $other), 't', "$format: and back");
}
is(query(q{SELECT export_verdict('fp8=1979 bw=4800 dc die=814'::gpu_spec, E'C\xf4te d''Ivoire', '2026-01-15', policy())}
		=~ s/\xf4/\\xf4/r, $other), 'none', 'a name beyond ASCII is understood in Latin-1');

END {
	local $?;
	query("DROP DATABASE IF EXISTS $other");
	query('DROP TABLE IF EXISTS carried');
}
done_testing();
