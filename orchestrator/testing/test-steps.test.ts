/** .ci/test.mjs in a checkout whose programs are fakes: what is run, in which order, and what the last line says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';

const scratch = scratchFolder();
const SCRIPT = fileURLToPath(new URL('../../.ci/test.mjs', import.meta.url));
const PASSING = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

interface Fakes {
  readonly types?: number;
  /** What vitest reports for a project; null for nothing. */
  readonly unit?: object;
  readonly live?: object;
}

function fake(program: string, source: string): void {
  const file = join(scratch(), 'node_modules', program);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
}

async function npmTest({ types = 0, ...reports }: Fakes, ...argv: string[]): Promise<{ readonly lines: readonly string[]; readonly status: number | null }> {
  mkdirSync(join(scratch(), '.ci'));
  copyFileSync(SCRIPT, join(scratch(), '.ci', 'test.mjs'));
  fake('typescript/bin/tsc', `process.exit(${types})`);
  fake('eslint/bin/eslint.js', '');
  fake('dependency-cruiser/bin/dependency-cruise.mjs', '');
  fake('vitest/vitest.mjs', `import { writeFileSync } from 'node:fs';
    const reports = ${JSON.stringify({ unit: PASSING, page: PASSING, live: PASSING, full: PASSING, ...reports })};
    const project = process.argv[process.argv.indexOf('--project') + 1];
    const report = reports[project];
    console.log('vitest runs', project);
    if (report) writeFileSync(process.argv.find((word) => word.startsWith('--outputFile')).split('=')[1], JSON.stringify(report));
    process.exit(report?.numFailedTests === 0 ? 0 : 1);`);
  const child = spawn(process.execPath, [join(scratch(), '.ci', 'test.mjs'), ...argv]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  const [status] = await once(child, 'close') as [number | null];
  return { lines: text.trimEnd().split('\n'), status };
}
const projects = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('vitest runs')).map((line) => line.replace('vitest runs ', ''));

it('runs types, lint, unit, page and live, and ends with the sum', async () => {
  const { lines, status } = await npmTest({});
  expect(status).toBe(0);
  expect(lines.filter((line) => line.startsWith('=='))).toEqual(['== types', '== page types', '== lint', '== imports', '== unit', '== page', '== live', '== result']);
  expect(lines.at(-1)).toBe('13 passed, 0 failed');
});

it('runs what only nights run with --full', async () => {
  const { lines } = await npmTest({}, '--full');
  expect(projects(lines)).toEqual(['unit', 'page', 'live', 'full']);
  expect(lines.at(-1)).toBe('16 passed, 0 failed');
});

it('runs the unit and page tests though the types are wrong, but starts no guest', async () => {
  const { lines, status } = await npmTest({ types: 2 });
  expect(status).toBe(1);
  expect(projects(lines)).toEqual(['unit', 'page']);
  expect(lines.at(-1)).toBe('8 passed, 2 failed');
  expect(lines.at(-2)).toMatch(/^- +live +not run: no guests are started while something above is red$/);
});

it.each([
  ['failed tests', { ...PASSING, numFailedTests: 2 }, '13 passed, 2 failed'],
  ['a file that cannot be run', { ...PASSING, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] }, '13 passed, 1 failed'],
  ['a test that is skipped', { ...PASSING, numPendingTests: 1 }, '13 passed, 1 failed'],
  ['no tests at all', { ...PASSING, numPassedTests: 0 }, '10 passed, 1 failed'],
  ['no report', null, '10 passed, 1 failed'],
] as const)('fails for %s', async (_, live, sum) => {
  const { lines, status } = await npmTest({ live: live as object });
  expect(status).toBe(1);
  expect(lines.at(-1)).toBe(sum);
});
