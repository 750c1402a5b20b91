package Rows;

# Reads the CSV files of this folder and prints their rows as INSERT statements
# for the scripts of the extensions.  Core modules only.
#
# The server replaces @extschema@ and its kin, and drops lines that begin with
# \echo, in the whole script: so no value may contain any of them once it is
# printed.
use strict;
use warnings;
use Digest::SHA;
use Exporter 'import';

our @EXPORT_OK = qw(read_csv complain literal insert insert_datasets);

my $dir;

# the folder with the files
sub from
{
	($dir) = @_;
	return;
}

# ---------------------------------------------------------------------------
# Reading
# ---------------------------------------------------------------------------

# The records of a CSV file as hashes by column, plus their line as {-line}.
# Quoted fields may hold commas, quotes (doubled) and line ends.
sub read_csv
{
	my ($name) = @_;
	my $path = "$dir/$name";
	open my $fh, '<:encoding(UTF-8)', $path or die "$path: $!\n";
	my $text = do { local $/; <$fh> };
	close $fh;
	$text =~ s/\r\n/\n/g;

	my (@head, @rows);
	my $line = 1;
	pos($text) = 0;
	while (pos($text) < length $text)
	{
		my $start = $line;
		my @fields;
		while (1)
		{
			my $field;
			if ($text =~ /\G"((?:[^"]|"")*)"/gc)
			{
				$field = $1;
				$line += ($field =~ tr/\n//);
				$field =~ s/""/"/g;
			}
			elsif ($text =~ /\G"/gc)
			{
				die "$path:$start: quoted field does not end\n";
			}
			else
			{
				$text =~ /\G([^,"\n]*)/gc;
				$field = $1;
			}
			push @fields, $field;
			next if $text =~ /\G,/gc;
			last if $text =~ /\G\n/gc or pos($text) == length $text;
			die "$path:$line: stray quote\n";
		}
		$line++;
		if (!@head)
		{
			@head = @fields;
			next;
		}
		die sprintf "%s:%d: %d fields, expected %d\n", $path, $start,
		  scalar @fields, scalar @head
		  if @fields != @head;
		my %row = (-file => $path, -line => $start);
		@row{@head} = @fields;
		push @rows, \%row;
	}
	die "$path: no rows\n" unless @rows;
	return @rows;
}

sub complain
{
	my ($row, $what) = @_;
	die "$row->{-file}:$row->{-line}: $what\n";
}

# ---------------------------------------------------------------------------
# Writing
# ---------------------------------------------------------------------------

# A value as an SQL literal; empty is NULL.  Characters that the server's
# reading of a script or a setting could change are spelled with chr().
sub literal
{
	my ($value) = @_;
	return 'NULL' if !defined $value or $value eq '';
	$value =~ s/'/''/g;
	$value = "'$value'";
	$value =~ s/([\\\n\r])/"' || pg_catalog.chr(" . ord($1) . ") || '"/ge;
	$value =~ s/\@(?=ext)/' || pg_catalog.chr(64) || '/g;
	$value =~ s/MODULE(?=_PATHNAME)/MODULE' || '/g;
	return $value;
}

# One multi-row INSERT.  Each of @columns is a name, taken from the row as it
# is, or [name => sub { value of the row }].
sub insert
{
	my ($table, $columns, @rows) = @_;
	my @names = map { ref $_ ? $_->[0] : $_ } @$columns;
	my @values = map {
		my $row = $_;
		'(' . join(', ', map {
			complain($row, "no column $_") unless ref $_ or exists $row->{$_};
			literal(ref $_ ? $_->[1]->($row) : $row->{$_});
		} @$columns) . ')';
	} @rows;
	print "INSERT INTO \@extschema\@.$table (", join(', ', @names),
	  ") VALUES\n", join(",\n", @values), ";\n\n";
	return;
}

# The files whose rows one extension brings, with their size and checksum.
sub insert_datasets
{
	my ($extension) = @_;
	my @rows = grep { $_->{extension} eq $extension } read_csv('datasets.csv');
	for my $row (@rows)
	{
		open my $fh, '<:raw', "$dir/$row->{file}"
		  or complain($row, "cannot read $row->{file}: $!");
		my $text = do { local $/; <$fh> };
		close $fh;
		$row->{rows}   = scalar(my @records = read_csv($row->{file}));
		$row->{sha256} = Digest::SHA::sha256_hex($text);
	}
	insert($extension eq 'chiptrade' ? 'dataset_bundled' : 'dataset_data',
		[qw(file relation rows sha256 provenance licence attribution)], @rows);
	return;
}

1;
