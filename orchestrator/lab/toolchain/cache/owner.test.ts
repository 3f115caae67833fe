import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ownerOf, ownerState, thisProcess, type Owner } from './owner.ts';

test('this process is running', () => {
  expect(ownerState(thisProcess())).toBe('running');
  expect(thisProcess()).toContain(`-${process.pid}-`);
});

test('a process that has ended is gone, and a later one with its pid is not it', async () => {
  const child = spawn('true');
  const place = thisProcess().split('-')[0];
  const owner = `${String(place)}-${Number(child.pid)}-1` as Owner;
  await once(child, 'exit');
  expect(ownerState(owner)).toBe('gone');
  // The right pid with another start time, as after the number was used again.
  expect(ownerState(`${String(place)}-${process.pid}-1`)).toBe('gone');
});

test('nothing is known of a process of another boot or pid namespace', () => {
  expect(ownerState(thisProcess().replace(/^[0-9a-f]+/, '000000000000') as Owner)).toBe('elsewhere');
});

test('the owner is read back from names that begin with it', () => {
  expect(ownerOf(`${thisProcess()}.0a1b`)).toBe(thisProcess());
  expect(ownerOf(thisProcess())).toBe(thisProcess());
  expect(ownerOf('last')).toBeUndefined();
  expect(ownerOf(`${thisProcess()}x`)).toBeUndefined();
});
