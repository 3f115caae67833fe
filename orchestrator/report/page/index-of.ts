/** The page's data by what views ask for. */
import type { SummaryFinding } from '../../archive/summary.ts';
import { STATUSES, type Status } from '../../triage/finding-history.ts';
import type { RowDetail } from '../page-data/row-shape.ts';
import type { PageRow, RunPage } from '../page-data/shape.ts';

/** What several rows show. */
export interface SharedFinding {
  readonly fingerprint: string;
  readonly kind: SummaryFinding['kind'];
  readonly title: string;
  /** Declared known in every row that has it. */
  readonly known: boolean;
  /** The first of STATUSES that a row has; absent in a page that knows no other run. */
  readonly status?: Status | undefined;
  readonly rows: readonly PageRow[];
}

export interface Index {
  readonly data: RunPage;
  readonly rows: ReadonlyMap<string, PageRow>;
  readonly details: ReadonlyMap<string, RowDetail>;
  readonly leftOut: ReadonlySet<string>;
  readonly findings: ReadonlyMap<string, SharedFinding>;
}

export function indexOf(data: RunPage): Index {
  return {
    data,
    rows: new Map(data.rows.map((row) => [row.id, row])),
    details: new Map(data.details.map((detail) => [detail.id, detail])),
    leftOut: new Set(data.leftOut),
    findings: sharedFindings(data.rows),
  };
}

function sharedFindings(rows: readonly PageRow[]): ReadonlyMap<string, SharedFinding> {
  const found = new Map<string, SharedFinding>();
  for (const row of rows) {
    for (const { fingerprint, kind, title, known, status } of row.findings) {
      const before = found.get(fingerprint) ?? { fingerprint, kind, title, known, status, rows: [] };
      if (!before.rows.includes(row)) {
        found.set(fingerprint, { ...before, known: before.known && known, status: first(before.status, status), rows: [...before.rows, row] });
      }
    }
  }
  return found;
}

const first = (one: Status | undefined, other: Status | undefined): Status | undefined => STATUSES.find((status) => status === one || status === other);

/** Place in the order in which findings are looked at: new ones first, known ones last. */
export const urgency = ({ known, status }: Pick<SharedFinding, 'known' | 'status'>): number => STATUSES.indexOf(known ? 'known' : status ?? 'still-failing');
