import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandSuite } from './expand-suite.ts';
import type { Suite } from './suite.ts';

const SMOKE: Suite = {
  name: 'smoke', description: 'd', kernels: ['debian:6.12'], exclude: [], include: { suites: [], rows: [] }, unsupported: [],
  rows: [
    { scenario: ['cycle'], machines: ['cxl', 'nvdimm', 'hmem'], attribute: ['0', '1'], policies: ['default'] },
    { scenario: ['stuck'], machines: ['cxl', 'nvdimm', 'hmem'], policies: ['default'] },
    { scenario: ['parameter-off'], machines: ['cxl-param-off'], policies: ['default'] },
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

  it('takes only the scenarios that are asked for', () => {
    expect(expandSuite(SMOKE, { scenarios: ['stuck'], machines: ['cxl', 'hmem'] }).map(({ scenario, machine }) => [scenario, machine])).toEqual([['stuck', 'cxl'], ['stuck', 'hmem']]);
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

  it('takes away what is excluded, by kernel as well, and then adds what is included', () => {
    const suite: Suite = {
      ...SMOKE, rows: [{ scenario: ['cycle', 'stuck'], machines: ['cxl', 'hmem'], policies: ['default', 'auto-online'] }],
      exclude: [{ machines: ['cxl'], policies: ['auto-online'], why: 'w' }, { scenarios: ['stuck'], kernels: ['<6.9'], why: 'w' }],
      include: { suites: [], rows: [{ scenario: ['stuck'], machines: ['cxl'], policies: ['auto-online'] }] },
    };
    const rows = (kernel: string) => expandSuite(suite, { kernels: [kernel] }).map(({ scenario, machine, policy }) => `${scenario} ${machine} ${policy}`);
    expect(rows('debian:6.1')).toEqual(['stuck cxl auto-online', 'cycle cxl default', 'cycle hmem default', 'cycle hmem auto-online']);
    expect(rows('debian:6.12')).toEqual([
      'stuck cxl auto-online', 'cycle cxl default', 'cycle hmem default', 'cycle hmem auto-online', 'stuck cxl default', 'stuck hmem default', 'stuck hmem auto-online',
    ]);
    expect(rows('build:mine')).toEqual(rows('debian:6.12'));
  });

  it('thins pairwise, and only then narrows, so that a machine has the rows it has in the whole', () => {
    const machines = ['a', 'b', 'c', 'd'];
    const product: Suite = { ...SMOKE, rows: [{ scenario: ['cycle'], machines, policies: ['p', 'q', 'r'], attribute: ['0', '1'] }] };
    const thinned: Suite = { ...product, thin: 'pairwise' };
    const items = expandSuite(thinned);
    expect(expandSuite(product)).toHaveLength(24);
    expect(items.length).toBeLessThanOrEqual(13);
    expect(expandSuite(thinned, { machines: ['b'], policies: ['q', 'r'] })).toEqual(items.filter(({ machine, policy }) => machine === 'b' && policy !== 'p'));
  });

  it('counts what is included as met', () => {
    const rows: Suite['rows'] = [{ scenario: ['cycle'], machines: ['a', 'b'], policies: ['p', 'q'] }];
    const whole: Suite = { ...SMOKE, rows };
    expect(expandSuite({ ...SMOKE, rows, thin: 'pairwise', include: { suites: [whole], rows: [] } })).toEqual(expandSuite(whole));
  });
});
