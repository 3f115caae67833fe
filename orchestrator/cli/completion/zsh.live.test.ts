/** The script in a real zsh, at a terminal, where a line and a tab are typed into it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { createRecord } from '../../archive/record-writer.ts';
import { openCache } from '../../lab/toolchain/cache.ts';
import { acquireZsh, type Zsh } from '../../lab/toolchain/zsh.ts';
import { ZSH_SCRIPT } from './zsh.ts';

const scratch = scratchFolder();
const TYPIST = fileURLToPath(new URL('../fixtures/zsh/typist.zsh', import.meta.url));
const DAXLAB = fileURLToPath(new URL('../daxlab.mjs', import.meta.url));
const REAL = `${JSON.stringify(process.execPath)} ${JSON.stringify(DAXLAB)} "$@"`;
let zsh: Zsh;
beforeAll(async () => { zsh = await acquireZsh({ cache: await openCache() }); });

/** `body` is what daxlab does; `script` is sourced for the completion. */
async function typed(line: string, body = REAL, script = join(scratch(), 'completion.zsh')): Promise<{ readonly offered: readonly string[]; readonly line: string | undefined }> {
  const told = join(scratch(), 'told');
  await Promise.all([writeFile(join(scratch(), 'completion.zsh'), ZSH_SCRIPT), writeFile(told, '')]);
  const [program = '', ...rest] = zsh.argv;
  await execa(program, [...rest, '-f', TYPIST, line, told, ...zsh.argv], {
    cwd: scratch(), timeout: 120_000,
    env: { DAXLAB_TEST_MODULES: zsh.modules, DAXLAB_TEST_FUNCTIONS: zsh.functions, DAXLAB_TEST_BODY: body, DAXLAB_TEST_SCRIPT: script },
  });
  const lines = (await readFile(told, 'utf8')).split('\n');
  const after = (beginning: string): string[] => lines.flatMap((one) => (one.startsWith(beginning) ? [one.slice(beginning.length)] : []));
  return { offered: after('offered '), line: after('line ')[0] };
}

it.each([
  ['commands', 'daxlab sh', ['shell', 'show'], 'daxlab sh'],
  ['an option', 'daxlab run --mach', ['--machine'], 'daxlab run --machine '],
  ['machines', 'daxlab shell cxl-3', ['cxl-32g'], 'daxlab shell cxl-32g '],
  ['the last of several machines', 'daxlab run --machine cxl,nvdimm-u', ['cxl,nvdimm-unaligned'], 'daxlab run --machine cxl,nvdimm-unaligned '],
  ['suites', 'daxlab run smo', ['smoke'], 'daxlab run smoke '],
  ['kernels, which have a colon', 'daxlab run --kernel debian:6.12.4', ['debian:6.12.43'], 'daxlab run --kernel debian:6.12.43 '],
  ['what follows an equals sign', 'daxlab run --kernel=debian:6.12.4', ['debian:6.12.43'], 'daxlab run --kernel=debian:6.12.43 '],
])('completes %s', async (_, line, offered, completed) => {
  const answer = await typed(line);
  expect(answer.offered).toEqual(expect.arrayContaining(offered));
  expect(answer.line).toBe(completed);
});

it('completes runs, newest first, and the findings of one', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 2; count++) {
    const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
    for (const event of EVENTS) record.append(event);
    await record.writeSummary(SUMMARY);
    record.close();
    ids.unshift(record.runId);
  }
  expect((await typed(`daxlab show --results ${scratch()} `)).offered).toEqual(['latest', ...ids]);
  expect((await typed(`daxlab show --results ${scratch()} latest/b1`)).line).toBe(`daxlab show --results ${scratch()} latest/b10c1ef7a5b6c7d8 `);
});

it('offers files where daxlab has nothing', async () => {
  await writeFile(join(scratch(), 'mine.yaml'), '');
  expect((await typed('daxlab run min', 'true')).line).toBe('daxlab run mine.yaml ');
  await mkdir(join(scratch(), 'records'));
  expect((await typed('daxlab show --results=rec', 'true')).line).toBe('daxlab show --results=records/');
});

it('asks for every word as it was typed, the last one too where it is empty, and runs none of them', async () => {
  const asked = `print -rl -- "$@" > ${join(scratch(), 'asked')}`;
  await typed("daxlab show $(touch${IFS}x) 'a b' * `touch y`", asked);
  expect((await readFile(join(scratch(), 'asked'), 'utf8')).split('\n')).toEqual(['complete', '--', 'show', '$(touch${IFS}x)', 'a b', '*', '`touch y`', '']);
  await typed('daxlab show ', asked);
  expect(await readFile(join(scratch(), 'asked'), 'utf8')).toBe('complete\n--\nshow\n\n');
});

it('is a file of fpath as well', async () => {
  await writeFile(join(scratch(), '_daxlab'), ZSH_SCRIPT);
  const autoloaded = join(scratch(), 'zshrc');
  await writeFile(autoloaded, `fpath=(${scratch()} $fpath)\ncompinit -u -D\n`);
  expect((await typed('daxlab run --mach', REAL, autoloaded)).line).toBe('daxlab run --machine ');
});
