/** Forks of a real guest: each is a guest of its own, and what it shows is what a boot shows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { takeSnapshot } from '../lab/fork/index.ts';
import { DEADLINES } from './deadlines.ts';
import { machineCalled } from './bench/guest.ts';
import { liveRun } from './fixtures/run.ts';
import { unlike } from './fidelity/unlike.ts';
import { forkGuest } from './fork.ts';
import { Supplies } from './supplies.ts';

const signal = new AbortController().signal;

it('two at once have their own keys, entropy and channel, and the right time', async () => {
  const supplies = await Supplies.open({ refresh: false }, () => undefined, signal);
  const [supply, machine] = [await supplies.for('debian:6.12'), await machineCalled('hmem')];
  const snapshot = await takeSnapshot(supply.cache, { ...supply, machine }, () => undefined, signal);
  const directory = await mkdtemp(join(tmpdir(), 'daxlab-fork-'));
  const said: string[] = [];
  const fork = (name: string) => forkGuest({
    machine, supply, directory: join(directory, name), deadline: DEADLINES.boot, signal, onConsoleLine: (line) => { if (line.includes('daxlab: fork ')) said.push(line.replace(/^.*daxlab: fork /, '')); }, progress: () => undefined, started: () => Promise.resolve(),
  }, snapshot);
  const guests = await Promise.all([fork('one'), fork('other')]);
  try {
    const ask = (command: string): Promise<string[]> => Promise.all(guests.map(async ({ lab }) => (await lab.run(['/bin/sh', '-c', command], 30_000)).output.trim()));
    // The first that their random generators gave: later numbers differ by themselves, once the kernel has asked the processor for more entropy.
    expect(said).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(said[0]).not.toBe(said[1]);
    const [key, otherKey] = await ask('cat /root/.ssh/authorized_keys');
    expect(key).not.toBe(otherKey);
    // An hour would be the snapshot's; a busy host may take a while to answer.
    for (const clock of await ask('date +%s')) expect(Math.abs(Number(clock) - Date.now() / 1000)).toBeLessThan(600);
    // Prepared before it was saved.
    expect((await guests[0].observe()).dax).toMatchObject([{ name: 'dax0.0', driver: undefined }]);
  } finally {
    await Promise.all(guests.map((guest) => guest.stop()));
    await rm(directory, { recursive: true });
  }
});

it.each(['cxl', 'hmem'])('on %s a fork shows what a boot shows', async (machine) => {
  const [booted, forked] = [await liveRun({ machines: [machine], begin: 'boot' }), await liveRun({ machines: [machine], begin: 'fork' })];
  expect(forked.events.flatMap((event) => (event.type === 'booted' ? [event.begun?.how] : []))).toEqual(['fork', 'fork', 'fork']);
  expect(unlike(booted.events, forked.events)).toEqual([]);
});
