/** How long report.html of a thousand rows takes to open, in the browser that the tests use. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { openCache } from '../lab/toolchain/cache.ts';
import { acquireBrowser } from '../lab/toolchain/browser.ts';
import type { ToolchainOptions } from '../lab/toolchain/options.ts';
import { fillTemplate } from '../report/fill-template.ts';
import { manyRows } from '../report/fixtures/many-rows.ts';
import { median, type Figure } from '../runner/bench/figure.ts';
import { pageTemplate } from './page-template.ts';

const ROWS = 1000;
const TIMES = 5;
const WANTED_SECONDS = 2;

/** From the address to a matrix that has every row. */
export async function pageSpeed({ cache, ...options }: Omit<ToolchainOptions, 'cache'> & { readonly cache?: string | undefined }): Promise<Figure> {
  const { path, env } = await acquireBrowser({ ...options, cache: await openCache(cache) });
  const folder = await mkdtemp(join(tmpdir(), 'daxlab-bench-'));
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'], env: { ...process.env, ...env } });
  try {
    const file = join(folder, 'report.html');
    const html = fillTemplate(await pageTemplate(cache), manyRows(ROWS));
    await writeFile(file, html);
    const seconds: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      const page = await browser.newPage();
      const began = performance.now();
      await page.goto(pathToFileURL(file).href);
      await page.locator('.matrix tbody tr').last().waitFor();
      seconds.push((performance.now() - began) / 1000);
      await page.close();
    }
    const value = median(seconds);
    return {
      name: `report.html of ${ROWS} rows opens`, value, unit: 's', wanted: `at most ${WANTED_SECONDS}`, met: value <= WANTED_SECONDS,
      detail: `median of ${TIMES}, ${(Math.min(...seconds)).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s; ${(html.length / 1e6).toFixed(1)} MB`,
    };
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}
