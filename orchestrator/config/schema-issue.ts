/** What a schema holds against a value, in words a person can act on. */
import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { keysAt } from './schema-keys.ts';
import type { KeyPath } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

export interface WordedIssue {
  readonly path: KeyPath;
  readonly expected: string;
  readonly found: string;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a mapping', record: 'a mapping',
};

/** `value` is what the whole `schema` was given. */
export function wordIssue(issue: Issue, value: unknown, schema: z.ZodType): WordedIssue[] {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- zod's message says the rest well
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(issue.path, key, schema));
    case 'invalid_type':
      return [worded(issue, value, ownWords(issue) ?? KINDS[issue.expected] ?? issue.expected)];
    case 'invalid_value':
      return [worded(issue, value, ownWords(issue) ?? oneOf(issue.values, at(value, asWritten(value, issue.path))))];
    case 'invalid_union':
      return inMeantMapping(issue, value, schema) ?? [worded(issue, value, ownWords(issue) ?? alternatives(issue, value, schema))];
    default:
      return [worded(issue, value, ownWords(issue) ?? afterExpected(issue.message))];
  }
}

/** The value at `path`, undefined where there is none. */
export function at(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((parent, key) => (typeof parent === 'object' && parent !== null ? (parent as Record<PropertyKey, unknown>)[key] : undefined), value);
}

/** `devices[0].size`. */
export function keyName(path: KeyPath): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '');
}

function unknownKey(path: KeyPath, key: string, schema: z.ZodType): WordedIssue {
  const known = keysAt(schema, path);
  const near = nearest(key, known);
  return { path: [...path, key], expected: near.length > 0 ? near.join(' or ') : `one of ${known.join(', ')}`, found: `the unknown key '${key}'` };
}

function worded(issue: Issue, value: unknown, expected: string): WordedIssue {
  const path = asWritten(value, issue.path);
  return { path, expected, found: show(at(value, path)) };
}

/** A text that stands for a list of one is read as that list: its place is the text's own. */
function asWritten(value: unknown, path: KeyPath): KeyPath {
  const text = path.findIndex((_, end) => typeof at(value, path.slice(0, end)) === 'string');
  return text === -1 ? path : path.slice(0, text);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The message that the schema's author wrote, `expected` and `found` taken off; undefined where it is zod's own. */
function ownWords({ message }: Issue): string | undefined {
  if (/^(Invalid|Too |Unrecognized)/.test(message)) return undefined;
  return message.replace(/^expected /, '').replace(/, found .*$/s, '');
}

function afterExpected(message: string): string {
  return /expected (.*?)(?:, received .*)?$/.exec(message)?.[1] ?? message.replace(/^Invalid [a-z]+: /, '');
}

function oneOf(values: readonly unknown[], found: unknown): string {
  const near = typeof found === 'string' ? nearest(found, values.map(String)) : [];
  const list = values.length === 1 ? show(values[0]) : `one of ${values.map(String).join(', ')}`;
  return near.length > 0 ? `${list}; nearest: ${near.join(', ')}` : list;
}

type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;

/**
 * Of several mappings the one that is meant is told by its keys: that which knows the most of those that are there, more than any other. What is wrong with it is
 * said, and where none is meant, which key nobody knows; a list of all mappings says neither.
 */
function inMeantMapping(issue: UnionIssue, value: unknown, schema: z.ZodType): WordedIssue[] | undefined {
  const found = at(value, issue.path);
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
  const branches = mappings(issue).map((inner) => ({ inner, unknown: inner.flatMap((one) => (one.code === 'unrecognized_keys' && one.path.length === 0 ? one.keys : [])) }));
  const fewest = Math.min(...branches.map(({ unknown }) => unknown.length));
  const [meant, other] = branches.filter(({ unknown }) => unknown.length === fewest);
  if (meant && !other) return meant.inner.flatMap((inner) => wordIssue({ ...inner, path: [...issue.path, ...inner.path] }, value, schema));
  const known = keysAt(schema, issue.path);
  const strange = Object.keys(found).filter((key) => !known.includes(key));
  return strange.length > 0 && known.length > 0 ? strange.map((key) => unknownKey(issue.path, key, schema)) : undefined;
}

/** What each alternative says, those of an alternative that is a union again among them. */
function mappings({ errors }: UnionIssue): readonly Issue[][] {
  return errors.flatMap((branch) => {
    const [only, ...others] = branch;
    return only?.code === 'invalid_union' && only.path.length === 0 && others.length === 0 ? mappings(only) : [branch];
  });
}

function alternatives(issue: UnionIssue, value: unknown, schema: z.ZodType): string {
  const found = at(value, issue.path);
  const options = 'options' in issue && Array.isArray(issue.options) ? (issue.options as unknown[]) : [];
  if (options.length > 0) return oneOf(options, found);
  const words = issue.errors.flatMap((branch) => branch.flatMap((inner) => wordIssue(inner, found, schema).map(({ expected }) => expected)));
  return words.length > 0 ? [...new Set(words)].join(', or ') : 'one of the known kinds';
}
