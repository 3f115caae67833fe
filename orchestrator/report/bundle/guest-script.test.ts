import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import type { Performed } from '../../judge/retrace.ts';
import { nodeId, pages } from '../../model/units.ts';
import { ENDED, NONE, type Checks } from './check.ts';
import { guestScript } from './guest-script.ts';

const scratch = scratchFolder();
const PREPARE = ['/daxlab/prepare', 'cxl-volatile:dax0.0,serial=1', 'nvdimm:dax1.0'];
const ERRNO: Checks = { ...NONE, values: [{ name: 'result', reader: { command: ENDED, uses: [] }, since: 'start', change: false, wanted: { kind: 'exactly', values: ['OK and Invalid argument'] }, seen: 'OK and OK' }] };

/** Runs the steps on this machine, with the guest's paths in the scratch folder; gives what was said. */
function ran(performed: readonly Performed[], checks: Checks = NONE): string {
  const at = scratch();
  writeFileSync(join(at, 'prepare'), '#!/bin/sh\n', { mode: 0o755 });
  const script = guestScript({ prepare: PREPARE, performed, checks }).join('\n').replaceAll('/tmp/', `${at}/`)
    .replaceAll(/^mount .*$/gm, '').replaceAll(/^(?:echo on >|echo -1000 >|\(echo 1000 >).*$/gm, '').replace('poweroff -f; sleep 60', 'exit')
    .replaceAll('/dev/kmsg', join(at, 'said')).replace(/> (?=\S+said)/, '>> ').replaceAll('/daxlab/', `${at}/`).replaceAll('/sys/files/', `${at}/`);
  const { stderr } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', timeout: 20_000 });
  return `${readFileSync(join(at, 'said'), 'utf8').replaceAll('<5>repro: ', '')}${stderr}`;
}

describe('processes that write at once', () => {
  const files = ['one', 'other'].map((name) => `/sys/files/${name}`);
  const together = (errno: number | undefined, ...also: number[]): Performed => ({
    index: 0, operation: { kind: 'together', operations: [{ kind: 'bind', device: 'dax0.0' }, { kind: 'unbind', device: 'dax1.0' }] },
    writes: files.map((path, place) => ({ path, value: `value ${place}` })), errno, also,
  });
  const there = (...names: string[]): void => { for (const name of names) writeFileSync(join(scratch(), name), ''); };

  it('are as many, each with its own result, in the order in which they are told', () => {
    there('one', 'other');
    expect(ran([together(0, 0)])).toMatch(/operation 0: at once:.*\noperation 0 ended: OK and OK\n/);
    expect(files.map((path) => readFileSync(join(scratch(), path.slice('/sys/files/'.length)), 'utf8'))).toEqual(['value 0', 'value 1']);
  });

  it('that come to something else than when the finding was made were in another order: nothing can be told', () => {
    there('one');
    expect(ran([together(0, 0), { index: 1, operation: { kind: 'bind', device: 'dax0.0' }, write: { path: '/sys/files/one', value: '1' }, errno: 0 }]))
      .toMatch(/could not tell: operation 0 ended with 'OK and No such file or directory', and with 'OK and OK' when the finding was made/);
  });

  it('are what is looked at where their errnos are the finding', () => {
    there('one', 'other');
    expect(ran([together(0, 22)], ERRNO)).toMatch(/ended: OK and OK\n[^]*reproduced: 1 of 1 values/);
    expect(ran([together(0, 22)], { ...ERRNO, values: ERRNO.values.map((value) => ({ ...value, wanted: { kind: 'exactly', values: ['OK and OK'] } })) })).toContain('not reproduced: ');
  });
});

it('what a device is made of is made and destroyed by the program that the guest has for it', () => {
  writeFileSync(join(scratch(), 'remake'), '#!/bin/sh\necho "$*" >> "${0%/*}/asked"\n[ "$1" = make ] || { echo "failed: writing 0 to commit: Device or resource busy"; echo "errno: 16"; exit 1; }\n', { mode: 0o755 });
  const remaking = (index: number, kind: 'make' | 'destroy', errno: number): Performed => ({ index, operation: { kind, what: 'region', device: 'dax0.0' }, errno });
  const said = ran([remaking(0, 'destroy', 16), remaking(1, 'make', 0)]);
  expect(said).toMatch(/operation 0 ended: Device or resource busy\n[^]*operation 1 ended: OK\n/);
  expect(readFileSync(join(scratch(), 'asked'), 'utf8')).toBe('destroy cxl-volatile:dax0.0,serial=1\nmake cxl-volatile:dax0.0,serial=1\n');
});

describe('memory', () => {
  const HOLDER = '#!/bin/sh\nwhile read -r what; do case $what in *99) echo "failed: mmap: no";; fill*) echo "Invalid argument";; pages_changed) echo 1;; *) echo OK;; esac; done\n';
  const holder = (): void => { writeFileSync(join(scratch(), 'hold'), HOLDER, { mode: 0o755 }); };
  const fill = (index: number, count: number): Performed => ({ index, operation: { kind: 'fill', node: nodeId(1), pages: pages(count) }, errno: 22 });
  const changed: Checks = { ...NONE, values: [{ name: 'held/pages_changed', reader: { command: 'held pages_changed', uses: [] }, since: 'start', change: false, wanted: { kind: 'exactly', values: ['0'] }, seen: '1' }] };

  it('is held by a process that goes on, and that says what became of it', () => {
    holder();
    const said = ran([fill(0, 1024), { index: 1, operation: { kind: 'release' }, errno: 0 }], changed);
    expect(said).toMatch(/operation 0: fill 1 1024\noperation 0 ended: Invalid argument\noperation 1: release\noperation 1 ended: OK\n[^]*reproduced: 1 of 1 values/);
    expect(said).not.toContain('note: ');
  });

  it('that cannot be had tells nothing', () => {
    holder();
    expect(ran([fill(0, 99)], changed)).toMatch(/could not tell: fill 1 99: failed: mmap: no/);
  });
});

it('kmemleak is told to look by the program that the guest has for it', () => {
  writeFileSync(join(scratch(), 'seek-leaks'), '#!/bin/sh\necho "failed: opening /sys/kernel/debug/kmemleak for writing: No such file or directory"; echo "errno: 2"; exit 1\n', { mode: 0o755 });
  expect(ran([{ index: 0, operation: { kind: 'seek-leaks' }, errno: 0 }])).toMatch(/operation 0 ended: No such file or directory\n[^]*note: operation 0 ended with 'OK' when the finding was made/);
});

it('an expander is asked for on the console, and waited for by the guest itself', () => {
  const lines = guestScript({ prepare: PREPARE, checks: NONE, performed: [
    { index: 0, operation: { kind: 'unplug-cxl', device: 'dax0.0' }, errno: 0 }, { index: 1, operation: { kind: 'plug-cxl', device: 'dax0.0' }, errno: 0 },
  ] });
  expect(lines).toContain("host 0 'remove the expander of dax0.0 (0)' OK '/daxlab/remake leave cxl-volatile:dax0.0,serial=1'");
  expect(lines).toContain("host 1 'insert the expander of dax0.0 (1)' OK '/daxlab/remake await cxl-volatile:dax0.0,serial=1'");
});
