/** results.ktap: KTAP version 1 (Documentation/dev-tools/ktap.rst), one result line per row with its diagnostics before it. */
import { rowName } from '../archive/item-id.ts';
import type { SummaryRow } from '../archive/summary.ts';
import { findingLines } from './finding-text.ts';
import { printable } from './printable.ts';
import { rowTitle, whyNotRun, type ItemStory, type RunStory } from './story.ts';

export function ktap(story: RunStory): string {
  const items = [...story.items.values()];
  const results = items.flatMap((item, place) => {
    const { result, directive } = item.row ? outcome(item.row) : { result: 'not ok', directive: `ERROR ${whyNotRun(item)}` };
    const title = item.row ? rowTitle(item.row) : rowTitle({ ...item.key, name: rowName(item.key) });
    return [...diagnostics(item), `${result} ${place + 1} ${description(title)}${directive === '' ? '' : ` # ${oneLine(directive)}`}`];
  });
  return ['KTAP version 1', `1..${items.length}`, ...results].map((line) => `${line}\n`).join('');
}

interface Outcome {
  readonly result: 'ok' | 'not ok';
  /** After ` # `: a directive of KTAP where one fits, and what it was. */
  readonly directive: string;
}

function outcome(row: SummaryRow): Outcome {
  const why = row.findings[0]?.title ?? row.reason ?? row.verdict;
  if (row.findings.length > 0 && row.findings.every(({ known }) => known)) return { result: 'ok', directive: `XFAIL known: ${why}` };
  switch (row.verdict) {
    case 'pass':
      return { result: 'ok', directive: '' };
    case 'unsupported':
      return { result: 'ok', directive: `SKIP ${why}` };
    case 'guest-hang':
      return { result: 'not ok', directive: `TIMEOUT ${why}` };
    case 'model-mismatch':
    case 'kernel-crash':
      return { result: 'not ok', directive: `${row.verdict}: ${why}` };
    case 'boot-failure':
      return { result: 'not ok', directive: row.findings.length > 0 ? `${row.verdict}: ${why}` : `ERROR ${row.verdict}: ${why}` };
    case 'infra-failure':
    case 'unknown':
      return { result: 'not ok', directive: `ERROR ${row.verdict}: ${why}` };
  }
}

function diagnostics({ findings, row, lastLines }: ItemStory): string[] {
  const failed = row !== undefined && row.verdict !== 'pass' && row.verdict !== 'unsupported';
  const console = failed && lastLines.length > 0 ? ["the console's last lines:", ...lastLines.map((line) => `  | ${line}`)] : [];
  return [...findings.flatMap(findingLines), ...console].flatMap((line) => line.split('\n')).map((line) => `# ${printable(line)}`);
}

/** A `#` would start a directive. */
function description(text: string): string {
  return oneLine(text).replaceAll('#', '_');
}

function oneLine(text: string): string {
  return printable(text.replace(/\s*\n\s*/g, '; '));
}
