import { expect, it } from 'vitest';
import { UnsupportedError } from '../errors.ts';
import { addressOf, symbolsOf } from './symbols.ts';

const AT = 'ffffffff81938570';

it('knows what a function is called elsewhere, and takes the first that there is', () => {
  expect(symbolsOf('add_memory_driver_managed')).toEqual(['__add_memory_driver_managed', 'add_memory_driver_managed']);
  expect(symbolsOf('vmemmap_populate')).toEqual(['vmemmap_populate']);
  expect(addressOf('add_memory_resource', { __add_memory_resource: [AT], add_memory_resource: ['ffffffff81000000'] }, '7.3.4')).toBe(0xffffffff81938570n);
  expect(addressOf('add_memory_resource', { __add_memory_resource: [], add_memory_resource: [AT] }, '6.12.95')).toBe(0xffffffff81938570n);
});

it('is unsupported where there is none or more than one, by name', () => {
  expect(() => addressOf('memory_block_online', { memory_block_online: [] }, '7.3.4')).toThrow(UnsupportedError);
  expect(() => addressOf('memory_block_online', {}, '7.3.4')).toThrow(/arming a fault: memory_block_online\n {2}seen: {5}kernel 7\.3\.4 has no such function: inlined or absent/);
  expect(() => addressOf('state_show', { state_show: [AT, 'ffffffff81000000'] }, '7.3.4')).toThrow(/has 2 functions of that name/);
});
