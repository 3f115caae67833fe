/** At the end of a run, a bundle for every distinct finding: `failures/<fingerprint>/`, of the row that shows it after the fewest operations. */
import type { Reporter } from '../../archive/reporter.ts';
import { storyReporter } from '../story-reporter.ts';
import { rowTitle, type ItemStory } from '../story.ts';
import type { BundleOptions } from './write-bundle.ts';
import { writeBundles, type Shown } from './write-bundles.ts';

/** Its end throws RecordWriteError and RecordReadError. */
export function bundleReporter(options: BundleOptions): Reporter {
  return storyReporter((_, story, { folder }) => writeBundles(folder, shownShortest([...story.items.values()]), options));
}

/** A row that was taken over from another run has its evidence there. */
export function shownShortest(items: readonly Pick<ItemStory, 'id' | 'row' | 'from' | 'findings'>[]): readonly Shown[] {
  const all = new Map<string, Shown>();
  for (const { id, row, from, findings } of items) {
    if (!row || from !== undefined) continue;
    for (const finding of findings) {
      const before = all.get(finding.fingerprint);
      const shown: Shown = { item: id, row, finding, others: [] };
      all.set(finding.fingerprint, before ? shorter(before, shown) : shown);
    }
  }
  return [...all.values()];
}

/** Of two that take equally many operations the first. */
const shorter = (one: Shown, other: Shown): Shown => (other.finding.operation < one.finding.operation
  ? { ...other, others: [rowTitle(one.row), ...one.others] }
  : { ...one, others: [...one.others, rowTitle(other.row)] });
