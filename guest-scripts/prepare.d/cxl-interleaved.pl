# Volatile CXL memory of several type-3 devices behind one host bridge: one region over all of them, in turns of 256 bytes.
use strict;
require '/daxlab/prepare.d/cxl-volatile.pl';

sub prepare_cxl_interleaved { prepare_cxl_volatile(@_) }
sub make_cxl_interleaved { make_cxl_volatile(@_) }
sub destroy_cxl_interleaved { destroy_cxl_volatile(@_) }

1;
