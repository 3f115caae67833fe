# Memory that the agent holds until it is told to let go: bound to a node, written once, and read whenever the guest is observed.
#
# It is the agent's own, not a process's of its own: such a one takes 1 to 2 MiB of ordinary memory for itself. The agent's memory is locked and its
# children share it, this is neither: it can be moved like anybody's, and has one owner.
use strict;

sub VMSPLICE() { 278 } sub IO_URING_SETUP() { 425 } sub IO_URING_REGISTER() { 427 } sub IORING_REGISTER_BUFFERS() { 0 } sub IORING_UNREGISTER_BUFFERS() { 1 }
# So many pages are touched before it is looked which they are.
sub STEP() { 1024 }
# KiB of a node that are left alone at least, and which part of it: watermarks, and the lists of each processor's.
sub RESERVE() { 4096 } sub RESERVED_SHARE() { 16 }

my @holdings;    # { how, at, pages, number, and what keeps a pin }
# What pins for long, one for each page that is pinned so at a time. Kept: one that is closed is taken apart later, with a word to this process that
# interrupts what it does then (an offline was EINTR without a signal). As many as most scenarios need are made before anything is observed.
my @rings;
sub ring { my $parameters = "\0" x 120; return syscall(IO_URING_SETUP, 1, $parameters) }
sub hold_open { @rings = grep { $_ >= 0 } map { ring() } 1 .. 4 }

my $next = 0;
# Whether pages of Movable zones were ever taken.
our $lodged = 0;

my %work = (
  fill => sub { fill($_[0]{node}, $_[0]{pages}) },
  pin => sub { pin($_[0]{node}, $_[0]{block}, 0) },
  'pin-long' => sub { pin($_[0]{node}, $_[0]{block}, 1) },
  release => sub { release() },
);

# As anybody: what is scheduled in real time may take from the reserves.
sub hold {
  my ($request) = @_;
  operation_begin($request->{operation});
  $lodged = 1;
  schedule(SCHED_OTHER, 0);
  my $errno = eval { $work{ $request->{how} }->($request) };
  my $failed = $@;
  schedule(SCHED_FIFO, 0);
  chomp $failed;
  return ($failed eq '' ? "\"errno\":$errno," : '"failed":' . json_text($failed) . ',') . operation_end($request->{operation});
}

sub keep {
  my ($holding) = @_;
  $holding->{number} = $next++;
  inscribe($holding->{number}, $holding->{at}, $holding->{pages});
  settle();
  push @holdings, $holding;
  return 0;
}

sub fill {
  my ($node, $pages) = @_;
  my $at = room($pages, $node) // return $! + 0;
  return keep({ how => 'filled', at => $at, pages => $pages });
}

# A page of the block: the node is filled until one is of it, and all others are given back.
sub pin {
  my ($node, $block, $long) = @_;
  my ($free) = (attribute("/sys/devices/system/node/node$node/meminfo") // '') =~ /MemFree: *(\d+) kB/;
  $free //= 0;
  my $reserve = $free / RESERVED_SHARE;
  my $most = int(($free - ($reserve > RESERVE ? $reserve : RESERVE)) / 4);
  $most > 0 or die "node$node has nothing free\n";
  my $room = room($most, $node) // return $! + 0;
  my $at = found($room, $most, $block);
  if (!defined $at) { syscall(MUNMAP, $room, $most * PAGE); die "none of $most pages of node$node is of memory$block\n" }
  my $behind = $room + $most * PAGE - $at - PAGE;
  syscall(MUNMAP, $room, $at - $room) == 0 or die "munmap: $!\n" if $at > $room;
  syscall(MUNMAP, $at + PAGE, $behind) == 0 or die "munmap: $!\n" if $behind > 0;
  my $holding = { how => $long ? 'pinned-long' : 'pinned', at => $at, pages => 1 };
  keep($holding);
  my $range = pack 'QQ', $at, PAGE;
  if ($long) {
    my $ring = shift @rings // ring();
    if ($ring < 0) { my $why = "$!"; let_go_of_last(0); die "io_uring_setup: $why\n" }
    $holding->{ring} = $ring;
    syscall(IO_URING_REGISTER, $ring, IORING_REGISTER_BUFFERS, $range, 1) == 0 or return let_go_of_last($!);
  } else {
    pipe my $from, my $to or die "pipe: $!\n";
    $holding->{pipe} = [$from, $to];
    syscall(VMSPLICE, fileno $to, $range, 1, 0) == PAGE or return let_go_of_last($!);
  }
  return 0;
}

sub let_go_of_last { my $errno = $_[0] + 0; give_back(pop @holdings); return $errno }

sub found {
  my ($room, $most, $block) = @_;
  for (my $page = 0; $page < $most; $page += STEP) {
    my $count = $most - $page < STEP ? $most - $page : STEP;
    syscall(MADVISE, $room + $page * PAGE, $count * PAGE, MADV_POPULATE_WRITE) == 0 or die "populating: $!\n";
    my $place = $page;
    for my $pfn (frames($room + $page * PAGE, $count)) {
      return $room + $place * PAGE if defined $pfn && int($pfn / block_pages()) == $block;
      $place++;
    }
  }
  return undef;
}

# Whether a page of the block is one that no migration moves: going offline waits for it for as long as nobody sends a signal. What is pinned for long
# was moved before, to a kernel zone, perhaps of another block.
sub is_pinned {
  my ($block) = @_;
  for (grep { $_->{how} ne 'filled' } @holdings) { for (frames($_->{at}, 1)) { return 1 if defined && int($_ / block_pages()) == $block } }
  return 0;
}

sub give_back {
  my ($holding) = @_;
  if (defined $holding->{ring}) {
    syscall(IO_URING_REGISTER, $holding->{ring}, IORING_UNREGISTER_BUFFERS, 0, 0);
    push @rings, $holding->{ring};
  }
  delete $holding->{pipe};
  syscall(MUNMAP, $holding->{at}, $holding->{pages} * PAGE) == 0 or die "munmap: $!\n";
}

sub release {
  give_back(pop @holdings) while @holdings;
  settle();
  return 0;
}

# Of each holding: how many of its pages are there and in which blocks, and which hold something else than was written: page frame number, and place.
my $most_told = 8;
sub holdings_seen { return @holdings ? ',"held":[' . join(',', map { seen($_) } @holdings) . ']' : '' }

sub seen {
  my ($holding) = @_;
  my ($there, $changes, %blocks, @changed) = (0, 0);
  my $pages = block_pages();
  page_words('/proc/self/pagemap', $holding->{at} / PAGE, $holding->{pages}, sub { for (unpack 'Q*', $_[0]) { next unless $_ >> 63; $there++; $blocks{ int(($_ & FRAME) / $pages) }++ } });
  for (my $page = 0; $page < $holding->{pages}; $page += PIECE) {
    my $count = $holding->{pages} - $page < PIECE ? $holding->{pages} - $page : PIECE;
    my $at = $holding->{at} + $page * PAGE;
    my ($written, $found) = (pattern($holding->{number}, $page, $count), unpack 'P' . $count * PAGE, pack 'Q', $at);
    next if $written eq $found;
    my @frames = frames($at, $count);
    for my $place (0 .. $count - 1) {
      next if substr($written, $place * PAGE, PAGE) eq substr($found, $place * PAGE, PAGE);
      push @changed, '[' . ($frames[$place] // -1) . ',' . ($page + $place) . ']' if $changes++ < $most_told;
    }
  }
  return "{\"how\":\"$holding->{how}\",\"pages\":$there,\"blocks\":{" . join(',', map { "\"$_\":$blocks{$_}" } sort { $a <=> $b } keys %blocks) . "},\"changed\":$changes,\"first\":[" . join(',', @changed) . ']}';
}

1;
