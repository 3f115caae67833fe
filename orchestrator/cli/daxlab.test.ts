/** The command as a process of its own. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';

const scratch = scratchFolder();
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly status: number | null;
}

async function end(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => { written.out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { written.err += chunk.toString(); });
  const [status] = await once(child, 'close') as [number | null];
  return { ...written, status };
}

describe('daxlab.mjs', () => {
  const start = (...argv: string[]) => spawn(process.execPath, [file('daxlab.mjs'), ...argv]);

  it('runs from any folder', async () => {
    const child = spawn(process.execPath, [file('daxlab.mjs'), 'list', 'machines', '--json'], { cwd: '/' });
    const { out, err, status } = await end(child);
    expect({ err, status }).toEqual({ err: '', status: 0 });
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: 'cxl' }));
  });

  it('exits with 64 and no stack for what it does not know', async () => {
    const { out, err, status } = await end(start('run', 'smok'));
    expect({ out, status }).toEqual({ out: '', status: 64 });
    expect(err).toBe("daxlab: run smok\nno suite is called 'smok'; nearest: smoke\n  next:     npx daxlab list suites\n");
  });

  it('never calls a commit bad for what was mistyped', async () => {
    for (const wrong of [['--rate', '4/3'], ['--rte', '1/2'], ['--kernel']]) expect(await end(start('bisect', '--run', 'cycle', ...wrong))).toMatchObject({ out: '', status: 125 });
  });

  it('does not mind a reader that leaves', async () => {
    const child = start('list', 'machines', '--json');
    child.stdout.destroy();
    expect(await end(child)).toMatchObject({ err: '', status: 0 });
  });

  it('says that standard output refused', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [file('daxlab.mjs'), 'list', 'suites'], { stdio: ['ignore', full, 'pipe'] });
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => { err += chunk.toString(); });
    const [status] = await once(child, 'close') as [number | null];
    closeSync(full);
    expect(status).toBe(3);
    expect(err).toContain('writing to standard output\n  seen:     ENOSPC');
  });
});

describe('an interruption', () => {
  const start = (...argv: string[]) => spawn(process.execPath, ['--import', 'tsx', file('fixtures/interrupted.ts'), ...argv]);

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('of %s lets the work end itself', async (signal) => {
    const child = start();
    const ended = end(child);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await ended).toEqual({ out: 'working\nstopping\n', err: expect.stringContaining(`${signal}: stopping guests`) as string, status: 7 });
  });

  it('that reaches tsx\'s compiler as well leaves a report of what there is', async () => {
    // A folder of its own: what was compiled before is kept in the temporary one.
    const child = spawn(process.execPath, ['--import', 'tsx', file('fixtures/without-compiler.ts'), scratch()], { env: { ...process.env, TMPDIR: scratch() } });
    expect(await end(child)).toEqual({ out: expect.stringMatching(/^[1-9]\d* killed\n<!doctype html>/i) as string, err: '', status: 0 });
  });

  it('that comes twice leaves at once, with 130', async () => {
    const child = start('deaf');
    const ended = end(child);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ status: 130 });
  });
});
