import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandSuite } from './expand-suite.ts';
import type { Suite } from './suite.ts';

const SMOKE: Suite = {
  name: 'smoke', description: 'd', kernels: ['debian:6.12'], unsupported: [],
  rows: [
    { scenario: 'cycle', machines: ['cxl', 'nvdimm', 'hmem'], attribute: ['0', '1'], policy: 'default' },
    { scenario: 'stuck', machines: ['cxl', 'nvdimm', 'hmem'], policy: 'default' },
    { scenario: 'parameter-off', machines: ['cxl-param-off'], policy: 'default' },
  ],
};

describe('expandSuite', () => {
  it('multiplies the rows out', () => {
    const items = expandSuite(SMOKE);
    expect(items).toHaveLength(10);
    expect(items[0]).toEqual({ scenario: 'cycle', machine: 'cxl', kernel: 'debian:6.12', policy: 'default', attribute: '0' });
    expect(items.at(-1)).toEqual({ scenario: 'parameter-off', machine: 'cxl-param-off', kernel: 'debian:6.12', policy: 'default' });
  });

  it('takes the kernels and machines that are asked for', () => {
    const items = expandSuite(SMOKE, { kernels: ['debian:6.1', 'debian:7.3'], machines: ['hmem'] });
    expect(items.map(({ kernel, scenario, attribute }) => [kernel, scenario, attribute])).toEqual([
      ['debian:6.1', 'cycle', '0'], ['debian:6.1', 'cycle', '1'], ['debian:6.1', 'stuck', undefined],
      ['debian:7.3', 'cycle', '0'], ['debian:7.3', 'cycle', '1'], ['debian:7.3', 'stuck', undefined],
    ]);
  });

  it('is empty for a machine that no row has', () => {
    expect(expandSuite(SMOKE, { machines: ['pc-dimm'] })).toEqual([]);
  });

  it('has nothing twice, however often it is asked for', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('debian:6.1', 'debian:7.3'), { minLength: 1 }), (kernels) => {
      const items = expandSuite(SMOKE, { kernels }).map((item) => JSON.stringify(item));
      expect(items).toHaveLength(10 * new Set(kernels).size);
      expect(new Set(items).size).toBe(items.length);
    }));
  });
});
