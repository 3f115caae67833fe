import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkSource } from './load-file.ts';
import { machineSchema } from './machine.ts';
import { parseYaml } from './yaml-source.ts';

const check = (text: string, schema: z.ZodType = machineSchema): unknown => checkSource(parseYaml(text, 'machines/cxl.yaml', 'reading a machine'), 'machine', schema);

const MACHINE = `name: cxl
description: one expander
memory: 2GiB
devices:
  - { kind: cxl-volatile, id: mem0, size: 1GiB, dax: dax0.0 }
`;

describe('checkSource', () => {
  it('gives the checked value', () => {
    expect(check(MACHINE)).toHaveProperty('memory', 2 * 1024 ** 3);
  });

  it.each([
    ['a size', MACHINE.replace('memory: 2GiB', 'memory: 2GB'), ['machines/cxl.yaml:3, key memory', 'expected: a size such as 512MiB or 1GiB', 'seen:     "2GB"']],
    ['a number', `${MACHINE}cpus: many\n`, ['cxl.yaml:6, key cpus', 'expected: a number', 'seen:     "many"']],
    ['a bound', `${MACHINE}cpus: 0\n`, ['cxl.yaml:6, key cpus', 'expected: number to be >=1', 'seen:     0']],
    ['a key that is missing', MACHINE.replace('memory: 2GiB\n', ''), ['cxl.yaml:1, key memory', 'expected: a size', 'seen:     nothing']],
    ['a key that is unknown', `${MACHINE}hypervisorbit: hidden\n`, ['cxl.yaml:6, key hypervisorbit', 'expected: hypervisorBit', "seen:     the unknown key 'hypervisorbit'"]],
    ['a nested key', MACHINE.replace('id: mem0', 'idd: mem0'), ['cxl.yaml:5, key devices[0].id', "line 5, devices[0].idd: expected id or kind, found the unknown key 'idd'"]],
    ['a choice', `${MACHINE}hypervisorBit: hiden\n`, ['expected: one of visible, hidden; nearest: hidden', 'seen:     "hiden"']],
    ['a kind', MACHINE.replace('cxl-volatile', 'cxl-volatil'), ['key devices[0].kind', 'expected: one of cxl-volatile,', 'nearest: cxl-volatile']],
    ['an empty file', '', ['cxl.yaml:1', 'expected: a mapping', 'seen:     null']],
    ['a name', MACHINE.replace('name: cxl', 'name: CXL'), ['cxl.yaml:1, key name', 'expected: lower-case letters, digits and dashes', 'seen:     "CXL"']],
  ])('names file, line, key, expected and seen for %s', (_, text, words) => {
    for (const word of words) expect(() => check(text)).toThrow(word);
  });

  it('words a union by its branches', () => {
    expect(() => check('a: true', z.strictObject({ a: z.union([z.string(), z.int()]) }))).toThrow('expected: text, or a number');
  });

  it('lists the other faults too', () => {
    expect(() => check('name: cxl\nmemory: 1\ncpus: 99\n')).toThrow(/key description[^]*correct it, and also line 1, devices: expected a list, found nothing; line 3, cpus/);
  });
});
