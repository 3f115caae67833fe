import { expect, it } from 'vitest';
import type { PlannedItem } from '../config/run-plan.ts';
import { configurationOf, inputsOf } from './made.ts';
import type { Supply } from './supplies.ts';

const planned = (change: object = {}) => ({
  item: { scenario: 'cycle', machine: 'hmem', kernel: 'debian:6.12', policy: 'default' }, machine: { name: 'hmem', memory: 2, description: 'a' }, scenario: { name: 'cycle', steps: [] }, ...change,
}) as unknown as PlannedItem;
const SUPPLY = { kernel: { sha256: '7435b9178e91998f4f70' }, image: { sha256: 'b' }, qemu: { sha256: 'c', packages: [] }, kvm: { usable: false } } as unknown as Supply;
const DAXLAB = { name: 'daxlab', sha256: 'd' };
const inputs = (change: object = {}, supply: object = {}, daxlab = DAXLAB): string | undefined => inputsOf(planned(change), { ...SUPPLY, ...supply }, daxlab).inputs;

it('has one hash over everything that a row is made of', () => {
  expect(inputsOf(planned(), SUPPLY, DAXLAB)).toEqual({ build: '7435b9178e91998f', inputs: inputs() });
  const all = [
    inputs(), inputs({ machine: { name: 'hmem', memory: 3 } }), inputs({ scenario: { name: 'cycle', steps: [{}] } }), inputs({}, { kernel: { sha256: 'other' } }), inputs({}, { image: { sha256: 'o' } }),
    inputs({}, { qemu: { sha256: 'o', packages: [] } }), inputs({}, { kvm: { usable: true } }), inputs({}, {}, { name: 'daxlab', sha256: 'o' }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(inputs({ machine: { name: 'hmem', memory: 2, description: 'in other words' } })).toBe(inputs());
});

it('names the configuration of every row once', () => {
  const other = planned({ item: { ...planned().item, machine: 'cxl', attribute: '1' } });
  expect(configurationOf([planned(), other, planned()]).map(({ kind, name }) => `${kind} ${name}`)).toEqual(['machine hmem with policy default', 'scenario cycle', 'machine cxl with policy default']);
});

it('tells the keys of a configuration apart, and words for people are none', () => {
  const keys = (change: object) => configurationOf([planned(change)])[0]?.keys;
  expect(Object.keys(keys({}) ?? {})).toEqual(['name', 'memory']);
  expect(keys({ machine: { name: 'hmem', memory: 3 } })?.['name']).toBe(keys({})?.['name']);
  expect(keys({ machine: { name: 'hmem', memory: 3 } })?.['memory']).not.toBe(keys({})?.['memory']);
});
