import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes, type Part } from './changes.ts';

const kernel = (version: string): Part => ({ what: 'kernel', name: 'debian:6.12', version });
const cpio: Part = { what: 'package', name: 'cpio', version: '2.15' };

describe('what changed', () => {
  it('is told kernel first', () => {
    const before = [cpio, kernel('6.12.43')];
    const after = [{ what: 'package', name: 'kmod', version: '34' } as const, kernel('6.12.95')];
    expect(changes(before, after)).toEqual([
      { what: 'kernel', name: 'debian:6.12', before: '6.12.43', after: '6.12.95' },
      { what: 'package', name: 'cpio', before: '2.15' },
      { what: 'package', name: 'kmod', after: '34' },
    ]);
  });

  it('names the keys of a configuration, where both records have them', () => {
    const machine = (version: string, keys?: Record<string, string>): Part => ({ what: 'configuration', name: 'machine hmem', version, ...(keys && { keys }) });
    expect(changes([machine('a', { memory: '1', cpus: '1' })], [machine('b', { memory: '2', cpus: '1', devices: '1' })])).toEqual([{ what: 'configuration', name: 'machine hmem', before: 'a', after: 'b', keys: ['devices', 'memory'] }]);
    expect(changes([machine('a')], [machine('b', { memory: '2' })])).toEqual([{ what: 'configuration', name: 'machine hmem', before: 'a', after: 'b' }]);
  });

  it('is nothing that one of the records could not tell', () => {
    expect(changes([kernel('6.12.43')], [kernel('6.12.43'), { what: 'configuration', name: 'machines/hmem.yaml', version: 'f00' }])).toEqual([]);
  });

  const part = fc.record({ what: fc.constantFrom<Part['what']>('kernel', 'package', 'qemu'), name: fc.constantFrom('a', 'b', 'c'), version: fc.constantFrom('1', '2') });
  const parts = fc.uniqueArray(part, { selector: ({ what, name }) => `${what} ${name}` });

  it('is nothing between a thing and itself, and the same backwards', () => {
    fc.assert(fc.property(parts, parts, (one, other) => {
      expect(changes(one, one)).toEqual([]);
      const turned = changes(other, one).map(({ before, after, ...rest }) => ({ ...rest, ...(after !== undefined && { before: after }), ...(before !== undefined && { after: before }) }));
      expect(changes(one, other)).toEqual(turned);
    }));
  });
});
