/**
 * results.ktap: KTAP version 1 (Documentation/dev-tools/ktap.rst). A test per row, with a subtest per operation of its last attempt: a name that is the same from
 * run to run. What was found lies under the operation that showed it.
 */
import { rowName } from '../archive/item-id.ts';
import { isKnown, type SummaryRow } from '../archive/summary.ts';
import type { Finding } from '../judge/verdict.ts';
import { findingLines } from './finding-text.ts';
import { printable } from './printable.ts';
import { rowTitle, whyNotRun, type ItemStory, type RunStory } from './story.ts';

export function ktap(story: RunStory): string {
  const items = [...story.items.values()];
  return ['KTAP version 1', `1..${items.length}`, ...items.flatMap(row)].map((line) => `${line}\n`).join('');
}

function row(item: ItemStory, place: number): string[] {
  const title = item.row ? rowTitle(item.row) : rowTitle({ ...item.key, name: rowName(item.key) });
  const outcome = item.row ? rowOutcome(item.row) : { ok: false, directive: `ERROR ${whyNotRun(item)}` };
  return [...subtests(item, title), ...diagnostics(item), resultLine(place, title, outcome)];
}

interface Outcome {
  readonly ok: boolean;
  /** After ` # `: a directive of KTAP where one fits, and what it was. */
  readonly directive: string;
}

const resultLine = (place: number, title: string, { ok, directive }: Outcome): string =>
  `${ok ? 'ok' : 'not ok'} ${place + 1} ${description(title)}${directive === '' ? '' : ` # ${oneLine(directive)}`}`;

function rowOutcome(row: SummaryRow): Outcome {
  const why = row.findings[0]?.title ?? row.reason ?? row.verdict;
  if (isKnown(row)) return { ok: true, directive: `XFAIL known: ${why}` };
  switch (row.verdict) {
    case 'pass':
      return { ok: true, directive: '' };
    case 'unsupported':
      return { ok: true, directive: `SKIP ${why}` };
    case 'guest-hang':
      return { ok: false, directive: `TIMEOUT ${why}` };
    case 'model-mismatch':
    case 'kernel-crash':
      return { ok: false, directive: `${row.verdict}: ${why}` };
    case 'boot-failure':
      return { ok: false, directive: row.findings.length > 0 ? `${row.verdict}: ${why}` : `ERROR ${row.verdict}: ${why}` };
    case 'infra-failure':
    case 'unknown':
      return { ok: false, directive: `ERROR ${row.verdict}: ${why}` };
  }
}

/** None where no operation was begun, or another run did them. */
function subtests({ operations, findings, row }: ItemStory, title: string): string[] {
  if (operations.length === 0) return [];
  const known = new Set(row?.findings.filter((finding) => finding.known).map(({ fingerprint }) => fingerprint));
  const results = operations.flatMap((what, index) => {
    const found = findings.filter(({ operation }) => operation === index);
    return [...found.flatMap(findingDiagnostics), resultLine(index, what, operationOutcome(found, known))];
  });
  return ['KTAP version 1', `# Subtest: ${oneLine(title)}`, `1..${operations.length}`, ...results].map((line) => `  ${line}`);
}

function operationOutcome([first, ...others]: readonly Finding[], known: ReadonlySet<string>): Outcome {
  if (!first) return { ok: true, directive: '' };
  const isKnown = [first, ...others].every(({ fingerprint }) => known.has(fingerprint));
  return isKnown ? { ok: true, directive: `XFAIL known: ${first.title}` } : { ok: false, directive: `${first.kind}: ${first.title}` };
}

/** Of the row itself: what no operation showed, and the console. */
function diagnostics({ findings, row, lastLines, operations }: ItemStory): string[] {
  const failed = row !== undefined && row.verdict !== 'pass' && row.verdict !== 'unsupported';
  const console = failed && lastLines.length > 0 ? ["the console's last lines:", ...lastLines.map((line) => `  | ${line}`)] : [];
  return [...findings.filter(({ operation }) => operations[operation] === undefined).flatMap(findingDiagnostics), ...commented(console)];
}

const findingDiagnostics = (finding: Finding): string[] => commented(findingLines(finding));
const commented = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split('\n')).map((line) => `# ${printable(line)}`);

/** A `#` would start a directive. */
function description(text: string): string {
  return oneLine(text).replaceAll('#', '_');
}

function oneLine(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, '; '));
}
