/** Against dpkg itself; a process for each comparison, so not among the unit tests. */
import { execa } from 'execa';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions } from './version.ts';

const version = fc.stringMatching(/^(\d:)?\d[0-9a-zA-Z.+~]{0,7}(-[0-9a-z.+~]{1,4})?$/);
const dpkgSays = async (a: string, operator: 'lt' | 'eq', b: string) => (await execa('dpkg', ['--compare-versions', a, operator, b], { reject: false })).exitCode === 0;

test('the same order as dpkg', async () => {
  await fc.assert(
    fc.asyncProperty(version, version, async (a, b) => {
      const ours = Math.sign(compareVersions(a, b));
      const theirs = (await dpkgSays(a, 'lt', b)) ? -1 : (await dpkgSays(a, 'eq', b)) ? 0 : 1;
      expect(ours).toBe(theirs);
    }),
    { numRuns: 500 },
  );
});
