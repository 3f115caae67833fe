/** `daxlab doctor`: what is here, what is missing, what to do. */
import { availableParallelism, freemem } from 'node:os';
import { Command } from 'commander';
import { EXIT } from '../../judge/verdict.ts';
import type { Fact } from '../../lab/toolchain/facts.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { defaultJobs, jsonOption, withFetchOptions, type FetchOptions } from '../options.ts';

const HELP = examples([
  ['npx daxlab doctor', 'looks only; fetches nothing'],
  ['npx daxlab doctor --json', 'for programs'],
], `
Exit status 3 where something is missing.`);

export function doctorCommand(context: Context): Command {
  const command = new Command('doctor').description('tells what is here, what is missing and what to do').addOption(jsonOption('print a JSON list'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async ({ json, mirror, cache }: FetchOptions & { readonly json?: true }) => {
    const { terminal: { out, paint }, exitWith } = context;
    const [{ openCache }, { toolchainFacts }, { kernelFacts }] = await Promise.all([
      import('../../lab/toolchain/cache.ts'), import('../../lab/toolchain/facts.ts'), import('../../lab/kernel/facts.ts'),
    ]);
    const opened = await openCache(cache);
    const facts: Fact[] = [...hostFacts(), ...await toolchainFacts(opened, { mirror }), ...await kernelFacts(opened)];
    if (json) out(`${JSON.stringify(facts, undefined, 2)}\n`);
    else for (const fact of facts) out(lines(fact, paint.out));
    if (facts.some(({ ok }) => !ok)) exitWith(EXIT.infrastructure);
  });
}

function hostFacts(): Fact[] {
  const free = freemem();
  return [
    { name: 'Node', ok: true, seen: process.version },
    { name: 'processors', ok: true, seen: `${availableParallelism()}; ${defaultJobs()} guests at a time unless --jobs says otherwise` },
    { name: 'free memory', ok: free > LEAST_MEMORY, seen: `${(free / 1e9).toFixed(1)} GB`, ...(free > LEAST_MEMORY ? {} : { next: 'end something that takes memory: a guest takes up to 2 GiB' }) },
  ];
}

/** One guest. */
const LEAST_MEMORY = 2 * 1024 ** 3;

function lines({ name, ok, seen, next }: Fact, paint: Context['terminal']['paint']['out']): string {
  const mark = ok ? paint('green', 'ok     ') : paint('red', 'missing');
  return `${mark}  ${name}: ${seen}\n${next === undefined ? '' : `         next: ${next}\n`}`;
}
