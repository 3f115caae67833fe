import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markdownBlock, markdownText } from './markdown-text.ts';

it('leaves nothing that begins a cell, an element, a link, a name or emphasis', () => {
  expect(markdownText('a|b `c` <img src=x> [d](javascript:e) @f #1 www.g.h https://i')).toBe(
    'a&#124;b &#96;c&#96; &#60;img src=x&#62; &#91;d&#93;(javascript:e) &#64;f &#35;1 www&#46;g.h https&#58;//i',
  );
  expect(markdownText('- a\n1. b')).toBe('&#8203;- a 1. b');
  expect(markdownText('after write "online" to memory34/state: ENOMEM')).toBe('after write &#34;online&#34; to memory34/state: ENOMEM');
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('&', '<', '|', '`', '_', '\\', '@', '#', '\n', '\u001b', 'a', '1') }), (text) => {
    const written = markdownText(text);
    expect(written.replace(/&#\d+;/g, '')).not.toMatch(/[&<>|`*_[\]\\~@#!$\n]/);
  }));
});

it('ends a block only where it ends', () => {
  expect(markdownBlock(['a </pre><script>', '', '| b'])).toBe('<pre>a &#60;/pre&#62;&#60;script&#62;\n\n| b</pre>');
});
