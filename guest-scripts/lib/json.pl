# JSON, as far as the host and the agent speak it: strings, whole numbers, arrays and objects.
use strict;

my %escape = ("\n" => '\n', "\t" => '\t', '"' => '\"', '\\' => '\\\\');
my %plain = (n => "\n", t => "\t", r => "\r", b => "\b", f => "\f");

sub json_text {
  my $text = $_[0];
  $text =~ s/([\x00-\x1f"\\\x7f-\xff])/$escape{$1} \/\/= sprintf '\u%04x', ord $1/ge;
  return "\"$text\"";
}

# One value at pos of the line that is given, which is not copied.
sub json_value {
  $_[0] =~ /\G\s*/gc;
  if ($_[0] =~ /\G"((?:[^"\\]|\\.)*)"/gc) {
    my $text = $1;
    $text =~ s/\\(?:u00([0-7][0-9a-fA-F])|(.))/defined $1 ? chr hex $1 : $plain{$2} \/\/ $2/ges;
    return $text;
  }
  return $1 if $_[0] =~ /\G(-?\d+)/gc;
  if ($_[0] =~ /\G\[/gc) {
    my @list;
    until ($_[0] =~ /\G\s*\]/gc) { push @list, json_value($_[0]); $_[0] =~ /\G\s*,/gc }
    return \@list;
  }
  if ($_[0] =~ /\G\{/gc) {
    my %object;
    until ($_[0] =~ /\G\s*\}/gc) {
      my $key = json_value($_[0]);
      $_[0] =~ /\G\s*:/gc or die "no colon\n";
      $object{$key} = json_value($_[0]);
      $_[0] =~ /\G\s*,/gc;
    }
    return \%object;
  }
  die 'not JSON at ' . (pos($_[0]) // 0) . "\n";
}

1;
