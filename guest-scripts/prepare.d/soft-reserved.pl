# RAM that the kernel command line marks as Soft Reserved: the driver makes a dax device of each range by itself.
use strict;

sub prepare_soft_reserved {
  load('hmem');
  -d '/sys/bus/platform/drivers/hmem' or unsupported('the kernel makes no dax devices of soft-reserved memory (CONFIG_DEV_DAX_HMEM)');
}

1;
