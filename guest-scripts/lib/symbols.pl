# Where functions of the kernel are. Loaded by the agent when it is asked for.
#
# All of /proc/kallsyms takes a guest under TCG 2 to 7 s. A kprobe event that is made and never enabled has the kernel look the name up, and
# kprobes/list then tells where that is: some milliseconds, and nothing of the kernel's text is changed. What cannot be probed is looked for in kallsyms.
use strict;
our $beside;
require "${beside}lib/tracing.pl";

sub kallsyms {
  my %wanted = map { $_ => 1 } @_;
  my ($path, $rest, %found) = ('/proc/kallsyms', '');
  my $fd = syscall(OPEN, $path, O_RDONLY);
  return {} if $fd < 0;
  my $piece = "\0" x 65536;
  while ((my $n = syscall(READ, $fd, $piece, 65536)) > 0) {
    $rest .= substr $piece, 0, $n;
    while ($rest =~ /\G([0-9a-f]{16}) [tTwW] ([^\s]+)[^\n]*\n/gc || $rest =~ /\G[^\n]*\n/gc) { push @{ $found{$2} }, $1 if defined $2 && $wanted{$2} }
    $rest = substr $rest, pos($rest) // 0;
  }
  syscall(CLOSE, $fd);
  return \%found;
}

sub symbols_find {
  my ($names) = @_;
  my (%found, @left);
  for my $name (@$names) {
    my $errno = tracing_put('kprobe_events', "p:daxlab_where/$name $name\n");
    if (!$errno) {
      my $list = '';
      if (open my $file, '<', '/sys/kernel/debug/kprobes/list') { local $/; $list = <$file> }
      tracing_put('kprobe_events', "-:daxlab_where/$name\n");
      # `ffffffff81938574  k  create_memory_block_devices+0x4    [DISABLED][FTRACE]`
      if ($list =~ /^([0-9a-f]{8})([0-9a-f]{8})\s+k\s+\Q$name\E\+0x([0-9a-f]+)\s/m) { $found{$name} = [sprintf '%s%08x', $1, hex($2) - hex $3]; next }
    }
    push @left, $name unless $errno == 2 && -e '/sys/kernel/tracing/kprobe_events';
  }
  if (@left) { my $all = kallsyms(@left); $found{$_} = $all->{$_} for grep { $all->{$_} } @left }
  return '"addresses":{' . join(',', map { json_text($_) . ':[' . join(',', map { json_text($_) } @{ $found{$_} // [] }) . ']' } @$names) . '}';
}

1;
