/** Checked operations per minute of the same random sequences, each on a fork and each on a guest that is booted for it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { explore } from '../explore/explore.ts';
import type { SuppliesRequest } from '../supplies.ts';
import type { Figure } from './figure.ts';

const MACHINES = ['hmem', 'cxl'];
const SEED = 7;
/** As many as fill two workers twice or so; `explore` makes sequences of this length by default. */
const OPERATIONS = 240;
const LENGTH = 30;
const WANTED = 5;

export interface ExplorationRequest extends SuppliesRequest {
  readonly kernel: string;
}

/** Snapshots are there already: what a fork is made of is no figure of this. */
export async function exploration(request: ExplorationRequest, progress: (what: string) => void, signal: AbortSignal): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const machine of MACHINES) {
    progress(`${machine}: the same sequences by fork and by boot`);
    const forked = await explored(request, machine, 'fork', signal);
    const booted = await explored(request, machine, 'boot', signal);
    const ratio = forked.rate / booted.rate;
    figures.push({
      name: `${machine}: exploring, by fork against by boot`, value: ratio, unit: 'times as many operations a minute', wanted: `at least ${WANTED}`, met: ratio >= WANTED,
      detail: `${inWords(forked)} by fork, ${inWords(booted)} by boot; sequences of ${LENGTH} and their winding up, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
    });
  }
  return figures;
}

interface Rate {
  /** Checked operations a minute. */
  readonly rate: number;
  readonly operations: number;
  readonly sequences: number;
}

async function explored(request: ExplorationRequest, machine: string, begin: 'boot' | 'fork', signal: AbortSignal): Promise<Rate> {
  const results = await mkdtemp(join(tmpdir(), 'daxlab-bench-'));
  try {
    const jobs = Math.min(2, availableParallelism());
    const { operations, sequences, milliseconds } = await explore(
      { ...request, command: ['bench'], machines: [machine], kernels: [request.kernel], policies: ['default'], seed: SEED, length: LENGTH, operations: OPERATIONS, jobs, begin, results },
      { start: () => undefined, event: () => undefined, end: () => undefined }, signal,
    );
    return { rate: operations / (milliseconds / 60_000), operations, sequences };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

const inWords = ({ rate, operations, sequences }: Rate): string => `${Math.round(rate)} a minute (${operations} in ${sequences})`;
