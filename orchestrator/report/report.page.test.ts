/** report.html in a real browser: opened from a file, of a real failure, stepped through; and of a thousand rows. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../archive/fixtures/scratch.ts';
import { openCache } from '../lab/toolchain/cache.ts';
import { acquireBrowser } from '../lab/toolchain/browser.ts';
import { fillTemplate } from './fill-template.ts';
import { readCompared } from './fixtures/compared.ts';
import { LEAKING_ROW, readLeak } from './fixtures/leak.ts';
import { someHistory } from './fixtures/some-history.ts';
import { manyRows, manyRuns } from './fixtures/many-rows.ts';
import type { Cell } from './page-data/memory-shape.ts';
import type { PageData } from './page-data/shape.ts';
import { buildTemplate } from './template.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const scratch = scratchFolder();
let template: string;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  const { path, env } = await acquireBrowser({ cache: await openCache() });
  // Without a sandbox of its own: as root it has none, and it opens nothing but our own file.
  [template, browser] = await Promise.all([buildTemplate(), chromium.launch({ executablePath: path, args: ['--no-sandbox'], env: { ...process.env, ...env } })]);
});
afterAll(() => browser.close());

beforeEach(async () => {
  faults.length = 0;
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => { if (!/^(?:file|data|blob):/.test(request.url())) faults.push(`asks the network for ${request.url()}`); });
});
afterEach(async () => {
  await page.close();
  expect(faults).toEqual([]);
});

async function open(data: PageData, hash = ''): Promise<void> {
  const file = join(scratch(), 'report.html');
  await writeFile(file, fillTemplate(template, data));
  await page.goto(`${pathToFileURL(file).href}${hash}`);
  await page.locator('main > *').first().waitFor();
}

async function accessibilityFaults(): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> } };
    return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`));
  });
}

/** What follows from a key or a click is drawn after it has returned: all that is asked after one is polled. */
const current = () => page.locator('.outcome .number').innerText();
const leak = (await readLeak()).page;
const finding = leak.rows.flatMap(({ findings }) => findings).find(({ kind }) => kind === 'calls');

describe('a real failure', () => {
  it('is found from the overview, and opens at the operation that failed', async () => {
    await open(leak);
    await page.getByRole('link', { name: 'mismatch', exact: true }).click();
    await expect.poll(() => page.locator('.outcome h3').innerText()).toBe('unbind dax0.0 from kmem');
    expect(await page.locator('.calls tr.missing').count()).toBe(8);
    expect(await page.getByRole('img', { name: /^seen: 34-41: absent, 1 memory_block not released$/ }).count()).toBe(1);
    expect(await page.locator('.memory .cell.wrong').count()).toBe(8);
  });

  it('says below the matrix what was covered, what never, and what could not be seen', async () => {
    await open({ ...leak, notObservable: ['not observable on 6.1.0: online_pages: unsupported (inlined or absent)'] });
    const covered = page.getByRole('region', { name: 'Coverage' });
    expect(await covered.innerText()).toContain('online_pages: unsupported');
    await covered.locator('summary').click();
    await expect.poll(() => covered.locator('tbody tr').count()).toBe(leak.coverage.length);
    expect(await covered.getByRole('row', { name: /^I1 / }).innerText()).toMatch(/\d+ times$/);
    expect(await covered.locator('strong').count()).toBe(leak.coverage.filter(({ count, notYet }) => count === 0 && notYet === undefined).length);
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('is stepped through by key, by button, in the list and on the time line, and the address follows', async () => {
    await open(leak, `#/row/${LEAKING_ROW}`);
    const failed = await current();
    await page.keyboard.press('Home');
    await expect.poll(current).toContain('operation 0 ');
    await page.keyboard.press('ArrowRight');
    await expect.poll(current).toContain('operation 1 ');
    await page.getByRole('button', { name: '→' }).click();
    await expect.poll(current).toContain('operation 2 ');
    await expect.poll(() => page.url()).toContain('operation=2');
    await expect.poll(() => page.getByRole('img', { name: /^predicted: 34-41: offline, node 1, memmap 512 pages$/ }).count()).toBe(1);
    await page.locator('.steps button').nth(5).click();
    await expect.poll(() => page.getByRole('img', { name: /^seen: 34: online Movable, node 1, memmap 512 pages; 35-41: offline/ }).count()).toBe(1);
    await page.keyboard.press('f');
    await expect.poll(current).toBe(failed);
    const line = await page.locator('.time-line svg').boundingBox();
    await page.mouse.move((line?.x ?? 0) + 90, (line?.y ?? 0) + 30);
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(current).toContain('operation 0 ');
  });

  it('is linked to by its fingerprint, and its lines are on one clock', async () => {
    await open(leak, `#/finding/${finding?.fingerprint ?? ''}`);
    expect(await page.locator('h2').innerText()).toContain(finding?.title);
    expect(await page.locator('.outcome h3').innerText()).toBe('unbind dax0.0 from kmem');
    await page.getByRole('checkbox', { name: 'the whole attempt' }).check();
    await expect.poll(() => page.locator('.events .at').count()).toBeGreaterThan(100);
    const times = (await page.locator('.events .at').allInnerTexts()).map(parseFloat);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(await page.locator('.events .from-qmp').count()).toBeGreaterThan(0);
    expect(await page.locator('.events .from-calls').count()).toBeGreaterThan(0);
  });

  it.each(['light', 'dark'] as const)('has no accessibility fault in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    for (const hash of ['', `#/row/${LEAKING_ROW}`, `#/finding/${finding?.fingerprint ?? ''}`, '#/row/stuck.cxl.debian-6.12.43.default']) {
      await open(leak, hash);
      expect(await accessibilityFaults(), `${colorScheme} ${hash}`).toEqual([]);
    }
  });
});

describe('two kernels side by side', () => {
  it('tells what was found only with the one, what rows came to something else, and what a step costs', async () => {
    await open(await readCompared());
    const compared = page.getByRole('region', { name: 'build:reference-leak against build:base' });
    expect(await compared.locator('summary').allInnerTexts()).toEqual(['2 findings only with', '0 findings only without', '0 findings in both', '1 row came to something else', 'guest time per step']);
    expect(await compared.locator('.findings li:visible').allInnerTexts()).toEqual([
      expect.stringMatching(/^calls.*memory_block_release: 0 calls instead of 8 calls.*at unbind dax0\.0 from kmem, 1 row$/s), expect.stringMatching(/memory_block leak: 8 created, 0 released/),
    ]);
    await compared.getByText('1 row came to something else').click();
    await expect.poll(() => compared.getByRole('row', { name: /^bind-and-unbind on hmem/ }).innerText()).toMatch(/pass\s+model-mismatch/);
  });

  it('leads from a finding to the operation that shows it', async () => {
    await open(await readCompared());
    await page.getByRole('region', { name: 'build:reference-leak against build:base' }).getByRole('link', { name: /0 calls instead of 8/ }).click();
    await expect.poll(() => page.locator('.outcome h3').innerText()).toBe('unbind dax0.0 from kmem');
    expect(await page.locator('.calls tr.missing').count()).toBe(8);
  });

  it.each(['light', 'dark'] as const)('has no accessibility fault in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await open(await readCompared());
    for (const summary of await page.locator('main summary').all()) if (await summary.locator('xpath=..').getAttribute('open') === null) await summary.click();
    await expect.poll(() => page.getByRole('region', { name: 'build:reference-leak against build:base' }).locator('table:visible').count()).toBe(2);
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe('history', () => {
  it('has a strip for each row, what is lost with every cycle, and no accessibility fault', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await open(someHistory());
      expect(await page.locator('.strips tbody tr').count()).toBe(3);
      expect(await page.locator('.strips .tag').allInnerTexts()).toEqual(['new', 'passing', 'unsupported']);
      expect(await page.locator('.strips .run.is-unsupported').count()).toBe(3);
      // A plot is drawn once the browser has told how wide it may be.
      await expect.poll(() => page.getByRole('img', { name: 'Slope of free memory over runs' }).locator('circle').count()).toBe(3);
      expect(await accessibilityFaults(), colorScheme).toEqual([]);
    }
    await page.getByRole('searchbox').fill('stuck');
    await expect.poll(() => page.locator('.strips tbody tr').count()).toBe(1);
  });
});

describe('a finding in the history', () => {
  it('tells what changed between the last good run and the first bad, the kernel first', async () => {
    await open(someHistory());
    const changed = page.locator('.finding-histories .changed');
    await expect.poll(() => changed.locator('li').first().innerText()).toBe('kernel debian:6.12: 6.12.40 -> 6.12.43');
    expect(await changed.locator('li:visible').count()).toBe(3);
    await changed.getByText('2 more changes').click();
    await expect.poll(() => changed.locator('li:visible').last().innerText()).toBe('package ndctl: 81 -> 82');
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('says where nothing is known to have changed, and where there was nothing before', async () => {
    const history = someHistory();
    const texts = async (changed: readonly [] | undefined): Promise<string> => {
      await open({ ...history, findings: history.findings.map((one) => ({ ...one, changed })) });
      return page.locator('.finding-histories .changed').innerText();
    };
    expect(await texts([])).toBe('nothing that the records have');
    expect(await texts(undefined)).toBe('·');
  });
});

describe('a picture of more blocks than have words', () => {
  it('marks what leaks, what is poisoned, and where a node begins', async () => {
    const [detail] = leak.details;
    const { memory, steps = [] } = detail ?? {};
    if (!detail || !memory) throw new Error('the record of the leak has no memory');
    const cells: Cell[] = [{ state: 'online', zone: 'Movable', node: 1, memmap: 512, poisoned: 1 }, { state: 'offline', node: 2, memmap: 0 }, { state: 'absent', leaked: 1 }];
    const wide = { ...memory, groups: [{ name: 'dax0.0', note: '', blocks: Array.from({ length: 20 }, (_, place) => 34 + place) }], cells, pictures: [[[0, 8], [1, 8], [2, 4]]] as const };
    const shown = { ...detail, memory: wide, steps: steps.map((step) => ({ ...step, before: 0, predicted: 0, seen: 0 })) };
    await open({ ...leak, details: [shown] }, `#/row/${LEAKING_ROW}`);
    const marks = (kind: string) => page.locator(`.strip .${kind}-mark`).count();
    expect([await marks('poison'), await marks('leak')]).toEqual([24, 12]);
    expect(await page.locator('.strip .node-mark').allInnerTexts()).toEqual(['1', '2', '1', '2', '1', '2']);
    expect(await accessibilityFaults()).toEqual([]);
  });
});

describe('a thousand rows', () => {
  it('have no accessibility fault', async () => {
    await open(manyRows(1000));
    expect(await accessibilityFaults()).toEqual([]);
  });

  it('over two hundred runs are shown the worst first, the others when they are asked for', async () => {
    await open(manyRuns(1000, 200));
    expect(await page.locator('.strips tbody tr').count()).toBe(100);
    await page.getByRole('button', { name: '100 more of 900 rows' }).click();
    await expect.poll(() => page.locator('.strips tbody tr').count()).toBe(200);
    await page.getByRole('searchbox').fill('machine-3 scenario-12');
    await expect.poll(() => page.locator('.strips tbody tr').count()).toBeLessThan(20);
  });

  it('are shown, filtered by words and verdicts, and the filter is in the address', async () => {
    await open(manyRows(1000));
    expect(await page.locator('.matrix a.verdict').count()).toBe(1000);
    await page.getByRole('searchbox').fill('machine-3 scenario-12');
    await expect.poll(() => page.locator('.matrix a.verdict').count()).toBeLessThan(20);
    await page.getByRole('searchbox').fill('');
    await expect.poll(() => page.locator('.matrix a.verdict').count()).toBe(1000);
    await page.getByRole('button', { name: 'kernel-crash' }).click();
    await expect.poll(() => page.locator('.matrix a.verdict:not(.is-kernel-crash)').count()).toBe(0);
    expect(await page.locator('.matrix a.verdict').count()).toBeGreaterThan(10);
    await expect.poll(() => page.url()).toContain('verdict=kernel-crash');
  });

  it('those that failed come first, and those without details say where they are', async () => {
    await open(manyRows(1000));
    const first = page.locator('.matrix tbody tr').first();
    expect(await first.innerText()).toContain('crash');
    await first.getByRole('link', { name: 'crash' }).first().click();
    await expect.poll(() => page.locator('main').innerText()).toContain('The record has them');
  });
});
