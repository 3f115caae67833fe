import { describe, expect, it } from 'vitest';
import { checkSource } from './load-file.ts';
import { machineSchema } from './machine.ts';
import { applyPolicy, policySchema } from './policy.ts';
import { parseYaml } from './yaml-source.ts';

const read = (text: string) => checkSource(parseYaml(text, 'p.yaml', 'reading a policy'), 'policy', policySchema);
const MACHINE = machineSchema.parse({
  name: 'm', description: 'a machine', memory: '1GiB', memmapOnMemory: 'N', commandLine: ['memory_hotplug.auto_movable_ratio=5'],
  devices: [{ kind: 'nvdimm', id: 'nvdimm0', size: '1GiB', dax: 'dax0.0' }],
});

describe('applyPolicy', () => {
  it('changes nothing with a policy that says nothing', () => {
    expect(applyPolicy(MACHINE, read('{name: default, description: d}'))).toEqual(MACHINE);
  });

  it('replaces what the machine itself says', () => {
    expect(applyPolicy(MACHINE, read('{name: p, description: d, memmapOnMemory: force, defaultState: online}')))
      .toEqual({ ...MACHINE, memmapOnMemory: 'force', defaultState: 'online' });
  });

  it('sets the zone policy behind the machine\'s own words, where the kernel lets it win', () => {
    const policy = read('{name: p, description: d, onlinePolicy: auto-movable, autoMovableRatio: 0, autoMovableNumaAware: N}');
    expect(applyPolicy(MACHINE, policy).commandLine).toEqual([
      'memory_hotplug.auto_movable_ratio=5',
      'memory_hotplug.online_policy=auto-movable', 'memory_hotplug.auto_movable_ratio=0', 'memory_hotplug.auto_movable_numa_aware=N',
    ]);
  });
});

describe('policySchema', () => {
  it.each([
    ['defaultState: on', 'p.yaml:3, key defaultState'],
    ['memmapOnMemory: yes', 'p.yaml:3, key memmapOnMemory'],
    ['onlinePolicy: automovable', 'p.yaml:3, key onlinePolicy\n  expected: one of contig-zones, auto-movable; nearest: auto-movable'],
    ['autoMovableRatio: -1', 'p.yaml:3, key autoMovableRatio'],
    ['ratio: 1', 'p.yaml:3, key ratio'],
  ])('refuses %s by file, line and key', (line, words) => {
    expect(() => read(`name: p\ndescription: d\n${line}\n`)).toThrow(words);
  });
});
