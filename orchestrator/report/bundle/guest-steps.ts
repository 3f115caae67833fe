/** The steps of a reproduction: the shell functions that make them in the guest, and a line for each. */
import type { Performed } from '../../judge/retrace.ts';
import type { Operation } from '../../model/operation.ts';
import { isOfExpanders, isOfHost, request } from './dimm-steps.ts';
import { errnoNumberText } from './errno-text.ts';
import { shellWord } from './shell-words.ts';

/** The write as a person would type it. */
export function echoed({ path, value }: NonNullable<Performed['write']>): string {
  const plain = /^[A-Za-z0-9_.:+][A-Za-z0-9_.:+-]*$/.test(value) || value === '\n';
  return plain ? `echo ${value.trim()} > ${path}`.replace('echo  >', 'echo >') : `printf %s ${shellWord(value)} > ${path}`;
}

type Holding = Extract<Operation, { kind: 'fill' | 'release' }>;

/** Done by a process that goes on. One that pins is not among them: whoever waits for the page must be sent a signal, as the agent does. */
export const isHolding = (operation: Operation): operation is Holding => operation.kind === 'fill' || operation.kind === 'release';

/** As guest-scripts/hold takes it. */
const holdWords = (operation: Holding): string => (operation.kind === 'fill' ? `fill ${operation.node} ${operation.pages}` : 'release');

/** Done by a program of daxlab's. */
export const isProgram = (operation: Operation): operation is Extract<Operation, { kind: 'make' | 'destroy' | 'seek-leaks' }> => ['make', 'destroy', 'seek-leaks'].includes(operation.kind);

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

const PROGRAM_STEP = [
  '# program N COMMAND ENDED: several writes, of which the first that fails says why: what a device is made of is made or destroyed, or kmemleak looks.',
  'program() {',
  '  begin "$1" "$2"',
  '  ended=OK',
  "  eval \"$2\" > /tmp/remade 2>&1 || ended=$(sed -n 's/^failed: .*: //p' /tmp/remade)",
  '  finish "$1" "$3"',
  '}',
] as const;

const HOLD_STEP = [
  '# A process that holds memory, and what it answers.',
  'mkfifo /tmp/hold.in /tmp/hold.out || over "could not tell" "there are no named pipes"',
  '/daxlab/hold < /tmp/hold.in > /tmp/hold.out &',
  'exec 6> /tmp/hold.in 7< /tmp/hold.out',
  'held() { echo "$*" >&6; read -r answer <&7; echo "$answer"; }',
  '# hold N WHAT ENDED: memory is taken or given back.',
  'hold() {',
  '  begin "$1" "$2"',
  '  ended=$(held "$2")',
  "  case $ended in 'failed: '*) over 'could not tell' \"$2: $ended\" ;; esac",
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
  [[isOfHost, HOST_STEP], [isProgram, PROGRAM_STEP], [isHolding, HOLD_STEP], [({ kind }) => kind === 'together', TOGETHER_STEP]];

/** The functions that these steps need. */
export const stepFunctions = (performed: readonly Performed[]): readonly string[] =>
  [...STEP, ...OTHER_STEPS.flatMap(([is, lines]) => (performed.some(({ operation }) => is(operation)) ? lines : []))];

export function stepLine({ index, operation, write, writes, errno, also = [] }: Performed, prepare: readonly string[]): string[] {
  const ended = shellWord(errno === undefined ? '' : [errno, ...also].map(errnoNumberText).join(' and '));
  if (isOfExpanders(operation)) {
    const then = `/daxlab/remake ${operation.kind === 'plug-cxl' ? 'await' : 'leave'} ${toldOf(operation.device, prepare)}`;
    return [`host ${index} ${shellWord(`${request(operation)} (${index})`)} ${ended} ${shellWord(then)}`];
  }
  if (isOfHost(operation)) return [`host ${index} '${request(operation)}' ${ended}`];
  if (isProgram(operation)) return [`program ${index} ${shellWord(operation.kind === 'seek-leaks' ? '/daxlab/seek-leaks' : `/daxlab/remake ${operation.kind} ${toldOf(operation.device, prepare)}`)} ${ended}`];
  if (isHolding(operation)) return [`hold ${index} '${holdWords(operation)}' ${ended}`];
  if (writes) return [`together ${index} ${ended} ${writes.map((one) => shellWord(echoed(one))).join(' ')}`];
  return write ? [`step ${index} ${shellWord(echoed(write))} ${ended}`] : [];
}

/** The device as prepare was told of it. */
const toldOf = (device: string, prepare: readonly string[]): string => prepare.find((word) => new RegExp(`:${device}(,|$)`).test(word)) ?? device;
