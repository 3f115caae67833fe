# The agent's one channel: a connection to its port of the loopback device, which the guest's SSH server makes when the host asks for it. So the
# agent is there before anybody logs in, in a fork even before its guest was saved: nothing is started, and the host waits for nothing to be loaded.
use strict;
our $buffer;

# In template and on the host (lab/guest/agent-channel.ts) as well. A second connection waits until the first has ended.
sub PORT() { 1000 }

my ($listener, $connection);
my ($in, $line) = ('', '');

sub channel_listen {
  # AF_INET, SOCK_STREAM; SOL_SOCKET, SO_REUSEADDR; 127.0.0.1
  socket $listener, 2, 1, 0 or die "agent has no socket: $!\n";
  setsockopt $listener, 1, 2, pack 'i', 1;
  bind $listener, pack 'S n a4 x8', 2, PORT, "\x7f\0\0\1" or die "agent cannot have its port: $!\n";
  listen $listener, 1 or die "agent cannot listen: $!\n";
}

sub channel_accept {
  until (accept $connection, $listener) { $! == EINTR or die "agent has no connection: $!\n" }
  # IPPROTO_TCP, TCP_NODELAY
  setsockopt $connection, 6, 1, pack 'i', 1;
  $in = '';
}

# The request on the next line; undef where that is none.
sub next_request {
  until ($in =~ /\n/) {
    my $n = $connection ? syscall(READ, fileno $connection, $buffer, 65536) : 0;
    next if $n < 0 && $! == EINTR;
    if ($n <= 0) { channel_accept(); schedule_server(); next }
    $in .= substr $buffer, 0, $n;
  }
  $line = substr $in, 0, index($in, "\n") + 1, '';
  pos($line) = 0;
  my $request = eval { json_value($line) };
  return ref $request eq 'HASH' && ($request->{id} // '') =~ /^\d+$/ ? $request : undef;
}

# One who has gone does not hear it: the next request is somebody else's.
sub send_reply {
  my $sent = 0;
  while ($sent < length $_[0]) {
    my $rest = substr $_[0], $sent;
    my $n = syscall(WRITE, fileno $connection, $rest, length $rest);
    next if $n < 0 && $! == EINTR;
    return if $n <= 0;
    $sent += $n;
  }
}

1;
