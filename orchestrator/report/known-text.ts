/** What a run says about the list of known issues, one line per entry. */
import type { RunStory } from './story.ts';

/** Most runs come upon few of what is declared. */
const MOST_UNSEEN = 3;

export function knownLines({ known }: Pick<RunStory, 'known'>): string[] {
  if (!known) return [];
  const [shown, others] = [known.unseen.slice(0, MOST_UNSEEN), known.unseen.slice(MOST_UNSEEN)];
  return [
    ...known.expired.map(({ why, expires, ...entry }) => `known issue expired on ${expires}: ${why} (${place(entry)}): what it names counts again; take it out or give it a new day`),
    ...shown.map(({ why, ...entry }) => `known issue not seen: ${why} (${place(entry)}): it may be mended; if no run finds it, take it out`),
    ...(others.length > 0 ? [`and ${others.length} more known issues were not seen: \`known-issues\` in events.ndjson has them`] : []),
  ];
}

const place = ({ fingerprint, kernels, link }: { readonly fingerprint: string; readonly kernels: readonly string[]; readonly link: string }): string =>
  [fingerprint, kernels.join(', '), link].join('; ');
