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

it('keyName reads as a path in the file', () => {
  expect(keyName(['devices', 0, 'size'])).toBe('devices[0].size');
  expect(keyName([0])).toBe('[0]');
});

it('at is undefined where there is nothing', () => {
  expect(at({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
  expect(at(null, ['a', 'b'])).toBeUndefined();
});
