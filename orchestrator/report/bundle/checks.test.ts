import { describe, expect, it } from 'vitest';
import type { Difference, Finding } from '../../judge/verdict.ts';
import { reportsOf } from '../../judge/log/fixtures/reports-of.ts';
import { GOLDENS } from '../../judge/log/fixtures/golden.ts';
import { logFinding } from '../../judge/findings.ts';
import { start } from '../../testing/start.ts';
import { checksOf } from './checks.ts';

const finding = (kind: Finding['kind'], differences: readonly Difference[], operation = 4): Finding => ({ kind, title: 'some', fingerprint: 'f', operation, differences, log: [] });
const attempt = { start: start() };

it('an errno is the text that the shell prints', () => {
  expect(checksOf(finding('errno', [{ fact: 'errno', expected: 'OK or EBUSY', seen: 'EEXIST' }]), attempt).values).toMatchObject([
    { name: 'result of operation 4', wanted: { kind: 'exactly', values: ['OK', 'Device or resource busy'] }, seen: 'File exists' },
  ]);
});

it('facts that a shell can read are read, the others named', () => {
  const { values, leftOut } = checksOf(finding('state', [{ fact: 'memory34/state', expected: 'offline', seen: 'online' }, { fact: 'memory34/self_hosted_pages', expected: '512', seen: '0' }]), attempt);
  expect(values).toMatchObject([{ name: 'memory34/state', change: false, reader: { command: expect.stringContaining('/memory34/state') as unknown } }]);
  expect(leftOut).toEqual(['memory34/self_hosted_pages']);
});

it('a number is counted from the start, but for what the start itself showed', () => {
  const tainted = [{ fact: 'tainted', expected: '0', seen: '512' }];
  expect(checksOf(finding('state', tainted), attempt).values).toMatchObject([{ change: true, since: 'start' }]);
  expect(checksOf(finding('state', tainted, -1), attempt).values).toMatchObject([{ change: false }]);
});

it('calls are counted from before the operation; their arguments are not looked at', () => {
  const checks = checksOf(finding('calls', [{ fact: 'memory_block_release', expected: '8 calls', seen: '1 call' }, { fact: 'call 3 of 9, arch_add_memory', expected: 'a', seen: 'b' }]), attempt);
  expect(checks).toMatchObject({ probes: ['memory_block_release'], values: [{ since: 'operation', change: true, wanted: { least: 8, most: 8 }, seen: '1' }], leftOut: ['call 3 of 9, arch_add_memory: expected a, seen b'] });
});

it('a leak is what was removed and not released', () => {
  const checks = checksOf(finding('conservation', [{ fact: 'memory_block objects not released', expected: '0', seen: '8' }, { fact: 'of them per block created', expected: '0', seen: '1' }]), attempt);
  expect(checks).toMatchObject({ probes: ['memory_block_release'], leftOut: [], values: [{ wanted: { least: 0, most: 0 }, seen: '8' }] });
});

it('memory that does not return is looked for in the boot nodes', () => {
  expect(checksOf(finding('conservation', [{ fact: 'KiB of free memory missing', expected: 'at most 1152', seen: '16000' }]), attempt).values).toMatchObject([
    { change: true, wanted: { kind: 'between', least: -1152 }, seen: '-16000' },
  ]);
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
