import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { DEAF, soon, startFake } from './fixtures/fake.ts';

test('a guest that answers is asked for its state, registers, backtraces, tasks and blocked tasks, each kept as a file', async () => {
  const running = await startFake('answers-sysrq.mjs');
  const { texts, files } = await running.diagnose();
  expect(texts).toEqual({
    console: '[    3.0] the last line before the hang',
    status: 'running',
    registers: 'RAX=0000000000000001\r\n',
    'sysrq-l': '[    3.1] sysrq: Show backtrace of all active CPUs\n[    3.1]  what l shows',
    'sysrq-t': '[    3.1] sysrq: Show State\n[    3.1]  what t shows',
    'sysrq-w': '[    3.1] sysrq: Show Blocked State\n[    3.1]  what w shows',
  });
  expect(files.map((file) => basename(file))).toEqual(Object.keys(texts).map((name) => `hang-${name}.txt`));
  for (const file of files) expect(readFileSync(file, 'utf8')).toBe(`${texts[basename(file, '.txt').slice('hang-'.length)] ?? ''}\n`);
});

test('a QEMU whose main loop is dead blocks nothing, and the reason stands where the answer is missing', async () => {
  const running = await startFake('ignores-quit-and-term.mjs', { deadlines: DEAF });
  const { texts } = await running.diagnose();
  expect(texts['console']).toBe('[    1.000000] the last line of a guest that hangs');
  expect(texts['status']).toMatch(/no answer: waiting for QEMU to answer query-status\n.*within 0.3 s/);
  expect(texts['registers']).toMatch(/no answer: .*human-monitor-command/);
  expect(texts['sysrq-l']).toMatch(/QEMU to answer chardev-send-break/);
  expect(texts['sysrq-w']).toBe(texts['sysrq-l']);
});

test('a guest too deep in its hang for sysrq still shows its registers', async () => {
  const running = await startFake('deaf-guest.mjs', { deadlines: soon('sysrq') });
  const { texts } = await running.diagnose();
  expect(texts['registers']).toBe('RIP=ffffffff81234567\r\n');
  expect(texts['sysrq-l']).toMatch(/no answer on the console within/);
});

test('a QEMU that has ended is diagnosed as far as it goes', async () => {
  const running = await startFake('panics.mjs');
  await running.exited;
  const { texts } = await running.diagnose();
  expect(texts['console']).toContain('Kernel panic');
  expect(texts['registers']).toMatch(/no answer: .*\n.*\n.*QEMU closed its control channel/);
});
