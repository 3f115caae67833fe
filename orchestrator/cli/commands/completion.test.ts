import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENTS, SUMMARY } from '../../archive/fixtures/sample.ts';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { createRecord } from '../../archive/record-writer.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();
// The library writes to standard output itself.
const printed: string[] = [];
beforeEach(() => { vi.spyOn(console, 'log').mockImplementation((line: string) => { printed.push(line); }); });
afterEach(() => { vi.restoreAllMocks(); });

async function completed(...words: string[]): Promise<string[]> {
  printed.length = 0;
  expect(await daxlab('complete', '--', ...words)).toMatchObject({ err: '', status: 0 });
  expect(printed.pop()).toBe(':4');
  return printed.map((line) => line.split('\t')[0] ?? '');
}

async function recorded(): Promise<string> {
  const record = await createRecord(scratch(), { asked: { command: ['run'], suites: ['smoke'], jobs: 1 }, daxlab: { name: 'daxlab' } });
  for (const event of EVENTS) record.append(event);
  await record.writeSummary(SUMMARY);
  record.close();
  return record.runId;
}

describe('daxlab complete', () => {
  it('knows commands, options and their values', async () => {
    expect(await completed('sh')).toEqual(['shell', 'show']);
    expect(await completed('run', '--mach')).toEqual(['--machine']);
    expect(await completed('completion', 'z')).toEqual(['zsh']);
    expect(await completed('')).not.toContain('complete');
  });

  it('knows what there is in qemu-configs', async () => {
    expect(await completed('shell', 'cx')).toContain('cxl');
    expect(await completed('run', 'smo')).toEqual(['smoke']);
    expect(await completed('run', '--kernel', 'debian:6.1')).toContain('debian:6.12');
    expect(await completed('run', '--kernel=debian:6.1')).toContain('debian:6.12');
    expect(await completed('run', '--policy', 'auto')).toContain('auto-online');
    expect(await completed('run', '--scenario', 'replaced')).toContain('replaced-expander');
    expect(await completed('sensitivity', '--mutant', 'altmap-d')).toEqual(['altmap-dropped']);
    expect(await completed('bisect', 'cyc')).toContain('cycle');
    expect(await completed('run', '--machine', 'cxl,hme')).toContain('cxl,hmem');
  });

  it('knows the runs, and the findings of the one that is typed', async () => {
    const runId = await recorded();
    expect(await completed('show', '--results', scratch(), '')).toEqual(['latest', runId]);
    expect(await completed('show', `--results=${scratch()}`, 'latest/b1')).toEqual(['latest/b10c1ef7a5b6c7d8']);
    expect(await completed('run', '--results', scratch(), '--resume', 'lat')).toEqual(['latest']);
    expect(await completed('show', '--results', '/nonexistent', 'latest/')).toEqual([]);
  });
});

it('prints a script for each shell', async () => {
  expect((await daxlab('completion', 'bash')).out).toContain('complete -o default -F _daxlab daxlab');
  expect((await daxlab('completion', 'zsh')).out).toMatch(/^#compdef daxlab\n/);
  expect(await daxlab('completion', 'fish')).toMatchObject({ status: 64 });
});
