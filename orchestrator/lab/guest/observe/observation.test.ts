import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pages, Pfn } from '../../../model/units.ts';
import { CAPTURED, captured } from './fixtures/captured.ts';
import { parseObservation } from './observation.ts';
import { UnreadableTextError } from './unreadable.ts';

test.each(CAPTURED)('%s is read in full', (name) => {
  const seen = parseObservation(captured(name));
  expect(seen).toMatchObject({ tainted: 0, blockSize: 2 ** 27, overcommitRatio: 50, nodeMasks: { hasCpu: [0] } });
  expect(seen.release.startsWith(name.split('-')[0]?.split('.').slice(0, 2).join('.') ?? 'nothing')).toBe(true);
  // Every witness says the same: zones, nodes and /proc/meminfo.
  expect(seen.zones.reduce((sum, { managed }) => sum + managed, 0) * 4).toBe(seen.meminfo.memTotal);
  for (const { node, memTotal } of seen.nodes) expect(seen.zones.filter((zone) => zone.node === node).reduce((sum, { managed }) => sum + managed, 0) * 4).toBe(memTotal);
  expect(seen.nodes.map(({ node }) => node)).toEqual(seen.nodeMasks.online);
  for (const { number, physIndex } of seen.blocks) expect(physIndex).toBe(number);
});

test('parameters as the machine was booted', () => {
  expect(parseObservation(captured('6.12.117-cxl-prepared')).parameters).toEqual({
    memmapOnMemory: 'Y', onlinePolicy: 'contig-zones', autoMovableRatio: '301', autoMovableNumaAware: 'Y', autoOnlineBlocks: 'offline',
  });
});

test('a file that could not be read is an error that names it', () => {
  expect(() => parseObservation({ ...captured('6.12.117-cxl-prepared'), errors: { '/sys/x': 5 } })).toThrow(/\/sys\/x[^]*errno 5/);
});

test('a reply without one of its files is never an observation, but for those that not every kernel has', () => {
  const reply = captured('7.3.4-hmem-partly-online');
  const optional = /parameters\/|auto_online_blocks|dax0\.0|node\d+\/meminfo/;
  fc.assert(fc.property(fc.constantFrom(...Object.keys(reply.files).filter((path) => !optional.test(path))), (path) => {
    const files = Object.fromEntries(Object.entries(reply.files).filter(([other]) => other !== path));
    expect(() => parseObservation({ ...reply, files })).toThrow(UnreadableTextError);
  }));
});

test('of /proc/kpageflags what was asked about is read; marks are those of what begins a block', () => {
  const ranges = [[0x100000, 512], [0x100200, 512], [0x108000, 512]].map(([first, count]) => ({ first: first as Pfn, count: count as Pages, counted: true }));
  const pages = { [0x100000]: { flags: { '0x2000000000': 511, '0x2000080000': 1 }, counted: 0 }, [0x100200]: { flags: { '0x400': 512 } } };
  const seen = parseObservation({ ...captured('7.3.4-hmem-partly-online'), pages, kpageflags: 0x140000, entries: { '/sys/x': 3 } }, ranges);
  expect(seen.pageFlags).toEqual([{ first: 0x100000, count: 512, ...pages[0x100000] }, { first: 0x100200, count: 512, ...pages[0x100200] }]);
  expect(seen).toMatchObject({ selfHosted: [{ first: 0x100000, count: 511 }], kpageflagsPages: 0x140000, kobjects: { entries: { '/sys/x': 3 } } });
});

test('nodes of sysfs are counted in all, and a kernel without SLUB debugging does not say', () => {
  const reply = { ...captured('7.3.4-hmem-partly-online'), entries: { '/sys/x': 3 } };
  const path = '/sys/kernel/slab/kernfs_node_cache/objects';
  expect(parseObservation({ ...reply, files: { ...reply.files, [path]: '11310 N0=11300 N1=10\n' } }).kobjects?.kernfsNodes).toBe(11_310);
  expect(parseObservation(reply).kobjects?.kernfsNodes).toBeUndefined();
  expect(() => parseObservation({ ...reply, files: { ...reply.files, [path]: 'many\n' } })).toThrow(UnreadableTextError);
});

test('uevents that the socket had no room for are lost, not absent', () => {
  expect(() => parseObservation({ ...captured('7.3.4-hmem-partly-online'), uevents: ['add@memory32', 'lost'] })).toThrow(/uevents[^]*lost/);
});
