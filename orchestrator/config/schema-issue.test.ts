import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, keyName, wordIssue } from './schema-issue.ts';

describe('wordIssue', () => {
  it.each([
    [z.string(), 3, 'text', '3'],
    [z.array(z.string()), undefined, 'a list', 'nothing'],
    [z.array(z.string()).min(1), [], 'array to have >=1 items', '[]'],
    [z.literal('kmem'), 'kem', '"kmem"; nearest: kmem', '"kem"'],
    [z.enum(['online', 'offline']), 'onlin', 'one of online, offline; nearest: online, offline', '"onlin"'],
    [z.string().regex(/^a/, 'a word with a'), 'b'.repeat(100), 'a word with a', `"${'b'.repeat(76)}...`],
    [z.union([z.string(), z.int()], 'text or a count'), true, 'text or a count', 'true'],
  ])('%# is in words', (schema, value, expected, found) => {
    const { error } = schema.safeParse(value);
    expect(error?.issues.flatMap((issue) => wordIssue(issue, value, schema))).toEqual([{ path: [], expected, found }]);
  });
});

describe('of several mappings', () => {
  const bind = z.strictObject({ bind: z.literal('kmem'), device: z.string().optional() });
  const write = z.strictObject({ write: z.string(), blocks: z.array(z.int()), device: z.string().optional() });
  const schema = z.strictObject({ steps: z.array(z.union([z.union([bind, write], 'bind: kmem, or write: VALUE with blocks'), z.strictObject({ repeat: z.int(), blocks: z.string() })])) });
  const said = (step: unknown) => schema.safeParse({ steps: [step] }).error?.issues.flatMap((issue) => wordIssue(issue, { steps: [step] }, schema)).map(({ path, expected, found }) => `${keyName(path)}: ${expected}, not ${found}`);

  it.each([
    [{ bind: 'kmm' }, ['steps[0].bind: "kmem"; nearest: kmem, not "kmm"']],
    [{ write: 'x', bloks: [1] }, ['steps[0].blocks: a list, not nothing', "steps[0].bloks: blocks, not the unknown key 'bloks'"]],
    [{ bnid: 'kmem', device: 'd' }, ["steps[0].bnid: bind, not the unknown key 'bnid'"]],
    [{ repeat: 'many', blocks: '' }, ['steps[0].repeat: a number, not "many"']],
  ])('%j is held against the one that is meant', (step, words) => {
    expect(said(step)).toEqual(words);
  });

  it('says all where none is meant', () => {
    expect(said({})).toEqual([expect.stringMatching(/^steps\[0\]: bind: kmem, or write: VALUE with blocks, or .*, not \{\}$/)]);
    expect(said('bind')).toEqual([expect.stringContaining('bind: kmem, or write: VALUE with blocks')]);
  });
});

it('shows a text that stands for a list of one as it is written', () => {
  const schema = z.strictObject({ scenario: z.preprocess((value) => [value], z.array(z.literal('cycle'))) });
  const { error } = schema.safeParse({ scenario: 'cylce' });
  expect(error?.issues.flatMap((issue) => wordIssue(issue, { scenario: 'cylce' }, schema))).toEqual([{ path: ['scenario'], expected: '"cycle"; nearest: cycle', found: '"cylce"' }]);
});

it('keyName reads as a path in the file', () => {
  expect(keyName(['devices', 0, 'size'])).toBe('devices[0].size');
  expect(keyName([0])).toBe('[0]');
});

it('at is undefined where there is nothing', () => {
  expect(at({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
  expect(at(null, ['a', 'b'])).toBeUndefined();
});
