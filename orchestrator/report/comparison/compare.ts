/** Two kernels held against each other, row by row. */
import type { RecordEvent } from '../../archive/event.ts';
import { rowName, type ItemKey } from '../../archive/item-id.ts';
import { alike } from '../../judge/chance.ts';
import { describe } from '../../model/operation.ts';
import { allHeldToLines, withBaseline, type HeldTo } from '../held-to.ts';
import type { Compared, ComparedFinding, ComparedKernel, ComparedRow, ComparedStep, Comparison, UnlikeOperation } from './shape.ts';
import { follow, NOTHING_DONE, stepOf, type Done, type Side } from './side.ts';

type Which = 'base' | 'with';

/** The names under which both were asked for. */
export type Kernels = Readonly<Record<Which, string>>;

interface Pair {
  readonly key: ItemKey;
  sides: Record<Which, Side>;
}

/** Rows of both kernels come in any order; what is told of a pair is kept, and what it is made of is not. */
export class Comparing {
  readonly #kernels: Kernels;
  readonly #items = new Map<string, { readonly pair: Pair; readonly which: Which }>();
  readonly #pairs = new Map<string, Pair>();
  readonly #rows = new Map<string, ComparedRow>();
  readonly #releases: Record<Which, string> = { base: '', with: '' };
  readonly #findings: Record<Which, Map<string, ComparedFinding>> = { base: new Map(), with: new Map() };
  readonly #unlike = new Map<string, UnlikeOperation>();
  readonly #times = new Map<string, Record<Which, number[]>>();
  #heldTo: HeldTo = new Map();

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  take(event: RecordEvent): void {
    if (event.type === 'run-started') for (const { id, ...key } of event.items) this.#plan(id, key);
    if (event.type === 'baseline') this.#heldTo = withBaseline(this.#heldTo, event);
    const item = event.item === undefined ? undefined : this.#items.get(event.item);
    if (!item) return;
    const { pair, which } = item;
    pair.sides[which] = follow(pair.sides[which], event);
    if (event.type !== 'item-judged') return;
    this.#releases[which] ||= pair.sides[which].release || event.row.kernelRelease;
    this.#found(pair, which);
    const { base, with: other } = pair.sides;
    if (base.row && other.row) this.#compare(pair);
    this.#told(pair);
    if (base.row && other.row) pair.sides = { base: { ...NOTHING_DONE, row: base.row }, with: { ...NOTHING_DONE, row: other.row } };
  }

  #plan(id: string, key: ItemKey): void {
    const which = key.kernel === this.#kernels.base ? 'base' : key.kernel === this.#kernels.with ? 'with' : undefined;
    if (!which) return;
    const name = JSON.stringify([key.scenario, key.attribute, key.machine, key.policy, key.time]);
    const pair = this.#pairs.get(name) ?? { key, sides: { base: NOTHING_DONE, with: NOTHING_DONE } };
    this.#pairs.set(name, pair);
    this.#items.set(id, { pair, which });
    this.#told(pair);
  }

  #told({ key, sides }: Pair): void {
    const compared = ({ row }: Side): Compared | undefined => row && { verdict: row.verdict, operations: row.checkedOperations };
    this.#rows.set(placeOf(key), { name: rowName(key), machine: key.machine, policy: key.policy, base: compared(sides.base), with: compared(sides.with) });
  }

  #found({ key, sides }: Pair, which: Which): void {
    const { row, done } = sides[which];
    for (const { fingerprint, kind, title, operation } of row?.findings ?? []) {
      const known = this.#findings[which].get(fingerprint);
      const showed = done.find(({ index }) => index === operation);
      this.#findings[which].set(fingerprint, { fingerprint, kind, title, operation: known?.operation ?? (showed && describe(showed.operation)), rows: [...(known?.rows ?? []), placeOf(key)] });
    }
  }

  /** Up to the first operation that either kernel did otherwise than its contract wants. */
  #compare({ key, sides: { base, with: other } }: Pair): void {
    const wrong = [...(base.row?.findings ?? []), ...(other.row?.findings ?? [])].map(({ operation }) => operation);
    const end = Math.min(Infinity, ...wrong);
    const seen = new Set([...base.observable].filter((fn) => other.observable.has(fn)));
    for (const one of base.done) {
      const another = other.done.find(({ index }) => index === one.index);
      if (!another || one.index >= end || describe(one.operation) !== describe(another.operation)) break;
      this.#timed(one, another);
      for (const [fact, a, b] of unlikeFacts(one, another, seen)) this.#note({ operation: describe(one.operation), fact, base: a, with: b }, placeOf(key));
    }
  }

  #note(unlike: Omit<UnlikeOperation, 'rows'>, row: string): void {
    const name = JSON.stringify(unlike);
    const rows = this.#unlike.get(name)?.rows ?? [];
    this.#unlike.set(name, { ...unlike, rows: rows.includes(row) ? rows : [...rows, row] });
  }

  #timed(base: Done, other: Done): void {
    if (base.seconds === undefined || other.seconds === undefined) return;
    const step = stepOf(base.operation);
    const times = this.#times.get(step) ?? { base: [], with: [] };
    times.base.push(base.seconds);
    times.with.push(other.seconds);
    this.#times.set(step, times);
  }

  comparison(): Comparison {
    const { base, with: other } = this.#findings;
    const both = [...other.values()].filter(({ fingerprint }) => base.has(fingerprint));
    return {
      base: this.#kernel('base'), with: this.#kernel('with'), rows: [...this.#rows.values()],
      findings: {
        onlyWith: [...other.values()].filter(({ fingerprint }) => !base.has(fingerprint)),
        onlyBase: [...base.values()].filter(({ fingerprint }) => !other.has(fingerprint)),
        both: both.map((finding) => ({ ...finding, rows: [...new Set([...base.get(finding.fingerprint)?.rows ?? [], ...finding.rows])] })),
      },
      unlike: [...this.#unlike.values()], steps: [...this.#times].map(([step, times]) => comparedStep(step, times)),
    };
  }

  #kernel(which: Which): ComparedKernel {
    const release = this.#releases[which];
    const chosen = this.#heldTo.get(release);
    const [heldTo] = chosen ? allHeldToLines({ heldTo: new Map([[release, chosen]]) }) : [];
    return { kernel: this.#kernels[which], release, heldTo };
  }
}

/** `cycle memmap_on_memory=1 on cxl`, whichever kernel. */
function placeOf(key: ItemKey): string {
  const time = key.time === undefined ? '' : `, time ${key.time}`;
  return `${rowName(key)} on ${key.machine}${key.policy === 'default' ? '' : `, policy ${key.policy}`}${time}`;
}

function unlikeFacts(base: Done, other: Done, seen: ReadonlySet<string>): (readonly [fact: string, base: string, other: string])[] {
  const unlike: (readonly [string, string, string])[] = [];
  if (base.errno !== other.errno) unlike.push(['errno', base.errno ?? 'none', other.errno ?? 'none']);
  for (const fn of base.calls && other.calls ? seen : []) {
    const [a = 0, b = 0] = [base.calls?.get(fn), other.calls?.get(fn)];
    if (a !== b) unlike.push([`calls of ${fn}`, String(a), String(b)]);
  }
  if (!base.changed || !other.changed) return unlike;
  for (const fact of new Set([...base.changed.keys(), ...other.changed.keys()])) {
    const [a, b] = [base.changed.get(fact), other.changed.get(fact)];
    if (!alike(fact, a ?? zeroLike(b), b ?? zeroLike(a))) unlike.push([fact, inWords(a), inWords(b)]);
  }
  return unlike;
}

/** What did not change is a change by nothing. */
const zeroLike = (other: string | number | undefined): number | undefined => (typeof other === 'number' ? 0 : undefined);

const inWords = (change: string | number | undefined): string => (change === undefined ? 'as at the start' : typeof change === 'number' && change > 0 ? `+${change}` : String(change));

function comparedStep(step: string, times: Readonly<Record<Which, readonly number[]>>): ComparedStep {
  const [base, other] = [median(times.base), median(times.with)];
  return { step, operations: times.base.length, base, with: other, ratio: base === 0 ? 1 : other / base };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
