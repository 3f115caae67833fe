/** The kernels and inputs that entries were made with, each once and counted: thousands of nights have few of them. */
import { sameInputs, sameKernel, type Entry } from './entry.ts';

interface Met {
  readonly entry: Entry;
  count: number;
}

export class Conditions {
  readonly #byRelease = new Map<string, Map<string, Met>>();

  add(entry: Entry): void {
    const release = this.#byRelease.get(entry.release) ?? new Map<string, Met>();
    this.#byRelease.set(entry.release, release);
    const key = `${entry.build ?? ''} ${entry.inputs ?? ''}`;
    const met = release.get(key);
    if (met) met.count += 1;
    else release.set(key, { entry, count: 1 });
  }

  /** Entries on that kernel, as far as the records tell. */
  onKernel(entry: Entry): number {
    return this.#count(entry, () => true);
  }

  /** Entries that were certainly made of the same. */
  twins(entry: Entry): number {
    return this.#count(entry, (one) => sameInputs(one, entry) === true);
  }

  /** Entries that may have been made of the same: on that kernel, and nothing else is known to be different. */
  alike(entry: Entry): number {
    return this.#count(entry, (one) => sameInputs(one, entry) !== false);
  }

  #count(entry: Entry, counts: (one: Entry) => boolean): number {
    let sum = 0;
    for (const met of this.#byRelease.get(entry.release)?.values() ?? []) if (sameKernel(met.entry, entry) && counts(met.entry)) sum += met.count;
    return sum;
  }
}
