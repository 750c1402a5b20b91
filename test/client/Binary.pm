# The binary form of a type through COPY.
package Binary;
use strict;
use warnings;
use Exporter qw(import);
use File::Temp qw(tempdir);

our @EXPORT = qw(copy_file receive bytes_of flip_bits);
my $dir = tempdir(CLEANUP => 1);

# A file of COPY's binary format with one value.
sub copy_file
{
	my ($value, $name) = @_;
	my $file = "$dir/" . ($name // 'in');
	open my $out, '>:raw', $file or die "$file: $!";
	print {$out} "PGCOPY\n\xff\r\n\0", pack('N2', 0, 0),
	  pack('n N', 1, length $value), $value, pack('n', 0xffff);
	close $out or die "$file: $!";
	return $file;
}

# For each of the values that are sent: its text, or the SQLSTATE of its
# refusal, and the bytes that the text sends.  One session for all.
sub receive_all
{
	my ($type, @values) = @_;
	my $script = "$dir/script";
	open my $out, '>', $script or die "$script: $!";
	print {$out} "\\set VERBOSITY sqlstate\nCREATE TEMP TABLE received (s $type);\n";
	for my $n (0 .. $#values)
	{
		my $file = copy_file($values[$n], "value_$n");
		print {$out} "\\echo value\nTRUNCATE received;\n",
		  "\\copy received from '$file' (format binary)\n",
		  "SELECT encode(${type}_send(s::text::$type), 'hex'), s FROM received;\n";
	}
	close $out or die "$script: $!";
	my (undef, @said) = split /^value\n/m, qx(psql -XAtq -f $script 2>&1);
	unlink map { "$dir/value_$_" } 0 .. $#values;
	return map { answer($_) } @said;
}

sub answer
{
	my ($said) = @_;
	return [$1, ''] if $said =~ /ERROR:\s+(\w{5})/;
	my ($hex, $text) = $said =~ /^([0-9a-f]*)\|(.*?)\n?\z/s or return [$said, ''];
	return [$text, pack 'H*', $hex];
}

# The text of the value that these bytes are, or the SQLSTATE of their refusal.
sub receive
{
	my ($type, $value) = @_;
	return (receive_all($type, $value))[0][0];
}

# Turn every bit of a value: how many values are neither refused nor send the
# same bytes back; each is told.
sub flip_bits
{
	my ($type, $plain) = @_;
	my $wrong = 0;
	my @values = map { my $v = $plain; vec($v, $_, 1) ^= 1; $v } 0 .. 8 * length($plain) - 1;
	my @got = receive_all($type, @values);
	die scalar(@got) . ' answers for ' . scalar(@values) . " values\n" if @got != @values;
	for my $bit (0 .. $#values)
	{
		my ($said, $bytes) = @{ $got[$bit] };
		next if $said =~ /^(22P03|08P01)$/ || $bytes eq $values[$bit];
		print "# bit $bit turned: $said\n";
		$wrong++;
	}
	return $wrong;
}

# The bytes of a value given as text.
sub bytes_of
{
	my ($type, $text) = @_;
	open my $out, '>:raw', "$dir/query" or die "query: $!";
	print {$out} "SELECT encode(${type}_send('", $text =~ s/'/''/gr, "'), 'hex')";
	close $out or die "query: $!";
	chomp(my $hex = qx(psql -XAtq -f $dir/query));
	return pack 'H*', $hex;
}

1;
