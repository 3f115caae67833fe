/** At the end of a run, a bundle for every distinct finding: `failures/<fingerprint>/`, of the first row that shows it. */
import type { RecordEvent } from '../../archive/event.ts';
import { openRecord } from '../../archive/record-reader.ts';
import type { Reporter } from '../../archive/reporter.ts';
import { storyReporter } from '../story-reporter.ts';
import { rowTitle, type ItemStory } from '../story.ts';
import { NOTHING_DONE } from '../../judge/retrace.ts';
import { follow, type AttemptRecord, type Failure } from './failure.ts';
import type { Images } from './packing.ts';
import { writeBundle, type BundleOptions } from './write-bundle.ts';

/** Its end throws RecordWriteError and RecordReadError. */
export function bundleReporter(options: BundleOptions): Reporter {
  return storyReporter((_, story, { folder }) => writeBundles(folder, [...story.items.values()], options));
}

/**
 * The same from a record as it lies.
 * @param items of its story. @throws RecordWriteError and RecordReadError
 */
export async function writeBundles(folder: string, items: readonly ItemStory[], options: BundleOptions): Promise<void> {
  const firsts = firstShown(items);
  if (firsts.length === 0) return;
  const { run, events } = await openRecord(folder);
  const rows = await rowsOf(events(() => undefined), new Set(firsts.map(({ item }) => item.id)));
  const images: Images = new Map();
  for (const { item: { id, key, row }, finding, others } of firsts) {
    const told = rows.get(id);
    if (!told || !row) continue;
    const failure: Failure = { finding, key, row, others, attempt: told.attempt, runId: run.runId, startedAt: run.startedAt, used: run.used };
    await writeBundle(folder, failure, told.lines.join(''), images, options);
  }
}

interface Row {
  readonly attempt: AttemptRecord;
  readonly lines: string[];
}

/** One pass over the events for all bundles. */
async function rowsOf(events: AsyncIterable<RecordEvent>, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const event of events) {
    if (event.item === undefined || !wanted.has(event.item)) continue;
    const { attempt, lines }: Row = rows.get(event.item) ?? { attempt: NOTHING_DONE, lines: [] };
    lines.push(`${JSON.stringify(event)}\n`);
    rows.set(event.item, { attempt: follow(attempt, event), lines });
  }
  return rows;
}

interface Shown {
  readonly item: ItemStory;
  readonly finding: Failure['finding'];
  /** Titles of the other rows. */
  readonly others: readonly string[];
}

/** A row that was taken over from another run has its evidence there. */
function firstShown(items: readonly ItemStory[]): readonly Shown[] {
  const firsts = new Map<string, Shown>();
  for (const item of items) {
    if (!item.row || item.from !== undefined) continue;
    for (const finding of item.findings) {
      const first = firsts.get(finding.fingerprint);
      firsts.set(finding.fingerprint, first ? { ...first, others: [...first.others, rowTitle(item.row)] } : { item, finding, others: [] });
    }
  }
  return [...firsts.values()];
}
