# Memory blocks, as an observation has them.
#
# One line a block: number, state, valid_zones, removable, phys_index, node. Most of an observation's time goes here: 13 system calls for
# each of 272 blocks make 0.1 s under TCG. What cannot change while a block exists (removable, phys_index) is read once; that it is still
# the same block, its directory's inode number tells, which the kernel never gives twice.
use strict;
our ($buffer, %held, $errors);
my $memory = '/sys/devices/system/memory';
my $nodes = '/sys/devices/system/node';
my %known;    # number -> [inode, "removable|phys_index"]

sub blocks {
  my @nodes = map { substr $_, 4 } names($nodes, '^node\d+$');
  my $guess = $nodes[0];
  my $text = '';
  chdir $memory or return failed($memory);
  my $inodes = block_inodes();
  for my $number (sort { $a <=> $b } keys %$inodes) {
    my $block = "memory$number";
    $text .= $number . '|' . block_attribute("$block/state") . '|' . block_attribute("$block/valid_zones") . '|';
    my $known = $known{$number};
    if (!$known || $known->[0] != $inodes->{$number}) {
      $known = $known{$number} = [$inodes->{$number}, block_attribute("$block/removable") . '|' . block_attribute("$block/phys_index")];
    }
    # The node link of a block is nearly always the one its neighbour has: asking for it by name needs no directory read.
    my $link = "$block/node$guess";
    if (syscall(ACCESS, $link, 0) != 0) {
      my ($node) = grep { my $other = "$block/node$_"; syscall(ACCESS, $other, 0) == 0 } @nodes;
      $text .= $known->[1] . '|' . ($node // '') . "\n";
      $guess = $node if defined $node;
    } else {
      $text .= $known->[1] . "|$guess\n";
    }
  }
  return $text;
}

sub block_attribute {
  my $text = attribute($_[0]);
  if (!defined $text) { $errors .= ',' . json_text("$memory/$_[0]") . ':' . ($! + 0); return '' }
  chomp $text;
  return $text;
}

# Numbers of the memoryN directories and their inodes. perl's readdir does not give inodes.
sub block_inodes {
  my %inodes;
  my $fd = held($memory) // return {};
  syscall(LSEEK, $fd, 0, 0);
  while ((my $n = syscall(GETDENTS64, $fd, $buffer, 65536)) > 0) {
    # struct linux_dirent64: inode, offset, length of this record, type, name.
    for (my $at = 0; $at < $n;) {
      my ($inode, $length, $name) = unpack "\@$at Q x8 S x Z*", $buffer;
      $inodes{ substr $name, 6 } = $inode if $name =~ /^memory\d+$/;
      $at += $length;
    }
  }
  return \%inodes;
}

1;
