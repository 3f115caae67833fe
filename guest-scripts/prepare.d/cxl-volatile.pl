# CXL type-3 memory with a volatile capacity: one region per device over the whole of it, no interleave.
# The steps of `cxl create-region -m -t ram -w 1` as plain sysfs writes (Documentation/ABI/testing/sysfs-bus-cxl).
use strict;
my $cxl = '/sys/bus/cxl/devices';

sub prepare_cxl_volatile {
  my @names = @_;
  load('cxl');
  -d '/sys/bus/cxl' or unsupported('the kernel has no CXL (CONFIG_CXL_BUS)');
  wait_for('CXL root decoder', sub { -e "$cxl/decoder0.0" }) or failed('no CXL root decoder: no fixed memory window, or cxl_acpi did not load');
  -e "$cxl/decoder0.0/create_ram_region" or unsupported('the kernel makes no CXL RAM regions (decoder0.0/create_ram_region, from 6.3)');
  -d '/sys/bus/cxl/drivers/cxl_dax_region' or unsupported('the kernel makes no dax devices of CXL regions (CONFIG_DEV_DAX_CXL)');
  my @memories;
  wait_for(@names . ' CXL memory devices', sub { @memories = memories(); @memories >= @names })
    or failed('too few CXL memory devices; on the CXL bus are: ' . join ' ', entries($cxl));
  region($names[$_], $memories[$_]) for 0 .. $#names;
}

# By serial number, which is the order of the machine description: the kernel's own numbering follows the order of probing.
sub memories { return sort { hex get("$cxl/$a/serial") <=> hex get("$cxl/$b/serial") } grep { /^mem\d+$/ } entries($cxl) }

sub endpoint_decoder {
  my ($memory) = @_;
  for my $endpoint (grep { /^endpoint/ } entries($cxl)) {
    next unless (readlink("$cxl/$endpoint/uport") // '') =~ m{/$memory$};
    return (grep { /^decoder/ } entries("$cxl/$endpoint"))[0];
  }
  return undef;
}

sub region {
  my ($name, $memory) = @_;
  my $decoder;
  wait_for("endpoint decoder of $memory", sub { $decoder = endpoint_decoder($memory) }) or failed("$memory has no endpoint decoder");
  my $size = get("$cxl/$memory/ram/size");
  my $root = "$cxl/decoder0.0";
  my $region = get("$root/create_ram_region");
  put("$root/create_ram_region", $region);
  put("$cxl/$region/interleave_granularity", 256);
  put("$cxl/$region/interleave_ways", 1);
  put("$cxl/$decoder/mode", 'ram');
  put("$cxl/$decoder/dpa_size", $size);
  put("$cxl/$region/size", $size);
  put("$cxl/$region/target0", $decoder);
  put("$cxl/$region/commit", 1);
  put('/sys/bus/cxl/drivers/cxl_region/bind', $region);
}

1;
