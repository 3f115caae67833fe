/** What an exploration has found: each finding once, with the smallest sequence that shows it. */
import { formatToken } from '../../archive/explore/token.ts';
import { rowName } from '../../archive/item-id.ts';
import type { SummaryRow } from '../../archive/summary.ts';
import { upTo, type Retraced } from '../../judge/retrace.ts';
import { mayMatch } from '../../judge/log/matching.ts';
import { begin } from '../../model/start.ts';
import type { Operation } from '../../model/operation.ts';
import type { Alone } from '../pool.ts';
import type { Driven } from '../run-plan.ts';
import { rowOf, type Place } from './place.ts';
import type { Sequence } from './sequences.ts';
import { shrinkIntoRow } from './shrink-into-row.ts';

type RowFinding = SummaryRow['findings'][number];

export interface Found {
  readonly finding: RowFinding;
  readonly place: Place['key'];
  /** Names of the rows that showed it. */
  readonly rows: readonly string[];
  /** Absent for what is known, and for what no sequence of operations is to blame for. */
  readonly minimal?: {
    readonly operations: readonly Operation[];
    readonly token: string;
    /** In how many guests the whole sequence showed it again. */
    readonly shown: number;
    readonly of: number;
    readonly guests: number;
    /** Whether the row of the minimal sequence shows it: then its bundle has that. */
    readonly confirmed: boolean;
  } | undefined;
}

export class Findings {
  readonly #run: Driven;
  readonly #signal: AbortSignal;
  readonly #found = new Map<string, Found>();

  constructor(run: Driven, signal: AbortSignal) {
    this.#run = run;
    this.#signal = signal;
  }

  get all(): readonly Found[] {
    return [...this.#found.values()];
  }

  /** One after the other; what another worker has found before is not shrunk again. @throws what an attempt throws */
  async shrinkNew(sequence: Sequence, judged: SummaryRow, done: Retraced, alone: Alone): Promise<void> {
    const { item, place: { key } } = sequence;
    // A matter of time, or of the host's: not the sequence's.
    if (judged.verdict === 'unknown' || judged.verdict === 'infra-failure') return;
    const news: RowFinding[] = [];
    for (const finding of judged.findings.filter(mayMatch)) {
      const before = this.#found.get(finding.fingerprint);
      this.#found.set(finding.fingerprint, before ? { ...before, rows: [...before.rows, item.scenario] } : { finding, place: key, rows: [item.scenario] });
      if (!before && !finding.known && finding.operation >= 0 && done.start) news.push(finding);
    }
    for (const finding of news) {
      const minimal = await this.#shrunk(sequence, finding, done, alone);
      this.#found.set(finding.fingerprint, { ...this.#found.get(finding.fingerprint) ?? { finding, place: key, rows: [] }, minimal });
    }
  }

  async #shrunk({ place, item }: Sequence, finding: RowFinding, { start, performed }: Retraced, alone: Alone): Promise<Found['minimal']> {
    if (!start) return undefined;
    const name = `${item.scenario}-${finding.fingerprint.slice(0, 4)}`;
    const shrunk = await shrinkIntoRow(this.#run, {
      fingerprint: finding.fingerprint, start: begin(start), signal: this.#signal, from: { row: rowName(item) },
      guesses: this.all.flatMap(({ minimal, place: { machine } }) => (minimal && machine === place.key.machine ? [minimal.operations] : [])),
      operations: upTo(finding.operation, performed).map(({ operation }) => operation),
      beside: rowOf(place, `${name}-shrink`, finding.title, () => () => undefined),
      minimal: () => rowOf(place, name, `the smallest sequence that shows: ${finding.title}`, () => () => undefined),
    }, alone);
    return { ...shrunk, token: formatToken({ ...place.key, operations: shrunk.operations }) };
  }
}
