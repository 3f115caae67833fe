import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAPTURED, capturedFile } from './fixtures/captured.ts';
import { onlyUnreadable } from './fixtures/strictness.ts';
import { parseZoneinfo } from './zoneinfo.ts';

const PATH = '/proc/zoneinfo';
const real = capturedFile('6.12.117-cxl-partly-online', PATH);

test.each(CAPTURED)('%s: five zones for each node, start_pfn where there are pages', (name) => {
  const zones = parseZoneinfo(PATH, capturedFile(name, PATH));
  const names = ['DMA', 'DMA32', 'Normal', 'Movable', 'Device'];
  expect(zones.map(({ zone }) => zone)).toEqual(zones.length === 5 ? names : [...names, ...names]);
  for (const { present, startPfn } of zones) expect(startPfn !== undefined).toBe(present > 0);
});

test('a real one: two movable blocks with a hole between them, one normal', () => {
  const zones = parseZoneinfo(PATH, real).filter(({ node, present }) => node === 1 && present > 0);
  expect(zones).toMatchObject([
    { zone: 'Normal', spanned: 32768, present: 32768, managed: 32256, startPfn: 41 * 32768 },
    { zone: 'Movable', spanned: 3 * 32768, present: 2 * 32768, managed: 2 * 32256, free: 2 * 32256, startPfn: 34 * 32768, perCpuFree: 0 },
  ]);
});

test("boot memory's per-cpu lists are summed", () => {
  const counted = [...real.matchAll(/count: (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(parseZoneinfo(PATH, real).reduce((sum, { perCpuFree }) => sum + perCpuFree, 0)).toBe(counted);
  expect(counted).toBeGreaterThan(0);
});

const zone = fc.record({
  node: fc.nat(63), zone: fc.constantFrom('DMA', 'DMA32', 'Normal', 'Movable', 'Device'),
  free: fc.nat(), spanned: fc.nat(), present: fc.nat(), managed: fc.nat(), startPfn: fc.option(fc.nat(), { nil: undefined }), counts: fc.array(fc.nat(1e6), { maxLength: 4 }),
});

test('any zones come back', () => {
  fc.assert(fc.property(fc.array(zone), (zones) => {
    const text = zones.map(({ node, zone: name, free, spanned, present, managed, startPfn, counts }) => [
      `Node ${node}, zone ${name.padStart(8)}`, '  per-node stats', '      nr_inactive_anon 0', `  pages free     ${free}`, '        boost    0', `        spanned  ${spanned}`,
      `        present  ${present}`, `        managed  ${managed}`, '        cma      0', '        protection: (0, 0, 0)', `      nr_free_pages ${free}`, '  pagesets',
      ...counts.flatMap((count, cpu) => [`    cpu: ${cpu}`, `              count: ${count}`, '              high:  0', '              batch: 1', '  vm stats threshold: 2']),
      ...(startPfn === undefined ? [] : ['  node_unreclaimable:  0', `  start_pfn:           ${startPfn}`]),
    ].map((line) => `${line}\n`).join('')).join('');
    expect(parseZoneinfo(PATH, text)).toEqual(zones.map(({ counts, ...rest }) => ({ ...rest, perCpuFree: counts.reduce((sum, count) => sum + count, 0) })));
  }));
});

test.each([
  [real.replace('  pagesets', '  page sets'), /expected: a label and a number\n {2}seen: {5}" {2}page sets"/],
  [real.replace('        spanned  4095\n', ''), /line 1\n.*'spanned'/],
  [real.replace('zone   Normal', 'zone   Device2'), /a zone of DMA/],
  [real.replace('Node 0, zone      DMA\n', ''), /line 1\n.*Node N, zone NAME/],
  [real.replace('        present  3998\n', '        present  3998\n        present  3998\n'), /present once/],
])('what no known kernel prints is refused (%#)', (text, message) => {
  expect(() => parseZoneinfo(PATH, text)).toThrow(message);
});

test('no text makes another error', () => { onlyUnreadable((text) => parseZoneinfo(PATH, text), real); });
