import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemId, rowName, scenarioOf } from './item-id.ts';

const CYCLE = { scenario: 'cycle', machine: 'cxl', kernel: 'debian:6.12', policy: 'default', attribute: '1' };

describe('itemId', () => {
  it('reads well for what is common', () => {
    expect(itemId(CYCLE)).toBe('cycle-1.cxl.debian-6.12.default');
    expect(itemId({ ...CYCLE, attribute: undefined, kernel: 'build:kasan' })).toBe('cycle.cxl.build-kasan.default');
  });

  it('counts several runs of one row', () => {
    expect([1, 2].map((time) => itemId({ ...CYCLE, time }))).toEqual(['cycle-1.cxl.debian-6.12.default.1', 'cycle-1.cxl.debian-6.12.default.2']);
  });

  it('has the base name of a file, and tells files of one base name apart', () => {
    const [one, other] = ['/a/bzImage', '/b/bzImage'].map((kernel) => itemId({ ...CYCLE, kernel }));
    expect(one).toMatch(/^cycle-1\.cxl\.bzImage-[0-9a-f]{8}\.default$/);
    expect(one).not.toBe(other);
  });

  it('is fit for a file name and different for different kernels and attribute values', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
      for (const key of ['kernel', 'attribute'] as const) {
        const [a, b] = [itemId({ ...CYCLE, [key]: one }), itemId({ ...CYCLE, [key]: other })];
        expect(a).toMatch(/^[\w.+-]{1,200}$/);
        expect(a === b).toBe(one === other);
      }
    }));
  });
});

describe('rowName', () => {
  it('names the attribute value where the row has one', () => {
    expect(rowName(CYCLE)).toBe('cycle memmap_on_memory=1');
    expect(rowName({ scenario: 'stuck' })).toBe('stuck');
  });

  it('is read back for its scenario, whatever the value is', () => {
    fc.assert(fc.property(fc.constantFrom('cycle', 'stuck'), fc.option(fc.string(), { nil: undefined }), (scenario, attribute) => {
      expect(scenarioOf({ name: rowName({ scenario, attribute }) })).toBe(scenario);
    }));
  });
});
