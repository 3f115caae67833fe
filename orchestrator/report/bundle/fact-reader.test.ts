import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { parseObservation } from '../../lab/guest/observe/observation.ts';
import { captured, CAPTURED } from '../../lab/guest/observe/fixtures/captured.ts';
import { observedFacts } from '../../model/observables/all.ts';
import { inWords } from '../../judge/calls.ts';
import { slope } from '../../judge/conservation/slope.ts';
import { parseCalls } from '../../lab/guest/calls/trace.ts';
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
    const facts = [...observedFacts(observation)].filter(([fact]) => !/\/(?:self_hosted_pages|memmap_flags|memmap_pages_counted|page_flags|self_hosted_pages_elsewhere)$|^kpageflags_pages$/.test(fact) && some.has(Number(/^memory(\d+)/.exec(fact)?.[1] ?? 0)));
    const readers = facts.map(([fact]) => factReader(fact, { bootNodes: observation.nodeMasks.hasNormalMemory, blockSize: observation.blockSize }));
    const script = [...Object.values(READING).flat(), ...readers.map((reader, place) => `printf '${place}=%s\\n' "$(${reader?.command ?? 'echo no reader'})"`)].join('\n');
    const here = script.replaceAll(/(?<=[\s"])\/(?=(?:proc|sys)\/)/g, `${root}/`);
    const lines = execFileSync('/bin/sh', ['-c', here], { encoding: 'utf8' }).trimEnd().split('\n');
    const read = new Map(lines.map((line): [string, string] => { const [place = '', value = ''] = line.split(/=(.*)/s); return [facts[Number(place)]?.[0] ?? '', value]; }));
    const expected = new Map(facts.map(([fact, value]): [string, string] => [fact, value === 'none' && !fact.endsWith('valid_zones') ? '' : String(value)]));
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(expected));
  });
});

/** A shell that has these functions and, below a folder, these files. */
function shell(files: Readonly<Record<string, string | Uint8Array>>, commands: readonly string[]): string[] {
  const root = scratch();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const script = [...Object.values(READING).flat(), ...commands].join('\n').replaceAll(/(?<=[\s"])\/(?=(?:proc|sys)\/)/g, `${root}/`);
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

test.each(['6.12.43-nvdimm', '7.3.4-hmem'])('a shell has the calls of %s in the words of the judge, from any place on', (name) => {
  const trace = readFileSync(new URL(`../../lab/guest/calls/fixtures/${name}.trace`, import.meta.url), 'utf8');
  const calls = parseCalls(trace).map(inWords);
  const read = shell({ '/sys/kernel/tracing/trace': `# tracer: nop\n#\n${trace}` }, ['before_calls=3', ...calls.slice(3).map((_, place) => `call ${place + 1}`)]);
  expect(read).toEqual(calls.slice(3));
});

it('tells how much less memory gets as the judge does, and nothing over less than five', () => {
  fc.assert(fc.property(fc.array(fc.nat(1e6), { minLength: 5, maxLength: 50 }), (points) => {
    const [read = ''] = shell({}, [`points="${points.join(' ')}"`, 'dwindling']);
    expect(Math.abs(Number(read) + slope(points))).toBeLessThan(0.0501);
  }), { numRuns: 10 });
  expect(shell({}, ['points="5 4 3 2"', 'dwindling'])).toEqual(['']);
});

it('counts the pages that hold the memmap of their own block, and no others', () => {
  const flags = new BigUint64Array(2048);
  flags.fill(1n << 37n, 512, 600);
  flags[700] = (1n << 37n) | 1n;
  expect(factReader('memory1/self_hosted_pages', { bootNodes: [0], blockSize: 2 ** 27 })?.command).toBe('self_hosted 32768 512');
  expect(shell({ '/proc/kpageflags': Buffer.from(flags.buffer) }, ['self_hosted 512 512', 'self_hosted 0 512', 'page_flags 590 200'])).toEqual(['88', '0', '0x0 0x2000000000 0x2000000001']);
});

it('adds up System RAM', () => {
  expect(shell({ '/proc/iomem': '00001000-00001fff : System RAM\n  00001800-000018ff : Kernel code\n100000000-107ffffff : dax0.0\n  100000000-107ffffff : System RAM (kmem)\n' }, ['system_ram'])).toEqual([String(4096 + 2 ** 27)]);
});

it('knows which facts it cannot read', () => {
  expect(factReader("iomem/0-fff it's", { bootNodes: [0], blockSize: 2 ** 27 })).toBeUndefined();
});
