/** The command with real guests: what a program reads of it, and Ctrl-C. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { openRecord } from '../archive/record-reader.ts';
import { summarySchema } from '../archive/summary.ts';

const scratch = scratchFolder();
const PROGRAM = fileURLToPath(new URL('daxlab.mjs', import.meta.url));

function start(...argv: string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...argv, '--results', scratch()]);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  const ended = once(child, 'close').then(([status]) => ({ out, status: status as number | null }));
  return { child, progress: createInterface({ input: child.stderr }), ended };
}

/** Ids of the QEMUs among a process's descendants. */
function guests(ancestor: number): number[] {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(Number(name))]));
  const descends = (pid: number | undefined): boolean => pid !== undefined && pid > 1 && (pid === ancestor || descends(parents.get(pid)));
  return [...parents.keys()].filter((pid) => descends(pid) && isQemu(pid));
}
function parentOf(pid: number): number | undefined {
  const parent = /^PPid:\s+(\d+)$/m.exec(proc(pid, 'status'))?.[1];
  return parent === undefined ? undefined : Number(parent);
}
const isQemu = (pid: number): boolean => proc(pid, 'cmdline').includes('qemu-system');
function proc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

it('leaves a record, and prints exactly its summary with --json', async () => {
  const { out, status } = await start('run', 'smoke', '--machine', 'hmem', '--json').ended;
  expect(status).toBe(0);
  const summary = summarySchema.parse(JSON.parse(out));
  expect(summary.scenarios.map(({ name, verdict }) => `${name}: ${verdict}`).sort()).toEqual(['cycle memmap_on_memory=0: pass', 'cycle memmap_on_memory=1: pass', 'stuck: pass']);
  const record = await openRecord(join(scratch(), summary.runId));
  expect(record.summary).toEqual(summary);
  expect(record.run.guests).toHaveLength(3);
  expect(readdirSync(record.folder).sort()).toEqual(['coverage.json', 'events.ndjson', 'junit.xml', 'kcidb.json', 'machines', 'report.html', 'results.ktap', 'run.json', 'summary.json', 'summary.md']);
  expect(JSON.parse((await start('judge', 'latest', '--json').ended).out)).toMatchObject({ runId: summary.runId, rows: 3, changed: [] });
});

it('stops its guests at Ctrl-C, keeps the record and answers 130', async () => {
  const { child, progress, ended } = start('run', 'smoke', '--machine', 'hmem', '--jobs', '2');
  progress.resume();
  // Not by a line of the progress: those are few, and a guest may be done before the next.
  const running = await vi.waitUntil(() => {
    const found = guests(child.pid ?? 0);
    return found.length > 0 && found;
  }, { timeout: 120_000, interval: 20 });
  child.kill('SIGINT');
  const { out, status } = await ended;
  expect(status).toBe(130);
  expect(out).toContain('exit status 130');
  expect(running.filter(isQemu)).toEqual([]);
  const [runId = ''] = readdirSync(scratch());
  expect((await openRecord(join(scratch(), runId))).summary?.exitStatus).toBe(130);
});
