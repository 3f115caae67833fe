import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadFolder } from './load-folder.ts';

const schema = z.strictObject({ name: z.string(), cpus: z.int().default(1) });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daxlab-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('loadFolder', () => {
  it('has every file under its name, sorted', async () => {
    await writeFile(join(folder, 'nvdimm.yaml'), 'name: nvdimm\n');
    await writeFile(join(folder, 'cxl.yaml'), 'name: cxl\ncpus: 2\n');
    await writeFile(join(folder, 'README.md'), 'not one of them');
    expect([...await loadFolder(folder, 'machine', schema)]).toEqual([['cxl', { name: 'cxl', cpus: 2 }], ['nvdimm', { name: 'nvdimm', cpus: 1 }]]);
  });

  it('refuses a name that is not the file name', async () => {
    await writeFile(join(folder, 'cxl.yaml'), '# \nname: hmem\n');
    await expect(loadFolder(folder, 'machine', schema)).rejects.toThrow(/cxl\.yaml:2, key name\n {2}expected: the file's base name, cxl\n {2}seen: {5}hmem/);
  });

  it('refuses a file that would be overlooked', async () => {
    await writeFile(join(folder, 'cxl.yml'), 'name: cxl\n');
    await expect(loadFolder(folder, 'machine', schema)).rejects.toThrow(/cxl\.yml\n {2}expected: a name that ends in \.yaml/);
  });

  it('names a folder that is not there', async () => {
    await expect(loadFolder(join(folder, 'none'), 'machine', schema)).rejects.toThrow(/reading the machines: .*none[^]*ENOENT/);
  });
});
