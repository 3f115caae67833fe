import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NodeId } from '../../../model/units.ts';
import { capturedFile } from './fixtures/captured.ts';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseNodeMeminfo } from './node-meminfo.ts';

const PATH = '/sys/devices/system/node/node1/meminfo';
const NODE = 1 as NodeId;
const real = capturedFile('6.12.117-cxl-partly-online', PATH);

test('a real one: three blocks online, each without the 2 MiB of its memmap', () => {
  expect(parseNodeMeminfo(PATH, NODE, real)).toMatchObject({ node: 1, memTotal: 3 * 129024 });
});

test('any values come back', () => {
  fc.assert(fc.property(fc.nat(1000), fc.nat(), fc.nat(), (node, total, free) => {
    const text = `Node ${node} MemTotal: ${total} kB\nNode ${node} MemFree: ${free} kB\n`;
    expect(parseNodeMeminfo(PATH, node as NodeId, text)).toEqual({ node, memTotal: total, memFree: free });
  }));
});

test("another node's lines are refused", () => {
  expect(() => parseNodeMeminfo(PATH, 2 as NodeId, real)).toThrow(/node1\/meminfo line 1\n {2}expected: Node 2/);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseNodeMeminfo(PATH, NODE, text), real); });
