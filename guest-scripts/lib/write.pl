# Operations that are a write(2): one, or several at once.
use strict;
our ($beside, $lodged);

# Microseconds that a write waits for a block with a page that the agent has pinned: the kernel would for good, and only a signal ends it. Again and
# again, because one that comes before the write is made ends nothing.
my $patience = 200_000;
sub alarm_every { my $timer = pack 'q4', 0, $_[0], 0, $_[0]; syscall(SETITIMER, 0, $timer, 0) }

# As anybody's, whoever asks, and whatever is done around it: which call the errno is of, the errno, how much was written; as JSON.
sub write_once {
  my ($path, $text, $around) = @_;
  my $fd = syscall(OPEN, $path, O_WRONLY);
  return '"call":"open","errno":' . ($! + 0) . ',"written":0' if $fd < 0;
  schedule(SCHED_OTHER, 0);
  local $SIG{ALRM} = sub { };
  my $waits = $lodged && $path =~ m{/memory(\d+)/state$} && is_pinned($1);
  alarm_every($patience) if $waits;
  $around->() if $around;
  my $written = syscall(WRITE, $fd, $text, length $text);
  my $errno = $written < 0 ? $! + 0 : 0;
  $around->($errno) if $around;
  alarm_every(0) if $waits;
  schedule(SCHED_FIFO, 0);
  syscall(CLOSE, $fd);
  $written = 0 if $errno;
  return "\"call\":\"write\",\"errno\":$errno,\"written\":$written";
}

sub perform {
  my ($request) = @_;
  my $nth = $request->{allocation};
  if ($nth) { require "${beside}lib/fail-nth.pl" }
  operation_begin($request->{operation});
  my $result = $nth ? write_failing($request->{path}, $request->{value}, $nth) : write_once($request->{path}, $request->{value});
  return "$result," . operation_end($request->{operation});
}

# The writers are there and scheduled as anybody before they are released: each waits for the end of a pipe that only this process holds open.
sub together {
  my ($request) = @_;
  pipe my $gate, my $release or die "pipe: $!\n";
  my @writers = map {
    my $write = $_;
    pipe my $from, my $to or die "pipe: $!\n";
    my $process = fork // die "fork: $!\n";
    if (!$process) {
      schedule(SCHED_OTHER, 0);
      close $release;
      sysread $gate, my $nothing, 1;
      syswrite $to, '{' . write_once($write->{path}, $write->{value}) . '}';
      syscall(EXIT_GROUP, 0);
    }
    close $to;
    { process => $process, from => $from };
  } @{ $request->{writes} };
  close $gate;
  operation_begin($request->{operation});
  close $release;
  my $ends = time + $request->{seconds};
  my @results = map { heard($_, $ends) } @writers;
  waitpid $_->{process}, 0 for @writers;
  return '"results":[' . join(',', @results) . '],' . operation_end($request->{operation});
}

# Seconds that a writer has at least: one may have waited for another that was cut off.
our $grace = 10;

# What a writer says. One that is not done in time is killed: whether it had done what it was to do, nobody can tell.
sub heard {
  my ($writer, $ends) = @_;
  my ($from, $text, $left) = ($writer->{from}, '', $ends - time);
  vec(my $waiting = '', fileno $from, 1) = 1;
  kill 'KILL', $writer->{process} unless select $waiting, undef, undef, $left > $grace ? $left : $grace;
  while (sysread $from, my $piece, 256) { $text .= $piece }
  return $text eq '' ? '{"cut":1}' : $text;
}

1;
