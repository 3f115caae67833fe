/** What became of findings and rows, for people: what is new first. */
import { rowText, type Entry } from '../triage/entry.ts';
import type { Occurrence } from '../triage/finding-group.ts';
import { STATUSES, type Status } from '../triage/finding-history.ts';
import type { RowHistory } from '../triage/row-history.ts';
import type { Triage, TriagedGroup } from '../triage/triage.ts';
import { changeText } from './change-text.ts';
import type { Paint, Style } from './paint.ts';
import { printable } from './printable.ts';
import { STATUS_WORDS } from './standing.ts';

const STYLES: Readonly<Record<Status, Style>> = { new: 'red', 'still-failing': 'red', flaky: 'yellow', 'not-run': 'yellow', known: 'cyan', fixed: 'green' };

/** More rows of one finding or of one sort, and more packages that changed, are counted. */
const MOST_ROWS = 6;
const MOST_PACKAGES = 4;
const MOST_LISTED = 10;
const MOST_SKIPPED = 10;

export function triageText({ runs, planted, rows, findings, skipped }: Triage, paint: Paint): string {
  const blocks = findings.map((group) => [headline(group, paint), ...[...about(group), ...where(group), ...changed(group)].map((line) => `    ${line}`), ''].join('\n'));
  const counts = STATUSES.map((status) => [status, findings.filter((group) => group.status === status).length] as const).filter(([, count]) => count > 0);
  return [
    ...blocks,
    ...listed('new to fail', rows.filter(({ status }) => status === 'new'), ({ findings: [worst] }) => worst?.finding.title),
    ...listed('without a result of today', rows.filter(({ status }) => status === 'not-run'), ({ why }) => why),
    `${counted(findings.length, 'finding')}${counts.length > 0 ? `: ${counts.map(([status, count]) => `${count} ${STATUS_WORDS[status]}`).join(', ')}` : ''}; ${rowCounts(rows)}; ${counted(runs.length, 'run')} read`,
    ...(planted.length > 0 ? [`${counted(planted.length, 'run')} of sensitivity left out, whose errors were planted: --suite sensitivity tells of them`] : []),
    ...(skipped.length > 0 ? [`${counted(skipped.length, 'record')} passed over:`, ...skipped.slice(0, MOST_SKIPPED).map(({ path, reason }) => `  ${path}: ${reason}`)] : []),
    ...(skipped.length > MOST_SKIPPED ? [`  and ${skipped.length - MOST_SKIPPED} more`] : []),
  ].map((line) => `${line}\n`).join('');
}

/** The first of them, each with what there is to say. */
function listed(what: string, rows: readonly RowHistory[], say: (row: RowHistory) => string | undefined): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.slice(0, MOST_LISTED).map(({ row }) => rowText(row).length));
  const lines = rows.slice(0, MOST_LISTED).map((row) => `  ${rowText(row.row).padEnd(width)}  ${firstLine(say(row) ?? '')}`.trimEnd());
  return [`${counted(rows.length, 'row')} ${what}:`, ...lines, ...(rows.length > MOST_LISTED ? [`  and ${rows.length - MOST_LISTED} more`] : []), ''];
}

const firstLine = (text: string): string => printable(text).split('\n')[0] ?? '';

function rowCounts(rows: readonly RowHistory[]): string {
  const having = (status: RowHistory['status']): number => rows.filter((row) => row.status === status).length;
  const unsupported = having('unsupported');
  return `${having('passing')} of ${counted(rows.length, 'row')} pass${unsupported > 0 ? `, ${unsupported} unsupported as expected` : ''}`;
}

function headline({ status, finding: { kind, title }, fingerprint }: TriagedGroup, paint: Paint): string {
  return `${paint(STYLES[status], STATUS_WORDS[status].padEnd(13))}  ${kind}: ${printable(title)}  ${paint('dim', fingerprint)}`;
}

function about({ status, first }: TriagedGroup): string[] {
  const { firstBad, lastGood, lastBad, firstGood, rate, earlier } = first;
  if (status === 'fixed') return [`since ${at(firstGood)}; last seen in ${at(lastBad)}`];
  const before = lastGood ? `; last good ${at(lastGood)}` : '; no good run before it';
  return [
    `since ${at(firstBad)}${before}${earlier ? '; it had been fixed before' : ''}`,
    ...(status === 'flaky' || first.was === 'flaky' ? [`seen in ${rate.seen} of ${rate.of} runs`] : []),
    ...(first.was && first.why !== undefined ? [`${STATUS_WORDS[first.was]} until the newest run of its row, which cannot tell: ${firstLine(first.why)}`] : []),
  ];
}

const at = (entry: Entry | undefined): string => (entry ? `run ${entry.run}${entry.release === '' ? '' : ` on ${entry.release}`}` : 'a run');

function where({ status, occurrences, seenOn, goneFrom }: TriagedGroup): string[] {
  const told = occurrences.filter((one) => one.status !== 'fixed' || status === 'fixed');
  const width = Math.max(...told.slice(0, MOST_ROWS).map(({ row }) => rowText(row).length));
  return [
    ...told.slice(0, MOST_ROWS).map((one) => `in ${rowText(one.row).padEnd(width)}  ${one.status === status ? '' : STATUS_WORDS[one.status]}${flakiness(one)}`.trimEnd()),
    ...(told.length > MOST_ROWS ? [`and in ${told.length - MOST_ROWS} more rows`] : []),
    ...(seenOn.length > 1 ? [`seen on ${seenOn.join(', ')}`] : []),
    ...(goneFrom.length > 0 && status !== 'fixed' ? [`gone from ${goneFrom.join(', ')}`] : []),
  ];
}

const flakiness = ({ status, rate }: Occurrence): string => (status === 'flaky' ? ` ${rate.seen} of ${rate.of}` : '');

function changed({ changed: all }: TriagedGroup): string[] {
  if (!all) return [];
  if (all.length === 0) return ['changed between the two: nothing that the records have'];
  const packages = all.filter(({ what }) => what === 'package');
  return ['changed between the two:', ...all.filter(({ what }) => what !== 'package').map((change) => `  ${changeText(change)}`),
    ...packages.slice(0, MOST_PACKAGES).map((change) => `  ${changeText(change)}`), ...(packages.length > MOST_PACKAGES ? [`  and ${packages.length - MOST_PACKAGES} more packages`] : [])];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
