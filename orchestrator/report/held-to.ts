/** Which contract each kernel of a run was held to, and why. */
import type { RecordEvent } from '../archive/event.ts';
import { semanticsOf, semanticsWords, UnknownRelease, type Semantics } from '../model/semantics.ts';

type Chosen = Pick<Semantics, 'generation' | 'chosenBy'>;

/** By `uname -r`. */
export type HeldTo = ReadonlyMap<string, Chosen>;

export function withBaseline(known: HeldTo, { observation, semantics }: Extract<RecordEvent, { readonly type: 'baseline' }>): HeldTo {
  if (known.has(observation.release)) return known;
  try {
    const { generation, chosenBy } = semanticsOf(observation, semantics);
    return new Map(known).set(observation.release, { generation, chosenBy });
  } catch (error) {
    // The judge says so where it matters.
    if (error instanceof UnknownRelease) return known;
    throw error;
  }
}

/** `6.6.0-v5+ was held to the contract of the series as posted (v5), asked for by name`. */
export const allHeldToLines = ({ heldTo }: { readonly heldTo: HeldTo }): string[] => [...heldTo].map(([release, chosen]) => `${release} was held to ${semanticsWords(chosen)}`);

/** Of those where it does not go without saying. */
export const heldToLines = ({ heldTo }: { readonly heldTo: HeldTo }): string[] =>
  allHeldToLines({ heldTo: new Map([...heldTo].filter(([, { generation, chosenBy }]) => generation !== 'merged' || chosenBy !== 'release')) });
