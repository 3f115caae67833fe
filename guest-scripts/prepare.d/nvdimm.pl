# An NVDIMM whose namespace becomes a devdax one. Without labels there is one namespace over the whole of it.
use strict;
require '/daxlab/lib/namespace.pl';
my $nd = '/sys/bus/nd';

sub prepare_nvdimm {
  load('nvdimm');
  -d $nd or unsupported('the kernel has no NVDIMM bus (CONFIG_LIBNVDIMM)');
  for my $device (@_) {
    my ($number) = $device->{dax} =~ /^dax(\d+\.0)$/ or failed("an NVDIMM's dax device is daxN.0, not $device->{dax}");
    my ($namespace, $region) = ("namespace$number", 'region' . int $number);
    wait_for($namespace, sub { -e "$nd/devices/$namespace" })
      or failed("no $namespace; on the NVDIMM bus are: " . join ' ', entries("$nd/devices"));
    devdax_namespace($region, $namespace);
  }
}

# Region and namespace have the numbers of the dax device [drivers/dax/pmem.c:__dax_pmem_probe].
sub numbered { my ($number) = $_[0]{dax} =~ /^dax(\d+\.\d+)$/; return ('region' . int $number, "namespace$number") }

sub make_nvdimm { devdax_namespace(numbered(@_)) }
sub destroy_nvdimm { devdax_namespace_destroyed(numbered(@_)) }

1;
