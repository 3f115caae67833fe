import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadKnownIssues } from '../config/known-issues.ts';
import { fingerprint } from '../judge/fingerprint.ts';
import { FINDING_KINDS } from '../judge/verdict.ts';

const PAGES = new URL('../../docs/findings/', import.meta.url);
const LIST = fileURLToPath(new URL('known-issues.yaml', PAGES));

describe('the list of what is written up', () => {
  it('has each fingerprint beside the title that it is made of, but those that are made of frames', () => {
    const entries = [...readFileSync(LIST, 'utf8').matchAll(/^ {2}# ((?!(?:kernel )?BUG|kmemleak: ).+?)(?:\. .*)?\n {2}- \{ fingerprint: '?([0-9a-f]{16})/gm)];
    expect(entries.length).toBeGreaterThan(10);
    for (const [, title = '', print] of entries) expect([title, FINDING_KINDS.map((kind) => fingerprint(kind, title))]).toEqual([title, expect.arrayContaining([print])]);
  });

  it('links to pages that there are, and every page is linked to', async () => {
    const issues = await loadKnownIssues(LIST);
    const index = readFileSync(new URL('README.md', PAGES), 'utf8');
    const pages = new Set([...index.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm)].map(([, page]) => page));
    expect(new Set(issues.map(({ link }) => link))).toEqual(pages);
    for (const page of pages) expect(readFileSync(new URL(page ?? '', PAGES), 'utf8')).toMatch(/^# /);
  });
});
