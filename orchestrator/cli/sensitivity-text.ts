/** Which mutants were caught, by which witness, after how many operations; and why those that were not could not be. */
import { endingOf, type Sensitivity, type Tried } from '../runner/sensitivity/sensitivity.ts';
import { table } from './table.ts';

export function sensitivityText({ summary: { runId }, tried }: Sensitivity, results: string): string {
  const count = (ending: ReturnType<typeof endingOf>): number => tried.filter((one) => endingOf(one) === ending).length;
  const judged = count('caught') + count('survived');
  return [
    table([['mutant', 'rows', 'during', 'by', 'after', 'what is wrong'], ...tried.map(line)]).trimEnd(),
    ...tried.filter((one) => endingOf(one) !== 'caught').map(explanation),
    `sensitivity: ${count('caught')} of ${judged} mutants caught${judged === 0 ? '' : ` (${Math.round((100 * count('caught')) / judged)} %)`}${count('not-tried') > 0 ? `, ${count('not-tried')} not tried` : ''}`,
    `record: ${results}/${runId}`,
    '',
  ].join('\n');
}

function line(one: Tried): string[] {
  const { mutant: { name, rows, during, what }, row: { findings, verdict }, after } = one;
  const by = endingOf(one) === 'caught' ? [...new Set(findings.map(({ kind }) => kind)), ...(verdict === 'model-mismatch' ? [] : [verdict])].join(', ') : endingOf(one);
  return [name, rows.join(' '), during, by, after === undefined ? '-' : `${after} operation${after === 1 ? '' : 's'}`, what];
}

function explanation(one: Tried): string {
  const { mutant: { name, survives }, row: { reason, verdict } } = one;
  if (endingOf(one) === 'survived') return `${name} survived: ${survives ?? 'nobody knows why: that is what this is for'}`;
  return `${name} was not tried: ${verdict}${reason === undefined ? '' : `: ${reason.split('\n').map((text) => text.trim()).join(' ')}`}`;
}
