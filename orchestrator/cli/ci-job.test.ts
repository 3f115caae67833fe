/** The job in docs/ci: every daxlab command in it is one that this daxlab takes, for every kernel and part of its matrix. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadCatalogue } from '../config/catalogue.ts';
import { parseKernelName } from '../config/kernel-name.ts';
import { PLAIN } from '../report/paint.ts';
import { program } from './program.ts';

const jobSchema = z.object({
  jobs: z.object({
    nightly: z.object({
      strategy: z.object({ matrix: z.object({ kernel: z.array(z.string()), shard: z.array(z.string()) }) }),
      steps: z.array(z.object({ run: z.string().optional() })),
    }),
  }),
});
const { strategy: { matrix }, steps } = jobSchema.parse(parse(await readFile(new URL('../../docs/ci/nightly.yml', import.meta.url), 'utf8'))).jobs.nightly;
const COMMANDS = steps.flatMap(({ run = '' }) => run.split('\n')).flatMap((line) => (line.startsWith('npx daxlab ') ? [line.slice('npx daxlab '.length)] : []));

/** Those of the job for a kernel tree, where daxlab is in a folder of its own. */
const treeSchema = z.object({ jobs: z.object({ daxlab: z.object({ steps: z.array(z.object({ run: z.string().optional() })) }) }) });
const OF_A_TREE = treeSchema.parse(parse(await readFile(new URL('../../docs/ci/kernel-tree.yml', import.meta.url), 'utf8'))).jobs.daxlab.steps
  .flatMap(({ run = '' }) => run.split('\n')).flatMap((line) => /^node "\$DAXLAB\/orchestrator\/cli\/daxlab.mjs" (.*)$/.exec(line)?.[1] ?? []);

/** What is parsed of a line, without doing it. @throws CommanderError */
async function parsed(line: string, environment: Readonly<Record<string, string>>): Promise<{ name: string; args: readonly string[]; options: Record<string, unknown> }> {
  const words = line.replace(/\$(\w+)/g, (_, name: string) => environment[name] ?? `no $${name}`).split(' ').map((word) => word.replace(/^"(.*)"$/, '$1'));
  const write = (): void => undefined;
  const terminal = { out: write, err: write, paint: { out: PLAIN, err: PLAIN }, progress: () => ({ start: write, event: write, end: write }), flush: () => Promise.resolve() };
  let taken: { name: string; args: readonly string[]; options: Record<string, unknown> } | undefined;
  const daxlab = program({ argv: words, terminal, signal: new AbortController().signal, exitWith: write });
  for (const command of daxlab.commands.flatMap((one) => [one, ...one.commands])) {
    if (command.commands.length === 0) command.action(() => { taken = { name: command.name(), args: command.args, options: command.opts() }; });
  }
  await daxlab.parseAsync(words, { from: 'user' });
  return taken ?? expect.fail(`${line} does nothing`);
}

describe('the job', () => {
  it('has commands of daxlab', () => {
    expect(COMMANDS.map((line) => line.split(' ')[0])).toEqual(['run', 'cache']);
  });

  it.each(matrix.kernel.flatMap((kernel) => matrix.shard.map((shard) => ({ kernel, shard }))))('is taken for $kernel, part $shard', async ({ kernel, shard }) => {
    for (const line of COMMANDS) await parsed(line, { KERNEL: kernel, SHARD: shard });
    const { args, options } = await parsed(COMMANDS[0] ?? '', { KERNEL: kernel, SHARD: shard });
    expect(args).toEqual(['nightly']);
    expect(options).toMatchObject({ kernel: [kernel], budget: expect.any(Number) as number, results: 'results' });
    expect(parseKernelName(kernel).kind).toBe('debian');
  });

  it('has the kernels of the suite', async () => {
    expect(matrix.kernel).toEqual((await loadCatalogue()).suites.get('nightly')?.kernels);
  });

  it('would not be taken with an option that there is not', async () => {
    await expect(parsed(`${COMMANDS[0] ?? ''} --hurry`, { KERNEL: 'debian:7.3', SHARD: '1/1' })).rejects.toThrow("unknown option '--hurry'");
    await expect(parsed(COMMANDS[0] ?? '', { KERNEL: 'debian:7.3', SHARD: '3/2' })).rejects.toThrow('part of a whole');
  });
});

it('the job for a kernel tree has commands of daxlab, and what it builds is what it compares', async () => {
  const all = await Promise.all(OF_A_TREE.map((line) => parsed(line, {})));
  expect(all.map(({ name }) => name)).toEqual(['build', 'build', 'compare', 'run', 'prune']);
  const [base, other, compare] = all.map(({ options }) => options);
  expect([compare?.['base'], compare?.['with']]).toEqual([`build:${String(base?.['name'])}`, `build:${String(other?.['name'])}`]);
});
