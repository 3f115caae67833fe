import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lines } from './lines.ts';

test('lines are the same however the text is cut', () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[^\n\r]*$/)), fc.string().filter((text) => !/[\n\r]/.test(text)), fc.array(fc.nat(200)), (whole, rest, cuts) => {
    const text = [...whole, rest].join('\r\n');
    const places = [...cuts.map((cut) => Math.min(cut, text.length)), 0, text.length].sort((a, b) => a - b);
    const lines = new Lines();
    const told = places.flatMap((place, index) => lines.push(text.slice(place, places[index + 1] ?? place)));
    expect([...told, ...lines.end()]).toEqual(rest === '' ? whole : [...whole, rest]);
  }));
});
