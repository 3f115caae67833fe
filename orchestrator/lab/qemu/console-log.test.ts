import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { ConsoleLog } from './console-log.ts';
import { scratch } from './fixtures/fake.ts';

let path: string;
let lines: string[];
let console: ConsoleLog;
beforeEach(() => {
  path = join(scratch(), 'console.log');
  writeFileSync(path, '');
  lines = [];
  console = new ConsoleLog(path);
  console.onLine((line) => lines.push(line));
  return () => { console.end(); };
});

test('lines are told as they are written, without anyone asking', async () => {
  appendFileSync(path, 'one\r\ntwo\r\n');
  await vi.waitFor(() => { expect(lines).toEqual(['one', 'two']); }, { timeout: 30_000 });
});

test('a line that comes in pieces is told when it is whole, and a character that is cut in two stays one', () => {
  const text = Buffer.from('zwölf\n');
  for (const byte of text) {
    appendFileSync(path, Buffer.of(byte));
    expect(console.last.length).toBeLessThan(2);
  }
  expect(lines).toEqual(['zwölf']);
});

test('the last lines are those of this moment', () => {
  appendFileSync(path, Array.from({ length: 100 }, (_, index) => `${index}\n`).join(''));
  expect(console.last).toHaveLength(60);
  expect(console.last.at(-1)).toBe('99');
});

test('the end tells what is left, once', () => {
  appendFileSync(path, 'whole\nunfinished');
  console.end();
  console.end();
  appendFileSync(path, 'late\n');
  expect(lines).toEqual(['whole', 'unfinished']);
});

test('a listener that asks for the last lines is told in order', () => {
  console.onLine((line) => {
    if (line === 'a') appendFileSync(path, 'c\n');
    expect(console.last).toContain('b');
  });
  appendFileSync(path, 'a\nb\n');
  console.end();
  expect(lines).toEqual(['a', 'b', 'c']);
});

test('a listener can go', () => {
  const stop = console.onLine(() => { throw new Error('told after it went'); });
  stop();
  appendFileSync(path, 'a\n');
  console.end();
  expect(lines).toEqual(['a']);
});

test('a file that cannot be watched is an error that names it', () => {
  expect(() => new ConsoleLog(join(path, 'nothing'))).toThrow();
});
