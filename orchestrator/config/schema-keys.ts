/** Which keys a schema knows at a place, for the error about one that it does not know. */
import { z } from 'zod';
import type { KeyPath } from './yaml-source.ts';

/** What is used of JSON Schema, which zod writes its schemas as. */
interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** Keys of the mapping at `path`, of every alternative where there are several. */
export function keysAt(schema: z.ZodType, path: KeyPath): string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const places = path.reduce<JsonSchema[]>(
    (parents, key) => parents.flatMap((parent) => children(parent, key)).flatMap((child) => alternatives(child, root)),
    alternatives(root, root),
  );
  return [...new Set(places.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

function children({ properties, additionalProperties, items }: JsonSchema, key: PropertyKey): JsonSchema[] {
  const candidates = typeof key === 'number' ? [items] : [properties?.[String(key)] ?? additionalProperties];
  return candidates.filter((candidate): candidate is JsonSchema => typeof candidate === 'object');
}

function alternatives(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema[] {
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = schema;
  if (depth > 8) return [];
  const referred = $ref === undefined ? undefined : $ref === '#' ? root : root.$defs?.[$ref.replace('#/$defs/', '')];
  const further = [...anyOf, ...oneOf, ...allOf, ...(referred ? [referred] : [])];
  return [schema, ...further.flatMap((branch) => alternatives(branch, root, depth + 1))];
}
