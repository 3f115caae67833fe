/** `daxlab bench`: the figures that daxlab is held to. */
import { loadavg } from 'node:os';
import { Command, Option } from 'commander';
import type { Figure } from '../../runner/bench/figure.ts';
import type { Context } from '../context.ts';
import { examples } from '../examples.ts';
import { jsonOption, withFetchOptions, type FetchOptions } from '../options.ts';

const HELP = examples([
  ['npm run bench', 'every figure; takes some minutes, and wants an idle machine'],
  ['npx daxlab bench --kernel debian:7.3', 'with another kernel'],
  ['npx daxlab bench --json', 'for programs'],
], `
Figures are for reading: a bound that is missed changes no exit status, and no test asserts one.`);

interface BenchOptions extends FetchOptions {
  readonly kernel: string;
  readonly json?: true;
}

export function benchCommand(context: Context): Command {
  const command = new Command('bench')
    .description('measures what daxlab is held to: start, observation, suite, model, log, report, triage')
    .addOption(new Option('--kernel <kernel>', 'the kernel to measure with').default('debian:6.12'))
    .addOption(jsonOption('print a JSON list'));
  return withFetchOptions(command).addHelpText('after', HELP).action(async ({ kernel, json, mirror, cache, refresh }: BenchOptions) => {
    const { terminal, signal } = context;
    const [{ bench }, { pageSpeed }] = await Promise.all([import('../../runner/bench/bench.ts'), import('../page-speed.ts')]);
    const figures: Figure[] = [];
    const tell = (figure: Figure): void => {
      figures.push(figure);
      if (!json) terminal.out(line(figure, terminal.paint.out));
    };
    const progress = (what: string): void => { terminal.err(`${what}\n`); };
    // First: it is a command of its own, and with what the other figures leave on the heap it takes a quarter longer.
    tell(await triageSpeed(progress));
    await bench({ kernel, mirror, cache, refresh: refresh ?? false }, tell, progress, signal);
    progress('report.html in a browser');
    for (const figure of await pageSpeed({ mirror, cache, refresh, progress, signal })) tell(figure);
    if (json) terminal.out(`${JSON.stringify(figures, undefined, 2)}\n`);
  });
}

const WANTED_SECONDS = 5;

async function triageSpeed(progress: (what: string) => void): Promise<Figure> {
  const [{ historySpeed }, { triageText }] = await Promise.all([import('../../triage/bench/history-speed.ts'), import('../../report/triage-text.ts')]);
  const { seconds, runs, entries, bytes, distinct } = await historySpeed((answer) => triageText(answer, (_, text) => text), progress);
  return {
    name: 'triage of a long history', value: seconds, unit: 's', wanted: `at most ${WANTED_SECONDS}`, met: seconds <= WANTED_SECONDS,
    detail: `${runs} records with ${entries} rows, ${Math.round(distinct * 100)} % of them unlike any other, ${Math.round(bytes / 1e6)} MB, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  };
}

function line({ name, value, unit, wanted, met, detail }: Figure, paint: Context['terminal']['paint']['out']): string {
  const mark = met === undefined ? '' : met ? paint('green', '  met') : paint('yellow', '  missed');
  const shown = value >= 1000 ? Math.round(value).toString() : value.toPrecision(3);
  return `${name}: ${shown} ${unit} (${wanted})${mark}\n  ${detail}\n`;
}
