/** A comparison in words: for the terminal, and for the page of a pull request. */
import { markdownText } from '../markdown-text.ts';
import { printable } from '../printable.ts';
import type { ComparedFinding, ComparedKernel, ComparedStep, Comparison, UnlikeOperation } from './shape.ts';

/** Nobody reads more. */
const MOST = 50;
const MOST_ROWS = 3;

export function comparisonText(comparison: Comparison): string {
  const { base, with: other, findings, unlike, steps } = comparison;
  const lines = [
    `base: ${kernelText(base)}`, `with: ${kernelText(other)}`, '',
    ...findingLines('found only with', findings.onlyWith), ...findingLines('found only without', findings.onlyBase), ...findingLines('found in both', findings.both),
    ...told(unlike, 'as the contract wants on both, and not alike', 'alike in every operation that both did as the contract wants', unlikeLine),
    ...told(steps, 'guest time per step, the middle of all', 'no step was timed on both', stepLine),
    '', conclusion(comparison),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

export function comparisonMarkdown(comparison: Comparison): string {
  const { base, with: other, rows, findings, unlike, steps } = comparison;
  const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
    [head, head.map(() => '---'), ...body.slice(0, MOST).map((cells) => cells.map(markdownText))].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + (body.length > MOST ? `\n\nand ${body.length - MOST} more in compare.json` : '');
  const found = (title: string, all: readonly ComparedFinding[]): readonly string[] =>
    (all.length === 0 ? [] : [`### ${title}`, table(['finding', 'kind', 'operation', 'rows'], all.map(({ fingerprint, title: what, kind, operation = '', rows: of }) => [`${what} (${fingerprint})`, kind, operation, few(of)]))]);
  const different = rows.filter((row) => row.base?.verdict !== row.with?.verdict);
  return [
    `## ${markdownText(other.kernel)} against ${markdownText(base.kernel)}: ${markdownText(conclusion(comparison))}`,
    [base, other].map((kernel, place) => `- ${place === 0 ? 'base' : 'with'}: ${markdownText(kernelText(kernel))}`).join('\n'),
    ...found('Found only with', findings.onlyWith), ...found('Found only without', findings.onlyBase), ...found('Found in both', findings.both),
    ...(different.length === 0 ? [] : ['### Rows that came to something else', table(['row', 'base', 'with'], different.map((row) => [`${row.name} on ${row.machine}`, row.base?.verdict ?? 'not run', row.with?.verdict ?? 'not run']))]),
    ...(unlike.length === 0 ? [] : ['### As the contract wants on both, and not alike', table(['operation', 'fact', 'base', 'with', 'rows'], unlike.map((one) => [one.operation, one.fact, one.base, one.with, few(one.rows)]))]),
    ...(steps.length === 0 ? [] : ['### Guest time per step', table(['step', 'operations', 'base (s)', 'with (s)', 'ratio'], steps.map(({ step, operations, base: a, with: b, ratio }) => [step, String(operations), seconds(a), seconds(b), ratio.toFixed(2)]))]),
  ].join('\n\n').concat('\n');
}

/** `3 findings only with it, 1 only without, 2 in both; 12 of 14 rows on both` */
export function conclusion({ findings: { onlyWith, onlyBase, both }, rows, unlike }: Comparison): string {
  const ran = rows.filter((row) => row.base && row.with).length;
  return `${onlyWith.length} ${onlyWith.length === 1 ? 'finding' : 'findings'} only with it, ${onlyBase.length} only without, ${both.length} in both; ${unlike.length} facts not alike; ${ran} of ${rows.length} rows ran on both`;
}

const kernelText = ({ kernel, release, heldTo }: ComparedKernel): string => `${kernel}${release === '' ? '' : ` (${release})`}${heldTo === undefined ? '' : `; ${heldTo.replace(/^\S+ was /, '')}`}`;

const findingLines = (title: string, findings: readonly ComparedFinding[]): readonly string[] => told(findings, title, `${title}: nothing`, ({ fingerprint, title: what, operation, rows }) =>
  `  ${fingerprint}  ${what}${operation === undefined ? '' : `\n                    at ${operation}`}\n                    ${few(rows)}`);

function told<Item>(items: readonly Item[], title: string, none: string, line: (item: Item) => string): readonly string[] {
  if (items.length === 0) return [none];
  return [`${title}:`, ...items.slice(0, MOST).flatMap((item) => line(item).split('\n')), ...(items.length > MOST ? [`  and ${items.length - MOST} more in compare.json`] : [])];
}

const unlikeLine = ({ operation, fact, base, with: other, rows }: UnlikeOperation): string => `  ${operation}: ${fact}: base ${base}, with ${other} (${few(rows)})`;

const stepLine = ({ step, operations, base, with: other, ratio }: ComparedStep): string => `  ${ratio.toFixed(2).padStart(6)}  ${step} (${operations} operations: base ${seconds(base)} s, with ${seconds(other)} s)`;

const seconds = (value: number): string => value.toFixed(value < 0.1 ? 4 : 2);

const few = (rows: readonly string[]): string => (rows.length > MOST_ROWS ? `${rows.slice(0, MOST_ROWS).join('; ')} and ${rows.length - MOST_ROWS} more rows` : rows.join('; '));
