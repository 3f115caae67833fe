import { expect, it } from 'vitest';
import { triedKernel } from './tried-kernel.ts';

it.each([
  ['one that shows it, whatever else', { shown: 1, of: 3, unclear: ['infra-failure'] }, 3, 'bad'],
  ['as many without it as are needed', { shown: 0, of: 3, unclear: [] }, 3, 'good'],
  ['too few without it', { shown: 0, of: 1, unclear: [] }, 3, 'more'],
  ['infrastructure that failed', { shown: 0, of: 0, unclear: ['infra-failure'] }, 1, 'skip'],
  ['infrastructure that failed after a pass', { shown: 0, of: 2, unclear: ['infra-failure'] }, 2, 'skip'],
] as const)('%s', (_, counted, needed, expected) => { expect(triedKernel(counted, needed)).toBe(expected); });
