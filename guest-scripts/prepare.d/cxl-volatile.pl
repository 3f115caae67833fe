# CXL type-3 memory with a volatile capacity: one region per device over the whole of it, no interleave.
use strict;
require '/daxlab/lib/cxl.pl';

sub prepare_cxl_volatile {
  cxl_ready('ram');
  -d '/sys/bus/cxl/drivers/cxl_dax_region' or unsupported('the kernel makes no dax devices of CXL regions (CONFIG_DEV_DAX_CXL)');
  cxl_region('ram', map { cxl_memory($_) } split /\+/, $_->{serial}) for @_;
}

1;
