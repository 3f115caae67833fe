import { expect, it } from 'vitest';
import { stopOf } from './stop-reply.ts';

it('says which processor stopped, and by which signal', () => {
  expect(stopOf('T05thread:01;')).toEqual({ signal: 5, thread: '01' });
  expect(stopOf('T02thread:p01.02;')).toEqual({ signal: 2, thread: 'p01.02' });
  expect(stopOf('T05watch:1000;thread:02;')).toEqual({ signal: 5, thread: '02' });
  expect(stopOf('S05')).toEqual({ signal: 5 });
});

it('knows nothing else', () => {
  for (const text of ['W00', 'X09', 'OK', '', 'E01', 'T5', 'S05x']) expect(stopOf(text)).toBeUndefined();
});
