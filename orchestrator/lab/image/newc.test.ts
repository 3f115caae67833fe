import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ARCHIVE_BLOCK, newc, type ArchiveEntry } from './newc.ts';

/** What the kernel does with an archive `[init/initramfs.c]`: 110 bytes of header, a name, content, each padded to 4. */
function unpack(archive: Buffer): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const align = (at: number): number => Math.ceil(at / 4) * 4;
  for (let at = 0; ; ) {
    expect(archive.subarray(at, at + 6).toString()).toBe('070701');
    const field = (index: number): number => parseInt(archive.subarray(at + 6 + 8 * index, at + 14 + 8 * index).toString(), 16);
    const name = archive.subarray(at + 110, at + 110 + field(11) - 1).toString();
    if (name === 'TRAILER!!!') return entries;
    const start = align(at + 110 + field(11));
    const directory = (field(1) & 0o170000) === 0o040000;
    entries.push({ path: name, mode: field(1) & 0o7777, ...(directory ? {} : { content: archive.subarray(start, start + field(6)) }) });
    at = align(start + field(6));
  }
}

const entry = fc.record({
  path: fc.string({ minLength: 1 }).map((path) => path.replaceAll('\0', '_')),
  mode: fc.integer({ min: 0, max: 0o7777 }),
}).chain((plain): fc.Arbitrary<ArchiveEntry> => fc.oneof(fc.constant(plain), fc.uint8Array().map((content) => ({ ...plain, content: Buffer.from(content) }))));

test('any entries come back, from an archive that another can follow', () => {
  fc.assert(fc.property(fc.array(entry), (entries) => {
    const archive = newc(entries);
    expect(archive.length % ARCHIVE_BLOCK).toBe(0);
    expect(unpack(archive)).toEqual(entries);
  }));
});
