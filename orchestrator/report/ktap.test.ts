import { describe, expect, it } from 'vitest';
import { FINDING, STORY, storyOf, storyWith, TIMED } from './fixtures/stories.ts';
import { ktap } from './ktap.ts';

describe('ktap', () => {
  it('has version, plan, diagnostics and results', () => {
    expect(ktap(STORY)).toBe(`KTAP version 1
1..2
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
