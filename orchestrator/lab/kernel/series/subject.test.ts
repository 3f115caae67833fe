import { expect, test } from 'vitest';
import { parseSubject } from './subject.ts';

test.each([
  ['[PATCH v5 1/2] mm/memory_hotplug: split', 5, [1, 2], 'mm/memory_hotplug: split', false],
  ['[PATCH 00/10] mm: cover', 1, [0, 10], 'mm: cover', false],
  ['[v5,0/2] mm: as patchwork has it', 5, [0, 2], 'mm: as patchwork has it', false],
  ['[RFC PATCH mm-unstable v2 02/10] dax: x', 2, [2, 10], 'dax: x', false],
  ['[PATCHv3 1/1] one', 3, [1, 1], 'one', false],
  ['[PATCH] alone', 1, undefined, 'alone', false],
  ['[linux-next][PATCH 2/3] two tags', 1, [2, 3], 'two tags', false],
  ['no tag, a 1/2 in words', 1, undefined, 'no tag, a 1/2 in words', false],
  ['Re: [PATCH v5 1/2] an answer', 5, [1, 2], 'an answer', true],
  ['[PATCH v2 1/2] folded\n over lines', 2, [1, 2], 'folded over lines', false],
  ['', 1, undefined, '', false],
])('%s', (text, version, place, title, isAnswer) => {
  expect(parseSubject(text)).toEqual({ version, ...(place && { place: { number: place[0], of: place[1] } }), title, isAnswer });
});
