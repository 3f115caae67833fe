import { expect, it } from 'vitest';
import { loadCatalogue } from '../../config/catalogue.ts';
import { planRun } from '../../config/run-plan.ts';
import { inOrder } from './in-order.ts';

it('begins with the memmap on memory, on the machine that begins soonest, goes on with what is done otherwise, and leaves nothing out', async () => {
  const { items } = await planRun(['smoke'], { kernels: ['debian:6.12'] }, await loadCatalogue());
  expect(inOrder(items).map(({ item: { scenario, machine, attribute = '' } }) => `${scenario}${attribute} ${machine}`)).toEqual([
    'cycle1 hmem', 'cycle0 hmem', 'stuck hmem', 'parameter-off cxl-param-off', 'cycle1 nvdimm', 'cycle0 nvdimm', 'stuck nvdimm', 'cycle1 cxl', 'cycle0 cxl', 'stuck cxl',
  ]);
});
