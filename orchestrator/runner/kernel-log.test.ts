import { expect, it } from 'vitest';
import { KernelLog } from './kernel-log.ts';

it('gives each line once, in order', () => {
  const log = new KernelLog();
  log.push('one');
  log.push('two');
  expect(log.take()).toEqual(['one', 'two']);
  expect(log.take()).toEqual([]);
});

it('waits for the end of the operation asked for, not of another whose number ends alike', async () => {
  const log = new KernelLog();
  let ended = false;
  const waiting = log.operationEnded(2).then(() => { ended = true; });
  log.push('[    3.1] daxlab: operation 12 end');
  await Promise.resolve();
  expect(ended).toBe(false);
  log.push('[    3.2] daxlab: operation 2 end');
  await waiting;
  expect(log.take()).toHaveLength(2);
  log.push('[    3.3] daxlab: operation 3 end');
  await log.operationEnded(3);
});
