/** What shrinking a finding came to, in words. */
import { formatToken, type Replay } from '../archive/explore/token.ts';
import { describe } from '../model/operation.ts';
import { printable } from '../report/printable.ts';
import type { ShrunkRun } from '../runner/repro/shrink.ts';

export interface ShrunkPlaces {
  /** As a person at this prompt would name it; absent where the bundle stays as it was. */
  readonly bundle?: string | undefined;
  /** What follows `npx daxlab repro` for the row of the smallest sequence. */
  readonly argument: string;
}

/** Of a search that was interrupted. */
export const interruptedText = (smaller: Replay, recorded: number): string => [
  `interrupted: ${smaller.operations.length} of ${recorded} operations show it so far, and its bundle stays as it was`,
  `  ${smaller.operations.map(describe).join('; then ')}`,
  `  npx daxlab explore --replay ${formatToken(smaller)}`,
  '',
].join('\n');

export function shrunkText({ operations, recorded, shown, of, guests, confirmed }: NonNullable<ShrunkRun['shrunk']>, title: string, { bundle, argument }: ShrunkPlaces): string {
  if (shown === 0) return `${of === 0 ? `could not tell: no guest of ${guests} came so far` : `not reproduced: 0 of ${of}`}: ${printable(title)}\nnothing was shrunk, and its bundle stays as it was\n`;
  return [
    `shrunk: ${operations.length} of ${recorded} operations show it, after ${guests} guests; all ${recorded} showed it again in ${shown} of ${of}: ${printable(title)}`,
    `  ${operations.map(describe).join('; then ')}`,
    ...(bundle === undefined ? [] : [`bundle: ${bundle} has these steps in scenario.yaml, repro.sh and report.txt, and what was recorded in recorded/`, `  npx daxlab run ${bundle}/scenario.yaml`]),
    ...(confirmed ? [`  npx daxlab repro ${argument} --shell`] : ['the last guest did not show it: the bundle stays as it was']),
    '',
  ].join('\n');
}
