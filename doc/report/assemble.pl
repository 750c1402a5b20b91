#!/usr/bin/perl
# assemble.pl DATA MODULES: the page of make report, with everything in it.
use strict;
use warnings;
use File::Basename;

my ($data, $modules) = @ARGV;
my $here = dirname(__FILE__);

sub content
{
	my ($file) = @_;
	open my $in, '<:raw', $file or die "$file: $!\n";
	local $/;
	return scalar <$in>;
}

# what stands in a script element must not close it, nor open a comment
sub in_script
{
	my ($text) = @_;
	$text =~ s{<(?=/script|!--)}{\\x3c}gi;
	return $text;
}

sub json
{
	my ($text) = @_;
	$text =~ s/</\\u003c/g;
	return $text;
}

my %part = (
	CSS  => content("$here/report.css"),
	DATA => json(content($data)),
	D3   => in_script(content("$modules/d3/dist/d3.min.js")),
	PLOT => in_script(content("$modules/\@observablehq/plot/dist/plot.umd.min.js")),
	JS   => in_script(content("$here/report.js")),
);
my $page = content("$here/report.html");
$page =~ s/\@(CSS|DATA|D3|PLOT|JS)\@/$part{$1}/g;
binmode STDOUT;
print $page;
