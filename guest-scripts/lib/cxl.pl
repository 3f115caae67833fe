# CXL memory devices and regions as plain sysfs writes: the steps of `cxl create-region` (Documentation/ABI/testing/sysfs-bus-cxl).
use strict;
my $cxl = '/sys/bus/cxl/devices';

# The driver, and the root decoder of the machine's window. `type` is ram or pmem.
sub cxl_ready {
  my ($type) = @_;
  rescan_ports() if -e '/daxlab/run/forked';
  load('cxl');
  -d '/sys/bus/cxl' or unsupported('the kernel has no CXL (CONFIG_CXL_BUS)');
  wait_for('CXL root decoder', sub { -e "$cxl/decoder0.0" }) or failed('no CXL root decoder: no fixed memory window, or cxl_acpi did not load');
  -e "$cxl/decoder0.0/create_${type}_region" or unsupported("the kernel makes no CXL \U$type\E regions (decoder0.0/create_${type}_region)");
}

# QEMU saves no registers of CXL ports and expanders, and says nothing. A fork whose drivers are not loaded yet has only what PCI itself
# wrote into them, which is written again once they are found again. The host bridge of CXL is a root bus other than 00.
sub rescan_ports {
  my $pci = '/sys/bus/pci/devices';
  my @ports = grep { (readlink("$pci/$_") // '') =~ m{/pci[0-9a-f]{4}:(?!00)[0-9a-f]{2}/[^/]+$} } entries($pci);
  put("$pci/$_/remove", 1) for @ports;
  put('/sys/bus/pci/rescan', 1);
}

# The memory device of a serial number: the kernel's own numbering follows the order of probing.
sub cxl_memory {
  my ($serial) = @_;
  my $found;
  wait_for("CXL memory device with serial number $serial", sub { $found = cxl_memory_now($serial) })
    or failed("no CXL memory device with serial number $serial; on the CXL bus are: " . join ' ', entries($cxl));
  return $found;
}

sub cxl_memory_now { my ($serial) = @_; return (grep { hex(get("$cxl/$_/serial") // 0) == $serial } grep { /^mem\d+$/ } entries($cxl))[0] }

# PCI addresses, without a function, of what is CXL memory.
sub cxl_memory_slots { return map { readlink("$cxl/$_") =~ m{/([\da-f:]+)\.0/mem\d+$} ? $1 : () } grep { /^mem\d+$/ } entries($cxl) }

# The folder of the root port that a memory device is behind, and the device's own PCI address without a function; nothing where it is not there.
sub cxl_memory_port {
  my $memory = cxl_memory_now($_[0]) // return;
  return readlink("$cxl/$memory") =~ m{/(devices/.*)/([\da-f:]+)\.0/mem\d+$} ? ("/sys/$1", $2) : ();
}

# What a port shows of its slot: bits 8 and 9 of Slot Control, in the PCI Express capability (10h) [include/uapi/linux/pci_regs.h].
sub BLINKS() { 2 }
sub power_indicator {
  open my $file, '<:raw', "$_[0]/config" or failed("opening $_[0]/config: $!");
  read $file, my $config, 256;
  my $place = ord substr $config, 0x34;
  $place = ord substr $config, $place + 1 while $place && ord(substr $config, $place) != 0x10;
  return $place ? unpack('v', substr $config, $place + 0x18) >> 8 & 3 : 0;
}

sub endpoint_decoder {
  my ($memory) = @_;
  for my $endpoint (grep { /^endpoint/ } entries($cxl)) {
    next unless (readlink("$cxl/$endpoint/uport") // '') =~ m{/$memory$};
    return (grep { /^decoder/ } entries("$cxl/$endpoint"))[0];
  }
  return undef;
}

# One region over the whole capacity of the memory devices, interleaved when there are several. Returns its name.
sub cxl_region {
  my ($type, @memories) = @_;
  my $root = "$cxl/decoder0.0";
  my $region = get("$root/create_${type}_region");
  put("$root/create_${type}_region", $region);
  my @taken;
  undone_by(sub { put("$cxl/$_/dpa_size", 0, 'may fail') for @taken; put("$root/delete_region", $region, 'may fail') });
  # The length is compared with that of a line [drivers/cxl/core/region.c:uuid_store].
  put("$cxl/$region/uuid", sprintf "00000000-0000-4000-8000-%012d\n", $region =~ /(\d+)/) if $type eq 'pmem';
  put("$cxl/$region/interleave_granularity", 256);
  put("$cxl/$region/interleave_ways", scalar @memories);
  my ($size, @decoders) = (0);
  for my $memory (@memories) {
    my $decoder;
    wait_for("endpoint decoder of $memory", sub { $decoder = endpoint_decoder($memory) }) or failed("$memory has no endpoint decoder");
    my $capacity = get("$cxl/$memory/$type/size");
    put("$cxl/$decoder/mode", $type);
    put("$cxl/$decoder/dpa_size", $capacity);
    push @taken, $decoder;
    $size += hex $capacity;
    push @decoders, $decoder;
  }
  put("$cxl/$region/size", $size);
  put("$cxl/$region/target$_", $decoders[$_]) for 0 .. $#decoders;
  put("$cxl/$region/commit", 1);
  put('/sys/bus/cxl/drivers/cxl_region/bind', $region);
  undone_by();
  return $region;
}

# What cxl_region made: the steps of `cxl destroy-region -f`.
sub cxl_region_destroyed {
  my ($region) = @_;
  -d "$cxl/$region" or failed("no $region; on the CXL bus are: " . join(' ', entries($cxl)), ENODEV());
  put('/sys/bus/cxl/drivers/cxl_region/unbind', $region) if -e "$cxl/$region/driver";
  put("$cxl/$region/commit", 0);
  for my $target (grep { /^target\d+$/ } entries("$cxl/$region")) {
    my $decoder = get("$cxl/$region/$target") or next;
    put("$cxl/$region/$target", "\n");
    put("$cxl/$decoder/dpa_size", 0);
  }
  put("$cxl/decoder0.0/delete_region", $region);
}

1;
