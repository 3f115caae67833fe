/** The result of a run for the terminal: one line per row, and under a row that did not pass what was predicted, what was seen and the console's end. */
import { rowName } from '../archive/item-id.ts';
import { isKnown, type Summary, type SummaryRow } from '../archive/summary.ts';
import { coverageLines } from './coverage.ts';
import { formatDuration } from './duration.ts';
import { findingLines } from './finding-text.ts';
import { heldToLines } from './held-to.ts';
import { knownLines } from './known-text.ts';
import { notObservableLines } from './not-observable.ts';
import { printable } from './printable.ts';
import { verdictStyle, type Paint } from './paint.ts';
import { elapsed, rowTitle, type ItemStory, type RunStory } from './story.ts';

const MOST_UNJUDGED = 20;

export interface ShownRun {
  readonly story: RunStory;
  /** Absent for a run that was killed, or still goes on. */
  readonly summary?: Summary | undefined;
  /** As a person at this prompt would name it. */
  readonly folder: string;
}

export function terminalSummary({ story, summary, folder }: ShownRun, paint: Paint): string {
  const items = [...story.items.values()];
  const judged = items.flatMap((item) => (item.row ? [{ item, row: item.row }] : []));
  const widths = columnWidths(judged.map(({ row }) => row));
  const lines = [
    ...whatMattersLast(judged).flatMap(({ item, row }) => [rowLine(row, item, widths, paint), ...details(row, item, paint)]),
    ...withoutVerdict(items.filter(({ row }) => !row)).map((line) => paint('yellow', line)),
    '',
    ...knownLines(story).map((line) => paint('yellow', line)),
    conclusion(story, judged.map(({ row }) => row), summary, paint),
    ...coverageLines(story),
    ...[...heldToLines(story), ...notObservableLines(story)].map(printable),
    `record: ${folder}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A long night scrolls by: what failed stands next to the prompt, what nobody knows of last. */
const whatMattersLast = <Judged extends { readonly row: SummaryRow }>(judged: readonly Judged[]): readonly Judged[] => [...judged].sort((one, other) => weight(one.row) - weight(other.row));
const weight = (row: SummaryRow): number => (row.verdict === 'pass' || row.verdict === 'unsupported' ? 0 : isKnown(row) ? 1 : 2);

/** An interrupted night has a thousand rows that were not started: what was under way is told of each. */
function withoutVerdict(items: readonly ItemStory[]): string[] {
  const [begun, others] = [items.filter(({ started }) => started !== undefined), items.filter(({ started }) => started === undefined)];
  const shown = others.length > MOST_UNJUDGED + 1 ? others.slice(0, MOST_UNJUDGED) : others;
  return [...[...begun, ...shown].map(unjudged), ...(shown.length < others.length ? [`and ${others.length - shown.length} more not started: npx daxlab run --resume RUN goes on with them`] : [])];
}

function unjudged({ key, started, notRun }: ItemStory): string {
  return `${started === undefined ? 'not started' : 'not finished'}  ${rowTitle({ ...key, name: rowName(key) })}${notRun === undefined ? '' : `: ${notRun}`}`;
}

function rowLine(row: SummaryRow, item: ItemStory, [verdict = 0, name = 0, machine = 0, policy = 0, kernel = 0]: readonly number[], paint: Paint): string {
  const known = isKnown(row) ? ', known' : '';
  const tries = row.attempts > 1 ? `, ${row.attempts} attempts` : '';
  return [
    paint(verdictStyle(row.verdict), row.verdict.padEnd(verdict)), row.name.padEnd(name), row.machine.padEnd(machine), ...(policy === 0 ? [] : [policyText(row).padEnd(policy)]),
    kernelText(row).padEnd(kernel), `${row.checkedOperations} operations checked ${where(item)}${tries}${known}`,
  ].join('  ');
}

const where = (item: ItemStory): string => (item.from === undefined ? `in ${formatDuration(elapsed(item))}` : `by run ${item.from}`);

function details(row: SummaryRow, item: ItemStory, paint: Paint): string[] {
  const retried = item.attempts.slice(0, -1).map(({ attempt, verdict = 'unknown', reason }) => `attempt ${attempt}: ${verdict}${reason === undefined ? '' : `: ${reason}`}`);
  const reason = row.reason === undefined || row.verdict === 'pass' ? [] : [row.reason];
  const showsConsole = row.verdict !== 'pass' && row.verdict !== 'unsupported' && item.lastLines.length > 0;
  const told = indented([...retried, ...reason, ...item.findings.flatMap(findingLines)]);
  const lastLines = indented(["the console's last lines:", ...item.lastLines.map((line) => `  | ${line}`)]);
  return showsConsole ? [...told, ...lastLines.map((line) => paint('dim', line))] : told;
}

function indented(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split('\n')).map((line) => `    ${printable(line)}`);
}

function conclusion(story: RunStory, rows: readonly SummaryRow[], summary: Summary | undefined, paint: Paint): string {
  const counts = new Map<SummaryRow['verdict'], number>();
  for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const counted = [...counts].map(([verdict, count]) => paint(verdictStyle(verdict), `${count} ${verdict}`)).join(', ') || 'nothing was judged';
  const time = formatDuration((story.last ?? 0) - (story.started ?? 0));
  const end = summary ? `exit status ${summary.exitStatus}` : 'no summary: daxlab was killed, or the run still goes on';
  return `${paint('bold', story.suite || 'run')}: ${rows.length} of ${story.items.size} rows in ${time}: ${counted}; ${end}`;
}

function columnWidths(rows: readonly SummaryRow[]): number[] {
  return [(row: SummaryRow) => row.verdict, (row: SummaryRow) => row.name, (row: SummaryRow) => row.machine, policyText, kernelText]
    .map((cell) => Math.max(0, ...rows.map((row) => cell(row).length)));
}

/** The column is not there where no row has another policy than the default. */
const policyText = ({ policy }: SummaryRow): string => (policy === 'default' ? '' : policy);

function kernelText({ kernel, kernelRelease }: SummaryRow): string {
  return kernelRelease === '' ? kernel : `${kernel} (${kernelRelease})`;
}
