/** .ci/packages.mjs, with a fake npm, in a checkout of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';

const SCRIPT = fileURLToPath(new URL('../../.ci/packages.mjs', import.meta.url));
const NPM = fileURLToPath(new URL('fixtures/fake-npm.js', import.meta.url));
const scratch = scratchFolder();

function lock(version: string): void {
  const packages = { '': { name: 'x' }, 'node_modules/a': { version, integrity: `sha-${version}` }, 'node_modules/elsewhere': { version: '1', optional: true } };
  writeFileSync(join(scratch(), 'package-lock.json'), JSON.stringify({ packages }));
}
beforeEach(() => { lock('1.0.0'); });

async function packages(environment: NodeJS.ProcessEnv = {}): Promise<{ text: string; status: number | null }> {
  const child = spawn(process.execPath, [SCRIPT, `${scratch()}/`], { env: { ...process.env, npm_execpath: NPM, ...environment } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  const [status] = await once(child, 'close') as [number | null];
  return { text, status };
}
const calls = (): string[] => (existsSync(join(scratch(), 'calls.log')) ? readFileSync(join(scratch(), 'calls.log'), 'utf8').trim().split('\n') : []);

it('installs when nothing is there, says so, and is silent the second time', async () => {
  expect(await packages()).toEqual({ text: 'daxlab: fetching npm packages (npm ci)\n', status: 0 });
  expect(await packages()).toEqual({ text: '', status: 0 });
  expect(calls()).toEqual(['ci --no-audit --no-fund --loglevel=error']);
});

it('installs again when the lock file changes, or the packages are gone', async () => {
  await packages();
  lock('2.0.0');
  await packages();
  rmSync(join(scratch(), 'node_modules'), { recursive: true });
  await packages();
  expect(calls()).toHaveLength(3);
});

it('takes what someone else has installed', async () => {
  mkdirSync(join(scratch(), 'node_modules'));
  const installed = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha-1.0.0' } } };
  writeFileSync(join(scratch(), 'node_modules', '.package-lock.json'), JSON.stringify(installed));
  expect(await packages()).toEqual({ text: '', status: 0 });
  lock('1.0.1');
  await packages();
  expect(calls()).toHaveLength(1);
});

it('installs once when several start together', async () => {
  const results = await Promise.all([packages(), packages(), packages(), packages()]);
  expect(results.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
  expect(calls()).toHaveLength(1);
});

it('says what failed and tries again next time', async () => {
  const failed = await packages({ FAKE_NPM: 'fails' });
  expect(failed.status).toBe(3);
  expect(failed.text).toContain('expected: npm ci to succeed\n  seen:     exit status 1');
  expect(await packages()).toMatchObject({ status: 0 });
});
