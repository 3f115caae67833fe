/** Which mutants were caught, by which witness, where, after how many operations; and why those that were not could not be. */
import type { Sensitivity } from '../runner/sensitivity/sensitivity.ts';
import type { Ending, TriedMutant } from '../archive/sensitivity-file.ts';
import { table } from './table.ts';

export function sensitivityText({ summary: { runId }, told: { mutants, leftOut } }: Sensitivity, results: string): string {
  const count = (ending: Ending): number => mutants.filter(({ ended }) => ended === ending).length;
  const judged = count('caught') + count('survived');
  return [
    table([['mutant', 'stands for', 'during', 'by', 'in', 'after', 'what is wrong'], ...mutants.map(line)]).trimEnd(),
    ...leftOut.map((row) => `${place(row)} was left out: ${row.why}`),
    ...mutants.filter(({ ended }) => ended !== 'caught').map(({ name, ended, ran, why = '' }) => (ended === 'survived' ? `${name} survived ${ran} ${ran === 1 ? 'row' : 'rows'}: ${why}` : `${name} was not tried: ${why}`)),
    `sensitivity: ${count('caught')} of ${judged} mutants caught${judged === 0 ? '' : ` (${Math.round((100 * count('caught')) / judged)} %)`}${count('not-tried') > 0 ? `, ${count('not-tried')} not tried` : ''}`,
    `record: ${results}/${runId}`,
    '',
  ].join('\n');
}

function line({ name, rows, during, by, ended, in: row, after, what }: TriedMutant): string[] {
  return [name, rows.join(' '), during, ended === 'caught' ? by.join(', ') : ended, row ? place(row) : '-', after === undefined ? '-' : `${after} operation${after === 1 ? '' : 's'}`, what];
}

const place = ({ name, machine, policy }: { readonly name: string; readonly machine: string; readonly policy: string }): string => `${name} on ${machine}${policy === 'default' ? '' : ` (${policy})`}`;
