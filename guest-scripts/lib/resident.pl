# What keeps the agent answering when the guest has no memory left.
use strict;

# What the kernel lets a process take from the last of memory: half of the minimum watermarks' reserve for one that is scheduled in real
# time [mm/page_alloc.c:gfp_to_alloc_flags]. An add that takes all memory leaves that for an answer: without it an allocation of the
# agent's or of its connection's found nothing to kill, and the kernel panicked (2 of 3 guests of 512 MiB). A write is done as anybody.
sub schedule { my ($policy, $process) = @_; my $priority = pack 'i', $policy == SCHED_FIFO ? 1 : 0; syscall(SCHED_SETSCHEDULER, $process, $policy, $priority) }

sub stay_resident {
  if (open my $adjust, '>', '/proc/self/oom_score_adj') { syswrite $adjust, '-1000' }
  # Room to answer in. Freeing the first large piece makes malloc take the second from its heap, and keep it there when that is freed. The
  # size is a variable because perl makes a constant of an expression of constants, which is shared and not allocated.
  my $room_size = 1 << 20;
  for (1, 2) { my $room = "\0" x $room_size; undef $room }
  schedule(SCHED_FIFO, 0);
  syscall(MLOCKALL, MCL_CURRENT_FUTURE) == 0 or mark("agent cannot lock its memory: $!");
}

# The process that serves the agent's connection must go on as well: the SSH server's newest, begun after the agent.
sub schedule_server {
  for (sort { $b <=> $a } grep { $_ > $$ } names('/proc', '^\d+$')) {
    return schedule(SCHED_FIFO, $_) if (attribute("/proc/$_/comm") // '') eq "dropbear\n";
  }
}

1;
