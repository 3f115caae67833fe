# CXL type-3 memory with a volatile capacity: one region per device over the whole of it, no interleave.
use strict;
require '/daxlab/lib/cxl.pl';

sub prepare_cxl_volatile {
  cxl_ready('ram');
  # Once loaded, 7.3 registers the driver in its own time [7.3 drivers/dax/cxl.c:cxl_dax_region_init].
  my $driver = '/sys/bus/cxl/drivers/cxl_dax_region';
  -d '/sys/module/dax_cxl' || -d $driver or unsupported('the kernel makes no dax devices of CXL regions (CONFIG_DEV_DAX_CXL)');
  wait_for('the driver of CXL dax regions', sub { -d $driver }) or failed('dax_cxl is loaded and has no driver');
  cxl_region('ram', map { cxl_memory($_) } split /\+/, $_->{serial}) for @_;
}

1;
