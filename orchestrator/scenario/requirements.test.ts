import { describe, expect, it } from 'vitest';
import { start, type ImaginedGuest } from '../testing/start.ts';
import { missing, modulesFor } from './requirements.ts';
import type { Requirement } from './scenario.ts';

const lacking = (requirement: Requirement, guest: ImaginedGuest) => missing({ requires: [requirement] }, start(guest));

describe('what a guest lacks', () => {
  it('is said with the reason', () => {
    expect(lacking('memmap-on-memory-attribute', { attribute: undefined })).toMatch(/no memmap_on_memory attribute/);
    expect(lacking('notifier-error-injection', {})).toMatch(/CONFIG_MEMORY_NOTIFIER_ERROR_INJECT/);
    expect(lacking('hwpoison', {})).toMatch(/CONFIG_MEMORY_FAILURE/);
    expect(lacking('hwpoison', { faults: true, release: '6.1.0-50-cloud-amd64' })).toMatch(/from 6.2 on/);
    expect(missing({ requires: [] }, start({ devices: [] }))).toBe('the guest has no dax device');
    expect(missing({ requires: [], steps: [{ kind: 'repeat', times: 2, steps: [{ kind: 'plug-dimm', dimm: 'dimm0' }] }] }, start({ devices: [] }))).toBeUndefined();
  });

  it('is nothing where it has it', () => {
    for (const requirement of ['memmap-on-memory-attribute', 'memmap-on-memory-parameter', 'notifier-error-injection', 'hwpoison'] as const) {
      expect(lacking(requirement, { faults: true })).toBeUndefined();
    }
  });
});

it('only what is asked for is loaded', () => {
  expect(modulesFor(['hwpoison', 'memmap-on-memory-attribute'])).toEqual([]);
  expect(modulesFor(['notifier-error-injection'])).toEqual(['notifier-error-injection']);
});
