# Loading modules by group. /daxlab/modules/GROUP says what to load in which order, one `name path` per line, dependencies first, as kmod
# resolved them when the image was built. What is built into the kernel, or not there at all, has no line.
use strict;
sub FINIT_MODULE() { 313 } sub EEXIST() { 17 }

sub load {
  my ($group) = @_;
  open my $list, '<', "/daxlab/modules/$group" or return;
  while (<$list>) {
    my ($name, $path) = split;
    next if -d "/sys/module/$name";
    my $options = '';
    open my $file, '<', $path or failed("opening module $path: $!");
    next if syscall(FINIT_MODULE, fileno $file, $options, 0) == 0 || $! == EEXIST;
    failed("loading module $name: $!");
  }
}

1;
