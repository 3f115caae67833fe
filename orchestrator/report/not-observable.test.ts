import { describe, expect, it } from 'vitest';
import type { RecordEvent } from '../archive/event.ts';
import { itemId } from '../archive/item-id.ts';
import { CYCLE, STUCK, SUMMARY } from '../archive/fixtures/sample.ts';
import { storyOf, TIMED } from './fixtures/stories.ts';
import { markdownSummary } from './markdown.ts';
import { notObservableLines } from './not-observable.ts';
import { PLAIN } from './paint.ts';
import { terminalSummary } from './terminal-summary.ts';

const [planned] = TIMED;
const RELEASE = '6.1.0-50-cloud-amd64';
const place = (key: typeof CYCLE, attempt = 1) => ({ v: 1, t: 6000, item: itemId(key), attempt });
const witnessed = (key: typeof CYCLE, missing: readonly string[], altmap = true, release = RELEASE): RecordEvent[] => [
  { type: 'booted', release, accelerator: 'tcg', ...place(key) },
  {
    type: 'call-witness', observable: [{ fn: 'create_memory_block_devices', altmap }, { fn: 'online_pages', altmap: false }],
    missing: missing.map((fn) => ({ fn: fn as 'offline_pages', why: 'unsupported (inlined or absent)' })), ...place(key),
  },
];
const told = (...events: RecordEvent[]) => storyOf([...(planned ? [planned] : []), ...events]);
const LINE = `not observable on ${RELEASE}: mhp_init_memmap_on_memory, mhp_deinit_memmap_on_memory: unsupported (inlined or absent)`;
const inlined = witnessed(CYCLE, ['mhp_init_memmap_on_memory', 'mhp_deinit_memmap_on_memory']);

describe('what cannot be observed', () => {
  it('is said once for a release, whatever the rows and attempts that met it', () => {
    expect(notObservableLines(told(...inlined, ...inlined, ...witnessed(STUCK, ['mhp_init_memmap_on_memory'])))).toEqual([LINE]);
  });

  it('is said for each release', () => {
    const lines = notObservableLines(told(...inlined, ...witnessed(STUCK, ['offline_pages'], true, '7.3.4')));
    expect(lines).toEqual([LINE, 'not observable on 7.3.4: offline_pages: unsupported (inlined or absent)']);
  });

  it('is an altmap too, of a function that has one', () => {
    expect(notObservableLines(told(...witnessed(CYCLE, [], false)))).toEqual([
      `not observable on ${RELEASE}: the altmap of create_memory_block_devices: unsupported (no BTF that says which argument it is)`,
    ]);
  });

  it('is nothing where everything is seen, and in the record of a row that was not run', () => {
    expect(notObservableLines(told(...witnessed(CYCLE, [])))).toEqual([]);
    expect(notObservableLines(storyOf(TIMED))).toEqual([]);
  });

  it('stands in the terminal and in Markdown', () => {
    expect(terminalSummary({ story: told(...inlined), folder: 'x' }, PLAIN).split('\n')).toContain(LINE);
    expect(markdownSummary(SUMMARY, told(...inlined)).match(/not observable on/g)).toHaveLength(1);
  });
});
