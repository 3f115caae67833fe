/** Which sequences are tried, in their order: what the corpus has, then new ones, from place to place in turn. */
import type { CorpusEntry } from '../../archive/explore/corpus.ts';
import { explorer } from '../../scenario/explore/explorer.ts';
import { listSource } from '../../scenario/explore/shrink/performable.ts';
import { rowOf, type Place } from './place.ts';
import type { ExploreRequest } from './request.ts';
import type { Row } from '../run-plan.ts';

export type Sequence = Row & {
  readonly place: Place;
  /** Not from the corpus. */
  readonly isNew: boolean;
};

export interface SequencesOf extends Pick<ExploreRequest, 'seed' | 'length' | 'writers' | 'faults'> {
  readonly places: readonly Place[];
  readonly corpus: (place: Place) => readonly CorpusEntry[];
  /** How much of the budget is used, from 0 to 1. */
  readonly used: () => number;
}

/** What is known shall not take all the time. */
const CORPUS_SHARE = 0.25;

/** Lazy: the budget is asked before each. */
export function* sequences({ places, corpus: all, seed, length, writers, faults, used }: SequencesOf): Generator<Sequence, void, undefined> {
  const corpus = (place: Place): readonly CorpusEntry[] => all(place).filter(({ operations }) => faults === true || !operations.some(isFaulted));
  for (let at = 0; places.some((place) => at < corpus(place).length); at++) {
    for (const place of places) {
      const entry = corpus(place)[at];
      if (used() >= CORPUS_SHARE) break;
      if (entry) yield { place, isNew: false, ...rowOf(place, `corpus-${at}`, `${entry.name} again, which first reached ${entry.pairs.length} pairs on ${entry.kernel}`, () => listSource(entry.operations)) };
    }
  }
  for (let number = 0; ; number++) {
    for (const place of places) {
      if (used() >= 1) return;
      yield { place, isNew: true, ...rowOf(place, `explore-${seed}-${number}`, `sequence ${number} of seed ${seed}`, (given) => explorer({ seed, sequence: number, length, writers, faults }, given)) };
    }
  }
}

const isFaulted = (operation: CorpusEntry['operations'][number]): boolean => operation.kind !== 'together' && operation.fault !== undefined;
