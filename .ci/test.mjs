/*
 * npm test: types, lint, unit tests with fake QEMU programs, report.html in a browser, live guests; with --full also what only nights run. Everything runs though something before
 * it failed, but for guests, which are not started then. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'daxlab-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
// Ctrl-C reaches the step that runs as well; it ends itself, and then this does.
let interrupted = false;
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => { interrupted = true; });

const steps = [
  check('types', 'typescript/bin/tsc', '--noEmit'),
  check('page types', 'typescript/bin/tsc', '--noEmit', '-p', 'orchestrator/report/page'),
  check('lint', 'eslint/bin/eslint.js', '.'),
  check('imports', 'dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'orchestrator'),
  tests('unit'),
  tests('page'),
  { ...tests('live'), guests: true },
  ...(process.argv.includes('--full') ? [{ ...tests('full'), guests: true }] : []),
];

const ran = [];
for (const step of steps) {
  const red = ran.some(({ failed }) => failed > 0);
  if (interrupted || (red && step.guests)) ran.push({ ...step, passed: 0, failed: 0, note: `not run: ${interrupted ? 'interrupted' : 'no guests are started while something above is red'}` });
  else ran.push({ ...step, ...(await run(step)) });
}
process.exitCode = conclude(ran);

/** One command that passes or fails as a whole. */
function check(name, program, ...args) {
  return { name, program, args, count: (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }) };
}

/** A project of vitest.config.ts. */
function tests(project) {
  const report = join(scratch, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { name: project, program: 'vitest/vitest.mjs', args, count: (status) => counted(status, report) };
}

async function run({ name, program, args, count }) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const status = await new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' });
    child.on('error', () => resolve(127)).on('exit', (code, signal) => resolve(code ?? signal));
  });
  return { ...count(status), seconds: (performance.now() - start) / 1000 };
}

/** What vitest says that it did. A step that ran nothing has failed, and so has one that left a test out: neither shows anything. */
function counted(status, file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, note: `no report; vitest ended with ${status}` };
  const left = report.numPendingTests + report.numTodoTests;
  const brokenFiles = report.testResults.filter(({ status: result, assertionResults }) => result === 'failed' && !assertionResults.some((one) => one.status === 'failed')).length;
  const failed = report.numFailedTests + brokenFiles + left;
  const notes = [
    ...(brokenFiles > 0 ? [`${brokenFiles} files could not be run`] : []),
    ...(left > 0 ? [`${left} skipped, which counts as failed`] : []),
    ...(report.numPassedTests + failed === 0 ? ['no tests ran'] : []),
    ...(failed === 0 && status !== 0 ? [`vitest ended with ${status}`] : []),
  ];
  const hasFailed = failed > 0 || notes.length > 0;
  return { passed: report.numPassedTests, failed: hasFailed ? Math.max(1, failed) : 0, note: notes.join('; ') };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function conclude(results) {
  console.log('\n== result');
  for (const { name, passed, failed, seconds, note = '' } of results) {
    const figures = seconds === undefined ? '' : `${passed} passed, ${failed} failed in ${seconds.toFixed(1)} s`;
    console.log(`${failed > 0 ? 'FAILED' : seconds === undefined ? '-     ' : 'ok    '}  ${name.padEnd(8)} ${[figures, note].filter((text) => text !== '').join('; ')}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (interrupted) return 130;
  return sum('failed') > 0 || results.some(({ seconds }) => seconds === undefined) ? 1 : 0;
}
