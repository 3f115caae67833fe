import { describe, expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { parameterOf } from './memmap-parameter.ts';
import { startExpectations } from './start-expectations.ts';

const asked = (value: string, release = '6.12.117+deb13-cloud-amd64') => parameterOf({ commandLine: `console=ttyS0 memory_hotplug.memmap_on_memory=${value} nokaslr`, release });

describe('memory_hotplug.memmap_on_memory', () => {
  it('reads back as the command line asks for it', () => {
    expect(['Y', '1', 'on', 'force', 'FORCE', 'N', '0', 'off'].map((value) => asked(value))).toEqual(['Y', 'Y', 'Y', 'force', 'force', 'N', 'N', 'N']);
  });

  it('is a bare boolean before 6.6, where force begins like false', () => {
    expect(asked('force', '6.1.0-50-cloud-amd64')).toBe('N');
  });

  it('is what was asked last, and nothing in particular where nothing was', () => {
    expect(asked('N memory_hotplug.memmap_on_memory=Y')).toBe('Y');
    expect(asked('maybe')).toBeUndefined();
    expect(parameterOf({ commandLine: 'console=ttyS0 xmemory_hotplug.memmap_on_memory=Y', release: '6.12.0' })).toBeUndefined();
  });

  it('is held against what the first observation shows', () => {
    const commandLine = 'console=ttyS0 memory_hotplug.memmap_on_memory=force';
    expect(startExpectations({ ...start(), commandLine }).get('memory_hotplug.memmap_on_memory')).toBe('force');
    expect(startExpectations(start()).has('memory_hotplug.memmap_on_memory')).toBe(false);
  });
});
