# Reading and writing sysfs for preparation and for what makes a device anew, with every failure said and fatal. Not used by the agent's own
# operations, whose failures are results.
use strict;
sub ENODEV() { 19 }

# What was made by halves when something fails is taken back first.
my $undo;
sub undone_by { ($undo) = @_ }

# What failed, and the errno where the kernel gave one.
sub failed {
  my ($what, $errno) = @_;
  my $take_back = $undo;
  undef $undo;
  $take_back->() if $take_back;
  print "failed: $what\n";
  print "errno: $errno\n" if $errno;
  exit 1;
}
sub unsupported { print "unsupported: $_[0]\n"; exit 3 }

sub entries { opendir my $dir, $_[0] or return; return sort grep { !/^\.\.?$/ } readdir $dir }

# Text of a file without its newline, or undef.
sub get { open my $file, '<', $_[0] or return undef; my $text = <$file>; chomp $text if defined $text; return $text }

# One write(2) of the value; returns 0, or the errno when that is wanted by `may_fail`.
sub put {
  my ($path, $value, $may_fail) = @_;
  open my $file, '>', $path or ($may_fail ? return $! + 0 : failed("opening $path for writing: $!", $! + 0));
  defined syswrite $file, $value or ($may_fail ? return $! + 0 : failed("writing '$value' to $path: $!", $! + 0));
  return 0;
}

# True once `seen` is; looks every 5 ms for at most 20 s, for what the kernel does in its own time after a module is loaded or a device bound.
sub wait_for {
  my ($what, $seen) = @_;
  for (1 .. 4000) { return 1 if $seen->(); select undef, undef, undef, 0.005 }
  print "waited 20 s for $what\n";
  return 0;
}

1;
