# The n-th allocation of a write fails, where the kernel does that by itself (CONFIG_FAULT_INJECTION). Loaded by the agent when it is asked for.
use strict;
our $excused;

# Any allocation at all, and not a word about it: what fails on purpose is no report of the kernel's.
my %settings = (
  'failslab/ignore-gfp-wait' => 'N', 'failslab/verbose' => '0',
  'fail_page_alloc/ignore-gfp-wait' => 'N', 'fail_page_alloc/ignore-gfp-highmem' => 'N', 'fail_page_alloc/min-order' => '0', 'fail_page_alloc/verbose' => '0',
);
my $counter = -1;

sub fail_nth_open {
  for my $name (sort keys %settings) {
    my $path = "/sys/kernel/debug/$name";
    my $fd = syscall(OPEN, $path, O_WRONLY);
    next if $fd < 0;
    my $value = $settings{$name};
    syscall(WRITE, $fd, $value, length $value);
    syscall(CLOSE, $fd);
  }
  my $path = '/proc/self/fail-nth';
  return $counter = syscall(OPEN, $path, O_RDWR);
}

sub fail_nth { my $text = "$_[0]"; syscall(WRITE, $counter, $text, length $text) }

# The file's position stays at its start, whatever is written [fs/proc/base.c:proc_fail_nth_write].
sub fail_nth_left {
  my $text = "\0" x 16;
  my $n = syscall(PREAD64, $counter, $text, 16, 0);
  return $n > 0 ? 0 + substr $text, 0, $n : 0;
}

sub write_failing {
  my ($path, $text, $nth) = @_;
  return '"call":"open","errno":0,"written":0,"left":-1' if $counter < 0 && fail_nth_open() < 0;
  my ($left, $armed) = ($nth, 0);
  $excused = 1;
  my $result = write_once($path, $text, sub {
    if (!$armed++) { fail_nth($nth); return }
    $left = fail_nth_left();
    fail_nth(0);
  });
  return "$result,\"left\":$left";
}

1;
