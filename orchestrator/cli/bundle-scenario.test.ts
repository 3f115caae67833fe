/** scenario.yaml of a bundle as `daxlab run` reads it: the only place where report and config meet. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { loadCatalogue } from '../config/catalogue.ts';
import { planRun } from '../config/run-plan.ts';
import { fill, inject, pin, poison, RELEASE, state } from '../testing/worlds.ts';
import { failureWith, LEAK } from '../report/bundle/fixtures/failure.ts';
import { scenarioYaml } from '../report/bundle/scenario-yaml.ts';

const scratch = scratchFolder();

async function planned(failure: ReturnType<typeof failureWith>) {
  const file = join(scratch(), 'scenario.yaml');
  writeFileSync(file, scenarioYaml(failure));
  const { items } = await planRun([file], {}, await loadCatalogue());
  return items;
}

it('runs the steps up to the one that failed, where they were run', async () => {
  const items = await planned(failureWith());
  expect(items).toMatchObject([{
    item: { scenario: 'cycle-repro', machine: 'hmem', kernel: 'debian:6.12.43', policy: 'default' },
    scenario: { requires: ['memmap-on-memory-attribute'], steps: [{ kind: 'write-attribute', value: '1' }, { kind: 'bind' }, { kind: 'unbind' }] },
  }]);
  expect(items[0]?.item).not.toHaveProperty('attribute', expect.anything());
});

it('says every kind of step, and any title', async () => {
  const failure = failureWith({ ...LEAK, title: 'a: "title" # with \'all\'\nkinds: of - things', operation: 9 });
  const world = failure.attempt.performed[2]?.world;
  const operations = [inject('MEM_GOING_ONLINE', 'EIO'), state(32, 'online: "x"'), poison(33, 100), inject('MEM_GOING_ONLINE', 'OK'), fill(16), pin(32), RELEASE];
  const performed = operations.map((operation, index) => ({ index, operation, world }));
  const [planned_] = await planned({ ...failure, attempt: { ...failure.attempt, performed } });
  expect(planned_?.scenario.steps).toEqual([
    { kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'EIO' }, { kind: 'write-state', value: 'online: "x"', blocks: 'first', device: undefined },
    { kind: 'poison-page', page: 100, blocks: [1], device: undefined }, { kind: 'inject-notifier', event: 'MEM_GOING_ONLINE', errno: 'OK' },
    { kind: 'fill', size: 16 * 2 ** 20, device: undefined }, { kind: 'pin', by: 'pipe', blocks: 'first', device: undefined }, { kind: 'release' },
  ]);
});

it('has a step even where nothing was done', async () => {
  const failure = failureWith({ ...LEAK, operation: -1 });
  expect(await planned({ ...failure, attempt: { ...failure.attempt, performed: [] } })).toMatchObject([{ scenario: { steps: [{ kind: 'bind' }] } }]);
});
