/** An exploration of imagined kernels, with everything of the runner but the record and the guests. */
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../archive/event.ts';
import { corpusFile, readCorpus } from '../../archive/explore/corpus.ts';
import { parseToken } from '../../archive/explore/token.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import type { Machine } from '../../config/machine.ts';
import type { ErrnoName } from '../../model/operation.ts';
import type { Observation } from '../../model/observation.ts';
import { imaginedBoot } from '../../testing/imagined-guest.ts';
import { ImaginedKernel } from '../../testing/second-opinion/imagined-kernel.ts';
import type { Choose } from '../../testing/second-opinion/memory-blocks.ts';
import { start } from '../../testing/start.ts';
import { attribute, bindTo, state } from '../../testing/worlds.ts';
import { localPool } from '../pool.ts';
import { runRow } from '../row.ts';
import type { Driven } from '../run-plan.ts';
import { Exploration, type ExplorationOf } from './exploration.ts';
import type { Place } from './place.ts';

const scratch = scratchFolder();
const PLACE: Place = { machine: { name: 'hmem' } as Machine, key: { machine: 'hmem', kernel: 'debian:6.12', policy: 'default' } };

class NoMemmapInKernelZones extends ImaginedKernel {
  override stateStore(id: number, value: string, choose: Choose): ErrnoName {
    const block = this.blocks.get(id);
    // Only where it would succeed: instead of another errno it is another finding.
    const succeeds = block && !block.zone && block.poisoned.size === 0 && this.notify('MEM_GOING_ONLINE') === 'OK';
    return succeeds && block.altmap && value === 'online_kernel' ? 'ERANGE' : super.stateStore(id, value, choose);
  }
}

type Kernel = new (start: Observation) => ImaginedKernel;

interface Options {
  /** By the number of the boot, from 1. */
  readonly kernel: (boot: number) => Kernel;
  readonly known?: boolean;
  readonly request?: Partial<ExplorationOf['request']>;
  readonly interruptAt?: number;
  /** Whether that of an earlier exploration is there. */
  readonly corpus?: boolean;
}

async function explored({ kernel, known = false, request, interruptAt, corpus = true }: Options) {
  const rows: SummaryRow[] = [];
  const events: NewEvent[] = [];
  const controller = new AbortController();
  const { boot, boots } = imaginedBoot((number) => {
    if (number === interruptAt) controller.abort(new Error('interrupted'));
    return new (kernel(number))(start({ faults: true }));
  });
  const append = (event: NewEvent): void => { events.push(event); };
  const run: Driven = {
    append, folder: scratch(), pool: localPool(1), bootBeside: () => boot,
    runRow: async (planned, alone, follow) => {
      const row = await runRow({
        ...planned, boot, alone, deadlines: { boot: 100, marker: 100, end: 100 }, made: () => undefined, isKnown: () => known, signal: controller.signal,
        append: (event) => {
          append(event);
          follow?.({ v: 2, t: 0, ...event });
        },
      });
      rows.push(row);
      return row;
    },
  };
  const corpora = new Map([['hmem', corpus ? await readCorpus(corpusFile(scratch(), 'hmem')) : []]]);
  const exploration = new Exploration({ request: { results: scratch(), jobs: 1, seed: 7, length: 30, operations: 300, ...request }, places: [PLACE], corpora, clock: () => 0, signal: controller.signal });
  await exploration.drive(run);
  return { ...exploration.explored, rows, events, boots: boots() };
}

const good = (): Kernel => ImaginedKernel;
const wrong = (): Kernel => NoMemmapInKernelZones;

describe('an exploration', () => {
  it('finds nothing in a good kernel, and keeps what reached something new, which is replayed first the next time', async () => {
    const first = await explored({ kernel: good });
    expect(first.rows.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(first.rows.map(({ name }) => name).slice(0, 2)).toEqual(['explore-7-0', 'explore-7-1']);
    expect(first).toMatchObject({ found: [], sequences: first.rows.length, newPairs: first.pairs });
    expect(first.operations).toBeGreaterThanOrEqual(300);
    const corpus = await readCorpus(corpusFile(scratch(), 'hmem'));
    expect(corpus.flatMap(({ pairs }) => pairs)).toHaveLength(first.pairs);
    const again = await explored({ kernel: good });
    expect(again.rows[0]?.name).toBe('corpus-0');
    // The same sequences reach the same things, whatever came before them.
    expect(again.rows.find(({ name }) => name === 'explore-7-0')).toEqual(first.rows[0]);
    expect(again.newPairs).toBe(0);
  });

  it('has functions fail where that is asked for; what was kept of that is replayed nowhere else', async () => {
    const faultsOf = ({ events }: { readonly events: readonly NewEvent[] }): number => events.filter((event) => event.type === 'operation' && event.operation.kind !== 'together' && event.operation.fault).length;
    const firedOf = ({ events }: { readonly events: readonly NewEvent[] }): number => events.filter((event) => event.type === 'fault' && event.was === 'fired').length;
    const first = await explored({ kernel: good, request: { faults: true } });
    expect(first).toMatchObject({ found: [], refusals: { missing: 0, unpredicted: 0 } });
    expect(first.refusals.struck).toBeGreaterThan(0);
    expect(firedOf(first)).toBe(faultsOf(first));
    const plain = await explored({ kernel: good });
    expect([faultsOf(plain), plain.refusals.struck]).toEqual([0, 0]);
    const again = await explored({ kernel: good, request: { faults: true } });
    expect(again.rows[0]?.name).toBe('corpus-0');
    expect(faultsOf(again)).toBeGreaterThan(0);
  });

  it('shrinks what it finds to the three operations that it takes, tells it once, and how to have it again', async () => {
    const { found, rows } = await explored({ kernel: wrong, request: { operations: 600 } });
    expect(found).toHaveLength(1);
    const [{ finding, minimal, rows: showing } = { finding: undefined, minimal: undefined, rows: [] }] = found;
    expect(minimal).toMatchObject({ operations: [attribute('1'), bindTo(), state(32, 'online_kernel')], shown: 1, of: 1, confirmed: true });
    expect(parseToken(minimal?.token ?? '')).toEqual({ ...PLACE.key, operations: minimal?.operations });
    const name = `${showing[0] ?? ''}-${finding?.fingerprint.slice(0, 4) ?? ''}`;
    expect(rows.find((row) => row.name === name)).toMatchObject({ verdict: 'model-mismatch', checkedOperations: 2, findings: [{ title: 'write "online_kernel" to memory32/state: ERANGE instead of OK' }] });
    expect(showing.length).toBeGreaterThan(1);
  });

  it('tries a candidate more often where the finding shows now and then', async () => {
    const { found: [one] } = await explored({ kernel: (boot) => (boot % 2 === 0 ? ImaginedKernel : NoMemmapInKernelZones) });
    expect(one?.minimal).toMatchObject({ operations: [attribute('1'), bindTo(), state(32, 'online_kernel')] });
    expect((one?.minimal?.shown ?? 0) / (one?.minimal?.of ?? 1)).toBeLessThan(1);
  });

  it('tells what does not show again as it was found', async () => {
    // The first sequence that shows it to a wrong kernel.
    const { rows } = await explored({ kernel: wrong });
    const first = 1 + rows.findIndex(({ verdict }) => verdict !== 'pass');
    const { found: [one] } = await explored({ kernel: (boot) => (boot === first ? NoMemmapInKernelZones : ImaginedKernel), corpus: false });
    expect(one?.minimal).toMatchObject({ shown: 0, of: 4, confirmed: false });
  });

  it('does not stop at what is declared known', async () => {
    const { found, boots, sequences } = await explored({ kernel: wrong, known: true });
    expect(found).toMatchObject([{ finding: { known: true } }]);
    expect(found[0]?.minimal).toBeUndefined();
    expect(boots).toBe(sequences);
  });

  it('ends when it is interrupted, amid shrinking as well, and knows what it has found', async () => {
    const { found, rows } = await explored({ kernel: wrong, interruptAt: 8 });
    expect(rows.length).toBeGreaterThan(0);
    expect(found.every(({ minimal }) => minimal === undefined || minimal.confirmed)).toBe(true);
  });
});
