# An NVDIMM whose namespace becomes a devdax one with its page structs in ordinary memory: the steps of
# `ndctl create-namespace -m devdax -M mem -e namespaceN.0 -f` as plain sysfs writes.
use strict;
my $nd = '/sys/bus/nd';

sub prepare_nvdimm {
  my @names = @_;
  load('nvdimm');
  -d $nd or unsupported('the kernel has no NVDIMM bus (CONFIG_LIBNVDIMM)');
  -d "$nd/drivers/dax_pmem" or unsupported('the kernel makes no dax devices of NVDIMMs (CONFIG_DEV_DAX_PMEM)');
  for my $name (@names) {
    my ($number) = $name =~ /^dax(\d+\.0)$/ or failed("an NVDIMM's dax device is daxN.0, not $name");
    my $namespace = "namespace$number";
    my $region = 'region' . int $number;
    wait_for("$namespace and its seed", sub { -e "$nd/devices/$namespace" && -e "$nd/devices/$region/dax_seed" })
      or failed("no $namespace; on the NVDIMM bus are: " . join ' ', entries("$nd/devices"));
    put("$nd/devices/$namespace/driver/unbind", $namespace) if -e "$nd/devices/$namespace/driver";
    my $seed = get("$nd/devices/$region/dax_seed");
    put("$nd/devices/$seed/uuid", sprintf '00000000-0000-4000-8000-%012d', int $number);
    put("$nd/devices/$seed/mode", 'ram');
    put("$nd/devices/$seed/align", 2 << 20);
    put("$nd/devices/$seed/namespace", $namespace);
    put("$nd/drivers/dax_pmem/bind", $seed);
  }
}

1;
