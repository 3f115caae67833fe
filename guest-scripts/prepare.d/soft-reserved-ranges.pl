# Soft-reserved RAM whose dax device has several ranges: the driver makes one device of all of it, which is emptied and filled again.
# ranges=AT+SIZE/AT+SIZE... counts from the start of the memory.
use strict;
require '/daxlab/prepare.d/soft-reserved.pl';

sub prepare_soft_reserved_ranges {
  prepare_soft_reserved();
  for my $device (@_) {
    my $dax = "/sys/bus/dax/devices/$device->{dax}";
    wait_for("dax device $device->{dax}", sub { -e "$dax/mapping0/start" }) or failed("no dax device $device->{dax} with a range");
    -e "$dax/mapping" or unsupported('the kernel gives dax devices no ranges of their own choice (daxX.Y/mapping, from 5.10)');
    my $start = hex get("$dax/mapping0/start");
    put("$dax/size", 0);
    for (split m{/}, $device->{ranges}) {
      my ($at, $size) = /^(\d+)\+(\d+)$/ or failed("not AT+SIZE: $_");
      put("$dax/mapping", sprintf '%x-%x', $start + $at, $start + $at + $size - 1);
    }
  }
}

1;
