import { expect, test } from 'vitest';
import { InfrastructureError, UnsupportedError } from '../../errors.ts';
import { UnresolvableError } from '../apt/closure.ts';
import type { Apt } from '../apt/session.ts';
import { chooseQemu } from './choose.ts';

const WANTED = { package: 'qemu-system-x86', program: 'qemu-system-x86_64', firmware: [], atLeast: '8.0' };
const HELD = [
  ['1:10.0.2+ds-2~bpo12+1', 'bookworm-backports'],
  ['1:11.1.3+ds-1~bpo13+1', 'trixie-backports'],
  ['1:7.2+dfsg-7+deb12u18', 'bookworm'],
  ['1:10.0.13+ds-0', 'trixie'],
] as const;

/** An apt that holds `held` and fails for the versions in `failures`. */
function apt(held: readonly (readonly [string, string])[], failures: Readonly<Record<string, string>> = {}): Apt {
  return {
    run: ([program, ...args], explanation) => {
      const version = args.at(-1)?.split('=')[1] ?? '';
      if (program === 'apt-cache' && args[0] === 'madison') return Promise.resolve(held.map(([each, suite]) => `qemu-system-x86 | ${each} | http://m.example/debian ${suite}/main amd64 Packages\n`).join(''));
      if (program === 'apt-cache') return Promise.resolve(`Package: qemu-system-x86\nVersion: ${version}\nSize: 1\nSHA256: ${'ab'.repeat(32)}\n`);
      const failure = failures[version];
      if (failure !== undefined) return Promise.reject(new InfrastructureError({ ...explanation, seen: failure }));
      return Promise.resolve(`Inst qemu-system-x86 (${version} Debian:13/${String(args.at(-2))} [amd64])\n`);
    },
  };
}
const BROKEN = 'apt-get ended with status 100: E: Unable to correct problems, you have held broken packages.';

test('the newest of all suites', async () => {
  expect(await chooseQemu(apt(HELD), WANTED)).toMatchObject([{ name: 'qemu-system-x86', version: '1:11.1.3+ds-1~bpo13+1' }]);
});

test('an older one when the newest cannot be resolved, and it is said', async () => {
  const said: string[] = [];
  const chosen = await chooseQemu(apt(HELD, { '1:11.1.3+ds-1~bpo13+1': BROKEN }), WANTED, (what) => said.push(what));
  expect(chosen[0]?.version).toBe('1:10.0.13+ds-0');
  expect(said).toEqual(['qemu-system-x86 1:11.1.3+ds-1~bpo13+1 of trixie-backports cannot be resolved, looking for an older one']);
});

test('any other trouble is no reason to take an older one', async () => {
  await expect(chooseQemu(apt(HELD, { '1:11.1.3+ds-1~bpo13+1': 'E: Write error (28: No space left on device)' }), WANTED)).rejects.toThrow('No space left');
});

test('when none can be resolved, the newest one is told of', async () => {
  const failures = Object.fromEntries(HELD.map(([version]) => [version, BROKEN]));
  await expect(chooseQemu(apt(HELD, failures), WANTED)).rejects.toThrow(UnresolvableError);
  await expect(chooseQemu(apt(HELD, failures), WANTED)).rejects.toThrow('11.1.3');
});

test('only old ones', async () => {
  await expect(chooseQemu(apt([HELD[2]]), WANTED)).rejects.toThrow(UnsupportedError);
  await expect(chooseQemu(apt([HELD[2]]), WANTED)).rejects.toThrow(/8\.0 or newer[^]*1:7\.2\+dfsg-7\+deb12u18 \(bookworm\)[^]*--qemu PATH/);
  await expect(chooseQemu(apt([]), WANTED)).rejects.toThrow('seen:     none');
});
