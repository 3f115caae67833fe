# CXL type-3 memory with a volatile capacity: one region per device over the whole of it, no interleave.
use strict;
require '/daxlab/lib/cxl.pl';

sub prepare_cxl_volatile {
  cxl_ready('ram');
  # Once loaded, 7.3 registers the driver in its own time [7.3 drivers/dax/cxl.c:cxl_dax_region_init].
  my $driver = '/sys/bus/cxl/drivers/cxl_dax_region';
  -d '/sys/module/dax_cxl' || -d $driver or unsupported('the kernel makes no dax devices of CXL regions (CONFIG_DEV_DAX_CXL)');
  wait_for('the driver of CXL dax regions', sub { -d $driver }) or failed('dax_cxl is loaded and has no driver');
  make_cxl_volatile($_) for @_;
}

sub make_cxl_volatile { cxl_region('ram', map { cxl_memory($_) } split /\+/, $_[0]{serial}) }

# The X of daxX.Y is the region's number [drivers/dax/cxl.c:cxl_dax_region_probe].
sub destroy_cxl_volatile { cxl_region_destroyed('region' . ($_[0]{dax} =~ /^dax(\d+)/)[0]) }

1;
