import { expect, it } from 'vitest';
import { definitions as agents, PROBES } from '../../lab/guest/calls/probes.ts';
import { counting, definitions, fetching } from './probes.ts';

it('are those of the call witness', () => {
  for (const probe of PROBES) expect(definitions(fetching(probe.fn, true))).toEqual(agents(probe).map((line) => line.replace('p:daxlab/', 'p:repro/')));
});

it('fetch no altmap where none was seen, and nothing where calls are only counted', () => {
  expect(definitions(fetching('arch_remove_memory', false))).toEqual(['p:repro/arch_remove_memory arch_remove_memory start=start:x64 size=size:x64', 'p:repro/arch_remove_memory arch_remove_memory start=%di:x64 size=%si:x64']);
  expect(definitions(counting('add_memory_driver_managed'))).toEqual(['p:repro/add_memory_driver_managed __add_memory_driver_managed', 'p:repro/add_memory_driver_managed add_memory_driver_managed']);
});
