/** How long the largest pages take to open, in the browser that the tests use. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { openCache } from '../lab/toolchain/cache.ts';
import { acquireBrowser } from '../lab/toolchain/browser.ts';
import type { ToolchainOptions } from '../lab/toolchain/options.ts';
import { fillTemplate } from '../report/fill-template.ts';
import { readLeak } from '../report/fixtures/leak.ts';
import { manyRows, manyRuns, withDetails } from '../report/fixtures/many-rows.ts';
import type { PageData } from '../report/page-data/shape.ts';
import { median, type Figure } from '../runner/bench/figure.ts';
import { pageTemplate } from './page-template.ts';

const ROWS = 1000;
const RUNS = 200;
const TIMES = 5;
const WANTED_SECONDS = 2;

/** From the address to a matrix, or strips, that have every row which is shown at once. */
export async function pageSpeed({ cache, ...options }: Omit<ToolchainOptions, 'cache'> & { readonly cache?: string | undefined }): Promise<readonly Figure[]> {
  const { path, env } = await acquireBrowser({ ...options, cache: await openCache(cache) });
  const folder = await mkdtemp(join(tmpdir(), 'daxlab-bench-'));
  const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'], env: { ...process.env, ...env } });
  try {
    const template = await pageTemplate(cache);
    const { detail } = await readLeak();
    const pages: readonly (readonly [string, PageData, string])[] = [
      [`report.html of ${ROWS} rows opens, with as many details as it may have`, withDetails(manyRows(ROWS), detail), '.matrix tbody tr'],
      [`history of ${ROWS} rows over ${RUNS} runs opens`, manyRuns(ROWS, RUNS), '.strips tbody tr'],
    ];
    const figures: Figure[] = [];
    for (const [name, data, rows] of pages) {
      const file = join(folder, 'page.html');
      const html = fillTemplate(template, data);
      await writeFile(file, html);
      figures.push(opened(name, await openings(browser, file, rows), html.length));
    }
    return figures;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds. */
async function openings(browser: Browser, file: string, rows: string): Promise<readonly number[]> {
  const seconds: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const page = await browser.newPage();
    const began = performance.now();
    await page.goto(pathToFileURL(file).href);
    await page.locator(rows).last().waitFor();
    seconds.push((performance.now() - began) / 1000);
    await page.close();
  }
  return seconds;
}

function opened(name: string, seconds: readonly number[], characters: number): Figure {
  const value = median(seconds);
  return {
    name, value, unit: 's', wanted: `at most ${WANTED_SECONDS}`, met: value <= WANTED_SECONDS,
    detail: `median of ${seconds.length}, ${(Math.min(...seconds)).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s; ${(characters / 1e6).toFixed(1)} MB`,
  };
}
