/** What the kernel's log says in a trial: its reports wait until the operation under way is judged, and the guest's own account says whether lines are missing. */
import { isExpected } from './expected-report.ts';
import { withReports } from './findings.ts';
import { foldAccompanying } from './log/accompany.ts';
import { fingerprintOf } from './log/matching.ts';
import { accountGap, type LogAccount } from './log/numbering.ts';
import type { LogReport } from './log/report.ts';
import { endLog, saysFatal, type Watched } from './log/watch.ts';
import type { Trial } from './trial.ts';

export function reported(trial: Trial, { watch, reports: found, gaps }: Watched): Trial {
  const { pending } = trial;
  const underWay = pending?.outcome && { ...pending, errno: pending.outcome.errno };
  const reports = found.filter((report) => !isExpected(report, underWay));
  return {
    ...trial,
    log: watch,
    logGaps: [...trial.logGaps, ...gaps],
    waiting: [...trial.waiting, ...reports],
    fatal: trial.fatal || saysFatal(watch) || reports.some((report) => report.fatal),
  };
}

/** What the console shows of the operation against what there was; where lines are missing, any report of that time may be cut. */
export function accounted(trial: Trial, operation: number, account: LogAccount): Trial {
  const { ended } = trial.log;
  const text = ended?.operation === operation ? accountGap(trial.account, account, ended.printed) : `the console does not show the end of operation ${operation}`;
  if (text === undefined) return { ...trial, account };
  const reason = `lines are missing near it: ${text}`;
  const waiting = trial.waiting.map((report): LogReport => ({ ...report, whole: false, reason: report.reason ?? reason, fingerprint: undefined }));
  return { ...trial, account, waiting, logGaps: [...trial.logGaps, { kind: 'numbering', text, operation }] };
}

/** Once an operation was judged: what the kernel reported during it is evidence of its findings, or a finding of its own. */
export function settled(trial: Trial): Trial {
  const { findings, reports } = foldAccompanying(trial.findings, trial.waiting);
  const stalls = reports.filter(({ stall }) => stall).map(fingerprintOf);
  return { ...trial, waiting: [], findings: withReports(findings, reports), stalls: new Set([...trial.stalls, ...stalls]) };
}

/** No line of the log will follow: a report that waits for its end is told as it is. */
export const logEnded = (trial: Trial): Trial => settled(reported(trial, endLog(trial.log)));
