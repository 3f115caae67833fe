/** At the end of a run, a bundle for every distinct finding: `failures/<fingerprint>/`, of the first row that shows it. */
import type { Reporter } from '../../archive/reporter.ts';
import { storyReporter } from '../story-reporter.ts';
import { rowTitle, type ItemStory } from '../story.ts';
import type { BundleOptions } from './write-bundle.ts';
import { writeBundles, type Shown } from './write-bundles.ts';

/** Its end throws RecordWriteError and RecordReadError. */
export function bundleReporter(options: BundleOptions): Reporter {
  return storyReporter((_, story, { folder }) => writeBundles(folder, firstShown([...story.items.values()]), options));
}

/** A row that was taken over from another run has its evidence there. */
export function firstShown(items: readonly Pick<ItemStory, 'id' | 'row' | 'from' | 'findings'>[]): readonly Shown[] {
  const firsts = new Map<string, Shown>();
  for (const { id, row, from, findings } of items) {
    if (!row || from !== undefined) continue;
    for (const finding of findings) {
      const first = firsts.get(finding.fingerprint);
      firsts.set(finding.fingerprint, first ? { ...first, others: [...first.others, rowTitle(row)] } : { item: id, row, finding, others: [] });
    }
  }
  return [...firsts.values()];
}
