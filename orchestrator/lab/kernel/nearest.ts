/** Versions near to one that does not exist. Nearness of numbers, not of spelling: 6.13 is nearer to 6.12 than to 6.18, and 9.9 is nearest to the newest. */

/** At most `count` of `versions`, in their own order. A number counts only where those before it are equally near. */
export function nearestVersions(asked: string, versions: readonly string[], count: number): string[] {
  const wanted = numbers(asked);
  const ranked = [...new Set(versions)]
    .map((version) => ({ version, distance: distance(wanted, numbers(version)) }))
    .sort((a, b) => compare(a.distance, b.distance))
    .slice(0, count)
    .map(({ version }) => version);
  return versions.filter((version, index) => ranked.includes(version) && versions.indexOf(version) === index);
}

/** Compared number by number. */
function distance(wanted: readonly number[], version: readonly number[]): number[] {
  const distances: number[] = [];
  /** Where the first different number lies: from a version below, the highest is nearest; from one above, the lowest. */
  let side: 'same' | 'below' | 'above' = 'same';
  for (const [index, number] of version.entries()) {
    const target = wanted[index];
    if (side === 'above') distances.push(number);
    // Beyond what was asked for, the newest is wanted as well: 6.12 stands for the newest 6.12.
    else if (side === 'below' || target === undefined) distances.push(-number);
    else {
      distances.push(Math.abs(number - target));
      if (number !== target) side = number < target ? 'below' : 'above';
    }
  }
  return distances;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
}
