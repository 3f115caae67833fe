import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { history, words } from './fixtures/entries.ts';
import { inKernelOrder } from './kernel-order.ts';

const releases = (text: string): string[] => inKernelOrder(history(text)).map(({ release, run }) => `${release} ${Number(run.slice(16, 19))}`);

describe('kernel order', () => {
  it('is by version, and by time on one version', () => {
    expect(releases('@95 P @43 P @95 P @6.9.1 P')).toEqual(['6.9.1 4', '6.12.43 2', '6.12.95 1', '6.12.95 3']);
  });

  it('leaves what told no release with the kernel before it, and the first with the first', () => {
    expect(releases('@ L @95 P @ L @43 P')).toEqual(['6.12.43 4', ' 1', '6.12.95 2', ' 3']);
  });

  it('is by time where releases are no versions', () => {
    expect(releases('@mine P @theirs P @mine P')).toEqual(['mine 1', 'theirs 2', 'mine 3']);
  });

  it('loses and doubles nothing', () => {
    fc.assert(fc.property(words(), (seen) => {
      const entries = history(seen.join(' '));
      expect(new Set(inKernelOrder(entries))).toEqual(new Set(entries));
    }));
  });
});
