/** What a run says about the list of known issues, one line per entry. */
import type { RunStory } from './story.ts';

export function knownLines({ known }: Pick<RunStory, 'known'>): string[] {
  if (!known) return [];
  return [
    ...known.expired.map(({ why, expires, ...entry }) => `known issue expired on ${expires}: ${why} (${place(entry)}): what it names counts again; take it out or give it a new day`),
    ...known.unseen.map(({ why, ...entry }) => `known issue not seen: ${why} (${place(entry)}): it may be mended; if no run finds it, take it out`),
  ];
}

const place = ({ fingerprint, kernels, link }: { readonly fingerprint: string; readonly kernels: readonly string[]; readonly link: string }): string =>
  [fingerprint, kernels.join(', '), link].join('; ');
