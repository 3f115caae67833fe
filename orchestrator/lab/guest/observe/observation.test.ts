import fc from 'fast-check';
import { expect, test } from 'vitest';
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
