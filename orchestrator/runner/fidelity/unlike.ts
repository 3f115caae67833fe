/** Two runs of the same rows held against each other, event by event: whether a fork is as good as a boot. Pure. */
import type { RecordEvent } from '../../archive/event.ts';
import { alike } from '../../judge/chance.ts';
import { observedFacts } from '../../model/observables/all.ts';
import { ERRNO } from '../../model/operation.ts';

/** What one of the two has and the other has not. */
export interface Unlike {
  /** `cycle-1.cxl.debian-6.12.default, operation 3` */
  readonly where: string;
  readonly fact: string;
  readonly one: string;
  readonly other: string;
}

/** What an add that ran out of memory took before it did: as much as there was and could be reclaimed (docs/findings: gives back nothing). */
const OF_EXHAUSTION = /^nr_memmap_pages$|^DirectMap|^free memory of/;

export function unlike(one: readonly RecordEvent[], other: readonly RecordEvent[]): Unlike[] {
  const [ones, others] = [factsByMoment(one), factsByMoment(other)];
  return [...new Set([...ones.keys(), ...others.keys()])].flatMap((where) => {
    const [a, b] = [ones.get(where), others.get(where)];
    if (!a || !b) return [{ where, fact: 'the moment itself', one: a ? 'there' : 'not there', other: b ? 'there' : 'not there' }];
    return [...new Set([...a.keys(), ...b.keys()])].filter((fact) => !alike(fact, a.get(fact), b.get(fact)) && !(OF_EXHAUSTION.test(fact) && ranOut(a) && ranOut(b)))
      .map((fact) => ({ where, fact, one: String(a.get(fact)), other: String(b.get(fact)) }));
  });
}

type Fact = string | number | undefined;

/** By the errno of this operation or one before it. */
const ranOut = (moment: ReadonlyMap<string, Fact>): boolean => moment.get(RAN_OUT) !== undefined;
const RAN_OUT = 'an add ran out of memory';

/** Everything that is a fact of a moment: errnos, calls, observations, what the witness sees, the verdict. */
function factsByMoment(events: readonly RecordEvent[]): Map<string, Map<string, Fact>> {
  const moments = new Map<string, Map<string, Fact>>();
  const put = (moment: string, facts: Iterable<readonly [string, Fact]>): void => {
    const there = moments.get(moment) ?? new Map<string, Fact>();
    for (const [fact, value] of facts) there.set(fact, value);
    moments.set(moment, there);
  };
  const exhausted = new Set<string>();
  for (const event of events) {
    const { item = '' } = event;
    if (event.type === 'result' && event.errno === ERRNO.ENOMEM) exhausted.add(item);
    // All else is what daxlab did, and lines of the log, which are in the verdict.
    if (event.type === 'booted') put(item, [['release', event.release]]);
    if (event.type === 'call-witness') put(item, [['observable calls', JSON.stringify(event.observable)], ['missing calls', JSON.stringify(event.missing)]]);
    if (event.type === 'baseline') put(`${item}, start`, observedFacts(event.observation));
    if (event.type === 'result') put(`${item}, operation ${event.index}`, [['errno', event.errno]]);
    if (event.type === 'called') put(`${item}, operation ${event.index}`, [['calls', JSON.stringify(event.calls.map((call) => ({ ...call, at: undefined })))]]);
    if (event.type === 'observed') put(`${item}, operation ${event.index}`, [...observedFacts(event.observation), ...(exhausted.has(item) ? [[RAN_OUT, 1] as const] : [])]);
    if (event.type === 'attempt-ended') put(item, [['verdict', event.verdict]]);
  }
  return moments;
}
