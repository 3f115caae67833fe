/** What a reproduction looks for in the guest: what is read at the start and before the operation that failed, and what is compared after it. */
import type { Checks, ValueCheck } from './check.ts';
import { READING, type ReadingFunction } from './fact-reader.ts';
import { definitions } from './probes.ts';
import { shellWord, shellWords } from './shell-words.ts';

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

export const conclusion = ({ values, hang }: Checks): readonly string[] =>
  hang ? LOOK : values.length > 0 ? CONCLUSION : ["over 'the steps' 'the report is looked for on the console'"];

export function functions({ values }: Checks): string[] {
  const wanted = [...new Set(values.flatMap(({ reader }) => reader.uses))] as ReadingFunction[];
  const readers = values.map(({ reader }, index) => `value_${index}() { ${reader.command}; }`);
  return [...(values.length > 0 ? COMPARING : []), ...wanted.flatMap((name) => READING[name]), ...readers];
}

/** Done whenever everything was removed. */
export function emptied(values: readonly ValueCheck[]): string {
  const kept = values.flatMap(({ reader: { whenEmpty } }) => (whenEmpty === undefined ? [] : [`points="$points $(${whenEmpty})"`]));
  return `emptied() { ${kept.length === 0 ? ':' : kept.join('; ')}; }`;
}

export function probing({ probes }: Checks): string[] {
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
export function atTheStart(values: readonly ValueCheck[]): string[] {
  const since = values.flatMap((check, index) => (check.change && check.since === 'start' ? [index] : []));
  const read = since.map((index) => `before_${index}=$(value_${index})`);
  return since.length === 0 ? [] : ['# What changes is counted from here. The first look leaves something in caches, so the second counts.', ...read, ...read];
}

/** What the operation that failed changes is counted from here. */
export const rightBefore = (values: readonly ValueCheck[]): string[] =>
  values.flatMap((check, index) => (check.since === 'operation' ? [check.change ? `before_${index}=$(value_${index})` : CALLS_BEFORE] : []));

export function asked({ name, wanted, seen, change }: ValueCheck, index: number): string[] {
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
