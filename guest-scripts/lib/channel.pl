# The two ends of the agent's one channel: its standard input and output.
use strict;
our $buffer;

my $in = '';
my $line = '';

# The request on the next line; undef where that is none.
sub next_request {
  until ($in =~ /\n/) {
    my $n = syscall(READ, 0, $buffer, 65536);
    next if $n < 0 && $! == EINTR;
    exit 0 if $n <= 0;
    $in .= substr $buffer, 0, $n;
  }
  $line = substr $in, 0, index($in, "\n") + 1, '';
  pos($line) = 0;
  my $request = eval { json_value($line) };
  return ref $request eq 'HASH' && ($request->{id} // '') =~ /^\d+$/ ? $request : undef;
}

sub send_reply {
  my $sent = 0;
  while ($sent < length $_[0]) {
    my $rest = substr $_[0], $sent;
    my $n = syscall(WRITE, 1, $rest, length $rest);
    next if $n < 0 && $! == EINTR;
    exit 1 if $n <= 0;
    $sent += $n;
  }
}

1;
