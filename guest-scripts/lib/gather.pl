# What an observation is put together from: texts of files, targets of links, and the errnos of what could not be read.
use strict;
our ($buffer, %held);
our ($files, $links, $errors) = ('', '', '');

sub failed { $errors .= ',' . json_text($_[0]) . ':' . ($! + 0) unless $! == ENOENT }
sub file { my $text = attribute($_[0]); defined $text ? ($files .= ',' . json_text($_[0]) . ':' . json_text($text)) : failed($_[0]) }

# A /proc file may take many reads, and is opened once. A sysctl is read into a buffer that the kernel makes as large as it is asked for.
sub held_file {
  my ($path) = @_;
  my $most = $path =~ m{^/proc/sys/} ? 256 : 65536;
  my $fd = held($path) // return failed($path);
  syscall(LSEEK, $fd, 0, 0);
  my $text = '';
  while ((my $n = syscall(READ, $fd, $buffer, $most)) > 0) { $text .= substr $buffer, 0, $n }
  $files .= ',' . json_text($path) . ':' . json_text($text);
}

sub target { my $to = readlink $_[0]; defined $to ? ($links .= ',' . json_text($_[0]) . ':' . json_text($to)) : failed($_[0]) }

sub names { opendir my $dir, $_[0] or return; my @names = grep { /$_[1]/ } readdir $dir; closedir $dir; return @names }

1;
