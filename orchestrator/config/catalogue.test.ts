import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { expandSuite } from './expand-suite.ts';
import { pick } from './nearest.ts';

describe('the catalogue that comes with daxlab', () => {
  it('is whole: every suite refers to machines and scenarios that there are', async () => {
    const { machines, scenarios, suites } = await loadCatalogue();
    expect([...machines.keys()]).toEqual(expect.arrayContaining(['cxl', 'nvdimm', 'hmem', 'cxl-param-off']));
    expect([...scenarios.keys()]).toEqual(expect.arrayContaining(['cycle', 'parameter-off', 'stuck']));
    expect(suites.has('smoke')).toBe(true);
  });

  it('has ten rows in smoke: cycle six times, stuck three times, parameter-off once', async () => {
    const { suites } = await loadCatalogue();
    const scenarios = expandSuite(pick('suite', suites, 'smoke')).map(({ scenario }) => scenario);
    expect(scenarios.sort()).toEqual([...Array<string>(6).fill('cycle'), 'parameter-off', 'stuck', 'stuck', 'stuck']);
  });

  it('lets every machine and every policy meet in nightly, in a number of rows that fits into half an hour', async () => {
    const { machines, policies, suites } = await loadCatalogue();
    const suite = pick('suite', suites, 'nightly');
    const items = expandSuite(suite, { kernels: ['debian:7.3'] });
    expect(new Set(items.map(({ machine }) => machine))).toEqual(new Set(machines.keys()));
    expect(new Set(items.map(({ policy }) => policy))).toEqual(new Set(policies.keys()));
    // 2 cores have 3600 s in half an hour: 20 s for each.
    expect(items.length).toBeLessThan(180);
    expect(expandSuite(suite, { kernels: ['debian:6.1'] }).filter(({ scenario }) => scenario === 'poisoned')).toEqual([]);
  });
});
