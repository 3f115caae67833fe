/** summary.md: the result of a run for the page of a CI job. What did not pass comes first, and then what was found, once for all rows that have it. */
import { rowName } from '../archive/item-id.ts';
import { isKnown, type Summary, type SummaryRow } from '../archive/summary.ts';
import type { Finding } from '../judge/verdict.ts';
import { STATUSES } from '../triage/finding-history.ts';
import type { Triage } from '../triage/triage.ts';
import { coverageLines } from './coverage.ts';
import { formatDuration } from './duration.ts';
import { findingLines } from './finding-text.ts';
import { heldToLines } from './held-to.ts';
import { knownLines } from './known-text.ts';
import { markdownBlock, markdownText } from './markdown-text.ts';
import { notObservableLines } from './not-observable.ts';
import { groupStanding, Histories, STATUS_WORDS } from './standing.ts';
import { elapsed, rowTitle, whyNotRun, type ItemStory, type RunStory } from './story.ts';

/** Services cut a page at 1 MiB; nobody reads more than this either. */
const MOST_ROWS = 200;
const MOST_FINDINGS = 50;

/** @param before over the runs up to this one, which tell what is new in it */
export function markdownSummary(summary: Summary, story: RunStory, before?: Pick<Triage, 'rows' | 'findings'>): string {
  const histories = new Histories(before);
  const items = [...story.items.values()];
  const passed = items.filter(({ row }) => row?.verdict === 'pass');
  return [
    `## daxlab ${markdownText(summary.suite)}: ${summary.verdict}`,
    conclusion(summary, story, items),
    ...section(items.filter(({ row }) => row?.verdict !== 'pass').sort(byWeight), (rows) => rowsTable(rows, histories)),
    ...section(passed, (rows) => [collapsed(`${passed.length} passed`, rowsTable(rows, histories).join('\n'))]),
    ...findings(items, histories),
    ...[...knownLines(story), ...coverageLines(story), ...heldToLines(story), ...notObservableLines(story)].map(markdownText),
    `Record \`${summary.runId}\`; \`npx daxlab show RUN/FINDING\` tells the story of a finding.`,
  ].join('\n\n').concat('\n');
}

const section = (items: readonly ItemStory[], write: (items: readonly ItemStory[]) => readonly string[]): readonly string[] => (items.length === 0 ? [] : write(items));

function conclusion({ exitStatus, scenarios }: Summary, story: RunStory, items: readonly ItemStory[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of scenarios) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const counted = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ') || 'nothing was judged';
  return `${scenarios.length} of ${items.length} rows in ${formatDuration((story.last ?? 0) - (story.started ?? 0))}: **${counted}**; exit status ${exitStatus}`;
}

/** What counts before what is known, and that before what the kernel cannot do. */
const byWeight = (one: ItemStory, other: ItemStory): number => weight(one) - weight(other);
const weight = ({ row }: ItemStory): number => (row?.verdict === 'unsupported' ? 2 : row && isKnown(row) ? 1 : 0);

function rowsTable(items: readonly ItemStory[], histories: Histories): readonly string[] {
  const lines = ['| verdict | scenario | machine | kernel | checked | why |', '| --- | --- | --- | --- | ---: | --- |', ...items.slice(0, MOST_ROWS).map((item) => rowLine(item, histories))];
  return [lines.join('\n'), ...(items.length > MOST_ROWS ? [`and ${items.length - MOST_ROWS} more rows in summary.json`] : [])];
}

function rowLine(item: ItemStory, histories: Histories): string {
  const { row, key } = item;
  const { policy } = key;
  const cells = row
    ? [`${row.verdict}${rowStanding(row, histories)}`, row.name, machine(row, policy), kernel(row), `${row.checkedOperations} in ${item.from ?? formatDuration(elapsed(item))}`, why(row, item)]
    : ['not run', rowName(key), machine(key, policy), key.kernel, '', whyNotRun(item)];
  return `| ${cells.map(markdownText).join(' | ')} |`;
}

const machine = ({ machine: name }: { readonly machine: string }, policy: string): string => (policy === 'default' ? name : `${name}, ${policy}`);
const kernel = ({ kernel: asked, kernelRelease }: SummaryRow): string => (kernelRelease === '' ? asked : `${asked} (${kernelRelease})`);

function why({ findings: found, reason, verdict, attempts }: SummaryRow, { attempts: told }: ItemStory): string {
  const first = found[0]?.title ?? (verdict === 'pass' ? undefined : reason);
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : '';
  const again = attempts > 1 ? `attempt ${attempts} of ${attempts}; before: ${told.slice(0, -1).map(({ verdict: before = 'unknown' }) => before).join(', ')}` : undefined;
  return [first === undefined ? undefined : `${first}${more}`, again].filter((part) => part !== undefined).join('; ');
}

interface Group {
  readonly finding: Finding;
  readonly known: boolean;
  readonly rows: readonly string[];
}

function findings(items: readonly ItemStory[], histories: Histories): readonly string[] {
  const groups = [...grouped(items).values()].sort((one, other) => urgency(one, histories) - urgency(other, histories));
  if (groups.length === 0) return [];
  const blocks = groups.slice(0, MOST_FINDINGS).map(({ finding, known, rows }) => {
    const history = histories.groups.get(finding.fingerprint);
    const told = known ? STATUS_WORDS.known : history && groupStanding(history);
    const title = `<code>${markdownText(finding.fingerprint)}</code> ${markdownText(finding.title)}${told === undefined ? '' : ` (${markdownText(told)})`}: ${rows.length === 1 ? '1 row' : `${rows.length} rows`}`;
    return collapsed(title, `${markdownBlock(findingLines(finding))}\n\n${rows.slice(0, MOST_ROWS).map((row) => `- ${markdownText(row)}`).join('\n')}`);
  });
  return ['### Findings', ...blocks, ...(groups.length > MOST_FINDINGS ? [`and ${groups.length - MOST_FINDINGS} more in summary.json`] : [])];
}

/** What is new before what is not. */
const urgency = ({ finding, known }: Group, { groups }: Histories): number => STATUSES.indexOf(known ? 'known' : groups.get(finding.fingerprint)?.status ?? 'new');

/** What has become of the row's findings; what passes says nothing of those that it had. */
function rowStanding(row: SummaryRow, histories: Histories): string {
  if (isKnown(row)) return ', known';
  const worst = histories.row(row)?.findings.find(({ finding }) => row.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint));
  return worst ? `, ${STATUS_WORDS[worst.status]}${worst.status === 'flaky' ? ` ${worst.rate.seen} of ${worst.rate.of}` : ''}` : '';
}

/** By fingerprint, each with the first row's evidence. */
function grouped(items: readonly ItemStory[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const { row, findings: found } of items) {
    if (!row) continue;
    for (const [place, finding] of found.entries()) {
      const group = groups.get(finding.fingerprint) ?? { finding, known: row.findings[place]?.known ?? false, rows: [] };
      groups.set(finding.fingerprint, { ...group, rows: [...group.rows, rowTitle(row)] });
    }
  }
  return groups;
}

/** Markdown within the element begins after an empty line. */
const collapsed = (title: string, body: string): string => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
