import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStanzas } from './stanza.ts';

test('paragraphs, comments, continuation lines, any case of the names', () => {
  const text = '# about\nTypes: deb\nURIs: http://one.example/debian\n  http://two.example/debian\n# in between\nSigned-By:\n -----BEGIN\n .\n AbC=\n\n\n \nTypes:deb-src\n';
  expect(parseStanzas(text).map((stanza) => Object.fromEntries(stanza))).toEqual([
    { types: 'deb', uris: 'http://one.example/debian\n http://two.example/debian', 'signed-by': '\n-----BEGIN\n.\nAbC=' },
    { types: 'deb-src' },
  ]);
});

test.each([['no colon here', 1], ['Types: deb\n\n: nameless', 3], [' a continuation of nothing', 1]])('%j is refused at line %i', (text, line) => {
  expect(() => parseStanzas(text)).toThrow(new RegExp(`line ${line} is no field`));
});

const field = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

test('what is written in the format is read back', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(field.map((name) => name.toLowerCase()), value, { minKeys: 1 }), { maxLength: 4 }), (stanzas) => {
      const text = stanzas.map((stanza) => Object.entries(stanza).map(([name, content]) => `${name}: ${content}\n`).join('')).join('\n');
      expect(parseStanzas(text).map((stanza) => Object.fromEntries(stanza))).toEqual(stanzas.map((stanza) => ({ ...stanza })));
    }),
  );
});
