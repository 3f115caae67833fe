import { expect, it } from 'vitest';
import { table } from './table.ts';

it('lines columns up and leaves no blanks at the end', () => {
  expect(table([['cxl', '1 GiB', ''], ['nvdimm', '2', 'x']])).toBe('cxl     1 GiB\nnvdimm  2      x\n');
  expect(table([])).toBe('');
});
