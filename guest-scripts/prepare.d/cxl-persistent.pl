# CXL type-3 memory with a persistent capacity: a region over the whole of it, which the NVDIMM bus takes over, and of its namespace, whose
# label is written to the device, a dax device.
use strict;
require '/daxlab/lib/cxl.pl';
require '/daxlab/lib/namespace.pl';
my $nd = '/sys/bus/nd/devices';

sub prepare_cxl_persistent {
  # The bridge to the NVDIMM bus must be there before the first memory device is.
  load('cxl-pmem');
  cxl_ready('pmem');
  -d '/sys/bus/cxl/drivers/cxl_pmem_region' or unsupported('the kernel makes no NVDIMM regions of CXL regions (CONFIG_CXL_PMEM)');
  for my $device (@_) {
    # Both buses number it alike: the region's id is a memregion's [drivers/cxl/pmem.c:cxl_pmem_region_probe].
    my $region = cxl_region('pmem', cxl_memory($device->{serial}));
    my $namespace = seed($region, 'namespace');
    put("$nd/$namespace/uuid", namespace_uuid(100 + ($region =~ /(\d+)/)[0]));
    put("$nd/$namespace/size", get("$nd/$region/available_size"));
    devdax_namespace($region, $namespace);
  }
}

# Its region stays, which the NVDIMM bus has as any other.
require '/daxlab/prepare.d/nvdimm.pl';
sub make_cxl_persistent { make_nvdimm(@_) }
sub destroy_cxl_persistent { destroy_nvdimm(@_) }

1;
