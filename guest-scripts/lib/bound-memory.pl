# Memory of the agent's that is bound to a node, and which pages it has.
use strict;
sub MMAP() { 9 } sub MPROTECT() { 10 } sub MUNMAP() { 11 } sub MADVISE() { 28 } sub MUNLOCK() { 150 } sub MBIND() { 237 }
sub PROT_NONE() { 0 } sub PROT_READ_WRITE() { 3 } sub MAP_PRIVATE_ANONYMOUS() { 0x22 }
sub MADV_DONTFORK() { 10 } sub MADV_NOHUGEPAGE() { 15 } sub MADV_POPULATE_WRITE() { 23 }
sub MPOL_DEFAULT() { 0 } sub MPOL_BIND() { 2 } sub MPOL_MF_MOVE() { 2 }
sub PAGE() { 4096 }
# Of a word of pagemap: the page frame number.
sub FRAME() { (1 << 55) - 1 }

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

my $block_pages;
sub block_pages { return $block_pages //= hex(attribute('/sys/devices/system/memory/block_size_bytes')) / PAGE }

# Page frame numbers of so many pages; undef of one that is not there.
sub frames {
  my ($at, $count) = @_;
  my @frames;
  page_words('/proc/self/pagemap', $at / PAGE, $count, sub { push @frames, map { $_ >> 63 ? $_ & FRAME : undef } unpack 'Q*', $_[0] });
  return @frames;
}

1;
