import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Scenario } from '../scenario/scenario.ts';
import type { Catalogue } from './catalogue.ts';
import { checkSource } from './load-file.ts';
import { machineSchema, type Machine } from './machine.ts';
import type { Policy } from './policy.ts';
import { planRun } from './run-plan.ts';
import type { Suite } from './suite.ts';
import { parseYaml } from './yaml-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'daxlab-plan-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const byName = <Value extends { readonly name: string }>(values: readonly Value[]) => new Map(values.map((value) => [value.name, value]));
const machine = (name: string): Machine => checkSource(parseYaml(
  `{name: ${name}, description: d, memory: 1GiB, devices: [{kind: soft-reserved, id: a, size: 1GiB, dax: dax0.0}]}`, 'm.yaml', 'reading',
), 'machine', machineSchema);
const scenario = (name: string): Scenario => ({ name, description: 'd', requires: [], steps: [{ kind: 'bind' }] });
const suite = (name: string, machines: string[]): Suite => ({
  name, description: 'd', kernels: ['debian:6.12'], rows: [{ scenario: ['cycle'], machines, policies: ['default', 'auto-online'] }],
  exclude: [{ machines: ['nvdimm'], policies: ['auto-online'], why: 'w' }], include: { suites: [], rows: [] }, unsupported: [],
});
const CATALOGUE: Catalogue = {
  machines: byName(['cxl', 'hmem', 'nvdimm'].map(machine)),
  policies: byName<Policy>([{ name: 'default', description: 'd' }, { name: 'auto-online', description: 'd', defaultState: 'online' }]),
  scenarios: byName([scenario('cycle'), scenario('stuck')]),
  suites: byName([suite('smoke', ['cxl', 'hmem']), suite('nightly', ['cxl', 'nvdimm'])]),
};
const plan = (suites: string[], selection = {}) => planRun(suites, selection, CATALOGUE);

describe('planRun', () => {
  it('gives each item its machine and scenario, and runs what two suites share once', async () => {
    const { suite: name, items } = await plan(['smoke', 'nightly']);
    expect(name).toBe('smoke+nightly');
    expect(items.map(({ item }) => item.machine)).toEqual(['cxl', 'cxl', 'hmem', 'hmem', 'nvdimm']);
    expect(items[0]).toMatchObject({ machine: { name: 'cxl', defaultState: 'offline' }, scenario: { name: 'cycle' } });
  });

  it('boots each machine as its policy says', async () => {
    const { items } = await plan(['smoke'], { policies: ['auto-online'] });
    expect(items.map(({ item, machine: { name, defaultState } }) => [item.policy, name, defaultState])).toEqual([['auto-online', 'cxl', 'online'], ['auto-online', 'hmem', 'online']]);
  });

  it('runs a scenario from a file on every machine', async () => {
    const path = file('own.yaml', "{name: own, description: d, steps: [{write-attribute: $attribute}]}");
    const { suite: name, items } = await plan([path], { kernels: ['build:mine'] });
    expect(name).toBe('own');
    expect(items).toHaveLength(6);
    expect(items[0]).toMatchObject({ item: { scenario: 'own', kernel: 'build:mine', attribute: '0' }, scenario: { name: 'own' } });
  });

  it('finds the attribute in steps that are repeated', async () => {
    const { items } = await plan([file('deep.yaml', "{name: deep, description: d, steps: [{repeat: 2, steps: [{write-attribute: $attribute}]}]}")], { machines: ['hmem'] });
    expect(items.map(({ item }) => item.attribute)).toEqual(['0', '1']);
  });

  it('keeps only the rows of the scenarios that are asked for, those of a file too', async () => {
    const own = file('narrowed.yaml', '{name: narrowed, description: d, on: {machines: [hmem]}, steps: [{bind: kmem}]}');
    const { items } = await plan(['smoke', own], { scenarios: ['narrowed', 'cycle'], policies: ['default'] });
    expect(items.map(({ item }) => [item.scenario, item.machine])).toEqual([['cycle', 'cxl'], ['cycle', 'hmem'], ['narrowed', 'hmem']]);
    expect((await plan(['smoke', own], { scenarios: ['narrowed'] })).items).toHaveLength(1);
  });

  it('runs a suite from a file', async () => {
    const path = file('suite.yaml', "{name: mine, description: d, kernels: ['debian:7.3'], rows: [{scenario: stuck, machines: [hmem]}]}");
    const including = file('all.yaml', "{name: all, description: d, kernels: ['debian:7.3'], include: {suites: [smoke]}}");
    expect((await plan([including], { machines: ['hmem'] })).items).toHaveLength(2);
    expect((await plan([path])).items.map(({ item }) => item)).toEqual([{ scenario: 'stuck', machine: 'hmem', kernel: 'debian:7.3', policy: 'default' }]);
  });

  it.each([
    [['smok'], {}, "no suite is called 'smok'; nearest: smoke"],
    [['smoke'], { machines: ['cxll'] }, "no machine is called 'cxll'; nearest: cxl"],
    [['smoke'], { machines: ['nvdimm'] }, 'of suite smoke: nvdimm\n  expected: one of cxl, hmem\n  seen:     no row of this machine\n  next:     it is in nightly'],
    [['smoke'], { scenarios: ['cycl'] }, "no scenario is called 'cycl'; nearest: cycle"],
    [['smoke'], { scenarios: ['cycle', 'stuck'] }, 'choosing the scenarios of suite smoke: stuck\n  expected: one of cycle\n  seen:     no row of this scenario'],
    [['nightly'], { machines: ['cxl', 'nvdimm'], policies: ['auto-online'] }, 'of suite nightly: nvdimm\n  expected: a row of this machine with policy auto-online\n  seen:     none\n  next:     its rows are of policy default'],
    [['cycle'], {}, 'seen:     the name of a scenario\n  next:     npx daxlab run smoke --scenario cycle'],
    [['smoke'], { policies: ['auto'] }, "no policy is called 'auto'; nearest: auto-online"],
    [['smoke'], { kernels: ['debain:6.12'] }, 'perhaps debian:6.12'],
    [['/nonexistent/own.yaml'], {}, 'ENOENT'],
  ])('refuses %j with %j: %s', async (suites, selection, words) => {
    await expect(plan(suites, selection)).rejects.toThrow(words);
  });

  it('refuses a scenario of a name that is taken, and one that is broken, by file and line', async () => {
    await expect(plan([file('cycle.yaml', '{name: cycle, description: d, steps: [{bind: kmem}]}')])).rejects.toThrow('the name cycle, which a scenario of daxlab has');
    await expect(plan([file('bad.yaml', 'name: bad\ndescription: d\nsteps:\n  - bnid: kmem\n')])).rejects.toThrow('bad.yaml:4, key steps[0]');
  });
});
