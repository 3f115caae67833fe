import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillTemplate } from './fill-template.ts';
import type { PageData } from './page-data/shape.ts';

const TEMPLATE = '<p>before</p><script id="data" type="application/json">null</script><p>after</p>';
const INSIDE = /^<p>before<\/p><script id="data" type="application\/json">([^]*?)<\/script><p>after<\/p>$/;

it('nothing in the data ends its element, and all of it comes back', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('</script>', '<!--<script>', '$&', '$\'', '\u2028', ']]>'));
  fc.assert(fc.property(fc.array(text), (reasons) => {
    const data = { kind: 'run', leftOut: reasons } as unknown as PageData;
    const inside = INSIDE.exec(fillTemplate(TEMPLATE, data))?.[1] ?? '';
    expect(inside).not.toContain('<');
    expect(JSON.parse(inside)).toEqual(data);
  }));
});

it('refuses a template without a place for data', () => {
  expect(() => fillTemplate('<html></html>', {} as PageData)).toThrow('no place');
});
