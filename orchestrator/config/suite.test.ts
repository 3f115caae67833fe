import { describe, expect, it } from 'vitest';
import { checkSource } from './load-file.ts';
import { expectedUnsupported, suiteSchema } from './suite.ts';
import { parseYaml } from './yaml-source.ts';

const known = { scenarios: new Set(['cycle', 'stuck']), machines: new Set(['cxl', 'nvdimm']) };
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
    expect(suite.rows).toEqual([{ scenario: 'cycle', machines: ['cxl', 'nvdimm'], attribute: ['0', '1'], policy: 'default' }]);
    expect(suite.unsupported[0]?.kernels).toEqual(['<6.9']);
  });

  it.each([
    ['scenario: cycle', 'scenario: cycel', "smoke.yaml:5, key rows[0].scenario\n  expected: a known scenario (no scenario is called 'cycel'; nearest: cycle)"],
    ['[cxl, nvdimm]', '[cxl, nvdim]', "smoke.yaml:6, key rows[0].machines[1]\n  expected: a known machine (no machine is called 'nvdim'; nearest: nvdimm)"],
    ["['debian:6.12']", "['6.12']", 'smoke.yaml:3, key kernels[0]\n  expected: debian:<version>'],
    ['<6.9', '<six', 'smoke.yaml:9, key unsupported[0].kernels'],
  ])('names file, line and key when %s is %s', (text, wrong, words) => {
    const broken = SUITE.replace(text, wrong);
    expect(() => read(broken)).toThrow(words);
  });
});

describe('expectedUnsupported', () => {
  const suite = read(SUITE);
  it.each([
    [{ scenario: 'cycle', machine: 'cxl', kernel: 'debian:6.1', release: '6.1.0-38-cloud-amd64' }, 'no memmap_on_memory attribute'],
    [{ scenario: 'cycle', machine: 'nvdimm', kernel: 'debian:6.1', release: '6.1.0-38-cloud-amd64' }, undefined],
    [{ scenario: 'cycle', machine: 'cxl', kernel: './bzImage' }, undefined],
    [{ scenario: 'cycle', machine: 'cxl', kernel: './bzImage', release: '6.1.0' }, 'no memmap_on_memory attribute'],
    [{ scenario: 'stuck', machine: 'nvdimm', kernel: 'build:old', release: '6.12.1' }, 'not built for it'],
    [{ scenario: 'stuck', machine: 'nvdimm', kernel: 'debian:7.0', release: '7.0.3' }, 'not built for it'],
  ])('%j: %s', (row, why) => {
    expect(expectedUnsupported(suite, row)).toBe(why);
  });
});
