/** All commands. */
import { Command } from 'commander';
import { cacheCommand } from './commands/cache.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { benchCommand } from './commands/bench.ts';
import { bisectCommand } from './commands/bisect.ts';
import { compareCommand } from './commands/compare.ts';
import { exploreCommand } from './commands/explore.ts';
import { doctorCommand } from './commands/doctor.ts';
import { injectCommand } from './commands/inject.ts';
import { judgeCommand } from './commands/judge.ts';
import { kernelCommand } from './commands/kernel.ts';
import { listCommand } from './commands/list.ts';
import { reportCommand } from './commands/report.ts';
import { reproCommand } from './commands/repro.ts';
import { resultsCommand } from './commands/results.ts';
import { runCommand } from './commands/run.ts';
import { sensitivityCommand } from './commands/sensitivity.ts';
import { shellCommand } from './commands/shell.ts';
import { showCommand } from './commands/show.ts';
import { triageCommand } from './commands/triage.ts';
import type { Context } from './context.ts';
import { examples } from './examples.ts';

export function program(context: Context): Command {
  const daxlab = commands(context).addCommand(completionCommand(context)).addCommand(completeCommand(() => commands(context)), { hidden: true });
  return quietly(daxlab, context);
}

function commands(context: Context): Command {
  const daxlab = new Command('daxlab')
    .description('boots virtual machines with emulated memory devices, drives Linux memory hotplug, and holds what the kernel did against a model')
    .helpCommand(true)
    .addHelpText('after', examples([
      ['npx daxlab run', 'the smoke suite'],
      ['npx daxlab run smoke --kernel debian:6.1,debian:7.3', 'the same on two other kernels'],
      ['npx daxlab show latest', 'the last result again'],
      ['npx daxlab repro latest', 'its finding again'],
      ['npx daxlab explore', 'random sequences of operations for ten minutes'],
      ['npx daxlab triage', 'what is new since when, over all records'],
      ['npx daxlab doctor', 'what is here, what is missing, what to do'],
    ], `
Exit status:
   0 passed                  1 the kernel failed     2 unknown
   3 infrastructure failed   4 not all was run      64 wrong usage
  70 a defect of daxlab    130 interrupted`));
  for (const command of [runCommand, exploreCommand, injectCommand, compareCommand, listCommand, kernelCommand, doctorCommand, shellCommand, showCommand, reportCommand, triageCommand, judgeCommand, reproCommand, bisectCommand, sensitivityCommand, resultsCommand, cacheCommand, benchCommand]) daxlab.addCommand(command(context));
  return daxlab;
}

/** Errors are thrown, not exited with, and everything is written where the context says; this goes for every command below. */
function quietly(command: Command, context: Context): Command {
  const { out, err } = context.terminal;
  command.exitOverride().configureOutput({ writeOut: out, writeErr: err }).showHelpAfterError(`(${fullName(command)} --help shows examples)`);
  for (const child of command.commands) quietly(child, context);
  return command;
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : `npx ${command.name()}`;
}
