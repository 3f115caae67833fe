import { expect, it } from 'vitest';
import { follow, LISTED, mixes, NO_TRACE, type Trace } from './trace.ts';

const read = (messages: readonly string[], from: Trace = NO_TRACE): Trace => messages.reduce(follow, from);

it('begins where the processor was, and ends with its task', () => {
  expect(read(['RIP: 0010:a+0x1/0x2', 'Call Trace:', ' <TASK>', ' b+0x1/0x2', ' ? stray+0x1/0x2', 'RIP: 0033:0x4ae3f7', ' c+0x1/0x2', ' </TASK>', ' d+0x1/0x2', 'RIP: 0010:e+0x1/0x2']))
    .toEqual({ state: 'closed', symbols: ['a', 'b', 'c'], foreign: false });
});

it('is the first of several', () => {
  expect(read(['Call Trace:', ' a+0x1/0x2', ' </TASK>', 'Call Trace:', ' b+0x1/0x2', ' </TASK>']).symbols).toEqual(['a']);
});

it('is not that of a thread which only waits for the one that it is about', () => {
  expect(read(['rcu: RCU grace-period kthread stack dump:', 'Call Trace:', ' rcu_gp_kthread+0x1/0x2', ' </TASK>', 'RIP: 0010:a+0x1/0x2', 'Call Trace:', ' b+0x1/0x2', ' </TASK>']).symbols).toEqual(['a', 'b']);
});

it('ends with an empty line where it is only listed', () => {
  expect(read(['', 'Invalid free of 0xffff88803d5f8000:', ' a+0x1/0x2', ' b+0x1/0x2', '', ' c+0x1/0x2'], LISTED).symbols).toEqual(['a', 'b']);
});

it('does not grow without end', () => {
  expect(read(['Call Trace:', ...Array.from({ length: 500 }, () => ' recurse+0x1/0x2')]).symbols).toHaveLength(60);
});

it('mixes with another that begins before or behind it', () => {
  expect(mixes(NO_TRACE, 'Call Trace:')).toBe(false);
  expect(mixes(read(['Call Trace:']), 'Call Trace:')).toBe(true);
  expect(mixes(read(['Call Trace:', ' </TASK>']), 'Call Trace:')).toBe(true);
  expect(mixes(NO_TRACE, 'RIP: 0010:a+0x1/0x2')).toBe(false);
  expect(mixes(read(['RIP: 0010:a+0x1/0x2']), 'RIP: 0010:b+0x1/0x2')).toBe(true);
});
