/** Regions and namespaces that come and go, in random sequences: the model, the second opinion and the laws agree. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explorer } from '../../scenario/explore/explorer.ts';
import { explored } from '../explored.ts';
import { GIB } from '../../model/units.ts';
import { start } from '../start.ts';
import { bindTo, destroy, make, state } from '../worlds.ts';
import { ImaginedKernel } from './imagined-kernel.ts';
import { observe } from './sysfs.ts';

it.each(['region', 'namespace'] as const)('of a %s', (made) => {
  fc.assert(fc.property(fc.nat(), (seed) => {
    const { judgement } = explored(new ImaginedKernel(start({ made, faults: true, attribute: made === 'region' ? '1' : '0', ...(made === 'region' && { region: GIB }) })), explorer({ seed, sequence: 0, length: 30 }, { expanders: made === 'region' ? ['dax0.0'] : [] }));
    expect(judgement).toMatchObject({ verdict: 'pass', findings: [] });
  }), { numRuns: 60 });
});

it('shows in iomem what guests showed: the region goes, and memory that was online moves up into the window', () => {
  const kernel = new ImaginedKernel(start({ made: 'region', attribute: '1' }));
  for (const operation of [bindTo(), state(33, 'online_movable'), destroy('region')]) expect(kernel.perform(operation).errno).toBe('OK');
  expect(observe(kernel).iomem.filter(({ depth, name }) => depth > 0 || name.startsWith('CXL')).map(({ depth, name }) => `${depth} ${name}`)).toEqual(['0 CXL Window 0', '1 dax0.0', '2 System RAM (kmem)']);
  expect(kernel.perform(make('region')).errno).toBe('ERANGE');
});
