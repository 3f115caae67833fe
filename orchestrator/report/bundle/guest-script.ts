/** What the guest runs in a reproduction, as its first process: devices, steps, what to look for. For the shell of busybox. */
import type { Performed } from '../../judge/retrace.ts';
import type { Operation } from '../../model/operation.ts';
import { errnoNumberText } from './errno-text.ts';
import { READING, type ReadingFunction } from './fact-reader.ts';
import { ENDED, type Checks, type ValueCheck } from './check.ts';
import { isOfExpanders, isOfHost, request } from './dimm-steps.ts';
import { definitions } from './probes.ts';
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
  const { values, hang } = checks;
  const line = (one: Performed): string[] => stepLine(one, prepare);
  // How it ends is what is looked for: that is another way no more.
  const isErrno = values.some(({ reader }) => reader.command === ENDED);
  const failing = performed.slice(-1).flatMap((one) => line(isErrno ? { ...one, errno: undefined } : one));
  return [
    ...MOUNTS, ...STEP, emptied(values), ...OTHER_STEPS.flatMap(([is, lines]) => (performed.some(({ operation }) => is(operation)) ? lines : [])),
    ...functions(checks),
    '',
    '# Regions and namespaces are set up, the dax devices are bound to no driver.',
    `${shellWords(prepare)} > /tmp/prepared 2>&1 || {`,
    '  while read -r line; do say "$line"; done < /tmp/prepared',
    "  over 'could not tell' 'the memory devices could not be prepared'",
    '}',
    'there=$(blocks)',
    ...probing(checks),
    ...atTheStart(values),
    '',
    ...performed.slice(0, -1).flatMap(line),
    ...values.flatMap((check, index) => (check.since === 'operation' ? [check.change ? `before_${index}=$(value_${index})` : CALLS_BEFORE] : [])),
    ...failing,
    '',
    ...values.flatMap((check, index) => asked(check, index)),
    ...(hang ? LOOK : values.length > 0 ? CONCLUSION : ["over 'the steps' 'the report is looked for on the console'"]),
  ];
}

const isRemaking = (operation: Operation): operation is Extract<Operation, { kind: 'make' | 'destroy' }> => operation.kind === 'make' || operation.kind === 'destroy';

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
  '(echo 1000 > /proc/self/oom_score_adj; exec dd if=/dev/zero bs=16M count=1 2> /dev/null) | { sleep 86400; } &',
] as const;

const STEP = [
  'differs=',
  'blocks() { set -- /sys/devices/system/memory/memory[0-9]*; echo $#; }',
  'removed=0',
  'begin() { say "operation $1: $2"; was=$(blocks); }',
  '# finish N ENDED: of an operation that has ended; ENDED is how it did when the finding was made.',
  'finish() {',
  '  say "operation $1 ended: $ended"',
  '  now=$(blocks)',
  '  if [ "$now" -lt "$was" ]; then removed=$((removed + was - now)); [ "$now" -ne "$there" ] || emptied; fi',
  `  [ -z "$2" ] || [ "$ended" = "$2" ] || { say "note: operation $1 ended with '$2' when the finding was made"; differs=yes; }`,
  '}',
  '# written ERRORS COMMAND: one write; $ended says how it did.',
  'written() {',
  '  ended=OK',
  "  if [ ! -e \"${2##* > }\" ]; then ended='No such file or directory'",
  '  elif ! { eval "$2"; } 2> "$1"; then read -r ended < "$1"; ended=${ended##*: }; fi',
  '}',
  '# step N COMMAND ENDED: one write.',
  'step() { begin "$1" "$2"; written /tmp/error "$2"; finish "$1" "$3"; }',
] as const;

/** Whoever opens a pipe for reading and writing holds it open: the writers see the end of theirs when the first process lets go. */
const TOGETHER_STEP = [
  '# together N ENDED COMMAND...: as many writes at once, each by a process that waits at a gate until all are there.',
  'together() {',
  '  number=$1 expected=$2 count=0 writers=; shift 2',
  '  begin "$number" "at once: $*"',
  '  rm -f /tmp/gate /tmp/arrived; mkfifo /tmp/gate /tmp/arrived && exec 8<> /tmp/arrived 9<> /tmp/gate || over "could not tell" "there are no named pipes"',
  '  for command; do',
  '    count=$((count + 1))',
  '    (exec < /tmp/gate 9>&-; echo >&8; read -r go; written "/tmp/error.$count" "$command"; echo "$ended" > "/tmp/ended.$count") &',
  '    writers="$writers $!"',
  '  done',
  '  each=0; while [ "$each" -lt "$count" ]; do read -r one <&8; each=$((each + 1)); done',
  '  exec 9>&-',
  '  # shellcheck disable=SC2086 # as many words as there are processes',
  '  wait $writers',
  '  ended= each=0; while [ "$each" -lt "$count" ]; do each=$((each + 1)); read -r one < "/tmp/ended.$each"; ended="${ended:+$ended and }$one"; done',
  `  [ -z "$expected" ] || [ "$ended" = "$expected" ] || over 'could not tell' "operation $number ended with '$ended', and with '$expected' when the finding was made: who comes first is chance"`,
  "  finish \"$number\" ''",
  '}',
] as const;

const REMAKE_STEP = [
  '# remake N COMMAND ENDED: what a device is made of is made or destroyed, by several writes.',
  'remake() {',
  '  begin "$1" "$2"',
  '  ended=OK',
  "  eval \"$2\" > /tmp/remade 2>&1 || ended=$(sed -n 's/^failed: .*: //p' /tmp/remade)",
  '  finish "$1" "$3"',
  '}',
] as const;

const HOST_STEP = [
  '# host N WHAT ENDED [THEN]: something that QEMU does, and that the kernel answers to it. Who runs this guest reads the console and answers on the keyboard.',
  'host() {',
  '  begin "$1" "$2"',
  '  say "please $2"',
  '  read -r ended < /dev/console',
  "  [ \"$ended\" != 'QEMU refuses' ] || over 'could not tell' \"QEMU refuses: $2\"",
  '  [ -z "${4:-}" ] || eval "$4" > /tmp/remade 2>&1 || over "could not tell" "$(cat /tmp/remade)"',
  '  finish "$1" "$3"',
  '}',
] as const;

const OTHER_STEPS: readonly (readonly [(operation: Operation) => boolean, readonly string[]])[] =
  [[isOfHost, HOST_STEP], [isRemaking, REMAKE_STEP], [({ kind }) => kind === 'together', TOGETHER_STEP]];

/** What daxlab reads after an operation: where the guest does not come back from that either, it hangs. */
const LOOK = [
  'cd /sys/devices/system/memory && cat /proc/zoneinfo /proc/meminfo /proc/vmstat /proc/buddyinfo /proc/pagetypeinfo /proc/iomem memory*/state memory*/valid_zones > /dev/null 2>&1',
  "over 'not reproduced' 'every operation ended'",
] as const;

const CALLS_BEFORE = "before_calls=$(grep -c ' [a-z_]*: (' /sys/kernel/tracing/trace)";

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

/** Done whenever everything was removed. */
function emptied(values: readonly ValueCheck[]): string {
  const kept = values.flatMap(({ reader: { whenEmpty } }) => (whenEmpty === undefined ? [] : [`points="$points $(${whenEmpty})"`]));
  return `emptied() { ${kept.length === 0 ? ':' : kept.join('; ')}; }`;
}

function probing({ probes }: Checks): string[] {
  if (probes.length === 0) return [];
  const events = '/sys/kernel/tracing';
  return [
    '# Calls of these functions are in the trace. Arguments are fetched in the first way that the kernel takes.',
    ...probes.map((probe) =>
      `${definitions(probe).map((definition) => `echo '${definition}' 2> /dev/null >> ${events}/kprobe_events`).join(' || ')} || over 'could not tell' 'the kernel does not let ${probe.fn} be probed'`),
    `echo 1 > ${events}/events/repro/enable`,
  ];
}

/** Twice: the first look at a file leaves something in caches, which free memory would show. */
function atTheStart(values: readonly ValueCheck[]): string[] {
  const since = values.flatMap((check, index) => (check.change && check.since === 'start' ? [index] : []));
  const read = since.map((index) => `before_${index}=$(value_${index})`);
  return since.length === 0 ? [] : ['# What changes is counted from here. The first look leaves something in caches, so the second counts.', ...read, ...read];
}

function stepLine({ index, operation, write, writes, errno, also = [] }: Performed, prepare: readonly string[]): string[] {
  const ended = shellWord(errno === undefined ? '' : [errno, ...also].map(errnoNumberText).join(' and '));
  if (isOfExpanders(operation)) {
    const then = `/daxlab/remake ${operation.kind === 'plug-cxl' ? 'await' : 'leave'} ${toldOf(operation.device, prepare)}`;
    return [`host ${index} ${shellWord(`${request(operation)} (${index})`)} ${ended} ${shellWord(then)}`];
  }
  if (isOfHost(operation)) return [`host ${index} '${request(operation)}' ${ended}`];
  if (isRemaking(operation)) return [`remake ${index} ${shellWord(`/daxlab/remake ${operation.kind} ${toldOf(operation.device, prepare)}`)} ${ended}`];
  if (writes) return [`together ${index} ${ended} ${writes.map((one) => shellWord(echoed(one))).join(' ')}`];
  return write ? [`step ${index} ${shellWord(echoed(write))} ${ended}`] : [];
}

/** The device as prepare was told of it. */
const toldOf = (device: string, prepare: readonly string[]): string => prepare.find((word) => new RegExp(`:${device}(,|$)`).test(word)) ?? device;

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
