/**
 * The shortest way that the model knows to the operation that failed: operations between two moments at which its world is the same lead nowhere. Only
 * the model says so, and no guest was asked: what the kernel remembers and the model does not may hang on one of them.
 */
import type { Performed } from './retrace.ts';
import type { Finding } from './verdict.ts';

/** A law over the whole scenario may be broken by any of its operations. */
const isOfOneOperation = ({ kind, title, operation }: Finding): boolean => operation >= 0 && (kind !== 'conservation' || title.includes(' and does not give back what it took: '));

/** All of them where nothing can be left out. @param performed up to the operation that failed */
export function minimalSteps(finding: Finding, performed: readonly Performed[]): readonly Performed[] {
  if (!isOfOneOperation(finding) || performed.some(({ world }) => world === undefined)) return performed;
  const worlds = performed.map(({ world }) => text(world));
  const kept: Performed[] = [];
  for (let place = 0; place < performed.length; place++) {
    place = worlds.lastIndexOf(worlds[place] ?? '');
    const one = performed[place];
    if (one) kept.push(one);
  }
  return kept;
}

const text = (world: unknown): string => JSON.stringify(world, (_, value: unknown) => (value instanceof Map ? [...value].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)) : value instanceof Set ? [...value].sort() : value));
