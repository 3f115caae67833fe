/** Kernels that one builds oneself: from Debian's sources with daxlab's configurations, then as the files that came of it. */
import { describe, expect, it } from 'vitest';
import { acquireKernel } from '../lab/kernel/acquire.ts';
import { openCache } from '../lab/toolchain/cache.ts';
import { liveRun } from './fixtures/run.ts';

const ROWS = 10;

describe.each(['builtin', 'base'])('build:%s', (name) => {
  it('passes the smoke suite by its name', async () => {
    const { summary, rows } = await liveRun({ kernels: [`build:${name}`] });
    expect(rows.filter((row) => row.endsWith(': pass'))).toHaveLength(ROWS);
    expect(summary.scenarios.every(({ kernelRelease }) => kernelRelease.endsWith(`-daxlab-${name}`))).toBe(true);
  });

  it('passes it as a file, with its modules where it has some', async () => {
    const { image, modules } = await acquireKernel(`build:${name}`, { cache: await openCache() });
    expect(modules === undefined).toBe(name === 'builtin');
    const { rows } = await liveRun({ kernels: [image], modules });
    expect(rows.filter((row) => row.endsWith(': pass'))).toHaveLength(ROWS);
  });
});

describe('build:debug', () => {
  it('passes the smoke suite', async () => {
    const { rows } = await liveRun({ kernels: ['build:debug'] });
    expect(rows.filter((row) => row.endsWith(': pass'))).toHaveLength(ROWS);
  });
});
