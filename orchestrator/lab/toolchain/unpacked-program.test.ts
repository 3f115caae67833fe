import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { scratch } from './fixtures/scratch.ts';
import { unpackedProgram } from './unpacked-program.ts';

/** A root with these files; `path -> target` is a link. */
function root(...paths: string[]): string {
  const top = scratch();
  for (const path of paths) {
    const [file = '', target] = path.split(' -> ');
    mkdirSync(dirname(join(top, file)), { recursive: true });
    if (target === undefined) writeFileSync(join(top, file), '');
    else symlinkSync(target, join(top, file));
  }
  return top;
}

test('packages with a merged /usr', () => {
  const top = root('usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', 'usr/lib64/ld-linux-x86-64.so.2 -> ../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2', 'usr/bin/cpio');
  const loader = join(top, 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
  expect(unpackedProgram(top, 'cpio')).toEqual([loader, '--library-path', `${join(top, 'usr/lib/x86_64-linux-gnu')}:${join(top, 'usr/lib')}`, join(top, 'usr/bin/cpio')]);
});

test('packages without it, and links as if the root were /', () => {
  const top = root('lib/x86_64-linux-gnu/ld-2.36.so', 'lib64/ld-linux-x86-64.so.2 -> /lib/x86_64-linux-gnu/ld-2.36.so', 'bin/kmod', 'sbin/depmod -> /bin/kmod', 'usr/lib/x86_64-linux-gnu/libz.so');
  const libraries = ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib', 'lib'].map((each) => join(top, each)).join(':');
  expect(unpackedProgram(top, 'depmod')).toEqual([join(top, 'lib/x86_64-linux-gnu/ld-2.36.so'), '--library-path', libraries, '--argv0', 'depmod', join(top, 'bin/kmod')]);
});

test('without libc6 the program has to be static', () => {
  const top = root('usr/bin/busybox');
  expect(unpackedProgram(top, 'busybox')).toEqual([join(top, 'usr/bin/busybox')]);
});

test('a program that no package has', () => {
  expect(() => unpackedProgram(root('usr/bin/a'), 'b')).toThrow(InfrastructureError);
});
