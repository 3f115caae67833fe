/** Every figure, one after the other on an otherwise idle machine; each is told as soon as it is known. */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SUITE } from '../../config/run-plan.ts';
import { run } from '../run.ts';
import { Supplies, type SuppliesRequest } from '../supplies.ts';
import { armedFaults } from './armed-fault.ts';
import { coldStart } from './cold-start.ts';
import type { Figure } from './figure.ts';
import { exploration } from './exploration.ts';
import { forks } from './forks.ts';
import { machineCalled, withGuest } from './guest.ts';
import { logSpeed } from './log-speed.ts';
import { modelSpeed } from './model-speed.ts';
import { observations } from './observation.ts';

const WANTED_SMOKE_SECONDS = { boot: 240, fork: 90 };

export interface BenchRequest extends SuppliesRequest {
  readonly kernel: string;
}

export async function bench(request: BenchRequest, tell: (figure: Figure) => void, progress: (what: string) => void, signal: AbortSignal): Promise<void> {
  const supplies = await Supplies.open(request, progress, signal);
  const supply = await supplies.for(request.kernel);
  progress('the model alone');
  tell(modelSpeed(await withGuest(await machineCalled('hmem'), supply, signal, async (guest) => {
    await guest.prepare();
    return guest.observe();
  })));
  progress('the log alone');
  tell(logSpeed());
  tell(await coldStart(supply, progress, signal));
  for (const figure of await observations(supply, progress, signal)) tell(figure);
  for (const figure of await armedFaults(supply, progress, signal)) tell(figure);
  for (const figure of await forks(supply, progress, signal)) tell(figure);
  for (const figure of await exploration(request, progress, signal)) tell(figure);
  for (const beginning of ['boot', 'fork'] as const) {
    progress(`the ${DEFAULT_SUITE} suite, guests by ${beginning}`);
    tell(await smoke(request, beginning, signal));
  }
}

/** With a warm cache: for forks, the first machine of each kind in it was booted by the bench before. */
async function smoke(request: BenchRequest, begin: 'boot' | 'fork', signal: AbortSignal): Promise<Figure> {
  const results = await mkdtemp(join(tmpdir(), 'daxlab-bench-'));
  try {
    const jobs = Math.min(2, availableParallelism());
    const began = performance.now();
    const { verdict, scenarios } = await run({ ...request, command: ['bench'], suites: [DEFAULT_SUITE], kernels: [request.kernel], jobs, begin, results }, { start: () => undefined, event: () => undefined, end: () => undefined }, signal);
    const seconds = (performance.now() - began) / 1000;
    return {
      name: `the ${DEFAULT_SUITE} suite, guests by ${begin}`, value: seconds, unit: 's', wanted: `at most ${WANTED_SMOKE_SECONDS[begin]}`, met: verdict === 'pass' && seconds <= WANTED_SMOKE_SECONDS[begin],
      detail: `${scenarios.length} rows, ${verdict}, ${jobs} at a time, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
    };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}
