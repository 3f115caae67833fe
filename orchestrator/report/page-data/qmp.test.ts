import { expect, it } from 'vitest';
import { qmpLines } from './qmp.ts';

it('has both directions on the clock of the events, and cuts what nobody reads', () => {
  const lines = qmpLines(`3537.627195 <- {"QMP": {}}\n3537.627719 -> {"execute":"quit","id":4}\nnot a line\n3538.000000 <- ${'x'.repeat(1000)}\n`, 3_537_000);
  expect(lines.slice(0, 2)).toEqual([{ at: 627.2, sent: false, text: '{"QMP": {}}' }, { at: 627.7, sent: true, text: '{"execute":"quit","id":4}' }]);
  expect(lines).toHaveLength(3);
  expect(lines[2]?.text.length).toBeLessThan(300);
});
