/** Findings from what differs. Titles name the operation and the facts without numbers that change from run to run. */
import { fingerprint } from './fingerprint.ts';
import { fingerprintOf, mayMatch } from './log/matching.ts';
import type { LogReport } from './log/report.ts';
import type { Difference, Finding } from './verdict.ts';

export function errnoFinding(operation: string, index: number, expected: readonly string[], seen: string): Finding {
  const title = `${operation}: ${seen} instead of ${expected.join(' or ')}`;
  return {
    kind: 'errno', title, fingerprint: fingerprint('errno', title), operation: index,
    differences: [{ fact: 'errno', expected: expected.join(' or '), seen }], log: [],
  };
}

/** More facts than this are counted, not named, in the title. */
const NAMED = 2;

export function stateFinding(operation: string, index: number, differences: readonly Difference[]): Finding {
  const named = differences.slice(0, NAMED).map(({ fact }) => withoutAddress(fact)).join(', ');
  const title = `after ${operation}: ${named} differ${differences.length === 1 ? 's' : ''} from the prediction${differences.length > NAMED ? ` (and ${differences.length - NAMED} more)` : ''}`;
  return { kind: 'state', title, fingerprint: fingerprint('state', title), operation: index, differences, log: [] };
}

export function logFinding(report: LogReport): Finding {
  return { kind: 'log', title: report.title, fingerprint: fingerprintOf(report), operation: report.operation, differences: [], log: report.lines };
}

/** With what the kernel reported. What it reports again is one finding, and its first line is more evidence: 60 bad pages are told as one. */
export function withReports(findings: readonly Finding[], reports: readonly LogReport[]): readonly Finding[] {
  return reports.map(logFinding).reduce((all, next) => {
    const same = mayMatch(next) ? all.findIndex(({ fingerprint: known }) => known === next.fingerprint) : -1;
    return same === -1 ? [...all, next] : all.map((finding, index) => (index === same ? { ...finding, log: [...finding.log, ...next.log.slice(0, 1)] } : finding));
  }, findings);
}

/** The fact of a hang: a report of the kernel's has none. */
const ANSWER = "the guest's answer";

/** @param place where in the scenario, in words */
export function hangFinding(place: string, index: number, reason: string): Finding {
  const title = `hang ${place}`;
  return { kind: 'log', title, fingerprint: fingerprint('log', title), operation: index, differences: [{ fact: ANSWER, expected: 'within its time', seen: `none: ${reason}` }], log: [] };
}

/** Whether it is a guest that fell silent, where the kernel reported nothing. */
export const isHang = ({ kind, differences }: Pick<Finding, 'kind' | 'differences'>): boolean => kind === 'log' && differences.some(({ fact }) => fact === ANSWER);

const withoutAddress = (fact: string): string => fact.replace(/^iomem\/[0-9a-f]+-[0-9a-f]+ /, 'iomem entry ');

/** A breach of the law that a failed operation leaves what it found. */
export function spoiledFinding(operation: string, errno: string, index: number, differences: readonly Difference[]): Finding {
  const named = differences.slice(0, NAMED).map(({ fact }) => withoutAddress(fact)).join(', ');
  const more = differences.length > NAMED ? ` (and ${differences.length - NAMED} more)` : '';
  return conservationFinding(`${operation} fails with ${errno} and does not give back what it took: ${named}${more}`, index, differences);
}

const isCount = (seen: string): boolean => /calls?$/.test(seen);

export function callsFinding(operation: string, index: number, differences: readonly Difference[]): Finding {
  // Where it was called too often or not often enough, what else differs is evidence and no name.
  const counts = differences.filter(({ seen }) => isCount(seen));
  const named = (counts.length > 0 ? counts : differences).slice(0, NAMED).map(({ fact, expected, seen }) => (isCount(seen) ? `${fact}: ${seen} instead of ${expected}` : `${fact} differs`)).join(', ');
  const title = `during ${operation}: ${named}`;
  return { kind: 'calls', title, fingerprint: fingerprint('calls', title), operation: index, differences, log: [] };
}

export function conservationFinding(title: string, index: number, differences: readonly Difference[]): Finding {
  return { kind: 'conservation', title, fingerprint: fingerprint('conservation', title), operation: index, differences, log: [] };
}
