# DIMMs that are not there yet: that the kernel listens to ACPI for them is all there is to see.
use strict;

sub prepare_pc_dimm {
  -d '/sys/firmware/acpi/hotplug/memory' or unsupported('the kernel takes no memory that ACPI plugs in (CONFIG_ACPI_HOTPLUG_MEMORY)');
}

1;
