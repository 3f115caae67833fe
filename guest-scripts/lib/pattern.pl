# What is written to memory that the agent holds.
use strict;
# As much as a pipe takes.
sub PIECE() { 16 }

# Every page is another: whose it is and which, all over it. Of a piece at a time, which begins at a multiple of its size: perl takes 160 us a page under
# TCG where it is made of each by itself.
my $places = join '', map { pack('NN', 0, $_) x (PAGE / 8) } 0 .. PIECE - 1;
sub pattern { my ($number, $first, $count) = @_; return substr($places, 0, $count * PAGE) ^ (pack('NN', $number + 0xda010000, $first) x ($count * PAGE / 8)) }

sub inscribe {
  my ($number, $at, $pages) = @_;
  pipe my $from, my $to or die "pipe: $!\n";
  for (my $page = 0; $page < $pages; $page += PIECE) {
    my $count = $pages - $page < PIECE ? $pages - $page : PIECE;
    my $text = pattern($number, $page, $count);
    my $put = syswrite $to, $text;
    my $got = syscall(READ, fileno $from, $at + $page * PAGE, length $text);
    $put == length $text && $got == $put or die "writing to page $page of $pages: $!\n";
  }
}

1;
