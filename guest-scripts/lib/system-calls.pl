# System calls by number, on x86-64, and reading a small file with them.
#
# Observing must not disturb what is observed: memory is locked and allocated once, nothing is forked, files of /proc stay open. Raw
# syscall() is used for reads and writes because perl's own I/O layers allocate a buffer per handle. It refuses string literals: it must
# assume that the kernel writes through the pointer.
use strict;
# Constants as empty-prototype functions: loading constant.pm takes a guest under TCG 80 ms, more than all the rest of the start.
sub READ() { 0 } sub WRITE() { 1 } sub OPEN() { 2 } sub CLOSE() { 3 } sub LSEEK() { 8 } sub SETITIMER() { 38 } sub PREAD64() { 17 } sub ACCESS() { 21 } sub MLOCKALL() { 151 } sub SOCKET() { 41 } sub RECVFROM() { 45 } sub BIND() { 49 } sub SETSOCKOPT() { 54 } sub GETDENTS64() { 217 } sub SCHED_SETSCHEDULER() { 144 } sub EXIT_GROUP() { 231 }
sub O_RDONLY() { 0 } sub O_WRONLY() { 1 } sub O_RDWR() { 2 } sub O_RDONLY_NONBLOCK() { 04000 } sub MCL_CURRENT_FUTURE() { 3 }
sub ENOENT() { 2 } sub EINTR() { 4 } sub EAGAIN() { 11 } sub EPIPE() { 32 } sub ENOBUFS() { 105 }
sub SCHED_OTHER() { 0 } sub SCHED_FIFO() { 1 }

our $buffer = "\0" x 65536;
our %held;    # path -> file descriptor of a file or directory that stays open

# The descriptor of a file that is opened once, or undef where it cannot be opened, with $! set.
sub held {
  my ($path) = @_;
  my $fd = $held{$path} //= syscall(OPEN, $path, O_RDONLY);
  return $fd if $fd >= 0;
  delete $held{$path};
  return undef;
}

# Text of a small sysfs file, or undef with $! set. One read(2) is enough: a sysfs attribute is at most one page.
sub attribute {
  my ($path) = @_;
  my $fd = syscall(OPEN, $path, O_RDONLY);
  return undef if $fd < 0;
  my $n = syscall(READ, $fd, $buffer, 65536);
  my $errno = $!;
  syscall(CLOSE, $fd);
  $! = $errno;
  return $n < 0 ? undef : substr $buffer, 0, $n;
}

1;
