import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import type { Finding } from '../../judge/verdict.ts';
import { hangFinding } from '../../judge/findings.ts';
import { bytes, nodeId } from '../../model/units.ts';
import { failureWith, LEAK } from './fixtures/failure.ts';
import { reproScript } from './repro-script.ts';

const scratch = scratchFolder();
const LOG: Finding = {
  kind: 'log', title: 'BUG: kernel NULL pointer dereference in __release_resource', fingerprint: '0d7cbc37d85545bd', operation: 2, differences: [],
  log: ['[    9.1] BUG: kernel NULL pointer dereference, address: 0000000000000028', '[    9.2] RIP: 0010:__release_resource+0x5/0xb0'],
};
const NEVER = failureWith({ ...LOG, kind: 'state', title: 'x', log: [], differences: [{ fact: 'something new', expected: '512', seen: '0' }] });

/** Runs the script with a QEMU that prints these lines and leaves its initramfs behind. */
function tried(failure: ReturnType<typeof failureWith>, lines: readonly string[], qemu = 'qemu', name = '/bin/sh', then = '', timeout = '600'): { status: number | null; output: string } {
  const at = (file: string): string => join(scratch(), file);
  writeFileSync(at('initramfs.cpio.gz'), 'compressed');
  writeFileSync(at('kernel'), 'kernel');
  writeFileSync(at('console.txt'), lines.map((line) => `${line}\r\n`).join(''));
  const copies = 'while [ $# -gt 0 ]; do [ "$1" != -initrd ] || cp "$2" "$HERE/given"; [ "$1" != -append ] || printf %s "$2" > "$HERE/append"; shift; done';
  writeFileSync(at('qemu'), `#!/bin/sh\n[ "$1" != --version ] || { echo 'QEMU emulator version 0'; exit; }\nHERE=${scratch()}\n${copies}\ncat "$HERE/console.txt"\n${then}\n`, { mode: 0o755 });
  writeFileSync(at('repro.sh'), reproScript(failure, { initramfs: { name: 'initramfs.cpio.gz', sha256: '0'.repeat(64) } }) ?? '');
  // An environment with nothing in it but a path to find programs.
  const { status, stdout, stderr } = spawnSync(name, [at('repro.sh')], { cwd: scratch(), encoding: 'utf8', env: { PATH: '/usr/bin:/bin', QEMU: at(qemu), KERNEL: at('kernel'), TIMEOUT: timeout } });
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

it('names kernel, QEMU and the tools of the guest by version and sum, and no file of this machine', () => {
  const text = reproScript(failureWith(), {}) ?? '';
  for (const part of ['6.12.43-1~bpo12+1', 'e'.repeat(64), 'a'.repeat(64), 'QEMU 11.1.3', 'd'.repeat(64), 'ndctl 82, sha256 1', 'b'.repeat(64), 'config-6.12.43+deb12-cloud-amd64']) expect(text).toContain(part);
  for (const part of ['/cache', 'hostfwd', 'fd=3', '7.3.4']) expect(text).not.toContain(part);
});

describe('with DIMMs', () => {
  const [bound] = failureWith().attempt.performed;
  const world = bound?.world;
  const performed = ([{ kind: 'plug-dimm', dimm: 'dimm0', start: bytes(2 ** 32), size: bytes(2 ** 30), node: nodeId(1) }, { kind: 'unplug-dimm', dimm: 'dimm0' }] as const).map((operation, index) => ({ index, operation, errno: 0, world }));
  const failure = failureWith({ ...LEAK, operation: 1 }, { attempt: { ...failureWith().attempt, performed } });

  /** A QEMU whose guest asks for both, and that answers each command with these lines. */
  function plugged(plug: readonly string[], unplug: readonly string[]): string {
    const at = (file: string): string => join(scratch(), file);
    for (const file of ['initramfs.cpio.gz', 'kernel']) writeFileSync(at(file), '');
    const answer = (lines: readonly string[]): string => lines.map((line) => `echo '${line}' >> "$control.out"`).join('; ');
    writeFileSync(at('qemu'), `#!/bin/sh
[ "$1" != --version ] || exit 0
for word; do case $word in pipe,*) control=\${word##*path=} ;; esac; done
exec 5<> "$control.in"
echo '{"QMP": {}}' >> "$control.out"
echo '[    1.0] repro: please plug dimm0'
read -r capabilities <&5; read -r command <&5; echo "[    1.0] repro: got $command"; ${answer(plug)}
read -r ended; echo "[    1.0] repro: told $ended"
echo '[    1.0] repro: please unplug dimm0'
read -r command <&5; echo "[    1.0] repro: got $command"; ${answer(unplug)}
read -r ended; echo "[    1.0] repro: told $ended"
echo '[    1.0] repro: reproduced: it is'
`, { mode: 0o755 });
    writeFileSync(at('repro.sh'), reproScript(failure, {}) ?? '');
    const { status, stdout, stderr } = spawnSync('/bin/sh', [at('repro.sh')], { cwd: scratch(), encoding: 'utf8', env: { PATH: '/usr/bin:/bin', QEMU: at('qemu'), KERNEL: at('kernel') } });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    return stdout;
  }
  const ost = (source: number, status: number): string => `{"event": "ACPI_DEVICE_OST", "data": {"info": {"source": ${source}, "status": ${status}, "slot": "0", "slot-type": "DIMM"}}}`;
  const DELETED = '{"event": "DEVICE_DELETED", "data": {"device": "dimm0"}}';

  it('tells QEMU what the guest asks for, and the guest what its kernel answered', () => {
    const output = plugged(['{"return": {}}', ost(1, 0)], ['{"return": {}}', ost(3, 132), DELETED, ost(3, 0)]);
    expect(output).toContain('got {"execute":"device_add","arguments":{"driver":"pc-dimm","id":"dimm0","memdev":"dimm0","node":1,"addr":4294967296}}');
    expect(output).toContain('got {"execute":"device_del","arguments":{"id":"dimm0"}}');
    expect(output.match(/told .*/g)).toEqual(['told OK', 'told OK']);
  });

  test.each([
    ['busy', [ost(3, 132), ost(3, 130)], 'Device or resource busy'], ['not permitted', [ost(3, 128)], 'Operation not permitted'],
    ['gone for the guest alone', [ost(3, 0)], 'Input/output error'], ['refused', ['{"error": {"class": "GenericError", "desc": "no"}}'], 'QEMU refuses'],
  ])('an answer that is %s is heard as such', (_, answers, text) => { expect(plugged([ost(1, 0)], answers).match(/told .*/g)).toEqual(['told OK', `told ${text}`]); });
});

it('has QEMU take out an expander, and plug in one like it with memory of its own', () => {
  const { attempt } = failureWith();
  const guest = { ...attempt.guest, prepare: ['/daxlab/prepare', 'cxl-volatile:dax0.0,serial=2'], command: [
    ...attempt.guest?.command ?? [], '-object', 'memory-backend-ram,id=mem1_memory,size=1024M,reserve=off', '-device', 'cxl-type3,id=mem0,bus=mem0_port,volatile-memdev=mem0_memory,sn=1',
    '-device', 'cxl-type3,id=mem1,bus=mem1_port,volatile-memdev=mem1_memory,sn=2',
  ] };
  const performed = (['unplug-cxl', 'plug-cxl'] as const).map((kind, index) => ({ index, operation: { kind, device: 'dax0.0' as const }, errno: 0 }));
  const script = reproScript(failureWith({ ...LEAK, operation: 1 }, { attempt: { ...attempt, guest, performed } }), {}) ?? '';
  expect(script).toContain('{"execute":"device_del","arguments":{"id":"mem1"},"id":"last"}');
  expect(script).toContain('{"qom-type":"memory-backend-ram","id":"mem1_memory_1","size":1073741824,"reserve":false}');
  expect(script).toContain('{"driver":"cxl-type3","id":"mem1","bus":"mem1_port","volatile-memdev":"mem1_memory_1","sn":2}');
  expect(spawnSync('/bin/sh', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

it('has kmemleak look where that is how the finding was made', () => {
  const performed = [{ index: 0, operation: { kind: 'seek-leaks' as const }, errno: 0 }];
  const { attempt } = failureWith();
  const lost = { ...LOG, title: 'kmemleak: unreferenced object in create_altmaps_and_memory_blocks', operation: 0, log: ['[    9.1] kmemleak: unreferenced object 0xffff888006255f40 (size 64):', '[    9.2] kmemleak:     create_altmaps_and_memory_blocks+0x78/0x1e0'] };
  const script = reproScript(failureWith(lost, { attempt: { ...attempt, performed } }), {}) ?? '';
  expect(script).toContain("program 0 /daxlab/seek-leaks OK");
  expect(script).toContain('kmemleak: unreferenced object');
});

describe('of a hang', () => {
  const hang = failureWith(hangFinding('in unbind dax0.0 from kmem', 2, 'no answer'));
  const late = (lines: readonly string[]) => tried(hang, lines, 'qemu', '/bin/sh', 'sleep 60 & child=$!; trap "kill $child" TERM; wait $child', '1');
  const said = (what: string): string => `[   12.3] repro: ${what}`;
  it('to run out of time within the operation is what it is', () => { expect(late([said('operation 2: x')])).toMatchObject({ status: 1, output: expect.stringContaining('no end within 1 s') as unknown }); });
  it('before it says nothing', () => { expect(late([said('operation 1: x')])).toMatchObject({ status: 3 }); });
  it('an end says that it is not there', () => { expect(tried(hang, [said('operation 2: x'), said('not reproduced: every operation ended'), said('end')])).toMatchObject({ status: 0 }); });
  it('another end says nothing', () => { expect(tried(hang, [said('operation 2: x')])).toMatchObject({ status: 3 }); });
});

it('is a script whatever a finding says', () => {
  const text = fc.string({ unit: fc.constantFrom("'", '"', '`', '$(', ')', '\n', '\\', '#', ' ', 'x', 'GUEST', '${') });
  fc.assert(fc.property(text, text, text, text, (title, fact, expected, seen) => {
    const failure = failureWith({ kind: 'errno', title, fingerprint: 'f', operation: 1, differences: [{ fact, expected, seen }], log: [] });
    const script = reproScript(failure, {}) ?? '';
    expect(spawnSync('/bin/sh', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  }), { numRuns: 20, examples: [['', '', '', '\nGUEST\n']] });
});

it('boots a guest as such a one is booted, where the one that showed it went on from a snapshot', () => {
  const { attempt } = failureWith();
  const command = ['/cache/qemu', '-machine', 'q35', '-object', 'memory-backend-file,id=node0_memory,mem-path=/cache/snapshot/node0_memory', '-incoming', 'defer'];
  const script = reproScript(failureWith(undefined, { attempt: { ...attempt, guest: { ...attempt.guest, command, fork: { snapshot: 'a snapshot', boot: attempt.guest?.command ?? [] } } } }), {});
  expect(script).toBe(reproScript(failureWith(), {}));
});

it('is none where the record does not say how the guest was prepared', () => {
  const { guest, ...attempt } = failureWith().attempt;
  expect(reproScript(failureWith(undefined, { attempt }), {})).toBeUndefined();
  expect(reproScript(failureWith(undefined, { attempt: { ...attempt, guest: { command: guest?.command ?? [] } } }), {})).toBeUndefined();
});
