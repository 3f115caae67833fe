import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';
import { parseDaxDevices } from './dax.ts';
import { Texts, type ObserveReply } from './reply.ts';
import { UnreadableTextError } from './unreadable.ts';

const devices = (reply: Pick<ObserveReply, 'files' | 'links'>) => parseDaxDevices(new Texts({ id: 1, errors: {}, blocks: '', pages: {}, entries: {}, ...reply }), reply.links);

test('a region that is bound to no driver', () => {
  expect(devices(captured('6.12.117-cxl-prepared'))).toEqual([{
    name: 'dax0.0', origin: 'cxl', driver: undefined, size: 2 ** 30, align: 2 ** 21, targetNode: 1, mappings: [{ start: 34 * 2 ** 27, end: 42 * 2 ** 27 - 1 }], memmapOnMemory: '1', state: undefined,
  }]);
});

test('7.3 has a state while bound to kmem', () => {
  expect(devices(captured('7.3.4-hmem-partly-online'))).toMatchObject([{ driver: 'kmem', state: 'offline', memmapOnMemory: '0' }]);
});

test('6.1 has no attribute', () => {
  expect(devices(captured('6.1-hmem-partly-online'))).toMatchObject([{ driver: 'kmem', memmapOnMemory: undefined, state: undefined }]);
});

const at = (name: string) => `/sys/bus/dax/devices/${name}`;

test('devices and mappings come in the order of their numbers', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.nat(20), fc.nat(20)), { selector: String }), fc.uniqueArray(fc.nat(20)), (names, mappings) => {
    const files = names.flatMap(([region, id]) => [
      [`${at(`dax${region}.${id}`)}/size`, '4096\n'], [`${at(`dax${region}.${id}`)}/target_node`, '-1\n'],
      ...mappings.flatMap((n) => [[`${at(`dax${region}.${id}`)}/mapping${n}/start`, `0x${n.toString(16)}000\n`], [`${at(`dax${region}.${id}`)}/mapping${n}/end`, `0x${n.toString(16)}fff\n`]]),
    ]);
    const parsed = devices({ files: Object.fromEntries(files) as Record<string, string>, links: Object.fromEntries(names.map(([region, id]) => [at(`dax${region}.${id}`), '../platform/hmem.0/x'])) });
    expect(parsed.map(({ name }) => name)).toEqual([...names].sort(([a, b], [c, d]) => a - c || b - d).map(([region, id]) => `dax${region}.${id}`));
    const expected = [...mappings].sort((a, b) => a - b).map((n) => ({ start: n * 4096, end: n * 4096 + 4095 }));
    for (const device of parsed) expect(device).toMatchObject({ targetNode: -1, mappings: expected });
  }));
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['/target_node', { [`${at('dax0.0')}/size`]: '1\n' }, {}],
  ['/driver', { [`${at('dax0.0')}/size`]: '1\n', [`${at('dax0.0')}/target_node`]: '0\n' }, { [`${at('dax0.0')}/driver`]: '../drivers/other' }],
  ['dax_region0', { [`${at('dax_region0')}/size`]: '1\n' }, {}],
  ['/size', { [`${at('dax0.0')}/size`]: '0x1\n', [`${at('dax0.0')}/target_node`]: '0\n' }, {}],
])('an unknown or absent %s is refused by name', (what, files, links) => {
  const hmem = { [at('dax0.0')]: '../platform/hmem.0/dax0.0' };
  expect(() => devices({ files, links: { ...hmem, ...links } })).toThrow(UnreadableTextError);
  expect(() => devices({ files, links: { ...hmem, ...links } })).toThrow(what);
});

test('a device that hangs where no known driver puts one is refused', () => {
  const files = { [`${at('dax0.0')}/size`]: '1\n', [`${at('dax0.0')}/target_node`]: '0\n' };
  expect(() => devices({ files, links: { [at('dax0.0')]: '../platform/other/dax0.0' } })).toThrow(UnreadableTextError);
});
