import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Difference, Finding } from '../../judge/verdict.ts';
import { reportsOf } from '../../judge/log/fixtures/reports-of.ts';
import { GOLDENS } from '../../judge/log/fixtures/golden.ts';
import { hangFinding, logFinding } from '../../judge/findings.ts';
import { start } from '../../testing/start.ts';
import { checksOf } from './checks.ts';

const finding = (kind: Finding['kind'], differences: readonly Difference[], operation = 4): Finding => ({ kind, title: 'some', fingerprint: 'f', operation, differences, log: [] });
const attempt = { start: start() };

it('an errno is the text that the shell prints', () => {
  expect(checksOf(finding('errno', [{ fact: 'errno', expected: 'OK or EBUSY', seen: 'EEXIST' }]), attempt).values).toMatchObject([
    { name: 'result of operation 4', wanted: { kind: 'exactly', values: ['OK', 'Device or resource busy'] }, seen: 'File exists' },
  ]);
});

it('of operations that were made together it is one text for each, in their order', () => {
  expect(checksOf(finding('errno', [{ fact: 'errno', expected: 'OK and EINVAL or EINVAL and OK', seen: 'OK and OK' }]), attempt).values).toMatchObject([
    { wanted: { kind: 'exactly', values: ['OK and Invalid argument', 'Invalid argument and OK'] }, seen: 'OK and OK' },
  ]);
});

it('facts that a shell can read are read, the others named', () => {
  const { values, leftOut } = checksOf(finding('state', [{ fact: 'memory34/state', expected: 'offline', seen: 'online' }, { fact: 'something new', expected: '512', seen: '0' }]), attempt);
  expect(values).toMatchObject([{ name: 'memory34/state', change: false, reader: { command: expect.stringContaining('/memory34/state') as unknown } }]);
  expect(leftOut).toEqual(['something new']);
});

it('a number is counted from the start, but for what the start itself showed', () => {
  const tainted = [{ fact: 'tainted', expected: '0', seen: '512' }];
  expect(checksOf(finding('state', tainted), attempt).values).toMatchObject([{ change: true, since: 'start' }]);
  expect(checksOf(finding('state', tainted, -1), attempt).values).toMatchObject([{ change: false }]);
});

it('calls are counted from before the operation', () => {
  const checks = checksOf(finding('calls', [{ fact: 'memory_block_release', expected: '8 calls', seen: '1 call' }]), attempt);
  expect(checks).toMatchObject({ probes: [{ fn: 'memory_block_release', fetches: [] }], values: [{ since: 'operation', change: true, wanted: { least: 8, most: 8 }, seen: '1' }], leftOut: [] });
});

it('a call that differs is looked at in its place among all that were seen, with the arguments that were', () => {
  const different = finding('calls', [{ fact: 'call 3 of 9, arch_add_memory', expected: 'a', seen: 'b' }]);
  const witness = { type: 'call-witness', observable: [{ fn: 'arch_add_memory', altmap: false }, { fn: 'arch_remove_memory', altmap: true }], missing: [] } as const;
  const { probes, values } = checksOf(different, { ...attempt, trial: { witness } });
  expect(values).toMatchObject([{ reader: { command: 'call 3' }, wanted: { kind: 'exactly', values: ['a'] }, seen: 'b', since: 'operation' }]);
  expect(probes.map(({ fn, fetches }) => [fn, fetches.some((fetch) => fetch.includes('altmap'))])).toEqual([['arch_add_memory', false], ['arch_remove_memory', true]]);
  expect(checksOf(different, attempt)).toMatchObject({ values: [], leftOut: ['call 3 of 9, arch_add_memory: expected a, seen b'] });
});

it('an errno that nothing predicted is looked for with what it left changed', () => {
  const differences = [{ fact: 'errno', expected: 'OK', seen: 'ENOMEM' }, { fact: 'memory34/state', expected: 'offline', seen: 'online' }];
  expect(checksOf(finding('errno', differences), attempt).values.map(({ name }) => name)).toEqual(['result of operation 4', 'memory34/state']);
});

it('a hang is a guest that does not come to its end', () => {
  expect(checksOf(hangFinding('in bind dax0.0 to kmem', 4, 'no answer'), attempt)).toEqual({ values: [], probes: [], leftOut: [], hang: true });
});

it('a leak is what was removed and not released', () => {
  const checks = checksOf(finding('conservation', [{ fact: 'memory_block objects not released', expected: '0', seen: '8' }, { fact: 'of them per block created', expected: '0', seen: '1' }]), attempt);
  expect(checks).toMatchObject({ probes: [{ fn: 'memory_block_release' }], leftOut: [], values: [{ wanted: { least: 0, most: 0 }, seen: '8' }] });
});

it('memory that does not return is looked for in the boot nodes', () => {
  expect(checksOf(finding('conservation', [{ fact: 'KiB of free memory missing', expected: 'at most 1152', seen: '16000' }]), attempt).values).toMatchObject([
    { change: true, wanted: { kind: 'between', least: -1152 }, seen: '-16000' },
  ]);
});

it('memory that gets less is looked at whenever everything was removed', () => {
  const dwindling = [{ fact: 'KiB less per cycle, over 50', expected: 'at most 4', seen: '10.3' }, { fact: 'KiB less per block created', expected: '0', seen: '1.3' }];
  expect(checksOf(finding('conservation', dwindling), attempt)).toMatchObject({ leftOut: [], values: [{ wanted: { most: 4 }, seen: '10.3', change: false, reader: { command: 'dwindling', whenEmpty: "boot_memory '0'" } }] });
});

it('ranges that disagree are looked at as bytes and pages, and counts of what there is as they are', () => {
  const disagree = [{ fact: 'blocks that System RAM in /proc/iomem covers beyond the start', expected: '32-38 40', seen: '32-38' }];
  const { blockSize } = start();
  expect(checksOf(finding('conservation', disagree), attempt).values).toMatchObject([{ change: true, wanted: { least: 8 * blockSize }, seen: String(7 * blockSize) }]);
  expect(checksOf(finding('conservation', [{ ...disagree[0], fact: disagree[0]?.fact ?? '', expected: '32', seen: '33' }]), attempt)).toMatchObject({ values: [], leftOut: [disagree[0]?.fact] });
  const others = ['node1/Movable: pages present by its blocks', 'node1/Movable: pages spanned by its blocks', 'entries of /sys/devices/system/node'].map((fact) => ({ fact, expected: '1', seen: '2' }));
  expect(checksOf(finding('conservation', others), attempt)).toMatchObject({ leftOut: [], values: others.map(({ fact }) => ({ name: fact })) });
});

it('nodes of sysfs that get more are counted whenever everything was removed', () => {
  const more = [{ fact: 'kernfs nodes more per cycle, over 50', expected: 'at most 4', seen: '180' }];
  expect(checksOf(finding('conservation', more), attempt).values).toMatchObject([{ wanted: { most: 4 }, reader: { whenEmpty: expect.stringContaining('kernfs_node_cache') as unknown } }]);
});

describe('of what docs/findings has', () => {
  const titles = [...readFileSync(new URL('../../../docs/findings/known-issues.yaml', import.meta.url), 'utf8').matchAll(/^ {2}# (.*)$/gm)].map(([, title = '']) => title.replace(/\. Poisoned blocks.*/, ''));
  /** What the differences of such a title are. */
  const DIFFERENCES: readonly (readonly [RegExp, Finding['kind'], string])[] = [
    [/^during .*: (\w+): N calls? instead of/, 'calls', '$1'], [/^during .*: (call N of N, \w+) differs/, 'calls', '$1'], [/^memory_block leak/, 'conservation', 'memory_block objects not released'],
    [/gets less with every cycle/, 'conservation', 'KiB less per cycle, over 50'], [/does not return after everything/, 'conservation', 'KiB of free memory missing'],
    [/: (\w+) instead of/, 'errno', 'errno'], [/^after .*: ([^,]*?)(?:,.*)? differs? from/, 'state', '$1'], [/does not give back what it took: ([^,]*)/, 'conservation', '$1'],
  ];
  it.each(titles)('%s: something is looked for', (title) => {
    if (/^(BUG|WARNING|kmemleak): |^general protection fault|^kernel BUG/.test(title)) {
      expect(checksOf({ ...finding('log', []), title }, attempt).log?.texts).toEqual([title.replace(/ in .*/, '').replace(/^WARNING: .*/, 'WARNING')]);
      return;
    }
    if (title.startsWith('hang ')) {
      expect(checksOf({ ...hangFinding('here', 4, 'no answer'), title }, attempt)).toMatchObject({ hang: true });
      return;
    }
    const [shape, kind, fact] = DIFFERENCES.find(([each]) => each.test(title)) ?? [];
    const name = shape?.exec(title)?.[1] === undefined ? fact : fact?.replace('$1', shape.exec(title)?.[1] ?? '');
    const [expected, seen] = kind === 'calls' ? ['8 calls', '0 calls'] : ['1', '2'];
    const { values } = checksOf(finding(kind ?? 'log', [{ fact: (name ?? '').replaceAll('N', '34'), expected, seen }]), attempt);
    expect(values).toHaveLength(1);
  });
});

describe.each(GOLDENS)('the report of $file', ({ lines }) => {
  it('is looked for by words that it has', () => {
    for (const report of reportsOf(lines)) {
      const { log } = checksOf(logFinding(report), attempt);
      expect(log?.texts.length).toBeGreaterThan(0);
      for (const text of log?.texts ?? []) expect(report.lines.some((line) => line.includes(text)), text).toBe(true);
    }
  });
});
