import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENCODINGS, mailText, mboxOf, type Mail } from './fixtures/mails.ts';
import { readMessage } from './mail.ts';
import { messagesOf } from './mbox.ts';
import { NotASeries, seriesOf, type Message } from './series.ts';

/** A patch whose line is what its title says. */
const diffOf = (line: string): string => `diff --git a/mm/a.c b/mm/a.c\nindex 1..2 100644\n--- a/mm/a.c\n+++ b/mm/a.c\n@@ -1,2 +1,3 @@ int f(void)\n \tone\n+${line}\n two \n`;
const patchMail = (subject: string, line: string, more: Partial<Mail> = {}): Mail => ({ subject, body: `Why.\n\nSigned-off-by: A\n---\n mm/a.c | 1 +\n\n${diffOf(line)}-- \n2.43.0\n`, ...more });

const read = async (mbox: string): Promise<Message[]> => Promise.all(messagesOf(mbox).map((text, index) => readMessage(text, String(index))));

/** Text of a patch: any characters, with what encodings and mboxes trip over. */
const line = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('From here on', '>From there', '=3D', 'x='.repeat(60), '\ttabs and a blank \t', 'ä'.repeat(90)))
  .map((text) => text.replaceAll(/[\r\n\0\u0085\u2028\u2029]/g, ''));

test('patches come in the order of their numbers, whatever order and encoding they were sent in', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.record({ line, encoding: fc.constantFrom(...ENCODINGS) }), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
    async (patches, version, places) => {
      const tag = (number: number): string => `[PATCH${version > 1 ? ` v${version}` : ''} ${number}/${patches.length}]`;
      const cover: Mail = { subject: `${tag(0)} mm: a series of some length, which a mail tool breaks`, body: 'What it is for.\n', id: 'cover@example.org' };
      const answer: Mail = { subject: `Re: ${tag(1)} mm: number 1`, body: `> ${diffOf('no').replaceAll('\n', '\n> ')}\n\nNack.\n` };
      const mails = [cover, answer, ...patches.map((patch, index) => patchMail(`${tag(index + 1)} mm: number ${index + 1}`, patch.line, { encoding: patch.encoding, id: `${index + 1}@example.org` }))];
      const sent = mails.map((mail, index) => ({ mail, place: places[index] ?? 0 })).sort((one, other) => one.place - other.place).map(({ mail }) => mailText(mail));
      const series = seriesOf(await read(mboxOf(sent)));
      expect(series.version).toBe(version);
      expect(series.cover?.id).toBe('cover@example.org');
      expect(series.patches.map(({ id, subject }) => [id, subject.title])).toEqual(patches.map((_, index) => [`${index + 1}@example.org`, `mm: number ${index + 1}`]));
      series.patches.forEach(({ diff }, index) => { expect(diff.startsWith(diffOf(patches[index]?.line ?? ''))).toBe(true); });
    },
  ), { numRuns: 60 });
});

const message = (number: number | undefined, of: number, more: Partial<Message> & { readonly version?: number } = {}): Message => ({
  from: `file ${number ?? ''}`, subject: { version: more.version ?? 1, ...(number === undefined ? {} : { place: { number, of } }), title: `t${number ?? ''}`, isAnswer: false }, diff: `d${number ?? ''}`, files: [], ...more,
});

test('the newest version counts', () => {
  const series = seriesOf([message(1, 1, { diff: 'old' }), message(1, 2, { version: 3 }), message(2, 2, { version: 3 }), message(1, 1, { version: 2 })]);
  expect([series.version, series.patches.map(({ diff }) => diff)]).toEqual([3, ['d1', 'd2']]);
});

test('patches without numbers stay in their order; one that was sent twice is one', () => {
  expect(seriesOf([message(undefined, 0, { diff: 'a' }), message(undefined, 0, { diff: 'b' })]).patches.map(({ diff }) => diff)).toEqual(['a', 'b']);
  expect(seriesOf([message(1, 2), message(2, 2), message(2, 2)]).patches).toHaveLength(2);
});

test.each([
  [[message(1, 3), message(3, 3)], 'patch 2 of 3 is missing'],
  [[message(1, 2), message(2, 2), message(2, 2, { diff: 'other', from: 'again' })], 'two patches 2 of 2: in file 2 and in again'],
  [[message(1, 2), message(1, 3), message(2, 2)], 'two series in one: of 2 and of 3 patches'],
  [[message(1, 1), message(undefined, 0)], '"t1" has a number and "t" has none'],
  [[message(0, 2, { diff: undefined })], 'no patch in the one message'],
  [[], 'no patch in its 0 messages'],
])('what is no series says why', (messages, why) => {
  expect(() => seriesOf(messages)).toThrow(new NotASeries(why));
});
