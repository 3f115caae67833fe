# The call witness: kprobe events on the kernel's hotplug path, read record by record through trace_pipe.
#
# Loaded by the agent when it is asked for, and like it without forks and without perl's own I/O layers: see there.
use strict;
sub O_WRONLY_APPEND() { 02001 }
# The ring buffer of each processor: what the kernel takes for itself once a probe is enabled, some 14000 calls. An add of 256 blocks is 513.
sub BUFFER_KIB() { '1408' }

my $tracing = '/sys/kernel/tracing';
my ($pipe, $profile) = (-1, -1);
my $records = "\0" x 65536;

# One write(2); 0 or the errno.
sub tracing_put {
  my ($path, $text) = ("$tracing/$_[0]", $_[1]);
  my $fd = syscall(OPEN, $path, O_WRONLY_APPEND);
  return $! + 0 if $fd < 0;
  my $errno = syscall(WRITE, $fd, $text, length $text) < 0 ? $! + 0 : 0;
  syscall(CLOSE, $fd);
  return $errno;
}

my ($asked, $told) = ('', '');

# Probes: [{fn, definitions}]. A fork has those that its guest had before it was saved: making them takes 0.2 s under TCG. What was recorded by
# then is of no operation.
sub trace {
  my ($probes) = @_;
  my $wanted = join "\n", map { @{ $_->{definitions} } } @$probes;
  if ($wanted eq $asked) { trace_read() }
  else { ($asked, $told) = ($wanted, trace_start($probes)) }
  return $told;
}

# The first definition that the kernel takes counts. Gives JSON: which was taken, or the errno of the last.
sub trace_start {
  my ($probes) = @_;
  my ($taken, $refused) = ('', '');
  for my $probe (@$probes) {
    my $errno = 2;
    my $definition;
    for (@{ $probe->{definitions} }) { $definition = $_; last unless $errno = tracing_put('kprobe_events', "$definition\n") }
    if ($errno) { $refused .= ",\"$probe->{fn}\":$errno" }
    else { $taken .= ",\"$probe->{fn}\":" . json_text($definition) }
  }
  if ($taken) {
    my $errno = tracing_put('buffer_size_kb', BUFFER_KIB) || tracing_put('events/daxlab/enable', '1');
    my ($pipe_path, $profile_path) = ("$tracing/trace_pipe", "$tracing/kprobe_profile");
    $pipe = syscall(OPEN, $pipe_path, O_RDONLY_NONBLOCK);
    $profile = syscall(OPEN, $profile_path, O_RDONLY);
    $errno ||= $! + 0 if $profile < 0 || $pipe < 0;
    return "\"failed\":$errno" if $errno;
  }
  return '"taken":{' . substr($taken, 1) . '},"refused":{' . substr($refused, 1) . '}';
}

# What was recorded since the last call, and how many calls each probe has missed in all, as the kernel's texts.
sub trace_read {
  return '"calls":"","profile":""' if $pipe < 0;
  my $text = '';
  while ((my $n = syscall(READ, $pipe, $records, 65536)) > 0) { $text .= substr $records, 0, $n }
  my $missed = '';
  syscall(LSEEK, $profile, 0, 0);
  while ((my $n = syscall(READ, $profile, $records, 65536)) > 0) { $missed .= substr $records, 0, $n }
  return '"calls":' . json_text($text) . ',"profile":' . json_text($missed);
}

1;
