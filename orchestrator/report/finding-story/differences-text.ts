/** What a finding says was predicted, beside what was seen. */
import type { Finding } from '../../judge/verdict.ts';
import type { Paint } from '../paint.ts';
import { printableValue } from '../printable.ts';
import { comparison } from './comparison.ts';

export function differencesText({ differences }: Pick<Finding, 'differences'>, paint: Paint): string[] {
  return comparison(['fact', 'predicted', 'observed'], differences.map(({ fact, expected, seen }) => ({ cells: [fact, expected, seen].map(printableValue), differs: true })), paint);
}
