# The kernel's log: marking in it which operation its lines belong to, and counting its records.
#
# The console prints no numbers: what it lost without a word, only a count can tell. Behind each operation the records of /dev/kmsg are read
# up to its end marker: the number of the first and of the one after the last, how many there were, and how many lines of them the console
# was to print. A record is `PRIORITY,NUMBER,TIME,FLAGS;TEXT\n`, its text's own newlines written as \x0a; the console prints those whose
# level is below its log level, a prefixed line for each line of the text.
use strict;
our $buffer;

my $kmsg = -1;
my $records = -1;
my $printed_below = 8;
# For a record in front of the marker that another processor is still writing: microseconds, unless the host runs that one later.
sub MOST_WAITS() { 10000 }

sub log_open {
  my $path = '/dev/kmsg';
  $kmsg = syscall(OPEN, $path, O_WRONLY);
  $kmsg >= 0 or die "agent cannot open /dev/kmsg: $!\n";
  $records = syscall(OPEN, $path, O_RDONLY_NONBLOCK);
  $records >= 0 or die "agent cannot read /dev/kmsg: $!\n";
  my $ignored = attribute('/sys/module/printk/parameters/ignore_loglevel') // '';
  my $levels = attribute('/proc/sys/kernel/printk') // '';
  $printed_below = $1 if $levels =~ /^(\d+)/ && $ignored !~ /^Y/;
}

sub mark { my $text = "<5>daxlab: $_[0]\n"; syscall(WRITE, $kmsg, $text, length $text) }

sub log_account {
  my $marker = ";daxlab: $_[0]\n";
  my ($first, $next, $read, $printed, $overrun, $waits) = (-1, 0, 0, 0, 'false', 0);
  while ($waits < MOST_WAITS) {
    my $n = syscall(READ, $records, $buffer, 65536);
    if ($n < 0) {
      if ($! == EPIPE) { $overrun = 'true' }
      elsif ($! == EAGAIN || $! == EINTR) { $waits++ }
      else { last }
      next;
    }
    my $record = substr $buffer, 0, $n;
    $record =~ /^(\d+),(\d+),[^;]*;([^\n]*)/ or last;
    my ($priority, $number, $text) = ($1, $2, $3);
    $first = $number if $first < 0;
    $next = $number + 1;
    $read++;
    if (($priority & 7) < $printed_below) { $printed += 1 + (() = $text =~ /\\x0a/g) }
    last if index($record, $marker) > 0;
  }
  $first = $next if $first < 0;
  return "\"log\":{\"first\":$first,\"next\":$next,\"read\":$read,\"overrun\":$overrun,\"printed\":$printed}";
}

1;
