/** Triage as Markdown, for the page of a CI job: what is new first. */
import { rowText } from '../triage/entry.ts';
import { STATUSES } from '../triage/finding-history.ts';
import type { RowHistory } from '../triage/row-history.ts';
import type { Triage, TriagedGroup } from '../triage/triage.ts';
import { markdownText } from './markdown-text.ts';
import { changeText } from './change-text.ts';
import { groupStanding, STATUS_WORDS } from './standing.ts';

/** Services cut a page at 1 MiB; nobody reads more than this either. */
const MOST_FINDINGS = 100;
const MOST_ROWS = 50;
const MOST_CHANGES = 20;

export function triageMarkdown({ runs, planted, rows, findings, skipped }: Triage): string {
  const counts = STATUSES.flatMap((status) => { const count = findings.filter((group) => group.status === status).length; return count > 0 ? [`${count} ${STATUS_WORDS[status]}`] : []; });
  const open = findings.filter(({ status }) => status !== 'fixed' && status !== 'known');
  const closed = findings.filter(({ status }) => status === 'fixed' || status === 'known');
  const silent = rows.filter(({ status }) => status === 'not-run');
  return [
    '## daxlab triage',
    `${findings.length === 0 ? 'no finding' : `**${counts.join(', ')}**`}; ${rows.filter(({ status }) => status === 'passing').length} of ${rows.length} rows pass; ${runs.length} runs read${skipped.length > 0 ? `, ${skipped.length} records passed over` : ''}${planted.length > 0 ? `, ${planted.length} of sensitivity left out` : ''}`,
    ...(open.length > 0 ? [findingsTable(open)] : []),
    ...open.slice(0, MOST_FINDINGS).flatMap(changed),
    ...(closed.length > 0 ? [collapsed(`${closed.length} fixed or known`, findingsTable(closed))] : []),
    ...(silent.length > 0 ? [collapsed(`${silent.length} rows without a result of today`, rowsTable(silent))] : []),
  ].join('\n\n').concat('\n');
}

function findingsTable(groups: readonly TriagedGroup[]): string {
  const lines = groups.slice(0, MOST_FINDINGS).map((group) => {
    const { fingerprint, finding: { kind, title }, status, first, occurrences } = group;
    const since = status === 'fixed' ? first.firstGood : first.firstBad;
    return line([groupStanding(group), `${kind}: ${title}`, fingerprint, kernelOf(since), since?.run ?? '', kernelOf(first.lastGood), String(occurrences.length)]);
  });
  return [line(['status', 'finding', 'fingerprint', 'since kernel', 'since run', 'last good', 'rows']), '| --- | --- | --- | --- | --- | --- | ---: |', ...lines, ...more(groups.length, MOST_FINDINGS)].join('\n');
}

const kernelOf = (entry: { readonly release: string } | undefined): string => entry?.release ?? '';

function rowsTable(rows: readonly RowHistory[]): string {
  return [line(['row', 'why']), '| --- | --- |', ...rows.slice(0, MOST_ROWS).map(({ row, why = '' }) => line([rowText(row), why])), ...more(rows.length, MOST_ROWS)].join('\n');
}

function changed({ changed: all = [], finding, fingerprint, status }: TriagedGroup): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.slice(0, MOST_CHANGES).map((change) => `- ${markdownText(changeText(change))}`);
  return [collapsed(`what changed between the last good run and the first bad one of ${markdownText(finding.title)} (<code>${markdownText(fingerprint)}</code>, ${STATUS_WORDS[status]})`, [...lines, ...(all.length > MOST_CHANGES ? [`- and ${all.length - MOST_CHANGES} more`] : [])].join('\n'))];
}

const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;

const more = (all: number, most: number): readonly string[] => (all > most ? ['', `and ${all - most} more`] : []);

/** Markdown within the element begins after an empty line. */
const collapsed = (title: string, body: string): string => `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
