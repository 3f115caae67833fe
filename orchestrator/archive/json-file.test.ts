import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUMMARY } from './fixtures/sample.ts';
import { scratchFolder } from './fixtures/scratch.ts';
import { jsonText, readJson, writeJson } from './json-file.ts';
import { SUMMARY_SCHEMA, summarySchema } from './summary.ts';

const scratch = scratchFolder();
const file = (): string => join(scratch(), 'summary.json');
const read = () => readJson(file(), SUMMARY_SCHEMA, summarySchema);

describe('a JSON file of a record', () => {
  it('is read as it was written', async () => {
    await writeJson(file(), summarySchema, SUMMARY);
    expect(await read()).toEqual(SUMMARY);
    expect(readFileSync(file(), 'utf8')).toBe(jsonText(summarySchema, SUMMARY));
  });

  it.each([
    ['a newer schema', { ...SUMMARY, schema: 3, more: true }, /schema 3; this daxlab reads up to schema 2/],
    ['an unknown key', { ...SUMMARY, more: true }, /Unrecognized key/],
    ['a missing key', { ...SUMMARY, rules: undefined }, /rules: /],
    ['an exit status that there is not', { ...SUMMARY, exitStatus: 5 }, /exitStatus: /],
  ])('is refused with %s', async (_, value, words) => {
    writeFileSync(file(), JSON.stringify(value));
    await expect(read()).rejects.toThrow(words);
  });

  it('is refused when it is cut or not there', async () => {
    await expect(read()).rejects.toThrow(/there is no such file/);
    writeFileSync(file(), '{"schema": 1,');
    await expect(read()).rejects.toThrow(/reading the record of a run: .*summary\.json/);
  });

  it('leaves nothing behind when the disk refuses', async () => {
    await expect(writeJson(join(scratch(), 'none', 'summary.json'), summarySchema, SUMMARY)).rejects.toThrow(/writing the record/);
    expect(readdirSync(scratch())).toEqual([]);
  });

  it('is read though it is of an older schema', async () => {
    const { notRun, ...old } = SUMMARY;
    expect(notRun).toEqual([]);
    writeFileSync(file(), JSON.stringify({ ...old, schema: 1 }));
    expect(await read()).toEqual({ ...old, schema: 1 });
  });
});
