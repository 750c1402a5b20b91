#!/usr/bin/perl
# Runs every SQL example of README.md and doc/*.md and compares its output with
# the block that follows it.  A block ```sql is input for psql; the next
# block ```text is its output, to the letter but for trailing blanks.  A block
# ```sql without a ```text block must run without an error.
use strict;
use warnings;
use Test::More;
use File::Basename;
use File::Temp qw(tempfile);

my $top = dirname(__FILE__) . '/../..';
my @files = ("$top/README.md", sort glob("$top/doc/*.md"));
my @examples;

for my $file (@files) {
	open my $in, '<:encoding(UTF-8)', $file or die "$file: $!";
	my ($kind, $text, $line);
	while (<$in>) {
		if (defined $kind) {
			if (/^```\s*$/) {
				if ($kind eq 'sql') {
					push @examples,
						{ file => basename($file), line => $line, sql => $text };
				}
				elsif ($kind eq 'text' && @examples && !exists $examples[-1]{out}
					&& $examples[-1]{file} eq basename($file)
					&& $examples[-1]{open}) {
					$examples[-1]{out} = $text;
				}
				$examples[-1]{open} = $kind eq 'sql' if @examples;
				undef $kind;
			}
			else { $text .= $_ }
		}
		elsif (/^```(\w*)/) { ($kind, $text, $line) = ($1, '', $.) }
		# prose between an example and a block ends the example
		elsif (/\S/ && @examples) { $examples[-1]{open} = 0 }
	}
}

sub trimmed {
	my ($text) = @_;
	$text =~ s/[ \t]+$//mg;
	$text =~ s/\n+\z/\n/;
	return $text;
}

plan tests => @examples + 1;
cmp_ok(scalar @examples, '>=', 5, 'there are examples to run');

for my $example (@examples) {
	my ($fh, $name) = tempfile(UNLINK => 1);
	binmode $fh, ':encoding(UTF-8)';
	print $fh "\\pset pager off\nSET client_min_messages = warning;\n",
		"BEGIN;\n", $example->{sql}, "\nROLLBACK;\n";
	close $fh;
	open my $psql, '-|:encoding(UTF-8)',
		"psql -X -q -v ON_ERROR_STOP=1 -f $name 2>&1"
		or die "psql: $!";
	my $got = do { local $/; <$psql> } // '';
	my $ran = close $psql;
	$got =~ s/^psql:\S+?:\d+: //mg;
	$got =~ s/^Pager usage is off\.\n//m;
	my $what = "$example->{file} line $example->{line}";
	if (exists $example->{out}) {
		is(trimmed($got), trimmed($example->{out}), $what);
	}
	else {
		ok($ran, $what) or diag($got);
	}
}
