import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { scratch } from './fixtures/scratch.ts';
import { run } from './run.ts';

const DOING = { doing: 'trying something', to: 'a thing', next: 'do another' };
/** Whether the process whose number is in the file runs; init may not have taken its corpse away yet. */
function isRunning(file: string): boolean {
  const pid = readFileSync(file, 'utf8').trim();
  return existsSync(`/proc/${pid}/stat`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
}

test('standard output comes back, arguments go in as they are', async () => {
  expect(await run(['printf', '%s|', 'a b', '$HOME', "it's", '*', ''], DOING)).toBe("a b|$HOME|it's|*||");
});

test('lines are told as they come', async () => {
  const lines: string[] = [];
  await run(['printf', 'a\\nb\\n'], DOING, { onLine: (line) => lines.push(line) });
  expect(lines).toEqual(['a', 'b']);
});

test('from a file into a file', async () => {
  const [from, into] = [join(scratch(), 'from here'), join(scratch(), 'into here')];
  writeFileSync(from, 'content');
  expect(await run(['cat'], DOING, { from, into })).toBe('');
  expect(readFileSync(into, 'utf8')).toBe('content');
});

test('a failure carries what was being done and the last words', async () => {
  const failing = run(['sh', '-c', 'echo one >&2; echo "E: mirror on fire" >&2; exit 100'], DOING);
  await expect(failing).rejects.toThrow(InfrastructureError);
  await expect(failing).rejects.toThrow('trying something: a thing\n  seen:     sh ended with status 100: one | E: mirror on fire\n  next:     do another');
});

test('a program that is not there', async () => {
  await expect(run(['surely-no-program'], DOING)).rejects.toThrow(/status 127.*not found/);
});

test('messages are not translated', async () => {
  expect(await run(['printenv', 'LC_ALL'], DOING, { env: { LC_ALL: 'de_DE.UTF-8' } })).toBe('de_DE.UTF-8\n');
  expect(await run(['printenv', 'LC_ALL'], DOING)).toBe('C\n');
});

test('an abort ends the program and its children, and gives the reason', async () => {
  const directory = scratch();
  const controller = new AbortController();
  const running = run(['sh', '-c', `echo $$ > ${directory}/parent; sh -c 'echo $$ > ${directory}/child; echo started; sleep 100' & wait`], DOING, {
    signal: controller.signal,
    onLine: () => {
      controller.abort(new Error('interrupted'));
    },
  });
  await expect(running).rejects.toThrow('interrupted');
  for (const name of ['parent', 'child']) expect(isRunning(join(directory, name)), name).toBe(false);
});

test('nothing is started after an abort', async () => {
  const controller = new AbortController();
  controller.abort(new Error('interrupted'));
  await expect(run(['true'], DOING, { signal: controller.signal })).rejects.toThrow('interrupted');
});
