# Pages, as /proc/kpageflags and /proc/kpagecount have them: 8 bytes a page.
use strict;
our $buffer;

# Some pages of /proc/kpageflags: how many there are of each value. Of those of a memmap, which begin a block, also how many of /proc/kpagecount
# are not 0.
sub page_flags {
  my ($first, $count, $counts) = @{ $_[0] };
  my %flags;
  my $counted = 0;
  my $read = page_words('/proc/kpageflags', $first, $count, sub {
    my $value = substr $_[0], 0, 8;
    # Mostly they are all alike.
    if ($_[0] eq $value x (length($_[0]) / 8)) { $flags{ unpack 'Q', $value } += length($_[0]) / 8 }
    else { $flags{$_}++ for unpack 'Q*', $_[0] }
  });
  return () unless $read;
  if ($counts && page_words('/proc/kpagecount', $first, $count, sub { $counted += $_[0] =~ /[^\0]/ ? grep { $_ } unpack 'Q*', $_[0] : 0 })) { $counted = ",\"counted\":$counted" }
  else { $counted = '' }
  return "\"$first\":{\"flags\":{" . join(',', map { sprintf '"0x%x":%d', $_, $flags{$_} } sort { $a <=> $b } keys %flags) . "}$counted}";
}

# Has `take` take the words of so many pages, piece by piece; false where there is no such file.
sub page_words {
  my ($path, $first, $left, $take) = @_;
  my $fd = held($path) // return 0;
  syscall(LSEEK, $fd, $first * 8, 0);
  while ($left > 0) {
    my $n = syscall(READ, $fd, $buffer, $left * 8 < 65536 ? $left * 8 : 65536);
    last if $n <= 0;
    $take->(substr $buffer, 0, $n);
    $left -= $n / 8;
  }
  return 1;
}

# How long /proc/kpageflags is, which no size says: it ends with a section of 32768 pages, where there is nothing more to read.
my $sections = 0;
sub kpageflags_pages {
  my $path = '/proc/kpageflags';
  my $fd = held($path) // return undef;
  my $has = sub { syscall(LSEEK, $fd, $_[0] * 262144, 0); syscall(READ, $fd, $buffer, 8) == 8 };
  $sections-- while $sections > 0 && !$has->($sections - 1);
  $sections++ while $has->($sections);
  return $sections * 32768;
}

1;
