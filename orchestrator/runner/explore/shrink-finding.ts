/** A sequence that shows a finding, made as small as it can be, on fresh guests. */
import { conclude } from '../../judge/conclude.ts';
import type { Operation } from '../../model/operation.ts';
import type { Generation } from '../../model/semantics.ts';
import type { World } from '../../model/world.ts';
import { listSource } from '../../scenario/explore/shrink/performable.ts';
import { shrink } from '../../scenario/explore/shrink/shrink.ts';
import { attempt } from '../attempt.ts';
import { runsNeeded } from '../bisect/runs-needed.ts';
import type { Deadlines } from '../deadlines.ts';
import type { Boot } from '../guest.ts';
import type { Row } from '../run-plan.ts';

export interface Shrinking {
  /** Named as the guests of the search are. */
  readonly row: Row;
  readonly boot: Boot;
  readonly deadlines: Deadlines;
  /** The contract that it was found by, where that was asked for by name. */
  readonly semantics?: Generation | undefined;
  readonly fingerprint: string;
  /** What the model began with. */
  readonly start: World;
  /** Up to the one that showed it. */
  readonly operations: readonly Operation[];
  /** Small ones that may show it: those that show other findings, as what one cause makes is often told in several ways, or what the model takes for the shortest way. */
  readonly guesses: readonly (readonly Operation[])[];
  readonly progress: (what: string) => void;
  /** Told each smaller sequence that shows it: who interrupts the search has that. */
  readonly smaller?: ((operations: readonly Operation[]) => void) | undefined;
  readonly signal: AbortSignal;
}

export interface Shrunk {
  readonly operations: readonly Operation[];
  /** In how many guests the whole sequence showed it again: of all that said something about the kernel. */
  readonly shown: number;
  readonly of: number;
  readonly guests: number;
}

/** Guests that may be started for one finding: one that is never smaller than what is left then is told as it is. */
const MOST_GUESTS = 150;
/** Guests that the whole sequence is tried on before it counts as not to be shown again. */
const MEASURED = 4;
/** Runs without it that a candidate needs to be dropped, however seldom the finding shows. */
const MOST_RUNS = 5;

/** @throws what an attempt throws */
export async function shrinkFinding(shrinking: Shrinking): Promise<Shrunk> {
  const { start, operations, progress } = shrinking;
  const guests = new Guests(shrinking);
  let [shown, of] = [0, 0];
  for (let tried = 0; tried < MEASURED && (shown === 0 || shown < of); tried++) {
    progress(`does it show again? ${shown} of ${of} so far`);
    const shows = await guests.show(operations);
    if (shows !== undefined) of++;
    if (shows) shown++;
  }
  if (shown === 0) return { operations, shown, of, guests: guests.count };
  // What showed at once counts as always there: a smaller one that is dropped for bad luck costs less than five guests for each.
  const runs = shown === of ? 1 : Math.min(MOST_RUNS, runsNeeded({ shown, of }));
  let smallest = operations;
  const found = (smaller: readonly Operation[]): void => {
    smallest = smaller;
    shrinking.smaller?.(smaller);
  };
  for (const guess of shrinking.guesses) {
    if (smallest !== operations || guess.length === 0 || guess.length >= operations.length) continue;
    progress(`shrinking ${operations.length} operations: trying a guess of ${guess.length} (guest ${guests.count + 1})`);
    if (await guests.showInOneOf(runs, guess)) found(guess);
  }
  const search = shrink(start, smallest);
  let step = search.next();
  while (!step.done && guests.count < MOST_GUESTS) {
    progress(`shrinking ${smallest.length} operations: trying ${step.value.length} (guest ${guests.count + 1})`);
    const shows = await guests.showInOneOf(runs, step.value);
    if (shows) found(step.value);
    step = search.next(shows);
  }
  return { operations: smallest, shown, of, guests: guests.count };
}

class Guests {
  readonly #shrinking: Shrinking;
  count = 0;

  constructor(shrinking: Shrinking) {
    this.#shrinking = shrinking;
  }

  async showInOneOf(runs: number, operations: readonly Operation[]): Promise<boolean> {
    for (let run = 0; run < runs; run++) if (await this.show(operations)) return true;
    return false;
  }

  /** A guest that failed for other reasons is tried once more; undefined where that one did as well. */
  async show(operations: readonly Operation[]): Promise<boolean | undefined> {
    const { row: { item, scenario }, boot, deadlines, semantics, fingerprint, signal } = this.#shrinking;
    for (let tries = 0; tries < 2; tries++) {
      const source = (): ReturnType<typeof listSource> => listSource(operations);
      const { trial } = await attempt({ item, scenario, source, semantics, attempt: ++this.count, boot, deadlines, tell: () => undefined, progress: () => undefined, signal });
      const { verdict, findings } = conclude(trial);
      if (verdict !== 'infra-failure' && verdict !== 'boot-failure') return findings.some((finding) => finding.fingerprint === fingerprint);
    }
    return undefined;
  }
}
