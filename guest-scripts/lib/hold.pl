# Memory that the agent holds until it is told to let go: bound to a node, written once, and read whenever the guest is observed.
#
# It is the agent's own, not a process's of its own: such a one takes 1 to 2 MiB of ordinary memory for itself. The agent's memory is locked and its
# children share it, this is neither: it can be moved like anybody's, and has one owner.
use strict;

sub MMAP() { 9 } sub MPROTECT() { 10 } sub MUNMAP() { 11 } sub MADVISE() { 28 } sub MUNLOCK() { 150 } sub MBIND() { 237 } sub VMSPLICE() { 278 }
sub IO_URING_SETUP() { 425 } sub IO_URING_REGISTER() { 427 }
sub PROT_NONE() { 0 } sub PROT_READ_WRITE() { 3 } sub MAP_PRIVATE_ANONYMOUS() { 0x22 }
sub MADV_DONTFORK() { 10 } sub MADV_NOHUGEPAGE() { 15 } sub MADV_POPULATE_WRITE() { 23 }
sub MPOL_DEFAULT() { 0 } sub MPOL_BIND() { 2 } sub MPOL_MF_MOVE() { 2 } sub IORING_REGISTER_BUFFERS() { 0 } sub IORING_UNREGISTER_BUFFERS() { 1 }
sub PAGE() { 4096 }
# As much as a pipe takes.
sub PIECE() { 16 }
# So many pages are touched before it is looked which they are.
sub STEP() { 1024 }
# Of a word of pagemap: the page frame number.
sub FRAME() { (1 << 55) - 1 }
# KiB of a node that are left alone: watermarks, and what others want meanwhile.
sub RESERVE() { 4096 }

my @holdings;    # { how, at, pages, number, and what keeps a pin }
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

# Room that is bound to the node, and not there yet: its address, or nothing, with $! set where the kernel refuses the node. What the agent maps is locked
# and would be there at once, so it cannot be accessed before it is bound.
sub room {
  my ($pages, $node) = @_;
  my $bytes = $pages * PAGE;
  my $at = syscall(MMAP, 0, $bytes, PROT_NONE, MAP_PRIVATE_ANONYMOUS, -1, 0);
  $at != -1 or die "mmap of $bytes bytes: $!\n";
  syscall(MUNLOCK, $at, $bytes) == 0 or die "munlock: $!\n";
  # A kernel without huge pages knows no such advice.
  syscall(MADVISE, $at, $bytes, MADV_NOHUGEPAGE);
  syscall(MADVISE, $at, $bytes, MADV_DONTFORK) == 0 or die "madvise: $!\n";
  my $mask = pack 'Q', 1 << $node;
  if (syscall(MBIND, $at, $bytes, MPOL_BIND, $mask, 64, 0) != 0) {
    my $errno = $! + 0;
    syscall(MUNMAP, $at, $bytes);
    $! = $errno;
    return undef;
  }
  syscall(MPROTECT, $at, $bytes, PROT_READ_WRITE) == 0 or die "mprotect: $!\n";
  return $at;
}

# New pages wait in lists of each processor's before they can be moved or given back; moving nothing empties those.
sub settle {
  my $at = syscall(MMAP, 0, PAGE, PROT_NONE, MAP_PRIVATE_ANONYMOUS, -1, 0);
  syscall(MBIND, $at, PAGE, MPOL_DEFAULT, 0, 0, MPOL_MF_MOVE) == 0 or die "mbind, to empty the lists of new pages: $!\n";
  syscall(MUNMAP, $at, PAGE);
}

# Every page is another: whose it is and which, all over it. Of a piece at a time, which begins at a multiple of its size: perl takes 160 us a page under
# TCG where it is made of each by itself.
my $places = join '', map { pack('NN', 0, $_) x (PAGE / 8) } 0 .. PIECE - 1;
sub pattern { my ($number, $first, $count) = @_; return substr($places, 0, $count * PAGE) ^ (pack('NN', $number + 0xda010000, $first) x ($count * PAGE / 8)) }

sub inscribe {
  my ($number, $at, $pages) = @_;
  pipe my $from, my $to or die "pipe: $!\n";
  for (my $page = 0; $page < $pages; $page += PIECE) {
    my $count = $pages - $page < PIECE ? $pages - $page : PIECE;
    my $text = pattern($number, $page, $count);
    my $put = syswrite $to, $text;
    my $got = syscall(READ, fileno $from, $at + $page * PAGE, length $text);
    $put == length $text && $got == $put or die "writing to page $page of $pages: $!\n";
  }
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
  my $most = int((($free // 0) - RESERVE) / 4);
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
    my $parameters = "\0" x 120;
    my $ring = syscall(IO_URING_SETUP, 1, $parameters);
    $ring >= 0 or return let_go_of_last($!);
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

my $block_pages;
sub block_pages { return $block_pages //= hex(attribute('/sys/devices/system/memory/block_size_bytes')) / PAGE }

# Page frame numbers of so many pages; undef of one that is not there.
sub frames {
  my ($at, $count) = @_;
  my @frames;
  page_words('/proc/self/pagemap', $at / PAGE, $count, sub { push @frames, map { $_ >> 63 ? $_ & FRAME : undef } unpack 'Q*', $_[0] });
  return @frames;
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
    syscall(CLOSE, $holding->{ring});
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
