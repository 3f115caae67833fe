import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { fixture, scratch } from './fixtures/fake.ts';
import { awaitReport } from './fixtures/gone.ts';
import { guard, startGuarded } from './guarded-process.ts';

/** Of a process that may be gone by now. */
function groupOf(pid: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2]);
  } catch {
    return undefined;
  }
}

/** Starts a daxlab in a process of its own that starts a fake QEMU; resolves when both are there. */
async function daxlab(qemu: string, front: string[] = []): Promise<{ kill: () => void; gone: Promise<void>; pid: number }> {
  const report = await awaitReport();
  const process_ = execa(process.execPath, ['--import', 'tsx', fixture('daxlab.ts'), scratch(), '/boot/vmlinux', ...front, process.execPath, fixture(qemu)], {
    env: { DAXLAB_TEST_REPORT: report.path }, reject: false, cleanup: true,
  });
  await new Promise((resolve) => process_.stdout.once('data', resolve));
  return { kill: () => process_.kill('SIGKILL'), gone: report.gone, pid: await report.arrived };
}

test('a daxlab that is killed (SIGKILL) takes its QEMU with it', async () => {
  const { kill, gone } = await daxlab('boots.mjs');
  kill();
  await gone;
});

test('also one whose main loop is dead and that ignores SIGTERM', async () => {
  const { kill, gone } = await daxlab('ignores-quit-and-term.mjs');
  kill();
  await gone;
});

test('also one behind a wrapper script that did not exec it', async () => {
  const { kill, gone } = await daxlab('ignores-quit-and-term.mjs', [fixture('wrapper.sh')]);
  kill();
  await gone;
});

test('the kernel kills it also when the shell that waits for the same is gone', async () => {
  const { kill, gone, pid } = await daxlab('ignores-quit-and-term.mjs');
  const watching = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== pid && groupOf(name) === pid).map(Number);
  expect(watching).toHaveLength(1);
  for (const shell of watching) process.kill(shell, 'SIGKILL');
  kill();
  await gone;
});

test('a process whose parent is gone before the guard stands is not started', async () => {
  const [program, ...argument] = guard(['echo', 'started'], 1);
  const { exitCode, stdout } = await execa(program, argument, { reject: false });
  expect({ exitCode, stdout }).toEqual({ exitCode: 125, stdout: '' });
});

test('arguments reach the process as they stand', async () => {
  const argument = ['a b', '$HOME', '*', "it's", '', '-x', '--'];
  const path = join(scratch(), 'output');
  const output = openSync(path, 'w');
  const { ended } = await startGuarded([process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...argument], output, output);
  expect(await ended).toEqual({ code: 0 });
  closeSync(output);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(argument);
});
