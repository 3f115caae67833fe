/** How a shell in the guest reads a fact (model/observables). Each command prints the value as the fact has it, and nothing where there is none. */

/** Functions of the guest's shell, to be defined where a command uses them. */
export const READING = {
  zone: [
    '# zone NODE ZONE LABEL: a number of /proc/zoneinfo. Free pages with those of the per-cpu lists.',
    'zone() {',
    `  awk -v node="$1" -v zone="$2" -v label="$3" '`,
    `    /^Node/ { here = $2 == node "," && $4 == zone; next }`,
    `    here && label == "free" && ($1 == "pages" && $2 == "free" || $1 == "count:") { sum += $NF }`,
    `    here && ($1 == label || $1 == label ":") { sum = $2 }`,
    `    END { print sum + 0 }' /proc/zoneinfo`,
    '}',
  ],
  boot_memory: [
    '# boot_memory NODES: KiB free in the kernel zones of these nodes, per-cpu lists included.',
    'boot_memory() {',
    `  awk -v nodes=" $1 " '`,
    `    /^Node/ { here = index(nodes, " " $2 + 0 " ") && $4 ~ /^(DMA|DMA32|Normal)$/; next }`,
    `    here && ($1 == "pages" && $2 == "free" || $1 == "count:") { sum += $NF }`,
    `    END { print 4 * sum }' /proc/zoneinfo`,
    '}',
  ],
  all_memory: [
    '# KiB free in all zones, per-cpu lists included.',
    `all_memory() { awk '$1 == "pages" && $2 == "free" || $1 == "count:" { sum += $NF } END { print 4 * sum }' /proc/zoneinfo; }`,
  ],
  labelled: [
    '# labelled FILE LABEL...: the sum of these lines.',
    'labelled() {',
    `  file=$1; shift`,
    `  awk -v labels=" $* " '{ sub(/:$/, "", $1) } index(labels, " " $1 " ") { sum += $2; seen = 1 } END { if (seen) print sum }' "$file"`,
    '}',
  ],
  iomem: [
    '# iomem "START-END : NAME" N: the depth of the Nth such line of /proc/iomem from the outermost.',
    'iomem() {',
    `  awk -v wanted="$1" '{ line = $0; sub(/^ +/, "", line); sub(/^0+/, "", line); sub(/-0+/, "-", line) } line == wanted { print (length($0) - length(substr($0, match($0, /[^ ]/)))) / 2 }' /proc/iomem | sort -n | sed -n "$2p"`,
    '}',
  ],
  buddy: [
    '# buddy NODE ZONE: free blocks of each order.',
    `buddy() { awk -v node="$1," -v zone="$2" '$2 == node && $4 == zone { $1 = $2 = $3 = $4 = ""; sub(/^ +/, ""); print }' /proc/buddyinfo; }`,
  ],
  pageblocks: [
    '# pageblocks NODE ZONE: how many of which type.',
    'pageblocks() {',
    `  awk -v node="$1," -v zone="$2" '`,
    `    /^Number of blocks type/ { for (i = 5; i <= NF; i++) type[i] = $i; table = 1; next }`,
    `    !/^Node/ { table = 0 }`,
    `    table && $2 == node && $4 == zone { for (i = 5; i <= NF; i++) if ($i > 0) print type[i], $i }' /proc/pagetypeinfo | sort | sed -n 'H;\${x;s/^\\n//;s/\\n/, /g;p}'`,
    '}',
  ],
  nodes: [
    '# nodes NAME: a list of nodes such as 0-2 written out.',
    `nodes() { awk -F, '{ for (i = 1; i <= NF; i++) { split($i "-" $i, end, "-"); for (n = end[1]; n <= end[2]; n++) text = text "," n } print substr(text, 2) }' "/sys/devices/system/node/$1"; }`,
  ],
  dax_mappings: [
    '# dax_mappings NAME: START-END of each range.',
    'dax_mappings() {',
    `  for mapping in "/sys/bus/dax/devices/$1"/mapping*; do [ -e "$mapping/start" ] && printf '%x-%x\\n' "$(cat "$mapping/start")" "$(cat "$mapping/end")"; done | tr '\\n' ' ' | sed 's/ $//'`,
    '}',
  ],
  calls: [
    '# calls FUNCTION: how often the kernel has called it since it was probed.',
    `calls() { grep -c " $1: (" /sys/kernel/tracing/trace; }`,
  ],
  call: [
    '# call N: the Nth call of any probed function since the operation began, with its arguments.',
    'call() {',
    `  awk -v wanted="$((before_calls + $1))" '`,
    `    !/ [a-z_]+: \\(/ || ++place != wanted { next }`,
    `    {`,
    `      split("", with); fn = ""`,
    `      for (i = 1; i <= NF; i++) {`,
    `        if (fn == "" && $(i + 1) ~ /^\\(/) fn = substr($i, 1, length($i) - 1)`,
    `        at = index($i, "="); if (at) with[substr($i, 1, at - 1)] = substr($i, at + 1)`,
    `      }`,
    `      text = fn`,
    `      if ("block" in with) { gsub(/"/, "", with["block"]); text = text " " with["block"] }`,
    `      if ("start" in with) text = text " start=" with["start"] " size=" with["size"]`,
    `      if ("node" in with) text = text " node=" with["node"]`,
    `      if ("first" in with) text = text " pfn=" with["first"] " pages=" with["count"]`,
    `      if ("altmap" in with && with["altmap"] != "0x0") text = text " altmap base=" with["base"] " free=" with["free"]`,
    `      print text`,
    `    }' /sys/kernel/tracing/trace`,
    '}',
  ],
  self_hosted: [
    '# self_hosted PFN COUNT: pages from there on that are marked as holding the memmap of their own block (bit 37 of /proc/kpageflags and no other).',
    `self_hosted() { perl -e 'open my $flags, "<", "/proc/kpageflags" or exit; sysseek $flags, 8 * $ARGV[0], 0; sysread $flags, my $bytes, 8 * $ARGV[1]; print scalar(grep { $_ == 1 << 37 } unpack "Q*", $bytes), "\\n"' "$1" "$2"; }`,
  ],
  page_flags: [
    '# page_flags PFN COUNT: the values of /proc/kpageflags that pages from there on have.',
    `page_flags() { perl -e 'open my $flags, "<", "/proc/kpageflags" or exit; sysseek $flags, 8 * $ARGV[0], 0; sysread $flags, my $bytes, 8 * $ARGV[1]; my %seen = map { sprintf("0x%x", $_) => 1 } unpack "Q*", $bytes; print join(" ", sort keys %seen), "\\n"' "$1" "$2"; }`,
  ],
  system_ram: [
    '# Bytes of System RAM in /proc/iomem.',
    `system_ram() { sed -n 's/^ *\\([0-9a-f]*\\)-\\([0-9a-f]*\\) : System RAM.*/\\1 \\2/p' /proc/iomem | (bytes=0; while read -r first last; do bytes=$((bytes + 0x$last - 0x$first + 1)); done; echo "$bytes"); }`,
  ],
  dwindling: [
    '# What is free in the boot nodes whenever everything was removed, and by how much less it gets each time: least squares, in KiB.',
    'points=',
    'dwindling() {',
    `  echo "$points" | awk '`,
    `    NF < 5 { exit }`,
    `    { for (i = 1; i <= NF; i++) mean += $i / NF; for (i = 1; i <= NF; i++) sum += (i - (NF + 1) / 2) * ($i - mean); printf "%.1f\\n", -12 * sum / (NF * (NF * NF - 1)) }'`,
    '}',
  ],
} as const;
export type ReadingFunction = keyof typeof READING;

export interface FactReader {
  readonly command: string;
  readonly uses: readonly ReadingFunction[];
  /** A command whose value is kept each time that everything was removed. */
  readonly whenEmpty?: string;
}

const MEMORY = '/sys/devices/system/memory';
const PARAMETERS = '/sys/module/memory_hotplug/parameters';
/** Of x86, and the size of a struct page there. */
const [PAGE, STRUCT_PAGE] = [4096, 64];
const file = (path: string): FactReader => ({ command: `cat ${path} 2> /dev/null`, uses: [] });
const used = (name: ReadingFunction, ...words: readonly string[]): FactReader => ({ command: [name, ...words].join(' '), uses: [name] });

/** What a command needs to know of the guest that showed the fact. */
export interface Surroundings {
  /** Nodes that had memory when the guest had booted. */
  readonly bootNodes: readonly number[];
  readonly blockSize: number;
}

/** Of these nodes, in KiB. */
export const freeMemory = (nodes: readonly number[]): FactReader => used('boot_memory', `'${nodes.join(' ')}'`);

type Parts = readonly (string | undefined)[];
/** By the shape of the name; a part is what its groups hold. */
const READERS: readonly (readonly [RegExp, (parts: Parts, surroundings: Surroundings) => FactReader])[] = [
  [/^memory(\d+)\/(state|valid_zones|removable)$/, ([block, what]) => file(`${MEMORY}/memory${block}/${what}`)],
  [/^memory(\d+)\/phys_index$/, ([block]) => ({ command: `printf '%d' "0x$(cat ${MEMORY}/memory${block}/phys_index)"`, uses: [] })],
  [/^memory(\d+)\/node$/, ([block]) => ({ command: `ls ${MEMORY}/memory${block} 2> /dev/null | sed -n 's/^node//p'`, uses: [] })],
  [/^memory(\d+)\/self_hosted_pages$/, ([block], { blockSize }) => used('self_hosted', String(Number(block) * (blockSize / PAGE)), String((blockSize / PAGE) * (STRUCT_PAGE / PAGE)))],
  [/^memory(\d+)\/memmap_flags$/, ([block], { blockSize }) => used('page_flags', String(Number(block) * (blockSize / PAGE)), String((blockSize / PAGE) * (STRUCT_PAGE / PAGE)))],
  [/^memory(\d+)\/self_hosted_pages_elsewhere$/, ([block], { blockSize }) => used('self_hosted', String((Number(block) + STRUCT_PAGE / PAGE) * (blockSize / PAGE)), String((blockSize / PAGE) * (1 - STRUCT_PAGE / PAGE)))],
  [/^(dax\d+\.\d+)\/driver$/, ([device]) => ({ command: `readlink /sys/bus/dax/devices/${device}/driver | sed 's/.*\\///'`, uses: [] })],
  [/^(dax\d+\.\d+)\/mappings$/, ([device = '']) => used('dax_mappings', device)],
  [/^(dax\d+\.\d+)\/(size|target_node|memmap_on_memory|state)$/, ([device, what]) => file(`/sys/bus/dax/devices/${device}/${what}`)],
  [/^(dax\d+\.\d+)\/align$/, ([device]) => file(`/sys/bus/dax/devices/${device}/align`)],
  [/^node(\d+)\/(\w+)\/(present|managed|spanned|start_pfn|free)$/, ([node = '', zone = '', what = '']) => used('zone', node, zone, what)],
  [/^node(\d+)\/(\w+)\/buddy$/, ([node = '', zone = '']) => used('buddy', node, zone)],
  [/^node(\d+)\/(\w+)\/pageblocks$/, ([node = '', zone = '']) => used('pageblocks', node, zone)],
  [/^node(\d+)\/MemTotal$/, ([node]) => ({ command: `sed -n 's/.*MemTotal: *\\([0-9]*\\) kB/\\1/p' /sys/devices/system/node/node${node}/meminfo`, uses: [] })],
  [/^node(\d+)\/access0$/, ([node]) => ({ command: `test -d /sys/devices/system/node/node${node}/access0 && echo there`, uses: [] })],
  [/^node\/(online|has_memory|has_normal_memory|has_cpu)$/, ([mask = '']) => used('nodes', mask)],
  [/^iomem\/([0-9a-f]+-[0-9a-f]+) ([^#']+?)(?: #(\d+))?$/, ([range = '', name = '', place]) => used('iomem', `'${range.replace(/^0+(?=.)/, '')} : ${name}'`, place ?? '1')],
  [/^(MemTotal|CommitLimit|DirectMap1G|HardwareCorrupted)$/, ([label = '']) => used('labelled', '/proc/meminfo', label)],
  [/^DirectMap$/, () => used('labelled', '/proc/meminfo', 'DirectMap4k', 'DirectMap2M', 'DirectMap1G')],
  [/^(nr_memmap_pages|nr_memmap_boot_pages)$/, ([label = '']) => used('labelled', '/proc/vmstat', label)],
  [/^min_free_kbytes$/, () => file('/proc/sys/vm/min_free_kbytes')],
  [/^tainted$/, () => file('/proc/sys/kernel/tainted')],
  [/^release$/, () => file('/proc/sys/kernel/osrelease')],
  [/^block_size_bytes$/, () => ({ command: `printf '%d' "0x$(cat ${MEMORY}/block_size_bytes)"`, uses: [] })],
  [/^memory_hotplug\.(\w+)$/, ([parameter]) => file(`${PARAMETERS}/${parameter}`)],
  [/^auto_online_blocks$/, () => file(`${MEMORY}/auto_online_blocks`)],
  [/^notifier-error-inject\/(\w+)$/, ([event]) => file(`/sys/kernel/debug/notifier-error-inject/memory/actions/${event}/error`)],
  // The process that holds them says so (guest-steps).
  [/^held\/(pages|pages_changed)$/, ([what]) => ({ command: `held ${what}`, uses: [] })],
  [/^free memory of all nodes \(KiB\)$/, () => used('all_memory')],
  // What laws over the whole scenario ask about (judge/conservation).
  [/^node(\d+)\/(\w+): pages present by its blocks$/, ([node = '', zone = '']) => used('zone', node, zone, 'present')],
  [/^node(\d+)\/(\w+): pages spanned by its blocks$/, ([node = '', zone = '']) => ({ command: `printf '%d from pfn 0x%x' "$(zone ${node} ${zone} spanned)" "$(zone ${node} ${zone} start_pfn)"`, uses: ['zone'] })],
  [/^entries of (\/sys\/[\w/]+)$/, ([directory]) => ({ command: `ls ${directory} | wc -l`, uses: [] })],
  [/^free memory of the boot nodes \(KiB\)$/, (_, { bootNodes }) => freeMemory(bootNodes)],
];

/** Undefined for a fact that a shell has no simple way to read. */
export function factReader(fact: string, surroundings: Surroundings): FactReader | undefined {
  for (const [pattern, reader] of READERS) {
    const match = pattern.exec(fact);
    if (match) return reader(match.slice(1), surroundings);
  }
  return undefined;
}
