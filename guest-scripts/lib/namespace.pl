# A namespace of the NVDIMM bus becomes a devdax one with its page structs in ordinary memory: the steps of
# `ndctl create-namespace -m devdax -M mem -e namespaceN.0 -f` as plain sysfs writes.
use strict;
my $nd = '/sys/bus/nd';

sub namespace_uuid { return sprintf '00000000-0000-4000-8000-%012d', $_[0] }

# What becomes the region's next namespace or dax device. The region's driver makes it after the region's files are there, and its name
# is known before it is: devices of this bus are registered asynchronously [drivers/nvdimm/bus.c:nd_device_register].
sub seed {
  my ($region, $what) = @_;
  my $seed;
  wait_for("the $what seed of $region", sub { ($seed = get("$nd/devices/$region/${what}_seed")) && -e "$nd/devices/$seed/uuid" })
    or failed("$region has no $what seed; on the NVDIMM bus are: " . join ' ', entries("$nd/devices"));
  return $seed;
}

sub devdax_namespace {
  my ($region, $namespace) = @_;
  -d "$nd/drivers/dax_pmem" or unsupported('the kernel makes no dax devices of NVDIMMs (CONFIG_DEV_DAX_PMEM)');
  put("$nd/devices/$namespace/driver/unbind", $namespace) if -e "$nd/devices/$namespace/driver";
  my $seed = seed($region, 'dax');
  put("$nd/devices/$seed/uuid", namespace_uuid($region =~ /(\d+)/));
  put("$nd/devices/$seed/mode", 'ram');
  put("$nd/devices/$seed/align", 2 << 20);
  put("$nd/devices/$seed/namespace", $namespace);
  put("$nd/drivers/dax_pmem/bind", $seed);
}

# What devdax_namespace made: the namespace is nobody's again. Of `ndctl destroy-namespace` it leaves out that the label and what dax_pmem wrote
# into the namespace are wiped: both say what would be made again.
sub devdax_namespace_destroyed {
  my ($region, $namespace) = @_;
  my ($device) = grep { /^dax/ && (get("$nd/devices/$_/namespace") // '') eq $namespace } entries("$nd/devices");
  $device or failed("no dax device has $namespace; on the NVDIMM bus are: " . join(' ', entries("$nd/devices")), ENODEV());
  put("$nd/drivers/dax_pmem/unbind", $device);
  put("$nd/devices/$device/namespace", "\n");
  wait_for("$device to go", sub { !-e "$nd/devices/$device" || get("$nd/devices/$region/dax_seed") eq $device }) or failed("$device does not go");
}

1;
