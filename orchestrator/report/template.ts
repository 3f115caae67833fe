/** The page without data: one HTML file, bundled by Vite from the components in page/. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The page has some of its parts from the folder around it. */
const REPORT = fileURLToPath(new URL('.', import.meta.url));
const PAGE = fileURLToPath(new URL('page/', import.meta.url));
const LOCK = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

/** A hash over everything that the bundle is made of; an installed package has no lock file and changes with its version only. */
export async function templateKey(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(LOCK, 'utf8').catch(() => ''));
  const files = (await readdir(REPORT, { recursive: true })).filter((name) => /^(?!fixtures\/).*(?<!\.test)\.(?:tsx?|css|html)$/.test(name)).sort();
  for (const file of files) hash.update(`${file}\n`).update(await readFile(join(REPORT, file)));
  return hash.digest('hex').slice(0, 24);
}

/** Takes one to three seconds, and no network. */
export async function buildTemplate(): Promise<string> {
  // Only here: starting Vite takes longer than everything else that a run does at its end.
  const [{ build }, { viteSingleFile }] = await Promise.all([import('vite'), import('vite-plugin-singlefile')]);
  const built = await build({
    root: PAGE, configFile: false, logLevel: 'error', envFile: false, publicDir: false, plugins: [viteSingleFile()], build: { write: false, target: 'es2022', modulePreload: false },
  });
  const files = (Array.isArray(built) ? built : [built]).flatMap((result) => ('output' in result ? result.output : []));
  const html = files.find(({ fileName }) => fileName === 'index.html');
  if (html?.type !== 'asset' || files.length > 1) throw new Error(`the page is not one file: ${files.map(({ fileName }) => fileName).join(', ')}`);
  return typeof html.source === 'string' ? html.source : Buffer.from(html.source).toString('utf8');
}
