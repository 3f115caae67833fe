/** Forks beside boots of the same machine, in turn: to the first answer, to the first operation; and what a fork takes of memory and disk. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { loadavg } from 'node:os';
import { takeSnapshot } from '../../lab/fork/index.ts';
import { diskUsage, makeTemporary, removeTemporary } from '../../lab/toolchain/cache.ts';
import { bootGuest, type BootOptions } from '../boot.ts';
import { DEADLINES } from '../deadlines.ts';
import { forkGuest } from '../fork.ts';
import type { LiveGuest } from '../live-guest.ts';
import type { Supply } from '../supplies.ts';
import { median, type Figure } from './figure.ts';
import { machineCalled } from './guest.ts';

const PAIRS = 5;
const MACHINES = ['hmem', 'nvdimm', 'cxl'];
const WANTED_RATIO = 0.25;
const WANTED_SECONDS = 2;

interface Times {
  /** Milliseconds from the start of QEMU. */
  readonly answered: number;
  readonly ready: number;
  /** KiB that are QEMU's alone, then. */
  readonly anonymous: number;
}

export async function forks(supply: Supply, progress: (what: string) => void, signal: AbortSignal): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of MACHINES) {
    const machine = await machineCalled(name);
    const snapshot = await takeSnapshot(supply.cache, { ...supply, machine }, progress, signal);
    const [booted, forked]: [Times[], Times[]] = [[], []];
    for (let pair = 1; pair <= PAIRS; pair++) {
      progress(`${name}: boot and fork ${pair} of ${PAIRS}`);
      booted.push(await timed(supply, (more) => bootGuest({ machine, supply, signal, ...more })));
      forked.push(await timed(supply, (more) => forkGuest({ machine, supply, signal, ...more }, snapshot)));
    }
    const of = (times: readonly Times[], what: keyof Times): number => median(times.map((each) => each[what]));
    const [answered, ready] = [of(forked, 'answered'), of(forked, 'ready')];
    const ratio = answered / of(booted, 'answered');
    const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
    figures.push(
      {
        name: `${name}: a fork to its first answer`, value: ratio, unit: 'of a boot', wanted: `at most ${WANTED_RATIO}, and ${WANTED_SECONDS} s`,
        met: ratio <= WANTED_RATIO && answered <= WANTED_SECONDS * 1000, detail: `medians ${seconds(answered)} and ${seconds(of(booted, 'answered'))}, ${load}`,
      },
      { name: `${name}: a fork to its first operation`, value: ready / of(booted, 'ready'), unit: 'of a boot', wanted: 'only told', detail: `medians ${seconds(ready)} and ${seconds(of(booted, 'ready'))}, ${load}` },
      {
        name: `${name}: memory of a fork`, value: of(forked, 'anonymous') / of(booted, 'anonymous'), unit: "of a boot's", wanted: 'only told',
        detail: `${mebibytes(of(forked, 'anonymous') * 1024)} and ${mebibytes(of(booted, 'anonymous') * 1024)} of QEMU's own; the snapshot, once for all forks, takes ${mebibytes(await diskUsage(dirname(snapshot.saved.state)))} of disk`,
      },
    );
  }
  return figures;
}

type Beginning = (more: Pick<BootOptions, 'directory' | 'deadline' | 'onConsoleLine' | 'progress' | 'started'>) => Promise<LiveGuest>;

async function timed(supply: Supply, begin: Beginning): Promise<Times> {
  const directory = await makeTemporary(supply.cache);
  try {
    const began = performance.now();
    const guest = await begin({ directory, deadline: DEADLINES.boot, onConsoleLine: () => undefined, progress: () => undefined, started: () => Promise.resolve() });
    try {
      const answered = performance.now() - began;
      await guest.prepare();
      await guest.witnessCalls();
      await guest.observe();
      return { answered, ready: performance.now() - began, anonymous: await anonymousMemory(guest.pid) };
    } finally {
      await guest.stop();
    }
  } finally {
    await removeTemporary(directory);
  }
}

async function anonymousMemory(pid: number): Promise<number> {
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
