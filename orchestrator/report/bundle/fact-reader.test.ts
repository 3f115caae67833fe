import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { parseObservation } from '../../lab/guest/observe/observation.ts';
import { captured, CAPTURED } from '../../lab/guest/observe/fixtures/captured.ts';
import { observedFacts } from '../../model/observables/all.ts';
import { factReader, READING } from './fact-reader.ts';

const scratch = scratchFolder();

/** The files of a guest as they were captured, below a folder. */
function tree({ files, links, blocks }: ReturnType<typeof captured>): string {
  const root = scratch();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  for (const [path, target] of Object.entries(links)) if (path.endsWith('/driver')) symlinkSync(target, join(root, path));
  for (const line of blocks.split('\n').filter((each) => each !== '')) {
    const [number = '', state, zones, removable, index, node] = line.split('|');
    const block = `/sys/devices/system/memory/memory${number}`;
    for (const [name, text] of Object.entries({ state, valid_zones: zones, removable, phys_index: index })) write(`${block}/${name}`, `${text}\n`);
    if (node !== '') write(`${block}/node${node}/meminfo`, '');
  }
  return root;
}

describe.each(CAPTURED)('in the guest %s', (name) => {
  test('a shell reads every fact as daxlab does', () => {
    const reply = captured(name);
    const observation = parseObservation(reply);
    const root = tree(reply);
    // A process for each: of the blocks that are all alike some are enough.
    const some = new Set([0, 1, observation.blocks.at(-1)?.number, observation.blocks.find(({ state }) => state === 'offline')?.number]);
    const facts = [...observedFacts(observation)].filter(([fact]) => !fact.endsWith('/self_hosted_pages') && some.has(Number(/^memory(\d+)/.exec(fact)?.[1] ?? 0)));
    const readers = facts.map(([fact]) => factReader(fact, observation.nodeMasks.hasNormalMemory));
    const script = [...Object.values(READING).flat(), ...readers.map((reader, place) => `printf '${place}=%s\\n' "$(${reader?.command ?? 'echo no reader'})"`)].join('\n');
    const here = script.replaceAll(/(?<=[\s"])\/(?=(?:proc|sys)\/)/g, `${root}/`);
    const lines = execFileSync('/bin/sh', ['-c', here], { encoding: 'utf8' }).trimEnd().split('\n');
    const read = new Map(lines.map((line): [string, string] => { const [place = '', value = ''] = line.split(/=(.*)/s); return [facts[Number(place)]?.[0] ?? '', value]; }));
    const expected = new Map(facts.map(([fact, value]): [string, string] => [fact, value === 'none' && !fact.endsWith('valid_zones') ? '' : String(value)]));
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
  });
});

it('knows which facts it cannot read', () => {
  expect(factReader('memory34/self_hosted_pages', [0])).toBeUndefined();
  expect(factReader("iomem/0-fff it's", [0])).toBeUndefined();
});
