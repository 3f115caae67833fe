/** The text of trace_pipe, strictly: one line per call, in the order of their time. */
import { z } from 'zod';
import type { Call } from '../../../model/calls.ts';
import { InfrastructureError } from '../../errors.ts';

const hex = z.string().regex(/^0x[0-9a-f]+$/).transform(Number);
const decimal = z.string().regex(/^-?\d+$/).transform(Number);
const altmap = { altmap: hex.optional(), base: hex.optional(), free: decimal.optional() };
const pfns = z.strictObject({ first: hex, count: decimal });
const range = { start: hex, size: hex };

/** What is fetched through a null pointer `[kernel/trace/trace_probe.c:print_type_string]`: the device of a block may fail before it has a name `[drivers/base/core.c:device_add]`. */
const NAMELESS = '(fault)';
const NAME = /^(?:"memory\d+"|\(fault\))$/;

const ARGUMENTS = {
  add_memory_driver_managed: z.strictObject(range),
  arch_add_memory: z.strictObject({ node: decimal, ...range, ...altmap }),
  create_memory_block_devices: z.strictObject({ ...range, ...altmap }),
  remove_memory_block_devices: z.strictObject(range),
  arch_remove_memory: z.strictObject({ ...range, ...altmap }),
  memory_block_release: z.strictObject({ block: z.string().regex(NAME).transform((name) => (name === NAMELESS ? undefined : Number(name.slice(7, -1)))) }),
  mhp_init_memmap_on_memory: pfns,
  mhp_deinit_memmap_on_memory: pfns,
  online_pages: pfns,
  offline_pages: pfns,
} satisfies Record<Call['fn'], z.ZodType>;

/** `  agent-71  [000] .....  12.345678: arch_add_memory: (arch_add_memory+0x0/0xb0) node=1 start=0x… size=0x…` */
const LINE = /^\s*.+-\d+\s+\[\d+\]\s+\S+\s+(?<time>\d+\.\d+): (?<event>\w+): \(\S+\) (?<fields>.*)$/;
const LOST = /^CPU:\d+ \[LOST (?<count>\d+) EVENTS\]$/;

/**
 * @param missed calls that the probes themselves have missed `[kernel/trace/trace_kprobe.c:trace_kprobe_missed]`
 * @throws InfrastructureError when a call may be missing
 */
export function callsOf(text: string, missed: number): readonly Call[] {
  if (missed > 0) {
    throw new InfrastructureError({ doing: 'reading the calls of an operation', expected: 'every call recorded', seen: `the probes missed ${missed}`, next: 'try again: a kprobe misses a call that is made while another is handled' });
  }
  return parseCalls(text);
}

/** @throws InfrastructureError for a line in no known shape, and for records that the kernel says it lost */
export function parseCalls(text: string): readonly Call[] {
  return text.split('\n').filter((line) => line !== '').map(parseLine);
}

function parseLine(line: string): Call {
  const lost = LOST.exec(line)?.groups?.['count'];
  if (lost !== undefined) {
    throw new InfrastructureError({ doing: 'reading the calls of an operation', expected: 'every record', seen: `the kernel lost ${lost} (ring buffer overrun)`, next: 'enlarge BUFFER_KIB in guest-scripts/lib/tracing.pl' });
  }
  const { time = '', event = '', fields = '' } = LINE.exec(line)?.groups ?? {};
  if (!(event in ARGUMENTS)) throw unreadable(line, 'a record of a probe that daxlab made');
  const parsed = ARGUMENTS[event as Call['fn']].safeParse(Object.fromEntries(fields.split(' ').map((field) => field.split(/=(.*)/s, 2))));
  if (!parsed.success) throw unreadable(line, z.prettifyError(parsed.error));
  return { fn: event, ...withAltmap(parsed.data), at: Number(time) } as Call;
}

/** What is fetched through a null pointer is not written: base and free mean something only with an altmap. */
function withAltmap(fields: Readonly<Record<string, number | undefined>>): Readonly<Record<string, unknown>> {
  const { altmap: pointer, base, free, ...rest } = fields;
  return pointer === undefined || pointer === 0 ? rest : { ...rest, altmap: { base, free } };
}

const unreadable = (line: string, expected: string): InfrastructureError =>
  new InfrastructureError({ doing: 'reading the calls of an operation', expected, seen: line, next: 'this is a defect of daxlab or of the guest: report it with the record' });
