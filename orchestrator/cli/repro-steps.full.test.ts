/** Steps that are more than one write of one process, in a bundle's script without daxlab: regions and namespaces destroyed and made, an expander taken out and plugged in over QMP, memory held, writers at once. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { failureFiles } from '../archive/layout.ts';
import { daxlab } from './fixtures/recorder.ts';
import { runScript } from './fixtures/run-script.ts';

const scratch = scratchFolder();
/** memory_block leak: N created, N released. A law over all operations: the script does every one of them. */
const LEAK = 'c8fbc083e7fb47bf';

it.each([
  ['region', 'cxl', '{ destroy: region }, { make: region }, { write-attribute: 1 }, { bind: kmem }, { unbind: kmem }'],
  ['namespace', 'nvdimm', '{ destroy: namespace }, { make: namespace }, { write-attribute: 1 }, { bind: kmem }, { unbind: kmem }'],
  ['expander', 'cxl', '{ unplug-cxl: dax0.0 }, { plug-cxl: dax0.0 }, { destroy: region }, { make: region }, { bind: kmem }, { unbind: kmem }'],
  ['process that holds memory', 'hmem', '{ write-state: online_movable, blocks: first }, { fill: 4MiB }, { write-state: offline, blocks: first }, { release: all }, { unbind: kmem }'],
  // Whichever comes first: both succeed.
  ['together', 'hmem', '{ together: [{ write-policy: online_policy, value: auto-movable }, { unbind: kmem }] }'],
])('the leak of 6.12.43 is there again after steps with a %s', async (_, machine, steps) => {
  const file = join(scratch(), 'steps.yaml');
  writeFileSync(file, `name: leak-after-steps\ndescription: the leak\non: { machines: [${machine}], kernels: ['debian:6.12.43'] }\nsteps: [{ write-attribute: 1 }, { bind: kmem }, ${steps}]\n`);
  const found = await daxlab('run', file, '--jobs', '1', '--results', scratch());
  expect(found).toMatchObject({ status: 1 });
  const { script } = failureFiles(/^record: (.*)$/m.exec(found.out)?.[1] ?? '', LEAK);
  const { status, output } = await runScript(script, 'debian:6.12.43', scratch());
  expect([status, output]).toEqual([1, expect.stringContaining('reproduced')]);
  // Every step ended as it did when the finding was made.
  expect(output).not.toContain('note: ');
});
