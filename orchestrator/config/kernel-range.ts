/**
 * Sets of kernel versions: `<6.9`, `>=6.9 <7.0`, `6.12`. Versions are compared by their leading numbers alone, as uname -r has them: Debian's
 * 6.1.0-38 is 6.1.0, and a release candidate counts as its release.
 */
import { kernelVersion } from '../model/kernel-version.ts';

const COMPARISON = /^(<=|>=|<|>|=)?(\d+(?:\.\d+)*)$/;

type Version = readonly number[];
interface Comparison {
  readonly operator: '<' | '<=' | '>' | '>=' | '=';
  readonly version: Version;
}

/** Whether the text is a range: one comparison, or several that must all hold, with spaces between. */
export function isKernelRange(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return words.every((word) => COMPARISON.test(word));
}

/** Whether `release`, as uname -r prints it, lies in the range. `6.12` and `=6.12` hold every 6.12.x. Throws RangeError for a text that is no range. */
export function inKernelRange(release: string, range: string): boolean {
  const version = versionOf(release);
  return version !== undefined && range.trim().split(/\s+/).every((word) => holds(version, comparison(word)));
}

function versionOf(release: string): Version | undefined {
  const version = kernelVersion(release);
  return version && [version.major, version.minor, version.patch];
}

function comparison(word: string): Comparison {
  const [, operator = '=', version = ''] = COMPARISON.exec(word) ?? [];
  if (version === '') throw new RangeError(`not a range of kernel versions: '${word}'`);
  return { operator: operator as Comparison['operator'], version: version.split('.').map(Number) };
}

function holds(version: Version, { operator, version: bound }: Comparison): boolean {
  // Only as many numbers as the bound has: 6.12.43 is within 6.12, neither above nor below it.
  const order = compare(version, bound);
  switch (operator) {
    case '<': return order < 0;
    case '<=': return order <= 0;
    case '>': return order > 0;
    case '>=': return order >= 0;
    case '=': return order === 0;
  }
}

function compare(version: Version, bound: Version): number {
  const difference = bound.map((number, place) => (version[place] ?? 0) - number).find((value) => value !== 0);
  return difference ?? 0;
}
