# CXL type-3 memory with a volatile capacity: one region per device over the whole of it, no interleave.
use strict;
require '/daxlab/lib/cxl.pl';

sub prepare_cxl_volatile {
  cxl_ready('ram');
  # Once loaded, 7.3 registers the driver in its own time [7.3 drivers/dax/cxl.c:cxl_dax_region_init].
  my $driver = '/sys/bus/cxl/drivers/cxl_dax_region';
  -d '/sys/module/dax_cxl' || -d $driver or unsupported('the kernel makes no dax devices of CXL regions (CONFIG_DEV_DAX_CXL)');
  wait_for('the driver of CXL dax regions', sub { -d $driver }) or failed('dax_cxl is loaded and has no driver');
  for (@_) { cxl_memory($_) for split /\+/, $_->{serial}; make_cxl_volatile($_) }
}

# One that is not there now is taken out.
sub make_cxl_volatile { cxl_region('ram', map { cxl_memory_now($_) // failed("no CXL memory device with serial number $_", ENODEV()) } split /\+/, $_[0]{serial}) }

sub await_cxl_volatile {
  my $memory = cxl_memory($_[0]{serial});
  wait_for("the decoders of $memory", sub { endpoint_decoder($memory) }) or failed("$memory has no endpoint decoder");
}

# The guest lets go of it 5 s after its button was pressed, lest somebody presses again [drivers/pci/hotplug/pciehp_ctrl.c:pciehp_handle_button_press];
# who turns the slot's power off as well means it, and the same is done at once. QEMU lets go when the slot's power and, 1 s later, its indicator
# are off: then the slot is empty. Until then it holds what is no CXL memory any more: the memory device goes first, and its PCI device a little later
# (seen: taken for gone between the two).
sub leave_cxl_volatile {
  my ($serial) = $_[0]{serial};
  my $slots = '/sys/bus/pci/slots';
  if (my ($port, $address) = cxl_memory_port($serial)) {
    # Before, the button would be one that is pressed when the slot is off: plug in.
    wait_for("the button of expander $serial to be noticed", sub { power_indicator($port) == BLINKS() }) or failed("the slot of expander $serial does not blink");
    put("$slots/$_/power", 0) for grep { get("$slots/$_/address") eq $address } entries($slots);
  }
  wait_for("expander $serial to be let go of", sub {
    return 0 if cxl_memory_now($serial);
    my %held = map { $_ => 1 } cxl_memory_slots();
    return !grep { get("$slots/$_/adapter") && !$held{get("$slots/$_/address")} } entries($slots);
  }) or failed("expander $serial is still there");
}

# The X of daxX.Y is the region's number [drivers/dax/cxl.c:cxl_dax_region_probe].
sub destroy_cxl_volatile { cxl_region_destroyed('region' . ($_[0]{dax} =~ /^dax(\d+)/)[0]) }

1;
