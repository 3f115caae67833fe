/** Reports that only say once more what a finding says: they are its evidence, not findings of their own. */
import type { Finding, FindingKind } from '../verdict.ts';
import type { LogReport } from './report.ts';

interface Companion {
  readonly heads: readonly string[];
  /** One of the functions it is about; any where absent. */
  readonly frame?: RegExp;
  /** What it may accompany. */
  readonly kinds: readonly FindingKind[];
  /** A report that ends the kernel accompanies only where that is the finding's own doing. */
  readonly fatal?: true;
  readonly because: string;
}

const SEEN_OTHERWISE: readonly FindingKind[] = ['errno', 'state', 'calls', 'conservation'];

export const COMPANIONS: readonly Companion[] = [
  {
    heads: ['WARNING'], frame: /^add_pages$/, kinds: SEEN_OTHERWISE,
    because: 'add_pages() of x86 warns of every error that it returns, whether its caller can live with it or not [arch/x86/mm/init_64.c:add_pages]',
  },
  {
    heads: ['allocation failure'], kinds: SEEN_OTHERWISE,
    because: 'an operation that runs out of memory prints which allocation it was [mm/page_alloc.c:warn_alloc]',
  },
  {
    heads: ['out of memory', 'OOM kill'], kinds: SEEN_OTHERWISE, fatal: true,
    because: 'memory that an operation took and did not give back is missing to all others, to the last process that may be killed [mm/oom_kill.c:out_of_memory]',
  },
];

export interface Folded {
  /** With the lines of what accompanied them. */
  readonly findings: readonly Finding[];
  /** What stands for itself. */
  readonly reports: readonly LogReport[];
}

/** @param findings those of one operation. @param reports those of the same operation, or of what came behind it */
export function foldAccompanying(findings: readonly Finding[], reports: readonly LogReport[]): Folded {
  const folded = [...findings];
  const left = reports.filter((report) => {
    const place = folded.findIndex(({ kind }) => COMPANIONS.some((companion) => accompanies(companion, kind, report)));
    const finding = folded[place];
    if (finding) folded[place] = { ...finding, log: [...finding.log, ...report.lines] };
    return !finding;
  });
  return { findings: folded, reports: left };
}

const accompanies = ({ heads, frame, kinds, fatal }: Companion, kind: FindingKind, report: LogReport): boolean =>
  kinds.includes(kind) && heads.includes(report.head) && (!report.fatal || fatal === true) && (!frame || report.frames.some((name) => frame.test(name)));
