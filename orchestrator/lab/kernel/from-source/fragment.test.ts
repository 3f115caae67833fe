import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fragmentNames, readConfiguration } from './configuration.ts';
import { askedOptions, configText, lostOptions } from './fragment.ts';

const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/);
const value = fc.constantFrom('y', 'm', 'n', '250', '"-text"');

test('the last that names an option counts, once', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.tuple(name, value)), { maxLength: 4 }), (fragments) => {
    const texts = fragments.map((lines, index) => ({ name: String(index), text: lines.map(([option, set]) => `# why\nCONFIG_${option}=${set}\n`).join('') }));
    const wanted = new Map(fragments.flat());
    const { options, strange } = askedOptions(texts);
    expect(strange).toEqual([]);
    expect(new Map(options.map((option) => [option.name, option.value]))).toEqual(wanted);
    expect(options).toHaveLength(wanted.size);
    // What comes out as it was asked for is not lost, however .config says that something is off.
    expect(lostOptions(options, configText(options).replaceAll(/^CONFIG_(\w+)=n$/gm, '# CONFIG_$1 is not set'))).toEqual([]);
    expect(lostOptions(options, '').map((option) => option.name)).toEqual(options.filter((option) => option.value !== 'n').map((option) => option.name));
  }));
});

test('a line that is none is strange; "is not set" is n', () => {
  expect(askedOptions([{ name: 'a', text: '# CONFIG_X is not set\nCONFIG Y=y\n' }])).toEqual({ options: [{ name: 'X', value: 'n', from: 'a' }], strange: ['a: CONFIG Y=y'] });
});

test('every option of daxlab\'s own fragments has its reason above it', async () => {
  for (const fragment of await fragmentNames()) {
    const { fragments } = await readConfiguration([fragment]);
    for (const { text } of fragments) {
      // A paragraph of options begins with a comment.
      for (const paragraph of text.trim().split(/\n\n+/)) expect(paragraph).toMatch(/^#/);
    }
  }
});

test('another fragment is a file, or the nearest is named', async () => {
  await expect(readConfiguration(['debgu'])).rejects.toThrow(/no fragment is called 'debgu'; nearest: debug/);
});
