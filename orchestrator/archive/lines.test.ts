import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf, type Line } from './lines.ts';

async function collect(chunks: Iterable<Uint8Array>): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(chunks)) lines.push(line);
  return lines;
}

describe('linesOf', () => {
  it('marks a last line that no newline ends', async () => {
    expect(await collect([Buffer.from('a\n\nb')])).toEqual([
      { text: 'a', number: 1, whole: true }, { text: '', number: 2, whole: true }, { text: 'b', number: 3, whole: false },
    ]);
  });

  it('has no line in nothing', async () => {
    expect(await collect([])).toEqual([]);
  });

  it('does not depend on how the stream is cut into chunks', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ä', '\u2028', '\r', '😀', '\n', '') });
    await fc.assert(fc.asyncProperty(text, fc.array(fc.nat({ max: 60 })), async (whole, cuts) => {
      const bytes = Buffer.from(whole);
      const edges = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length];
      const chunks = edges.slice(1).map((end, place) => bytes.subarray(edges[place], end));
      expect(await collect(chunks)).toEqual(await collect([bytes]));
      const joined = (await collect(chunks)).map((line) => line.text + (line.whole ? '\n' : '')).join('');
      expect(joined).toBe(whole);
    }));
  });
});
