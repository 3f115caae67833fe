/** One YAML file, held against a schema. */
import type { z } from 'zod';
import { ConfigError } from './explained-error.ts';
import { keyName, wordIssue, type WordedIssue } from './schema-issue.ts';
import { fileName } from './file-name.ts';
import { readYaml, type YamlSource } from './yaml-source.ts';

/** What is read, in words for errors: `machine`, `suite`, `scenario`. */
export type Kind = string;

/** Throws ConfigError naming file, line, key, what was expected and what was found. */
export async function loadFile<Schema extends z.ZodType>(file: string, kind: Kind, schema: Schema): Promise<z.output<Schema>> {
  return checkSource(await readYaml(file, `reading a ${kind}`), kind, schema);
}

export function checkSource<Schema extends z.ZodType>(source: YamlSource, kind: Kind, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(source.value);
  if (result.success) return result.data;
  throw schemaError(source, kind, result.error.issues.flatMap((issue) => wordIssue(issue, source.value, schema)));
}

/** The first issue in full, the others by line: a file is seldom wrong in one place only. */
export function schemaError(source: YamlSource, kind: Kind, issues: readonly WordedIssue[]): ConfigError {
  const lined = issues.map((issue) => ({ ...issue, line: source.lineOf(issue.path) })).sort((a, b) => a.line - b.line);
  const [first, ...others] = lined;
  const where = first && first.path.length > 0 ? `, key ${keyName(first.path)}` : '';
  const also = others.slice(0, 4).map(({ line, path, expected, found }) => `line ${line}, ${keyName(path) || 'the file'}: expected ${shortened(expected)}, found ${found}`);
  return new ConfigError({
    doing: `reading a ${kind}`,
    to: `${fileName(source.file)}:${first?.line ?? 1}${where}`,
    expected: first?.expected,
    seen: first?.found,
    next: also.length > 0 ? `correct it, and also ${also.join('; ')}${others.length > 4 ? `; and ${others.length - 4} more` : ''}` : undefined,
  });
}

/** All that a step can be is said once, of the first. */
const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 97)}...` : text);
