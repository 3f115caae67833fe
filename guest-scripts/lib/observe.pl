# One observation of the guest.
use strict;
our ($buffer, $files, $links, $errors, $lodged);

# What changes with memory is read first and close together, so that reading the rest is not seen in it.
my @counters = qw(/proc/meminfo /proc/zoneinfo /proc/vmstat /proc/buddyinfo /proc/pagetypeinfo);
my @settings = qw(/proc/iomem /proc/sys/vm/min_free_kbytes /proc/sys/vm/overcommit_ratio /proc/sys/kernel/tainted);
my @fixed = ('/proc/sys/kernel/osrelease', '/proc/cmdline');
my $memory = '/sys/devices/system/memory';
my $nodes = '/sys/devices/system/node';
my $parameters = '/sys/module/memory_hotplug/parameters';
my @sysfs = (
  (map { "$nodes/$_" } qw(online has_memory has_normal_memory has_cpu)),
  "$memory/block_size_bytes", "$memory/auto_online_blocks",
  (map { "$parameters/$_" } qw(memmap_on_memory online_policy auto_movable_ratio auto_movable_numa_aware)),
);
# Ways to have the kernel fail on purpose.
my @injected = map { "/sys/kernel/debug/notifier-error-inject/memory/actions/$_/error" } qw(MEM_GOING_ONLINE MEM_GOING_OFFLINE);
# That they are there is all there is to read: the one is write-only, the other is what kmemleak has found, which the log tells.
my @there = ("$memory/hard_offline_page", '/sys/kernel/debug/kmemleak');

# Counters are kept per CPU and gathered once a second, or when one has drifted by up to 125 pages (free pages were seen 3 short after one
# page was taken from the buddy allocator). Reading this has the kernel gather them now; where it cannot, they are as they are.
sub refresh {
  my $path = '/proc/sys/vm/stat_refresh';
  my $fd = held($path) // return;
  # The same gathering gives back what waits in a processor's lists of a far node, behind its back: such pages are neither free nor waiting before it is
  # done once more [mm/vmstat.c:refresh_cpu_vm_stats]. Of a zone that nothing was ever allocated from nothing waits. It takes two or three, and 20 where thousands wait: some 500
  # are given back at a time.
  my $waiting = $lodged ? waiting() : '';
  for (1 .. 100) {
    syscall(LSEEK, $fd, 0, 0);
    syscall(READ, $fd, $buffer, 1);
    last unless $lodged;
    my $now = waiting();
    last if $now eq $waiting;
    $waiting = $now;
  }
}

# How many pages wait in each processor's list of each zone.
sub waiting {
  my $fd = held('/proc/zoneinfo') // return '';
  syscall(LSEEK, $fd, 0, 0);
  my $text = '';
  while ((my $n = syscall(READ, $fd, $buffer, 65536)) > 0) { $text .= substr $buffer, 0, $n }
  return join ' ', $text =~ /^ +count: +(\d+)/mg;
}

# Directories of sysfs that get an entry for each object that adding memory makes.
my @directories = ($memory, $nodes, '/sys/bus/dax/devices', '/sys/devices/virtual/memory_tiering');
my $kernfs_nodes = '/sys/kernel/slab/kernfs_node_cache/objects';

sub observe {
  my ($pages) = @_;
  ($files, $links, $errors) = ('', '', '');
  my $told = uevents_read();
  refresh();
  held_file($_) for @counters;
  my @nodes = names($nodes, '^node\d+$');
  file("$nodes/$_/meminfo") for @nodes;
  # Where the firmware says how fast a node's memory is: that it is there is all.
  for my $path (map { "$nodes/$_/access0" } @nodes) { $files .= ',' . json_text($path) . ':""' if syscall(ACCESS, $path, 0) == 0 }
  my $blocks = blocks();
  file($_) for @sysfs;
  held_file($_) for @settings, @fixed;
  file($_) for @injected;
  for my $path (@there) { $files .= ',' . json_text($path) . ':""' if syscall(ACCESS, $path, 0) == 0 }
  my $bus = '/sys/bus/dax/devices';
  for my $device (names($bus, '^dax')) {
    file("$bus/$device/$_") for qw(size align target_node memmap_on_memory state);
    file("$bus/$device/../dax_region/$_") for qw(size available_size);
    for my $mapping (names("$bus/$device/", '^mapping\d+$')) { file("$bus/$device/$mapping/$_") for qw(start end) }
    target("$bus/$device");
    target("$bus/$device/driver");
  }
  my $held = $lodged ? holdings_seen() : '';
  my $looked = join ',', map { page_flags($_) } @{ $pages // [] };
  my $length = kpageflags_pages();
  my $entries = join ',', map { -d $_ ? json_text($_) . ':' . names($_, '[^.]') : () } @directories;
  # Last: nodes of what was removed are freed after a grace period.
  file($kernfs_nodes);
  return '"files":{' . substr($files, 1) . '},"links":{' . substr($links, 1) . '},"errors":{' . substr($errors, 1) . '},"blocks":' . json_text($blocks)
    . "$told$held,\"pages\":{$looked},\"entries\":{$entries}" . (defined $length ? ",\"kpageflags\":$length" : '');
}

1;
