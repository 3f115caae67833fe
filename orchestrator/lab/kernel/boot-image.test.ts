import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBootImage } from './boot-image.ts';
import { bootImage } from './fixtures/images.ts';

test('the release, and where the payload lies', () => {
  const payload = Buffer.from('the compressed kernel');
  const image = bootImage({ release: '6.12.43+deb12-cloud-amd64', payload });
  const header = parseBootImage(image);
  expect(header).toMatchObject({ release: '6.12.43+deb12-cloud-amd64', is64Bit: true });
  const { offset = 0, length = 0 } = header?.payload ?? {};
  expect(image.subarray(offset, offset + length)).toEqual(payload);
});

test('any number of setup sectors; 0 stands for 4', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ minLength: 1, maxLength: 50 }), (setupSectors, bytes) => {
      fc.pre(setupSectors === 0 || setupSectors > 3);
      const image = bootImage({ setupSectors, payload: Buffer.from(bytes) });
      const { offset = 0, length = 0 } = parseBootImage(image)?.payload ?? {};
      expect(image.subarray(offset, offset + length)).toEqual(Buffer.from(bytes));
    }),
  );
});

test('what an image does not say', () => {
  expect(parseBootImage(bootImage())).toMatchObject({ release: undefined, payload: undefined });
  expect(parseBootImage(bootImage({ protocol: 0x207, payload: Buffer.from('x') }))?.payload).toBeUndefined();
  expect(parseBootImage(bootImage({ is64Bit: false }))?.is64Bit).toBe(false);
  expect(parseBootImage(bootImage({ release: 'not a release' }))?.release).toBeUndefined();
});

test('other files are none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(parseBootImage(Buffer.from(bytes))).toBeUndefined();
    }),
  );
});

test('no header makes it throw, however it is broken', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0x1f1, max: 0x260 }), fc.nat(255), fc.nat(1000), (at, value, length) => {
      const image = bootImage({ release: '6.12.1' });
      image.writeUInt8(value, at);
      parseBootImage(image.subarray(0, length));
      parseBootImage(image);
    }),
  );
});
