/** A YAML file as data, with the line of every key kept for errors. */
import { readFile } from 'node:fs/promises';
import { isMap, isPair, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { ConfigError } from './explained-error.ts';
import { fileName } from './file-name.ts';

/** Keys and list positions from the top of the file to a value. */
export type KeyPath = readonly PropertyKey[];

export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Line of the value at `path`, from 1; of its closest parent that is in the file where it is not. */
  readonly lineOf: (path: KeyPath) => number;
}

/** Throws ConfigError for a file that cannot be read or is not YAML, with line and column. `doing` is what it is read for. */
export async function readYaml(file: string, doing: string): Promise<YamlSource> {
  return parseYaml(await readText(file, doing), file, doing);
}

export function parseYaml(text: string, file: string, doing: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new ConfigError({ doing, to: `${fileName(file)}:${line}:${col}`, expected: 'YAML', seen: firstLine(fault.message).replace(/ at line \d+, column \d+:?$/, '') });
  }
  return { file, value: plainValue(document, file, doing), lineOf: (path) => lineOf(document, lines, path) };
}

async function readText(file: string, doing: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    throw new ConfigError({ doing, to: fileName(file), expected: 'a YAML file that can be read', seen }, { cause: error });
  }
}

/** An alias to nothing, or one that expands without end, shows only here. */
function plainValue(document: Document, file: string, doing: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const seen = error instanceof Error ? firstLine(error.message) : String(error);
    throw new ConfigError({ doing, to: fileName(file), expected: 'YAML', seen }, { cause: error });
  }
}

function lineOf(document: Document, lines: LineCounter, path: KeyPath): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    const [next, start] = child(node, key);
    if (start === undefined) break;
    node = next;
    offset = start;
  }
  return Math.max(1, lines.linePos(offset).line);
}

/** A map's value is where its key is: that is the line a reader looks for. */
function child(node: unknown, key: PropertyKey): [Node | null, number | undefined] {
  if (isMap<Node, Node | null>(node)) {
    const pair = node.items.find((item) => isPair(item) && 'value' in item.key && String(item.key.value) === String(key));
    return [pair?.value ?? null, pair?.key.range?.[0]];
  }
  if (isSeq<Node>(node)) {
    const item = node.items[Number(key)];
    return [item ?? null, item?.range?.[0]];
  }
  return [null, undefined];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
