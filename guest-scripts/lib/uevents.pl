# What the kernel tells udev, from a socket of the same kind: AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT, its first group. An
# add of 256 blocks is more than a socket holds by default; what is held is read before memory is looked at.
use strict;
our $buffer;

my $uevents = -1;
# An allocation was made to fail: it may have been that of a word to udev, which the socket then calls lost.
our $excused = 0;

sub uevents_open {
  $uevents = syscall(SOCKET, 16, 3 | O_RDONLY_NONBLOCK, 15);
  return if $uevents < 0;
  my ($address, $size) = (pack('S S L L', 16, 0, 0, 1), pack 'i', 4 << 20);
  my ($level, $forced) = (1, 33);    # SOL_SOCKET, SO_RCVBUFFORCE
  syscall(SETSOCKOPT, $uevents, $level, $forced, $size, 4);
  if (syscall(BIND, $uevents, $address, length $address) < 0) { syscall(CLOSE, $uevents); $uevents = -1 }
}

# What was told of memory blocks and nodes since it was last asked, in order: `online@memory32`. `lost` where there was more than the socket held; nothing at all
# where there is no socket, nor where they are lost because an allocation was made to fail.
sub uevents_read {
  return '' if $uevents < 0;
  my @told;
  my $may_be_lost = $excused;
  $excused = 0;
  while (1) {
    my $n = syscall(RECVFROM, $uevents, $buffer, 65536, 0, 0, 0);
    if ($n < 0) { next if $! == EINTR; last unless $! == ENOBUFS; push @told, 'lost'; next }
    push @told, "$1\@$2" if substr($buffer, 0, $n) =~ m{^(\w+)@/devices/system/(?:memory|node)/((?:memory|node)\d+)\0};
  }
  return '' if $may_be_lost && grep { $_ eq 'lost' } @told;
  return ',"uevents":[' . join(',', map { "\"$_\"" } @told) . ']';
}

1;
