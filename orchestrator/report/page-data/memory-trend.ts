/** What is lost with every cycle of a row: free memory of the boot nodes, and memory_block objects. */
import type { RecordEvent } from '../../archive/event.ts';
import type { CallWitness } from '../../judge/calls.ts';
import { begin, called, observed, removalsOf, seesRelease, type History } from '../../judge/conservation/history.ts';
import { createdAndReleased } from '../../judge/conservation/ledger.ts';
import { slope } from '../../judge/conservation/slope.ts';
import type { Trend } from './history-shape.ts';

/** Fewer points are no line; the judge's law wants as many. */
const FEWEST = 5;
/** To add and to remove are two at least: a row with fewer has no line. */
export const FEWEST_OPERATIONS = 2 * FEWEST;

export type ItemTrend = Pick<Trend, 'free' | 'slope' | 'leaked'>;

/** By item id: of each, its latest attempt. */
export class MemoryTrends {
  readonly #witnesses = new Map<string, CallWitness>();
  readonly #histories = new Map<string, History>();

  take(event: RecordEvent): void {
    const { item = '' } = event;
    const history = this.#histories.get(item);
    if (event.type === 'call-witness') this.#witnesses.set(item, event);
    else if (event.type === 'baseline') this.#histories.set(item, begin(event.observation, this.#witnesses.get(item)));
    else if (history && event.type === 'called') this.#histories.set(item, called(history, event.calls));
    else if (history && event.type === 'observed') this.#histories.set(item, observed(history, { operation: event.index, observation: event.observation }));
  }

  trends(): ReadonlyMap<string, ItemTrend> {
    return new Map([...this.#histories].flatMap(([item, history]) => {
      const trend = trendOf(history);
      return trend ? [[item, trend] as const] : [];
    }));
  }
}

function trendOf(history: History): ItemTrend | undefined {
  const { bare, ledger } = history;
  const points = bare.filter(({ removals }, place) => removals > 0 && removals !== bare[place - 1]?.removals).map(({ free }) => free);
  if (points.length < FEWEST) return undefined;
  const { created, released } = createdAndReleased(ledger);
  const leaked = seesRelease(history) ? Math.round((10 * (created - released)) / removalsOf(history)) / 10 : undefined;
  return { free: points.map((free) => free - (points[0] ?? 0)), slope: Math.round(10 * slope(points)) / 10, leaked };
}
