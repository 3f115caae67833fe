/** What the guest runs in a reproduction, as its first process: devices, steps, what to look for. For the shell of busybox. */
import type { Performed } from '../../judge/retrace.ts';
import { errnoNumberText } from './errno-text.ts';
import { READING, type ReadingFunction } from './fact-reader.ts';
import type { Checks, ValueCheck } from './checks.ts';
import { shellWord, shellWords } from './shell-words.ts';

export interface GuestPart {
  /** guest-scripts/prepare with its arguments. */
  readonly prepare: readonly string[];
  readonly performed: readonly Performed[];
  readonly checks: Checks;
}

/** The write as a person would type it. */
export function echoed({ path, value }: NonNullable<Performed['write']>): string {
  const plain = /^[A-Za-z0-9_.:+][A-Za-z0-9_.:+-]*$/.test(value) || value === '\n';
  return plain ? `echo ${value.trim()} > ${path}`.replace('echo  >', 'echo >') : `printf %s ${shellWord(value)} > ${path}`;
}

export function guestScript({ prepare, performed, checks }: GuestPart): string[] {
  const { values } = checks;
  const failing = performed.slice(-1).flatMap((one) => stepLine(one));
  return [
    ...MOUNTS, ...STEP,
    ...functions(checks),
    '',
    '# Regions and namespaces are set up, the dax devices are bound to no driver.',
    `${shellWords(prepare)} > /tmp/prepared 2>&1 || {`,
    '  while read -r line; do say "$line"; done < /tmp/prepared',
    "  over 'could not tell' 'the memory devices could not be prepared'",
    '}',
    ...probing(checks),
    ...atTheStart(values),
    '',
    ...performed.slice(0, -1).flatMap((one) => stepLine(one)),
    ...values.flatMap((check, index) => (check.since === 'operation' ? [`before_${index}=$(value_${index})`] : [])),
    ...failing,
    '',
    ...values.flatMap((check, index) => asked(check, index)),
    ...(values.length > 0 ? CONCLUSION : ["over 'the steps' 'the report is looked for on the console'"]),
  ];
}

const MOUNTS = [
  '#!/bin/sh',
  'mount -t devtmpfs dev /dev; mount -t proc proc /proc; mount -t sysfs sys /sys',
  'mount -t debugfs debug /sys/kernel/debug 2> /dev/null; mount -t tracefs trace /sys/kernel/tracing 2> /dev/null',
  'echo on > /proc/sys/kernel/printk_devkmsg',
  'say() { echo "<5>repro: $*" > /dev/kmsg; }',
  '# over RESULT WHY: the end of the guest.',
  'over() { say "$1: $2"; say end; poweroff -f; sleep 60; }',
  '# Someone to kill when memory runs out: a kernel that finds nobody panics.',
  'echo -1000 > /proc/self/oom_score_adj',
  '(echo 1000 > /proc/self/oom_score_adj; exec dd if=/dev/zero bs=16M count=1 2> /dev/null) | sleep 86400 &',
] as const;

const STEP = [
  'differs=',
  'blocks() { ls /sys/devices/system/memory | grep -c "^memory[0-9]"; }',
  'removed=0',
  '# step N COMMAND ENDED: one write; ENDED is how it ended when the finding was made.',
  'step() {',
  '  say "operation $1: $2"',
  '  was=$(blocks)',
  '  ended=OK',
  "  if [ ! -e \"${2##* > }\" ]; then ended='No such file or directory'",
  '  elif ! { eval "$2"; } 2> /tmp/error; then read -r ended < /tmp/error; ended=${ended##*: }; fi',
  '  say "operation $1 ended: $ended"',
  '  now=$(blocks); [ "$now" -ge "$was" ] || removed=$((removed + was - now))',
  `  [ -z "$3" ] || [ "$ended" = "$3" ] || { say "note: operation $1 ended with '$3' when the finding was made"; differs=yes; }`,
  '}',
] as const;

const COMPARING = [
  'bad=0 good=0',
  '# since NOW BEFORE: how much it grew; nothing where one of them could not be read.',
  'since() { [ -z "$1" ] || [ -z "$2" ] || echo $(($1 - $2)); }',
  '# told NAME EXPECTED VALUE SEEN HOLDS: one line of the result.',
  `told() { say "$1: expected $2, seen \${3:-nothing} (\${4:-nothing} when the finding was made)"; if [ "$5" = yes ]; then good=$((good + 1)); else bad=$((bad + 1)); fi; }`,
  '# exactly NAME VALUE SEEN WANTED...',
  'exactly() {',
  '  name=$1 value=$2 seen=$3 holds=; shift 3',
  '  [ "$value" != none ] || value=',
  '  for wanted; do [ "$value" != "$wanted" ] || holds=yes; done',
  '  told "$name" "${*:-nothing}" "$value" "$seen" "$holds"',
  '}',
  '# between NAME VALUE SEEN LEAST MOST TEXT',
  'between() {',
  `  holds=; awk -v value="$2" -v least="$4" -v most="$5" 'BEGIN { exit !(value != "" && value + 0 >= least && value + 0 <= most) }' && holds=yes`,
  '  told "$1" "$6" "$2" "$3" "$holds"',
  '}',
] as const;

const CONCLUSION = [
  `if [ "$bad" -gt 0 ]; then over reproduced "$bad of $((bad + good)) values are not what was expected"`,
  `elif [ -n "$differs" ]; then over 'could not tell' 'every value is what was expected, but the way there was another'`,
  "else over 'not reproduced' 'every value is what was expected'; fi",
] as const;

function functions({ values }: Checks): string[] {
  const wanted = [...new Set(values.flatMap(({ reader }) => reader.uses))] as ReadingFunction[];
  const readers = values.map(({ reader }, index) => `value_${index}() { ${reader.command}; }`);
  return [...(values.length > 0 ? COMPARING : []), ...wanted.flatMap((name) => READING[name]), ...readers];
}

/** From 7.3 on kmem calls the inner of two functions. */
const SYMBOLS: Readonly<Record<string, readonly string[]>> = { add_memory_driver_managed: ['__add_memory_driver_managed', 'add_memory_driver_managed'] };

function probing({ probes }: Checks): string[] {
  if (probes.length === 0) return [];
  const events = '/sys/kernel/tracing';
  return [
    '# Calls of these functions are counted in the trace.',
    ...probes.flatMap((fn) => [
      `${(SYMBOLS[fn] ?? [fn]).map((symbol) => `echo 'p:repro/${fn} ${symbol}' >> ${events}/kprobe_events 2> /dev/null`).join(' || ')} || over 'could not tell' 'the kernel does not let ${fn} be probed'`,
    ]),
    `echo 1 > ${events}/events/repro/enable`,
  ];
}

/** Twice: the first look at a file leaves something in caches, which free memory would show. */
function atTheStart(values: readonly ValueCheck[]): string[] {
  const since = values.flatMap((check, index) => (check.change && check.since === 'start' ? [index] : []));
  const read = since.map((index) => `before_${index}=$(value_${index})`);
  return since.length === 0 ? [] : ['# What changes is counted from here. The first look leaves something in caches, so the second counts.', ...read, ...read];
}

const stepLine = ({ index, write, errno }: Performed): string[] =>
  (write ? [`step ${index} ${shellWord(echoed(write))} ${shellWord(errno === undefined ? '' : errnoNumberText(errno))}`] : []);

function asked({ name, wanted, seen, change }: ValueCheck, index: number): string[] {
  const value = change ? `"$(since "$(value_${index})" "$before_${index}")"` : `"$(value_${index})"`;
  const title = shellWord(change ? `change of ${name}` : name);
  if (wanted.kind === 'exactly') return [`exactly ${title} ${value} ${shellWord(seen)} ${shellWords(wanted.values)}`];
  const { least, most } = wanted;
  return [`between ${title} ${value} ${shellWord(seen)} ${least} ${most} ${shellWord(boundsText(least, most))}`];
}

function boundsText(least: number, most: number): string {
  if (least === most) return String(least);
  if (least === Number.MIN_SAFE_INTEGER) return `at most ${most}`;
  return most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `${least} to ${most}`;
}
