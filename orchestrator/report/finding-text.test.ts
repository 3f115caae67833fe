import { expect, it } from 'vitest';
import { findingLines } from './finding-text.ts';
import { FINDING } from './fixtures/stories.ts';

it('counts what would fill the screen', () => {
  const differences = Array.from({ length: 14 }, (_, number) => ({ fact: `memory${number}/state`, expected: 'online', seen: 'offline' }));
  const lines = findingLines({ ...FINDING, operation: -1, differences, log: Array<string>(16).fill('line') });
  expect(lines[0]).toBe('log: BUG: Bad page state (before the first operation)');
  expect(lines).toContain('  memory11/state  online     offline');
  expect(lines).not.toContain('  memory12/state  online     offline');
  expect(lines.filter((line) => line.startsWith('  ... and'))).toEqual(['  ... and 2 more differences in the record', '  ... and 1 more line in the record']);
});
