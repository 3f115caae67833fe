# Loading by group. /daxlab/modules/GROUP says what to load in which order, one `name path` per line, dependencies first, as kmod resolved
# them when the image was built. A group is absent where the kernel has no modules. A plain insmod per line searches nothing at run time.
load() {
  [ -f "/daxlab/modules/$1" ] || return 0
  while read -r name path; do
    [ -d "/sys/module/$name" ] || insmod "$path" || return 1
  done < "/daxlab/modules/$1"
}
