import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { loadCatalogue, loadSuiteFile } from './catalogue.ts';
import { expandSuite } from './expand-suite.ts';
import { pick } from './nearest.ts';

const scratch = scratchFolder();

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
    // 2 cores have 3600 s in half an hour: 19.5 s for each.
    expect(items.length).toBeLessThan(185);
    expect(expandSuite(suite, { kernels: ['debian:6.1'] }).filter(({ scenario }) => scenario === 'poisoned')).toEqual([]);
  });
});

describe('a scenario in a file of its own', () => {
  const STEPS = 'name: mine\ndescription: mine\nsteps: [{ write-attribute: $attribute }, { bind: kmem }]\n';
  const load = async (text: string) => {
    const file = join(scratch(), 'mine.yaml');
    writeFileSync(file, text);
    return (await loadSuiteFile(file, await loadCatalogue(), { kernels: ['debian:6.12'] })).suite;
  };

  it('runs on every machine with both values of the attribute', async () => {
    const suite = await load(STEPS);
    expect(suite).toMatchObject({ kernels: ['debian:6.12'], rows: [{ policies: ['default'], attribute: ['0', '1'] }] });
    expect(suite.rows[0]?.machines.length).toBeGreaterThan(5);
  });

  it('runs where it says', async () => {
    expect(await load(`${STEPS}on: { machines: [hmem], policies: [auto-online], kernels: ['debian:7.3'], attribute: [1] }\n`)).toMatchObject({
      kernels: ['debian:7.3'], rows: [{ machines: ['hmem'], policies: ['auto-online'], attribute: ['1'] }],
    });
    expect(await load(`${STEPS}on: { machines: [hmem] }\n`)).toMatchObject({ kernels: ['debian:6.12'], rows: [{ machines: ['hmem'], attribute: ['0', '1'] }] });
  });

  it('must name what there is', async () => {
    await expect(load(`${STEPS}on: { machines: [hmen] }\n`)).rejects.toThrow('hmem');
    await expect(load(`${STEPS}on: { machine: [hmem] }\n`)).rejects.toThrow('machines');
  });
});
