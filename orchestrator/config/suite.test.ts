import { describe, expect, it } from 'vitest';
import { includeSuites } from './include-suites.ts';
import { checkSource } from './load-file.ts';
import { expectedUnsupported, suiteSchema } from './suite.ts';
import { parseYaml } from './yaml-source.ts';

const known = { scenarios: new Set(['cycle', 'stuck']), machines: new Set(['cxl', 'nvdimm']), policies: new Set(['default', 'auto-online']), suites: new Set(['smoke', 'all']) };
const read = (text: string) => checkSource(parseYaml(text, 'smoke.yaml', 'reading a suite'), 'suite', suiteSchema(known));

const SUITE = `name: smoke
description: the straight line
kernels: ['debian:6.12']
rows:
  - scenario: cycle
    machines: [cxl, nvdimm]
    attribute: [0, '1']
unsupported:
  - kernels: <6.9
    machines: [cxl]
    why: no memmap_on_memory attribute
  - kernels: ['build:old', '7.0']
    why: not built for it
`;

describe('suiteSchema', () => {
  it('reads a suite, numbers in attribute as text', () => {
    const suite = read(SUITE);
    expect(suite.rows).toEqual([{ scenario: ['cycle'], machines: ['cxl', 'nvdimm'], attribute: ['0', '1'], policies: ['default'] }]);
    expect(suite.unsupported[0]?.kernels).toEqual(['<6.9']);
  });

  it.each([
    ['scenario: cycle', 'scenario: cycel', "smoke.yaml:5, key rows[0].scenario\n  expected: a known scenario (no scenario is called 'cycel'; nearest: cycle)"],
    ['[cxl, nvdimm]', '[cxl, nvdim]', "smoke.yaml:6, key rows[0].machines[1]\n  expected: a known machine (no machine is called 'nvdim'; nearest: nvdimm)"],
    ["['debian:6.12']", "['6.12']", 'smoke.yaml:3, key kernels[0]\n  expected: debian:<version>'],
    ['<6.9', '<six', 'smoke.yaml:9, key unsupported[0].kernels'],
    ['attribute:', 'policies: [auto-onlin]\n    attribute:', "smoke.yaml:7, key rows[0].policies[0]\n  expected: a known policy (no policy is called 'auto-onlin'; nearest: auto-online)"],
    ['unsupported:', 'include: { suites: [smok] }\nunsupported:', "smoke.yaml:8, key include.suites[0]\n  expected: a known suite (no suite is called 'smok'; nearest: smoke)"],
    ['unsupported:', 'exclude: [{ machines: [cxl] }]\nunsupported:', 'smoke.yaml:8, key exclude[0].why'],
    ['unsupported:', 'thin: triples\nunsupported:', 'smoke.yaml:8, key thin\n  expected: "pairwise"'],
  ])('names file, line and key when %s is %s', (text, wrong, words) => {
    const broken = SUITE.replace(text, wrong);
    expect(() => read(broken)).toThrow(words);
  });
});

it('has a row, or includes a suite', () => {
  expect(() => read("{name: none, description: d, kernels: ['debian:6.12']}")).toThrow('expected: at least one row, or a suite to include');
  expect(read("{name: all, description: d, kernels: ['debian:6.12'], include: {suites: [smoke]}}").include).toEqual({ suites: ['smoke'], rows: [] });
});

describe('expectedUnsupported', () => {
  const smoke = includeSuites(new Map([['smoke', read(SUITE)]])).get('smoke');
  if (!smoke) throw new Error('unreachable');
  const all = { unsupported: [{ kernels: ['7.3'], policies: ['auto-online'], why: 'not here' }], include: { suites: [smoke], rows: [] } };
  it.each([
    [{ scenario: 'cycle', machine: 'cxl', kernel: 'debian:6.1', release: '6.1.0-38-cloud-amd64' }, 'no memmap_on_memory attribute'],
    [{ scenario: 'cycle', machine: 'nvdimm', kernel: 'debian:6.1', release: '6.1.0-38-cloud-amd64' }, undefined],
    [{ scenario: 'cycle', machine: 'cxl', kernel: './bzImage' }, undefined],
    [{ scenario: 'cycle', machine: 'cxl', kernel: './bzImage', release: '6.1.0' }, 'no memmap_on_memory attribute'],
    [{ scenario: 'stuck', machine: 'nvdimm', kernel: 'build:old', release: '6.12.1' }, 'not built for it'],
    [{ scenario: 'stuck', machine: 'nvdimm', kernel: 'debian:7.0', release: '7.0.3' }, 'not built for it'],
  ])('%j: %s', (row, why) => {
    expect(expectedUnsupported(smoke, { policy: 'default', ...row })).toBe(why);
    expect(expectedUnsupported(all, { policy: 'default', ...row })).toBe(why);
  });

  it('may be said of a policy', () => {
    const row = { scenario: 'stuck', machine: 'cxl', kernel: 'debian:7.3' };
    expect(expectedUnsupported(all, { ...row, policy: 'auto-online' })).toBe('not here');
    expect(expectedUnsupported(all, { ...row, policy: 'default' })).toBeUndefined();
  });
});
