/** The calls of an operation against those predicted: how often each function was called, then which arguments and which order. */
import type { Altmap, Call, CalledFunction } from '../model/calls.ts';
import type { Evidence } from './evidence.ts';
import type { Difference } from './verdict.ts';

export type CallWitness = Extract<Evidence, { type: 'call-witness' }>;

/** Only what the witness can see counts. Empty where both agree. */
export function callDifferences(witness: CallWitness, predicted: readonly Call[], seen: readonly Call[]): Difference[] {
  const expected = visibleCalls(witness, predicted);
  const counts = witness.observable.flatMap(({ fn }) => countDifference(fn, count(expected, fn), count(seen, fn)));
  return counts.length > 0 ? [...counts, ...altmapDifferences(witness, expected, seen)] : sequenceDifference(expected, seen);
}

/** Where the order says nothing any more, because calls are missing, each function that was called as often as it should still has its altmaps. */
function altmapDifferences({ observable }: CallWitness, expected: readonly Call[], seen: readonly Call[]): Difference[] {
  return observable.filter(({ fn, altmap }) => altmap && count(expected, fn) === count(seen, fn)).flatMap(({ fn }) => {
    const others = seen.filter((call) => call.fn === fn);
    const own = expected.filter((call) => call.fn === fn);
    const place = own.findIndex((call, index) => altmapOf(call) !== altmapOf(others[index]));
    return place === -1 ? [] : [{ fact: `altmap of call ${place + 1} of ${own.length}, ${fn}`, expected: altmapOf(own[place]), seen: altmapOf(others[place]) }];
  });
}

const altmapOf = (call: Call | undefined): string => (call && 'altmap' in call && call.altmap ? altmapInWords(call.altmap).trim() : 'none');

/** As the witness would see them. */
export function visibleCalls(witness: CallWitness, calls: readonly Call[]): readonly Call[] {
  const visible = new Map(witness.observable.map(({ fn, altmap }) => [fn, altmap]));
  return calls.filter(({ fn }) => visible.has(fn)).map((call) => (visible.get(call.fn) === true ? call : withoutAltmap(call)));
}

const count = (calls: readonly Call[], fn: CalledFunction): number => calls.filter((call) => call.fn === fn).length;

function countDifference(fn: CalledFunction, expected: number, seen: number): Difference[] {
  return expected === seen ? [] : [{ fact: fn, expected: times(expected), seen: times(seen) }];
}

/** The first place where they part; what follows would be its echo. */
function sequenceDifference(expected: readonly Call[], seen: readonly Call[]): Difference[] {
  for (const [place, call] of expected.entries()) {
    const other = seen[place];
    const [want, got] = [inWords(call), other ? inWords(other) : 'nothing'];
    if (want !== got) return [{ fact: `call ${place + 1} of ${expected.length}, ${call.fn}`, expected: want, seen: got }];
  }
  return [];
}

function withoutAltmap(call: Call): Call {
  return 'altmap' in call ? { ...call, altmap: undefined } : call;
}

const times = (number: number): string => (number === 1 ? '1 call' : `${number} calls`);
const hex = (number: number): string => `0x${number.toString(16)}`;
const altmapInWords = (altmap: Altmap | undefined): string => (altmap ? ` altmap base=${hex(altmap.base)} free=${altmap.free}` : '');

/** `arch_add_memory start=0x100000000 size=0x8000000 node=1 altmap base=0x100000 free=512` */
export function inWords(call: Call): string {
  switch (call.fn) {
    case 'add_memory_driver_managed':
    case 'remove_memory_block_devices':
      return `${call.fn} start=${hex(call.start)} size=${hex(call.size)}`;
    case 'arch_add_memory':
      return `${call.fn} start=${hex(call.start)} size=${hex(call.size)} node=${call.node}${altmapInWords(call.altmap)}`;
    case 'create_memory_block_devices':
    case 'arch_remove_memory':
      return `${call.fn} start=${hex(call.start)} size=${hex(call.size)}${altmapInWords(call.altmap)}`;
    case 'memory_block_release':
      return `${call.fn} ${call.block === undefined ? 'of a device without a name' : `memory${call.block}`}`;
    case 'mhp_init_memmap_on_memory':
    case 'mhp_deinit_memmap_on_memory':
    case 'online_pages':
    case 'offline_pages':
      return `${call.fn} pfn=${hex(call.first)} pages=${call.count}`;
  }
}
