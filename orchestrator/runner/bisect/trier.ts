/** Tries kernels: measures at the bad end in which rows something shows and how often, and runs those on another kernel until they say what it is. */
import { rowName } from '../../archive/item-id.ts';
import { findingNamed } from '../../archive/recorded-finding.ts';
import type { SummaryFinding, SummaryRow } from '../../archive/summary.ts';
import { ConfigError } from '../../config/explained-error.ts';
import type { PlannedItem } from '../../config/run-plan.ts';
import { InfrastructureError } from '../../lab/errors.ts';
import { countOutcomes, type Sought } from '../repro/outcome.ts';
import { isUnsettled, runsNeeded } from './runs-needed.ts';
import { roundsLeft, triedKernel, type Acquittal, type Tally } from './tried-kernel.ts';

export interface Kernels {
  /** Every row of the scenario on that kernel. */
  readonly plan: (kernel: string) => Promise<readonly PlannedItem[]>;
  /** Runs them, each as often as it is in the list. */
  readonly run: (kernel: string, items: readonly PlannedItem[]) => Promise<readonly SummaryRow[]>;
  /** A line for people. */
  readonly say: (line: string) => void;
}

export interface Wanted {
  /** The beginning of a fingerprint; any failure of the kernel's where it is absent. */
  readonly finding?: string | undefined;
  /** Runs of the bad end to begin with. */
  readonly times: number;
}

/** A row that is known to show it, and how often. */
export interface FollowedRow {
  readonly row: string;
  readonly shown: number;
  readonly of: number;
  /** Runs without it after which a kernel is good. */
  readonly needed: number;
}

export type Marked = 'good' | 'bad' | 'skip';

/** What is looked for, and by what a kernel is told. */
interface Following {
  readonly sought: Sought | undefined;
  /** Undefined: every row there is, as often as `needed` says. */
  readonly rows?: readonly FollowedRow[] | undefined;
  readonly needed: number;
}

/** @throws ConfigError where the bad end does not show it, InfrastructureError where it says nothing */
export async function measured(kernels: Kernels, kernel: string, { finding, times }: Wanted): Promise<Follower> {
  const items = await kernels.plan(kernel);
  const rows = [...await kernels.run(kernel, repeated(items, times))];
  const findings = rows.flatMap((row) => row.findings);
  const named = finding === undefined ? undefined : theFinding(kernel, finding, findings);
  const tally = (item: PlannedItem) => countOutcomes(rows.filter((row) => isOf(item, row)), named);
  const counted = countOutcomes(rows, named);
  if (counted.shown === 0) throw nothingShown(kernel, counted);
  for (;;) {
    const unsettled = items.filter((item) => { const count = tally(item); return isUnsettled(count, count.of + count.unclear.length); });
    if (unsettled.length === 0) break;
    rows.push(...await kernels.run(kernel, repeated(unsettled, times)));
  }
  const followed = items.map((item) => ({ row: rowText(item), ...tally(item) })).filter(({ shown }) => shown > 0)
    .map(({ row, shown, of }): FollowedRow => ({ row, shown, of, needed: runsNeeded({ shown, of }) }));
  for (const { row, shown, of, needed } of followed) kernels.say(`${kernel}: bad (${shown} of ${of}, ${row}); ${runs(needed)} without it will do for a good one${followed.length > 1 ? ', or fewer of several rows' : ''}`);
  if (followed.length < items.length) kernels.say(`${items.length - followed.length} of ${items.length} rows do not show it and are not run again`);
  return new Follower(kernels, { sought: named, rows: followed, needed: 0 }, (named ?? findings[0])?.title);
}

/** Without a bad end to measure: every row has to be `needed` times without it. @param finding may begin several fingerprints: any of them is bad */
export const unmeasured = (kernels: Kernels, { finding, needed }: { readonly finding?: string | undefined; readonly needed: number }): Follower =>
  new Follower(kernels, { sought: finding === undefined ? undefined : { fingerprint: finding }, needed });

export class Follower {
  readonly #kernels: Kernels;
  readonly #following: Following;
  readonly title: string | undefined;

  constructor(kernels: Kernels, following: Following, title?: string) {
    this.#kernels = kernels;
    this.#following = following;
    this.title = title;
  }

  get rows(): readonly FollowedRow[] {
    return this.#following.rows ?? [];
  }

  async mark(kernel: string): Promise<Marked> {
    const { sought, rows: followed, needed } = this.#following;
    const planned = await this.#kernels.plan(kernel);
    const items = planned.flatMap((item) => {
      const enough = followed ? followed.find(({ row }) => row === rowText(item))?.needed : needed;
      return enough === undefined ? [] : [{ item, needed: enough }];
    });
    const acquittal: Acquittal = followed ? 'together' : 'each';
    const rows: SummaryRow[] = [];
    for (;;) {
      const tallies = items.map(({ item, needed: enough }) => ({ item, ...countOutcomes(rows.filter((row) => isOf(item, row)), sought), needed: enough }));
      const tried = triedKernel(tallies, acquittal);
      if (tried !== 'more') {
        this.#kernels.say(said(kernel, tried, tallies));
        return tried;
      }
      rows.push(...await this.#kernels.run(kernel, this.#next(tallies, acquittal, rows.length === 0)));
    }
  }

  #next(tallies: readonly (Tally & { readonly item: PlannedItem })[], acquittal: Acquittal, isFirst: boolean): readonly PlannedItem[] {
    // Each once to begin with: a kernel that is bad most often shows it at once.
    const rounds = isFirst ? 1 : roundsLeft(tallies);
    return tallies.flatMap(({ item, of, needed, unclear }) => (unclear.length > 0 ? [] : repeated([item], isFirst || acquittal === 'together' ? rounds : Math.max(0, needed - of))));
  }
}

function said(kernel: string, tried: Marked, tallies: readonly Tally[]): string {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + of(tally), 0);
  const why = tried === 'skip' ? `; ${tallies.flatMap(({ unclear }) => unclear)[0] ?? 'no row of it can be run'}` : '';
  return `${kernel}: ${tried} (${sum(({ shown }) => shown)} of ${sum(({ of }) => of)}${why})`;
}

const repeated = (items: readonly PlannedItem[], times: number): readonly PlannedItem[] =>
  items.flatMap((planned) => Array.from({ length: times }, (_, place): PlannedItem => (times === 1 ? planned : { ...planned, item: { ...planned.item, time: place + 1 } })));

export const isOf = ({ item }: PlannedItem, row: SummaryRow): boolean => row.name === rowName(item) && row.machine === item.machine && row.policy === item.policy;

export const rowText = ({ item }: PlannedItem): string => `${rowName(item)} on ${item.machine}${item.policy === 'default' ? '' : `, policy ${item.policy}`}`;

export const runs = (count: number): string => (count === 1 ? 'one run' : `${count} runs`);

function theFinding(kernel: string, name: string, findings: readonly SummaryFinding[]): SummaryFinding {
  const found = findingNamed(findings.map((finding) => ({ finding })), name);
  if (found.named) return found.places[0].finding;
  const seen = findings.filter(({ fingerprint }) => found.fingerprints.length === 0 || found.fingerprints.includes(fingerprint));
  throw new ConfigError({
    doing: 'trying the kernel that is called bad', to: kernel, expected: found.fingerprints.length === 0 ? `the finding ${name}` : `a finding that alone begins with ${name}`,
    seen: [...new Set(seen.map(({ fingerprint, title }) => `${fingerprint} ${title}`))].join('; ') || 'none',
  });
}

function nothingShown(kernel: string, { of, unclear }: { readonly of: number; readonly unclear: readonly string[] }): ConfigError | InfrastructureError {
  const told = { doing: 'trying the kernel that is called bad', to: kernel, expected: 'that it shows what is looked for' };
  return of > 0 ? new ConfigError({ ...told, seen: `${runs(of)} without it`, next: '--times N for what shows now and then' }) : new InfrastructureError({ ...told, seen: unclear[0] ?? 'nothing', next: 'npx daxlab show latest' });
}
