import { expect, it } from 'vitest';
import { z } from 'zod';
import { keysAt } from './schema-keys.ts';

const schema = z.strictObject({
  name: z.string(),
  rows: z.array(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('a'), size: z.int() }), z.strictObject({ kind: z.literal('b'), id: z.string() })])),
  byName: z.record(z.string(), z.strictObject({ deep: z.string().transform(Number) })).optional(),
});

it.each([
  [[], ['name', 'rows', 'byName']],
  [['rows', 3], ['kind', 'size', 'id']],
  [['byName', 'any'], ['deep']],
  [['name'], []],
  [['nothing', 'there'], []],
])('at %j there are %j', (path, keys) => {
  expect(keysAt(schema, path)).toEqual(keys);
});
