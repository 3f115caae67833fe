/** An operation as the one write it is, and the agent's answer to it. */
import { constants } from 'node:os';
import { z } from 'zod';
import type { Call } from '../../model/calls.ts';
import type { InjectedErrno, Operation, SingleOperation } from '../../model/operation.ts';

export interface Write {
  readonly path: string;
  readonly value: string;
}

/** What the guest does by one write. */
export type OwnOperation = Exclude<SingleOperation, { kind: (typeof NO_WRITE)[number] }>;

const NO_WRITE = ['plug-dimm', 'unplug-dimm', 'make', 'destroy', 'unplug-cxl', 'plug-cxl', 'fill', 'pin', 'release', 'seek-leaks'] as const;

export const isOwn = (operation: Operation): operation is OwnOperation => operation.kind !== 'together' && !NO_WRITE.some((kind) => kind === operation.kind);

export function writeOf(operation: OwnOperation): Write {
  switch (operation.kind) {
    case 'write-attribute':
      return { path: `/sys/bus/dax/devices/${operation.device}/memmap_on_memory`, value: reaching(operation.value) };
    case 'bind':
    case 'unbind':
      return { path: `/sys/bus/dax/drivers/kmem/${operation.kind}`, value: operation.device };
    case 'write-id':
      return { path: `/sys/bus/dax/drivers/${operation.driver}/${operation.file}`, value: reaching(operation.value) };
    case 'write-dax-state':
      return { path: `/sys/bus/dax/devices/${operation.device}/state`, value: reaching(operation.value) };
    case 'write-dax-size':
      return { path: `/sys/bus/dax/devices/${operation.device}/size`, value: reaching(operation.value) };
    case 'write-dax-mapping':
      return { path: `/sys/bus/dax/devices/${operation.device}/mapping`, value: reaching(operation.value) };
    case 'write-dax-region':
      return { path: `/sys/bus/dax/devices/dax${operation.region}.0/../dax_region/${operation.file}`, value: reaching(operation.value) };
    case 'write-state':
      return { path: `/sys/devices/system/memory/memory${operation.block}/state`, value: reaching(operation.value) };
    case 'write-policy':
      return { path: `${operation.policy === 'auto_online_blocks' ? '/sys/devices/system/memory' : '/sys/module/memory_hotplug/parameters'}/${operation.policy}`, value: reaching(operation.value) };
    case 'inject-notifier':
      return { path: `/sys/kernel/debug/notifier-error-inject/memory/actions/${operation.event}/error`, value: String(0 - numberOf(operation.errno)) };
    case 'poison-page':
      return { path: '/sys/devices/system/memory/hard_offline_page', value: `0x${(operation.pfn * PAGE_SIZE).toString(16)}` };
  }
}

const PAGE_SIZE = 4096;
/** The host's numbers are the guest's: both are Linux. */
const numberOf = (errno: InjectedErrno): number => (errno === 'OK' ? 0 : constants.errno[errno]);

/** A write(2) of no bytes returns 0 without reaching the driver, so an empty value goes as the newline that `echo` writes. */
function reaching(value: string): string {
  return value === '' ? '\n' : value;
}

/** Of what went on in the kernel. */
const witnessed = {
  /** With the call witness: texts of trace_pipe, and of kprobe_profile behind it. */
  calls: z.string().optional(),
  profile: z.string().optional(),
  /** Of /dev/kmsg, from behind the last operation's end marker to this one's. */
  log: z.strictObject({
    first: z.int().nonnegative(), next: z.int().nonnegative(), read: z.int().nonnegative(), overrun: z.boolean(), printed: z.int().nonnegative(),
  }),
};

const writeResult = { call: z.enum(['open', 'write']), errno: z.int().nonnegative(), written: z.int().nonnegative() };
/** For `left`: there is no /proc/self/fail-nth, and nothing was written. */
export const NO_FAIL_NTH = -1;
/** `left`: what /proc/self/fail-nth had still to count behind the write, where one of its allocations was to fail. */
export const writeReplySchema = z.strictObject({ id: z.int(), ...writeResult, left: z.int().min(NO_FAIL_NTH).optional(), ...witnessed });
/** Of writes by as many processes at once, in the order of the request. One that was not done in time was killed. */
export const togetherReplySchema = z.strictObject({ id: z.int(), results: z.array(z.union([z.strictObject(writeResult), z.strictObject({ cut: z.literal(1) })])).min(1), ...witnessed });

/** To the marks around an operation that is not the guest's own. */
export const beginReplySchema = z.strictObject({ id: z.int(), edge: z.literal('begin') });
export const endReplySchema = z.strictObject({ id: z.int(), edge: z.literal('end'), ...witnessed });

/** What the guest tells of an operation, whoever made it. */
export interface Witnessed {
  /** What the kernel called on the way; undefined without a call witness. */
  readonly calls?: readonly Call[] | undefined;
  /** The records of the kernel's log that there are: numbers of the first and of the one after the last, how many, and how many lines of them the console prints. */
  readonly log: z.output<typeof writeReplySchema>['log'];
}

export interface Performed extends Witnessed {
  /** 0, or the positive errno of `call`. */
  readonly errno: number;
  /** The call that `errno` is of: open(2) fails where there is no such file, write(2) is what the driver answered. */
  readonly call: 'open' | 'write';
  /** How many allocations more it had to make for one to fail; 0 where one did. */
  readonly left?: number | undefined;
}
