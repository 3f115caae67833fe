import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import type { Finding } from '../../judge/verdict.ts';
import { failureWith } from './fixtures/failure.ts';
import { reproScript } from './repro-script.ts';

const scratch = scratchFolder();
const LOG: Finding = {
  kind: 'log', title: 'BUG: kernel NULL pointer dereference in __release_resource', fingerprint: '0d7cbc37d85545bd', operation: 2, differences: [],
  log: ['[    9.1] BUG: kernel NULL pointer dereference, address: 0000000000000028', '[    9.2] RIP: 0010:__release_resource+0x5/0xb0'],
};
const NEVER = failureWith({ ...LOG, kind: 'state', title: 'x', log: [], differences: [{ fact: 'memory34/self_hosted_pages', expected: '512', seen: '0' }] });

/** Runs the script with a QEMU that prints these lines and leaves its initramfs behind. */
function tried(failure: ReturnType<typeof failureWith>, lines: readonly string[], qemu = 'qemu', name = '/bin/sh'): { status: number | null; output: string } {
  const at = (file: string): string => join(scratch(), file);
  writeFileSync(at('initramfs.cpio.gz'), 'compressed');
  writeFileSync(at('kernel'), 'kernel');
  writeFileSync(at('console.txt'), lines.map((line) => `${line}\r\n`).join(''));
  const copies = 'while [ $# -gt 0 ]; do [ "$1" != -initrd ] || cp "$2" "$HERE/given"; [ "$1" != -append ] || printf %s "$2" > "$HERE/append"; shift; done';
  writeFileSync(at('qemu'), `#!/bin/sh\n[ "$1" != --version ] || { echo 'QEMU emulator version 0'; exit; }\nHERE=${scratch()}\n${copies}\ncat "$HERE/console.txt"\n`, { mode: 0o755 });
  writeFileSync(at('repro.sh'), reproScript(failure, { initramfs: { name: 'initramfs.cpio.gz', sha256: '0'.repeat(64) } }) ?? '');
  // An environment with nothing in it but a path to find programs.
  const { status, stdout, stderr } = spawnSync(name, [at('repro.sh')], { cwd: scratch(), encoding: 'utf8', env: { PATH: '/usr/bin:/bin', QEMU: at(qemu), KERNEL: at('kernel') } });
  return { status, output: `${stdout}${stderr}` };
}

describe('its exit status', () => {
  const said = (what: string): string => `[   12.3] repro: ${what}`;
  test.each([
    ['reproduced', [said('reproduced: 1 of 1 values'), said('end')], 1],
    ['not reproduced', [said('not reproduced: every value'), said('end')], 0],
    ['no devices', [said('could not tell: the memory devices could not be prepared'), said('end')], 3],
    ['a guest that dies', ['[    1.0] Linux'], 3],
  ])('of values: %s', (_, lines, status) => {
    const result = tried(failureWith(), lines);
    expect(result).toMatchObject({ status });
    for (const line of lines.filter((each) => each.includes('repro: '))) expect(result.output).toContain(line.replace(/.*repro: /, ''));
  });

  const [bug = '', where = ''] = LOG.log;
  test.each([
    ['seen', [said('operation 2: x'), bug, where], 1],
    ['not seen', [said('operation 2: x'), said('end')], 0],
    ['before the operation', [bug, where, said('operation 2: x'), said('end')], 0],
    ['of another function', [said('operation 2: x'), bug, said('end')], 3],
    ['not seen, and the guest ended early', [said('operation 2: x')], 3],
  ])('of a report: %s', (_, lines, status) => { expect(tried(failureWith(LOG), lines)).toMatchObject({ status }); });

  it('is 3 without QEMU, and where nothing can be read', () => {
    expect(tried(failureWith(), [], 'nothing')).toMatchObject({ status: 3, output: expect.stringContaining('give QEMU=PROGRAM') as unknown });
    expect(tried(NEVER, [said('end')])).toMatchObject({ status: 3 });
  });
});

it('puts the steps behind the initramfs as an archive, and has the guest start with them', () => {
  tried(failureWith(), []);
  const given = readFileSync(join(scratch(), 'given'));
  expect(given.subarray(0, 10).toString()).toBe('compressed');
  const archive = given.subarray(512).toString();
  const [, mode = '', size = ''] = /^070701.{8}(.{8}).{32}(.{8})/.exec(archive) ?? [];
  expect(parseInt(mode, 16)).toBe(0o100755);
  const header = 110 + 'steps\0'.length;
  expect(header % 4).toBe(0);
  expect(archive.slice(110, header)).toBe('steps\0');
  const steps = archive.slice(header, header + parseInt(size, 16));
  expect(steps).toMatch(/^#!\/bin\/sh\n/);
  expect(steps).toContain("step 2 'echo dax0.0 > /sys/bus/dax/drivers/kmem/unbind' OK");
  // What came after the operation that failed is not done.
  expect(steps).not.toContain('step 3');
  const next = Math.ceil((header + parseInt(size, 16)) / 4) * 4;
  expect(archive.slice(next, next + 6)).toBe('070701');
  expect(archive.slice(next)).toContain('TRAILER!!!');
  expect(readFileSync(join(scratch(), 'append'), 'utf8')).toBe('console=ttyS0 nokaslr rdinit=/steps');
});

it('names kernel and QEMU by version and sum, and no file of this machine', () => {
  const text = reproScript(failureWith(), {}) ?? '';
  for (const part of ['6.12.43-1~bpo12+1', 'e'.repeat(64), 'a'.repeat(64), 'QEMU 11.1.3', 'd'.repeat(64)]) expect(text).toContain(part);
  for (const part of ['/cache', 'hostfwd', 'fd=3', '7.3.4', 'ndctl']) expect(text).not.toContain(part);
});

it('is a script whatever a finding says', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '"', '`', '$(', ')', '\n', '\\', '#', ' ', 'x', 'GUEST', '${') });
  fc.assert(fc.property(text, text, text, text, (title, fact, expected, seen) => {
    const failure = failureWith({ kind: 'errno', title, fingerprint: 'f', operation: 1, differences: [{ fact, expected, seen }], log: [] });
    const script = reproScript(failure, {}) ?? '';
    expect(spawnSync('/bin/sh', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  }), { numRuns: 20, examples: [['', '', '', '\nGUEST\n']] });
});

it('is none where the record does not say how the guest was prepared', () => {
  const { guest, ...attempt } = failureWith().attempt;
  expect(reproScript(failureWith(undefined, { attempt }), {})).toBeUndefined();
  expect(reproScript(failureWith(undefined, { attempt: { ...attempt, guest: { command: guest?.command ?? [] } } }), {})).toBeUndefined();
});
