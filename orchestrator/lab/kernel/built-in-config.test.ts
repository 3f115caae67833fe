import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openCache } from '../toolchain/cache.ts';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { builtInConfig, readBuiltInConfig } from './built-in-config.ts';

const TEXT = '# Linux/x86 6.12.43 Kernel Configuration\nCONFIG_MEMORY_HOTPLUG=y\n';
const MIB = 1 << 20;

function kernel(...parts: readonly (string | Buffer)[]): string {
  const file = join(scratch(), 'vmlinux');
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  return file;
}

test.each([
  ['early', 100], ['over two pieces of what is read', MIB - 4], ['with its content in the next piece', MIB - 12], ['late', 3 * MIB + 17],
])('is found where it lies %s', async (_, before) => {
  const file = kernel(Buffer.alloc(before), 'IKCFG_ST', gzipSync(TEXT), 'IKCFG_ED', Buffer.alloc(100));
  expect((await readBuiltInConfig(file))?.toString()).toBe(TEXT);
});

test.each<[string, readonly (string | Buffer)[]]>([
  ['has none', [Buffer.alloc(2 * MIB)]],
  ['is empty', []],
  ['has the word alone, as a debugging symbol', ['IKCFG_ST and IKCFG_ED']],
  ['is cut', ['IKCFG_ST', gzipSync(TEXT)]],
  ['has something damaged', ['IKCFG_ST', gzipSync(TEXT).subarray(0, 20), 'IKCFG_ED']],
])('is not there in a kernel that %s', async (_, parts) => {
  expect(await readBuiltInConfig(kernel(...parts))).toBeUndefined();
});

test('is kept, and so is that there is none', async () => {
  const cache = await openCache(scratch());
  const config = await builtInConfig(kernel('IKCFG_ST', gzipSync(TEXT), 'IKCFG_ED'), 'a'.repeat(64), cache);
  expect(await readFile(String(config), 'utf8')).toBe(TEXT);
  expect(await builtInConfig('/nonexistent', 'a'.repeat(64), cache)).toBe(config);
  expect(await builtInConfig(kernel('nothing'), 'b'.repeat(64), cache)).toBeUndefined();
  expect(await builtInConfig('/nonexistent', 'b'.repeat(64), cache)).toBeUndefined();
});
