/** A folder with one YAML file per thing: the file's base name is the thing's name. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './explained-error.ts';
import { checkSource, schemaError, type Kind } from './load-file.ts';
import { fileName } from './file-name.ts';
import { plural } from './nearest.ts';
import { readYaml } from './yaml-source.ts';

interface Named {
  readonly name: string;
}

/** Every `<name>.yaml` of the folder by name, sorted. Throws ConfigError for the first that is wrong, and for a name that is not its file's. */
export async function loadFolder<Value extends Named>(folder: string, kind: Kind, schema: z.ZodType<Value>): Promise<ReadonlyMap<string, Value>> {
  const names = await namesIn(folder, kind);
  const values = await Promise.all(names.map((name) => loadNamed(join(folder, `${name}.yaml`), name, kind, schema)));
  return new Map(values.map((value) => [value.name, value]));
}

/** The name must be the file's: then no two files can hold the same one, and an error can be found by its name. */
async function loadNamed<Value extends Named>(file: string, name: string, kind: Kind, schema: z.ZodType<Value>): Promise<Value> {
  const source = await readYaml(file, `reading a ${kind}`);
  const value = checkSource(source, kind, schema);
  if (value.name === name) return value;
  throw schemaError(source, kind, [{ path: ['name'], expected: `the file's base name, ${name}`, found: value.name }]);
}

/** Base names of the folder's YAML files, sorted. Throws ConfigError for a file that would be overlooked. */
export async function namesIn(folder: string, kind: Kind): Promise<string[]> {
  const files = (await entries(folder, kind)).filter((file) => !file.startsWith('.'));
  const stray = files.find((file) => /\.(yml|json)$/i.test(file) || /\.YAML$/i.test(file) && !file.endsWith('.yaml'));
  if (stray !== undefined) {
    throw new ConfigError({ doing: `reading the ${plural(kind)}`, to: fileName(join(folder, stray)), expected: 'a name that ends in .yaml', seen: stray });
  }
  return files.filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length)).sort();
}

async function entries(folder: string, kind: Kind): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    throw new ConfigError({ doing: `reading the ${plural(kind)}`, to: fileName(folder), expected: 'a folder that can be read', seen }, { cause: error });
  }
}
