import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml, xmlDocument } from './xml.ts';

/** Char of XML 1.0, and none of the characters that would be markup. */
const TEXT = /^(?:[\t\n\u0020-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}])*$/u;

describe('escapeXml', () => {
  it('leaves nothing that XML cannot hold or would read as markup', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units))), fc.boolean(), (text, inAttribute) => {
      const escaped = escapeXml(text, inAttribute);
      expect(escaped).toMatch(TEXT);
      expect(escaped.replace(/&(amp|lt|gt|quot|#\d+);/g, '')).not.toMatch(inAttribute ? /[&<>"\n\t\r]/ : /[&<>\r]/);
    }));
  });

  it('shows control characters', () => {
    expect(escapeXml('\u001b[31m \u0000 \ud800')).toBe('\\x1b[31m \\x00 \ufffd');
  });
});

describe('xmlDocument', () => {
  it('writes elements, attributes and text', () => {
    const text = xmlDocument({
      name: 'a', attributes: { x: 'one "two"\n', y: undefined, z: 3 },
      children: [{ name: 'b', children: ['<text>\n  kept'] }, { name: 'c' }],
    });
    expect(text).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a x="one &quot;two&quot;&#10;" z="3">\n  <b>&lt;text&gt;\n  kept</b>\n  <c/>\n</a>\n');
  });
});
