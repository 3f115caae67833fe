# The edges of an operation: marked in the kernel's log, and at its end what the other witnesses have of it.
use strict;
our $tracing = 0;

sub operation_begin { mark("operation $_[0] begin") }

sub operation_end {
  my $marker = "operation $_[0] end";
  my $calls = $tracing ? trace_read() . ',' : '';
  mark($marker);
  return $calls . log_account($marker);
}

# One that another does to the guest: the host says when.
sub edge {
  my ($request) = @_;
  my $end = '';
  if ($request->{edge} eq 'end') { $end = ',' . operation_end($request->{operation}) }
  else { operation_begin($request->{operation}) }
  return "\"edge\":\"$request->{edge}\"$end";
}

1;
