import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING, STORY, storyOf, storyWith, TIMED } from './fixtures/stories.ts';
import { parseKtap } from './fixtures/parsed-ktap.ts';
import { ktap } from './ktap.ts';

describe('ktap', () => {
  it('has version, plan, diagnostics and results', () => {
    expect(ktap(STORY)).toBe(`KTAP version 1
1..2
  KTAP version 1
  # Subtest: cycle memmap_on_memory=1 on cxl with debian:6.12
  1..1
  ok 1 bind dax0.0 to kmem
ok 1 cycle memmap_on_memory=1 on cxl with debian:6.12
# state: a block is left (operation 2)
#   fact            predicted  observed
#   memory34/state  absent     offline
#   | [    2.0] <memory block>
# the console's last lines:
#   | [    1.0] Linux version 6.12
#   | [    2.0] <memory block>
not ok 2 stuck on hmem with debian:6.12 # model-mismatch: a block is left
`);
  });

  it('has what was found under the operation that showed it', () => {
    const operations = ['bind dax0.0 to kmem', 'write "#1" to memory34/state', 'unbind dax0.0 from kmem'];
    const found = [{ ...FINDING, operation: 1 }, { ...FINDING, fingerprint: '0123456789abcdef', title: 'a warning', operation: 2 }, { ...FINDING, operation: -1 }];
    const story = storyWith({ verdict: 'model-mismatch', findings: found.map(({ kind, title, fingerprint, operation }) => ({ kind, title, fingerprint, operation, known: operation === 2 })) }, found);
    const [row] = parseKtap(ktap({ ...story, items: new Map([...story.items].map(([id, item]) => [id, { ...item, operations }])) }));
    expect(row).toMatchObject({ ok: false, diagnostics: [expect.stringContaining('before the first operation') as string, expect.any(String) as string] });
    expect(row?.subtests).toMatchObject([
      { ok: true, name: 'bind dax0.0 to kmem', directive: '', diagnostics: [] },
      { ok: false, name: 'write "_1" to memory34/state', directive: 'log: BUG: Bad page state', diagnostics: [expect.stringContaining('operation 1') as string, expect.any(String) as string] },
      { ok: true, directive: 'XFAIL known: a warning' },
    ]);
  });

  it('is read by a parser of the grammar whatever the guest printed', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '#', ' ', '\n', '\r', '-', '\u2028', 'ok 1', '1..2') });
    fc.assert(fc.property(fc.array(text), text, text, fc.array(text), (operations, title, reason, lastLines) => {
      const story = storyWith({ name: title, verdict: 'unknown', reason }, [{ ...FINDING, title, log: lastLines, operation: 0 }], lastLines);
      const parsed = parseKtap(ktap({ ...story, items: new Map([...story.items].map(([id, item]) => [id, { ...item, operations }])) }));
      expect(parsed).toHaveLength(1);
      expect(parsed[0]?.subtests).toHaveLength(operations.length);
    }));
  });

  it.each([
    ['unsupported', 'ok 1 stuck on cxl with debian:6.12 # SKIP why'],
    ['guest-hang', 'not ok 1 stuck on cxl with debian:6.12 # TIMEOUT why'],
    ['infra-failure', 'not ok 1 stuck on cxl with debian:6.12 # ERROR infra-failure: why'],
    ['boot-failure', 'not ok 1 stuck on cxl with debian:6.12 # ERROR boot-failure: why'],
    ['unknown', 'not ok 1 stuck on cxl with debian:6.12 # ERROR unknown: why'],
  ] as const)('has a directive for %s', (verdict, line) => {
    expect(ktap(storyWith({ verdict, reason: 'why' })).split('\n')).toContain(line);
  });

  it('has every text on one line, and no directive in a name', () => {
    const text = ktap(storyWith({ name: 'a # SKIP', verdict: 'infra-failure', reason: 'one\ntwo\u0007' }));
    expect(text).toContain('not ok 1 a _ SKIP on cxl with debian:6.12 # ERROR infra-failure: one; two\\x07\n');
  });

  it('expects what is known to fail', () => {
    const findings = [{ kind: FINDING.kind, title: FINDING.title, fingerprint: FINDING.fingerprint, operation: 3, known: true }];
    expect(ktap(storyWith({ verdict: 'model-mismatch', findings }))).toContain('ok 1 stuck on cxl with debian:6.12 # XFAIL known: BUG: Bad page state\n');
  });

  it('counts a row that was never judged as not ok', () => {
    expect(ktap(storyOf(TIMED.slice(0, 3)))).toContain('not ok 2 stuck on hmem with debian:6.12 # ERROR the run ended before this row was judged');
  });

  it('gives the reason for which a row was not run', () => {
    const notRun = { v: 1, t: 8500, type: 'item-not-run', item: 'stuck.hmem.debian-6.12.default', reason: 'the budget of 20m was used up' } as const;
    expect(ktap(storyOf([...TIMED.slice(0, 12), notRun]))).toContain('not ok 2 stuck on hmem with debian:6.12 # ERROR the budget of 20m was used up\n');
  });
});
